package render

import (
	"math"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"kehu/report"
	"kehu/store/sheet"
)

const (
	maxRows  = 1048576 // of a worksheet
	maxBytes = 3 << 30 // of a worksheet's XML; at 4 GB programs refuse it
)

// table writes t on a worksheet of that name, and on further ones where it is too
// long for one. A raw table has nothing above and below it.
func (b *book) table(d report.Doc, t report.Table, name string, raw bool) error {
	if len(t.Columns) == 0 {
		return nil
	}
	w := b.newTable(d, t, name, raw)
	w.open()
	for cells, err := range t.Rows {
		if err != nil {
			w.out.out.wait.Wait()
			return err
		}
		if w.out.row >= w.most || w.out.out.size > maxBytes {
			if err := w.close(); err != nil {
				return err
			}
			w.open()
		}
		w.row(cells)
	}
	w.foot()
	return w.close()
}

// tableWriter writes the worksheets of one table.
type tableWriter struct {
	b      *book
	d      report.Doc
	name   string
	raw    bool // headings in row 1 and nothing but data
	plans  []plan
	most   int // rows a worksheet takes
	page   *page
	out    *rowWriter
	header int      // row of the headings
	merges []string // ranges
	link   string   // cell that leads back to the overview
}

// plan is how the cells of a column are written.
type plan struct {
	report.Column
	look  look
	style string  // number of look
	share string  // number of the look of a proportion
	day   string  // number of the look of a moment of which only the day is known
	room  int     // half-width characters that fit into a line
	most  float64 // the greatest amount seen
}

func (b *book) newTable(d report.Doc, t report.Table, name string, raw bool) *tableWriter {
	w := &tableWriter{b: b, d: d, name: name, most: b.most, raw: raw}
	if !w.raw {
		w.most -= len(d.Notes) + 3
	}
	for _, c := range t.Columns {
		w.plans = append(w.plans, b.plan(c, w.raw))
	}
	return w
}

func (b *book) plan(c report.Column, raw bool) plan {
	p := plan{Column: c, look: lookOf(c)}
	p.look.grid = !raw
	p.look.wrap = worded(c.Kind)
	p.style = strconv.Itoa(b.style(p.look))
	p.room = int(p.width(b.l)) - 2
	share := p.look
	share.format, share.across = shareFormat, "right"
	p.share = strconv.Itoa(b.style(share))
	day := p.look
	day.format = lookOf(report.Column{Kind: sheet.DateKind}).format
	p.day = strconv.Itoa(b.style(day))
	return p
}

// open begins a worksheet: title, plain sentence, figures, headings.
func (w *tableWriter) open() {
	w.page = w.b.add(w.name, w.d.Key)
	w.out = newRowWriter(w.b.press, len(w.plans))
	w.merges, w.link = nil, ""
	if !w.raw {
		w.title()
		w.across(w.d.Say.In(w.b.l), sayLook())
		w.across(figures(w.d.Facts, w.b.l), look{wrap: true})
	}
	style := strconv.Itoa(w.b.style(headLook()))
	lines := 1
	for _, p := range w.plans {
		lines = max(lines, len(wrap(p.Label.In(w.b.l), max(int(p.width(w.b.l))-3, 4))))
	}
	w.out.begin(float64(15*lines + 9))
	for i, p := range w.plans {
		w.out.text(i, style, p.Label.In(w.b.l))
	}
	w.out.end()
	w.header = w.out.row
}

// title writes the title and, behind it, the way back.
func (w *tableWriter) title() {
	w.out.begin(26)
	w.out.text(0, strconv.Itoa(w.b.style(titleLook())), w.name)
	room := 0.0
	for i, p := range w.plans {
		if i > 0 && w.b.overview != nil && room > 1.5*float64(Width(w.name)) {
			w.out.text(i, strconv.Itoa(w.b.style(linkLook())), back().In(w.b.l))
			w.link = w.out.letters[i] + strconv.Itoa(w.out.row)
			break
		}
		room += p.width(w.b.l)
	}
	w.out.end()
}

func back() sheet.Words { return sheet.W("返回总览", "Overview") }

// across writes a text over the whole width of the table, as high as it needs.
func (w *tableWriter) across(text string, l look) {
	if text == "" {
		return
	}
	if w.out.row > farDown {
		w.lines(text, l)
		return
	}
	room := 0.0
	for _, p := range w.plans {
		room += p.width(w.b.l)
	}
	w.out.begin(high(text, min(room, maxPage), l.size))
	w.out.text(0, strconv.Itoa(w.b.style(l)), text)
	w.out.end()
	last := 0
	for sum := w.plans[0].width(w.b.l); last+1 < len(w.plans) && sum < maxPage; last++ {
		sum += w.plans[last+1].width(w.b.l)
	}
	if row := strconv.Itoa(w.out.row); last > 0 {
		w.merges = append(w.merges, "A"+row+":"+w.out.letters[last]+row)
	}
}

// farDown is the row below which nothing is merged: excelize makes a record of
// every row above a merged cell.
const farDown = 2000

// lines writes a text as a row a line.
func (w *tableWriter) lines(text string, l look) {
	l.wrap = false
	for _, line := range wrap(text, maxPage) {
		w.out.begin(rowPoints)
		w.out.text(0, strconv.Itoa(w.b.style(l)), line)
		w.out.end()
	}
}

// maxPage is how far, in half-width characters, a sentence runs before it wraps:
// about the width of a screen.
const maxPage = 130

// figures are key figures in one line.
func figures(facts []report.Fact, l sheet.Lang) string {
	texts := make([]string, len(facts))
	for i, f := range facts {
		texts[i] = sheet.W("%s：%s", "%s: %s", f.Label, display(report.Column{}, f.Value, l)).In(l)
	}
	return strings.Join(texts, "   ")
}

