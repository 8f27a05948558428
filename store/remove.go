package store

import (
	"iter"
	"slices"

	"kehu/store/sheet"
)

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
	for _, run := range runs(ids) {
		run.now = tx.batch.ID
		if err := tx.move(s, run); err != nil {
			return err
		}
	}
	return nil
}

// move moves the rows of p, all of which stand at p.was, to p.now and records it.
// What the batch itself added and takes out again is not recorded: undo knows it
// by its range, and leaves it out.
func (tx *Tx) move(s *sheet.Sheet, p span) error {
	if _, err := tx.exec("UPDATE "+s.Key+" SET gone = nullif(?,0) WHERE id BETWEEN ? AND ?", p.now, p.first, p.last); err != nil {
		return err
	}
	n := int(p.last - p.first + 1)
	if p.now == 0 {
		tx.batch.Added += n
	} else {
		tx.batch.Removed += n
	}
	if added, ok := tx.added[s]; ok && p.first >= added.first && p.last <= added.last {
		return nil
	}
	return tx.recordSpan(s, p)
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
			if err := tx.move(s, span{first: first, last: id - 1, was: p.was, now: p.now}); err != nil {
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
