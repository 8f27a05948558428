package intake

import (
	"slices"
	"strings"

	"kehu/store/sheet"
)

// The order exports of the big shops write what a whole order came to, once or on
// each of its lines, beside what the lines came to, and list orders that came to
// nothing.
const (
	// What was paid for a whole order, the most telling first.
	receivedOrder = `买家实际支付金额 用户实付金额 买家实付金额 订单实付金额 实付金额 实付款 实付 实收款 实收金额 商家实收金额`

	// What a whole order was to come to.
	wholeOrder = `订单金额 订单总金额 订单总价 总金额 应付金额 应付 订单应付金额 应收订单金额 商品总价 买家应付货款`

	// What a line of an order came to.
	lineAmount = `商品金额 商品金额合计 商品金额小计 商品小计 小计`

	// What only a shop's export of orders has.
	shopHeadings = `订单状态 交易状态 售后状态 退款状态 物流单号 快递单号 运单号 快递公司 物流公司 买家会员名 买家昵称 买家留言 下单帐号 下单账号 宝贝标题`

	// What says whether an order came to a sale, and whether the goods came back.
	orderStates  = `订单状态 交易状态 当前状态 支付状态 状态`
	returnStates = `售后状态 退款状态 订单退款状态`

	// What tells a sale from a return, a row each.
	saleTypes = `类型 单据类型 交易类型 订单类型 业务类型 销售类型 票据类型 小票类型 流水类型 进/出 进出 进销 出/进 出入 出入库 进还是出 买卖`

	// What a row's type is where the shop itself bought, or counted its stock.
	supplyTypes = `进 进货 进了 进库 入 入库 采购 采购入库 购进 买进 买入 补货 调入 调拨 调拨入库 调拨出库 盘点 盘盈 盘亏 报损 损耗 退厂 退厂家 退供应商 采购退货 采购退回 进货退货 进货退回`
)

// online reports whether the file is a shop's export of its orders.
func (r *resolver) online() bool {
	return r.has("purchases.order_no") && r.anyHeading(-1, shopHeadings)
}

// orderAmount takes the amount of an order: what the buyer paid where a shop
// exports both, as nobody owes a shop's discount. What stands for the whole order
// on each of its lines is not counted line by line.
func orderAmount(r *resolver, i int) {
	key := r.choices[i].key
	received := isWord(receivedOrder, key)
	switch {
	case received && !r.online():
		r.choose(i, "purchases.paid")
	case !r.online() && r.anyHeading(i, lineAmount):
		r.keep(i, wholeOrdersMoney())
	case !r.online():
		r.choose(i, "purchases.amount")
	case r.perOrder(i):
		r.keep(i, wholeOrdersMoney())
	case received && r.firstOf(receivedOrder, key):
		r.choose(i, "purchases.amount")
		r.choices[i].rank = 0
	case received:
		r.keep(i, sheet.W("金额另有一列", "another column is the amount"))
	default:
		r.choose(i, "purchases.amount")
	}
}

func wholeOrdersMoney() sheet.Words {
	return sheet.W("一张订单有几行，这是整单的钱，不逐行重复记", "an order has several lines and this is the money of all, which is not counted on each")
}

// firstOf reports whether the file has no heading that stands before key in words.
func (r *resolver) firstOf(words, key string) bool {
	for word := range strings.FieldsSeq(words) {
		if word == key {
			return true
		}
		if r.anyHeading(-1, word) {
			return false
		}
	}
	return true
}

// perOrder reports whether the sample has orders of several lines, all of which
// repeat column i or leave it blank behind the first.
func (r *resolver) perOrder(i int) bool {
	lines, last, amount := 0, "", ""
	for _, row := range r.data {
		order, cell := r.cell(row, "purchases.order_no"), ""
		if i < len(row.Cells) {
			cell = clean(row.Cells[i])
		}
		switch {
		case order == "" && last != "" && cell == "" && fills(row.Cells, 2) && !totals(row):
			lines++ // a further line of the order above
		case order == "" || order != last:
			last, amount = order, cell
		case cell == "" || cell == amount:
			lines++
		default:
			return false
		}
	}
	return lines > 0
}

// nickname is what a shop calls its buyer where the receiver is named besides.
func nickname(r *resolver, i int) {
	if r.has("customers.name") || r.anyCandidate("customers.name") {
		r.choose(i, "customers.nickname")
		return
	}
	r.choose(i, "customers.name")
}

// saysReturn reports whether the row says in so many words that it is a return.
func (p *plan) saysReturn(cells []string) bool {
	for _, i := range p.types {
		if i < len(cells) && isReturn(clean(cells[i])) {
			return true
		}
	}
	return false
}

// supplies is the type of a row that is no sale because the shop itself bought: 进货; "" if it
// is none such.
func (p *plan) supplies(cells []string) string {
	for _, i := range p.types {
		if i < len(cells) {
			if kind := clean(cells[i]); isWord(supplyTypes, kind) {
				return kind
			}
		}
	}
	return ""
}

// isReturn reports whether a row's type is that of a return: 退货, 退款, 销售退回.
func isReturn(kind string) bool {
	switch strings.ToLower(kind) {
	case "return", "refund", "returned", "refunded":
		return true
	}
	return strings.Contains(kind, "退") && !strings.ContainsAny(kind, "未不无可非")
}

// unsold says why the state of an order, or of what followed it, makes it no sale,
// in no words if it is one.
func unsold(state string, followed bool) sheet.Words {
	words := []string{"已退款", "退款成功", "全额退款"}
	if !followed { // 售后取消: the goods stay
		words = append(append(words, "关闭", "取消", "未成团", "拼单失败"), waiting()...)
	}
	for _, word := range words {
		if strings.Contains(state, word) && !strings.Contains(state, "部分") && !isRefundOf(state) {
			return sheet.W("订单没有成交（%s）", "no sale: the order is %s", state)
		}
	}
	return sheet.Words{}
}

// waiting are the states of an order that is not paid yet.
func waiting() []string {
	return []string{"待付款", "待支付", "未付款", "未支付", "等待买家付款"}
}

// waits reports whether an order is not paid yet.
func waits(state string) bool {
	return slices.ContainsFunc(waiting(), func(word string) bool { return strings.Contains(state, word) })
}

// void is the sale that a row says came to nothing: what an earlier export told of it
// is to be taken back. It is nil where no number tells which order it was.
func (p *plan) void(cells []string) *sheet.Purchase {
	var sold *part
	for i := range p.steps {
		s := &p.steps[i]
		if s.cell >= len(cells) || s.role != Mapped || s.part.sale == nil {
			continue
		}
		if cell := trim(cells[s.cell]); len(cell) > 0 {
			p.take(s, cell)
		}
		sold = s.part
	}
	p.record.Problems, p.remarks = p.record.Problems[:0], p.remarks[:0] // nobody mends what came to nothing
	if sold == nil || sold.sale.OrderNo.Empty() {
		return nil
	}
	p.part(sold)
	return sold.sale
}
