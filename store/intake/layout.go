package intake

import (
	"bytes"
	"io"
	"slices"
	"strings"

	"kehu/store/sheet"
)

const (
	sampleBytes   = 256 << 10 // of text, at the beginning of a file
	sampleRows    = 500
	headingWithin = 15 // rows that hold something, among which the headings stand
)

// sample is the text at the beginning of a file.
type sample struct {
	text  []byte
	whole bool // it is all of the file
}

func (t *text) sample() (sample, error) {
	if _, err := t.src.Seek(0, io.SeekStart); err != nil {
		return sample{}, err
	}
	reader, err := t.coding.reader(t.src)
	if err != nil {
		return sample{}, err
	}
	text := make([]byte, sampleBytes+64) // a decoder wants room for a few bytes at a time
	n, err := io.ReadAtLeast(reader, text, sampleBytes)
	whole := err == io.EOF || err == io.ErrUnexpectedEOF
	if err != nil && !whole {
		return sample{}, err
	}
	return sample{text[:n], whole}, nil
}

// row is one row of the sample.
type row struct {
	line  int // counted from 1
	cells []string
}

// blank reports whether no cell holds anything.
func (r row) blank() bool {
	return !slices.ContainsFunc(r.cells, func(cell string) bool { return clean(cell) != "" })
}

// fills reports whether at least n cells hold something.
func (r row) fills(n int) bool {
	for _, cell := range r.cells {
		if clean(cell) != "" {
			n--
		}
	}
	return n <= 0
}

// clean is a cell without surrounding space and disguises.
func clean(cell string) string {
	var text sheet.Text
	if text.Parse(cell, sheet.Reading{}) != nil {
		return ""
	}
	return text.String()
}

// layout is how a file is laid out.
type layout struct {
	sep     string
	eol     byte
	rows    []row // of the sample
	heading int   // the place of the heading row among them
	hits    int   // known headings in it
	stacked bool  // it is made of two rows
}

// layOut finds the separator and the heading row: those under which most
// headings are known. It fails where nothing is to be seen.
func layOut(s sample, words *dictionary, user map[string]string) (layout, error) {
	s.text = bytes.TrimPrefix(s.text, []byte("\uFEFF"))
	eol := eolOf(s.text)
	seps := []string{",", "\t", ";", "，"}
	first, _, _ := bytes.Cut(s.text, []byte{eol})
	told, ok := toldSeparator(string(first))
	if ok {
		seps = []string{told}
	}
	best := layout{heading: -1}
	for _, sep := range seps {
		l := layout{sep: sep, eol: eol, rows: cutSample(s, sep, eol)}
		if ok && len(l.rows) > 0 {
			l.rows = l.rows[1:]
		}
		l.findHeading(words, user)
		if l.heading >= 0 && (best.heading < 0 || l.better(best)) {
			best = l
		}
	}
	if best.heading < 0 {
		return best, sheet.Fail(sheet.Failed, "文件里没有内容；请确认导出成功", "the file holds nothing: check that it was exported")
	}
	return best, nil
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

// cutSample cuts the sample into rows; a row that its end cuts off is left out.
func cutSample(s sample, sep string, eol byte) []row {
	text := s.text
	if end := bytes.LastIndexByte(text, eol); !s.whole && end >= 0 {
		text = text[:end]
	}
	var rows []row
	for cut := newSplitter(bytes.NewReader(text), sep, eol); len(rows) < sampleRows && cut.next(); {
		rows = append(rows, row{cut.line, texts(cut.cells)})
	}
	return rows
}

// findHeading finds the row with most known headings; with none, the first row
// that is as wide as any.
func (l *layout) findHeading(words *dictionary, user map[string]string) {
	l.heading = -1
	seen, width := 0, 0
	for i, r := range l.rows {
		if r.blank() {
			continue
		}
		if seen++; seen > headingWithin {
			break
		}
		hits, filled := words.hits(r.cells, user)
		if hits > l.hits || l.heading < 0 || l.hits == 0 && hits == 0 && filled > width {
			l.heading, l.hits, width = i, hits, filled
		}
	}
	if l.hits > 0 {
		l.stack(words)
	}
}

// hits counts the known headings among cells, and the cells that hold anything.
func (d *dictionary) hits(cells []string, user map[string]string) (hits, filled int) {
	seen := map[string]bool{}
	for _, cell := range cells {
		name := clean(cell)
		if name == "" {
			continue
		}
		filled++
		key := d.find(name)
		if _, mapped := user[name]; mapped && key == "" {
			key = name
		}
		if key != "" && !seen[key] {
			seen[key] = true
			hits++
		}
	}
	if hits < filled && d.recall(signature(cells)) != nil {
		hits = filled
	}
	return hits, filled
}

// better reports whether l makes more of the file than other.
func (l *layout) better(other layout) bool {
	if l.hits != other.hits {
		return l.hits > other.hits
	}
	return l.hits == 0 && l.steady() > other.steady()
}

// steady counts the rows of the sample that have as many cells as the widest, if
// that is more than one.
func (l *layout) steady() int {
	count := map[int]int{}
	for _, r := range l.rows {
		if len(r.cells) > 1 {
			count[len(r.cells)]++
		}
	}
	most := 0
	for _, n := range count {
		most = max(most, n)
	}
	return most
}
