package report

import (
	"cmp"
	"slices"
	"strings"

	"kehu/store/sheet"
)

// cause is why a customer is to be seen, the strongest first.
type cause uint8

// The causes.
const (
	promised   cause = iota // a plan that keeps a promise, due or overdue
	complained              // a complaint not settled
	owing                   // a debt that is due, or that no day was agreed for
	dueToday                // a plan for today
	overdue                 // a plan not done
	coming                  // a plan for one of the next days
	consoled                // a complaint was settled lately
	gathered                // came to a meeting lately
	sold                    // bought lately
	birthday                // within a week
	running                 // a product is about to run out
	usual                   // would buy again by their own rhythm
	neverSeen               // never contacted
	silent                  // not contacted for longer than the cadence
	awaited                 // never contacted, but a day is set, or given up as lost
	causes     = iota
)

// Words name the cause.
func (c cause) Words() sheet.Words {
	return [causes]sheet.Words{
		sheet.W("答应的事", "Promise"), sheet.W("投诉", "Complaint"), sheet.W("欠款", "Debt"), sheet.W("今天到期", "Due today"),
		sheet.W("逾期", "Overdue"), sheet.W("快到期", "Coming"), sheet.W("投诉回访", "After a complaint"), sheet.W("会后回访", "After a meeting"),
		sheet.W("售后回访", "After sale"), sheet.W("生日", "Birthday"), sheet.W("快用完", "Running out"), sheet.W("该再买", "Buys again"),
		sheet.W("从未联系", "Never contacted"), sheet.W("久未联系", "Long silent"), sheet.W("从未联系（有安排）", "Never contacted (settled)"),
	}[c]
}

// planned reports whether the cause is a plan.
func (c cause) planned() bool {
	switch c {
	case promised, dueToday, overdue, coming:
		return true
	}
	return false
}

// rank is the place of the cause in the list: promises, complaints and debts
// stand together, so that a village's are done on one way.
func (c cause) rank() int { return max(int(c), int(owing)) }

// reason is one cause, with what is needed to tell it.
type reason struct {
	cause  cause
	on     sheet.Date // the day it counts from, 0 if there is none
	due    sheet.Date // of a rule: the day it asks for
	row    sheet.ID   // of the plan, purchase, meeting or complaint behind it
	via    string
	about  string // what somebody wrote, or the product
	amount int64  // 分
	every  int    // days, of the cadence or since a purchase
	lunar  bool
	ruled  bool // the plan is a rule's: nobody agreed on it with the customer
	bought bool // on that day, rather than was in touch
	again  bool // of a debt that no day was agreed for: they were asked lately
}

// errand is one customer to be seen and every reason for it, the strongest first.
type errand struct {
	customer sheet.ID
	village  string
	work     int        // errands in the village that are promised, due or late
	market   string     // held today in the customer's township, "" if there is none
	missed   sheet.Date // when they were called on last and not met, 0 if they were
	reasons  []reason
	first    [1]reason // where most have their only one
}

// cause is that of the strongest reason.
func (e *errand) cause() cause { return e.reasons[0].cause }

// isPromise reports whether the words of a plan are those of a promise.
func isPromise(content string) bool {
	for _, word := range [...]string{"答应", "应承", "说好", "讲好", "约好", "承诺", "保证", "promise"} {
		if strings.Contains(content, word) {
			return true
		}
	}
	return false
}

// sortErrands puts the strongest causes first, within them the people of today's
// market, then village by village, the village with most to do first, and within it
// the oldest of each cause. The never contacted stand in the order they were written
// down in.
func sortErrands(all []*errand) {
	slices.SortFunc(all, func(a, b *errand) int {
		ranks := cmp.Or(cmp.Compare(a.cause().rank(), b.cause().rank()), -cmp.Compare(min(len(a.market), 1), min(len(b.market), 1)))
		if ranks != 0 || a.cause() == neverSeen {
			return cmp.Or(ranks, cmp.Compare(a.reasons[0].on, b.reasons[0].on), cmp.Compare(a.customer, b.customer))
		}
		return cmp.Or(compareVillages(a, b), cmp.Compare(a.cause(), b.cause()),
			cmp.Compare(a.reasons[0].on, b.reasons[0].on), cmp.Compare(a.customer, b.customer))
	})
}

// weigh sorts the reasons of each and counts what is to be done in each village.
func weigh(all []*errand) {
	work := map[string]int{}
	for _, e := range all {
		slices.SortStableFunc(e.reasons, func(a, b reason) int {
			return cmp.Or(cmp.Compare(a.cause, b.cause), cmp.Compare(a.on, b.on), cmp.Compare(a.row, b.row), cmp.Compare(a.every, b.every))
		})
		if e.cause() <= overdue {
			work[e.village]++
		}
	}
	for _, e := range all {
		e.work = work[e.village]
	}
}

// compareVillages puts a village before one with less to do, and no village last.
func compareVillages(a, b *errand) int {
	if a.village == "" || b.village == "" {
		return -cmp.Compare(min(len(a.village), 1), min(len(b.village), 1))
	}
	return cmp.Or(-cmp.Compare(a.work, b.work), cmp.Compare(a.village, b.village))
}

// shortLines are those of the list without --all.
const shortLines = 15

// shortList is the lines for one day: the strongest causes, a complaint before a debt
// where not all have room, with places kept for so many newcomers, never contacted, who
// would else wait behind the rest for ever. So would birthdays and visits behind a whole
// credit book: of the debts that no day was agreed for a third comes first. Only what may
// come into the list is sorted.
func shortList(all []*errand, lines, newcomers int) []*errand {
	var caused [causes][]*errand
	for _, e := range all {
		caused[e.cause()] = append(caused[e.cause()], e)
	}
	third := (lines + 2) / 3
	var fresh, others, later []*errand
	for c, some := range caused {
		switch cause(c) {
		case awaited:
			continue
		case neverSeen:
			sortErrands(some)
			fresh = some[:min(len(some), newcomers)]
			continue
		case owing:
			sortErrands(some)
			some, later = firstDebts(some, third)
		}
		if len(others) < lines {
			sortErrands(some)
			others = append(others, some...)
		}
	}
	others = append(others, later...)
	fresh = fresh[:min(len(fresh), max(lines-len(others), third))]
	short := append(others[:min(len(others), lines-len(fresh))], fresh...)
	sortErrands(short)
	return short
}

// firstDebts parts debts in those for which an agreed day has come, with so many of
// the others, and the rest. Who was asked lately waits for those who were not.
func firstDebts(debts []*errand, most int) (first, later []*errand) {
	slices.SortStableFunc(debts, func(a, b *errand) int {
		switch again := a.reasons[0].again; {
		case again == b.reasons[0].again:
			return 0
		case again:
			return 1
		}
		return -1
	})
	for _, e := range debts {
		switch {
		case e.reasons[0].on != 0:
			first = append(first, e)
		case most > 0:
			most--
			first = append(first, e)
		default:
			later = append(later, e)
		}
	}
	return first, later
}
