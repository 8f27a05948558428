package report

import (
	"cmp"
	"slices"

	"kehu/store/sheet"
)

// Days around a meeting: what happens within them counts as its doing.
const (
	followDays = 2  // 48-hour follow-up, in calendar days
	afterDays  = 7  // purchases shortly after, counted apart
	returnDays = 30 // money taken back that long after the meeting is taken out of its sales
)

// Gathering is one meeting with everybody who was invited, came or bought.
type Gathering struct {
	sheet.Meeting
	Guests []*Guest // in the order of their invitations, buyers who never signed in last

	today      sheet.Date
	call       string // what to type for it
	strangers  int64  // 分: sales on the meeting's name to nobody in particular
	staff      map[string]bool
	withoutDay bool
}

// Guest is one customer's part in a meeting. Sums are in 分.
type Guest struct {
	sheet.Attendance              // of a buyer who never signed in only the customer
	Person           *Patron      // who it is
	Days             []sheet.Date // signed in on
	Old              bool         // had bought before the meeting

	came     bool                 // signed in, be it with a tick that says no day
	listed   bool                 // has a row of attendance
	sold     int64                // on the spot, before returns
	sales    map[sheet.Date]int64 // the same by day
	rows     int                  // purchases on the spot
	returned int64                // of what was sold on the spot, at most that
	credit   int64                // left unpaid of what was sold on the spot
	unpaid   int64                // owed of that to this day
	products []string
	after    int64      // bought within afterDays after the meeting
	again    sheet.Date // first purchase day after the meeting, 0 if none
	met      bool       // somebody was in touch within followDays after the meeting
}

// Patron is what a meeting needs of a customer.
type Patron struct {
	sheet.Customer
	purchases []sheet.Purchase // until today, oldest first
	contacts  []sheet.Date
}

// Came reports whether the guest signed in.
func (g *Guest) Came() bool { return g.came }

// Invited reports whether the guest was asked to come, and did not just walk in.
func (g *Guest) Invited() bool { return g.listed && !g.WalkIn.Yes() }

// bought reports whether the guest bought on the spot.
func (g *Guest) bought() bool { return g.sold > 0 }

// net is what is left of the sales to the guest.
func (g *Guest) net() int64 { return g.sold - g.returned }

// Last is the meeting's last day, 0 of one without a day.
func (m *Gathering) Last() sheet.Date { return max(m.On, m.Until) }

// Over reports whether the meeting's last day has come.
func (m *Gathering) Over() bool { return m.On != 0 && m.Last() <= m.today }

// library reads customers once, whatever meetings they come to.
type library struct {
	src    Source
	today  sheet.Date
	people map[sheet.ID]*Patron
	named  map[string]int // the meetings by their names
}

func newLibrary(src Source, today sheet.Date) *library {
	return &library{src: src, today: today, people: map[sheet.ID]*Patron{}}
}

// meet reads customers with what they bought and when they were contacted, those of
// them who weren't read before: many with one query.
func (l *library) meet(ids []sheet.ID) error {
	var unknown []sheet.ID
	for _, id := range ids {
		if l.people[id] == nil {
			l.people[id] = &Patron{}
			unknown = append(unknown, id)
		}
	}
	return batches(unknown, manyIDs, l.read)
}

func (l *library) read(ids []sheet.ID) error {
	s, numbers := sheet.Customers, make([]*sheet.Filter, len(ids))
	for i, id := range ids {
		numbers[i] = compare(s, "no", sheet.Eq, int64(id))
	}
	q := sheet.Query{Sheet: s, Where: either(numbers...), AsOf: l.today,
		Columns: s.Must("no", "name", "phone", "village", "owner", "do_not_contact", "first_purchase", "open_count", "open_spent", "debt")}
	if err := each(l.src, q, func(c *sheet.Customer) { l.people[c.ID].Customer = *c }); err != nil {
		return err
	}
	s = sheet.Purchases
	if err := each(l.src, rowsOf(s, ids, l.today, ownColumns(s)), func(p *sheet.Purchase) {
		of := l.people[p.Customer.ID]
		of.purchases = append(of.purchases, *p)
	}); err != nil {
		return err
	}
	s = sheet.Interactions
	return each(l.src, rowsOf(s, ids, l.today, s.Must("at")), func(i *sheet.Interaction) {
		of := l.people[i.Customer.ID]
		of.contacts = append(of.contacts, i.At.Date())
	})
}

