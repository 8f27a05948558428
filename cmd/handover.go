package cmd

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kehu/store"
	"kehu/store/sheet"
)

type handoverOptions struct {
	village, where string
	plans, dryRun  bool
}

func newHandover(a *app) *cobra.Command {
	var o handoverOptions
	c := &cobra.Command{
		Use: a.text("handover 原业务员 新业务员 [--village 村] [--where 条件]", "handover FROM TO [--village V] [--where COND]"), Args: a.between(2, 2),
		Example: "  kehu handover 老李 小张 --village 后屯\n  kehu handover 老李 小张 --dry-run",
		RunE:    func(c *cobra.Command, args []string) error { return a.runHandover(c, args, o) },
	}
	f := c.Flags()
	f.StringVar(&o.village, "village", "", a.text("只交接这个村的", "only those of this village"))
	f.StringVar(&o.where, "where", "", a.text("只交接符合条件的客户", "only customers that answer the condition"))
	f.BoolVar(&o.plans, "plans", false, a.text("他替别人的客户约的计划也交", "his plans for other people's customers, too"))
	f.BoolVar(&o.dryRun, "dry-run", false, a.text("只看会交接什么，不写", "only show what would move"))
	return a.made(c, sheet.W("把一位业务员的客户和没办完的计划交给另一位", "hand one salesperson's customers and open plans to another"), "交接")
}

// handover is what goes from one salesperson to another.
type handover struct {
	from, to string
	all      bool          // his plans for other people's customers as well
	among    *sheet.Filter // whom it is about, nil: everybody

	people   []store.Person    // his customers
	others   map[sheet.ID]bool // other people's customers that it is about; nil: all of them
	villages map[string]int
	debt     int64 // 分, what his customers owe
	plans    []sheet.ID
	stay     int  // open plans of others for his customers
	apart    int  // his open plans for other people's customers
	fresh    bool // the other one had no customers before
}

func (a *app) runHandover(c *cobra.Command, args []string, o handoverOptions) error {
	r, err := a.reading()
	if err != nil {
		return err
	}
	h := &handover{all: o.plans, villages: map[string]int{}}
	if h.from, err = a.salesperson(c.Context(), args[0]); err != nil {
		return err
	}
	if h.to, err = a.salesperson(c.Context(), args[1]); err != nil {
		return err
	}
	if h.from == h.to {
		return sheet.Fail(sheet.Misused, "两个都是“%s”，要交给谁？", "both are “%s”; hand over to whom?", h.from)
	}
	find := func(v *store.View) error {
		if h.among, err = a.handoverFilter(v, o, r); err != nil {
			return err
		}
		if err := h.gather(v, r.Today); err != nil || o.dryRun {
			return err
		}
		return a.confirm(h.people, sheet.W("%s交给%s：%s。继续吗？", "from %s to %s: %s; go on?", h.from, h.to, h.counts()))
	}
	if o.dryRun {
		if err := a.view(c, find); err != nil {
			return err
		}
		a.tellHandover(h)
		return nil
	}
	return a.write(c, find, func(tx *store.Tx) error {
		a.tellHandover(h)
		return h.move(tx)
	})
}

// handoverFilter is whom a handover is about, nil for everybody.
func (a *app) handoverFilter(v *store.View, o handoverOptions, r sheet.Reading) (*sheet.Filter, error) {
	f, err := a.customersWhere(v, o.where, r)
	if err != nil || o.village == "" {
		return f, err
	}
	village := &sheet.Filter{Op: sheet.Eq, Column: sheet.Customers.Column("village"), Value: o.village}
	if f == nil {
		return village, nil
	}
	return &sheet.Filter{Op: sheet.And, Parts: []*sheet.Filter{f, village}}, nil
}

// gather finds what is handed over. The error is NotFound if that is nothing.
func (h *handover) gather(v *store.View, today sheet.Date) error {
	where := h.among
	if where == nil {
		where = &sheet.Filter{Op: sheet.Eq, Column: sheet.Customers.Column("owner"), Value: h.from}
	} else {
		h.others = map[sheet.ID]bool{}
	}
	q := sheet.Query{Sheet: sheet.Customers, Where: where, Columns: sheet.Customers.Must("name", "phone", "village", "owner", "debt"), AsOf: today}
	mine := map[sheet.ID]bool{}
	for row, err := range v.Rows(q) {
		if err != nil {
			return err
		}
		c := row.(*sheet.Customer)
		if c.Owner.String() != h.from {
			h.others[c.ID] = true
			continue
		}
		mine[c.ID] = true
		h.people = append(h.people, store.Person{ID: c.ID, Name: c.Name.String(), Phone: c.Phone.String(), Village: c.Village.String()})
		h.villages[c.Village.String()]++
		h.debt += c.Debt.N
	}
	if err := h.gatherPlans(v, mine); err != nil {
		return err
	}
	if len(h.people) == 0 && len(h.plans) == 0 {
		return h.nothing(v)
	}
	n, err := v.Count(sheet.Query{Sheet: sheet.Customers, Where: &sheet.Filter{Op: sheet.Eq, Column: sheet.Customers.Column("owner"), Value: h.to}})
	h.fresh = n == 0
	return err
}

