package grid

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
	"strconv"
)

func (b *oldBook) worksheets() []sheetRef { return b.sheets }
func (b *oldBook) isOurs() bool           { return false }
func (b *oldBook) encoding() string       { return "xls" }

// oldCell is the place of a cell's record.
type oldCell struct {
	line   int32
	column uint16
	at     int32
}

// worksheet finds the cells of a worksheet, which come in almost any order.
func (b *oldBook) worksheet(ref sheetRef) (*worksheet, error) {
	first, ok := recordAt(b.stream, ref.at)
	if !ok || first.id != recBOF {
		return nil, notWhole(nil)
	}
	w, hidden := &worksheet{}, map[int32]bool{}
	var cells []oldCell
	for at, depth := first.next, 1; depth > 0; {
		r, ok := recordAt(b.stream, at)
		if !ok {
			return nil, notWhole(nil)
		}
		switch {
		case r.id == recBOF: // a chart within
			depth++
		case r.id == recEOF:
			depth--
		case depth > 1:
		case r.id == recRow:
			hidden[int32(r.short(0)+1)] = r.long(12)&0x20 != 0
		case r.id == recMergeCells:
			for i := 2; i+8 <= len(r.data); i += 8 {
				w.merge(r.short(i)+1, r.short(i+2)+1, r.short(i+4))
			}
		default:
			cells = appendCells(cells, r, at)
		}
		at = r.next
	}
	slices.SortStableFunc(cells, func(x, y oldCell) int {
		return cmp.Or(cmp.Compare(x.line, y.line), cmp.Compare(x.column, y.column))
	})
	w.start = func() (cellSource, error) { return &oldCells{book: b, cells: cells}, nil }
	for i, c := range cells {
		if i > 0 && cells[i-1].line == c.line {
			continue
		}
		if w.filled++; hidden[c.line] {
			w.hidden++
		}
	}
	return w, w.sortMerges()
}

// appendCells appends the cells of a record at a place, if it holds any.
func appendCells(cells []oldCell, r record, at int) []oldCell {
	count := 0
	switch r.id {
	case recFormula, recNumber, recRK, recLabelSST, recLabel, recRString, recBoolErr:
		count = 1
	case recMulRK:
		count = (len(r.data) - 6) / 6
	}
	if len(r.data) < 6 {
		return cells
	}
	for i := range count {
		cells = append(cells, oldCell{int32(r.short(0) + 1), uint16(r.short(2) + i), int32(at)})
	}
	return cells
}

// oldCells reads the rows of a worksheet of an old workbook.
type oldCells struct {
	book  *oldBook
	cells []oldCell // that are left
	raw   []byte
}

// row puts the cells of the next row.
func (c *oldCells) row(r *cellReader) bool {
	if len(c.cells) == 0 {
		return false
	}
	line := c.cells[0].line
	r.begin(int(line))
	for len(c.cells) > 0 && c.cells[0].line == line && r.Err == nil {
		c.cell(r, c.cells[0])
		c.cells = c.cells[1:]
	}
	return r.Err == nil
}

// cell puts one cell.
func (c *oldCells) cell(r *cellReader, cell oldCell) {
	rec, _ := recordAt(c.book.stream, int(cell.at))
	from, style := len(r.scratch), rec.short(4)
	switch rec.id {
	case recLabelSST:
		shared, ok := c.book.strings.text(int(rec.long(6)))
		if !ok {
			r.Err = notWhole(nil)
		}
		r.put(int(cell.column), value{shared: shared})
		return
	case recLabel, recRString:
		p := c.book.continued(rec)
		p.skip(6)
		r.scratch, _ = p.text(r.scratch)
	case recBoolErr:
		r.scratch = appendTruth(r.scratch, rec.short(6)&0xFF, rec.short(6) > 0xFF)
	case recFormula:
		c.formula(r, rec)
	case recNumber:
		c.number(r, style, float(rec, 6), false)
	case recRK:
		c.number(r, style, packedNumber(rec.long(6)), false)
	case recMulRK:
		i := 4 + 6*(int(cell.column)-rec.short(2))
		c.number(r, rec.short(i), packedNumber(rec.long(i+2)), false)
	}
	r.put(int(cell.column), value{from: from, to: len(r.scratch)})
}

// float is the number of eight bytes at a place of a record.
func float(r record, at int) float64 {
	if at+8 > len(r.data) {
		return 0
	}
	return math.Float64frombits(binary.LittleEndian.Uint64(r.data[at:]))
}

// formula puts what a formula came to. A text stands in a record of its own behind it.
func (c *oldCells) formula(r *cellReader, rec record) {
	if rec.short(12) != 0xFFFF {
		c.number(r, rec.short(4), float(rec, 6), true)
		return
	}
	switch rec.short(6) & 0xFF {
	case 0:
		next, _ := recordAt(c.book.stream, rec.next)
		if next.id != recString { // what several cells compute is told first
			next, _ = recordAt(c.book.stream, next.next)
		}
		if next.id == recString {
			r.scratch, _ = c.book.continued(next).text(r.scratch)
		}
	case 1, 2:
		r.scratch = appendTruth(r.scratch, rec.short(8)&0xFF, rec.short(6)&0xFF == 2)
	}
}

// number puts a number in the format of its style.
func (c *oldCells) number(r *cellReader, style int, n float64, computed bool) {
	format := numFmt{}
	if style < len(c.book.formats) {
		format = c.book.formats[style]
	}
	c.raw = strconv.AppendFloat(c.raw[:0], n, 'f', -1, 64)
	r.scratch = format.appendNumber(r.scratch, c.raw, c.book.is1904, computed)
}

// appendTruth appends a truth, or a fault by its number, [MS-XLS] 2.5.10.
func appendTruth(to []byte, n int, fault bool) []byte {
	if !fault {
		return append(to, []string{"FALSE", "TRUE"}[min(n, 1)]...)
	}
	name, ok := map[int]string{0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}[n]
	if !ok {
		name = "#VALUE!"
	}
	return append(to, name...)
}
