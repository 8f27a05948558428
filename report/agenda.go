package report

import (
	"strings"

	"kehu/store/sheet"
)

// agenda gathers whom to see.
type agenda struct {
	src     Source
	o       Options
	where   *sheet.Filter // customers whom o is about, whoever looks after them
	among   crowd         // those
	mine    crowd         // those of among whom o.Staff looks after
	shelved int           // plans and complaints of those marked 勿扰, who are to be called on by nobody
	errands map[sheet.ID]*errand
	ruled   map[origin]struct{}   // what plans were made for by rule
	planned map[sheet.ID]struct{} // whom
	wares   map[string]ware       // products of the catalogue that are used up, by what they are called
	visits  map[sheet.ID][]visit  // that complaints and meetings ask for
	running map[sheet.ID][]supply // that run out
	brought map[sale]sheet.Date   // back, and when last
	misses  map[sheet.ID]miss
	debtors map[sheet.ID]debtor
	buyers  map[sheet.ID]buyer    // whose last purchase may ask for a visit
	opened  map[sheet.ID][]supply // that run out, unless something was bought since
}

// gather finds everybody to be seen, in no order, and counts what is open of those
// who are not to be called on. What rows say comes first, then everybody is looked at
// once, then what needs further rows of few.
func gather(src Source, o Options) (all []*errand, shelved int, err error) {
	a := &agenda{src: src, o: o, errands: map[sheet.ID]*errand{}, visits: map[sheet.ID][]visit{}}
	for _, step := range []func() error{a.scope, a.ruledPlans, a.catalogue, a.plans, a.complaints, a.consoled, a.gathered, a.runningOut, a.missed,
		a.everybody, a.owed, a.sales, a.notReplaced, a.markets} {
		if err := step(); err != nil {
			return nil, 0, err
		}
	}
	all = make([]*errand, 0, len(a.errands))
	for _, e := range a.errands {
		all = append(all, e)
	}
	weigh(all)
	return all, a.shelved, nil
}

// scope finds the customers whom the options are about.
func (a *agenda) scope() (err error) {
	s := sheet.Customers
	a.where = a.o.Where
	if a.o.Village != "" {
		a.where = both(a.where, same(s, "village", a.o.Village))
	}
	if a.among, err = crowdOf(a.src, a.where, a.o.Today); err != nil {
		return err
	}
	a.mine = a.among
	if a.o.Staff != "" {
		a.mine, err = crowdOf(a.src, both(a.where, same(s, "owner", a.o.Staff)), a.o.Today)
	}
	return err
}

// horizon is the last day that is looked at.
func (a *agenda) horizon() sheet.Date { return a.o.Today + sheet.Date(a.o.Days) }

// add notes a reason to see a customer, but for what a plan was made by rule.
func (a *agenda) add(id sheet.ID, village string, r reason) {
	if _, any := a.planned[id]; any {
		if _, made := a.ruled[origin{id, r.origin()}]; made {
			return
		}
	}
	e := a.errands[id]
	if e == nil {
		e = &errand{customer: id, village: village}
		e.reasons = e.first[:0]
		a.errands[id] = e
	}
	e.reasons = append(e.reasons, r)
}

// plans are the open plans until today, or for the next days as well.
func (a *agenda) plans() error {
	s := sheet.Plans
	q := sheet.Query{Sheet: s, Columns: s.Must("customer_no", "due", "via", "content", "staff", "reason"), AsOf: a.o.Today,
		Where: both(openPlan(a.o.Today), until(s, "due", a.horizon()))}
	return each(a.src, q, func(p *sheet.Plan) {
		if a.theirs(p) {
			a.add(p.Customer.ID, unread, reason{cause: a.planCause(p), on: p.Due, row: p.ID,
				via: p.Via.String(), about: p.Content.String(), ruled: strings.HasPrefix(p.Reason.String(), byRule)})
		}
	})
}

// theirs reports whether the plan is one of those asked about: the salesperson
// named in it does it, or else who looks after the customer.
func (a *agenda) theirs(p *sheet.Plan) bool {
	staff := p.Staff.String()
	if a.o.Staff == "" || staff == "" {
		return a.mine.has(p.Customer.ID)
	}
	return staff == a.o.Staff && a.among.has(p.Customer.ID)
}

func (a *agenda) planCause(p *sheet.Plan) cause {
	switch {
	case p.Due > a.o.Today:
		return coming
	case isPromise(p.Content.String()):
		return promised
	case p.Due == a.o.Today:
		return dueToday
	}
	return overdue
}

// complaints are those not settled.
func (a *agenda) complaints() error {
	s := sheet.Feedbacks
	q := sheet.Query{Sheet: s, Columns: s.Must("customer_no", "on", "product", "content"), AsOf: a.o.Today, Where: openComplaint(a.o.Today)}
	return each(a.src, q, func(f *sheet.Feedback) {
		about := f.Content.String()
		if about == "" {
			about = f.Product.String()
		}
		if a.mine.has(f.Customer.ID) {
			a.add(f.Customer.ID, unread, reason{cause: complained, on: f.On, about: about})
		}
	})
}
