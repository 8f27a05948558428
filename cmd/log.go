package cmd

import (
	"errors"

	"github.com/spf13/cobra"

	"kehu/report"
	"kehu/store"
	"kehu/store/sheet"
)

type logOptions struct{ at, next, todo, result, staff, meeting string }

func newLog(a *app) *cobra.Command {
	var o logOptions
	c := &cobra.Command{
		Use: a.text("log 客户 方式 内容|-1…-9 [--at 日期] [--next 日期]", "log WHO VIA TEXT|-1…-9 [--at DATE] [--next DATE]"), Args: a.between(1, -1),
		Example:     "  kehu log 王秀兰 上门 血压计会用了 --next 3天后\n  kehu log 王秀兰 -1",
		RunE:        func(c *cobra.Command, args []string) error { return a.runLog(c, args, o) },
		Annotations: map[string]string{sheetAnnotation: sheet.Interactions.Key},
	}
	f := c.Flags()
	f.StringVar(&o.at, "at", "", a.text("什么时候（缺省为现在）", "when (default: now)"))
	f.StringVar(&o.next, "next", "", a.text("下次跟进日期，如 3天后", "day of the next contact, such as +3d"))
	f.StringVar(&o.todo, "do", "", a.text("下次做什么", "what to do then"))
	f.StringVar(&o.result, "result", "", a.text("结果", "result"))
	f.StringVar(&o.staff, "staff", "", a.text("业务员", "staff"))
	f.StringVar(&o.meeting, "meeting", "", a.text("会销名称", "meeting"))
	addDigits(c)
	return a.made(c, sheet.W("记一次互动", "record a contact"), "记", "跟进", "记录")
}

func (a *app) runLog(c *cobra.Command, args []string, o logOptions) error {
	r, err := a.reading()
	if err != nil {
		return err
	}
	digit, err := digitGiven(c)
	switch {
	case err != nil:
		return err
	case digit == 0 && len(args) < 2:
		return a.between(2, -1)(c, args)
	}
	var person store.Person
	find := func(v *store.View) error {
		if digit > 0 {
			words, err := inPhrase(v, digit, args[1:])
			if err != nil {
				return err
			}
			args = append(args[:1:1], words...)
		}
		return a.whose(args[0], &person)(v)
	}
	return a.write(c, find, func(tx *store.Tx) error {
		p := owned(sheet.Interactions, person)
		row := p.Row.(*sheet.Interaction)
		if err := fill(&p, r, map[string]string{"at": o.at, "via": args[1], "content": rest(args[2:]), "result": o.result, "staff": o.staff}); err != nil {
			return err
		}
		if o.at == "" {
			row.At = a.momentNow(r.Today)
			p.Take("at")
		}
		if row.At.Date() > r.Today {
			a.say("注意：%s 还没到；约下次请用 kehu plan", "note: %s is still to come; plan it with kehu plan", row.At.Date())
		}
		if err := a.refer(tx, &p, o.meeting, r.Today); err != nil {
			return err
		}
		if err := a.insert(tx, p, person, sheet.W("%s %s %s", "%s %s %s", row.At, viaOf(row), row.Content.String())); err != nil {
			return err
		}
		return a.planNext(tx, person, o.next, o.todo, r)
	})
}

// refer points p at the meeting of that name, or of a part of one; "" changes
// nothing. A meeting that nobody wrote down yet is made, without a day.
func (a *app) refer(tx *store.Tx, p *sheet.Patch, name string, today sheet.Date) error {
	if name == "" {
		return nil
	}
	ref := p.Sheet.Column("meeting").Field(p.Row).(*sheet.Ref)
	p.Take("meeting")
	m, err := report.MeetingNamed(tx, sheet.Fold(name), today)
	var known *sheet.Error
	switch {
	case err == nil:
		ref.ID, ref.Name = m.ID, m.Name.String()
		return nil
	case !errors.As(err, &known) || known.Failure != sheet.NotFound:
		return err
	}
	ref.Name = name
	ref.ID, err = tx.Named(sheet.Meetings, name)
	a.say("新的会销“%s”，还没有日期：kehu meeting new %[1]s --on 日期", "a new meeting “%s”, without a day yet: kehu meeting new %[1]s --on DATE", name)
	return err
}
