package intake

import (
	"io"
	"iter"
	"slices"

	"kehu/store/grid"
	"kehu/store/sheet"
)

// Options say how a file is to be read; the zero value decides everything by
// looking at it.
type Options struct {
	Today    sheet.Date // what incomplete dates and ages count from
	Encoding string     // "" decide; utf-8, gb18030, utf-16le, utf-16be
	// Map says what headings, as written, are: the key of a column ("phone",
	// "purchases.amount"), "skip" or "extra". With #2 behind it a column is that of
	// the second of several rows that each row of the file makes; with #钙片 behind it
	// purchases.qty or purchases.amount is that of this product, purchases.qty#钙片(198元)
	// at that price.
	Map            map[string]string
	MapSome        bool         // a heading of Map that the file lacks is no error: File.Unused names it
	Sheet          *sheet.Sheet // whose headings come first; nil: decide by the headings
	AllowSensitive bool         // keep 病史, 身份证 … as the user's own columns
	Worksheet      string       // the one worksheet of a workbook to read; "" all that hold a sheet
	// Password tells the password of a workbook that has one, and is called only
	// then; nil if there is nobody to ask.
	Password func() (string, error)
	// Product tells whether a product of that name is known, and what it costs, empty if
	// nobody says; may be nil.
	Product func(name string) (price sheet.Money, known bool)
	// LastSold tells for how much one of a product was last sold in that unit, "" any;
	// without a price if it never was. May be nil.
	LastSold func(product, unit string) Sale
	// Remembered returns the mapping once confirmed for headings with that
	// signature, nil if there is none; may be nil. It reads like Map, is obeyed below
	// Map and above any guess, and what it says of columns that are no more is ignored.
	// It is asked for each row that may be the headings, and so finds them as well.
	Remembered func(signature string) map[string]string
}

// Sale is for how much one of a product was sold, in which unit, "" if nobody says, and when.
type Sale struct {
	Price sheet.Money
	Unit  string
	On    sheet.Date
}

// Role is what becomes of a column of a file.
type Role uint8

// The roles of a file's columns.
const (
	Mapped    Role = iota // read into a column of kehu's
	Extra                 // kept as a column of the user's own
	Skipped               // left out: row numbers, kehu's own figures, or on request
	Sensitive             // left out: health, papers; AllowSensitive makes it Extra
)

// Mapping says where one column of a file goes.
type Mapping struct {
	Heading    string          // as the file writes it, without surrounding space
	Name       string          // how a map calls the column: the heading, 姓名2 for the second that is 姓名
	As         Role            // what becomes of it
	Column     *sheet.Column   // of a Mapped one; customers.no where it holds kehu's own numbers
	Also       []*sheet.Column // further columns that it feeds: a salesperson is owner and staff
	Group      int             // of a column that a wide sheet repeats, which time it is, from 1 on; else 0
	Day        string          // of a column that tells who came on one day of a meeting, which: 2026-03-04, 第2天
	Product    string          // of which a column tells how many or how much was bought, "" if of none
	Extra      string          // the name of the user's own column
	ExtraSheet *sheet.Sheet    // the sheet of the user's own column
	month      sheet.Date      // the first day of the month whose purchases a column holds, 0 if it holds none
	price      sheet.Money     // of one of it, as the heading or the user says
	each       sheet.Money     // of one of it, where its amounts are worked out
	unsaid     bool            // what it means hangs on more than its heading: no map tells it
	sum        bool            // an own column that sums up the products of its row
	refund     bool            // an own column that tells what came back of a sale
	question   string          // of a survey, which the column's scores answer
	scale      int64           // the highest of those scores
	half       nameHalf        // of a name that the file keeps in two columns
	serials    sheet.Span      // days that are read from a spreadsheet's numbers
	slashes    sheet.Slashes   // how days such as 5/1/2026 are read
	ticks      bool            // some cells say in words what was paid
	Suggestion *sheet.Column   // what an unknown heading may be, nil if it is like none
	Note       sheet.Words     // why, where that is not plain; empty otherwise
}

// File is a sheet of the outside world, looked at and understood but not kept in
// memory: a text, or one worksheet of a workbook. Records and Rows read the
// source again and are not to be used at once.
type File struct {
	Name       string
	Worksheet  string        // its name, "" for a text
	Beside     bool          // other worksheets of the workbook are read as well
	Encoding   string        // utf-8, gb18030, utf-16le, utf-16be; xlsx or xls for a worksheet
	Broken     int           // above 0 if Options.Encoding insisted on reading bytes it does not know
	Filled     int           // rows of a worksheet that hold something, 0 for a text: nobody counts them
	Separator  string        // ",", "\t", ";" or "，"; "" for a worksheet
	HeaderLine int           // the line of the heading row, counted from 1
	Sheet      *sheet.Sheet  // the finest sheet that rows of the file feed
	Columns    []Mapping     // in the file's order
	Notes      []sheet.Words // what was decided for the whole file
	Recalled   bool          // the headings are read as Options.Remembered says
	Returned   bool          // the rows are some that an import rejected and gave back
	Tally                    // of the records read so far

	unused  []string // headings of Options.Map that the file doesn't have
	own     bool     // it is, or was, an export of kehu's
	strange bool     // its headings don't say whose rows it holds
	table   *grid.Table
	sums    map[int]bool // columns whose merged values count once, in their first row
	today   sheet.Date
	day     sheet.Date // of what happened in rows that tell none
}

