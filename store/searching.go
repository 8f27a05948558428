package store

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"kehu/store/sheet"
)

// searching is a search under way.
type searching struct {
	v      *View
	words  []string // folded
	limit  int
	places string                    // that are looked in
	passed map[int64]bool            // who was looked at there, or found before
	sifted int                       // how many were looked at there
	likely []int64                   // who may be meant and wasn't read yet
	kept   int                       // how many were likely there
	batch  int                       // how many to look at next
	common map[string]bool           // whether very many names begin with a word
	noted  map[string]map[int64]bool // who may have a word in the notes, where those are few
	texts  []*sheet.Column           // of a customer
	begun  map[rune]string           // the letters that names with that first character begin with
	found  []candidate
}

// candidate is a customer in whom every word may occur.
type candidate struct {
	Found
	contact sheet.Date
}

func (c *candidate) rank() (sum int) {
	for _, hit := range c.Why {
		sum += hit.rank
	}
	return sum
}

// manySifted is the number of customers up to which all are looked at where few of
// them prove to be meant.
const manySifted = 1000

// fewHits is the number of customers up to which all are looked at and ranked; of
// more the ones seen last come first.
const fewHits = 120

// probe is how many customers the index is asked for at first: how close together
// their numbers lie tells how common the words are.
const probe = 500

// fewLooks is the number of customers that are looked at sooner than the index names
// everybody in whom a common word occurs.
const fewLooks = 200

// exactly looks for customers whose name, nickname or phone is the one word.
func (s *searching) exactly() error {
	if len(s.words) != 1 {
		return nil
	}
	ids, err := s.v.list("SELECT id AS n FROM customers WHERE (name = ?1 OR nickname = ?1 OR phone = ?1 OR phone2 = ?1) AND gone IS NULL ORDER BY id LIMIT -1", s.words[0])
	if err != nil {
		return err
	}
	s.enter(identifying)
	return s.lookAt(ids)
}

// deep looks at whom the words lead to in those places, unless enough are found.
func (s *searching) deep(places string) error {
	if len(s.found) >= s.limit {
		return nil
	}
	s.enter(places)
	rare, err := s.rare()
	if err == nil && s.lookIn(inNote) && len(s.words) > 1 {
		err = s.note()
	}
	if err != nil {
		return err
	}
	switch {
	case len(rare) > 0:
	case len(s.words) > 1 && !s.lookIn(inNote):
		return nil // a name begins with one of them: the next depth looks for the others
	case len(s.words) > 1:
		return s.lookBesidesNames()
	default:
		if err := s.lookAtNewest(s.patience()); err != nil || len(s.found) >= s.limit {
			return err
		}
		rare = s.words
	}
	match := matchingAll(places, rare)
	if match == "" {
		return nil
	}
	return s.lookAtMatches(match)
}

// lookBesidesNames looks for words that very many names begin with, where the index
// need not join all those names: nearly no name can be read as beginning with two of
// the words, so one of them stands elsewhere.
func (s *searching) lookBesidesNames() error {
	var any []string
	for i, word := range s.words {
		for _, other := range s.words[:i] {
			if mayBothBegin(word, other) {
				return s.lookAtMatches(matchingAll(s.places, s.words))
			}
		}
		any = append(any, matchingAll(strings.ReplaceAll(s.places, string(inPinyin), ""), []string{word}))
	}
	return s.lookAtMatches(strings.Join(any, " OR "))
}

// lookAtMatches looks at whom the index names, unless they are so many that enough
// are met without it.
func (s *searching) lookAtMatches(match string) error {
	ids, err := s.v.matches(match, 0, probe)
	if err != nil {
		return err
	}
	if len(ids) < probe {
		return s.lookAt(ids)
	}
	if looks := s.limit * int(ids[probe-1]-ids[0]) / probe; looks <= max(s.patience()/5, 2*s.limit) {
		if err := s.lookAtNewest(max(s.patience(), 2*looks)); err != nil || len(s.found) >= s.limit {
			return err
		}
	}
	rest, err := s.v.everyMatch(match, ids[probe-1])
	if err != nil {
		return err
	}
	return s.lookAt(append(ids, rest...))
}

// patience is how many customers are looked at before the index is asked for all: who
// was seen last may be unlike the rest. To read all that was said to them takes longer.
func (s *searching) patience() int {
	if s.lookIn(inNote) {
		return fewLooks
	}
	return 5 * fewLooks
}

// lookAtNewest looks at so many customers, who was seen last first, unless enough
// are found before.
func (s *searching) lookAtNewest(most int) error {
	for from, page := 0, 2*fewLooks; from < most && len(s.found) < s.limit; from, page = from+page, page*2 {
		ids, err := s.v.seenLast(from, page)
		if err != nil {
			return err
		}
		if len(ids) == 0 {
			break
		}
		if err := s.lookUntilFull(ids); err != nil {
			return err
		}
	}
	return s.settle()
}

