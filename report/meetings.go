package report

import (
	"iter"
	"strings"

	"kehu/store/sheet"
)

// Meetings compares the meetings, the newest first.
func Meetings(src Source, o Options) (Doc, error) {
	all, err := MeetingsOf(src, o)
	if err != nil {
		return Doc{}, err
	}
	var counted []*Gathering
	shelf := newLibrary(src, o.Today)
	among, err := crowdOf(src, o.Where, o.Today)
	if err != nil {
		return Doc{}, err
	}
	for i := range all {
		m, err := shelf.gathering(&all[i])
		if err != nil {
			return Doc{}, err
		}
		m.only(among)
		counted = append(counted, m)
	}
	return Doc{Key: "meetings", Title: sheet.W("会销", "Meetings"), AsOf: o.Today, Notes: meetingsNotes(), Say: compared(counted),
		Tables: []Table{{Key: "meetings", Title: sheet.W("会销", "Meetings"), Columns: meetingsColumns(), Rows: meetingsRows(counted)}}}, nil
}

// MeetingsOf reads the meetings within o's days, the newest first.
func MeetingsOf(src Source, o Options) ([]sheet.Meeting, error) {
	var all []sheet.Meeting
	s := sheet.Meetings
	q := sheet.Query{Sheet: s, Where: when(s, o.From, o.To), Limit: o.Limit, Sort: []sheet.Order{{Column: s.Must("on")[0], Desc: true}}}
	err := each(src, q, func(m *sheet.Meeting) { all = append(all, *m) })
	return all, err
}

// only leaves the guests of a crowd.
func (m *Gathering) only(among crowd) {
	if among == nil {
		return
	}
	var kept []*Guest
	for _, g := range m.Guests {
		if among.has(g.Person.ID) {
			kept = append(kept, g)
		}
	}
	m.Guests, m.strangers = kept, 0
}

func meetingsColumns() []Column {
	of := func(key string) Column { return ColumnOf(sheet.Meetings.Must(key)[0]) }
	return []Column{of("no"), of("name"), of("on"),
		figureColumn("invited", "邀约", "Invited", sheet.CountKind, 6),
		figureColumn("attended", "到会", "Attended", sheet.CountKind, 6),
		figureColumn("attendance_rate", "到会率", "Attendance", sheet.TextKind, 8),
		figureColumn("buyers", "成交", "Buyers", sheet.CountKind, 6),
		figureColumn("deal_rate", "成交率", "Deals", sheet.TextKind, 8),
		figureColumn("net_sales", "净销售额", "Net sales", sheet.MoneyKind, 11),
		of("cost"),
		figureColumn("return_on_cost", "投入产出", "Return on cost", sheet.TextKind, 9),
		figureColumn("per_buyer", "客单价", "Per buyer", sheet.MoneyKind, 10),
		figureColumn("return_rate", "退单率", "Returned", sheet.TextKind, 8),
		figureColumn("unpaid", "尾款", "Unpaid", sheet.MoneyKind, 10),
		figureColumn("followed_48h", "48 小时回访率", "48-hour follow-up", sheet.TextKind, 10),
		figureColumn("again_30", "30 天复购率", "Again in 30 days", sheet.TextKind, 10),
		figureColumn("again_60", "60 天复购率", "Again in 60 days", sheet.TextKind, 10),
		figureColumn("again_90", "90 天复购率", "Again in 90 days", sheet.TextKind, 10),
		figureColumn("bought_7_days", "会后 7 天另购", "Bought within 7 days", sheet.MoneyKind, 10),
		figureColumn("invitation_rate", "邀约转化率", "Invitation to deal", sheet.TextKind, 10),
		figureColumn("confirmed", "确认", "Confirmed", sheet.CountKind, 6),
		figureColumn("walk_ins", "自来", "Walk-ins", sheet.CountKind, 6),
		of("until"), of("place"), of("topic"),
	}
}

func meetingsRows(all []*Gathering) iter.Seq2[[]Cell, error] {
	return func(yield func([]Cell, error) bool) {
		for _, m := range all {
			figures, t := map[string]Cell{}, m.tally(everybody)
			for _, k := range m.kpis() {
				figures[k.key] = k.value
			}
			cells := []Cell{&m.ID, &m.Name, &m.On, count(t.invited), count(t.came), figures["attendance_rate"], count(t.buyers), figures["deal_rate"],
				figures["net_sales"], &m.Cost, figures["return_on_cost"], figures["per_buyer"], figures["return_rate"], figures["unpaid"],
				figures["followed_48h"], figures["again_30"], figures["again_60"], figures["again_90"], figures["bought_7_days"], figures["invitation_rate"], count(t.confirmed), count(t.walkIns), &m.Until, &m.Place, &m.Topic}
			if !yield(cells, nil) {
				return
			}
		}
	}
}

func meetingsNotes() []sheet.Words {
	return []sheet.Words{sheet.W("到会率 = 应邀到会 ÷ 邀约（自来不算）；成交率 = 到会且当场买的 ÷ 到会；净销售额 = 当场 − 会后 %d 天内的退货；投入产出 = 净销售额 ÷ 会务费；没满日子或分母为 0 写“—”。分子分母看 kehu meeting show。",
		"Attendance = invited who came ÷ invited, without walk-ins; deals = who came and bought ÷ attended; net sales = on the spot − returned within %d days; return on cost = net sales ÷ cost; “—”: the days are not over or the divisor is 0. kehu meeting show has what is divided by what.", returnDays)}
}

