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
	v     *View
	words []string // folded
	limit int
	seen  map[int64]bool  // who was found
	texts []*sheet.Column // of a customer
	notes bool            // notes are looked through as well
	found []candidate
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

// someHits is the number of customers up to which it is quicker to sort them by their
// last contact than to go through everybody in that order.
const someHits = 450

// manyHits is the number of customers from which their index is no help: so many
// share a term that looking at everybody finds enough of them soon. The more terms
// they are to share, the longer the index takes to tell.
const manyHits = 24_000

// exactly looks for customers whose name, nickname or phone is the one word.
func (s *searching) exactly() error {
	if len(s.words) != 1 {
		return nil
	}
	ids, err := s.v.list("SELECT id AS n FROM customers WHERE (name = ?1 OR nickname = ?1 OR phone = ?1 OR phone2 = ?1) AND gone IS NULL ORDER BY id LIMIT -1", s.words[0])
	if err != nil {
		return err
	}
	return s.lookAt(ids)
}

// deep looks at whom the words lead to in those places, unless enough are found.
func (s *searching) deep(places string) error {
	match := matchingAll(places, s.words)
	if match == "" || len(s.found) >= s.limit {
		return nil
	}
	s.notes = strings.ContainsRune(places, inNote)
	many := manyHits / max(1, strings.Count(match, `"`)/2)
	ids, err := s.v.matches(match, many)
	if err != nil {
		return err
	}
	if len(ids) == many {
		return s.everybody(nil)
	}
	return s.lookAt(ids)
}

// lookAt looks at customers, whose numbers ascend: at all of a few, else at who was
// seen last until enough are found.
func (s *searching) lookAt(ids []int64) (err error) {
	fresh := slices.DeleteFunc(ids, func(id int64) bool { return s.seen[id] })
	switch {
	case len(fresh) <= fewHits:
		return s.look(fresh)
	case len(fresh) <= someHits:
		fresh, err = s.v.list("SELECT customer AS n FROM figures WHERE customer IN (SELECT value FROM json_each(?)) ORDER BY last_contact DESC, customer DESC LIMIT -1", idList(fresh))
		if err != nil {
			return err
		}
		return s.lookUntilFull(fresh)
	}
	return s.everybody(fresh)
}

