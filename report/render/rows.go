package render

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// rowWriter writes the rows of a worksheet as XML.
type rowWriter struct {
	out     *stream
	letters []string // of the columns: A, B …
	row     int      // the last row begun, counted from 1
	digits  []byte   // its number in decimal
}

func newRowWriter(p *press, columns int) *rowWriter {
	w := &rowWriter{out: p.stream()}
	for i := range columns {
		name, _ := excelize.ColumnNumberToName(i + 1) // cannot fail below 16,384
		w.letters = append(w.letters, name)
	}
	return w
}

// begin opens the next row; a height of 0 leaves it to the program that shows it.
func (w *rowWriter) begin(height float64) {
	if len(*w.out.buf) >= chunkSize {
		w.out.emit()
	}
	w.row++
	w.digits = strconv.AppendInt(w.digits[:0], int64(w.row), 10)
	b := append(*w.out.buf, `<row r="`...)
	b = append(b, w.digits...)
	if height > 0 {
		b = append(b, `" ht="`...)
		b = strconv.AppendFloat(b, height, 'f', -1, 64)
		b = append(b, `" customHeight="1`...)
	}
	*w.out.buf = append(b, `">`...)
}

// end closes the row.
func (w *rowWriter) end() { *w.out.buf = append(*w.out.buf, `</row>`...) }

// skip leaves a row empty.
func (w *rowWriter) skip() { w.row++ }

// open begins the cell of column i, counted from 0, in a style.
func (w *rowWriter) open(i int, style string) []byte {
	b := append(*w.out.buf, `<c r="`...)
	b = append(b, w.letters[i]...)
	b = append(b, w.digits...)
	b = append(b, `" s="`...)
	return append(b, style...)
}

// blank writes a cell that shows nothing but its style.
func (w *rowWriter) blank(i int, style string) {
	*w.out.buf = append(w.open(i, style), `"/>`...)
}

// integer writes a whole number.
func (w *rowWriter) integer(i int, style string, n int64) {
	b := append(w.open(i, style), `"><v>`...)
	*w.out.buf = append(strconv.AppendInt(b, n, 10), `</v></c>`...)
}

// float writes a number; what is no number is left out.
func (w *rowWriter) float(i int, style string, x float64) {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return
	}
	b := append(w.open(i, style), `"><v>`...)
	*w.out.buf = append(strconv.AppendFloat(b, x, 'f', -1, 64), `</v></c>`...)
}

// text writes a text in the cell itself; an index of shared texts would have to be
// kept in memory.
func (w *rowWriter) text(i int, style string, s string) {
	s = escapeEscapes(cellText(s))
	b := append(w.open(i, style), `" t="inlineStr"><is><t`...)
	if s != "" && (s[0] <= ' ' || s[len(s)-1] <= ' ') {
		b = append(b, ` xml:space="preserve"`...)
	}
	b = appendXML(append(b, '>'), s)
	*w.out.buf = append(b, `</t></is></c>`...)
}

// maxText is the most UTF-16 units a cell of a workbook holds.
const maxText = 32767

// cutMark ends a text that had to be cut.
const cutMark = "…【已截断 cut】"

// cellText makes s fit into a cell: valid UTF-8, lines ended by \n, at most
// maxText units with a mark where the rest is missing.
func cellText(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "�")
	}
	if strings.ContainsRune(s, '\r') {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	if len(s) > maxText {
		s = cutText(s)
	}
	return s
}

// cutText cuts s to maxText units of UTF-16, mark included, if it has more.
func cutText(s string) string {
	units, fits := 0, 0
	room := maxText - len(utf16.Encode([]rune(cutMark)))
	for i, r := range s {
		units += utf16.RuneLen(r)
		if units <= room {
			fits = i + utf8.RuneLen(r)
		}
		if units > maxText {
			return s[:fits] + cutMark
		}
	}
	return s
}

// escapeEscapes writes _x0041_, which a reader would turn into A, as _x005F_x0041_.
func escapeEscapes(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		if i+7 <= len(s) && s[i] == '_' && s[i+1] == 'x' && s[i+6] == '_' && hex(s[i+2:i+6]) {
			b.WriteString("_x005F")
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func hex(s string) bool { return strings.Trim(s, "0123456789abcdefABCDEF") == "" }

// appendXML appends valid UTF-8 text as XML; what XML cannot hold is left out.
func appendXML(b []byte, s string) []byte {
	from := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c > '>' && c != 0xef || c >= ' ' && c != '&' && c != '<' && c != '>' && c != 0xef || c == '\n' || c == '\t' {
			continue
		}
		escaped, size := "", 1
		switch c {
		case '&':
			escaped = "&amp;"
		case '<':
			escaped = "&lt;"
		case '>':
			escaped = "&gt;"
		case 0xef: // U+FFFE and U+FFFF are no characters
			if s[i+1] != 0xbf || s[i+2] < 0xbe {
				continue
			}
			size = 3
		}
		b = append(append(b, s[from:i]...), escaped...)
		from = i + size
		i += size - 1
	}
	return append(b, s[from:]...)
}
