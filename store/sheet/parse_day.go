package sheet

import "unicode/utf8"

// written is a day as it stands in a cell, taken apart and not completed.
type written struct {
	year       int  // 0: none
	month, day int  // 0: none
	short      bool // two digits of the year
	lunar      bool // 农历 stands with it
	common     bool // 公历 stands with it
	leap       bool // 闰 stands before the month
	slashed    bool // 5/1/2026: month and day may be each other's
	han        bool // Han numerals without 日 or 号: as a rule the lunar calendar's
}

// written takes a day in the order of year, month and day, whatever stands
// between them; all but one may be missing.
func (s *scanner) written() (w written, ok bool) {
	s.calendar(&w)
	before := *s
	n, width, han := s.calendarNumber()
	if width >= 5 {
		return w, !han && w.compact(n, width)
	}
	mark := s.mark()
	switch {
	case width == 0:
		return w, s.monthDay(&w)
	case mark == "年":
		w.year, w.short = n, width <= 2
		return w, (width == 2 || width == 4) && s.afterYear(&w)
	case mark == "月" && width <= 2:
		*s = before
		return w, s.monthDay(&w)
	case mark == "" && width == 4 && !han:
		w.year = n
		return w, n >= firstYear
	case mark == "" || mark == "月" || han:
		return w, false
	case width == 4:
		w.year = n
		return w, s.afterYear(&w)
	}
	*s = before
	return w, s.short(&w)
}

// compact reads 20260305, 202603 and 260305.
func (w *written) compact(n, width int) bool {
	switch {
	case width == 8:
		w.year, w.month, w.day = n/10000, n/100%100, n%100
	case width != 6:
		return false
	case n/100 >= firstYear && n/100 <= lastYear && n%100 >= 1 && n%100 <= 12:
		w.year, w.month = n/100, n%100
		return true
	default:
		w.year, w.month, w.day, w.short = n/10000, n/100%100, n%100, true
	}
	return w.month >= 1 && w.month <= 12 && w.day >= 1
}

// calendar takes the name of a calendar.
func (s *scanner) calendar(w *written) {
	s.space()
	switch {
	case s.take("农历", "阴历", "旧历", "老历", "古历", "夏历"):
		w.lunar = true
	case s.take("公历", "阳历", "新历", "国历"):
		w.common = true
	}
	s.space()
}

// mark takes what stands behind a number of a date.
func (s *scanner) mark() string {
	s.space()
	r, size := utf8.DecodeRuneInString(s.rest)
	switch r {
	case '年', '月', '-', '/', '.', '。', '—', '–', '·', '\\':
		mark := s.rest[:size]
		s.rest = s.rest[size:]
		s.space()
		return mark
	}
	return ""
}

// afterYear takes the month and the day behind a year; both may be missing.
func (s *scanner) afterYear(w *written) bool {
	s.calendar(w)
	return s.rest == "" || s.take("生", "出生", "生人") || s.monthDay(w)
}

// monthDay takes 3月5日, 3月5号, 3-5, 三月五日, 闰6-3, and behind a year a month alone.
func (s *scanner) monthDay(w *written) bool {
	w.leap = s.take("闰")
	month, width, han := s.calendarNumber()
	if month < 1 || month > 12 || width > 2 {
		return false
	}
	w.month = month
	mark := s.mark()
	if mark == "年" || mark == "" && (w.year == 0 || han) {
		return false
	}
	if mark == "" {
		return true
	}
	day, width, hanDay := s.calendarNumber()
	if width == 0 {
		w.han = han
		s.take("份")
		return mark == "月" && w.year != 0
	}
	w.day = day
	ended := s.take("日", "号", "號")
	w.han = (han || hanDay) && !ended
	return day >= 1 && day <= 31 && width <= 3 && (mark == "月" || !han && !hanDay)
}

// short takes 24.3.5, 3.5, and 3/5/2024 as American spreadsheets write it.
func (s *scanner) short(w *written) bool {
	first, width := s.digits()
	mark := s.mark()
	w.leap = s.take("闰")
	second, secondWidth := s.digits()
	if secondWidth == 0 || secondWidth > 2 || width > 2 {
		return false
	}
	before := *s
	if again := s.mark(); again != mark {
		*s = before
		w.month, w.day = first, second
		if w.leap {
			return false
		}
		s.take("日", "号")
		return first >= 1 && first <= 12 && second >= 1 && second <= 31
	}
	third, thirdWidth := s.digits()
	s.take("日", "号")
	switch {
	case thirdWidth == 4 && mark == "/":
		w.year, w.month, w.day, w.slashed = third, first, second, true
		return min(first, second) >= 1 && min(first, second) <= 12 && max(first, second) <= 31
	case width == 2 && (thirdWidth == 1 || thirdWidth == 2):
		w.year, w.month, w.day, w.short = first, second, third, true
	default:
		return false
	}
	return w.month >= 1 && w.month <= 12 && w.day >= 1 && w.day <= 31
}

