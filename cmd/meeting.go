package cmd

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"kehu/report"
	"kehu/store"
	"kehu/store/sheet"
)

func newMeeting(a *app) *cobra.Command {
	c := &cobra.Command{
		Use: "meeting",
		Example: "  kehu meeting new 三月场 --on 3月12日 --place 三岔河饭店 --cost 3000\n  kehu meeting invite 三月场 --segment 重要价值客户 --top 30\n" +
			"  kehu meeting checkin 三月场\n  kehu meeting show 三月场",
	}
	a.group(c, newMeetingList(a), newMeetingNew(a), newMeetingInvite(a), newMeetingReply(a), newMeetingCheckin(a), newMeetingSheet(a),
		newMeetingShow(a), newMeetingClose(a))
	return a.made(c, sheet.W("会销：办会、邀约、签到、看成绩、会后回访", "sales meetings: invite, sign in, key figures, follow up"), "会销", "会议")
}

func newMeetingList(a *app) *cobra.Command {
	var o output
	c := &cobra.Command{
		Use: "list", Args: a.between(0, 0),
		RunE: func(c *cobra.Command, _ []string) error { return a.runMeetingList(c, o) },
	}
	a.addOutput(c, &o)
	return a.made(c, sheet.W("办过和要办的会，各场成绩", "the meetings, side by side"), "列表")
}

func (a *app) runMeetingList(c *cobra.Command, o output) error {
	r, err := a.reading()
	if err != nil {
		return err
	}
	return a.view(c, func(v *store.View) error {
		d, err := report.Meetings(v, report.Options{Today: r.Today, Limit: o.limit})
		if err != nil {
			return err
		}
		return a.print(d, &o)
	})
}

func newMeetingNew(a *app) *cobra.Command {
	texts := map[string]*string{}
	c := &cobra.Command{
		Use: a.text("new 名称 --on 日期 [--place 地点] [--cost 费用]", "new NAME --on DATE [--place P] [--cost C]"), Args: a.between(1, 1),
		Example: "  kehu meeting new 三月场 --on 3月12日 --place 三岔河饭店 --cost 3000\n  kehu meeting new 庙会 --on 5月1日 --until 5月3日",
	}
	for _, column := range sheet.Meetings.Must("on", "until", "place", "topic", "cost", "target") {
		texts[column.Key] = c.Flags().String(flagName(column), "", column.Label().In(a.lang))
	}
	c.Annotations = map[string]string{sheetAnnotation: sheet.Meetings.Key}
	c.RunE = func(c *cobra.Command, args []string) error { return a.runMeetingNew(c, args[0], texts) }
	return a.made(c, sheet.W("新建一场会销", "make a meeting"), "新建", "新增")
}

func (a *app) runMeetingNew(c *cobra.Command, name string, flags map[string]*string) error {
	r, err := a.reading()
	if err != nil {
		return err
	}
	texts := map[string]string{"name": name}
	for key, text := range flags {
		texts[key] = *text
	}
	if texts["on"] == "" {
		return sheet.Fail(sheet.Misused, "哪天开会？如 --on 3月12日", "on which day? such as --on 2026-03-12")
	}
	texts["on"], texts["until"] = meetingDay(texts["on"], r), meetingDay(texts["until"], r)
	db, err := a.open(c.Context(), making)
	if err != nil {
		return err
	}
	defer db.Close()
	return a.batch(c, db, func(tx *store.Tx) error { return a.putMeeting(tx, texts, r) })
}

// lately is for how many days a day without its year may have gone by: one that was
// written down late is likelier than one ten months ahead.
const lately = 60

// meetingDay is text as a day of the calendar; of a day and month without a year the
// next one, unless it was lately.
func meetingDay(text string, r sheet.Reading) string {
	next, err := sheet.ParseDate(text, sheet.Reading{Today: r.Today, Prefer: sheet.Future, Relative: true})
	last, also := sheet.ParseDate(text, sheet.Reading{Today: r.Today, Prefer: sheet.Past, Relative: true})
	if err == nil && also == nil && next-last > 300 && r.Today-last <= lately {
		return last.String()
	}
	return fixedDay(text, r)
}

