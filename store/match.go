package store

import (
	"database/sql"
	"strings"

	"kehu/store/sheet"
)

// known is a customer as matching sees it.
type known struct {
	id                                  sheet.ID
	name, phone, phone2, village, group string
	birthYear                           int64
	src                                 int64
	removed                             bool // taken out by remove: rows of it are skipped
	fresh                               bool // made by the file being imported
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

// matcher decides which customer a record is about. It holds every customer's
// name and phone, so deciding needs no query.
type matcher struct {
	all      []known
	byPhone  index
	byName   index // former names included
	bySource map[int64]int32
	byNumber map[[2]string]int32 // shop and number
	numbered map[holder]bool     // who has a number in a shop
	byID     map[sheet.ID]int32
	seen     map[hash64]uint32 // how often the file brought a customer row
	nextID   sheet.ID
}

// newMatcher reads the customers inside the import's own transaction, so nobody
// can add one meanwhile.
func (tx *Tx) newMatcher() (*matcher, error) {
	n, err := tx.count("SELECT count(*) FROM customers")
	if err != nil {
		return nil, err
	}
	m := &matcher{byPhone: newIndex(int(n)), byName: newIndex(int(n)), bySource: make(map[int64]int32, n),
		byNumber: map[[2]string]int32{}, numbered: map[holder]bool{}, byID: make(map[sheet.ID]int32, n), seen: map[hash64]uint32{}}
	last, err := tx.count("SELECT coalesce(max(id),0) FROM customers WHERE id < ?", int64(sheet.MakeID(1, 0)))
	if err != nil {
		return nil, err
	}
	m.nextID = sheet.ID(last + 1)
	for _, load := range []func(*Tx) error{m.loadCustomers, m.loadFormer, m.loadNumbers} {
		if err := load(tx); err != nil {
			return nil, err
		}
	}
	return m, nil
}

func (m *matcher) loadCustomers(tx *Tx) error {
	rows, err := tx.tx.QueryContext(tx.ctx, `SELECT id, name, phone, phone2, village, "group", coalesce(birth_year,0), coalesce(src,0), gone > 0
		FROM customers WHERE gone IS NULL OR gone > 0 ORDER BY id`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var k known
		var removed sql.NullBool
		err := rows.Scan(&k.id, nullable{&k.name}, nullable{&k.phone}, nullable{&k.phone2}, nullable{&k.village}, nullable{&k.group}, &k.birthYear, &k.src, &removed)
		if err != nil {
			return err
		}
		k.removed = removed.Bool
		m.add(k)
	}
	return rows.Err()
}

// add makes k findable.
func (m *matcher) add(k known) {
	who := int32(len(m.all))
	m.all = append(m.all, k)
	m.byPhone.add(k.phone, who)
	if k.phone2 != k.phone {
		m.byPhone.add(k.phone2, who)
	}
	m.byName.add(k.name, who)
	m.byID[k.id] = who
	if k.src != 0 {
		m.bySource[k.src] = who
	}
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
		who, ok := m.byID[id]
		switch {
		case !ok:
		case key == "phone":
			m.byPhone.add(old, who)
		default:
			m.byName.add(old, who)
		}
	}
	return rows.Err()
}

func (m *matcher) loadNumbers(tx *Tx) error {
	rows, err := tx.tx.QueryContext(tx.ctx, "SELECT customer, shop, number FROM numbers WHERE gone IS NULL")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id sheet.ID
		var shop, number string
		if err := rows.Scan(&id, nullable{&shop}, nullable{&number}); err != nil {
			return err
		}
		if who, ok := m.byID[id]; ok {
			m.addNumber(who, shop, number)
		}
	}
	return rows.Err()
}

// addNumber makes a customer known by number in shop.
func (m *matcher) addNumber(who int32, shop, number string) {
	m.byNumber[[2]string{shop, number}] = who
	m.numbered[holder{who, shop}] = true
}

