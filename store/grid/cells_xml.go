package grid

import (
	"bytes"
	"strconv"
)

// worksheet opens a worksheet and goes through it once for what has to be known
// before its rows: merged cells are listed behind them.
func (b *workbook) worksheet(ref sheetRef) (*worksheet, error) {
	w := &worksheet{start: func() (cellSource, error) {
		src, err := b.unpack(ref.part)
		if err != nil {
			return nil, err
		}
		return &xmlCells{book: b, x: newXMLReader(src)}, nil
	}}
	hidden, holds, open := false, false, false
	err := b.scan(ref.part, func(x *xmlReader) {
		switch string(x.name) {
		case "sheetData":
			open = !x.closing && !x.empty
		case "row":
			if x.closing && holds {
				if w.filled++; hidden {
					w.hidden++
				}
			}
			if !x.closing {
				hidden, holds = yes(x.attr("hidden")), false
			}
		case "v", "t":
			holds = holds || x.closing && len(x.text) > 0
		case "mergeCell":
			from, to, _ := bytes.Cut(x.attr("ref"), []byte(":"))
			w.merge(lineOfRef(from), lineOfRef(to), columnOfRef(from))
		}
	})
	switch {
	case err != nil:
		return nil, err
	case open:
		return nil, notWhole(nil)
	}
	return w, w.sortMerges()
}

// xmlCells reads the rows of a worksheet that is a part of an archive.
type xmlCells struct {
	book *workbook
	x    *xmlReader
	last int // the column of the last cell
}

// row puts the cells of the next row. One without a number is the one below the last.
func (c *xmlCells) row(r *cellReader) bool {
	for r.Err == nil && c.x.next() {
		switch string(c.x.name) {
		case "row":
			if !c.x.closing {
				line := r.at + 1
				if told := c.x.attr("r"); told != nil {
					line = integer(told)
				}
				r.begin(line)
				c.last = -1
			}
			if c.x.closing || c.x.empty {
				return true
			}
		case "c":
			if !c.x.closing {
				c.cell(r)
			}
		case "sheetData":
			if c.x.closing {
				return false
			}
		}
	}
	if r.Err == nil {
		r.Err = readable(c.x.err)
	}
	return false
}

// cell reads one cell of the row.
func (c *xmlCells) cell(r *cellReader) {
	column, style, kind := c.last+1, -1, ""
	for rest := c.x.attrs; ; {
		key, text, after, ok := cutAttr(rest)
		if !ok {
			break
		}
		switch string(key) {
		case "r":
			column = columnOfRef(text)
		case "s":
			style = integer(text)
		case "t":
			kind = cellKind(text)
		}
		rest = after
	}
	if column < 0 || column >= maxColumns {
		r.Err = notWhole(nil)
		return
	}
	if c.last = column; c.x.empty {
		return
	}
	format := numFmt{}
	if style >= 0 && style < len(c.book.formats) {
		format = c.book.formats[style]
	}
	c.content(r, column, format, kind)
}

// cellKind is the type of a cell; the usual ones cost nothing.
func cellKind(text []byte) string {
	for _, kind := range []string{"s", "n", "str", "inlineStr", "b", "e", "d"} {
		if string(text) == kind {
			return kind
		}
	}
	return ""
}

// content reads what is within a cell, up to its end.
func (c *xmlCells) content(r *cellReader, column int, format numFmt, kind string) {
	computed := false
	for c.x.next() {
		switch string(c.x.name) {
		case "f":
			computed = true
		case "v":
			if c.x.closing {
				c.take(r, column, format, kind, computed)
			}
		case "is":
			if from := len(r.scratch); !c.x.closing && !c.x.empty {
				r.scratch = c.x.richText(r.scratch, "is")
				r.put(column, value{from: from, to: len(r.scratch)})
			}
		case "c":
			if len(r.scratch) > maxRow {
				r.Err = tooLong()
			}
			return
		}
	}
}

// take takes the value before the tag </v> as the cell's.
func (c *xmlCells) take(r *cellReader, column int, format numFmt, kind string, computed bool) {
	text, from := c.x.text, len(r.scratch)
	switch kind {
	case "s":
		shared, ok := c.book.strings.text(integer(bytes.TrimSpace(text)))
		if !ok {
			r.Err = notWhole(nil)
		}
		r.put(column, value{shared: shared})
		return
	case "str", "inlineStr", "e":
		r.scratch = unescape(r.scratch, text)
	case "b":
		word := "FALSE"
		if yes(bytes.TrimSpace(text)) {
			word = "TRUE"
		}
		r.scratch = append(r.scratch, word...)
	case "d":
		day, clock, _ := bytes.Cut(text, []byte("T"))
		clock = bytes.TrimSuffix(clock, []byte("Z"))
		clock, _, _ = bytes.Cut(clock, []byte("."))
		r.scratch = append(append(append(r.scratch, day...), ' '), clock...)
	default:
		r.scratch = format.appendNumber(r.scratch, text, c.book.is1904, computed)
	}
	r.put(column, value{from: from, to: len(r.scratch)})
}

// columnOfRef is the place, from 0 on, of the column that the letters of AB12
// name; -1 if they name none.
func columnOfRef(ref []byte) int {
	column := 0
	for _, b := range ref {
		if b >= 'a' && b <= 'z' {
			b -= 'a' - 'A'
		}
		if b < 'A' || b > 'Z' || column > maxColumns {
			break
		}
		column = column*26 + int(b-'A') + 1
	}
	return column - 1
}

// lineOfRef is the line that the digits of AB12 name, 0 if they name none.
func lineOfRef(ref []byte) int {
	line, err := strconv.Atoi(string(bytes.TrimLeft(bytes.ToUpper(ref), "ABCDEFGHIJKLMNOPQRSTUVWXYZ$")))
	if err != nil || line > maxLines {
		return 0
	}
	return line
}