// compared says which meeting did best for its cost, or what to do next.
func compared(all []*Gathering) sheet.Words {
	if len(all) == 0 {
		return sheet.W("还没有会销：kehu meeting new 三月场 --on 3月12日。", "No meetings yet: kehu meeting new 三月场 --on 2026-03-12.")
	}
	var best *Gathering
	held, most := 0, 0.0
	for _, m := range all {
		if m.On > m.today {
			return sheet.W("下一场是 %s（%s）：%s", "Next is %s (%s): %s", m.Name.String(), m.On.String(), soonestOf(all).say())
		}
		t := m.tally(everybody)
		if m.Cost.N <= 0 || t.came == 0 {
			continue
		}
		held++
		if ratio := float64(t.net()) / float64(m.Cost.N); best == nil || ratio > most {
			best, most = m, ratio
		}
	}
	if held < 3 {
		return sheet.W("记了费用又有签到的只有 %d 场，样本不足，还比不出哪种会更值得办：每场都记费用和签到。",
			"Meetings with a cost and sign-ins: %d, too few to compare; note both for each.", held)
	}
	return sheet.W("%d 场里 %s 的投入产出最高（%.2f）：看看它请的是谁、讲的是什么，照着再办。", "Of %d meetings %s returned most for its cost (%.2f): look at whom it invited and what it was about, and do it again.",
		held, best.Name.String(), most)
}

// soonestOf is the next meeting to come; the newest stand first.
func soonestOf(all []*Gathering) *Gathering {
	next := all[0]
	for _, m := range all {
		if m.On > m.today {
			next = m
		}
	}
	return next
}

// MeetingNamed is the meeting that text names: m3, its name or a part of it, the name
// with its day or its number where others are called the same, 最近一场 for the last that
// has begun, 下一场 for the next. The error is NotFound or Ambiguous.
func MeetingNamed(src Source, text string, today sheet.Date) (*sheet.Meeting, error) {
	all, err := MeetingsOf(src, Options{})
	if err != nil {
		return nil, err
	}
	if m := nearby(all, text, today); m != nil {
		return m, nil
	}
	found := called(all, text, false)
	if found == nil {
		found = called(all, text, true)
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return nil, sheet.Fail(sheet.Ambiguous, "“%s”可能是：%s；请用编号指定，如 m%s", "“%s” may be: %s; say which by its number, such as m%s", text, MeetingNames(found), found[0].ID.String())
	case len(all) == 0:
		return nil, sheet.Fail(sheet.NotFound, "还没有会销，先新建一场：kehu meeting new 名称 --on 日期", "there are no meetings yet; make one: kehu meeting new NAME --on DATE")
	}
	return nil, sheet.Fail(sheet.NotFound, "没有会销“%s”，用 kehu meeting 查看，或新建：kehu meeting new %[1]s --on 日期", "no meeting “%s”; see kehu meeting, or make it: kehu meeting new %[1]s --on DATE", text)
}

// MeetingsCalled are the meetings of that number or name, the newest first; with part
// also those that have it in their names.
func MeetingsCalled(src Source, text string, part bool) ([]*sheet.Meeting, error) {
	all, err := MeetingsOf(src, Options{})
	return called(all, text, part), err
}

func called(all []sheet.Meeting, text string, part bool) (found []*sheet.Meeting) {
	for i := range all {
		m := &all[i]
		if callsIt(m, text) || part && strings.Contains(strings.ToLower(m.Name.String()), strings.ToLower(text)) {
			found = append(found, m)
		}
	}
	return found
}

// callsIt reports whether text is the whole name of m, its number, or the name with its
// day or its number behind it.
func callsIt(m *sheet.Meeting, text string) bool {
	name, number := m.Name.String(), sheet.Meetings.Prefix+m.ID.String()
	for _, call := range []string{name, number, name + " " + number, name + " " + m.On.String()} {
		if strings.EqualFold(call, text) {
			return true
		}
	}
	return false
}

// nearby is the meeting that 最近一场 or 下一场 means, nil for other words or without one.
func nearby(all []sheet.Meeting, text string, today sheet.Date) *sheet.Meeting {
	var last, next *sheet.Meeting
	for i := range all {
		m := &all[i]
		switch {
		case m.On == 0:
		case m.On > today:
			next = m
		case last == nil:
			last = m
		}
	}
	switch text {
	case "最近一场", "最近", "上一场", "last":
		if last == nil {
			return next
		}
		return last
	case "下一场", "下场", "next":
		return next
	}
	return nil
}

// MeetingNames are the meetings with their numbers and days.
func MeetingNames(all []*sheet.Meeting) sheet.Words {
	var names []sheet.Words
	for _, m := range all {
		names = append(names, sheet.Verbatim(strings.TrimSpace("m"+m.ID.String()+" "+m.Name.String()+" "+m.On.String())))
	}
	return joined("、", ", ", names...)
}
