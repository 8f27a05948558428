package store

import (
	"maps"
	"slices"
	"strings"

	"kehu/store/sheet"
)

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
	case rankExact, rankName:
		best.Text = ""
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
	case c.Key == "village" && text == word:
		return rankVillage
	case c.Key == "village":
		return rankInVillage
	}
	return rankText
}

// readNotes looks for the words that the customers' own texts lack in what was said
// to them, the latest first.
func (s *searching) readNotes(candidates map[int64]*candidate) error {
	var ids []int64
	lacking := map[string]bool{}
	for id, c := range candidates {
		for _, h := range c.Why {
			if h.rank == noRank && len(termsOf(inNote, h.Word)) > 0 {
				ids = append(ids, id)
				lacking[h.Word] = true
			}
		}
	}
	if len(ids) == 0 {
		return nil
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	for _, of := range []*sheet.Sheet{sheet.Interactions, sheet.Feedbacks} {
		if err := s.readNotesOf(of, slices.Sorted(maps.Keys(lacking)), ids, candidates); err != nil {
			return err
		}
	}
	return nil
}

func (s *searching) readNotesOf(of *sheet.Sheet, words []string, ids []int64, candidates map[int64]*candidate) error {
	when, label := "n."+quote(of.When), sheet.W("记录", "note")
	if of == sheet.Interactions {
		when += " / 1440"
	} else {
		label = of.Label()
	}
	columns := searched(of)
	having, args := notesWith(words, columns)
	rows, err := s.v.tx.QueryContext(s.v.ctx, "SELECT n.customer, "+when+", coalesce(n."+quote(columns[0].Key)+", ''), coalesce(n."+quote(columns[1].Key)+", '') FROM json_each(?) j CROSS JOIN "+
		of.Key+" n ON n.customer = j.value AND n.gone IS NULL WHERE "+having+" ORDER BY j.id, n."+quote(of.When)+" DESC", append([]any{idList(ids)}, args...)...)
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
				if occurs(text, h.Word) {
					h.rank, h.In, h.Text, h.On = rankNote, label, text, on
				}
			}
		}
	}
	return rows.Err()
}

// notesWith is the condition that one of the words may occur in a note, as SQL: what
// is Han alone reads the same when it is folded, of other words any note may have some.
func notesWith(words []string, columns []*sheet.Column) (condition string, args []any) {
	var parts []string
	for _, word := range words {
		if _, han := kindsOf(word); !han {
			return "true", nil
		}
		for _, c := range columns {
			parts = append(parts, "instr(n."+quote(c.Key)+", ?)")
			args = append(args, word)
		}
	}
	return "(" + strings.Join(parts, " OR ") + ")", args
}
