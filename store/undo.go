package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"kehu/store/sheet"
)

// Undone tells what an undo did.
type Undone struct {
	Batch  Batch // the undo itself, so that it can be undone
	Of     Batch // what was undone
	Rows   int // rows taken back or brought back
	Fields int // fields set back
	Kept   []Kept
}

// Kept is something an undo left alone because it was changed since.
type Kept struct {
	Sheet  *sheet.Sheet
	Row    sheet.ID
	Name   string
	Reason sheet.Words
}

// LastBatch is the newest batch that can be undone: 0 if there is none. Batches
// that undo and those already undone are passed over.
func (v *View) LastBatch() (int64, error) {
	var id int64
	err := v.tx.QueryRowContext(v.ctx, `SELECT coalesce(max(id),0) FROM batch b WHERE undoes IS NULL
		AND (SELECT count(*) FROM batch u WHERE u.undoes = b.id) =
		    (SELECT count(*) FROM batch u JOIN batch r ON r.undoes = u.id WHERE u.undoes = b.id)`).Scan(&id)
	return id, err
}

// Undo takes batch id back as far as nothing newer rests on it; 0 stands for the
// last batch that can be undone. With rehearse nothing is written: it tells what
// would be done.
func (db *DB) Undo(ctx context.Context, id int64, command string, rehearse bool) (done Undone, err error) {
	conn, err := db.sql.Conn(ctx)
	if err != nil {
		return done, db.explain(err)
	}
	defer conn.Close()
	if id == 0 {
		if id, err = db.lastBatch(ctx); err != nil {
			return done, err
		}
	}
	done.Batch, err = db.writeOn(ctx, conn, Batch{Verb: "undo", Command: command, Undoes: id}, func(tx *Tx) error {
		u := &undo{tx: tx, of: id, keep: map[*sheet.Sheet]map[int64]bool{}}
		if err := u.run(); err != nil {
			return err
		}
		if done = u.done; rehearse {
			return errDryRun
		}
		return nil
	})
	if err == errDryRun {
		err = nil
	}
	return done, err
}

func (db *DB) lastBatch(ctx context.Context) (id int64, err error) {
	err = db.View(ctx, func(v *View) (err error) {
		if id, err = v.LastBatch(); err == nil && id == 0 {
			err = sheet.Fail(sheet.NotFound, "没有可撤销的操作", "there is nothing to undo")
		}
		return err
	})
	return id, err
}

func (u *undo) run() (err error) {
	if u.done.Of, err = u.tx.Batch(u.of); err != nil {
		return err
	}
	if err := u.rows(); err != nil {
		return err
	}
	return u.fields()
}

// undo is one undo under way.
type undo struct {
	tx   *Tx
	of   int64
	done Undone
	keep map[*sheet.Sheet]map[int64]bool // rows that must stay
}

// rows swaps before and after of every row the batch added or took out. Rows are
// brought back owners first, and taken out owners last.
func (u *undo) rows() error {
	sheets := sheet.All()
	for _, s := range sheets {
		if err := u.each(s, func(p span) bool { return p.now != 0 }, u.bringBack); err != nil {
			return err
		}
	}
	slices.Reverse(sheets)
	for _, s := range sheets {
		if err := u.each(s, func(p span) bool { return p.now == 0 }, u.takeOut); err != nil {
			return err
		}
	}
	return nil
}

// each calls act with the spans of the batch in s that match.
func (u *undo) each(s *sheet.Sheet, match func(span) bool, act func(*sheet.Sheet, span) error) error {
	spans, err := u.tx.spans(u.of, s)
	if err != nil {
		return err
	}
	for _, p := range spans {
		if !match(p) {
			continue
		}
		if err := act(s, p); err != nil {
			return err
		}
		if err := u.tx.touchOwners(s, p); err != nil {
			return err
		}
	}
	return nil
}

