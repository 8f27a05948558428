package intake

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// TestMergedHeadingsAreReadTogether reads a workbook as people make it: a title, headings
// merged over two rows, and topics merged over several columns.
func TestMergedHeadingsAreReadTogether(t *testing.T) {
	book := workbookOf(t, func(f *excelize.File) {
		for _, m := range [][2]string{{"A1", "F1"}, {"A2", "A3"}, {"B2", "B3"}, {"C2", "D2"}, {"E2", "F2"}, {"A4", "A5"}} {
			if err := f.MergeCell("Sheet1", m[0], m[1]); err != nil {
				t.Fatal(err)
			}
		}
	}, []any{"后屯2026年台账"}, []any{"村", "姓名", "第一次购买", nil, "第二次购买"}, []any{nil, nil, "日期", "金额", "日期", "金额"},
		[]any{"后屯", "王秀兰", "2026-1-5", 198, "2026-2-5", 99}, []any{nil, "李建国", "2026-1-6", 58})
	files := bookFiles(t, book, Options{})
	want := []string{
		"name=王秀兰 village=后屯 | purchases on=2026-01-05 product=未注明 amount=198.00 | purchases on=2026-02-05 product=未注明 amount=99.00",
		"name=李建国 village=后屯 | purchases on=2026-01-06 product=未注明 amount=58.00",
	}
	if diff := cmp.Diff(want, tellAll(t, files[0])); diff != "" {
		t.Error(diff)
	}
}
