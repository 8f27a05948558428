package cmd

import (
	"github.com/spf13/cobra"

	"kehu/report"
	"kehu/store"
	"kehu/store/sheet"
)

type dedupeOptions struct {
	output
	all     bool
	village string
}

func newDedupe(a *app) *cobra.Command {
	var o dedupeOptions
	c := &cobra.Command{
		Use: a.text("dedupe [--village 村] [--all]", "dedupe [--village V] [--all]"), Args: a.between(0, 0),
		Example: "  kehu dedupe\n  kehu dedupe --village 后屯 -o 查重.xlsx",
		RunE:    func(c *cobra.Command, _ []string) error { return a.runDedupe(c, o) },
	}
	f := c.Flags()
	f.BoolVar(&o.all, "all", false, a.text("把握很小的、说过不是同一人的也列出", "the unlikely pairs too, and those said to be two"))
	f.StringVar(&o.village, "village", "", a.text("只看这个村的", "only those of this village"))
	a.addOutput(c, &o.output)
	return a.made(c, sheet.W("查找可能重复的客户，只列出，不改动", "find possible duplicates; lists them and changes nothing"), "查重")
}

// roomy is how wide a screen must be to show phones and villages beside the evidence.
const roomy = 140

func (a *app) runDedupe(c *cobra.Command, o dedupeOptions) error {
	r, err := a.reading()
	if err != nil {
		return err
	}
	return a.view(c, func(v *store.View) error {
		stop := a.during(c)
		pairs, crowds, err := v.Duplicates()
		stop()
		if err != nil {
			return err
		}
		d := report.Duplicates(pairs, crowds, report.Options{Today: r.Today, All: o.all, Village: sheet.Fold(o.village)})
		if o.screen() && a.width < roomy {
			hide(&d.Tables[0], "a_phone", "a_village", "b_phone", "b_village", "denied")
		}
		return a.print(d, &o.output)
	})
}
