package report

import (
	"fmt"

	"kehu/store/almanac"
	"kehu/store/sheet"
)

// birthdays are those of the next days, of whom nobody was in touch with today: a
// visit some days before is no greeting.
func (a *agenda) birthdays() error {
	lead, ok := a.o.Rules.value("birthday")
	if !ok {
		return nil
	}
	s := sheet.Customers
	span := max(lead, a.o.Days)
	q := sheet.Query{Sheet: s, Columns: s.Must("village", "birthday", "last_contact"), AsOf: a.o.Today,
		Where: both(present(s, "birthday"), not(spared()), bornAround(a.o.Today, span))}
	return each(a.src, q, func(c *sheet.Customer) {
		on, ok := nextBirthday(c.Birthday, a.o.Today)
		if ok && int(on-a.o.Today) <= span && c.LastContact < a.o.Today && a.mine.has(c.ID) {
			a.add(c.ID, c.Village.String(), reason{cause: birthday, on: on, due: on, lunar: c.Birthday.Lunar})
		}
	})
}

// nextBirthday is the day on or after from that b is kept on; false where month
// or day are unknown. Who was born on 29 February keeps the 28th in common years.
func nextBirthday(b sheet.Birthday, from sheet.Date) (sheet.Date, bool) {
	if b.Month == 0 || b.Day == 0 {
		return 0, false
	}
	year, month, day := from.Civil()
	if b.Lunar {
		y, m, d, ok := almanac.NextLunar(int(b.Month), int(b.Day), b.Leap, year, month, day)
		return sheet.MakeDate(y, m, d), ok
	}
	for ; ; year++ {
		on := sheet.MakeDate(year, int(b.Month), 1).AddMonths(1) - 1 // the month's last day
		on = min(on, sheet.MakeDate(year, int(b.Month), int(b.Day)))
		if on >= from {
			return on, true
		}
	}
}

// bornAround is a condition that every birthday of the next days meets: its text
// holds the month and day of one of them, by either calendar. A few others do too.
func bornAround(from sheet.Date, span int) *sheet.Filter {
	var parts []*sheet.Filter
	seen := map[string]bool{}
	add := func(month, day int) {
		if text := fmt.Sprintf("%02d-%02d", month, day); !seen[text] {
			seen[text] = true
			parts = append(parts, &sheet.Filter{Op: sheet.Has, Column: sheet.Customers.Must("birthday")[0], Text: text})
		}
	}
	for d := from; d <= from+sheet.Date(span); d++ {
		year, month, day := d.Civil()
		add(month, day)
		if month == 2 && day == 28 {
			add(2, 29)
		}
		if lunar, ok := almanac.FromSolar(year, month, day); ok {
			add(lunar.Month, lunar.Day)
			if lunar.Day == 29 {
				add(lunar.Month, 30) // kept on the 29th where the month has no 30th
			}
		}
	}
	return either(parts...)
}
