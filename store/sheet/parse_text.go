package sheet

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// cleanText returns s without what surrounds the text of a cell: space of any
// width, byte order marks, and the disguises under which spreadsheets carry
// numbers as text: a leading ' and ="…".
func cleanText(s string) string {
	if tidy(s) {
		return s
	}
	for {
		inner := strings.TrimLeft(strings.TrimFunc(s, invisible), "'")
		if inner = unwrapFormula(inner); inner == s {
			return s
		}
		s = inner
	}
}

// tidy reports whether s is seen at a glance to be clean; false says nothing.
func tidy(s string) bool {
	n := len(s)
	if n == 0 {
		return true
	}
	head := plainByte(s[0]) && s[0] != '\'' && s[0] != '=' || isHan(s[0])
	return head && (plainByte(s[n-1]) || n >= 3 && isHan(s[n-3]))
}

// plainByte reports whether c is an ASCII letter, digit or mark.
func plainByte(c byte) bool { return c > ' ' && c < 0x7f }

// isHan reports whether c begins a character of the block U+4000 to U+9FFF,
// which holds no space.
func isHan(c byte) bool { return c >= 0xe4 && c <= 0xe9 }

// invisible reports whether r leaves no ink: space, and the marks that copying
// from a telephone or a web page brings along.
func invisible(r rune) bool {
	switch {
	case r == '\uFEFF', r == '\u2060', r >= '\u200B' && r <= '\u200F', r >= '\u202A' && r <= '\u202E':
		return true
	}
	return unicode.IsSpace(r)
}

// unwrapFormula returns the text of a formula that is nothing but text, ="0138".
func unwrapFormula(s string) string {
	inner, ok := strings.CutPrefix(s, `="`)
	if !ok || !strings.HasSuffix(inner, `"`) {
		return s
	}
	inner = inner[:len(inner)-1]
	if !strings.Contains(inner, `"`) {
		return inner
	}
	if plain := strings.ReplaceAll(inner, `""`, ""); strings.Contains(plain, `"`) {
		return s // ="a"&"b" is more than text
	}
	return strings.ReplaceAll(inner, `""`, `"`)
}

// Fold returns s with full-width letters, digits and marks as their ASCII twins
// and the ideographic space as a space: what an input method makes of a command
// or a number. It doesn't allocate when there is nothing to fold.
func Fold(s string) string {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return strings.Map(narrow, s)
		}
	}
	return s
}

func narrow(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '\u3000':
		return ' '
	}
	return r
}

// isBlank reports whether a folded cell says that there is no value.
func isBlank(text string) bool {
	switch text {
	case "", "-", "--", "---", "—", "——", "/", "\\", "(空)", "(跳过)", "无", "暂无", "没有", "不详", "未知", "不知道",
		"N/A", "n/a", "NA", "null", "NULL", "none", "None":
		return true
	}
	return false
}

// longestQuote is how many characters of a cell an error repeats.
const longestQuote = 40

// quoted is the cell as an error repeats it: on one line and not endless.
func quoted(cell string) string {
	text := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			return ' '
		}
		return r
	}, cell)
	count := 0
	for i := range text {
		if count == longestQuote {
			return text[:i] + "…"
		}
		count++
	}
	return text
}

// scanner takes a text apart from the left.
type scanner struct{ rest string }

// take cuts the first of words that the rest begins with.
func (s *scanner) take(words ...string) bool {
	if s.rest == "" {
		return false
	}
	for _, word := range words {
		if rest, ok := strings.CutPrefix(s.rest, word); ok {
			s.rest = rest
			return true
		}
	}
	return false
}

// space skips what is blank.
func (s *scanner) space() {
	if s.rest != "" && !plainByte(s.rest[0]) && !isHan(s.rest[0]) {
		s.rest = strings.TrimLeftFunc(s.rest, invisible)
	}
}

// digits takes ASCII digits and returns their value and number; more than nine
// have no value.
func (s *scanner) digits() (n, width int) {
	for width < len(s.rest) && isDigit(s.rest[width]) {
		if width < 9 {
			n = n*10 + int(s.rest[width]-'0')
		}
		width++
	}
	s.rest = s.rest[width:]
	return n, width
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// hanDigit is the value of a Han numeral from 零 to 九, also as cheques spell it,
// -1 for others.
func hanDigit(r rune) int {
	switch r {
	case '〇', '零', '○':
		return 0
	case '一', '壹':
		return 1
	case '二', '贰', '貳':
		return 2
	case '三', '叁', '參':
		return 3
	case '四', '肆':
		return 4
	case '五', '伍':
		return 5
	case '六', '陆', '陸':
		return 6
	case '七', '柒':
		return 7
	case '八', '捌':
		return 8
	case '九', '玖':
		return 9
	}
	return -1
}

// calendarNumber takes a number of a date: digits, or a Han numeral, which is a
// row of digits (二〇二四) or at most 99 (十二, 廿三).
func (s *scanner) calendarNumber() (n, width int, han bool) {
	if n, width = s.digits(); width > 0 {
		return n, width, false
	}
	ten := false
	for width < 4 {
		r, size := utf8.DecodeRuneInString(s.rest)
		v := hanDigit(r)
		switch {
		case r == '两' && width == 0:
			n = 2
		case r == '十' && !ten && n < 10:
			n, ten = max(n, 1)*10, true
		case r == '廿' && width == 0:
			n, ten = 20, true
		case v >= 0 && ten:
			s.rest = s.rest[size:]
			return n + v, width + 1, true
		case v >= 0:
			n = n*10 + v
		default:
			return n, width, true
		}
		s.rest = s.rest[size:]
		width++
	}
	return n, width, true
}
