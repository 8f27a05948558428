package intake

import (
	"strings"
	"unicode/utf8"

	"kehu/store/sheet"
)

// Who asked to be left alone is often written into a remark. kehu never takes such words
// for the 勿扰 that keeps somebody off every list, as 晚上别打电话 is none; it says that they
// stand there, and what to do.

// isTelling reports whether c is a text about a customer in which such words may stand.
func isTelling(c *sheet.Column) bool {
	return (c.Sheet == sheet.Customers || c.Sheet.OfCustomer()) && isWord("remark content result", c.Key)
}

// asksQuiet reports whether a text may say that somebody wants no calls or visits: no,
// with what is not wanted close behind it, 不要再给他打电话.
func asksQuiet(text string) bool {
	for _, no := range [...]string{"勿", "别", "不要", "不让", "不许", "拒绝", "不用"} {
		before, rest, found := strings.Cut(text, no)
		for found {
			if isUnwanted(rest) && !(no == "别" && endsInWord(before)) {
				return true
			}
			before, rest, found = strings.Cut(rest, no)
		}
	}
	return strings.Contains(text, "拉黑") || strings.Contains(text, "黑名单")
}

// endsInWord reports whether a text ends in what makes a word with 别 behind it: 分别, 特别.
func endsInWord(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune("分特个区告类性级", last)
}

// isUnwanted reports whether a text begins with a call or a visit: 再来了, 给他打电话.
func isUnwanted(text string) bool {
	again := false
	for _, word := range [...]string{"再", "给", "他", "她", "我", "往", "家", "老"} {
		rest, found := strings.CutPrefix(text, word)
		if found {
			text, again = rest, again || word == "再"
		}
	}
	for _, deed := range [...]string{"打扰", "扰", "打电话", "打了", "联系", "骚扰", "来电", "去电", "来了", "上门", "登门"} {
		if strings.HasPrefix(text, deed) {
			return true
		}
	}
	return again && (strings.HasPrefix(text, "来") || strings.HasPrefix(text, "去") || strings.HasPrefix(text, "打"))
}

// quieted says once of a row that it may ask for that, unless its 勿扰 says yes or no.
func (p *plan) quieted() {
	if p.quietIn == nil || p.customer.any("do_not_contact") {
		return
	}
	who := first(p.person.Name.String(), p.person.Phone.String())
	if who == "" {
		who = "#" + p.person.ID.String()
	}
	p.problem(p.quietIn.heading, sheet.W("“%[1]s”像是不让联系，没有替您记勿扰；是的话 kehu set %[2]s --勿扰 是，或在表里加一列“勿扰”写“是”再导入",
		"“%[1]s” may ask not to be contacted, and nothing was set: if so, kehu set %[2]s --do-not-contact yes, or add a column 勿扰 with 是 and import again", p.quiet, who), false)
}
