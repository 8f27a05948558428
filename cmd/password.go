package cmd

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"

	"kehu/store/sheet"
)

// passwordOf tells the password of a workbook: the first line of a file or, on a
// terminal, what somebody types unseen. It is nil where there is nobody to ask.
func (a *app) passwordOf(ctx context.Context, book, file string) func() (string, error) {
	switch {
	case file != "":
		return func() (string, error) { return firstLine(file) }
	case a.inTerminal && a.secret != nil && book != "-":
		return func() (string, error) {
			fmt.Fprint(a.err, a.text("%s 加了密码，请输入密码：", "%s is locked, its password: ", book))
			word, err := a.secret(ctx)
			fmt.Fprintln(a.err)
			return word, err
		}
	}
	return nil
}

// firstLine is the first line of a file, without its end.
func firstLine(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", sheet.Fail(sheet.Failed, "读不了密码文件 %s", "cannot read the password file %s", name).Because(err)
	}
	defer f.Close()
	line, err := bufio.NewReader(f).ReadString('\n')
	line = strings.TrimPrefix(strings.TrimRight(line, "\r\n"), "\ufeff")
	if line == "" {
		return "", sheet.Fail(sheet.Failed, "密码文件 %s 的第一行是空的", "the first line of the password file %s is empty", name).Because(err)
	}
	return line, nil
}
