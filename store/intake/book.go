package intake

import (
	"slices"
	"strings"

	"kehu/store/grid"
	"kehu/store/sheet"
)

// reportSheets is the number of worksheets from which on a workbook of kehu's is a
// report; a list has one, a template two or three.
const reportSheets = 5

// openSheets opens each worksheet that holds a sheet, or the one asked for. What the
// others are is noted on the first.
func openSheets(name string, b grid.File, words *dictionary, o Options) ([]*File, error) {
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
func isReport(name string, b grid.File, words *dictionary, o Options) bool {
	if !b.Ours || len(b.Sheets) < reportSheets {
		return false
	}
	first, err := openSheet(name, b.Sheets[0], words, o)
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
func sortSheets(name string, b grid.File, words *dictionary, o Options) (found sorting, err error) {
	for _, one := range b.Sheets {
		if o.Worksheet != "" && !strings.EqualFold(one.Name, strings.TrimSpace(o.Worksheet)) {
			continue
		}
		f, err := openSheet(name, one, words, o)
		switch {
		case err != nil && f != nil && f.strange:
			found.strange = firstOf(found.strange, err)
			found.left = append(found.left, sheet.W("工作表“%s”里认不出客户或购买的表头，没有导入", "worksheet “%s” has no headings of customers or purchases and was left out", one.Name))
		case asksOf(err) != nil:
			found.asking, found.asked = append(found.asking, err), append(found.asked, f)
		case err != nil:
			return found, err
		case f == nil:
			found.left = append(found.left, sheet.W("工作表“%s”是空的", "worksheet “%s” is empty", one.Name))
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
func noSuch(b grid.File, name string) error {
	var names []string
	for _, one := range b.Sheets {
		names = append(names, one.Name)
	}
	if len(names) > headingsShown { // one for each market day of a year
		names = append(names[:headingsShown], "…")
	}
	return sheet.Fail(sheet.NotFound, "没有工作表“%s”，有：%s", "there is no worksheet “%s”, there are: %s", name, sheet.Names(names))
}

// openSheet opens a text or one worksheet; it is nil where that is empty. A strange one
// comes with its error.
func openSheet(name string, one grid.Sheet, words *dictionary, o Options) (*File, error) {
	tables, err := one.Tables()
	if err != nil {
		return nil, inWorksheet(one.Name, err)
	}
	found := layOut(tables, words, o.Map)
	if found.heading < 0 {
		return nil, nil
	}
	t := found.table
	f := &File{Name: name, Worksheet: one.Name, Encoding: t.Encoding, Broken: t.Broken, Filled: t.Filled, Separator: t.Separator,
		HeaderLine: found.rows[found.heading].Number, table: t, today: o.Today}
	if err := f.match(found, words, o); err != nil {
		return f, inWorksheet(one.Name, err)
	}
	if one.Hidden {
		f.Notes = append(f.Notes, sheet.W("工作表“%s”是隐藏的，照样读了", "worksheet “%s” is hidden and was read all the same", one.Name))
	}
	if t.Hidden > 0 {
		f.Notes = append(f.Notes, sheet.W("有 %d 行是隐藏的，照样读了", "hidden, and read all the same: %d rows", t.Hidden))
	}
	f.keepSums()
	return f, nil
}

// keepSums finds the columns that would count twice if a merged cell stood for
// every row it covers: 金额 merged over three products is one sum. It notes each such
// column that has merged cells below the headings.
func (f *File) keepSums() {
	f.sums = map[int]bool{}
	for i, m := range f.Columns {
		if m.As != Mapped || m.Column.Sheet == sheet.Customers || m.Column.Key == "price" {
			continue
		}
		switch m.Column.Kind() {
		case sheet.MoneyKind, sheet.QtyKind, sheet.CountKind:
			f.sums[i] = true
		default:
			continue
		}
		if f.table.Merged(i, f.HeaderLine) {
			f.Notes = append(f.Notes, sheet.W("“%s”有合并的单元格，只算在第一行，不重复计", "merged cells of “%s” count once, in their first row", m.Heading))
		}
	}
}

// inWorksheet puts a worksheet's name before an error's words.
func inWorksheet(name string, err error) error {
	known, ok := err.(*sheet.Error)
	if !ok || name == "" {
		return err
	}
	return sheet.Fail(known.Failure, "工作表“%s”：%s", "worksheet “%s”: %s", name, known.Words).Because(known.Cause)
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
