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
		all = append(all, stage{match: `"` + string(inInitials) + word + `"*`, meant: func(p Person) bool { return beginsInitials(p.Name, word) }})
	}
	var people []Person
	for _, s := range all {
		some, err := v.stage(s)
		if err != nil {
			return nil, err
		}
		for _, p := range some {
			if !slices.Contains(people, p) && (!placed || strings.HasPrefix(p.Village, village)) {
				people = append(people, p)
			}
		}
	}
	return people[:min(len(people), limit)], nil
}

func beginsInitials(name, word string) bool {
	_, initials := readings(name)
	return slices.ContainsFunc(initials, func(i string) bool { return strings.HasPrefix(i, word) })
}

// Unmistakable is the shortest WHO that means nobody but p: the name, the name at
// the village, or the number.
func (v *View) Unmistakable(p Person) (string, error) {
	for _, who := range []struct{ text, where, village string }{{p.Name, "?2 = ?2", ""}, {p.Name + "@" + p.Village, "village = ?2", p.Village}} {
		n, err := v.count("SELECT count(*) FROM customers WHERE name = ?1 AND "+who.where+" AND gone IS NULL", p.Name, who.village)
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
	return v.texts("SELECT DISTINCT village FROM customers WHERE village IS NOT NULL AND gone IS NULL ORDER BY village")
}

// Bought are the products that somebody bought, or that the catalogue has.
func (v *View) Bought() ([]string, error) {
	return v.texts("SELECT name FROM products WHERE gone IS NULL AND name IS NOT NULL UNION SELECT text FROM term WHERE id IN (SELECT product FROM purchases WHERE gone IS NULL)")
}

// Termed reports whether text is part of a term, a product, a channel or another word
// that is kept once. It is told at once, where Bought goes through all purchases.
func (v *View) Termed(text string) (bool, error) {
	n, err := v.count("SELECT EXISTS (SELECT 1 FROM term WHERE instr(lower(text), lower(?)))", text)
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
