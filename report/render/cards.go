package render

import (
	"strings"

	"kehu/report"
)

// cards writes a table some of whose columns hang: each row, and below it what its
// hanging cells say, each behind its heading.
func (p *printer) cards(t report.Table) error {
	var upper, hanging []int
	var columns []report.Column
	for i, c := range t.Columns {
		if c.Hang {
			hanging = append(hanging, i)
			continue
		}
		upper, columns = append(upper, i), append(columns, c)
	}
	rows, heads, shares := [][]string(nil), [][]string(nil), make([]bool, len(t.Columns))
	for cells, err := range t.Rows {
		if err != nil {
			return err
		}
		row := p.texts(t.Columns, cells, shares)
		rows, heads = append(rows, row), append(heads, some(row, upper))
	}
	if len(rows) == 0 {
		p.line(nothing().In(p.o.Lang))
		return p.err
	}
	list := newList(p, fit(columns, heads, some(shares, upper), p.o))
	for i, row := range rows {
		if err := list.put(list.broken(heads[i]), p.bold); err != nil {
			return err
		}
		p.hanging(t.Columns, hanging, row)
	}
	p.unseen(list.lay.hidden)
	return p.err
}

// some are the items at those places.
func some[T any](items []T, places []int) []T {
	picked := make([]T, len(places))
	for i, place := range places {
		picked[i] = items[place]
	}
	return picked
}

// hanging writes the hanging cells of a row that say anything.
func (p *printer) hanging(columns []report.Column, places []int, row []string) {
	labels, widest := make([]string, len(columns)), 0
	for _, i := range places {
		labels[i] = clean(columns[i].Label.In(p.o.Lang))
		widest = max(widest, Width(labels[i]))
	}
	for _, i := range places {
		if row[i] == "" {
			continue
		}
		label := labels[i]
		for _, line := range wrap(row[i], max(p.o.Width-widest-2*len(gap), narrowest)) {
			p.line(gap + p.dim(pad(label, widest, false)) + gap + strings.TrimRight(line, " "))
			label = ""
		}
	}
}
