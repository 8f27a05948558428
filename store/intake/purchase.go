package intake

import (
	"cmp"
	"math"

	"kehu/store/sheet"
)

// keys are columns that every row is asked about.
type keys struct {
	name, phone, phone2, owner, remark                                             *sheet.Column // of the customer
	on, product, qty, price, discount, amount, paid, unpaid, unit, gift, payMethod *sheet.Column // of the purchase
}

func newKeys() keys {
	c := sheet.Customers.Must("name", "phone", "phone2", "owner", "remark")
	p := sheet.Purchases.Must("on", "product", "qty", "price", "discount", "amount", "paid", "unpaid", "unit", "gift", "pay_method")
	return keys{c[0], c[1], c[2], c[3], c[4], p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], p[9], p[10]}
}

// sells reports whether the row is a purchase: it has an amount or what makes
// one; or it names product and day and tells nothing else, so that the amount is
// missing by a slip.
func (p *plan) sells(one *part, row *sheet.Purchase) bool {
	filled, k := one.patch.Set|one.failed, &p.keys
	switch {
	case filled.Has(k.amount):
		return one.failed != 0 || row.Amount.N != 0 || filled.Has(k.product) || filled.Has(k.on)
	case one.failed.Has(k.qty) || one.failed.Has(k.price), row.Paid.N != 0, row.Unpaid.N != 0:
		return true
	case !filled.Has(k.product) || !filled.Has(k.on):
		return false
	case filled.Has(k.qty):
		return true
	}
	for _, other := range p.parts {
		if other != one && other.group == one.group && other.spoke() {
			return false
		}
	}
	return true
}

// workOut computes an amount that the row doesn't give from quantity and price,
// less the discount, rounded to 分.
func (p *plan) workOut(one *part) {
	p.addUp(one)
	row, set, k := one.sale, one.patch.Set, &p.keys
	if set.Has(k.amount) || one.failed.Has(k.amount) || !set.Has(k.qty) || !set.Has(k.price) {
		return
	}
	fen, ok := times(row.Qty.N, row.Price.N)
	if !ok {
		p.problem(p.headingOf(one, k.qty), sheet.W("数量乘单价太大，请核对", "quantity times price is too large: check it"), true)
		return
	}
	row.Amount = sheet.MakeMoney(fen - row.Discount.N)
	one.mark(k.amount)
}

// times is thousandths of a quantity × 分, rounded half away from zero; false if
// that is beyond what kehu counts.
func times(qty, price int64) (int64, bool) {
	if qty != 0 && math.Abs(float64(qty))*math.Abs(float64(price)) > 9e18 {
		return 0, false
	}
	n := qty * price
	if n < 0 {
		return (n - 500) / 1000, true
	}
	return (n + 500) / 1000, true
}

// mark adds a column to those that are meant.
func (t *part) mark(c *sheet.Column) { t.patch.Set = t.patch.Set.With(c) }

// unset takes a column out of those that are meant.
func (t *part) unset(c *sheet.Column) { t.patch.Set &^= 1 << c.Index }

// completePurchase adds what goes without saying in a shop's ledger.
func (p *plan) completePurchase(one *part, row *sheet.Purchase, cells []string) {
	k := &p.keys
	switch {
	case one.ware != "":
		row.Product = sheet.MakeTerm(one.ware)
		one.mark(k.product)
	case one.unsaid:
		row.Product = sheet.MakeTerm(unnamedProduct)
		one.mark(k.product)
	}
	if one.gift != "" && row.Amount.N == 0 && row.Gift.Empty() {
		row.Gift = sheet.MakeText(one.gift)
		one.mark(k.gift)
	}
	if unit := cmp.Or(one.unit, one.per); row.Unit.Empty() && row.Qty.Valid && unit != "" {
		row.Unit = sheet.MakeTerm(unit)
		one.mark(k.unit)
	}
	p.giveBack(one, row)
	p.refund(one, row, cells)
	p.settle(one, row)
}

// giveBack makes both quantity and amount of a return negative, and what was paid
// where the row's type says that it is one.
func (p *plan) giveBack(one *part, row *sheet.Purchase) {
	if p.back {
		row.Qty.N, row.Amount.N, row.Paid.N = -abs(row.Qty.N), -abs(row.Amount.N), -abs(row.Paid.N)
		return
	}
	switch {
	case row.Amount.N < 0 && row.Qty.N > 0:
		row.Qty.N = -row.Qty.N
	case row.Amount.N > 0 && row.Qty.N < 0:
		row.Amount.N = -row.Amount.N
		p.problem(p.headingOf(one, p.keys.amount), sheet.W("数量是负的，按退货把金额记为负", "the quantity is negative: a return, so the amount is taken as negative"), false)
	}
}

func abs(n int64) int64 { return max(n, -n) }

// settle turns what is still owed into what was paid.
func (p *plan) settle(one *part, row *sheet.Purchase) {
	k, owed := &p.keys, row.Unpaid
	if !row.Paid.Valid && !one.failed.Has(k.paid) {
		switch {
		case owed.Valid && owed.N > max(row.Amount.N, 0):
			p.problem(p.headingOf(one, k.unpaid), sheet.W("欠的比金额还多，请核对；旧账请记到期初欠款", "more is owed than the amount: check it, an older debt belongs to the opening debt"), true)
		case owed.Valid && owed.N != 0:
			row.Paid = sheet.MakeMoney(row.Amount.N - owed.N)
			one.mark(k.paid)
		case !owed.Valid && !one.cash && (one.credit || one.cuff || onCredit(row.PayMethod.String())):
			row.Paid = sheet.MakeMoney(0)
			one.mark(k.paid)
		case one.cash || owed.Valid || row.Amount.N <= 0:
		case p.promised(row):
			row.Paid = sheet.MakeMoney(0)
			one.mark(k.paid)
			p.problem(p.headingOf(one, k.paid), sheet.W("约定“%s”还，没写收了多少，按没收记", "is to be paid “%s”, and what was paid is not told: nothing", row.DueOn.String()), false)
		case p.ticks && one.group == 0:
			one.unticked = true
		}
	} else if owed.Valid && row.Paid.N+owed.N != row.Amount.N {
		heading := p.headingOf(one, k.unpaid)
		p.aside(heading, sheet.W("实收加欠款不等于金额，按实收记，欠款原文记入备注", "paid and owed do not add up to the amount: paid is taken, owed goes to the remark"), owed.String(), one)
	}
	row.Unpaid.Clear()
	one.unset(k.unpaid)
}

// promised reports whether a sale of somebody else's sheet is to be paid some day: who paid
// at once has nothing to promise.
func (p *plan) promised(row *sheet.Purchase) bool {
	due := row.DueOn.String()
	return due != "" && !p.file.own && !isWord(clearWords+" "+noDebts+" 无 没有 不用 - /", clean(due))
}
