package sheet

import "strings"

// parseMoney reads an amount in yuan as 分. It never rounds and never guesses.
func parseMoney(cell string) (int64, bool, error) {
	if n, ok := plainDecimal(cell, 2); ok {
		return n, true, nil
	}
	text := Fold(cleanText(cell))
	if n, ok := plainDecimal(text, 2); ok {
		return n, true, nil
	}
	switch {
	case isBlank(text):
		return 0, false, nil
	case isFree(text):
		return 0, true, nil
	}
	n, broken := readMoney(text)
	if broken != sound {
		return 0, false, moneyError(cell, text, broken)
	}
	return n, true, nil
}

func isFree(text string) bool {
	switch text {
	case "免费", "赠送", "赠", "赠品", "免单", "free":
		return true
	}
	return false
}

func moneyError(cell, text string, broken fault) error {
	cell = quoted(cell)
	switch {
	case broken == tooFine:
		return Fail(Failed, "“%s”超过两位小数，请写到分，如 1280.05", "cannot read “%s” as money, it has more than two decimals: write it like 1280.05", cell)
	case broken == tooBig:
		return Fail(Failed, "“%s”金额太大，请核对", "cannot read “%s” as money, it is too large: check it", cell)
	case isSum(text):
		return Fail(Failed, "“%s”是算式，请先算出得数再填", "cannot read “%s” as money, it is a sum: work it out first and write the result", cell)
	}
	return Fail(Failed, "“%s”不是金额，请写成 1280 或 1280.50，别的话写进备注",
		"cannot read “%s” as money: write it like 1280 or 1280.50, and put words into the remark", cell)
}

// isSum reports whether a folded text multiplies or adds digits.
func isSum(text string) bool {
	sign := strings.IndexAny(text, "*×xX+")
	return sign > 0 && isDigit(text[sign-1]) && strings.ContainsAny(text[sign:], "0123456789")
}

// readMoney reads a folded text.
func readMoney(text string) (int64, fault) {
	s := scanner{text}
	bracket := s.take("(")
	minus, currency, ok := s.moneySign()
	if !ok || minus && bracket {
		return 0, garbled
	}
	if s.rest == "" && minus && currency {
		return 0, sound // the accounting format writes ¥- for nothing
	}
	n, broken := s.numeral(2, true)
	if broken != sound {
		return 0, broken
	}
	s.space()
	if n, broken = s.yuan(n); broken != sound {
		return 0, broken
	}
	if s.take("整", "正"); bracket && !s.take(")") || s.rest != "" {
		return 0, garbled
	}
	if minus || bracket {
		n = -n
	}
	return n, sound
}

// moneySign takes what stands before an amount: ¥, a minus, 退 for a return. It
// fails on two minuses, which might mean anything.
func (s *scanner) moneySign() (minus, currency, ok bool) {
	plus := s.take("+")
	for {
		s.space()
		switch {
		case s.take("¥", "￥", "RMB", "rmb", "CNY", "人民币"):
			currency = true
		case s.take("-", "−", "退款", "退货", "退"):
			if minus || plus {
				return false, false, false
			}
			minus = true
		default:
			return minus, currency, true
		}
	}
}

// yuan takes what stands behind a number of n/100: 元, 元5角3分, 块5, 角, 分.
func (s *scanner) yuan(n int64) (int64, fault) {
	switch {
	case s.take("角", "毛钱", "毛"):
		fen, ok := s.fen()
		return divided(n, 10, fen, ok)
	case s.take("分钱", "分"):
		return divided(n, 100, 0, true)
	case s.take("元", "块钱", "块", "圆", "RMB", "rmb", "CNY", "yuan"):
		coins, ok := s.coins()
		if !ok || coins > 0 && n%100 != 0 {
			return 0, garbled
		}
		return n + coins, sound
	}
	return n, sound
}

func divided(n, by, more int64, ok bool) (int64, fault) {
	switch {
	case !ok:
		return 0, garbled
	case n%by != 0:
		return 0, tooFine
	}
	return n/by + more, sound
}

// coins takes 5角, 5角3分, 零3分, or the 5 of 12块5, as 分.
func (s *scanner) coins() (int64, bool) {
	f, broken := s.figure()
	switch {
	case broken != sound || f.decimals > 0 || f.value > 99:
		return 0, false
	case f.width == 0:
		return 0, true
	case s.take("分"):
		return f.value, true
	case s.take("角", "毛"):
		fen, ok := s.fen()
		return f.value*10 + fen, ok && f.value < 10
	}
	return f.value * 10, f.width == 1
}

// fen takes 3分, or nothing.
func (s *scanner) fen() (int64, bool) {
	f, broken := s.figure()
	if f.width == 0 && broken == sound {
		return 0, true
	}
	return f.value, broken == sound && f.decimals == 0 && f.value < 10 && s.take("分")
}
