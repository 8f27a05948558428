package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"kehu/store/sheet"
)

// origin is what a plan was made for by rule: it never comes twice.
type origin struct {
	customer sheet.ID
	reason   string // the plan's 来由
}

// ruleOf is the key of the rule that brings a cause, "" if none does.
func (c cause) ruleOf() string {
	return map[cause]string{consoled: "complaint", gathered: "meeting", sold: "aftersale", birthday: "birthday",
		running: "runout", usual: "rhythm", neverSeen: "never", silent: silentRule}[c]
}

// byRule begins the 来由 of plans that rules made.
const byRule = "规则："

// origin is the 来由 of a plan made for r: the rule, and what it is about so far
// that the same need reads the same tomorrow; "" of what no rule brings.
func (r reason) origin() string {
	about := ""
	switch r.cause {
	case consoled:
		about = "f" + r.row.String()
	case gathered:
		about = "m" + r.row.String()
	case sold:
		about = fmt.Sprintf("b%s 第%d天", r.row.String(), r.every)
	case running:
		about = "b" + r.row.String()
	case birthday:
		about = r.on.String()[:4]
	case usual, silent:
		about = "上次 " + r.on.String()
	case neverSeen:
		return byRule + r.cause.Words().ZH
	default:
		return ""
	}
	return fmt.Sprintf(byRule+"%s（%s）", r.cause.Words().ZH, about)
}

// ruledPlans reads what plans were made for by rule, as far back as any rule looks.
// One that somebody removed stands for a need that they know of.
func (a *agenda) ruledPlans() error {
	s := sheet.Plans
	a.ruled, a.planned = map[origin]struct{}{}, map[sheet.ID]struct{}{}
	q := sheet.Query{Sheet: s, Columns: s.Must("customer_no", "reason"), AsOf: a.o.Today, Removed: true,
		Where: both(compare(s, "due", sheet.Ge, int64(a.o.Today)-keptDays-1), present(s, "reason"), not(same(s, "reason", "手工")))}
	return each(a.src, q, func(p *sheet.Plan) {
		from, _ := unslotted(p.Reason.String())
		a.ruled[origin{p.Customer.ID, from}] = struct{}{}
		a.planned[p.Customer.ID] = struct{}{}
	})
}

// Proposal is a plan that a rule asks for.
type Proposal struct {
	Customer sheet.ID
	Due      sheet.Date
	Rule     string // key of the rule
	Reason   string // 来由: the rule and what it is about
	Content  string
}

// Propose returns the plans that the rules ask for from today until o.Days on, for
// nobody marked 勿扰. What a plan was made for already, though it is done or
// removed, asks for no other. A day takes so many of the never contacted and of the
// long silent; waiting is how many found none with room. Where market is set, a plan
// waits for the next market day of the customer's township, unless it can't wait.
func Propose(src Source, o Options, market bool) (plans []Proposal, waiting int, err error) {
	all, _, err := gather(src, o)
	if err != nil {
		return nil, 0, err
	}
	p := proposer{o: o, made: map[origin]bool{}, busy: map[sheet.ID]bool{}, taken: map[slot]int{}}
	s := sheet.Plans
	q := sheet.Query{Sheet: s, Columns: s.Must("customer_no", "due", "reason"), AsOf: o.Today, Removed: true,
		Where: both(present(s, "reason"), not(same(s, "reason", "手工")))}
	if err := each(src, q, p.note); err != nil {
		return nil, 0, err
	}
	sortErrands(all)
	for _, e := range all {
		p.errand(e)
	}
	if market {
		err = p.toMarket(src)
	}
	slices.SortStableFunc(p.plans, func(a, b Proposal) int {
		return cmp.Or(cmp.Compare(a.Due, b.Due), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Customer, b.Customer))
	})
	return p.plans, p.waiting, err
}

// proposer turns errands into plans.
type proposer struct {
	o       Options
	made    map[origin]bool
	busy    map[sheet.ID]bool // have a plan by rule ahead
	taken   map[slot]int      // how many plans are counted for it
	plans   []Proposal
	waiting int
}

// slot is a day that takes only so many plans by a rule. A plan says in its 来由
// which day it is counted for, since it may wait for a market.
type slot struct{ rule, day string }

// slotMark is before the day in the 来由 of plans for the long silent.
const slotMark = "，排 "

// unslotted is the 来由 of a plan for the long silent without the day it is counted
// for, and that day; another one stays as it is.
func unslotted(from string) (origin, day string) {
	before, day, any := strings.Cut(from, slotMark)
	if !any {
		return from, ""
	}
	return before + "）", strings.TrimSuffix(day, "）")
}

