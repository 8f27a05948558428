package store

import (
	"iter"
	"strings"

	"kehu/store/sheet"
)

// Merger is what making several customers one comes to.
type Merger struct {
	Keep   Person
	Dups   []Person
	Moved  []Moved
	Gains  []Gain
	Losses []Loss
	Twins  []Twin
	Copied []Gain   // opening figures taken for one line that came twice: they stay as they are
	Denied []Person // of Dups: somebody said that it isn't the keeper

	patch    sheet.Patch       // what becomes of the keeper
	openings []*sheet.Customer // of the duplicates so far
}

// Moved is how many rows of a sheet go over to the keeper, and how many of them are
// joined with one that the keeper has: a meeting is attended once.
type Moved struct {
	Sheet        *sheet.Sheet
	Rows, Joined int
}

// Gain is a field of the keeper that takes in what a duplicate says.
type Gain struct {
	Label    sheet.Words
	Old, New string // as people read it
	From     sheet.ID
}

// Loss is a value of a duplicate that the keeper's stands for from now on. The
// history keeps it.
type Loss struct {
	Label      sheet.Words
	Kept, Lost string
	Of         sheet.ID
}

// Twin is a row of money that keeper and duplicate both have, word for word: it may
// have been written down twice.
type Twin struct {
	Sheet     *sheet.Sheet
	Kept, Dup sheet.ID
}

// Merging tells what Merge would do, and changes nothing. The error is NotFound for
// a customer who isn't there, and Misused for one who is named twice.
func (v *View) Merging(keep sheet.ID, dups []sheet.ID) (m Merger, err error) {
	keeper, err := v.customer(keep)
	if err != nil {
		return m, err
	}
	m.Keep, m.patch = personOf(keeper), sheet.NewPatch(sheet.Customers)
	m.patch.Row = sheet.Customers.Clone(keeper)
	m.patch.Row.Base().Extra = nil
	seen := map[sheet.ID]bool{keep: true}
	for _, id := range dups {
		if seen[id] {
			return m, sheet.Fail(sheet.Misused, "#%s 写了两次，请给出另一位", "#%s is named twice; name somebody else", id.String())
		}
		seen[id] = true
		if err := v.weigh(&m, keeper, id); err != nil {
			return m, err
		}
	}
	return m, nil
}

// customer returns customer id with all there is to know.
func (v *View) customer(id sheet.ID) (*sheet.Customer, error) {
	row, err := v.Get(sheet.Customers, id)
	if err != nil {
		return nil, err
	}
	return row.(*sheet.Customer), nil
}

func personOf(c *sheet.Customer) Person {
	return Person{ID: c.ID, Name: c.Name.String(), Phone: c.Phone.String(), Village: c.Village.String()}
}

// weigh adds to m what taking in duplicate id comes to.
func (v *View) weigh(m *Merger, keeper *sheet.Customer, id sheet.ID) error {
	dup, err := v.customer(id)
	if err != nil {
		return err
	}
	person := personOf(dup)
	m.Dups = append(m.Dups, person)
	m.absorb(keeper, dup)
	denied, err := v.denied()
	if err != nil {
		return err
	}
	if denied[pairOf(m.Keep.ID, id)] {
		m.Denied = append(m.Denied, person)
	}
	for s := range customerSheets() {
		if err := v.weighRows(m, s, id); err != nil {
			return err
		}
	}
	return nil
}

// weighRows counts the rows of s that go over from duplicate id.
func (v *View) weighRows(m *Merger, s *sheet.Sheet, id sheet.ID) error {
	n, err := v.count("SELECT count(*) FROM "+s.Key+" WHERE customer = ? AND gone IS NULL", int64(id))
	if err != nil || n == 0 {
		return err
	}
	twins, err := v.twins(s, m.Keep.ID, id)
	if err != nil {
		return err
	}
	joined := 0
	switch {
	case singular(s):
		joined = len(twins)
	case s == sheet.Purchases || s == sheet.Payments:
		m.Twins = append(m.Twins, twins...)
	}
	for i := range m.Moved {
		if m.Moved[i].Sheet == s {
			m.Moved[i].Rows, m.Moved[i].Joined = m.Moved[i].Rows+int(n), m.Moved[i].Joined+joined
			return nil
		}
	}
	m.Moved = append(m.Moved, Moved{s, int(n), joined})
	return nil
}

