package store

import (
	"encoding/json"
	"fmt"
	"slices"

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
	if _, err := tx.exec(`CREATE TEMP TABLE undoing AS SELECT w.sheet, w.row, w.key, f.old, l.new,
		(SELECT max(id) FROM main.change c WHERE c.sheet = w.sheet AND c.row = w.row AND c.key = w.key) AS latest
		FROM (SELECT sheet, row, key, min(id) AS first, max(id) AS last FROM main.change WHERE batch = ? GROUP BY sheet, row, key) w
		JOIN main.change f ON f.id = w.first JOIN main.change l ON l.id = w.last
		WHERE NOT EXISTS (SELECT 1 FROM main.change d WHERE d.sheet = w.sheet AND d.row = w.row AND d.key = w.key
			AND d.batch IN (SELECT value FROM json_each(?)))`, u.of, before); err != nil {
		return err
	}
	defer tx.exec("DROP TABLE temp.undoing")
	if _, err := tx.exec("CREATE INDEX temp.undoing_by_key ON undoing(sheet, key, row)"); err != nil {
		return err
	}
	if err := u.holdFields(); err != nil {
		return err
	}
	targets, err := tx.targets("temp.undoing")
	if err != nil || len(targets) == 0 {
		return err
	}
	n, err := tx.exec(`INSERT INTO change(batch, sheet, row, key, old, new, prev)
		SELECT ?, sheet, row, key, new, old, latest FROM temp.undoing ORDER BY sheet, row, key`, tx.batch.ID)
	if err != nil {
		return err
	}
	tx.wrote, u.done.Fields, tx.batch.Changed = true, int(n), tx.batch.Changed+int(n)
	for _, t := range targets {
		if err := u.setBack(t.sheet, t.key); err != nil {
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
	if err := u.holdThose("new IS NOT (SELECT new FROM main.change WHERE id = latest)", func(s *sheet.Sheet, key string) sheet.Words {
		return sheet.W("%s之后改过", "%s was changed since", keyLabel(s, key))
	}); err != nil {
		return err
	}
	targets, err := u.tx.targets("temp.undoing")
	if err != nil {
		return err
	}
	for _, t := range targets {
		c := t.sheet.Column(t.key)
		if c == nil || c.Ref == "" {
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

// setBack writes the old values of one column.
func (u *undo) setBack(s *sheet.Sheet, key string) error {
	column, value := quote(key), "u.old"
	if c := s.Column(key); c == nil {
		column, value = "extra", "json_patch(coalesce(t.extra,'{}'), json_object(substr(u.key, "+fmt.Sprint(len(extraKey)+1)+"), u.old))"
	} else if c.Kind() == sheet.TermKind {
		value = "(SELECT id FROM term WHERE text = u.old)"
	}
	ids, err := u.tx.ids("SELECT row FROM temp.undoing WHERE sheet = ? AND key = ? ORDER BY row", s.Key, key)
	if err != nil {
		return err
	}
	if err := u.tx.touchRows(s, ids); err != nil { // the owner may change
		return err
	}
	_, err = u.tx.exec("UPDATE "+s.Key+" AS t SET "+column+" = "+value+
		" FROM temp.undoing u WHERE u.sheet = ? AND u.key = ? AND u.row = t.id", s.Key, key)
	if err != nil {
		return err
	}
	if s == sheet.Customers && key == "name" {
		for _, id := range ids {
			if err := u.tx.spell(sheet.ID(id)); err != nil {
				return err
			}
		}
	}
	return u.tx.touchRows(s, ids)
}

// touchRows marks the customers that the rows belong to.
func (tx *Tx) touchRows(s *sheet.Sheet, ids []int64) error {
	if s == sheet.Customers {
		for _, id := range ids {
			tx.touched.add(sheet.ID(id))
		}
		return nil
	}
	for _, run := range runs(ids) {
		if err := tx.touchOwners(s, run); err != nil {
			return err
		}
	}
	return nil
}
