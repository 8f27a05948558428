package grid

import (
	"bytes"
	"io"
	"strconv"
	"strings"

	"kehu/store/sheet"
)

// xmlBook is a workbook in the one XML file of Excel 2002 and 2003: what some systems
// export and call .xls.
type xmlBook struct {
	text   *text
	sheets []sheetRef // each by its place, from 1 on
}

// isXMLBook reports whether a text begins as such a workbook does.
func isXMLBook(head []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(head, "\xEF\xBB\xBF \t\r\n"), []byte("<?xml")) &&
		(bytes.Contains(head, []byte(`progid="Excel.Sheet"`)) || bytes.Contains(head, []byte("<Workbook")))
}

// openXMLBook opens such a workbook and goes through it once for its worksheets.
func openXMLBook(src io.ReadSeeker, encoding string) (File, error) {
	t, err := openText(src, encoding)
	if err != nil {
		return File{}, err
	}
	b := &xmlBook{text: t}
	x, err := b.reader()
	if err != nil {
		return File{}, err
	}
	whole := false
	for x.next() {
		switch name := string(x.name); {
		case name == "Workbook" && x.closing:
			whole = true
		case name == "Worksheet" && !x.closing && len(b.sheets) < maxWorksheets:
			b.sheets = append(b.sheets, sheetRef{name: strings.TrimSpace(x.value("Name")), at: len(b.sheets) + 1})
		}
	}
	switch {
	case x.err != nil:
		return File{}, x.err
	case !whole:
		return File{}, notWhole(nil)
	}
	return fileOf(b), nil
}

func (b *xmlBook) worksheets() []sheetRef { return b.sheets }
func (b *xmlBook) isOurs() bool           { return false }
func (b *xmlBook) encoding() string       { return "xls" }

func (b *xmlBook) reader() (*xmlReader, error) {
	src, err := b.text.start()
	if err != nil {
		return nil, err
	}
	return newXMLReader(src), nil
}

// worksheet opens a worksheet and goes through it once for what has to be known before
// its rows.
func (b *xmlBook) worksheet(ref sheetRef) (*worksheet, error) {
	start := func(w *worksheet) (*xmlBookCells, error) {
		x, err := b.reader()
		return &xmlBookCells{x: x, before: ref.at, merges: w}, err
	}
	w := &worksheet{start: func() (cellSource, error) { return start(nil) }}
	cells, err := start(w)
	if err != nil {
		return nil, err
	}
	r := &cellReader{}
	for r.Err == nil && cells.row(r) {
		if len(r.values) == 0 {
			continue
		}
		if w.filled++; cells.hidden {
			w.hidden++
		}
	}
	if r.Err != nil {
		return nil, r.Err
	}
	return w, w.sortMerges()
}

// xmlBookCells reads the rows of one worksheet.
type xmlBookCells struct {
	x      *xmlReader
	before int // worksheets to come up to it, itself included
	merges *worksheet

	line    int
	inRow   bool // its tag was read
	hidden  bool // the row is
	column  int  // of the next cell
	across  int  // further columns of the cell
	kind    string
	data    bool // within a cell's content
	comment bool // within what somebody remarked
	text    []byte
}

// row puts the cells of the next row.
func (c *xmlBookCells) row(r *cellReader) bool {
	for r.Err == nil && c.x.next() {
		x := c.x
		if c.data {
			c.text = unescape(c.text, x.text)
		}
		switch name := string(x.name); {
		case name == "Worksheet" && !x.closing:
			c.before--
		case name == "Worksheet" && c.before == 0:
			return false
		case c.before != 0:
		case name == "Row" && x.closing && !c.inRow: // never begun
		case name == "Row" && x.closing:
			c.inRow = false
			return true
		case name == "Row":
			c.begin(r)
			if c.inRow = !x.empty; x.empty {
				return true
			}
		case name == "Cell":
			c.cell()
		case name == "Comment":
			c.comment = !x.closing && !x.empty
		case name == "Data" && !c.comment:
			c.content(r)
		}
	}
	if r.Err == nil {
		r.Err = c.x.err
	}
	return false
}

// begin begins a row, which may stand further down than the last.
func (c *xmlBookCells) begin(r *cellReader) {
	c.line, c.column, c.hidden = max(c.line+1, c.number("Index")), 0, yes(c.x.attr("Hidden"))
	r.begin(c.line)
}

// number is an attribute that is a number, 0 if it is none.
func (c *xmlBookCells) number(name string) int {
	n, _ := strconv.Atoi(string(c.x.attr(name)))
	return min(max(n, 0), maxLines)
}

// cell begins or ends a cell, which may stand further right than the last.
func (c *xmlBookCells) cell() {
	if !c.x.closing {
		c.column = max(c.column, c.number("Index")-1)
		c.across = c.number("MergeAcross")
		if down := c.number("MergeDown"); down > 0 && c.merges != nil {
			c.merges.merge(c.line, c.line+down, c.column)
		}
	}
	if c.x.closing || c.x.empty {
		c.column += 1 + c.across
	}
}

// content begins a cell's content, or puts it.
func (c *xmlBookCells) content(r *cellReader) {
	if !c.x.closing {
		c.kind, c.text, c.data = string(c.x.attr("Type")), c.text[:0], !c.x.empty
		return
	}
	c.data = false
	if c.column >= maxColumns {
		r.Err = sheet.Fail(sheet.Failed, "第 %d 行的列太多；请在 Excel 或 WPS 里打开，另存为 .xlsx 再导入", "row %d has too many columns: open the workbook in Excel and save it as .xlsx", c.line)
		return
	}
	from := len(r.scratch)
	n, err := strconv.ParseFloat(string(c.text), 64)
	switch {
	case c.kind == "Number" && err == nil:
		r.scratch = numFmt{}.appendNumber(r.scratch, strconv.AppendFloat(nil, n, 'f', -1, 64), false, false)
	case c.kind == "DateTime":
		day, clock, _ := strings.Cut(string(c.text), "T")
		clock, _, _ = strings.Cut(clock, ".")
		if clock != "" && clock != "00:00:00" {
			day += " " + clock
		}
		r.scratch = append(r.scratch, day...)
	case c.kind == "Boolean":
		r.scratch = appendTruth(r.scratch, len(bytes.TrimLeft(c.text, "0")), false)
	default:
		r.scratch = append(r.scratch, c.text...)
	}
	r.put(c.column, value{from: from, to: len(r.scratch)})
}