// singular reports whether a customer has one row of s at most for a meeting, a number.
func singular(s *sheet.Sheet) bool { return s == sheet.Attendances || s == sheet.Numbers }

// twins are the rows of s that say the same of the keeper and the duplicate, each of
// the duplicate's once.
func (v *View) twins(s *sheet.Sheet, keep, dup sheet.ID) ([]Twin, error) {
	query := "SELECT d.id, min(k.id) FROM " + s.Key + " d JOIN " + s.Key + " k ON k.customer = ?1 AND k.gone IS NULL"
	for _, key := range s.Identity {
		query += " AND k." + quote(key) + " IS d." + quote(key)
	}
	rows, err := v.tx.QueryContext(v.ctx, query+" WHERE d.customer = ?2 AND d.gone IS NULL GROUP BY d.id ORDER BY d.id", int64(keep), int64(dup))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var twins []Twin
	for rows.Next() {
		t := Twin{Sheet: s}
		if err := rows.Scan(&t.Dup, &t.Kept); err != nil {
			return nil, err
		}
		twins = append(twins, t)
	}
	return twins, rows.Err()
}

// Merge makes the duplicates one with the keeper: their rows go over, the keeper's
// blanks are filled, opening figures of two ledgers add up, and the duplicates are taken out. From
// now on their names, phones and numbers lead an import to the keeper. The errors
// are those of Merging.
func (tx *Tx) Merge(keep sheet.ID, dups []sheet.ID) (Merger, error) {
	m, err := tx.Merging(keep, dups)
	if err != nil {
		return m, err
	}
	if m.patch.Set != 0 || m.patch.Row.Base().Extra != nil {
		if _, err := tx.Update(keep, m.patch); err != nil {
			return m, err
		}
	}
	tx.touched.add(keep)
	for _, d := range m.Dups {
		if err := tx.takeIn(keep, d.ID); err != nil {
			return m, err
		}
	}
	return m, nil
}

// takeIn gives the rows of dup to keep and takes dup out. Rows removed on purpose go
// over too: an old sheet that brings them again is to find them.
func (tx *Tx) takeIn(keep, dup sheet.ID) error {
	tx.touched.add(dup)
	for s := range customerSheets() {
		if err := tx.handOver(s, keep, dup, "gone > 0"); err != nil {
			return err
		}
		if singular(s) {
			if err := tx.join(s, keep, dup); err != nil {
				return err
			}
		}
		if err := tx.handOver(s, keep, dup, "gone IS NULL"); err != nil {
			return err
		}
	}
	if err := tx.removeRows(sheet.Customers, "id = ?", int64(dup)); err != nil {
		return err
	}
	_, err := tx.exec("INSERT INTO merger(loser, batch, keeper) VALUES(?,?,?)", int64(dup), tx.batch.ID, int64(keep))
	return err
}

// handOver gives those rows of dup to keep, all by two statements.
func (tx *Tx) handOver(s *sheet.Sheet, keep, dup sheet.ID, which string) error {
	n, err := tx.exec(`INSERT INTO change(batch, sheet, row, key, old, new, prev)
		SELECT ?1, ?2, t.id, 'customer', ?3, ?4, (SELECT max(h.id) FROM change h WHERE h.sheet = ?2 AND h.row = t.id AND h.key = 'customer')
		FROM `+s.Key+` t WHERE t.customer = ?3 AND t.`+which+` ORDER BY t.id`, tx.batch.ID, s.Key, int64(dup), int64(keep))
	if err != nil || n == 0 {
		return err
	}
	tx.wrote = true
	tx.batch.Changed += int(n)
	if _, err := tx.exec("UPDATE "+s.Key+" SET customer = ?1 WHERE customer = ?2 AND "+which, int64(keep), int64(dup)); err != nil {
		return err
	}
	return tx.mentionThose(s, "customer = ?", int64(keep))
}

