package cmd

import (
	"errors"
	"os"

	"github.com/spf13/cobra"

	"kehu/report"
	"kehu/store"
	"kehu/store/sheet"
)

func newToday(a *app) *cobra.Command {
	var o output
	var opts report.Options
	c := &cobra.Command{
		Use: "today", Args: a.between(0, 0),
		Example: "  kehu\n  kehu today --village 后屯 --all",
		RunE:    func(c *cobra.Command, _ []string) error { return a.runToday(c, opts, o) },
	}
	f := c.Flags()
	f.BoolVar(&opts.All, "all", false, a.text("全部，不只最要紧的", "everything, not only what comes first"))
	f.IntVar(&opts.Days, "days", 0, a.text("连同今后几天的计划", "plans of the coming days as well"))
	f.StringVar(&opts.Village, "village", "", a.text("只看这个村", "only this village"))
	f.StringVar(&opts.Staff, "staff", "", a.text("只看这位业务员", "only this salesperson"))
	a.addOutput(c, &o)
	return a.made(c, sheet.W("今天找谁、为什么、说什么", "whom to see today, why, and what to say"), "今天", "今日")
}

func (a *app) runToday(c *cobra.Command, opts report.Options, o output) error {
	r, err := a.reading()
	if err != nil {
		return err
	}
	if opts.Days < 0 {
		return sheet.Fail(sheet.Misused, "--days 不能小于 0", "--days can't be below 0")
	}
	opts.Today, opts.Limit = r.Today, o.limit
	if _, err := os.Stat(a.path()); !c.HasParent() && errors.Is(err, os.ErrNotExist) {
		return sheet.Fail(sheet.NotFound, "还没有客户表 %s；先看示例 kehu demo，或导入台账 kehu import 台账.csv，或新增一位 kehu add 姓名 手机 村",
			"there is no sheet %s yet; see kehu demo, or start it with kehu import FILE.csv or kehu add NAME PHONE VILLAGE", a.path())
	}
	return a.view(c, func(v *store.View) error {
		if opts.Rules, err = rulesOf(v); err != nil {
			return err
		}
		if err := a.todayHere(v, &opts, &o); err != nil {
			return err
		}
		d, err := report.Today(v, opts)
		if err != nil {
			return err
		}
		if o.screen() {
			hide(&d.Tables[0], "do_not_contact") // how to open says so, too
		}
		return a.print(d, &o)
	})
}

// todayHere narrows the day to the context.
func (a *app) todayHere(v *store.View, opts *report.Options, o *output) error {
	here, err := a.situation(v)
	if err != nil || !o.screen() {
		return err
	}
	used := situation{}
	for key, to := range map[string]*string{"village": &opts.Village, "owner": &opts.Staff} {
		if *to == "" && here[key] != "" {
			*to, used[key] = here[key], here[key]
		}
	}
	a.sayNarrowed(used)
	return nil
}
