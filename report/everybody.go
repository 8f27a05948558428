package report

import "kehu/store/sheet"

// unread is the village of an errand until its customer is looked at.
const unread = ""

// everybody looks once at all customers whom the options are about, and asks every
// rule of each who may be called on. One pass over them is sooner done than one for
// every rule.
func (a *agenda) everybody() error {
	var rules []func(*sheet.Customer)
	for _, rule := range []func(*sheet.Customer){a.debts(), a.called(), a.sold(), a.birthdays(), a.supplies(), a.usual(), a.forgotten()} {
		if rule != nil {
			rules = append(rules, rule)
		}
	}
	s := sheet.Customers
	q := sheet.Query{Sheet: s, Where: a.where, AsOf: a.o.Today, Columns: s.Must("village", "stage", "intent", "birthday", "do_not_contact", "created_on",
		"debt", "last_purchase", "next_purchase", "last_contact", "next_contact")}
	return each(a.src, q, func(c *sheet.Customer) {
		e := a.errands[c.ID]
		switch {
		case c.DoNotContact.Yes() && e != nil:
			a.shelved += len(e.reasons)
			delete(a.errands, c.ID)
			return
		case c.DoNotContact.Yes():
			return
		case e != nil:
			e.village = c.Village.String()
		}
		if !a.mine.has(c.ID) {
			return
		}
		missed := a.lastMet(c)
		for _, rule := range rules {
			rule(c)
		}
		if e := a.errands[c.ID]; e != nil {
			e.missed = missed
		}
	})
}
