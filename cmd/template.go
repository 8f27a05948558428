package cmd

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"kehu/report/render"
	"kehu/store/sheet"
)

func newTemplate(a *app) *cobra.Command {
	var file, columns string
	c := &cobra.Command{
		Use: a.text("template [表] [--columns 列,列] [-o 文件.xlsx]", "template [SHEET] [--columns C,C] [-o FILE.xlsx]"), Args: a.between(0, 1),
		Example: "  kehu template\n  kehu template 购买 -o 购买模板.xlsx",
		RunE:    func(c *cobra.Command, args []string) error { return a.runTemplate(args, columns, file) },
	}
	c.Flags().StringVar(&columns, "columns", "", a.text("只要这些列，用逗号隔开（缺省全要）", "only these columns, separated by commas (default: all)"))
	c.Flags().StringVarP(&file, "output", "o", "", a.text("写到哪里", "where to write it"))
	return a.made(c, sheet.W("一张空表，填好了用 kehu import 导入", "an empty sheet to fill in and import"), "模板")
}

func (a *app) runTemplate(args []string, columns, file string) (err error) {
	s, err := sheetArgument(args)
	if err != nil {
		return err
	}
	var only []*sheet.Column
	if columns != "" {
		if only, err = sheet.ParseColumns(s, columns); err != nil {
			return err
		}
	}
	switch {
	case file == "":
		file = s.Label().In(a.lang) + a.text("模板.xlsx", " template.xlsx")
		if _, err := os.Stat(file); err == nil { // it may be filled in already
			return sheet.Fail(sheet.Misused, "%s 已存在，为免盖掉填好的内容，请用 -o 换一个名字", "%s exists and may be filled in; choose another name with -o", file)
		}
	case ending(file) != ".xlsx":
		return sheet.Fail(sheet.Misused, "模板只能写成 .xlsx，不能是 %s", "a template is an .xlsx, it can't be %s", file)
	}
	written, err := writeFile(file, func(f *os.File) error { return render.Template(f, s, only, a.lang) })
	if err != nil {
		return err
	}
	fmt.Fprintln(a.out, written)
	return nil
}
