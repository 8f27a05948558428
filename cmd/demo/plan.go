package demo

import "io"

var planHeading = []string{"手机", "姓名", "下次联系日期", "下次跟进内容", "业务员"}

// Plans writes the open plans (跟进计划) in the order of the ledger: one for about a third of the customers, some
// overdue, some due today, most to come; none for those who asked to be left alone. It returns ErrSize, ErrNoBuyers or
// w's error.
func (v Village) Plans(w io.Writer) error {
	return v.write(w, planHeading, func(world *world, sheet *csv) {
		for i, n := range world.everyone {
			if sheet.failed() {
				return
			}
			b := world.buyer(i, n)
			if b.planned() {
				world.writePlan(sheet, &b)
			}
		}
	})
}

// planned reports whether b has an open plan.
func (b *buyer) planned() bool {
	odds := 340
	if b.class == loyal || b.class == regular {
		odds = 480
	}
	return !b.leftAlone() && b.d.about(topicPlan).chance(odds)
}

func (w *world) writePlan(sheet *csv, b *buyer) {
	p, d := w.who(b), b.d.about(topicPlan)
	day := today
	switch weighted(d.about(0), 26, 12, 62) {
	case 0:
		day -= d.about(1).between(1, 25)
	case 2:
		day += d.about(1).between(1, 21)
	}
	text, product := w.intention(b, d.about(topicText), day)
	sheet.phone(p.phone)
	sheet.name(p.name)
	sheet.word(w.cal.text[day])
	sheet.sentence(text, product.name, "")
	sheet.word(w.towns[b.place.town].staff)
	sheet.end()
}

// What to do next, by why; ◎ stands for a product.
var (
	debtPlans   = []string{"约定还款日到了，问问余款啥时候方便", "赊的账该结了，集上碰见提一句", "打电话问余款，态度和气点"}
	feastPlans  = []string{"节前问要不要礼盒，送人的自家吃的都问问", "送礼盒价目表过去", "节前上门看看，捎点水果"}
	refillPlans = []string{"◎快用完了，问要不要补", "打电话问◎还剩多少", "赶集日把◎捎过去", "◎到货了，通知来取"}
	devicePlans = []string{"上门看看◎用得顺不顺手，带说明书", "◎保修卡补好了，送过去", "回访◎，教他儿媳妇怎么用"}
	lostPlans   = []string{"好久没来了，打个电话问问近况", "上门坐坐，问问上回的事满意不", "老客户久没买，送张活动票"}
	freshPlans  = []string{"上次看中◎，再问问跟家里商量得咋样", "请来听会，先不提买东西", "卖了粮再去一趟，问◎", "送宣传页，认认门", "晚饭后打电话，问◎的事"}
)

// intention is what to do, and with what, on a day: the debt first, then the feast, then what he uses.
func (w *world) intention(b *buyer, d dice, day int) (text string, product *product) {
	if owed, due := w.owing(b); owed > 0 && due <= day && d.about(0).chance(700) {
		return pick(d, debtPlans), b.wish()
	}
	if f, ok := w.cal.coming(); ok && day >= today && day < f.day && d.about(1).chance(300) {
		return pick(d, feastPlans), b.wish()
	}
	if b.class == lost {
		return pick(d, lostPlans), b.main
	}
	if b.n == 0 {
		return pick(d, freshPlans), b.wish()
	}
	switch last := w.sale(b, b.n-1).product; {
	case last.category == appliance && last.cycle == 0:
		return pick(d, devicePlans), last
	case last.cycle > 0:
		return pick(d, refillPlans), last
	}
	return pick(d, freshPlans), b.wish()
}
