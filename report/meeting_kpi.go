package report

import (
	"fmt"
	"math"
	"strconv"

	"kehu/store/sheet"
)

// turnout counts some of a meeting's guests. Sums are in 分.
type turnout struct {
	invited, confirmed, declined, undecided int
	came, walkIns                           int // walkIns of those who came
	buyers, invitedBuyers, unsigned         int // who came and bought; invited and bought; bought and never signed in
	netBuyers, rows                         int
	sold, returned, unpaid, after           int64
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

// kpi is one key figure with what was divided by what.
type kpi struct {
	key      string
	label    sheet.Words
	value    Cell
	num, den Cell
	how      sheet.Words
}

// rate is a share of counts; it says where there are too few for it to mean much.
func rate(key string, label sheet.Words, num, den int, how sheet.Words) kpi {
	if den > 0 && den < enough {
		how = sheet.W("%s；不到 %d，样本不足", "%s; under %d, too small a sample", how, enough)
	}
	return kpi{key, label, share(int64(num), int64(den)), count(num), count(den), how}
}

// number is a plain count.
func number(key string, label sheet.Words, n int, how sheet.Words) kpi {
	return kpi{key, label, count(n), text(""), text(""), how}
}

// perHead is an amount by heads or orders.
func perHead(key string, label sheet.Words, fen int64, n int, how sheet.Words) kpi {
	return kpi{key, label, perCell(fen, int64(n)), money(fen), count(n), how}
}

// perCell is fen ÷ n to the nearest 分, — where n is 0.
func perCell(fen, n int64) Cell {
	if n == 0 {
		return Ratio{}
	}
	return money((2*fen + n) / (2 * n))
}

// Ratio is how many times Den is in Num; a Den of 0 prints "—".
type Ratio struct{ Num, Den int64 }

// Empty reports whether there is nothing to divide by.
func (r Ratio) Empty() bool { return r.Den == 0 }

// String has two decimals: 4.25.
func (r Ratio) String() string {
	if r.Den == 0 {
		return "—"
	}
	return fmt.Sprintf("%.2f", float64(r.Num)/float64(r.Den))
}

// Native is the number with two decimals, or — when the denominator is 0.
func (r Ratio) Native() any {
	if r.Den == 0 {
		return "—"
	}
	return math.Round(100*float64(r.Num)/float64(r.Den)) / 100
}

// AppendJSON appends the number with four decimals, null when the denominator is 0.
func (r Ratio) AppendJSON(b []byte) []byte {
	if r.Den == 0 {
		return append(b, "null"...)
	}
	return strconv.AppendFloat(b, float64(r.Num)/float64(r.Den), 'f', 4, 64)
}

// kpis are the key figures of the meeting; the definitions follow 会议营销十七项管理数据.
func (m *Gathering) kpis() []kpi {
	t := m.tally(everybody)
	all := append(m.people(&t), m.trade(&t)...)
	return append(all, m.afterwards(&t)...)
}

// people are the figures of who was invited and who came.
func (m *Gathering) people(t *turnout) []kpi {
	answers := sheet.W("发出邀约的客户；确认 %d、拒绝 %d、未定 %d、没回话 %d", "invited; confirmed %d, declined %d, undecided %d, no answer %d",
		t.confirmed, t.declined, t.undecided, t.unanswered())
	return []kpi{
		number("invited", sheet.W("邀约数", "Invited"), t.invited, answers),
		rate("confirm_rate", sheet.W("确认率", "Confirmed"), t.confirmed, t.invited, sheet.W("确认 ÷ 邀约", "confirmed ÷ invited")),
		number("attended", sheet.W("到会数", "Attended"), t.came, sheet.W("签到的客户，其中自来 %d", "signed in, %d of them walk-ins", t.walkIns)),
		rate("attendance_rate", sheet.W("到会率", "Attendance"), t.came-t.walkIns, t.invited, sheet.W("应邀到会 ÷ 邀约，自来不算", "invited who came ÷ invited, without walk-ins")),
		rate("walk_in_rate", sheet.W("自来率", "Walk-ins"), t.walkIns, t.came, sheet.W("自来 ÷ 到会", "walk-ins ÷ attended")),
		{"staff_ratio", sheet.W("员工顾客比", "Guests per staff"), Ratio{int64(t.came), int64(len(m.staff))}, count(t.came), count(len(m.staff)),
			sheet.W("到会 ÷ 记了名的业务员（邀约人、开单人）", "attended ÷ staff named as inviter or seller")},
	}
}

// trade are the figures of what was sold.
func (m *Gathering) trade(t *turnout) []kpi {
	buyers := sheet.W("到会且当场买的 ÷ 到会", "who came and bought ÷ attended")
	if t.unsigned > 0 {
		buyers = sheet.W("%s；另有 %d 位买家没签到，不算在内", "%s; %d more buyers never signed in and are left out", buyers, t.unsigned)
	}
	sales := sheet.W("当场 %s − 退货 %s", "on the spot %s − returned %s", yuan(t.sold), yuan(t.returned))
	if m.strangers != 0 {
		sales = sheet.W("%s；另有散客 %s", "%s; walk-in customers %s besides", sales, yuan(m.strangers))
	}
	return []kpi{
		rate("deal_rate", sheet.W("成交率", "Deals"), t.buyers, t.came, buyers),
		rate("invitation_rate", sheet.W("邀约转化率", "Invitation to deal"), t.invitedBuyers, t.invited, sheet.W("应邀的买家 ÷ 邀约", "invited buyers ÷ invited")),
		{"net_sales", sheet.W("净销售额", "Net sales"), money(t.net()), text(""), text(""), sales},
		perHead("per_buyer", sheet.W("客单价", "Per buyer"), t.net(), t.netBuyers, sheet.W("净销售额 ÷ 净成交人数（全退的不算）", "net sales ÷ buyers with something left after returns")),
		perHead("per_order", sheet.W("每笔", "Per order"), t.net(), t.rows, sheet.W("净销售额 ÷ 当场笔数", "net sales ÷ purchases on the spot")),
		perHead("per_guest", sheet.W("人均销售额", "Sales per guest"), t.net(), t.came, sheet.W("净销售额 ÷ 到会", "net sales ÷ attended")),
		{"return_rate", sheet.W("退单率", "Returned"), share(t.returned, t.sold), money(t.returned), money(t.sold), sheet.W("会后 %d 天内退的钱 ÷ 当场销售额", "money returned within %d days ÷ sales on the spot", returnDays)},
		{"unpaid", sheet.W("尾款", "Unpaid"), money(t.unpaid), text(""), text(""), sheet.W("当场买的还没收的钱，还款不抵", "left unpaid on the spot, before repayments")},
		m.costPerGuest(t),
		{"return_on_cost", sheet.W("投入产出", "Return on cost"), Ratio{t.net(), m.Cost.N}, money(t.net()), money(m.Cost.N), sheet.W("净销售额 ÷ 会务费", "net sales ÷ cost")},
		{"target_reached", sheet.W("目标完成", "Target reached"), share(t.net(), m.Target.N), money(t.net()), money(m.Target.N), sheet.W("净销售额 ÷ 目标", "net sales ÷ target")},
	}
}

// costPerGuest has no value where the cost was never written down.
func (m *Gathering) costPerGuest(t *turnout) kpi {
	k := perHead("cost_per_guest", sheet.W("人均费用", "Cost per guest"), m.Cost.N, t.came, sheet.W("会务费 ÷ 到会", "cost ÷ attended"))
	if !m.Cost.Valid {
		k.value, k.how = Ratio{}, sheet.W("%s；没记费用：kehu set m%s 会销费用=3000", "%s; no cost on file: kehu set m%s cost=3000", k.how, m.ID.String())
	}
	return k
}

// afterwards are the figures of what followed; a window that isn't over yet has none.
func (m *Gathering) afterwards(t *turnout) []kpi {
	all := []kpi{
		m.once(followDays, rate("followed_48h", sheet.W("48 小时回访率", "48-hour follow-up"), t.followed, t.came,
			sheet.W("会后 2 天内联系过的 ÷ 到会", "contacted within 2 days ÷ attended"))),
		{"bought_7_days", sheet.W("会后 7 天另购", "Bought within 7 days"), money(t.after), text(""), text(""),
			sheet.W("到会的 %d 位会后 7 天内又买的钱，不算进上面的销售额", "by %d guests in the 7 days after, not in the sales above", t.laterBuyers)},
	}
	for i, days := range againDays {
		label := sheet.W("%d 天复购率", "Again in %d days", days)
		how := sheet.W("会后 %d 天内又买的 ÷ 当场成交", "bought again within %d days ÷ buyers on the spot", days)
		all = append(all, m.once(days, rate(fmt.Sprintf("again_%d", days), label, t.again[i], t.allBuyers(), how)))
	}
	return all
}

// once is k where as many days have passed since the meeting, else a dash that
// says when they will have.
func (m *Gathering) once(days int, k kpi) kpi {
	end := m.Last() + sheet.Date(days)
	switch {
	case m.On == 0:
		k.value, k.how = Share{}, sheet.W("没有会销日期", "the meeting has no day")
	case end > m.today:
		k.value = Share{}
		k.how = sheet.W("%s 才满；%s", "not over until %s; %s", end.String(), k.how)
	}
	return k
}
