package store

import (
	"database/sql/driver"

	"kehu/store/sheet"
)

// cell gives SQL one column of the rows being added.
type cell struct {
	name  string
	value func(row int) driver.Value
}

// cells are the columns that the rows fill. What they refer to is looked up first,
// because SQL can't run while the feed is read.
func (l *loader) cells(s *sheet.Sheet, rows []part, first int64) ([]cell, error) {
	cells := []cell{
		{"id", func(row int) driver.Value { return first + int64(row) }},
		{"src", func(row int) driver.Value { return rows[row].src }},
	}
	for _, c := range present(s, rows) {
		if err := l.resolve(c, rows); err != nil {
			return nil, err
		}
		cells = append(cells, cell{quote(c.Key), l.valueOf(c, rows)})
	}
	extra, err := l.noteOwn(s, rows)
	if extra {
		cells = append(cells, cell{"extra", func(row int) driver.Value { return extraJSON(rows[row].row) }})
	}
	if s == sheet.Customers {
		cells = append(cells, cell{"pinyin", func(row int) driver.Value { return l.spell(rows[row].row.(*sheet.Customer).Name.String()) }})
	}
	return cells, err
}

// valueOf reads column c of the rows as the table holds it.
func (l *loader) valueOf(c *sheet.Column, rows []part) func(row int) driver.Value {
	if c.Kind() != sheet.TermKind {
		return func(row int) driver.Value { return c.Field(rows[row].row).Value() }
	}
	return func(row int) driver.Value {
		if text := c.Field(rows[row].row).String(); text != "" {
			return l.tx.terms[text]
		}
		return nil
	}
}

// noteOwn notes the names of the user's own columns; false if the rows have none.
func (l *loader) noteOwn(s *sheet.Sheet, rows []part) (some bool, err error) {
	for i := range rows {
		for name := range rows[i].row.Base().Extra {
			some = true
			if err := l.tx.own(s, name); err != nil {
				return some, err
			}
		}
	}
	return some, nil
}

// present are the stored columns that some row brings.
func present(s *sheet.Sheet, rows []part) (columns []*sheet.Column) {
	var set sheet.Columns
	for i := range rows {
		set |= rows[i].set
	}
	for c := range s.Stored() {
		if set.Has(c) {
			columns = append(columns, c)
		}
	}
	return columns
}

// resolve looks up the terms and references of one column.
func (l *loader) resolve(c *sheet.Column, rows []part) error {
	term, ref := c.Kind() == sheet.TermKind, c.Kind() == sheet.RefKind && c.Ref != sheet.Customers.Key
	if !term && !ref {
		return nil
	}
	for _, p := range rows {
		field := c.Field(p.row)
		if field.Empty() {
			continue
		}
		if term {
			if _, err := l.tx.term(field.String()); err != nil {
				return err
			}
			continue
		}
		if err := l.refer(c, field.(*sheet.Ref)); err != nil {
			return err
		}
	}
	return nil
}

// refer finds the row that a reference names, or adds it.
func (l *loader) refer(c *sheet.Column, ref *sheet.Ref) error {
	if ref.ID != 0 {
		return nil
	}
	id, err := l.named(c, ref)
	if err == nil && id == 0 {
		id, err = l.tx.make(sheet.ByKey(c.Ref), ref.Name)
	}
	if err != nil {
		return err
	}
	l.refs[*ref], ref.ID = id, id
	return nil
}

// named is the row that a reference of column c means, 0 if there is none.
func (l *loader) named(c *sheet.Column, ref *sheet.Ref) (sheet.ID, error) {
	if id, ok := l.refs[*ref]; ok {
		return id, nil
	}
	id, err := l.tx.named(sheet.ByKey(c.Ref), ref)
	if id != 0 {
		l.refs[*ref] = id
	}
	return id, err
}

// Named is the meeting of that name, or that a number or a day behind it tells from its
// namesakes; added if there is none. The error is Ambiguous where several answer.
func (tx *Tx) Named(s *sheet.Sheet, name string) (sheet.ID, error) {
	all, err := tx.gatherings()
	if err != nil {
		return 0, err
	}
	switch some := all.meant(name); len(some) {
	case 0:
		return tx.make(s, name)
	case 1:
		return some[0].id, nil
	default:
		return 0, unclear(name, some)
	}
}

// make adds a row of s with that name and no more.
func (tx *Tx) make(s *sheet.Sheet, name string) (sheet.ID, error) {
	p := sheet.NewPatch(s)
	if err := p.Read(s.Column("name"), name, sheet.Reading{}); err != nil {
		return 0, err
	}
	return tx.Insert(p)
}

// named is the row of s that a reference names, the newest of several; 0 if there is
// none.
func (v *View) named(s *sheet.Sheet, ref *sheet.Ref) (sheet.ID, error) {
	ids, err := v.ids("SELECT id FROM "+s.Key+` WHERE name = ?1 AND (?2 = 0 OR "on" = ?2) AND gone IS NULL ORDER BY id DESC LIMIT 1`, ref.Name, int64(ref.On))
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	return sheet.ID(ids[0]), nil
}

// spell is a name in pinyin as SQL takes it, made once for every name.
func (l *loader) spell(name string) driver.Value {
	if name == "" {
		return nil
	}
	full, ok := l.spellings[name]
	if !ok {
		full = spelled(name)
		l.spellings[name] = full
	}
	return full
}
