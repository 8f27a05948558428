package store

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"kehu/store/sheet"
)

// The concordance says whose texts a word may occur in. To SQLite's full-text index
// a customer is one document: all that is written of him, his notes included.
// Chinese has no spaces to part words by, so the terms are pairs of neighbouring
// characters, and who has them all is looked at before he is called found. That
// also sifts out what an edit, a removal or an undo leaves behind: terms are added,
// never taken out.
//
// A term begins with a letter that says where it stands.
const (
	inName     = 'n' // the name or the nickname; single characters as well
	inPinyin   = 'p' // the whole name in pinyin, in every reading
	inInitials = 'i' // its initials, in every reading
	inPhone    = 't' // four digits in a row of a phone
	inVillage  = 'v'
	inText     = 'x' // any other text of the customer
	inNote     = 'y' // a text of an interaction or of feedback
)

// folded is text as a search compares it: half-width and in small letters.
func folded(text string) string { return strings.ToLower(sheet.Fold(text)) }

// inWord reports whether r is part of a word; a term reaches over nothing else.
func inWord(r rune) bool {
	return r >= '一' && r <= '鿿' || unicode.IsLetter(r) || unicode.IsDigit(r)
}

// eachPair calls visit with the pairs of neighbouring characters of a folded text,
// and with the characters that stand alone.
func eachPair(text string, visit func(term string, alone bool)) {
	last, alone := -1, false // where the character before begins, and whether no pair has it
	for i, r := range text {
		switch {
		case inWord(r) && last >= 0:
			visit(text[last:i+utf8.RuneLen(r)], false)
			last, alone = i, false
		case inWord(r):
			last, alone = i, true
		default:
			if alone {
				visit(text[last:i], true)
			}
			last, alone = -1, false
		}
	}
	if alone {
		visit(text[last:], true)
	}
}

// words is a document of the concordance being written: its terms with spaces
// between them.
type words []byte

func (w *words) add(where byte, term string) {
	*w = append(append(append(*w, where), term...), ' ')
}

// text adds the terms of a text.
func (w *words) text(where byte, text string) {
	eachPair(folded(text), func(term string, _ bool) { w.add(where, term) })
}

// name adds the terms of a customer's name.
func (w *words) name(name string) {
	w.nickname(name)
	full, initials := readings(name)
	for _, reading := range full {
		w.add(inPinyin, reading)
	}
	for _, reading := range initials {
		w.add(inInitials, reading)
	}
}

// nickname adds the terms of a name without its pinyin.
func (w *words) nickname(name string) {
	w.text(inName, name)
	for _, r := range folded(name) {
		if inWord(r) {
			w.add(inName, string(r))
		}
	}
}

// phone adds the terms of a phone.
func (w *words) phone(phone string) {
	digits := onlyDigits(phone)
	for i := 0; i+4 <= len(digits); i++ {
		w.add(inPhone, digits[i:i+4])
	}
}

func onlyDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
}

// column adds the terms of what stands in a column of a sheet that is searched.
func (w *words) column(c *sheet.Column, text string) {
	switch where := placeOf(c); {
	case text == "":
	case c.Key == "name":
		w.name(text)
	case where == inName:
		w.nickname(text)
	case where == inPhone:
		w.phone(text)
	default:
		w.text(where, text)
	}
}

// placeOf is where a text of column c stands.
func placeOf(c *sheet.Column) byte {
	switch {
	case c.Sheet != sheet.Customers:
		return inNote
	case c.Key == "name", c.Key == "nickname":
		return inName
	case c.Key == "village":
		return inVillage
	case c.Kind() == sheet.PhoneKind:
		return inPhone
	}
	return inText
}

// searched are the columns of s whose texts a search looks through: all of a
// customer that is in words, and what was said to him.
func searched(s *sheet.Sheet) (columns []*sheet.Column) {
	switch s {
	case sheet.Interactions:
		return s.Must("content", "result")
	case sheet.Feedbacks:
		return s.Must("content", "resolution")
	case sheet.Customers:
		for c := range s.Stored() {
			switch c.Kind() {
			case sheet.TextKind, sheet.ChoiceKind, sheet.PhoneKind, sheet.BirthdayKind:
				columns = append(columns, c)
			}
		}
	}
	return columns
}

// isSearched reports whether a search looks through column c.
func isSearched(c *sheet.Column) bool {
	for _, known := range searched(c.Sheet) {
		if known == c {
			return true
		}
	}
	return false
}
