package store

import (
	"cmp"
	"database/sql/driver"
	"slices"
	"strings"

	"kehu/store/sheet"
)

// loader is the writing side of an import.
type loader struct {
	tx      *Tx
	summary *Summary
	onMatch sheet.OnMatch
	before  map[*sheet.Sheet]int64 // the last row on file before the import
	late    map[*sheet.Sheet][]string
	refs    map[target]map[string]sheet.ID
	whole   *chunk
}

func (tx *Tx) newLoader(summary *Summary, onMatch sheet.OnMatch) (*loader, error) {
	l := &loader{tx: tx, summary: summary, onMatch: onMatch, before: map[*sheet.Sheet]int64{},
		late: map[*sheet.Sheet][]string{}, refs: map[target]map[string]sheet.ID{}}
	for _, s := range sheet.All() {
		n, err := tx.count("SELECT coalesce(max(id),0) FROM " + s.Key)
		if err != nil {
			return nil, err
		}
		l.before[s] = n
	}
	return l, nil
}

// write writes a chunk and counts its rows.
func (l *loader) write(c *chunk) error {
	l.whole = c
	if err := l.addCustomers(c.added); err != nil {
		return err
	}
	if err := l.updateCustomers(c.updates); err != nil {
		return err
	}
	for _, s := range sheet.All() {
		if err := l.addParts(s, c.parts[s]); err != nil {
			return err
		}
	}
	for _, row := range c.rows {
		l.summary.add(row.Outcome)
	}
	return nil
}

// finish makes the indexes again that were left for later.
func (l *loader) finish() error {
	for _, creates := range l.late {
		if err := l.tx.execAll(creates...); err != nil {
			return err
		}
	}
	return nil
}

// raise lifts the outcome of a source row.
func (l *loader) raise(row int32, s *sheet.Sheet, o Outcome) {
	to := &l.whole.rows[row].Outcome
	*to = max(*to, o)
	l.count(s, o)
}

func (l *loader) count(s *sheet.Sheet, o Outcome) {
	if l.summary.Parts[s.Key] == nil {
		l.summary.Parts[s.Key] = new(Counts)
	}
	l.summary.Parts[s.Key].add(o)
}

// postpone leaves the indexes of an empty table for the end when many rows come.
func (l *loader) postpone(s *sheet.Sheet, rows int) error {
	if l.before[s] > 0 || l.late[s] != nil || rows < chunkRows/4 {
		return nil
	}
	drops, creates, err := l.tx.indexes(s.Key)
	if err != nil {
		return err
	}
	l.late[s] = creates
	return l.tx.execAll(drops...)
}

func (l *loader) addCustomers(added []newcomer) error {
	if len(added) == 0 {
		return nil
	}
	rows := make([]part, len(added))
	var set sheet.Columns
	for c := range sheet.Customers.Stored() {
		set = set.With(c)
	}
	for i, n := range added {
		rows[i] = part{row: n.row, set: set, src: n.src}
		l.count(sheet.Customers, Inserted)
		l.tx.touched.add(n.row.ID)
	}
	return l.insert(sheet.Customers, rows)
}

// insert adds rows by one statement. Only columns that hold something in some row
// take part.
func (l *loader) insert(s *sheet.Sheet, rows []part) error {
	if err := l.postpone(s, len(rows)); err != nil {
		return err
	}
	first, err := l.tx.take(s, len(rows))
	if err != nil {
		return err
	}
	columns, err := l.present(s, rows)
	if err != nil {
		return err
	}
	names, marks := []string{"id", "src", "extra"}, []string{"c00", "c01", "c02"}
	for i, c := range columns {
		names, marks = append(names, quote(c.Key)), append(marks, feedColumn(i+3))
	}
	if s == sheet.Customers {
		names = append(names, "pinyin", "initials")
		marks = append(marks, feedColumn(len(columns)+3), feedColumn(len(columns)+4))
	}
	f := &feeding{loader: l, first: int64(first), rows: rows, columns: columns}
	return l.tx.supply(len(rows), f.value, "INSERT INTO "+s.Key+"("+strings.Join(names, ",")+") SELECT "+strings.Join(marks, ",")+" FROM temp.incoming")
}

