package render

import (
	"io"
	"slices"
	"strconv"

	"github.com/xuri/excelize/v2"

	"kehu/report"
	"kehu/store/sheet"
)

// DaySheet writes the tables of d to print on A4 across, each on a worksheet of its
// own: a title with the day, big rows, blank columns to fill in by hand, and the
// hidden columns out of sight. A table without rows gets none; the error is that of
// its rows or the writer's.
func DaySheet(w io.Writer, d report.Doc, l sheet.Lang) error {
	b, err := newBook(l)
	if err != nil {
		return err
	}
	defer b.f.Close() // it holds no file
	for _, t := range d.Tables {
		if err := b.daySheet(d, t); err != nil {
			return err
		}
	}
	if len(b.pages) == 0 {
		p := b.add(d.Title.In(l), d.Key)
		b.fail(b.f.SetCellValue(p.name, "A1", nothing().In(l)))
	}
	b.properties([]report.Doc{d})
	return b.write(w)
}

// The rows of a day sheet, in points: enough for three written lines.
const (
	sheetRow  = 54
	sheetLine = 14
)

// daySheet writes one village.
func (b *book) daySheet(d report.Doc, t report.Table) error {
	var rows [][]string
	for cells, err := range t.Rows {
		if err != nil {
			return err
		}
		texts := make([]string, len(t.Columns))
		for i, c := range t.Columns {
			texts[i] = clean(report.Text(c, cells[i], b.l))
		}
		rows = append(rows, texts)
	}
	p := b.add(t.Title.In(b.l), d.Key)
	b.sheetHead(p.name, d, t, len(rows))
	cell := func(column, row int) string {
		name, _ := excelize.CoordinatesToCellName(column+1, row) // both are small
		return name
	}
	for n, texts := range rows {
		row, lines := n+sheetHeader+1, 1
		for i, c := range t.Columns {
			b.fail(b.f.SetCellStr(p.name, cell(i, row), texts[i]))
			lines = max(lines, len(wrap(texts[i], c.Width)))
		}
		b.fail(b.f.SetCellStyle(p.name, cell(0, row), cell(len(t.Columns)-1, row), b.style(look{format: "@", wrap: true, grid: true})))
		b.fail(b.f.SetRowHeight(p.name, row, max(sheetRow, float64(sheetLine*lines+6))))
	}
	b.paper(p.name, sheetHeader, 0)
	return nil
}

// sheetHeader is the row of the headings.
const sheetHeader = 2

// sheetHead writes the title and the headings of a village, and its columns' widths.
func (b *book) sheetHead(name string, d report.Doc, t report.Table, rows int) {
	title := sheet.W("%s　%s　%s　共 %d 位　　业务员：__________　　填好后存盘，kehu import 读回", "%s  %s  %s  %d in all    by: __________    fill in, save, and read back with kehu import",
		t.Title, d.AsOf.String(), weekday(d.AsOf), rows)
	seen := slices.IndexFunc(t.Columns, func(c report.Column) bool { return !c.Hidden })
	for i, c := range t.Columns {
		letter, _ := excelize.ColumnNumberToName(i + 1) // day sheets have few columns
		b.fail(b.f.SetColWidth(name, letter, letter, float64(c.Width)+1))
		if c.Hidden {
			b.fail(b.f.SetColVisible(name, letter, false))
		}
		head := headLook()
		if c.Blank {
			head.fill = sayFill
		}
		b.fail(b.f.SetCellStr(name, letter+strconv.Itoa(sheetHeader), c.Label.In(b.l)))
		b.fail(b.f.SetCellStyle(name, letter+strconv.Itoa(sheetHeader), letter+strconv.Itoa(sheetHeader), b.style(head)))
	}
	letter, _ := excelize.ColumnNumberToName(seen + 1)
	b.fail(b.f.SetCellStr(name, letter+"1", title.In(b.l)))
	b.fail(b.f.SetCellStyle(name, letter+"1", letter+"1", b.style(titleLook())))
	b.fail(b.f.SetRowHeight(name, 1, 28))
	b.fail(b.f.SetRowHeight(name, sheetHeader, 24))
	b.fail(b.f.SetPanes(name, panes(0, sheetHeader)))
}

// weekday is 周四, Thu.
func weekday(d sheet.Date) sheet.Words {
	day := d.Weekday()
	return sheet.W("周"+[]string{"日", "一", "二", "三", "四", "五", "六"}[day], day.String()[:3])
}
