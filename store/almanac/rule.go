package almanac

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// RuleError is a market rule that cannot be read.
type RuleError struct {
	Rule   string // the whole rule as given
	Piece  string // the bad piece, empty when the rule is
	Advice string // what to write, in English
}

// Error names the bad piece and what to write.
func (e *RuleError) Error() string {
	if e.Piece == "" {
		return "read market rule \"" + e.Rule + "\": " + e.Advice
	}
	return "read \"" + e.Piece + "\" in market rule \"" + e.Rule + "\": " + e.Advice
}

// What to write instead of a bad piece.
const (
	adviseRule    = "write one such as 农历尾:3,6,9 or 逢三六九"
	adviseKind    = "write 农历尾, 公历尾, 周, 农历日, 支, 日期 or 年集 before the colon"
	adviseTail    = "write last digits 0 to 9"
	adviseSplit   = "put commas between last digits (1,5), or write 农历日:15 for a day"
	adviseWeekday = "write weekdays 1 to 7 or 一 to 六, 日"
	adviseDay     = "write lunar days 1 to 30 or 初一 to 三十"
	adviseBranch  = "write branches 子 to 亥 or their animals"
	adviseDate    = "write dates that exist as 2024-03-05"
	adviseSpan    = "write lunar days of the year such as 三月十五 or 三月十五-三月廿一"
	adviseSmall   = "write 小月不开, 小月廿九 or 小月初一"
	adviseNoSmall = "leave it out, the rule holds no market on 三十"
)

// ParseMarket reads a market rule. Written: 农历尾:3,6,9 · 公历尾:5,0 · 周:2,6 (7 is Sunday) · 农历日:5,13,20,28 ·
// 支:辰,戌 (or 龙,狗) · 日期:2024-03-05,2024-04-01 · 年集:三月十五-三月廿一 (every lunar year) · 每天. Spoken: 逢三六九 (lunar) · 农历逢一四七 · 公历逢五逢十 ·
// 阳历逢1、5、8 · 逢单 · 每周二六 · 星期二、星期六 · 农历初五、十三 · 逢辰戌 ·
// 农历三月十五到廿一. A rule that counts 三十 may say behind
// it what happens in a month of 29 days: 小月不开 (nothing, as when it is silent), 小月廿九 or 小月初一.
// The error is a *RuleError.
func ParseMarket(rule string) (Market, error) {
	body, small := splitSmall(foldRule(rule))
	m, bad := parseBody(body)
	if bad == nil {
		bad = m.setSmall(small)
	}
	if bad != nil {
		bad.Rule = rule
		return Market{}, bad
	}
	return m, nil
}

// foldRule makes one spelling of many: ASCII marks, the usual characters, commas for whatever
// separates, and none of them at the ends.
func foldRule(rule string) string {
	rule = strings.Map(func(char rune) rune {
		char = narrow(char)
		switch {
		case unicode.IsSpace(char) || strings.ContainsRune("、;和及与", char):
			return ','
		case !unicode.IsPrint(char) || strings.ContainsRune("()[]。", char):
			return -1
		}
		return simplify(char)
	}, rule)
	return strings.Trim(rule, ",")
}

// splitSmall cuts 小月… off the end.
func splitSmall(rule string) (body, small string) {
	if at := strings.Index(rule, "小月"); at >= 0 {
		return strings.Trim(rule[:at], ","), rule[at:]
	}
	return rule, ""
}

// setSmall adds what happens in small months.
func (m *Market) setSmall(text string) *RuleError {
	if text == "" {
		return nil
	}
	choice := slices.Index(smallNames[:], strings.Replace(text, "29", "廿九", 1))
	if choice < 0 {
		return &RuleError{Piece: text, Advice: adviseSmall}
	}
	if !m.hasDay(30) {
		return &RuleError{Piece: text, Advice: adviseNoSmall}
	}
	m.small = smallMonth(choice)
	return nil
}

// parseBody reads a folded rule without its 小月.
func parseBody(body string) (Market, *RuleError) {
	if head, list, found := strings.Cut(body, ":"); found {
		kind := kindOf(strings.Trim(head, ","))
		if kind == never {
			return Market{}, &RuleError{Piece: head, Advice: adviseKind}
		}
		return parseList(kind, list)
	}
	return parseSpoken(body)
}

// kindOf is the kind of rule that a word before the colon announces.
func kindOf(head string) marketKind {
	switch head {
	case "农历尾", "阴历尾":
		return lunarTails
	case "公历尾", "阳历尾":
		return solarTails
	case "周", "每周", "星期", "礼拜":
		return weekdays
	case "农历日", "阴历日":
		return lunarDays
	case "支", "地支":
		return branches
	case "日期":
		return listedDates
	case "年集", "庙会":
		return yearly
	}
	return never
}

