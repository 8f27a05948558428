package store

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"kehu/store/sheet"
)

// searching is a search under way.
type searching struct {
	v        *View
	postings *postings
	words    []string // folded
	limit    int
	within   idSet           // who is asked for at all; nil for everybody
	passed   idSet           // who was looked at
	texts    []*sheet.Column // of a customer
	found    []candidate
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

// search looks at customers, the likeliest to be meant first, until enough are found.
func (s *searching) search() error {
	look := s.byAllWords
	if len(s.words) == 1 {
		look = s.byOneWord
	}
	for _, look := range []func() error{look, s.withoutSingle, s.byPurchase} {
		if err := look(); err != nil || len(s.found) > 0 {
			return err
		}
	}
	return nil
}

// byOneWord looks at those who have the word in the best place, then in the next.
func (s *searching) byOneWord() error {
	for rank := range noRank {
		having, err := s.having(s.words[0], rank)
		if err != nil {
			return err
		}
		if err := s.lookAt(having); err != nil || len(s.found) >= s.limit {
			return err
		}
	}
	return nil
}

// byAllWords looks at those who have every word in some place, ordered by how good the
// places are together.
func (s *searching) byAllWords() error {
	sums, err := s.summed(s.words)
	if err != nil {
		return err
	}
	for _, those := range sums {
		if err := s.lookAt(those); err != nil || len(s.found) >= s.limit {
			return err
		}
	}
	return nil
}

// summed are the customers who may have all words somewhere, by the sum of the words'
// ranks; the longest words come first, which mostly are the rarest.
func (s *searching) summed(words []string) (sums []idSet, err error) {
	longest := slices.SortedStableFunc(slices.Values(words), func(a, b string) int { return len(b) - len(a) })
	for i, word := range longest {
		ranks, err := s.ranks(word)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			ranks = summed(sums, ranks)
		}
		if sums = ranks; !slices.ContainsFunc(sums, func(some idSet) bool { return len(some) > 0 }) {
			return nil, nil
		}
	}
	return sums, nil
}

// summed are those in a set of each list, by the sum of where those sets stand.
func summed(some, others []idSet) []idSet {
	sums := make([]idSet, len(some)+len(others))
	for i, these := range some {
		for j, those := range others {
			both := these.both(those)
			if sums[i+j] == nil {
				sums[i+j] = both
			} else {
				sums[i+j].join(both)
			}
		}
	}
	return sums
}

// ranks are the customers who may have word somewhere, each with its best rank.
func (s *searching) ranks(word string) ([]idSet, error) {
	if err := s.postings.read(firstTerms(word)); err != nil {
		return nil, err
	}
	ranks, better := make([]idSet, noRank), idSet{}
	for rank := range ranks {
		having, err := s.having(word, rank)
		if err != nil {
			return nil, err
		}
		ranks[rank] = having.without(better)
		better.join(having)
	}
	return ranks, nil
}

// firstTerms are those that lead to a word in each place first.
func firstTerms(word string) (all []term) {
	for rank := range noRank {
		for i := range len(places(rank)) {
			terms := termsOf(places(rank)[i], word)
			all = append(all, terms[:min(1, len(terms))]...)
		}
	}
	return all
}

// having are the customers who may have word in a place of that rank: those whom an index
// of the table names for the best ranks, where the concordance knows anybody with the word
// there, those whom the concordance names for the others.
func (s *searching) having(word string, rank int) (idSet, error) {
	var where, somewhere string
	switch {
	case rank == rankExact && onlyDigits(word) == word:
		where = "phone = ?1 OR phone2 = ?1"
	case rank == rankExact:
		where, somewhere = "name = ?1", places(rankName)
	case rank == rankNickname:
		where, somewhere = "nickname = ?1", places(rankName)
	case rank == rankTail && isEnding(word):
		where = "phone IS NOT NULL AND substr(phone, -4) = ?1"
	case rank == rankVillage:
		where, somewhere = "village = ?1", places(rankInVillage)
	}
	if somewhere != "" {
		anybody, err := s.postings.having(termsOf(somewhere[0], word))
		if err != nil || len(anybody) == 0 {
			return nil, err
		}
	}
	all := idSet{}
	if where != "" {
		ids, err := s.v.list("SELECT id AS n FROM customers WHERE "+where+" LIMIT -1", word)
		return idSetOf(ids), err
	}
	for i := range len(places(rank)) {
		having, err := s.postings.having(termsOf(places(rank)[i], word))
		if err != nil {
			return nil, err
		}
		all.join(having)
	}
	return all, nil
}