// gatherPlans sorts the open plans. One that names nobody goes with its customer.
func (h *handover) gatherPlans(v *store.View, mine map[sheet.ID]bool) error {
	s := sheet.Plans
	q := sheet.Query{Sheet: s, Columns: s.Must("customer_no", "staff"), Where: &sheet.Filter{Op: sheet.Absent, Column: s.Column("done_on")}}
	for row, err := range v.Rows(q) {
		if err != nil {
			return err
		}
		p := row.(*sheet.Plan)
		his, staff := mine[p.Customer.ID], p.Staff.String()
		switch {
		case staff == "":
		case his && staff != h.from:
			h.stay++
		case his, staff == h.from && h.all && h.about(p.Customer.ID):
			h.plans = append(h.plans, p.ID)
		case staff == h.from && h.about(p.Customer.ID):
			h.apart++
		}
	}
	return nil
}

// about reports whether the handover is about a customer of somebody else's.
func (h *handover) about(id sheet.ID) bool { return h.others == nil || h.others[id] }

// nothing says that there is nothing to hand over, and what to do.
func (h *handover) nothing(v *store.View) error {
	if h.apart > 0 {
		return sheet.Fail(sheet.NotFound, "“%s”没有要交接的客户；他替别人的客户约的 %d 条计划要交接，加 --plans", "“%s” has no customers here; add --plans to hand over plans for other people's customers: %d", h.from, h.apart)
	}
	owners, villages := map[string]int{}, map[string]int{}
	for row, err := range v.Rows(sheet.Query{Sheet: sheet.Customers, Columns: sheet.Customers.Must("owner", "village")}) {
		if err != nil {
			return err
		}
		c := row.(*sheet.Customer)
		if name := c.Owner.String(); name != "" {
			owners[name]++
		}
		if c.Owner.String() == h.from {
			villages[c.Village.String()]++
		}
	}
	if h.among != nil && owners[h.from] > 0 {
		return sheet.Fail(sheet.NotFound, "“%s”的客户里没有合这个条件的；他的客户在：%s", "none of the customers of “%s” answers that; they are in: %s", h.from, most(villages, 8, sheet.W("没写村", "no village")))
	}
	return sheet.Fail(sheet.NotFound, "“%s”没有要交接的客户；业务员有：%s", "“%s” has no customers to hand over; there are: %s", h.from, most(owners, 8, sheet.Words{}))
}

// most lists the names with the highest counts, 后屯 8、三岔河 4; blank stands for no
// name at all.
func most(counts map[string]int, limit int, blank sheet.Words) sheet.Words {
	names := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	var parts []any
	for _, name := range names[:min(len(names), limit)] {
		label := sheet.Verbatim(name)
		if name == "" {
			label = blank
		}
		parts = append(parts, sheet.W("%s %d", "%s %d", label, counts[name]))
	}
	switch n := len(parts); {
	case n == 0:
		return sheet.Verbatim("—")
	case len(names) > limit:
		parts = append(parts, "…")
	}
	more := len(parts) - 1
	return sheet.W("%s"+strings.Repeat("、%s", more), "%s"+strings.Repeat(", %s", more), parts...)
}

// counts say what moves.
func (h *handover) counts() sheet.Words {
	return sheet.W("客户 %d 位，没办完的计划 %d 条", "customers %d, open plans %d", len(h.people), len(h.plans))
}

func (a *app) tellHandover(h *handover) {
	fmt.Fprintln(a.out, a.text("%s → %s：%s", "%s → %s: %s", h.from, h.to, h.counts()))
	if len(h.people) > 0 {
		fmt.Fprintln(a.out, a.text("  各村：%s；共欠 %s 元", "  by village: %s; %s yuan owed in all", most(h.villages, 8, sheet.W("没写村", "no village")), yuan(h.debt)))
	}
	if h.stay > 0 {
		fmt.Fprintln(a.out, a.text("  别的业务员为这些客户约的 %d 条计划没有动", "  plans of other salespeople for these customers, which stay theirs: %d", h.stay))
	}
	if h.apart > 0 {
		fmt.Fprintln(a.out, a.text("  %s替别人的客户约的 %d 条计划没有动；要一起交接请加 --plans", "  plans of %s for other people's customers, which stay: %d; add --plans to hand them over", h.from, h.apart))
	}
	if h.fresh {
		a.say("注意：“%s”名下原来没有客户，核对一下名字", "note: “%s” had no customers before; check the name", h.to)
	}
	a.say("以前的互动、购买、还款仍记在原来的业务员名下", "past contacts, purchases and payments keep their salesperson")
}

// move gives the customers and the plans to the other.
func (h *handover) move(tx *store.Tx) error {
	owner := sheet.NewPatch(sheet.Customers)
	owner.Row.(*sheet.Customer).Owner = sheet.MakeText(h.to)
	owner.Take("owner")
	if _, err := tx.UpdateAll(idsOf(h.people), owner); err != nil {
		return err
	}
	staff := sheet.NewPatch(sheet.Plans)
	staff.Row.(*sheet.Plan).Staff = sheet.MakeTerm(h.to)
	staff.Take("staff")
	_, err := tx.UpdateAll(h.plans, staff)
	return err
}
