package cmd

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"kehu/store/intake"
	"kehu/store/sheet"
)

// fixture is what becomes of a file of testdata/import, as the .json beside it says.
type fixture struct {
	Exit   int               `json:"exit"`
	Layout []laidOut         `json:"layout,omitempty"` // of each worksheet
	First  []json.RawMessage `json:"first"`            // import --json into an empty file
	Again  []counts          `json:"again"`            // and once more
}

// laidOut is how a file was understood.
type laidOut struct {
	Separator string            `json:"separator"`
	Headings  int               `json:"header_line"`
	Map       map[string]string `json:"map"`
	LeftOut   []string          `json:"left_out,omitempty"`
	Notes     []string          `json:"notes,omitempty"`
}

type counts struct {
	Rows      int `json:"rows"`
	Inserted  int `json:"inserted"`
	Updated   int `json:"updated"`
	Unchanged int `json:"unchanged"`
	Rejected  int `json:"rejected"`
	Skipped   int `json:"skipped"`
}

func (c counts) sum() int { return c.Inserted + c.Updated + c.Unchanged + c.Rejected + c.Skipped }

// TestImportFixtures imports each file of testdata/import twice: the first time
// comes to what the .json beside it says, the second time changes nothing. A new
// file needs no more than UPDATE=1 and a look at what that writes.
func TestImportFixtures(t *testing.T) {
	for _, path := range fixtureFiles(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			db := filepath.Join(t.TempDir(), fileName)
			got := fixture{Layout: understood(t, path)}
			got.Exit, got.First = importJSON(t, db, path)
			_, again := importJSON(t, db, path)
			for i, raw := range again {
				now, before := countsOf(t, raw), countsOf(t, got.First[i])
				got.Again = append(got.Again, now)
				if now.Inserted+now.Updated > 0 || now.sum() != now.Rows || before.sum() != before.Rows || now.Rows != before.Rows {
					t.Errorf("first %+v, again %+v", before, now)
				}
			}
			compareFixture(t, path+".json", got)
		})
	}
}

// fixtureFiles are the files of testdata/import.
func fixtureFiles(t testing.TB) (files []string) {
	t.Helper()
	for _, ext := range []string{"csv", "xls", "xlsx"} {
		found, err := filepath.Glob(filepath.Join("..", "testdata", "import", "*."+ext))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) < 30 {
		t.Fatalf("only %d fixtures", len(files))
	}
	return files
}

// understood is how intake lays a file out; nil where it refuses or asks.
func understood(t *testing.T, path string) (all []laidOut) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	files, err := intake.Open(filepath.Base(path), bytes.NewReader(content), intake.Options{Today: sheet.MakeDate(2026, 3, 5)})
	if err != nil {
		return nil
	}
	for _, f := range files {
		l := laidOut{Separator: f.Separator, Headings: f.HeaderLine, Map: f.Map(), LeftOut: f.LeftOut()}
		for _, note := range f.Notes {
			l.Notes = append(l.Notes, note.In(sheet.ZH))
		}
		all = append(all, l)
	}
	return all
}

// importJSON imports a file with further arguments and returns the exit code and
// the summaries, without what differs from run to run.
func importJSON(t failing, db, path string, more ...string) (int, []json.RawMessage) {
	t.Helper()
	var out bytes.Buffer
	env := func(name string) string { return map[string]string{"KEHU_DB": db, "KEHU_TODAY": "2026-03-05"}[name] }
	a := &app{out: &out, err: new(bytes.Buffer), env: env, now: time.Now}
	code := a.run(context.Background(), append([]string{"import", path, "--json", "--rejects", db + ".csv"}, more...))
	var list []map[string]any
	if err := json.Unmarshal(out.Bytes(), &list); err != nil {
		t.Fatalf("%v in %s", err, out.String())
	}
	var all []json.RawMessage
	for _, one := range list {
		maps.DeleteFunc(one, func(key string, value any) bool {
			list, empty := value.([]any)
			return value == nil || empty && len(list) == 0 || !slices.Contains(strings.Fields(compared), key)
		})
		text, err := json.Marshal(one)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, bytes.ReplaceAll(text, []byte(filepath.ToSlash(filepath.Dir(path))+"/"), nil))
	}
	return code, all
}