// row writes one row of data.
func (w *tableWriter) row(cells []report.Cell) {
	w.page.rows++
	w.out.begin(w.height(cells))
	for i := range w.plans {
		if i < len(cells) && cells[i] != nil {
			w.cell(i, cells[i])
		} else if !w.raw {
			w.out.blank(i, w.plans[i].style)
		}
	}
	w.out.end()
}

// cell writes one cell of data.
func (w *tableWriter) cell(i int, cell report.Cell) {
	p := &w.plans[i]
	style := p.style
	if isShare(cell) {
		style = p.share
	}
	switch v := cell.Native().(type) {
	case int64:
		if p.dated() && !dateable(float64(v)) {
			w.out.text(i, style, cell.String())
			return
		}
		p.most = max(p.most, math.Abs(float64(v)))
		w.out.integer(i, style, v)
		return
	case float64:
		if p.dated() && !dateable(v) {
			w.out.text(i, style, cell.String())
			return
		}
		switch {
		case p.Kind == sheet.MomentKind && v == math.Trunc(v):
			style = p.day
		case worded(p.Kind) && !isShare(cell):
			style = strconv.Itoa(w.b.style(p.look.figure(cell.String())))
		}
		p.most = max(p.most, math.Abs(v))
		w.out.float(i, style, v)
		return
	case string:
		if v == "—" { // where a figure would stand
			style = strconv.Itoa(w.b.style(p.look.figure(v)))
		}
		if v != "" {
			w.out.text(i, style, report.Text(p.Column, cell, w.b.l))
			return
		}
	}
	if !w.raw {
		w.out.blank(i, style)
	}
}

func (p *plan) dated() bool { return p.Kind == sheet.DateKind || p.Kind == sheet.MomentKind }

// dateable reports whether spreadsheets agree on the day with that serial number:
// 1900-03-01 to 9999-12-31.
func dateable(serial float64) bool { return serial >= 61 && serial < 2958466 }

// foot writes what stands below the rows.
func (w *tableWriter) foot() {
	if w.raw {
		return
	}
	if w.page.rows == 0 {
		w.across(nothing().In(w.b.l), noteLook())
	}
	if len(w.d.Notes) > 0 {
		w.out.skip()
	}
	for _, n := range w.d.Notes {
		w.across(n.In(w.b.l), noteLook())
	}
	if w.b.overview != nil && w.link == "" { // no room beside the title
		w.across(back().In(w.b.l), linkLook())
		w.link = "A" + strconv.Itoa(w.out.row)
	}
}

// close ends a worksheet and sets up how it is seen, filtered and printed.
func (w *tableWriter) close() error {
	w.b.rows[w.page.part] = &body{rows: w.out.out, ruled: w.raw}
	if err := w.out.out.close(); err != nil {
		return err
	}
	f, name := w.b.f, w.page.name
	last := w.header + w.page.rows
	end := w.out.letters[len(w.plans)-1]
	w.b.fail(f.SetSheetDimension(name, "A1:"+end+strconv.Itoa(max(w.out.row, 2))))
	w.columns(last)
	for _, m := range w.merges {
		from, to, _ := strings.Cut(m, ":")
		w.b.fail(f.MergeCell(name, from, to))
	}
	if w.link != "" {
		w.b.fail(f.SetCellHyperLink(name, w.link, reference(w.b.overview.name)+"!A1", "Location"))
	}
	w.b.fail(f.SetPanes(name, panes(frozen(w.plans), w.header)))
	if w.page.rows > 0 {
		w.b.fail(f.AutoFilter(name, "A"+strconv.Itoa(w.header)+":"+end+strconv.Itoa(last), nil))
	}
	w.b.paper(name, w.header, 0)
	w.printed(max(last, w.out.row)) // what stands below says what the figures mean
	return nil
}

// printWidth is how many half-width characters fit across a page and can be read.
const printWidth = 190

// printed limits what is printed of a wide table to its first columns: one page
// wide, all of them would be too small to read.
func (w *tableWriter) printed(last int) {
	room := float64(printWidth)
	for i, p := range w.plans {
		if room -= p.width(w.b.l); room >= 0 || i == 0 {
			continue
		}
		w.b.fail(w.b.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", Scope: w.page.name,
			RefersTo: reference(w.page.name) + "!$A$1:$" + w.out.letters[i-1] + "$" + strconv.Itoa(max(last, 1))}))
		return
	}
}

// columns sets widths, the formats for rows yet to be typed, and that digits in
// text columns are meant to be text.
func (w *tableWriter) columns(last int) {
	var texts []string
	for i, p := range w.plans {
		letter := w.out.letters[i]
		if w.raw {
			w.b.fail(w.b.f.SetColStyle(w.page.name, letter, w.b.style(p.look)))
		}
		w.b.fail(w.b.f.SetColWidth(w.page.name, letter, letter, p.width(w.b.l)))
		if worded(p.Kind) || p.Kind == sheet.PhoneKind {
			texts = append(texts, letter+strconv.Itoa(w.header+1)+":"+letter+strconv.Itoa(last))
		}
	}
	if len(texts) > 0 && w.page.rows > 0 {
		w.b.fail(w.b.f.AddIgnoredErrors(w.page.name, strings.Join(texts, " "), excelize.IgnoredErrorsNumberStoredAsText))
	}
}

// frozen is the number of leading columns that say whose row it is.
func frozen(plans []plan) int {
	if len(plans) <= 6 {
		return 0
	}
	n := 0
	for n < 2 && (plans[n].Key == "no" || plans[n].Key == "name" || plans[n].Key == "customer") {
		n++
	}
	return n
}
