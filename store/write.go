package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
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

// Update writes the fields that p means into row id and journals each that
// differs from what was there. It returns how many did; the error is NotFound
// when the row isn't there.
func (tx *Tx) Update(id sheet.ID, p sheet.Patch) (int, error) {
	if err := tx.resolve(p); err != nil {
		return 0, err
	}
	old, err := tx.current(p.Sheet, id, p)
	if err != nil {
		return 0, err
	}
	if err := tx.touchRow(p.Sheet, id); err != nil { // the owner may change
		return 0, err
	}
	changed := 0
	for c := range p.All() {
		now := c.Field(p.Row).Value()
		if old[c.Key] == now {
			continue
		}
		if err := tx.change(p.Sheet, id, c, old[c.Key], now); err != nil {
			return changed, err
		}
		changed++
	}
	extras, err := tx.updateExtra(id, p)
	if changed += extras; err != nil || changed == 0 {
		return changed, err
	}
	if p.Sheet == sheet.Customers && p.Set.Has(p.Sheet.Column("name")) {
		return changed, tx.spell(id)
	}
	return changed, tx.touchRow(p.Sheet, id)
}

// touchRow marks the customer that a row belongs to.
func (tx *Tx) touchRow(s *sheet.Sheet, id sheet.ID) error {
	return tx.touchOwners(s, span{first: int64(id), last: int64(id)})
}

// current reads the values that p's fields have now, as the journal holds them.
func (tx *Tx) current(s *sheet.Sheet, id sheet.ID, p sheet.Patch) (map[string]any, error) {
	var columns, keys []string
	for c := range p.All() {
		columns, keys = append(columns, expression(c)), append(keys, c.Key)
	}
	values := make([]any, len(keys))
	targets := make([]any, len(keys))
	for i := range values {
		targets[i] = &values[i]
	}
	columns, targets = append(columns, "t.id"), append(targets, new(int64))
	query := "SELECT " + strings.Join(columns, ",") + " FROM " + s.Key + " t WHERE t.id = ? AND t.gone IS NULL"
	err := tx.tx.QueryRowContext(tx.ctx, query, int64(id)).Scan(targets...)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, gone(s, id)
	}
	if err != nil {
		return nil, fmt.Errorf("read %s %d: %w", s.Key, id, err)
	}
	old := make(map[string]any, len(keys))
	for i, key := range keys {
		old[key] = values[i]
	}
	return old, nil
}

// change journals one field and writes it.
func (tx *Tx) change(s *sheet.Sheet, id sheet.ID, c *sheet.Column, old, now any) error {
	if err := tx.journal(s, id, c.Key, old, now); err != nil {
		return err
	}
	value := now
	if c.Kind() == sheet.TermKind && now != nil {
		number, err := tx.term(now.(string))
		if err != nil {
			return err
		}
		value = number
	}
	if _, err := tx.exec("UPDATE "+s.Key+" SET "+quote(c.Key)+" = ? WHERE id = ?", value, int64(id)); err != nil {
		return err
	}
	return tx.mentionChange(s, id, c, now)
}

// journal records that the field key of a row went from old to now.
func (tx *Tx) journal(s *sheet.Sheet, id sheet.ID, key string, old, now any) error {
	tx.wrote = true
	tx.batch.Changed++
	_, err := tx.exec(`INSERT INTO change(batch, sheet, row, key, old, new, prev)
		VALUES(?1, ?2, ?3, ?4, ?5, ?6, (SELECT max(id) FROM change WHERE sheet = ?2 AND row = ?3 AND key = ?4))`,
		tx.batch.ID, s.Key, int64(id), key, old, now)
	return err
}

// extraKey is how a column of the user's own is named in the journal.
const extraKey = "extra."

// updateExtra writes the user's own columns that p brings; an empty text empties one.
func (tx *Tx) updateExtra(id sheet.ID, p sheet.Patch) (int, error) {
	changed := 0
	extra := p.Row.Base().Extra
	for _, name := range slices.Sorted(maps.Keys(extra)) {
		var old, now any
		row := tx.tx.QueryRowContext(tx.ctx, "SELECT "+ownValue("?2")+" FROM "+p.Sheet.Key+" t WHERE id = ?1", int64(id), name)
		if err := row.Scan(&old); err != nil {
			return changed, err
		}
		if extra[name] != "" {
			now = extra[name]
		}
		if old == now {
			continue
		}
		if err := tx.changeExtra(p.Sheet, id, name, old, now); err != nil {
			return changed, err
		}
		changed++
	}
	return changed, nil
}

// changeExtra journals one column of the user's own and writes it.
func (tx *Tx) changeExtra(s *sheet.Sheet, id sheet.ID, name string, old, now any) error {
	if err := tx.own(s, name); err != nil {
		return err
	}
	if err := tx.journal(s, id, extraKey+name, old, now); err != nil {
		return err
	}
	if text, ok := now.(string); ok {
		tx.mentionOwn(s, id, text)
	}
	_, err := tx.exec("UPDATE "+s.Key+" SET extra = json_patch(coalesce(extra,'{}'), json_object(?, ?)) WHERE id = ?", name, now, int64(id))
	return err
}

// ownValue reads the column of the user's own whose name is bound to mark. (The ->>
// operator would take some names for paths.)
func ownValue(mark string) string {
	return "(SELECT value FROM json_each(t.extra) WHERE key = " + mark + ")"
}
