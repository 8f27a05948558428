package intake

import (
	"slices"

	"kehu/store/grid"
	"kehu/store/sheet"
)

// headingWithin is the rows that hold something, among which the headings stand; below
// notes as long as headingBelow only a row that shows at least two.
const (
	headingWithin = 15
	headingBelow  = 60
)

// blank reports whether no cell holds anything.
func blank(cells []string) bool {
	return !slices.ContainsFunc(cells, func(cell string) bool { return clean(cell) != "" })
}

// fills reports whether at least n cells hold something.
func fills(cells []string, n int) bool {
	for _, cell := range cells {
		if clean(cell) != "" {
			n--
		}
	}
	return n <= 0
}

// clean is a cell without surrounding space and disguises.
func clean(cell string) string {
	var text sheet.Text
	if text.Parse(cell, sheet.Reading{}) != nil {
		return ""
	}
	return text.String()
}

// layout is how a file is laid out.
type layout struct {
	table   *grid.Table
	rows    []grid.Line // of the sample
	heading int         // the place of the heading row among them
	hits    int         // known headings in it
	stacked bool        // it is made of two rows
}

// layOut finds the heading row, and of the ways to read a sheet the one in which most
// headings are known; heading is -1 where nothing is to be seen.
func layOut(tables []*grid.Table, words *dictionary, user map[string]string) layout {
	best := layout{heading: -1}
	for _, t := range tables {
		l := layout{table: t, rows: t.Sample}
		l.findHeading(words, user)
		if l.heading >= 0 && (best.heading < 0 || l.better(best)) {
			best = l
		}
	}
	return best
}

// findHeading finds the row with most known headings; with none, the first row
// that is as wide as any.
func (l *layout) findHeading(words *dictionary, user map[string]string) {
	l.heading = -1
	seen, width := 0, 0
	for i, r := range l.rows {
		if blank(r.Cells) {
			continue
		}
		if seen++; seen > headingWithin && l.hits > 0 || seen > headingBelow {
			break
		}
		hits, filled := words.hits(r.Cells, user)
		if seen > headingWithin && hits < 2 {
			continue
		}
		if hits > l.hits || l.heading < 0 || l.hits == 0 && hits == 0 && filled > width {
			l.heading, l.hits, width = i, hits, filled
		}
	}
	if l.hits > 0 {
		l.stack(words)
	}
}

// hits counts the known headings among cells, and the cells that hold anything.
func (d *dictionary) hits(cells []string, user map[string]string) (hits, filled int) {
	seen := map[string]bool{}
	for _, cell := range cells {
		name := clean(cell)
		if name == "" {
			continue
		}
		filled++
		key := d.find(name)
		if _, mapped := user[name]; mapped && key == "" {
			key = name
		}
		if key != "" && !seen[key] {
			seen[key] = true
			hits++
		}
	}
	if hits < filled && d.recall(signature(cells)) != nil {
		hits = filled
	}
	return hits, filled
}

// better reports whether l makes more of the file than other. Another encoding does so
// only by its headings.
func (l *layout) better(other layout) bool {
	if l.hits != other.hits {
		return l.hits > other.hits
	}
	return l.hits == 0 && l.table.Encoding == other.table.Encoding && l.steady() > other.steady()
}

// steady counts the rows of the sample that have as many cells as the widest, if
// that is more than one.
func (l *layout) steady() int {
	count := map[int]int{}
	for _, r := range l.rows {
		if len(r.Cells) > 1 {
			count[len(r.Cells)]++
		}
	}
	most := 0
	for _, n := range count {
		most = max(most, n)
	}
	return most
}