// verdict is what matching says of a record.
type verdict struct {
	who    int32 // index of the customer, -1 when it is somebody new
	reject sheet.Words
	twin   int32 // index of a customer of the same name, -1 if none: a suspected duplicate
	src    int64 // of somebody new
}

const nobody = -1

// match decides who the record is about. The rules, the surest first: kehu's own
// number; an outside number within its shop; phone and name; the row that made a
// customer; a phone alone; name and village. Several candidates are never guessed.
func (m *matcher) match(r *sheet.Record) verdict {
	c := r.Customer.Row.(*sheet.Customer)
	if c.ID != 0 {
		return m.byOwnNumber(c)
	}
	if r.Number != nil {
		if who, ok := m.byNumber[[2]string{r.Number.Shop.String(), r.Number.Number.String()}]; ok {
			return m.unlessContradicted(who, c)
		}
	}
	name, phone := c.Name.String(), c.Phone.String()
	if name == "" && phone == "" && r.Number == nil {
		return verdict{who: nobody, reject: sheet.W("没有姓名、手机或编号，请补上一样", "no name, phone or number; add one of them")}
	}
	if name != "" && phone != "" {
		if v, ok := m.byPhoneAndName(name, phone); ok {
			return v
		}
	}
	src := m.source(r)
	if who, ok := m.bySource[src]; ok {
		return verdict{who: who, twin: nobody}
	}
	v := m.byLess(c, r)
	v.src = src
	return v
}

// byLess decides by a phone alone or by name and village.
func (m *matcher) byLess(c *sheet.Customer, r *sheet.Record) verdict {
	name, phone := c.Name.String(), c.Phone.String()
	if phone != "" {
		if v, ok := m.byPhoneAlone(name, phone); ok {
			return v
		}
	}
	if name == "" {
		return verdict{who: nobody, twin: nobody}
	}
	return m.byNameAndVillage(r)
}

func (m *matcher) byOwnNumber(c *sheet.Customer) verdict {
	who, ok := m.byID[c.ID]
	switch {
	case !ok:
		return verdict{who: nobody, reject: sheet.W("没有客户 #%s", "there is no customer #%s", c.ID.String())}
	case !c.Name.Empty() && !m.called(who, c.Name.String()):
		return verdict{who: nobody, reject: sheet.W("#%s 是%s，不是%s，请核对编号", "#%s is %s, not %s; check the number", c.ID.String(), m.all[who].name, c.Name.String())}
	}
	return verdict{who: who, twin: nobody}
}

// called reports whether the customer bears name, or bore it.
func (m *matcher) called(who int32, name string) bool {
	for l := m.byName.heads[name]; l != 0; l = m.byName.links[l].next {
		if m.byName.links[l].who == who {
			return true
		}
	}
	return false
}

func (m *matcher) unlessContradicted(who int32, c *sheet.Customer) verdict {
	k := &m.all[who]
	otherName := !c.Name.Empty() && k.name != "" && !m.called(who, c.Name.String())
	otherPhone := !c.Phone.Empty() && k.phone != "" && c.Phone.String() != k.phone && c.Phone.String() != k.phone2
	if otherName && otherPhone {
		return verdict{who: nobody, reject: sheet.W("这个编号是 %s 的，姓名和手机都不符，请核对", "the number belongs to %s; name and phone both differ, check it", m.describe(who))}
	}
	return verdict{who: who, twin: nobody}
}

// byPhoneAndName finds the one who has both.
func (m *matcher) byPhoneAndName(name, phone string) (verdict, bool) {
	var found candidates
	for l := m.byPhone.heads[phone]; l != 0; l = m.byPhone.links[l].next {
		who := m.byPhone.links[l].who
		if m.all[who].name == name || m.called(who, name) {
			found.add(who)
		}
	}
	return m.decide(found)
}

