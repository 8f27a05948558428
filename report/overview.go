package report

import (
	"kehu/store/sheet"
)

// Overview is how things stand: key figures with their definitions, the sales of
// twelve months, and what to do first.
func Overview(src Source, o Options) (Doc, error) {
	v, err := look(src, o)
	if err != nil {
		return Doc{}, err
	}
	return v.doc(), nil
}

func (v *overview) doc() Doc {
	d := Doc{Key: "overview", Title: sheet.W("总览", "Overview"), AsOf: v.o.Today}
	for _, facts := range [][]Fact{v.customerFacts(), v.moneyFacts(), v.workFacts()} {
		d.Facts = append(d.Facts, facts...)
	}
	d.Chart = v.money.chart()
	d.Tables = []Table{v.people.worth()}
	d.Notes = []sheet.Words{v.people.linesNote(),
		sheet.W("销售额按购买日期算，扣退货，含散客，不含期初；最后一个月到 %s 为止。", "Sales go by the day of purchase, net of returns, walk-ins included, without opening figures; the last month ends at %s.", v.o.Today.String())}
	d.Say = v.sentence()
	return d
}

func (v *overview) customerFacts() []Fact {
	n := v.people.whole.customers
	return []Fact{
		{sheet.W("客户", "Customers"), count(n), sheet.W("档案里没删除的客户，%d 位有购买、%d 位还没买过；散客不算", "everybody on file, %d have bought and %d have not; walk-ins are not counted", v.bought, n-v.bought), "customers"},
		{sheet.W("复购率", "Repeat rate"), share(int64(v.again), int64(v.bought)), sheet.W("买过两天及以上的 %d 位 ÷ 买过的 %d 位，到今天为止，含期初次数%s", "%d who bought on two days or more ÷ %d buyers, until today, opening figures included%s", v.again, v.bought, few(v.bought)), "segments"},
		v.satisfied(),
		{sheet.W("勿扰", "Do not contact"), count(n - v.people.whole.callable), sheet.W("标了勿扰的客户，不进联系名单", "customers marked do-not-contact, who are on no list to call"), "customers"},
	}
}

// few warns of a small denominator.
func few(n int) sheet.Words {
	if n >= enough || n == 0 {
		return sheet.Words{}
	}
	return sheet.W("；样本不足（不到 %d）", "; sample too small (fewer than %d)", enough)
}

// satisfied is CSAT: the share of scores 4 and 5.
func (v *overview) satisfied() Fact {
	s, f := v.scores, Fact{Label: sheet.W("满意率", "Satisfied"), Link: "feedback"}
	counted := sheet.W("近 %d 天五分制评分里 4–5 分的 %d 个 ÷ 全部 %d 个", "%[2]d scores of 4–5 ÷ %[3]d scores out of 5 in the last %[1]d days", yearDays, s.good, s.all)
	if s.all < enough {
		f.Value = Phrase(sheet.W("样本不足", "sample too small"))
		f.Note = sheet.W("%s，满 %d 个才给比例", "%s; a share is given from %d on", counted, enough)
		if s.all == 0 {
			f.Value = share(0, 0)
		}
		return f
	}
	low, high := s.wilson()
	f.Value = share(s.good, s.all)
	f.Note = sheet.W("%s，95%% 区间（Wilson）%.1f%%–%.1f%%", "%s, 95%% interval (Wilson) %.1f%%–%.1f%%", counted, low, high)
	return f
}

func (v *overview) moneyFacts() []Fact {
	spent := v.people.whole.spent
	facts := []Fact{
		{sheet.W("累计金额", "Money in all"), money(spent + v.money.walkIns), sheet.W("客户 %s 元（含期初、扣退货）+ 散客 %s 元（%d 笔），到今天为止", "customers %s yuan (opening figures included, net of returns) + walk-ins %s yuan (%d rows), until today", yuan(spent), yuan(v.money.walkIns), v.money.walkInRows), "purchases"},
		{sheet.W("近 30 天销售额", "Sales, last 30 days"), money(v.money.lately), v.money.change(), "purchases"},
	}
	d := v.debts
	return append(facts, Fact{sheet.W("欠款", "Debts"), money(d.sum), sheet.W("%d 位客户、%d 户欠着；期初欠款 + 赊的 − 还的，只加大于 0 的；户按村和户主或共用手机认", "owed by %d customers of %d households; opening debts + credit − payments, those above 0; a household shares village and householder, or a phone", d.customers, len(d.households)), "today"})
}

func (v *overview) workFacts() []Fact {
	return []Fact{
		{sheet.W("今天到期的计划", "Plans due today"), count(v.dueToday), sheet.W("跟进日期是今天、还没完成的计划", "plans for today, not done"), "today"},
		{sheet.W("逾期的计划", "Overdue plans"), count(v.overdue), sheet.W("跟进日期早于今天、还没完成的计划", "plans for an earlier day, not done"), "today"},
		{sheet.W("没结的投诉", "Open complaints"), count(v.complaints), sheet.W("反馈类型是投诉、处理状态不是已解决（空着也算没结）", "feedback of kind complaint whose status is not closed (blank is not)"), "feedback"},
		{sheet.W("从未联系", "Never contacted"), count(v.unmet), sheet.W("没有互动、也没买过东西的客户，勿扰的不算", "customers without any interaction or purchase, do-not-contact left out"), "today"},
		{sheet.W("没有下一步", "Without a next step"), count(v.adrift), sheet.W("没有未完成跟进计划的客户，勿扰的不算", "customers without an open plan, do-not-contact left out"), "plans"},
	}
}

// worth is what the classes are worth, in a few columns.
func (p *population) worth() Table {
	all := p.summary(p.divisions(ByClass))
	keep := []int{0, 1, 2, 3, 4, 5}
	t := Table{Key: "segments", Title: all.Title}
	for _, i := range keep {
		t.Columns = append(t.Columns, all.Columns[i])
	}
	t.Rows = func(yield func([]Cell, error) bool) {
		for cells, err := range all.Rows {
			if !yield(cells[:len(keep)], err) {
				return
			}
		}
	}
	return t
}

// sentence is what to do now: the class to turn to, and the work that is late.
func (v *overview) sentence() sheet.Words {
	late := joined("、", ", ", todo(v.complaints, "%d 件没结的投诉", "%d open complaints"), todo(v.overdue, "%d 条逾期的计划", "%d overdue plans"),
		todo(v.dueToday, "%d 条今天到期的计划", "%d plans due today"))
	if late.Empty() {
		late = todo(v.unmet, "%d 位从未联系的客户", "%d customers never contacted")
	}
	return sentences(v.people.advice(), work(late))
}

func work(late sheet.Words) sheet.Words {
	if late.Empty() {
		return sheet.Words{}
	}
	return sheet.W("手头还有 %s要办，见“今日与逾期”。", "Waiting to be done: %s; see “Today and overdue”.", late)
}

// todo is n of something, nothing for none.
func todo(n int, zh, en string) sheet.Words {
	if n == 0 {
		return sheet.Words{}
	}
	return sheet.W(zh, en, n)
}
