package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"kehu/store/sheet"
)

// Undone tells what an undo did.
type Undone struct {
	Batch     Batch    // the undo itself, so that it can be undone
	Of        Batch    // what was undone
	Rows      int      // rows taken back or brought back
	Out, Back []Moved  // the same, sheet by sheet
	Customers int      // customers whom that touches
	People    []Person // the first ten of them; none of very many
	Fields    int      // fields set back
	Kept      []Kept
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
	undone, err := v.undone()
	if err != nil {
		return 0, err
	}
	rows, err := v.tx.QueryContext(v.ctx, "SELECT id FROM batch WHERE undoes IS NULL ORDER BY id DESC")
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil || !undone[id] {
			return id, err
		}
	}
	return 0, rows.Err()
}

// undone are the batches whose undo stands: it was not undone in its turn.
func (v *View) undone() (map[int64]bool, error) {
	rows, err := v.tx.QueryContext(v.ctx, "SELECT id, undoes FROM batch WHERE undoes IS NOT NULL ORDER BY id DESC")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	undone := map[int64]bool{}
	for rows.Next() {
		var id, of int64
		if err := rows.Scan(&id, &of); err != nil {
			return nil, err
		}
		if !undone[id] { // what undid id came later and was seen before
			undone[of] = true
		}
	}
	return undone, rows.Err()
}

// Undo takes batch id back as far as nothing newer rests on it; 0 stands for the
// last batch that can be undone. With rehearse nothing is written: it tells what
// would be done. Where all is kept nothing is written either, and Batch has no ID.
// The error is NotFound when there is no such batch or nothing of it to take back.
func (db *DB) Undo(ctx context.Context, id int64, command string, rehearse bool) (done Undone, err error) {
	conn, err := db.sql.Conn(ctx)
	if err != nil {
		return done, db.explain(err)
	}
	defer conn.Close()
	batch, err := db.writeOn(ctx, conn, Batch{Verb: "undo", Command: command}, func(tx *Tx) error {
		u := &undo{tx: tx, keep: map[*sheet.Sheet]map[int64]bool{}}
		if err := u.run(id); err != nil {
			return err
		}
		done = u.done
		if done.Customers, err = tx.countTouched(); err != nil {
			return err
		}
		if done.People, err = tx.firstTouched(); err != nil || !rehearse {
			return err
		}
		return errDryRun
	})
	if err == errDryRun {
		return done, nil
	}
	done.Batch = batch
	return done, err
}

func (u *undo) run(id int64) (err error) {
	if id == 0 {
		if id, err = u.last(); err != nil {
			return err
		}
	}
	u.of = id
	if u.done.Of, err = u.tx.Batch(id); err != nil {
		return err
	}
	if u.of == u.tx.batch.ID {
		return noBatch(id) // its own row was written already
	}
	if err := u.tx.undoes(id); err != nil {
		return err
	}
	for _, step := range []func() error{u.bringBackRows, u.fields, u.takeOutRows} {
		if err := step(); err != nil {
			return err
		}
	}
	if u.done.Rows+u.done.Fields+len(u.done.Kept) == 0 {
		return sheet.Fail(sheet.NotFound, "第 %d 批已没有可撤销的内容", "there is nothing of batch %d left to undo", id)
	}
	return nil
}

// last is the batch to undo when none is named. The undo's own batch is there
// already, and not one of those that undo yet.
func (u *undo) last() (int64, error) {
	if err := u.tx.undoes(u.tx.batch.ID); err != nil {
		return 0, err
	}
	id, err := u.tx.LastBatch()
	if err == nil && id == 0 {
		err = sheet.Fail(sheet.NotFound, "没有可撤销的操作", "there is nothing to undo")
	}
	return id, err
}

// undoes records that the batch takes back batch id.
func (tx *Tx) undoes(id int64) error {
	tx.batch.Undoes = id
	_, err := tx.exec("UPDATE batch SET undoes = ? WHERE id = ?", id, tx.batch.ID)
	return err
}

// undo is one undo under way.
type undo struct {
	tx   *Tx
	of   int64
	done Undone
	keep map[*sheet.Sheet]map[int64]bool // rows that must stay
}

// bringBackRows brings back the rows the batch took out, owners first.
func (u *undo) bringBackRows() error {
	for _, s := range sheet.All() {
		if err := u.each(s, func(p span) bool { return p.now != 0 }, u.bringBack); err != nil {
			return err
		}
	}
	return nil
}

// takeOutRows takes the rows the batch added, or brought back, out again, owners
// last. The batch's fields are set back by then: a row moved to an added owner
// has left it.
func (u *undo) takeOutRows() error {
	sheets := sheet.All()
	slices.Reverse(sheets)
	for _, s := range sheets {
		if err := u.each(s, func(p span) bool { return p.now == 0 }, u.takeOut); err != nil {
			return err
		}
	}
	return nil
}

// each calls act with the spans of the batch in s that match, if there are any.
func (u *undo) each(s *sheet.Sheet, match func(span) bool, act func(*sheet.Sheet, []span) error) error {
	spans, err := u.tx.spans(u.of, s)
	if err != nil {
		return err
	}
	spans = slices.DeleteFunc(spans, func(p span) bool { return !match(p) })
	if len(spans) == 0 {
		return nil
	}
	return u.tx.manyMoved(s, spans, spans[0].now == 0, func() error {
		if err := act(s, spans); err != nil {
			return err
		}
		return u.tx.touchOwners(s, spans)
	})
}

