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
	}
}

func newHelp(a *app) *cobra.Command {
	c := &cobra.Command{
		Use: "help [COMMAND]", Args: between(0, 1),
		RunE: func(c *cobra.Command, args []string) error { return a.runHelp(c.Root(), args) },
	}
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
	c, _, err := root.Find(args)
	if err != nil || c == root {
		return unknownCommand(root, args)
	}
	a.printHelp(c)
	return nil
}

// help is what --help prints.
func (a *app) help(c *cobra.Command, _ []string) { a.printHelp(c) }

func (a *app) printHelp(c *cobra.Command) {
	w := a.out
	fmt.Fprintln(w, c.Short)
	if c.HasParent() {
		fmt.Fprintf(w, "\n%s\n  kehu %s\n", a.text("用法：", "Usage:"), c.Use)
		if len(c.Aliases) > 0 {
			fmt.Fprintf(w, "\n%s %s\n", a.text("也可写作：", "Also:"), strings.Join(c.Aliases, "  "))
		}
	}
	if c.Example != "" {
		fmt.Fprintf(w, "\n%s\n%s\n", a.text("例：", "Examples:"), c.Example)
	}
	a.printCommands(w, c)
	a.printFlags(w, a.text("选项：", "Flags:"), c.LocalNonPersistentFlags(), c.Annotations[sheetAnnotation])
	a.printFlags(w, a.text("通用选项：", "Global flags:"), c.Root().PersistentFlags(), "")
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
	for _, t := range topics() {
		rows = append(rows, [2]string{"help " + t.name, t.short.In(a.lang)})
	}
	fmt.Fprintf(w, "\n%s\n", a.text("命令：", "Commands:"))
	printPairs(w, rows)
}

// printFlags lists flags; the headings of the sheet called key are their aliases.
func (a *app) printFlags(w io.Writer, title string, flags *pflag.FlagSet, key string) {
	var rows [][2]string
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Name == "help" {
			return
		}
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		if s := sheet.ByKey(key); s != nil {
			if c := s.Column(strings.ReplaceAll(f.Name, "-", "_")); c != nil {
				name += ", --" + c.ZH
			}
		}
		rows = append(rows, [2]string{name, f.Usage})
	})
	if len(rows) > 0 {
		fmt.Fprintf(w, "\n%s\n", title)
		printPairs(w, rows)
	}
}

// printPairs prints two columns, aligned by what a terminal shows.
func printPairs(w io.Writer, rows [][2]string) {
	widest := 0
	for _, r := range rows {
		widest = max(widest, render.Width(r[0]))
	}
	for _, r := range rows {
		fmt.Fprintf(w, "  %s%s  %s\n", r[0], strings.Repeat(" ", widest-render.Width(r[0])), r[1])
	}
}

func (a *app) printExitCodes(w io.Writer) {
	rows := [][2]string{{"0", a.text("完成", "done")}}
	for _, e := range exitCodes() {
		rows = append(rows, [2]string{fmt.Sprint(e.code), e.words.In(a.lang)})
	}
	printPairs(w, rows)
}

func (a *app) printColumns(w io.Writer) {
	for _, s := range sheet.All() {
		fmt.Fprintf(w, "\n%s（%s）\n", s.Label().In(a.lang), s.Key)
		var rows [][2]string
		for _, c := range s.Columns {
			rows = append(rows, [2]string{c.Key, c.Label().In(a.lang) + "  " + a.options(c)})
		}
		printPairs(w, rows)
	}
}
