package intake

import "slices"

// stack joins the heading row with the one above or below it where headings stand in
// both: 第一次购买 over 日期 and 金额, beside 姓名 over two rows.
func (l *layout) stack(words *dictionary) {
	for _, top := range [...]int{l.heading, l.heading - 1} {
		if top < 0 || top+1 >= len(l.rows) || l.rows[top+1].Number != l.rows[top].Number+1 {
			continue
		}
		upper, lower := cleaned(l.rows[top].Cells), cleaned(l.rows[top+1].Cells)
		if !words.stacked(upper, lower) {
			continue
		}
		l.rows = slices.Clone(l.rows)
		l.rows[top+1].Cells = joined(upper, lower)
		l.heading, l.stacked = top+1, true
		return
	}
}

func cleaned(cells []string) []string {
	texts := make([]string, len(cells))
	for i, cell := range cells {
		texts[i] = clean(cell)
	}
	return texts
}

// stacked reports whether two rows are one row of headings: the lower one holds
// nothing but known headings, and needs the upper one for what it leaves blank or
// says twice.
func (d *dictionary) stacked(upper, lower []string) bool {
	known, titles, twice, blank := 0, 0, false, false
	for i, cell := range lower {
		switch {
		case cell == "":
			blank = blank || i < len(upper) && upper[i] != "" && d.find(upper[i]) != ""
		case d.find(cell) == "":
			return false
		default:
			known++
			twice = twice || repeated(lower, cell)
		}
	}
	for _, cell := range upper {
		if cell != "" {
			titles++
		}
	}
	return known > 1 && titles > 1 && (blank || twice)
}

// repeated reports whether a heading stands more than once among cells.
func repeated(cells []string, heading string) bool {
	n := 0
	for _, cell := range cells {
		if cell == heading {
			n++
		}
	}
	return n > 1
}

// joined are the headings of two rows: the lower one's, with what stands above them
// where that alone tells them apart. What is merged over several columns stands in
// the first.
func joined(upper, lower []string) []string {
	cells := make([]string, max(len(upper), len(lower)))
	title := ""
	for i := range cells {
		above, below := "", ""
		if i < len(upper) {
			above = upper[i]
		}
		if i < len(lower) {
			below = lower[i]
		}
		if above != "" {
			title = above
		}
		switch {
		case below == "":
			cells[i], title = above, "" // merged over both rows, and over nothing beside
		case repeated(lower, below) && title != below:
			cells[i] = title + below
		default:
			cells[i] = below
		}
	}
	return cells
}