// GatheringOf reads meeting m with its guests, as of a day.
func GatheringOf(src Source, m *sheet.Meeting, today sheet.Date) (*Gathering, error) {
	return newLibrary(src, today).gathering(m)
}

func (l *library) gathering(m *sheet.Meeting) (*Gathering, error) {
	call, err := l.call(m)
	if err != nil {
		return nil, err
	}
	g := &Gathering{Meeting: *m, today: l.today, call: call, staff: map[string]bool{}, withoutDay: m.On == 0}
	known := map[sheet.ID]*Guest{}
	if err := l.attendance(g, known); err != nil {
		return nil, err
	}
	if err := l.buyers(g, known); err != nil {
		return nil, err
	}
	ids := make([]sheet.ID, len(g.Guests))
	for i, guest := range g.Guests {
		ids[i] = guest.Customer.ID
	}
	if err := l.meet(ids); err != nil {
		return nil, err
	}
	for _, guest := range g.Guests {
		guest.Person = l.people[guest.Customer.ID]
		g.settle(guest)
	}
	return g, nil
}

// MeetingCall is what to type for a meeting: its name, or its number where another is
// called the same.
func MeetingCall(src Source, m *sheet.Meeting) (string, error) {
	return newLibrary(src, 0).call(m)
}

func (l *library) call(m *sheet.Meeting) (string, error) {
	if l.named == nil {
		l.named = map[string]int{}
		if err := each(l.src, sheet.Query{Sheet: sheet.Meetings, Columns: sheet.Meetings.Must("name")}, func(m *sheet.Meeting) { l.named[m.Name.String()]++ }); err != nil {
			return "", err
		}
	}
	if l.named[m.Name.String()] > 1 {
		return sheet.Meetings.Prefix + m.ID.String(), nil
	}
	return m.Name.String(), nil
}

// attendance reads who was invited and who came. A second row of the same customer,
// as two sign-in sheets may bring, adds what it says to the first.
func (l *library) attendance(g *Gathering, known map[sheet.ID]*Guest) error {
	s := sheet.Attendances
	q := sheet.Query{Sheet: s, Where: compare(s, "meeting", sheet.Eq, int64(g.ID)), Columns: append(ownColumns(s), s.Must("customer_no")...), AsOf: l.today}
	return each(l.src, q, func(a *sheet.Attendance) {
		days, came := g.SignedIn(a.Attended.String()), len(sheet.Attended(a.Attended.String())) > 0
		if guest := known[a.Customer.ID]; guest != nil {
			guest.Days, guest.came = merged(guest.Days, days), guest.came || came
			guest.WalkIn = sheet.MakeFlag(guest.WalkIn.Yes() && a.WalkIn.Yes())
			return
		}
		guest := &Guest{Attendance: *a, Days: days, listed: true, came: came}
		known[a.Customer.ID] = guest
		g.Guests = append(g.Guests, guest)
		if name := a.Inviter.String(); name != "" {
			g.staff[name] = true
		}
	})
}

// merged are the days of both, each once.
func merged(a, b []sheet.Date) []sheet.Date {
	all := append(slices.Clone(a), b...)
	slices.Sort(all)
	return slices.Compact(all)
}

// SignedIn reads the days somebody signed in on: kehu's own 2026-03-12、2026-03-13,
// or what a sheet says: 是, √, 到了, 第2天, a day in some other form. A tick without a
// day means the only one; of several it tells none.
func (m *Gathering) SignedIn(text string) []sheet.Date {
	var days []sheet.Date
	for _, word := range sheet.Attended(text) {
		day := m.dayOf(word)
		if day == 0 && m.Last() <= m.On {
			day = cmp.Or(m.On, m.today)
		}
		if day != 0 {
			days = append(days, day)
		}
	}
	return merged(days, nil)
}

// dayOf is the day that a word under 到会 names, 0 if it names none.
func (m *Gathering) dayOf(word string) sheet.Date {
	first := cmp.Or(m.On, m.today)
	if n := sheet.NthDay(word); n > 0 {
		return first + sheet.Date(n) - 1
	}
	on, err := sheet.ParseDate(word, sheet.Reading{Today: max(m.Last(), first)})
	if err != nil {
		return 0
	}
	return on
}

// With are the days signed in on, with one more.
func (m *Gathering) With(text string, day sheet.Date) []sheet.Date {
	return merged(m.SignedIn(text), []sheet.Date{day})
}

