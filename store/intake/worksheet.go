package intake

import (
	"bytes"
	"slices"
	"strconv"

	"kehu/store/sheet"
)

const (
	maxColumns = 16384   // of a worksheet: A to XFD
	maxLines   = 1 << 20 // rows of a worksheet
	maxGap     = 100     // blank rows between two filled ones that are given one by one
)

// worksheet is one worksheet of a workbook.
type worksheet struct {
	book   *workbook
	part   string
	merges []merge      // over several rows, from the top
	hidden int          // rows that hold something and are hidden
	sums   map[int]bool // columns whose values stay alone where they are merged
}

// look goes through the worksheet once for what has to be known before its rows:
// merged cells are listed behind them.
func (w *worksheet) look() error {
	hidden, holds, open := false, false, false
	err := w.book.scan(w.part, func(x *xmlReader) {
		switch string(x.name) {
		case "sheetData":
			open = !x.closing && !x.empty
		case "row":
			if x.closing && hidden && holds {
				w.hidden++
			}
			if !x.closing {
				hidden, holds = yes(x.attr("hidden")), false
			}
		case "v", "t":
			holds = holds || x.closing && len(x.text) > 0
		case "mergeCell":
			w.merge(x.attr("ref"))
		}
	})
	switch {
	case err != nil:
		return err
	case open:
		return notWhole(nil)
	case len(w.merges) > maxLines:
		return tooLarge()
	}
	slices.SortStableFunc(w.merges, func(a, b merge) int { return a.top - b.top })
	return nil
}

// rows starts the worksheet over.
func (w *worksheet) rows() (rowReader, error) {
	src, err := w.book.unpack(w.part)
	if err != nil {
		return nil, err
	}
	return &cellReader{sheet: w, x: newXMLReader(src), merges: w.merges, open: map[int]opened{}}, nil
}

// cellReader reads the rows of a worksheet as a person sees them.
type cellReader struct {
	cutRow
	sheet *worksheet
	x     *xmlReader

	values  []value // of the row, by column
	scratch []byte
	last    int      // the column of the last cell
	read    [][]byte // the next filled row, nil once it is given
	at      int      // its line
	repeats int      // its cells that are merged with one above
	blanks  int      // blank rows given of this gap

	merges []merge        // that begin further down
	open   map[int]opened // by column, those that go on
}

// value is what a cell holds: a shared text, or a piece of the row's scratch.
type value struct {
	shared   []byte
	from, to int
}

func (r *cellReader) current() *cutRow { return &r.cutRow }

// next gives one row. Blank rows between others are given too, as a text would
// have them; rows below the last that holds something are none.
func (r *cellReader) next() bool {
	if r.read == nil && !r.readRow() {
		return false
	}
	if r.line+1 < r.at && r.blanks < maxGap {
		r.line, r.blanks = r.line+1, r.blanks+1
		r.cells, r.repeated = nil, 0
		return true
	}
	r.line, r.blanks = r.at, 0
	r.cells, r.repeated, r.read = r.read, r.repeats, nil
	return true
}

// readRow reads the next row that holds something; false means the end, or err.
func (r *cellReader) readRow() bool {
	for r.err == nil && r.x.next() {
		switch string(r.x.name) {
		case "row":
			if !r.x.closing {
				r.begin()
			}
			if (r.x.closing || r.x.empty) && r.finish() {
				return true
			}
		case "c":
			if !r.x.closing {
				r.cell()
			}
		case "sheetData":
			if r.x.closing {
				return false
			}
		}
	}
	if r.err == nil {
		r.err = readable(r.x.err)
	}
	return false
}

// begin starts a row. A row without a number is the one below the last.
func (r *cellReader) begin() {
	line := r.at + 1
	if told := r.x.attr("r"); told != nil {
		line = integer(told)
	}
	if line <= r.at || line > maxLines {
		r.err = sheet.Fail(sheet.Failed, "第 %d 行后面的行号乱了；请在 Excel 或 WPS 里打开，另存为 .xlsx 再导入",
			"the rows below row %d are out of order: open the workbook in Excel and save it as .xlsx", r.at)
		return
	}
	r.at, r.last = line, -1
	r.values, r.scratch = r.values[:0], r.scratch[:0]
}

// finish makes cells of the row that was read; false where it holds nothing.
func (r *cellReader) finish() bool {
	width := 0
	for i, v := range r.values {
		if len(v.shared) > 0 || v.to > v.from {
			width = i + 1
		}
	}
	if width == 0 {
		return false
	}
	r.values = r.values[:width]
	r.repeats = r.repeat()
	r.read = r.cells[:0]
	for _, v := range r.values {
		r.read = append(r.read, r.bytes(v))
	}
	r.begun()
	return true
}

func (r *cellReader) bytes(v value) []byte {
	if v.shared != nil {
		return v.shared
	}
	return r.scratch[v.from:v.to:v.to]
}

// put puts a value in a column.
func (r *cellReader) put(column int, v value) {
	for len(r.values) <= column {
		r.values = append(r.values, value{})
	}
	r.values[column] = v
}

// cell reads one cell of the row.
func (r *cellReader) cell() {
	column, style, kind := r.last+1, -1, ""
	for rest := r.x.attrs; ; {
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
		r.err = notWhole(nil)
		return
	}
	if r.last = column; r.x.empty {
		return
	}
	format := numFmt{}
	if style >= 0 && style < len(r.sheet.book.formats) {
		format = r.sheet.book.formats[style]
	}
	r.content(column, format, kind)
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
func (r *cellReader) content(column int, format numFmt, kind string) {
	computed := false
	for r.x.next() {
		switch string(r.x.name) {
		case "f":
			computed = true
		case "v":
			if r.x.closing {
				r.take(column, format, kind, computed)
			}
		case "is":
			if from := len(r.scratch); !r.x.closing && !r.x.empty {
				r.scratch = r.x.richText(r.scratch, "is")
				r.put(column, value{from: from, to: len(r.scratch)})
			}
		case "c":
			if len(r.scratch) > maxRow {
				r.err = tooLong()
			}
			return
		}
	}
}

// take takes the value before the tag </v> as the cell's.
func (r *cellReader) take(column int, format numFmt, kind string, computed bool) {
	text, from := r.x.text, len(r.scratch)
	switch kind {
	case "s":
		shared, ok := r.sheet.book.strings.text(integer(trim(text)))
		if !ok {
			r.err = notWhole(nil)
		}
		r.put(column, value{shared: shared})
		return
	case "str", "inlineStr", "e":
		r.scratch = unescape(r.scratch, text)
	case "b":
		word := "FALSE"
		if yes(trim(text)) {
			word = "TRUE"
		}
		r.scratch = append(r.scratch, word...)
	case "d":
		day, clock, _ := bytes.Cut(text, []byte("T"))
		clock = bytes.TrimSuffix(clock, []byte("Z"))
		clock, _, _ = bytes.Cut(clock, []byte("."))
		r.scratch = append(append(append(r.scratch, day...), ' '), clock...)
	default:
		r.scratch = format.appendNumber(r.scratch, text, r.sheet.book.is1904, computed)
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
