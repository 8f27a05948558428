package almanac

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFestivalsOfAYear(t *testing.T) {
	want := []string{
		"2025-01-01 元旦", "2025-01-07 腊八", "2025-01-22 小年", "2025-01-28 除夕", "2025-01-29 春节", "2025-02-12 元宵",
		"2025-03-01 龙抬头", "2025-04-04 清明", "2025-05-01 劳动节", "2025-05-31 端午", "2025-08-29 七夕", "2025-09-06 中元",
		"2025-10-01 国庆", "2025-10-06 中秋", "2025-10-29 重阳", "2025-12-21 冬至",
	}
	if diff := cmp.Diff(want, festivalTexts(2025)); diff != "" {
		t.Error(diff)
	}
}

func TestFestivalsOfOneDay(t *testing.T) {
	var got []string
	for _, text := range festivalTexts(2020) {
		if text[:10] == "2020-10-01" {
			got = append(got, text)
		}
	}
	if diff := cmp.Diff([]string{"2020-10-01 中秋", "2020-10-01 国庆"}, got); diff != "" {
		t.Error(diff)
	}
}

func festivalTexts(year int) []string {
	var texts []string
	for _, f := range Festivals(year) {
		texts = append(texts, fmt.Sprintf("%04d-%02d-%02d %s", f.Year, f.Month, f.Day, f.Name))
	}
	return texts
}

// TestFestivalsOfDomainTable has the days of domain.md that the Observatory's festivals lack: 小年 and 龙抬头.
func TestFestivalsOfDomainTable(t *testing.T) {
	want := map[int][2]string{
		2024: {"02-02", "03-11"}, 2025: {"01-22", "03-01"}, 2026: {"02-10", "03-20"}, 2027: {"01-30", "03-09"},
		2028: {"01-19", "02-26"}, 2029: {"02-06", "03-16"}, 2030: {"01-26", "03-05"}, 2031: {"01-16", "02-22"},
		2032: {"02-04", "03-13"},
	}
	got := map[int][2]string{}
	for year := range want {
		var days [2]string
		for _, f := range Festivals(year) {
			switch f.Festival {
			case LittleYear:
				days[0] = fmt.Sprintf("%02d-%02d", f.Month, f.Day)
			case DragonHead:
				days[1] = fmt.Sprintf("%02d-%02d", f.Month, f.Day)
			}
		}
		got[year] = days
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestFestivalsOfEveryYear holds every year to what is true of all: dates ascend, every festival but 腊八 comes
// exactly once, lunar ones in no leap month, 除夕 the day before 春节.
func TestFestivalsOfEveryYear(t *testing.T) {
	laba := 0
	for year := FirstYear; year <= LastYear; year++ {
		count := map[Festival]int{}
		last := midnight(year, 1, 1)
		for _, f := range Festivals(year) {
			n, ok := dayOf(f.Year, f.Month, f.Day)
			l, _ := lunarOf(n)
			if !ok || f.Year != year || n < last || l.Leap && f.Festival <= DoubleNinth {
				t.Errorf("%d: %+v, lunar %+v, is out of place", year, f, l)
			}
			if f.Name != f.Festival.String() || f.English != f.Festival.English() || f.Name == "" || f.English == "" {
				t.Errorf("%+v is misnamed", f)
			}
			if next, _ := lunarOf(n + 1); f.Festival == NewYearsEve && (next.Month != 1 || next.Day != 1) {
				t.Errorf("%+v is before %v", f, next)
			}
			count[f.Festival]++
			last = n
		}
		laba += count[Laba]
		count[Laba] = 1
		for f := range festivals {
			if count[f] != 1 {
				t.Errorf("%d has %d times %v", year, count[f], f)
			}
		}
	}
	if laba != 132 { // that of lunar 1929 in January 1930, that of 2060 in December
		t.Errorf("腊八 comes %d times, want 132", laba)
	}
}

func TestFestivalsTwiceOrNever(t *testing.T) {
	count := func(year int) (n int) {
		for _, f := range Festivals(year) {
			if f.Festival == Laba {
				n++
			}
		}
		return n
	}
	if got := [2]int{count(1965), count(1966)}; got != [2]int{2, 0} {
		t.Errorf("腊八 comes %v times in 1965 and 1966, want [2 0]", got)
	}
}

func TestFestivalsOutsideTheTable(t *testing.T) {
	for _, year := range []int{0, FirstYear - 1, LastYear + 1} {
		if got := Festivals(year); got != nil {
			t.Errorf("%d has %v, want none", year, got)
		}
	}
}

func TestFestivalWithoutName(t *testing.T) {
	if f := festivals; f.String() != "" || f.English() != "" {
		t.Errorf("festival %d is called %q and %q", f, f.String(), f.English())
	}
}
