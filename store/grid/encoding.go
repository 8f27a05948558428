package grid

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"kehu/store/sheet"
)

// The encodings, as --encoding names them.
const (
	utf8Name    = "utf-8"
	gb18030Name = "gb18030"
	utf16LEName = "utf-16le"
	utf16BEName = "utf-16be"
)

// coding is the encoding of a file and how to read it.
type coding struct {
	name   string
	bom    int      // bytes before the text
	table  *gbTable // of gb18030
	broken int      // bytes, or codes, that stand for nothing
	odd    bool     // UTF-8 by its bytes alone, without one Han character, and yet not ASCII
}

// reader decodes src, which stands at its beginning, to UTF-8.
func (c *coding) reader(src io.Reader) (io.Reader, error) {
	if _, err := io.CopyN(io.Discard, src, int64(c.bom)); err != nil {
		return nil, err
	}
	switch c.name {
	case gb18030Name:
		return newGBReader(src, c.table), nil
	case utf16LEName:
		return transform.NewReader(src, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder()), nil
	case utf16BEName:
		return transform.NewReader(src, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder()), nil
	}
	if c.broken > 0 {
		return transform.NewReader(src, unicode.UTF8.NewDecoder()), nil
	}
	return src, nil
}

// marks are the byte order marks; that of UTF-8 also begins what is no valid text.
func marks() []coding {
	return []coding{{name: utf8Name, bom: 3}, {name: utf16LEName, bom: 2}, {name: utf16BEName, bom: 2}, {name: gb18030Name, bom: 4}}
}

func markOf(name string) string {
	return map[string]string{utf8Name: "\xEF\xBB\xBF", utf16LEName: "\xFF\xFE", utf16BEName: "\xFE\xFF", gb18030Name: "\x84\x31\x95\x33"}[name]
}

// decide finds the encoding of src: by its byte order mark, by where its NUL
// bytes stand, as UTF-8 if all of it is valid, as GB18030 if all of it decodes.
// A sample would not do: in GBK the bytes of 状态, 职业 and 住址 are valid UTF-8.
// asked is what the user said, "" for nothing; then nothing is refused.
func decide(src io.ReadSeeker, asked string) (*coding, error) {
	head := make([]byte, 4096)
	n, err := io.ReadFull(src, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, err
	}
	head = head[:n]
	if n == 0 {
		return nil, sheet.Fail(sheet.Failed, "文件是空的；请确认导出成功", "the file is empty: check that it was exported")
	}
	if err := refuseBinary(head); err != nil {
		return nil, err
	}
	c, err := decoded(src, head, asked)
	switch {
	case errors.As(err, new(unreadable)) && isBinary(head):
		return nil, noSheet()
	case err != nil:
		return nil, err
	}
	c.odd = c.odd && asked == "" && c.bom == 0
	return c, nil
}

// decoded is decide for a file that begins with head and is of no known other kind.
func decoded(src io.ReadSeeker, head []byte, asked string) (*coding, error) {
	if c, err := announced(head, asked); c != nil || err != nil {
		return c.checked(src, err, asked != "")
	}
	c := &coding{name: utf8Name}
	first, err := c.scanUTF8(src)
	if err != nil || c.broken == 0 {
		return c, err
	}
	if first.surely {
		return nil, first.refusal(src, utf8Name)
	}
	c = &coding{name: gb18030Name}
	return c.checked(src, nil, false)
}

// announced is the encoding that the user, a byte order mark or the pattern of
// NUL bytes names; nil if none does.
func announced(head []byte, asked string) (*coding, error) {
	for _, c := range marks() {
		marked := bytes.HasPrefix(head, []byte(markOf(c.name)))
		if asked == c.name && !marked {
			return &coding{name: asked}, nil
		}
		if marked && (asked == "" || asked == c.name) {
			return &c, nil
		}
	}
	if asked != "" {
		return nil, sheet.Fail(sheet.Misused, "不认识编码“%s”，可选：utf-8、gb18030、utf-16le、utf-16be",
			"unknown encoding “%s”: choose utf-8, gb18030, utf-16le or utf-16be", asked)
	}
	if bytes.IndexByte(head, 0) < 0 {
		return nil, nil
	}
	if name := utf16Pattern(head); name != "" {
		return &coding{name: name}, nil
	}
	return nil, notText()
}

// utf16Pattern names the UTF-16 whose ASCII characters have their NUL bytes where
// head has them. Han characters have few: only such as 一, U+4E00.
func utf16Pattern(head []byte) string {
	even, odd := 0, 0
	for i, b := range head {
		if b == 0 && i%2 == 0 {
			even++
		} else if b == 0 {
			odd++
		}
	}
	switch {
	case odd > 4*even:
		return utf16LEName
	case even > 4*odd:
		return utf16BEName
	}
	return ""
}

// checked looks at all of src in encoding c. Codes that stand for nothing are
// refused, unless the user insists on the encoding: then they are counted.
func (c *coding) checked(src io.ReadSeeker, err error, insists bool) (*coding, error) {
	if err != nil {
		return nil, err
	}
	var first fault
	switch c.name {
	case utf8Name:
		first, err = c.scanUTF8(src)
	case gb18030Name:
		first, err = c.scanGB18030(src)
	default:
		first, err = c.scanUTF16(src)
	}
	switch {
	case err != nil:
		return nil, err
	case c.broken > 0 && !insists:
		return nil, first.refusal(src, c.name)
	}
	return c, nil
}

// fault is the first place of a file that its encoding doesn't know.
type fault struct {
	at     int64 // the byte
	line   int   // its line if that is known, counted from 1
	surely bool  // everything else says that the encoding is right
	cut    bool  // the file ends in the middle of a character
}

