package render

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"kehu/report"
	"kehu/store/sheet"
)

// TestFormWaitsForWhatIsWrittenOnIt: hidden cells of blank rows hold nothing until a
// name stands beside them, and what is shown is fit for paper.
func TestFormWaitsForWhatIsWrittenOnIt(t *testing.T) {
	text := func(s string) report.Cell { v := sheet.MakeText(s); return &v }
	form := report.Form{
		Doc: report.Doc{Key: "sign-in", Title: sheet.Verbatim("三月场 签到表  2026-03-12"), Tables: []report.Table{{
			Title: sheet.Verbatim("三月场 签到表"),
			Columns: []report.Column{{Key: "no", Label: sheet.Verbatim("编号"), Width: 8}, {Key: "name", Label: sheet.Verbatim("姓名"), Width: 12},
				{Key: "meeting", Label: sheet.Verbatim("会销"), Width: 16}},
			Rows: func(yield func([]report.Cell, error) bool) {
				yield([]report.Cell{text("#1"), text("王秀兰"), text(`三月"场"`)}, nil)
			},
		}}},
		Spare: 2, Hidden: []string{"no", "meeting"}, Given: map[string]report.Given{"meeting": {Text: `三月"场"`, When: "name"}},
	}
	var b bytes.Buffer
	if err := Form(&b, form, sheet.ZH); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	name := f.GetSheetName(0)
	rows, err := f.GetRows(name)
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"", "三月场 签到表  2026-03-12"}, {"编号", "姓名", "会销"}, {"#1", "王秀兰", `三月"场"`}}
	if diff := cmp.Diff(want, rows[:3]); diff != "" {
		t.Error(diff)
	}
	for column, visible := range map[string]bool{"A": false, "B": true, "C": false} {
		if got, err := f.GetColVisible(name, column); got != visible || err != nil {
			t.Errorf("column %s is visible: %v, %v", column, got, err)
		}
	}
	given := func() string {
		value, err := f.CalcCellValue(name, "C4")
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
	if before := given(); before != "" {
		t.Errorf("a blank row holds %q", before)
	}
	if err := f.SetCellValue(name, "B4", "赵六"); err != nil {
		t.Fatal(err)
	}
	if after := given(); after != `三月"场"` {
		t.Errorf("the row of a walk-in holds %q", after)
	}
	if page, err := f.GetPageLayout(name); err != nil || *page.Size != a4 || *page.Orientation != "portrait" {
		t.Errorf("page %v, %v", page, err)
	}
}
