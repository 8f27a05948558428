package almanac

import "testing"

// date is a civil date in the tables of the tests.
type date struct{ year, month, day int }

func TestFromSolar(t *testing.T) {
	tests := []struct {
		name string
		day  date
		want Lunar
		ok   bool
	}{
		{"spring festival", date{2024, 2, 10}, Lunar{2024, 1, 1, false}, true},
		{"last day of the lunar year is 三十", date{2024, 2, 9}, Lunar{2023, 12, 30, false}, true},
		{"last day of the lunar year is 廿九", date{2025, 1, 28}, Lunar{2024, 12, 29, false}, true},
		{"leap month", date{2025, 7, 25}, Lunar{2025, 6, 1, true}, true},
		{"month before the leap month", date{2025, 7, 24}, Lunar{2025, 6, 30, false}, true},
		{"month after the leap month", date{2025, 8, 23}, Lunar{2025, 7, 1, false}, true},
		{"leap month 11", date{2033, 12, 22}, Lunar{2033, 11, 1, true}, true},
		{"三十 that many tables lack", date{2025, 4, 27}, Lunar{2025, 3, 30, false}, true},
		{"ICU is a day late", date{2027, 2, 6}, Lunar{2027, 1, 1, false}, true},
		{"ICU is a day early", date{2030, 2, 2}, Lunar{2029, 12, 30, false}, true},
		{"founding of the republic", date{1949, 10, 1}, Lunar{1949, 8, 10, false}, true},
		{"mid-autumn of 1978", date{1978, 9, 17}, Lunar{1978, 8, 15, false}, true},
		{"first day of the promise", date{1930, 1, 1}, Lunar{1929, 12, 2, false}, true},
		{"first day of the table", date{1929, 2, 10}, Lunar{1929, 1, 1, false}, true},
		{"before the table", date{1929, 2, 9}, Lunar{}, false},
		{"last day of the table", date{2061, 1, 20}, Lunar{2060, 12, 29, false}, true},
		{"after the table", date{2061, 1, 21}, Lunar{}, false},
		{"long after the table", date{2500, 1, 1}, Lunar{}, false},
		{"no such day", date{2023, 2, 29}, Lunar{}, false},
		{"no such month", date{2023, 13, 1}, Lunar{}, false},
		{"day nought", date{2023, 1, 0}, Lunar{}, false},
		{"year beyond counting", date{1 << 60, 1, 1}, Lunar{}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, ok := FromSolar(test.day.year, test.day.month, test.day.day)
			if got != test.want || ok != test.ok {
				t.Errorf("got %+v, %v; want %+v, %v", got, ok, test.want, test.ok)
			}
		})
	}
}

func TestSolarRefuses(t *testing.T) {
	tests := []struct {
		name string
		l    Lunar
	}{
		{"no year", Lunar{0, 8, 15, false}},
		{"before the table", Lunar{1928, 12, 29, false}},
		{"after the table", Lunar{2061, 1, 1, false}},
		{"month has no 三十", Lunar{2024, 12, 30, false}},
		{"leap month has no 三十", Lunar{2025, 6, 30, true}},
		{"year has no leap month", Lunar{2024, 6, 1, true}},
		{"year has another leap month", Lunar{2025, 7, 1, true}},
		{"leap month nought", Lunar{2024, 0, 1, true}},
		{"month 13", Lunar{2025, 13, 1, false}},
		{"day 31", Lunar{2025, 1, 31, false}},
		{"day nought", Lunar{2025, 1, 0, false}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if y, m, d, ok := test.l.Solar(); ok || y != 0 || m != 0 || d != 0 {
				t.Errorf("%+v is on %d-%d-%d, %v; want none", test.l, y, m, d, ok)
			}
		})
	}
}

// TestEveryDay walks the table: each day follows from the one before, and goes to the civil calendar and back.
func TestEveryDay(t *testing.T) {
	days := 0
	before := Lunar{1928, 12, 30, false}
	for n := midnight(1929, 2, 10); n <= midnight(2061, 1, 20); n++ {
		days++
		y, m, d := dateOf(n)
		l, ok := FromSolar(y, m, d)
		if !ok || !follows(before, l) {
			t.Fatalf("%d-%d-%d is %+v, %v, after %+v", y, m, d, l, ok, before)
		}
		if sy, sm, sd, ok := l.Solar(); !ok || sy != y || sm != m || sd != d {
			t.Fatalf("%+v is on %d-%d-%d, %v; want %d-%d-%d", l, sy, sm, sd, ok, y, m, d)
		}
		before = l
	}
	if days != 48193 {
		t.Errorf("walked %d days, want 48193", days)
	}
}

// follows tells whether one lunar date may be the day after another.
func follows(a, b Lunar) bool {
	if b.Day > 1 {
		a.Day++
		return a == b
	}
	ended := a.Day == 29 || a.Day == 30
	switch {
	case b.Leap:
		return ended && !a.Leap && a.Year == b.Year && a.Month == b.Month
	case b.Month == 1:
		return ended && a.Month == 12 && a.Year == b.Year-1
	}
	return ended && a.Year == b.Year && a.Month == b.Month-1
}

