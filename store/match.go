package store

import (
	"slices"

	"kehu/store/sheet"
)

// verdict is what matching says of a record.
type verdict struct {
	who    int32 // index of the customer, nobody when it is somebody new
	reject sheet.Words
	twin   int32 // index of a customer of the same name, nobody if none: a suspected duplicate
	src    int64 // of somebody new

	strange bool // rejected, because kehu's own number isn't one of this file
}

const nobody = -1

func found(who int32) verdict             { return verdict{who: who, twin: nobody} }
func rejected(reason sheet.Words) verdict { return verdict{who: nobody, twin: nobody, reject: reason} }
func strange(reason sheet.Words) verdict {
	v := rejected(reason)
	v.strange = true
	return v
}
func (v verdict) none() bool { return v.who == nobody && v.reject.Empty() }

// description is a row's account of its customer: what it says, and the how
// manyeth row of a list of customers says it.
type description struct {
	*sheet.Customer
	number *sheet.Number
	card   *sheet.Number // a further one
	list   bool          // the row is one of a list of customers, which names each once
	hash   hash64
	nth    uint32
}

// match decides who the record is about. The rules, the surest first: kehu's own
// number; an outside number within its shop; phone and name; the row that made a
// customer; a phone alone; name and village. Several candidates are never guessed.
func (m *matcher) match(r *sheet.Record) verdict {
	d := m.describeRow(r)
	v := m.bySureness(&d)
	v.who = m.now(v.who)
	if d.list && v.who != nobody {
		m.all[v.who].listed = true
	}
	v.src = d.hash.nth(d.nth)
	return v
}

func (m *matcher) bySureness(d *description) verdict {
	if d.ID != 0 {
		return m.byOwnNumber(d)
	}
	if v := m.byOutsideNumbers(d); !v.none() {
		return v
	}
	name, phone := d.Name.String(), d.Phone.String()
	if name == "" && phone == "" && d.number == nil {
		return rejected(sheet.W("没有姓名、手机或编号，请补上一样", "no name, phone or number; add one of them"))
	}
	if name != "" && phone != "" {
		if v := m.byPhoneAndName(name, phone); !v.none() {
			return v
		}
	}
	return m.byDescription(d)
}

// byOutsideNumbers finds whom a shop, or both shops, know by their numbers.
func (m *matcher) byOutsideNumbers(d *description) verdict {
	var fit candidates
	for _, n := range [...]*sheet.Number{d.number, d.card} {
		if n == nil {
			continue
		}
		if who, ok := m.byNumber[numberKey(n)]; ok {
			fit = append(fit, who)
		}
	}
	switch {
	case len(fit) == 0:
		return found(nobody)
	case len(fit) == 2 && m.now(fit[0]) != m.now(fit[1]):
		return rejected(sheet.W("这一行的两个编号一个是 %s 的，一个是 %s 的，请核对", "one of the row's numbers belongs to %s, the other to %s; check them", m.describe(fit[0]), m.describe(fit[1])))
	}
	return m.unlessContradicted(fit[0], d)
}

func numberKey(n *sheet.Number) [2]string { return [2]string{n.Shop.String(), n.Number.String()} }

// describeRow counts the row among those of a list that say the same.
func (m *matcher) describeRow(r *sheet.Record) description {
	c := r.Customer.Row.(*sheet.Customer)
	d := description{Customer: c, number: r.Number, card: r.Card, list: len(r.Parts) == 0}
	d.hash = hash64(fnvOffset).text(c.Name.String()).text(c.Phone.String()).text(c.Village.String()).text(c.Group.String()).field(&c.BirthYear)
	if r.Number != nil {
		d.hash = d.hash.text(r.Number.Shop.String()).text(r.Number.Number.String())
	}
	if d.list {
		d.nth = m.seen[d.hash]
		m.seen[d.hash] = d.nth + 1
	}
	return d
}

// byDescription decides by the row that made a customer, however the customer was
// corrected since, and by less than phone and name. In a list the former is sure:
// it names everybody once. Elsewhere somebody else may be meant by the same words.
func (m *matcher) byDescription(d *description) verdict {
	source, ok := m.source(d.hash.nth(d.nth))
	if ok {
		source = m.now(source)
	}
	if ok && d.list {
		return found(source)
	}
	v := m.byLess(d)
	switch {
	case !ok || v.who == source || !v.reject.Empty():
		return v
	case v.who == nobody:
		return found(source)
	}
	return m.decide(candidates{v.who, source})
}

// byLess decides by a phone alone or by name and village.
func (m *matcher) byLess(d *description) verdict {
	if !d.Phone.Empty() {
		if v := m.byPhoneAlone(d.Name.String(), d.Phone.String()); !v.none() {
			return v
		}
	}
	if d.Name.Empty() {
		return found(nobody)
	}
	return m.byNameAndVillage(d)
}

func (m *matcher) byOwnNumber(d *description) verdict {
	who, ok := m.byID(d.ID)
	switch {
	case !ok:
		return strange(sheet.W("没有客户 #%s；别的电脑导出的表要加 --shop 名字", "there is no customer #%s; another computer's export wants --shop NAME", d.ID.String()))
	case !d.Name.Empty() && !m.called(who, d.Name.String()) && !m.called(m.now(who), d.Name.String()):
		return strange(sheet.W("#%s 是%s，不是%s，请核对编号；别的电脑导出的表要加 --shop 名字", "#%s is %s, not %s; check the number, or give --shop NAME with another computer's export", d.ID.String(), m.all[who].name, d.Name.String()))
	case d.number == nil:
		return found(who)
	}
	if other, ok := m.byNumber[numberKey(d.number)]; ok && m.now(other) != m.now(who) {
		return rejected(sheet.W("这个外部编号是 %s 的，不是 #%s 的，请核对", "the outside number belongs to %s, not to #%s; check it", m.describe(other), d.ID.String()))
	}
	return found(who)
}

