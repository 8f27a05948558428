package cmd

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"kehu/report"
	"kehu/store"
	"kehu/store/sheet"
)

type reportOptions struct {
	output
	list                   bool
	from, to, where, staff string
}

// workbookName is where the workbook goes when -o doesn't say.
const workbookName = "客户追踪.xlsx"

func newReport(a *app) *cobra.Command {
	var o reportOptions
	c := &cobra.Command{
		Use: a.text("report [报表] [-o 文件]", "report [NAME] [-o FILE]"), Args: a.between(0, 1),
		Example: "  kehu report -o 客户追踪.xlsx\n  kehu report 总览\n  kehu report 购买 --from 2026-01-01 -o 购买.csv",
		RunE:    func(c *cobra.Command, args []string) error { return a.runReport(c, args, o) },
	}
	f := c.Flags()
	f.BoolVar(&o.list, "list", false, a.text("有哪些报表", "which reports there are"))
	f.StringVar(&o.from, "from", "", a.text("从哪天起", "first day"))
	f.StringVar(&o.to, "to", "", a.text("到哪天止", "last day"))
	f.StringVar(&o.where, "where", "", a.text("只看符合条件的客户", "only customers that answer the condition"))
	f.StringVar(&o.staff, "staff", "", a.text("只看这位业务员的客户（本人 = 自己）", "only this salesperson's customers (me: yourself)"))
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
	opts := report.Options{Today: r.Today, All: true, Limit: o.limit, Staff: o.staff}
	if opts.From, opts.To, err = period(o.from, o.to, r); err != nil {
		return err
	}
	one, err := reportNamed(args)
	if err != nil {
		return err
	}
	if one != nil && o.screen() {
		opts.Screen = o.rows()
	}
	if one == nil && (o.json || o.csv || o.file != "" && ending(o.file) != ".xlsx") {
		return sheet.Fail(sheet.Misused, "整本报表只能写成 .xlsx；别的格式请写 kehu report 名称", "the whole report is an .xlsx; for other formats name one report")
	}
	return a.view(c, func(v *store.View) (err error) {
		if opts.Rules, err = rulesOf(v); err != nil {
			return err
		}
		if opts.Where, err = a.customersWhere(v, o.where, r); err != nil {
			return err
		}
		if one == nil {
			return a.workbook(v, opts, o.file)
		}
		d, err := one.For(v, opts)
		if err != nil {
			return err
		}
		return a.print(d, &o.output)
	})
}

// reportNamed is the report that args ask for, nil for the whole workbook.
func reportNamed(args []string) (*report.Report, error) {
	if len(args) == 0 {
		return nil, nil
	}
	one, ok := report.ByKey(sheet.Fold(args[0]))
	if !ok {
		return nil, sheet.Fail(sheet.NotFound, "没有“%s”这张报表，用 kehu report --list 查看", "no report “%s”; see kehu report --list", args[0])
	}
	return &one, nil
}

// period reads --from and --to; 0 is no bound.
func period(from, to string, r sheet.Reading) (first, last sheet.Date, err error) {
	if first, err = dayOf("--from", from, r); err != nil {
		return 0, 0, err
	}
	if last, err = dayOf("--to", to, r); err != nil {
		return 0, 0, err
	}
	if last != 0 && first > last {
		err = sheet.Fail(sheet.Misused, "--from %s 在 --to %s 之后", "--from %s is after --to %s", first, last)
	}
	return first, last, err
}

// dayOf reads the day that a flag says, 0 if it says none.
func dayOf(flag, text string, r sheet.Reading) (sheet.Date, error) {
	day, err := sheet.ParseDate(text, r)
	if err != nil {
		return 0, flagFailed(flag, err)
	}
	return day, nil
}

// flagFailed puts the flag in front of what is wrong with its value.
func flagFailed(flag string, err error) error {
	var known *sheet.Error
	if errors.As(err, &known) {
		return sheet.Fail(sheet.Misused, "%s：%s", "%s: %s", flag, known.Words).Because(err)
	}
	return err
}

func (a *app) listReports() {
	var rows [][2]string
	for _, r := range report.All() {
		rows = append(rows, [2]string{r.Label().In(a.lang) + "  " + r.Key, r.Question.In(a.lang)})
	}
	printPairs(a.out, rows)
}

// workbook writes all reports as one workbook.
func (a *app) workbook(v *store.View, opts report.Options, path string) error {
	if path == "" {
		path = workbookName
	}
	total, err := workbookRows(v)
	if err != nil {
		return err
	}
	g := &gauge{label: sheet.W("写 %s", "writing %s", filepath.Base(path))}
	g.share = func() float64 { return float64(g.rows.Load()) / float64(max(1, total)) }
	written, err := a.writeWorkbook(v, opts, path, g)
	if err != nil {
		return err
	}
	fmt.Fprintln(a.out, written)
	return nil
}

// writeWorkbook builds the reports, writes them and tells how far that is.
func (a *app) writeWorkbook(v *store.View, opts report.Options, path string, g *gauge) (string, error) {
	begun := a.now()
	defer a.watch(g)()
	docs, err := report.Workbook(v, opts)
	if err != nil {
		return "", err
	}
	return a.save(g.counting(docs, a.now().Sub(begun)), path)
}

// workbookRows is about how many rows the workbook of everybody has: customers stand
// in two of its pages.
func workbookRows(v *store.View) (total int, err error) {
	for _, s := range []*sheet.Sheet{sheet.Customers, sheet.Customers, sheet.Interactions, sheet.Purchases, sheet.Feedbacks, sheet.Plans} {
		n, err := v.Count(sheet.Query{Sheet: s})
		if err != nil {
			return 0, err
		}
		if s != sheet.Customers {
			n = min(n, report.MostRows)
		}
		total += n
	}
	return total, nil
}
