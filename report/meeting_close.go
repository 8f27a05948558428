package report

import (
	"cmp"
	"slices"

	"kehu/store/sheet"
)

// FollowUp is a plan to see a guest after a meeting.
type FollowUp struct {
	Guest   *Guest
	Due     sheet.Date
	Content string
	Reason  string // 来由, as the rule of visits after meetings gives it, so that neither makes a plan twice
	Staff   string // who looks after the guest, else who invited them
}

// FollowUps are the plans still to be made: for every guest whom nobody was in
// touch with after the meeting, buyers on the first day after it, the others on the
// second. planned tells who has such a plan by its reason. Nobody marked 勿扰 is
// among them.
func (m *Gathering) FollowUps(planned func(customer sheet.ID, reason string) bool) []FollowUp {
	why := reason{cause: gathered, row: m.ID}.origin()
	var all []FollowUp
	for _, g := range m.Guests {
		if !g.Came() || g.met || m.seenSince(g) || g.Person.DoNotContact.Yes() || planned(g.Person.ID, why) {
			continue
		}
		f := FollowUp{Guest: g, Due: m.Last() + followDays, Reason: why, Content: "会后回访：听完怎么想，有什么不明白的",
			Staff: cmp.Or(g.Person.Owner.String(), g.Inviter.String())}
		if g.bought() {
			f.Due, f.Content = m.Last()+1, m.afterSale(g)
		}
		f.Due = max(f.Due, m.today)
		all = append(all, f)
	}
	slices.SortStableFunc(all, func(a, b FollowUp) int { return cmp.Compare(a.Due, b.Due) })
	return all
}

// seenSince reports whether anybody was in touch after the meeting, be it late.
func (m *Gathering) seenSince(g *Guest) bool {
	return slices.ContainsFunc(g.Person.contacts, func(d sheet.Date) bool { return d > m.Last() })
}

// afterSale is what to ask a buyer; it promises nothing.
func (m *Gathering) afterSale(g *Guest) string {
	what := "会后回访：" + g.products[0] + "收到了没有，会不会用"
	if g.unpaid > 0 {
		what += "；尾款 " + yuan(g.unpaid) + " 元哪天方便"
	}
	return what
}

// Closing says what is still open after a meeting: the answers, the unpaid, those
// who confirmed and did not come.
func (m *Gathering) Closing() []sheet.Words {
	t := m.tally(everybody)
	away := m.tally(func(g *Guest) bool { return !g.Came() })
	var open []sheet.Words
	for _, w := range []sheet.Words{
		todo(m.missing(), "确认了没来的 %d 位：打个电话问问是不是有事。", "%d confirmed and did not come: call and ask whether anything is the matter."),
		todo(away.unanswered()+away.undecided, "没给准话也没来的 %d 位：问清了记下来 kehu meeting reply。", "%d neither answered nor came: ask, and note it with kehu meeting reply."),
		todo(t.unsigned, "买了没签到的 %d 位：补签 kehu meeting checkin。", "%d bought without signing in: sign them in with kehu meeting checkin."),
		todoYuan(t.unpaid, "尾款还有 %s 元没收。", "%s yuan are unpaid."),
	} {
		if !w.Empty() {
			open = append(open, w)
		}
	}
	if !m.Cost.Valid {
		open = append(open, sheet.W("会务费没记：kehu set m%s 会销费用=3000。", "The cost is not on file: kehu set m%s cost=3000.", m.ID.String()))
	}
	if t.came == 0 {
		open = append(open, sheet.W("还没有签到记录。", "Nobody has signed in."))
	}
	return open
}
