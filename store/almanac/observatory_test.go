package almanac

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The tests of this file compare with the Hong Kong Observatory's day-by-day tables of 2010 to 2040, which are not
// part of this repository: KEHU_SHARED names the folder that holds data/calendar.

// lines reads a file of the shared calendar data, or skips the test.
func lines(t *testing.T, name string, want int) []string {
	t.Helper()
	shared := os.Getenv("KEHU_SHARED")
	if shared == "" {
		t.Skipf("KEHU_SHARED is unset: %s is not at hand", name)
	}
	data, err := os.ReadFile(filepath.Join(shared, "data", "calendar", name))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	if len(lines) != want {
		t.Fatalf("%s has %d lines, want %d", name, len(lines), want)
	}
	return lines
}

// observed is one row of the Observatory: 2011年1月4日	十二月	星期二. The first day of a month bears the month's name.
type observed struct {
	year, month, day int
	lunar            string
	weekday          string
	term             string
}

func observations(t *testing.T) []observed {
	t.Helper()
	var days []observed
	for _, line := range lines(t, "hko_2010_2040.txt", 11323) {
		cells := append(strings.Split(line, "\t"), "")
		o := observed{lunar: cells[1], weekday: cells[2], term: cells[3]}
		if _, err := fmt.Sscanf(cells[0], "%d年%d月%d日", &o.year, &o.month, &o.day); err != nil {
			t.Fatalf("read %q: %v", line, err)
		}
		days = append(days, o)
	}
	return days
}

// observatoryMonths are the Observatory's names of the months; ours are 冬月 and 腊月 for the last two.
var observatoryMonths = []string{
	"正月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月",
}

// observatoryName writes a lunar date as the Observatory does.
func observatoryName(l Lunar) string {
	if l.Day > 1 {
		return dayName(l.Day)
	}
	if l.Leap {
		return "闰" + observatoryMonths[l.Month-1]
	}
	return observatoryMonths[l.Month-1]
}

func TestObservatory(t *testing.T) {
	for _, day := range observations(t) {
		l, ok := FromSolar(day.year, day.month, day.day)
		if !ok || observatoryName(l) != day.lunar {
			t.Errorf("%d-%d-%d is %v, %v; the Observatory has %s", day.year, day.month, day.day, l, ok, day.lunar)
		}
		if y, m, d, ok := l.Solar(); !ok || y != day.year || m != day.month || d != day.day {
			t.Errorf("%+v is on %d-%d-%d, %v; the Observatory has %d-%d-%d", l, y, m, d, ok, day.year, day.month, day.day)
		}
	}
}

func TestObservatorySolarTerms(t *testing.T) {
	var got, want []string
	for year := 2010; year <= 2040; year++ {
		for _, f := range Festivals(year) {
			if f.Festival == Qingming || f.Festival == Dongzhi {
				got = append(got, fmt.Sprintf("%d-%d-%d %s", f.Year, f.Month, f.Day, f.Name))
			}
		}
	}
	for _, day := range observations(t) {
		if day.term == "清明" || day.term == "冬至" {
			want = append(want, fmt.Sprintf("%d-%d-%d %s", day.year, day.month, day.day, day.term))
		}
	}
	if len(want) != 62 {
		t.Fatalf("the Observatory has %d terms, want 62", len(want))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestObservatoryLeapMonths(t *testing.T) {
	var got []string
	for year := 2010; year <= 2039; year++ {
		y, _ := yearOf(year)
		l := Lunar{Year: year, Month: y.leap(), Day: 1, Leap: true}
		if sy, sm, sd, ok := l.Solar(); ok {
			got = append(got, fmt.Sprintf("%04d-%02d-%02d,%s", sy, sm, sd, observatoryName(l)))
		}
	}
	want := lines(t, "leap_months.csv", 12)[1:]
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestObservatoryFestivals(t *testing.T) {
	want := lines(t, "festivals_2011_2039.csv", 320)[1:]
	listed := map[string]bool{}
	for _, line := range want {
		_, name, _ := strings.Cut(line, ",")
		listed[strings.TrimSuffix(name, "节")] = true
	}
	var got []string
	for year := 2011; year <= 2039; year++ {
		for _, f := range Festivals(year) {
			if name := strings.TrimSuffix(f.Name, "节"); listed[name] {
				got = append(got, fmt.Sprintf("%04d-%02d-%02d,%s", f.Year, f.Month, f.Day, name))
			}
		}
	}
	for i := range want {
		want[i] = strings.TrimSuffix(want[i], "节")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestObservatoryMarkets holds market rules to what the Observatory's own words say of each day, read without the
// calendar of this package: 三六九 by the day's name, weekdays by the day's column, and a 30th that small months lack
// by the month's name that comes too early.
func TestObservatoryMarkets(t *testing.T) {
	days := observations(t)
	onDay := func(o observed, rule string) bool { return market(t, rule).On(o.year, o.month, o.day) }
	first := func(i int) bool { return strings.HasSuffix(days[i].lunar, "月") }
	wrong := func(o observed, rule string) { t.Errorf("%d-%d-%d %s: %s", o.year, o.month, o.day, o.lunar, rule) }
	checked := 0
	for i, o := range days[:len(days)-1] {
		if i == 0 {
			continue
		}
		three := !first(i) && strings.HasSuffix(o.lunar, "三") || strings.HasSuffix(o.lunar, "六") || strings.HasSuffix(o.lunar, "九")
		if onDay(o, "农历尾:3,6,9") != three {
			wrong(o, "农历尾:3,6,9")
		}
		small := o.lunar == "廿九" && first(i+1)
		tenth := o.lunar == "初十" || o.lunar == "二十" || o.lunar == "三十"
		if onDay(o, "农历尾:0 小月廿九") != (tenth || small) {
			wrong(o, "农历尾:0 小月廿九")
		}
		if onDay(o, "农历尾:0 小月初一") != (tenth || first(i) && days[i-1].lunar == "廿九") {
			wrong(o, "农历尾:0 小月初一")
		}
		if onDay(o, "农历日:5,13") != (o.lunar == "初五" || o.lunar == "十三") {
			wrong(o, "农历日:5,13")
		}
		if onDay(o, "周:2,6") != (o.weekday == "星期二" || o.weekday == "星期六") {
			wrong(o, "周:2,6")
		}
		checked++
	}
	if checked < 11000 {
		t.Errorf("only %d days were looked at", checked)
	}
}
