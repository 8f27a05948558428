package almanac

import (
	"cmp"
	"slices"
	"strings"
)

// span is the days of every lunar year from one to another, both included and numbered
// month*100+day; it runs over the new year where from is the later. A leap month is no
// part of it, as no feast is kept in one.
type span struct{ from, to int }

// holds tells whether the span has a lunar day.
func (s span) holds(l Lunar) bool {
	day := l.Month*100 + l.Day
	switch {
	case l.Leap:
		return false
	case s.from <= s.to:
		return s.from <= day && day <= s.to
	}
	return s.from <= day || day <= s.to
}

// String is the span as parseSpan reads it: 三月十五-三月廿一.
func (s span) String() string {
	if s.from == s.to {
		return yearDayName(s.from)
	}
	return yearDayName(s.from) + "-" + yearDayName(s.to)
}

// yearDayName names month*100+day: 三月十五.
func yearDayName(day int) string {
	return strings.TrimPrefix(Lunar{Month: day / 100, Day: day % 100}.String(), "农历")
}

// addSpan adds 三月十五, 三月十五-三月廿一 or 三月十五到廿一 to a rule that counts by the year.
func (m *Market) addSpan(piece string) (advice string) {
	s, ok := parseSpan(piece)
	if !ok {
		return adviseSpan
	}
	at, found := slices.BinarySearchFunc(m.spans, s, func(a, b span) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
	if !found {
		m.spans = slices.Insert(m.spans, at, s)
	}
	return ""
}

// parseSpan reads one day of the lunar year, or two with a mark between them; the
// second may leave out the month.
func parseSpan(text string) (span, bool) {
	first, last := cutSpan(text)
	from, ok := yearDay(first, 0)
	if !ok {
		return span{}, false
	}
	to, ok := yearDay(last, from/100)
	return span{from, to}, ok
}

// cutSpan parts the two days of a span; a text that is one day is both.
func cutSpan(text string) (first, last string) {
	const marks = "-~–—到至"
	at := strings.IndexAny(text, marks)
	if at < 0 {
		return text, text
	}
	return text[:at], strings.TrimLeft(text[at:], marks)
}

// yearDay reads 三月十五 as month*100+day; a text without a month is of the one given.
func yearDay(text string, month int) (int, bool) {
	r := reader{rest: text}
	r.calendar()
	if month == 0 || strings.Contains(text, "月") {
		r.month()
	} else {
		r.date.Month = month
	}
	r.day()
	return r.date.Month*100 + r.date.Day, !r.bad && r.rest == "" && !r.date.Leap && r.date.named()
}

// cutYear makes 每年三月十五到廿一 a list of spans; false for what names no month, or may
// be of the solar calendar: 5月1日, 十月一.
func cutYear(text string) (list string, found bool) {
	list = strings.Replace(text, "每年", "", 1)
	first, _, _ := strings.Cut(list, ",")
	first, _ = cutSpan(first)
	r := reader{rest: first}
	r.calendar()
	r.month()
	r.day()
	return list, !r.bad && r.rest == "" && r.lunar()
}
