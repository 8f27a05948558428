package store

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"kehu/store/sheet"
)

// absorb takes into the patch what the duplicate says and the keeper doesn't.
func (m *Merger) absorb(keeper, dup *sheet.Customer) {
	into := m.patch.Row.(*sheet.Customer)
	copied := slices.ContainsFunc(append(m.openings, keeper), func(c *sheet.Customer) bool { return sameOpening(c, dup) })
	m.openings = append(m.openings, dup)
	sparePhones(into, dup)
	for c := range sheet.Customers.Stored() {
		old, said := c.Field(into).String(), c.Field(dup).String()
		switch {
		case said != "" && old != "" && isOpening(c) && copied:
			m.Copied = append(m.Copied, Gain{c.Label(), old, said, dup.ID})
		case said == "" || said == old && !isOpening(c):
		case combine(c, into, dup):
			m.patch.Take(c.Key)
			m.Gains = append(m.Gains, Gain{c.Label(), old, c.Field(into).String(), dup.ID})
		case !combined(c):
			m.Losses = append(m.Losses, Loss{c.Label(), old, said, dup.ID})
		}
	}
	m.absorbExtra(keeper, dup)
}

// isOpening reports whether column c is a sum of what happened before kehu.
func isOpening(c *sheet.Column) bool {
	return slices.Contains([]string{"open_count", "open_spent", "open_debt"}, c.Key)
}

// sameOpening reports whether two customers have opening figures from one line of an
// old sheet, which came twice: those that both have are all alike. Two ledgers' add up.
func sameOpening(a, b *sheet.Customer) (same bool) {
	for c := range sheet.Customers.Stored() {
		one, other := c.Field(a), c.Field(b)
		if !isOpening(c) || one.Empty() || other.Empty() {
			continue
		}
		if one.String() != other.String() {
			return false
		}
		same = true
	}
	return same
}

// sparePhones leaves of the duplicate's phones what is to be told: one that the
// keeper has is no news, and one in the way of the keeper's makes a second phone.
func sparePhones(into, dup *sheet.Customer) {
	for _, p := range []*sheet.Phone{&dup.Phone, &dup.Phone2} {
		if p.String() == into.Phone.String() || p.String() == into.Phone2.String() {
			p.Clear()
		}
	}
	if !into.Phone.Empty() && into.Phone2.Empty() && dup.Phone2.Empty() {
		dup.Phone, dup.Phone2 = dup.Phone2, dup.Phone
	}
}

// between is what a column's texts are joined by where one would else be lost, "" in
// a column that holds one thing.
func between(c *sheet.Column) string {
	return map[string]string{"remark": "；", "tags": "、"}[c.Key]
}

// combined reports whether both values of a column count in what comes of them.
func combined(c *sheet.Column) bool {
	return between(c) != "" || c.Key == "open_last" || c.Key == "do_not_contact"
}

// combine puts what dup says in column c into the keeper's row; false where the
// keeper's own value stays. Who asked to be left alone by either name is left alone.
func combine(c *sheet.Column, into, dup *sheet.Customer) bool {
	field, said := c.Field(into), c.Field(dup)
	mark := between(c)
	switch {
	case c.Key == "open_count":
		into.OpenCount = sheet.MakeCount(into.OpenCount.N + dup.OpenCount.N)
	case c.Key == "open_spent":
		into.OpenSpent = sheet.MakeMoney(into.OpenSpent.N + dup.OpenSpent.N)
	case c.Key == "open_debt":
		into.OpenDebt = sheet.MakeMoney(into.OpenDebt.N + dup.OpenDebt.N)
	case field.Empty(), c.Key == "open_last" && dup.OpenLast > into.OpenLast, c.Key == "do_not_contact" && dup.DoNotContact.Yes():
		field.Scan(said.Value()) // a value of the same column always scans
	case mark != "" && !strings.Contains(field.String(), said.String()):
		field.Scan(field.String() + mark + said.String())
	default:
		return false
	}
	return true
}

// absorbExtra is absorb for the user's own columns.
func (m *Merger) absorbExtra(keeper, dup *sheet.Customer) {
	own := m.patch.Row.Base()
	for _, name := range slices.Sorted(maps.Keys(dup.Extra)) {
		said, kept := dup.Extra[name], cmp.Or(keeper.Extra[name], own.Extra[name])
		switch {
		case said == kept:
		case kept != "":
			m.Losses = append(m.Losses, Loss{sheet.Verbatim(name), kept, said, dup.ID})
		default:
			addOwn(own, name, said)
			m.Gains = append(m.Gains, Gain{sheet.Verbatim(name), "", said, dup.ID})
		}
	}
}

func addOwn(row *sheet.Head, name, value string) {
	if row.Extra == nil {
		row.Extra = map[string]string{}
	}
	row.Extra[name] = value
}
