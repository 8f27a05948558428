package report

import (
	"kehu/store/sheet"
)

// The cadence: after how many days without contact a customer counts as long
// silent, by 意向 A to E, and without one.
const defaultCadence = 30

func cadence(intent string) int {
	switch intent {
	case "A":
		return 7
	case "B":
		return 15
	case "C":
		return 30
	case "D":
		return 60
	case "E":
		return 90
	}
	return defaultCadence
}

// birthdayDays is how many days ahead a birthday is told.
const birthdayDays = 7

// agenda gathers whom to see.
type agenda struct {
	src     Source
	o       Options
	among   crowd // those whom o is about, whoever looks after them
	mine    crowd // those of among whom o.Staff looks after
	errands map[sheet.ID]*errand
}

// gather finds everybody to be seen, sorted.
func gather(src Source, o Options) ([]*errand, error) {
	a := &agenda{src: src, o: o, errands: map[sheet.ID]*errand{}}
	for _, step := range []func() error{a.scope, a.plans, a.complaints, a.debts, a.birthdays, a.forgotten} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	all := make([]*errand, 0, len(a.errands))
	for _, e := range a.errands {
		all = append(all, e)
	}
	sortErrands(all)
	return all, nil
}

// scope finds the customers whom the options are about.
func (a *agenda) scope() (err error) {
	s := sheet.Customers
	f := a.o.Where
	if a.o.Village != "" {
		f = both(f, same(s, "village", a.o.Village))
	}
	if a.among, err = crowdOf(a.src, f, a.o.Today); err != nil {
		return err
	}
	a.mine = a.among
	if a.o.Staff != "" {
		a.mine, err = crowdOf(a.src, both(f, same(s, "owner", a.o.Staff)), a.o.Today)
	}
	return err
}

// add notes a reason to see a customer.
func (a *agenda) add(id sheet.ID, village string, r reason) {
	e := a.errands[id]
	if e == nil {
		e = &errand{customer: id, village: village}
		a.errands[id] = e
	}
	e.reasons = append(e.reasons, r)
}

// plans are the open plans until today, or for the next days as well.
func (a *agenda) plans() error {
	s := sheet.Plans
	q := sheet.Query{Sheet: s, Columns: s.Must("customer_no", "village", "due", "via", "content", "staff"), AsOf: a.o.Today,
		Where: both(openPlan(a.o.Today), until(s, "due", a.o.Today+sheet.Date(a.o.Days)))}
	return each(a.src, q, func(p *sheet.Plan) {
		if a.theirs(p) {
			a.add(p.Customer.ID, p.Village.String(), reason{cause: a.planCause(p), on: p.Due, plan: p.ID,
				via: p.Via.String(), about: p.Content.String()})
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
	q := sheet.Query{Sheet: s, Columns: s.Must("customer_no", "village", "on", "product", "content"), AsOf: a.o.Today, Where: openComplaint(a.o.Today)}
	return each(a.src, q, func(f *sheet.Feedback) {
		about := f.Content.String()
		if about == "" {
			about = f.Product.String()
		}
		if a.mine.has(f.Customer.ID) {
			a.add(f.Customer.ID, f.Village.String(), reason{cause: complained, on: f.On, about: about})
		}
	})
}

// forgotten are the never contacted and the long silent. Who has a day set for
// the next contact before the cadence runs out is looked after; who is marked as
// lost is let be.
func (a *agenda) forgotten() error {
	s := sheet.Customers
	q := sheet.Query{Sheet: s, Columns: s.Must("village", "intent", "stage", "created_on", "last_contact", "next_contact"),
		AsOf: a.o.Today, Where: both(not(spared()), longSilent(a.o.Today))}
	return each(a.src, q, func(c *sheet.Customer) {
		if r, ok := a.forgot(c); ok && a.mine.has(c.ID) {
			a.add(c.ID, c.Village.String(), r)
		}
	})
}

// forgot says why a long silent customer is to be seen, false if there is no need.
func (a *agenda) forgot(c *sheet.Customer) (reason, bool) {
	every := cadence(c.Intent.String())
	lost := c.Stage.String() == "流失"
	settled := c.NextContact != 0 && int(c.NextContact-a.o.Today) <= every
	switch {
	case c.LastContact != 0:
		return reason{cause: silent, on: c.LastContact, about: c.Intent.String(), every: every}, !settled && !lost
	case lost || settled && c.NextContact > a.o.Today:
		return reason{cause: awaited, on: c.NextContact}, true
	}
	return reason{cause: neverSeen, on: c.CreatedOn}, true
}

// longSilent are the customers without contact for their cadence.
func longSilent(today sheet.Date) *sheet.Filter {
	s := sheet.Customers
	quiet := func(intent string) *sheet.Filter {
		return until(s, "last_contact", today-sheet.Date(cadence(intent)))
	}
	parts := []*sheet.Filter{absent(s, "last_contact"), both(absent(s, "intent"), quiet(""))}
	for _, o := range s.Must("intent")[0].Options {
		parts = append(parts, both(same(s, "intent", o.ZH), quiet(o.ZH)))
	}
	return either(parts...)
}
