package report

import (
	"slices"

	"kehu/store/sheet"
)

// Show is one customer on one screen: who it is, money, what is open, what
// happened, and a portrait in words. It reads that customer's rows and, to compare
// with, the newest purchases of everybody. The error is NotFound if there is no such
// customer.
func Show(src Source, id sheet.ID, o Options) (Doc, error) {
	h, err := dossierOf(src, id, o.Today)
	if err != nil {
		return Doc{}, err
	}
	h.kept = kept(h.purchases)
	if h.peers, err = peersOf(src, h); err != nil {
		return Doc{}, err
	}
	return Doc{
		Key: "show", Title: h.title(), AsOf: o.Today,
		Facts:  slices.Concat(h.info(), h.moneyFacts()),
		Tables: h.tables(o),
		Notes:  h.portrait(),
		Say:    h.next(),
		Told:   "portrait",
	}, nil
}

// dossier is all that is known of one customer.
type dossier struct {
	*sheet.Customer
	today     sheet.Date
	contacts  []sheet.Interaction // each sheet's rows until today, oldest first
	purchases []sheet.Purchase
	kept      []sheet.Purchase // of those with an amount what was not brought back
	payments  []sheet.Payment
	feedback  []sheet.Feedback
	plans     []sheet.Plan // done and open, those to come too
	family    []sheet.Customer
	peers     *peers
}

// dossierOf reads the rows of one customer.
func dossierOf(src Source, id sheet.ID, today sheet.Date) (*dossier, error) {
	h := &dossier{today: today}
	q := sheet.Query{Sheet: sheet.Customers, Where: compare(sheet.Customers, "no", sheet.Eq, int64(id)), AsOf: today}
	if err := each(src, q, func(c *sheet.Customer) { copied := *c; h.Customer = &copied }); err != nil {
		return nil, err
	}
	if h.Customer == nil {
		return nil, sheet.Fail(sheet.NotFound, "没有 #%s 这位客户", "there is no customer #%s", id.String())
	}
	for _, read := range []func() error{
		func() (err error) {
			h.contacts, err = history[sheet.Interaction](src, sheet.Interactions, id, today)
			return
		},
		func() (err error) {
			h.purchases, err = history[sheet.Purchase](src, sheet.Purchases, id, today)
			return
		},
		func() (err error) { h.payments, err = history[sheet.Payment](src, sheet.Payments, id, today); return },
		func() (err error) { h.feedback, err = history[sheet.Feedback](src, sheet.Feedbacks, id, today); return },
		func() (err error) { h.plans, err = history[sheet.Plan](src, sheet.Plans, id, 0); return },
		func() error { return h.kin(src) },
	} {
		if err := read(); err != nil {
			return nil, err
		}
	}
	return h, nil
}

// history is the rows of a customer until a day, oldest first; 0 is no bound.
func history[R any](src Source, s *sheet.Sheet, id sheet.ID, until sheet.Date) ([]R, error) {
	var rows []R
	q := sheet.Query{Sheet: s, Customer: id, Where: when(s, 0, until), AsOf: until, Columns: ownColumns(s),
		Sort: []sheet.Order{{Column: s.Must(s.When)[0]}}}
	err := each(src, q, func(row *R) { rows = append(rows, *row) })
	return rows, err
}

// ownColumns are the columns of s without those borrowed from the customer.
func ownColumns(s *sheet.Sheet) []*sheet.Column {
	return slices.Collect(s.Stored())
}

// kin finds who shares the household.
func (h *dossier) kin(src Source) error {
	for _, f := range h.kinship() {
		q := sheet.Query{Sheet: sheet.Customers, Columns: sheet.Customers.Must("name", "debt"), Where: f, AsOf: h.today}
		err := each(src, q, func(c *sheet.Customer) {
			known := slices.ContainsFunc(h.family, func(k sheet.Customer) bool { return k.ID == c.ID })
			if c.ID != h.ID && !known {
				h.family = append(h.family, *c)
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// kinship are the conditions by which others belong to the household: the same
// householder in the same village, or the same phone. They are asked one by one,
// since each has an index.
func (h *dossier) kinship() (by []*sheet.Filter) {
	s, village := sheet.Customers, h.Village.String()
	switch head := h.Household.String(); {
	case village == "":
	case head != "":
		by = append(by, both(same(s, "village", village), either(same(s, "household", head), same(s, "name", head))))
	case !h.Name.Empty():
		by = append(by, both(same(s, "village", village), same(s, "household", h.Name.String())))
	}
	if !h.Phone.Empty() {
		by = append(by, same(s, "phone", h.Phone.String()))
	}
	return by
}

func (h *dossier) title() sheet.Words {
	place := sheet.Words{}
	if !h.Village.Empty() {
		place = sheet.W("（%s）", " (%s)", h.Village.String())
	}
	mark := sheet.Words{}
	if h.DoNotContact.Yes() {
		mark = sheet.W("【勿扰】", " [do not contact]")
	}
	return sheet.W("#%s %s%s%s", "#%s %s%s%s", h.ID.String(), h.Name.String(), place, mark)
}

// next is the plain sentence: what to do, and when.
func (h *dossier) next() sheet.Words {
	number := h.ID.String()
	if h.DoNotContact.Yes() {
		return leaveBe()
	}
	open := h.openPlans()
	if len(open) == 0 {
		return sheet.W("还没有下一步：用 kehu plan #%s 3天后 “要办的事” 定一个。", "No next step yet: set one with kehu plan #%s +3d “what to do”.", number)
	}
	p := open[0]
	r := reason{cause: dueToday, on: p.Due, row: p.ID, via: p.Via.String(), about: p.Content.String()}
	return sheet.W("下一步：%s。", "Next: %s.", r.planned(h.today))
}

// openPlans are the plans not done by today, the first due first.
func (h *dossier) openPlans() []sheet.Plan {
	var open []sheet.Plan
	for _, p := range h.plans {
		if p.DoneOn == 0 || p.DoneOn > h.today {
			open = append(open, p)
		}
	}
	return open
}

// openComplaints are those not settled.
func (h *dossier) openComplaints() []sheet.Feedback {
	var open []sheet.Feedback
	for _, f := range h.feedback {
		if f.About.String() == "投诉" && f.Status.String() != "已解决" {
			open = append(open, f)
		}
	}
	return open
}
