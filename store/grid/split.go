package grid

import (
	"bytes"
	"io"
	"strings"

	"kehu/store/sheet"
)

const (
	startBuffer = 256 << 10 // bytes held at first
	maxRow      = 8 << 20   // bytes; a longer row is no row of a table
	maxQuoted   = 512 << 10 // bytes; a quoted cell that runs further was never closed
)

// splitter cuts UTF-8 text into rows of cells.
type splitter struct {
	src io.Reader
	sep string // what stands between two cells: one byte, or the full-width comma
	eol byte   // what ends a row: '\n', or '\r' where a file knows no '\n'

	buf      []byte
	pos, end int // buf[pos:end] is read and not yet cut
	eof      bool

	Row
	lines int // physical lines before the next row
	spans []span
}

// span is a cell's place in the buffer, counted from the row's beginning.
type span struct {
	from, to int
	escaped  bool // holds "" for "
}

func (s *splitter) Current() *Row { return &s.Row }

func newSplitter(src io.Reader, sep string, eol byte) *splitter {
	return &splitter{src: src, sep: sep, eol: eol, buf: make([]byte, startBuffer)}
}

// next reads one row into cells; false means the end, or err.
func (s *splitter) Next() bool {
	n, ok := s.findEOL()
	if !ok || s.Err != nil {
		return false
	}
	s.Line, s.Torn = s.lines+1, false
	if bytes.IndexByte(s.buf[s.pos:s.pos+n], '"') >= 0 && s.quoted() {
		return s.Err == nil
	}
	row := s.buf[s.pos : s.pos+n]
	for len(row) > 0 && row[len(row)-1] == '\r' {
		row = row[:len(row)-1]
	}
	s.Cells = cut(s.Cells[:0], row, s.sep)
	s.advance(n)
	return s.Err == nil
}

// advance steps over a row of n bytes and the end of line behind it.
func (s *splitter) advance(n int) {
	s.pos = min(s.pos+n+1, s.end)
	if s.eol == '\r' && s.pos < s.end && s.buf[s.pos] == '\n' {
		s.pos++
	}
	s.lines++
}

// findEOL returns the number of bytes before the end of the physical line at
// pos, reading more as needed; false means that nothing is left.
func (s *splitter) findEOL() (int, bool) {
	for from := 0; ; {
		if i := bytes.IndexByte(s.buf[s.pos+from:s.end], s.eol); i >= 0 {
			return from + i, true
		}
		from = s.end - s.pos
		if s.eof {
			return from, from > 0
		}
		if from >= maxRow {
			s.Err = sheet.Fail(sheet.Failed, "第 %d 行超过 8 MB，不像表格的一行；请检查文件",
				"line %d is longer than 8 MB, which no row of a table is; check the file", s.lines+1)
			return 0, false
		}
		if !s.fill() {
			return 0, false
		}
	}
}

// fill reads more behind end; false means an error. At the end of the file it
// sets eof.
func (s *splitter) fill() bool {
	if s.pos > 0 {
		s.end = copy(s.buf, s.buf[s.pos:s.end])
		s.pos = 0
	}
	if len(s.buf)-s.end < len(s.buf)/2 {
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	n, err := io.ReadAtLeast(s.src, s.buf[s.end:], 1)
	s.end += n
	if err == io.EOF {
		s.eof = true
		return true
	}
	s.Err = err
	return err == nil
}

// cut appends the cells of a row without quotes.
func cut(cells []string, row []byte, sep string) []string {
	text, more := string(row), true
	for more {
		var cell string
		cell, text, more = strings.Cut(text, sep)
		cells = append(cells, cell)
	}
	return cells
}

// quoted reads a row that holds quotes, which may go on over several lines. It
// reports false, and reads nothing, where quotes don't pair: the first physical
// line then stands for the row, so that a quote never closed costs one row and
// not the rest of the file.
func (s *splitter) quoted() bool {
	s.spans = s.spans[:0]
	for at := 0; ; {
		cell, next, last, ok := s.quotedCell(at)
		if !ok {
			s.Torn = true
			return false
		}
		s.spans = append(s.spans, cell)
		if last {
			s.take(next)
			return true
		}
		at = next
	}
}

// take makes cells of the spans of a row of n bytes and steps over it.
func (s *splitter) take(n int) {
	row := string(s.buf[s.pos : s.pos+n])
	s.Cells = s.Cells[:0]
	for _, c := range s.spans {
		cell := row[c.from:c.to]
		if c.escaped {
			cell = strings.ReplaceAll(cell, `""`, `"`)
		}
		s.Cells = append(s.Cells, cell)
	}
	s.lines += strings.Count(row, string(s.eol))
	s.advance(n)
}

// quotedCell finds the cell that begins at offset at of the row. next is the
// offset of the next cell, or of the row's end if it is the last.
func (s *splitter) quotedCell(at int) (cell span, next int, last, ok bool) {
	open := at
	for s.byteAt(open) == ' ' {
		open++
	}
	if s.byteAt(open) != '"' {
		return s.bareCell(at)
	}
	to, escaped, ok := s.closing(open + 1)
	if !ok {
		return span{}, 0, false, false
	}
	after := to + 1
	for b := s.byteAt(after); b == ' ' || b == '\r' && s.eol != '\r' || b == '\t' && s.sep != "\t"; b = s.byteAt(after) {
		after++
	}
	cell = span{open + 1, to, escaped}
	switch b := s.byteAt(after); {
	case b < 0 || b == int(s.eol):
		return cell, after, true, true
	case s.sepAt(after):
		return cell, after + len(s.sep), false, true
	}
	return span{}, 0, false, false
}

// bareCell is a cell without quotes around it.
func (s *splitter) bareCell(at int) (cell span, next int, last, ok bool) {
	for i := at; ; i++ {
		i += s.plain(i)
		switch b := s.byteAt(i); {
		case b < 0 || b == int(s.eol):
			to := i
			for to > at && s.byteAt(to-1) == '\r' {
				to--
			}
			return span{from: at, to: to}, i, true, true
		case s.sepAt(i):
			return span{from: at, to: i}, i + len(s.sep), false, true
		}
	}
}

// plain is how many bytes from an offset on, of those read, end no cell for sure.
func (s *splitter) plain(at int) int {
	read := s.buf[min(s.pos+at, s.end):s.end]
	for n, b := range read {
		if b == s.eol || b == s.sep[0] {
			return n
		}
	}
	return len(read)
}

// closing finds the quote that closes the cell whose text begins at offset at.
func (s *splitter) closing(at int) (to int, escaped, ok bool) {
	for i := at; i-at < maxQuoted; {
		j := bytes.IndexByte(s.buf[min(s.pos+i, s.end):s.end], '"')
		if j < 0 {
			i = max(i, s.end-s.pos)
			if s.eof || !s.fill() {
				return 0, false, false
			}
			continue
		}
		if s.byteAt(i+j+1) != '"' {
			return i + j, escaped, true
		}
		i, escaped = i+j+2, true
	}
	return 0, false, false
}

// byteAt is the byte at an offset of the row, -1 behind the end of the file.
func (s *splitter) byteAt(i int) int {
	for s.pos+i >= s.end {
		if s.eof || s.end-s.pos > maxRow || !s.fill() {
			return -1
		}
	}
	return int(s.buf[s.pos+i])
}

// sepAt reports whether a separator stands at an offset of the row.
func (s *splitter) sepAt(i int) bool {
	for k := range len(s.sep) {
		if s.byteAt(i+k) != int(s.sep[k]) {
			return false
		}
	}
	return true
}
