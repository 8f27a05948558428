package report

import "kehu/store/sheet"

// forgotten are the never contacted and the long silent: who came to buy was seen that
// day, though nobody wrote it down as a contact. Who has a day set for the next contact
// before the cadence runs out is looked after; who is marked as lost is let be.
func (a *agenda) forgotten() func(*sheet.Customer) {
	cadence := a.o.Rules.cadences()
	_, newcomers := a.o.Rules.value("never")
	return func(c *sheet.Customer) {
		every, counts := cadence[c.Intent.String()]
		lost := c.Stage.String() == "流失"
		settled := c.NextContact != 0 && (!counts || int(c.NextContact-a.o.Today) <= every)
		seen := max(c.LastContact, c.LastPurchase)
		due := seen + sheet.Date(every)
		switch {
		case seen != 0 && counts && due <= a.horizon() && !settled && !lost:
			a.add(c.ID, c.Village.String(), reason{cause: silent, on: seen, due: max(due, a.o.Today), about: c.Intent.String(), every: every, bought: seen > c.LastContact})
		case seen != 0 || !newcomers:
		case lost || settled && c.NextContact > a.o.Today:
			a.add(c.ID, c.Village.String(), reason{cause: awaited, on: c.NextContact})
		default:
			a.add(c.ID, c.Village.String(), reason{cause: neverSeen, on: c.CreatedOn, due: a.o.Today})
		}
	}
}

// cadences are after how many days without contact customers count as long silent, by
// their 意向; who is of none of these never does.
func (s Rules) cadences() map[string]int {
	cadence := map[string]int{}
	intents := []string{""}
	for _, o := range sheet.Customers.Must("intent")[0].Options {
		intents = append(intents, o.ZH)
	}
	for _, intent := range intents {
		if every, ok := s.cadence(intent); ok {
			cadence[intent] = every
		}
	}
	return cadence
}
