package report

import (
	"kehu/store/almanac"
	"kehu/store/sheet"
)

// birthdays are those of the next days, of whom nobody was in touch with today: a
// visit some days before is no greeting, but once seen they are only told of again on
// the day.
func (a *agenda) birthdays() func(*sheet.Customer) {
	lead, ok := a.o.Rules.value("birthday")
	if !ok {
		return nil
	}
	span := max(lead, a.o.Days)
	near := bornAround(a.o.Today, span)
	return func(c *sheet.Customer) {
		if b := c.Birthday; !near[[2]int8{b.Month, b.Day}] || c.LastContact >= a.o.Today {
			return
		}
		on, ok := nextBirthday(c.Birthday, a.o.Today)
		told := on > a.horizon() && c.LastContact >= on-sheet.Date(lead)
		if ok && int(on-a.o.Today) <= span && !told {
			a.add(c.ID, c.Village.String(), reason{cause: birthday, on: on, due: on, lunar: c.Birthday.Lunar})
		}
	}
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

// bornAround are the months and days of the birthdays of the next days, by either
// calendar: some are none by the other.
func bornAround(from sheet.Date, span int) map[[2]int8]bool {
	near := map[[2]int8]bool{}
	add := func(month, day int) { near[[2]int8{int8(month), int8(day)}] = true }
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
	return near
}
