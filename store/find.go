package store

import (
	"slices"
	"strings"
	"unicode/utf8"

	"kehu/store/sheet"
)

// Twin is a customer who would be the same person as row: the same name with the
// same phone, or the same name and village where no phone tells them apart. It is
// nil if there is none.
func (v *View) Twin(row *sheet.Customer) (*Person, error) {
	people, err := v.people("name = ?", row.Name.String())
	if row.Name.Empty() {
		people, err = v.people("phone = ?", row.Phone.String())
	}
	if err != nil {
		return nil, err
	}
	for _, p := range people {
		samePhone := p.Phone != "" && p.Phone == row.Phone.String()
		noPhone := p.Phone == "" || row.Phone.Empty()
		if samePhone || noPhone && p.Village == row.Village.String() {
			return &p, nil
		}
	}
	return nil, nil
}

// People are the customers that answer q, as lists show them.
func (v *View) People(q sheet.Query) ([]Person, error) {
	q.Columns = sheet.Customers.Must("no", "name", "phone", "village")
	var people []Person
	for row, err := range v.Rows(q) {
		if err != nil {
			return nil, err
		}
		c := row.(*sheet.Customer)
		people = append(people, Person{ID: c.ID, Name: c.Name.String(), Phone: c.Phone.String(), Village: c.Village.String()})
	}
	return people, nil
}

// Found is a customer that a search found, and by what.
type Found struct {
	ID  sheet.ID
	Why []Hit // for each word
}

// Hit is what a word was found in.
type Hit struct {
	Word string // folded
	In   sheet.Words
	Text string     // what stands there, "" where it goes without saying
	On   sheet.Date // the day of a note

	rank int // how good a hit it is, 0 is the best
}

// Same reports whether two words were found in the same text.
func (h Hit) Same(other Hit) bool {
	return h.rank == other.rank && h.Text == other.Text && h.On == other.On && h.In.ZH == other.In.ZH
}

// The ranks of hits.
const (
	rankExact = iota // the name or the phone
	rankNickname
	rankName
	rankPinyin
	rankTail // of a phone
	rankPhone
	rankVillage
	rankText
	rankNote
	noRank
)

// Places that a word is looked for in.
const (
	everywhere  = "niptvxy"
	identifying = "niptv" // what somebody is known by
)

// depths are the places that a search looks in, one after the other: names first,
// then what else identifies somebody, then the customer's own texts, then the notes.
// What a nearer depth finds comes first. Several words may stand in several places,
// so each depth takes in the ones before; and there are fewer of them.
func depths(words int) []string {
	if words == 1 {
		return []string{"n", "iptv", "x", "y"}
	}
	return []string{identifying, everywhere}
}

// matching is the concordance's query for customers with word in that place, "" if
// it can't be found there.
func matching(where byte, word string) string {
	switch {
	case where == inInitials || where == inPinyin:
		if !isSpelling(word) {
			return ""
		}
		return `"` + string(where) + word + `"` + map[byte]string{inPinyin: "*"}[where]
	case where == inPhone:
		return matchingPhone(word)
	}
	var pairs, single []string
	eachPair(word, func(term string, alone bool) {
		if term = `"` + string(where) + term + `"`; alone {
			single = append(single, term)
		} else {
			pairs = append(pairs, term)
		}
	})
	if len(pairs) == 0 {
		pairs = single
	} // what stands alone in the word may be part of a pair in the text
	return strings.Join(pairs, " AND ")
}

func matchingPhone(word string) string {
	var w words
	if onlyDigits(word) != word {
		return ""
	}
	w.phone(word)
	terms := strings.Fields(string(w))
	for i := range terms {
		terms[i] = `"` + terms[i] + `"`
	}
	return strings.Join(terms, " AND ")
}

// matchingAll is the query for customers who have every word in one of the places;
// "" if some word can't be found there.
func matchingAll(places string, all []string) string {
	var each []string
	for _, word := range all {
		var any []string
		for i := range len(places) {
			if match := matching(places[i], word); match != "" {
				any = append(any, "("+match+")")
			}
		}
		if len(any) == 0 {
			return ""
		}
		each = append(each, "("+strings.Join(any, " OR ")+")")
	}
	return strings.Join(each, " AND ")
}

// Find returns at most limit customers in whom every word occurs: in the name, by
// pinyin, in a phone, a village, any other text of theirs or of an interaction or
// feedback. The best hits come first, among equals who was seen last.
func (v *View) Find(words []string, limit int) ([]Found, error) {
	s := &searching{v: v, words: make([]string, len(words)), limit: limit, texts: searched(sheet.Customers),
		common: map[string]bool{}, noted: map[string]map[int64]bool{}, begun: map[rune]string{}}
	for i, word := range words {
		s.words[i] = strings.TrimSpace(folded(word))
	}
	if err := s.exactly(); err != nil {
		return nil, err
	}
	for _, places := range depths(len(words)) {
		if err := s.deep(places); err != nil {
			return nil, err
		}
	}
	if len(s.found) == 0 {
		if err := s.withoutSingle(); err != nil {
			return nil, err
		}
	}
	return s.ranked(), nil
}

// withoutSingle looks for single characters within texts. They are no terms: longer
// words must lead to few customers.
func (s *searching) withoutSingle() error {
	longer := slices.DeleteFunc(slices.Clone(s.words), func(word string) bool { return utf8.RuneCountInString(word) < 2 })
	if len(longer) == len(s.words) || len(longer) == 0 {
		return nil
	}
	if common, err := s.isCommon(longer[0]); common && len(longer) == 1 || err != nil {
		return err
	}
	const most = 2000 // to look at
	ids, err := s.v.matches(matchingAll(everywhere, longer), 0, most)
	if err != nil || len(ids) == most {
		return err
	}
	s.enter(everywhere)
	return s.look(ids)
}
