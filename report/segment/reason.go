package segment

import (
	"strconv"
	"strings"

	"kehu/store/sheet"
)

// Reason says in words why s, one of the customers given to Place, is where it
// is: its own figures beside the lines.
func (r Result) Reason(s Summary) sheet.Words {
	if s.scored() {
		return sheet.W("%s买过（%s），买过 %s（%s），累计 %s 元（%s）",
			"last bought %s (%s), bought on %s (%s), spent %s yuan in all (%s)",
			ago(s.Days), r.nearLine(), s.buyDays(), r.oftenLine(), yuan(s.Spent), r.muchLine())
	}
	switch c, _ := s.unscored(); c {
	case ClassUndated:
		return sheet.W("累计 %s 元，但没有最近购买的日期", "spent %s yuan in all, but the date of the last purchase is missing", yuan(s.Spent))
	case ClassNoNet:
		return s.noNetReason()
	}
	return sheet.W("没有购买记录，%s，%s", "no purchase on record, %s, %s", s.stageWords(), s.contactWords())
}

// nearLine is the line of recency: the mean or the one the user chose. Means are
// cut at a tenth, days downwards and counts upwards, so that comparing what is
// printed gives the same answer as comparing exactly.
func (r Result) nearLine() sheet.Words {
	if r.Rule.Days > 0 {
		return sheet.W("界线 %s", "line %s", sheet.Days(r.Rule.Days))
	}
	return sheet.W("平均 %s 天", "mean %s days", tenths(r.R.Sum*10/int64(max(r.Buyers, 1))))
}

// oftenLine is the line of frequency.
func (r Result) oftenLine() sheet.Words {
	if r.Rule.Buys > 0 {
		return sheet.W("界线 %s", "line %s", sheet.Days(r.Rule.Buys))
	}
	n := int64(max(r.Buyers, 1))
	return sheet.W("平均 %s 天", "mean %s days", tenths((r.F.Sum*10+n-1)/n))
}

// muchLine is the line of money; a mean is printed up to the next 分.
func (r Result) muchLine() sheet.Words {
	if r.Rule.Spent > 0 {
		return sheet.W("界线 %s 元", "line %s yuan", yuan(r.M.Split))
	}
	return sheet.W("平均 %s 元", "mean %s yuan", yuan(r.M.Split))
}

// buyDays is F in words.
func (s Summary) buyDays() sheet.Words {
	if s.Buys < 1 {
		return sheet.W("1 天或更多", "1 day or more")
	}
	return sheet.Days(s.Buys)
}

// noNetReason tells an overdrawn sum from an empty one.
func (s Summary) noNetReason() sheet.Words {
	if s.Spent < 0 {
		return sheet.W("有购买或退货，累计 %s 元：退的比买的多", "bought or returned, %s yuan in all: more returned than bought", yuan(s.Spent))
	}
	return sheet.W("有购买，累计 0 元：全退了，或没记金额", "bought, 0 yuan in all: everything returned, or amounts never written down")
}

// stageWords says what the sheet calls a non-buyer, and where that contradicts.
func (s Summary) stageWords() sheet.Words {
	switch stageClass(s.Stage) {
	case Prospect:
		return sheet.W("阶段是潜在", "stage prospect")
	case Interested:
		return sheet.W("阶段是意向", "stage interested")
	case MarkedSold:
		return sheet.W("但阶段写着成交", "and yet the stage says sold")
	case MarkedDormant:
		return sheet.W("但阶段写着休眠", "and yet the stage says dormant")
	case MarkedLost:
		return sheet.W("但阶段写着流失", "and yet the stage says lost")
	}
	if s.Stage != "" {
		return sheet.W("阶段“%s”认不出", "stage “%s” is none we know", s.Stage)
	}
	return sheet.W("没填阶段", "no stage")
}

// contactWords says when a non-buyer was last contacted.
func (s Summary) contactWords() sheet.Words {
	if s.Contact < 0 {
		return sheet.W("从没联系过", "never contacted")
	}
	return sheet.W("%s联系过", "last contacted %s", ago(s.Contact))
}

// ago says how long ago n calendar days are.
func ago(n int) sheet.Words {
	switch n {
	case 0:
		return sheet.W("今天", "today")
	case 1:
		return sheet.W("昨天", "yesterday")
	}
	return sheet.W("最近 %d 天前", "%d days ago", n)
}

// tenths writes n tenths, without ".0".
func tenths(n int64) string {
	whole := grouped(strconv.FormatInt(n/10, 10))
	if n%10 == 0 {
		return whole
	}
	return whole + "." + strconv.FormatInt(n%10, 10)
}

// yuan writes 分 as yuan with thousands separators, without decimals when whole.
func yuan(fen int64) string {
	sign := ""
	if fen < 0 {
		sign, fen = "-", -fen
	}
	whole := sign + grouped(strconv.FormatInt(fen/100, 10))
	if fen%100 == 0 {
		return whole
	}
	return whole + "." + strconv.FormatInt(100+fen%100, 10)[1:]
}

// grouped puts a comma before every third digit from the right.
func grouped(digits string) string {
	var b strings.Builder
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(digits[i])
	}
	return b.String()
}