// byPhoneAlone is for rows without a name, and for a customer without one.
func (m *matcher) byPhoneAlone(name, phone string) (verdict, bool) {
	var found candidates
	for l := m.byPhone.heads[phone]; l != 0; l = m.byPhone.links[l].next {
		if who := m.byPhone.links[l].who; name == "" || m.all[who].name == "" {
			found.add(who)
		}
	}
	return m.decide(found)
}

// byNameAndVillage finds the one of that name whom nothing contradicts. A name
// alone will do where the row says no more. A list of customers names each once,
// so there an equal name of the same file is another person.
func (m *matcher) byNameAndVillage(r *sheet.Record) verdict {
	var found candidates
	twin := int32(nobody)
	c, list := r.Customer.Row.(*sheet.Customer), len(r.Parts) == 0
	bare := c.Village.Empty() && c.Phone.Empty() && r.Number == nil
	for l := m.byName.heads[c.Name.String()]; l != 0; l = m.byName.links[l].next {
		who := m.byName.links[l].who
		k := &m.all[who]
		if k.village == c.Village.String() {
			twin = who
		}
		if !bare && k.village != c.Village.String() || k.contradicts(c) || list && k.fresh {
			continue
		}
		if r.Number != nil && m.numbered[holder{who, r.Number.Shop.String()}] {
			continue // another number of the same shop: another person
		}
		found.add(who)
	}
	if v, ok := m.decide(found); ok {
		return v
	}
	return verdict{who: nobody, twin: twin}
}

// contradicts reports whether c can't be k: another group, phone or year of birth
// (ages are told a year off).
func (k *known) contradicts(c *sheet.Customer) bool {
	phone, group := c.Phone.String(), c.Group.String()
	switch {
	case phone != "" && k.phone != "" && phone != k.phone && phone != k.phone2:
		return true
	case group != "" && k.group != "" && group != k.group:
		return true
	case !c.BirthYear.Empty() && k.birthYear != 0 && (c.BirthYear.N > k.birthYear+1 || c.BirthYear.N < k.birthYear-1):
		return true
	}
	return false
}

// candidates are the customers a rule found, each once.
type candidates []int32

func (c *candidates) add(who int32) {
	for _, w := range *c {
		if w == who {
			return
		}
	}
	*c = append(*c, who)
}

// decide takes the one candidate, or rejects several; ok is false where there is none.
func (m *matcher) decide(found candidates) (verdict, bool) {
	switch len(found) {
	case 0:
		return verdict{}, false
	case 1:
		return verdict{who: found[0], twin: nobody}, true
	}
	names := make([]string, len(found))
	for i, who := range found {
		names[i] = m.describe(who)
	}
	return verdict{who: nobody, reject: sheet.W("分不清是哪一位：%s，请补上手机或村名", "cannot tell which: %s; add the phone or the village", strings.Join(names, "、"))}, true
}

func (m *matcher) describe(who int32) string {
	k := &m.all[who]
	return Person{k.id, k.name, k.phone, k.village}.String()
}

// source is the src of the customer a row describes. In a list of customers the
// same description again is another person.
func (m *matcher) source(r *sheet.Record) int64 {
	c := r.Customer.Row.(*sheet.Customer)
	h := hash64(fnvOffset).text(c.Name.String()).text(c.Phone.String()).text(c.Village.String()).text(c.Group.String()).field(&c.BirthYear)
	if r.Number != nil {
		h = h.text(r.Number.Shop.String()).text(r.Number.Number.String())
	}
	if len(r.Parts) > 0 {
		return h.nth(0)
	}
	n := m.seen[h]
	m.seen[h] = n + 1
	return h.nth(n)
}

// admit makes somebody new known and returns the customer's index and id.
func (m *matcher) admit(c *sheet.Customer, src int64) (int32, sheet.ID) {
	id := m.nextID
	m.nextID++
	m.add(known{id: id, name: c.Name.String(), phone: c.Phone.String(), phone2: c.Phone2.String(), village: c.Village.String(),
		group: c.Group.String(), birthYear: c.BirthYear.N, src: src, fresh: true})
	return int32(len(m.all) - 1), id
}
