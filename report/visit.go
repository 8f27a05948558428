package report

import (
	"maps"
	"slices"

	"kehu/store/sheet"
)

// keptDays is for how many days after its day a visit by rule stays on the list
// when nobody makes it.
const keptDays = 14

// visit is a reason that holds from a day on, until somebody is in touch.
type visit struct {
	reason
	from, until sheet.Date
}

// open reports whether the visit is still to be made by the horizon, given the
// last contact.
func (a *agenda) open(v visit, lastContact sheet.Date) bool {
	return v.from <= a.horizon() && v.until >= a.o.Today && lastContact < v.from
}

// called adds the visits whose customers were not in touch since, nobody marked
// 勿扰 among them.
func (a *agenda) called(visits map[sheet.ID][]visit) error {
	return a.customers(keysOf(visits), func(c *sheet.Customer) {
		for _, v := range visits[c.ID] {
			if a.open(v, c.LastContact) {
				a.add(c.ID, c.Village.String(), v.reason)
			}
		}
	})
}

// customers visits those of the customers ids whom the options are about and who
// may be contacted: village, stage, last purchase and contact of each.
func (a *agenda) customers(ids []sheet.ID, visit func(*sheet.Customer)) error {
	s := sheet.Customers
	return batches(ids, manyIDs, func(some []sheet.ID) error {
		parts := make([]*sheet.Filter, len(some))
		for i, id := range some {
			parts[i] = compare(s, "no", sheet.Eq, int64(id))
		}
		q := sheet.Query{Sheet: s, Columns: s.Must("village", "stage", "last_purchase", "last_contact"), AsOf: a.o.Today, Where: both(either(parts...), not(spared()))}
		return each(a.src, q, func(c *sheet.Customer) {
			if a.mine.has(c.ID) {
				visit(c)
			}
		})
	})
}

// How many conditions one query joins: SQLite nests up to a thousand branches, but
// takes a list of any length.
const (
	manyBranches = 400
	manyIDs      = 5000
)

// batches calls visit with the items, at most so many at a time.
func batches[T any](items []T, most int, visit func([]T) error) error {
	for len(items) > 0 {
		n := min(len(items), most)
		if err := visit(items[:n]); err != nil {
			return err
		}
		items = items[n:]
	}
	return nil
}

func keysOf[V any](m map[sheet.ID]V) []sheet.ID {
	ids := make([]sheet.ID, 0, len(m))
	for id := range m {
		ids = append(ids, id)
	}
	return ids
}

// consoled are those whose complaint was settled lately.
func (a *agenda) consoled() error {
	days, ok := a.o.Rules.value("complaint")
	if !ok {
		return nil
	}
	s, visits := sheet.Feedbacks, map[sheet.ID][]visit{}
	q := sheet.Query{Sheet: s, Columns: s.Must("customer_no", "product", "content", "closed_on"), AsOf: a.o.Today,
		Where: both(same(s, "kind", "投诉"), same(s, "status", "已解决"),
			compare(s, "closed_on", sheet.Ge, int64(a.o.Today)-int64(days+keptDays)), until(s, "closed_on", min(a.o.Today, a.horizon()-sheet.Date(days))))}
	err := each(a.src, q, func(f *sheet.Feedback) {
		about := f.Content.String()
		if about == "" {
			about = f.Product.String()
		}
		due := f.ClosedOn + sheet.Date(days)
		visits[f.Customer.ID] = append(visits[f.Customer.ID], visit{from: due, until: due + keptDays,
			reason: reason{cause: consoled, on: f.ClosedOn, due: due, row: f.ID, about: about}})
	})
	if err != nil {
		return err
	}
	return a.called(visits)
}

// gathered are those who came to a meeting lately: to be seen from the next day on.
func (a *agenda) gathered() error {
	hours, ok := a.o.Rules.value("meeting")
	if !ok {
		return nil
	}
	held, err := a.meetings(max((hours+23)/24, 1))
	if err != nil || len(held) == 0 {
		return err
	}
	s, visits := sheet.Attendances, map[sheet.ID][]visit{}
	err = batches(keysOf(held), manyIDs, func(ids []sheet.ID) error {
		parts := make([]*sheet.Filter, len(ids))
		for i, id := range ids {
			parts[i] = compare(s, "meeting", sheet.Eq, int64(id))
		}
		q := sheet.Query{Sheet: s, Columns: s.Must("customer_no", "meeting", "attended", "walk_in"), AsOf: a.o.Today, Where: either(parts...)}
		return each(a.src, q, func(t *sheet.Attendance) {
			if !t.Attended.Empty() || t.WalkIn.Yes() {
				visits[t.Customer.ID] = append(visits[t.Customer.ID], held[t.Meeting.ID])
			}
		})
	})
	if err != nil {
		return err
	}
	return a.called(visits)
}

