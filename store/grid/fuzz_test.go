package grid

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// seeds are the texts among the fixtures, and what is too odd to be one.
func seeds(f *testing.F) {
	names, err := filepath.Glob("../../testdata/import/*.csv")
	if err != nil || len(names) == 0 {
		f.Fatalf("no fixtures: %v", err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	for _, odd := range []string{"", "\"", "姓名\n\"", "姓名,手机\n\"a\"\"\n\"\"\"\n,\"", "\xFF\xFE", "\xFE\xFF\x00", "\x84\x31\x95\x33姓名", "姓名\r\"\r\n\"\r"} {
		f.Add([]byte(odd))
	}
}

// FuzzSplit cuts any text: no byte that isn't a separator, a quote, space or an
// end of line gets lost.
func FuzzSplit(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		if !utf8.Valid(text) {
			return
		}
		for _, sep := range []string{",", "\t", "，"} {
			for _, eol := range []byte{'\n', '\r'} {
				rows, lines, last := cutAll(string(text), sep, eol), strings.Count(string(text), string(eol))+1, 0
				for _, r := range rows {
					if r.Line <= last || r.Line > lines {
						t.Fatalf("line %d after %d of %d", r.Line, last, lines)
					}
					last = r.Line
				}
				if got, want := ink(rows, sep), strings.Map(inked(sep), string(text)); got != want {
					t.Fatalf("%q became %q", want, got)
				}
			}
		}
	})
}

func ink(rows []splitRow, sep string) string {
	var b strings.Builder
	for _, r := range rows {
		b.WriteString(strings.Map(inked(sep), strings.Join(r.Cells, "")))
	}
	return b.String()
}

func inked(sep string) func(rune) rune {
	return func(r rune) rune {
		if strings.ContainsRune(sep+"\" \t\r\n", r) {
			return -1
		}
		return r
	}
}

// FuzzDecode reads any bytes as GB18030, in one piece and byte by byte, alike.
func FuzzDecode(f *testing.F) {
	seeds(f)
	table := newGBTable()
	f.Fuzz(func(t *testing.T, text []byte) {
		whole, bad := decodeAll(text, table, len(text)*3+16)
		pieces, badToo := decodeAll(text, table, 16)
		if whole != pieces || bad != badToo {
			t.Fatalf("%q (%d bad) in one piece, %q (%d bad) in small ones", whole, bad, pieces, badToo)
		}
	})
}

func decodeAll(text []byte, table *gbTable, size int) (string, int) {
	r, buf := newGBReader(strings.NewReader(string(text)), table), make([]byte, size)
	var b strings.Builder
	for {
		n, err := r.Read(buf)
		b.Write(buf[:n])
		if err != nil {
			return b.String(), r.bad
		}
	}
}
