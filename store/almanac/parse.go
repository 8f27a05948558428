package almanac

import (
	"strings"
	"unicode/utf8"
)

// longestDate is more than any lunar date needs, in bytes; longer cells are not looked at.
const longestDate = 80

// ParseLunar reads a lunar date as people write it: 农历八月十五, 阴历正月初三, 腊月廿三, 闰六月初三, 二月二,
// 农历8-15, 8月15日（农历）, 农历1956年八月十五, 1956年农历八月十五. Year is 0 when none is written.
//
// What may be a solar date is refused: digits without 农历 (or 阴历, 旧历 …) or a month only the lunar calendar has,
// and Han numerals in the solar manner (十月一日, 八月十五日). So are years of two digits, leap months that never
// occur (闰正月, 闰腊月) and, with a year inside the table, dates that year does not have.
func ParseLunar(text string) (Lunar, bool) {
	if len(text) > longestDate {
		return Lunar{}, false
	}
	r := reader{rest: fold(text)}
	r.calendar()
	r.year()
	r.calendar()
	r.month()
	r.day()
	r.calendar()
	if r.bad || r.rest != "" || !r.lunar() || !r.date.Exists() {
		return Lunar{}, false
	}
	return r.date, true
}

// Exists tells whether a date may be somebody's birthday, as far as the table knows; Year is 0 or 1900 to 2100.
func (l Lunar) Exists() bool {
	if !l.named() || l.Leap && (l.Month == 1 || l.Month == 12) {
		return false
	}
	if _, known := yearOf(l.Year); !known {
		return l.Year == 0 || l.Year >= 1900 && l.Year <= 2100
	}
	_, ok := l.number()
	return ok
}

// reader takes a folded text apart from the left, and gathers what speaks for the lunar and the solar calendar.
type reader struct {
	rest string
	date Lunar
	bad  bool // a part was missing

	certain bool // 农历, 腊月, 闰, 初三: lunar whatever else is written
	digits  bool // month or day in digits
	bareDay bool // a day of 一 to 十 without 初
	ended   bool // 日 or 号 behind the day
}

// lunar weighs the evidence.
func (r *reader) lunar() bool {
	switch {
	case r.certain:
		return true
	case r.digits || r.ended:
		return false
	case r.bareDay: // 二月二, 三月三, 九月九 are feasts; 十月一 may be the first of October
		return r.date.Month == r.date.Day && r.date.Month < 10
	}
	return true
}

// take cuts the first of the words that the rest begins with.
func (r *reader) take(words ...string) bool {
	for _, word := range words {
		if rest, ok := strings.CutPrefix(r.rest, word); ok {
			r.rest = rest
			return true
		}
	}
	return false
}

// calendar takes the name of the lunar calendar, if it stands here.
func (r *reader) calendar() {
	if r.take("农历", "阴历", "旧历", "老历", "古历", "夏历") {
		r.certain = true
	}
}

// year takes 1956年, 1956- or 一九五六年, if it stands here.
func (r *reader) year() {
	year, rest := 0, r.rest
	for range 4 {
		digit, size := numeral(rest)
		if digit < 0 || digit > 9 {
			return
		}
		year, rest = year*10+digit, rest[size:]
	}
	if after, ok := cutAny(rest, "年", "-"); ok {
		r.date.Year, r.rest = year, after
		r.bad = year == 0
	}
}

// month takes 八月, 正月, 闰六月, 8月 or 8-.
func (r *reader) month() {
	if r.take("闰") {
		r.date.Leap, r.certain = true, true
	}
	switch {
	case r.take("正月"):
		r.date.Month, r.certain = 1, true
	case r.take("冬月"):
		r.date.Month, r.certain = 11, true
	case r.take("腊月"):
		r.date.Month, r.certain = 12, true
	case r.number(&r.date.Month):
		r.digits = true
		r.bad = r.bad || !r.take("月", "-")
	default:
		r.date.Month = r.tens()
		r.bad = r.bad || !r.take("月")
	}
}

// day takes 初三, 十五, 廿三, 二十三, 三十, 15 and a 日 or 号 behind it.
func (r *reader) day() {
	switch {
	case r.number(&r.date.Day):
		r.digits = true
	case r.take("初"):
		r.date.Day, r.certain = r.tens(), true
		r.bad = r.bad || r.date.Day > 10
	case r.take("廿"):
		r.date.Day, r.certain = 20+r.unit(), true
	case r.take("卅"):
		r.date.Day, r.certain = 30, true
	default:
		r.date.Day = r.tens()
		r.bareDay = r.date.Day <= 10
	}
	r.ended = r.take("日", "号")
}

// number takes one or two ASCII digits.
func (r *reader) number(into *int) bool {
	end := 0
	for end < len(r.rest) && end < 2 && r.rest[end] >= '0' && r.rest[end] <= '9' {
		*into = *into*10 + int(r.rest[end]-'0')
		end++
	}
	r.rest = r.rest[end:]
	return end > 0
}

// tens takes a Han number of 1 to 99; 0 when there is none.
func (r *reader) tens() int {
	n := r.unit()
	if !r.take("十") {
		return n
	}
	return max(n, 1)*10 + r.unit()
}

// unit takes 一 to 九; 0 when there is none.
func (r *reader) unit() int {
	digit, size := numeral(r.rest)
	if digit < 1 || digit > 9 || size == 1 {
		return 0
	}
	r.rest = r.rest[size:]
	return digit
}

// cutAny cuts the first prefix that fits.
func cutAny(text string, prefixes ...string) (string, bool) {
	for _, prefix := range prefixes {
		if rest, ok := strings.CutPrefix(text, prefix); ok {
			return rest, true
		}
	}
	return text, false
}

// numeral is the value of the first character, an ASCII digit or 〇 to 十, and its size in bytes; -1 for others.
func numeral(text string) (value, size int) {
	char, size := utf8.DecodeRuneInString(text)
	switch {
	case char >= '0' && char <= '9':
		return int(char - '0'), size
	case char == '〇' || char == '零':
		return 0, size
	}
	if i := strings.IndexRune(digitWords, char); i >= 0 && size == 3 {
		return i/3 + 1, size
	}
	return -1, size
}