// Open looks at the whole of r once, decides its encoding, separator, heading row
// and columns, and keeps none of it. A text is one File, a workbook one for each
// worksheet that holds a sheet, in its order. Errors are *sheet.Error: Failed for
// what is no sheet, Misused for options that make no sense, and Unanswered, with a
// *Questions as its cause, where headings cannot be decided; Asking where several
// worksheets have such.
func Open(name string, r io.ReadSeeker, o Options) ([]*File, error) {
	files, err := openAny(name, r, newDictionary(o.Remembered), o)
	if unknown := lacking(files, err); unknown != nil && !o.MapSome {
		err = unknown
	}
	if err != nil {
		return nil, named(name, err)
	}
	return files, nil
}

// openAny opens what the bytes are; the name says nothing.
func openAny(name string, r io.ReadSeeker, words *dictionary, o Options) ([]*File, error) {
	found, err := grid.Open(name, r, grid.Options{Encoding: o.Encoding, Password: o.Password})
	switch {
	case err != nil:
		return nil, err
	case found.Workbook:
		return openSheets(name, found, words, o)
	case o.Worksheet != "":
		return nil, sheet.Fail(sheet.Misused, "这是文本表格，没有工作表；请去掉 --worksheet", "this is a text without worksheets: leave out --worksheet")
	}
	f, err := openSheet(name, found.Sheets[0], words, o)
	switch {
	case err != nil:
		return nil, err
	case f == nil:
		return nil, sheet.Fail(sheet.Failed, "文件里没有内容；请确认导出成功", "the file holds nothing: check that it was exported")
	}
	return []*File{f}, nil
}

// named puts the file's name before an error's words.
func named(name string, err error) error {
	if all, ok := err.(Asking); ok {
		for i := range all {
			all[i] = named(name, all[i])
		}
		return all
	}
	title := sheet.Verbatim(name)
	if name == "-" {
		title = sheet.W("输入的内容", "standard input")
	}
	known, ok := err.(*sheet.Error)
	if !ok {
		return sheet.Fail(sheet.Failed, "读不了%s；请确认文件完好、没有被别的程序占用", "cannot read %s: check that it is whole and not in use", title).Because(err)
	}
	return sheet.Fail(known.Failure, "%s：%s", "%s: %s", title, known.Words).Because(known.Cause)
}

// named puts the file's name, and its worksheet's, before an error's words.
func (f *File) named(err error) error {
	return named(f.Name, inWorksheet(f.Worksheet, err))
}

// rows starts the file over.
func (f *File) rows() (grid.Rows, error) {
	rows, err := f.table.Rows(f.sums)
	if err != nil {
		return nil, f.named(err)
	}
	return rows, nil
}

// Monthly reports whether columns hold what was bought in each month: an amount that
// changed is a correction.
func (f *File) Monthly() bool {
	return slices.ContainsFunc(f.Columns, func(m Mapping) bool { return m.month != 0 })
}

// Unused is the headings of Options.Map that the file lacks; of a workbook those that
// all of its worksheets lack, told by the first.
func (f *File) Unused() []string { return f.unused }

// LeftOut is the headings of the sensitive columns that are not imported.
func (f *File) LeftOut() []string {
	var names []string
	for _, m := range f.Columns {
		if m.As == Sensitive {
			names = append(names, m.Heading)
		}
	}
	return names
}

// Signature names the file's headings: equal for the same headings in any order
// and decoration (*, spaces, width and case), different for one more or one less.
// 16 hexadecimal digits.
func (f *File) Signature() string {
	var headings []string
	for _, m := range f.Columns {
		headings = append(headings, m.Heading)
	}
	return signature(headings)
}

// Map is the file's mapping as Options.Map and Options.Remembered take it: each
// heading with the key of its column, extra or skip. Sensitive headings are left
// to Options.AllowSensitive and are not in it, nor are those whose meaning hangs on more
// than the heading: 姓 beside 名, a month of the year in the title.
func (f *File) Map() map[string]string {
	keys := make(map[string]string, len(f.Columns))
	for _, m := range f.Columns {
		if m.Heading != "" && m.As != Sensitive && !m.unsaid {
			keys[m.Name] = m.Key()
		}
	}
	return keys
}

// Feeds reports whether a column of the file goes into c.
func (f *File) Feeds(c *sheet.Column) bool {
	return slices.ContainsFunc(f.Columns, func(m Mapping) bool {
		return m.As == Mapped && (m.Column == c || slices.Contains(m.Also, c))
	})
}

// Key is what a map says for the mapping: the key of a column, extra or skip.
func (m *Mapping) Key() string {
	switch m.As {
	case Mapped:
		if m.Product != "" {
			return KeyOf(m.Column) + "#" + m.ware()
		}
		if m.Group > 0 {
			return KeyOf(m.Column) + "#" + itoa(m.Group)
		}
		return KeyOf(m.Column)
	case Extra:
		return "extra"
	}
	return "skip"
}

// Title is the heading with what the file tells elsewhere, so that it can stand by itself:
// 2025年1月 for 1月 below 2025年购买统计.
func (m *Mapping) Title() string {
	if m.month == 0 {
		return m.Heading
	}
	year, month, _ := m.month.Civil()
	return itoa(year) + "年" + itoa(month) + "月"
}

// Rows reads the file again and yields the cells of the rows that begin at the
// given lines, which ascend, as the file writes them, but for 同上, which stands for
// nothing without the row above.
func (f *File) Rows(lines []int) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		rows, err := f.rows()
		if err != nil {
			yield(nil, err)
			return
		}
		r, above := rows.Current(), dittos{}
		for len(lines) > 0 && rows.Next() {
			if r.Line > f.HeaderLine {
				above.fill(r.Cells)
			}
			if r.Line < lines[0] {
				continue
			}
			if r.Line == lines[0] && !yield(slices.Clone(r.Cells), nil) {
				return
			}
			lines = lines[1:]
		}
		if r.Err != nil {
			yield(nil, f.named(r.Err))
		}
	}
}