// called reports whether the customer bears name, or bore it.
func (m *matcher) called(who int32, name string) bool {
	return m.all[who].name == name || m.all[who].renamed && m.byName.has(name, who)
}

// phoned reports whether the customer has the phone, or had it.
func (m *matcher) phoned(who int32, phone string) bool {
	return m.all[who].phone == phone || m.byPhone.has(phone, who)
}

func (m *matcher) unlessContradicted(who int32, d *description) verdict {
	k := &m.all[who]
	otherName := !d.Name.Empty() && k.name != "" && !m.called(who, d.Name.String())
	otherPhone := !d.Phone.Empty() && k.phone != "" && !m.phoned(who, d.Phone.String())
	if otherName && otherPhone {
		return rejected(sheet.W("这个编号是 %s 的，姓名和手机都不符，请核对", "the number belongs to %s; name and phone both differ, check it", m.describe(who)))
	}
	return found(who)
}

// byPhoneAndName finds the one who has both.
func (m *matcher) byPhoneAndName(name, phone string) verdict {
	var fit candidates
	for l := m.byPhone.heads[phone]; l != 0; l = m.byPhone.links[l].next {
		if who := m.byPhone.links[l].who; m.called(who, name) {
			fit = append(fit, who)
		}
	}
	return m.decide(fit)
}

// byPhoneAlone is for rows without a name, and for a customer without one.
func (m *matcher) byPhoneAlone(name, phone string) verdict {
	var fit candidates
	for l := m.byPhone.heads[phone]; l != 0; l = m.byPhone.links[l].next {
		if who := m.byPhone.links[l].who; name == "" || m.all[who].name == "" {
			fit = append(fit, who)
		}
	}
	return m.decide(fit)
}

// byNameAndVillage finds the one of that name whom nothing contradicts. A name
// alone will do where the row says no more.
func (m *matcher) byNameAndVillage(d *description) verdict {
	var fit candidates
	twin := int32(nobody)
	bare := d.Village.Empty() && d.Phone.Empty() && d.number == nil
	for l := m.byName.heads[d.Name.String()]; l != 0; l = m.byName.links[l].next {
		who := m.byName.links[l].who
		k := &m.all[who]
		if m.stranger(who, d) {
			continue
		}
		same := k.village == d.Village.String()
		if same && !k.removed && (d.list || k.village != "") {
			twin = who
		}
		if (same || bare) && !m.contradicts(who, d) && !d.taken(k) {
			fit = append(fit, who)
		}
	}
	v := m.decide(fit)
	if v.none() {
		v.twin = twin
	}
	return v
}

// contradicts reports whether the row can't be about the customer: another group,
// phone, number of the same shop, or year of birth (ages are told a year off).
func (m *matcher) contradicts(who int32, d *description) bool {
	k, group := &m.all[who], d.Group.String()
	switch {
	case !d.Phone.Empty() && k.phone != "" && !m.phoned(who, d.Phone.String()):
		return true
	case group != "" && k.group != "" && group != k.group:
		return true
	case d.number != nil && m.numbered[holder{who, d.number.Shop.String()}]:
		return true
	}
	return !d.BirthYear.Empty() && k.birthYear != 0 && (d.BirthYear.N > k.birthYear+1 || d.BirthYear.N < k.birthYear-1)
}

// stranger reports whether nothing but the name speaks for a customer whom other shops
// know by their numbers, and this one doesn't: a namesake there.
func (m *matcher) stranger(who int32, d *description) bool {
	shop := m.shop
	if d.number != nil && !d.number.Shop.Empty() {
		shop = d.number.Shop.String()
	}
	who = m.now(who)
	return shop != "" && d.Village.Empty() && m.all[who].carded && !m.numbered[holder{who, shop}]
}

// mostTwins bounds how many equal rows of a list are told apart by their count.
const mostTwins = 32

// taken reports that another row of the list is about k: a list names each
// customer once, so an equal name in it is another person.
func (d *description) taken(k *known) bool {
	if !d.list {
		return false
	}
	for n := range uint32(mostTwins) {
		if k.src != 0 && n != d.nth && k.src == d.hash.nth(n) {
			return true
		}
	}
	return k.fresh || k.listed && !k.removed
}

// candidates are the customers a rule found, each once.
type candidates []int32

// decide takes the one candidate, or rejects several. Who was removed only counts
// where nobody else does.
func (m *matcher) decide(fit candidates) verdict {
	var there candidates
	for i, who := range fit {
		fit[i] = m.now(who)
		if who = fit[i]; !m.all[who].removed && !slices.Contains(there, who) {
			there = append(there, who)
		}
	}
	if len(there) == 0 && len(fit) > 0 {
		there = fit[:1]
	}
	switch len(there) {
	case 0:
		return found(nobody)
	case 1:
		return found(there[0])
	}
	names := make([]string, len(there))
	for i, who := range there {
		names[i] = m.describe(who)
	}
	return rejected(sheet.W("分不清是哪一位：%s，请补上手机或村名", "cannot tell which: %s; add the phone or the village", sheet.Names(names)))
}

func (m *matcher) describe(who int32) string {
	k := &m.all[who]
	return Person{ID: k.id, Name: k.name, Phone: k.phone, Village: k.village}.String()
}
