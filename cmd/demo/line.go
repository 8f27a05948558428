package demo

// line is one row of purchases: a sale, or with a negative quantity a return.
type line struct {
	day      int
	product  *product
	tenths   int // quantity in tenths of a unit
	discount int64
	amount   int64 // fen
	paid     int64 // fen
	due      int   // the day repayment is promised for, 0 for none
	channel  channel
}

// channel is how a sale came about.
type channel uint8

const (
	atShop channel = iota
	atMarket
	atMeeting
	atHome
	byPhone
	byWechat
)

var channelNames = [...]string{"门店", "赶集", "会销", "上门", "电话", "微信"}

// onCredit reports whether part of the amount is still to be paid.
func (l line) onCredit() bool { return l.amount > l.paid }

// day is line's day, found faster.
func (w *world) day(b *buyer, k int) int {
	if b.mayReturn(k) {
		return w.line(b, k).day
	}
	return w.outing(b, k, b.row(k)).day
}

// mayFall reports whether row k may lie on a day asked for. A feast or a meeting may draw a trip back by 70 days and
// forth by 20; a return hangs on another row's trip.
func (b *buyer) mayFall(k int, asked days) bool {
	day := b.trip(k)
	return day+20 >= asked.from && day-70 < asked.to || b.mayReturn(k)
}

// mayReturn reports whether row k is a return if the row before it can be returned.
func (b *buyer) mayReturn(k int) bool { return k%2 == 1 && b.row(k).about(topicReturn).chance(45) }

// line is row k of b's purchases. Every other row may be a return of the one before it.
func (w *world) line(b *buyer, k int) line {
	if !b.mayReturn(k) {
		return w.sale(b, k)
	}
	back := w.sale(b, k-1)
	if back.onCredit() || back.discount != 0 || back.day == today {
		return w.sale(b, k)
	}
	back.day = soon(b.row(k).about(topicWhen), back.day, 1, 12)
	back.channel = atShop
	back.tenths, back.amount, back.paid = -back.tenths, -back.amount, -back.amount
	return back
}

func (b *buyer) row(k int) dice { return b.d.about(topicLine).about(topic(k)) }

// sale is row k as a sale.
func (w *world) sale(b *buyer, k int) line {
	d := b.row(k)
	l := w.outing(b, k, d)
	l.tenths = quantity(d.about(topicQuantity), b, l.product)
	gross := int64(l.tenths) * l.product.price / 10
	l.discount = discount(d.about(topicDiscount), gross)
	l.amount = gross - l.discount
	l.pay(b, d)
	return l
}

// outing is when, where and for what row k was sold.
func (w *world) outing(b *buyer, k int, d dice) line {
	l := line{day: w.drawn(b, k)}
	l.product = w.choose(b, d, l.day)
	w.meet(b, d, &l)
	return l
}

// drawn is the day of row k: its trip's, or that of the feast or the market that drew the trip.
func (w *world) drawn(b *buyer, k int) int {
	day := b.trip(k)
	d := b.d.about(topicFeast).about(topic(k * b.trips / b.n))
	if f := w.cal.near[day]; f.lead > 0 && d.chance(450) {
		if early := f.day - 1 - d.about(0).n(f.lead); early >= b.created && early <= today {
			return early
		}
	}
	if d.about(topicMarket).chance(420) {
		return w.marketDay(b, day)
	}
	return day
}

func (w *world) isMarketDay(b *buyer, day int) bool {
	return int(w.cal.market[b.place.town%len(marketTails)][day]) == day
}

// marketDay is the last market day not after day, or day itself if b was not yet a customer then.
func (w *world) marketDay(b *buyer, day int) int {
	market := int(w.cal.market[b.place.town%len(marketTails)][day])
	if market < b.created {
		return day
	}
	return market
}

