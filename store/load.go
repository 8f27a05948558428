package store

import (
	"database/sql/driver"
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
	shape     int64 // of the customers' fingerprints
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
	if err := l.insert(sheet.Customers, rows); err != nil {
		return err
	}
	var said []saying
	for _, n := range added {
		if n.said != 0 {
			said = append(said, saying{n.row.ID, n.said})
		}
	}
	return l.keepFingerprints(said)
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
