package sheet

import (
	"strconv"
	"strings"
	"unicode"
)

// period is a run of days, both ends included.
type period struct{ from, to Date }

func oneDay(d Date) period { return period{d, d} }

// dated builds a comparison of a day with a day (2026-03-05, 昨天), a period
// (本月, 2026-03) or a distance from today (90天内, 90天前).
func (p *filterParser) dated(sub subject, v verb, text string) (*Filter, error) {
	words := strings.Join(strings.Fields(narrowed(text)), "")
	if d, rest, ok := distanceIn(words); ok && p.reading.Today != 0 {
		return p.distant(sub, v, d, rest, text)
	}
	if overdue := words == "逾期" || words == "过期" || words == "overdue"; overdue && !v.op.ordered() && v.op != Ne && p.reading.Today != 0 {
		return sub.day(Lt, p.reading.Today), nil
	}
	if days, ok := p.period(sub, words); ok {
		return sub.during(v.op, days), nil
	}
	return p.written(sub, v, text)
}

// written builds a comparison with a day, or a minute of it, that is no period.
func (p *filterParser) written(sub subject, v verb, text string) (*Filter, error) {
	r := p.reading
	r.Prefer = sub.prefer()
	if sub.is(MomentKind) {
		if m, err := ParseMoment(text, r); err == nil && m != 0 && m != MakeMoment(m.Date(), 0) {
			return sub.value(max(v.op, Eq), int64(m)), nil
		}
	}
	day, err := ParseDate(text, r)
	switch {
	case err != nil:
		return nil, unreadable(sub, err)
	case day == 0 || day == latest: // the day after it has no name
		return nil, Fail(Misused, "“%s”读不懂日期“%s”，请写成 2026-03-05、本月 或 90天内", "“%s” takes a date such as 2026-03-05, 本月 or 90天内, not “%s”", sub.label(), text)
	}
	return sub.during(v.op, oneDay(day)), nil
}

func (s subject) prefer() Prefer {
	if s.column == nil {
		return Past
	}
	return s.column.Prefer
}

// during compares with a period: = lies within, < before it, >= not before it.
func (s subject) during(op Op, days period) *Filter {
	single := days.from == days.to && !s.is(MomentKind)
	switch {
	case op.ordered() && (op == Lt || op == Ge):
		return s.day(op, days.from)
	case op.ordered():
		return s.day(op, days.to)
	case op == Ne && single:
		return s.day(Ne, days.from)
	case op == Ne:
		return negate(s.during(Eq, days))
	case single:
		return s.day(Eq, days.from)
	}
	return join(And, s.day(Ge, days.from), s.day(Le, days.to))
}

// day compares with one day. A moment belongs to the day from its midnight up to
// the next one.
func (s subject) day(op Op, d Date) *Filter {
	switch {
	case s.column == nil:
		return s.text(op, d.String())
	case !s.is(MomentKind):
		return s.value(op, int64(d))
	case op == Le:
		return s.value(Lt, int64(MakeMoment(d+1, 0)))
	case op == Gt:
		return s.value(Ge, int64(MakeMoment(d+1, 0)))
	}
	return s.value(op, int64(MakeMoment(d, 0)))
}

// distance is a length of time.
type distance struct{ days, months int }

func (d distance) from(day Date, sign int) Date {
	return day.AddMonths(sign*d.months) + Date(sign*d.days)
}

// farthest bounds a distance: more is a slip, and leads to days without a name.
const farthest = 50 // years

// distanceIn reads 90天, 三个月, 半年 or 90days at the beginning of text and
// returns what stands behind it. 5日 and 2026年 are days and years of their own.
func distanceIn(text string) (d distance, rest string, ok bool) {
	s := scanner{text}
	if s.take("最近", "近", "过去") {
		d, rest, ok = distanceIn(s.rest)
		return d, "内", ok && (rest == "" || isWithin(rest))
	}
	d.days, d.months, ok = s.span()
	if !ok {
		s = scanner{text}
		d, ok = s.englishSpan()
	}
	if strings.HasSuffix(strings.TrimSuffix(text, s.rest), "日") && !isWithin(s.rest) {
		return d, s.rest, false
	}
	return d, s.rest, ok && d.days <= farthest*366 && d.months <= farthest*12
}

// englishSpan takes 90 days, 6w, 3 months.
func (s *scanner) englishSpan() (distance, bool) {
	n, width := s.digits()
	switch {
	case width == 0 || width > 5:
	case s.take("days", "day", "d"):
		return distance{days: n}, true
	case s.take("weeks", "week", "w"):
		return distance{days: 7 * n}, true
	case s.take("months", "month"):
		return distance{months: n}, true
	case s.take("years", "year", "y"):
		return distance{months: 12 * n}, true
	}
	return distance{}, false
}

func isWithin(rest string) bool { return rest == "内" || rest == "以内" || rest == "之内" }

