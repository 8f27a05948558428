package intake

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kehu/store/grid"
	"kehu/store/sheet"
)

func TestDaysOfAColumnSayWhatOrderTheyHave(t *testing.T) {
	refused := "name=甲 | purchases product=钙片 amount=1.00 | ! 日期 "
	row := func(day string) string { return "name=甲 | purchases on=" + day + " product=钙片 amount=1.00" }
	tests := []struct {
		reason     string
		days       []string
		said, want []string
	}{
		{"nothing tells", []string{"5/1/2026", "2/1/2026"}, []string{"“日期”的 5/1/2026 读作 2026-05-01（月/日/年）"}, []string{row("2026-05-01"), row("2026-02-01")}},
		{"nothing to tell", []string{"5/5/2026", "2026-1-5"}, nil, []string{row("2026-05-05"), row("2026-01-05")}},
		{"a day that is no month", []string{"5/1/2026", "13/1/2026", "14/1/2026 8:26"}, []string{"“日期”的 5/1/2026 读作 2026-01-05（日/月/年）"}, []string{row("2026-01-05"), row("2026-01-13"), row("2026-01-14")}},
		{"both", []string{"5/1/2026", "13/1/2026", "1/14/2026"}, nil, []string{
			refused + "“5/1/2026”分不清几月几日，这一列别的日子也说不准；请写成 2026-01-05", row("2026-01-13"), row("2026-01-14")}},
		{"one far down that contradicts", append(slices.Repeat([]string{"5/1/2026"}, grid.SampleRows), "13/1/2026"), []string{"“日期”的 5/1/2026 读作 2026-05-01（月/日/年）"}, append(slices.Repeat([]string{row("2026-05-01")}, grid.SampleRows),
			refused+"“13/1/2026”先写了日，这里按月/日/年读；请写成 2026-01-13")},
		{"one far down after none", append(slices.Repeat([]string{"2026-1-5"}, grid.SampleRows), "5/1/2026"), nil, append(slices.Repeat([]string{row("2026-01-05")}, grid.SampleRows),
			refused+"“5/1/2026”分不清几月几日，这一列别的日子也说不准；请写成 2026-01-05")},
		{"another", append(slices.Repeat([]string{"13/1/2026"}, grid.SampleRows), "1/13/2026", "5/1/2026"), nil, append(slices.Repeat([]string{row("2026-01-13")}, grid.SampleRows),
			refused+"“1/13/2026”先写了月，这一列别的日子是日/月/年；请写成 2026-01-13", row("2026-01-05"))},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			lines := []string{"姓名,日期,产品,金额"}
			for _, day := range tt.days {
				lines = append(lines, "甲,"+day+",钙片,1")
			}
			f := open(t, Options{}, lines...)
			var said []string
			for _, note := range f.Notes {
				said = append(said, note.In(sheet.ZH))
			}
			if diff := cmp.Diff(tt.said, said); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tt.want, tellAll(t, f)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
