package report

import (
	"fmt"

	"kehu/report/segment"
	"kehu/store/sheet"
)

// Definitions is every figure and class with its definition, the time it covers
// and where it comes from, and the lines between classes as reckoned today.
func Definitions(src Source, o Options) (Doc, error) {
	p, err := survey(src, o, nil)
	if err != nil {
		return Doc{}, err
	}
	return p.definitions(), nil
}

// definition is one line of 口径.
type definition struct {
	kind, name, meaning, window, source sheet.Words
}

func (p *population) definitions() Doc {
	lines := figureDefinitions()
	lines = append(lines, rateDefinitions()...)
	lines = append(lines, meetingDefinitions()...)
	lines = append(lines, p.lineDefinitions()...)
	lines = append(lines, p.classDefinitions()...)
	lines = append(lines, todayDefinitions(p.rules)...)
	return Doc{Key: "definitions", Title: sheet.W("口径", "Definitions"), AsOf: p.today,
		Tables: []Table{{Key: "definitions", Title: sheet.W("口径", "Definitions"), Columns: []Column{
			{Key: "kind", Label: sheet.W("类别", "Kind"), Width: 10},
			{Key: "name", Label: sheet.W("名称", "Name"), Width: 18},
			{Key: "meaning", Label: sheet.W("怎么算", "Definition"), Width: 60},
			{Key: "window", Label: sheet.W("时间范围", "Window"), Width: 24},
			{Key: "source", Label: sheet.W("来自", "Source"), Width: 22},
		}, Rows: func(yield func([]Cell, error) bool) {
			for _, d := range lines {
				if !yield([]Cell{Phrase(d.kind), Phrase(d.name), Phrase(d.meaning), Phrase(d.window), Phrase(d.source)}, nil) {
					return
				}
			}
		}}},
		Notes: []sheet.Words{
			sheet.W("分母是 0 印“—”；样本太小印“样本不足”；前后对比不等于因果。", "A denominator of 0 prints —; too small a sample says so; before and after is not cause and effect."),
			sheet.W("记错了改原始行就行，这些数会跟着变。", "Where something is wrong, correct the row it comes from: the figures follow."),
		}}
}

func untilToday() sheet.Words { return sheet.W("建档到今天", "until today") }

func onDay() sheet.Words { return sheet.W("今天", "today") }

func fromPurchases() sheet.Words {
	return sheet.W("购买，期初", "purchases, opening figures")
}

// figureDefinitions define what is derived of each customer.
func figureDefinitions() []definition {
	define := func(key string, zh, en string, source sheet.Words) definition {
		return definition{sheet.W("客户数字", "Figure"), sheet.Customers.Must(key)[0].Label(), sheet.W(zh, en), untilToday(), source}
	}
	return []definition{
		define("purchases", "金额大于 0 的购买行数 + 期初次数；退货不算一次", "rows with an amount above 0, plus opening purchases; a return is none", fromPurchases()),
		define("buy_days", "当天金额合计大于 0 的天数 + 期初次数；RFM 的 F", "days whose amounts sum to more than 0, plus opening purchases; the F of RFM", fromPurchases()),
		define("spent", "金额合计，退货是负数 + 期初累计；RFM 的 M", "sum of amounts, returns being negative, plus opening money; the M of RFM", fromPurchases()),
		define("first_purchase", "最早一笔金额大于 0 的购买日期，期初最近购买更早就取它", "the first day of a purchase, or of the opening one if that is earlier", fromPurchases()),
		define("last_purchase", "最近一笔金额大于 0 的购买日期，期初最近购买更晚就取它；RFM 的 R 从它数到今天", "the last day of a purchase, or of the opening one if that is later; the R of RFM counts from it", fromPurchases()),
		define("last_contact", "最近一次互动的日期，补记的也按发生那天算", "the day of the last interaction; one written down late counts on its own day", sheet.W("互动", "interactions")),
		define("next_purchase", "购买天数 ≥ 3 的：最近购买 +（最近 − 首次）÷（天数 − 1），不含期初", "from 3 purchase days on: last purchase + (last − first) ÷ (days − 1), without opening figures", sheet.W("购买", "purchases")),
		define("next_contact", "没完成的跟进计划里最早的一天", "the earliest day of an open plan", sheet.W("跟进计划", "plans")),
		define("debt", "期初欠款 + 各笔（金额 − 实收，实收空着算付清）− 还款", "opening debt + amounts less what was paid (blank is paid in full) − payments", sheet.W("购买，还款，期初", "purchases, payments, opening figures")),
	}
}