// buyers finds who bought on the meeting's name without being on its list.
func (l *library) buyers(g *Gathering, known map[sheet.ID]*Guest) error {
	s := sheet.Purchases
	q := sheet.Query{Sheet: s, Where: both(compare(s, "meeting", sheet.Eq, int64(g.ID)), until(s, "on", l.today)),
		Columns: s.Must("customer_no", "amount"), AsOf: l.today}
	return each(l.src, q, func(p *sheet.Purchase) {
		switch id := p.Customer.ID; {
		case id == 0:
			g.strangers += p.Amount.N
		case known[id] == nil:
			guest := &Guest{Attendance: sheet.Attendance{Owned: p.Owned}}
			known[id] = guest
			g.Guests = append(g.Guests, guest)
		}
	})
}

// settle reckons what a guest bought, on the spot and later, and whether anybody
// was in touch.
func (m *Gathering) settle(g *Guest) {
	p := g.Person
	g.Old = p.OpenCount.N > 0 || p.OpenSpent.N > 0 || m.On != 0 && p.FirstPurchase != 0 && p.FirstPurchase < m.On
	for i := range p.purchases {
		if m.spot(g, &p.purchases[i]) {
			m.sell(g, &p.purchases[i])
		}
	}
	for i := range p.purchases {
		m.later(g, &p.purchases[i])
	}
	g.returned = min(g.returned, g.sold)
	g.credit, g.unpaid = m.owed(g)
	g.met = m.On != 0 && slices.ContainsFunc(p.contacts, func(d sheet.Date) bool { return d > m.Last() && d <= m.Last()+followDays })
}

// spot reports whether a purchase was made on the spot: it names the meeting, or
// names none and was made by somebody who came on one of its days.
func (m *Gathering) spot(g *Guest, p *sheet.Purchase) bool {
	if p.Meeting.ID != 0 || p.Amount.N <= 0 {
		return p.Meeting.ID == m.ID && p.Amount.N > 0
	}
	return g.Came() && m.On != 0 && p.On >= m.On && p.On <= m.Last()
}

func (m *Gathering) sell(g *Guest, p *sheet.Purchase) {
	g.sold += p.Amount.N
	if g.sales == nil {
		g.sales = map[sheet.Date]int64{}
	}
	g.sales[p.On] += p.Amount.N
	g.rows++
	if product := p.Product.String(); !slices.Contains(g.products, product) {
		g.products = append(g.products, product)
	}
	if name := p.Staff.String(); name != "" {
		m.staff[name] = true
	}
}

// owed is what a guest left unpaid on the spot, and what of that is still owed: what
// was paid back settled the oldest debts first, as everywhere.
func (m *Gathering) owed(g *Guest) (left, still int64) {
	var all []credit
	spot := map[sheet.ID]bool{}
	for i := range g.Person.purchases {
		p := &g.Person.purchases[i]
		c, ok := creditOf(p)
		if !ok {
			continue
		}
		all = append(all, c)
		if m.spot(g, p) {
			spot[p.ID] = true
			left += c.owed
		}
	}
	for _, c := range standing(all, g.Person.Debt.N) {
		if spot[c.row] {
			still += c.owed
		}
	}
	return left, still
}

// later takes what comes after: returns of what was bought on the spot, and
// further purchases.
func (m *Gathering) later(g *Guest, p *sheet.Purchase) {
	first := m.On
	switch {
	case p.Amount.N < 0:
		of := p.Meeting.ID == m.ID || p.Meeting.ID == 0 && slices.Contains(g.products, p.Product.String())
		if of && first != 0 && p.On >= first && p.On <= m.Last()+returnDays || p.Meeting.ID == m.ID && first == 0 {
			g.returned -= p.Amount.N
		}
	case first == 0 || p.On <= m.Last() || p.Amount.N == 0 || p.Meeting.ID == m.ID:
	default:
		if g.again == 0 {
			g.again = p.On
		}
		if g.Came() && p.Meeting.ID == 0 && p.On <= m.Last()+afterDays {
			g.after += p.Amount.N
		}
	}
}

// Guest is the guest who has a row of attendance, nil if that customer has none.
func (m *Gathering) Guest(id sheet.ID) *Guest {
	for _, g := range m.Guests {
		if g.Customer.ID == id && g.listed {
			return g
		}
	}
	return nil
}
