package grid

import (
	"slices"

	"kehu/store/sheet"
)

const (
	maxColumns = 16384   // of a worksheet: A to XFD
	maxLines   = 1 << 20 // rows of a worksheet
	maxGap     = 100     // blank rows between two filled ones that are given one by one
)

// worksheet is one worksheet of a workbook, new or old.
type worksheet struct {
	start  func() (cellSource, error)
	merges []merge // over several rows, from the top
	filled int     // rows that hold something
	hidden int     // rows that hold something and are hidden
}

// cellSource puts the cells of one row after the other into a reader.
type cellSource interface {
	// row puts the next row's, and sets the reader's line; false means the end, or
	// the reader's err.
	row(*cellReader) bool
}

// rows starts the worksheet over.
func (w *worksheet) rows(alone map[int]bool) (Rows, error) {
	src, err := w.start()
	if err != nil {
		return nil, err
	}
	return &cellReader{src: src, alone: alone, merges: w.merges, open: map[int]opened{}}, nil
}

// table is the worksheet with a sample of its rows.
func (w *worksheet) table(encoding string) (*Table, error) {
	t := &Table{Encoding: encoding, Filled: w.filled, Hidden: w.hidden, source: w, merges: w.merges}
	rows, err := w.rows(nil)
	if err != nil {
		return nil, err
	}
	r, cells := rows.Current(), 0
	for len(t.Sample) < SampleRows && cells < sampleCells && rows.Next() {
		t.Sample = append(t.Sample, Line{r.Line, slices.Clone(r.Cells)})
		cells += len(r.Cells)
	}
	return t, r.Err
}

// cellReader reads the rows of a worksheet as a person sees them.
type cellReader struct {
	Row
	src   cellSource
	alone map[int]bool // columns whose values stay alone where they are merged

	values  []value // of the row, by column
	scratch []byte
	read    []string // the next filled row, nil once it is given
	at      int      // its line
	repeats int      // its cells that are merged with one above
	blanks  int      // blank rows given of this gap

	merges []merge        // that begin further down
	open   map[int]opened // by column, those that go on
}

// value is what a cell holds: a shared text, or a piece of the row's scratch.
type value struct {
	shared   string
	from, to int
}

func (r *cellReader) Current() *Row { return &r.Row }

// next gives one row. Blank rows between others are given too, as a text would
// have them; rows below the last that holds something are none.
func (r *cellReader) Next() bool {
	for r.read == nil {
		if r.Err != nil || !r.src.row(r) {
			return false
		}
		r.finish()
	}
	if r.Line+1 < r.at && r.blanks < maxGap {
		r.Line, r.blanks = r.Line+1, r.blanks+1
		r.Cells, r.Repeated = nil, 0
		return true
	}
	r.Line, r.blanks = r.at, 0
	r.Cells, r.Repeated, r.read = r.read, r.repeats, nil
	return true
}

// begin starts a row, which must be below the last.
func (r *cellReader) begin(line int) {
	if line <= r.at || line > maxLines {
		r.Err = sheet.Fail(sheet.Failed, "第 %d 行后面的行号乱了；请在 Excel 或 WPS 里打开，另存为 .xlsx 再导入",
			"the rows below row %d are out of order: open the workbook in Excel and save it as .xlsx", r.at)
		return
	}
	r.at = line
	r.values, r.scratch = r.values[:0], r.scratch[:0]
}

// finish makes cells of the row that was put, unless it holds nothing.
func (r *cellReader) finish() {
	width := 0
	for i, v := range r.values {
		if !v.empty() {
			width = i + 1
		}
	}
	if width == 0 || r.Err != nil {
		return
	}
	r.values = r.values[:width]
	r.repeats = r.repeat()
	r.read = r.Cells[:0]
	pieces := string(r.scratch)
	for _, v := range r.values {
		if v.shared == "" {
			v.shared = pieces[v.from:v.to]
		}
		r.read = append(r.read, v.shared)
	}
	r.begun()
}

// empty reports whether a cell holds nothing.
func (v value) empty() bool { return v.shared == "" && v.to == v.from }

// put puts a value in a column.
func (r *cellReader) put(column int, v value) {
	for len(r.values) <= column {
		r.values = append(r.values, value{})
	}
	r.values[column] = v
}
