package almanac

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// market reads a rule that must be good.
func market(t *testing.T, rule string) Market {
	t.Helper()
	m, err := ParseMarket(rule)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// heldOn lists the market days of a span by walking On.
func heldOn(m Market, from date, days int) string {
	var held []string
	first, _ := dayOf(from.year, from.month, from.day)
	for n := first; n < first+days; n++ {
		if y, mo, d := dateOf(n); m.On(y, mo, d) {
			held = append(held, fmt.Sprintf("%02d-%02d", mo, d))
		}
	}
	return strings.Join(held, " ")
}

func TestMarketDays(t *testing.T) {
	// 腊月 of 2024 runs from 2024-12-31 to 2025-01-28 and has 29 days; 正月 of 2025 follows and has 30.
	// 闰六月 of 2025 runs from 2025-07-25 to 2025-08-22 and has 29 days.
	tests := []struct {
		name, rule string
		from       date
		days       int
		want       string
	}{
		{"逢三六九, 三十 has no part in it", "农历尾:3,6,9", date{2024, 12, 31}, 30,
			"01-02 01-05 01-08 01-12 01-15 01-18 01-22 01-25 01-28"},
		{"a leap month has market days as any other", "农历尾:3,6,9", date{2025, 7, 25}, 29,
			"07-27 07-30 08-02 08-06 08-09 08-12 08-16 08-19 08-22"},
		{"逢十 in a small month", "农历尾:0", date{2024, 12, 31}, 30, "01-09 01-19"},
		{"逢十 in a small month, a day earlier", "农历尾:0 小月廿九", date{2024, 12, 31}, 30, "01-09 01-19 01-28"},
		{"逢十 in a small month, a day later", "农历尾:0 小月初一", date{2024, 12, 31}, 30, "01-09 01-19 01-29"},
		{"逢十 in a month of thirty days", "农历尾:0", date{2025, 1, 29}, 31, "02-07 02-17 02-27"},
		{"a month of thirty days needs no earlier day", "农历尾:0 小月廿九", date{2025, 1, 29}, 31, "02-07 02-17 02-27"},
		{"a month of thirty days needs no later day", "农历尾:0 小月初一", date{2025, 1, 30}, 30, "02-07 02-17 02-27"},
		{"逢九逢十 keep 廿九 once", "农历尾:9,0 小月廿九", date{2025, 1, 20}, 10, "01-28"},
		{"named days", "农历日:5,13,20,28", date{2024, 12, 31}, 30, "01-04 01-12 01-19 01-27"},
		{"the thirtieth, a day earlier", "农历日:30 小月廿九", date{2024, 12, 31}, 60, "01-28 02-27"},
		{"the thirtieth, a day later", "农历日:30 小月初一", date{2024, 12, 31}, 60, "01-29 02-27"},
		{"the thirtieth only where it is", "农历日:30", date{2024, 12, 31}, 60, "02-27"},
		{"公历逢五逢十, February without a 30th", "公历尾:5,0", date{2024, 2, 1}, 35, "02-05 02-10 02-15 02-20 02-25 03-05"},
		{"the 31st has tail 1", "公历尾:1", date{2024, 1, 20}, 20, "01-21 01-31 02-01"},
		{"a fair of every year", "年集:三月十五-三月廿一", date{2025, 4, 1}, 400, "04-12 04-13 04-14 04-15 04-16 04-17 04-18 05-01 05-02 05-03 05-04 05-05"},
		{"a fair over a new year after a month of 29 days", "年集:腊月廿八-正月初二", date{2024, 12, 31}, 60, "01-27 01-28 01-29 01-30"},
		{"a fair is not held in the leap month as well", "年集:六月初一", date{2025, 6, 1}, 120, "06-25"},
		{"Tuesdays and Saturdays", "周:2,6", date{2024, 3, 1}, 14, "03-02 03-05 03-09 03-12"},
		{"Sundays", "周:7", date{2024, 3, 1}, 14, "03-03 03-10"},
		{"辰 and 戌 are six days apart", "支:辰,戌", date{2024, 2, 10}, 14, "02-10 02-16 02-22"},
		{"子 辰 申 are four days apart", "支:鼠,龙,猴", date{2024, 2, 10}, 12, "02-10 02-14 02-18"},
		{"every day", "每天", date{2024, 2, 28}, 3, "02-28 02-29 03-01"},
		{"listed dates", "日期:2024-04-01,2024-03-05", date{2024, 1, 1}, 366, "03-05 04-01"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, heldOn(market(t, test.rule), test.from, test.days)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestBranchAnchors has days whose stem and branch are on record: 甲子 is the day the republic was founded.
func TestBranchAnchors(t *testing.T) {
	tests := []struct {
		day    date
		branch string
	}{
		{date{2024, 2, 10}, "辰"},  // 甲辰
		{date{1949, 10, 1}, "子"},  // 甲子
		{date{2000, 1, 1}, "午"},   // 戊午
		{date{1970, 1, 1}, "巳"},   // 辛巳
		{date{1969, 12, 31}, "辰"}, // 庚辰
		{date{2024, 2, 4}, "戌"},   // 戊戌
	}
	for _, test := range tests {
		for i := range 12 {
			branch := character(branchWords, i)
			on := market(t, "支:"+branch).On(test.day.year, test.day.month, test.day.day)
			if want := branch == test.branch; on != want {
				t.Errorf("%v is a day of %s: %v, want %v", test.day, branch, on, want)
			}
		}
	}
}

func TestMarketRefusesDays(t *testing.T) {
	tests := []struct {
		name, rule string
		day        date
	}{
		{"a day that does not exist", "每天", date{2024, 2, 30}},
		{"before the lunar table", "农历尾:1,2,3,4,5,6,7,8,9,0", date{1929, 2, 9}},
		{"after the lunar table", "农历尾:1,2,3,4,5,6,7,8,9,0", date{2061, 1, 21}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if market(t, test.rule).On(test.day.year, test.day.month, test.day.day) {
				t.Errorf("%s is held on %v", test.rule, test.day)
			}
		})
	}
	if (Market{}).On(2024, 2, 10) {
		t.Error("the zero market is held")
	}
}

func TestMarketNext(t *testing.T) {
	tests := []struct {
		name, rule string
		from, want date
		ok         bool
	}{
		{"today", "农历尾:3,6,9", date{2025, 1, 28}, date{2025, 1, 28}, true},
		{"in the next month", "农历尾:3,6,9", date{2025, 1, 29}, date{2025, 1, 31}, true},
		{"after a small month", "农历尾:0", date{2025, 1, 20}, date{2025, 2, 7}, true},
		{"over the year's end", "公历尾:5", date{2024, 12, 26}, date{2025, 1, 5}, true},
		{"a listed date", "日期:2024-03-05", date{2024, 1, 1}, date{2024, 3, 5}, true},
		{"a listed date in 400 days", "日期:2025-02-04", date{2024, 1, 1}, date{2025, 2, 4}, true},
		{"a listed date in 401 days", "日期:2025-02-05", date{2024, 1, 1}, date{}, false},
		{"listed dates are past", "日期:2024-03-05", date{2024, 3, 6}, date{}, false},
		{"before 1970", "支:子", date{1949, 9, 30}, date{1949, 10, 1}, true},
		{"a day that does not exist", "每天", date{2024, 2, 30}, date{}, false},
		{"outside the lunar table", "农历尾:3", date{2070, 1, 1}, date{}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			y, m, d, ok := market(t, test.rule).Next(test.from.year, test.from.month, test.from.day)
			if got := (date{y, m, d}); got != test.want || ok != test.ok {
				t.Errorf("got %v, %v; want %v, %v", got, ok, test.want, test.ok)
			}
		})
	}
	if y, m, d, ok := (Market{}).Next(2024, 2, 10); ok {
		t.Errorf("the zero market is held on %d-%d-%d", y, m, d)
	}
}
