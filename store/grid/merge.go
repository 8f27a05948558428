package grid

import "slices"

// merge is a range of merged cells that is more than one row high. Its value
// stands in its first cell alone.
type merge struct {
	top, bottom int // lines
	left        int // the column, from 0 on
}

// opened is a merge whose first row was read.
type opened struct {
	text   string
	bottom int
}

// merge notes a range of merged cells, by its first and last line and its first
// column; a range that no worksheet has is no matter.
func (w *worksheet) merge(top, bottom, left int) {
	if top > 0 && bottom > top && left >= 0 && left < maxColumns && len(w.merges) <= maxLines {
		w.merges = append(w.merges, merge{top, bottom, left})
	}
}

// sortMerges makes the merges ready for reading.
func (w *worksheet) sortMerges() error {
	if len(w.merges) > maxLines {
		return tooLarge()
	}
	slices.SortStableFunc(w.merges, func(a, b merge) int { return a.top - b.top })
	return nil
}

// repeat puts into the row what is merged over it from a row above, and returns
// how many cells that were. It is called for rows that hold something else.
func (r *cellReader) repeat() (cells int) {
	for column, o := range r.open {
		switch {
		case o.bottom < r.at:
			delete(r.open, column)
		case r.alone[column], column < len(r.values) && !r.values[column].empty():
		default:
			r.put(column, value{shared: o.text})
			cells++
		}
	}
	return cells
}

// begun opens the merges that begin in the row.
func (r *cellReader) begun() {
	for ; len(r.merges) > 0 && r.merges[0].top <= r.at; r.merges = r.merges[1:] {
		m := r.merges[0]
		if m.top == r.at && m.left < len(r.read) && r.read[m.left] != "" {
			r.open[m.left] = opened{r.read[m.left], m.bottom}
		}
	}
}

// Merged reports whether cells of a column, counted from 0, are merged over several rows
// below a line.
func (t *Table) Merged(column, line int) bool {
	return slices.ContainsFunc(t.merges, func(m merge) bool { return m.left == column && m.top > line })
}
