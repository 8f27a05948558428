package demo

import (
	"io"
	"strconv"
)

var visitHeading = []string{"手机", "姓名", "村", "跟进时间", "跟进方式", "跟进内容", "跟进结果", "业务员"}

// Visits writes the contacts (互动记录) in date order: some four a customer, none for the few never contacted.
// It returns ErrSize, ErrNoBuyers or w's error.
func (v Village) Visits(w io.Writer) error {
	return v.write(w, visitHeading, func(world *world, sheet *csv) {
		days := func(b *buyer, _ days, tell func(k, day int)) {
			for k := range b.visits() {
				tell(k, world.visit(b, k).day)
			}
		}
		world.inDateOrder(days, func(b *buyer, k int) { world.writeVisit(sheet, b, k) }, sheet.failed)
	})
}

// visit is one contact.
type visit struct {
	phrase
	day     int
	since   int // the visit makes no sense before this day
	product *product
}

// leftAlone reports whether the customer asked not to be contacted (勿扰).
func (b *buyer) leftAlone() bool { return b.i%41 == 17 }

// visits is how many contacts b had. Some of those who never bought were never contacted either.
func (b *buyer) visits() int {
	d := b.d.about(topicContact)
	uncontacted, lo, hi := 50, 2, 6
	switch b.class {
	case never:
		uncontacted, lo, hi = 330, 1, 4
	case occasional:
		lo, hi = 1, 5
	case loyal:
		uncontacted, lo, hi = 0, 5, 10
	}
	if d.chance(uncontacted) && !b.leftAlone() {
		return 0
	}
	return d.about(0).between(lo, hi)
}

// visit is contact k of b: the first meeting, news of a purchase, or a chat.
func (w *world) visit(b *buyer, k int) visit {
	d := b.d.about(topicVisit).about(topic(k))
	v := visit{product: b.wish(), since: b.created}
	switch {
	case b.leftAlone() && k == b.visits()-1:
		v.day = today - b.d.about(topicWhen).n(min(120, today-b.created)+1)
		v.phrase = pick(d, refusals)
	case k == 0:
		v.day, v.phrase = b.created, pick(d, intros)
	case b.n > 0 && d.chance(600):
		w.follow(b, d, &v)
	default:
		w.chat(b, d, &v)
	}
	occasion := v.day
	switch v.via {
	case "赶集":
		occasion = w.marketDay(b, v.day)
	case "会销":
		occasion = meetingDay(b.place.town, v.day)
	}
	if occasion >= v.since {
		v.day = occasion
	}
	return v
}

// follow asks after a purchase some days later.
func (w *world) follow(b *buyer, d dice, v *visit) {
	l := w.line(b, d.about(0).n(b.n))
	v.product = l.product
	v.since = l.day
	v.day = soon(d.about(topicWhen), l.day, 2, 10)
	v.phrase = pick(d.about(topicText), follows[l.product.category])
}

// chat is a contact about no purchase.
func (w *world) chat(b *buyer, d dice, v *visit) {
	from, to := b.created, today
	if b.class == lost && d.about(1).chance(700) {
		to = b.to
	}
	v.day = from + d.about(topicWhen).n(to-from+1)
	text := d.about(topicText)
	switch _, grows := crop(b.home); {
	case b.class == lost && v.day > b.to:
		v.product = b.main
		v.phrase = pick(text, silences)
	case grows && text.about(0).chance(500):
		v.phrase = pick(text, chats[season(w.cal.month[v.day])])
	default:
		v.phrase = pick(text, always)
	}
}

// wish is what b has asked about and might buy yet.
func (b *buyer) wish() *product {
	d := b.d.about(topicSide)
	if b.tier == thrifty || d.about(0).chance(400) {
		return &products[pick(d, []int{calcium, fishOil, honey, vitamin, goatMilk, glasses, blanket, oil, cooker})]
	}
	return &products[pick(d, large)]
}

func (w *world) writeVisit(sheet *csv, b *buyer, k int) {
	v, p, d := w.visit(b, k), w.who(b), b.d.about(topicHour).about(topic(k))
	plant, _ := crop(b.home)
	sheet.phone(p.phone)
	sheet.name(p.name)
	sheet.word(p.village)
	sheet.cell()
	sheet.buf = appendMoment(sheet.buf, w.cal.text[v.day], d)
	sheet.word(v.via)
	sheet.sentence(v.text, v.product.name, plant)
	sheet.wordIf(d.about(topicHole).chance(850), v.result)
	sheet.word(w.towns[b.place.town].staff)
	sheet.end()
}

// appendMoment writes a day with a time of the working day to five minutes; some only note the day.
func appendMoment(to []byte, day string, d dice) []byte {
	to = append(to, day...)
	if d.chance(150) {
		return to
	}
	hour, minute := d.about(0).between(7, 19), 5*d.about(1).n(12)
	to = append(to, ' ')
	to = append(to, byte('0'+hour/10), byte('0'+hour%10), ':', byte('0'+minute/10))
	return strconv.AppendInt(to, int64(minute%10), 10)
}