// manyMoved calls move, without the indexes that gone is part of when so many rows
// are moved, out or back, that making them again is faster than keeping them up.
func (tx *Tx) manyMoved(s *sheet.Sheet, spans []span, out bool, move func() error) error {
	moved := int64(0)
	for _, p := range spans {
		moved += p.last - p.first + 1
	}
	if moved < manyRows {
		return move()
	}
	there, err := tx.count("SELECT count(*) FROM " + s.Key + " WHERE gone IS NULL")
	if err != nil {
		return err
	}
	stay := there
	if out {
		stay -= moved
	}
	if moved*3 < stay*2 {
		return move()
	}
	return tx.withoutIndexes(s.Key, " AND sql LIKE '%gone%'", move)
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

// bringBack puts the rows of spans where they were; one that refers to a row which is
// out, its customer first of all, stays out.
func (u *undo) bringBack(s *sheet.Sheet, spans []span) error {
	for c := range s.Stored() {
		if c.Ref == "" {
			continue
		}
		// the plus keeps SQLite from making an index of the gone and going through it for every span
		orphans, err := u.tx.idsIn(spans, "SELECT t.id FROM temp.incoming i CROSS JOIN "+s.Key+" t ON t.id BETWEEN i.c00 AND i.c01 WHERE +t.gone = i.c03 AND (SELECT gone FROM "+c.Ref+" WHERE id = t."+quote(c.Key)+") IS NOT NULL")
		if err != nil {
			return err
		}
		for _, id := range orphans {
			u.hold(s, id, sheet.W("%s已不在", "the %s is gone", nameOfRef(c)))
		}
	}
	return u.swap(s, spans)
}

// nameOfRef is what a reference refers to: a customer, a meeting.
func nameOfRef(c *sheet.Column) sheet.Words {
	if c.Ref == sheet.Customers.Key {
		return sheet.W("客户", "customer")
	}
	return sheet.ByKey(c.Ref).Label()
}

// takeOut takes the rows of spans out again; one that something newer rests on stays.
func (u *undo) takeOut(s *sheet.Sheet, spans []span) error {
	edited, err := u.tx.idsIn(spans, `SELECT DISTINCT row FROM (
		SELECT h.row, h.key, min(h.id) AS first, max(h.id) AS last FROM temp.incoming i CROSS JOIN change h
		ON h.sheet = ? AND h.row BETWEEN i.c00 AND i.c01 AND h.batch > ? AND h.batch <> ? GROUP BY h.row, h.key) e
		WHERE (SELECT old FROM change WHERE id = e.first) IS NOT (SELECT new FROM change WHERE id = e.last) ORDER BY row`,
		s.Key, u.of, u.tx.batch.ID)
	if err != nil {
		return err
	}
	for _, id := range edited {
		u.hold(s, id, sheet.W("之后改过", "edited since"))
	}
	if err := u.holdReferred(s, spans); err != nil {
		return err
	}
	return u.swap(s, spans)
}

// holdReferred keeps the rows of spans that rows of other sheets still refer to. The
// rows that the batch itself added are out by now, but for those kept.
func (u *undo) holdReferred(s *sheet.Sheet, spans []span) error {
	for c := range references(s) {
		column := "r." + quote(c.Key)
		referred, err := u.tx.idsIn(spans, "SELECT DISTINCT "+column+" FROM temp.incoming i CROSS JOIN "+c.Sheet.Key+" r ON "+column+
			" BETWEEN i.c00 AND i.c01 AND r.gone IS NULL ORDER BY 1")
		if err != nil {
			return err
		}
		for _, id := range referred {
			u.hold(s, id, sheet.W("之后又有%s", "has newer %s", c.Sheet.Label()))
		}
	}
	return nil
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

// swap moves the rows of spans from now back to was, but for those kept. All spans
// go the same way.
func (u *undo) swap(s *sheet.Sheet, spans []span) error {
	back := make([]span, len(spans))
	for i, p := range spans {
		back[i] = span{first: p.first, last: p.last, was: p.now, now: p.was}
	}
	n, err := u.tx.moveThose(s, back, u.keep[s])
	u.done.Rows += n
	if spans[0].now == 0 {
		u.done.Out = addMoved(u.done.Out, s, n)
	} else {
		u.done.Back = addMoved(u.done.Back, s, n)
	}
	return err
}

// addMoved counts n more rows of s, after whose rows no other sheet's came.
func addMoved(all []Moved, s *sheet.Sheet, n int) []Moved {
	if n == 0 {
		return all
	}
	if last := len(all) - 1; last >= 0 && all[last].Sheet == s {
		all[last].Rows += n
		return all
	}
	return append(all, Moved{Sheet: s, Rows: n})
}

// Batch returns batch id; the error is NotFound if there is none.
func (v *View) Batch(id int64) (Batch, error) {
	for b, err := range v.batches("WHERE b.id = ?", id) {
		return b, err
	}
	return Batch{}, noBatch(id)
}

func noBatch(id int64) error {
	return sheet.Fail(sheet.NotFound, "没有第 %d 批，用 kehu history 查看", "there is no batch %d; see kehu history", id)
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