// rateDefinitions define the figures of the overview.
func rateDefinitions() []definition {
	kind := sheet.W("总览", "Overview")
	return []definition{
		{kind, sheet.W("复购率", "Repeat rate"), sheet.W("购买天数 ≥ 2 的客户 ÷ 有购买的客户；散客不算", "customers with 2 purchase days or more ÷ customers with a purchase; walk-ins left out"), untilToday(), fromPurchases()},
		{kind, sheet.W("满意率", "Satisfied"), sheet.W("五分制里 4–5 分的个数 ÷ 全部评分个数，附 Wilson 95%% 区间；不到 %d 个写样本不足", "scores of 4–5 ÷ all scores out of 5, with the Wilson 95%% interval; fewer than %d are too small a sample", enough), sheet.W("近 %d 天", "last %d days", yearDays), sheet.W("反馈", "feedback")},
		{kind, sheet.W("近 30 天销售额", "Sales, last 30 days"), sheet.W("购买金额合计，扣退货，含散客，不含期初；与再往前 30 天比", "sum of amounts, net of returns, walk-ins included, without opening figures; compared with the 30 days before"), sheet.W("今天在内 %d 天", "%d days, today included", window), sheet.W("购买", "purchases")},
		{kind, sheet.W("累计金额", "Money in all"), sheet.W("所有客户的累计金额 + 散客的购买金额", "the money of all customers plus the purchases of walk-ins"), untilToday(), fromPurchases()},
		{kind, sheet.W("欠款", "Debts"), sheet.W("欠款大于 0 的客户的欠款合计；同村同户主算一户，没写户主的共用手机算一户", "sum of the debts above 0; one household shares village and householder, or a phone where none is written down"), untilToday(), sheet.W("购买，还款，期初", "purchases, payments, opening figures")},
	}
}

// lineDefinitions are where the lines lie today.
func (p *population) lineDefinitions() []definition {
	r, kind := p.result, sheet.W("分群界线", "Line")
	over := buyersWords(r.Buyers)
	set := func(fixed bool) sheet.Words {
		if fixed {
			return sheet.W("指定的界线", "set by hand")
		}
		return sheet.W("%s的平均值，等于平均也算", "the mean over %s, which itself counts", over)
	}
	line := func(zh, en string, fixed bool, at string, m segment.Measure, unit int64) definition {
		edges := make([]any, 4)
		for i, e := range m.Edges {
			edges[i] = fmt.Sprintf("%.1f", e.Float()/float64(unit))
		}
		fifths := sheet.W("五分位 %s / %s / %s / %s", "fifths at %s / %s / %s / %s", edges...)
		return definition{kind, sheet.W(zh, en), sheet.W("%s（%s）；打分用%s", "%s (%s); scores use %s", at, set(fixed), fifths), onDay(), sheet.W("有净消费的客户", "customers with money left after returns")}
	}
	if r.Buyers == 0 {
		return nil
	}
	return []definition{
		line("R 近（天）", "R near (days)", r.Rule.Days > 0, fmt.Sprintf("≤ %d", r.R.Split), r.R, 1),
		line("F 多（天）", "F often (days)", r.Rule.Buys > 0, fmt.Sprintf("≥ %d", r.F.Split), r.F, 1),
		line("M 高（元）", "M much (yuan)", r.Rule.Spent > 0, "≥ "+yuan(r.M.Split), r.M, 100),
	}
}

// classDefinitions say who is in which class, and what to do with them.
func (p *population) classDefinitions() []definition {
	var all []definition
	for _, c := range segment.Classes() {
		meaning := sheet.W("%s。%s", "%s. %s", classRule(c), c.Advice())
		all = append(all, definition{sheet.W("八类", "Class"), c.Words(), meaning, onDay(), sheet.W("最近购买、购买天数、累计金额、阶段", "last purchase, purchase days, money, stage")})
	}
	for _, g := range segment.Groups() {
		if g.Scored() {
			all = append(all, definition{sheet.W("十一组", "Group"), g.Words(), sheet.W("按 R、F、M 三个 1–5 分查 125 格的表。%s", "by the scores of R, F and M, 1 to 5 each, in a table of 125. %s", g.Advice()), onDay(), sheet.W("同上", "the same")})
		}
	}
	return all
}

