package report

import (
	"maps"

	"kehu/store/sheet"
)

// turnout counts some of a meeting's guests. Sums are in 分.
type turnout struct {
	invited, confirmed, declined, undecided int
	came, walkIns                           int // walkIns of those who came
	buyers, invitedBuyers, unsigned         int // who came and bought; invited and bought; bought and never signed in
	netBuyers, rows                         int
	sold, returned, after                   int64
	credit, unpaid                          int64
	followed, laterBuyers                   int
	again                                   [len(againDays)]int
}

// againDays are the windows of repurchase.
var againDays = [...]int{30, 60, 90}

// tally counts the guests that fit.
func (m *Gathering) tally(fits func(*Guest) bool) (t turnout) {
	for _, g := range m.Guests {
		if fits(g) {
			t.list(g)
			t.take(g, m.Last())
		}
	}
	return t
}

// everybody fits every guest.
func everybody(*Guest) bool { return true }

// list counts the invitation and the sign-in.
func (t *turnout) list(g *Guest) {
	if g.Invited() {
		t.invited++
		switch g.Reply.String() {
		case "确认":
			t.confirmed++
		case "拒绝":
			t.declined++
		case "未定":
			t.undecided++
		}
	}
	if !g.Came() {
		return
	}
	t.came++
	if !g.Invited() {
		t.walkIns++
	}
	if g.met {
		t.followed++
	}
	if g.after > 0 {
		t.laterBuyers++
		t.after += g.after
	}
}

// take counts what was bought.
func (t *turnout) take(g *Guest, last sheet.Date) {
	if !g.bought() {
		return
	}
	switch {
	case g.Came():
		t.buyers++
	default:
		t.unsigned++
	}
	if g.Invited() {
		t.invitedBuyers++
	}
	if g.net() > 0 {
		t.netBuyers++
	}
	t.rows += g.rows
	t.sold += g.sold
	t.returned += g.returned
	t.credit += g.credit
	t.unpaid += g.unpaid
	for i, days := range againDays {
		if g.again != 0 && g.again <= last+sheet.Date(days) {
			t.again[i]++
		}
	}
}

func (t *turnout) net() int64 { return t.sold - t.returned }

// allBuyers are the buyers, signed in or not.
func (t *turnout) allBuyers() int { return t.buyers + t.unsigned }

// unanswered is how many of the invited have not said whether they come.
func (t *turnout) unanswered() int { return t.invited - t.confirmed - t.declined - t.undecided }

// measured is a key figure's value with what was divided by what; more is said behind
// its formula.
type measured struct {
	value, num, den Cell
	more            sheet.Words
}

// rate is a share of counts; it says where there are too few for it to mean much.
func rate(num, den int, more ...sheet.Words) measured {
	if den > 0 && den < enough {
		more = append(more, sheet.W("不到 %d，样本不足", "under %d, too small a sample", enough))
	}
	return measured{share(int64(num), int64(den)), count(num), count(den), joined("；", "; ", more...)}
}

// ratio is an amount by another.
func ratio(num, den int64) measured {
	return measured{Ratio{num, den}, money(num), money(den), sheet.Words{}}
}

// portion is a share of an amount.
func portion(num, den int64) measured {
	return measured{share(num, den), money(num), money(den), sheet.Words{}}
}

// alone is a count or a sum that nothing is divided by.
func alone(value Cell, more sheet.Words) measured {
	return measured{value, text(""), text(""), more}
}

// perHead is an amount by heads or orders.
func perHead(fen int64, n int) measured {
	return measured{perCell(fen, int64(n)), money(fen), count(n), sheet.Words{}}
}

// perCell is fen ÷ n to the nearest 分, — where n is 0.
func perCell(fen, n int64) Cell {
	if n == 0 {
		return Ratio{}
	}
	return money((2*fen + n) / (2 * n))
}

// kpi is one key figure of a meeting.
type kpi struct {
	keyFigure
	measured
}

// how is the formula and what is to be said of this meeting.
func (k *kpi) how() sheet.Words { return joined("；", "; ", k.formula, k.more) }

