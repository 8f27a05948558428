package cmd

import (
	"fmt"

	"github.com/spf13/cobra"

	"kehu/store"
	"kehu/store/sheet"
)

func newPlan(a *app) *cobra.Command {
	var via, staff string
	c := &cobra.Command{
		Use: a.text("plan 客户 日期 内容 [--via 方式]", "plan WHO DATE TEXT [--via HOW]"), Args: a.between(2, -1),
		Annotations: map[string]string{sheetAnnotation: sheet.Plans.Key},
		Example:     "  kehu plan 王秀兰 下周三 送说明书 --via 上门\n  kehu plan 王秀兰 下个集 带两盒钙片",
		RunE: func(c *cobra.Command, args []string) error {
			return a.runPlan(c, args[0], map[string]string{"due": args[1], "content": rest(args[2:]), "via": via, "staff": staff, "reason": "手工"})
		},
	}
	c.Flags().StringVar(&via, "via", "", a.text("方式", "how"))
	c.Flags().StringVar(&staff, "staff", "", a.text("业务员", "staff"))
	c.AddCommand(newPlanAuto(a))
	return a.made(c, sheet.W("约定下次跟进", "plan the next contact"), "约", "计划")
}

func (a *app) runPlan(c *cobra.Command, who string, texts map[string]string) error {
	r, err := a.reading()
	if err != nil {
		return err
	}
	var person store.Person
	return a.write(c, a.whose(who, &person), func(tx *store.Tx) error {
		if texts["due"], err = a.onMarketDay(&tx.View, person, texts["due"], r); err != nil {
			return err
		}
		p := owned(sheet.Plans, person)
		if err := fill(&p, r, texts); err != nil {
			return err
		}
		row := p.Row.(*sheet.Plan)
		if row.Due < r.Today {
			a.say("注意：%s 已经过去", "note: %s is past", row.Due)
		}
		return a.insert(tx, p, person, sheet.W("%s %s", "%s %s", row.Due, row.Content.String()))
	})
}

func newDone(a *app) *cobra.Command {
	var at, via, next, todo string
	c := &cobra.Command{
		Use: a.text("done 计划|客户 [结果] [--next 日期]", "done PLAN|WHO [RESULT] [--next DATE]"), Args: a.between(1, -1),
		Annotations: map[string]string{sheetAnnotation: sheet.Plans.Key},
		Example:     "  kehu done p12 说明书送到了 --next 7天后",
		RunE: func(c *cobra.Command, args []string) error {
			return a.runDone(c, args, at, via, next, todo)
		},
	}
	c.Flags().StringVar(&at, "at", "", a.text("完成日期（缺省为今天）", "day (default: today)"))
	c.Flags().StringVar(&via, "via", "", a.text("方式", "how"))
	c.Flags().StringVar(&next, "next", "", a.text("下次跟进日期", "day of the next contact"))
	c.Flags().StringVar(&todo, "do", "", a.text("下次做什么", "what to do then"))
	return a.made(c, sheet.W("完成计划，并记一次互动", "do a plan, and record the contact"), "完成", "办完")
}

func (a *app) runDone(c *cobra.Command, args []string, at, via, next, todo string) error {
	r, err := a.reading()
	if err != nil {
		return err
	}
	var plan *sheet.Plan
	find := func(v *store.View) error {
		plan, err = a.planOf(v, args[0])
		return err
	}
	return a.write(c, find, func(tx *store.Tx) error {
		person := store.Person{ID: plan.Customer.ID, Name: plan.Customer.Name, Phone: plan.Phone.String(), Village: plan.Village.String()}
		if err := a.finish(tx, plan, rest(args[1:]), at, r); err != nil {
			return err
		}
		if err := a.logDone(tx, plan, person, rest(args[1:]), at, via, r); err != nil {
			return err
		}
		return a.planNext(tx, person, next, todo, r)
	})
}

// planOf finds the open plan that text names: p12, or a customer who has one.
func (a *app) planOf(v *store.View, text string) (*sheet.Plan, error) {
	if s, id := rowNamed(text); s == sheet.Plans {
		row, err := v.Get(s, id)
		if err != nil {
			return nil, err
		}
		plan := row.(*sheet.Plan)
		if !plan.DoneOn.Empty() {
			return nil, sheet.Fail(sheet.NotFound, "p%s 在 %s 已经完成", "p%s was done on %s", id.String(), plan.DoneOn)
		}
		return plan, nil
	}
	person, err := a.who(v, text, false)
	if err != nil {
		return nil, err
	}
	open, err := openPlans(v, person.ID)
	switch {
	case err != nil:
		return nil, err
	case len(open) == 0:
		return nil, sheet.Fail(sheet.NotFound, "%s没有未完成的计划；记一次联系请用 kehu log", "%s has no open plan; record a contact with kehu log", person.Name)
	case len(open) > 1:
		return nil, sheet.Fail(sheet.Ambiguous, "%s有好几个计划：%s；请用编号，如 kehu done p12", "%s has several plans: %s; say which, such as kehu done p12", person.Name, planList(open))
	}
	return open[0], nil
}

func openPlans(v *store.View, id sheet.ID) ([]*sheet.Plan, error) {
	due, done := sheet.Plans.Column("due"), sheet.Plans.Column("done_on")
	query := sheet.Query{Sheet: sheet.Plans, Customer: id, Where: &sheet.Filter{Op: sheet.Absent, Column: done}, Sort: []sheet.Order{{Column: due}}}
	var open []*sheet.Plan
	for row, err := range v.Rows(query) {
		if err != nil {
			return nil, err
		}
		open = append(open, sheet.Plans.Clone(row).(*sheet.Plan))
	}
	return open, nil
}

func planList(plans []*sheet.Plan) sheet.Names {
	texts := make([]string, len(plans))
	for i, p := range plans {
		texts[i] = fmt.Sprintf("p%s %s %s", p.ID.String(), p.Due, p.Content.String())
	}
	return texts
}

// finish marks the plan done.
func (a *app) finish(tx *store.Tx, plan *sheet.Plan, result, at string, r sheet.Reading) error {
	p := sheet.NewPatch(sheet.Plans)
	if err := fill(&p, r, map[string]string{"done_on": at, "result": result}); err != nil {
		return err
	}
	if row := p.Row.(*sheet.Plan); row.DoneOn.Empty() {
		row.DoneOn = r.Today
		p.Take("done_on")
	}
	_, err := tx.Update(plan.ID, p)
	if err == nil {
		fmt.Fprintln(a.out, a.text("p%s 已完成：%s", "p%s done: %s", plan.ID.String(), plan.Content.String()))
	}
	return err
}

// logDone writes the contact that doing the plan was.
func (a *app) logDone(tx *store.Tx, plan *sheet.Plan, person store.Person, result, at, via string, r sheet.Reading) error {
	p := owned(sheet.Interactions, person)
	row := p.Row.(*sheet.Interaction)
	if via == "" {
		via = plan.Via.String()
	}
	if err := fill(&p, r, map[string]string{"at": at, "via": via, "content": plan.Content.String(), "result": result, "staff": plan.Staff.String()}); err != nil {
		return err
	}
	if at == "" {
		row.At = a.momentNow(r.Today)
		p.Take("at")
	}
	return a.insert(tx, p, person, sheet.W("%s %s %s", "%s %s %s", row.At, row.Content.String(), row.Result.String()))
}
