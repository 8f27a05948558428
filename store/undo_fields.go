package store

import (
	"encoding/json"
	"slices"
	"strings"

	"kehu/store/sheet"
)

// fields sets back every field that still holds what the batch wrote, but for those
// that an undo which stands has set back already: that they hold it again is
// somebody else's doing.
func (u *undo) fields() error {
	tx := u.tx
	before, err := u.standing()
	if err != nil {
		return err
	}
	if err := u.collect(before); err != nil {
		return err
	}
	defer tx.exec("DROP TABLE temp.undoing")
	if err := u.holdFields(); err != nil {
		return err
	}
	n, err := tx.exec(`INSERT INTO change(batch, sheet, row, key, old, new, prev)
		SELECT ?, sheet, row, key, new, old, latest FROM temp.undoing ORDER BY rowid`, tx.batch.ID)
	if err != nil || n == 0 {
		return err
	}
	tx.wrote, u.done.Fields, tx.batch.Changed = true, int(n), tx.batch.Changed+int(n)
	return u.setBack()
}

// collect fills the table undoing with the fields that the batch changed. Of its
// changes of one field the first knows what was before, the last what the batch
// left. Mostly there is one, which no other followed: what needs a second look is
// looked at only where that is not so.
func (u *undo) collect(before string) error {
	const of = " FROM main.change e WHERE e.sheet = undoing.sheet AND e.row = undoing.row AND e.key = undoing.key AND e.batch "
	for _, step := range []struct {
		statement string
		args      []any
	}{
		{`CREATE TEMP TABLE undoing AS SELECT id, sheet, row, key, old, new, prev, id AS last,
			(SELECT max(id) FROM main.change l WHERE l.sheet = c.sheet AND l.row = c.row AND l.key = c.key) AS latest
			FROM main.change c WHERE c.batch = ?`, []any{u.of}},
		{"DELETE FROM temp.undoing WHERE prev IS NOT NULL AND EXISTS (SELECT 1" + of + "= ? AND e.id < undoing.id)", []any{u.of}},
		{"UPDATE temp.undoing SET (last, new) = (SELECT e.id, e.new" + of + "= ? ORDER BY e.id DESC LIMIT 1) WHERE latest <> id", []any{u.of}},
		{"DELETE FROM temp.undoing WHERE latest <> last AND EXISTS (SELECT 1" + of + "IN (SELECT value FROM json_each(?)))", []any{before}},
	} {
		if _, err := u.tx.exec(step.statement, step.args...); err != nil {
			return err
		}
	}
	return nil
}

// standing are the undos of the batch that stand, as a JSON array.
func (u *undo) standing() (string, error) {
	undone, err := u.tx.undone()
	if err != nil {
		return "", err
	}
	ids, err := u.tx.ids("SELECT id FROM batch WHERE undoes = ? AND id <> ?", u.of, u.tx.batch.ID)
	list, _ := json.Marshal(slices.DeleteFunc(ids, func(id int64) bool { return undone[id] })) // numbers always marshal
	return string(list), err
}

// holdFields passes over the fields that were changed since, and references of rows
// that are there to rows that are not.
func (u *undo) holdFields() error {
	if err := u.holdThose("latest <> last AND new IS NOT (SELECT new FROM main.change WHERE id = latest)", func(s *sheet.Sheet, key string) sheet.Words {
		return sheet.W("%s之后改过", "%s was changed since", keyLabel(s, key))
	}); err != nil {
		return err
	}
	targets, err := u.tx.targets("temp.undoing WHERE key IN (" + referenceKeys() + ")")
	if err != nil {
		return err
	}
	for _, t := range targets {
		c := t.sheet.Column(t.key)
		if c == nil || c.Ref == "" { // another sheet's key
			continue
		}
		if err := u.holdThose("sheet = '"+t.sheet.Key+"' AND key = '"+t.key+"' AND old IN (SELECT id FROM "+c.Ref+" WHERE gone IS NOT NULL) AND row IN (SELECT id FROM "+t.sheet.Key+" WHERE gone IS NULL)", func(*sheet.Sheet, string) sheet.Words {
			return sheet.W("原来的%s已不在", "the former %s is gone", nameOfRef(c))
		}); err != nil {
			return err
		}
	}
	return nil
}

// referenceKeys are the keys of the columns that refer to rows, as SQL lists them.
func referenceKeys() string {
	var keys []string
	for _, s := range sheet.All() {
		for c := range s.Stored() {
			if c.Ref != "" {
				keys = append(keys, "'"+c.Key+"'")
			}
		}
	}
	return strings.Join(keys, ",")
}

func (u *undo) holdThose(where string, reason func(*sheet.Sheet, string) sheet.Words) error {
	rows, err := u.tx.tx.QueryContext(u.tx.ctx, "DELETE FROM temp.undoing WHERE "+where+" RETURNING sheet, row, key")
	if err != nil {
		return err
	}
	defer rows.Close()
	type field struct {
		sheet, key string
		row        int64
	}
	var held []field
	for rows.Next() {
		var f field
		if err := rows.Scan(&f.sheet, &f.row, &f.key); err != nil {
			return err
		}
		held = append(held, f)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, f := range held {
		s := sheet.ByKey(f.sheet)
		u.done.Kept = append(u.done.Kept, Kept{Sheet: s, Row: sheet.ID(f.row), Name: u.tx.nameOf(s, sheet.ID(f.row)), Reason: reason(s, f.key)})
	}
	return nil
}

// keyLabel is what people call the field key of s.
func keyLabel(s *sheet.Sheet, key string) sheet.Words {
	if c := s.Column(key); c != nil {
		return c.Label()
	}
	return sheet.Verbatim(key[len(extraKey):])
}

// target is a column of a sheet by its key, the user's own included.
type target struct {
	sheet *sheet.Sheet
	key   string
}

// targets are the columns that the changes in a table are about.
func (v *View) targets(table string) ([]target, error) {
	rows, err := v.tx.QueryContext(v.ctx, "SELECT DISTINCT sheet, key FROM "+table+" ORDER BY sheet, key")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var targets []target
	for rows.Next() {
		var s, key string
		if err := rows.Scan(&s, &key); err != nil {
			return nil, err
		}
		targets = append(targets, target{sheet.ByKey(s), key})
	}
	return targets, rows.Err()
}

// touchRows marks the customers that the rows belong to.
func (tx *Tx) touchRows(s *sheet.Sheet, ids []int64) error {
	if s == sheet.Customers {
		for _, id := range ids {
			tx.touched.add(sheet.ID(id))
		}
		return nil
	}
	return tx.touchOwners(s, runs(ids))
}

// nameRows marks customers whose figures stay as they are.
func (tx *Tx) nameRows(ids []int64) {
	for _, id := range ids {
		tx.touched.name(sheet.ID(id))
	}
}