// kpis are the key figures of the meeting, in the order of their definitions.
func (m *Gathering) kpis() []kpi {
	t := m.tally(everybody)
	values := m.people(&t)
	maps.Copy(values, m.trade(&t))
	maps.Copy(values, m.afterwards(&t))
	var all []kpi
	for _, f := range keyFigures() {
		all = append(all, kpi{f, values[f.key]})
	}
	return all
}

// people measure who was invited and who came.
func (m *Gathering) people(t *turnout) map[string]measured {
	answers := sheet.W("确认 %d、拒绝 %d、未定 %d、没回话 %d", "confirmed %d, declined %d, undecided %d, no answer %d",
		t.confirmed, t.declined, t.undecided, t.unanswered())
	return map[string]measured{
		"invited":         alone(count(t.invited), answers),
		"confirm_rate":    rate(t.confirmed, t.invited),
		"attended":        alone(count(t.came), sheet.W("其中自来 %d", "%d of them walk-ins", t.walkIns)),
		"attendance_rate": rate(t.came-t.walkIns, t.invited),
		"walk_in_rate":    rate(t.walkIns, t.came),
		"staff_ratio":     {Ratio{int64(t.came), int64(len(m.staff))}, count(t.came), count(len(m.staff)), sheet.Words{}},
	}
}

// trade measures what was sold.
func (m *Gathering) trade(t *turnout) map[string]measured {
	sales := sheet.W("当场 %s − 退货 %s", "on the spot %s − returned %s", yuan(t.sold), yuan(t.returned))
	if m.strangers != 0 {
		sales = sheet.W("%s；另有散客 %s", "%s; walk-in customers %s besides", sales, yuan(m.strangers))
	}
	return map[string]measured{
		"deal_rate":       rate(t.buyers, t.came, todo(t.unsigned, "另有 %d 位买家没签到，不算在内", "%d more buyers never signed in and are left out")),
		"invitation_rate": rate(t.invitedBuyers, t.invited),
		"net_sales":       alone(money(t.net()), sales),
		"per_buyer":       perHead(t.net(), t.netBuyers),
		"per_order":       perHead(t.net(), t.rows),
		"per_guest":       perHead(t.net(), t.came),
		"return_rate":     portion(t.returned, t.sold),
		"unpaid":          alone(money(t.unpaid), sheet.W("当场赊下 %s，已还 %s", "left unpaid on the spot %s, paid since %s", yuan(t.credit), yuan(t.credit-t.unpaid))),
		"cost_per_guest":  m.costPerGuest(t),
		"return_on_cost":  ratio(t.net(), m.Cost.N),
		"target_reached":  portion(t.net(), m.Target.N),
	}
}

// costPerGuest has no value where the cost was never written down.
func (m *Gathering) costPerGuest(t *turnout) measured {
	k := perHead(m.Cost.N, t.came)
	if !m.Cost.Valid {
		k.value, k.more = Ratio{}, sheet.W("没记费用：kehu set m%s 会销费用=3000", "no cost on file: kehu set m%s cost=3000", m.ID.String())
	}
	return k
}

// afterwards measures what followed; a window that isn't over yet has no rate.
func (m *Gathering) afterwards(t *turnout) map[string]measured {
	all := map[string]measured{
		"followed_48h":  m.once(followDays, rate(t.followed, t.came)),
		"bought_7_days": alone(money(t.after), sheet.W("到会的 %d 位", "by %d guests", t.laterBuyers)),
	}
	for i, days := range againDays {
		all[againKey(days)] = m.once(days, rate(t.again[i], t.allBuyers()))
	}
	return all
}

// once is k where as many days have passed since the meeting, else a dash that
// says when they will have.
func (m *Gathering) once(days int, k measured) measured {
	end := m.Last() + sheet.Date(days)
	switch {
	case m.On == 0:
		k.value, k.more = Share{}, sheet.W("没有会销日期", "the meeting has no day")
	case end > m.today:
		k.value = Share{}
		k.more = joined("；", "; ", sheet.W("%s 才满", "not over until %s", end.String()), k.more)
	}
	return k
}
