package cmd

import (
	"slices"

	"github.com/spf13/cobra"

	"kehu/report"
	"kehu/store"
	"kehu/store/sheet"
)

type segmentOptions struct {
	output
	by         string
	days, buys int
	spent      string
	where      string
	staff      string
}

func newSegment(a *app) *cobra.Command {
	var o segmentOptions
	c := &cobra.Command{
		Use: a.text("segment [分群]", "segment [NAME]"), Args: a.between(0, 1),
		Example: "  kehu segment\n  kehu segment 重要价值客户 --limit 20\n  kehu segment --by group",
		RunE:    func(c *cobra.Command, args []string) error { return a.runSegment(c, args, o) },
	}
	f := c.Flags()
	f.StringVar(&o.by, "by", "class", a.text("class 八类，group 十一群", "class: the eight classes; group: the eleven groups"))
	f.IntVar(&o.days, "recent", 0, a.text("几天内买过算近（缺省为平均）", "bought within so many days counts as recent (default: the mean)"))
	f.IntVar(&o.buys, "often", 0, a.text("买过几天算常买（缺省为平均）", "so many purchase days count as often (default: the mean)"))
	f.StringVar(&o.spent, "much", "", a.text("累计几元算多（缺省为平均）", "so many yuan count as much (default: the mean)"))
	f.StringVar(&o.where, "where", "", a.text("只看符合条件的客户，如 买过=钙片", "only customers who answer the condition, such as bought=…"))
	f.StringVar(&o.staff, "staff", "", a.text("只看这位业务员的客户（本人 = 自己）", "only this salesperson's customers (me: yourself)"))
	a.addOutput(c, &o.output)
	return a.made(c, sheet.W("客户分群（RFM），或一群的名单", "segments (RFM), or the members of one"), "分群")
}

func (a *app) runSegment(c *cobra.Command, args []string, o segmentOptions) error {
	r, err := a.reading()
	if err != nil {
		return err
	}
	opts := report.Options{Today: r.Today, Summary: len(args) == 0}
	opts.Rule.Days, opts.Rule.Buys = o.days, o.buys
	if o.spent != "" {
		var m sheet.Money
		if err := m.Parse(o.spent, r); err != nil {
			return flagFailed("--much", err)
		}
		opts.Rule.Spent = m.N
	}
	switch o.by {
	case "class", "八类":
	case "group", "十一群":
		opts.By = report.ByGroup
	default:
		return sheet.Fail(sheet.Misused, "--by 只能是 class 或 group，不能是“%s”", "--by is class or group, not “%s”", o.by)
	}
	if len(args) == 1 {
		opts.Name = sheet.Fold(args[0])
	}
	return a.view(c, func(v *store.View) (err error) {
		if opts.Where, err = a.customersWhere(v, o.where, r); err != nil {
			return err
		}
		if o.staff != "" {
			opts.Where = narrower(opts.Where, &sheet.Filter{Op: sheet.Eq, Column: sheet.Customers.Column("owner"), Value: o.staff})
		}
		if opts.Where, err = a.narrowed(c, v, sheet.Customers, opts.Where, &o.output); err != nil {
			return err
		}
		d, err := report.Segments(v, opts)
		if err != nil {
			return err
		}
		if o.screen() {
			hide(&d.Tables[0], "customers_share", "average_days")
		}
		return a.print(d, &o.output)
	})
}

// hide leaves columns out of a table, so that a screen has room for the others.
func hide(t *report.Table, keys ...string) {
	var kept []int
	var columns []report.Column
	for i, c := range t.Columns {
		if !slices.Contains(keys, c.Key) {
			kept, columns = append(kept, i), append(columns, c)
		}
	}
	rows := t.Rows
	t.Columns = columns
	t.Rows = func(yield func([]report.Cell, error) bool) {
		cells := make([]report.Cell, len(kept))
		for row, err := range rows {
			for i, from := range kept {
				if err == nil {
					cells[i] = row[from]
				}
			}
			if !yield(cells, err) {
				return
			}
		}
	}
}
