package sheet

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// parseQty reads a quantity as thousandths, a unit behind it allowed.
func parseQty(cell string) (int64, bool, error) {
	if n, ok := plainDecimal(cell, 3); ok {
		return n, true, nil
	}
	text := Fold(cleanText(cell))
	if isBlank(text) {
		return 0, false, nil
	}
	n, _, broken := readQty(text)
	if broken != sound {
		return 0, false, qtyError(cell, text, broken)
	}
	return n, true, nil
}

// QtyUnit returns the unit that a quantity is written with, 盒 of 6盒, "" if there is none.
func QtyUnit(cell string) string {
	if _, ok := plainDecimal(cell, 3); ok {
		return ""
	}
	_, unit, broken := readQty(Fold(cleanText(cell)))
	if broken != sound {
		return ""
	}
	return unit
}

func qtyError(cell, text string, broken fault) error {
	cell = quoted(cell)
	switch {
	case broken == tooFine:
		return Fail(Failed, "“%s”超过三位小数，请写到三位，如 2.125", "cannot read “%s” as a quantity, it has more than three decimals: write it like 2.125", cell)
	case broken == tooBig:
		return Fail(Failed, "“%s”数量太大，请核对", "cannot read “%s” as a quantity, it is too large: check it", cell)
	case isSum(text):
		return Fail(Failed, "“%s”是算式，请先算出得数再填，赠送的写进赠品", "cannot read “%s” as a quantity, it is a sum: write the result, and gifts into the gift column", cell)
	}
	return Fail(Failed, "“%s”不是数量，请写成 6 或 2.5斤", "cannot read “%s” as a quantity: write it like 6 or 2.5斤", cell)
}

// readQty reads a folded text: 6, 6盒, 2.5斤, 半斤, 两斤半, 退2盒.
func readQty(text string) (n int64, unit string, broken fault) {
	s := scanner{text}
	minus := s.take("-", "−", "退货", "退")
	s.space()
	if s.take("半") {
		n = 500
	} else if n, broken = s.numeral(3, false); broken != sound {
		return 0, "", broken
	}
	s.space()
	unit = strings.TrimSuffix(strings.TrimPrefix(s.rest, "("), ")")
	if whole, ok := strings.CutSuffix(unit, "半"); ok && whole != "" && n%1000 == 0 {
		n, unit = n+500, whole
	}
	if !isUnit(unit) {
		return 0, "", garbled
	}
	if minus {
		n = -n
	}
	return n, unit, sound
}

// longestUnit is the most characters a unit has.
const longestUnit = 6

// isUnit reports whether text can be a unit and nothing but: a word that counts
// further or hedges (盒送一, 多盒, 左右) would change the number, 元 its sense.
func isUnit(text string) bool {
	if utf8.RuneCountInString(text) > longestUnit || text == "元" {
		return false
	}
	for _, r := range text {
		if !unicode.IsLetter(r) || hanDigit(r) >= 0 || strings.ContainsRune("多余几来半约近超送赠加减左右上下不十百千万亿", r) {
			return text == "千克" || text == "千米"
		}
	}
	return true
}

// parseCount reads a whole number, a unit behind it allowed.
func parseCount(cell string) (int64, bool, error) {
	n, ok, err := parseQty(cell)
	if err != nil || n%1000 != 0 {
		return 0, false, Fail(Failed, "“%s”不是整数，请写成 3 或 3次", "cannot read “%s” as a whole number: write it like 3", quoted(cell))
	}
	return n / 1000, ok, nil
}

// The oldest age and the years that are read.
const (
	oldest    = 120
	firstYear = 1900
	lastYear  = 2100
)

// parseYear reads a year of birth (1956, 56年) or an age (68, 68岁) counted back
// from r.Today.
func parseYear(cell string, r Reading) (int64, bool, error) {
	text := Fold(cleanText(cell))
	if isBlank(text) {
		return 0, false, nil
	}
	if year, ok := readYear(text, r); ok {
		return int64(year), true, nil
	}
	if b, ok := readBirthday(text, r); ok && b.Year != 0 {
		return int64(b.Year), true, nil
	}
	return 0, false, Fail(Failed, "“%s”不是出生年或年龄，请写成 1956 或 68岁", "cannot read “%s” as a year of birth or an age: write it like 1956 or 68", quoted(cell))
}

func readYear(text string, r Reading) (int, bool) {
	s := scanner{text}
	nominal := s.take("虚岁", "虚") // counts the year of birth as one
	n, width, _ := s.calendarNumber()
	if width == 0 || width > 4 {
		return 0, false
	}
	s.space()
	switch {
	case s.take("年") && width == 2:
		n, width = pastYear(n, r.Today), 4
	case s.take("虚岁"):
		nominal = true
	default:
		s.take("周岁", "岁", "years")
	}
	if s.take("出生", "生人", "生"); s.rest != "" {
		return 0, false
	}
	if width == 4 {
		return n, n >= firstYear && n <= latestYear(r.Today)
	}
	if nominal {
		n--
	}
	year, _, _ := r.Today.Civil()
	return year - n, r.Today != 0 && n >= 1 && n <= oldest && year-n >= firstYear
}

// latestYear is the year of today, the last that kehu reads if today is unknown.
func latestYear(today Date) int {
	if today == 0 {
		return lastYear
	}
	year, _, _ := today.Civil()
	return year
}

// pastYear is the last year up to today's that ends in the two digits n; births
// and ages lie behind.
func pastYear(n int, today Date) int {
	if 2000+n <= latestYear(today) && today != 0 {
		return 2000 + n
	}
	return 1900 + n
}
