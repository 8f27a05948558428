package render

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	"github.com/xuri/excelize/v2"

	"kehu/report"
	"kehu/store/sheet"
)

// awkward is a Doc that says s wherever a Doc can say something.
func awkward(s string) report.Doc {
	w := sheet.Verbatim(s)
	p := person(1, s, s, s, s, -5)
	t := table([]*sheet.Customer{p, p}, nil, "no", "name", "phone", "village", "remark", "spent")
	t.Columns[3].Key, t.Columns[3].Label = s, w
	return report.Doc{Key: s, Title: w, Say: w, Notes: []sheet.Words{w}, Tables: []report.Table{t},
		Facts: []report.Fact{{Label: w, Value: text(s), Note: w}}}
}

// FuzzFormats holds every format to its promise on any text.
func FuzzFormats(f *testing.F) {
	for _, s := range []string{"", "王秀兰", "=1", "\x1b[0m", "\xff\xfe", "a\nb\rc", `"`, "\u2028\u200d", "'@", "𠮷👨‍👩‍👧", "_x000D_", "]]>&<", strings.Repeat("长", 40000)} {
		f.Add(s, 40)
	}
	f.Fuzz(func(t *testing.T, s string, columns int) {
		d := awkward(s)
		var out bytes.Buffer
		if err := Terminal(&out, d, Options{Width: columns % 300, Color: columns%2 == 0}); err != nil {
			t.Error(err)
		}
		plain := strings.NewReplacer("\x1b[0m", "", "\x1b[1m", "", "\x1b[2m", "", "\n", "").Replace(out.String())
		if strings.ContainsFunc(plain, unicode.IsControl) {
			t.Errorf("control bytes on the terminal: %q", plain)
		}
		checkJSON(t, d)
		out.Reset()
		if err := CSV(&out, d, sheet.ZH); err != nil {
			t.Error(err)
		}
		if rows, err := csv.NewReader(&out).ReadAll(); err != nil || len(rows) != 3 {
			t.Errorf("%d rows of CSV, %v", len(rows), err)
		}
		if err := Markdown(&out, d, sheet.ZH); err != nil {
			t.Error(err)
		}
	})
}

func checkJSON(t *testing.T, d report.Doc) {
	t.Helper()
	var out bytes.Buffer
	if err := JSON(&out, d, sheet.ZH); err != nil || !json.Valid(out.Bytes()) {
		t.Errorf("invalid JSON (%v): %s", err, out.Bytes())
	}
	d.Facts = nil
	out.Reset()
	if err := JSON(&out, d, sheet.ZH); err != nil || !json.Valid(out.Bytes()) {
		t.Errorf("invalid JSON (%v): %s", err, out.Bytes())
	}
}

// FuzzWorkbook holds the workbook to being readable and to keeping what it can.
func FuzzWorkbook(f *testing.F) {
	for _, s := range []string{"", "王秀兰", "=1", "\xff", "a\r\nb", "]]>&<\"'", "_x000D_", "_x_x0041_", "\ufffe\uffff", " lead", strings.Repeat("长", 33000)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := awkward(s)
		var out bytes.Buffer
		if err := Workbook(&out, []report.Doc{d, {Key: "raw", Title: sheet.Verbatim("raw"), Tables: d.Tables}}, sheet.ZH); err != nil {
			t.Fatal(err)
		}
		book, err := excelize.OpenReader(&out)
		if err != nil {
			t.Fatal(err)
		}
		names := book.GetSheetList()
		got, err := book.GetCellValue(names[len(names)-1], "B2")
		if want := readable(s); err != nil || len(s) < 30000 && got != want {
			t.Errorf("%q comes back as %q, want %q, %v", s, got, want, err)
		}
	})
}

// readable is what a workbook keeps of s.
func readable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.ToValidUTF8(s, "�")))
}
