package sheet

import (
	"strconv"
	"strings"
)

// relative reads the words that count from today, and a time behind them. Weeks
// begin on Monday.
func (d *dayReader) relative(text string) (Moment, bool) {
	if d.Today == 0 {
		return 0, false
	}
	forms := [...]func(*scanner) (Date, bool){d.named, d.dayOfWeek, d.dayOfMonth, d.monthOrYearEnd, d.signed, d.counted}
	for _, form := range forms {
		s := scanner{text}
		day, ok := form(&s)
		if !ok {
			continue
		}
		if minute, ok := s.clock(); ok {
			return MakeMoment(day, minute), true
		}
	}
	if m, ok := d.ofYear(text); ok {
		return m, true
	}
	s := scanner{text}
	minute, ok := s.clock()
	return MakeMoment(d.Today, minute), ok && minute > 0
}

// named reads 今天, 大后天, today, and the 今 of 今晚8点.
func (d *dayReader) named(s *scanner) (Date, bool) {
	switch {
	case s.take("大前天"):
		return d.Today - 3, true
	case s.take("前天", "前日"):
		return d.Today - 2, true
	case s.take("昨天", "昨日", "yesterday"):
		return d.Today - 1, true
	case s.take("今天", "今日", "today"):
		return d.Today, true
	case s.take("明天", "明日", "tomorrow"):
		return d.Today + 1, true
	case s.take("大后天"):
		return d.Today + 3, true
	case s.take("后天", "后日"):
		return d.Today + 2, true
	}
	for i, word := range [...]string{"昨", "今", "明"} {
		rest, ok := strings.CutPrefix(s.rest, word)
		if ok && (strings.HasPrefix(rest, "早") || strings.HasPrefix(rest, "晚")) {
			s.rest = rest
			return d.Today + Date(i-1), true
		}
	}
	return 0, false
}

// which takes 上, 下下, 这, 本 in front of a week or a month: how many there are
// from this one. bare is true when none is written.
func (s *scanner) which() (n int, bare bool) {
	bare = true
	for {
		switch {
		case s.take("上"):
			n--
		case s.take("下"):
			n++
		case bare && s.take("这", "本"):
		default:
			s.take("个")
			return n, bare
		}
		bare = false
	}
}

// dayOfWeek reads 周五, 下周三, 上上个星期日, 周末.
func (d *dayReader) dayOfWeek(s *scanner) (Date, bool) {
	weeks, bare := s.which()
	if !s.take("周", "星期", "礼拜") {
		return 0, false
	}
	day := s.dayName()
	if day < 0 {
		return 0, false
	}
	today := (d.Today.Weekday() + 6) % 7 // Monday is 0
	ahead := Date(day) - Date(today)
	switch {
	case !bare:
		return d.Today + ahead + Date(7*weeks), true
	case d.Prefer == Future && ahead < 0:
		ahead += 7
	case d.Prefer == Past && ahead > 0:
		ahead -= 7
	}
	return d.Today + ahead, true
}

// dayName takes 一 to 日, or 末 for Saturday; Monday is 0, -1 is none.
func (s *scanner) dayName() int {
	names := [...][]string{{"一", "1"}, {"二", "2"}, {"三", "3"}, {"四", "4"}, {"五", "5"}, {"六", "末", "6"}, {"日", "天", "7"}}
	for i := range names {
		if s.take(names[i]...) {
			return i
		}
	}
	return -1
}

// dayOfMonth reads 5号, 下月5号, 上个月30日.
func (d *dayReader) dayOfMonth(s *scanner) (Date, bool) {
	months, bare := s.which()
	if !bare && !s.take("月") {
		return 0, false
	}
	day, width, _ := s.calendarNumber()
	if width == 0 || width > 3 || !s.take("号", "日", "號") {
		return 0, false
	}
	if !bare {
		return d.inMonth(months, day)
	}
	for i := range 12 {
		if d.Prefer == Past {
			i = -i
		}
		found, ok := d.inMonth(i, day)
		if ok && (found == d.Today || found > d.Today == (d.Prefer == Future)) {
			return found, true
		}
	}
	return 0, false
}

// inMonth is the day of the month that is months from this one.
func (d *dayReader) inMonth(months, day int) (Date, bool) {
	year, month, _ := d.Today.Civil()
	year, month, _ = MakeDate(year, month+months, 1).Civil()
	return civilDate(year, month, day)
}

// monthOrYearEnd reads 月底, 下月底, 上个月初, 年底.
func (d *dayReader) monthOrYearEnd(s *scanner) (Date, bool) {
	year, month, _ := d.Today.Civil()
	if s.take("年底", "年末", "今年底") {
		return civilDate(year, 12, 31)
	}
	months, _ := s.which()
	switch {
	case s.take("月底", "月末"):
		return MakeDate(year, month+months+1, 0), true
	case s.take("月初"):
		return MakeDate(year, month+months, 1), true
	}
	return 0, false
}

// signed reads +7d, -3d, +2w, +1m, +1y and +7天.
func (d *dayReader) signed(s *scanner) (Date, bool) {
	sign := 1
	if !s.take("+") {
		if sign = -1; !s.take("-") {
			return 0, false
		}
	}
	n, width := s.digits()
	if width == 0 || width > 5 {
		return 0, false
	}
	switch {
	case s.take("d", "天", "日"):
		return d.Today + Date(sign*n), true
	case s.take("w", "周"):
		return d.Today + Date(sign*n*7), true
	case s.take("m", "个月", "月"):
		return d.Today.AddMonths(sign * n), true
	case s.take("y", "年"):
		return d.Today.AddMonths(sign * n * 12), true
	}
	return 0, false
}

// counted reads 3天后, 两周前, 一个月以后, 半个月后, 半年前. 半个月 is 15 days.
func (d *dayReader) counted(s *scanner) (Date, bool) {
	days, months, ok := s.span()
	if !ok {
		return 0, false
	}
	switch {
	case s.take("后", "以后", "之后"):
	case s.take("前", "以前", "之前"):
		days, months = -days, -months
	default:
		return 0, false
	}
	return (d.Today + Date(days)).AddMonths(months), true
}

// span takes a number of days, weeks, months or years.
func (s *scanner) span() (days, months int, ok bool) {
	switch {
	case s.take("半个月", "半月"):
		return 15, 0, true
	case s.take("半年"):
		return 0, 6, true
	}
	n, width, _ := s.calendarNumber()
	switch {
	case width == 0 || width > 5:
	case s.take("天", "日"):
		return n, 0, true
	case s.take("周", "个星期", "星期", "个礼拜", "礼拜"):
		return 7 * n, 0, true
	case s.take("个半月"):
		return 15, n, true
	case s.take("个月"):
		return 0, n, true
	case s.take("年"):
		return 0, 12 * n, true
	}
	return 0, 0, false
}

// ofYear reads 明年正月十五 and 去年3月5日.
func (d *dayReader) ofYear(text string) (Moment, bool) {
	year, _, _ := d.Today.Civil()
	s := scanner{text}
	switch {
	case s.take("今年"):
	case s.take("明年"):
		year++
	case s.take("后年"):
		year += 2
	case s.take("去年"):
		year--
	case s.take("前年"):
		year -= 2
	default:
		return 0, false
	}
	full := strconv.Itoa(year) + "年" + s.rest
	if m, ok := d.solar(full); ok {
		return m, true
	}
	return d.lunar(full)
}
