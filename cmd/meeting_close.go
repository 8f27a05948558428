package cmd

import (
	"fmt"

	"github.com/spf13/cobra"

	"kehu/report"
	"kehu/store"
	"kehu/store/sheet"
)

func newMeetingClose(a *app) *cobra.Command {
	c := &cobra.Command{
		Use: a.text("close [名称]", "close [NAME]"), Args: a.between(0, -1),
		Example: "  kehu meeting close 三月场",
		RunE:    func(c *cobra.Command, args []string) error { return a.runMeetingClose(c, rest(args)) },
	}
	return a.made(c, sheet.W("散会：排好 48 小时回访，说清还有什么没办", "after a meeting: plan the 48-hour visits, say what is open"), "散会", "收尾")
}

func (a *app) runMeetingClose(c *cobra.Command, name string) error {
	r, err := a.reading()
	if err != nil {
		return err
	}
	var g *report.Gathering
	var plans []report.FollowUp
	find := func(v *store.View) error {
		if g, plans, err = a.followUps(v, name, r.Today); err != nil {
			return err
		}
		people := make([]store.Person, len(plans))
		for i, f := range plans {
			c := &f.Guest.Person.Customer
			people[i] = store.Person{ID: c.ID, Name: c.Name.String(), Phone: c.Phone.String(), Village: c.Village.String()}
		}
		return a.confirm(people, sheet.W("给这 %d 位排上会后回访吗？", "plan a visit to these %d?", len(people)))
	}
	return a.write(c, find, func(tx *store.Tx) error { return a.closeMeeting(tx, g, plans) })
}

// followUps finds the meeting and the visits to plan.
func (a *app) followUps(v *store.View, name string, today sheet.Date) (*report.Gathering, []report.FollowUp, error) {
	g, err := a.gathering(v, name, today)
	switch {
	case err != nil:
		return nil, nil, err
	case g.On == 0:
		return nil, nil, sheet.Fail(sheet.Misused, "“%s”没有日期：kehu set m%s 会销日期=2026-03-12", "“%s” has no day: kehu set m%s on=2026-03-12", g.Name.String(), g.ID.String())
	case g.Last() > today:
		return nil, nil, sheet.Fail(sheet.Misused, "“%s”%s 才开完，散会后再来", "“%s” is not over until %s; come back then", g.Name.String(), g.Last())
	}
	made := map[sheet.ID]map[string]bool{}
	for row, err := range v.Rows(sheet.Query{Sheet: sheet.Plans, Columns: sheet.Plans.Must("customer_no", "reason"), Removed: true,
		Where: &sheet.Filter{Op: sheet.Ge, Column: sheet.Plans.Column("due"), Value: int64(g.On)}}) {
		if err != nil {
			return nil, nil, err
		}
		p := row.(*sheet.Plan)
		if made[p.Customer.ID] == nil {
			made[p.Customer.ID] = map[string]bool{}
		}
		made[p.Customer.ID][p.Reason.String()] = true
	}
	return g, g.FollowUps(func(id sheet.ID, reason string) bool { return made[id][reason] }), nil
}

// closeMeeting writes the plans and says what is still open.
func (a *app) closeMeeting(tx *store.Tx, g *report.Gathering, plans []report.FollowUp) error {
	for _, f := range plans {
		person := store.Person{ID: f.Guest.Person.ID, Name: f.Guest.Person.Name.String(), Phone: f.Guest.Person.Phone.String(), Village: f.Guest.Person.Village.String()}
		p := owned(sheet.Plans, person)
		row := p.Row.(*sheet.Plan)
		row.Due, row.Content, row.Reason, row.Staff = f.Due, sheet.MakeText(f.Content), sheet.MakeText(f.Reason), sheet.MakeTerm(f.Staff)
		p.Take("due", "content", "reason")
		if f.Staff != "" {
			p.Take("staff")
		}
		if err := a.insert(tx, p, person, sheet.W("%s %s", "%s %s", f.Due, f.Content)); err != nil {
			return err
		}
	}
	fmt.Fprintln(a.out, a.text("%s：排了 %d 位的会后回访", "%s: planned %d visits", g.Name.String(), len(plans)))
	for _, w := range g.Closing() {
		fmt.Fprintln(a.out, "  "+w.In(a.lang))
	}
	return nil
}
