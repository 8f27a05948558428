package render_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"kehu/report"
	"kehu/report/render"
	"kehu/store/sheet"
)

// page is a village of two customers.
func page(village string, names ...string) report.Table {
	return report.Table{Title: sheet.Verbatim(village), Columns: []report.Column{
		{Key: "no", Label: sheet.W("编号", "No"), Width: 8, Hidden: true},
		{Key: "name", Label: sheet.W("姓名", "Name"), Width: 9},
		{Key: "result", Label: sheet.W("结果", "Result"), Width: 26, Blank: true},
	}, Rows: func(yield func([]report.Cell, error) bool) {
		for i, name := range names {
			no, text, blank := sheet.MakeText([]string{"#1", "#2"}[i]), sheet.MakeText(name), sheet.MakeText("")
			if !yield([]report.Cell{&no, &text, &blank}, nil) {
				return
			}
		}
	}}
}

func TestDaySheetIsAPageAVillage(t *testing.T) {
	var b bytes.Buffer
	d := report.Doc{Title: sheet.W("日单", "Day sheet"), AsOf: sheet.MakeDate(2026, 3, 5), Tables: []report.Table{page("后屯", "王秀兰", "李建国"), page("前屯", "赵大山")}}
	if err := render.DaySheet(&b, d, sheet.ZH); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	type seen struct {
		Rows   [][]string
		Hidden bool
		Height float64
		Wide   bool
	}
	got := map[string]seen{}
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		visible, _ := f.GetColVisible(name, "A")
		height, _ := f.GetRowHeight(name, 3)
		layout, _ := f.GetPageLayout(name)
		if err != nil {
			t.Fatal(err)
		}
		got[name] = seen{rows, !visible, height, *layout.Orientation == "landscape" && *layout.Size == 9 && *layout.FitToWidth == 1}
	}
	title := func(village, n string) string {
		return village + "　2026-03-05　周四　共 " + n + " 位　　业务员：__________　　填好后存盘，kehu import 读回"
	}
	want := map[string]seen{
		"后屯": {[][]string{{"", title("后屯", "2")}, {"编号", "姓名", "结果"}, {"#1", "王秀兰"}, {"#2", "李建国"}}, true, 54, true},
		"前屯": {[][]string{{"", title("前屯", "1")}, {"编号", "姓名", "结果"}, {"#1", "赵大山"}}, true, 54, true},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestDaySheetTitleStandsAtTheLeft also where a hidden column stands among the seen.
func TestDaySheetTitleStandsAtTheLeft(t *testing.T) {
	table := page("后屯", "王秀兰")
	table.Columns[len(table.Columns)-1].Hidden = true
	var b bytes.Buffer
	if err := render.DaySheet(&b, report.Doc{Title: sheet.W("日单", "Day sheet"), Tables: []report.Table{table}}, sheet.ZH); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if title, _ := f.GetCellValue("后屯", "B1"); title == "" {
		t.Error("no title above the first column that is seen")
	}
}
