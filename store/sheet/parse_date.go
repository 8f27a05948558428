package sheet

import (
	"strconv"
	"strings"

	"kehu/store/almanac"
)

// ParseDate reads a day as people and sheets write it; a time behind it is read
// and dropped. An empty cell is the day 0.
func ParseDate(cell string, r Reading) (Date, error) {
	if d, ok := plainDate(cell); ok {
		return d, nil
	}
	m, err := ParseMoment(cell, r)
	return m.Date(), err
}

// ParseMoment reads a day and the time of day where it is written.
func ParseMoment(cell string, r Reading) (Moment, error) {
	if m, ok := plainMoment(cell); ok {
		return m, nil
	}
	text := strings.Replace(Fold(cleanText(cell)), "元月", "1月", 1) // January; 正月 is the lunar one
	if isBlank(text) {
		return 0, nil
	}
	if d, ok := plainDate(text); ok {
		return MakeMoment(d, 0), nil
	}
	read := dayReader{Reading: r}
	m, ok := read.moment(text)
	if !ok || m.Date() < earliest || m.Date() > latest {
		return 0, dateError(cell, r)
	}
	if read.guessed {
		r.completed()
	}
	return m, nil
}

func dateError(cell string, r Reading) error {
	if r.Relative {
		return Fail(Failed, "“%s”不是日期，请写成 2026-03-05、3月5日、明天、下周三或 3天后",
			"cannot read “%s” as a date: write it like 2026-03-05, tomorrow or +3d", quoted(cell))
	}
	if IsSerial(cell) {
		return Fail(Failed, "“%s”像是 Excel 的日期序号，与这一列别的日子对不上；请把单元格设成日期格式", "cannot read “%s” as a date, a spreadsheet's number of a day that is far from the other days: format the cell as a date", quoted(cell))
	}
	if err := slashError(cell, r); err != nil {
		return err
	}
	return Fail(Failed, "“%s”不是日期，请写成 2026-03-05", "cannot read “%s” as a date: write it like 2026-03-05", quoted(cell))
}

// The days that are read: 1900-01-01 to 2100-12-31.
const (
	earliest Date = 2
	latest   Date = 73415
)

// plainDate reads 2026-03-05, 2026/3/5, 2026.3.5 and 20260305. An import calls it
// for every date it sees.
func plainDate(s string) (Date, bool) {
	if len(s) < 8 || len(s) > 10 || !isDigit(s[0]) || !isDigit(s[1]) || !isDigit(s[2]) || !isDigit(s[3]) {
		return 0, false
	}
	year := int(s[0]-'0')*1000 + int(s[1]-'0')*100 + int(s[2]-'0')*10 + int(s[3]-'0')
	mark := s[4]
	if isDigit(mark) {
		if len(s) != 8 || !isDigit(s[5]) || !isDigit(s[6]) || !isDigit(s[7]) {
			return 0, false
		}
		return civilDate(year, int(s[4]-'0')*10+int(s[5]-'0'), int(s[6]-'0')*10+int(s[7]-'0'))
	}
	if mark != '-' && mark != '/' && mark != '.' {
		return 0, false
	}
	month, i := oneOrTwo(s, 5)
	if i+1 >= len(s) || s[i] != mark {
		return 0, false
	}
	day, i := oneOrTwo(s, i+1)
	if i != len(s) {
		return 0, false
	}
	return civilDate(year, month, day)
}

// plainMoment reads 2026-03-05 14:30 and 2026/3/5 0:00:00.
func plainMoment(s string) (Moment, bool) {
	at := strings.IndexByte(s, ' ')
	if at < 8 {
		return 0, false
	}
	d, ok := plainDate(s[:at])
	hour, i := oneOrTwo(s, at+1)
	if !ok || i == at+1 || hour > 23 || i+3 > len(s) || s[i] != ':' {
		return 0, false
	}
	minute, end := oneOrTwo(s, i+1)
	if ok = end == i+3 && minute < 60; ok && end < len(s) && s[end] == ':' {
		var second int
		i = end
		second, end = oneOrTwo(s, i+1)
		ok = end == i+3 && second < 60
	}
	return MakeMoment(d, hour*60+minute), ok && end == len(s)
}

// oneOrTwo reads one or two digits of s at i and returns where they end; 0 if
// there is none.
func oneOrTwo(s string, i int) (n, end int) {
	for end = i; end < len(s) && end < i+2 && isDigit(s[end]); end++ {
		n = n*10 + int(s[end]-'0')
	}
	return n, end
}

// civilDate is the day of a year from 1900 to 2100; false if there is no such day.
func civilDate(year, month, day int) (Date, bool) {
	if year < firstYear || year > lastYear || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return 0, false
	}
	// Hinnant's days_from_civil, the inverse of Date.Civil, for years after 0.
	if month <= 2 {
		year, month = year-1, month+12
	}
	doy := (153*(month-3)+2)/5 + day - 1
	return Date(year*365 + year/4 - year/100 + year/400 + doy - 719468 + unixEpoch), true
}

