package intake

import (
	"bytes"
	"os"
	"testing"

	"github.com/xuri/excelize/v2"
)

// oddSheets are worksheets with something of everything, and what is too odd to be one.
func oddSheets() []string {
	heading := `<row r="1" spans="1:4"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="str"><f>1</f><v>日期</v></c><c r="D1" t="inlineStr"><is><t>金额</t></is></c></row>`
	row := `<row r="3" hidden="1"><c r="A3" t="s"><v>2</v></c><c r="B3"><v>1.3843110001E10</v></c><c r="C3" s="1"><v>45356.5</v></c><c r="D3" s="2"><f>1/3</f><v>0.333</v></c></row>`
	return []string{
		`<worksheet><dimension ref="A1:XFD1048576"/><sheetData>` + heading + row + `<row r="5"><c r="D5" t="e"><v>#N/A</v></c><c r="A5" t="b"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A3:A5"/><mergeCell ref="D3:D9"/></mergeCells></worksheet>`,
		`<x:worksheet><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:r><x:t>姓</x:t></x:r><x:r><x:t>名</x:t></x:r></x:is></x:c></x:row><x:row/><x:row><x:c t="d"><x:v>2024-03-05T10:00:00Z</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
		`<sheetData><row r="9"><c t="str"><v>姓名</v></c></row><row r="8"><c><v>1</v></c></row></sheetData>`,
		`<sheetData><row r="1"><c r="A1" t="s"><v>-1</v></c></row></sheetData>`,
		`<sheetData><row><c r="ZZZZ1"><v>1`, `<!-- -->`, `<![CDATA[`, `<a b='>'`, "", "\x00", `<sheetData><row r="1048576"><c t="str"><v>手机</v></c></row></sheetData>`,
	}
}

const (
	oddStrings = `<sst count="3"><si><t>姓名</t></si><si><t xml:space="preserve">手机 </t></si><si><r><t>王&amp;</t></r><rPh><t>wang</t></rPh><r><t>秀_x5170_</t></r></si></sst>`
	oddStyles  = `<styleSheet><numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="2"/></cellXfs></styleSheet>`
)

// FuzzWorkbook reads any XML as the parts of a workbook: it never panics or hangs,
// and every row is in one record, or the file is refused.
func FuzzWorkbook(f *testing.F) {
	for _, worksheet := range oddSheets() {
		f.Add(worksheet, oddStrings, oddStyles)
	}
	known := newDictionary(nil)
	f.Fuzz(func(t *testing.T, worksheet, texts, styles string) {
		readBy(t, known, archiveOf(t, map[string]string{"xl/worksheets/sheet1.xml": worksheet, "xl/sharedStrings.xml": texts, "xl/styles.xml": styles}))
	})
}

// readBy reads a workbook, if it can be read, and reports whether it could.
func readBy(t testing.TB, known *dictionary, book []byte) bool {
	t.Helper()
	files, err := openKnown("账.xlsx", book, known, Options{Password: says("后屯2026")})
	if err != nil {
		if zh(err) == "" {
			t.Fatal("an error without words")
		}
		return false
	}
	for _, f := range files {
		accounted(t, f)
	}
	return true
}

// FuzzContainer reads any bytes as a container.
func FuzzContainer(f *testing.F) {
	book := locked(f, "后屯2026")
	f.Add(book)
	old, err := os.ReadFile("../../testdata/import/old.xls")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(old)
	f.Add(book[:600])
	known := newDictionary(nil)
	f.Fuzz(func(t *testing.T, data []byte) { readBy(t, known, data) })
}

// TestWorkbookCutAnywhere cuts a worksheet, then a whole workbook: the rows add
// up, or it is refused.
func TestWorkbookCutAnywhere(t *testing.T) {
	known := newDictionary(nil)
	for _, worksheet := range oddSheets() {
		for end := range len(worksheet) {
			readBy(t, known, archiveOf(t, map[string]string{"xl/worksheets/sheet1.xml": worksheet[:end], "xl/sharedStrings.xml": oddStrings, "xl/styles.xml": oddStyles}))
		}
	}
	book := workbookOf(t, nil, []any{"姓名", "手机"}, []any{"王秀兰", 13843110001})
	for end := range book {
		if readBy(t, known, book[:end]) {
			t.Errorf("%d of %d bytes were taken for a whole workbook", end, len(book))
		}
	}
}

// TestWorkbookDamagedAnywhere changes bytes of a workbook: it is read, or refused.
func TestWorkbookDamagedAnywhere(t *testing.T) {
	known := newDictionary(nil)
	book := workbookOf(t, func(f *excelize.File) { f.MergeCell("Sheet1", "A2", "A3") }, []any{"姓名", "手机"}, []any{"王秀兰", 13843110001}, []any{nil, 13843110002})
	for i := 0; i < len(book); i += 11 {
		changed := bytes.Clone(book)
		changed[i] ^= 0xFF
		readBy(t, known, changed)
	}
	book = locked(t, "后屯2026")
	for i := 0; i < len(book); i += 800 { // slow: a password is hashed 50,000 times
		changed := bytes.Clone(book)
		changed[i+i/800%100] ^= 0xFF
		readBy(t, known, changed)
		readBy(t, known, book[:i])
	}
}

// TestOldWorkbookDamagedAnywhere cuts an .xls and changes its bytes: it is read,
// and its rows add up, or it is refused.
func TestOldWorkbookDamagedAnywhere(t *testing.T) {
	known := newDictionary(nil)
	book, err := os.ReadFile("../../testdata/import/old.xls")
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(book); i += 23 {
		changed := bytes.Clone(book)
		changed[i] ^= 0xFF
		readBy(t, known, changed)
		readBy(t, known, book[:i])
	}
}
