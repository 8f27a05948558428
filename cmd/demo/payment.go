package demo

import "io"

var paymentHeading = []string{"手机", "姓名", "还款日期", "还款金额", "还款方式", "备注"}

// Payments writes what customers paid back of their purchases on credit (还款), in date order; never more than was owed.
// It returns ErrSize, ErrNoBuyers or w's error.
func (v Village) Payments(w io.Writer) error {
	return v.write(w, paymentHeading, func(world *world, sheet *csv) {
		days := func(b *buyer, _ days, tell func(k, day int)) {
			for k := range b.n {
				if day, _, ok := world.repayment(b, k); ok {
					tell(k, day)
				}
			}
		}
		world.inDateOrder(days, func(b *buyer, k int) { world.payment(sheet, b, k) }, sheet.failed)
	})
}

func (w *world) payment(sheet *csv, b *buyer, k int) {
	day, fen, _ := w.repayment(b, k)
	l, p, d := w.line(b, k), w.who(b), b.row(k).about(topicRepay)
	sheet.phone(p.phone)
	sheet.name(p.name)
	sheet.word(w.cal.text[day])
	sheet.money(fen)
	sheet.word([]string{"现金", "微信", "银行卡"}[weighted(d.about(topicMethod), 62, 32, 6)])
	sheet.sentence(paidBack(d.about(topicText), l, fen), l.product.name, "")
	sheet.end()
}

func paidBack(d dice, l line, fen int64) string {
	switch {
	case fen < l.amount-l.paid:
		return pick(d, []string{"◎余款先还一半", "先还一部分，剩下的下月", "卖了点粮，先还这些"})
	case d.chance(450):
		return ""
	}
	return pick(d.about(0), []string{"◎尾款结清", "集上还的，两清", "老伴送到店里的", "还清", "儿子微信转来的"})
}
