package report

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strings"

	"kehu/store/sheet"
)

// MeetingShow is one meeting: its key figures with what is divided by what, old and
// new customers apart, and what to do next. With o.All it lists everybody as well.
func MeetingShow(m *Gathering, o Options) Doc {
	d := Doc{
		Key: "meeting", Title: m.title(), AsOf: o.Today,
		Tables: []Table{m.kpiTable(), m.splitTable()},
		Notes:  m.notes(),
		Say:    m.say(),
	}
	if len(m.staffTallies()) > 1 {
		d.Tables = append(d.Tables, m.inviterTable())
	}
	if m.Last() > m.On {
		d.Tables = append(d.Tables, m.dayTable())
	}
	if o.All {
		d.Tables = append(d.Tables, m.guestTable())
	}
	return d
}

// title is 三月场（m1），2026-03-12，三岔河饭店.
func (m *Gathering) title() sheet.Words {
	when := m.when()
	if m.On == 0 {
		when = sheet.W("没有日期", "no day")
	}
	head := sheet.W("%s（m%s）", "%s (m%s)", m.Name.String(), m.ID.String())
	return listed(head, when, verbatim(m.Place.String()), verbatim(m.Topic.String()))
}

// when is 2026-03-12, or 2026-03-12 至 2026-03-14; empty without a day.
func (m *Gathering) when() sheet.Words {
	if m.On != 0 && m.Last() > m.On {
		return sheet.W("%s 至 %s", "%s to %s", m.On.String(), m.Last().String())
	}
	return verbatim(m.On.String())
}

func (m *Gathering) kpiTable() Table {
	return Table{Key: "kpis", Title: sheet.W("%s 指标", "%s: key figures", m.Name.String()),
		Columns: []Column{
			{Key: "key", Label: sheet.W("键", "Key"), Width: 16},
			{Key: "figure", Label: sheet.W("指标", "Figure"), Width: 16},
			{Key: "value", Label: sheet.W("数", "Value"), Width: 12},
			{Key: "numerator", Label: sheet.W("分子", "Numerator"), Width: 12},
			{Key: "denominator", Label: sheet.W("分母", "Denominator"), Width: 12},
			{Key: "how", Label: sheet.W("怎么算", "How"), Width: 40},
		},
		Rows: func(yield func([]Cell, error) bool) {
			for _, k := range m.kpis() {
				if !yield([]Cell{text(k.key), Phrase(k.label), k.value, k.num, k.den, Phrase(k.how())}, nil) {
					return
				}
			}
		}}
}

// part is some of the guests, counted apart.
type part struct {
	label sheet.Words
	turnout
}

// splitTable counts old and new customers apart.
func (m *Gathering) splitTable() Table {
	old := func(g *Guest) bool { return g.Old }
	fresh := func(g *Guest) bool { return !g.Old }
	parts := []part{{sheet.W("老客户", "Old customers"), m.tally(old)}, {sheet.W("新客户", "New customers"), m.tally(fresh)},
		{sheet.W("合计", "All"), m.tally(everybody)}}
	return partTable("split", sheet.W("新老客户", "Old and new customers"), sheet.W("客户", "Customers"), parts)
}

// staffTallies counts the guests of each inviter.
func (m *Gathering) staffTallies() []part {
	by := map[string]int{}
	for _, g := range m.Guests {
		if g.Invited() {
			by[g.Inviter.String()]++
		}
	}
	var parts []part
	for _, name := range slices.SortedFunc(maps.Keys(by), func(a, b string) int { return cmp.Or(by[b]-by[a], strings.Compare(a, b)) }) {
		label := sheet.W("没写", "not said")
		if name != "" {
			label = sheet.Verbatim(name)
		}
		parts = append(parts, part{label, m.tally(func(g *Guest) bool { return g.Invited() && g.Inviter.String() == name })})
	}
	return parts
}

func (m *Gathering) inviterTable() Table {
	return partTable("inviters", sheet.W("邀约人", "By inviter"), sheet.W("邀约人", "Inviter"), m.staffTallies())
}