// parseList reads the pieces of a rule whose kind is known; there must be one.
func parseList(kind marketKind, list string) (Market, *RuleError) {
	m := Market{kind: kind}
	marks := ",./"
	if kind == listedDates {
		marks = ","
	}
	for piece := range strings.FieldsFuncSeq(list, func(char rune) bool { return strings.ContainsRune(marks, char) }) {
		if advice := m.add(piece); advice != "" {
			return Market{}, &RuleError{Piece: piece, Advice: advice}
		}
	}
	if m.set == 0 && m.dates == nil && m.spans == nil {
		return Market{}, &RuleError{Piece: list, Advice: adviseRule}
	}
	return m, nil
}

// add adds one piece to the rule, or says what to write instead.
func (m *Market) add(piece string) (advice string) {
	switch m.kind {
	case lunarTails, solarTails:
		return m.addTails(piece)
	case weekdays:
		return m.addEach(piece, weekday, adviseWeekday)
	case branches:
		return m.addEach(piece, branch, adviseBranch)
	case lunarDays:
		return m.addDay(piece)
	case yearly:
		return m.addSpan(piece)
	}
	return m.addDate(piece)
}

// addTails adds 3, 十, 三六九, 369, 五十 or 5日. What may be one day of the month, as 15 and 二十 may, is refused.
func (m *Market) addTails(piece string) (advice string) {
	switch piece = strings.TrimRight(piece, "日号"); piece {
	case "":
		return adviseTail
	case "10":
		piece = "0"
	}
	_, day := dayNumber(piece)
	if day && utf8.RuneCountInString(piece) > 1 || strings.HasSuffix(piece, "10") {
		return adviseSplit
	}
	for rest := piece; rest != ""; {
		digit, size := numeral(rest)
		rest = rest[size:]
		switch {
		case digit < 0:
			return adviseTail
		case digit%10 == 0 && rest != "":
			return adviseSplit
		}
		m.set |= 1 << (digit % 10)
	}
	return ""
}

// addEach adds every character of a piece, or gives the advice.
func (m *Market) addEach(piece string, number func(rune) int, advice string) string {
	if m.kind == branches {
		piece = strings.TrimSuffix(piece, "日")
	}
	if piece == "" {
		return advice
	}
	for _, char := range piece {
		n := number(char)
		if n < 0 {
			return advice
		}
		m.set |= 1 << n
	}
	return ""
}

// weekday is the number of 1 to 7, 一 to 六, 日 or 天; Monday is 1.
func weekday(char rune) int {
	switch n, _ := numeral(string(char)); {
	case char == '日' || char == '天':
		return 7
	case n >= 1 && n <= 6 || char == '7':
		return n
	}
	return -1
}

// branch is the number of a branch or its animal, 子 or 鼠 being 0.
func branch(char rune) int {
	at := max(strings.IndexRune(branchWords, char), strings.IndexRune(animalWords, char))
	if at < 0 {
		return -1
	}
	return at / 3
}

// addDay adds a lunar day, 5, 初五, 十三, 廿八, 28日, or several in one breath, 初一十五, which must go up: 二十三十 may be two
// pairs of days.
func (m *Market) addDay(piece string) (advice string) {
	last := 0
	for rest := piece; rest != ""; {
		var this string
		this, rest = cutDay(rest)
		day, ok := dayNumber(this)
		if !ok || day <= last {
			return adviseDay
		}
		m.set |= 1 << day
		last = day
	}
	return ""
}

// cutDay cuts the first day off a text: 初五十三 has no 53rd.
func cutDay(text string) (day, rest string) {
	r := reader{rest: text}
	if after, early := strings.CutPrefix(text, "初"); early {
		_, size := numeral(after)
		r.rest = after[size:]
		r.ended = r.take("日", "号")
	} else {
		r.day()
	}
	return text[:len(text)-len(r.rest)], r.rest
}

// dayNumber reads a whole piece as a day of the lunar month.
func dayNumber(piece string) (int, bool) {
	r := reader{rest: piece}
	r.day()
	day := r.date.Day
	return day, !r.bad && r.rest == "" && day >= 1 && day <= 30
}

// addDate adds a date such as 2024-03-05.
func (m *Market) addDate(piece string) (advice string) {
	r := reader{rest: strings.NewReplacer("/", "-", ".", "-").Replace(piece)}
	var month, day int
	r.year()
	if !r.number(&month) || !r.take("-", "月") || !r.number(&day) {
		return adviseDate
	}
	r.take("日")
	n, ok := dayOf(r.date.Year, month, day)
	if !ok || r.rest != "" {
		return adviseDate
	}
	if at, found := slices.BinarySearch(m.dates, n); !found {
		m.dates = slices.Insert(m.dates, at, n)
	}
	return ""
}
