package segment

import (
	"strings"

	"kehu/store/sheet"
)

// Group is one of the eleven RFM groups of scored buyers, or why there is none.
type Group uint8

// The groups, in the order people read them.
const (
	Champions Group = iota + 1
	Loyal
	PotentialLoyalist
	NewCustomers
	Promising
	NeedAttention
	AboutToSleep
	AtRisk
	CannotLose
	Hibernating
	Lost

	GroupNoNet   // bought, but no money is left after returns or none was written down
	GroupUndated // money, but no date of a last purchase
	NotYet       // no purchase
	groupCount   = iota + 1
)

// letters stands for the eleven groups, in their order, in codes.
const letters = "CLPNRTSAXHZ"

// codes is the group of each of the 125 codes: a line for each R, a block for
// each F, a letter for each M. It is the common eleven-segment listing made a
// partition (the listing itself repeats codes).
const codes = "" +
	/* R1 */ "ZZXXX" + "ZHHAA" + "ZHAAA" + "ZAAXA" + "ZAAXX" +
	/* R2 */ "HHSXX" + "SHHAA" + "SHHAA" + "SAAAA" + "SAAAA" +
	/* R3 */ "NSRRR" + "SHPTT" + "SHPTL" + "PPTLL" + "PPPLL" +
	/* R4 */ "NNRRR" + "NNPRR" + "PPPTL" + "PPTLC" + "PPPCC" +
	/* R5 */ "NNRRR" + "RRRRR" + "PPPTT" + "PPLCC" + "PPPCC"

// groupOf looks up the group of scores 1 to 5.
func groupOf(r, f, m uint8) Group {
	letter := codes[25*int(r-1)+5*int(f-1)+int(m-1)]
	return Champions + Group(strings.IndexByte(letters, letter))
}

// Groups lists every group in reading order.
func Groups() []Group {
	all := make([]Group, 0, groupCount-1)
	for g := Champions; g < groupCount; g++ {
		all = append(all, g)
	}
	return all
}

// Key names g to machines, the same in every language.
func (g Group) Key() string { return g.label().key }

// Words names g to people.
func (g Group) Words() sheet.Words { return g.label().name }

// Advice is what to do next with a customer of g, in one sentence.
func (g Group) Advice() sheet.Words { return g.label().advice }

// Scored reports whether g is one of the eleven groups.
func (g Group) Scored() bool { return g >= Champions && g <= Lost }

// label finds the declaration of g.
func (g Group) label() label {
	switch {
	case g <= Promising:
		return g.rising()
	case g <= Lost:
		return g.falling()
	}
	return g.rest()
}

// rising declares the groups to keep and to build.
func (g Group) rising() label {
	switch g {
	case Champions:
		return named("champions", "冠军客户", "Champions",
			"买得近、买得勤、花得多：上门道谢，新货先请他试，请他介绍一两家邻居。",
			"Buys lately, often and much: thank them in person, let them try new goods first, ask for one or two neighbours.")
	case Loyal:
		return named("loyal", "忠诚客户", "Loyal",
			"老主顾：按用完的日子提前打电话留货，答应的事当天办到。",
			"A regular: call before the goods run out and set some aside, and keep every promise the same day.")
	case PotentialLoyalist:
		return named("potential_loyalist", "潜力忠诚客户", "Potential Loyalist",
			"再买几回就是老主顾：问用得顺不顺手，约好下次补货的日子。",
			"A few purchases from being a regular: ask how it works for them and agree on the day to restock.")
	case NewCustomers:
		return named("new_customers", "新客户", "New Customers",
			"才买过一两回：这几天问会不会用、满不满意，不明白的当面教会。",
			"Has bought once or twice: ask in the next days whether they can use it and are content, and show them what is unclear.")
	case Promising:
		return named("promising", "有望客户", "Promising",
			"近来买过、次数不多：弄清家里常用什么，下次带上一样合用的。",
			"Bought lately, not often: learn what the household uses and bring one thing that fits next time.")
	}
	return label{}
}

// falling declares the groups to look after, win back or let rest.
func (g Group) falling() label {
	switch g {
	case NeedAttention:
		return named("need_attention", "需要关注客户", "Need Attention",
			"买得不算少，还没稳住：一周内打个电话，问最近用什么、有没有不满意。",
			"Buys fairly well but not steadily: call within a week, ask what they use now and what they did not like.")
	case AboutToSleep:
		return named("about_to_sleep", "即将沉睡客户", "About To Sleep",
			"快断了：半个月内发微信或赶集时问候一次，提醒货该用完了。",
			"About to drop off: within two weeks send a message or greet them at the market, and ask whether the goods are used up.")
	case AtRisk:
		return named("at_risk", "风险客户", "At Risk",
			"常买的人久没来了：一周内打电话问原因，是货、价还是服务，记下来当周答复。",
			"A frequent buyer long away: call within a week, ask whether it is goods, price or service, and answer the same week.")
	case CannotLose:
		return named("cannot_lose_them", "不能失去客户", "Cannot Lose Them",
			"花钱不少、久没来：这几天上门，先听后说，能补救的当场定下。",
			"Spent much, long away: visit in the next days, listen before talking, and settle on the spot what can be put right.")
	case Hibernating:
		return named("hibernating", "沉睡客户", "Hibernating",
			"有阵子没买：节前或集上问候一次，有回应再约，没回应先放下。",
			"No purchase for some time: one greeting before a festival or at the market; go on if they answer, let it rest if not.")
	}
	return named("lost", "流失客户", "Lost",
		"很久没买、花得少：不专门跑，核对电话和地址，不愿联系就记勿扰。",
		"Long away, little spent: no special trip; check phone and address, and mark do-not-contact if they want no calls.")
}

// rest declares the groups without a score.
func (g Group) rest() label {
	switch g {
	case GroupNoNet:
		return noNet()
	case GroupUndated:
		return undated()
	case NotYet:
		return named("not_yet", "未成交", "No purchase",
			"还没买过：按阶段跟，先问需求，再约下次联系的日子。",
			"Never bought: follow up by stage, ask what they need, then agree on the next day.")
	}
	return label{}
}

// noNet declares the class and group of purchases without money left.
func noNet() label {
	return named("no_net", "无净消费", "No net spend",
		"退光了或没记金额：先问为什么退、满不满意；是漏记就补上金额。",
		"All returned, or amounts missing: ask why it came back; fill in the amounts if they were left out.")
}

// undated declares the class and group of money without a date.
func undated() label {
	return named("undated", "购买日期不详", "Purchase date unknown",
		"买过但不知哪天：问清最近一次购买的大概日期，补上再分群。",
		"Bought on an unknown day: ask roughly when the last purchase was and fill it in, then segment again.")
}
