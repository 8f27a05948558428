package demo

import (
	"io"
	"time"
)

var ledgerHeading = []string{"姓名", "绰号", "手机", "备用电话", "微信", "性别", "年龄", "生日", "乡镇", "村", "组", "地址", "户主",
	"家庭人口", "家庭收入", "职业", "种植作物", "客户等级", "意向级别", "客户来源", "介绍人", "业务员", "方便时间", "消费习惯", "偏好",
	"购买动机", "消费心理", "品牌忠诚度", "价格敏感度", "信任阈值", "消费能力", "潜在需求", "标签", "同意来源", "同意日期", "同意用途",
	"勿扰", "建档日期", "备注"}

// Ledger writes the customers (客户台账), one wide row each, with the holes and the handwriting of a real sheet: blanks,
// numbers and dates written in several ways. It returns ErrSize, ErrNoBuyers or w's error.
func (v Village) Ledger(w io.Writer) error {
	return v.write(w, ledgerHeading, func(world *world, sheet *csv) {
		for i, n := range world.everyone {
			if sheet.failed() {
				return
			}
			b := world.buyer(i, n)
			r := record{csv: sheet, w: world, b: &b, p: world.who(&b), d: b.d.about(topicLedger)}
			r.who()
			r.household()
			r.trade()
			r.mind()
			r.consent()
			sheet.end()
		}
	})
}

// record is a row of the ledger being written.
type record struct {
	*csv
	w   *world
	b   *buyer
	p   person
	d   dice
	col topic
}

// ask is the dice of the next cell that needs one.
func (r *record) ask() dice {
	r.col++
	return r.d.about(r.col)
}

// maybe writes one of words in permille of 1000 rows, else leaves a hole.
func (r *record) maybe(permille int, words []string) {
	d := r.ask()
	r.wordIf(d.chance(permille), pick(d.about(topicHole), words))
}

// score writes 1 to 5 around middle, or leaves a hole.
func (r *record) score(middle int) {
	d := r.ask()
	r.numberIf(d.chance(620), min(max(middle+d.about(0).between(-1, 1), 1), 5))
}

func (r *record) who() {
	p := r.p
	r.name(p.name)
	r.word(nickname(r.ask(), p))
	r.cell()
	r.buf = dirtyPhone(r.buf, r.ask(), p.phone)
	if d := r.ask(); d.chance(130) {
		r.phone(secondPhone(d, p.first+p.role))
	} else {
		r.blank()
	}
	if r.ask().chance(300 - 3*p.age) {
		r.phone(p.phone)
	} else {
		r.blank()
	}
	r.wordIf(r.ask().chance(960), []string{"女", "男"}[number(p.male)])
	r.birth()
}

// birth writes the age, the birthday or both. A few have their birthday this week.
func (r *record) birth() {
	d := r.ask()
	kind := weighted(d.about(0), 40, 18, 42) // a solar birthday, a lunar one, only the age
	ahead := d.about(1).between(0, 364)
	if r.b.i%53 == 11 {
		kind, ahead = 0, d.about(1).n(7)
	}
	born := birthday(r.w.cal.date(today), r.p.age, ahead)
	r.numberIf(kind != 0 || d.about(2).chance(400), r.p.age)
	r.cell()
	switch lunar := lunarBirthday(born); {
	case kind == 1:
		r.buf = append(r.buf, lunar...)
	case kind == 0:
		r.buf = dirtyDate(r.buf, d.about(topicDirt), born)
	}
}

func (r *record) household() {
	p := r.p
	r.word(r.w.towns[p.town].name)
	r.word(p.village)
	d := r.ask()
	r.cell()
	if d.chance(720) {
		r.buf = append(r.buf, byte('0'+p.group))
		r.buf = append(r.buf, "组"...)
	}
	r.maybe(300, addresses)
	h := p.home
	h.role = head
	if r.ask().chance(650) {
		r.name(r.w.member(h, p.place).name)
	} else {
		r.blank()
	}
	size := p.home.d.about(topicLedger)
	r.numberIf(r.ask().chance(700), max(p.home.size, 1+weighted(size, 14, 32, 20, 16, 11, 5, 2)))
	r.income(p.home.d.about(topicDirt))
	r.work()
}

// income is the household's year, in round thousands of yuan, now and then in 万.
func (r *record) income(d dice) {
	thousands := 8 + d.about(0).n(30) + d.about(1).n(40) + 15*int(r.b.tier)
	switch kind := r.ask().n(100); {
	case kind < 35:
		r.blank()
	case kind < 45:
		r.cell()
		r.buf = append(r.buf, tenths(thousands)...)
		r.buf = append(r.buf, "万"...)
	default:
		r.number(thousands * 1000)
	}
}

func (r *record) work() {
	plant, grows := crop(r.p.home)
	d := r.ask()
	switch {
	case grows && d.chance(700):
		r.word("务农")
	case d.chance(150):
		r.blank()
	case r.p.age >= 60:
		r.word(pick(d.about(0), retired))
	default:
		r.word(pick(d.about(0), jobs))
	}
	r.cell()
	if grows && r.ask().chance(850) {
		r.buf = append(r.buf, plant...)
		if r.ask().chance(250) {
			r.buf = append(r.buf, mu(r.p.home)...)
			r.buf = append(r.buf, "亩"...)
		}
	}
}

func (r *record) consent() {
	d := r.ask()
	agreed := !r.b.leftAlone() && d.chance(700)
	r.wordIf(agreed, pick(d.about(0), consents))
	r.wordIf(agreed, r.w.cal.text[min(today, r.b.created+d.about(1).n(20))])
	r.wordIf(agreed, pick(d.about(2), purposes))
	r.wordIf(r.b.leftAlone(), "是")
	r.cell()
	r.buf = dirtyDate(r.buf, r.ask(), r.w.cal.date(r.b.created))
	if d := r.ask(); d.chance(300) {
		r.text(pick(d.about(0), remarks))
	} else {
		r.blank()
	}
}

// birthday is the day of birth of somebody of that age whose next birthday is so many days ahead of now.
func birthday(now time.Time, age, ahead int) time.Time {
	next := now.AddDate(0, 0, ahead)
	year := next.Year() - age
	if ahead > 0 {
		year--
	}
	if next.Month() == time.February && next.Day() == 29 {
		next = next.AddDate(0, 0, -1)
	}
	return time.Date(year, next.Month(), next.Day(), 0, 0, 0, 0, time.UTC)
}

func number(b bool) int {
	if b {
		return 1
	}
	return 0
}
