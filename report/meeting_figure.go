package report

import (
	"fmt"

	"kehu/store/sheet"
)

// keyFigure declares one key figure of meetings, for meeting show and 口径 alike. The
// figures follow 会议营销十七项管理数据.
type keyFigure struct {
	key            string
	label, formula sheet.Words
	terms          sheet.Words // the numerator and the denominator, word for word
	window, source sheet.Words
}

// keyFigures are the key figures of a meeting, in the order they are shown.
func keyFigures() []keyFigure {
	return append(append(peopleFigures(), tradeFigures()...), laterFigures()...)
}

func peopleFigures() []keyFigure {
	figure := func(key string, label, formula, terms sheet.Words) keyFigure {
		return keyFigure{key, label, formula, terms, sheet.W("到散会为止", "until the meeting ends"), sheet.W("到会", "attendance")}
	}
	return []keyFigure{
		figure("invited", sheet.W("邀约数", "Invited"), sheet.W("发出邀约的客户", "customers invited"),
			sheet.W("一位客户邀几次也算一位；自来的不算", "each counts once; walk-ins are not among them")),
		figure("confirm_rate", sheet.W("确认率", "Confirmed"), sheet.W("确认 ÷ 邀约", "confirmed ÷ invited"),
			sheet.W("分子：邀约的客户里答复“确认”的；分母：邀约数", "numerator: of the invited those who confirmed; denominator: invited")),
		figure("attended", sheet.W("到会数", "Attended"), sheet.W("签到的客户", "customers who signed in"),
			sheet.W("应邀的和自来的都算；会开几天，来几天也算一位", "invited or not; of several days each counts once")),
		figure("attendance_rate", sheet.W("到会率", "Attendance"), sheet.W("应邀到会 ÷ 邀约，自来不算", "invited who came ÷ invited, without walk-ins"),
			sheet.W("分子：邀约的客户里签到的；分母：邀约数。所以不会超过 100%", "numerator: of the invited those who signed in; denominator: invited. So it is never above 100%")),
		figure("walk_in_rate", sheet.W("自来率", "Walk-ins"), sheet.W("自来 ÷ 到会", "walk-ins ÷ attended"),
			sheet.W("分子：没邀约、自己来签到的；分母：到会数", "numerator: who signed in without being invited; denominator: attended")),
		figure("staff_ratio", sheet.W("员工顾客比", "Guests per staff"), sheet.W("到会 ÷ 记了名的业务员（邀约人、开单人）", "attended ÷ staff named as inviter or seller"),
			sheet.W("分子：到会数；分母：这场会里写了名字的邀约人和开单人", "numerator: attended; denominator: the inviters and sellers named at this meeting")),
	}
}

func tradeFigures() []keyFigure {
	figure := func(key string, label, formula, terms sheet.Words) keyFigure {
		return keyFigure{key, label, formula, terms, sheet.W("会期；退货看到会后 %d 天", "the meeting's days; returns until %d days after", returnDays), sheet.W("到会，购买，会销", "attendance, purchases, meetings")}
	}
	return []keyFigure{
		figure("deal_rate", sheet.W("成交率", "Deals"), sheet.W("到会且当场买的 ÷ 到会", "who came and bought ÷ attended"),
			sheet.W("分子：签到又当场买了的客户，后来退了也算；分母：到会数。也叫开单率", "numerator: who signed in and bought on the spot, whether or not it came back; denominator: attended")),
		figure("invitation_rate", sheet.W("邀约转化率", "Invitation to deal"), sheet.W("应邀的买家 ÷ 邀约", "invited buyers ÷ invited"),
			sheet.W("分子：邀约的客户里当场买了的，没签到的也算；分母：邀约数", "numerator: of the invited those who bought on the spot, signed in or not; denominator: invited")),
		figure("net_sales", sheet.W("净销售额", "Net sales"), sheet.W("当场销售额 − 会后 %d 天内的退货", "sales on the spot − what was returned within %d days", returnDays),
			sheet.W("退的最多抵完这位客户当场买的；散客另记", "returns count up to what the customer bought on the spot; sales to nobody in particular are told apart")),
		figure("per_buyer", sheet.W("客单价", "Per buyer"), sheet.W("净销售额 ÷ 净成交人数（全退的不算）", "net sales ÷ buyers with something left after returns"),
			sheet.W("分子：净销售额；分母：当场买了、没有全退的客户", "numerator: net sales; denominator: buyers on the spot who did not return it all")),
		figure("per_order", sheet.W("每笔", "Per order"), sheet.W("净销售额 ÷ 当场笔数", "net sales ÷ purchases on the spot"),
			sheet.W("分子：净销售额；分母：当场购买的行数", "numerator: net sales; denominator: rows of purchases on the spot")),
		figure("per_guest", sheet.W("人均销售额", "Sales per guest"), sheet.W("净销售额 ÷ 到会", "net sales ÷ attended"),
			sheet.W("分子：净销售额；分母：到会数", "numerator: net sales; denominator: attended")),
		figure("return_rate", sheet.W("退单率", "Returned"), sheet.W("会后 %d 天内退的钱 ÷ 当场销售额", "money returned within %d days ÷ sales on the spot", returnDays),
			sheet.W("分子：退货的金额；分母：退货前的当场销售额", "numerator: the money returned; denominator: sales on the spot before returns")),
		figure("unpaid", sheet.W("尾款", "Unpaid"), sheet.W("当场赊下、到今天还没还的钱", "left unpaid on the spot and owed to this day"),
			sheet.W("当场买的金额 − 实收，减去后来的还款；还款和欠款一样先抵早赊的，所以他有更早的欠账时，先还清那些", "amount − paid of purchases on the spot, less what was paid back; payments settle the oldest debt first, as everywhere")),
		figure("cost_per_guest", sheet.W("人均费用", "Cost per guest"), sheet.W("会务费 ÷ 到会", "cost ÷ attended"),
			sheet.W("分子：会销费用；分母：到会数", "numerator: the meeting's cost; denominator: attended")),
		figure("return_on_cost", sheet.W("投入产出", "Return on cost"), sheet.W("净销售额 ÷ 会务费", "net sales ÷ cost"),
			sheet.W("分子：净销售额；分母：会销费用。不含货的进价", "numerator: net sales; denominator: the meeting's cost, without what the goods cost")),
		figure("target_reached", sheet.W("目标完成", "Target reached"), sheet.W("净销售额 ÷ 目标", "net sales ÷ target"),
			sheet.W("分子：净销售额；分母：会销目标", "numerator: net sales; denominator: the meeting's target")),
	}
}

