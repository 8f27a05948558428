package cmd

import (
	"github.com/spf13/cobra"

	"kehu/report"
	"kehu/store"
	"kehu/store/sheet"
)

type listOptions struct {
	output
	where, sort, columns string
}

// screenColumns are the columns a list of customers shows when not asked for others.
func screenColumns() []*sheet.Column {
	return sheet.Customers.Must("no", "name", "phone", "village", "intent", "spent", "last_purchase", "last_contact", "next_contact", "debt")
}

func newList(a *app) *cobra.Command {
	var o listOptions
	c := &cobra.Command{
		Use: "list [客户|互动|购买|…] [--where 条件] [--sort 列] [--columns 列,列]", Args: between(0, 1),
		Example: "  kehu list --village 后屯 --sort -spent --limit 20\n  kehu list --where '累计金额 满3000 且 最近购买 90天内'\n  kehu list 购买 --where '产品=钙片'",
		RunE:    func(c *cobra.Command, args []string) error { return a.runList(c, args, o) },
	}
	a.addColumns(c, sheet.Customers, filterable())
	f := c.Flags()
	f.StringVar(&o.where, "where", "", a.text("条件，如 村=后屯 且 累计金额 满3000", "condition, such as village=后屯 and spent>=3000"))
	f.StringVar(&o.sort, "sort", "", a.text("排序的列，前加 - 为从大到小", "column to sort by, - in front: descending"))
	f.StringVar(&o.columns, "columns", "", a.text("要显示的列，用逗号隔开", "columns to show, separated by commas"))
	a.addOutput(c, &o.output)
	return a.made(c, sheet.W("列出客户或别的表", "list customers or another sheet"), "列表", "列")
}

// filterable are the columns that list has a flag for.
func filterable() []*sheet.Column {
	var columns []*sheet.Column
	for _, c := range sheet.Customers.Columns {
		if c.Origin != sheet.Input {
			columns = append(columns, c)
		}
	}
	return columns
}

func (a *app) runList(c *cobra.Command, args []string, o listOptions) error {
	r, err := a.reading()
	if err != nil {
		return err
	}
	s := sheet.Customers
	if len(args) == 1 {
		if s, err = sheetNamed(args[0]); err != nil {
			return err
		}
	}
	return a.view(c, func(v *store.View) error {
		extras, err := v.Extras(s)
		if err != nil {
			return err
		}
		q, err := a.query(c, s, o, extras, r)
		if err != nil {
			return err
		}
		return a.print(report.List(v, q, q.Columns, extras), &o.output)
	})
}

// sheetNamed finds a sheet by its key or name.
func sheetNamed(name string) (*sheet.Sheet, error) {
	for _, s := range sheet.All() {
		if s.Key == name || s.ZH == name || s.EN == name {
			return s, nil
		}
	}
	return nil, sheet.Fail(sheet.Misused, "没有“%s”这张表，可用：%s", "no sheet “%s”; there are: %s", name, sheetNames())
}

func sheetNames() sheet.Words {
	var zh, en string
	for _, s := range sheet.All() {
		zh, en = zh+" "+s.ZH, en+" "+s.Key
	}
	return sheet.Words{ZH: zh[1:], EN: en[1:]}
}

// query is what the options of a listing ask for.
func (a *app) query(c *cobra.Command, s *sheet.Sheet, o listOptions, extras []string, r sheet.Reading) (q sheet.Query, err error) {
	q = sheet.Query{Sheet: s, AsOf: r.Today, Limit: o.rows()}
	if q.Where, err = sheet.ParseFilter(s, o.where, extras, r); err != nil {
		return q, err
	}
	if s == sheet.Customers {
		if q.Where, err = columnFilters(c, q.Where, r); err != nil {
			return q, err
		}
	}
	if q.Sort, err = sheet.ParseOrder(s, o.sort); err != nil {
		return q, err
	}
	q.Columns = s.Columns
	switch {
	case o.columns != "":
		q.Columns, err = sheet.ParseColumns(s, o.columns)
	case o.screen() && s == sheet.Customers:
		q.Columns = screenColumns()
	}
	return q, err
}

// columnFilters adds the conditions of flags such as --village 后屯 or --spent 满3000.
func columnFilters(c *cobra.Command, where *sheet.Filter, r sheet.Reading) (*sheet.Filter, error) {
	for _, column := range filterable() {
		flag := c.Flags().Lookup(flagName(column))
		if !flag.Changed {
			continue
		}
		value := flag.Value.String()
		f, err := sheet.ParseFilter(sheet.Customers, column.Key+" "+value, nil, r)
		if err != nil {
			f, err = sheet.ParseFilter(sheet.Customers, column.Key+"="+value, nil, r)
		}
		if err != nil {
			return nil, err
		}
		if where != nil {
			f = &sheet.Filter{Op: sheet.And, Parts: []*sheet.Filter{where, f}}
		}
		where = f
	}
	return where, nil
}