// refusal is the error for a file that no encoding reads.
func (f fault) refusal(src io.ReadSeeker, name string) error {
	line := f.line
	if _, err := src.Seek(0, io.SeekStart); err == nil && line == 0 {
		line = 1 + countLines(io.LimitReader(src, f.at))
	}
	if f.cut {
		return sheet.Fail(sheet.Failed, "文件在第 %d 行的一个字中间断了，可能没有拷完；请重新拷贝或导出",
			"the file breaks off within a character on line %d: copy or export it again", line)
	}
	return sheet.Fail(sheet.Failed, "第 %d 行有按 %s 认不出的字节；请用 --encoding 写明编码（utf-8、gb18030、utf-16le、utf-16be）",
		"line %d holds bytes that %s does not know: name the encoding with --encoding (utf-8, gb18030, utf-16le, utf-16be)", line, name).Because(unreadable{})
}

func countLines(r io.Reader) int {
	lines, buf := 0, make([]byte, 64<<10)
	for {
		n, err := r.Read(buf)
		lines += bytes.Count(buf[:n], []byte{'\n'})
		if err != nil {
			return lines
		}
	}
}

// sureHan is how many characters of three bytes make it sure that a text is
// UTF-8: GBK meets its pattern by chance once or twice, not in a row.
const sureHan = 8

// scanUTF8 sets c.broken to 1 if src is anything but valid UTF-8, and returns the
// first place where it isn't.
func (c *coding) scanUTF8(src io.ReadSeeker) (fault, error) {
	han, at := 0, int64(c.bom)
	var first fault
	err := c.chunks(src, func(text []byte, last bool) (int, error) {
		if bytes.IndexByte(text, 0) >= 0 {
			return 0, notText()
		}
		if !last {
			text = text[:len(text)-tail(text)]
		}
		if han >= sureHan && utf8.Valid(text) {
			at += int64(len(text))
			return len(text), nil
		}
		seen, others, bad := countHan(text)
		c.odd = c.odd && seen == 0 || han == 0 && seen == 0 && others > 0
		if han += seen; bad >= 0 {
			c.broken = 1
			first = fault{at: at + int64(bad), surely: han >= sureHan, cut: last && han > 0 && !utf8.FullRune(text[bad:])}
			return 0, io.EOF
		}
		at += int64(len(text))
		return len(text), nil
	})
	return first, err
}

// chunks calls look with one piece of src after the other. look returns how many
// of its bytes it is done with; the others come again with the next piece. Its
// error ends it, io.EOF without being one.
func (c *coding) chunks(src io.ReadSeeker, look func(text []byte, last bool) (int, error)) error {
	if _, err := src.Seek(int64(c.bom), io.SeekStart); err != nil {
		return err
	}
	for buf, kept := make([]byte, 256<<10), 0; ; {
		n, err := io.ReadFull(src, buf[kept:])
		last := err == io.EOF || err == io.ErrUnexpectedEOF
		if err != nil && !last {
			return err
		}
		text := buf[:kept+n]
		done, err := look(text, last)
		if err == io.EOF || err == nil && last {
			return nil
		}
		if err != nil {
			return err
		}
		kept = copy(buf, text[done:])
	}
}

// tail is the number of bytes at the end of text that begin a character and
// don't finish it.
func tail(text []byte) int {
	for n := 1; n <= min(3, len(text)); n++ {
		if rest := text[len(text)-n:]; utf8.RuneStart(rest[0]) {
			if utf8.FullRune(rest) {
				return 0
			}
			return n
		}
	}
	return 0
}

// countHan counts the characters of three bytes, and the others that are not
// ASCII, before the first invalid byte, whose place it returns, -1 if there is none.
func countHan(text []byte) (han, others, bad int) {
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size == 1 {
			return han, others, i
		}
		if size == 3 {
			han++
		} else {
			others++
		}
		i += size
	}
	return han, others, -1
}

// scanGB18030 counts in c.broken the bytes of src that stand for nothing.
func (c *coding) scanGB18030(src io.ReadSeeker) (fault, error) {
	if _, err := src.Seek(int64(c.bom), io.SeekStart); err != nil {
		return fault{}, err
	}
	c.table = newGBTable()
	reader, buf := newGBReader(src, c.table), make([]byte, 128<<10)
	for {
		n, err := reader.Read(buf)
		if bytes.IndexByte(buf[:n], 0) >= 0 {
			return fault{}, notText()
		}
		if err == io.EOF {
			c.broken = reader.bad
			return fault{at: int64(c.bom) + reader.badAt}, nil
		}
		if err != nil {
			return fault{}, err
		}
	}
}

// scanUTF16 counts in c.broken the halves of surrogate pairs of src that stand
// alone, and returns the line of the first.
func (c *coding) scanUTF16(src io.ReadSeeker) (fault, error) {
	low := 0 // place of the low byte of a code
	if c.name == utf16BEName {
		low = 1
	}
	first, line, high := fault{}, 1, false
	bad := func(is bool) {
		if is {
			c.broken++
		}
		if is && c.broken == 1 {
			first.line = line
		}
	}
	err := c.chunks(src, func(text []byte, last bool) (int, error) {
		whole := len(text) &^ 1
		for i := 0; i < whole; i += 2 {
			code := uint16(text[i+low]) | uint16(text[i+1-low])<<8
			bad(high != (code >= 0xDC00 && code < 0xE000))
			high = code >= 0xD800 && code < 0xDC00
			switch code {
			case '\n':
				line++
			case 0:
				return 0, notText()
			}
		}
		if last && (high || whole < len(text)) {
			bad(true)
			first.cut = c.broken == 1
		}
		return whole, nil
	})
	return first, err
}
