package grid

import "io"

// sampleCells bounds the cells of a sample: a worksheet may be very wide.
const sampleCells = 200_000

// book is a workbook, new or old.
type book interface {
	worksheets() []sheetRef // in the workbook's order
	worksheet(sheetRef) (*worksheet, error)
	isOurs() bool     // kehu wrote it
	encoding() string // xlsx or xls
}

// openArchive opens a new workbook.
func openArchive(r io.ReadSeeker) (File, error) {
	at, size, err := seekable(r)
	if err != nil {
		return File{}, err
	}
	return openZip(at, size)
}

// openZip opens a new workbook of so many bytes.
func openZip(r io.ReaderAt, size int64) (File, error) {
	b, err := openWorkbook(r, size)
	if err != nil {
		return File{}, err
	}
	return fileOf(b), nil
}

// fileOf is a workbook with its worksheets, which are not read yet.
func fileOf(b book) File {
	f := File{Workbook: true, Ours: b.isOurs()}
	for _, ref := range b.worksheets() {
		f.Sheets = append(f.Sheets, Sheet{ref.name, ref.hidden, func() ([]*Table, error) {
			w, err := b.worksheet(ref)
			if err != nil {
				return nil, err
			}
			t, err := w.table(b.encoding())
			return []*Table{t}, err
		}})
	}
	return f
}

// seekable is r for reading at any place, and its size.
func seekable(r io.ReadSeeker) (io.ReaderAt, int64, error) {
	size, err := r.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, 0, err
	}
	if at, ok := r.(io.ReaderAt); ok {
		return at, size, nil
	}
	return &seekingReader{r}, size, nil
}

// seekingReader reads at any place of what can only seek.
type seekingReader struct{ src io.ReadSeeker }

// ReadAt reads at a place; two calls must not overlap.
func (s *seekingReader) ReadAt(p []byte, at int64) (int, error) {
	if _, err := s.src.Seek(at, io.SeekStart); err != nil {
		return 0, err
	}
	n, err := io.ReadFull(s.src, p)
	if err == io.ErrUnexpectedEOF {
		err = io.EOF
	}
	return n, err
}
