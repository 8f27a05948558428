package grid

import (
	"bytes"
	"io"
	"strconv"
	"unicode/utf8"

	"kehu/store/sheet"
)

// maxTag bounds the bytes of a tag and of the text before it: more than the
// longest cell of a workbook, 32,767 characters, takes with all of them escaped.
const maxTag = 1 << 20

// xmlReader cuts XML into tags and the text before each, and builds nothing:
// encoding/xml would take longer over a worksheet than all the rest of an
// import. It knows what the parts of a workbook hold, no document types.
type xmlReader struct {
	src      io.Reader
	buf      []byte
	pos, end int // buf[pos:end] is read and not yet cut
	eof      bool
	err      error // why it stopped, nil at the end

	text    []byte // before the tag, escaped
	name    []byte // of the tag, without its prefix
	attrs   []byte // behind the name
	closing bool   // </name>
	empty   bool   // <name/>
	loose   bool   // a < that begins no tag stands for itself, as in web pages
	marked  []byte // text that comments and sections of CDATA interrupt
}

func newXMLReader(src io.Reader) *xmlReader {
	return &xmlReader{src: src, buf: make([]byte, 32<<10)}
}

// next reads up to the end of the next tag; false means the end, or err. Text and
// tag hold until the next call.
func (x *xmlReader) next() bool {
	x.marked = x.marked[:0]
	for {
		open, ok := x.find("<", 0)
		if !ok {
			return false
		}
		switch b := x.byteAt(open + 1); {
		case x.loose && b != '!' && b != '?' && b != '/' && (b|0x20 < 'a' || b|0x20 > 'z'):
			x.marked = append(x.marked, x.buf[x.pos:x.pos+open]...)
			x.marked = append(x.marked, "&lt;"...)
			x.pos += open + 1
			continue
		case b != '!' && b != '?':
			return x.tag(open)
		}
		if !x.stepOver(open) {
			return false
		}
	}
}

// tag takes the tag that opens at an offset, and the text before it.
func (x *xmlReader) tag(open int) bool {
	end, ok := x.tagEnd(open + 1)
	if !ok {
		return false
	}
	x.text = x.buf[x.pos : x.pos+open]
	if len(x.marked) > 0 {
		x.marked = append(x.marked, x.text...)
		x.text = x.marked
	}
	tag := x.buf[x.pos+open+1 : x.pos+end]
	x.pos += end + 1
	x.closing, x.empty = false, false
	if len(tag) > 0 && tag[0] == '/' {
		tag, x.closing = tag[1:], true
	} else if len(tag) > 0 && tag[len(tag)-1] == '/' {
		tag, x.empty = tag[:len(tag)-1], true
	}
	n := 0
	for n < len(tag) && tag[n] > ' ' {
		n++
	}
	x.name, x.attrs = tag[:n], tag[n:]
	if colon := bytes.IndexByte(x.name, ':'); colon >= 0 {
		x.name = x.name[colon+1:]
	}
	return true
}

// takeRest is the text behind the last tag, once.
func (x *xmlReader) takeRest() []byte {
	text := append(x.marked, x.buf[x.pos:x.end]...)
	x.marked, x.pos = nil, x.end
	return text
}

// skipTo steps to the tag that closes an element whose content is no text.
func (x *xmlReader) skipTo(name string) {
	for {
		at, ok := x.find("</", 0)
		if !ok {
			x.pos = x.end
			return
		}
		x.pos += at
		if x.fold(2, name) {
			return
		}
		x.pos += 2
	}
}

// fold reports whether a name, whatever the size of its letters, stands at an offset.
func (x *xmlReader) fold(at int, name string) bool {
	for i := range len(name) {
		if x.byteAt(at+i)|0x20 != int(name[i]) {
			return false
		}
	}
	return true
}

// tagEnd is the offset of the > that ends a tag, which may also stand in quotes.
func (x *xmlReader) tagEnd(from int) (int, bool) {
	quote := byte(0)
	for i := from; ; {
		for _, b := range x.buf[x.pos+i : x.end] {
			switch {
			case quote != 0:
				if b == quote {
					quote = 0
				}
			case b == '>':
				return i, true
			case b == '"' || b == '\'':
				quote = b
			}
			i++
		}
		if !x.fill(i) {
			return 0, false
		}
	}
}

// stepOver takes the text before a comment, a section of CDATA or an instruction
// at an offset, and steps behind it.
func (x *xmlReader) stepOver(open int) bool {
	begin, end := "<!", ">"
	for _, kind := range [][2]string{{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}} {
		if x.has(open, kind[0]) {
			begin, end = kind[0], kind[1]
			break
		}
	}
	close, ok := x.find(end, open+len(begin))
	if !ok {
		return false
	}
	x.marked = append(x.marked, x.buf[x.pos:x.pos+open]...)
	if begin == "<![CDATA[" {
		x.marked = appendEscaped(x.marked, x.buf[x.pos+open+len(begin):x.pos+close])
	}
	if len(x.marked) > maxTag {
		x.err = tooLong()
		return false
	}
	x.pos += close + len(end)
	return true
}

