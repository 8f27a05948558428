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
	places string          // that are looked in
	passed map[int64]bool  // who was looked at there, or found before
	texts  []*sheet.Column // of a customer
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
	if err != nil {
		return err
	}
	if len(rare) == 0 && len(s.words) > 1 {
		return nil // a name begins with one of them: the next depth looks for the others
	}
	if len(rare) == 0 {
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
	rest, err := s.v.matches(match, ids[probe-1], -1)
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
		if err != nil || len(ids) == 0 {
			return err
		}
		if err := s.lookUntilFull(ids); err != nil {
			return err
		}
	}
	return nil
}

// lookAt looks at customers, whose numbers ascend: at all of a few, else at who was
// seen last until enough are found. To sort customers by their last contact takes ten
// times as long as to go through as many in that order.
func (s *searching) lookAt(ids []int64) error {
	ids = s.fresh(ids)
	if len(ids) <= fewHits {
		return s.look(ids)
	}
	for from, page := 0, 2000; len(s.found) < s.limit; from, page = from+page, page*3/2 {
		if ids = s.fresh(ids); 10*len(ids) <= page {
			sorted, err := s.v.list("SELECT customer AS n FROM figures WHERE customer IN (SELECT value FROM json_each(?)) ORDER BY last_contact DESC, customer DESC LIMIT -1", idList(ids))
			if err != nil {
				return err
			}
			return s.lookUntilFull(sorted)
		}
		all, err := s.v.seenLast(from, page)
		if err != nil || len(all) == 0 {
			return err
		}
		if err := s.lookUntilFull(those(ids, all)); err != nil {
			return err
		}
	}
	return nil
}

// fresh are those of ids that weren't looked at.
func (s *searching) fresh(ids []int64) []int64 {
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

// matches are the customers after one whose documents answer a query, at most so
// many: their numbers ascend.
func (v *View) matches(match string, after int64, limit int) ([]int64, error) {
	return v.list("SELECT rowid AS n FROM concordance WHERE concordance MATCH ? AND rowid > ? ORDER BY rowid LIMIT ?", match, after, limit)
}

// list is ids for queries of many, as n and with a LIMIT, which keeps their order:
// one row of numbers is read sooner than many rows.
func (v *View) list(query string, args ...any) ([]int64, error) {
	var list string
	err := v.tx.QueryRowContext(v.ctx, "SELECT coalesce(group_concat(n), '') FROM ("+query+")", args...).Scan(&list)
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

// lookUntilFull looks at customers in their order until enough are found.
func (s *searching) lookUntilFull(ids []int64) error {
	for batch := s.limit + s.limit/4; len(ids) > 0 && len(s.found) < s.limit; batch *= 3 {
		n := min(len(ids), batch)
		if err := s.look(ids[:n]); err != nil {
			return err
		}
		ids = ids[n:]
	}
	return nil
}

// look looks at customers and keeps those in whom every word occurs.
func (s *searching) look(ids []int64) error {
	ids, err := s.sifted(s.fresh(ids))
	if err != nil || len(ids) == 0 {
		return err
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
