package segment_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"kehu/report/segment"
	"kehu/store/sheet"
)

func TestEveryClassAndGroupHasItsOwnNameAndAdvice(t *testing.T) {
	type named interface {
		Key() string
		Words() sheet.Words
		Advice() sheet.Words
	}
	var classes, groups []named
	for _, c := range segment.Classes() {
		classes = append(classes, c)
	}
	for _, g := range segment.Groups() {
		groups = append(groups, g)
	}
	if len(classes) != 16 || len(groups) != 14 {
		t.Fatalf("%d classes and %d groups, want 16 and 14", len(classes), len(groups))
	}
	for _, all := range [][]named{classes, groups} {
		seen := map[string]bool{}
		for _, n := range all {
			for _, text := range []string{n.Key(), n.Words().ZH, n.Words().EN, n.Advice().ZH, n.Advice().EN} {
				if text == "" || seen[text] {
					t.Errorf("%s: %q is empty or used twice", n.Key(), text)
				}
				seen[text] = true
			}
			if !strings.HasSuffix(n.Advice().ZH, "。") || !strings.HasSuffix(n.Advice().EN, ".") {
				t.Errorf("%s: advice is no sentence: %+v", n.Key(), n.Advice())
			}
		}
	}
}

func TestReasonShowsTheCustomersFiguresBesideTheLines(t *testing.T) {
	buyers := []segment.Summary{
		{Days: 12, Buys: 9, Spent: 498000},
		{Days: 0, Buys: 1, Spent: 5},
		{Days: 1, Spent: 123456},
	}
	means, fixed := segment.Rule{}, segment.Rule{Days: 90, Buys: 1, Spent: 300000}
	tests := map[string]struct {
		rule   segment.Rule
		give   segment.Summary
		zh, en string
	}{
		"means": {means, buyers[0],
			"最近 12 天前买过（平均 4.3 天），买过 9 天（平均 3.7 天），累计 4,980 元（平均 2,071.54 元）",
			"last bought 12 days ago (mean 4.3 days), bought on 9 days (mean 3.7 days), spent 4,980 yuan in all (mean 2,071.54 yuan)"},
		"fixed lines": {fixed, buyers[1],
			"今天买过（界线 90 天），买过 1 天（界线 1 天），累计 0.05 元（界线 3,000 元）",
			"last bought today (line 90 days), bought on 1 day (line 1 day), spent 0.05 yuan in all (line 3,000 yuan)"},
		"money without a count": {fixed, buyers[2],
			"昨天买过（界线 90 天），买过 1 天或更多（界线 1 天），累计 1,234.56 元（界线 3,000 元）",
			"last bought yesterday (line 90 days), bought on 1 day or more (line 1 day), spent 1,234.56 yuan in all (line 3,000 yuan)"},
		"never bought": {means, segment.Summary{Days: -1, Stage: "意向", Contact: 12},
			"没有购买记录，阶段是意向，最近 12 天前联系过", "no purchase on record, stage interested, last contacted 12 days ago"},
		"stage contradicts": {means, segment.Summary{Days: -1, Stage: "成交", Contact: -1},
			"没有购买记录，但阶段写着成交，从没联系过", "no purchase on record, and yet the stage says sold, never contacted"},
		"stage unknown": {means, segment.Summary{Days: -1, Stage: "别的%d", Contact: 0},
			"没有购买记录，阶段“别的%d”认不出，今天联系过", "no purchase on record, stage “别的%d” is none we know, last contacted today"},
		"returned": {means, segment.Summary{Days: 3, Buys: 1},
			"有购买，累计 0 元：全退了，或没记金额", "bought, 0 yuan in all: everything returned, or amounts never written down"},
		"overdrawn": {means, segment.Summary{Days: 3, Spent: -123450},
			"有购买或退货，累计 -1,234.50 元：退的比买的多", "bought or returned, -1,234.50 yuan in all: more returned than bought"},
		"undated": {means, segment.Summary{Days: -1, Spent: 100000000},
			"累计 1,000,000 元，但没有最近购买的日期", "spent 1,000,000 yuan in all, but the date of the last purchase is missing"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := segment.Place(buyers, tt.rule).Reason(tt.give)
			if diff := cmp.Diff([]string{tt.zh, tt.en}, []string{got.In(sheet.ZH), got.In(sheet.EN)}); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestReasonsAreWholeForAnyCustomer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := customers(t)
		r := segment.Place(all, rules(t))
		for _, s := range all {
			words := r.Reason(s)
			for _, text := range []string{words.In(sheet.ZH), words.In(sheet.EN)} {
				if text == "" || strings.Contains(text, "%!") {
					t.Fatalf("%+v: %q", s, text)
				}
			}
		}
	})
}

func TestCodesReadRFM(t *testing.T) {
	got := []string{segment.Placed{R: 5, F: 4, M: 1}.Code(), segment.Placed{}.Code()}
	if !slices.Equal(got, []string{"541", ""}) {
		t.Errorf("got %q", got)
	}
}