// classRule says who is in c.
func classRule(c segment.Class) sheet.Words {
	if !c.Scored() {
		return sheet.W("不参加打分", "not scored")
	}
	n := c - segment.KeyValue
	word := func(low bool, zh, en, lowZH, lowEN string) sheet.Words {
		if low {
			return sheet.W(lowZH, lowEN)
		}
		return sheet.W(zh, en)
	}
	return sheet.W("%s、%s、%s", "%s, %s, %s", word(n&1 != 0, "R 近", "near", "R 远", "far"),
		word(n&2 != 0, "F 多", "often", "F 少", "seldom"), word(n >= 4, "M 高", "much", "M 低", "little"))
}

// todayDefinitions say who comes into the list of today.
func todayDefinitions(rules Rules) []definition {
	meanings := [causes]sheet.Words{
		promised:   sheet.W("今天或更早的未完成计划，内容里有答应、说好、约好、承诺、保证这些字", "an open plan until today whose words are those of a promise"),
		complained: sheet.W("类型是投诉、没有标已解决", "feedback of kind complaint, not closed"),
		owing:      sheet.W("约定的还款日到了；或者没约日子、前头也没有安排。先赊的先还掉。写的是季节（如秋收后）的先等着；刚赊、刚问过、刚还过一点的，隔几天再提（规则“催款间隔”）", "the agreed day has come, or none was agreed and no plan lies ahead; payments settle the oldest first; a season such as after the harvest is waited for; who has just bought, been asked or paid some of it is let be for some days (rule debt)"),
		dueToday:   sheet.W("跟进日期是今天的未完成计划", "an open plan for today"),
		overdue:    sheet.W("跟进日期已过的未完成计划", "an open plan for a day gone by"),
		coming:     sheet.W("用 --days 才列：往后几天的计划", "with --days only: plans for the next days"),
		consoled:   sheet.W("投诉办结后到了回访的日子，那天起还没联系过；过了 %d 天不再列", "a complaint was settled and its visit is due, nobody in touch since; for %d days", keptDays),
		gathered:   sheet.W("到了会，会后还没联系过；过了 %d 天不再列", "came to a meeting, nobody in touch since; for %d days", keptDays),
		sold:       sheet.W("最近一次购买满了金额，或买的是有用量周期的产品，到了回访的日子还没联系过；列到下一个回访日，最多 %d 天", "the last purchase was of the amount, or of a product with a cycle, and its visit is due, nobody in touch since; until the next, for %d days at most", keptDays),
		birthday:   sheet.W("快过生日，今天还没联系过；提前的几天里联系过的，当天再提；农历按农历过，当年没有那个闰月的过平月，没有三十的过廿九", "a birthday is near and nobody was in touch today; who was seen in the days before it is told of on the day; a lunar one by the lunar calendar, a leap month's in the plain month where the year has none, the 30th on the 29th where there is none"),
		running:    sheet.W("购买日期 + 数量 × 用量周期（按装量换算）快到了，没再买过这个产品，提醒后也没联系过；最多看 %d 天的量，过了 %d 天不再列", "day of purchase + quantity × cycle (by the pack) is near, the product was not bought again and nobody was in touch; supplies of %d days at most, listed for %d days", mostSupply, keptDays),
		usual:      sheet.W("购买天数 ≥ 3：最近购买 +（最近 − 首次）÷（天数 − 1）快到了，提醒后没联系过；过了 %d 天不再列；不含期初", "3 purchase days or more: last purchase + (last − first) ÷ (days − 1) is near and nobody was in touch; for %d days; without opening figures", keptDays),
		neverSeen:  sheet.W("没有互动，也没买过东西，建档早的在前", "neither an interaction nor a purchase, the oldest entries first"),
		silent:     cadenceNote(rules),
		awaited:    sheet.W("从未联系，但已约好日子，或者标为流失", "never contacted, but a day is set, or marked as lost"),
	}
	var all []definition
	for c, meaning := range meanings {
		all = append(all, definition{sheet.W("今日", "Today"), cause(c).Words(), meaning, onDay(), sheet.W("跟进计划、反馈、购买、还款、互动", "plans, feedback, purchases, payments, interactions")})
	}
	for _, r := range AllRules() {
		v := rules.Of(r)
		now := sheet.W("%s %s", "%s %s", RuleValue{Values: v.Values}.String(), r.Unit)
		if v.Off {
			now = sheet.W("停用", "off")
		}
		all = append(all, definition{sheet.W("规则", "Rule"), r.Label(), r.Says, now, sheet.W("kehu rule", "kehu rule")})
	}
	return all
}
