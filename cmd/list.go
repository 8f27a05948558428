package cmd

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kehu/report"
	"kehu/store"
	"kehu/store/sheet"
)

type listOptions struct {
	output
	where, sort, columns string
}

func newList(a *app) *cobra.Command {
	var o listOptions
	c := &cobra.Command{
		Use: a.text("list [客户|互动|购买|…] [--where 条件] [--sort 列] [--columns 列,列]", "list [customers|purchases|…] [--where COND] [--sort COL] [--columns C,C]"), Args: a.between(0, 1),
		Example: "  kehu list --village 后屯 --sort -spent --limit 20\n  kehu list --where '累计金额 满3000 且 最近购买 90天内'\n  kehu list 购买 --where '产品=钙片'",
		RunE:    func(c *cobra.Command, args []string) error { return a.runList(c, args, o) },
	}
	f := c.Flags()
	f.StringVar(&o.where, "where", "", a.text("条件，如 村=后屯 且 累计金额 满3000；!= 连没填的也算", "condition, such as village=后屯 and spent>=3000; != keeps blanks"))
	f.StringVar(&o.sort, "sort", "", a.text("排序的列，前加 - 为从大到小", "column to sort by, - in front: descending"))
	f.StringVar(&o.columns, "columns", "", a.text("要显示的列，用逗号隔开", "columns to show, separated by commas"))
	a.addOutput(c, &o.output)
	a.addColumns(c, sheet.Customers, filterable())
	a.addDeeds(c)
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
	s, err := sheetArgument(args)
	if err != nil {
		return err
	}
	return a.view(c, func(v *store.View) error {
		extras, err := v.Extras(s)
		if err != nil {
			return err
		}
		q, own, err := a.query(c, v, s, o, extras, r)
		if err != nil {
			return err
		}
		if err := a.warnOfSlips(v, q.Where); err != nil {
			return err
		}
		if q.Where, err = a.narrowed(c, v, s, q.Where, &o.output); err != nil {
			return err
		}
		return a.print(report.List(v, q, q.Columns, own), &o.output)
	})
}

// sheetArgument is the sheet that the first of args names, customers without one.
func sheetArgument(args []string) (*sheet.Sheet, error) {
	if len(args) == 0 {
		return sheet.Customers, nil
	}
	return sheetNamed(args[0])
}

// sheetNamed finds a sheet by its key or by what people call it.
func sheetNamed(name string) (*sheet.Sheet, error) {
	name = sheet.Fold(name)
	for _, s := range sheet.All() {
		if strings.EqualFold(s.Key, name) || s.ZH == name || strings.EqualFold(s.EN, name) || slices.Contains(s.Aka, name) {
			return s, nil
		}
	}
	return nil, sheet.Fail(sheet.Misused, "没有“%s”这张表，可用：%s；找客户请用 kehu find", "no sheet “%s”; there are: %s; look for customers with kehu find", name, sheetNames())
}

func sheetNames() sheet.Words {
	var zh, en string
	for _, s := range sheet.All() {
		zh, en = zh+" "+s.ZH, en+" "+s.Key
	}
	return sheet.Words{ZH: zh[1:], EN: en[1:]}
}

// query is what the options of a listing ask for, and which of the user's own
// columns to show.
func (a *app) query(c *cobra.Command, v *store.View, s *sheet.Sheet, o listOptions, extras []string, r sheet.Reading) (q sheet.Query, own []string, err error) {
	q = sheet.Query{Sheet: s, AsOf: r.Today, Limit: o.rows()}
	if q.Where, err = a.condition(v, s, o.where, extras, r); err != nil {
		return q, nil, err
	}
	if q.Where, err = columnFilters(c, s, q.Where, r); err != nil {
		return q, nil, err
	}
	if q.Where, err = deedFilters(c, s, q.Where, r); err != nil {
		return q, nil, err
	}
	if q.Sort, err = sheet.ParseOrder(s, o.sort); err != nil {
		return q, nil, err
	}
	switch {
	case o.columns != "":
		var names string
		names, own = ownColumns(o.columns, extras)
		q.Columns, err = sheet.ParseColumns(s, names)
		return q, own, err
	case o.screen():
		q.Columns = report.ScreenColumns(s)
	}
	return q, extras, nil
}

// ownColumns takes the user's own columns out of a list of columns.
func ownColumns(list string, extras []string) (names string, own []string) {
	var rest []string
	for _, name := range strings.FieldsFunc(list, func(r rune) bool { return strings.ContainsRune(",，、", r) }) {
		if name = strings.TrimSpace(name); slices.Contains(extras, name) {
			own = append(own, name)
		} else {
			rest = append(rest, name)
		}
	}
	return strings.Join(rest, ","), own
}

// columnFilters adds the conditions of flags such as --village 后屯 or --spent 满3000.
// On another sheet than customers they mean its column of that name.
func columnFilters(c *cobra.Command, s *sheet.Sheet, where *sheet.Filter, r sheet.Reading) (*sheet.Filter, error) {
	for _, column := range filterable() {
		flag := c.Flags().Lookup(flagName(column))
		if !flag.Changed {
			continue
		}
		key := column.Key
		if key == "owner" && s != sheet.Customers {
			key = "staff"
		}
		if s.Column(key) == nil {
			return nil, sheet.Fail(sheet.Misused, "%s没有“%s”这一列，请用 --where", "%s has no column “%s”; use --where", s.Label(), column.Label())
		}
		f, err := columnFilter(s, key, flag.Value.String(), r)
		if err != nil {
			return nil, err
		}
		where = narrower(where, f)
	}
	return where, nil
}

// customersWhere reads a condition on customers; "" is none.
func (a *app) customersWhere(v *store.View, text string, r sheet.Reading) (*sheet.Filter, error) {
	if text == "" {
		return nil, nil
	}
	extras, err := v.Extras(sheet.Customers)
	if err != nil {
		return nil, err
	}
	return a.condition(v, sheet.Customers, text, extras, r)
}

// condition reads a condition on s, in which 本人 is the user's own name.
func (a *app) condition(v *store.View, s *sheet.Sheet, text string, extras []string, r sheet.Reading) (*sheet.Filter, error) {
	f, err := sheet.ParseFilter(s, text, extras, r)
	if err != nil {
		return nil, err
	}
	return f, a.mineIn(v, f)
}

// narrower is the condition where and f as well; nil is none.
func narrower(where, f *sheet.Filter) *sheet.Filter {
	switch {
	case where == nil:
		return f
	case f == nil:
		return where
	}
	return &sheet.Filter{Op: sheet.And, Parts: []*sheet.Filter{where, f}}
}

// columnFilter reads a flag's value: a condition such as 满3000, or a plain value.
func columnFilter(s *sheet.Sheet, key, value string, r sheet.Reading) (*sheet.Filter, error) {
	if f, err := sheet.ParseFilter(s, key+" "+value, nil, r); err == nil {
		return f, nil
	}
	return sheet.ParseFilter(s, key+"="+value, nil, r)
}