func appendEscaped(to, text []byte) []byte {
	for _, b := range text {
		if b == '&' {
			to = append(to, "&amp;"...)
			continue
		}
		to = append(to, b)
	}
	return to
}

// find is the offset of what, from an offset on.
func (x *xmlReader) find(what string, from int) (int, bool) {
	for {
		if have := x.end - x.pos; from < have {
			if i := indexOf(x.buf[x.pos+from:x.end], what); i >= 0 {
				return from + i, true
			}
			from = max(from, have-len(what)+1)
		}
		if !x.fill(x.end - x.pos) {
			return 0, false
		}
	}
}

func indexOf(b []byte, what string) int {
	if len(what) == 1 {
		return bytes.IndexByte(b, what[0])
	}
	return bytes.Index(b, []byte(what))
}

// has reports whether what stands at an offset.
func (x *xmlReader) has(at int, what string) bool {
	for i := range len(what) {
		if x.byteAt(at+i) != int(what[i]) {
			return false
		}
	}
	return true
}

// byteAt is the byte at an offset, -1 behind the end.
func (x *xmlReader) byteAt(at int) int {
	for x.pos+at >= x.end {
		if !x.fill(at) {
			return -1
		}
	}
	return int(x.buf[x.pos+at])
}

// fill reads more behind end; false means that there is no more, or err. held is
// how many bytes from pos on belong together.
func (x *xmlReader) fill(held int) bool {
	if held > maxTag {
		x.err = tooLong()
	}
	if x.eof || x.err != nil {
		return false
	}
	x.end = copy(x.buf, x.buf[x.pos:x.end])
	x.pos = 0
	if x.end > len(x.buf)/2 {
		x.buf = append(x.buf, make([]byte, len(x.buf))...)
	}
	n, err := io.ReadAtLeast(x.src, x.buf[x.end:], 1)
	x.end += n
	if err == io.EOF {
		x.eof = true
	} else {
		x.err = err
	}
	return err == nil
}

func tooLong() error {
	return sheet.Fail(sheet.Failed, "有一格超过 1 MB，不像表格；请检查文件", "a cell is longer than 1 MB, which no sheet's is: check the file")
}

// attr is the value of an attribute of the tag, still escaped; nil if it has none.
// A prefix of the name doesn't count.
func (x *xmlReader) attr(name string) []byte {
	for rest := x.attrs; ; {
		key, value, after, ok := cutAttr(rest)
		if !ok {
			return nil
		}
		if string(key) == name {
			return value
		}
		rest = after
	}
}

// value is an attribute as text.
func (x *xmlReader) value(name string) string { return string(unescape(nil, x.attr(name))) }

// cutAttr cuts the first attribute off the rest of a tag.
func cutAttr(attrs []byte) (key, value, rest []byte, ok bool) {
	eq := bytes.IndexByte(attrs, '=')
	if eq < 0 {
		return nil, nil, nil, false
	}
	key, rest = bytes.TrimSpace(attrs[:eq]), bytes.TrimSpace(attrs[eq+1:])
	if colon := bytes.IndexByte(key, ':'); colon >= 0 {
		key = key[colon+1:]
	}
	if len(rest) == 0 {
		return nil, nil, nil, false
	}
	end := bytes.IndexByte(rest[1:], rest[0])
	if end < 0 {
		return nil, nil, nil, false
	}
	return key, rest[1 : 1+end], rest[end+2:], true
}

// unescape appends text with its entities, and the _x000D_ of workbooks, made
// what they stand for. What stands for nothing stays as it is.
func unescape(to, text []byte) []byte {
	for len(text) > 0 {
		i := bytes.IndexAny(text, "&_")
		if i < 0 {
			break
		}
		to = append(to, text[:i]...)
		r, size := entity(text[i:])
		if size == 0 {
			to, text = append(to, text[i]), text[i+1:]
			continue
		}
		to, text = utf8.AppendRune(to, r), text[i+size:]
	}
	return append(to, text...)
}

// entity is the character that text begins with in disguise, and how many bytes
// that takes; 0 if it is none.
func entity(text []byte) (rune, int) {
	if text[0] == '_' {
		if len(text) < 7 || text[1] != 'x' || text[6] != '_' {
			return 0, 0
		}
		r := codePoint(text[2:6], 16)
		return r, 7 * min(int(r), 1)
	}
	end := bytes.IndexByte(text[:min(len(text), 12)], ';')
	if end < 2 {
		return 0, 0
	}
	switch name := string(text[1:end]); {
	case name == "amp":
		return '&', end + 1
	case name == "lt":
		return '<', end + 1
	case name == "gt":
		return '>', end + 1
	case name == "quot":
		return '"', end + 1
	case name == "apos":
		return '\'', end + 1
	case name[0] != '#':
		return 0, 0
	}
	digits, base := text[2:end], 10
	if len(digits) > 1 && digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	r := codePoint(digits, base)
	return r, (end + 1) * min(int(r), 1)
}

// codePoint reads the number of a character, 0 where it is none.
func codePoint(digits []byte, base int) rune {
	n, err := strconv.ParseUint(string(digits), base, 21)
	if err != nil {
		return 0
	}
	return rune(n)
}