// compared are the keys of a summary that fixtures tell.
const compared = "file worksheet encoding rows inserted updated unchanged rejected skipped parts amount reasons skips warnings differs suspects error questions"

func countsOf(t failing, raw json.RawMessage) (c counts) {
	t.Helper()
	if err := json.Unmarshal(raw, &c); err != nil {
		t.Fatal(err)
	}
	return c
}

// compareFixture compares with the file at path, or writes it.
func compareFixture(t *testing.T, path string, got fixture) {
	t.Helper()
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(got); err != nil {
		t.Fatal(err)
	}
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v: run UPDATE=1 go test ./cmd -run ImportFixtures, and look at what it writes", err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(b.String(), "\n")); diff != "" {
		t.Error(diff)
	}
}

// TestRowsInAreRowsTold damages fixtures in any way: whatever the bytes are, each row
// below the headings is told exactly once, or the file is refused.
func TestRowsInAreRowsTold(t *testing.T) {
	files := fixtureFiles(t)
	dir := t.TempDir()
	read := 0
	rapid.Check(t, func(r *rapid.T) {
		path := rapid.SampledFrom(files).Draw(r, "fixture")
		content, err := os.ReadFile(path)
		if err != nil {
			r.Fatal(err)
		}
		told := rowsTold(r, dir, damaged(r, content))
		read += told
	})
	if read == 0 {
		t.Error("no damaged file could be read at all")
	}
}

// FuzzImport imports any bytes: each row below the headings is told exactly once, or
// the file is refused.
func FuzzImport(f *testing.F) {
	for _, path := range fixtureFiles(f) {
		content, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
	f.Fuzz(func(t *testing.T, content []byte) { rowsTold(t, t.TempDir(), content) })
}

// failing is what *testing.T and *rapid.T have in common.
type failing interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

// rowsTold is how many rows a rehearsed import of content tells, which must be as many
// as there are: inserted, updated, unchanged, rejected and skipped.
func rowsTold(t failing, dir string, content []byte) (told int) {
	t.Helper()
	path := filepath.Join(dir, "any")
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
	_, summaries := importJSON(t, filepath.Join(dir, "none.db"), path, "--dry-run")
	for _, raw := range summaries {
		c := countsOf(t, raw)
		if c.sum() != c.Rows {
			t.Fatalf("%+v", c)
		}
		told += c.Rows
	}
	if want := rowsOf(content); told != want {
		t.Fatalf("%d rows in, %d told", want, told)
	}
	return told
}

// damaged cuts, repeats, swaps or overwrites bytes.
func damaged(r *rapid.T, content []byte) []byte {
	for range rapid.IntRange(0, 3).Draw(r, "times") {
		if len(content) == 0 {
			break
		}
		at := rapid.IntRange(0, len(content)-1).Draw(r, "at")
		end := rapid.IntRange(at, len(content)).Draw(r, "end")
		switch rapid.IntRange(0, 3).Draw(r, "how") {
		case 0:
			content = content[:at]
		case 1:
			content = slices.Concat(content[:end], content[at:])
		case 2:
			content = slices.Concat(content[:at], content[end:])
		case 3:
			content = slices.Concat(content[:at], rapid.SliceOfN(rapid.SampledFrom([]byte("\"\r\n,;\t\xff\x00 1")), 1, 4).Draw(r, "bytes"), content[at:])
		}
	}
	return content
}

// rowsOf counts the rows below the headings, as intake yields them; 0 where it
// refuses the file.
func rowsOf(content []byte) (n int) {
	files, err := intake.Open("damaged", bytes.NewReader(content), intake.Options{Today: sheet.MakeDate(2026, 3, 5)})
	if err != nil {
		return 0
	}
	for _, f := range files {
		for _, err := range f.Records() {
			if err != nil {
				return 0 // nothing of any worksheet is written
			}
			n++
		}
	}
	return n
}
