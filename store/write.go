package store

import (
	"encoding/json"
	"fmt"
	"strings"

	"kehu/store/sheet"
)

// Insert adds the row that p describes and returns its id.
func (tx *Tx) Insert(p sheet.Patch) (sheet.ID, error) {
	src, err := tx.freeSource(p)
	if err != nil {
		return 0, err
	}
	id, err := tx.take(p.Sheet, 1)
	if err != nil {
		return 0, err
	}
	p.Row.Base().ID = id
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
	return id, tx.noteWritten(p, id)
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
// differs from what was there. It returns how many did.
func (tx *Tx) Update(id sheet.ID, p sheet.Patch) (int, error) {
	old, err := tx.current(p.Sheet, id, p)
	if err != nil {
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
	return changed, tx.noteChanged(p, id)
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
	if err := tx.tx.QueryRowContext(tx.ctx, query, int64(id)).Scan(targets...); err != nil {
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
	_, err := tx.exec("UPDATE "+s.Key+" SET "+quote(c.Key)+" = ? WHERE id = ?", value, int64(id))
	return err
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

// updateExtra writes the user's own columns that p brings.
func (tx *Tx) updateExtra(id sheet.ID, p sheet.Patch) (int, error) {
	changed := 0
	for name, value := range p.Row.Base().Extra {
		var old any
		row := tx.tx.QueryRowContext(tx.ctx, "SELECT extra ->> ? FROM "+p.Sheet.Key+" WHERE id = ?", name, int64(id))
		if err := row.Scan(&old); err != nil {
			return changed, err
		}
		if old == value {
			continue
		}
		if err := tx.journal(p.Sheet, id, extraKey+name, old, value); err != nil {
			return changed, err
		}
		patch, _ := json.Marshal(map[string]string{name: value}) // a map of strings always marshals
		if _, err := tx.exec("UPDATE "+p.Sheet.Key+" SET extra = json_patch(coalesce(extra,'{}'), ?) WHERE id = ?", string(patch), int64(id)); err != nil {
			return changed, err
		}
		changed++
	}
	return changed, nil
}

// noteChanged refreshes what hangs on a changed row.
func (tx *Tx) noteChanged(p sheet.Patch, id sheet.ID) error {
	if p.Sheet == sheet.Customers {
		tx.touched.add(id)
		return tx.spell(id)
	}
	if !p.Sheet.OfCustomer() {
		return nil
	}
	return tx.touchOwners(p.Sheet, span{first: int64(id), last: int64(id)})
}

// Remove takes customers out, and with each what hangs on it.
func (tx *Tx) Remove(ids []sheet.ID) error {
	for _, id := range ids {
		tx.touched.add(id)
		for _, s := range sheet.All() {
			where := "customer = ?"
			if s == sheet.Customers {
				where = "id = ?"
			} else if !s.OfCustomer() {
				continue
			}
			if err := tx.removeRows(s, where, int64(id)); err != nil {
				return err
			}
		}
	}
	return nil
}

// RemoveRows takes single rows of a sheet out.
func (tx *Tx) RemoveRows(s *sheet.Sheet, ids []sheet.ID) error {
	for _, id := range ids {
		if err := tx.touchOwners(s, span{first: int64(id), last: int64(id)}); err != nil {
			return err
		}
		if err := tx.removeRows(s, "id = ?", int64(id)); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) removeRows(s *sheet.Sheet, where string, arg any) error {
	ids, err := tx.ids("SELECT id FROM "+s.Key+" WHERE "+where+" AND gone IS NULL ORDER BY id", arg)
	if err != nil {
		return err
	}
	for _, run := range runs(ids) {
		run.now = tx.batch.ID
		n, err := tx.setGone(s, run)
		if err != nil {
			return err
		}
		tx.batch.Removed += int(n)
	}
	return nil
}

// setGone moves the rows of p that stand at p.was to p.now and records it.
func (tx *Tx) setGone(s *sheet.Sheet, p span) (int64, error) {
	n, err := tx.exec("UPDATE "+s.Key+" SET gone = nullif(?,0) WHERE id BETWEEN ? AND ? AND gone IS nullif(?,0)", p.now, p.first, p.last, p.was)
	if err != nil || n == 0 {
		return n, err
	}
	return n, tx.recordSpan(s, p)
}

// runs joins ascending ids to the longest unbroken ranges.
func runs(ids []int64) []span {
	var out []span
	for _, id := range ids {
		if n := len(out); n > 0 && out[n-1].last+1 == id {
			out[n-1].last = id
			continue
		}
		out = append(out, span{first: id, last: id})
	}
	return out
}

func (v *View) ids(query string, args ...any) ([]int64, error) {
	rows, err := v.tx.QueryContext(v.ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var ids []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}