// join takes the rows of dup that keep has as well into keep's: blanks are filled,
// and dup's row goes out.
func (tx *Tx) join(s *sheet.Sheet, keep, dup sheet.ID) error {
	twins, err := tx.twins(s, keep, dup)
	if err != nil {
		return err
	}
	for _, t := range twins {
		from, err := tx.Get(s, t.Dup)
		if err != nil {
			return err
		}
		into, err := tx.Get(s, t.Kept)
		if err != nil {
			return err
		}
		p := sheet.NewPatch(s)
		for c := range s.Stored() {
			if both := joined(c, c.Field(into), c.Field(from)); both != nil {
				c.Field(p.Row).Scan(both) // a value of the same column always scans
				p.Take(c.Key)
			}
		}
		if _, err := tx.Update(t.Kept, p); err != nil {
			return err
		}
		if err := tx.removeRows(s, "id = ?", int64(t.Dup)); err != nil {
			return err
		}
	}
	return nil
}

// joined is the value that into's field of c takes on beside from's, nil if it stays.
func joined(c *sheet.Column, into, from sheet.Field) any {
	switch {
	case from.Empty():
		return nil
	case into.Empty():
		return from.Value()
	case c.Join == nil:
		return nil
	}
	both, ok := c.Join(into.String(), from.String())
	if !ok || both == into.String() {
		return nil
	}
	return both
}

// mergedInto is the customers who were merged into others, of mergers that stand:
// undoing one brings the loser back.
const mergedInto = "SELECT m.loser, m.keeper FROM merger m JOIN customers c ON c.id = m.loser AND c.gone = m.batch"

// movedRows are the rows of s that came from another customer, or were told their
// shop since.
func (v *View) movedRows(s *sheet.Sheet) (idSet, error) {
	ids, err := v.ids("SELECT row FROM change WHERE sheet = ? AND key IN ('customer', 'shop')", s.Key)
	moved := idSet{}
	for _, id := range ids {
		moved.add(id)
	}
	return moved, err
}

// Now is the customer that id leads to: the keeper, where id was merged into
// another, else id itself.
func (v *View) Now(id sheet.ID) (sheet.ID, error) {
	met := map[sheet.ID]bool{} // mergers of both directions, redone both, lead round in a circle
	for !met[id] {
		met[id] = true
		next, err := v.ids("SELECT keeper FROM ("+mergedInto+") WHERE loser = ?", int64(id))
		if err != nil || len(next) == 0 {
			return id, err
		}
		id = sheet.ID(next[0])
	}
	return id, nil
}

// mergerEvents tells who was merged into the customer, with all that the history
// keeps of them, and into whom the customer was.
func (v *View) mergerEvents(id sheet.ID) (events []Event, err error) {
	taken, err := v.ids("SELECT loser FROM merger WHERE keeper = ? ORDER BY batch DESC, loser", int64(id))
	if err != nil {
		return nil, err
	}
	batches, err := v.ids("SELECT batch FROM merger WHERE keeper = ? ORDER BY batch DESC, loser", int64(id))
	for i, loser := range taken {
		said, err := v.saidOf(sheet.ID(loser))
		if err != nil {
			return nil, err
		}
		number := sheet.ID(loser)
		events = append(events, Event{Batch{ID: batches[i]}, sheet.W("并入 #%s：%s", "took in #%s: %s", number.String(), said)})
	}
	return events, err
}

// saidOf is what the row of a customer says, be it there or not.
func (v *View) saidOf(id sheet.ID) (said sheet.Words, err error) {
	c := new(sheet.Customer)
	var fields []string
	var targets []any
	for column := range sheet.Customers.Stored() {
		fields, targets = append(fields, expression(column)), append(targets, column.Field(c))
	}
	if err := v.tx.QueryRowContext(v.ctx, "SELECT "+strings.Join(fields, ",")+" FROM customers t WHERE id = ?", int64(id)).Scan(targets...); err != nil {
		return said, err
	}
	var zh, en []string
	for column := range sheet.Customers.Stored() {
		if field := column.Field(c); !field.Empty() {
			zh, en = append(zh, column.ZH+" "+field.String()), append(en, column.EN+" "+field.String())
		}
	}
	return sheet.Words{ZH: strings.Join(zh, "，"), EN: strings.Join(en, ", ")}, nil
}

// customerSheets yields the sheets whose rows belong to a customer.
func customerSheets() iter.Seq[*sheet.Sheet] {
	return func(yield func(*sheet.Sheet) bool) {
		for _, s := range sheet.All() {
			if s.OfCustomer() && !yield(s) {
				return
			}
		}
	}
}
