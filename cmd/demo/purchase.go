package demo

import "io"

var purchaseHeading = []string{"手机", "姓名", "购买日期", "产品", "品类", "数量", "单位", "单价", "优惠", "金额", "实收",
	"约定还款", "赠品", "付款方式", "渠道", "门店", "业务员", "备注"}

// Purchases writes the purchases (购买流水) in date order, exactly Size.Purchases rows of them. A return is a row with
// negative quantity and amount; amount is quantity times price minus discount. It returns ErrSize, ErrNoBuyers or w's error.
func (v Village) Purchases(w io.Writer) error {
	return v.write(w, purchaseHeading, func(world *world, sheet *csv) {
		days := func(b *buyer, asked days, tell func(k, day int)) {
			for k := range b.n {
				if b.mayFall(k, asked) {
					tell(k, world.day(b, k))
				}
			}
		}
		world.inDateOrder(days, func(b *buyer, k int) { world.purchase(sheet, b, k) }, sheet.failed)
	})
}

func (w *world) purchase(sheet *csv, b *buyer, k int) {
	l, p, d := w.line(b, k), w.who(b), b.row(k)
	sheet.phone(p.phone)
	sheet.name(p.name)
	sheet.word(w.cal.text[l.day])
	sheet.word(l.product.name)
	sheet.word(l.product.category)
	sheet.quantity(l.tenths)
	sheet.word(l.product.unit)
	sheet.money(l.product.price)
	sheet.moneyIf(l.discount != 0, l.discount)
	sheet.money(l.amount)
	sheet.moneyIf(l.onCredit() || d.about(topicHole).chance(700), l.paid)
	sheet.wordIf(l.due > 0, w.cal.text[l.due])
	sheet.word(present(d.about(topicGift), l))
	sheet.word(method(d.about(topicMethod), l, p.age))
	sheet.word(channelNames[l.channel])
	sheet.word(w.towns[b.place.town].counter(l.channel))
	sheet.word(w.towns[b.place.town].staff)
	sheet.word(saleRemark(d.about(topicRemark), l))
	sheet.end()
}

// counter is where a sale was rung up, "" on the road.
func (t town) counter(c channel) string {
	switch c {
	case atShop:
		return t.shop
	case atMarket:
		return t.stall
	}
	return ""
}

var presents = []string{"鸡蛋一板", "毛巾", "洗洁精", "挂面两把", "脸盆", "围裙", "保温杯", "小米二斤"}

func present(d dice, l line) string {
	odds := 0
	switch {
	case l.amount <= 0:
	case l.channel == atMeeting:
		odds = 600
	case l.amount >= 20000:
		odds = 300
	}
	if !d.chance(odds) {
		return ""
	}
	return pick(d.about(0), presents)
}

// method is how a sale was paid; the old pay cash.
func method(d dice, l line, age int) string {
	switch {
	case l.onCredit() && l.paid == 0:
		return "赊账"
	case l.amount < 0:
		return "现金"
	case age >= 65:
		return []string{"现金", "微信", "银行卡"}[weighted(d, 78, 20, 2)]
	}
	return []string{"现金", "微信", "支付宝", "银行卡"}[weighted(d, 38, 48, 11, 3)]
}

var (
	returnRemarks  = []string{"买重了，退", "家里孩子不同意，退回", "不会用，退了", "包装破了，退货", "尺寸不合适，退", "用不上，退了"}
	creditRemarks  = []string{"卖了粮给", "余款下次集上给", "等儿子打钱来结", "月底领养老金给", "说好到日子来店里结"}
	harvestRemarks = []string{"秋收后结", "卖了粮给", "秋后算账"}
	usualRemarks   = []string{"送货到家", "帮邻居带的", "老伴来拿的", "要了收据", "下次要大包装", "骑车来取的", "跟对门一起买的", "让捎到村口小卖部"}
)

func saleRemark(d dice, l line) string {
	switch {
	case l.amount < 0:
		return pick(d, returnRemarks)
	case l.onCredit() && l.product.category == farm:
		return pick(d, harvestRemarks)
	case l.onCredit():
		return pick(d, creditRemarks)
	case d.chance(60):
		return pick(d.about(0), usualRemarks)
	}
	return ""
}