// lookAt looks at customers, whose numbers ascend: at all of a few, else at who was
// seen last until enough are found. To sort customers by their last contact takes ten
// times as long as to go through as many in that order, and three times as long as to
// look at them where most prove to be somebody else.
func (s *searching) lookAt(ids []int64) error {
	ids = s.fresh(ids)
	for from, page := 0, 2000; len(ids) > fewHits && len(s.found) < s.limit; from, page = from+page, page*3/2 {
		if len(ids) <= manySifted && s.unlikely() {
			return s.look(ids)
		}
		if 10*len(ids) <= page {
			sorted, err := s.v.list("SELECT customer AS n FROM figures WHERE customer IN (SELECT value FROM json_each(?)) ORDER BY last_contact DESC, customer DESC LIMIT -1", idList(ids))
			if err != nil {
				return err
			}
			if err := s.lookUntilFull(sorted); err != nil {
				return err
			}
			return s.settle()
		}
		all, err := s.v.seenLast(from, page)
		if err != nil || len(all) == 0 {
			return cmp.Or(err, s.settle())
		}
		if err := s.lookUntilFull(those(ids, all)); err != nil {
			return err
		}
		ids = s.fresh(ids)
	}
	if len(s.found) < s.limit {
		return s.look(ids)
	}
	return nil
}

// fresh are those of ids that weren't looked at.
func (s *searching) fresh(ids []int64) []int64 {
	if len(s.passed) == 0 {
		return ids
	}
	return slices.DeleteFunc(slices.Clone(ids), func(id int64) bool { return s.passed[id] })
}

// those are the ones of all, in their order, that are in ids, which ascend.
func those(ids, all []int64) []int64 {
	return slices.DeleteFunc(all, func(id int64) bool { _, ok := slices.BinarySearch(ids, id); return !ok })
}

// seenLast are so many customers, who was seen last first, after so many others.
func (v *View) seenLast(from, n int) ([]int64, error) {
	return v.list("SELECT customer AS n FROM figures ORDER BY last_contact DESC, customer DESC LIMIT ? OFFSET ?", n, from)
}

// everyMatch is matches without a limit: without the order, which is the index's own,
// the many rows take a shorter way.
func (v *View) everyMatch(match string, after int64) ([]int64, error) {
	ids, err := v.numbers("SELECT coalesce(group_concat(rowid), '') FROM concordance WHERE concordance MATCH ? AND rowid > ?", match, after)
	slices.Sort(ids)
	return ids, err
}

// matches are the customers after one whose documents answer a query, at most so
// many: their numbers ascend.
func (v *View) matches(match string, after int64, limit int) ([]int64, error) {
	return v.list("SELECT rowid AS n FROM concordance WHERE concordance MATCH ? AND rowid > ? ORDER BY rowid LIMIT ?", match, after, limit)
}

// list is ids for queries of many, as n and with a LIMIT, which keeps their order:
// one row of numbers is read sooner than many rows.
func (v *View) list(query string, args ...any) ([]int64, error) {
	return v.numbers("SELECT coalesce(group_concat(n), '') FROM ("+query+")", args...)
}

// numbers are those that the one text of a query lists.
func (v *View) numbers(query string, args ...any) ([]int64, error) {
	var list string
	err := v.tx.QueryRowContext(v.ctx, query, args...).Scan(&list)
	if err != nil || list == "" {
		return nil, err
	}
	ids := make([]int64, 0, strings.Count(list, ",")+1)
	for number := range strings.SplitSeq(list, ",") {
		id, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// lookUntilFull looks at customers in their order until enough are found. Who may be
// meant is read together with others: of who is likely, settle reads the last.
func (s *searching) lookUntilFull(ids []int64) error {
	for len(ids) > 0 && len(s.found) < s.limit {
		n := min(len(ids), s.batch)
		if err := s.sift(ids[:n]); err != nil {
			return err
		}
		ids = ids[n:]
		s.batch = min(3*s.batch, max(10*s.limit, fewLooks))
		switch missing := s.limit - len(s.found) - len(s.likely); {
		case missing > 0 && s.kept > 0:
			s.batch = min(s.batch, s.limit/4+1+missing*s.sifted/s.kept)
		case missing <= 0:
			if err := s.settle(); err != nil {
				return err
			}
		}
	}
	return nil
}

// look looks at customers and keeps all in whom every word occurs.
func (s *searching) look(ids []int64) error {
	err := s.settle()
	if err == nil {
		err = s.sift(ids)
	}
	if err != nil {
		return err
	}
	ids, s.likely = s.likely, nil
	return s.keep(ids)
}

// settle keeps of who is likely those in whom every word occurs, until enough are
// found.
func (s *searching) settle() error {
	for len(s.likely) > 0 && len(s.found) < s.limit {
		n := min(len(s.likely), s.limit+s.limit/4)
		if err := s.keep(s.likely[:n]); err != nil {
			return err
		}
		s.likely = s.likely[n:]
	}
	s.likely = nil
	return nil
}

// keep reads customers and keeps those in whom every word occurs.
func (s *searching) keep(ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	candidates, err := s.read(ids)
	if err != nil {
		return err
	}
	if s.lookIn(inNote) {
		if err := s.readNotes(candidates); err != nil {
			return err
		}
	}
	for _, id := range ids {
		if c := candidates[id]; c != nil && !slices.ContainsFunc(c.Why, func(h Hit) bool { return h.rank == noRank }) {
			s.found = append(s.found, *c)
		}
	}
	return nil
}

// ranked are the customers found, the best first.
func (s *searching) ranked() []Found {
	slices.SortStableFunc(s.found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.rank(), b.rank()), cmp.Compare(b.contact, a.contact), cmp.Compare(b.ID, a.ID))
	})
	all := make([]Found, min(len(s.found), s.limit))
	for i := range all {
		all[i] = s.found[i].Found
	}
	return all
}
