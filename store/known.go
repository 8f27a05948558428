package store

import (
	"database/sql"
	"database/sql/driver"
	"slices"

	"kehu/store/sheet"
)

// standing is a row on file as an import recognises it.
type standing struct {
	id   int64
	gone int64  // the batch that took it out, 0 if it is there
	shop int64  // the term, 0 if it has none
	rest hash64 // what it holds beside its identity, in the columns that are read
}

// recall is what is on file of the customers that an import brings rows of, so far
// as its dates reach. The chunks of a file mostly name the same customers, so it is
// kept from one to the next.
type recall struct {
	first, last int64          // the dates read, as stored
	columns     sheet.Columns  // the columns read beside the identity
	own         bool           // the user's own columns are read
	owners      map[int64]bool // the customers read
	rows        map[hash64]standing
	spare       map[hash64][]standing // further rows of one source: of customers who were merged, or told their shop

	removed  bool           // some row was taken out
	moved    idSet          // rows that came from another customer, or another shop
	altered  altered        // rows whose identity was edited
	replaced map[int64]bool // the imports that took rows out which their file lacked
	used     idSet          // rows that the file brought
	glued    idSet          // those of them that were found by their cells, see byCell
}

// rowKey is how an imported row is recognised among its customer's rows.
func rowKey(customer, src int64) hash64 { return hash64(src).number(customer) }

// cover makes the recall cover the dates and columns of the parts. A file in the
// order of its dates leaves what it has passed behind; of any other the dates soon
// are all known.
func (r *recall) cover(s *sheet.Sheet, parts []part) {
	first, last := dates(dated(s), parts)
	columns, own := besides(s, parts)
	known := r.owners != nil && columns&^r.columns == 0 && (r.own || !own)
	if known && first >= r.first && last <= r.last {
		return
	}
	if length := last - first; r.owners != nil && 2*(min(last, r.last)-max(first, r.first)) > length {
		first, last = min(first, r.first)-length/8, max(last, r.last)+length/8
	}
	r.first, r.last, r.columns, r.own = first, last, r.columns|columns, r.own || own
	r.owners, r.rows, r.spare = map[int64]bool{}, map[hash64]standing{}, map[hash64][]standing{}
}

// besides are the columns that the parts fill beside what tells rows apart, and
// whether they fill any of the user's own.
func besides(s *sheet.Sheet, parts []part) (columns sheet.Columns, own bool) {
	for i := range parts {
		columns |= parts[i].set
		own = own || len(parts[i].row.Base().Extra) > 0
	}
	for _, c := range s.Columns {
		if !c.Stored() || c.Key == "customer" || slices.Contains(s.Identity, c.Key) {
			columns &^= 1 << c.Index
		}
	}
	return columns, own
}

// shopOf is the column of the shop where a row happened, nil if the sheet has none:
// rows alike in two shops are two.
func shopOf(s *sheet.Sheet) *sheet.Column {
	if shop := s.Column("shop"); shop != nil && shop.Kind() == sheet.TermKind {
		return shop
	}
	return nil
}

func ownerOf(row sheet.Row) int64 {
	if owned, ok := row.(sheet.OwnedRow); ok {
		return int64(owned.Owner().Customer.ID)
	}
	return 0
}

