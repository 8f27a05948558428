package render

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"kehu/report"
	"kehu/store/sheet"
)

// TestFiguresAmongWordsStandInLine: a ratio, a mean and a dash in columns of words stand
// to the right with the decimals they are told with; a time of which only the day is
// known shows no midnight.
func TestFiguresAmongWordsStandInLine(t *testing.T) {
	at, late := sheet.MakeMoment(*day(2026, 3, 5), 0), sheet.MakeMoment(*day(2026, 3, 5), 9*60+30)
	d := report.Doc{Key: "meetings", Notes: []sheet.Words{sheet.W("说明", "a note")}, Tables: []report.Table{{Title: sheet.W("会销", "Meetings"),
		Columns: []report.Column{{Key: "ratio", Label: sheet.W("投入产出", "Return"), Width: 120}, {Key: "at", Label: sheet.W("时间", "At"), Kind: sheet.MomentKind, Width: 60},
			{Key: "more", Label: sheet.W("别的", "More"), Width: 60}},
		Rows: rowsOf([][]report.Cell{{report.Ratio{Num: 297, Den: 100}, &at, text("x")}, {report.Ratio{}, &late, text("x")}}, nil)}}}
	f := reopen(t, []report.Doc{d}, sheet.ZH)
	name := f.GetSheetList()[0]
	got := map[string]string{}
	for _, cell := range []string{"A3", "A4", "B3", "B4"} {
		style := must(f.GetStyle(must(f.GetCellStyle(name, cell))))
		got[cell] = style.Alignment.Horizontal
		if style.CustomNumFmt != nil {
			got[cell] += " " + *style.CustomNumFmt
		}
	}
	for _, n := range f.GetDefinedName() {
		if n.Name == "_xlnm.Print_Area" { // with the note below
			got["printed"] = n.RefersTo
		}
	}
	want := map[string]string{"A3": "right #,##0.00", "A4": "right #,##0", "B3": "center yyyy-mm-dd", "B4": "center yyyy-mm-dd hh:mm", "printed": "'会销'!$A$1:$B$6"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestTheOverviewPrintsOnOnePageUpright is what a manager puts on the table.
func TestTheOverviewPrintsOnOnePageUpright(t *testing.T) {
	f := reopen(t, []report.Doc{summary(), listing(people(), "no", "name")}, sheet.ZH)
	layout := must(f.GetPageLayout(f.GetSheetList()[0]))
	if *layout.Orientation != "portrait" || *layout.FitToHeight != 1 || *layout.FitToWidth != 1 {
		t.Errorf("page layout %+v", layout)
	}
}
