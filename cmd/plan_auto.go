package cmd

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"kehu/report"
	"kehu/store"
	"kehu/store/sheet"
)

type planAutoOptions struct {
	report.Options
	market, dryRun bool
}

func newPlanAuto(a *app) *cobra.Command {
	var o planAutoOptions
	c := &cobra.Command{
		Use: "auto", Args: a.between(0, 0),
		Example: "  kehu plan auto --dry-run\n  kehu plan auto --days 7 --market",
		RunE:    func(c *cobra.Command, _ []string) error { return a.runPlanAuto(c, o) },
	}
	f := c.Flags()
	f.IntVar(&o.Days, "days", 0, a.text("连同今后几天该办的", "what the coming days ask for as well"))
	f.StringVar(&o.Village, "village", "", a.text("只约这个村", "only this village"))
	f.StringVar(&o.Staff, "staff", "", a.text("只约这位业务员的客户", "only customers of this salesperson"))
	f.BoolVar(&o.market, "market", false, a.text("约到客户乡镇的下一个集日（生日、投诉和会后回访不等）", "on the next market day of the customer's township (not birthdays, complaints and visits after meetings)"))
	f.BoolVar(&o.dryRun, "dry-run", false, a.text("只看会约哪些，不写", "only show what would be planned"))
	return a.made(c, sheet.W("照规则（kehu rule）自动约计划；再运行一次不会重复", "make plans by the rules (kehu rule); running it again makes none twice"), "自动")
}

func (a *app) runPlanAuto(c *cobra.Command, o planAutoOptions) error {
	r, err := a.reading()
	if err != nil {
		return err
	}
	if o.Days < 0 {
		return sheet.Fail(sheet.Misused, "--days 不能小于 0", "--days can't be below 0")
	}
	o.Today = r.Today
	var plans []report.Proposal
	var waiting int
	find := func(v *store.View) error {
		if plans, waiting, err = a.proposals(v, o); err != nil || o.dryRun {
			return err
		}
		people, err := plannedPeople(v, plans)
		if err != nil {
			return err
		}
		return a.confirm(people, sheet.W("要约 %d 条计划吗？", "make %d plans?", len(plans)))
	}
	if o.dryRun {
		if err := a.view(c, find); err != nil {
			return err
		}
		a.tellProposals(plans)
		a.tellWaiting(waiting, o.Days)
		return nil
	}
	return a.write(c, find, func(tx *store.Tx) error {
		a.tellProposals(plans)
		a.tellWaiting(waiting, o.Days)
		for _, plan := range plans {
			if err := addProposal(tx, plan); err != nil {
				return err
			}
		}
		return nil
	})
}

func (a *app) proposals(v *store.View, o planAutoOptions) (plans []report.Proposal, waiting int, err error) {
	if o.Rules, err = rulesOf(v); err != nil {
		return nil, 0, err
	}
	return report.Propose(v, o.Options, o.market)
}

// plannedPeople are the customers whom plans are for; of many only those that a
// question shows have a name.
func plannedPeople(v *store.View, plans []report.Proposal) ([]store.Person, error) {
	var people []store.Person
	seen := map[sheet.ID]bool{}
	for _, plan := range plans {
		if seen[plan.Customer] {
			continue
		}
		seen[plan.Customer] = true
		p := store.Person{ID: plan.Customer}
		if len(people) < shownPeople {
			row, err := v.Get(sheet.Customers, plan.Customer)
			if err != nil {
				return nil, err
			}
			c := row.(*sheet.Customer)
			p.Name, p.Phone, p.Village = c.Name.String(), c.Phone.String(), c.Village.String()
		}
		people = append(people, p)
	}
	return people, nil
}

// tellWaiting says how many a later day has to take, and how to plan further ahead.
func (a *app) tellWaiting(waiting, days int) {
	if waiting > 0 {
		a.say("从未联系、久未联系的还有 %d 位没排上，一天只约几位（见 kehu rule）；往后再排几天：kehu plan auto --days %d",
			"%d more of the never contacted and long silent wait, as a day takes only some (see kehu rule); to plan further ahead: kehu plan auto --days %d", waiting, days+7)
	}
}

// tellProposals counts the plans by rule.
func (a *app) tellProposals(plans []report.Proposal) {
	counts, first, last := map[string]int{}, map[string]sheet.Date{}, map[string]sheet.Date{}
	var order []string
	for _, p := range plans {
		if counts[p.Rule]++; counts[p.Rule] == 1 {
			order = append(order, p.Rule)
			first[p.Rule] = p.Due
		}
		first[p.Rule], last[p.Rule] = min(first[p.Rule], p.Due), max(last[p.Rule], p.Due)
	}
	if len(plans) == 0 {
		fmt.Fprintln(a.out, a.text("照规则没有要约的计划", "the rules ask for no plan"))
		return
	}
	slices.Sort(order)
	for _, key := range order {
		days := sheet.Verbatim(first[key].String())
		if first[key] != last[key] {
			days = sheet.W("%s 到 %s", "%s to %s", first[key], last[key])
		}
		fmt.Fprintln(a.out, a.text("%s：%d 条（%s）", "%s: %d (%s)", report.RuleLabel(key), counts[key], days))
	}
	fmt.Fprintln(a.out, a.text("共 %d 条计划", "%d plans in all", len(plans)))
}

func addProposal(tx *store.Tx, plan report.Proposal) error {
	p := sheet.NewPatch(sheet.Plans)
	row := p.Row.(*sheet.Plan)
	row.Customer = sheet.Ref{ID: plan.Customer}
	row.Due, row.Content, row.Reason = plan.Due, sheet.MakeText(plan.Content), sheet.MakeText(plan.Reason)
	p.Take("customer", "due", "content", "reason")
	_, err := tx.Insert(p)
	return err
}