// partTable shows parts side by side.
func partTable(key string, title, first sheet.Words, parts []part) Table {
	return Table{Key: key, Title: title,
		Columns: []Column{
			{Key: "part", Label: first, Width: 10},
			{Key: "invited", Label: sheet.W("邀约", "Invited"), Kind: sheet.CountKind, Width: 8},
			{Key: "confirmed", Label: sheet.W("确认", "Confirmed"), Kind: sheet.CountKind, Width: 8},
			{Key: "came_invited", Label: sheet.W("应邀到会", "Invited who came"), Kind: sheet.CountKind, Width: 9},
			{Key: "attendance_rate", Label: sheet.W("到会率", "Attendance"), Width: 9},
			{Key: "walk_ins", Label: sheet.W("自来", "Walk-ins"), Kind: sheet.CountKind, Width: 8},
			{Key: "buyers", Label: sheet.W("成交", "Buyers"), Kind: sheet.CountKind, Width: 8},
			{Key: "deal_rate", Label: sheet.W("成交率", "Deals"), Width: 9},
			{Key: "net_sales", Label: sheet.W("净销售额", "Net sales"), Kind: sheet.MoneyKind, Width: 12},
		},
		Rows: func(yield func([]Cell, error) bool) {
			for _, p := range parts {
				came := p.came - p.walkIns
				if !yield([]Cell{Phrase(p.label), count(p.invited), count(p.confirmed), count(came), share(int64(came), int64(p.invited)),
					count(p.walkIns), count(p.buyers), share(int64(p.buyers), int64(p.came)), money(p.net())}, nil) {
					return
				}
			}
		}}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// guestTable lists everybody: who came, who bought, who is still to be seen.
func (m *Gathering) guestTable() Table {
	of := func(s *sheet.Sheet, key string) Column { return ColumnOf(s.Must(key)[0]) }
	return Table{Key: "guests", Title: sheet.W("名单", "Guests"),
		Columns: []Column{
			of(sheet.Customers, "no"), of(sheet.Customers, "name"), of(sheet.Customers, "phone"), of(sheet.Customers, "village"),
			{Key: "old", Label: sheet.W("新老", "Old or new"), Width: 6},
			of(sheet.Attendances, "reply"),
			{Key: "attended", Label: sheet.W("到会", "Attended"), Width: 14},
			{Key: "sold", Label: sheet.W("当场", "On the spot"), Kind: sheet.MoneyKind, Width: 10},
			{Key: "returned", Label: sheet.W("退货", "Returned"), Kind: sheet.MoneyKind, Width: 10},
			{Key: "unpaid", Label: sheet.W("尾款", "Unpaid"), Kind: sheet.MoneyKind, Width: 10},
			{Key: "followed", Label: sheet.W("回访", "Followed up"), Width: 6},
			of(sheet.Attendances, "inviter"), of(sheet.Attendances, "walk_in"),
		},
		Rows: m.guestRows()}
}

func (m *Gathering) guestRows() iter.Seq2[[]Cell, error] {
	return func(yield func([]Cell, error) bool) {
		for _, g := range m.Guests {
			c := &g.Person.Customer
			age := sheet.W("新", "new")
			if g.Old {
				age = sheet.W("老", "old")
			}
			followed := sheet.Words{}
			if g.met {
				followed = sheet.W("已回访", "yes")
			}
			cells := []Cell{&c.ID, &c.Name, &c.Phone, &c.Village, Phrase(age), &g.Reply, text(g.when()),
				money(g.sold), money(g.returned), money(g.unpaid), Phrase(followed), &g.Inviter, &g.WalkIn}
			if !yield(cells, nil) {
				return
			}
		}
	}
}

// when are the days signed in on, or that somebody came on one that nobody wrote down.
func (g *Guest) when() string {
	if g.Came() && len(g.Days) == 0 {
		return "√"
	}
	return JoinDays(g.Days)
}

// JoinDays writes days as the sheet keeps them: 2026-03-12、2026-03-13.
func JoinDays(days []sheet.Date) string {
	texts := make([]string, len(days))
	for i, d := range days {
		texts[i] = d.String()
	}
	return strings.Join(texts, "、")
}

// notes say what is counted.
func (m *Gathering) notes() []sheet.Words {
	notes := []sheet.Words{
		sheet.W("当场 = 购买时写了这场会销的，和到会的客户在会期里买的；老客户 = 会前买过东西的；分母是 0 的写“—”。",
			"On the spot: purchases that name the meeting, and those of guests on its days. Old: bought before it. A division by 0 is “—”."),
	}
	if n := m.undated(); n > 0 {
		notes = append(notes, sheet.W("%d 位只打了勾，没写是哪一天：算到会，不算进哪一天。", "%d guests have a tick without a day: they attended, on no day in particular.", n))
	}
	return notes
}

// say is what to do now.
func (m *Gathering) say() sheet.Words {
	t, name := m.tally(everybody), m.call
	switch {
	case m.On == 0:
		return sheet.W("先写上日期：kehu set m%s 会销日期=2026-03-12。", "First give it a day: kehu set m%s on=2026-03-12.", m.ID.String())
	case t.invited == 0 && !m.Over():
		return sheet.W("还没邀约：kehu meeting invite %s --segment 重要价值客户 --top 30。", "Nobody is invited yet: kehu meeting invite %s --segment value --top 30.", name)
	case m.On > m.today:
		return m.sayBefore(&t)
	case t.came == 0:
		return sheet.W("还没有人签到：在门口用 kehu meeting checkin %s，或把填好的签到表导入。", "Nobody has signed in: kehu meeting checkin %s at the door, or import the sign-in sheet.", name)
	case m.Last() >= m.today:
		return sheet.W("会上：到了 %d 位，确认了还没到的 %d 位；散会后 48 小时内回访，用 kehu meeting close %s 排好。",
			"Under way: %d here, %d confirmed and not here yet; follow up within 48 hours, kehu meeting close %s plans it.", t.came, m.missing(), name)
	}
	return m.sayAfter(&t)
}

// missing is how many confirmed and have not come.
func (m *Gathering) missing() int {
	t := m.tally(func(g *Guest) bool { return g.Invited() && g.Reply.String() == "确认" && !g.Came() })
	return t.invited
}

func (m *Gathering) sayBefore(t *turnout) sheet.Words {
	left := sheet.Days(int(m.On - m.today))
	if open := t.undecided + t.unanswered(); open > 0 {
		return sheet.W("还有 %s开会：确认 %d 位，还没说定的 %d 位再打一遍电话。", "%s to go: %d confirmed, call the other %d again.", left, t.confirmed, open)
	}
	return sheet.W("还有 %s开会：确认 %d 位，开会前一天提醒他们。", "%s to go: %d confirmed, remind them the day before.", left, t.confirmed)
}

// sayAfter is what is open once the meeting is over.
func (m *Gathering) sayAfter(t *turnout) sheet.Words {
	unseen, late, name := m.unseen(), t.came-t.followed, m.call
	until := m.Last() + followDays
	switch {
	case unseen > 0 && m.today <= until:
		return sheet.W("到会的还有 %d 位没回访，%s 前办完，买了的先去：kehu meeting close %s。", "To be followed up by %[2]s, buyers first: %[1]d guests; kehu meeting close %[3]s.", unseen, until.String(), name)
	case unseen > 0 && m.today <= until+afterDays:
		return sheet.W("48 小时过了，到会的还有 %d 位没回访，尽快补上：kehu meeting close %s。", "The 48 hours are over, not followed up: %d guests; do it now, kehu meeting close %s.", unseen, name)
	case t.unpaid > 0:
		return sheet.W("会上还有 %s 元没收：看 kehu meeting show %s --all 的尾款一列。", "%s yuan of the meeting are unpaid: see kehu meeting show %s --all.", yuan(t.unpaid), name)
	case t.invited >= enough && 2*(t.came-t.walkIns) < t.invited:
		return sheet.W("邀约的来了不到一半：下一场前一天再逐个确认一遍。", "Fewer than half of the invited came: next time confirm each of them the day before.")
	case t.returned > 0 && 10*t.returned > t.sold:
		return sheet.W("退货超过一成：挨个问清为什么退，下一场别再那样讲。", "More than a tenth came back: ask each why, and change what is promised.")
	}
	if late > 0 {
		return sheet.W("到会的 %d 位里 48 小时内回访过的 %d 位：下一场散会当天就排好，kehu meeting close。", "Of the %d guests %d were followed up within 48 hours: next time plan it on the day, kehu meeting close.", t.came, t.followed)
	}
	return sheet.W("这一场的回访办完了；买过的到了用完的日子再联系。", "The follow-ups are done; get in touch again when the goods run out.")
}

// unseen is how many guests nobody has been in touch with since the meeting.
func (m *Gathering) unseen() int {
	t := m.tally(func(g *Guest) bool { return g.Came() && !m.seenSince(g) })
	return t.came
}
