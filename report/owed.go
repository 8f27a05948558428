package report

import (
	"cmp"
	"slices"

	"kehu/store/sheet"
)

// credit is what was left unpaid of one purchase.
type credit struct {
	row   sheet.ID
	on    sheet.Date
	due   string // a day or a season, as agreed
	owed  int64  // 分
	about string
}

// debtor is a customer who owes.
type debtor struct {
	village   string
	debt      int64      // 分
	planned   bool       // a plan lies ahead
	contacted sheet.Date // last
	bought    sheet.Date // last
}

// debts notes who owes.
func (a *agenda) debts() func(*sheet.Customer) {
	a.debtors = map[sheet.ID]debtor{}
	return func(c *sheet.Customer) {
		if c.Debt.N > 0 {
			a.debtors[c.ID] = debtor{c.Village.String(), c.Debt.N, c.NextContact > a.o.Today, c.LastContact, c.LastPurchase}
		}
	}
}

// owed are the customers whose debt is due: an agreed day has passed, or no day
// was agreed and no plan lies ahead. A season such as 秋收后 is waited for. Nobody is
// asked day after day: who has just bought, been seen or paid some of it is let be.
func (a *agenda) owed() error {
	if len(a.debtors) == 0 {
		return nil
	}
	agreed, err := a.agreed()
	if err != nil {
		return err
	}
	pause, ok := a.o.Rules.value(debtPause)
	pausing := func(since sheet.Date) bool { return ok && since > a.o.Today-sheet.Date(pause) }
	paid, err := a.paidLately(pause)
	for id, d := range a.debtors {
		switch due := dueOf(agreed[id], d.debt); {
		case due.passed(a.o.Today):
			if last := max(d.contacted, paid[id]); last < due.first || !pausing(last) {
				a.add(id, d.village, reason{cause: owing, on: due.first, amount: d.debt})
			}
		case due.open && !d.planned && !pausing(max(d.contacted, d.bought, paid[id])):
			a.add(id, d.village, reason{cause: owing, amount: d.debt, again: max(d.contacted, paid[id]) > a.o.Today-askedDays})
		}
	}
	return err
}

// askedDays is for how many days others come before a debtor who was asked: a long
// credit book has its turn, all of it.
const askedDays = 30

// paidLately is when those paid last who owe and paid some of it within so many days.
func (a *agenda) paidLately(days int) (map[sheet.ID]sheet.Date, error) {
	if days == 0 {
		return nil, nil
	}
	s, paid := sheet.Payments, map[sheet.ID]sheet.Date{}
	return paid, batches(keysOf(a.debtors), manyIDs, func(ids []sheet.ID) error {
		q := sheet.Query{Sheet: s, Columns: s.Must("customer_no", "on"), AsOf: a.o.Today,
			Where: both(ownedBy(s, ids), when(s, a.o.Today-sheet.Date(days)+1, a.o.Today))}
		return each(a.src, q, func(p *sheet.Payment) { paid[p.Customer.ID] = max(paid[p.Customer.ID], p.On) })
	})
}

// agreed are the purchases on credit that a day or season was agreed for, of the
// customers who owe.
func (a *agenda) agreed() (map[sheet.ID][]credit, error) {
	s := sheet.Purchases
	credits := map[sheet.ID][]credit{}
	err := batches(keysOf(a.debtors), manyIDs, func(ids []sheet.ID) error {
		q := sheet.Query{Sheet: s, Columns: s.Must("customer_no", "on", "amount", "paid", "due_on"), AsOf: a.o.Today,
			Where: both(ownedBy(s, ids), present(s, "due_on"), until(s, "on", a.o.Today))}
		return each(a.src, q, func(p *sheet.Purchase) {
			if c, ok := creditOf(p); ok {
				credits[p.Customer.ID] = append(credits[p.Customer.ID], c)
			}
		})
	})
	return credits, err
}

// creditOf is what was left unpaid of p, false if nothing was.
func creditOf(p *sheet.Purchase) (credit, bool) {
	if !p.Paid.Valid || p.Paid.N >= p.Amount.N {
		return credit{}, false
	}
	return credit{row: p.ID, on: p.On, due: p.DueOn.String(), owed: p.Amount.N - p.Paid.N, about: p.Product.String()}, true
}

// agreement is when a debt is to be paid.
type agreement struct {
	first  sheet.Date // the earliest day agreed, 0 if none
	season string     // the season agreed, "" if none
	open   bool       // part of the debt has neither
}

// passed reports whether a day agreed for has come.
func (d agreement) passed(today sheet.Date) bool { return d.first != 0 && d.first <= today }

// dueOf is when a debt is to be paid. What was paid back settled the oldest first,
// so the debt is what the newest credits add up to.
func dueOf(credits []credit, debt int64) (due agreement) {
	for _, c := range standing(credits, debt) {
		debt -= c.owed
		switch on, err := sheet.ParseDate(c.due, sheet.Reading{Today: c.on, Prefer: sheet.Future}); {
		case c.due == "":
			due.open = true
		case err != nil || on == 0:
			due.season = c.due
		case due.first == 0 || on < due.first:
			due.first = on
		}
	}
	due.open = due.open || debt > 0
	return due
}

// standing are the newest credits that add up to the debt, the oldest of them cut
// to what is left of it, newest first.
func standing(credits []credit, debt int64) []credit {
	credits = slices.Clone(credits)
	slices.Reverse(credits) // of one day the last comes first
	slices.SortStableFunc(credits, func(a, b credit) int { return cmp.Compare(b.on, a.on) })
	for i := range credits {
		if debt <= 0 {
			return credits[:i]
		}
		credits[i].owed = min(credits[i].owed, debt)
		debt -= credits[i].owed
	}
	return credits
}
