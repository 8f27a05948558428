package store

import (
	"database/sql"
	"database/sql/driver"
	"slices"

	"kehu/store/sheet"
)

// rowKey is how an imported row is recognised among its customer's rows.
type rowKey struct{ customer, src int64 }

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
		removed, known := onFile[rowKey{ownerOf(p.row), p.src}]
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
func (l *loader) onFile(s *sheet.Sheet, parts []part) (map[rowKey]bool, error) {
	owners := l.owners(parts)
	if len(owners) == 0 {
		return nil, nil
	}
	onFile := map[rowKey]bool{}
	when := dated(s)
	first, last := dates(when, parts)
	owner, join := "0", ""
	if s.OfCustomer() {
		owner, join = "coalesce(t.customer,0)", "temp.incoming i CROSS JOIN "
	}
	from := "SELECT " + owner + ", t.src, t.gone > 0 FROM " + join + s.Key + " t WHERE t.id <= ?1 "
	if join != "" {
		from += "AND t.customer IS i.c00 "
	}
	queries := []string{from + "AND t.gone > 0"}
	if when == nil {
		queries = append(queries, from+"AND t.gone IS NULL")
	} else {
		queries = append(queries, from+"AND t.gone IS NULL AND (t."+quote(s.When)+" BETWEEN ?2 AND ?3 OR t."+quote(s.When)+" IS NULL)",
			from+"AND t.gone IS NULL AND t.id IN ("+redated(s)+")")
	}
	for _, query := range queries {
		if err := l.readKeys(onFile, owners, query, l.before[s], first, last); err != nil {
			return nil, err
		}
	}
	return onFile, nil
}

// owners are the customers of the parts that were on file before, ascending; nil
// stands for walk-ins.
func (l *loader) owners(parts []part) []driver.Value {
	seen := map[int64]bool{}
	var owners []driver.Value
	for _, p := range parts {
		id := ownerOf(p.row)
		if id > l.before[sheet.Customers] || seen[id] {
			continue
		}
		seen[id] = true
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
func (l *loader) readKeys(to map[rowKey]bool, owners []driver.Value, query string, args ...any) error {
	return l.tx.supplyQuery(len(owners), func(row, _ int) driver.Value { return owners[row] }, func(rows *sql.Rows) error {
		var key rowKey
		var src sql.NullInt64
		var removed sql.NullBool
		if err := rows.Scan(&key.customer, &src, &removed); err != nil {
			return err
		}
		if key.src = src.Int64; !removed.Bool {
			to[key] = false
		} else if _, there := to[key]; !there {
			to[key] = true
		}
		return nil
	}, query, args...)
}