// matches are the customers whose documents answer a query, at most so many.
func (v *View) matches(match string, limit int) ([]int64, error) {
	return v.list("SELECT rowid AS n FROM concordance WHERE concordance MATCH ? LIMIT ?", match, limit)
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

// everybody looks at customers, who was seen last first, until enough are found;
// with ids, which ascend, at those alone.
func (s *searching) everybody(ids []int64) error {
	for from, page := 0, 2000; len(s.found) < s.limit; from, page = from+page, page*2 {
		all, err := s.v.list("SELECT customer AS n FROM figures ORDER BY last_contact DESC, customer DESC LIMIT ? OFFSET ?", page, from)
		if err != nil || len(all) == 0 {
			return err
		}
		if ids != nil {
			all = slices.DeleteFunc(all, func(id int64) bool { _, ok := slices.BinarySearch(ids, id); return !ok })
		}
		if err := s.lookUntilFull(all); err != nil {
			return err
		}
	}
	return nil
}

// lookUntilFull looks at customers in their order until enough are found.
func (s *searching) lookUntilFull(ids []int64) error {
	for batch := s.limit + s.limit/4; len(ids) > 0 && len(s.found) < s.limit; batch *= 2 {
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
	ids = slices.DeleteFunc(slices.Clone(ids), func(id int64) bool { return s.seen[id] })
	if len(ids) == 0 {
		return nil
	}
	candidates, err := s.read(ids)
	if err != nil {
		return err
	}
	if s.notes {
		if err := s.readNotes(candidates); err != nil {
			return err
		}
	}
	for _, id := range ids {
		if c := candidates[id]; c != nil && !slices.ContainsFunc(c.Why, func(h Hit) bool { return h.rank == noRank }) {
			s.seen[id] = true
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

// read reads customers and what the words hit in them.
func (s *searching) read(ids []int64) (map[int64]*candidate, error) {
	columns := append(slices.Clone(s.texts), sheet.Customers.Must("last_contact")...)
	candidates := make(map[int64]*candidate, len(ids))
	for row, err := range s.v.Rows(sheet.Query{Sheet: sheet.Customers, Columns: columns, Only: ids}) {
		if err != nil {
			return nil, err
		}
		c := row.(*sheet.Customer)
		found := &candidate{Found: Found{ID: c.ID, Why: make([]Hit, len(s.words))}, contact: c.LastContact}
		for i, word := range s.words {
			found.Why[i] = hit(c, s.texts, word)
		}
		candidates[int64(c.ID)] = found
	}
	return candidates, nil
}

// hit is the best that a word hits in the customer's own texts.
func hit(c *sheet.Customer, texts []*sheet.Column, word string) Hit {
	best := Hit{Word: word, rank: noRank}
	name := c.Name.String()
	better := func(rank int, in sheet.Words, text string) {
		if rank < best.rank {
			best.rank, best.In, best.Text = rank, in, text
		}
	}
	for _, column := range texts {
		text := column.Field(c).String()
		if text == "" || !strings.Contains(folded(text), word) {
			continue
		}
		better(rankOf(column, folded(text), word), column.Label(), text)
	}
	if isSpelling(word) && best.rank > rankPinyin {
		switch byInitials, byPinyin := typedAs(name, word); {
		case byInitials:
			better(rankPinyin, sheet.W("拼音首字母", "initials"), "")
		case byPinyin:
			better(rankPinyin, sheet.W("拼音", "pinyin"), "")
		}
	}
	for own, text := range c.Extra {
		if strings.Contains(folded(text), word) {
			better(rankText, sheet.Verbatim(own), text)
		}
	}
	switch best.rank {
	case rankTail:
		best.In, best.Text = sheet.W("手机尾号", "last digits"), word
	case rankExact, rankName, rankVillage:
		if best.rank != rankVillage {
			best.Text = ""
		}
	}
	return best
}

// rankOf is how good a hit is of a word within what a column holds.
func rankOf(c *sheet.Column, text, word string) int {
	switch {
	case c.Key == "name" && text == word, c.Kind() == sheet.PhoneKind && text == word:
		return rankExact
	case c.Key == "nickname" && text == word:
		return rankNickname
	case c.Key == "name", c.Key == "nickname":
		return rankName
	case c.Kind() == sheet.PhoneKind && strings.HasSuffix(text, word) && len(word) >= 4:
		return rankTail
	case c.Kind() == sheet.PhoneKind:
		return rankPhone
	case c.Key == "village":
		return rankVillage
	}
	return rankText
}

// readNotes looks for the words that the customers' own texts lack in what was said
// to them, the latest first.
func (s *searching) readNotes(candidates map[int64]*candidate) error {
	var ids []int64
	for id, c := range candidates {
		if slices.ContainsFunc(c.Why, func(h Hit) bool { return h.rank == noRank && matching(inNote, h.Word) != "" }) {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	slices.Sort(ids)
	for _, of := range []*sheet.Sheet{sheet.Interactions, sheet.Feedbacks} {
		if err := s.readNotesOf(of, idList(ids), candidates); err != nil {
			return err
		}
	}
	return nil
}

func (s *searching) readNotesOf(of *sheet.Sheet, ids string, candidates map[int64]*candidate) error {
	when, label := "n."+quote(of.When), sheet.W("记录", "note")
	if of == sheet.Interactions {
		when += " / 1440"
	} else {
		label = of.Label()
	}
	columns := searched(of)
	rows, err := s.v.tx.QueryContext(s.v.ctx, "SELECT n.customer, "+when+", coalesce(n."+quote(columns[0].Key)+", ''), coalesce(n."+quote(columns[1].Key)+", '') FROM json_each(?) j CROSS JOIN "+
		of.Key+" n ON n.customer = j.value AND n.gone IS NULL ORDER BY j.id, n."+quote(of.When)+" DESC", ids)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var customer int64
		var on sheet.Date
		var texts [2]string
		if err := rows.Scan(&customer, &on, &texts[0], &texts[1]); err != nil {
			return err
		}
		for i := range candidates[customer].Why {
			h := &candidates[customer].Why[i]
			if h.rank < rankNote || h.rank == rankNote && h.On >= on {
				continue
			}
			for _, text := range texts {
				if strings.Contains(folded(text), h.Word) {
					h.rank, h.In, h.Text, h.On = rankNote, label, text, on
				}
			}
		}
	}
	return rows.Err()
}
