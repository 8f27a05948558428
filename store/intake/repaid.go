package intake

import (
	"strings"

	"kehu/store/sheet"
)

// A book of credit also has lines of money that came back, with 还账 where the others
// name what was taken: that is a payment, and nothing was sold.

// repayWords are what such lines say in place of a product.
const repayWords = `还账 还帐 还钱 还款 还了 还欠款 还欠账 还旧账 还老账 还赊账 还赊欠 还清 还一部分 还一些 来还账 来还钱 结账 结帐 结欠款 清账 收欠款 收回欠款 收账 付欠款 交欠款 回款`

// isRepaid reports whether a product's cell says that money came back. Every product of a
// file is asked: most tell by how they begin.
func isRepaid(product string) bool {
	if len(product) < 6 || len(product) > 18 {
		return false
	}
	switch product[:3] {
	case "还", "来", "结", "清", "收", "付", "交", "回", "（":
	default:
		if product[0] != '(' {
			return false
		}
	}
	return isWord(repayWords, strings.Trim(sheet.Fold(product), " ()!。."))
}

// repays makes the purchase of a row a payment where it says that it is one.
func (p *plan) repays() {
	if p.file.own {
		return
	}
	for _, one := range p.parts {
		if one.sale == nil || one.ware != "" || one.month != 0 || one.group != 0 || !isRepaid(one.sale.Product.String()) {
			continue
		}
		sum := one.sale.Amount
		if p.adds || sum.N == 0 {
			sum = one.sale.Paid
		}
		if sum.N = abs(sum.N); sum.N != 0 && !(one.failed.Has(p.keys.amount) || one.failed.Has(p.keys.paid)) {
			p.repay(one, sum)
		}
		return
	}
}

// repay moves what the row says of the purchase to a payment.
func (p *plan) repay(one *part, sum sheet.Money) {
	paid, sale := p.payment(), one.sale
	row := paid.patch.Row.(*sheet.Payment)
	if row.Amount.N != 0 || paid.failed != 0 {
		return // the row says that elsewhere
	}
	p.problem(p.headingOf(one, p.keys.product), sheet.W("“%s”不是买的东西，%s 元记成还款", "“%s” is nothing sold: %s yuan are a payment", sale.Product.String(), sum.String()), false)
	if sale.Unpaid.N != 0 {
		appendText(&sale.Remark, p.headingOf(one, p.keys.unpaid)+"："+sale.Unpaid.String())
	}
	on := row.On
	*row = sheet.Payment{On: first(on, sale.On), Amount: sum, Method: sale.PayMethod, Staff: sale.Staff, Remark: sale.Remark}
	row.Extra = sale.Extra
	for c := range paid.sheet.Stored() {
		if c.Key != "customer" && !c.Field(row).Empty() {
			paid.mark(c)
		}
	}
	one.reset()
}

// payment is the part of payments, which few files of purchases need.
func (p *plan) payment() *part {
	if paid := p.partOf(sheet.Payments, 0); paid != nil {
		return paid
	}
	p.parts = append(p.parts, newPart(sheet.Payments, 0))
	return p.parts[len(p.parts)-1]
}
