package cmd

import (
	"fmt"

	"github.com/spf13/cobra"

	"kehu/report"
	"kehu/store"
	"kehu/store/sheet"
)

type reportOptions struct {
	output
	list            bool
	from, to, where string
}

// workbookName is where the workbook goes when -o doesn't say.
const workbookName = "客户追踪.xlsx"

func newReport(a *app) *cobra.Command {
	var o reportOptions
	c := &cobra.Command{
		Use: "report [NAME] [-o FILE]", Args: between(0, 1),
		Example: "  kehu report -o 客户追踪.xlsx\n  kehu report 总览\n  kehu report 购买 --from 2026-01-01 -o 购买.csv",
		RunE:    func(c *cobra.Command, args []string) error { return a.runReport(c, args, o) },
	}
	f := c.Flags()
	f.BoolVar(&o.list, "list", false, a.text("有哪些报表", "which reports there are"))
	f.StringVar(&o.from, "from", "", a.text("从哪天起", "first day"))
	f.StringVar(&o.to, "to", "", a.text("到哪天止", "last day"))
	f.StringVar(&o.where, "where", "", a.text("只看符合条件的客户", "only customers that answer the condition"))
	a.addOutput(c, &o.output)
	return a.made(c, sheet.W("写出整本工作簿，或看一张报表", "write the whole workbook, or show one report"), "报表")
}

func (a *app) runReport(c *cobra.Command, args []string, o reportOptions) error {
	if o.list {
		a.listReports()
		return nil
	}
	r, err := a.reading()
	if err != nil {
		return err
	}
	opts := report.Options{Today: r.Today, All: true, Limit: o.limit}
	for _, day := range []struct {
		text string
		to   *sheet.Date
	}{{o.from, &opts.From}, {o.to, &opts.To}} {
		if *day.to, err = sheet.ParseDate(day.text, r); err != nil {
			return sheet.Fail(sheet.Misused, "%s", "%s", err.(*sheet.Error).Words)
		}
	}
	return a.view(c, func(v *store.View) error {
		if o.where != "" {
			extras, err := v.Extras(sheet.Customers)
			if err != nil {
				return err
			}
			if opts.Where, err = sheet.ParseFilter(sheet.Customers, o.where, extras, r); err != nil {
				return err
			}
		}
		if len(args) == 0 {
			return a.workbook(v, opts, o.output)
		}
		one, ok := report.ByKey(args[0])
		if !ok {
			return sheet.Fail(sheet.NotFound, "没有“%s”这张报表，用 kehu report --list 查看", "no report “%s”; see kehu report --list", args[0])
		}
		d, err := one.Build(v, opts)
		if err != nil {
			return err
		}
		return a.print(d, &o.output)
	})
}

func (a *app) listReports() {
	var rows [][2]string
	for _, r := range report.All() {
		rows = append(rows, [2]string{r.Label().In(a.lang) + "（" + r.Key + "）", r.Question.In(a.lang)})
	}
	printPairs(a.out, rows)
}

// workbook writes all reports as one workbook.
func (a *app) workbook(v *store.View, opts report.Options, o output) error {
	if o.json || o.csv {
		return sheet.Fail(sheet.Misused, "整本报表只能写成 .xlsx；单张请写 kehu report 名称", "the whole report is an .xlsx; name one report for other formats")
	}
	docs, err := report.Workbook(v, opts)
	if err != nil {
		return err
	}
	path := o.file
	if path == "" {
		path = workbookName
	}
	if err := a.save(docs, path); err != nil {
		return err
	}
	fmt.Fprintln(a.out, path)
	return nil
}
