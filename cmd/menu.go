package cmd

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kehu/store/sheet"
)

func newMenu(a *app) *cobra.Command {
	c := &cobra.Command{Use: "menu", Args: a.between(0, 0), Example: "  kehu menu",
		RunE: func(c *cobra.Command, _ []string) error { return a.runMenu(c.Context()) }}
	return a.made(c, sheet.W("菜单：按数字选，不用记命令（Windows 上双击程序就是它）", "a menu to pick from by number (a double click opens it on Windows)"), "菜单")
}

// item is a line of the menu: it makes the command line that it stands for, nil
// if there is nothing to do.
type item struct {
	label sheet.Words
	words func(*app) []string
}

// items are the lines of the menu; the last digit, 0, leaves it.
func items() []item {
	return []item{
		{sheet.W("今天找谁", "today"), func(*app) []string { return []string{"today"} }},
		{sheet.W("记一笔", "note what was done"), func(*app) []string { return []string{"note"} }},
		{sheet.W("找人", "find somebody"), (*app).menuFind},
		{sheet.W("新客户", "a new customer"), func(*app) []string { return []string{"add"} }},
		{sheet.W("导入表格", "import a sheet"), (*app).menuImport},
		{sheet.W("报表（Excel）", "the workbook"), (*app).menuReport},
		{sheet.W("备份", "back up"), (*app).menuBackup},
		{sheet.W("恢复", "restore a backup"), (*app).menuRestore},
		{sheet.W("撤销上一步", "undo the last change"), func(*app) []string { return []string{"undo"} }},
	}
}

// runMenu runs what is picked as the command it is, until somebody leaves. There is
// no second way to do things.
func (a *app) runMenu(ctx context.Context) error {
	if !a.inTerminal {
		return sheet.Fail(sheet.Unanswered, "菜单要有人在终端里选；脚本请直接用命令，见 kehu help", "the menu needs somebody at a terminal; scripts call the commands, see kehu help")
	}
	if size(a.path()) == 0 && a.named() == "" {
		a.item(ctx, []string{"init"})
	}
	all := items()
	for {
		a.printMenu(all)
		answer, more := a.ask(sheet.W("选几", "which"))
		answer = sheet.Fold(answer)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case !more, answer == "0":
			return nil
		case len(answer) == 1 && answer[0] >= '1' && int(answer[0]-'1') < len(all):
			if words := all[answer[0]-'1'].words(a); words != nil {
				a.item(ctx, words)
			}
		case answer != "":
			a.say("请输入 0 到 %d", "0 to %d, please", len(all))
		}
	}
}

func (a *app) printMenu(all []item) {
	fmt.Fprintln(a.err)
	for i, it := range all {
		fmt.Fprintf(a.err, "  %d  %s\n", i+1, it.label.In(a.lang))
	}
	fmt.Fprintf(a.err, "  0  %s\n", a.text("退出", "leave"))
}

// item runs a command of the menu and says what went wrong with it.
func (a *app) item(ctx context.Context, words []string) {
	if err := a.step(ctx, words); err != nil {
		a.printError(err)
	}
}

// menuFind asks for words to look by. A number alone shows that customer.
func (a *app) menuFind() []string {
	answer, _ := a.ask(sheet.W("姓名、拼音、手机尾号、村，或 #编号", "name, pinyin, last digits, village, or #number"))
	words := strings.Fields(sheet.Fold(answer))
	switch {
	case len(words) == 0:
		return nil
	case strings.HasPrefix(words[0], "#"):
		return []string{"show", words[0]}
	}
	return append([]string{"find", "--"}, words...)
}

func (a *app) menuImport() []string {
	answer, _ := a.ask(sheet.W("把文件拖进来，按回车", "drag the file here and press Enter"))
	path := strings.Trim(answer, `"' `)
	if path == "" {
		return nil
	}
	return []string{importVerb(path), path}
}

// menuReport puts the workbook where it is seen: a double click starts the program in
// a folder that may not be written.
func (a *app) menuReport() []string {
	return []string{"report", "-o", filepath.Join(a.inSight(), workbookName)}
}

func (a *app) menuBackup() []string {
	answer, _ := a.ask(sheet.W("备份到哪里，如 E:\\（回车：备份在这台电脑上）", "to where, such as E:\\ (Enter: on this computer)"))
	if answer == "" {
		return []string{"backup"}
	}
	return []string{"backup", strings.Trim(answer, `"' `)}
}

// menuRestore asks for a backup that is elsewhere: whose disk broke has none here.
func (a *app) menuRestore() []string {
	answer, _ := a.ask(sheet.W("U 盘上的备份或它的盘符，如 E:\\（回车：这台电脑上自动备份的）", "a backup on a USB stick, or its drive, such as E:\\ (Enter: those made on this computer)"))
	if answer == "" {
		return []string{"restore"}
	}
	return []string{"restore", strings.Trim(answer, `"' `)}
}

// opened are the command lines that args are, or mean: files dropped on the program
// are imported, those of notes noted after them, and a bare double click opens the menu.
func (a *app) opened(args []string) [][]string {
	switch {
	case len(args) == 0 && a.clicked:
		return [][]string{{"menu"}}
	case len(args) == 0 || !slices.ContainsFunc(args, isSheetFile) || slices.ContainsFunc(args, func(arg string) bool { return !isSheetFile(arg) }):
		return [][]string{args}
	}
	var lines [][]string
	for _, verb := range []string{"import", "note"} {
		line := []string{verb}
		for _, path := range args {
			if importVerb(path) == verb {
				line = append(line, path)
			}
		}
		if len(line) > 1 {
			lines = append(lines, line)
		}
	}
	return lines
}

// isSheetFile reports whether text is the path of a file that could be imported, or
// of a folder as it is dropped on the program: a word may also name one that is here.
func isSheetFile(text string) bool {
	info, err := os.Stat(text)
	switch {
	case err != nil:
		return false
	case info.IsDir():
		return filepath.IsAbs(text)
	}
	return info.Mode().IsRegular() && slices.Contains(sheetEndings(), ending(text))
}

// importVerb is the command that takes a file or a folder: a .txt without tabs holds
// notes.
func importVerb(path string) string {
	if ending(path) != ".txt" {
		return "import"
	}
	head := make([]byte, 4096)
	f, err := os.Open(path)
	if err != nil {
		return "import"
	}
	defer f.Close()
	n, _ := f.Read(head)
	tab := []byte("\t")
	if bytes.HasPrefix(head, []byte("\xff\xfe")) { // UTF-16, as an old Notepad writes it
		tab = []byte("\t\x00")
	}
	if bytes.Contains(head[:n], tab) {
		return "import"
	}
	return "note"
}
