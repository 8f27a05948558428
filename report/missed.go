package report

import "kehu/store/sheet"

// miss is the last time that somebody was called on and not met.
type miss struct {
	on  sheet.Date
	met sheet.Date // before that, 0 if never
}

// missed finds whose last contact was none, some days ago: they are called on as if it
// had not been. Before that they are let be, and after a fortnight it counts as one, so
// that nobody is called on for ever.
func (a *agenda) missed() error {
	days, ok := a.o.Rules.value(missPause)
	if !ok {
		return nil
	}
	c, s, first, last := sheet.Customers, sheet.Interactions, a.o.Today-keptDays, a.o.Today-sheet.Date(days)
	lately, err := crowdOf(a.src, both(a.where, compare(c, "last_contact", sheet.Ge, int64(first)), until(c, "last_contact", last)), a.o.Today)
	if err != nil {
		return err
	}
	found := crowd{}
	err = batches(keysOf(lately), manyIDs, func(ids []sheet.ID) error {
		q := sheet.Query{Sheet: s, Columns: s.Must("customer_no", "content", "result"), AsOf: a.o.Today, Where: both(ownedBy(s, ids), when(s, first, last))}
		return each(a.src, q, func(i *sheet.Interaction) {
			if metNobody(i) {
				found[i.Customer.ID] = struct{}{}
			}
		})
	})
	if err != nil {
		return err
	}
	a.misses = map[sheet.ID]miss{}
	return batches(keysOf(found), manyIDs, func(ids []sheet.ID) error {
		return each(a.src, rowsOf(s, ids, a.o.Today, s.Must("at", "content", "result")), func(i *sheet.Interaction) {
			last := a.misses[i.Customer.ID]
			if last.on = i.At.Date(); !metNobody(i) {
				last.met = last.on
			}
			a.misses[i.Customer.ID] = last
		})
	})
}

// metNobody reports whether what was written of a contact says that it was none.
func metNobody(i *sheet.Interaction) bool {
	return sheet.MetNobody(i.Content.String()) || sheet.MetNobody(i.Result.String())
}

// lastMet makes the last contact of c the day when somebody was met, and returns the
// day when nobody was, 0 if somebody was.
func (a *agenda) lastMet(c *sheet.Customer) (missed sheet.Date) {
	last, any := a.misses[c.ID]
	if !any || last.met == last.on {
		return 0
	}
	c.LastContact = last.met
	return last.on
}