func laterFigures() []keyFigure {
	figure := func(key string, label, formula, terms sheet.Words, days int, source sheet.Words) keyFigure {
		return keyFigure{key, label, formula, terms, sheet.W("会后 %d 天，没满写“—”", "%d days after; — until they are over", days), source}
	}
	bought := sheet.W("购买", "purchases")
	all := []keyFigure{
		figure("followed_48h", sheet.W("48 小时回访率", "48-hour follow-up"), sheet.W("会后 %d 天内联系过的 ÷ 到会", "contacted within %d days ÷ attended", followDays),
			sheet.W("分子：到会的客户里会后头 %d 天有互动的；分母：到会数", "numerator: of the guests those with a contact on the first %d days after; denominator: attended", followDays), followDays, sheet.W("互动", "interactions")),
		figure("bought_7_days", sheet.W("会后 %d 天另购", "Bought within %d days", afterDays), sheet.W("到会的客户在会后 %d 天里又买的钱，不算进净销售额", "bought by guests in the %d days after, not in net sales", afterDays),
			sheet.W("散会第二天起的购买金额，写了会销名的不在内；退货不扣", "purchases from the day after on that name no meeting, returns not taken off"), afterDays, bought),
	}
	for _, days := range againDays {
		all = append(all, figure(againKey(days), sheet.W("%d 天复购率", "Again in %d days", days), sheet.W("会后 %d 天内又买的 ÷ 当场成交", "bought again within %d days ÷ buyers on the spot", days),
			sheet.W("分子：当场买了的客户里，散会第二天起又买过的；分母：当场买了的客户，没签到的也算", "numerator: of the buyers on the spot those who bought again from the day after on; denominator: the buyers, signed in or not"), days, bought))
	}
	return all
}

// againKey is the key of a window of repurchase.
func againKey(days int) string { return fmt.Sprintf("again_%d", days) }

// meetingDefinitions define the key figures of meetings, and the words they use.
func meetingDefinitions() []definition {
	kind, parts := sheet.W("会销", "Meeting"), sheet.W("到会，购买", "attendance, purchases")
	days := sheet.W("会期", "the meeting's days")
	all := []definition{
		{kind, sheet.W("当场", "On the spot"), sheet.W("购买时写了这场会销的；没写的，到会的客户在会期里买的", "purchases that name the meeting, and those that name none of guests on its days"), days, parts},
		{kind, sheet.W("新老客户", "Old and new"), sheet.W("老客户：会前买过东西的，含期初；其余是新客户", "old: bought before the meeting, opening figures included; the others are new"), sheet.W("会前", "before it"), parts},
		{kind, sheet.W("各天到会率", "Attendance of a day"), sheet.W("当天应邀到会 ÷ 邀约，自来不算。分子：邀约的客户里那一天签到的；分母：邀约数", "of the invited who signed in on the day ÷ invited"), sheet.W("会期的每一天", "each day of it"), parts},
	}
	for _, f := range keyFigures() {
		all = append(all, definition{kind, f.label, sheet.W("%s。%s", "%s; %s", f.formula, f.terms), f.window, f.source})
	}
	return all
}
