package store

import (
	"slices"
	"strings"
)

// enter begins to look in those places.
func (s *searching) enter(places string) {
	s.places, s.passed = places, map[int64]bool{}
	for _, c := range s.found {
		s.passed[int64(c.ID)] = true
	}
}

func (s *searching) lookIn(where byte) bool { return strings.IndexByte(s.places, where) >= 0 }

// manyNames is the number of names from which the index takes longer to join all that
// begin with some letters than it takes to come upon some of them.
const manyNames = 3000

// rare are the words that few customers share, and so lead to them: all but letters
// that very many names begin with. Where notes are looked through it takes longer to
// look at a customer than to ask the index for those as well, and so it does where
// many are wanted.
func (s *searching) rare() (rare []string, err error) {
	if !s.lookIn(inPinyin) || s.lookIn(inNote) || s.limit > fewHits {
		return s.words, nil
	}
	for _, word := range s.words {
		var n int64
		if isSpelling(word) {
			n, err = s.v.count("SELECT count(*) FROM (SELECT 1 FROM customers WHERE pinyin >= ?1 AND pinyin < ?1 || '{' LIMIT ?2)", word, manyNames)
		}
		if n < manyNames {
			rare = append(rare, word)
		}
	}
	return rare, err
}

// sifted are those of ids, in their order, in whom every word may occur in one of
// the places: told by one text a customer, which is read sooner than all columns.
func (s *searching) sifted(ids []int64) ([]int64, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	rows, err := s.v.tx.QueryContext(s.v.ctx, "SELECT t.id, coalesce(t.name, ''), "+s.oneText()+
		" FROM json_each(?) j CROSS JOIN customers t ON t.id = j.value AND t.gone IS NULL", idList(ids))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	kept := map[int64]bool{}
	for rows.Next() {
		var id int64
		var name, text string
		if err := rows.Scan(&id, &name, &text); err != nil {
			return nil, err
		}
		s.passed[id] = true
		if !slices.ContainsFunc(s.words, func(word string) bool { return !s.may(word, name, text) }) {
			kept[id] = true
		}
	}
	return slices.DeleteFunc(ids, func(id int64) bool { return !kept[id] }), rows.Err()
}

// may reports whether word occurs in a customer of that name and texts, or may occur
// in a note.
func (s *searching) may(word, name, text string) bool {
	if occurs(text, word) || s.lookIn(inNote) && matching(inNote, word) != "" {
		return true
	}
	if !s.lookIn(inPinyin) || !isSpelling(word) {
		return false
	}
	byInitials, byPinyin := typedAs(name, word)
	return byInitials || byPinyin
}

// oneText is all that stands of a customer in the places, as SQL.
func (s *searching) oneText() string {
	parts := []string{"''"} // of notes alone nothing does
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

// ownTexts is what stands in the user's own columns of a customer, as SQL.
const ownTexts = "(SELECT group_concat(value, ' ') FROM json_each(t.extra))"

// occurs reports whether the folded word is part of text. What is Han alone reads the
// same when it is folded.
func occurs(text, word string) bool {
	if strings.Contains(text, word) {
		return true
	}
	han := !strings.ContainsFunc(word, func(r rune) bool { return r < '一' || r > '鿿' })
	return !han && strings.Contains(folded(text), word)
}
