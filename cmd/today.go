package cmd

import (
	"errors"
	"io"
	"os"

	"github.com/spf13/cobra"

	"kehu/report"
	"kehu/report/render"
	"kehu/store"
	"kehu/store/sheet"
)

// todayOptions are those of the list of today; ics and vcf are files for a calendar
// and a telephone.
type todayOptions struct {
	report.Options
	output
	ics, vcf string
}

func newToday(a *app) *cobra.Command {
	var o todayOptions
	c := &cobra.Command{
		Use: "today", Args: a.between(0, 0),
		Example: "  kehu\n  kehu today --village 后屯 --all",
		RunE:    func(c *cobra.Command, _ []string) error { return a.runToday(c, o) },
	}
	f := c.Flags()
	f.BoolVar(&o.All, "all", false, a.text("全部，不只最要紧的", "everything, not only what comes first"))
	f.IntVar(&o.Days, "days", 0, a.text("连同今后几天的计划和该办的", "what the coming days ask for as well"))
	f.StringVar(&o.Village, "village", "", a.text("只看这个村", "only this village"))
	f.StringVar(&o.Staff, "staff", "", a.text("只看这位业务员", "only this salesperson"))
	f.StringVar(&o.ics, "ics", "", a.text("写成日历文件，手机和电脑的日历都能收", "write a calendar file"))
	f.StringVar(&o.vcf, "vcf", "", a.text("写成通讯录文件，导进手机", "write the customers as contacts for a telephone"))
	a.addOutput(c, &o.output)
	return a.made(c, sheet.W("今天找谁、为什么、说什么", "whom to see today, why, and what to say"), "今天", "今日")
}

func (a *app) runToday(c *cobra.Command, o todayOptions) error {
	r, err := a.reading()
	if err != nil {
		return err
	}
	if o.Days < 0 {
		return sheet.Fail(sheet.Misused, "--days 不能小于 0", "--days can't be below 0")
	}
	o.Today, o.Limit = r.Today, o.limit
	if _, err := os.Stat(a.path()); !c.HasParent() && errors.Is(err, os.ErrNotExist) {
		return sheet.Fail(sheet.NotFound, "还没有客户表 %s；先看示例 kehu demo，或导入台账 kehu import 台账.csv，或新增一位 kehu add 姓名 手机 村",
			"there is no sheet %s yet; see kehu demo, or start it with kehu import FILE.csv or kehu add NAME PHONE VILLAGE", a.path())
	}
	return a.view(c, func(v *store.View) error {
		if o.Rules, err = rulesOf(v); err != nil {
			return err
		}
		if o.ics != "" || o.vcf != "" {
			return a.callFiles(v, o)
		}
		if err := a.todayHere(v, &o.Options, &o.output); err != nil {
			return err
		}
		return a.printToday(v, o)
	})
}

// todayHere narrows the day to the context.
func (a *app) todayHere(v *store.View, opts *report.Options, o *output) error {
	here, err := a.situation(v)
	if err != nil || !o.screen() {
		return err
	}
	used := situation{}
	var asked, mine *sheet.Filter
	for key, to := range map[string]*string{"village": &opts.Village, "owner": &opts.Staff} {
		column := sheet.Customers.Column(key)
		switch {
		case *to != "":
			asked = narrower(asked, &sheet.Filter{Op: sheet.Eq, Column: column, Value: *to})
		case here[key] != "":
			*to, used[key] = here[key], here[key]
			mine = narrower(mine, &sheet.Filter{Op: sheet.Eq, Column: column, Value: *to})
		}
	}
	return a.sayNarrowed(v, sheet.Customers, used, asked, narrower(asked, mine))
}

// printToday shows the list, or writes it; on paper it is a day sheet to fill in.
func (a *app) printToday(v *store.View, o todayOptions) error {
	build := report.Today
	switch ending(o.file) {
	case ".xlsx":
		build = report.DaySheet
	case ".csv":
		build = report.DayTable
	}
	d, err := build(v, o.Options)
	if err != nil {
		return err
	}
	if ending(o.file) == ".xlsx" {
		return a.saveAs(o.file, func(w io.Writer) error { return render.DaySheet(w, d, a.lang) })
	}
	return a.print(d, &o.output)
}

// callFiles writes the list for a calendar and for a telephone.
func (a *app) callFiles(v *store.View, o todayOptions) error {
	calls, err := report.Calls(v, o.Options)
	if err != nil {
		return err
	}
	if o.ics != "" {
		err = a.saveAs(o.ics, func(w io.Writer) error { return render.Calendar(w, calls, o.Today, a.lang) })
	}
	if err == nil && o.vcf != "" {
		err = a.saveAs(o.vcf, func(w io.Writer) error { return render.Contacts(w, calls, a.lang) })
	}
	return err
}

// saveAs writes a file and tells where it went.
func (a *app) saveAs(path string, fill func(io.Writer) error) error {
	written, err := writeFile(path, func(f *os.File) error { return fill(f) })
	if err == nil {
		a.sayWritten(path, written)
	}
	return err
}
