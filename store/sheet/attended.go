package sheet

import (
	"slices"
	"strconv"
	"strings"
)

// What stands under 到会 is a text: the days somebody signed in on, 2026-03-04、2026-03-05,
// the number of a day, 第2天, or a tick.

// Attended are the words of what stands under 到会, each a day or a tick; those that
// say somebody stayed away are left out.
func Attended(text string) []string {
	words := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("、,，;； \t\n", r) })
	return slices.DeleteFunc(words, stayedAway)
}

// stayedAway reports whether a word under 到会 says no.
func stayedAway(word string) bool {
	var yes Flag
	if yes.Parse(word, Reading{}) == nil && !yes.Yes() {
		return true
	}
	return slices.ContainsFunc([]string{"没", "未", "不", "缺", "请假", "-", "—", "/"}, func(s string) bool { return strings.HasPrefix(word, s) })
}

// NthDay is which day of a meeting 第2天 or 第二天 means, from 1 on; 0 if text is no such
// word.
func NthDay(text string) int {
	text, ok := strings.CutPrefix(text, "第")
	if !ok {
		return 0
	}
	text, day := strings.CutSuffix(text, "天")
	if !day {
		text, day = strings.CutSuffix(text, "日")
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		n = 1 + slices.Index([]string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}, text)
	}
	if !day || n < 1 || n > 31 {
		return 0
	}
	return n
}

// moreDays are the days in old and in more, in their order; ok is false where more
// says something else than days, or than that somebody came.
func moreDays(old, more string) (both string, ok bool) {
	var days []string
	for _, word := range Attended(old) {
		day, _ := dayWord(word)
		days = append(days, day)
	}
	for _, word := range Attended(more) {
		switch day, ok := dayWord(word); {
		case slices.Contains(days, day):
		case ok:
			days = append(days, day)
		case !isTick(word):
			return old, false
		}
	}
	slices.Sort(days)
	return strings.Join(days, "、"), true
}

// dayWord is a word under 到会 with its date as kehu writes it; ok is false of a word
// that names no day.
func dayWord(word string) (day string, ok bool) {
	on, err := ParseDate(word, Reading{Today: 40_000}) // any day will do: a date without its year stays as it is
	switch {
	case err != nil || on == 0:
		return word, NthDay(word) > 0
	case len(word) >= 8 && strings.Trim(word[:4], "0123456789") == "": // it says its year
		return on.String(), true
	}
	return word, true
}

// isTick reports whether a word says yes, and no more.
func isTick(word string) bool {
	var yes Flag
	return yes.Parse(word, Reading{}) == nil && yes.Yes() || slices.Contains([]string{"到", "到了", "已到", "来", "来了", "签", "签到", "已签", "已签到"}, word)
}
