package store

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// enter begins to look in those places.
func (s *searching) enter(places string) {
	s.places, s.passed = places, map[int64]bool{}
	s.sifted, s.kept, s.batch = 0, 0, s.limit+s.limit/4
	for _, c := range s.found {
		s.passed[int64(c.ID)] = true
	}
}

func (s *searching) lookIn(where byte) bool { return strings.IndexByte(s.places, where) >= 0 }

// manyNames is the number of names from which the index takes longer to join all that
// begin with some letters than it takes to come upon some of them.
const manyNames = 3000

// rare are the words that few customers share, and so lead to them: all but letters
// that very many names begin with. Where many are wanted the index is asked for those
// as well.
func (s *searching) rare() (rare []string, err error) {
	if !s.lookIn(inPinyin) || s.limit > fewHits {
		return s.words, nil
	}
	for _, word := range s.words {
		common, err := s.isCommon(word)
		if err != nil {
			return nil, err
		}
		if !common {
			rare = append(rare, word)
		}
	}
	return rare, nil
}

// isCommon reports whether word is letters that very many names begin with.
func (s *searching) isCommon(word string) (bool, error) {
	if common, known := s.common[word]; known || !isSpelling(word) {
		return common, nil
	}
	n, err := s.v.count("SELECT count(*) FROM (SELECT 1 FROM customers WHERE pinyin >= ?1 AND pinyin < ?1 || '{' LIMIT ?2)", word, manyNames)
	s.common[word] = n == manyNames
	return n == manyNames, err
}

// note asks the index who may have the words that spell names in the notes: nearly
// nobody, and so nobody's notes need be read for them.
func (s *searching) note() error {
	for _, word := range s.words {
		if !isSpelling(word) || matching(inNote, word) == "" {
			continue
		}
		ids, err := s.v.matches(matching(inNote, word), 0, probe)
		if err != nil {
			return err
		}
		if len(ids) == probe {
			continue
		}
		s.noted[word] = map[int64]bool{}
		for _, id := range ids {
			s.noted[word][id] = true
		}
	}
	return nil
}

// unlikely reports whether few of those who were looked at in these places may be
// meant.
func (s *searching) unlikely() bool { return s.sifted > 0 && 4*s.kept < s.sifted }

// sift looks at customers and calls likely, in their order, those in whom every word
// may occur in one of the places: told by one text a customer, which is read sooner
// than all columns.
func (s *searching) sift(ids []int64) error {
	ids = s.fresh(ids)
	if s.places == string(inNote) { // the customer's own texts don't tell
		for _, id := range ids {
			s.passed[id] = true
		}
		s.likely, s.sifted, s.kept = append(s.likely, ids...), s.sifted+len(ids), s.kept+len(ids)
		return nil
	}
	if len(ids) == 0 {
		return nil
	}
	rows, err := s.v.tx.QueryContext(s.v.ctx, "SELECT t.id, coalesce(t.name, ''), "+s.oneText()+
		" FROM json_each(?) j CROSS JOIN customers t ON t.id = j.value AND t.gone IS NULL", idList(ids))
	if err != nil {
		return err
	}
	defer rows.Close()
	s.sifted += len(ids)
	for rows.Next() {
		var id int64
		var name, text string
		if err := rows.Scan(&id, &name, &text); err != nil {
			return err
		}
		s.passed[id] = true
		if !slices.ContainsFunc(s.words, func(word string) bool { return !s.may(word, id, name, text) }) {
			s.likely = append(s.likely, id)
			s.kept++
		}
	}
	return rows.Err()
}

// may reports whether word occurs in customer id, of that name and texts, or may occur
// in a note.
func (s *searching) may(word string, id int64, name, text string) bool {
	if occurs(text, word) || s.lookIn(inNote) && s.mayBeNoted(word, id) {
		return true
	}
	if !s.lookIn(inPinyin) || !isSpelling(word) || !s.mayBegin(name, word) {
		return false
	}
	byInitials, byPinyin := typedAs(name, word)
	return byInitials || byPinyin
}

// mayBegin reports whether name may begin with the letter that word begins with: to
// spell all of it takes longer.
func (s *searching) mayBegin(name, word string) bool {
	first, _ := utf8.DecodeRuneInString(name)
	if !inWord(first) || strings.ContainsRune("尉万", first) || word == "" {
		return true
	}
	letters, known := s.begun[first]
	if !known {
		for _, reading := range syllables(string(first))[0] {
			letters += reading[:1]
		}
		s.begun[first] = letters
	}
	return strings.IndexByte(letters, word[0]) >= 0
}

func (s *searching) mayBeNoted(word string, id int64) bool {
	if noted, known := s.noted[word]; known {
		return noted[id]
	}
	return matching(inNote, word) != ""
}

// oneText is all that stands of a customer in the places, as SQL.
func (s *searching) oneText() string {
	var parts []string
	for _, c := range s.texts {
		if s.lookIn(placeOf(c)) {
			parts = append(parts, expression(c))
		}
	}
	if s.lookIn(inText) {
		parts = append(parts, ownTexts)
	}
	return "concat_ws(char(10), " + strings.Join(parts, ", ") + ")"
}

// ownTexts is what stands in the user's own columns of a customer, as SQL. Most have
// none, and to find that out in JSON takes as long as to read all other columns.
const ownTexts = "CASE WHEN t.extra IS NOT NULL THEN (SELECT group_concat(value, ' ') FROM json_each(t.extra)) END"

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
