package almanac

import (
	"strings"
	"unicode"
)

// fold makes one spelling of many: full-width digits and marks become ASCII, traditional and mistaken characters
// the usual ones, every date separator a hyphen; spaces, brackets and
// characters that cannot be seen vanish. Commas stay: 农历8-1、5 is two days and not the fifteenth.
func fold(text string) string {
	return strings.Map(func(char rune) rune {
		char = narrow(char)
		switch char {
		case ' ', '(', ')', '[', ']', '【', '】', '〔', '〕', ':':
			return -1
		case '/', '.', '·', '—', '–':
			return '-'
		}
		if !unicode.IsPrint(char) {
			return -1
		}
		return simplify(char)
	}, text)
}

// narrow turns a full-width character into its ASCII twin.
func narrow(char rune) rune {
	if char >= '！' && char <= '～' {
		return char - '！' + '!'
	}
	return char
}

// simplify turns the traditional characters of the calendar, and slips of the input method, into the usual ones.
func simplify(char rune) rune {
	switch char {
	case '農':
		return '农'
	case '曆', '歷', '厉':
		return '历'
	case '陰':
		return '阴'
	case '陽':
		return '阳'
	case '舊':
		return '旧'
	case '閏', '润', '潤':
		return '闰'
	case '臘', '蜡':
		return '腊'
	case '號':
		return '号'
	case '週':
		return '周'
	case '雙':
		return '双'
	case '單':
		return '单'
	}
	return char
}
