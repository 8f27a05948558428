package render

import (
	"strconv"

	"github.com/xuri/excelize/v2"

	"kehu/report"
	"kehu/store/sheet"
)

// The overview is a page of eight columns: label, value, six for everything wider.
const (
	overviewColumns = 8
	overviewWidth   = 116.0  // half-width characters, all columns together
	smallTable      = 40     // most rows of a table that stands on the overview itself
	onePage         = 1100.0 // points that are still readable when shrunk onto one page
)

func overviewWidths() []float64 { return []float64{20, 18, 13, 13, 13, 13, 13, 13} }

// overview writes the first page of a workbook, row after row.
type overview struct {
	b    *book
	d    report.Doc
	name string
	row  int // the next free row

	points float64 // heights of the rows so far that have their own
}

// writeOverview fills the page that leads to all others, which exist by now.
func (b *book) writeOverview(d report.Doc) error {
	o := &overview{b: b, d: d, name: b.overview.name, row: 1}
	for i, w := range overviewWidths() {
		letter := column26(i)
		b.fail(b.f.SetColWidth(o.name, letter, letter, w))
	}
	o.heading()
	small, err := o.sort()
	if err != nil {
		return err
	}
	o.chartAndContents() // on the first page, where no page break cuts it
	o.facts()
	for _, t := range small {
		o.table(t)
	}
	o.notes()
	off := false
	b.fail(b.f.SetSheetView(o.name, 0, &excelize.ViewOptions{ShowGridLines: &off}))
	pages := 0
	if o.points < onePage {
		pages = 1
	}
	b.paper(o.name, 0, pages)
	upright := "portrait" // it is higher than wide
	b.fail(b.f.SetPageLayout(o.name, &excelize.PageLayoutOptions{Orientation: &upright}))
	b.fail(b.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", Scope: o.name,
		RefersTo: reference(o.name) + "!$A$1:$H$" + strconv.Itoa(max(o.row-1, 1))}))
	return nil
}

// column26 is the letter of column i, counted from 0, of the overview.
func column26(i int) string { return string(rune('A' + i)) }

// put writes a value into column i of the current row; further columns up to last
// are merged into it.
func (o *overview) put(i, last int, value any, l look) string {
	row := strconv.Itoa(o.row)
	from, to := column26(i)+row, column26(last)+row
	f := o.b.f
	if text, ok := value.(string); ok {
		value = cellText(text)
	}
	o.b.fail(f.SetCellValue(o.name, from, value))
	o.b.fail(f.SetCellStyle(o.name, from, to, o.b.style(l)))
	if last > i {
		o.b.fail(f.MergeCell(o.name, from, to))
	}
	return from
}

func (o *overview) height(points float64) {
	o.points += points
	o.b.fail(o.b.f.SetRowHeight(o.name, o.row, points))
}

// heading writes the title, the day and the plain sentence.
func (o *overview) heading() {
	l := o.b.l
	title := titleLook()
	title.size = 20
	o.put(0, overviewColumns-1, o.d.Title.In(l), title)
	o.height(36)
	o.row++
	if o.d.AsOf != 0 {
		o.put(0, overviewColumns-1, sheet.W("截至 %s", "As of %s", o.d.AsOf.String()).In(l), noteLook())
		o.row++
	}
	if say := o.d.Say.In(l); say != "" {
		look := sayLook()
		look.size = 13
		o.put(0, overviewColumns-1, say, look)
		o.height(high(say, overviewWidth, look.size) + 8)
		o.row++
	}
	o.row++
}

// facts writes the key figures: label, which leads to its worksheet, value and
// definition.
func (o *overview) facts() {
	if len(o.d.Facts) == 0 {
		return
	}
	l := o.b.l
	t := factTable(o.d.Facts)
	o.put(0, 0, t.Columns[0].Label.In(l), headLook())
	o.put(1, 1, t.Columns[1].Label.In(l), headLook())
	o.put(2, overviewColumns-1, t.Columns[2].Label.In(l), headLook())
	o.height(20)
	o.row++
	for _, f := range o.d.Facts {
		o.fact(f)
	}
	o.row++
}

func (o *overview) fact(f report.Fact) {
	l := o.b.l
	label := look{grid: true, bold: true, wrap: true}
	at := o.put(0, 0, f.Label.In(l), label)
	if p := o.b.page(f.Link); p != nil {
		link := linkLook()
		link.grid, link.bold, link.wrap = true, true, true
		o.put(0, 0, f.Label.In(l), link)
		o.link(at, p)
	}
	value := lookOf(report.Column{Kind: kindOf(report.Column{}, f.Value)})
	value.grid, value.bold, value.size, value.across = true, true, 12, "right"
	if isShare(f.Value) {
		value.format = shareFormat
	}
	o.put(1, 1, native(report.Column{}, f.Value, l), value)
	note := noteLook()
	note.grid, note.across, note.indent = true, "left", 1
	text := f.Note.In(l)
	o.put(2, overviewColumns-1, text, note)
	o.height(max(22, high(text, 78, note.size)))
	o.row++
}

// native is what a cell of the workbook holds: a number where it is one, else the
// text in language l.
func native(c report.Column, cell report.Cell, l sheet.Lang) any {
	if cell == nil {
		return nil
	}
	switch v := cell.Native().(type) {
	case nil:
		return nil
	case string:
		return report.Text(c, cell, l)
	default:
		return v
	}
}

// page is the first worksheet of the Doc with that key, nil if there is none.
func (b *book) page(doc string) *page {
	for _, p := range b.pages {
		if p != b.overview && p.doc == doc && doc != "" {
			return p
		}
	}
	return nil
}

func (o *overview) link(cell string, to *page) {
	o.b.fail(o.b.f.SetCellHyperLink(o.name, cell, reference(to.name)+"!A1", "Location"))
}

// table writes a small table under the chart.
func (o *overview) table(t report.Table) {
	l := o.b.l
	if title := t.Title.In(l); title != "" {
		o.put(0, overviewColumns-1, title, look{bold: true, size: 12, color: accent})
		o.height(22)
		o.row++
	}
	for i, c := range t.Columns {
		o.put(i, i, c.Label.In(l), headLook())
	}
	o.height(20)
	o.row++
	for cells, err := range t.Rows {
		if err != nil { // kept rows have none
			break
		}
		o.tableRow(t.Columns, cells)
	}
	o.row++
}

func (o *overview) tableRow(columns []report.Column, cells []report.Cell) {
	widths, points := overviewWidths(), rowPoints
	for i, c := range columns {
		look := lookOf(c)
		look.grid, look.wrap = true, worded(c.Kind)
		var value any
		if cells[i] != nil {
			if isShare(cells[i]) {
				look.format, look.across = shareFormat, "right"
			}
			value = native(c, cells[i], o.b.l)
			if _, number := value.(float64); worded(c.Kind) && !isShare(cells[i]) && (number || value == "—") {
				look = look.figure(cells[i].String())
			}
		}
		if text, ok := value.(string); ok && look.wrap {
			points = max(points, high(text, widths[i], 10))
		}
		o.put(i, i, value, look)
	}
	o.height(points)
	o.row++
}

// notes writes what the figures mean.
func (o *overview) notes() {
	for _, n := range o.d.Notes {
		text := n.In(o.b.l)
		o.put(0, overviewColumns-1, text, noteLook())
		o.height(high(text, overviewWidth, 9))
		o.row++
	}
}