// choose is what b buys on a day: what the feast or the field needs, his staple, or something else.
func (w *world) choose(b *buyer, d dice, day int) *product {
	d = d.about(topicProduct)
	side := d.about(topicSide)
	if f := w.cal.near[day]; f.lead > 0 && day < f.day && day >= f.day-f.lead && d.about(0).chance(220) {
		return f.gift
	}
	if list := fieldNeeds(w.cal.month[day]); list != nil && b.tier != generous && d.about(1).chance(260) {
		if _, grows := crop(b.home); grows {
			return &products[pick(side, list)]
		}
	}
	odds := 40
	if b.class == occasional {
		odds = 330
	}
	switch {
	case b.tier != thrifty && d.about(2).chance(odds):
		return &products[pick(side, large)]
	case d.about(3).chance(620):
		return b.main
	}
	return &products[pick(side, sides[b.tier])]
}

func fieldNeeds(month uint8) []int {
	switch month {
	case 3, 4, 5:
		return spring
	case 6, 7:
		return summer
	}
	return nil
}

// meet sets the channel, and moves what is sold at meetings to the day of one.
func (w *world) meet(b *buyer, d dice, l *line) {
	d = d.about(topicChannel)
	if l.product.category == appliance && l.product.price > 20000 && d.chance(750) {
		if day := meetingDay(b.place.town, l.day); day >= b.created {
			l.day, l.channel = day, atMeeting
			return
		}
	}
	if w.isMarketDay(b, l.day) && d.about(0).chance(600) {
		l.channel = atMarket
		return
	}
	l.channel = []channel{atShop, atHome, byPhone, byWechat}[weighted(d.about(1), 60, 22, 6, 12)]
}

func quantity(d dice, b *buyer, p *product) int {
	switch {
	case p.loose:
		return d.between(5, p.most*10)
	case p == b.main && d.chance(800):
		return 10 * b.units
	case d.about(0).chance(550):
		return 10
	}
	return 10 * d.about(1).between(1, p.most)
}

// discount is a round sum off, or the odd small change; mostly nothing.
func discount(d dice, gross int64) int64 {
	switch {
	case gross >= 80000 && d.chance(400):
		return 10000 * int64(d.about(0).between(1, 2))
	case gross >= 10000 && d.chance(110):
		return gross / 2000 * 100 // five in a hundred, in whole yuan
	case gross > 1000 && gross%100 != 0 && d.chance(250):
		return gross % 100
	}
	return 0
}

// pay settles what of the amount is paid at once and when the rest is promised.
func (l *line) pay(b *buyer, d dice) {
	l.paid = l.amount
	odds := 12
	if b.credit {
		odds = 230
	}
	if l.product.category == farm || l.product.dear() {
		odds += 230
	}
	if d = d.about(topicPaid); l.amount < 10000 || !d.chance(odds) {
		return
	}
	l.paid = 0
	if d.about(0).chance(450) || l.product.dear() {
		l.paid = l.amount * int64(d.about(1).between(2, 7)) / 10 / 1000 * 1000
	}
	l.due = l.day + 30*d.about(topicDue).between(1, 3)
	if l.product.category == farm {
		l.due = l.day + d.about(topicDue).between(150, 200) // after the harvest
	}
}

// repayment is what was paid back later of row k.
func (w *world) repayment(b *buyer, k int) (day int, fen int64, ok bool) {
	l := w.line(b, k)
	if !l.onCredit() {
		return 0, 0, false
	}
	d := b.row(k).about(topicRepay)
	day = l.due + d.about(0).between(-12, 30)
	owed := l.amount - l.paid
	switch how := weighted(d, 62, 20, 18); {
	case day > today || how == 2:
		return 0, 0, false
	case how == 1 && owed > 10000:
		return day, owed / 2 / 1000 * 1000, true
	}
	return day, owed, true
}

// owing is what b still owes of his purchases, and the earliest day a part of it was promised for.
func (w *world) owing(b *buyer) (fen int64, due int) {
	for k := range b.n {
		l := w.line(b, k)
		if !l.onCredit() {
			continue
		}
		left := l.amount - l.paid
		if _, back, ok := w.repayment(b, k); ok {
			left -= back
		}
		if left > 0 && (due == 0 || l.due < due) {
			due = l.due
		}
		fen += left
	}
	return fen, due
}
