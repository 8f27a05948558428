package cmd

import (
	"fmt"

	"github.com/spf13/cobra"

	"kehu/report"
	"kehu/store"
	"kehu/store/sheet"
)

type inviteOptions struct {
	output
	segment, where, inviter string
	top, gap                int
	all, dryRun             bool
}

func newMeetingInvite(a *app) *cobra.Command {
	var o inviteOptions
	c := &cobra.Command{
		Use: a.text("invite 名称 [客户… | --segment 分群 --top 人数 | --where 条件]", "invite NAME [WHO… | --segment S --top N | --where COND]"), Args: a.between(1, -1),
		Example: "  kehu meeting invite 三月场 --segment 重要价值客户 --top 30 --inviter 本人\n  kehu meeting invite 三月场 --where '村=后屯' --dry-run\n  kehu meeting invite 三月场 王秀兰 李建国",
		RunE:    func(c *cobra.Command, args []string) error { return a.runMeetingInvite(c, args[0], args[1:], o) },
	}
	f := c.Flags()
	f.StringVar(&o.segment, "segment", "", a.text("从这个分群里请", "from this segment"))
	f.StringVar(&o.where, "where", "", a.text("请符合条件的", "those that answer the condition"))
	f.IntVar(&o.top, "top", 0, a.text("最多几位，累计金额高的在先", "at most so many, those who spent most first"))
	f.IntVar(&o.gap, "gap", report.InviteGap, a.text("几天内邀过别的场的不请", "not those invited elsewhere within so many days"))
	f.StringVar(&o.inviter, "inviter", "", a.text("邀约人（本人 = 自己）", "who invites (me: yourself)"))
	f.BoolVar(&o.all, "all", false, a.text("连同没请的人和理由", "also who is left out, and why"))
	f.BoolVar(&o.dryRun, "dry-run", false, a.text("只看名单，不写", "only show the list"))
	a.addOutput(c, &o.output)
	return a.made(c, sheet.W("挑人邀约，写明请谁、为什么、没请谁", "pick whom to invite, and say why"), "邀约", "邀请")
}

func (a *app) runMeetingInvite(c *cobra.Command, name string, who []string, o inviteOptions) error {
	r, err := a.reading()
	switch {
	case err != nil:
		return err
	case o.top < 0 || o.gap < 0:
		return sheet.Fail(sheet.Misused, "--top 和 --gap 不能小于 0", "--top and --gap can't be below 0")
	case len(who) > 0 && (o.where != "" || o.segment != ""):
		return sheet.Fail(sheet.Misused, "客户和 --segment、--where 只能给一样", "name customers or give --segment or --where, not both")
	case len(who) == 0 && o.where == "" && o.segment == "" && o.top == 0:
		return sheet.Fail(sheet.Misused, "请谁？如 --segment 重要价值客户 --top 30，或 --where '村=后屯'，或写姓名", "whom? such as --segment value --top 30, --where 'village=后屯', or names")
	}
	var m *sheet.Meeting
	var all *report.Invitees
	shown := false
	find := func(v *store.View) error {
		if m, all, err = a.invitees(v, name, who, o, r); err != nil || o.dryRun {
			return err
		}
		if m.On != 0 && max(m.On, m.Until) < r.Today {
			a.say("注意：“%s”在 %s 已经开过", "note: “%s” was on %s", m.Name.String(), m.On)
		}
		shown, err = a.confirmInvitees(all, o)
		return err
	}
	if o.dryRun {
		if err := a.view(c, find); err != nil {
			return err
		}
		return a.print(all.Doc(), &o.output)
	}
	err = a.write(c, find, func(tx *store.Tx) error { return a.putInvitees(tx, m, all, o.inviter, r.Today) })
	if err != nil || shown {
		return err
	}
	return a.print(all.Doc(), &o.output)
}

// invitees finds the meeting and whom to ask.
func (a *app) invitees(v *store.View, name string, who []string, o inviteOptions, r sheet.Reading) (*sheet.Meeting, *report.Invitees, error) {
	m, err := report.MeetingNamed(v, sheet.Fold(name), r.Today)
	if err != nil {
		return nil, nil, err
	}
	i := report.Invitation{Name: sheet.Fold(o.segment), Top: o.top, Gap: o.gap, Tell: o.screen()}
	for _, word := range who {
		p, err := a.who(v, word, false)
		if err != nil {
			return nil, nil, err
		}
		i.People = append(i.People, p.ID)
	}
	opts := report.Options{Today: r.Today, All: o.all}
	if opts.Where, err = a.customersWhere(v, o.where, r); err != nil {
		return nil, nil, err
	}
	all, err := report.Invite(v, m, i, opts)
	return m, all, err
}

