package store

import (
	"database/sql"
	"database/sql/driver"
	"maps"

	"kehu/store/sheet"
)

// merged is what came of taking a patch into a row.
type merged struct {
	set     sheet.Columns     // the columns changed
	extra   map[string]string // the user's own columns changed
	differs []difference      // what was kept
}

func (m *merged) changed() bool { return m.set != 0 || len(m.extra) > 0 }

type difference struct {
	column string
	reason sheet.Words
}

func (m *merged) differ(column, kept, said string) {
	m.differs = append(m.differs, difference{column, sheet.W("已有“%s”，文件里是“%s”，未改", "kept “%s”, the file says “%s”", kept, said)})
}

// merge takes into row what p says and on allows: a blank never erases, and what
// differs and is kept is told.
func merge(row *sheet.Customer, p sheet.Patch, on sheet.OnMatch) (m merged) {
	for c := range p.All() {
		old, now := c.Field(row), c.Field(p.Row)
		switch {
		case now.Empty() || old.String() == now.String():
		case on == sheet.Overwrite || on == sheet.Fill && old.Empty():
			old.Scan(now.Value()) // a value of the same column always scans
			m.set = m.set.With(c)
		case !old.Empty():
			m.differ(c.ZH, old.String(), now.String())
		}
	}
	m.mergeExtra(row, p.Row.Base().Extra, on)
	return m
}

// mergeExtra is merge for the user's own columns.
func (m *merged) mergeExtra(row *sheet.Customer, extra map[string]string, on sheet.OnMatch) {
	for name, now := range extra {
		old := row.Extra[name]
		switch {
		case now == "" || old == now:
		case on == sheet.Overwrite || on == sheet.Fill && old == "":
			if m.extra == nil {
				row.Extra = maps.Clone(row.Extra)
				if row.Extra == nil {
					row.Extra = map[string]string{}
				}
				m.extra = map[string]string{}
			}
			row.Extra[name], m.extra[name] = now, now
		case old != "":
			m.differ(name, old, now)
		}
	}
}

// updateCustomers writes what the chunk says of customers on file.
func (l *loader) updateCustomers(updates []update) error {
	if len(updates) == 0 {
		return nil
	}
	now, err := l.readCustomers(updates)
	if err != nil {
		return err
	}
	changed := map[sheet.ID]*rewritten{}
	for _, u := range updates {
		before := *now[u.id]
		m := merge(now[u.id], u.patch, l.onMatch)
		for _, d := range m.differs {
			l.whole.note(&l.whole.notes.Differs, u.row, d.column, d.reason)
		}
		if !m.changed() {
			l.raise(u.row, sheet.Customers, Unchanged)
			continue
		}
		if changed[u.id] == nil {
			changed[u.id] = &rewritten{row: now[u.id], before: &before}
		}
		changed[u.id].add(m)
		l.raise(u.row, sheet.Customers, Updated)
	}
	return l.rewrite(changed)
}

// readCustomers reads the customers that updates are about.
func (l *loader) readCustomers(updates []update) (map[sheet.ID]*sheet.Customer, error) {
	var set sheet.Columns
	for _, u := range updates {
		set |= u.patch.Set
	}
	scratch := new(sheet.Customer)
	all := sheet.Patch{Sheet: sheet.Customers, Row: scratch, Set: set}
	var extra sql.NullString
	fields, targets := "t.id, t.extra", []any{&scratch.ID, &extra}
	for c := range all.All() {
		fields += ", " + expression(c)
		targets = append(targets, c.Field(scratch))
	}
	now := make(map[sheet.ID]*sheet.Customer, len(updates))
	err := l.tx.supplyQuery(len(updates), func(row, _ int) driver.Value { return int64(updates[row].id) }, func(rows *sql.Rows) error {
		if err := rows.Scan(targets...); err != nil {
			return err
		}
		if now[scratch.ID] != nil {
			return nil
		}
		copied := *scratch
		now[scratch.ID] = &copied
		return readExtra(&copied, extra.String)
	}, "SELECT "+fields+" FROM temp.incoming i CROSS JOIN customers t ON t.id = i.c00 AND t.gone IS NULL")
	return now, err
}