// weekday takes a day of the week that only repeats what the date says: 星期二, (周二).
func (s *scanner) weekday() {
	before := *s
	s.space()
	bracket := s.take("(", "[")
	s.space()
	if !s.take("星期", "礼拜", "周") || !s.take("一", "二", "三", "四", "五", "六", "日", "天") {
		*s = before
		return
	}
	if s.space(); bracket && !s.take(")", "]") {
		*s = before
	}
}

// Beijing is eight hours ahead of UTC.
const beijing = 8 * 60

// clock takes the time of day at the end of a cell as minutes since midnight:
// 14:30, 14:30:05, 下午3点, 9点半, 2:30 PM. Nothing is midnight. A time in UTC, as
// programs write it, becomes China's and may fall on the next day.
func (s *scanner) clock() (minute int, ok bool) {
	s.space()
	s.take("T")
	period := s.period()
	if s.rest == "" {
		return 0, true
	}
	hour, width, _ := s.calendarNumber()
	if width == 0 || width > 3 {
		return 0, false
	}
	if minute, ok = s.minutes(); !ok {
		return 0, false
	}
	s.space()
	if period == "" {
		period = s.halfDay()
	}
	if hour, ok = ofDay(hour, period); !ok {
		return 0, false
	}
	minute += hour * 60
	if s.take("Z", "+00:00", "+0000") {
		minute += beijing
	} else {
		s.take("+08:00", "+0800")
	}
	return minute, s.rest == ""
}

// period takes the part of the day that stands before the hour.
func (s *scanner) period() string {
	before := s.rest
	if !s.take("凌晨", "清晨", "早晨", "早上", "早", "上午", "中午", "下午", "午后", "傍晚", "晚上", "晚", "夜里") {
		return ""
	}
	word := before[:len(before)-len(s.rest)]
	s.space()
	return word
}

// halfDay takes AM or PM behind the time.
func (s *scanner) halfDay() string {
	switch {
	case s.take("AM", "am", "A.M.", "a.m."):
		return "凌晨"
	case s.take("PM", "pm", "P.M.", "p.m."):
		return "下午"
	}
	return ""
}

// ofDay is the hour on the 24-hour clock. 晚上12点 is refused: it is tomorrow.
func ofDay(hour int, period string) (int, bool) {
	switch period {
	case "下午", "午后", "傍晚", "晚上", "晚", "夜里":
		if hour == 12 && period != "下午" && period != "午后" {
			return 0, false
		}
		if hour < 12 {
			hour += 12
		}
	case "中午":
		if hour < 3 {
			hour += 12
		}
	case "凌晨":
		if hour == 12 {
			hour = 0
		}
	}
	return hour, hour >= 0 && hour < 24
}

// minutes takes what stands behind the hour: :30, :30:05.123, 点, 点半, 时30分.
func (s *scanner) minutes() (int, bool) {
	s.space()
	if s.take(":") {
		minute, width := s.digits()
		if width != 2 || minute > 59 {
			return 0, false
		}
		return minute, !s.take(":") || s.seconds()
	}
	if !s.take("点钟", "点", "點", "时", "時") {
		return 0, s.rest == "pm" || s.rest == "am" || s.rest == "PM" || s.rest == "AM"
	}
	switch {
	case s.rest == "", s.take("整"):
		return 0, true
	case s.take("半"):
		return 30, true
	case s.take("一刻"):
		return 15, true
	case s.take("三刻"):
		return 45, true
	}
	minute, width, _ := s.calendarNumber()
	if width == 0 || width > 3 || minute > 59 {
		return 0, false
	}
	if s.take("分") && s.rest != "" {
		return minute, s.seconds() && s.take("秒")
	}
	return minute, true
}

// seconds takes 05 or 05.123.
func (s *scanner) seconds() bool {
	second, width := s.digits()
	if s.take(".") {
		s.digits()
	}
	return (width == 1 || width == 2) && second <= 59
}
