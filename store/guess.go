package store

import (
	"slices"
	"strings"

	"kehu/store/sheet"
)

// Guess are at most limit customers whom somebody may mean that has typed the
// beginning of a WHO: the surest first; nothing typed means those seen last.
func (v *View) Guess(text string, limit int) ([]Person, error) {
	if text = strings.TrimSpace(sheet.Fold(text)); text == "" {
		return v.persons(nil, "figures f CROSS JOIN customers t ON t.id = f.customer", "t.gone IS NULL AND ?1 = '' ORDER BY f.last_contact DESC", text)
	}
	name, village, placed := strings.Cut(text, "@")
	all := stages(name)
	if word := folded(name); isSpelling(word) { // initials, as far as they are typed
		all = append(all, stage{terms: []term{{string(inInitials) + word, true}}, meant: func(p Person) bool { return beginsInitials(p.Name, word) }})
	}
	var people []Person
	for _, s := range all {
		some, err := v.guess(s, limit)
		if err != nil {
			return nil, err
		}
		for _, p := range some {
			if !slices.Contains(people, p) && (!placed || strings.HasPrefix(p.Village, village)) {
				people = append(people, p)
			}
		}
		if len(people) >= limit {
			break
		}
	}
	return people[:min(len(people), limit)], nil
}

// guess returns the first customers that a stage takes text for: of those whom the
// concordance knows who was seen last, where everybody knows many of that name.
func (v *View) guess(s stage, limit int) (people []Person, err error) {
	if len(s.terms) == 0 {
		return v.stage(s)
	}
	lists, err := v.postings()
	if err != nil {
		return nil, err
	}
	having, err := lists.having(s.terms)
	if err != nil {
		return nil, err
	}
	for q := newQueue(v, having); len(people) < limit; {
		ids, err := q.next(limit, limit)
		if err != nil || len(ids) == 0 {
			return people, err
		}
		some, err := v.persons(s.meant, "json_each(?) j CROSS JOIN customers t ON t.id = j.value", "t.gone IS NULL ORDER BY j.id", idList(ids))
		if err != nil {
			return nil, err
		}
		people = append(people, some...)
	}
	return people, nil
}

func beginsInitials(name, word string) bool {
	_, initials := readings(name)
	return slices.ContainsFunc(initials, func(i string) bool { return strings.HasPrefix(i, word) })
}

// Unmistakable is the shortest WHO that means nobody but p: the name, the name at
// the village, or the number.
func (v *View) Unmistakable(p Person) (string, error) {
	for _, who := range []struct{ text, where, village string }{{p.Name, "?2 = ?2", ""}, {p.Name + "@" + p.Village, "village = ?2", p.Village}} {
		n, err := v.count("SELECT count(*) FROM (SELECT 1 FROM customers WHERE name = ?1 AND "+who.where+" AND gone IS NULL LIMIT 2)", p.Name, who.village)
		if err != nil {
			return "", err
		}
		if n == 1 {
			return who.text, nil
		}
	}
	return p.ID.String(), nil
}

// Villages are the villages on file.
func (v *View) Villages() ([]string, error) {
	return v.texts(`WITH RECURSIVE every(village) AS (SELECT min(village) FROM customers UNION ALL
		SELECT (SELECT min(t.village) FROM customers t WHERE t.village > every.village) FROM every WHERE every.village IS NOT NULL)
		SELECT village FROM every WHERE EXISTS (SELECT 1 FROM customers t WHERE t.village = every.village AND t.gone IS NULL)`)
}

// Bought are the products that somebody bought, or that the catalogue has.
func (v *View) Bought() ([]string, error) {
	return v.texts("SELECT name FROM products WHERE gone IS NULL AND name IS NOT NULL UNION SELECT text FROM term WHERE id IN (SELECT product FROM purchases WHERE gone IS NULL)")
}

// BoughtLately are those of them that the newest purchases are of, or that the catalogue
// has: enough to offer, and told without going through all purchases.
func (v *View) BoughtLately() ([]string, error) {
	return v.texts("SELECT name FROM products WHERE gone IS NULL AND name IS NOT NULL UNION SELECT text FROM term WHERE id IN (SELECT product FROM purchases WHERE gone IS NULL ORDER BY id DESC LIMIT 5000)")
}

// Termed reports whether text is a term, a product, a channel or another word that is
// kept once, or with part whether it is part of one.
func (v *View) Termed(text string, part bool) (bool, error) {
	n, err := v.count("SELECT EXISTS (SELECT 1 FROM term WHERE text = ?1 OR ?2 AND instr(lower(text), lower(?1)))", text, part)
	return n > 0, err
}

// Names are the names of the rows of s, a sheet whose rows have one, the newest first.
func (v *View) Names(s *sheet.Sheet) ([]string, error) {
	return v.texts("SELECT name FROM " + s.Key + " WHERE gone IS NULL AND name IS NOT NULL ORDER BY id DESC")
}

func (v *View) texts(query string) (texts []string, err error) {
	rows, err := v.tx.QueryContext(v.ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		texts = append(texts, text)
	}
	return texts, rows.Err()
}

// TypedAs reports whether word is how somebody begins to type name: its beginning,
// that of its pinyin or of its initials.
func TypedAs(name, word string) bool {
	word = folded(word)
	_, byPinyin := typedAs(name, word)
	return strings.HasPrefix(folded(name), word) || byPinyin || beginsInitials(name, word)
}
