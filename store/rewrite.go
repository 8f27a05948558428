package store

import (
	"cmp"
	"database/sql/driver"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"kehu/store/sheet"
)

// rewritten is a row that an import changed: as before and as now.
type rewritten struct {
	row, before sheet.Row
	set         sheet.Columns
	extra       map[string]string // the user's own columns changed
}

func (r *rewritten) add(m merged) {
	r.set |= m.set
	if m.extra != nil && r.extra == nil {
		r.extra = map[string]string{}
	}
	maps.Copy(r.extra, m.extra)
}

// asBefore leaves out what holds again what it held, and reports whether that is all.
func (r *rewritten) asBefore(s *sheet.Sheet) bool {
	p := sheet.Patch{Sheet: s, Set: r.set}
	for c := range p.All() {
		if alike(c.Field(r.before), c.Field(r.row)) {
			r.set &^= 1 << c.Index
		}
	}
	before, now := r.before.Base().Extra, r.row.Base().Extra
	maps.DeleteFunc(r.extra, func(name, _ string) bool { return before[name] == now[name] })
	return r.set == 0 && len(r.extra) == 0
}

// fieldChange is one line for the journal.
type fieldChange struct {
	id       sheet.ID
	key      string
	old, now driver.Value
}

// rewrite journals and writes changed rows of s, all by two statements: an old
// sheet filled into a new one touches millions of fields.
func (l *loader) rewrite(s *sheet.Sheet, changed map[sheet.ID]*rewritten) error {
	if len(changed) == 0 {
		return nil
	}
	all := slices.SortedFunc(maps.Values(changed), func(a, b *rewritten) int { return cmp.Compare(a.row.Base().ID, b.row.Base().ID) })
	columns := changedColumns(s, all)
	if err := l.referAll(columns, all); err != nil {
		return err
	}
	if err := l.journalAll(s, all); err != nil {
		return err
	}
	for _, r := range all {
		l.touch(s, r.row, r.set)
		l.touch(s, r.before, r.set)
		for name := range r.extra {
			if err := l.tx.own(s, name); err != nil {
				return err
			}
		}
	}
	return l.writeAll(s, columns, all)
}

// changedColumns are the columns that were changed in some row.
func changedColumns(s *sheet.Sheet, all []*rewritten) []*sheet.Column {
	union := sheet.Patch{Sheet: s}
	for _, r := range all {
		union.Set |= r.set
	}
	return slices.Collect(union.All())
}

// referAll looks up what the changed fields refer to; what isn't there is made.
func (l *loader) referAll(columns []*sheet.Column, all []*rewritten) error {
	for _, c := range columns {
		var rows []part
		for _, r := range all {
			if r.set.Has(c) {
				rows = append(rows, part{row: r.row})
			}
		}
		if err := l.resolve(c, rows); err != nil {
			return err
		}
	}
	return nil
}

// touch marks the customer whose row it is, as far as the columns written matter to
// his figures.
func (l *loader) touch(s *sheet.Sheet, row sheet.Row, set sheet.Columns) {
	switch s {
	case sheet.Customers:
		if set&l.opening != 0 {
			l.tx.touched.add(row.Base().ID)
		}
	case sheet.Purchases, sheet.Payments:
		l.tx.touched.add(sheet.ID(ownerOf(row)))
	case sheet.Interactions, sheet.Plans:
		l.tx.touched.see(sheet.ID(ownerOf(row)))
	}
}

func (l *loader) journalAll(s *sheet.Sheet, all []*rewritten) error {
	var changes []fieldChange
	for _, r := range all {
		patch := sheet.Patch{Sheet: s, Set: r.set}
		for c := range patch.All() {
			changes = append(changes, fieldChange{r.row.Base().ID, c.Key, c.Field(r.before).Value(), c.Field(r.row).Value()})
		}
		for name, now := range r.extra {
			changes = append(changes, fieldChange{r.row.Base().ID, extraKey + name, textOrNil(r.before.Base().Extra[name]), now})
		}
	}
	l.tx.wrote = true
	l.tx.batch.Changed += len(changes)
	cell := func(row, column int) driver.Value {
		c := &changes[row]
		return [...]driver.Value{int64(c.id), c.key, c.old, c.now}[column]
	}
	return l.tx.supply(len(changes), cell, `INSERT INTO change(batch, sheet, row, key, old, new, prev)
		SELECT ?1, ?2, c00, c01, c02, c03, (SELECT max(id) FROM change h WHERE h.sheet = ?2 AND h.row = c00 AND h.key = c01)
		FROM temp.incoming`, l.tx.batch.ID, s.Key)
}

func textOrNil(s string) driver.Value {
	if s == "" {
		return nil
	}
	return s
}

// writeAll writes the changed fields. An import never empties one, so NULL in the
// feed stands for a field that is left alone.
func (l *loader) writeAll(s *sheet.Sheet, columns []*sheet.Column, all []*rewritten) error {
	var set []string
	for i, c := range columns {
		set = append(set, quote(c.Key)+" = coalesce(i."+feedColumn(i+1)+", t."+quote(c.Key)+")")
	}
	n := len(columns) + 1
	extra := "i." + feedColumn(n)
	set = append(set, "extra = CASE WHEN "+extra+" IS NULL THEN t.extra ELSE json_patch(coalesce(t.extra, '{}'), "+extra+") END")
	if s == sheet.Customers {
		set = append(set, "pinyin = coalesce(i."+feedColumn(n+1)+", t.pinyin)")
	}
	cell := func(row, column int) driver.Value {
		r := all[row]
		switch {
		case column == 0:
			return int64(r.row.Base().ID)
		case column < n:
			return l.changedValue(columns[column-1], r)
		case column == n:
			return extraPatch(r.extra)
		}
		return r.spelling()
	}
	if err := l.tx.supply(len(all), cell, "UPDATE "+s.Key+" AS t SET "+strings.Join(set, ", ")+" FROM temp.incoming i WHERE t.id = i.c00"); err != nil {
		return err
	}
	return l.indexRewritten(s, all)
}

// changedValue is what the table is to hold of column c, nil where that is as before.
func (l *loader) changedValue(c *sheet.Column, r *rewritten) driver.Value {
	if !r.set.Has(c) {
		return nil
	}
	value := c.Field(r.row).Value()
	if text, ok := value.(string); ok && c.Kind() == sheet.TermKind {
		return l.tx.terms[text]
	}
	return value
}

// spelling is a changed name of a customer in pinyin.
func (r *rewritten) spelling() driver.Value {
	c := r.row.(*sheet.Customer)
	if before := r.before.(*sheet.Customer); before.Name == c.Name {
		return nil
	}
	return textOrNil(spelled(c.Name.String()))
}

func extraPatch(extra map[string]string) driver.Value {
	if len(extra) == 0 {
		return nil
	}
	text, _ := json.Marshal(extra) // a map of strings always marshals
	return string(text)
}
