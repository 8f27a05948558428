package almanac

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// lookAhead is how many days after the first Market.Next looks at.
const lookAhead = 400

// Market is the rule by which a market is held. The zero Market is never held.
type Market struct {
	kind  marketKind
	small smallMonth
	set   uint32 // bit n: tail n (0-9), day n (1-30), weekday n (1-7, Monday is 1) or branch n (0-11, 子 is 0)
	dates []int  // day numbers, ascending
	spans []span // of each lunar year, in their order
}

// marketKind is what a rule counts by.
type marketKind uint8

const (
	never marketKind = iota
	lunarTails
	solarTails
	weekdays
	lunarDays
	branches
	listedDates
	yearly
	everyDay
	marketKinds // how many there are
)

// smallMonth is what becomes of a market on 三十 in a month of 29 days; villages differ.
type smallMonth uint8

const (
	closed      smallMonth = iota // 小月不开
	onTheLast                     // 小月廿九: a day earlier
	onTheFirst                    // 小月初一: a day later, in the next month
	smallMonths                   // how many there are
)

// kindNames are how the kinds are written before the colon.
var kindNames = [marketKinds]string{
	lunarTails: "农历尾", solarTails: "公历尾", weekdays: "周", lunarDays: "农历日", branches: "支", listedDates: "日期",
	yearly: "年集", everyDay: "每天",
}

// smallNames are how the choices for small months are written.
var smallNames = [smallMonths]string{closed: "小月不开", onTheLast: "小月廿九", onTheFirst: "小月初一"}

// The twelve branches and their animals, three bytes a character.
const (
	branchWords = "子丑寅卯辰巳午未申酉戌亥"
	animalWords = "鼠牛虎兔龙蛇马羊猴鸡狗猪"
)

// On tells whether the market is held on a civil day. Rules of the lunar calendar hold no market outside the table.
func (m Market) On(year, month, day int) bool {
	n, ok := dayOf(year, month, day)
	return ok && m.held(n)
}

// Next is the first market day on or after a civil day; false when none follows within 400 days.
func (m Market) Next(year, month, day int) (int, int, int, bool) {
	from, ok := dayOf(year, month, day)
	if !ok || m.kind == never {
		return 0, 0, 0, false
	}
	for n := from; n <= from+lookAhead; n++ {
		if m.held(n) {
			y, mo, d := dateOf(n)
			return y, mo, d, true
		}
	}
	return 0, 0, 0, false
}

// held is On for a day number.
func (m Market) held(n int) bool {
	switch m.kind {
	case lunarTails, lunarDays:
		return m.heldLunar(n)
	case solarTails:
		_, _, day := dateOf(n)
		return m.has(day % 10)
	case weekdays: // day 0 was a Thursday
		return m.has(modulo(n+3, 7) + 1)
	case branches: // day 0 was a day of 巳
		return m.has(modulo(n+5, 12))
	case listedDates:
		_, found := slices.BinarySearch(m.dates, n)
		return found
	case yearly:
		today, ok := lunarOf(n)
		return ok && slices.ContainsFunc(m.spans, func(s span) bool { return s.holds(today) })
	}
	return m.kind == everyDay
}

// heldLunar is held for the rules of the lunar calendar.
func (m Market) heldLunar(n int) bool {
	today, ok := lunarOf(n)
	if !ok {
		return false
	}
	if m.hasDay(today.Day) {
		return true
	}
	switch { // ParseMarket lets only rules with 三十 choose
	case m.small == onTheLast && today.Day == 29:
		return today.monthLength() == 29
	case m.small == onTheFirst && today.Day == 1:
		yesterday, ok := lunarOf(n - 1)
		return ok && yesterday.Day == 29
	}
	return false
}

// hasDay tells whether a rule of the lunar calendar names a day of the month.
func (m Market) hasDay(day int) bool {
	if m.kind == lunarTails {
		return m.has(day % 10)
	}
	return m.kind == lunarDays && m.has(day)
}

// has tells whether a number is in the rule's set.
func (m Market) has(number int) bool { return m.set>>number&1 == 1 }

// String is the rule in the one form that ParseMarket reads back to the same market: 农历尾:3,6,9. It is empty for
// the zero Market.
func (m Market) String() string {
	if m.kind == never || m.kind == everyDay {
		return kindNames[m.kind]
	}
	text := kindNames[m.kind] + ":" + strings.Join(m.items(), ",")
	if m.small != closed {
		text += " " + smallNames[m.small]
	}
	return text
}

// items are the pieces of the rule behind the colon; tail 0 comes last, as 十 does.
func (m Market) items() []string {
	var items []string
	for _, n := range m.dates {
		year, month, day := dateOf(n)
		items = append(items, fmt.Sprintf("%04d-%02d-%02d", year, month, day))
	}
	for _, s := range m.spans {
		items = append(items, s.String())
	}
	for number := range 31 {
		switch {
		case !m.has(number) || number == 0 && m.kind != branches:
		case m.kind == branches:
			items = append(items, character(branchWords, number))
		default:
			items = append(items, strconv.Itoa(number))
		}
	}
	if m.kind != branches && m.has(0) {
		items = append(items, "0")
	}
	return items
}
