package grid

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

func TestTextsAreCutInEachWayTheyMayBeRead(t *testing.T) {
	type way struct {
		Encoding, Separator string
		Sample              []Line
	}
	lines := func(cells ...[]string) (all []Line) {
		for i, texts := range cells {
			all = append(all, Line{i + 1, texts})
		}
		return all
	}
	tests := []struct {
		reason string
		text   []byte
		want   []way
	}{
		{"by each separator", []byte("姓名\t村\n王,李\t后屯\n"), []way{
			{"utf-8", ",", lines([]string{"姓名\t村"}, []string{"王", "李\t后屯"})},
			{"utf-8", "\t", lines([]string{"姓名", "村"}, []string{"王,李", "后屯"})},
			{"utf-8", ";", lines([]string{"姓名\t村"}, []string{"王,李\t后屯"})},
			{"utf-8", "，", lines([]string{"姓名\t村"}, []string{"王,李\t后屯"})},
		}},
		{"by the one it tells, whose line is none of its rows", []byte("sep=|\n姓名|村\n"), []way{
			{"utf-8", "|", []Line{{2, []string{"姓名", "村"}}}},
		}},
		{"as GB18030 too where that is valid UTF-8 by chance", append([]byte("sep=,\n"), gb18030(t, "状态")...), []way{
			{"utf-8", ",", []Line{{2, []string{"״̬"}}}},
			{"gb18030", ",", []Line{{2, []string{"状态"}}}},
		}},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			tables, err := tablesOf(tt.text)
			if err != nil {
				t.Fatal(err)
			}
			var got []way
			for _, one := range tables {
				got = append(got, way{one.Encoding, one.Separator, one.Sample})
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// merged is a workbook of two worksheets, the second one hidden; in the first a village
// and a sum are merged down two rows, of which one is hidden.
func merged(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for at, cells := range map[string][]any{"A2": {"村", "姓名", "金额"}, "A3": {"后屯", "王秀兰", 198}, "A4": {nil, "李建国"}, "A6": {"前屯", "张三", 1.5}} {
		if err := f.SetSheetRow("Sheet1", at, &cells); err != nil {
			t.Fatal(err)
		}
	}
	_, err := f.NewSheet("旧账")
	for _, change := range []func() error{
		func() error { return err },
		func() error { return f.SetSheetVisible("旧账", false) },
		func() error { return f.SetRowVisible("Sheet1", 4, false) },
		func() error { return f.MergeCell("Sheet1", "A3", "A4") },
		func() error { return f.MergeCell("Sheet1", "C3", "C4") },
	} {
		if err := change(); err != nil {
			t.Fatal(err)
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestMergedCellsStandInEveryRowButWhereTheyStayAlone(t *testing.T) {
	f, err := Open("账.xlsx", bytes.NewReader(merged(t)), Options{})
	if err != nil || !f.Workbook || f.Ours || len(f.Sheets) != 2 || f.Sheets[0].Hidden || f.Sheets[1].Name != "旧账" || !f.Sheets[1].Hidden {
		t.Fatalf("%+v: %v", f, err)
	}
	tables, err := f.Sheets[0].Tables()
	if err != nil || len(tables) != 1 {
		t.Fatalf("%d tables: %v", len(tables), err)
	}
	table := tables[0]
	want := []string{"1 ", "2 村|姓名|金额", "3 后屯|王秀兰|198", "4 后屯|李建国|198", "5 ", "6 前屯|张三|1.5"}
	if diff := cmp.Diff(want, tell(t, table, nil)); diff != "" {
		t.Error(diff)
	}
	want[3] = "4 后屯|李建国"
	if diff := cmp.Diff(want, tell(t, table, map[int]bool{2: true})); diff != "" {
		t.Error(diff)
	}
	if table.Encoding != "xlsx" || table.Filled != 4 || table.Hidden != 1 {
		t.Errorf("%s, %d rows, %d hidden: want xlsx, 4 and 1", table.Encoding, table.Filled, table.Hidden)
	}
	if !table.Merged(2, 2) || table.Merged(2, 3) || table.Merged(1, 0) {
		t.Error("the amount alone is merged below line 2")
	}
}