// note remembers a plan made before.
func (p *proposer) note(m *sheet.Plan) {
	from, day := unslotted(m.Reason.String())
	if day != "" {
		p.taken[slot{silentRoom, day}]++
	}
	if day, ok := strings.CutPrefix(from, meet()+"（"); ok {
		p.taken[slot{neverSeen.ruleOf(), strings.TrimSuffix(day, "）")}]++
		from = meet()
	}
	p.made[origin{m.Customer.ID, from}] = true
	p.busy[m.Customer.ID] = p.busy[m.Customer.ID] || m.Due >= p.o.Today
}

// meet is the 来由 of plans to meet the never contacted, without their day.
func meet() string { return reason{cause: neverSeen}.origin() }

// errand proposes what the rules ask for of one customer. Who has a plan or a
// better reason is not forgotten.
func (p *proposer) errand(e *errand) {
	for _, r := range e.reasons {
		rule, from := r.cause.ruleOf(), r.origin()
		if rule == "" || p.made[origin{e.customer, from}] || r.cause >= neverSeen && (len(e.reasons) > 1 || p.busy[e.customer]) {
			continue
		}
		due := max(r.due, p.o.Today)
		switch r.cause {
		case neverSeen:
			due = p.room(rule, due)
			from += "（" + due.String() + "）"
		case silent:
			due = p.room(silentRoom, due)
			from = strings.TrimSuffix(from, "）") + slotMark + due.String() + "）"
		}
		if due == 0 {
			p.waiting++
			continue
		}
		p.plans = append(p.plans, Proposal{Customer: e.customer, Due: due, Rule: rule, Reason: from, Content: r.task().In(sheet.ZH)})
	}
}

// room takes the first day from due on that has room by the rule of that key; 0 is
// none of those looked at.
func (p *proposer) room(rule string, due sheet.Date) sheet.Date {
	most, bound := p.o.Rules.value(rule)
	for d := due; d <= p.o.Today+sheet.Date(p.o.Days); d++ {
		if at := (slot{rule, d.String()}); !bound || p.taken[at] < most {
			p.taken[at]++
			return d
		}
	}
	return 0
}

// waits reports whether a plan may wait for a market: not what has its day, and
// neither a complaint nor the visits after a meeting, which are to be soon.
func (p *Proposal) waits() bool {
	return !slices.Contains([]string{birthday.ruleOf(), consoled.ruleOf(), gathered.ruleOf()}, p.Rule)
}

// toMarket puts the plans off to the next market day; where none is known they stay.
func (p *proposer) toMarket(src Source) error {
	all, err := MarketsOf(src)
	if err != nil || len(all) == 0 {
		return err
	}
	s := sheet.Customers
	plans := map[sheet.ID][]int{}
	for i := range p.plans {
		if plan := &p.plans[i]; plan.waits() {
			plans[plan.Customer] = append(plans[plan.Customer], i)
		}
	}
	return batches(keysOf(plans), manyIDs, func(ids []sheet.ID) error {
		parts := make([]*sheet.Filter, len(ids))
		for i, id := range ids {
			parts[i] = compare(s, "no", sheet.Eq, int64(id))
		}
		q := sheet.Query{Sheet: s, Columns: s.Must("township", "village"), AsOf: p.o.Today, Where: either(parts...)}
		return each(src, q, func(c *sheet.Customer) {
			for _, i := range plans[c.ID] {
				if on, _ := all.Next(p.plans[i].Due, c.Township.String(), c.Village.String()); on != 0 {
					p.plans[i].Due = on
				}
			}
		})
	})
}

// task is what a plan made for r is to do.
func (r reason) task() sheet.Words {
	switch r.cause {
	case consoled:
		return listed(sheet.W("投诉办结后回访", "see whether the complaint is settled"), sheet.Verbatim(shortened(r.about, 20)))
	case gathered:
		return sheet.W("%s会后回访", "follow up after %s", r.about)
	case sold:
		return sheet.W("售后回访：%s用着咋样", "after sale: how is the %s", r.about)
	case birthday:
		return sheet.W("生日问候（%s）", "birthday greetings (%s)", r.on.String())
	case running:
		return sheet.W("%s快用完了，问问要不要续", "the %s runs out: ask whether to bring more", r.about)
	case usual:
		return sheet.W("照往常该再买了，问问要捎啥", "would buy again about now: ask what to bring")
	case neverSeen:
		return sheet.W("认个门，问清需要什么", "say hello and ask what they need")
	}
	return sheet.W("久未联系，去看看", "not seen for long: call on them")
}
