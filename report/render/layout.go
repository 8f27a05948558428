package render

import (
	"strings"

	"kehu/report"
	"kehu/store/sheet"
)

// gap is what stands between two columns of a listing.
const gap = "  "

// narrowest is the least width, in terminal columns, that a text column is shrunk to.
const narrowest = 10

// layout is how a table stands on a terminal: its leading columns, each as wide
// as needed or as there is room for.
type layout struct {
	columns []column
	hidden  int // columns at the right that there is no room for
}

// column is one column of a listing.
type column struct {
	label   []string // lines of the heading
	width   int      // in terminal columns
	least   int      // width below which something would be cut or unreadable
	wraps   bool     // its cells may be broken into lines
	rightly bool     // aligned right
}

// fit lays out the columns for the rows seen, whose cells are the texts, within
// limit terminal columns.
func fit(columns []report.Column, rows [][]string, shares []bool, o Options) layout {
	all := make([]column, len(columns))
	for i, c := range columns {
		all[i] = measure(c, i, rows, o.Lang)
		all[i].rightly = c.Kind.Numeric() || shares[i]
	}
	shown := roomFor(all, o.Width)
	lay := layout{columns: all[:shown], hidden: len(all) - shown}
	lay.shrink(o.Width)
	for i := range lay.columns {
		c := &lay.columns[i]
		c.label = wrap(clean(columns[i].Label.In(o.Lang)), max(c.width, 4))
	}
	return lay
}

// measure finds how wide column i would like to be and how narrow it may become.
func measure(c report.Column, i int, rows [][]string, l sheet.Lang) column {
	label := clean(c.Label.In(l))
	widest := 0
	for _, row := range rows {
		widest = max(widest, Width(row[i]))
	}
	m := column{wraps: wraps(c.Kind), width: max(widest, Width(label), 4)}
	m.least = max(min(m.width, narrowest), longestWord(label))
	if !m.wraps {
		m.least = max(widest, longestWord(label))
	}
	m.least = min(m.least, m.width)
	return m
}

// wraps reports whether cells of the kind may be broken into lines. A phone, a
// number, a date or an amount must not: half of it is another one.
func wraps(k sheet.Kind) bool {
	switch k {
	case sheet.TextKind, sheet.TermKind, sheet.ChoiceKind, sheet.RefKind:
		return true
	}
	return false
}

// longestWord is the width of the longest piece of a heading that isn't broken.
func longestWord(label string) int {
	n := 2
	for _, word := range strings.Fields(label) {
		if word[0] >= 0x80 {
			n = max(n, min(Width(word), 4)) // Chinese breaks anywhere; two characters a line still read well
			continue
		}
		n = max(n, min(Width(word), 16))
	}
	return n
}

// roomFor is the number of leading columns that fit, at least one.
func roomFor(all []column, limit int) int {
	used := 0
	for i, c := range all {
		used += c.least
		if i > 0 {
			used += len(gap)
		}
		if used > limit {
			return max(i, 1)
		}
	}
	return len(all)
}

// shrink takes away from the widest columns, a step at a time, until the listing
// fits into limit.
func (lay layout) shrink(limit int) {
	over := lay.total() - limit
	for ; over > 0; over-- {
		widest := -1
		for i, c := range lay.columns {
			if c.width > c.least && (widest < 0 || c.width > lay.columns[widest].width) {
				widest = i
			}
		}
		if widest < 0 {
			return
		}
		lay.columns[widest].width--
	}
}

func (lay layout) total() int {
	n := len(gap) * (len(lay.columns) - 1)
	for _, c := range lay.columns {
		n += c.width
	}
	return n
}

// maxLines is the most lines a cell takes on a terminal; an essay in a narrow
// column would push the rest of the listing off the screen.
const maxLines = 8

// lines breaks a cell of column c.
func (c column) lines(text string) []string {
	if !c.wraps || Width(text) <= c.width {
		return []string{text}
	}
	lines := wrap(text, max(c.width, 4))
	if len(lines) > maxLines {
		lines = append(lines[:maxLines-1], "...")
	}
	return lines
}
