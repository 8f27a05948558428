package grid

import (
	"encoding/binary"

	"golang.org/x/text/encoding/unicode"
)

// container is a Compound File, [MS-CFB]: a small file system in a file, which an
// old .xls is, and an .xlsx with a password. It is held in memory.
type container struct {
	data    []byte
	sector  int      // bytes of a sector
	next    []uint32 // the sector that follows each
	small   []uint32 // the same for small sectors
	smalls  []byte   // the small sectors' content
	streams map[string]stream
}

// stream is a file in a container.
type stream struct {
	first uint32
	size  int
}

const (
	oleMagic    = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
	smallSector = 64         // bytes
	smallBelow  = 4096       // bytes; smaller streams lie in small sectors
	chainEnd    = 0xFFFFFFFA // sector numbers from here on name no sector
)

// openContainer reads the directory of a container; nil if it is damaged.
func openContainer(data []byte) *container {
	if len(data) < 512 || string(data[:8]) != oleMagic {
		return nil
	}
	shift := binary.LittleEndian.Uint16(data[30:])
	if shift != 9 && shift != 12 {
		return nil
	}
	c := &container{data: data, sector: 1 << shift, streams: map[string]stream{}}
	c.readNext()
	directory := c.chain(c.long(48), len(data))
	root := c.readDirectory(directory)
	c.smalls = c.chain(root.first, root.size)
	for table := c.chain(c.long(60), len(data)); len(table) >= 4; table = table[4:] {
		c.small = append(c.small, binary.LittleEndian.Uint32(table))
	}
	return c
}

// long is the number at a place of the header.
func (c *container) long(at int) uint32 { return binary.LittleEndian.Uint32(c.data[at:]) }

// readNext reads the table of sectors that follow each other, whose own sectors
// the header lists, and a chain of lists behind it.
func (c *container) readNext() {
	list := c.data[76:512]
	more, seen := c.long(68), 0
	for {
		for ; len(list) >= 4; list = list[4:] {
			table := c.at(binary.LittleEndian.Uint32(list))
			for ; len(table) >= 4 && len(c.next)*c.sector <= len(c.data)+c.sector*c.sector; table = table[4:] {
				c.next = append(c.next, binary.LittleEndian.Uint32(table))
			}
		}
		block := c.at(more)
		if seen++; block == nil || len(block) < c.sector || seen > len(c.data)/c.sector {
			return
		}
		list, more = block[:c.sector-4], binary.LittleEndian.Uint32(block[c.sector-4:])
	}
}

// at is a sector, shorter at the end of a file cut off, nil if there is none.
func (c *container) at(sector uint32) []byte {
	from := (int64(sector) + 1) * int64(c.sector)
	if sector >= chainEnd || from >= int64(len(c.data)) {
		return nil
	}
	return c.data[from:min(from+int64(c.sector), int64(len(c.data)))]
}

// chain is the content of a chain of sectors, at most size bytes.
func (c *container) chain(first uint32, size int) []byte {
	var content []byte
	for at := first; len(content) < size; {
		sector := c.at(at)
		if sector == nil || len(content) > len(c.data) {
			break
		}
		content = append(content, sector...)
		if int64(at) >= int64(len(c.next)) {
			break
		}
		at = c.next[at]
	}
	return content[:min(size, len(content))]
}

// readDirectory lists the streams, whatever folder they are in, and returns the
// root, which holds the small sectors.
func (c *container) readDirectory(directory []byte) (root stream) {
	for ; len(directory) >= 128; directory = directory[128:] {
		entry := directory[:128]
		s := stream{binary.LittleEndian.Uint32(entry[116:]), int(min(binary.LittleEndian.Uint32(entry[120:]), uint32(min(len(c.data), 1<<31-1))))}
		switch entry[66] {
		case 2:
			name := entryName(entry)
			if _, known := c.streams[name]; !known {
				c.streams[name] = s
			}
		case 5:
			root = s
		}
	}
	return root
}

// entryName is the name in an entry of the directory, at most 31 characters and a 0.
func entryName(entry []byte) string {
	size := max(2, min(64, int(binary.LittleEndian.Uint16(entry[64:]))))
	name, err := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder().Bytes(entry[:size-2])
	if err != nil {
		return ""
	}
	return string(name)
}

// read is the content of a stream, shorter than its size where the file is cut
// off; false if there is none of that name.
func (c *container) read(name string) ([]byte, bool) {
	s, ok := c.streams[name]
	if !ok || s.size >= smallBelow {
		return c.chain(s.first, s.size), ok
	}
	var content []byte
	for at := s.first; len(content) < s.size; {
		from := int64(at) * smallSector
		if at >= chainEnd || from >= int64(len(c.smalls)) || int64(at) >= int64(len(c.small)) {
			break
		}
		content = append(content, c.smalls[from:min(from+smallSector, int64(len(c.smalls)))]...)
		at = c.small[at]
	}
	return content[:min(s.size, len(content))], true
}
