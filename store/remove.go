package store

import (
	"database/sql"
	"database/sql/driver"
	"iter"
	"slices"

	"kehu/store/sheet"
)

// Remove takes customers out, and with each what hangs on it.
func (tx *Tx) Remove(ids []sheet.ID) error {
	for _, id := range ids {
		tx.touched.add(id)
	}
	for _, s := range sheet.All() {
		owner := "t.customer"
		if s == sheet.Customers {
			owner = "t.id"
		} else if !s.OfCustomer() {
			continue
		}
		var rows []int64
		err := tx.supplyQuery(len(ids), func(row, _ int) driver.Value { return int64(ids[row]) }, func(answer *sql.Rows) error {
			var id int64
			err := answer.Scan(&id)
			rows = append(rows, id)
			return err
		}, "SELECT t.id FROM temp.incoming i CROSS JOIN "+s.Key+" t ON "+owner+" = i.c00 AND t.gone IS NULL")
		if err != nil {
			return err
		}
		if err := tx.moveOut(s, rows); err != nil {
			return err
		}
	}
	return nil
}

// RemoveRows takes single rows of a sheet out. The error is Misused for a row that
// others refer to: a meeting that somebody attends.
func (tx *Tx) RemoveRows(s *sheet.Sheet, ids []sheet.ID) error {
	if s == sheet.Customers {
		return tx.Remove(ids)
	}
	for _, id := range ids {
		if err := tx.unreferred(s, id); err != nil {
			return err
		}
		if err := tx.touchRow(s, id); err != nil {
			return err
		}
		if err := tx.removeRows(s, "id = ?", int64(id)); err != nil {
			return err
		}
	}
	return nil
}

// unreferred fails where rows of other sheets refer to row id of s.
func (tx *Tx) unreferred(s *sheet.Sheet, id sheet.ID) error {
	for c := range references(s) {
		n, err := tx.count("SELECT count(*) FROM "+c.Sheet.Key+" WHERE "+quote(c.Key)+" = ? AND gone IS NULL", int64(id))
		if err != nil {
			return err
		}
		if n > 0 {
			return sheet.Fail(sheet.Misused, "“%s”还有 %d 条%s，请先删除它们", "“%s” has %d rows of %s; remove them first", tx.nameOf(s, id), n, c.Sheet.Label())
		}
	}
	return nil
}

// references yields the columns of all sheets that refer to rows of s.
func references(s *sheet.Sheet) iter.Seq[*sheet.Column] {
	return func(yield func(*sheet.Column) bool) {
		for _, other := range sheet.All() {
			for c := range other.Stored() {
				if c.Ref == s.Key && !yield(c) {
					return
				}
			}
		}
	}
}

func (tx *Tx) removeRows(s *sheet.Sheet, where string, arg any) error {
	ids, err := tx.ids("SELECT id FROM "+s.Key+" WHERE "+where+" AND gone IS NULL ORDER BY id", arg)
	if err != nil {
		return err
	}
	return tx.moveOut(s, ids)
}

// moveOut takes rows that are there out, all by two statements.
func (tx *Tx) moveOut(s *sheet.Sheet, ids []int64) error {
	slices.Sort(ids)
	spans := runs(slices.Compact(ids))
	if len(spans) == 0 {
		return nil
	}
	for i := range spans {
		spans[i].now = tx.batch.ID
	}
	return tx.manyMoved(s, spans, true, func() error { return tx.moveAll(s, spans) })
}

// moveAll moves the rows of spans, each of which stands at was, to now and records it.
// What the batch itself added and takes out again is not recorded: undo knows it
// by its range, and leaves it out.
func (tx *Tx) moveAll(s *sheet.Sheet, spans []span) error {
	cell := func(row, column int) driver.Value {
		p := spans[row]
		return [...]int64{p.first, p.last, p.was, p.now}[column]
	}
	if err := tx.supply(len(spans), cell, "UPDATE "+s.Key+" AS t SET gone = nullif(i.c03,0) FROM temp.incoming i WHERE t.id BETWEEN i.c00 AND i.c01"); err != nil {
		return err
	}
	for _, p := range spans {
		n := int(p.last - p.first + 1)
		if p.now == 0 {
			tx.batch.Added += n
		} else {
			tx.batch.Removed += n
		}
	}
	added, any := tx.added[s]
	spans = slices.DeleteFunc(spans, func(p span) bool { return any && p.first >= added.first && p.last <= added.last })
	if len(spans) == 0 {
		return nil
	}
	tx.wrote = true
	return tx.supply(len(spans), cell, "INSERT INTO span(batch, sheet, first, last, was, now) SELECT ?, ?, c00, c01, nullif(c02,0), nullif(c03,0) FROM temp.incoming", tx.batch.ID, s.Key)
}

// moveThose is move for the rows of p that stand at p.was, but for those held,
// which are ascending. It returns how many there were.
func (tx *Tx) moveThose(s *sheet.Sheet, p span, held []int64) (n int64, err error) {
	others, err := tx.ids("SELECT id FROM "+s.Key+" WHERE id BETWEEN ? AND ? AND gone IS NOT nullif(?,0) ORDER BY id", p.first, p.last, p.was)
	if err != nil {
		return 0, err
	}
	stay := append(append(others, held...), p.last+1)
	slices.Sort(stay)
	first := p.first
	for _, id := range stay {
		if first < id {
			if err := tx.moveAll(s, []span{{first: first, last: id - 1, was: p.was, now: p.now}}); err != nil {
				return n, err
			}
			n += id - first
		}
		first = max(first, id+1)
	}
	return n, nil
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
