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

// rewritten is a customer whom an import changed: as before and as now.
type rewritten struct {
	row, before *sheet.Customer
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

// fieldChange is one line for the journal.
type fieldChange struct {
	id       sheet.ID
	key      string
	old, now driver.Value
}

// rewrite journals and writes changed customers, all by two statements: an old
// sheet filled into a new one touches millions of fields.
func (l *loader) rewrite(changed map[sheet.ID]*rewritten) error {
	if len(changed) == 0 {
		return nil
	}
	all := slices.SortedFunc(maps.Values(changed), func(a, b *rewritten) int { return cmp.Compare(a.row.ID, b.row.ID) })
	if err := l.journalAll(all); err != nil {
		return err
	}
	for _, r := range all {
		l.tx.touched.add(r.row.ID)
		for name := range r.extra {
			if err := l.tx.own(sheet.Customers, name); err != nil {
				return err
			}
		}
	}
	return l.writeAll(all)
}

func (l *loader) journalAll(all []*rewritten) error {
	var changes []fieldChange
	for _, r := range all {
		patch := sheet.Patch{Sheet: sheet.Customers, Set: r.set}
		for c := range patch.All() {
			changes = append(changes, fieldChange{r.row.ID, c.Key, c.Field(r.before).Value(), c.Field(r.row).Value()})
		}
		for name, now := range r.extra {
			changes = append(changes, fieldChange{r.row.ID, extraKey + name, textOrNil(r.before.Extra[name]), now})
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
		FROM temp.incoming`, l.tx.batch.ID, sheet.Customers.Key)
}

func textOrNil(s string) driver.Value {
	if s == "" {
		return nil
	}
	return s
}

// writeAll writes the changed fields. An import never empties one, so NULL in the
// feed stands for a field that is left alone.
func (l *loader) writeAll(all []*rewritten) error {
	union := sheet.Patch{Sheet: sheet.Customers}
	for _, r := range all {
		union.Set |= r.set
	}
	columns := slices.Collect(union.All())
	var set []string
	for i, c := range columns {
		set = append(set, quote(c.Key)+" = coalesce(i."+feedColumn(i+1)+", t."+quote(c.Key)+")")
	}
	n := len(columns) + 1
	set = append(set, "pinyin = coalesce(i."+feedColumn(n)+", t.pinyin)", "initials = coalesce(i."+feedColumn(n+1)+", t.initials)",
		"extra = CASE WHEN i."+feedColumn(n+2)+" IS NULL THEN t.extra ELSE json_patch(coalesce(t.extra, '{}'), i."+feedColumn(n+2)+") END")
	name := sheet.Customers.Column("name")
	cell := func(row, column int) driver.Value {
		r := all[row]
		switch {
		case column == 0:
			return int64(r.row.ID)
		case column < n:
			if !r.set.Has(columns[column-1]) {
				return nil
			}
			return columns[column-1].Field(r.row).Value()
		case column == n+2:
			return extraPatch(r.extra)
		case !r.set.Has(name):
			return nil
		}
		full, initials := spelled(r.row.Name.String())
		if column == n {
			return full
		}
		return initials
	}
	return l.tx.supply(len(all), cell, "UPDATE customers AS t SET "+strings.Join(set, ", ")+" FROM temp.incoming i WHERE t.id = i.c00")
}

func extraPatch(extra map[string]string) driver.Value {
	if len(extra) == 0 {
		return nil
	}
	text, _ := json.Marshal(extra) // a map of strings always marshals
	return string(text)
}