// onFile reads what the parts' customers had before the import. Only rows within
// the dates of the parts are looked at, and those whose date was edited.
func (l *loader) onFile(s *sheet.Sheet, parts []part) (*recall, error) {
	r, err := l.recallOf(s)
	if err != nil {
		return nil, err
	}
	r.cover(s, parts)
	owners := l.newOwners(r, parts)
	if len(owners) == 0 {
		return r, nil
	}
	for _, query := range onFileQueries(s, r) {
		if err := l.readStandings(s, r, owners, query); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// recallOf is the recall of s. What was edited and replaced is read once.
func (l *loader) recallOf(s *sheet.Sheet) (*recall, error) {
	if l.recalls[s] != nil {
		return l.recalls[s], nil
	}
	r := &recall{used: idSet{}, glued: idSet{}}
	l.recalls[s] = r
	var err error
	if r.altered, err = l.alteredRows(s); err != nil {
		return nil, err
	}
	if r.replaced, err = l.tx.replacing(s); err != nil {
		return nil, err
	}
	if r.moved, err = l.tx.movedRows(s); err != nil {
		return nil, err
	}
	removed, err := l.tx.count("SELECT EXISTS(SELECT 1 FROM " + s.Key + " WHERE gone > 0)")
	r.removed = removed > 0
	return r, err
}

// onFileQueries read the rows of the customers in incoming: up to row ?1, and from
// day ?2 to ?3. Each looks at every customer: what no row can answer is not asked.
func onFileQueries(s *sheet.Sheet, r *recall) (queries []string) {
	fields := "t.id, " + cameAs(s) + ", coalesce(t.gone,0), 0"
	if shop := shopOf(s); shop != nil {
		fields = "t.id, t.src, coalesce(t.gone,0), coalesce(t." + quote(shop.Key) + ",0)"
	}
	for c := range r.patch(s) {
		fields += ", t." + quote(c.Key)
	}
	if r.own {
		fields += ", t.extra"
	}
	from := "SELECT 0, " + fields + " FROM " + s.Key + " t WHERE t.id <= ?1 "
	if s.OfCustomer() {
		from = "SELECT coalesce(t.customer,0), " + fields + " FROM temp.incoming i CROSS JOIN " + s.Key + " t WHERE t.id <= ?1 AND t.customer IS i.c00 "
	}
	there := from + "AND t.gone IS NULL"
	if r.removed {
		queries = append(queries, from+"AND t.gone > 0")
	}
	if dated(s) == nil {
		return append(queries, there)
	}
	if r.altered.redated {
		queries = append(queries, there+" AND t.id IN ("+redated(s)+")")
	}
	when := "t." + quote(s.When)
	return append(queries, there+" AND ("+when+" BETWEEN ?2 AND ?3 OR "+when+" IS NULL)")
}

// patch yields the columns read beside the identity.
func (r *recall) patch(s *sheet.Sheet) func(func(*sheet.Column) bool) {
	p := sheet.Patch{Sheet: s, Set: r.columns}
	return p.All()
}

// newOwners are the customers of the parts that were on file before and are not
// read yet; nil stands for walk-ins.
func (l *loader) newOwners(r *recall, parts []part) []driver.Value {
	var owners []driver.Value
	for _, p := range parts {
		id := ownerOf(p.row)
		if id > l.before[sheet.Customers] || r.owners[id] {
			continue
		}
		r.owners[id] = true
		if id == 0 {
			owners = append(owners, nil)
		} else {
			owners = append(owners, id)
		}
	}
	return owners
}

// dated is the column that dates the rows of s, nil where two rows may be the same
// and still have different dates.
func dated(s *sheet.Sheet) *sheet.Column {
	if slices.Contains(s.Identity, s.When) {
		return s.Column(s.When)
	}
	return nil
}

// redated are the rows of s whose date was edited: it no longer tells what src
// was made of.
func redated(s *sheet.Sheet) string {
	return "SELECT row FROM change WHERE sheet = '" + s.Key + "' AND key = '" + s.When + "'"
}

// dates are the first and last date of the parts, as stored.
func dates(when *sheet.Column, parts []part) (first, last int64) {
	if when == nil {
		return 0, 0
	}
	for i, p := range parts {
		n, _ := when.Field(p.row).Value().(int64)
		if i == 0 {
			first, last = n, n
		}
		first, last = min(first, n), max(last, n)
	}
	return first, last
}

// readStandings adds what query finds for the owners.
func (l *loader) readStandings(s *sheet.Sheet, to *recall, owners []driver.Value, query string) error {
	var customer int64
	var src sql.NullInt64
	var now standing
	columns := slices.Collect(to.patch(s))
	cells := make([]any, len(columns)+1) // and the user's own
	targets := []any{&customer, &now.id, &src, &now.gone, &now.shop}
	for i := range cells[:len(columns)] {
		targets = append(targets, &cells[i])
	}
	if to.own {
		targets = append(targets, &cells[len(columns)])
	}
	return l.tx.supplyQuery(len(owners), func(row, _ int) driver.Value { return owners[row] }, func(rows *sql.Rows) error {
		if err := rows.Scan(targets...); err != nil {
			return err
		}
		now.rest = 0
		for i, c := range columns {
			now.rest ^= cellHash(c.Index, cells[i])
		}
		now.rest ^= cellHash(ownCells, cells[len(columns)])
		if byMeeting(s) {
			src.Int64 = partIn(sheet.ID(src.Int64)).nth(0)
		}
		to.learn(rowKey(customer, src.Int64), now)
		return nil
	}, query, l.before[s], to.first, to.last)
}

// learn takes a row into the recall, under its shop as well: two shops sell alike.
// Of two rows of customers who were merged, or of shops, each counts.
func (r *recall) learn(key hash64, now standing) {
	if now.shop != 0 {
		r.put(key.number(now.shop), now)
	}
	if other, twice := r.put(key, now); twice && (r.moved.has(other.id) || r.moved.has(r.rows[key].id)) {
		r.spare[key] = append(r.spare[key], other)
	}
}

// put keeps a row under a key and returns the other one, if there are two. Of those
// with the same source the one that is there counts, of those one without a shop,
// and then the latest: an older one was edited since.
func (r *recall) put(key hash64, now standing) (other standing, twice bool) {
	known, ok := r.rows[key]
	if ok && !now.before(known, r.replaced) {
		return now, true
	}
	r.rows[key] = now
	return known, ok
}

// before reports whether s counts rather than other, which has the same source.
func (s standing) before(other standing, replaced map[int64]bool) bool {
	switch {
	case other.gone != 0:
		return s.gone == 0 || replaced[other.gone] && !replaced[s.gone]
	case s.gone != 0:
		return false
	case (s.shop == 0) != (other.shop == 0):
		return s.shop == 0
	}
	return s.shop == other.shop && s.id > other.id
}

// ownCells stands for a column's place where the user's own columns are meant.
const ownCells = -1

// cellHash is the hash of one stored value and the column it stands in; 0 of nothing.
func cellHash(column int, value any) hash64 {
	h := hash64(fnvOffset).number(int64(column))
	switch v := value.(type) {
	case int64:
		return h.number(v)
	case string:
		return h.text(v)
	}
	return 0
}
