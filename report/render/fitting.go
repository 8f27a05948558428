package render

import (
	"math"
	"strconv"
	"strings"

	"kehu/report"
	"kehu/store/sheet"
)

// high is the height in points of a text in a cell of that width.
func high(text string, room, size float64) float64 {
	if size == 0 {
		size = 10
	}
	lines := 0
	for line := range strings.Lines(text) {
		lines += len(wrap(clean(line), max(int(room*10/size)-2, 4)))
	}
	return min(math.Ceil(float64(max(lines, 1))*size*1.6)+6, 400)
}

// rowPoints is the height of a row of one line.
const rowPoints = 18.0

// height is the height of a row whose texts need several lines, 0 if none does:
// not every program works it out when it opens the file.
func (w *tableWriter) height(cells []report.Cell) float64 {
	lines := 1
	for i := range w.plans {
		p := &w.plans[i]
		if !p.look.wrap || i >= len(cells) || cells[i] == nil {
			continue
		}
		if text := report.Text(p.Column, cells[i], w.b.l); len(text) > p.room || strings.Contains(text, "\n") {
			lines = max(lines, linesOf(text, p.room))
		}
	}
	if lines == 1 {
		return 0
	}
	return float64(15*min(lines, 12)) + 3
}

// linesOf is how many lines text takes in room columns.
func linesOf(text string, room int) int {
	n := 0
	for line := range strings.Lines(text) {
		n += max((Width(line)+room-1)/room, 1)
	}
	return n
}

// width is the width of a column in half-width characters: as declared, more if
// the heading or a number needs more, with room for the arrow of the filter.
func (p *plan) width(l sheet.Lang) float64 {
	label := clean(p.Label.In(l))
	need := max(p.Width+2, longestWord(label)+4, min(Width(label)+4, 12))
	if p.most >= 1000 && !p.dated() {
		digits := len(strconv.FormatFloat(math.Trunc(p.most), 'f', -1, 64))
		need = max(need, digits+(digits-1)/3+5) // thousands, sign and decimals
	}
	return float64(min(need, 100))
}
