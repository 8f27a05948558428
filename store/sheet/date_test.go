package sheet

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// drawDay draws a day from 1800 to 2200.
func drawDay(t *rapid.T) time.Time {
	start := time.Date(1800, 1, 1, 0, 0, 0, 0, time.UTC)
	return start.AddDate(0, 0, rapid.IntRange(0, 400*365).Draw(t, "days since 1800"))
}

func TestCivilAgreesWithTheTimePackage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := drawDay(t)
		year, month, dayOfMonth := DateOf(day).Civil()
		got := time.Date(year, time.Month(month), dayOfMonth, 0, 0, 0, 0, time.UTC)
		if !got.Equal(day) || !DateOf(day).Time().Equal(day) || MakeDate(year, month, dayOfMonth) != DateOf(day) {
			t.Fatalf("%s is %s", day, got)
		}
		if DateOf(day).Weekday() != day.Weekday() {
			t.Fatalf("%s is a %s", day, DateOf(day).Weekday())
		}
		if civil, ok := civilDate(year, month, dayOfMonth); ok != (year >= firstYear && year <= lastYear) || ok && civil != DateOf(day) {
			t.Fatalf("civilDate: %s, %v", civil, ok)
		}
	})
}

func TestEveryDayThatIsReadExistsOnce(t *testing.T) {
	next := earliest
	for year := firstYear; year <= lastYear; year++ {
		for month := 1; month <= 12; month++ {
			for day := 1; day <= 31; day++ {
				d, ok := civilDate(year, month, day)
				if ok != (MakeDate(year, month, day).Time().Day() == day) {
					t.Fatalf("%d-%d-%d: %v", year, month, day, ok)
				}
				if ok && d != next {
					t.Fatalf("%d-%d-%d is %d, want %d", year, month, day, d, next)
				}
				if ok {
					next++
				}
			}
		}
	}
	if next != latest+1 {
		t.Errorf("the last day is %d", next-1)
	}
}

func TestSerialNumbersAreTheSpreadsheets(t *testing.T) {
	for text, want := range map[string]Date{"1970-01-01": 25569, "1900-03-01": 61, "2024-03-05": 45356, "2000-01-01": 36526} {
		if got, err := ParseDate(text, Reading{}); got != want || err != nil {
			t.Errorf("%s is %d, %v", text, got, err)
		}
	}
}

func TestAddMonths(t *testing.T) {
	for _, c := range []struct {
		name, from string
		months     int
		want       string
	}{
		{"same day", "2026-03-04", 1, "2026-04-04"},
		{"last day of a shorter month", "2026-01-31", 1, "2026-02-28"},
		{"leap year", "2024-01-31", 1, "2024-02-29"},
		{"back over the year", "2026-01-31", -2, "2025-11-30"},
		{"a year from the leap day", "2024-02-29", 12, "2025-02-28"},
		{"nothing", "2026-03-31", 0, "2026-03-31"},
	} {
		t.Run(c.name, func(t *testing.T) {
			from, _ := ParseDate(c.from, Reading{})
			if got := from.AddMonths(c.months).String(); got != c.want {
				t.Errorf("%s + %d months = %s", c.from, c.months, got)
			}
		})
	}
	rapid.Check(t, func(t *rapid.T) {
		from, n := DateOf(drawDay(t)), rapid.IntRange(-600, 600).Draw(t, "months")
		y1, m1, d1 := from.Civil()
		y2, m2, d2 := from.AddMonths(n).Civil()
		if y2*12+m2 != y1*12+m1+n || d2 > d1 || d2 < d1 && d2 != daysIn(y2, m2) {
			t.Fatalf("%s + %d months = %d-%d-%d", from, n, y2, m2, d2)
		}
	})
}

func TestMomentsKeepTheirDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day, minute := drawDay(t), rapid.IntRange(0, minutesADay-1).Draw(t, "minute")
		m := MakeMoment(DateOf(day), minute)
		if m.Date() != DateOf(day) || m != MomentOf(day.Add(time.Duration(minute)*time.Minute)) {
			t.Fatalf("%s at %d is %s", day, minute, m)
		}
	})
}

func TestDatesAsText(t *testing.T) {
	got := []string{
		Date(0).String(), MakeDate(2026, 3, 5).String(), MakeDate(1800, 1, 1).String(), MakeDate(12026, 3, 5).String(),
		Moment(0).String(), MakeMoment(MakeDate(2026, 3, 5), 0).String(), MakeMoment(MakeDate(2026, 3, 5), 870).String(),
		MakeMoment(MakeDate(1800, 1, 1), 5).String(),
	}
	want := []string{"", "2026-03-05", "1800-01-01", "12026-03-05", "", "2026-03-05", "2026-03-05 14:30", "1800-01-01 00:05"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDayOfAZone(t *testing.T) {
	late := time.Date(2026, 3, 5, 1, 0, 0, 0, time.FixedZone("CST", 8*3600)) // still the 4th in UTC
	if got := DateOf(late).String(); got != "2026-03-05" {
		t.Error(got)
	}
}
