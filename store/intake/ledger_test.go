package intake

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kehu/store/sheet"
)

// outcome is what a file comes to.
type outcome struct {
	Encoding, Separator  string
	HeaderLine           int
	Sheet                string
	Records, Skipped     int
	Rejected             []int // lines
	Warned               int   // records with a problem that doesn't reject them
	Customers, WalkIns   int   // records of somebody, and of nobody, that are not rejected
	Parts                map[string]int
	Amount, Paid, Unpaid string // sums over the purchases that are not rejected
	Completed            int
}

func outcomeOf(t *testing.T, f *File) outcome {
	t.Helper()
	o := outcome{Encoding: f.Encoding, Separator: f.Separator, HeaderLine: f.HeaderLine, Sheet: f.Sheet.Key, Parts: map[string]int{}}
	var amount, paid, unpaid int64
	for r, err := range f.Records() {
		if err != nil {
			t.Fatal(err)
		}
		o.Records++
		switch {
		case !r.Skip.Empty():
			o.Skipped++
			continue
		case r.Rejected():
			o.Rejected = append(o.Rejected, r.Line)
			continue
		case len(r.Problems) > 0:
			o.Warned++
		}
		if r.Customer.Set == 0 && r.Number == nil {
			o.WalkIns++
		} else {
			o.Customers++
		}
		for _, part := range r.Parts {
			o.Parts[part.Sheet.Key]++
			if sold, ok := part.Row.(*sheet.Purchase); ok {
				amount += sold.Amount.N
				if sold.Paid.Valid {
					paid += sold.Paid.N
					unpaid += sold.Amount.N - sold.Paid.N
				} else {
					paid += sold.Amount.N
				}
			}
		}
	}
	o.Amount, o.Paid, o.Unpaid = yuan(amount), yuan(paid), yuan(unpaid)
	o.Completed = f.Completed
	return o
}

func yuan(fen int64) string {
	m := sheet.MakeMoney(fen)
	return m.String()
}

// fixtures are the files in testdata and what each comes to. testdata/ledger.csv
// is a shop's ledger as Chinese Excel saves it: GBK, titles, a note, decorated
// headings, dirty cells, namesakes, a household with one phone, walk-ins, returns,
// a genuine repeat on one day, sums, the headings once more, a footer.
func fixtures() map[string]outcome {
	return map[string]outcome{
		"ledger.csv": {"gb18030", ",", 3, "purchases", 60, 6, []int{53, 54, 55, 56, 57, 58, 59}, 10, 44, 3,
			map[string]int{"interactions": 8, "purchases": 44, "feedback": 6, "plans": 8}, "30546.00", "24258.00", "6288.00", 12},
		"import/utf16le-tab.csv": {"utf-16le", "\t", 1, "purchases", 4, 1, nil, 0, 2, 1,
			map[string]int{"purchases": 3}, "1881.00", "1881.00", "0.00", 0},
		"import/utf8-bom.csv":        {"utf-8", ",", 1, "customers", 3, 0, nil, 0, 3, 0, map[string]int{}, "0.00", "0.00", "0.00", 0},
		"import/fullwidth-comma.csv": {"gb18030", "，", 1, "customers", 3, 0, nil, 0, 3, 0, map[string]int{}, "0.00", "0.00", "0.00", 0},
		"import/cr-only.csv":         {"gb18030", ",", 1, "interactions", 4, 2, nil, 0, 2, 0, map[string]int{"interactions": 2}, "0.00", "0.00", "0.00", 0},
		"import/template-hints.csv":  {"gb18030", ",", 4, "customers", 2, 0, nil, 0, 2, 0, map[string]int{"plans": 1}, "0.00", "0.00", "0.00", 0},
		"import/semicolon-sep.csv":   {"utf-8", ";", 2, "purchases", 2, 0, nil, 0, 2, 0, map[string]int{"purchases": 2}, "251.00", "251.00", "0.00", 0},
		"import/torn-quote.csv":      {"utf-8", ",", 1, "customers", 5, 0, []int{2, 5}, 0, 3, 0, map[string]int{}, "0.00", "0.00", "0.00", 0},
	}
}

func TestFixturesComeToWhatTheyShould(t *testing.T) {
	for name, want := range fixtures() {
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join("../../testdata", name))
			if err != nil {
				t.Fatal(err)
			}
			f, err := openOne(name, text, Options{Today: today()})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, outcomeOf(t, f)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestCutAnywhereStillAddsUp cuts every fixture at every byte, with -short at some:
// each line below the headings is in one record, or the file is refused.
func TestCutAnywhereStillAddsUp(t *testing.T) {
	var names []string
	for _, ext := range []string{"csv", "xls", "xlsx"} {
		found, err := filepath.Glob("../../testdata/import/*." + ext)
		if err != nil || len(found) == 0 {
			t.Fatalf("%d fixtures of .%s, %v", len(found), ext, err)
		}
		names = append(names, found...)
	}
	known := newDictionary(nil) // made once: it takes longer than all the rest
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			content, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			step := 1
			if testing.Short() {
				step = max(len(content)/8, 1)
			}
			cuts, read := 0, 0
			for end := 0; end <= len(content); end += step {
				cuts++
				if readCut(t, name, content[:end], known) {
					read++
				}
			}
			if filepath.Ext(name) == ".csv" && readCut(t, name, content, known) && read < cuts/8 {
				t.Errorf("only %d of %d cuts could be read", read, cuts)
			}
		})
	}
}

// readCut reads what is left of a file, and reports whether it could.
func readCut(t *testing.T, name string, content []byte, known *dictionary) bool {
	t.Helper()
	files, err := openKnown(name, content, known, Options{})
	if err != nil {
		return false
	}
	for _, f := range files {
		accounted(t, f)
	}
	return true
}

// accounted fails unless every row below the headings is in exactly one record,
// the lines ascend, and Rows finds each of them.
func accounted(t testing.TB, f *File) {
	t.Helper()
	rows, err := f.rows()
	if err != nil {
		t.Fatal(err)
	}
	var want, got []int
	row := rows.Current()
	for rows.Next() {
		if row.Line > f.HeaderLine {
			want = append(want, row.Line)
		}
	}
	for r, err := range f.Records() {
		if err != nil {
			if row.Err == nil {
				t.Fatalf("Records: %v", err)
			}
			break
		}
		got = append(got, r.Line)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("lines of the records: %s", diff)
	}
	given := 0
	for _, err := range f.Rows(got) {
		if err == nil {
			given++
		}
	}
	if given != len(got) {
		t.Fatalf("Rows gives %d of %d rows", given, len(got))
	}
}
