package grid

import (
	"encoding/binary"
	"math"
	"strings"
	wide "unicode/utf16"
	"unicode/utf8"

	"kehu/store/sheet"
)

// oldBook is a workbook of Excel 97 to 2003, an .xls: a stream of records,
// [MS-XLS].
type oldBook struct {
	stream  []byte
	sheets  []sheetRef
	strings *pool
	formats []numFmt // by the number that a cell gives
	own     map[int]numFmt
	is1904  bool
}

// The records that matter, [MS-XLS] 2.3.1.
const (
	recFormula    = 0x0006
	recEOF        = 0x000A
	recDate1904   = 0x0022
	recFilePass   = 0x002F
	recContinue   = 0x003C
	recBoundSheet = 0x0085
	recMulRK      = 0x00BD
	recRString    = 0x00D6
	recXF         = 0x00E0
	recMergeCells = 0x00E5
	recSST        = 0x00FC
	recLabelSST   = 0x00FD
	recNumber     = 0x0203
	recLabel      = 0x0204
	recBoolErr    = 0x0205
	recString     = 0x0207
	recRow        = 0x0208
	recRK         = 0x027E
	recFormat     = 0x041E
	recBOF        = 0x0809

	excel97 = 0x0600 // the version in a BOF record
)

// record is one record of a stream: what it is, what it holds, where the next is.
type record struct {
	id   int
	data []byte
	next int
}

// recordAt is the record at a place of a stream; false at its end.
func recordAt(stream []byte, at int) (record, bool) {
	if at < 0 || at+4 > len(stream) {
		return record{}, false
	}
	end := at + 4 + int(binary.LittleEndian.Uint16(stream[at+2:]))
	if end > len(stream) {
		return record{}, false
	}
	return record{int(binary.LittleEndian.Uint16(stream[at:])), stream[at+4 : end], end}, true
}

// short is the number of two bytes at a place of a record, 0 behind its end.
func (r record) short(at int) int {
	if at+2 > len(r.data) {
		return 0
	}
	return int(binary.LittleEndian.Uint16(r.data[at:]))
}

// long is the number of four bytes at a place of a record, 0 behind its end.
func (r record) long(at int) uint32 {
	if at+4 > len(r.data) {
		return 0
	}
	return binary.LittleEndian.Uint32(r.data[at:])
}

// openOldBook reads what the worksheets of a container's workbook have in common.
func openOldBook(c *container) (*oldBook, error) {
	stream, ok := c.read("Workbook")
	first, whole := recordAt(stream, 0)
	if !ok || whole && (first.id != recBOF || first.short(0) != excel97) {
		return nil, sheet.Fail(sheet.Failed, "这是很旧的 .xls 工作簿，不能直接读；请在 Excel 或 WPS 里另存为 .xlsx 再导入",
			"this is a very old .xls workbook: open it in Excel and save it as .xlsx")
	}
	if len(stream) < c.streams["Workbook"].size {
		return nil, notWhole(nil)
	}
	b := &oldBook{stream: stream, own: map[int]numFmt{}}
	for at := first.next; ; {
		r, ok := recordAt(stream, at)
		if !ok {
			return nil, notWhole(nil)
		}
		if r.id == recEOF {
			return b, nil
		}
		if err := b.global(r); err != nil {
			return nil, err
		}
		at = r.next
	}
}

// global takes a record that is of no worksheet.
func (b *oldBook) global(r record) (err error) {
	switch r.id {
	case recFilePass:
		return sheet.Fail(sheet.Failed, "这是加了密码的旧版 .xls；请在 Excel 或 WPS 里打开，去掉密码，另存为 .xlsx 再导入",
			"this is an old .xls with a password: open it in Excel and save it as .xlsx without one")
	case recDate1904:
		b.is1904 = r.short(0) == 1
	case recFormat:
		if code, ok := (&pieces{data: r.data[min(2, len(r.data)):]}).text(nil); ok {
			b.own[r.short(0)] = readFmt(string(code))
		}
	case recXF:
		f, spelled := b.own[r.short(2)]
		if !spelled {
			f = builtIn(r.short(2))
		}
		b.formats = append(b.formats, f)
	case recBoundSheet:
		b.boundSheet(r)
	case recSST:
		b.strings, err = b.readStrings(r)
	}
	return err
}

