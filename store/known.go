package store

import (
	"database/sql"
	"database/sql/driver"
	"slices"

	"kehu/store/sheet"
)

// recall is what is on file of the customers that an import brings rows of, so far
// as its dates reach: whether each row was removed. The chunks of a file mostly
// name the same customers, so it is kept from one to the next.
type recall struct {
	first, last int64          // the dates read, as stored
	owners      map[int64]bool // the customers read
	rows        map[hash64]bool
}

// rowKey is how an imported row is recognised among its customer's rows.
func rowKey(customer, src int64) hash64 { return hash64(src).number(customer) }

// reach makes the recall cover first..last. A file in the order of its dates leaves
// what it has passed behind; of any other the dates soon are all known.
func (r *recall) reach(first, last int64) {
	if r.owners != nil && first >= r.first && last <= r.last {
		return
	}
	if length := last - first; r.owners != nil && 2*(min(last, r.last)-max(first, r.first)) > length {
		first, last = min(first, r.first)-length/8, max(last, r.last)+length/8
	}
	*r = recall{first: first, last: last, owners: map[int64]bool{}, rows: map[hash64]bool{}}
}

// withoutKnown leaves out the parts that are on file already. Rows gone by remove
// count as there, rows gone by undo don't.
func (l *loader) withoutKnown(s *sheet.Sheet, parts []part) ([]part, error) {
	if l.before[s] == 0 {
		return parts, nil
	}
	onFile, err := l.onFile(s, parts)
	if err != nil || len(onFile) == 0 {
		return parts, err
	}
	rest := parts[:0]
	for _, p := range parts {
		removed, known := onFile[rowKey(ownerOf(p.row), p.src)]
		switch {
		case !known:
			rest = append(rest, p)
		case removed:
			l.skipRemoved(s, p)
		default:
			l.raise(p.of, s, Unchanged)
		}
	}
	return rest, nil
}

// skipRemoved tells that a row was removed on purpose.
func (l *loader) skipRemoved(s *sheet.Sheet, p part) {
	l.part(s).add(Skipped)
	l.whole.rows[p.of].skipped = true
	l.whole.note(&l.whole.notes.Skips, p.of, "", sheet.W("这条%s已删除", "this %s was removed", s.Label()))
}

func ownerOf(row sheet.Row) int64 {
	if owned, ok := row.(sheet.OwnedRow); ok {
		return int64(owned.Owner().Customer.ID)
	}
	return 0
}

// onFile reads which rows the parts' customers had before the import, and whether
// they were removed. Only rows within the dates of the parts are looked at, and
// those whose date was edited.
func (l *loader) onFile(s *sheet.Sheet, parts []part) (map[hash64]bool, error) {
	if l.recalls[s] == nil {
		l.recalls[s] = new(recall)
	}
	r := l.recalls[s]
	r.reach(dates(dated(s), parts))
	owners := l.newOwners(r, parts)
	if len(owners) == 0 {
		return r.rows, nil
	}
	for _, query := range onFileQueries(s) {
		if err := l.readKeys(r, owners, query, l.before[s], r.first, r.last); err != nil {
			return nil, err
		}
	}
	return r.rows, nil
}

// onFileQueries read the rows of the customers in incoming: up to row ?1, and from
// day ?2 to ?3.
func onFileQueries(s *sheet.Sheet) []string {
	from := "SELECT 0, t.src, t.gone > 0 FROM " + s.Key + " t WHERE t.id <= ?1 "
	if s.OfCustomer() {
		from = "SELECT coalesce(t.customer,0), t.src, t.gone > 0 FROM temp.incoming i CROSS JOIN " + s.Key + " t WHERE t.id <= ?1 AND t.customer IS i.c00 "
	}
	removed, there := from+"AND t.gone > 0", from+"AND t.gone IS NULL"
	if dated(s) == nil {
		return []string{removed, there}
	}
	when := "t." + quote(s.When)
	return []string{removed, there + " AND (" + when + " BETWEEN ?2 AND ?3 OR " + when + " IS NULL)", there + " AND t.id IN (" + redated(s) + ")"}
}

// newOwners are the customers of the parts that were on file before and are not
// read yet; nil stands for walk-ins.
func (l *loader) newOwners(r *recall, parts []part) []driver.Value {
	var owners []driver.Value
	for _, p := range parts {
		id := ownerOf(p.row)
		if id > l.before[sheet.Customers] || r.owners[id] {
			continue
		}
		r.owners[id] = true
		if id == 0 {
			owners = append(owners, nil)
		} else {
			owners = append(owners, id)
		}
	}
	return owners
}

// dated is the column that dates the rows of s, nil where two rows may be the same
// and still have different dates.
func dated(s *sheet.Sheet) *sheet.Column {
	if slices.Contains(s.Identity, s.When) {
		return s.Column(s.When)
	}
	return nil
}

// redated are the rows of s whose date was edited: it no longer tells what src
// was made of.
func redated(s *sheet.Sheet) string {
	return "SELECT row FROM change WHERE sheet = '" + s.Key + "' AND key = '" + s.When + "'"
}

// dates are the first and last date of the parts, as stored.
func dates(when *sheet.Column, parts []part) (first, last int64) {
	if when == nil {
		return 0, 0
	}
	for i, p := range parts {
		n, _ := when.Field(p.row).Value().(int64)
		if i == 0 {
			first, last = n, n
		}
		first, last = min(first, n), max(last, n)
	}
	return first, last
}

// readKeys adds what query finds for the owners.
func (l *loader) readKeys(to *recall, owners []driver.Value, query string, args ...any) error {
	return l.tx.supplyQuery(len(owners), func(row, _ int) driver.Value { return owners[row] }, func(rows *sql.Rows) error {
		var customer int64
		var src sql.NullInt64
		var removed sql.NullBool
		if err := rows.Scan(&customer, &src, &removed); err != nil {
			return err
		}
		key := rowKey(customer, src.Int64)
		if !removed.Bool {
			to.rows[key] = false
		} else if _, there := to.rows[key]; !there {
			to.rows[key] = true
		}
		return nil
	}, query, args...)
}
