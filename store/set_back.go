package store

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"kehu/store/sheet"
)

// manyFields is how many fields are set back at once: enough that most rows come
// whole, few enough to hold.
const manyFields = 256 << 10

// former are the fields of one row that are set back.
type former struct {
	id     int64
	mask   int64 // of the columns, by their place in the sheet
	values map[int]driver.Value
	extra  map[string]any // the user's own columns; nil takes one away
}

// setBack writes the old values, a row at a time and not a column: an old sheet
// filled into a new one touches most columns of every row.
func (u *undo) setBack() error {
	for last := int64(0); ; {
		rows, next, err := u.formerRows(last)
		if err != nil || next == last {
			return err
		}
		for _, s := range sheet.All() {
			if err := u.setBackRows(s, rows[s]); err != nil {
				return err
			}
		}
		last = next
	}
}

// formerRows reads the next fields behind row last of the table undoing, by row.
func (u *undo) formerRows(last int64) (map[*sheet.Sheet][]*former, int64, error) {
	answer, err := u.tx.tx.QueryContext(u.tx.ctx, "SELECT rowid, sheet, row, key, old FROM temp.undoing WHERE rowid > ? ORDER BY rowid LIMIT ?", last, manyFields)
	if err != nil {
		return nil, last, err
	}
	defer answer.Close()
	rows := map[*sheet.Sheet][]*former{}
	known := map[target]map[int64]*former{}
	for answer.Next() {
		var sheetKey, key string
		var row int64
		var old any
		if err := answer.Scan(&last, &sheetKey, &row, &key, &old); err != nil {
			return nil, last, err
		}
		s := sheet.ByKey(sheetKey)
		if known[target{sheet: s}] == nil {
			known[target{sheet: s}] = map[int64]*former{}
		}
		f := known[target{sheet: s}][row]
		if f == nil {
			f = &former{id: row, values: map[int]driver.Value{}}
			known[target{sheet: s}][row] = f
			rows[s] = append(rows[s], f)
		}
		f.take(s, key, old)
	}
	return rows, last, answer.Err()
}

// take adds the field key with its former value.
func (f *former) take(s *sheet.Sheet, key string, old any) {
	if c := s.Column(key); c != nil {
		f.mask |= 1 << c.Index
		f.values[c.Index] = old
		return
	}
	if f.extra == nil {
		f.extra = map[string]any{}
	}
	f.extra[key[len(extraKey):]] = old
}

// setBackRows writes the former fields of rows of s by one statement.
func (u *undo) setBackRows(s *sheet.Sheet, rows []*former) error {
	if len(rows) == 0 {
		return nil
	}
	ids := make([]int64, len(rows))
	union := sheet.Patch{Sheet: s}
	for i, f := range rows {
		ids[i] = f.id
		union.Set |= sheet.Columns(f.mask)
	}
	slices.Sort(ids)
	touch := func() error { return u.tx.touchRows(s, ids) }
	if s == sheet.Customers && union.Set&opening() == 0 {
		touch = func() error { u.tx.nameRows(ids); return nil }
	}
	if err := touch(); err != nil { // the owner may change
		return err
	}
	columns := slices.Collect(union.All())
	if err := u.formerTerms(columns, rows); err != nil {
		return err
	}
	var set []string
	assign := func(column, mark, value, other string) {
		set = append(set, column+" = CASE WHEN "+mark+" THEN "+value+" ELSE "+other+" END")
	}
	for i, c := range columns {
		assign(quote(c.Key), fmt.Sprintf("i.c01 & %d", int64(1)<<c.Index), "i."+feedColumn(i+4), "t."+quote(c.Key))
	}
	assign("extra", "i.c02 IS NOT NULL", "json_patch(coalesce(t.extra,'{}'), i.c02)", "t.extra")
	if name := s.Column("name"); s == sheet.Customers && union.Set.Has(name) {
		assign("pinyin", fmt.Sprintf("i.c01 & %d", int64(1)<<name.Index), "nullif(i.c03,'')", "t.pinyin")
	}
	cell := func(row, column int) driver.Value { return rows[row].cell(s, columns, column) }
	if err := u.tx.supply(len(rows), cell, "UPDATE "+s.Key+" AS t SET "+strings.Join(set, ", ")+" FROM temp.incoming i WHERE t.id = i.c00"); err != nil {
		return err
	}
	return touch()
}

// cell is what the feed holds of the row: its number, which columns are meant, the
// user's own, the name in pinyin, and the columns.
func (f *former) cell(s *sheet.Sheet, columns []*sheet.Column, column int) driver.Value {
	switch column {
	case 0:
		return f.id
	case 1:
		return f.mask
	case 2:
		return f.extraPatch()
	case 3:
		name, _ := f.values[s.Column("name").Index].(string)
		return spelled(name)
	}
	return f.values[columns[column-4].Index]
}

func (f *former) extraPatch() driver.Value {
	if f.extra == nil {
		return nil
	}
	text, _ := json.Marshal(f.extra) // texts and nils always marshal
	return string(text)
}

// formerTerms turns the words of the vocabulary into their numbers.
func (u *undo) formerTerms(columns []*sheet.Column, rows []*former) error {
	for _, c := range columns {
		if c.Kind() != sheet.TermKind {
			continue
		}
		for _, f := range rows {
			if text, ok := f.values[c.Index].(string); ok {
				id, err := u.tx.term(text)
				if err != nil {
					return err
				}
				f.values[c.Index] = id
			}
		}
	}
	return nil
}