// distant compares with a distance from today: 90天内, 90天前, 90天没联系, > 90天.
func (p *filterParser) distant(sub subject, v verb, d distance, rest, text string) (*Filter, error) {
	today := p.reading.Today
	past, ahead := d.from(today, -1), d.from(today, +1)
	within := period{past, today}
	if sub.prefer() == Future {
		within = period{today, ahead}
	}
	said := v.op != unsaid
	switch {
	case isWithin(rest) && (!v.op.ordered() || v.op == Le):
		return sub.during(asked(v.op), within), nil
	case rest == "前" || rest == "以前" || rest == "之前" || rest == "ago":
		if said {
			return sub.during(v.op, oneDay(past)), nil
		}
		return sub.day(Lt, past), nil
	case rest == "后" || rest == "以后" || rest == "之后":
		if said {
			return sub.during(v.op, oneDay(ahead)), nil
		}
		return sub.day(Gt, ahead), nil
	case !v.op.ordered() && v.op != Ne && isSilence(rest):
		return sub.day(Lt, past), nil
	case rest == "以上" && !said:
		return sub.away(Ge, within, today), nil
	case rest == "" && said:
		return sub.away(v.op, within, today), nil
	}
	return nil, Fail(Misused, "“%s”后面的“%s”读不懂，请写成 90天内、90天前 或 2026-03-05", "“%s” can't be compared with “%s”: write 90天内, 90天前 or 2026-03-05", sub.label(), text)
}

// asked is the comparison that a period answers to.
func asked(op Op) Op {
	if op == Le {
		return Eq
	}
	return op
}

// isSilence reports whether rest goes on as in 90天没联系, 90天以上未购买.
func isSilence(rest string) bool {
	rest = strings.TrimPrefix(rest, "以上")
	return strings.HasPrefix(rest, "没") || strings.HasPrefix(rest, "未") || strings.HasPrefix(rest, "都没")
}

// away compares the distance from today: within is the period less far than that.
func (s subject) away(op Op, within period, today Date) *Filter {
	far, step, beyond := within.from, Date(1), Lt
	if within.from == today {
		far, step, beyond = within.to, -1, Gt
	}
	switch op {
	case Gt:
		return s.day(beyond, far)
	case Ge:
		return s.day(beyond, far+step)
	case Lt:
		if step > 0 {
			return s.during(Eq, period{far + 1, today})
		}
		return s.during(Eq, period{today, far - 1})
	case Le:
		return s.during(Eq, within)
	}
	return s.during(op, oneDay(far))
}

// period reads a day, week, month or year by its name.
func (p *filterParser) period(sub subject, text string) (period, bool) {
	today := p.reading.Today
	if today == 0 {
		return p.calendar(sub, text)
	}
	year, month, _ := today.Civil()
	monday := today - Date((int(today.Weekday())+6)%7)
	switch text {
	case "今天", "今日", "today":
		return oneDay(today), true
	case "昨天", "昨日", "yesterday":
		return oneDay(today - 1), true
	case "前天":
		return oneDay(today - 2), true
	case "明天", "明日", "tomorrow":
		return oneDay(today + 1), true
	case "后天":
		return oneDay(today + 2), true
	case "本周", "这周", "thisweek":
		return period{monday, monday + 6}, true
	case "上周", "lastweek":
		return period{monday - 7, monday - 1}, true
	case "下周", "nextweek":
		return period{monday + 7, monday + 13}, true
	case "本月", "这个月", "当月", "thismonth":
		return monthOf(year, month), true
	case "上月", "上个月", "lastmonth":
		return monthOf(year, month-1), true
	case "下月", "下个月", "nextmonth":
		return monthOf(year, month+1), true
	case "今年", "本年", "thisyear":
		return yearOf(year), true
	case "去年", "lastyear":
		return yearOf(year - 1), true
	case "明年", "nextyear":
		return yearOf(year + 1), true
	}
	return p.calendar(sub, text)
}

func monthOf(year, month int) period {
	return period{MakeDate(year, month, 1), MakeDate(year, month+1, 0)}
}

func yearOf(year int) period { return period{MakeDate(year, 1, 1), MakeDate(year, 12, 31)} }

// calendar reads 2026, 2026年3月, 2026-03 and 3月.
func (p *filterParser) calendar(sub subject, text string) (period, bool) {
	text = strings.TrimSuffix(text, "份")
	numbers := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsDigit(r) })
	rest := strings.TrimLeft(text, "0123456789")
	switch {
	case len(numbers) == 1 && len(numbers[0]) == 4 && (rest == "" || rest == "年"):
		year, ok := within(numbers[0], firstYear, lastYear-1)
		return yearOf(year), ok
	case len(numbers) == 1 && len(numbers[0]) <= 2 && rest == "月" && p.reading.Today != 0:
		month, ok := within(numbers[0], 1, 12)
		return p.nearestMonth(sub, month), ok
	case len(numbers) == 2 && len(numbers[0]) == 4 && len(numbers[1]) <= 2:
		year, ok := within(numbers[0], firstYear, lastYear-1)
		month, ok2 := within(numbers[1], 1, 12)
		form := strings.Replace(rest, numbers[1], "", 1)
		return monthOf(year, month), ok && ok2 && strings.Contains(" - / . 年 年月 ", " "+form+" ")
	}
	return period{}, false
}

func within(digits string, low, high int) (int, bool) {
	n, err := strconv.Atoi(digits)
	return n, err == nil && low <= n && n <= high
}

// nearestMonth is the last such month that has begun, for plans the next one that
// isn't over.
func (p *filterParser) nearestMonth(sub subject, month int) period {
	year, now, _ := p.reading.Today.Civil()
	switch {
	case sub.prefer() == Past && month > now:
		year--
	case sub.prefer() == Future && month < now:
		year++
	}
	return monthOf(year, month)
}
