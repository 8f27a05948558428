package intake

import (
	"io"
	"slices"
	"strings"

	"kehu/store/sheet"
)

// sampleCells bounds the cells of a sample: a worksheet may be very wide.
const sampleCells = 200_000

// reportSheets is the number of worksheets from which on a workbook of kehu's is a
// report; a list has one, a template two or three.
const reportSheets = 5

// book is a workbook, new or old.
type book interface {
	worksheets() []sheetRef // in the workbook's order
	worksheet(sheetRef) (*worksheet, error)
	isOurs() bool     // kehu wrote it
	encoding() string // xlsx or xls
}

// openBook opens the worksheets of a new workbook that hold a sheet.
func openBook(name string, r io.ReadSeeker, words *dictionary, o Options) ([]*File, error) {
	at, size, err := seekable(r)
	if err != nil {
		return nil, err
	}
	b, err := openWorkbook(at, size)
	if err != nil {
		return nil, err
	}
	return openSheets(name, b, words, o)
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

// openSheets opens each worksheet that holds a sheet, or the one asked for. What the
// others are is noted on the first.
func openSheets(name string, b book, words *dictionary, o Options) ([]*File, error) {
	if o.Worksheet == "" && isReport(name, b, words, o) {
		return nil, sheet.Fail(sheet.Misused, "这是 kehu 写出的报表，不是台账；改过其中一页要导回来，请用 --worksheet 写明，如 --worksheet 客户追踪表",
			"this is a report that kehu wrote: to import a page of it that was changed, name it with --worksheet")
	}
	found, err := sortSheets(name, b, words, o)
	switch {
	case err != nil:
		return nil, err
	case len(found.sheets) == 0:
		found.sheets = found.thin // better than nothing
	default:
		for _, f := range found.thin {
			found.left = append(found.left, sheet.W("工作表“%[1]s”像是说明或汇总，没有导入；要导入请写 --worksheet %[1]s",
				"worksheet “%[1]s” looks like notes or totals and was left out: import it with --worksheet %[1]s", f.Worksheet))
		}
	}
	switch {
	case len(found.sheets) > 0:
		found.sheets[0].Notes = append(found.sheets[0].Notes, found.left...)
		for _, f := range found.sheets {
			f.Beside = len(found.sheets) > 1
		}
		unusedInAll(found.sheets)
		return found.sheets, nil
	case found.strange != nil:
		return nil, found.strange
	case o.Worksheet != "" && len(found.left) == 0:
		return nil, noSuch(b, o.Worksheet)
	}
	return nil, sheet.Fail(sheet.Failed, "工作簿里没有内容；请确认导出成功", "the workbook holds nothing: check that it was exported")
}

// isReport reports whether kehu wrote the workbook as a report, and not to give back
// the rejected rows of as many worksheets, nor as the day sheet of as many villages.
func isReport(name string, b book, words *dictionary, o Options) bool {
	if !b.isOurs() || len(b.worksheets()) < reportSheets {
		return false
	}
	first, err := openSheet(name, b, b.worksheets()[0], words, o)
	return err != nil || first == nil || !first.Returned && !first.isDaySheet()
}

// isDaySheet reports whether the rows are lines of a list that was printed.
func (f *File) isDaySheet() bool {
	listed := columnOf("interactions.listed")
	return slices.ContainsFunc(f.Columns, func(m Mapping) bool { return m.As == Mapped && m.Column == listed })
}

// sorting is what the worksheets of a workbook are.
type sorting struct {
	sheets  []*File
	thin    []*File       // hardly sheets: notes, totals
	left    []sheet.Words // what the others are
	strange error         // of the first whose headings are unknown
	asking  Asking
	asked   []*File // whose questions those are
}

// sortSheets looks at each worksheet. What several have to ask is asked at once.
func sortSheets(name string, b book, words *dictionary, o Options) (found sorting, err error) {
	for _, ref := range b.worksheets() {
		if o.Worksheet != "" && !strings.EqualFold(ref.name, strings.TrimSpace(o.Worksheet)) {
			continue
		}
		f, err := openSheet(name, b, ref, words, o)
		switch {
		case err != nil && f != nil && f.strange:
			found.strange = firstOf(found.strange, err)
			found.left = append(found.left, sheet.W("工作表“%s”里认不出客户或购买的表头，没有导入", "worksheet “%s” has no headings of customers or purchases and was left out", ref.name))
		case asksOf(err) != nil:
			found.asking, found.asked = append(found.asking, err), append(found.asked, f)
		case err != nil:
			return found, err
		case f == nil:
			found.left = append(found.left, sheet.W("工作表“%s”是空的", "worksheet “%s” is empty", ref.name))
		case f.isThin():
			found.thin = append(found.thin, f)
		default:
			found.sheets = append(found.sheets, f)
		}
	}
	return found, found.ask()
}

// ask is the error for the questions, nil if there are none.
func (s *sorting) ask() error {
	if len(s.asking) == 0 {
		return nil
	}
	all := append(s.asked, s.sheets...)
	unusedInAll(all)
	for _, err := range s.asking {
		asksOf(err).files = all
	}
	if len(s.asking) == 1 {
		return s.asking[0]
	}
	return s.asking
}

// isThin reports whether a worksheet, one of several, hardly is a sheet: it is
// called notes, or of its headings only one is known.
func (f *File) isThin() bool {
	known, others := 0, 0
	for _, m := range f.Columns {
		switch {
		case m.As == Mapped:
			known++
		case m.Heading != "":
			others++
		}
	}
	return isNote(f.Worksheet) || known < 2 && others > 0
}

// isNote reports whether a worksheet's name says that it explains others.
func isNote(name string) bool {
	for _, word := range []string{"说明", "注意事项", "口径", "字典", "下拉", "选项", "how to", "readme", "instruction", "notes"} {
		if strings.Contains(strings.ToLower(name), word) {
			return true
		}
	}
	return false
}

func firstOf(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// noSuch is the error for a worksheet that the workbook doesn't have.
func noSuch(b book, name string) error {
	var names []string
	for _, ref := range b.worksheets() {
		names = append(names, ref.name)
	}
	return sheet.Fail(sheet.NotFound, "没有工作表“%s”，有：%s", "there is no worksheet “%s”, there are: %s", name, sheet.Names(names))
}

// openSheet opens one worksheet; it is nil where that is empty. A strange one comes
// with its error.
func openSheet(name string, b book, ref sheetRef, words *dictionary, o Options) (*File, error) {
	w, err := b.worksheet(ref)
	if err != nil {
		return nil, inWorksheet(ref.name, err)
	}
	f := &File{Name: name, Worksheet: ref.name, Encoding: b.encoding(), Filled: w.filled, source: w, today: o.Today}
	found, err := w.layOut(words, o.Map)
	if err != nil {
		return nil, inWorksheet(ref.name, err)
	}
	if found.heading < 0 {
		return nil, nil
	}
	f.HeaderLine = found.rows[found.heading].line
	if err := f.match(found, words, o); err != nil {
		return f, inWorksheet(ref.name, err)
	}
	if ref.hidden {
		f.Notes = append(f.Notes, sheet.W("工作表“%s”是隐藏的，照样读了", "worksheet “%s” is hidden and was read all the same", ref.name))
	}
	if w.hidden > 0 {
		f.Notes = append(f.Notes, sheet.W("有 %d 行是隐藏的，照样读了", "hidden, and read all the same: %d rows", w.hidden))
	}
	f.Notes = append(f.Notes, w.keepSums(f.Columns, f.HeaderLine)...)
	return f, nil
}

// inWorksheet puts a worksheet's name before an error's words.
func inWorksheet(name string, err error) error {
	known, ok := err.(*sheet.Error)
	if !ok {
		return err
	}
	return sheet.Fail(known.Failure, "工作表“%s”：%s", "worksheet “%s”: %s", name, known.Words).Because(known.Cause)
}

// layOut finds the headings of a worksheet; heading is -1 where it is empty.
func (w *worksheet) layOut(words *dictionary, user map[string]string) (layout, error) {
	l := layout{heading: -1}
	rows, err := w.rows()
	if err != nil {
		return l, err
	}
	r, cells := rows.current(), 0
	for len(l.rows) < sampleRows && cells < sampleCells && rows.next() {
		l.rows = append(l.rows, row{r.line, texts(r.cells)})
		cells += len(r.cells)
	}
	l.findHeading(words, user)
	return l, r.err
}

// unusedInAll leaves as unused what no worksheet has.
func unusedInAll(files []*File) {
	unused := slices.Clone(files[0].unused)
	for _, f := range files[1:] {
		unused = slices.DeleteFunc(unused, func(heading string) bool { return !slices.Contains(f.unused, heading) })
	}
	for _, f := range files {
		f.unused = nil
	}
	files[0].unused = unused
}
