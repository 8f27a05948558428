package cmd

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"kehu/report/render"
	"kehu/store/sheet"
)

// topic is a page of help that is no command's.
type topic struct {
	name, alias string
	short       sheet.Words
	print       func(*app, io.Writer)
}

func topics() []topic {
	return []topic{
		{"exit-codes", "退出码", sheet.W("退出码", "exit codes"), func(a *app, w io.Writer) { a.printExitCodes(w) }},
		{"columns", "列名", sheet.W("所有的列", "all columns"), func(a *app, w io.Writer) { a.printColumns(w) }},
		{"note-lines", "记事写法", sheet.W("kehu note 的一行怎么写", "the lines of kehu note"), func(a *app, w io.Writer) { a.printNoteLines(w) }},
	}
}

func newHelp(a *app) *cobra.Command {
	c := &cobra.Command{
		Use: a.text("help [命令|列名|退出码]", "help [COMMAND|columns|exit-codes]"), Args: a.between(0, 2),
		RunE: func(c *cobra.Command, args []string) error { return a.runHelp(c.Root(), args) },
	}
	a.offerWords(c, []completer{helpPages, nil})
	return a.made(c, sheet.W("帮助", "help on a command"), "帮助")
}

func (a *app) runHelp(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		a.printHelp(root)
		return nil
	}
	for _, t := range topics() {
		if args[0] == t.name || args[0] == t.alias {
			t.print(a, a.out)
			return nil
		}
	}
	c, rest, err := root.Find(args)
	if err != nil || c == root || len(rest) > 0 {
		return a.unknownCommand(c, rest)
	}
	a.printHelp(c)
	return nil
}

// help is what --help prints.
func (a *app) help(c *cobra.Command, _ []string) { a.printHelp(c) }

func (a *app) printHelp(c *cobra.Command) {
	w := a.out
	fmt.Fprintln(w, strings.Join(wrapped(c.Short, lineWidth), "\n"))
	usage := a.text("[命令] [选项]　不写命令就是 today", "[COMMAND] [FLAGS]; without a command it is today")
	if c.HasParent() {
		usage = strings.TrimPrefix(form(c), "kehu ")
	}
	fmt.Fprintf(w, "\n%s\n", a.text("用法：", "Usage:"))
	for i, line := range wrapped("kehu "+usage, lineWidth-6) {
		fmt.Fprintln(w, strings.Repeat(" ", 2+4*min(i, 1))+line)
	}
	if len(c.Aliases) > 0 {
		fmt.Fprintf(w, "\n%s %s\n", a.text("也可写作：", "Also:"), strings.Join(c.Aliases, "  "))
	}
	if c.Example != "" {
		fmt.Fprintf(w, "\n%s\n%s\n", a.text("例：", "Examples:"), c.Example)
	}
	a.printCommands(w, c)
	a.printFlags(w, a.text("选项：", "Flags:"), c.LocalNonPersistentFlags(), c.Annotations[sheetAnnotation])
	if c.HasParent() {
		fmt.Fprintf(w, "\n%s\n", a.text("通用选项见 kehu help。", "Global flags: see kehu help."))
		return
	}
	a.printFlags(w, a.text("通用选项：", "Global flags:"), c.PersistentFlags(), "")
}

func (a *app) printCommands(w io.Writer, c *cobra.Command) {
	if !c.HasAvailableSubCommands() {
		return
	}
	var rows [][2]string
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			rows = append(rows, [2]string{sub.Name() + "  " + strings.Join(sub.Aliases[:min(1, len(sub.Aliases))], ""), sub.Short})
		}
	}
	if !c.HasParent() {
		for _, t := range topics() {
			rows = append(rows, [2]string{"help " + t.name, t.short.In(a.lang)})
		}
	}
	fmt.Fprintf(w, "\n%s\n", a.text("命令：", "Commands:"))
	printPairs(w, rows)
}

// printFlags lists flags, each with its Chinese name: the headings of the sheet
// called key are their aliases.
func (a *app) printFlags(w io.Writer, title string, flags *pflag.FlagSet, key string) {
	var rows [][2]string
	flags.SortFlags = false
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Name == "help" {
			return
		}
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		if word := chineseName(f, sheet.ByKey(key)); word != "" && a.lang == sheet.ZH {
			name += ", --" + word
		}
		rows = append(rows, [2]string{name, f.Usage})
	})
	if len(rows) > 0 {
		fmt.Fprintf(w, "\n%s\n", title)
		printPairs(w, rows)
	}
}

// printPairs prints two columns, aligned by what a terminal shows, in lines that fit.
func printPairs(w io.Writer, rows [][2]string) {
	widest := 0
	for _, r := range rows {
		widest = max(widest, render.Width(r[0]))
	}
	for _, r := range rows {
		left := r[0]
		for _, line := range wrapped(r[1], lineWidth-widest-4) {
			fmt.Fprintln(w, strings.TrimRight("  "+left+strings.Repeat(" ", widest-render.Width(left))+"  "+line, " "))
			left = ""
		}
	}
}

// wrapped breaks text into lines of that many columns: after a space or a mark
// where there is one not far back, else anywhere, as Chinese allows.
func wrapped(text string, columns int) []string {
	var lines []string
	line, width := "", 0
	for _, r := range text {
		size := render.Width(string(r))
		if width+size > columns && line != "" {
			keep, rest := breakAt(line)
			lines = append(lines, keep)
			line, width = rest, render.Width(rest)
		}
		line, width = line+string(r), width+size
	}
	return append(lines, line)
}

// breakAt splits a full line at its last space or mark, if that is in its second half.
func breakAt(line string) (keep, rest string) {
	for _, marks := range []string{" ", "/、，；。）"} {
		i := strings.LastIndexAny(line, marks)
		if i < len(line)/2 {
			continue
		}
		for i++; i < len(line) && line[i]&0xc0 == 0x80; i++ { // the mark's further bytes
		}
		return strings.TrimRight(line[:i], " "), line[i:]
	}
	return line, ""
}

func (a *app) printExitCodes(w io.Writer) {
	rows := [][2]string{{"0", a.text("完成", "done")}}
	for _, e := range exitCodes() {
		rows = append(rows, [2]string{fmt.Sprint(e.code), e.words.In(a.lang)})
	}
	printPairs(w, rows)
}

func (a *app) printColumns(w io.Writer) {
	for i, s := range sheet.All() {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintln(w, s.Label().In(a.lang), s.Key)
		var rows [][2]string
		for _, c := range s.Columns {
			rows = append(rows, [2]string{c.Key, strings.TrimSpace(c.Label().In(a.lang) + "  " + a.options(c))})
		}
		printPairs(w, rows)
	}
}
