package grid

import (
	"encoding/binary"
	"io"

	"golang.org/x/text/encoding/simplifiedchinese"
)

const (
	firstLead, lastLead   = 0x81, 0xFE
	firstTrail, lastTrail = 0x40, 0xFE
	trails                = lastTrail - firstTrail + 1
)

// gbTable holds what the two-byte codes stand for: up to three bytes of UTF-8
// from the lowest byte up, and their number in the highest byte. 0 is no code.
type gbTable [(lastLead - firstLead + 1) * trails]uint32

// newGBTable asks golang.org/x/text for every two-byte code once.
func newGBTable() *gbTable {
	table, decoder := new(gbTable), simplifiedchinese.GB18030.NewDecoder()
	code, text := make([]byte, 2), make([]byte, 16)
	for i := range table {
		code[0], code[1] = byte(firstLead+i/trails), byte(firstTrail+i%trails)
		n, _, err := decoder.Transform(text, code, true)
		if err != nil || n > 3 || string(text[:n]) == "\uFFFD" || code[1] == 0x7F {
			continue
		}
		table[i] = uint32(n) << 24
		for k, b := range text[:n] {
			table[i] |= uint32(b) << (8 * k)
		}
	}
	return table
}

// gbReader decodes GB18030, of which GBK and GB2312 are parts, to UTF-8. The
// table makes it five times as fast as a transform.Reader.
type gbReader struct {
	src      io.Reader
	table    *gbTable
	in       []byte
	pos, end int
	eof      bool
	err      error // of src
	before   int64 // bytes taken in before in
	bad      int   // bytes that stand for nothing, each read as U+FFFD
	badAt    int64 // the place of the first of them
}

func newGBReader(src io.Reader, table *gbTable) *gbReader {
	return &gbReader{src: src, table: table, in: make([]byte, 64<<10)}
}

// Read fills p, which must hold at least 16 bytes.
func (g *gbReader) Read(p []byte) (int, error) {
	if len(p) < 16 {
		return 0, io.ErrShortBuffer
	}
	for {
		if g.end-g.pos < 4 && !g.eof {
			g.fill()
		}
		if g.pos == g.end && g.eof {
			return 0, g.err
		}
		if n := g.decode(p); n > 0 {
			return n, nil
		}
	}
}

// fill reads more; at the end, or after an error, it sets eof and err.
func (g *gbReader) fill() {
	g.before += int64(g.pos)
	g.end = copy(g.in, g.in[g.pos:g.end])
	g.pos = 0
	n, err := io.ReadAtLeast(g.src, g.in[g.end:], 4)
	g.end += n
	if err == io.ErrUnexpectedEOF {
		err = io.EOF
	}
	g.eof, g.err = err != nil, err
}

// decode turns what is at hand into UTF-8 and returns the bytes written.
func (g *gbReader) decode(p []byte) int {
	in, i, n := g.in[:g.end], g.pos, 0
	limit := len(in)
	if !g.eof {
		limit -= 3 // a code of four bytes is whole before it
	}
	for i < limit && n+8 <= len(p) {
		if in[i] < 0x80 {
			width := ascii(p[n:], in[i:])
			i, n = i+width, n+width
			continue
		}
		if code := g.code(in, i); code != 0 {
			binary.LittleEndian.PutUint32(p[n:], code)
			i, n = i+2, n+int(code>>24)
			continue
		}
		used, wrote := g.rare(i, p[n:])
		i, n = i+used, n+wrote
	}
	g.pos = i
	return n
}

// ascii copies eight ASCII bytes if there are as many, else one; p has room for
// eight.
func ascii(p, in []byte) int {
	if len(in) >= 8 {
		if word := binary.LittleEndian.Uint64(in); word&0x8080808080808080 == 0 {
			binary.LittleEndian.PutUint64(p, word)
			return 8
		}
	}
	p[0] = in[0]
	return 1
}

// code is the table's entry for the two bytes at in[i], 0 if they are no code.
func (g *gbReader) code(in []byte, i int) uint32 {
	if i+1 >= len(in) || in[i] < firstLead || in[i] > lastLead || in[i+1] < firstTrail || in[i+1] > lastTrail {
		return 0
	}
	return g.table[int(in[i]-firstLead)*trails+int(in[i+1]-firstTrail)]
}

// rare decodes the code of four bytes at in[i], or replaces one byte that is none.
func (g *gbReader) rare(i int, p []byte) (used, wrote int) {
	in := g.in[i:g.end]
	if len(in) >= 4 && in[0] >= firstLead && in[0] <= lastLead && digit(in[1]) &&
		in[2] >= firstLead && in[2] <= lastLead && digit(in[3]) {
		text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(in[:4])
		if err == nil && len(text) <= 4 && string(text) != "\uFFFD" {
			return 4, copy(p, text)
		}
	}
	if g.bad++; g.bad == 1 {
		g.badAt = g.before + int64(i)
	}
	return 1, copy(p, "\uFFFD")
}

func digit(b byte) bool { return b >= '0' && b <= '9' }
