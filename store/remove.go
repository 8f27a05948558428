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
	owners := make([]span, len(ids))
	for i, id := range ids {
		owners[i].first = int64(id)
		tx.touched.add(id)
	}
	for _, s := range sheet.All() {
		owner := "t.customer"
		if s == sheet.Customers {
			owner = "t.id"
		} else if !s.OfCustomer() {
			continue
		}
		rows, err := tx.idsIn(owners, "SELECT t.id FROM temp.incoming i CROSS JOIN "+s.Key+" t ON "+owner+" = i.c00 AND t.gone IS NULL")
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
	if err := tx.supply(len(spans), spanCells(spans), "UPDATE "+s.Key+" AS t SET gone = nullif(i.c03,0) FROM temp.incoming i WHERE t.id BETWEEN i.c00 AND i.c01"); err != nil {
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
	return tx.supply(len(spans), spanCells(spans), "INSERT INTO span(batch, sheet, first, last, was, now) SELECT ?, ?, c00, c01, nullif(c02,0), nullif(c03,0) FROM temp.incoming", tx.batch.ID, s.Key)
}

// spanCells are the columns of the feed for spans: c00 and c01 the first and the last
// row, c02 was, c03 now.
func spanCells(spans []span) func(row, column int) driver.Value {
	return func(row, column int) driver.Value {
		p := spans[row]
		return [...]int64{p.first, p.last, p.was, p.now}[column]
	}
}

// idsIn are the numbers that a query over the spans in the feed answers.
func (tx *Tx) idsIn(spans []span, query string, args ...any) (ids []int64, err error) {
	err = tx.supplyQuery(len(spans), spanCells(spans), func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	}, query, args...)
	return ids, err
}

// moveThose is moveAll for the rows of spans, ascending, that stand at was, but for
// those held. It returns how many there were.
func (tx *Tx) moveThose(s *sheet.Sheet, spans []span, held map[int64]bool) (n int, err error) {
	stay, err := tx.idsIn(spans, "SELECT t.id FROM temp.incoming i CROSS JOIN "+s.Key+" t ON t.id BETWEEN i.c00 AND i.c01 WHERE t.gone IS NOT nullif(i.c02,0)")
	if err != nil {
		return 0, err
	}
	for id := range held {
		stay = append(stay, id)
	}
	slices.Sort(stay)
	var pieces []span
	add := func(p span, first, last int64) {
		if first <= last {
			pieces, n = append(pieces, span{first: first, last: last, was: p.was, now: p.now}), n+int(last-first+1)
		}
	}
	for _, p := range spans {
		first := p.first
		for ; len(stay) > 0 && stay[0] <= p.last; stay = stay[1:] {
			add(p, first, stay[0]-1)
			first = max(first, stay[0]+1)
		}
		add(p, first, p.last)
	}
	return n, tx.moveAll(s, pieces)
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