// meetings are those held lately, each with the visit it asks for.
func (a *agenda) meetings(days int) (map[sheet.ID]visit, error) {
	s, held := sheet.Meetings, map[sheet.ID]visit{}
	q := sheet.Query{Sheet: s, Columns: s.Must("name", "on", "until"), AsOf: a.o.Today, Where: until(s, "on", a.horizon()-1)}
	err := each(a.src, q, func(m *sheet.Meeting) {
		end := max(m.On, m.Until)
		v := visit{from: end + 1, until: end + sheet.Date(days) + keptDays,
			reason: reason{cause: gathered, on: end, due: end + sheet.Date(days), row: m.ID, about: m.Name.String()}}
		if a.open(v, 0) {
			held[m.ID] = v
		}
	})
	return held, err
}

// sold are those whose last purchase asks for a visit: of a greater amount, or of
// a product that is used up. A newer purchase begins the visits anew.
func (a *agenda) sold() error {
	days, wanted := a.o.Rules.values("aftersale"), a.greatOrUsedUp()
	if len(days) == 0 || wanted == nil {
		return nil
	}
	visits := afterSale(0, days) // of a purchase on day 0
	first, last := a.o.Today-visits[len(visits)-1].until, a.horizon()-visits[0].from
	buyers, err := a.lastBought(first, last)
	if err != nil {
		return err
	}
	due := map[sheet.ID][]visit{}
	for id, c := range buyers {
		due[id] = slices.DeleteFunc(afterSale(c.LastPurchase, days), func(v visit) bool { return !a.open(v, c.LastContact) })
	}
	maps.DeleteFunc(buyers, func(id sheet.ID, _ *sheet.Customer) bool { return len(due[id]) == 0 })
	sales, err := a.sales(buyers, first, wanted)
	for id, sale := range sales {
		for _, v := range due[id] {
			v.row, v.about = sale.ID, sale.Product.String()
			a.add(id, buyers[id].Village.String(), v.reason)
		}
	}
	return err
}

// lastBought are those asked about whose last purchase was from first to last.
func (a *agenda) lastBought(first, last sheet.Date) (map[sheet.ID]*sheet.Customer, error) {
	s, buyers := sheet.Customers, map[sheet.ID]*sheet.Customer{}
	q := sheet.Query{Sheet: s, Columns: s.Must("village", "last_purchase", "last_contact"), AsOf: a.o.Today,
		Where: both(compare(s, "last_purchase", sheet.Ge, int64(first)), until(s, "last_purchase", last), not(spared()))}
	err := each(a.src, q, func(c *sheet.Customer) {
		if a.mine.has(c.ID) {
			buyers[c.ID] = s.Clone(c).(*sheet.Customer)
		}
	})
	return buyers, err
}

// afterSale are the visits that a purchase on a day asks for; each holds until the
// next one.
func afterSale(on sheet.Date, days []int) []visit {
	all := make([]visit, len(days))
	for i, n := range days {
		due := on + sheet.Date(n)
		all[i] = visit{from: due, until: due + keptDays, reason: reason{cause: sold, on: on, due: due, every: n}}
		if i > 0 {
			all[i-1].until = min(all[i-1].until, due-1)
		}
	}
	return all
}

// greatOrUsedUp is the condition on purchases that ask for a visit, nil if none do.
func (a *agenda) greatOrUsedUp() *sheet.Filter {
	s := sheet.Purchases
	var wanted []*sheet.Filter
	if least, counts := a.o.Rules.value("aftersale_amount"); counts {
		wanted = append(wanted, compare(s, "amount", sheet.Ge, 100*int64(least)))
	}
	for name := range a.wares {
		wanted = append(wanted, same(s, "product", name))
	}
	return either(wanted...)
}

// sales finds the purchases since first that are wanted and were their buyers'
// last: of those on one day the greatest.
func (a *agenda) sales(buyers map[sheet.ID]*sheet.Customer, first sheet.Date, wanted *sheet.Filter) (map[sheet.ID]*sheet.Purchase, error) {
	s, found := sheet.Purchases, map[sheet.ID]*sheet.Purchase{}
	err := batches(keysOf(buyers), manyIDs, func(ids []sheet.ID) error {
		owners := make([]*sheet.Filter, len(ids))
		for i, id := range ids {
			owners[i] = compare(s, "customer", sheet.Eq, int64(id))
		}
		q := sheet.Query{Sheet: s, Columns: s.Must("customer_no", "on", "product", "amount"), AsOf: a.o.Today,
			Where: both(either(owners...), when(s, first, a.o.Today), compare(s, "amount", sheet.Gt, int64(0)), wanted)}
		return each(a.src, q, func(p *sheet.Purchase) {
			best := found[p.Customer.ID]
			if p.On == buyers[p.Customer.ID].LastPurchase && (best == nil || p.Amount.N > best.Amount.N) {
				found[p.Customer.ID] = s.Clone(p).(*sheet.Purchase)
			}
		})
	})
	return found, err
}
