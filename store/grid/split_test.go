package grid

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// splitRow is a row as the splitter gives it.
type splitRow struct {
	Line  int
	Torn  bool
	Cells []string
}

func cutAll(text, sep string, eol byte) []splitRow {
	var rows []splitRow
	for s := newSplitter(strings.NewReader(text), sep, eol); s.Next(); {
		rows = append(rows, splitRow{s.Line, s.Torn, slices.Clone(s.Cells)})
	}
	return rows
}

func TestRowsAreCut(t *testing.T) {
	tests := []struct {
		reason string
		text   string
		want   []splitRow
	}{
		{"nothing is no row", "", nil},
		{"an end of line is a blank row", "\n", []splitRow{{1, false, []string{""}}}},
		{"the last line may lack its end", "a,b\nc", []splitRow{{1, false, []string{"a", "b"}}, {2, false, []string{"c"}}}},
		{"quotes keep separators and lines together", "\"a,\nb\",c\nd\n", []splitRow{{1, false, []string{"a,\nb", "c"}}, {3, false, []string{"d"}}}},
		{"two quotes stand for one", `"a""b","""",""` + "\n", []splitRow{{1, false, []string{`a"b`, `"`, ""}}}},
		{"space around quotes goes", ` "a" ,b` + "\n", []splitRow{{1, false, []string{"a", "b"}}}},
		{"a quote within a cell is a quote", "5\" 屏,b\n", []splitRow{{1, false, []string{"5\" 屏", "b"}}}},
		{"a quote never closed costs one row", "a,\"b\nc,d\n", []splitRow{{1, true, []string{"a", "\"b"}}, {2, false, []string{"c", "d"}}}},
		{"a quote closed by a later row's costs one row", "a,\"b\nc,\"d\"\n", []splitRow{{1, true, []string{"a", "\"b"}}, {2, false, []string{"c", "d"}}}},
		{"text behind a quote costs one row", "\"a\"b,c\nd\n", []splitRow{{1, true, []string{"\"a\"b", "c"}}, {2, false, []string{"d"}}}},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, cutAll(tt.text, ",", '\n')); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRowsLongerThanTheBufferAreCut(t *testing.T) {
	long := strings.Repeat("长", startBuffer)
	text := "a," + long + "\n\"" + long[:maxQuoted/4*3] + "\n\",b\nc\n"
	rows := cutAll(text, ",", '\n')
	lines := []int{}
	for _, r := range rows {
		lines = append(lines, r.Line)
	}
	if diff := cmp.Diff([]int{1, 2, 4}, lines); diff != "" {
		t.Fatal(diff)
	}
	if rows[0].Cells[1] != long || rows[2].Cells[0] != "c" {
		t.Error("cells are damaged")
	}
}

func TestEndlessLineIsRefused(t *testing.T) {
	s := newSplitter(bytes.NewReader(bytes.Repeat([]byte("x"), maxRow*2+1)), ",", '\n')
	for s.Next() {
	}
	if diff := cmp.Diff("第 1 行超过 8 MB，不像表格的一行；请检查文件", zh(s.Err)); diff != "" {
		t.Error(diff)
	}
}
