package report

import (
	"math"

	"kehu/store/sheet"
)

// overview is everything the overview counts.
type overview struct {
	o          Options
	people     *population
	money      *takings
	bought     int // customers with a purchase
	again      int // of these with two purchase days or more
	unmet      int // never contacted, 勿扰 left out
	adrift     int // without a next contact, 勿扰 left out
	debts      debts
	overdue    int // plans
	dueToday   int
	complaints int
	scores     satisfaction
}

// debts sums up what is owed.
type debts struct {
	sum        int64 // 分
	customers  int
	households map[string]struct{}
}

// satisfaction counts scores of 1 to 5.
type satisfaction struct{ good, all int64 }

// look counts everything.
func look(src Source, o Options) (*overview, error) {
	v := &overview{o: o, debts: debts{households: map[string]struct{}{}}}
	var err error
	if v.people, err = survey(src, o, v.customer, "purchases", "last_contact", "next_contact"); err != nil {
		return nil, err
	}
	for _, step := range []func(Source) error{v.sales, v.owed, v.plans, v.feedback} {
		if err := step(src); err != nil {
			return nil, err
		}
	}
	return v, nil
}

// customer counts one customer.
func (v *overview) customer(c *sheet.Customer) {
	if c.Purchases.N > 0 || c.BuyDays.N > 0 || c.LastPurchase != 0 || c.Spent.N > 0 {
		v.bought++
	}
	if c.BuyDays.N >= 2 {
		v.again++
	}
	if c.DoNotContact.Yes() {
		return
	}
	if c.LastContact == 0 && c.LastPurchase == 0 {
		v.unmet++
	}
	if c.NextContact == 0 {
		v.adrift++
	}
}

func (v *overview) sales(src Source) (err error) {
	v.money, err = earn(src, v.o)
	return err
}

// owed sums up debts. A household is who shares a householder in a village, or
// else a phone: the husband buys, the wife pays.
func (v *overview) owed(src Source) error {
	s := sheet.Customers
	q := sheet.Query{Sheet: s, Columns: s.Must("name", "phone", "village", "household", "debt"), AsOf: v.o.Today,
		Where: both(v.o.Where, compare(s, "debt", sheet.Gt, int64(0)))}
	return each(src, q, func(c *sheet.Customer) {
		v.debts.sum += c.Debt.N
		v.debts.customers++
		v.debts.households[householdKey(c)] = struct{}{}
	})
}

func householdKey(c *sheet.Customer) string {
	switch {
	case !c.Household.Empty():
		return c.Village.String() + "\x00" + c.Household.String()
	case !c.Phone.Empty():
		return c.Phone.String()
	}
	return "#" + c.ID.String()
}

// plans counts the open plans until today.
func (v *overview) plans(src Source) error {
	among, err := crowdOf(src, v.o.Where, v.o.Today)
	if err != nil {
		return err
	}
	s := sheet.Plans
	q := sheet.Query{Sheet: s, Columns: s.Must("customer_no", "due"), AsOf: v.o.Today,
		Where: both(openPlan(v.o.Today), until(s, "due", v.o.Today))}
	return each(src, q, func(p *sheet.Plan) {
		switch {
		case !among.has(p.Customer.ID):
		case p.Due == v.o.Today:
			v.dueToday++
		default:
			v.overdue++
		}
	})
}

// feedback counts open complaints, and the scores of the last year.
func (v *overview) feedback(src Source) error {
	among, err := crowdOf(src, v.o.Where, v.o.Today)
	if err != nil {
		return err
	}
	s := sheet.Feedbacks
	q := sheet.Query{Sheet: s, Columns: s.Must("customer_no"), Where: openComplaint(v.o.Today), AsOf: v.o.Today}
	err = each(src, q, func(f *sheet.Feedback) {
		if among.has(f.Customer.ID) {
			v.complaints++
		}
	})
	if err != nil {
		return err
	}
	q.Columns = s.Must("customer_no", "score", "scale")
	q.Where = both(present(s, "score"), when(s, v.o.Today-yearDays+1, v.o.Today))
	return each(src, q, func(f *sheet.Feedback) {
		if among.has(f.Customer.ID) {
			v.scores.add(f)
		}
	})
}

// yearDays is the window of satisfaction.
const yearDays = 365

// add counts a score on the scale of 1 to 5; a scale left blank is that one.
func (s *satisfaction) add(f *sheet.Feedback) {
	if f.Scale.Valid && f.Scale.N != 5 || f.Score.N < 1 || f.Score.N > 5 {
		return
	}
	s.all++
	if f.Score.N >= 4 {
		s.good++
	}
}

// wilson is the 95 % interval of good out of all, in percent (Wilson 1927, without
// continuity correction). all is greater than 0.
func (s satisfaction) wilson() (low, high float64) {
	const z = 1.959963984540054
	n, p := float64(s.all), float64(s.good)/float64(s.all)
	middle := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return 100 * max(middle-half, 0), 100 * min(middle+half, 1)
}
