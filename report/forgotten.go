package report

import "kehu/store/sheet"

// forgotten are the never contacted and the long silent. Who has a day set for
// the next contact before the cadence runs out is looked after; who is marked as
// lost is let be.
func (a *agenda) forgotten() error {
	s, quiet := sheet.Customers, a.longSilent()
	if quiet == nil {
		return nil
	}
	q := sheet.Query{Sheet: s, Columns: s.Must("village", "intent", "stage", "created_on", "last_contact", "next_contact"),
		AsOf: a.o.Today, Where: both(not(spared()), quiet)}
	return each(a.src, q, func(c *sheet.Customer) {
		if r, ok := a.forgot(c); ok && a.mine.has(c.ID) {
			a.add(c.ID, c.Village.String(), r)
		}
	})
}

// forgot says why a long silent customer is to be seen, false if there is no need.
func (a *agenda) forgot(c *sheet.Customer) (reason, bool) {
	every, counts := a.cadence[c.Intent.String()]
	lost := c.Stage.String() == "流失"
	settled := c.NextContact != 0 && (!counts || int(c.NextContact-a.o.Today) <= every)
	if c.LastContact != 0 {
		due := max(c.LastContact+sheet.Date(every), a.o.Today)
		return reason{cause: silent, on: c.LastContact, due: due, about: c.Intent.String(), every: every}, counts && !settled && !lost
	}
	if lost || settled && c.NextContact > a.o.Today {
		return reason{cause: awaited, on: c.NextContact}, true
	}
	return reason{cause: neverSeen, on: c.CreatedOn, due: a.o.Today}, true
}

// longSilent are the customers without contact for their cadence, those left out
// who are looked after or lost. It notes the cadences.
func (a *agenda) longSilent() *sheet.Filter {
	s := sheet.Customers
	a.cadence = map[string]int{}
	var parts []*sheet.Filter
	if _, wanted := a.o.Rules.value("never"); wanted {
		parts = append(parts, absent(s, "last_contact"))
	}
	quiet := func(intent string, among *sheet.Filter) {
		if every, ok := a.o.Rules.cadence(intent); ok {
			a.cadence[intent] = every
			parts = append(parts, both(until(s, "last_contact", a.horizon()-sheet.Date(every)), among,
				not(until(s, "next_contact", a.o.Today+sheet.Date(every))), not(same(s, "stage", "流失"))))
		}
	}
	quiet("", absent(s, "intent"))
	for _, o := range s.Must("intent")[0].Options {
		quiet(o.ZH, same(s, "intent", o.ZH))
	}
	return either(parts...)
}
