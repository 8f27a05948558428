package intake

import (
	"slices"
	"strings"

	"kehu/store/sheet"
)

// These rules decide headings that may be of a sale.

func amount(r *resolver, i int) {
	if r.of == sheet.Payments || r.has("payments.on") && !r.has("purchases.product", "purchases.qty", "purchases.on", "purchases.price") &&
		!r.anyHeading(i, "还款金额 还款 产品 产品名称 商品 商品名称 品名") {
		r.choose(i, "payments.amount")
		return
	}
	r.choose(i, "purchases.amount")
}

func product(r *resolver, i int) {
	if r.judges() && !r.sells() && !r.has("purchases.on", "purchases.qty") && !r.has("feedback.product") {
		r.choose(i, "feedback.product")
		return
	}
	r.choose(i, "purchases.product")
}

// unit tells 盒 from a work unit.
func unit(r *resolver, i int) {
	short := func(v string) bool { return len([]rune(v)) <= 3 }
	if r.buys() && (len(r.values(i)) == 0 || share(r.values(i), short) >= 0.8) {
		r.choose(i, "purchases.unit")
		return
	}
	r.choices[i].as(Extra)
}

// category tells a product's category from a customer's class.
func category(r *resolver, i int) {
	values := r.values(i)
	grade := func(v string) bool { return len(v) == 1 && v >= "A" && v <= "D" }
	switch {
	case len(values) > 0 && share(values, grade) == 1 && !r.has("customers.level"):
		r.choose(i, "customers.level")
	case r.buys():
		r.choose(i, "purchases.category")
	default:
		r.choices[i].as(Extra)
	}
}

// discount tells yuan off from 0.9 and 9折.
func discount(r *resolver, i int) {
	values := r.values(i)
	rate := func(v string) bool {
		return strings.ContainsAny(v, "折%") || len(v) <= 4 && strings.HasPrefix(v, "0.") || v == "1"
	}
	if len(values) > 0 && share(values, rate) >= 0.5 {
		r.keep(i, sheet.W("是折扣率，不是优惠的钱", "rates, not money off"))
		return
	}
	r.choose(i, "purchases.discount")
}

// handedOver are headings of what was paid, or of how.
const handedOver = `付款 收款 交钱 交款`

// payment tells sums that were paid, and the words for none and all, from ways to pay.
func payment(r *resolver, i int) {
	values, paid, method := r.values(i), columnOf("purchases.paid"), columnOf("purchases.pay_method")
	says := func(v string) bool { return isHowMuch(v) || isSettled(paid, v) }
	switch {
	case share(values, says) >= 0.5 && !r.has("purchases.paid"):
		r.to(&r.choices[i], paid)
	case share(values, func(v string) bool { return len([]rune(v)) <= 6 }) >= 0.8 && !slices.ContainsFunc(values, says) && !r.has("purchases.pay_method"):
		r.to(&r.choices[i], method)
	default:
		r.choices[i].as(Extra)
	}
}

// credit reads 赊账 as an old debt, unless it is what is still owed for what stands beside it.
func credit(r *resolver, i int) {
	if r.owesFor(i) {
		r.choose(i, "purchases.unpaid")
		return
	}
	r.choose(i, "customers.open_debt")
}

// unpaid tells what is still owed for a purchase from an old debt. Beside payments it is
// what they leave, or left.
func unpaid(r *resolver, i int) {
	switch {
	case r.sells(), r.owesFor(i):
		r.choose(i, "purchases.unpaid")
	case r.has("payments.amount"):
		r.keep(i, sheet.W("表里记的是还款，欠多少由 kehu 算，这一列只原样保留", "these are payments, and kehu works out what is owed; kept as it is"))
	default:
		r.choose(i, "customers.open_debt")
	}
}

// opening takes an old sheet's totals, unless the purchases they count are there.
func opening(r *resolver, i int) {
	if r.sells() {
		r.keep(i, sheet.W("表里有购买明细，这一列不再计入期初，只原样保留", "the purchases themselves are here, so this is kept as it is and not counted again"))
		return
	}
	key := "open_spent"
	switch text := r.choices[i].key; {
	case strings.HasPrefix(text, "累计"):
	case strings.Contains(text, "次数"), strings.Contains(text, "count"):
		key = "open_count"
	case strings.HasSuffix(text, "购买"), strings.HasSuffix(text, "消费"), strings.HasSuffix(text, "日期"), strings.HasSuffix(text, "时间"), strings.Contains(text, "last"):
		key = "open_last"
	}
	r.choose(i, "customers."+key)
}

func channel(r *resolver, i int) {
	if r.buys() && (!r.describes() || r.has("customers.source")) {
		r.choose(i, "purchases.channel")
		return
	}
	r.choose(i, "customers.source")
}

func shop(r *resolver, i int) {
	switch {
	case r.buys():
		r.choose(i, "purchases.shop")
	case r.has("numbers.number"):
		r.choose(i, "numbers.shop")
	default:
		r.choices[i].as(Extra)
	}
}

func interest(r *resolver, i int) {
	intent := columnOf("customers.intent")
	if values := r.values(i); len(values) > 0 && share(values, func(v string) bool { return r.reads(intent, v) }) >= 0.5 {
		r.to(&r.choices[i], intent)
		return
	}
	r.choose(i, "customers.need")
}