func (v *View) spans(batch int64, s *sheet.Sheet) ([]span, error) {
	rows, err := v.tx.QueryContext(v.ctx, `SELECT first, last, coalesce(was,0), coalesce(now,0) FROM span
		WHERE batch = ? AND sheet = ? ORDER BY first`, batch, s.Key)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var spans []span
	for rows.Next() {
		var p span
		if err := rows.Scan(&p.first, &p.last, &p.was, &p.now); err != nil {
			return nil, err
		}
		spans = append(spans, p)
	}
	return spans, rows.Err()
}

// bringBack puts the rows of p where they were; one whose customer is out stays out.
func (u *undo) bringBack(s *sheet.Sheet, p span) error {
	if s.OfCustomer() {
		orphans, err := u.tx.ids("SELECT id FROM "+s.Key+` WHERE id BETWEEN ? AND ? AND gone = ?
			AND customer IN (SELECT id FROM customers WHERE gone IS NOT NULL) ORDER BY id`, p.first, p.last, p.now)
		if err != nil {
			return err
		}
		for _, id := range orphans {
			u.hold(s, id, sheet.W("客户已不在", "the customer is gone"))
		}
	}
	return u.swap(s, p)
}

// takeOut takes the rows of p out again; one that something newer rests on stays.
func (u *undo) takeOut(s *sheet.Sheet, p span) error {
	edited, err := u.tx.ids(`SELECT DISTINCT row FROM (
		SELECT row, key, min(id) AS first, max(id) AS last FROM change
		WHERE sheet = ? AND row BETWEEN ? AND ? AND batch > ? GROUP BY row, key) e
		WHERE (SELECT old FROM change WHERE id = e.first) IS NOT (SELECT new FROM change WHERE id = e.last) ORDER BY row`,
		s.Key, p.first, p.last, u.of)
	if err != nil {
		return err
	}
	for _, id := range edited {
		u.hold(s, id, sheet.W("之后改过", "edited since"))
	}
	if err := u.holdReferred(s, p); err != nil {
		return err
	}
	return u.swap(s, p)
}

// holdReferred keeps the rows of p that rows of other sheets still refer to. The
// rows that the batch itself added are out by now, but for those kept.
func (u *undo) holdReferred(s *sheet.Sheet, p span) error {
	for _, other := range sheet.All() {
		for c := range other.Stored() {
			if c.Ref != s.Key {
				continue
			}
			if err := u.holdReferredBy(s, p, c); err != nil {
				return err
			}
		}
	}
	return nil
}

func (u *undo) holdReferredBy(s *sheet.Sheet, p span, c *sheet.Column) error {
	query := "SELECT DISTINCT " + quote(c.Key) + " FROM " + c.Sheet.Key + " WHERE " + quote(c.Key) + " BETWEEN ? AND ? AND gone IS NULL ORDER BY 1"
	referred, err := u.tx.ids(query, p.first, p.last)
	for _, id := range referred {
		u.hold(s, id, sheet.W("之后又有%s", "has newer %s", c.Sheet.Label()))
	}
	return err
}

// hold keeps row id of s as it is.
func (u *undo) hold(s *sheet.Sheet, id int64, reason sheet.Words) {
	if u.keep[s] == nil {
		u.keep[s] = map[int64]bool{}
	}
	if u.keep[s][id] {
		return
	}
	u.keep[s][id] = true
	u.done.Kept = append(u.done.Kept, Kept{Sheet: s, Row: sheet.ID(id), Name: u.tx.nameOf(s, sheet.ID(id)), Reason: reason})
}

// swap moves the rows of p from p.now back to p.was, but for those kept.
func (u *undo) swap(s *sheet.Sheet, p span) error {
	var held []int64
	for id := range u.keep[s] {
		if id >= p.first && id <= p.last {
			held = append(held, id)
		}
	}
	slices.Sort(held)
	first := p.first
	for _, id := range append(held, p.last+1) {
		if first < id {
			n, err := u.tx.setGone(s, span{first: first, last: id - 1, was: p.now, now: p.was})
			if err != nil {
				return err
			}
			u.done.Rows += int(n)
		}
		first = id + 1
	}
	return nil
}

