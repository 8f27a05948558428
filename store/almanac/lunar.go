package almanac

// Lunar is a date of the Chinese lunar calendar. Month is 1-12, Day 1-30, Leap marks a leap month (闰月).
// Year is the solar year in which the lunar year began; 0 means that none was given.
type Lunar struct {
	Year, Month, Day int
	Leap             bool
}

// FromSolar is the lunar date of a civil day; false outside the table and for days that do not exist.
func FromSolar(year, month, day int) (Lunar, bool) {
	n, ok := dayOf(year, month, day)
	if !ok {
		return Lunar{}, false
	}
	return lunarOf(n)
}

// lunarOf is FromSolar for a day number.
func lunarOf(n int) (Lunar, bool) {
	year, _, _ := dateOf(n)
	y, ok := yearOf(year)
	if !ok || n < y.newYear(year) {
		year--
		if y, ok = yearOf(year); !ok {
			return Lunar{}, false
		}
	}
	left := n - y.newYear(year)
	for place := range y.months() {
		if left < y.length(place) {
			month, leap := y.month(place)
			return Lunar{Year: year, Month: month, Day: left + 1, Leap: leap}, true
		}
		left -= y.length(place)
	}
	return Lunar{}, false
}

// Solar is the civil day of a lunar date; false outside the table, without a year, in a year without that leap
// month, and for the 30th of a month of 29 days.
func (l Lunar) Solar() (year, month, day int, ok bool) {
	n, ok := l.number()
	if !ok {
		return 0, 0, 0, false
	}
	year, month, day = dateOf(n)
	return year, month, day, true
}

// number is the day number of a lunar date.
func (l Lunar) number() (int, bool) {
	y, ok := yearOf(l.Year)
	if !ok || !l.named() {
		return 0, false
	}
	place, ok := y.place(l.Month, l.Leap)
	if !ok || l.Day > y.length(place) {
		return 0, false
	}
	n := y.newYear(l.Year) + l.Day - 1
	for before := range place {
		n += y.length(before)
	}
	return n, true
}

// monthLength is the number of days of the month of a date in the table.
func (l Lunar) monthLength() int {
	y, _ := yearOf(l.Year)
	place, _ := y.place(l.Month, l.Leap)
	return y.length(place)
}

// named tells whether month and day have names, in whatever year.
func (l Lunar) named() bool {
	return l.Month >= 1 && l.Month <= 12 && l.Day >= 1 && l.Day <= 30
}

// NextLunar is the first civil day on or after the given one that is the lunar month and day: the next lunar
// birthday. Where the month has no 三十 it is 廿九; a leap birthday is kept in the plain month when the year lacks
// that leap month. It is false for a day that does not exist and where the table ends first.
func NextLunar(month, day int, leap bool, fromYear, fromMonth, fromDay int) (int, int, int, bool) {
	from, ok := dayOf(fromYear, fromMonth, fromDay)
	wish := Lunar{Month: month, Day: day, Leap: leap}
	if !ok || !wish.named() {
		return 0, 0, 0, false
	}
	today, ok := lunarOf(from)
	if !ok {
		return 0, 0, 0, false
	}
	for wish.Year = today.Year; wish.Year <= today.Year+1; wish.Year++ {
		if n, ok := wish.kept(); ok && n >= from {
			y, m, d := dateOf(n)
			return y, m, d, true
		}
	}
	return 0, 0, 0, false
}

// kept is the day number on which people keep a date in its year, though its leap month or its 30th be missing.
func (l Lunar) kept() (int, bool) {
	y, ok := yearOf(l.Year)
	if !ok {
		return 0, false
	}
	l.Leap = l.Leap && l.Month == y.leap()
	place, _ := y.place(l.Month, l.Leap)
	l.Day = min(l.Day, y.length(place))
	return l.number()
}

// The words of lunar dates, three bytes a character.
const (
	monthWords = "正二三四五六七八九十冬腊"
	dayTens    = "初十廿三"
	digitWords = "一二三四五六七八九十"
)

// String is the date as people write it, without the year: 农历八月十五, 农历闰六月初三. It is empty for a month or
// day that has no name.
func (l Lunar) String() string {
	if !l.named() {
		return ""
	}
	text := "农历"
	if l.Leap {
		text += "闰"
	}
	return text + character(monthWords, l.Month-1) + "月" + dayName(l.Day)
}

// dayName names a day of a lunar month, 1-30.
func dayName(day int) string {
	switch day {
	case 10:
		return "初十"
	case 20:
		return "二十"
	case 30:
		return "三十"
	}
	return character(dayTens, day/10) + character(digitWords, day%10-1)
}

// character is the i-th of words that are all Han characters.
func character(words string, i int) string { return words[3*i : 3*i+3] }