// present are the columns that hold something in some row; what they refer to is
// looked up now, because SQL can't run while the feed is read.
func (l *loader) present(s *sheet.Sheet, rows []part) ([]*sheet.Column, error) {
	var columns []*sheet.Column
	for c := range s.Stored() {
		if !slices.ContainsFunc(rows, func(p part) bool { return p.set.Has(c) && !c.Field(p.row).Empty() }) {
			continue
		}
		columns = append(columns, c)
		if err := l.resolve(c, rows); err != nil {
			return nil, err
		}
	}
	return columns, nil
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
	s := sheet.ByKey(c.Ref)
	known := l.refs[target{s, "name"}]
	if known == nil {
		known = map[string]sheet.ID{}
		l.refs[target{s, "name"}] = known
	}
	if id, ok := known[ref.Name]; ok {
		ref.ID = id
		return nil
	}
	id, err := l.tx.named(s, ref.Name)
	if err != nil {
		return err
	}
	known[ref.Name], ref.ID = id, id
	return nil
}

// named is the row of s with that name, added if there is none.
func (tx *Tx) named(s *sheet.Sheet, name string) (sheet.ID, error) {
	ids, err := tx.ids("SELECT id FROM "+s.Key+" WHERE name = ? AND gone IS NULL ORDER BY id DESC LIMIT 1", name)
	if err != nil || len(ids) > 0 {
		if len(ids) > 0 {
			return sheet.ID(ids[0]), nil
		}
		return 0, err
	}
	p := sheet.NewPatch(s)
	if err := p.Read(s.Column("name"), name, sheet.Reading{}); err != nil {
		return 0, err
	}
	return tx.Insert(p)
}

// feeding gives the cells of rows to SQL.
type feeding struct {
	loader  *loader
	first   int64
	rows    []part
	columns []*sheet.Column
}

func (f *feeding) value(row, column int) driver.Value {
	p := &f.rows[row]
	switch column {
	case 0:
		return f.first + int64(row)
	case 1:
		return p.src
	case 2:
		return extraJSON(p.row)
	}
	if column -= 3; column >= len(f.columns) {
		full, initials := spelled(p.row.(*sheet.Customer).Name.String())
		if column == len(f.columns) {
			return full
		}
		return initials
	}
	c := f.columns[column]
	value := c.Field(p.row).Value()
	if c.Kind() == sheet.TermKind && value != nil {
		return f.loader.tx.terms[value.(string)]
	}
	return value
}

// addParts adds the rows of s that are not on file, in the order of its index.
func (l *loader) addParts(s *sheet.Sheet, parts []part) error {
	if len(parts) == 0 {
		return nil
	}
	parts, err := l.withoutKnown(s, parts)
	if err != nil || len(parts) == 0 {
		return err
	}
	sortByOwner(s, parts)
	for _, p := range parts {
		l.raise(p.of, s, Inserted)
		if owned, ok := p.row.(sheet.OwnedRow); ok {
			l.tx.touched.add(owned.Owner().Customer.ID)
		}
		if bought, ok := p.row.(*sheet.Purchase); ok {
			l.summary.Amount += bought.Amount.N
		}
	}
	return l.insert(s, parts)
}

// sortByOwner sorts rows as the index on customer and date has them, so that its
// pages are written once.
func sortByOwner(s *sheet.Sheet, parts []part) {
	if !s.OfCustomer() {
		return
	}
	owner, when := s.Column("customer"), s.Column(s.When)
	number := func(c *sheet.Column, p part) int64 {
		if c == nil {
			return 0
		}
		n, _ := c.Field(p.row).Value().(int64)
		return n
	}
	type key struct {
		owner, when int64
		part        part
	}
	keys := make([]key, len(parts))
	for i, p := range parts {
		keys[i] = key{number(owner, p), number(when, p), p}
	}
	slices.SortStableFunc(keys, func(a, b key) int {
		return cmp.Or(cmp.Compare(a.owner, b.owner), cmp.Compare(a.when, b.when))
	})
	for i := range keys {
		parts[i] = keys[i].part
	}
}

func feedColumn(i int) string {
	return "c" + string(rune('0'+i/10)) + string(rune('0'+i%10))
}