// putMeeting adds a meeting. One of that name without a day, as kehu buy --meeting
// makes it, gets the day instead.
func (a *app) putMeeting(tx *store.Tx, texts map[string]string, r sheet.Reading) error {
	p := sheet.NewPatch(sheet.Meetings)
	if err := fill(&p, r, texts); err != nil {
		return err
	}
	row := p.Row.(*sheet.Meeting)
	if row.Until != 0 && row.Until < row.On {
		return sheet.Fail(sheet.Misused, "--until %s 在 --on %s 之前", "--until %s is before --on %s", row.Until, row.On)
	}
	id := sheet.ID(0)
	for old, err := range tx.Rows(named(sheet.Meetings, "name", row.Name.String())) {
		if err != nil {
			return err
		}
		switch m := old.(*sheet.Meeting); m.On {
		case 0:
			id = m.ID
		case row.On:
			return sheet.Fail(sheet.Misused, "已有 %s 的“%s”（m%s）；改它请用 kehu set m%[3]s 会销地点=…，另办一场请换个名称", "there is “%[2]s” on %[1]s already (m%[3]s); change it with kehu set m%[3]s place=…, or call another one otherwise", m.On, m.Name.String(), m.ID.String())
		}
	}
	var err error
	if id == 0 {
		id, err = tx.Insert(p)
	} else {
		_, err = tx.Update(id, p)
	}
	if err != nil {
		return err
	}
	row.ID = id
	call, err := report.MeetingCall(tx, row)
	if err == nil {
		fmt.Fprintln(a.out, strings.TrimSpace(a.text("m%s %s：%s %s", "m%s %s: %s %s", id.String(), row.Name.String(), spanOf(row), row.Place.String())))
		a.say("下一步：kehu meeting invite %s --segment 重要价值客户 --top 30", "next: kehu meeting invite %s --segment value --top 30", call)
	}
	return err
}

// spanOf is the meeting's day, or its first and last.
func spanOf(m *sheet.Meeting) sheet.Words {
	if m.Until > m.On {
		return sheet.W("%s 至 %s", "%s to %s", m.On.String(), m.Until.String())
	}
	return sheet.Verbatim(m.On.String())
}

type meetingShowOptions struct {
	output
	all bool
}

func newMeetingShow(a *app) *cobra.Command {
	var o meetingShowOptions
	c := &cobra.Command{
		Use: a.text("show [名称]", "show [NAME]"), Args: a.between(0, -1),
		Example: "  kehu meeting show 三月场\n  kehu meeting show 最近一场 --all",
		RunE:    func(c *cobra.Command, args []string) error { return a.runMeetingShow(c, rest(args), o) },
	}
	c.Flags().BoolVar(&o.all, "all", false, a.text("连同名单", "with everybody"))
	a.addOutput(c, &o.output)
	return a.made(c, sheet.W("一场会的成绩：每个数写明分子分母（缺省为最近一场）", "the key figures of a meeting, by default of the last"), "查看", "看")
}

func (a *app) runMeetingShow(c *cobra.Command, name string, o meetingShowOptions) error {
	r, err := a.reading()
	if err != nil {
		return err
	}
	return a.view(c, func(v *store.View) error {
		m, err := a.gathering(v, name, r.Today)
		if err != nil {
			return err
		}
		d := report.MeetingShow(m, report.Options{Today: r.Today, All: o.all || o.json || o.file != ""})
		if !o.json && !o.csv && ending(o.file) != ".json" && ending(o.file) != ".csv" {
			hide(&d.Tables[0], "key") // it names the figures to programs
		}
		return a.print(d, &o.output)
	})
}

// gathering is the meeting that text names, the last without one, with its guests.
func (a *app) gathering(v *store.View, text string, today sheet.Date) (*report.Gathering, error) {
	if text == "" {
		text = "最近一场"
	}
	m, err := report.MeetingNamed(v, sheet.Fold(text), today)
	if err != nil {
		return nil, err
	}
	return report.GatheringOf(v, m, today)
}
