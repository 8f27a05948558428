package grid

import (
	"encoding/binary"
	"io"

	"kehu/store/sheet"
)

const (
	chunkBits  = 20      // of a piece of a pool: 1 MB
	maxStrings = 1 << 28 // bytes of all texts of a workbook, a quarter of a GB
)

// pool holds the texts that the cells of a workbook share, packed: as single
// strings they would take three times the memory.
type pool struct {
	chunks [][]byte // each text within one, its length in front
	places []uint32 // of each text
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
	last := len(p.chunks) - 1
	if need := binary.MaxVarintLen32 + len(text); last < 0 || cap(p.chunks[last])-len(p.chunks[last]) < need {
		if len(p.chunks)<<chunkBits >= maxStrings || need > 1<<chunkBits || len(p.places) >= maxStrings/4 {
			return false
		}
		p.chunks = append(p.chunks, make([]byte, 0, 1<<chunkBits))
		last++
	}
	chunk := p.chunks[last]
	p.places = append(p.places, uint32(last<<chunkBits|len(chunk)))
	chunk = binary.AppendUvarint(chunk, uint64(len(text)))
	p.chunks[last] = append(chunk, text...)
	return true
}

// text is the text of a number, and whether there is one.
func (p *pool) text(n int) ([]byte, bool) {
	if p == nil || n < 0 || n >= len(p.places) {
		return nil, false
	}
	place := p.places[n]
	chunk := p.chunks[place>>chunkBits][place&(1<<chunkBits-1):]
	size, used := binary.Uvarint(chunk)
	return chunk[used : used+int(size) : used+int(size)], true
}
