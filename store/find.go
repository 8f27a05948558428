package store

import (
	"strings"

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
	rankInVillage // a part of its name
	rankText
	rankNote
	noRank
)

// places are where the concordance knows hits of a rank.
func places(rank int) string {
	return []string{rankName: string(inName), rankPinyin: string(inInitials) + string(inPinyin), rankPhone: string(inPhone),
		rankInVillage: string(inVillage), rankText: string(inText), rankNote: string(inNote), noRank: ""}[rank]
}

// termsOf are the terms that whoever has word in that place has; none if it can't be
// found there.
func termsOf(where byte, word string) (terms []term) {
	switch {
	case where == inInitials || where == inPinyin:
		if isSpelling(word) && word != "" {
			terms = append(terms, term{string(where) + word, where == inPinyin})
		}
		return terms
	case where == inPhone:
		if word == onlyDigits(word) {
			for i := 0; i+4 <= len(word); i++ {
				terms = append(terms, term{string(where) + word[i:i+4], false})
			}
		}
		return terms
	}
	var single []term
	eachPair(word, func(text string, alone bool) {
		if t := (term{string(where) + text, false}); alone {
			single = append(single, t)
		} else {
			terms = append(terms, t)
		}
	})
	if len(terms) == 0 {
		return single
	} // what stands alone in the word may be part of a pair in the text
	return terms
}

// matching is the concordance's query for customers with all terms.
func matching(terms []term) string {
	var all []string
	for _, t := range terms {
		all = append(all, t.match())
	}
	return strings.Join(all, " AND ")
}

// Find returns at most limit customers in whom every word occurs: in the name, by
// pinyin, in a phone, a village, any other text of theirs or of an interaction or
// feedback; where there is none, in whom all but one do, and who bought what that one
// names. The best hits come first, among equals who was seen last. Where within is no
// nil, only customers that it lets through are found.
func (v *View) Find(words []string, limit int, within *sheet.Filter) ([]Found, error) {
	p, err := v.postings()
	if err != nil {
		return nil, err
	}
	s := &searching{v: v, postings: p, words: make([]string, len(words)), limit: limit, texts: searched(sheet.Customers), passed: idSet{}}
	for i, word := range words {
		s.words[i] = strings.TrimSpace(folded(word))
	}
	if within != nil {
		if s.within, err = v.idsOf(sheet.Query{Sheet: sheet.Customers, Where: within}); err != nil {
			return nil, err
		}
	}
	if err := s.search(); err != nil {
		return nil, err
	}
	return s.ranked(), nil
}
