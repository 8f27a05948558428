package store

import (
	"cmp"
	"database/sql"
	"sort"
	"strings"

	"kehu/store/sheet"
)

// known is a customer as matching sees it.
type known struct {
	id                                  sheet.ID
	name, phone, phone2, village, group string
	birthYear                           int64
	src                                 int64
	renamed                             bool  // found by another name as well
	removed                             bool  // taken out by remove: rows of it are skipped
	fresh                               bool  // made by the file being imported
	listed                              bool  // a list of customers being imported named it
	carded                              bool  // has a number in some shop
	into                                int32 // the customer it was merged into, nobody if none

	// The fingerprint of what the file said last of the customer; before it said
	// anything, of what is on file in the columns that it fills; 0 if there is none.
	said hash64
}

// holder is a customer in a shop.
type holder struct {
	who  int32
	shop string
}

// link chains the customers that share a name or a phone.
type link struct{ who, next int32 }

// index finds customers by a text.
type index struct {
	heads map[string]int32
	links []link
}

func newIndex(size int) index {
	return index{heads: make(map[string]int32, size), links: make([]link, 1, size+1)} // link 0 ends a chain
}

func (x *index) add(text string, who int32) {
	if text == "" {
		return
	}
	x.links = append(x.links, link{who, x.heads[text]})
	x.heads[text] = int32(len(x.links) - 1)
}

// again is add for a customer who may be found by text already.
func (x *index) again(text string, who int32) {
	if !x.has(text, who) {
		x.add(text, who)
	}
}

// has reports whether text leads to the customer.
func (x *index) has(text string, who int32) bool {
	for l := x.heads[text]; l != 0; l = x.links[l].next {
		if x.links[l].who == who {
			return true
		}
	}
	return false
}

// matcher decides which customer a record is about. It holds every customer's
// name and phone, so deciding needs no query.
type matcher struct {
	roll     *roll
	all      []known             // by number
	byPhone  index               // former phones included
	byName   index               // former names included
	bySource map[int64]int32     // nil until somebody is looked for there
	byNumber map[[2]string]int32 // shop and number
	numbered map[holder]bool     // who has a number in a shop
	shop     string              // whose sheet is imported, "" if nobody said
	seen     map[hash64]uint32   // how often the file brought a customer row
	nextID   sheet.ID
}

// newMatcher reads the customers inside the import's own transaction, so nobody
// can add one meanwhile.
func (tx *Tx) newMatcher(r *roll) (*matcher, error) {
	n, err := tx.count("SELECT count(*) FROM customers")
	if err != nil {
		return nil, err
	}
	all, err := r.call(tx, int(n))
	if err != nil {
		return nil, err
	}
	m := &matcher{roll: r, all: all, byPhone: newIndex(int(n)), byName: newIndex(int(n)),
		byNumber: map[[2]string]int32{}, numbered: map[holder]bool{}, seen: map[hash64]uint32{}}
	last, err := tx.last(sheet.Customers)
	if err != nil {
		return nil, err
	}
	m.nextID = sheet.ID(last + 1)
	m.addAll()
	for _, load := range []func(*Tx) error{m.loadMergers, m.loadFormer, m.loadNumbers} {
		if err := load(tx); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// addAll makes everybody on file findable, by two at once.
func (m *matcher) addAll() {
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for who := range m.all {
			m.addPhones(int32(who))
		}
	}()
	for who := range m.all {
		m.byName.add(m.all[who].name, int32(who))
	}
	<-ended
}

// add makes k findable.
func (m *matcher) add(k known) {
	m.all = append(m.all, k)
	who := int32(len(m.all) - 1)
	m.addPhones(who)
	m.byName.add(k.name, who)
	if m.bySource != nil {
		m.addSource(who)
	}
}

func (m *matcher) addPhones(who int32) {
	m.byPhone.add(m.all[who].phone, who)
	m.byPhone.again(m.all[who].phone2, who)
}

// byID finds the customer of a number.
func (m *matcher) byID(id sheet.ID) (who int32, ok bool) {
	i, ok := sort.Find(len(m.all), func(i int) int { return cmp.Compare(id, m.all[i].id) })
	return int32(i), ok
}

// source finds the customer whom the row of a file made. Hardly any file asks for that.
func (m *matcher) source(src int64) (who int32, ok bool) {
	if m.bySource == nil {
		m.bySource = make(map[int64]int32, len(m.all))
		for who := range m.all {
			m.addSource(int32(who))
		}
	}
	who, ok = m.bySource[src]
	return who, ok
}

func (m *matcher) addSource(who int32) {
	if src := m.all[who].src; src != 0 {
		m.bySource[src] = who
	}
}

// loadMergers makes what was merged lead to its keeper, through all further mergers.
func (m *matcher) loadMergers(tx *Tx) error {
	rows, err := tx.tx.QueryContext(tx.ctx, mergedInto)
	if err != nil {
		return err
	}
	defer rows.Close()
	next := map[int32]int32{}
	for rows.Next() {
		var loser, keeper sheet.ID
		if err := rows.Scan(&loser, &keeper); err != nil {
			return err
		}
		from, ok1 := m.byID(loser)
		to, ok2 := m.byID(keeper)
		if ok1 && ok2 {
			next[from] = to
		}
	}
	for from := range next {
		to, ok := from, true
		for range next { // as often at most: mergers of both directions, redone both, lead round in a circle
			if to, ok = next[to]; !ok {
				break
			}
			m.all[from].into = to
		}
	}
	return rows.Err()
}

// now is the customer that who leads to: the keeper, if who was merged.
func (m *matcher) now(who int32) int32 {
	if who != nobody && m.all[who].into != nobody {
		return m.all[who].into
	}
	return who
}

// loadFormer makes customers findable by the names and phones they had before.
func (m *matcher) loadFormer(tx *Tx) error {
	rows, err := tx.tx.QueryContext(tx.ctx, "SELECT DISTINCT row, key, old FROM change WHERE sheet = 'customers' AND key IN ('name','phone') AND old IS NOT NULL")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id sheet.ID
		var key, old string
		if err := rows.Scan(&id, &key, &old); err != nil {
			return err
		}
		who, ok := m.byID(id)
		switch {
		case !ok:
		case key == "phone":
			m.byPhone.again(old, who)
		default:
			m.byName.again(old, who)
			m.all[who].renamed = true
		}
	}
	return rows.Err()
}

