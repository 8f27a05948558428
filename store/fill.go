package store

import (
	"database/sql"
	"database/sql/driver"
	"strings"

	"kehu/store/sheet"
)

// updateCustomers writes what the chunk says of customers on file.
func (l *loader) updateCustomers(updates []update) error {
	if len(updates) == 0 {
		return nil
	}
	now, err := l.readCustomers(updates)
	if err != nil {
		return err
	}
	for _, u := range updates {
		row := now[u.id]
		if row == nil {
			continue
		}
		changed, err := l.fill(u, row)
		if err != nil {
			return err
		}
		if changed {
			l.raise(u.row, sheet.Customers, Updated)
		} else {
			l.raise(u.row, sheet.Customers, Unchanged)
		}
	}
	return nil
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
	fields, targets := []string{"t.id", "t.extra"}, []any{&scratch.ID, &extra}
	for c := range all.All() {
		fields, targets = append(fields, expression(c)), append(targets, c.Field(scratch))
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
	}, "SELECT "+strings.Join(fields, ",")+" FROM temp.incoming i CROSS JOIN customers t ON t.id = i.c00 AND t.gone IS NULL")
	return now, err
}

// fill writes the fields of u that may change row, and tells the others. row is
// kept up to date for the next update of the same customer.
func (l *loader) fill(u update, row *sheet.Customer) (bool, error) {
	patch := sheet.Patch{Sheet: sheet.Customers, Row: u.patch.Row}
	for c := range u.patch.All() {
		old, now := c.Field(row), c.Field(u.patch.Row)
		switch {
		case old.String() == now.String():
		case old.Empty() && l.onMatch != sheet.Keep, l.onMatch == sheet.Overwrite:
			patch.Set = patch.Set.With(c)
			if err := old.Scan(now.Value()); err != nil {
				return false, err
			}
		default:
			l.summary.Differs = append(l.summary.Differs, Note{Line: int(l.whole.rows[u.row].line), Column: c.ZH,
				Reason: sheet.W("已有“%s”，文件里是“%s”，未改", "kept “%s”, the file says “%s”", old.String(), now.String())})
		}
	}
	l.fillExtra(patch.Row, row)
	if patch.Set == 0 && len(patch.Row.Base().Extra) == 0 {
		return false, nil
	}
	n, err := l.tx.Update(u.id, patch)
	return n > 0, err
}

// fillExtra leaves in from only the user's own columns that may change row.
func (l *loader) fillExtra(from sheet.Row, row *sheet.Customer) {
	extra := from.Base().Extra
	for name, value := range extra {
		old := row.Extra[name]
		if old == value || old != "" && l.onMatch != sheet.Overwrite || l.onMatch == sheet.Keep {
			delete(extra, name)
			continue
		}
		if row.Extra == nil {
			row.Extra = map[string]string{}
		}
		row.Extra[name] = value
	}
}
