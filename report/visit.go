package report

import (
	"cmp"
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

// called adds the visits whose customers were not in touch since.
func (a *agenda) called() func(*sheet.Customer) {
	return func(c *sheet.Customer) {
		for _, v := range a.visits[c.ID] {
			if a.open(v, c.LastContact) {
				a.add(c.ID, c.Village.String(), v.reason)
			}
		}
	}
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

// keysOf are the customers of m, ascending: so a query finds the rows of neighbours
// side by side.
func keysOf[V any](m map[sheet.ID]V) []sheet.ID {
	ids := make([]sheet.ID, 0, len(m))
	for id := range m {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// consoled are those whose complaint was settled lately.
func (a *agenda) consoled() error {
	days, ok := a.o.Rules.value("complaint")
	if !ok {
		return nil
	}
	s := sheet.Feedbacks
	q := sheet.Query{Sheet: s, Columns: s.Must("customer_no", "product", "content", "closed_on"), AsOf: a.o.Today,
		Where: both(same(s, "kind", "投诉"), same(s, "status", "已解决"),
			compare(s, "closed_on", sheet.Ge, int64(a.o.Today)-int64(days+keptDays)), until(s, "closed_on", min(a.o.Today, a.horizon()-sheet.Date(days))))}
	return each(a.src, q, func(f *sheet.Feedback) {
		about := f.Content.String()
		if about == "" {
			about = f.Product.String()
		}
		due := f.ClosedOn + sheet.Date(days)
		a.visits[f.Customer.ID] = append(a.visits[f.Customer.ID], visit{from: due, until: due + keptDays,
			reason: reason{cause: consoled, on: f.ClosedOn, due: due, row: f.ID, about: about}})
	})
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
	s := sheet.Attendances
	return batches(keysOf(held), manyIDs, func(ids []sheet.ID) error {
		parts := make([]*sheet.Filter, len(ids))
		for i, id := range ids {
			parts[i] = compare(s, "meeting", sheet.Eq, int64(id))
		}
		q := sheet.Query{Sheet: s, Columns: s.Must("customer_no", "meeting", "attended", "walk_in"), AsOf: a.o.Today, Where: either(parts...)}
		return each(a.src, q, func(t *sheet.Attendance) {
			if !t.Attended.Empty() || t.WalkIn.Yes() {
				a.visits[t.Customer.ID] = append(a.visits[t.Customer.ID], held[t.Meeting.ID])
			}
		})
	})
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

// buyer is somebody whose last purchase asks for visits, if it is one of those that do.
type buyer struct {
	village string
	last    sheet.Date // the day of the purchase
	due     []visit
}

// sold notes whose last purchase asks for a visit by its day. A newer purchase begins
// the visits anew.
func (a *agenda) sold() func(*sheet.Customer) {
	a.buyers = map[sheet.ID]buyer{}
	days := a.o.Rules.values("aftersale")
	if len(days) == 0 {
		return nil
	}
	visits := afterSale(0, days) // of a purchase on day 0
	first, last := a.o.Today-visits[len(visits)-1].until, a.horizon()-visits[0].from
	return func(c *sheet.Customer) {
		if c.LastPurchase < first || c.LastPurchase > last || c.LastPurchase == 0 {
			return
		}
		due := slices.DeleteFunc(afterSale(c.LastPurchase, days), func(v visit) bool { return !a.open(v, c.LastContact) })
		if len(due) > 0 {
			a.buyers[c.ID] = buyer{c.Village.String(), c.LastPurchase, due}
		}
	}
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

// sales adds the visits that a last purchase asks for: one of a greater amount, or of
// a product that is used up; of those on one day the greatest. What was brought back,
// be it some of it, is not asked after.
func (a *agenda) sales() error {
	wanted := a.greatOrUsedUp()
	if wanted == nil {
		return nil
	}
	s, found, brought := sheet.Purchases, map[sheet.ID][]*sheet.Purchase{}, map[sale]bool{}
	amount := func(op sheet.Op) *sheet.Filter { return compare(s, "amount", op, int64(0)) }
	err := batches(keysOf(a.buyers), manyIDs, func(ids []sheet.ID) error {
		first := a.o.Today
		for _, id := range ids {
			first = min(first, a.buyers[id].last)
		}
		q := sheet.Query{Sheet: s, Columns: s.Must("customer_no", "on", "product", "amount"), AsOf: a.o.Today,
			Where: both(ownedBy(s, ids), when(s, first, a.o.Today), either(both(amount(sheet.Gt), wanted), amount(sheet.Lt)))}
		return each(a.src, q, func(p *sheet.Purchase) {
			switch since := a.buyers[p.Customer.ID].last; {
			case p.Amount.N < 0 && p.On >= since:
				brought[a.saleOf(p)] = true
			case p.Amount.N > 0 && p.On == since:
				found[p.Customer.ID] = append(found[p.Customer.ID], s.Clone(p).(*sheet.Purchase))
			}
		})
	})
	for id, bought := range found {
		kept := slices.DeleteFunc(bought, func(p *sheet.Purchase) bool { return brought[a.saleOf(p)] })
		if len(kept) == 0 {
			continue
		}
		best := slices.MaxFunc(kept, func(a, b *sheet.Purchase) int { return cmp.Compare(a.Amount.N, b.Amount.N) })
		for _, v := range a.buyers[id].due {
			v.row, v.about = best.ID, best.Product.String()
			a.add(id, a.buyers[id].village, v.reason)
		}
	}
	return err
}

// saleOf is what was sold to whom, under the name that the catalogue has for it.
func (a *agenda) saleOf(p *sheet.Purchase) sale {
	if w, any := a.wares[p.Product.String()]; any {
		return sale{p.Customer.ID, w.name}
	}
	return sale{p.Customer.ID, p.Product.String()}
}
