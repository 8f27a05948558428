package render

import (
	"iter"

	"kehu/report"
	"kehu/store/sheet"
)

// sort returns the tables small enough for the overview; the others get a
// worksheet of their own.
func (o *overview) sort() (small []report.Table, err error) {
	for _, t := range o.d.Tables {
		next, stop := iter.Pull2(t.Rows)
		defer stop()
		head, more, err := keepRows(t, next, o.b.l)
		if err != nil {
			return nil, err
		}
		t.Rows = chain(head, next)
		if len(t.Columns) <= overviewColumns && !more {
			small = append(small, t)
			continue
		}
		name := t.Title
		if name.Empty() {
			name = o.d.Title
		}
		if err := o.b.table(report.Doc{Key: t.Key}, t, name.In(o.b.l), true); err != nil {
			return nil, err
		}
	}
	return small, nil
}

// keepRows reads rows until there are too many for the overview.
func keepRows(t report.Table, next func() ([]report.Cell, error, bool), l sheet.Lang) (head [][]report.Cell, more bool, err error) {
	for len(head) <= smallTable {
		cells, err, ok := next()
		if !ok || err != nil {
			return head, false, err
		}
		row := make([]report.Cell, len(t.Columns))
		for i := range row {
			if i < len(cells) && cells[i] != nil {
				row[i] = keep(t.Columns[i], cells[i], l)
			}
		}
		head = append(head, row)
	}
	return head, true, nil
}

// chain yields the rows kept, then the rest.
func chain(head [][]report.Cell, next func() ([]report.Cell, error, bool)) iter.Seq2[[]report.Cell, error] {
	return func(yield func([]report.Cell, error) bool) {
		for _, row := range head {
			if !yield(row, nil) {
				return
			}
		}
		for {
			cells, err, ok := next()
			if !ok || !yield(cells, err) {
				return
			}
		}
	}
}

// kept is a cell that outlives its row.
type kept struct {
	native any
	text   string
	kind   sheet.Kind
}

func keep(c report.Column, cell report.Cell, l sheet.Lang) report.Cell {
	switch s := cell.(type) {
	case report.Share:
		return s
	case *report.Share:
		return *s
	}
	return kept{native: cell.Native(), text: report.Text(c, cell, l), kind: kindOf(c, cell)}
}

func (k kept) Kind() sheet.Kind           { return k.kind }
func (k kept) In(sheet.Lang) string       { return k.text }
func (k kept) Empty() bool                { return k.native == nil }
func (k kept) String() string             { return k.text }
func (k kept) Native() any                { return k.native }
func (k kept) AppendJSON(b []byte) []byte { return append(b, quote(k.text)...) }
