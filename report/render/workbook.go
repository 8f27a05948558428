package render

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"kehu/report"
	"kehu/store/sheet"
)

// Workbook writes docs as one XLSX workbook in language l, a worksheet for each
// table. If the first Doc has key figures or a chart it becomes 总览, a page that
// leads to all others. A Doc that is nothing but tables has its headings in row 1,
// so that it imports back and pivots cleanly; any other has its title, its plain
// sentence and its figures above the headings and its notes below the rows. Rows
// are streamed; nothing is written to w before all rows are read, so a row that
// cannot be read leaves w untouched and is the error.
func Workbook(w io.Writer, docs []report.Doc, l sheet.Lang) error {
	b, err := newBook(l)
	if err != nil {
		return err
	}
	defer b.f.Close() // it holds no file
	overview := len(docs) > 0 && (len(docs[0].Facts) > 0 || docs[0].Chart != nil)
	if overview {
		b.overview = b.add(docs[0].Title.In(l), docs[0].Key)
	}
	for i, d := range docs {
		if overview && i == 0 {
			continue
		}
		if err := b.doc(d); err != nil {
			return err
		}
	}
	if overview {
		if err := b.writeOverview(docs[0]); err != nil {
			return err
		}
	}
	b.properties(docs)
	return b.write(w)
}

// book is a workbook in the making.
type book struct {
	f        *excelize.File
	l        sheet.Lang
	press    *press
	rows     map[string]*body // deflated rows by the worksheet's path in the archive
	styles   map[look]int
	pages    []*page
	overview *page // nil if there is none
	most     int   // rows a worksheet takes
	err      error // the first of the settings that failed
}

// page is one worksheet.
type page struct {
	name string
	doc  string // key of the Doc it belongs to
	part string // its path in the archive
	rows int    // rows of data
}

func newBook(l sheet.Lang) (*book, error) {
	p, err := newPress()
	if err != nil {
		return nil, err
	}
	b := &book{f: excelize.NewFile(), l: l, press: p, rows: map[string]*body{}, styles: map[look]int{}, most: maxRows}
	b.fail(b.f.SetDefaultFont(fontName))
	return b, nil
}

// fail keeps the first error; the settings of a worksheet go wrong only by a
// mistake in this package, so they are asked about once, at the end.
func (b *book) fail(err error) {
	if b.err == nil {
		b.err = err
	}
}

// add makes a worksheet of about that name.
func (b *book) add(name, doc string) *page {
	p := &page{name: b.unique(sheetName(name)), doc: doc}
	b.pages = append(b.pages, p)
	// excelize numbers the files of worksheets in the order they are made.
	p.part = fmt.Sprintf("xl/worksheets/sheet%d.xml", len(b.pages))
	if len(b.pages) == 1 {
		b.fail(b.f.SetSheetName("Sheet1", p.name))
		return p
	}
	_, err := b.f.NewSheet(p.name)
	b.fail(err)
	return p
}

// maxName is the most characters the name of a worksheet has.
const maxName = 31

// sheetName makes name fit for a worksheet.
func sheetName(name string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`:\/?*[]`, r):
			return '-'
		case r == '\'': // excelize forgets to double it in the name of a filter
			return '’'
		}
		return r
	}, clean(name))
	if name == "" {
		name = "Sheet"
	}
	return cutName(name, maxName)
}

// cutName cuts name to n UTF-16 units, which is how the limit counts.
func cutName(name string, n int) string {
	units := 0
	for i, r := range name {
		if r > 0xffff {
			units++
		}
		if units++; units > n {
			return name[:i]
		}
	}
	return name
}

// unique makes name differ from all others, which it must without regard to case.
func (b *book) unique(name string) string {
	taken := func(name string) bool {
		return slices.ContainsFunc(b.pages, func(p *page) bool { return strings.EqualFold(p.name, name) })
	}
	candidate := name
	for n := 2; taken(candidate); n++ {
		suffix := fmt.Sprintf(" (%d)", n)
		candidate = cutName(name, maxName-len(suffix)) + suffix
	}
	return candidate
}

// doc writes the tables of a Doc, each on a worksheet of its own.
func (b *book) doc(d report.Doc) error {
	tables := d.Tables
	raw := len(d.Facts) == 0 && len(d.Notes) == 0 && d.Chart == nil && d.Say.Empty()
	if len(tables) == 0 {
		tables = []report.Table{speech(d)}
		if d.Facts == nil {
			d.Notes = nil
		}
		d.Facts = nil
	}
	for _, t := range tables {
		name := d.Title
		if len(tables) > 1 && !t.Title.Empty() || name.Empty() {
			name = t.Title
		}
		if name.Empty() {
			name = sheet.Verbatim(d.Key)
		}
		if err := b.table(d, t, name.In(b.l), raw); err != nil {
			return err
		}
	}
	return nil
}

// speech is a Doc without tables as one: its key figures, or what it says.
func speech(d report.Doc) report.Table {
	if len(d.Facts) > 0 {
		return factTable(d.Facts)
	}
	return report.Table{
		Columns: []report.Column{{Key: "note", Label: sheet.W("说明", "Notes"), Width: 100}},
		Rows: func(yield func([]report.Cell, error) bool) {
			for _, n := range d.Notes {
				if !yield([]report.Cell{report.Phrase(n)}, nil) {
					return
				}
			}
		},
	}
}

// properties say who made the workbook.
func (b *book) properties(docs []report.Doc) {
	p := &excelize.DocProperties{Creator: "kehu", LastModifiedBy: "kehu", Language: "zh-CN"}
	if b.l == sheet.EN {
		p.Language = "en"
	}
	for _, d := range docs[:min(1, len(docs))] {
		p.Title = d.Title.In(b.l)
		if d.AsOf != 0 {
			p.Created = d.AsOf.String() + "T00:00:00Z"
			p.Modified = p.Created
		}
	}
	b.fail(b.f.SetDocProps(p))
	b.fail(b.f.SetAppProps(&excelize.AppProperties{Application: "kehu"}))
	b.f.SetActiveSheet(0)
}

// write writes the finished workbook.
func (b *book) write(w io.Writer) error {
	if b.err != nil {
		return b.err
	}
	var archive *spliceZip
	b.f.SetZipWriter(func(io.Writer) excelize.ZipWriter {
		// excelize offers a buffer for the whole file; writing past it saves that memory.
		archive = &spliceZip{Writer: zip.NewWriter(w), press: b.press, rows: b.rows}
		return archive
	})
	if err := b.f.Write(io.Discard); err != nil {
		return err
	}
	if archive.done != len(b.rows) {
		return errors.New("rows of a worksheet were left out of the workbook")
	}
	return nil
}
