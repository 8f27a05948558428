package grid

import (
	"bytes"
	"html"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"kehu/store/sheet"
)

// page is a web page whose tables are read as one sheet, as Excel opens it: what many
// systems export and call .xls. Its tags need be neither closed nor written in small
// letters; a text between the tables is a row of its own.
type page struct{ text *text }

// pageColumns is how many columns a page's table may have: what cells of many rows push
// aside takes time.
const pageColumns = 1000

// isPage reports whether a text begins as a web page does.
func isPage(head []byte) bool {
	start := bytes.ToLower(bytes.TrimLeft(head, "\xEF\xBB\xBF \t\r\n"))
	if rest, ok := bytes.CutPrefix(start, []byte("<?xml")); ok {
		_, rest, _ = bytes.Cut(rest, []byte("?>"))
		start = bytes.TrimLeft(rest, " \t\r\n")
	}
	for _, tag := range []string{"<html", "<!doctype html", "<table", "<meta", "<head", "<style", "<body", "<div"} {
		if bytes.HasPrefix(start, []byte(tag)) {
			return true
		}
	}
	return false
}

// openPage opens a web page. One without a table is no sheet.
func openPage(src io.ReadSeeker, encoding string) (File, error) {
	t, err := openText(src, encoding)
	if err != nil {
		return File{}, err
	}
	return File{Sheets: []Sheet{{tables: func() ([]*Table, error) { return (&page{t}).tables() }}}}, nil
}

// tables are the ways to read the page: one for each encoding that it may be in.
func (p *page) tables() ([]*Table, error) {
	one, err := p.table()
	if err != nil {
		return nil, err
	}
	all := []*Table{one}
	if other := p.text.otherwise(); other != nil {
		if one, err := (&page{other}).table(); err == nil {
			all = append(all, one)
		}
	}
	return all, nil
}

// table goes through the page once for what is merged over several rows.
func (p *page) table() (*Table, error) {
	w := &worksheet{start: func() (cellSource, error) { return p.start(nil) }}
	cells, err := p.start(w)
	if err != nil {
		return nil, err
	}
	r := &cellReader{}
	for r.Err == nil && cells.row(r) {
		if len(r.values) > 0 {
			w.filled++
		}
	}
	switch {
	case r.Err != nil:
		return nil, r.Err
	case !cells.found:
		return nil, sheet.Fail(sheet.Failed, "这是网页，里面没有表格；请要一份 Excel 或 CSV", "this is a web page without a table: ask for an Excel or CSV file")
	case cells.depth > 0 && !cells.ended:
		return nil, sheet.Fail(sheet.Failed, "网页不完整，可能没有下载完；请重新下载或拷贝", "the web page is not whole: download or copy it again")
	}
	if err := w.sortMerges(); err != nil {
		return nil, err
	}
	t, err := w.table(p.text.coding.name)
	if err == nil {
		t.Broken, t.Filled = p.text.coding.broken, 0 // nobody counts the rows of a text
	}
	return t, err
}

// start starts the page over; merges are noted in w, if there is one.
func (p *page) start(w *worksheet) (*pageCells, error) {
	src, err := p.text.start()
	if err != nil {
		return nil, err
	}
	x := newXMLReader(src)
	x.loose = true
	return &pageCells{x: x, merges: w, over: map[int]int{}}, nil
}

// pageCells reads the rows of a page's tables.
type pageCells struct {
	x      *xmlReader
	merges *worksheet

	line   int
	column int         // of the next cell
	inRow  bool        // its tag was read
	inCell bool        // its tag was read
	text   []byte      // of the cell, or of what stands outside of the tables
	across int         // columns of the cell
	over   map[int]int // by column, how many rows more a cell above reaches down

	found bool // there is a table
	depth int  // tables that are not closed yet
	ended bool // the page itself is closed
}

// row puts the cells of the next row.
func (c *pageCells) row(r *cellReader) bool {
	c.line, c.column = c.line+1, 0
	for r.begin(c.line); r.Err == nil && c.x.next(); {
		c.say(c.x.text)
		if c.tag(r) {
			c.next()
			return true
		}
	}
	c.say(c.x.takeRest())
	if r.Err == nil {
		r.Err = c.x.err
	}
	return c.flush(r) && r.Err == nil
}

