package cmd

import (
	"iter"

	"github.com/spf13/cobra"

	"kehu/report"
	"kehu/store"
	"kehu/store/sheet"
)

func newFind(a *app) *cobra.Command {
	var o output
	c := &cobra.Command{
		Use: a.text("find 词…", "find WORD…"), Args: a.between(1, -1),
		Example: "  kehu find 后屯 王\n  kehu find wxl\n  kehu find 5678",
		RunE:    func(c *cobra.Command, args []string) error { return a.runFind(c, args, o) },
	}
	a.addOutput(c, &o)
	return a.made(c, sheet.W("查找客户：姓名、拼音、手机尾号、村、备注", "find customers: name, pinyin, last digits, village, remark"), "查找", "找")
}

func (a *app) runFind(c *cobra.Command, words []string, o output) error {
	r, err := a.reading()
	if err != nil {
		return err
	}
	for i, word := range words {
		words[i] = sheet.Fold(word)
	}
	return a.view(c, func(v *store.View) error {
		limit := o.rows()
		if limit == 0 {
			limit = 1000
		}
		found, err := v.Find(words, limit)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return sheet.Fail(sheet.NotFound, "没有找到“%s”", "nothing found for “%s”", rest(words))
		}
		return a.print(foundDoc(v, found, r.Today, o.screen()), &o)
	})
}

// foundDoc lists the customers found, the best first, each with what it was found by.
func foundDoc(v *store.View, found []store.Found, today sheet.Date, screen bool) report.Doc {
	columns := sheet.Customers.Columns
	if screen {
		columns = screenColumns(sheet.Customers)
	}
	d := report.List(v, sheet.Query{Sheet: sheet.Customers, Columns: columns, AsOf: today}, columns, nil)
	t := &d.Tables[0]
	t.Columns = append(t.Columns, report.Column{Key: "found_by", Label: sheet.W("找到依据", "Found by"), Width: 12})
	t.Rows = foundRows(v, found, columns, today)
	return d
}

// foundRows reads the customers found in one query and yields them in their order.
func foundRows(v *store.View, found []store.Found, columns []*sheet.Column, today sheet.Date) iter.Seq2[[]report.Cell, error] {
	return func(yield func([]report.Cell, error) bool) {
		rows := map[sheet.ID]sheet.Row{}
		for row, err := range v.Rows(sheet.Query{Sheet: sheet.Customers, Columns: columns, AsOf: today, Where: anyOf(found)}) {
			if err != nil {
				yield(nil, err)
				return
			}
			rows[row.Base().ID] = sheet.Customers.Clone(row)
		}
		for _, f := range found {
			var cells []report.Cell
			for _, c := range columns {
				cells = append(cells, c.Field(rows[f.ID]))
			}
			if !yield(append(cells, report.Phrase(f.Reason)), nil) {
				return
			}
		}
	}
}

// anyOf is the condition to be one of the customers found.
func anyOf(found []store.Found) *sheet.Filter {
	filter := &sheet.Filter{Op: sheet.Or}
	for _, f := range found {
		filter.Parts = append(filter.Parts, &sheet.Filter{Op: sheet.Eq, Column: sheet.Customers.Column("no"), Value: int64(f.ID)})
	}
	return filter
}
