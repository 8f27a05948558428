package intake

import (
	"slices"
	"strings"

	"kehu/store/sheet"
)

// What people write for all of a sum, and for none of it, where it was paid or is owed.
const (
	clearWords = `付清 付清了 已付清 全款 全付 全清 已付 结清 结清了 已结清 两清 两清了 还清 还清了 已还清 清 清了 清账 平了 还了 已还 还完了 给了 都给了 已给 付了 结了 已结 收了 已收`
	noDebts    = `不欠 不欠了 没欠 不差 不差了 无欠款 没欠款 没有欠款`
	paidWords  = clearWords + ` √ 是`

	owesWords   = `欠 欠着 赊 赊着 赊账 赊欠 挂账 √ 是 有 没给 没付 未付`
	owesNothing = `× 否 没有 无 不赊 没赊`

	owingWords = `未付 没付 没给 赊 赊账 赊着 先赊着 挂账 挂着 记账 记着 欠账 先欠着 都欠着 赊欠 欠 欠着 × 没 没还 未还 没结 未结 未给 没收 未收 还没 还没给 还没还 否`
)

// isSettled reports whether a cell says in words what was paid or is owed.
func isSettled(c *sheet.Column, cell string) bool {
	text := clean(cell)
	_, some := partPaid(text)
	if c.Sheet == sheet.Payments && c.Key == "amount" {
		return some
	}
	if isDebt(c) {
		_, some = owed(text)
		return some || c.Sheet == sheet.Purchases && (isWord(owesWords, text) || isWord(owesNothing, text))
	}
	return c.Sheet == sheet.Purchases && c.Key == "paid" && (some || isWord(noDebts, text) || isWord(paidWords, text) || isWord(owingWords, text) || isLater(text) || isDebtTold(text))
}

// isDebt reports whether c tells what is owed.
func isDebt(c *sheet.Column) bool {
	return c.Sheet == sheet.Purchases && c.Key == "unpaid" || c.Sheet == sheet.Customers && c.Key == "open_debt"
}

// owed reads what is owed as people say it: 欠300, 还差300元, and 清了 or 不欠 for nothing.
// 是 and a tick say as well that something is.
func owed(text string) (sum sheet.Money, ok bool) {
	if isWord(clearWords, text) || isWord(noDebts, text) {
		return sheet.MakeMoney(0), true
	}
	for _, verb := range [...]string{"还欠", "还差", "还剩", "尚欠", "下欠", "总共欠", "一共欠", "共欠", "欠款", "欠了", "欠", "差", "剩"} {
		if rest, found := strings.CutPrefix(text, verb); found {
			rest = strings.TrimLeft(rest, " :：")
			return sum, sum.Parse(rest, sheet.Reading{}) == nil && sum.Valid && sum.N >= 0
		}
	}
	return sum, false
}

// isDebtTold reports whether a cell of what was paid says what is owed instead: 欠30.
func isDebtTold(text string) bool {
	sum, ok := owed(text)
	return ok && sum.N > 0
}

// owes reads a cell of what is owed.
func (s *step) owes(cell string) bool {
	text := clean(cell)
	if s.wan {
		text = inWan(text)
	}
	sum, ok := owed(text)
	if !ok || !isDebt(s.column) {
		return false
	}
	*s.field.(*sheet.Money) = sum
	s.part.mark(s.column)
	return true
}

// settled understands the words that stand for amounts paid and owed.
func (p *plan) settled(s *step, cell string) bool {
	text, sale := clean(cell), s.part.sale
	full, none := isWord(paidWords, text) || isWord(noDebts, text), isWord(owingWords, text)
	some, isSome := partPaid(text)
	switch {
	case s.column == p.keys.paid && full:
		sale.Paid.Clear() // blank: paid in full
		s.part.cash = true
		return true
	case s.column == p.keys.paid && none:
		sale.Paid = sheet.MakeMoney(0)
	case s.column == p.keys.paid && isLater(text):
		sale.Paid = sheet.MakeMoney(0)
		p.leave(s.heading, cell, s.part)
	case s.column == p.keys.paid && isSome:
		sale.Paid = some
	case s.column == p.keys.paid && isDebtTold(text) && !sale.Unpaid.Valid:
		sale.Unpaid, _ = owed(text)
		s.part.mark(p.keys.unpaid)
		return true
	case s.column == p.keys.unpaid && isWord(owesWords, text):
		s.part.credit = true
		return true
	case s.column == p.keys.unpaid && isWord(owesNothing, text):
		sale.Unpaid = sheet.MakeMoney(0)
	case s.column == p.keys.amount:
		return p.onTheCuff(s, text)
	default:
		return false
	}
	s.part.mark(s.column)
	return true
}

// handed reads what was paid back as people say it: 还了188.
func (s *step) handed(cell string) bool {
	row, ok := s.part.patch.Row.(*sheet.Payment)
	if !ok || s.column.Key != "amount" {
		return false
	}
	sum, ok := partPaid(clean(cell))
	if ok {
		row.Amount = sum
		s.part.mark(s.column)
	}
	return ok
}

// partPaid reads 还了50 and 给了100元.
func partPaid(text string) (sum sheet.Money, ok bool) {
	for _, verb := range [...]string{"还了", "给了", "付了", "交了", "收了", "先给", "先付", "先交", "已还", "已给", "已付", "还", "付", "给", "交", "收"} {
		if rest, found := strings.CutPrefix(text, verb); found && sum.Parse(rest, sheet.Reading{}) == nil && sum.Valid && sum.N >= 0 {
			return sum, true
		}
	}
	return sum, false
}

// isLater reports whether a cell of what was paid says that it will be: 下回给, 秋后还.
func isLater(text string) bool {
	for _, when := range [...]string{"下回", "下次", "下集", "回头", "过后", "过几天", "过两天", "明天", "改天", "改日", "月底", "年底", "年后", "过年", "麦收", "秋后", "秋收", "开春", "卖了粮", "卖完粮", "卖粮", "发工资", "等"} {
		if rest, ok := strings.CutPrefix(text, when); ok {
			return len(text) <= 24 && slices.ContainsFunc([]string{"给", "还", "付", "结", "算", "结账", "给钱", "还钱", "还清", "付清"}, func(verb string) bool { return strings.HasSuffix(rest, verb) })
		}
	}
	return false
}

// onTheCuff reads an amount that says that it was not paid: 198（赊）, 198元欠着.
func (p *plan) onTheCuff(s *step, text string) bool {
	text = strings.TrimRight(sheet.Fold(text), ") ")
	for _, word := range [...]string{"赊账", "赊欠", "赊着", "赊", "欠账", "欠着", "没给", "没付", "未付"} {
		rest, found := strings.CutSuffix(text, word)
		if !found {
			continue
		}
		rest = strings.TrimRight(rest, "(/,;-、 ")
		if s.field.Parse(rest, p.today) != nil || s.field.Empty() {
			return false
		}
		s.part.credit = true
		s.part.mark(s.column)
		return true
	}
	return false
}

// onCredit reports whether a way of paying is none.
func onCredit(method string) bool {
	return method != "" && isWord("赊账 赊 赊欠 赊销 欠账 挂账 记账 欠着 欠", method)
}

// isOnCredit reports whether a heading says that its amounts are on credit: 赊账金额.
func isOnCredit(heading string, c *sheet.Column) bool {
	return c.Sheet == sheet.Purchases && (c.Key == "amount" || c.Key == "product") && strings.Contains(heading, "赊")
}
