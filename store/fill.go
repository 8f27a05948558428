package store

import (
	"database/sql"
	"database/sql/driver"
	"maps"
	"strings"

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
// differs and is kept is told. What is sure is taken where on fills, what is to be kept
// is left where it overwrites.
func merge(row sheet.Row, p sheet.Patch, on sheet.OnMatch, sure, kept sheet.Columns) (m merged) {
	for c := range p.All() {
		old, now := c.Field(row), c.Field(p.Row)
		switch {
		case now.Empty() || alike(old, now):
		case c.Join != nil && on != sheet.Keep && !old.Empty():
			m.join(c, old, now)
		case on == sheet.Overwrite && (old.Empty() || !kept.Has(c)) || on == sheet.Fill && (old.Empty() || sure.Has(c)):
			assign(old, now)
			m.set = m.set.With(c)
		case !old.Empty():
			m.differ(c.ZH, old.String(), now.String())
		}
	}
	if sale, ok := p.Row.(*sheet.Purchase); ok && on == sheet.Fill && (sale.Refund.N != 0 || m.set&sure != 0 && !sale.SoFar) {
		on = sheet.Overwrite // its own columns tell the refund
	}
	m.mergeExtra(row.Base(), p.Row.Base().Extra, on)
	return m
}

// includes reports whether row says all that p says: merged again, p would change and
// tell nothing.
func includes(row sheet.Row, p sheet.Patch) bool {
	for c := range p.All() {
		if now := c.Field(p.Row); !now.Empty() && !alike(c.Field(row), now) {
			return false
		}
	}
	for name, now := range p.Row.Base().Extra {
		if now != "" && row.Base().Extra[name] != now {
			return false
		}
	}
	return true
}

// join takes what both fields of c say, or tells that they differ.
func (m *merged) join(c *sheet.Column, old, now sheet.Field) {
	both, ok := c.Join(old.String(), now.String())
	switch {
	case !ok:
		m.differ(c.ZH, old.String(), now.String())
	case both != old.String():
		old.Scan(both) // columns that join are texts
		m.set = m.set.With(c)
	}
}

// sameAgain adds what p says to the row that the file brought before: somebody who came
// to a meeting on two days may stand there on two lines.
func (im *importing) sameAgain(key hash64, p sheet.Patch) {
	i, ok := im.once[key]
	if !ok {
		return
	}
	before := &im.chunk.parts[p.Sheet][i]
	for c := range p.All() {
		if both := joined(c, c.Field(before.row), c.Field(p.Row)); c.Join != nil && both != nil {
			c.Field(before.row).Scan(both) // columns that join are texts
			before.set = before.set.With(c)
		}
	}
}

// alike reports whether two fields of one column hold the same. A sheet names what
// it refers to, or it is known by its number.
func alike(a, b sheet.Field) bool {
	ref, ok := a.(*sheet.Ref)
	if other, _ := b.(*sheet.Ref); ok && ref.ID != 0 && other.ID != 0 {
		return ref.ID == other.ID
	}
	return a.String() == b.String()
}

// assign makes the field old hold what now does.
func assign(old, now sheet.Field) {
	if ref, ok := old.(*sheet.Ref); ok {
		*ref = *now.(*sheet.Ref)
		return
	}
	old.Scan(now.Value()) // a value of the same column always scans
}

// mergeExtra is merge for the user's own columns.
func (m *merged) mergeExtra(row *sheet.Head, extra map[string]string, on sheet.OnMatch) {
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

// refresh writes what the chunk says of rows of s on file.
func (l *loader) refresh(s *sheet.Sheet, updates []update) error {
	if len(updates) == 0 {
		return nil
	}
	var set sheet.Columns
	ids := make([]int64, len(updates))
	for i, u := range updates {
		set |= u.patch.Set
		ids[i] = int64(u.id)
	}
	now, err := l.tx.readRows(s, ids, set)
	if err != nil {
		return err
	}
	changed := l.mergeAll(s, updates, now)
	if err := l.rewrite(s, changed); err != nil || s != sheet.Customers {
		return err
	}
	return l.keepFingerprints(heldSayings(updates, now))
}

// mergeAll takes the updates into the rows, and returns those that are not as before
// now: what one row of a file overwrites and the next one puts back was never changed.
func (l *loader) mergeAll(s *sheet.Sheet, updates []update, now map[sheet.ID]sheet.Row) map[sheet.ID]*rewritten {
	changed, by := map[sheet.ID]*rewritten{}, make([]bool, len(updates))
	for i, u := range updates {
		before := s.Clone(now[u.id])
		m := merge(now[u.id], u.patch, u.on, u.sure, u.kept)
		for _, d := range m.differs {
			l.whole.note(&l.whole.notes.Differs, u.row, d.column, d.reason)
		}
		if !m.changed() {
			continue
		}
		if by[i] = true; changed[u.id] == nil {
			changed[u.id] = &rewritten{row: now[u.id], before: before}
		}
		changed[u.id].add(m)
	}
	maps.DeleteFunc(changed, func(_ sheet.ID, r *rewritten) bool { return r.asBefore(s) })
	for i, u := range updates {
		o := Unchanged
		if by[i] && changed[u.id] != nil {
			o = Updated
		}
		l.raise(u.row, s, o)
	}
	return changed
}

// heldSayings are the sayings of customers that the rows, as they are now, hold.
func heldSayings(updates []update, now map[sheet.ID]sheet.Row) (all []saying) {
	for _, u := range updates {
		if u.said != 0 && includes(now[u.id], u.patch) {
			all = append(all, saying{u.id, u.said})
		}
	}
	return all
}

// readRows reads rows of s that are there: the columns in set, and whose they are.
func (tx *Tx) readRows(s *sheet.Sheet, ids []int64, set sheet.Columns) (map[sheet.ID]sheet.Row, error) {
	if owner := s.Column("customer"); owner != nil {
		set = set.With(owner)
	}
	scratch := s.New()
	all := sheet.Patch{Sheet: s, Row: scratch, Set: set}
	var extra sql.NullString
	fields, targets := []string{"t.id", "t.extra"}, []any{&scratch.Base().ID, &extra}
	for c := range all.All() {
		field := c.Field(scratch)
		fields, targets = append(fields, expression(c)), append(targets, field)
		if ref, ok := field.(*sheet.Ref); ok {
			fields, targets = append(fields, "(SELECT name FROM "+c.Ref+" WHERE id = t."+quote(c.Key)+")"), append(targets, nullable{&ref.Name})
		}
	}
	now := make(map[sheet.ID]sheet.Row, len(ids))
	err := tx.supplyQuery(len(ids), func(row, _ int) driver.Value { return ids[row] }, func(rows *sql.Rows) error {
		if err := rows.Scan(targets...); err != nil {
			return err
		}
		id := scratch.Base().ID
		if now[id] != nil {
			return nil
		}
		now[id] = s.Clone(scratch)
		return readExtra(now[id], extra.String)
	}, "SELECT "+strings.Join(fields, ", ")+" FROM temp.incoming i CROSS JOIN "+s.Key+" t ON t.id = i.c00 AND t.gone IS NULL")
	return now, err
}
