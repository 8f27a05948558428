package intake

import (
	"io"
)

// source is something that yields its rows as often as it is asked to.
type source interface {
	rows() (rowReader, error) // from the beginning
}

// rowReader reads one row after the other.
type rowReader interface {
	next() bool       // reads one row; false means the end, or current().err
	current() *cutRow // the row, the same one every time, which next fills anew
}

// cutRow is one row cut into cells, which hold until the next is read.
type cutRow struct {
	line  int // where it begins, counted from 1
	cells [][]byte
	torn  bool  // its quotes don't pair: it is one physical line, cut plainly
	err   error // why reading stopped, nil at the end of the file

	repeated int // cells merged with one of a row above, whose value they have
}

// text is a sheet of text: bytes in some encoding, cut by a separator.
type text struct {
	src    io.ReadSeeker
	coding *coding
	sep    string
	eol    byte
}

// open decides how the text is to be read.
func (t *text) open(words *dictionary, o Options) (layout, error) {
	if _, err := t.src.Seek(0, io.SeekStart); err != nil {
		return layout{}, err
	}
	coding, err := decide(t.src, o.Encoding)
	if err != nil {
		return layout{}, err
	}
	found, err := t.look(coding, words, o.Map)
	if err != nil {
		return layout{}, err
	}
	if coding.odd && coding.bom == 0 && o.Encoding == "" {
		found = t.lookAgain(found, words, o.Map)
	}
	t.sep, t.eol = found.sep, found.eol
	return found, nil
}

// look lays out the beginning of the text, read in coding c.
func (t *text) look(c *coding, words *dictionary, user map[string]string) (layout, error) {
	t.coding = c
	sample, err := t.sample()
	if err != nil {
		return layout{}, err
	}
	return layOut(sample, words, user)
}

// lookAgain reads a short text, all of whose GBK happens to be valid UTF-8, as
// GB18030 if that shows more headings.
func (t *text) lookAgain(found layout, words *dictionary, user map[string]string) layout {
	plain, c := t.coding, &coding{name: gb18030Name}
	if _, err := c.scanGB18030(t.src); err == nil && c.broken == 0 {
		if other, err := t.look(c, words, user); err == nil && other.hits > found.hits {
			return other
		}
	}
	t.coding = plain
	return found
}

// rows starts the text over, cut into rows.
func (t *text) rows() (rowReader, error) {
	if _, err := t.src.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	reader, err := t.coding.reader(t.src)
	if err != nil {
		return nil, err
	}
	return newSplitter(reader, t.sep, t.eol), nil
}
