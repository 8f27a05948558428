package report_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"kehu/report"
	"kehu/store/sheet"
)

func TestDuplicatesAreListedWithTheirEvidence(t *testing.T) {
	someone := func(id sheet.ID, name, village string) sheet.Suspect {
		return sheet.Suspect{ID: id, Name: name, Phone: "13812345678", Village: village}
	}
	pair := func(a, b sheet.Suspect, score int, denied bool, e ...sheet.Evidence) sheet.Pair {
		p := sheet.Pair{A: a, B: b, Score: score, Shared: "13812345678", Denied: denied}
		for _, one := range e {
			p.Evidence |= one
		}
		return p
	}
	pairs := []sheet.Pair{
		pair(someone(1, "王秀兰", "后屯"), someone(2, "王秀蓝", "后屯"), 100, true, sheet.SameSound, sheet.SamePhone, sheet.SameVillage),
		pair(someone(3, "李建国", "三岔河"), someone(4, "李建国", "后屯"), 70, false, sheet.SameName, sheet.SamePhone, sheet.OtherVillage),
		pair(someone(5, "周永福", "前屯"), someone(6, "周永富", "前屯"), report.Likely-1, false, sheet.SameSound, sheet.SameVillage),
	}
	cases := []struct {
		outcome string
		options report.Options
		crowds  int
		rows    []string
		notes   int
		say     string
	}{
		{outcome: "what is unlikely or was denied is left out and counted", rows: []string{"70 | #3 | 李建国 | #4 | 李建国 | 姓名相同，电话相同 13812345678，不同村"}, notes: 2,
			say: "从第一对看起：是同一人就 kehu merge 3 4，不是就 kehu set 3 --not-duplicate 4，以后不再列出。"},
		{outcome: "all are marked", options: report.Options{All: true}, notes: 1, rows: []string{
			"100 | #1 | 王秀兰 | #2 | 王秀蓝 | 你说过不是同一人，姓名同音，电话相同 13812345678，同村 后屯",
			"70 | #3 | 李建国 | #4 | 李建国 | 姓名相同，电话相同 13812345678，不同村", "29 | #5 | 周永福 | #6 | 周永富 | 姓名同音，同村 前屯"},
			say: "从第一对看起：是同一人就 kehu merge 3 4，不是就 kehu set 3 --not-duplicate 4，以后不再列出。"},
		{outcome: "none of a village", options: report.Options{Village: "榆树沟"}, crowds: 2, notes: 2, say: "没有发现重复的客户。"},
	}
	for _, c := range cases {
		t.Run(c.outcome, func(t *testing.T) {
			d := report.Duplicates(pairs, c.crowds, c.options)
			rows, err := written(d.Tables[0], sheet.ZH, "score", "a_no", "a_name", "b_no", "b_name", "evidence")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]any{c.rows, c.notes, c.say}, []any{rows, len(d.Notes), d.Say.In(sheet.ZH)}); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}
