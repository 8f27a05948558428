package render

import (
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"kehu/store/sheet"
)

// panes keep the first columns and the rows down to the headings in sight.
func panes(columns, rows int) *excelize.Panes {
	corner, _ := excelize.CoordinatesToCellName(columns+1, rows+1) // both are small
	p := &excelize.Panes{
		Freeze: true, XSplit: columns, YSplit: rows, TopLeftCell: corner, ActivePane: "bottomLeft",
		Selection: []excelize.Selection{{SQRef: corner, ActiveCell: corner, Pane: "bottomLeft"}},
	}
	if columns > 0 {
		p.ActivePane = "bottomRight"
		p.Selection[0].Pane = p.ActivePane
	}
	return p
}

// reference is the name of a worksheet as formulas and links write it.
func reference(name string) string {
	return "'" + strings.ReplaceAll(name, "'", "''") + "'"
}

// a4 is the number of A4 among paper sizes.
const a4 = 9

// paper sets a worksheet up for A4 landscape, one page wide, with the row of the
// headings (0 for none) on every page and the pages numbered; high is how many
// pages it may take, 0 for as many as it needs.
func (b *book) paper(name string, header, high int) {
	size, across, wide, yes, row := a4, "landscape", 1, true, rowPoints
	b.fail(b.f.SetPageLayout(name, &excelize.PageLayoutOptions{Size: &size, Orientation: &across, FitToWidth: &wide, FitToHeight: &high}))
	// AutoFilter forgets FitToPage, so this comes after it.
	b.fail(b.f.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &yes, DefaultRowHeight: &row, CustomHeight: &yes}))
	side, end, edge := 0.4, 0.65, 0.3 // inches
	b.fail(b.f.SetPageMargins(name, &excelize.PageLayoutMarginsOptions{
		Left: &side, Right: &side, Top: &end, Bottom: &end, Header: &edge, Footer: &edge, Horizontally: &yes}))
	b.fail(b.f.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddFooter: "&L&A&C" + pages().In(b.l)}))
	if header > 0 {
		row := "$" + strconv.Itoa(header)
		b.fail(b.f.SetDefinedName(&excelize.DefinedName{
			Name: "_xlnm.Print_Titles", Scope: name, RefersTo: reference(name) + "!" + row + ":" + row}))
	}
}

func pages() sheet.Words { return sheet.W("第 &P 页，共 &N 页", "Page &P of &N") }