// tag does what the tag says, and reports whether it ends the row.
func (c *pageCells) tag(r *cellReader) bool {
	opens := !c.x.closing
	switch name := strings.ToLower(string(c.x.name)); name {
	case "script", "style", "title", "xml":
		if opens && !c.x.empty {
			c.x.skipTo(name)
		}
	case "html", "body":
		c.ended = c.ended || !opens
	case "table":
		if c.found = true; opens {
			c.depth++
		} else {
			c.depth--
		}
		return c.flush(r)
	case "tr":
		was := c.inRow
		c.inRow = opens
		return c.flush(r) || was
	case "td", "th":
		c.endCell(r)
		if opens {
			c.begin()
		}
	case "br", "p", "div", "li", "h1", "h2", "h3", "h4", "caption":
		if c.inCell {
			c.newline()
			return false
		}
		return c.flush(r)
	}
	return false
}

// begin begins the cell of a tag, right of those that reach down from above.
func (c *pageCells) begin() {
	for c.over[c.column] > 0 {
		c.column++
	}
	c.inCell, c.text, c.across = true, c.text[:0], min(max(c.number("colspan"), 1), pageColumns)
	if down := min(c.number("rowspan"), maxLines); down > 1 {
		for i := range c.across {
			c.over[c.column+i] = down
		}
		if c.merges != nil {
			c.merges.merge(c.line, c.line+down-1, c.column)
		}
	}
}

// endCell puts the cell that is being read, if one is.
func (c *pageCells) endCell(r *cellReader) {
	if c.inCell {
		c.put(r)
		c.column += c.across
	}
	c.inCell, c.text = false, c.text[:0]
}

// put puts the text that was read.
func (c *pageCells) put(r *cellReader) {
	text := bytes.TrimSpace(c.text)
	if c.column >= pageColumns {
		r.Err = tooLarge()
		return
	}
	from := len(r.scratch)
	r.scratch = append(r.scratch, text...)
	r.put(c.column, value{from: from, to: len(r.scratch)})
}

// flush ends the cell, or makes one of what stands outside of the tables, and reports
// whether the row has any.
func (c *pageCells) flush(r *cellReader) bool {
	if !c.inCell && len(bytes.TrimSpace(c.text)) > 0 && c.column == 0 {
		c.inCell, c.across = true, 1
	}
	c.endCell(r)
	return c.column > 0
}

// next is ready for the next row.
func (c *pageCells) next() {
	for column := range c.over {
		if c.over[column]--; c.over[column] <= 0 {
			delete(c.over, column)
		}
	}
}

// say adds a piece of text, in which any space is one blank.
func (c *pageCells) say(text []byte) {
	if len(text) == 0 {
		return
	}
	for _, r := range html.UnescapeString(string(text)) {
		switch {
		case r != '\u3000' && unicode.IsSpace(r):
			if n := len(c.text); n > 0 && c.text[n-1] > ' ' {
				c.text = append(c.text, ' ')
			}
		default:
			c.text = utf8.AppendRune(c.text, r)
		}
	}
}

// newline ends a line within a cell.
func (c *pageCells) newline() {
	if c.text = bytes.TrimRight(c.text, " "); len(c.text) > 0 && c.text[len(c.text)-1] != '\n' {
		c.text = append(c.text, '\n')
	}
}

// number is an attribute of the tag that is a number, 0 if it has none: colspan=2,
// COLSPAN = "2".
func (c *pageCells) number(name string) (n int) {
	attrs := bytes.ToLower(c.x.attrs)
	at := bytes.Index(attrs, []byte(name))
	if at < 0 {
		return 0
	}
	for _, b := range bytes.TrimLeft(attrs[at+len(name):], " ='\"") {
		if !digit(b) || n > maxLines {
			break
		}
		n = 10*n + int(b-'0')
	}
	return n
}
