package grid

import (
	"io"
	"strings"

	"kehu/store/sheet"
)

const (
	chunkBits  = 20      // of a piece of a pool: 1 MB
	maxStrings = 1 << 28 // bytes of all texts of a workbook, a quarter of a GB
)

// pool holds the texts that the cells of a workbook share, packed: as single
// strings they would take three times the memory.
type pool struct {
	chunks []*strings.Builder // each text within one, one behind the other
	places []uint32           // where each text begins
}

// readPool reads the part sharedStrings.xml: the text of each <si>, its pieces
// joined, without the reading aid above it.
func readPool(src io.Reader) (*pool, error) {
	x, p := newXMLReader(src), &pool{}
	var text []byte
	for x.next() {
		if string(x.name) != "si" {
			continue
		}
		text = text[:0]
		if !x.closing && !x.empty {
			text = x.richText(text, "si")
		}
		if !p.add(text) {
			return nil, sheet.Fail(sheet.Failed, "工作簿里的文字超过 256 MB；请拆成几个文件再导入", "the workbook holds more than 256 MB of text: split it into several files")
		}
	}
	return p, x.err
}

// richText appends the text of an element, which <t> hold, up to its end.
func (x *xmlReader) richText(text []byte, element string) []byte {
	aid := false // within <rPh>, which spells a text for readers of Japanese
	for x.next() {
		switch string(x.name) {
		case "rPh":
			aid = !x.closing && !x.empty
		case "t":
			if x.closing && !aid {
				text = unescape(text, x.text)
			}
			if len(text) > maxTag/2 {
				x.err = tooLong()
				return nil
			}
		case element:
			if x.closing {
				return text
			}
		}
	}
	return text
}

// add packs one more text; false means that the pool is full.
func (p *pool) add(text []byte) bool {
	if len(text) >= 1<<chunkBits || len(p.places) >= maxStrings/4 {
		return false
	}
	last := len(p.chunks) - 1
	if last < 0 || p.chunks[last].Len()+len(text) >= 1<<chunkBits {
		if len(p.chunks)<<chunkBits >= maxStrings {
			return false
		}
		p.chunks = append(p.chunks, new(strings.Builder))
		last++
		p.chunks[last].Grow(1 << chunkBits)
	}
	p.places = append(p.places, uint32(last<<chunkBits|p.chunks[last].Len()))
	p.chunks[last].Write(text)
	return true
}

// text is the text of a number, and whether there is one.
func (p *pool) text(n int) (string, bool) {
	if p == nil || n < 0 || n >= len(p.places) {
		return "", false
	}
	const within = 1<<chunkBits - 1
	place := p.places[n]
	chunk := p.chunks[place>>chunkBits].String()
	if n+1 < len(p.places) && p.places[n+1]>>chunkBits == place>>chunkBits {
		chunk = chunk[:p.places[n+1]&within]
	}
	return chunk[place&within:], true
}
