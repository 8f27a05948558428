package render

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"

	"kehu/report"
	"kehu/store/sheet"
)

// clean returns s fit for one line of a terminal: line breaks, tabs, control bytes
// and runs of spaces become one space, and what has no width of its own (zero-width joiners, marks
// that turn the direction of writing, variation selectors) is left out, because
// terminals disagree about it and one such rune would shift every column behind it.
func clean(s string) string {
	if printable(s) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == utf8.RuneError:
			b.WriteByte('?')
		case unicode.IsSpace(r) || unicode.Is(unicode.Cc, r):
			b.WriteByte(' ')
		case !unicode.In(r, unicode.Cf, unicode.Variation_Selector):
			b.WriteRune(r)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// printable reports whether s is nothing but ASCII letters, digits and signs and
// common Chinese characters, which is true of nearly every cell.
func printable(s string) bool {
	for _, r := range s {
		if (r <= ' ' || r >= 0x7f) && (r < 0x4e00 || r > 0x9fff) {
			return false
		}
	}
	return true
}

// Width is the number of terminal columns s takes: two for a Chinese character,
// one for a letter, whatever the environment says. tablewriter counts the same
// way once its East Asian handling is off.
func Width(s string) int {
	n := 0
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}

func runeWidth(r rune) int {
	switch {
	case r >= ' ' && r < 0x7f:
		return 1
	case r >= 0x4e00 && r <= 0x9fff:
		return 2
	}
	return displaywidth.Rune(r)
}

// wrap breaks s into lines of at most limit columns: between words where there
// are any, else wherever the line is full, as Chinese is set, though no line begins
// with a comma or a full stop and no number among ideographs is torn. limit is at
// least 4.
func wrap(s string, limit int) []string {
	var lines []string
	for left := Width(s); left > limit; {
		cut := breakAt(s, limit)
		rest := strings.TrimLeft(s[cut:], " ")
		left -= Width(s[:len(s)-len(rest)])
		lines = append(lines, strings.TrimRight(s[:cut], " "))
		s = rest
	}
	return append(lines, s)
}

// breakAt is the byte at which the first line of s ends; s is wider than limit.
func breakAt(s string, limit int) int {
	used, word, last, before := 0, 0, 0, rune(0) // word is where the word that r is of begins
	for i, r := range s {
		closes := strings.ContainsRune(closing, r)
		if used += runeWidth(r); used > limit {
			switch {
			case r == ' ':
				return i
			case word > 0 && word < i && (r < firstIdeograph || closes) && wordWithin(s[word:], limit):
				return word
			case last > 0 && closes:
				return last
			}
			return i
		}
		if r == ' ' || r >= firstIdeograph || closes && before >= firstIdeograph {
			word = i + utf8.RuneLen(r)
		}
		last, before = i, r
	}
	return len(s)
}

const (
	firstIdeograph = 0x2e80                // letters below stand in words, ideographs alone
	closing        = "，。、；：！？）》”’,.;:!?)%" // never begin a line
)

// wordWithin reports whether the word that s begins with takes at most limit columns.
func wordWithin(s string, limit int) bool {
	used := 0
	for _, r := range s {
		if used += runeWidth(r); r == ' ' || r >= firstIdeograph || used > limit {
			break
		}
	}
	return used <= limit
}

// pad fills s with spaces to n columns, on its left side when right is set.
func pad(s string, n int, right bool) string {
	missing := n - Width(s)
	if missing <= 0 {
		return s
	}
	if right {
		return strings.Repeat(" ", missing) + s
	}
	return s + strings.Repeat(" ", missing)
}

// display is the text of a cell as a person reads it on a terminal or a page.
func display(c report.Column, cell report.Cell, l sheet.Lang) string {
	if cell == nil {
		return ""
	}
	text := report.Text(c, cell, l)
	switch kindOf(c, cell) {
	case sheet.MoneyKind, sheet.CountKind, sheet.QtyKind:
		return thousands(text)
	}
	return text
}

// kindOf is the kind of a value that stands under c: a cell knows better than its
// column, which may mix them.
func kindOf(c report.Column, cell report.Cell) sheet.Kind {
	if k, ok := cell.(interface{ Kind() sheet.Kind }); ok {
		return k.Kind()
	}
	return c.Kind
}

// thousands groups the digits of a plain decimal number in threes; any other text
// is returned as it is.
func thousands(s string) string {
	sign, digits := "", s
	if strings.HasPrefix(s, "-") {
		sign, digits = "-", s[1:]
	}
	whole, fraction, point := strings.Cut(digits, ".")
	if whole == "" || strings.Trim(whole+fraction, "0123456789") != "" {
		return s
	}
	var b strings.Builder
	b.WriteString(sign)
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(whole[i])
	}
	if point {
		b.WriteString("." + fraction)
	}
	return b.String()
}