func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// dayReader tries the forms of a date one after the other.
type dayReader struct {
	Reading
	guessed bool // the year or the day was not written
}

func (d *dayReader) moment(text string) (Moment, bool) {
	if m, ok := serial(text, 20000, 60000); ok {
		return m, d.Serials.holds(m.Date())
	}
	if m, ok := d.solar(text); ok {
		return m, true
	}
	if m, ok := d.lunar(text); ok {
		return m, true
	}
	if d.Relative {
		return d.relative(strings.ToLower(text))
	}
	return 0, false
}

// IsSerial reports whether a cell may be a spreadsheet's number of a day, as
// Reading.Serials allows.
func IsSerial(cell string) bool {
	_, ok := serial(Fold(cleanText(cell)), 20000, 60000)
	return ok
}

// serial reads a spreadsheet's number of a day, with the time as its fraction.
func serial(text string, from, to int) (Moment, bool) {
	s := scanner{text}
	n, width := s.digits()
	if width != 5 || n < from || n > to {
		return 0, false
	}
	if s.rest == "" {
		return MakeMoment(Date(n), 0), true
	}
	if s.rest[0] != '.' || len(s.rest) == 1 || !allDigits(s.rest[1:]) {
		return 0, false
	}
	part, err := strconv.ParseFloat(s.rest, 64)
	if err != nil {
		return 0, false
	}
	return MakeMoment(Date(n), min(int(part*minutesADay+0.5), minutesADay-1)), true
}

// solar reads a day of the common calendar and a time behind it.
func (d *dayReader) solar(text string) (Moment, bool) {
	s := scanner{text}
	w, ok := s.written()
	if !ok || !w.ordered(d.Slashes) || w.lunar || w.leap || w.han || w.month == 0 {
		return 0, false
	}
	s.weekday()
	minute, ok := s.clock()
	if !ok {
		return 0, false
	}
	day, ok := d.complete(w)
	return MakeMoment(day, minute), ok
}

// complete adds what a written day lacks: the century, the year, or the day.
func (d *dayReader) complete(w written) (Date, bool) {
	if w.short {
		w.year += 1900
		if w.year < 1970 {
			w.year += 100
		}
	}
	if w.year == 0 {
		d.guessed = true
		return d.nearest(w.month, w.day)
	}
	if w.day == 0 {
		d.guessed = true
		w.day = 1
	}
	return civilDate(w.year, w.month, w.day)
}

// nearest is the nearest such day in the preferred direction from today, today
// included. Eight years are enough to find a 29 February.
func (d *dayReader) nearest(month, day int) (Date, bool) {
	year, _, _ := d.Today.Civil()
	for i := range 9 {
		if d.Prefer == Future {
			i = -i
		}
		day, ok := civilDate(year-i, month, day)
		if ok && d.Today != 0 && (day == d.Today || day < d.Today == (d.Prefer == Past)) {
			return day, true
		}
	}
	return 0, false
}

// lunar reads a day of the lunar calendar and a time behind a space.
func (d *dayReader) lunar(text string) (Moment, bool) {
	if text == "" || allDigits(text) {
		return 0, false
	}
	minute := 0
	l, ok := almanac.ParseLunar(text)
	if at := strings.LastIndexByte(text, ' '); !ok && at > 0 {
		s := scanner{text[at:]}
		if minute, ok = s.clock(); ok {
			l, ok = almanac.ParseLunar(text[:at])
		}
	}
	if !ok {
		return 0, false
	}
	if l.Year == 0 {
		d.guessed = true
		day, ok := d.nearestLunar(l)
		return MakeMoment(day, minute), ok
	}
	year, month, dayOfMonth, ok := l.Solar()
	return MakeMoment(MakeDate(year, month, dayOfMonth), minute), ok
}

// nearestLunar is nearest for a day of the lunar calendar.
func (d *dayReader) nearestLunar(l almanac.Lunar) (Date, bool) {
	if d.Prefer == Future {
		return nextLunar(l, d.Today)
	}
	if l.Leap {
		return d.lastLeap(l)
	}
	last, found := Date(0), false
	// A lunar year has at most 385 days.
	for day, ok := nextLunar(l, d.Today-400); ok && day <= d.Today; day, ok = nextLunar(l, day+1) {
		last, found = day, true
	}
	return last, found
}

// lastLeap is the last such day that was: not every year has the leap month, and what
// somebody wrote down happened in one that had it.
func (d *dayReader) lastLeap(l almanac.Lunar) (Date, bool) {
	this, _, _ := d.Today.Civil()
	for l.Year = this; l.Year > this-40; l.Year-- {
		year, month, day, ok := l.Solar()
		if on := MakeDate(year, month, day); ok && on <= d.Today {
			return on, true
		}
	}
	return 0, false
}

func nextLunar(l almanac.Lunar, from Date) (Date, bool) {
	year, month, day := from.Civil()
	year, month, day, ok := almanac.NextLunar(l.Month, l.Day, l.Leap, year, month, day)
	return MakeDate(year, month, day), ok
}