// loadNumbers reads the outside numbers; those of removed customers too, so that
// rows about them are recognised.
func (m *matcher) loadNumbers(tx *Tx) error {
	rows, err := tx.tx.QueryContext(tx.ctx, "SELECT customer, shop, number, gone > 0 FROM numbers WHERE gone IS NULL OR gone > 0 ORDER BY gone IS NULL, id")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id sheet.ID
		var shop, number string
		var removed sql.NullBool
		if err := rows.Scan(&id, nullable{&shop}, nullable{&number}, &removed); err != nil {
			return err
		}
		if who, ok := m.byID(id); ok && removed.Bool == m.all[who].removed {
			m.addNumber(who, shop, number)
		}
	}
	return rows.Err()
}

// addNumber makes a customer known by number in shop.
func (m *matcher) addNumber(who int32, shop, number string) {
	m.byNumber[[2]string{shop, number}] = who
	m.numbered[holder{who, shop}] = true
	m.all[who].carded = m.all[who].carded || shop != ""
}

// admit makes somebody new known and returns the customer's index.
func (m *matcher) admit(c *sheet.Customer, src int64) int32 {
	kept := func(f sheet.Field) string { return strings.Clone(f.String()) } // and not the row that it is a piece of
	m.add(known{id: m.nextID, name: kept(&c.Name), phone: kept(&c.Phone), phone2: kept(&c.Phone2), village: kept(&c.Village),
		group: kept(&c.Group), birthYear: c.BirthYear.N, src: src, fresh: true, into: nobody})
	m.nextID++
	return int32(len(m.all) - 1)
}

// learn takes what a row says of a customer, as merge will: the next rows are
// matched by it. What it was found by before still finds it.
func (m *matcher) learn(who int32, c *sheet.Customer, on sheet.OnMatch, sure sheet.Columns) {
	k := &m.all[who]
	called := k.name
	if on == sheet.Fill && sure != 0 { // a name: nothing else is ever sure
		k.name = strings.Clone(c.Name.String())
	}
	for _, f := range []struct {
		to  *string
		now string
	}{{&k.name, c.Name.String()}, {&k.phone, c.Phone.String()}, {&k.phone2, c.Phone2.String()}, {&k.village, c.Village.String()}, {&k.group, c.Group.String()}} {
		if f.now != "" && (on == sheet.Overwrite || on == sheet.Fill && *f.to == "") {
			*f.to = strings.Clone(f.now)
		}
	}
	if !c.BirthYear.Empty() && (on == sheet.Overwrite || on == sheet.Fill && k.birthYear == 0) {
		k.birthYear = c.BirthYear.N
	}
	k.renamed = k.renamed || k.name != called
	m.byName.again(k.name, who)
	m.byPhone.again(k.phone, who)
	m.byPhone.again(k.phone2, who)
	if k.phone == "" { // which the file is not to change: its further rows mean the same customer all the same
		m.byPhone.again(strings.Clone(c.Phone.String()), who)
	}
}