// fields sets back every field that still holds what the batch wrote.
func (u *undo) fields() error {
	tx := u.tx
	if _, err := tx.exec(`CREATE TEMP TABLE undoing AS SELECT w.sheet, w.row, w.key, f.old, l.new,
		(SELECT max(id) FROM main.change c WHERE c.sheet = w.sheet AND c.row = w.row AND c.key = w.key) AS latest
		FROM (SELECT sheet, row, key, min(id) AS first, max(id) AS last FROM main.change WHERE batch = ? GROUP BY sheet, row, key) w
		JOIN main.change f ON f.id = w.first JOIN main.change l ON l.id = w.last`, u.of); err != nil {
		return err
	}
	defer tx.exec("DROP TABLE temp.undoing")
	if err := u.holdFields(); err != nil {
		return err
	}
	targets, err := u.targets()
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

// holdFields passes over the fields that were changed since.
func (u *undo) holdFields() error {
	rows, err := u.tx.tx.QueryContext(u.tx.ctx, `DELETE FROM temp.undoing
		WHERE new IS NOT (SELECT new FROM main.change WHERE id = latest) RETURNING sheet, row, key`)
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
		u.done.Kept = append(u.done.Kept, Kept{Sheet: s, Row: sheet.ID(f.row), Name: u.tx.nameOf(s, sheet.ID(f.row)),
			Reason: sheet.W("%s之后改过", "%s was changed since", keyLabel(s, f.key))})
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

type target struct {
	sheet *sheet.Sheet
	key   string
}

// targets are the columns that have fields to set back.
func (u *undo) targets() ([]target, error) {
	rows, err := u.tx.tx.QueryContext(u.tx.ctx, "SELECT DISTINCT sheet, key FROM temp.undoing ORDER BY sheet, key")
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
	_, err := u.tx.exec("UPDATE "+s.Key+" AS t SET "+column+" = "+value+
		" FROM temp.undoing u WHERE u.sheet = ? AND u.key = ? AND u.row = t.id", s.Key, key)
	if err != nil {
		return err
	}
	ids, err := u.tx.ids("SELECT row FROM temp.undoing WHERE sheet = ? AND key = ? ORDER BY row", s.Key, key)
	if err != nil {
		return err
	}
	return u.tx.noteSetBack(s, key, ids)
}

// noteSetBack refreshes what hangs on fields that were set back.
func (tx *Tx) noteSetBack(s *sheet.Sheet, key string, ids []int64) error {
	for _, id := range ids {
		if s == sheet.Customers {
			tx.touched.add(sheet.ID(id))
			if key == "name" {
				if err := tx.spell(sheet.ID(id)); err != nil {
					return err
				}
			}
		}
	}
	for _, run := range runs(ids) {
		if err := tx.touchOwners(s, run); err != nil {
			return err
		}
	}
	return nil
}

// Batch returns batch id; the error is NotFound if there is none.
func (v *View) Batch(id int64) (Batch, error) {
	for b, err := range v.batches("WHERE b.id = ?", id) {
		return b, err
	}
	return Batch{}, sheet.Fail(sheet.NotFound, "没有第 %d 批，用 kehu history 查看", "there is no batch %d; see kehu history", id)
}

// nameOf is what people call row id of s: its customer's name, or its own.
func (v *View) nameOf(s *sheet.Sheet, id sheet.ID) string {
	query := "SELECT coalesce(name, '') FROM " + s.Key + " WHERE id = ?"
	if s.OfCustomer() {
		query = "SELECT coalesce(c.name, '') FROM " + s.Key + " t LEFT JOIN customers c ON c.id = t.customer WHERE t.id = ?"
	}
	var name string
	if err := v.tx.QueryRowContext(v.ctx, query, int64(id)).Scan(&name); err != nil && !errors.Is(err, sql.ErrNoRows) {
		return ""
	}
	return name
}
