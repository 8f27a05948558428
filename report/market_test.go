package report_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"kehu/report"
	"kehu/store/sheet"
)

// market is a market of the tests.
func market(name, township, rule string) *sheet.Market {
	return &sheet.Market{Name: sheet.MakeText(name), Township: sheet.MakeText(township), Rule: sheet.MakeText(rule)}
}

// TestMarketOfAPlace: today is 正月十七, Thursday 5 March 2026.
func TestMarketOfAPlace(t *testing.T) {
	src := memory{}
	src.add(sheet.Markets, market("大集", "三岔河镇", "农历尾:3,6,9"), market("小集", "三岔河", "每周日"),
		market("十里堡集", "", "公历尾:5,0"), market("老集", "榆树", "日期:2026-01-01"), market("怪集", "榆树", "看情况"))
	all, err := report.MarketsOf(src)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		reason string
		places []string
		want   string
	}{
		{"the sooner of two markets, 镇 or not", []string{"三岔河"}, "2026-03-07 大集"},
		{"a market named for its place", []string{"十里堡村"}, "2026-03-05 十里堡集"},
		{"the first place that has one", []string{"", "后屯", "十里堡"}, "2026-03-05 十里堡集"},
		{"the township before the village", []string{"三岔河乡", "十里堡"}, "2026-03-07 大集"},
		{"no market there", []string{"后屯", ""}, " "},
		{"its days are over, and a rule nobody can read", []string{"榆树镇"}, " "},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			on, m := all.Next(today, test.places...)
			if got := on.String() + " " + m.Name.String(); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestMarketDays(t *testing.T) {
	src := memory{}
	src.add(sheet.Markets, market("大集", "三岔河镇", "农历尾:9"), market("十里堡集", "", "周:7"), market("怪集", "", "看情况"))
	all, err := report.MarketsOf(src)
	if err != nil {
		t.Fatal(err)
	}
	d := report.MarketDays(all, report.Options{Today: today, Days: 14})
	got, err := written(d.Tables[0], sheet.ZH)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{ // 正月廿九 of 2026 is 17 March, the last of these days is the 18th
		"2026-03-07 | 周六 | 正月十九 | 大集 | 三岔河镇 | 农历尾:9 | 2",
		"2026-03-08 | 周日 | 正月二十 | 十里堡集 |  | 周:7 | 3",
		"2026-03-15 | 周日 | 正月廿七 | 十里堡集 |  | 周:7 | 10",
		"2026-03-17 | 周二 | 正月廿九 | 大集 | 三岔河镇 | 农历尾:9 | 12",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if want := "最近的集：3月7日（周六），大集。"; d.Say.In(sheet.ZH) != want {
		t.Errorf("says %s, want %s", d.Say.In(sheet.ZH), want)
	}
	if want := "怪集的规则“看情况”看不懂，重新写一遍：kehu market add 怪集 --rule 农历尾:3,6,9"; len(d.Notes) != 1 || d.Notes[0].In(sheet.ZH) != want {
		t.Errorf("notes %v", d.Notes)
	}
}
