package grid

import (
	"bytes"
	"io"
	"slices"
	"strings"
)

// sampleBytes is how much of a text is looked at to cut it.
const sampleBytes = 256 << 10

// text is a sheet of text: bytes in some encoding.
type text struct {
	src    io.ReadSeeker
	coding *coding
}

// openText decides how the text is encoded.
func openText(src io.ReadSeeker, encoding string) (*text, error) {
	if _, err := src.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	c, err := decide(src, encoding)
	if err != nil {
		return nil, err
	}
	return &text{src, c}, nil
}

// Decode is a text that is no sheet, in UTF-8, and the encoding it was in. A few words
// that are valid in both are taken for GB18030. Errors are those of Open.
func Decode(src io.ReadSeeker, encoding string) (plain io.Reader, name string, err error) {
	t, err := openText(src, encoding)
	if err != nil {
		return nil, "", err
	}
	if other := t.otherwise(); other != nil {
		t = other
	}
	plain, err = t.start()
	return plain, t.coding.name, err
}

// start decodes the text from its beginning.
func (t *text) start() (io.Reader, error) {
	if _, err := t.src.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	return t.coding.reader(t.src)
}

// otherwise is a short text, all of whose GBK happens to be valid UTF-8, as GB18030;
// nil if it is none.
func (t *text) otherwise() *text {
	c := &coding{name: gb18030Name}
	if !t.coding.odd {
		return nil
	}
	if _, err := c.scanGB18030(t.src); err != nil || c.broken > 0 {
		return nil
	}
	return &text{t.src, c}
}

// tables are the ways to cut the text.
func (t *text) tables() ([]*Table, error) {
	all, err := t.cut()
	if err != nil {
		return nil, err
	}
	if other := t.otherwise(); other != nil {
		if more, err := other.cut(); err == nil {
			all = append(all, more...)
		}
	}
	return all, nil
}

// cut cuts the text by each separator that it may have, or by the one it tells.
func (t *text) cut() ([]*Table, error) {
	s, err := t.sample()
	if err != nil {
		return nil, err
	}
	seps, eol := []string{",", "\t", ";", "，"}, eolOf(s.text)
	first, _, _ := bytes.Cut(s.text, []byte{eol})
	for _, rare := range []string{"；", "|"} { // typed on a telephone, or a program's
		if bytes.Contains(s.text, []byte(rare)) {
			seps = append(seps, rare)
		}
	}
	told, ok := toldSeparator(string(first))
	if ok {
		seps = []string{told}
	}
	var all []*Table
	for _, sep := range seps {
		lines := s.cut(sep, eol)
		if ok && len(lines) > 0 {
			lines = lines[1:]
		}
		all = append(all, &Table{Encoding: t.coding.name, Broken: t.coding.broken, Separator: sep, Sample: lines, source: &cutText{t, sep, eol}})
	}
	return all, nil
}

// cutText is a text that is cut by a separator.
type cutText struct {
	text *text
	sep  string
	eol  byte
}

// rows starts the text over, cut into rows.
func (c *cutText) rows(map[int]bool) (Rows, error) {
	reader, err := c.text.start()
	if err != nil {
		return nil, err
	}
	return newSplitter(reader, c.sep, c.eol), nil
}

// sample is the text at the beginning of a file.
type sample struct {
	text  []byte
	whole bool // it is all of the file
}

func (t *text) sample() (sample, error) {
	reader, err := t.start()
	if err != nil {
		return sample{}, err
	}
	text := make([]byte, sampleBytes+64) // a decoder wants room for a few bytes at a time
	n, err := io.ReadAtLeast(reader, text, sampleBytes)
	whole := err == io.EOF || err == io.ErrUnexpectedEOF
	if err != nil && !whole {
		return sample{}, err
	}
	return sample{bytes.TrimPrefix(text[:n], []byte("\uFEFF")), whole}, nil
}

// eolOf is what ends the rows of a text: '\r' where the first end of line outside
// quotes is a bare one.
func eolOf(text []byte) byte {
	quoted := false
	for i := 0; i < len(text); i++ {
		switch b := text[i]; {
		case b == '"' && quoted && i+1 < len(text) && text[i+1] == '"':
			i++
		case b == '"' && (quoted || i == 0 || bytes.IndexByte([]byte(",;\t\r\n\x8c "), text[i-1]) >= 0):
			quoted = !quoted
		case quoted:
		case b == '\n':
			return '\n'
		case b == '\r' && !bytes.HasPrefix(bytes.TrimLeft(text[i:], "\r"), []byte("\n")):
			return '\r'
		}
	}
	if bytes.IndexByte(text, '\n') < 0 && bytes.IndexByte(text, '\r') >= 0 {
		return '\r'
	}
	return '\n'
}

// toldSeparator reads the line sep=; that Excel understands.
func toldSeparator(line string) (string, bool) {
	line = strings.Trim(strings.TrimRight(line, "\r"), `"`)
	if len(line) < 5 || !strings.EqualFold(line[:4], "sep=") {
		return "", false
	}
	sep := line[4:]
	return sep, len(sep) == 1 && sep != `"` || sep == "，"
}

// cut cuts the sample into rows; a row that its end cuts off is left out.
func (s sample) cut(sep string, eol byte) []Line {
	text := s.text
	if end := bytes.LastIndexByte(text, eol); !s.whole && end >= 0 {
		text = text[:end]
	}
	var lines []Line
	for rows := (&splitter{sep: sep, eol: eol, buf: text, end: len(text), eof: true}); len(lines) < SampleRows && rows.Next(); {
		lines = append(lines, Line{rows.Line, slices.Clone(rows.Cells)})
	}
	return lines
}
