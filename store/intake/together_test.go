package intake

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kehu/store/grid"
)

func TestDittosAreReadAsWhatStandsAboveThem(t *testing.T) {
	f := open(t, Options{}, "日期,姓名,手机,产品,金额", "2026-1-5,王秀兰,13843110001,钙片,396", "同上,李建国,13843110002,〃,198", ",,,,", "同上,赵桂英,同上,鱼油,99")
	got := tellAll(t, f)
	want := []string{
		"name=王秀兰 phone=13843110001 | purchases on=2026-01-05 product=钙片 amount=396.00",
		"name=李建国 phone=13843110002 | purchases on=2026-01-05 product=钙片 amount=198.00",
		"skip 空行",
		"name=赵桂英 phone=13843110002 | purchases on=2026-01-05 product=鱼油 amount=99.00",
	}
	if diff := cmp.Diff(strings.Join(want, "\n"), strings.Join(got, "\n")); diff != "" || f.Dittoed != 4 {
		t.Errorf("%d dittos: %s", f.Dittoed, diff)
	}
	for cells, err := range f.Rows([]int{5}) { // as a rejected row is given back
		if diff := cmp.Diff([]string{"2026-1-5", "赵桂英", "13843110002", "鱼油", "99"}, cells); err != nil || diff != "" {
			t.Error(err, diff)
		}
	}
}

func TestDittosFarDownAreRead(t *testing.T) {
	lines := append([]string{"日期,姓名,产品,金额"}, slices.Repeat([]string{"2026-1-5,王秀兰,钙片,396"}, grid.SampleRows)...)
	got := tellAll(t, open(t, Options{}, append(lines, "同上,李建国,〃,198")...))
	if diff := cmp.Diff("name=李建国 | purchases on=2026-01-05 product=钙片 amount=198.00", got[len(got)-1]); diff != "" {
		t.Error(diff)
	}
}
