package store

import (
	"database/sql"
	"database/sql/driver"
	"strings"

	"kehu/store/sheet"
)

// keyed reports whether a row of s with a known key is a correction.
func (o *Import) keyed(s *sheet.Sheet) bool { return len(o.Key) > 0 && o.Key[0].Sheet == s }

// byKey takes the parts that correct a row of the same shop with the same key, and
// returns the others: those that are new. Rows that the file brought already are
// nobody's correction.
func (m *meeting) byKey(parts []part) ([]part, error) {
	if !m.options.keyed(m.sheet) || len(parts) == 0 {
		return parts, nil
	}
	columns := keyColumns(m.sheet, m.options.Key)
	values, err := m.keyValues(columns, parts)
	if err != nil {
		return nil, err
	}
	known, err := m.readKeys(columns, values)
	if err != nil {
		return nil, err
	}
	rest := parts[:0]
	for i, p := range parts {
		id := m.unused(known[keyHash(values[i])])
		if id == 0 {
			rest = append(rest, p)
			continue
		}
		m.recall.used.add(id)
		m.updates = append(m.updates, update{id: sheet.ID(id), on: m.on(), row: p.of, patch: sheet.Patch{Sheet: m.sheet, Row: p.row, Set: p.set}})
	}
	return rest, nil
}

// keyColumns are the columns of a key: within a shop, where the sheet knows shops.
func keyColumns(s *sheet.Sheet, key []*sheet.Column) []*sheet.Column {
	var columns []*sheet.Column
	if shop := s.Column("shop"); shop != nil {
		columns = append(columns, shop)
	}
	for _, c := range key {
		if c.Key != "shop" {
			columns = append(columns, c)
		}
	}
	return columns
}

// keyValues are the key's cells of each part as the table holds them; none where a
// cell is empty, but for the shop's.
func (m *meeting) keyValues(columns []*sheet.Column, parts []part) ([][]driver.Value, error) {
	all := make([][]driver.Value, len(parts))
	for i, p := range parts {
		values := make([]driver.Value, len(columns))
		for j, c := range columns {
			value, err := m.valueNow(c, c.Field(p.row))
			if err != nil {
				return nil, err
			}
			if value == nil && c.Key != "shop" {
				values = nil
				break
			}
			if values[j] = value; value == nil {
				values[j] = int64(0)
			}
		}
		all[i] = values
	}
	return all, nil
}

func keyHash(values []driver.Value) (h hash64) {
	for i, v := range values {
		h ^= cellHash(i, v)
	}
	return h
}

func (m *meeting) unused(ids []int64) int64 {
	for _, id := range ids {
		if !m.recall.used.has(id) && !m.file.has(m.sheet, id) {
			return id
		}
	}
	return 0
}

// readKeys finds the rows with those keys that were there before the file: by one
// pass over the sheet, because a key may be any columns.
func (m *meeting) readKeys(columns []*sheet.Column, values [][]driver.Value) (map[hash64][]int64, error) {
	fields, marks := make([]string, len(columns)), make([]string, len(columns))
	for i, c := range columns {
		fields[i], marks[i] = "coalesce(t."+quote(c.Key)+",0)", feedColumn(i)
	}
	list := strings.Join(fields, ",")
	query := "SELECT t.id," + list + " FROM " + m.sheet.Key + " t WHERE t.id <= ? AND t.gone IS NULL AND (" + list + ") IN (SELECT " + strings.Join(marks, ",") + " FROM temp.incoming) ORDER BY t.id"
	var id int64
	found := make([]driver.Value, len(columns))
	targets := []any{&id}
	for i := range found {
		targets = append(targets, (*any)(&found[i]))
	}
	cell := func(row, column int) driver.Value {
		if values[row] == nil {
			return nil
		}
		return values[row][column]
	}
	known := map[hash64][]int64{}
	return known, m.tx.supplyQuery(len(values), cell, func(rows *sql.Rows) error {
		if err := rows.Scan(targets...); err != nil {
			return err
		}
		h := keyHash(found)
		known[h] = append(known[h], id)
		return nil
	}, query, m.file.before[m.sheet])
}
