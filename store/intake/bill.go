package intake

import (
	"slices"
	"strings"

	"kehu/store/sheet"
)

// The bills that banks and WeChat, Alipay and the like export tell what came in and what
// went out. Whether what came in was for goods or paid back a debt they don't say, so that
// is asked; what went out is no business of customers and is skipped.
const (
	flowHeadings   = `收/支 收支 收支类型 收支方向 收入/支出 借贷标志 借贷 借贷方向 收付标志 资金流向`
	outHeadings    = `支出 支出金额 借方 借方发生额 借方金额 支取 支取金额 转出金额`
	inHeadings     = `收入 收入金额 贷方 贷方发生额 贷方金额 存入 存入金额 转入金额`
	billedHeadings = inHeadings + ` 交易金额 金额 收款金额`
	billDays       = `交易时间 交易日期 入账时间 入账日期 记账日期 收款时间 时间 日期`
	billParties    = `交易对方 对方户名 对方账户名 对方账户名称 对方名称 对方姓名 付款人 付款方 付款人姓名 付款方户名`
	onlyBillsHave  = billParties + ` 收钱吧流水号 商户实收 对方账号`
	wentOut        = `支出 支 出 付 付款 转出 支取 借 借方 不计收支 中性交易 其他`
)

// askBill asks what the money of a bill was for, unless that is said.
func (r *resolver) askBill() {
	money, out := r.billColumn(billedHeadings), r.billColumn(outHeadings)
	flow := r.billColumn(flowHeadings)
	surely := r.billColumn(onlyBillsHave) >= 0
	if money < 0 || r.own || r.choices[money].fixed || !surely && (flow < 0 && out < 0 || r.sells() || r.has("payments.amount")) {
		return
	}
	var q Question
	var sold, repaid []string
	add := func(i int, choices ...string) {
		if i < 0 {
			return
		}
		heading := r.choices[i].Name
		q.Headings, q.Samples = append(q.Headings, heading), append(q.Samples, r.examples(i))
		q.Choices = append(q.Choices, append(choices, "extra", "skip"))
		sold, repaid = append(sold, "--map '"+heading+"="+choices[0]+"'"), append(repaid, "--map '"+heading+"="+choices[len(choices)-1]+"'")
		r.answer(i, choices[0])
	}
	add(money, "purchases.amount", "payments.amount")
	add(r.billColumn(billDays), "purchases.on", "payments.on")
	add(r.billColumn(billParties), "name")
	if i := slices.IndexFunc(r.choices, func(c choice) bool { return r.may(c.Heading, "purchases.order_no") }); i >= 0 {
		r.answer(i, "purchases.order_no")
	}
	q.Words = sheet.W("这是收款账单，收到的钱是卖货还是还欠款看不出来；卖货请用 %s，还欠款请用 %s；支出的行都会跳过",
		"this is a bill, and whether the money was for goods or paid back debts is not said: for goods use %s, for debts %s; what went out is skipped", strings.Join(sold, " "), strings.Join(repaid, " "))
	r.questions = append(r.questions, q)
}

// answer gives the answer that is ready for heading i.
func (r *resolver) answer(i int, key string) {
	c := &r.choices[i]
	c.As, c.Column, c.open, c.Also = Mapped, columnOf(key), false, nil
	if c.Column == nil {
		c.Column = sheet.Customers.Column(key)
	}
}

// billColumn is the first column whose heading is one of words, by their order, and
// which holds days if they are days; -1 if there is none.
func (r *resolver) billColumn(words string) int {
	spellings := make([][2]string, len(r.choices))
	for i, c := range r.choices {
		text := spelling(c.Heading)
		spellings[i] = [2]string{text, bare(text)}
	}
	for word := range strings.FieldsSeq(words) {
		i := slices.IndexFunc(spellings, func(texts [2]string) bool { return slices.Contains(texts[:], word) })
		if i >= 0 && (words != billDays || share(r.values(i), func(v string) bool { return r.reads(columnOf("purchases.on"), v) }) >= 0.5) {
			return i
		}
	}
	return -1
}

// findFlow notes the cells that tell what went out.
func (p *plan) findFlow(i int, m *Mapping) {
	switch text := spelling(m.Heading); {
	case isWord(flowHeadings, text):
		p.flowAt = i
	case isWord(outHeadings, bare(text)):
		p.outAt = i
	case isWord(inHeadings, bare(text)) && m.As == Mapped && m.Column.Key == "amount":
		p.comesIn = true
	}
}

// paidOut reports whether a row of a bill is of money that went out.
func (p *plan) paidOut(cells []string) bool {
	if p.flowAt >= 0 && p.flowAt < len(cells) {
		cell := strings.TrimSpace(cells[p.flowAt])
		return cell == "/" || isWord(wentOut, clean(cell))
	}
	if !p.comesIn || p.outAt < 0 || p.outAt >= len(cells) {
		return false
	}
	sum, ok := refunded(cells[p.outAt])
	return ok && sum.N != 0
}