func TestString(t *testing.T) {
	tests := []struct {
		l    Lunar
		want string
	}{
		{Lunar{2024, 8, 15, false}, "农历八月十五"},
		{Lunar{0, 6, 3, true}, "农历闰六月初三"},
		{Lunar{0, 1, 1, false}, "农历正月初一"},
		{Lunar{0, 10, 10, false}, "农历十月初十"},
		{Lunar{0, 11, 11, false}, "农历冬月十一"},
		{Lunar{0, 12, 23, false}, "农历腊月廿三"},
		{Lunar{0, 2, 20, false}, "农历二月二十"},
		{Lunar{0, 9, 19, false}, "农历九月十九"},
		{Lunar{0, 3, 29, false}, "农历三月廿九"},
		{Lunar{0, 4, 30, false}, "农历四月三十"},
		{Lunar{0, 13, 1, false}, ""},
		{Lunar{0, 1, 31, false}, ""},
		{Lunar{}, ""},
	}
	for _, test := range tests {
		if got := test.l.String(); got != test.want {
			t.Errorf("%+v is %q, want %q", test.l, got, test.want)
		}
	}
}

func TestNextLunar(t *testing.T) {
	tests := []struct {
		name       string
		month, day int
		leap       bool
		from       date
		want       date
		ok         bool
	}{
		{"later this year", 8, 15, false, date{2024, 3, 1}, date{2024, 9, 17}, true},
		{"today", 8, 15, false, date{2024, 9, 17}, date{2024, 9, 17}, true},
		{"next year", 8, 15, false, date{2024, 9, 18}, date{2025, 10, 6}, true},
		{"in January, still of last lunar year", 12, 8, false, date{2024, 1, 1}, date{2024, 1, 18}, true},
		{"三十 exists", 12, 30, false, date{2024, 1, 1}, date{2024, 2, 9}, true},
		{"missing 三十 falls on 廿九", 12, 30, false, date{2024, 2, 10}, date{2025, 1, 28}, true},
		{"plain birthday in a leap year keeps to the plain month", 6, 3, false, date{2025, 1, 1}, date{2025, 6, 27}, true},
		{"plain birthday is not kept twice", 6, 3, false, date{2025, 6, 28}, date{2026, 7, 16}, true},
		{"leap birthday in its leap month", 6, 3, true, date{2025, 1, 1}, date{2025, 7, 27}, true},
		{"leap birthday without its leap month", 6, 3, true, date{2025, 7, 28}, date{2026, 7, 16}, true},
		{"leap birthday in a year with another leap month", 6, 3, true, date{2028, 3, 1}, date{2028, 7, 24}, true},
		{"三十 of a small leap month falls on 廿九", 6, 30, true, date{2025, 7, 25}, date{2025, 8, 22}, true},
		{"leap month 11 reaches into January", 11, 20, true, date{2033, 12, 22}, date{2034, 1, 10}, true},
		{"the table ends first", 12, 30, false, date{2061, 1, 21}, date{}, false},
		{"the last one", 12, 30, false, date{2061, 1, 20}, date{2061, 1, 20}, true},
		{"the last one is past", 1, 1, false, date{2060, 2, 3}, date{}, false},
		{"before the table", 1, 1, false, date{1929, 2, 9}, date{}, false},
		{"from a day that does not exist", 1, 1, false, date{2024, 2, 30}, date{}, false},
		{"month 13", 13, 1, false, date{2024, 1, 1}, date{}, false},
		{"day 31", 1, 31, false, date{2024, 1, 1}, date{}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			y, m, d, ok := NextLunar(test.month, test.day, test.leap, test.from.year, test.from.month, test.from.day)
			if got := (date{y, m, d}); got != test.want || ok != test.ok {
				t.Errorf("got %v, %v; want %v, %v", got, ok, test.want, test.ok)
			}
		})
	}
}

// TestNextLunarIsFirst compares with a walk day by day, for every birthday from every 97th day of forty years.
func TestNextLunarIsFirst(t *testing.T) {
	for from := midnight(2000, 1, 1); from < midnight(2040, 1, 1); from += 97 {
		y, m, d := dateOf(from)
		for month := 1; month <= 12; month++ {
			for _, day := range []int{1, 15, 29} {
				n := from
				for l, _ := lunarOf(n); l.Month != month || l.Day != day || l.Leap; l, _ = lunarOf(n) {
					n++
				}
				gy, gm, gd, ok := NextLunar(month, day, false, y, m, d)
				if got, _ := dayOf(gy, gm, gd); !ok || got != n {
					t.Fatalf("%d/%d after %d-%d-%d is day %d, %v; want %d", month, day, y, m, d, got, ok, n)
				}
			}
		}
	}
}
