package intake

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kehu/store/sheet"
)

func TestMonthsBecomePurchases(t *testing.T) {
	const noYear = "“1月”等 2 列像各月买了多少，可是看不出是哪一年的，保留为自己的列，没有记成购买；请在文件名、标题或表头里写上年份（如 2025年）再导入"
	for _, c := range []struct {
		reason string
		lines  []string
		want   string // the purchases of the rows, or the note why there are none
	}{
		{"the year in the title", []string{"2025年购买统计,,,", "姓名,1月,2月,合计", "a,198,,198", "b,,58元,58"}, "a 2025-01-01 198.00; b 2025-02-01 58.00"},
		{"the year in the headings, in any spelling", []string{"姓名,25年11月份,2025-12,2026.1月购买,2026年二月花多少钱", "a,1,2,3,4"},
			"a 2025-11-01 1.00; a 2025-12-01 2.00; a 2026-01-01 3.00; a 2026-02-01 4.00"},
		{"no year", []string{"姓名,1月,2月", "a,198,"}, noYear},
		{"two years to choose from", []string{"2024、2025 年统计,,", "姓名,1月,2月", "a,198,"}, noYear},
		{"months that turn the year", []string{"2025年统计,,", "姓名,12月,1月", "a,198,"}, strings.Replace(noYear, "1月", "12月", 1)},
		{"what is no amount", []string{"2025年统计,,", "姓名,1月,2月", "a,钙片,鱼油"}, "“1月”等 2 列像各月的，里面不是金额，保留为自己的列，没有记成购买"},
		{"one month alone", []string{"2025年统计,", "姓名,1月", "a,198"}, ""},
		{"purchases with days of their own", []string{"2025年统计,,,,", "姓名,日期,产品,金额,1月,2月", "a,2025-1-5,钙片,198,1,2"}, "a 2025-01-05 198.00"},
	} {
		t.Run(c.reason, func(t *testing.T) {
			f := open(t, Options{}, c.lines...)
			var told []string
			for r, err := range f.Records() {
				if err != nil {
					t.Fatal(err)
				}
				for _, p := range r.Parts {
					sale := p.Row.(*sheet.Purchase)
					told = append(told, r.Customer.Row.(*sheet.Customer).Name.String()+" "+sale.On.String()+" "+sale.Amount.String())
				}
			}
			if len(told) == 0 && len(f.Notes) > 0 {
				told = []string{f.Notes[0].In(sheet.ZH)}
			}
			if diff := cmp.Diff(c.want, strings.Join(told, "; ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestMonthsAreNotRemembered: the same headings are another year the next time.
func TestMonthsAreNotRemembered(t *testing.T) {
	f := open(t, Options{}, "2025年购买统计,,,", "姓名,1月,2月", "a,198,1")
	if diff := cmp.Diff(map[string]string{"姓名": "name"}, f.Map()); diff != "" || !f.Monthly() {
		t.Errorf("monthly %v: %s", f.Monthly(), diff)
	}
}
