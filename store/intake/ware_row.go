package intake

import (
	"kehu/store/sheet"
)

// What a row that sells several products side by side says of all of them.

// makeWares notes the parts that are a product each.
func (p *plan) makeWares(f *File) {
	for i := range f.Columns {
		m := &f.Columns[i]
		if m.Product == "" || m.As != Mapped {
			continue
		}
		one := p.partOf(sheet.Purchases, m.Group)
		if one.ware == "" {
			p.wares = append(p.wares, one)
		}
		one.ware = m.Product
		if one.each.Empty() {
			one.each = m.each
		}
	}
}

// isShared reports whether a column of such a row is of each of its purchases: the
// order's number, the salesperson. Its money is shared out, see shareOut.
func (p *plan) isShared(c *sheet.Column, group int) bool {
	return len(p.wares) > 0 && group == 0 && c.Sheet == sheet.Purchases && !isWord("on product qty price amount discount paid unpaid", c.Key)
}

// shareOut works out what each product of a row came to, and shares out what was paid
// or is owed for all of them: what is owed is of the last ones.
func (p *plan) shareOut(cells []string) {
	var sold []*part
	var total int64
	for _, one := range p.wares {
		if k := &p.keys; one.patch.Set.Has(k.qty) && !one.patch.Set.Has(k.price) && !one.each.Empty() {
			one.sale.Price = one.each
			one.mark(k.price)
		}
		p.workOut(one)
		if one.sale.Amount.N != 0 {
			sold, total = append(sold, one), total+one.sale.Amount.N
		}
	}
	if len(sold) == 0 {
		return
	}
	all := p.partOf(sheet.Purchases, 0)
	p.checkSum(cells, total, all)
	if all == nil || all.patch.Set.Has(p.keys.amount) {
		return
	}
	total -= p.shareDiscount(all, sold)
	p.shareOwed(all, sold, total)
}

// checkSum says where the row's own sum is not that of its products.
func (p *plan) checkSum(cells []string, total int64, all *part) {
	var sum sheet.Money
	if p.sumAt < 0 || p.sumAt >= len(cells) || sum.Parse(clean(cells[p.sumAt]), sheet.Reading{}) != nil || !sum.Valid || sum.N == total {
		return
	}
	if all != nil && sum.N == total-all.sale.Discount.N {
		return
	}
	products := sheet.MakeMoney(total)
	p.problem(p.file.Columns[p.sumAt].Heading, sheet.W("写着 %s 元，各产品加起来是 %s 元，按各产品记；请核对", "says %s yuan, the products come to %s yuan, which are taken: check it", sum.String(), products.String()), false)
}

// shareDiscount takes the row's discount off its last products, where their amounts
// are worked out, and returns what it took.
func (p *plan) shareDiscount(all *part, sold []*part) (taken int64) {
	k := &p.keys
	for i := len(sold) - 1; i >= 0 && all.sale.Discount.N > taken; i-- {
		one := sold[i]
		if one.each.Empty() || one.sale.Amount.N <= 0 {
			continue
		}
		off := min(all.sale.Discount.N-taken, one.sale.Amount.N)
		one.sale.Discount = sheet.MakeMoney(off)
		one.sale.Amount.N -= off
		one.mark(k.discount)
		taken += off
	}
	if taken < all.sale.Discount.N {
		p.problem(p.headingOf(all, k.discount), sheet.W("优惠没有从金额里扣，请核对", "the discount was not taken off the amounts: check it"), false)
	}
	all.sale.Discount.Clear()
	all.unset(k.discount)
	return taken
}

// shareOwed makes what was paid, or is owed, for all products that of each.
func (p *plan) shareOwed(all *part, sold []*part, total int64) {
	k, row := &p.keys, all.sale
	owed := row.Unpaid.N
	if row.Paid.Valid {
		if row.Unpaid.Valid && row.Paid.N+row.Unpaid.N != total {
			p.problem(p.headingOf(all, k.unpaid), sheet.W("实收加欠款不等于金额，按实收记", "paid and owed do not add up to the amounts: paid is taken"), false)
		}
		owed = total - row.Paid.N
	}
	for i := len(sold) - 1; i >= 0; i-- {
		one := sold[i]
		one.credit, one.cash = one.credit || all.credit, one.cash || all.cash || row.Paid.Valid || row.Unpaid.Valid
		due := min(owed, max(one.sale.Amount.N, 0))
		if i == 0 && owed < 0 {
			due = owed // paid ahead
		}
		if due != 0 && (due > 0 || i == 0) {
			one.sale.Paid = sheet.MakeMoney(one.sale.Amount.N - due)
			one.mark(k.paid)
			owed -= due
		}
	}
	if owed > 0 {
		p.problem(p.headingOf(all, k.unpaid), sheet.W("欠的比金额还多，请核对；旧账请记到期初欠款", "more is owed than the amount: check it, an older debt belongs to the opening debt"), true)
	}
	row.Paid.Clear()
	row.Unpaid.Clear()
	all.unset(k.paid)
	all.unset(k.unpaid)
}
