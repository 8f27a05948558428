package almanac

import (
	"strings"
	"unicode/utf8"
)

// parseSpoken reads a rule as people say it: 逢三六九赶集, 每周二六, 农历初五、十三.
func parseSpoken(text string) (Market, *RuleError) {
	text = cutMarket(text)
	switch text {
	case "":
		return Market{}, &RuleError{Advice: adviseRule}
	case "每天", "天天", "每日", "日日":
		return Market{kind: everyDay}, nil
	}
	if m, bad := parseList(listedDates, text); bad == nil {
		return m, nil
	}
	if list, found := cutWeek(text); found {
		return parseList(weekdays, list)
	}
	if list, found := cutYear(text); found {
		return parseList(yearly, list)
	}
	kind, rest := cutCalendar(text)
	list, meets := cutMeets(rest)
	if kind = spokenKind(kind, list, meets); kind == never {
		return Market{}, &RuleError{Piece: text, Advice: adviseRule}
	}
	return parseList(kind, list)
}

// cutMarket cuts the word for market off the end, or off the front: 赶场二五八.
func cutMarket(text string) string {
	text = cutMarketBehind(text)
	if rest, found := cutAny(text, "赶集", "赶场", "赶圩", "赶墟", "赶街", "逢集", "逢场", "逢圩", "赶"); found {
		return strings.TrimLeft(rest, ",")
	}
	return text
}

func cutMarketBehind(text string) string {
	for _, word := range []string{"庙会", "年集", "集市", "集", "场", "圩", "墟", "街"} {
		if rest, found := strings.CutSuffix(text, word); found {
			return strings.TrimRight(rest, "赶逢开有大是,")
		}
	}
	return text
}

// cutWeek makes 每周二六 and 星期二,星期六 a list of weekdays; false when the text does not begin with a week.
func cutWeek(text string) (string, bool) {
	text = strings.TrimLeft(text, "每逢")
	if _, found := cutAny(text, "周", "星期", "礼拜"); !found {
		return "", false
	}
	return strings.NewReplacer("每", ",", "周", ",", "星期", ",", "礼拜", ",").Replace(text), true
}

// cutCalendar cuts the calendar's name off the front: lunarTails, solarTails, or never when there is none.
func cutCalendar(text string) (marketKind, string) {
	if rest, found := cutAny(text, "农历", "阴历", "旧历", "老历", "古历", "夏历"); found {
		return lunarTails, strings.TrimLeft(rest, ",")
	}
	if rest, found := cutAny(text, "公历", "阳历", "新历", "西历", "国历"); found {
		return solarTails, strings.TrimLeft(rest, ",")
	}
	return never, text
}

// cutMeets makes 每月逢五逢十 and 逢五排十 a list; meets is false when no 逢 begins it
// and no other word says that the numbers are last digits.
func cutMeets(text string) (list string, meets bool) {
	for _, word := range []string{"每", "月", ","} {
		text = strings.TrimPrefix(text, word)
	}
	list, meets = strings.CutPrefix(text, "逢")
	meets = meets || strings.ContainsAny(list, "排遇带")
	list = strings.NewReplacer("逢", ",", "排", ",", "遇", ",", "带", ",").Replace(list)
	switch strings.TrimRight(list, "日号天") {
	case "单":
		return "1,3,5,7,9", true
	case "双":
		return "2,4,6,8,0", true
	}
	return list, meets
}

// spokenKind settles what a spoken list counts by, kind being the calendar named: 初五 and 廿三 are lunar days,
// 辰 and 龙 branches, all others last digits, lunar ones unless the solar calendar was named. Without 逢, days must
// be such that they cannot be last digits, and last digits must be a run of Han numerals, 三六九.
func spokenKind(kind marketKind, list string, meets bool) marketKind {
	switch {
	case kind == solarTails && (meets || hanTails(list)):
		return solarTails
	case kind == solarTails:
		return never
	case strings.ContainsAny(list, "初廿卅"), !meets && kind == lunarTails && beyondTen(list):
		return lunarDays
	case meets && strings.ContainsAny(list, branchWords+animalWords), allBranches(list):
		return branches
	case meets || hanTails(list):
		return lunarTails
	}
	return never
}

// hanTails tells whether a text is nothing but Han digits, such as 三六九, which only a market is called.
func hanTails(text string) bool {
	return strings.Trim(text, digitWords) == "" && len(text) > 3
}

// allBranches tells whether a text is nothing but several branches, 子午卯酉 or 龙日,狗日: one alone may be a name.
func allBranches(text string) bool {
	rest := strings.NewReplacer("日", "", ",", "").Replace(text)
	return strings.Trim(rest, branchWords+animalWords) == "" && utf8.RuneCountInString(rest) > 1
}

// beyondTen tells whether a list names a day after the tenth, so that its numbers are days.
func beyondTen(list string) bool {
	for piece := range strings.SplitSeq(list, ",") {
		if day, ok := dayNumber(piece); ok && day > 10 {
			return true
		}
	}
	return false
}
