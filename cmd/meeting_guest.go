package cmd

import (
	"errors"
	"slices"
	"strings"

	"kehu/store"
	"kehu/store/sheet"
)

// known is the customer that a word means at the door: where several answer, the
// one who was invited.
func (d *door) known(v *store.View, word string) (store.Person, error) {
	p, err := v.WhoEnding(word, true)
	var list *store.Candidates
	if !errors.As(err, &list) {
		return p, err
	}
	var invited []store.Person
	for _, p := range list.People {
		if d.Guest(p.ID) != nil {
			invited = append(invited, p)
		}
	}
	if len(invited) == 1 {
		return invited[0], nil
	}
	return store.Person{}, err
}

// guests are whom the words of a command line mean, as at the door: a name with a
// phone, in one word or in two, may be a walk-in's. A name alone that nobody has is
// more likely a slip.
func (d *door) guests(v *store.View, words []string) (all []arrival, err error) {
	for i := 0; i < len(words); i++ {
		line := sheet.Fold(words[i])
		if i+1 < len(words) && d.oneGuest(v, line, words[i+1]) {
			i++
			line += " " + sheet.Fold(words[i])
		}
		guest, err := d.find(v, line)
		if err == nil && guest.fresh != nil && guest.person.Phone == "" {
			err = sheet.Fail(sheet.NotFound, "没有“%s”；自来的请写 姓名 手机", "nobody answers to “%s”; of a walk-in write name and phone", line)
		}
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(all, func(a arrival) bool { return a.fresh != nil && a.person == guest.person }) { // typed twice
			all = append(all, guest)
		}
	}
	return all, nil
}

// oneGuest reports whether next is the phone of the name before it: nobody's yet, or
// that of somebody so called.
func (d *door) oneGuest(v *store.View, line, next string) bool {
	name, phone, tail := nameAndPhone(line)
	other, number, _ := nameAndPhone(next)
	if name == "" || phone+tail != "" || other != "" || number == "" {
		return false
	}
	p, err := d.known(v, number)
	var known *sheet.Error
	return err == nil && p.Name == name || errors.As(err, &known) && known.Failure == sheet.NotFound
}

// find is who a line at the door means. Somebody unknown is a walk-in, written down
// by what the line says: a name, a phone, or both.
func (d *door) find(v *store.View, line string) (arrival, error) {
	name, phone, tail := nameAndPhone(line)
	switch {
	case name != "" && phone != "":
		return d.called(v, name, phone)
	case name != "" && tail != "":
		p, err := d.tailed(v, name, tail)
		return arrival{person: p}, err
	}
	p, err := d.known(v, line)
	var known *sheet.Error
	if err == nil || !errors.As(err, &known) || known.Failure != sheet.NotFound {
		return arrival{person: p}, err
	}
	if name == "" && phone == "" {
		return arrival{}, sheet.Fail(sheet.NotFound, "没有“%s”；自来的请写 姓名 手机", "nobody answers to “%s”; of a walk-in write name and phone", line)
	}
	return d.stranger(name, phone), nil
}

// tailed is who has that name and a phone that ends in tail.
func (d *door) tailed(v *store.View, name, tail string) (store.Person, error) {
	people := []store.Person{}
	p, err := v.Who(name, true)
	var list *store.Candidates
	if errors.As(err, &list) {
		people = list.People
	} else if err == nil {
		people = append(people, p)
	}
	for _, p := range people {
		if strings.HasSuffix(p.Phone, tail) {
			return p, nil
		}
	}
	return store.Person{}, sheet.Fail(sheet.NotFound, "没有叫“%s”、手机尾号 %s 的；自来的请写 姓名 手机", "nobody is called “%s” with a phone in %s; of a walk-in write name and phone", name, tail)
}

// called is who has both name and phone, a new customer if nobody has. Somebody
// invited by that name without a phone on file is the one.
func (d *door) called(v *store.View, name, phone string) (arrival, error) {
	guest := d.stranger(name, phone)
	twin, err := v.Twin(guest.fresh)
	if err != nil || twin != nil {
		return arrival{person: deref(twin)}, err
	}
	p, err := d.known(v, name)
	if err == nil && p.Name == name && p.Phone == "" && d.Guest(p.ID) != nil {
		return arrival{person: p}, nil
	}
	return guest, nil
}

func deref(p *store.Person) store.Person {
	if p == nil {
		return store.Person{}
	}
	return *p
}

// stranger is a customer to be written down at the door.
func (d *door) stranger(name, phone string) arrival {
	row := &sheet.Customer{Name: sheet.MakeText(name), Phone: sheet.MakePhone(phone), Source: sheet.MakeText("会销"), CreatedOn: d.today}
	return arrival{person: store.Person{Name: name, Phone: phone}, fresh: row}
}

// nameAndPhone are what a line at the door holds of both, however the phone is
// spaced; of fewer digits than a phone has, tail holds them.
func nameAndPhone(line string) (name, phone, tail string) {
	var words []string
	for _, word := range strings.Fields(sheet.Fold(line)) {
		switch {
		case strings.Trim(word, "0123456789-+") == "":
			tail += word
		case !strings.HasPrefix(word, "#"):
			words = append(words, word)
		}
	}
	var p sheet.Phone
	if len(tail) >= 7 && p.Parse(tail, sheet.Reading{}) == nil && !p.Empty() {
		phone, tail = p.String(), ""
	}
	return strings.Join(words, " "), phone, tail
}