// confirmInvitees asks before many are invited: at a terminal under the whole list,
// which is shown then.
func (a *app) confirmInvitees(all *report.Invitees, o inviteOptions) (shown bool, err error) {
	people := make([]store.Person, len(all.Chosen))
	for i := range all.Chosen {
		c := &all.Chosen[i]
		people[i] = store.Person{ID: c.ID, Name: c.Name.String(), Phone: c.Phone.String(), Village: c.Village.String()}
	}
	question := sheet.W("要邀约这 %d 位吗？", "invite these %d?", len(people))
	if len(people) <= guarded || a.global.yes || !a.inTerminal {
		return false, a.confirm(people, question)
	}
	if err := a.print(all.Doc(), &o.output); err != nil {
		return true, err
	}
	return true, a.agreed(question)
}

// putInvitees writes the invitations.
func (a *app) putInvitees(tx *store.Tx, m *sheet.Meeting, all *report.Invitees, inviter string, today sheet.Date) error {
	for i := range all.Chosen {
		c := &all.Chosen[i]
		p := attending(m, store.Person{ID: c.ID, Name: c.Name.String()})
		row := p.Row.(*sheet.Attendance)
		row.InvitedOn, row.Inviter = today, sheet.MakeTerm(inviter)
		p.Take("invited_on")
		if inviter != "" {
			p.Take("inviter")
		}
		if _, err := tx.Insert(p); err != nil {
			return err
		}
	}
	a.say("“%s”邀约了 %d 位", "“%s”: invited %d", m.Name.String(), len(all.Chosen))
	return nil
}

// attending starts a patch of a customer's part in a meeting.
func attending(m *sheet.Meeting, person store.Person) sheet.Patch {
	p := owned(sheet.Attendances, person)
	p.Row.(*sheet.Attendance).Meeting = sheet.Ref{ID: m.ID, Name: m.Name.String()}
	p.Take("meeting")
	return p
}

func newMeetingReply(a *app) *cobra.Command {
	c := &cobra.Command{
		Use: a.text("reply 名称 客户… 确认|拒绝|未定", "reply NAME WHO… confirmed|declined|undecided"), Args: a.between(3, -1),
		Example: "  kehu meeting reply 三月场 王秀兰 确认\n  kehu meeting reply 三月场 5678 3344 未定",
		RunE:    func(c *cobra.Command, args []string) error { return a.runMeetingReply(c, args) },
	}
	return a.made(c, sheet.W("记下来不来", "note who will come"), "答复", "回话")
}

func (a *app) runMeetingReply(c *cobra.Command, args []string) error {
	r, err := a.reading()
	if err != nil {
		return err
	}
	last := len(args) - 1
	answer := sheet.NewPatch(sheet.Attendances)
	if err := assign(&answer, sheet.Attendances.Column("reply"), args[last], r); err != nil {
		return err
	}
	var g *report.Gathering
	var people []store.Person
	find := func(v *store.View) error {
		if g, err = a.gathering(v, args[0], r.Today); err != nil {
			return err
		}
		if people, err = a.chosen(v, args[1:last], "", r, false); err != nil {
			return err
		}
		return a.confirm(people, sheet.W("给这 %d 位都记“%s”吗？", "note “%[2]s” for these %[1]d?", len(people), args[last]))
	}
	return a.write(c, find, func(tx *store.Tx) error {
		for _, person := range people {
			if err := a.putReply(tx, g, person, answer.Row.(*sheet.Attendance).Reply, r.Today); err != nil {
				return err
			}
		}
		return nil
	})
}

// putReply notes an answer; who answers was invited, even if nobody noted that.
func (a *app) putReply(tx *store.Tx, g *report.Gathering, person store.Person, reply sheet.Choice, today sheet.Date) error {
	p := attending(&g.Meeting, person)
	row := p.Row.(*sheet.Attendance)
	row.Reply = reply
	p.Take("reply")
	fmt.Fprintln(a.out, a.text("%s %s：%s", "%s %s: %s", g.Name.String(), person, reply.String()))
	if guest := g.Guest(person.ID); guest != nil {
		_, err := tx.Update(guest.ID, p)
		return err
	}
	a.say("原来没邀约%s，一并补记", "%s was not invited; noted as well", person.Name)
	row.InvitedOn = today
	p.Take("invited_on")
	_, err := tx.Insert(p)
	return err
}