// lookAt looks at customers, who was seen last first, until enough are found: at a few
// more than are missing, and at ever more where few of them prove to be meant.
func (s *searching) lookAt(those idSet) error {
	those = those.without(s.passed)
	if s.within != nil {
		those = those.both(s.within)
	}
	s.passed.join(those)
	q := newQueue(s.v, those)
	for times := 1; len(s.found) < s.limit; times *= 2 {
		missing := s.limit - len(s.found)
		ids, err := q.next(missing, times*(missing+1))
		if err != nil || len(ids) == 0 {
			return err
		}
		if err := s.keep(ids); err != nil {
			return err
		}
	}
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
	if err := s.readNotes(candidates); err != nil {
		return err
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

// withoutSingle looks for single characters within texts. They are no terms: longer
// words must lead to few customers.
func (s *searching) withoutSingle() error {
	longer := slices.DeleteFunc(slices.Clone(s.words), isSingle)
	if len(longer) == len(s.words) || len(longer) == 0 {
		return nil
	}
	those, err := s.few(longer)
	if err != nil || len(those) == 0 {
		return err
	}
	condition, args := "true", []any{idList(those.list())}
	for _, word := range s.words {
		if isSingle(word) {
			condition += " AND instr(lower(" + s.oneText() + "), ?)"
			args = append(args, word)
		}
	}
	ids, err := s.v.list("SELECT t.id AS n FROM json_each(?) j CROSS JOIN customers t ON t.id = j.value WHERE "+condition+" LIMIT -1", args...)
	if err != nil {
		return err
	}
	return s.lookAt(idSetOf(ids))
}

// byPurchase looks for those who have all words but one, and bought what that one names.
func (s *searching) byPurchase() error {
	all := s.words
	defer func() { s.words = all }()
	for i, word := range all {
		known, err := s.v.Termed(word, true)
		if err != nil {
			return err
		}
		if s.words = slices.Concat(all[:i], all[i+1:]); !known || len(s.words) == 0 {
			continue
		}
		s.passed = idSet{} // who lacked that word
		those, err := s.few(s.words)
		if err != nil {
			return err
		}
		ids, err := s.v.list("SELECT DISTINCT p.customer AS n FROM json_each(?) j CROSS JOIN purchases p ON p.customer = j.value AND p.gone IS NULL WHERE p.product IN (SELECT id FROM term WHERE instr(lower(text), ?)) LIMIT -1",
			idList(those.list()), word)
		if err == nil {
			err = s.lookAt(idSetOf(ids))
		}
		if err != nil || len(s.found) > 0 {
			s.addWhy(Hit{Word: word, In: sheet.W("买过", "bought"), Text: word, rank: rankText})
			return err
		}
	}
	return nil
}

// addWhy adds what else all who were found were found by.
func (s *searching) addWhy(hit Hit) {
	for i := range s.found {
		s.found[i].Why = append(s.found[i].Why, hit)
	}
}

// few are the customers who may have all words somewhere, nobody if they are too many to
// look at them all.
func (s *searching) few(words []string) (idSet, error) {
	const most = 4000
	sums, err := s.summed(words)
	if err != nil {
		return nil, err
	}
	those := idSet{}
	for _, some := range sums {
		those.join(some)
	}
	if s.within != nil {
		those = those.both(s.within)
	}
	if those.size() > most {
		return nil, nil
	}
	return those, nil
}

func isSingle(word string) bool { return utf8.RuneCountInString(word) < 2 }

// oneText is all that stands of a customer in his own columns, as SQL.
func (s *searching) oneText() string {
	parts := []string{ownTexts}
	for _, c := range s.texts {
		parts = append(parts, expression(c))
	}
	return "concat_ws(char(10), " + strings.Join(parts, ", ") + ")"
}

// ownTexts is what stands in the user's own columns of a customer, as SQL. Most have
// none, and to find that out in JSON takes as long as to read all other columns.
const ownTexts = "CASE WHEN t.extra IS NOT NULL THEN (SELECT group_concat(value, ' ') FROM json_each(t.extra)) END"

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
