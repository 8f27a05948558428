package grid

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestFilesCutAnywhereAreReadOrRefused cuts every fixture at every byte: its rows are read,
// the first ones as the sample has them, or it is refused in words.
func TestFilesCutAnywhereAreReadOrRefused(t *testing.T) {
	for _, ext := range []string{"csv", "xls", "xlsx"} {
		names, err := filepath.Glob("../../testdata/import/*." + ext)
		if err != nil || len(names) == 0 {
			t.Fatalf("%d fixtures of .%s, %v", len(names), ext, err)
		}
		for _, name := range names {
			t.Run(filepath.Base(name), func(t *testing.T) {
				t.Parallel()
				cutAnywhere(t, name)
			})
		}
	}
}

func cutAnywhere(t *testing.T, name string) {
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	step := 1
	if testing.Short() {
		step = 17
	}
	read := 0
	for end := 0; end <= len(content); end += step {
		if readsOrRefuses(t, name, content[:end]) {
			read++
		}
	}
	if filepath.Ext(name) == ".csv" && read < len(content)/step/8 {
		t.Errorf("only %d of %d cuts could be read", read, len(content)/step)
	}
}

// readsOrRefuses reads each sheet of a file, and reports whether it could.
func readsOrRefuses(t *testing.T, name string, content []byte) bool {
	t.Helper()
	f, err := Open(name, bytes.NewReader(content), Options{})
	for _, one := range f.Sheets {
		var tables []*Table
		if tables, err = one.Tables(); err != nil {
			break
		}
		addsUp(t, tables[len(content)%len(tables)]) // each separator in its turn
	}
	if err != nil && zh(err) == "" {
		t.Fatal("an error without words")
	}
	return err == nil
}

// addsUp reads a table again: its lines ascend, and it begins with its sample.
func addsUp(t *testing.T, table *Table) {
	t.Helper()
	rows, err := table.Rows(nil)
	if err != nil {
		t.Fatal(err)
	}
	var first []Line
	last, row := 0, rows.Current()
	for rows.Next() {
		if row.Line <= last {
			t.Fatalf("line %d after %d", row.Line, last)
		}
		if last = row.Line; len(first) < len(table.Sample) && row.Line >= table.Sample[0].Number {
			first = append(first, Line{row.Line, slices.Clone(row.Cells)})
		}
	}
	if !slices.EqualFunc(table.Sample, first, func(a, b Line) bool { return a.Number == b.Number && slices.Equal(a.Cells, b.Cells) }) {
		t.Fatal(cmp.Diff(table.Sample, first))
	}
}
