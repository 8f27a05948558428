package cmd

import (
	"os"

	"github.com/spf13/cobra"

	"kehu/report"
	"kehu/report/render"
	"kehu/store"
	"kehu/store/sheet"
)

func newMeetingSheet(a *app) *cobra.Command {
	var o output
	var spare int
	c := &cobra.Command{
		Use: a.text("sheet 名称 [-o 签到.xlsx]", "sheet NAME [-o FILE]"), Args: a.between(1, 1),
		Example: "  kehu meeting sheet 三月场 -o 签到.xlsx\n  kehu import 签到.xlsx",
		RunE:    func(c *cobra.Command, args []string) error { return a.runMeetingSheet(c, args[0], spare, o) },
	}
	c.Flags().IntVar(&spare, "spare", 10, a.text("给自来的留几行空白（只在 .xlsx 里）", "blank rows for walk-ins (in .xlsx only)"))
	a.addOutput(c, &o)
	return a.made(c, sheet.W("签到表：打印出来签，填好再导入", "a sign-in sheet to print, fill in and import"), "签到表")
}

func (a *app) runMeetingSheet(c *cobra.Command, name string, spare int, o output) error {
	r, err := a.reading()
	if err != nil {
		return err
	}
	if spare < 0 || spare > 1000 {
		return sheet.Fail(sheet.Misused, "--spare 应在 0 到 1000 之间", "--spare is 0 to 1000")
	}
	return a.view(c, func(v *store.View) error {
		m, err := a.gathering(v, name, r.Today)
		if err != nil {
			return err
		}
		form := report.SignInSheet(m, spare)
		if ending(o.file) != ".xlsx" {
			return a.print(form.Doc, &o)
		}
		return a.saveForm(form, o.file)
	})
}

// saveForm writes a form to print and to fill in.
func (a *app) saveForm(form report.Form, path string) error {
	written, err := writeFile(path, func(f *os.File) error { return render.Form(f, form, a.lang) })
	if err == nil {
		a.sayWritten(path, written)
	}
	return err
}
