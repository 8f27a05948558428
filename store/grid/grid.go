package grid

import (
	"bytes"
	"io"
)

// Options say how a file is to be read; the zero value decides everything by
// looking at it.
type Options struct {
	Encoding string // of a text: "" decide; utf-8, gb18030, utf-16le, utf-16be
	// Password tells the password of a workbook that has one, and is called only
	// then; nil if there is nobody to ask.
	Password func() (string, error)
}

// File is a foreign file: a text, or a workbook.
type File struct {
	Workbook bool
	Ours     bool    // a workbook that kehu wrote
	Sheets   []Sheet // of a workbook in its order; a text has one
}

// Sheet is a worksheet of a workbook, or a text.
type Sheet struct {
	Name   string // "" for a text
	Hidden bool
	tables func() ([]*Table, error)
}

// Tables are the ways in which the sheet can be read: of a worksheet one, of a text one
// for each separator it may have, the likeliest encoding first. Each looks at the
// beginning, and of a worksheet at all of it once.
func (s Sheet) Tables() ([]*Table, error) { return s.tables() }

// SampleRows is the most rows that a table's sample has.
const SampleRows = 500

// Table is a sheet cut into rows of cells.
type Table struct {
	Encoding  string // utf-8, gb18030, utf-16le, utf-16be; xlsx or xls for a worksheet
	Broken    int    // above 0 if Options.Encoding insisted on reading bytes it does not know
	Separator string // ",", "\t", ";", "，", "；", "|" or what the text tells; "" for a worksheet and a web page
	Filled    int    // rows of a worksheet that hold something, 0 for a text: nobody counts them
	Hidden    int    // of those, the ones that are hidden
	Sample    []Line // the rows at the beginning

	source source
	merges []merge // over several rows, from the top
}

// Line is a row of a sample.
type Line struct {
	Number int // where it begins, counted from 1
	Cells  []string
}

// Rows reads one row after the other.
type Rows interface {
	Next() bool    // reads one row; false means the end, or Current().Err
	Current() *Row // the row, the same one every time, which Next fills anew
}

// Row is one row cut into cells. The next one fills Cells anew; the texts in it hold for
// good, but those of a row may be one piece of memory: whoever keeps one of them and not
// the others clones it.
type Row struct {
	Line  int // where it begins, counted from 1
	Cells []string
	Torn  bool  // its quotes don't pair: it is one physical line, cut plainly
	Err   error // why reading stopped, nil at the end of the file

	Repeated int // cells merged with one of a row above, whose value they have
}

// source yields its rows as often as it is asked to, from the beginning.
type source interface {
	rows(alone map[int]bool) (Rows, error)
}

// Rows starts the table over. What is merged over several rows stands in each of them,
// but in the columns that are alone, counted from 0, in the first only. Two readings are
// not to be used at once.
func (t *Table) Rows(alone map[int]bool) (Rows, error) { return t.source.rows(alone) }

// Open finds out what r is and, of a text, in which encoding. name only makes an error
// plainer. Errors are *sheet.Error, or those of r: Failed for what is no sheet, Misused for
// an unknown encoding, Unanswered for a password that nobody tells.
func Open(name string, r io.ReadSeeker, o Options) (File, error) {
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return File{}, err
	}
	head := make([]byte, 1024)
	n, err := io.ReadFull(r, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return File{}, err
	}
	switch {
	case bytes.HasPrefix(head[:n], []byte(zipMagic)):
		return openArchive(r)
	case bytes.HasPrefix(head[:n], []byte(oleMagic)):
		return openContained(r, o)
	case isXMLBook(head[:n]):
		return openXMLBook(r, o.Encoding)
	case isPage(head[:n]):
		return openPage(r, o.Encoding)
	}
	t, err := openText(r, o.Encoding)
	if err != nil {
		return File{}, notBook(name, err)
	}
	return File{Sheets: []Sheet{{tables: t.tables}}}, nil
}
