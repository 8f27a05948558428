package demo

import (
	"io"
	"strconv"
	"strings"
)

// flushAt is the size in bytes at which the buffer goes out.
const flushAt = 64 << 10

// csv appends RFC 4180 rows to a buffer: a byte order mark, commas, CRLF. The first write error stops all output.
type csv struct {
	out     io.Writer
	buf     []byte
	scratch []byte
	inRow   bool
	err     error
}

func newCSV(out io.Writer) *csv {
	return &csv{out: out, buf: append(make([]byte, 0, flushAt+4096), "\ufeff"...)}
}

func (c *csv) heading(names []string) {
	for _, name := range names {
		c.text(name)
	}
	c.end()
}

// cell begins a cell: the caller appends its content to buf.
func (c *csv) cell() {
	if c.inRow {
		c.buf = append(c.buf, ',')
	}
	c.inRow = true
}

// end closes the row.
func (c *csv) end() {
	c.buf = append(c.buf, '\r', '\n')
	c.inRow = false
	if len(c.buf) >= flushAt {
		c.send()
	}
}

func (c *csv) send() {
	if c.err == nil {
		_, c.err = c.out.Write(c.buf)
	}
	c.buf = c.buf[:0]
}

// flush writes what is left and returns the first write error.
func (c *csv) flush() error {
	c.send()
	return c.err
}

// failed reports whether going on is pointless.
func (c *csv) failed() bool { return c.err != nil }

// blank is an empty cell.
func (c *csv) blank() { c.cell() }

// word is a cell of our own vocabulary, known to need no quotes.
func (c *csv) word(s string) {
	c.cell()
	c.buf = append(c.buf, s...)
}

// wordIf is a word, or an empty cell.
func (c *csv) wordIf(ok bool, s string) {
	c.cell()
	if ok {
		c.buf = append(c.buf, s...)
	}
}

// text is a cell of any text, quoted where RFC 4180 asks for it.
func (c *csv) text(s string) {
	c.cell()
	if !strings.ContainsAny(s, ",\"\r\n") {
		c.buf = append(c.buf, s...)
		return
	}
	c.buf = append(c.buf, '"')
	for i := range len(s) {
		if s[i] == '"' {
			c.buf = append(c.buf, '"')
		}
		c.buf = append(c.buf, s[i])
	}
	c.buf = append(c.buf, '"')
}

// sentence is a text whose 〔product〕 and 〔crop〕 gaps are filled.
func (c *csv) sentence(text, product, crop string) {
	c.scratch = fill(c.scratch[:0], text, product, crop)
	c.text(string(c.scratch))
}

// The gaps of a sentence.
const (
	productGap = '◎'
	cropGap    = '◇'
)

func fill(to []byte, text, product, crop string) []byte {
	for _, r := range text {
		switch r {
		case productGap:
			to = append(to, product...)
		case cropGap:
			to = append(to, crop...)
		default:
			to = append(to, string(r)...)
		}
	}
	return to
}

func (c *csv) number(n int) {
	c.cell()
	c.buf = strconv.AppendInt(c.buf, int64(n), 10)
}

// numberIf is a number, or an empty cell.
func (c *csv) numberIf(ok bool, n int) {
	if !ok {
		c.blank()
		return
	}
	c.number(n)
}

// money is fen as yuan with two decimals.
func (c *csv) money(fen int64) {
	c.cell()
	if fen < 0 {
		c.buf = append(c.buf, '-')
		fen = -fen
	}
	c.buf = strconv.AppendInt(c.buf, fen/100, 10)
	c.buf = append(c.buf, '.', byte('0'+fen/10%10), byte('0'+fen%10))
}

// moneyIf is money, or an empty cell.
func (c *csv) moneyIf(ok bool, fen int64) {
	if !ok {
		c.blank()
		return
	}
	c.money(fen)
}

// quantity is tenths of a unit, with a decimal only where there is one.
func (c *csv) quantity(tenths int) {
	c.cell()
	if tenths < 0 {
		c.buf = append(c.buf, '-')
		tenths = -tenths
	}
	c.buf = strconv.AppendInt(c.buf, int64(tenths/10), 10)
	if tenths%10 != 0 {
		c.buf = append(c.buf, '.', byte('0'+tenths%10))
	}
}

// name is a cell with somebody's full name.
func (c *csv) name(n name) {
	c.cell()
	c.buf = n.append(c.buf)
}

// phone is a cell with an eleven-digit number.
func (c *csv) phone(p phone) {
	c.cell()
	c.buf = p.append(c.buf)
}
