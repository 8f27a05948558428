package sheet

import "testing"

func TestSlashedDaysInTheOrderOfTheirColumn(t *testing.T) {
	for name, c := range map[string]struct {
		order Slashes
		cases []dateCase
	}{
		"month first": {MonthFirst, []dateCase{{"either", "5/1/2026", "2026-05-01"}, {"with a time", "12/1/2010 8:26", "2010-12-01"}, {"one way", "1/13/2026", "2026-01-13"}, {"the other", "13/1/2026", ""}}},
		"day first":   {DayFirst, []dateCase{{"either", "5/1/2026", "2026-01-05"}, {"with a time", "12/1/2010 8:26", "2010-01-12"}, {"one way", "1/13/2026", ""}, {"the other", "13/1/2026", "2026-01-13"}, {"the year first", "2026/5/1", "2026-05-01"}}},
		"both":        {EitherOrder, []dateCase{{"either", "5/1/2026", ""}, {"the same", "5/5/2026", "2026-05-05"}, {"one way", "1/13/2026", "2026-01-13"}, {"the other", "13/1/2026", "2026-01-13"}}},
	} {
		t.Run(name, func(t *testing.T) {
			checkDates(t, Reading{Today: testToday, Slashes: c.order}, c.cases)
			for _, one := range c.cases {
				b, err := ParseBirthday(one.cell, Reading{Today: MakeDate(2027, 1, 1), Slashes: c.order})
				if b.String() != one.want || (err != nil) != (one.want == "") {
					t.Errorf("ParseBirthday(%q) = %s, %v, want %s", one.cell, b, err, one.want)
				}
			}
		})
	}
}
