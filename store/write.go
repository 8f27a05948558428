package store

import (
	"encoding/json"
	"strings"

	"kehu/store/sheet"
)

// Insert adds the row that p describes and returns its id.
//
// A reference without an ID is looked up by its name; but for customers, who are
// never guessed, a name that isn't there is added. The error is NotFound for a
// reference to a row that is gone.
func (tx *Tx) Insert(p sheet.Patch) (sheet.ID, error) {
	if err := tx.resolve(p); err != nil {
		return 0, err
	}
	src, err := tx.freeSource(p)
	if err != nil {
		return 0, err
	}
	id, err := tx.take(p.Sheet, 1)
	if err != nil {
		return 0, err
	}
	p.Row.Base().ID = id
	for name := range p.Row.Base().Extra {
		if err := tx.own(p.Sheet, name); err != nil {
			return 0, err
		}
	}
	columns, values := []string{"id", "src", "extra"}, []any{int64(id), src, extraJSON(p.Row)}
	for c := range p.All() {
		value, err := tx.stored(c, c.Field(p.Row))
		if err != nil {
			return 0, err
		}
		columns, values = append(columns, quote(c.Key)), append(values, value)
	}
	marks := strings.TrimSuffix(strings.Repeat("?,", len(values)), ",")
	if _, err := tx.exec("INSERT INTO "+p.Sheet.Key+"("+strings.Join(columns, ",")+") VALUES("+marks+")", values...); err != nil {
		return 0, err
	}
	tx.mentionRow(p, p.Row.Base().Extra)
	return id, tx.noteWritten(p, id)
}

// resolve completes the references of p: name and ID both.
func (tx *Tx) resolve(p sheet.Patch) error {
	for c := range p.All() {
		ref, ok := c.Field(p.Row).(*sheet.Ref)
		if !ok || ref.Empty() {
			continue
		}
		to := sheet.ByKey(c.Ref)
		if ref.ID == 0 && to != sheet.Customers {
			id, err := tx.Named(to, ref.Name)
			if err != nil {
				return err
			}
			ref.ID = id
		}
		n, err := tx.count("SELECT count(*) FROM "+to.Key+" WHERE id = ? AND gone IS NULL", int64(ref.ID))
		if err != nil {
			return err
		}
		if n == 0 {
			return gone(to, ref.ID)
		}
		ref.Name = tx.nameOf(to, ref.ID)
	}
	return nil
}

// gone says that row id of s isn't there.
func gone(s *sheet.Sheet, id sheet.ID) error {
	return sheet.Fail(sheet.NotFound, "没有 %s%s，可能已删除，请重新查找", "there is no %s%s, it may have been removed; look it up again", s.Prefix, id.String())
}

// own notes the name of a column of the user's own.
func (tx *Tx) own(s *sheet.Sheet, name string) error {
	key := target{s, name}
	if tx.owned[key] {
		return nil
	}
	if tx.owned == nil {
		tx.owned = map[target]bool{}
	}
	tx.owned[key] = true
	_, err := tx.exec("INSERT INTO own(sheet, name) VALUES(?,?) ON CONFLICT DO NOTHING", s.Key, name)
	return err
}

// noteWritten remembers whose figures a written row changes, and spells a
// customer's name for the search.
func (tx *Tx) noteWritten(p sheet.Patch, id sheet.ID) error {
	if p.Sheet == sheet.Customers {
		tx.touched.add(id)
		return tx.spell(id)
	}
	if row, ok := p.Row.(sheet.OwnedRow); ok && row.Owner().Customer.ID != 0 {
		tx.touched.add(row.Owner().Customer.ID)
	}
	return nil
}

// stored is what the table holds for a field: terms are numbers of the vocabulary.
func (tx *Tx) stored(c *sheet.Column, field sheet.Field) (any, error) {
	value := field.Value()
	if c.Kind() != sheet.TermKind || value == nil {
		return value, nil
	}
	return tx.term(value.(string))
}

// term is the number of text in the vocabulary, added if it is new.
func (tx *Tx) term(text string) (int64, error) {
	if tx.terms == nil {
		tx.terms = map[string]int64{}
	}
	if id, ok := tx.terms[text]; ok {
		return id, nil
	}
	if _, err := tx.exec("INSERT INTO term(text) VALUES(?) ON CONFLICT DO NOTHING", text); err != nil {
		return 0, err
	}
	var id int64
	err := tx.tx.QueryRowContext(tx.ctx, "SELECT id FROM term WHERE text = ?", text).Scan(&id)
	tx.terms[text] = id
	return id, err
}

// extraJSON is the user's own columns of row as they are stored.
func extraJSON(row sheet.Row) any {
	extra := row.Base().Extra
	if len(extra) == 0 {
		return nil
	}
	text, _ := json.Marshal(extra) // a map of strings always marshals
	return string(text)
}

// touchRow marks the customer that a row belongs to.
func (tx *Tx) touchRow(s *sheet.Sheet, id sheet.ID) error {
	return tx.touchOwners(s, []span{{first: int64(id), last: int64(id)}})
}

// extraKey is how a column of the user's own is named in the journal.
const extraKey = "extra."

// ownValue reads the column of the user's own whose name is bound to mark. (The ->>
// operator would take some names for paths.)
func ownValue(mark string) string {
	return "(SELECT value FROM json_each(t.extra) WHERE key = " + mark + ")"
}
