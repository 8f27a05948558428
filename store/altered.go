package store

import (
	"maps"
	"slices"

	"kehu/store/sheet"
)

// altered is the rows of a sheet whose identity was edited since they came.
type altered struct {
	rows     map[int64]bool
	redated  bool                    // the date of some was
	imported map[int64]sheet.Columns // what of it an import edited last, and no person since
	now      map[hash64][]standing   // by their customer and what the identity is now
}

// alteredRows reads what of s was altered.
func (l *loader) alteredRows(s *sheet.Sheet) (altered, error) {
	a := altered{rows: map[int64]bool{}, imported: map[int64]sheet.Columns{}, now: map[hash64][]standing{}}
	columns := s.Must(s.Identity...)
	if err := l.readAltered(&a, s, columns); err != nil || len(a.rows) == 0 {
		return a, err
	}
	var set sheet.Columns
	for _, c := range columns {
		set = set.With(c)
	}
	if shop := shopOf(s); shop != nil {
		set = set.With(shop)
	}
	rows, err := l.tx.readRows(s, slices.Sorted(maps.Keys(a.rows)), set)
	if err != nil {
		return a, err
	}
	m := &meeting{loader: l, sheet: s}
	for _, id := range slices.Sorted(maps.Keys(rows)) {
		row := rows[id]
		shop, err := m.shop(part{row: row})
		if err != nil {
			return a, err
		}
		key := identity(s, columns, row).number(ownerOf(row))
		a.now[key] = append(a.now[key], standing{id: int64(id), shop: shop})
	}
	return a, nil
}

// readAltered reads which rows of s were edited in one of the columns, and by whom last.
func (l *loader) readAltered(a *altered, s *sheet.Sheet, columns []*sheet.Column) error {
	for _, c := range columns {
		rows, err := l.tx.tx.QueryContext(l.tx.ctx, `SELECT h.row, b.verb = 'import' FROM (SELECT row, batch, max(id) FROM change WHERE sheet = ? AND key = ? GROUP BY row) h
			JOIN batch b ON b.id = h.batch`, s.Key, c.Key)
		if err != nil {
			return err
		}
		for rows.Next() {
			var id int64
			var imported bool
			if err := rows.Scan(&id, &imported); err != nil {
				rows.Close()
				return err
			}
			a.rows[id], a.redated = true, a.redated || c.Key == s.When
			if imported {
				a.imported[id] = a.imported[id].With(c)
			}
		}
		if err := rows.Err(); err != nil {
			return err
		}
	}
	return nil
}

// altered is what p says of the identity of the row that it is, where that was edited:
// nothing, where it wasn't. What an import changed, the shop's sheet may change back;
// what a person corrected stays, and is told.
func (m *meeting) altered(now standing, p part) update {
	u := update{id: sheet.ID(now.id), on: m.on(), row: p.of, patch: sheet.Patch{Sheet: m.sheet, Row: p.row}}
	if !m.recall.altered.rows[now.id] {
		return u
	}
	var identity sheet.Columns
	for _, c := range m.sheet.Must(m.sheet.Identity...) {
		identity = identity.With(c)
	}
	u.patch.Set = p.set & identity
	imported := m.recall.altered.imported[now.id]
	if m.options.OnMatch == sheet.Fill {
		u.kept = identity &^ imported
	}
	if m.options.keyed(m.sheet) || m.options.Replace == m.sheet || refunded(p) != 0 {
		u.sure = u.patch.Set & imported
	}
	if m.sheet == sheet.Purchases && u.sure&costs() != 0 {
		u.sure |= p.set & costs()
	}
	return u
}
