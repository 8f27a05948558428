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
	tx        *Tx
	summary   *Summary
	options   Import
	file      *whole
	before    map[*sheet.Sheet]int64 // the last row on file before the portion
	late      map[*sheet.Sheet][]string
	refs      map[sheet.Ref]sheet.ID // meetings by what names them
	recalls   map[*sheet.Sheet]*recall
	whole     *chunk
	days      stretch // that the file's rows of the shop reach over
	spellings map[string]string
	names     map[string]words
	mentioned int           // bytes of terms that wait for the concordance
	opening   sheet.Columns // of customers: what their figures take in
	newcomers int
}

func (tx *Tx) newLoader(file *whole, summary *Summary, o Import) (*loader, error) {
	l := &loader{tx: tx, file: file, summary: summary, options: o, before: map[*sheet.Sheet]int64{},
		late: map[*sheet.Sheet][]string{}, refs: map[sheet.Ref]sheet.ID{}, recalls: map[*sheet.Sheet]*recall{}, spellings: map[string]string{}, names: map[string]words{}, opening: opening()}
	for _, s := range sheet.All() {
		n, err := tx.count("SELECT coalesce(max(id),0) FROM " + s.Key)
		if err != nil {
			return nil, err
		}
		l.before[s] = n
	}
	if file.before == nil {
		*file = whole{before: l.before, brought: map[*sheet.Sheet][]idSet{}, shortages: map[*sheet.Sheet]*shortage{}}
	}
	return l, nil
}

// write writes a chunk and counts its rows.
func (l *loader) write(c *chunk) error {
	l.whole = c
	if c.customers.Sum() > 0 {
		l.part(sheet.Customers).plus(c.customers)
	}
	if err := l.addCustomers(c.added); err != nil {
		return err
	}
	if err := l.refresh(sheet.Customers, c.updates); err != nil {
		return err
	}
	for _, s := range sheet.All() {
		if err := l.addParts(s, c.parts[s]); err != nil {
			return err
		}
	}
	if err := l.keepPlans(c.plans); err != nil {
		return err
	}
	for _, row := range c.rows {
		l.summary.add(row.final())
	}
	l.summary.take(&c.notes)
	return nil
}

// finish makes the indexes again that were left for later, and leaves what the next
// portion has to know.
func (l *loader) finish() error {
	for s, r := range l.recalls {
		l.file.brought[s] = append(l.file.brought[s], r.used)
	}
	l.noteShortage(l.options.Replace)
	for _, creates := range l.late {
		if err := l.tx.execAll(creates...); err != nil {
			return err
		}
	}
	return nil
}

// raise lifts the outcome of a source row and counts it as one of s.
func (l *loader) raise(row int32, s *sheet.Sheet, o Outcome) {
	l.whole.rows[row].raise(o)
	l.part(s).add(o)
}

// part is the count of s.
func (l *loader) part(s *sheet.Sheet) *Counts { return l.summary.part(s.Key) }

// manyRows is the number of rows in a chunk from which an empty table's indexes
// are left for the end.
const manyRows = 2 << 10

// wholeIndexes selects the indexes that hold most rows. One with a condition of
// its own holds few: making it anew would read the whole table for nothing.
const wholeIndexes = " AND (sql NOT LIKE '% WHERE %' OR sql LIKE '% WHERE gone IS NULL')"

// postpone leaves the indexes of an empty table for the end when many rows come.
func (l *loader) postpone(s *sheet.Sheet) error {
	if l.before[s] > 0 || l.late[s] != nil || len(l.whole.rows) < manyRows {
		return nil
	}
	drops, creates, err := l.tx.indexes(s.Key, wholeIndexes)
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
	for i, n := range added {
		rows[i] = part{row: n.row, set: n.set, src: n.src}
		l.touchNew(n)
	}
	return l.insert(sheet.Customers, rows)
}

// touchNew marks a new customer. Of few the figures are added to those that are there,
// of many all are made anew.
func (l *loader) touchNew(n newcomer) {
	if l.newcomers++; n.set&l.opening != 0 || l.newcomers > manyTouched {
		l.tx.touched.add(n.row.ID)
		return
	}
	l.tx.touched.see(n.row.ID)
}

// insert adds rows by one statement. Only columns that hold something in some row
// take part.
func (l *loader) insert(s *sheet.Sheet, rows []part) error {
	if err := l.postpone(s); err != nil {
		return err
	}
	first, err := l.tx.take(s, len(rows))
	if err != nil {
		return err
	}
	cells, err := l.cells(s, rows, int64(first))
	if err != nil {
		return err
	}
	last, err := l.tx.count("SELECT coalesce(max(id),0) FROM " + s.Key)
	if err != nil {
		return err
	}
	if last == int64(first)-1 { // SQLite counts on by itself, and needn't look whether each number is free
		cells = cells[1:]
	}
	names, marks := make([]string, len(cells)), make([]string, len(cells))
	for i, c := range cells {
		names[i], marks[i] = c.name, feedColumn(i)
	}
	value := func(row, column int) driver.Value { return cells[column].value(row) }
	if err := l.tx.supply(len(rows), value, "INSERT INTO "+s.Key+"("+strings.Join(names, ",")+") SELECT "+strings.Join(marks, ",")+" FROM temp.incoming"); err != nil {
		return err
	}
	return l.index(s, rows, int64(first))
}

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

// addParts adds the rows of s that are not on file, in the order in which they come.
func (l *loader) addParts(s *sheet.Sheet, parts []part) error {
	if len(parts) == 0 {
		return nil
	}
	for _, p := range parts {
		l.reach(s, p)
		if bought, ok := p.row.(*sheet.Purchase); ok {
			l.summary.Amount += bought.Amount.N
		}
	}
	parts, err := l.withoutKnown(s, parts)
	if err != nil || len(parts) == 0 {
		return err
	}
	for _, p := range parts {
		l.count(s, p)
	}
	return l.insert(s, parts)
}

// count counts a row of s that the import adds, or brings back.
func (l *loader) count(s *sheet.Sheet, p part) {
	l.raise(p.of, s, Inserted)
	l.touch(s, p.row, p.set)
	if bought, ok := p.row.(*sheet.Purchase); ok {
		l.summary.Added += bought.Amount.N
	}
}

// sortByOwner sorts rows as the index on customer and date has them, so that its
// pages are written once.
func sortByOwner(s *sheet.Sheet, parts []part) {
	if !s.OfCustomer() {
		return
	}
	type key struct {
		owner, when int64
		index       int
	}
	when := s.Column(s.When)
	keys := make([]key, len(parts))
	for i, p := range parts {
		keys[i] = key{owner: ownerOf(p.row), index: i}
		if when != nil {
			keys[i].when, _ = when.Field(p.row).Value().(int64)
		}
	}
	slices.SortFunc(keys, func(a, b key) int {
		return cmp.Or(cmp.Compare(a.owner, b.owner), cmp.Compare(a.when, b.when), cmp.Compare(a.index, b.index))
	})
	sorted := make([]part, len(parts))
	for i, k := range keys {
		sorted[i] = parts[k.index]
	}
	copy(parts, sorted)
}

func feedColumn(i int) string {
	return "c" + string(rune('0'+i/10)) + string(rune('0'+i%10))
}
