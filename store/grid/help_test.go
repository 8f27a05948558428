package grid

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"kehu/store/sheet"
)

// tablesOf opens a file of one sheet.
func tablesOf(content []byte) ([]*Table, error) {
	f, err := Open("账", bytes.NewReader(content), Options{})
	if err != nil {
		return nil, err
	}
	return f.Sheets[0].Tables()
}

// tableOf opens a file of one sheet that can be read in one way.
func tableOf(t testing.TB, content []byte) *Table {
	t.Helper()
	tables, err := tablesOf(content)
	if err != nil || len(tables) != 1 {
		t.Fatalf("%d tables: %v", len(tables), err)
	}
	return tables[0]
}

// tell is each row of a table in one line: where it begins, and its cells.
func tell(t testing.TB, table *Table, alone map[int]bool) (all []string) {
	t.Helper()
	rows, err := table.Rows(alone)
	if err != nil {
		t.Fatal(err)
	}
	row := rows.Current()
	for rows.Next() {
		all = append(all, fmt.Sprint(row.Line, " ", strings.Join(row.Cells, "|")))
	}
	if row.Err != nil {
		t.Fatal(row.Err)
	}
	return all
}

// zh is the Chinese text of an error.
func zh(err error) string {
	var known *sheet.Error
	if errors.As(err, &known) {
		return known.Words.In(sheet.ZH)
	}
	return err.Error()
}

func gb18030(t testing.TB, text string) []byte {
	t.Helper()
	b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func utf16(t testing.TB, text string) []byte {
	t.Helper()
	b, err := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return b
}