// boundSheet notes a worksheet; charts and macros are none.
func (b *oldBook) boundSheet(r record) {
	if len(r.data) < 8 || r.data[5] != 0 || len(b.sheets) >= maxWorksheets {
		return
	}
	p := &pieces{data: r.data[8:]}
	name, _ := p.chars(nil, int(r.data[6]), r.data[7]&1 == 1)
	b.sheets = append(b.sheets, sheetRef{name: strings.TrimSpace(string(name)), at: int(r.long(0)), hidden: r.data[4]&3 != 0})
}

// readStrings reads the texts that cells share, which go on in the records behind.
func (b *oldBook) readStrings(r record) (*pool, error) {
	p, texts := b.continued(r), &pool{}
	count := r.long(4)
	p.skip(8)
	var text []byte
	for range count {
		var ok bool
		if text, ok = p.text(text[:0]); !ok {
			return nil, notWhole(nil)
		}
		if !texts.add(text) {
			return nil, tooLarge()
		}
	}
	return texts, nil
}

// continued is the content of a record and of those that continue it.
func (b *oldBook) continued(r record) *pieces {
	p := &pieces{data: r.data}
	for {
		next, ok := recordAt(b.stream, r.next)
		if !ok || next.id != recContinue {
			return p
		}
		p.more, r = append(p.more, next.data), next
	}
}

// pieces is the content of a record that may go on in others. Where it goes on in
// the middle of a text, a byte says anew how wide the characters are.
type pieces struct {
	data []byte
	more [][]byte
}

// fill makes sure that something is left; false at the end.
func (p *pieces) fill() bool {
	for len(p.data) == 0 {
		if len(p.more) == 0 {
			return false
		}
		p.data, p.more = p.more[0], p.more[1:]
	}
	return true
}

// skip steps over n bytes; false where there are fewer.
func (p *pieces) skip(n int) bool {
	for n > 0 && p.fill() {
		step := min(n, len(p.data))
		p.data, n = p.data[step:], n-step
	}
	return n <= 0
}

// number reads a number of so many bytes.
func (p *pieces) number(size int) (n int, ok bool) {
	for i := range size {
		if !p.fill() {
			return 0, false
		}
		n |= int(p.data[0]) << (8 * i)
		p.data = p.data[1:]
	}
	return n, true
}

// text appends a text with its length in two bytes in front, and steps over what
// says how it looks; false where it is cut off.
func (p *pieces) text(to []byte) ([]byte, bool) {
	count, _ := p.number(2)
	flags, ok := p.number(1)
	if !ok {
		return to, false
	}
	after := 0
	if flags&8 != 0 {
		runs, _ := p.number(2)
		after = 4 * runs
	}
	if flags&4 != 0 {
		aid, _ := p.number(4)
		after += aid
	}
	to, ok = p.chars(to, count, flags&1 == 1)
	return to, ok && p.skip(after)
}

// chars appends so many characters, of one byte or of two.
func (p *pieces) chars(to []byte, count int, twoBytes bool) ([]byte, bool) {
	half := rune(0)
	for range count {
		if len(p.data) == 0 {
			if !p.fill() {
				return to, false
			}
			twoBytes, p.data = p.data[0]&1 == 1, p.data[1:]
		}
		size := 1
		if twoBytes {
			size = 2
		}
		code, ok := p.number(size)
		if !ok {
			return to, false
		}
		r := rune(code)
		switch {
		case half != 0:
			to, half = utf8.AppendRune(to, wide.DecodeRune(half, r)), 0
		case r >= 0xD800 && r < 0xDC00:
			half = r
		default:
			to = utf8.AppendRune(to, r)
		}
	}
	return to, true
}

// packedNumber is a number in four bytes, [MS-XLS] 2.5.218: an integer or the
// upper half of a float, maybe of a hundredth.
func packedNumber(rk uint32) float64 {
	n := math.Float64frombits(uint64(rk&^3) << 32)
	if rk&2 != 0 {
		n = float64(int32(rk) >> 2)
	}
	if rk&1 != 0 {
		n /= 100
	}
	return n
}
