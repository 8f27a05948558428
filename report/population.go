package report

import (
	"kehu/report/segment"
	"kehu/store/sheet"
)

// population is everybody, placed.
type population struct {
	today   sheet.Date
	rules   Rules
	all     []segment.Summary
	spared  []bool // 勿扰, by the index in all
	result  segment.Result
	classes []tally // by segment.Class
	groups  []tally // by segment.Group
	whole   tally
}

// tally sums up the customers of one class or group.
type tally struct {
	customers int
	callable  int   // without 勿扰
	spent     int64 // 分
	days      int64 // since the last purchase, over dated
	dated     int   // customers whose last purchase has a date
}

// add counts one customer in.
func (t *tally) add(s segment.Summary, spared bool) {
	t.customers++
	t.spent += s.Spent
	if !spared {
		t.callable++
	}
	if s.Days >= 0 {
		t.dated++
		t.days += int64(s.Days)
	}
}

// survey places every customer whom o is about. It shows each to visit, if there
// is one, with the columns of those keys as well.
func survey(src Source, o Options, visit func(*sheet.Customer), keys ...string) (*population, error) {
	p := &population{today: o.Today, rules: o.Rules}
	keys = append([]string{"buy_days", "spent", "last_purchase", "stage", "do_not_contact"}, keys...)
	q := sheet.Query{Sheet: sheet.Customers, Where: o.Where, Columns: sheet.Customers.Must(keys...), AsOf: o.Today}
	err := each(src, q, func(c *sheet.Customer) {
		p.add(c)
		if visit != nil {
			visit(c)
		}
	})
	p.place(o.Rule)
	return p, err
}

// add takes one customer in.
func (p *population) add(c *sheet.Customer) {
	p.all = append(p.all, summarize(c, p.today))
	p.spared = append(p.spared, c.DoNotContact.Yes())
}

// summarize is what segmentation needs of c.
func summarize(c *sheet.Customer, today sheet.Date) segment.Summary {
	return segment.Summary{
		Customer: int64(c.ID),
		Days:     daysSince(c.LastPurchase, today),
		Buys:     int(c.BuyDays.N),
		Spent:    c.Spent.N,
		Stage:    stageOf(c),
		Contact:  daysSince(c.LastContact, today),
	}
}

// stageOf is c's stage as a constant: a thousand customers of a stage needn't
// hold a thousand copies of its word.
func stageOf(c *sheet.Customer) string {
	if c.Stage.Empty() {
		return ""
	}
	word := c.Stage.String()
	for _, known := range [...]string{"潜在", "意向", "成交", "休眠", "流失"} {
		if word == known {
			return known
		}
	}
	return word
}

// daysSince is the number of calendar days from d to today, -1 without d. A day
// to come, which only an opening figure can be, counts as today.
func daysSince(d, today sheet.Date) int {
	if d == 0 {
		return -1
	}
	return max(int(today-d), 0)
}

// place puts everybody into classes and groups and counts them.
func (p *population) place(rule segment.Rule) {
	p.result = segment.Place(p.all, rule)
	p.classes = make([]tally, len(segment.Classes())+1)
	p.groups = make([]tally, len(segment.Groups())+1)
	for i, placed := range p.result.Placed {
		p.classes[placed.Class].add(p.all[i], p.spared[i])
		p.groups[placed.Group].add(p.all[i], p.spared[i])
		p.whole.add(p.all[i], p.spared[i])
	}
}
