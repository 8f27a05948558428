package store

import (
	"strings"
	"unicode/utf8"
)

// occurs reports whether the folded word is part of text, which is folded only where
// that could tell: most of what is written here reads the same.
func occurs(text, word string) bool {
	if strings.Contains(text, word) {
		return true
	}
	switch letters, han := kindsOf(word); {
	case han:
		return false
	case letters && foldsInLetters(text):
		return containsLowered(text, word)
	}
	return strings.Contains(folded(text), word)
}

// kindsOf reports whether word is of small letters and digits alone, or of Han alone.
func kindsOf(word string) (letters, han bool) {
	letters, han = true, true
	for _, r := range word {
		letters = letters && (r >= 'a' && r <= 'z' || r >= '0' && r <= '9')
		han = han && r >= '一' && r <= '鿿'
	}
	return letters, han
}

// foldsInLetters reports whether nothing of text but its A–Z can fold into letters and
// digits of ASCII: it has no characters between ASCII and the Chinese ones, some of
// which have small forms there, nor full-width letters and digits.
func foldsInLetters(text string) bool {
	for i := range len(text) {
		switch b := text[i]; {
		case b >= 0xC0 && b < 0xE3:
			return false
		case b == 0xEF:
			if r, _ := utf8.DecodeRuneInString(text[i:]); r >= '０' && r <= 'ｚ' {
				return false
			}
		}
	}
	return true
}

// containsLowered reports whether word, of letters and digits, is part of text with its A–Z made
// small.
func containsLowered(text, word string) bool {
	for i := 0; i+len(word) <= len(text); i++ {
		n := 0
		for n < len(word) && lowered(text[i+n]) == word[n] {
			n++
		}
		if n == len(word) {
			return true
		}
	}
	return false
}

func lowered(b byte) byte {
	if b >= 'A' && b <= 'Z' {
		return b + 'a' - 'A'
	}
	return b
}
