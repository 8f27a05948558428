package render

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"kehu/report"
	"kehu/store/sheet"
)

// Form writes a page to print, to fill in by hand and to import again: A4, upright or across,
// ruled, with rows high enough for a pen and blank ones at the end. What only the
// import needs stands in hidden columns. The error is the writer's or that of the
// rows.
func Form(w io.Writer, form report.Form, l sheet.Lang) error {
	b, err := newBook(l)
	if err != nil {
		return err
	}
	defer b.f.Close() // it holds no file
	s := &formSheet{b: b, form: form, table: form.Tables[0]}
	s.page = b.add(s.table.Title.In(l), form.Key)
	s.head()
	for cells, err := range s.table.Rows {
		if err != nil {
			return err
		}
		s.row(cells)
	}
	for range form.Spare {
		s.row(nil)
	}
	s.layout()
	b.properties([]report.Doc{form.Doc})
	return b.write(w)
}

// formSheet is a form in the making.
type formSheet struct {
	b     *book
	form  report.Form
	table report.Table
	page  *page
	line  int // the last row written
}

// The rows of a form: the title, the headings, then what is filled in.
const (
	formHead   = 2
	formPoints = 24.0 // high enough for a pen
)

func (s *formSheet) cell(column int) string {
	name, _ := excelize.CoordinatesToCellName(column+1, s.line) // forms are small
	return name
}

func (s *formSheet) head() {
	s.line = 1
	seen := max(slices.IndexFunc(s.table.Columns, func(c report.Column) bool { return !slices.Contains(s.form.Hidden, c.Key) }), 0)
	s.b.fail(s.b.f.SetCellValue(s.page.name, s.cell(seen), s.form.Title.In(s.b.l)))
	s.b.fail(s.b.f.SetCellStyle(s.page.name, s.cell(seen), s.cell(seen), s.b.style(titleLook())))
	s.b.fail(s.b.f.SetRowHeight(s.page.name, 1, 30))
	s.line = formHead
	for i, c := range s.table.Columns {
		s.b.fail(s.b.f.SetCellValue(s.page.name, s.cell(i), c.Label.In(s.b.l)))
		s.b.fail(s.b.f.SetCellStyle(s.page.name, s.cell(i), s.cell(i), s.b.style(headLook())))
	}
	lines := 1
	for _, c := range s.table.Columns {
		lines = max(lines, len(wrap(c.Label.In(s.b.l), c.Width)))
	}
	s.b.fail(s.b.f.SetRowHeight(s.page.name, formHead, formPoints+sheetLine*float64(lines-1)))
}

func (s *formSheet) row(cells []report.Cell) {
	s.begin()
	for i, c := range s.table.Columns {
		if i < len(cells) && cells[i] != nil && !cells[i].Empty() {
			s.b.fail(s.b.f.SetCellValue(s.page.name, s.cell(i), report.Text(c, cells[i], s.b.l)))
		} else {
			s.given(i)
		}
	}
}

// given makes a blank cell wait for what is written beside it.
func (s *formSheet) given(column int) {
	given, ok := s.form.Given[s.table.Columns[column].Key]
	beside := slices.IndexFunc(s.table.Columns, func(c report.Column) bool { return c.Key == given.When })
	if !ok || given.Text == "" || beside < 0 {
		return
	}
	look := s.b.plan(s.table.Columns[column], false).look
	look.format = "" // a formula in a cell of text stays a text
	s.b.fail(s.b.f.SetCellStyle(s.page.name, s.cell(column), s.cell(column), s.b.style(look)))
	value := literal(given.Text)
	for _, later := range given.Later {
		if at := slices.IndexFunc(s.table.Columns, func(c report.Column) bool { return c.Key == later.When }); at >= 0 {
			value = "IF(" + s.cell(at) + `<>"",` + literal(later.Text) + "," + value + ")"
		}
	}
	s.b.fail(s.b.f.SetCellFormula(s.page.name, s.cell(column), "IF("+s.cell(beside)+`="","",`+value+")"))
}

// literal is a text as a formula holds it.
func literal(text string) string { return `"` + strings.ReplaceAll(text, `"`, `""`) + `"` }

// begin rules the next row.
func (s *formSheet) begin() {
	s.line++
	s.b.fail(s.b.f.SetRowHeight(s.page.name, s.line, formPoints))
	for i, c := range s.table.Columns {
		look := s.b.plan(c, false).look
		look.format, look.wrap = "@", true // what is typed stays as it was typed
		if c.Kind == sheet.MoneyKind {
			look.format = ""
		}
		s.b.fail(s.b.f.SetCellStyle(s.page.name, s.cell(i), s.cell(i), s.b.style(look)))
	}
}

// layout sets widths, what is hidden, and the paper.
func (s *formSheet) layout() {
	f, name := s.b.f, s.page.name
	for i, c := range s.table.Columns {
		letter, _ := excelize.ColumnNumberToName(i + 1) // forms are small
		s.b.fail(f.SetColWidth(name, letter, letter, float64(max(c.Width, 6))+1))
		s.b.fail(f.SetColVisible(name, letter, !slices.Contains(s.form.Hidden, c.Key)))
	}
	s.b.fail(f.SetPanes(name, panes(0, formHead)))
	s.b.paper(name, formHead, 0)
	if upright := "portrait"; !s.form.Across {
		s.b.fail(f.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: &upright}))
	}
	s.b.fail(f.SetSheetDimension(name, "A1:"+strings.TrimRight(s.cell(len(s.table.Columns)-1), "0123456789")+strconv.Itoa(s.line)))
}
