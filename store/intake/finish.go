package intake

import (
	"kehu/store/sheet"
)

// finish turns what the cells said into whose record it is and what rows it
// feeds: it completes each part, sees that nothing required is missing, and
// leaves no cell behind.
func (p *plan) finish(cells []string) {
	p.tidyName()
	named := p.named()
	p.back = p.saysReturn(cells)
	p.takeLine()
	days, used := p.days(0), false
	p.repays()
	p.shareOut(cells)
	for _, one := range p.parts {
		if one.sale != nil {
			p.part(one)
			p.workOut(one)
		}
		of := p.daysOf(one, days)
		if one.said = p.says(one, of); one.said {
			used = p.complete(one, of, cells) || used
			p.require(one)
		}
	}
	for _, one := range p.parts {
		if !one.said {
			p.remainder(one, cells, p.daysOf(one, days), used)
		}
	}
	if p.number.patch.Set != 0 && p.outside.Number.Empty() {
		p.remainder(&p.number, cells, days, false)
	}
	if named {
		p.quieted()
	} else {
		p.unnamed(cells)
	}
	p.writeRemarks()
	p.finishLine()
	p.fill()
}

// fill puts the parts into the record.
func (p *plan) fill() {
	if sold := p.sold(); p.ticks && sold != nil && sold.unticked && !p.record.Rejected() {
		p.file.Unticked++
	}
	p.record.Customer = p.customer.patch
	if !p.outside.Number.Empty() {
		p.record.Number = p.outside
	}
	for _, one := range p.parts {
		if one.said {
			p.record.Parts = append(p.record.Parts, one.patch)
		}
	}
	p.record.Parts = append(p.record.Parts, p.kept...)
}

// named reports whether the row says whose it is.
func (p *plan) named() bool {
	if c := p.person; nobody(c.Name.String()) {
		c.Name.Clear()
		p.customer.unset(p.keys.name)
	}
	if c := p.person; c.Phone.Empty() && c.Name.Empty() && !c.Phone2.Empty() {
		c.Phone, c.Phone2 = c.Phone2, sheet.Phone{}
		p.customer.unset(p.keys.phone2)
		p.customer.patch.Set = p.customer.patch.Set.With(p.keys.phone)
	}
	return !p.person.Name.Empty() || !p.person.Phone.Empty() || p.person.ID != 0 || !p.outside.Number.Empty()
}

// days are the days that a row tells of, each 0 if it doesn't.
type days struct{ sold, met sheet.Date }

// trade is the day for money, talk for what was said.
func (d days) trade() sheet.Date { return first(d.sold, d.met) }
func (d days) talk() sheet.Date  { return first(d.met, d.sold) }

// has reports whether day is one of them.
func (d days) has(day sheet.Date) bool { return day == d.sold || day == d.met }

// daysOf are the days for a part: those of its group, and of the whole row where
// the group's columns tell none.
func (p *plan) daysOf(one *part, row days) days {
	if one.month != 0 {
		return days{sold: one.month}
	}
	if one.group == 0 {
		return row
	}
	for _, other := range p.parts {
		if when := other.sheet.Column(other.sheet.When); other.group == one.group && (other.first | other.patch.Set).Has(when) {
			return p.days(one.group)
		}
	}
	return row
}

// days are the days that the parts of a group tell of.
func (p *plan) days(group int) (d days) {
	for _, one := range p.parts {
		if one.group != group {
			continue
		}
		switch row := one.patch.Row.(type) {
		case *sheet.Purchase:
			d.sold = first(row.On, d.sold)
		case *sheet.Payment:
			d.sold = first(d.sold, row.On)
		case *sheet.Interaction:
			d.met = first(row.At.Date(), d.met)
		case *sheet.Feedback:
			d.met = first(d.met, row.On)
		case *sheet.Meeting:
			d.met = first(d.met, row.On)
		}
	}
	if group == 0 {
		d.met = first(d.met, p.line.day)
		d.sold = first(d.sold, p.file.day)
	}
	return d
}

func first[T comparable](a, b T) T {
	var none T
	if a != none {
		return a
	}
	return b
}

// says reports whether the row says enough to be a row of the part's sheet.
func (p *plan) says(one *part, days days) bool {
	if one.patch.Set|one.failed == 0 {
		return false
	}
	switch row := one.patch.Row.(type) {
	case *sheet.Purchase:
		return p.sells(one, row)
	case *sheet.Interaction:
		return one.any("at") || one.any("content", "result") && days.talk() != 0
	case *sheet.Feedback:
		return one.any("score", "content", "kind") && (days.talk() != 0 || one.any("on"))
	case *sheet.Payment:
		return one.any("amount") && (row.Amount.N != 0 || one.failed != 0)
	case *sheet.Plan:
		return one.any("due")
	case *sheet.Attendance:
		return one.any("meeting") && one.spoke()
	case *sheet.Meeting:
		return one.any("name") && one.spoke()
	}
	return one.any("name")
}

// any reports whether any of the columns with those keys was filled, be it with
// what can't be read.
func (t *part) any(keys ...string) bool {
	for _, key := range keys {
		if (t.patch.Set | t.failed).Has(t.sheet.Column(key)) {
			return true
		}
	}
	return false
}

// spoke reports whether a cell whose main place the part is was filled.
func (t *part) spoke() bool { return (t.patch.Set|t.failed)&t.first != 0 }

// complete adds what a part's cells leave to be understood, and reports whether
// it took a day of another part's for its own.
func (p *plan) complete(one *part, days days, cells []string) (used bool) {
	switch row := one.patch.Row.(type) {
	case *sheet.Purchase:
		used = row.On == 0 && p.lend(one, p.keys.on, days.trade(), &row.On, false)
		p.completePurchase(one, row, cells)
	case *sheet.Interaction:
		if row.At == 0 && !one.any("at") && days.talk() != 0 {
			row.At = sheet.MakeMoment(days.talk(), 0)
			one.set("at")
			used = true
		}
	case *sheet.Feedback:
		used = row.On == 0 && p.lend(one, one.sheet.Column("on"), days.talk(), &row.On, true)
		one.answered(row)
		if p.complains && !one.any("kind", "score") {
			_ = one.sheet.Column("kind").Parse(row, "投诉", p.today)
			one.set("kind")
		}
	case *sheet.Payment:
		used = row.On == 0 && p.lend(one, one.sheet.Column("on"), days.trade(), &row.On, false)
	case *sheet.Attendance:
		if len(sheet.Attended(row.Attended.String())) == 0 { // a day, a tick, or nothing
			row.Attended.Clear()
			one.unset(one.sheet.Column("attended"))
		}
	}
	return used
}

// lend gives a part a day of another part's where it has none of its own. Where money is
// at stake that is only done in files without such a column: a blank one is a
// slip that somebody has to put right.
func (p *plan) lend(one *part, column *sheet.Column, day sheet.Date, on *sheet.Date, blanks bool) bool {
	if day == 0 || one.failed.Has(column) || !blanks && one.first.Has(column) {
		return false
	}
	*on = day
	one.patch.Set = one.patch.Set.With(column)
	return true
}

// require rejects a row whose part lacks what it cannot do without.
func (p *plan) require(one *part) {
	for _, c := range one.must {
		switch {
		case (one.patch.Set | one.failed).Has(c):
		case p.adds && c == p.keys.amount:
			p.problem(p.headingOf(one, p.keys.paid), sheet.W("没写清给了多少、还差多少，不知道一共多少钱；请补上", "what was paid and what is owed is not told, so nobody knows the amount: fill it in"), true)
		default:
			p.problem(p.headingOf(one, c), sheet.W("缺“%s”；请补上", "%s is missing: fill it in", c.Label()), true)
		}
	}
}

// headingOf is the heading of the file's column that fills c, "" if there is none.
func (p *plan) headingOf(one *part, c *sheet.Column) string {
	for _, i := range one.steps {
		if p.steps[i].column == c {
			return p.steps[i].heading
		}
	}
	return ""
}

// remainder puts the cells of a part that makes no row aside for the remark: a
// next step without a date, a product without an amount. A day that another
// part took is no remainder, nor is one on which none of the products was bought.
func (p *plan) remainder(one *part, cells []string, days days, used bool) {
	for _, i := range one.steps {
		s := &p.steps[i]
		if s.cell >= len(cells) || s.copied || !s.filled() || s.isZero() || (used || len(p.wares) > 0) && s.isDay(days) || p.took(s) {
			continue
		}
		if s.role == Mapped && s.column.Key == "remark" {
			p.leave("", trim(cells[s.cell]), nil)
			continue
		}
		p.aside(s.heading, sheet.W("不够记成一条%s，原文记入备注", "is not enough for a row of %s and goes to the remark", one.sheet.Label()), trim(cells[s.cell]), nil)
	}
}

// filled reports whether the record fills what the step is for.
func (s *step) filled() bool {
	switch s.role {
	case Mapped:
		return s.part.patch.Set.Has(s.column)
	case Extra:
		return s.part.patch.Row.Base().Extra[s.extra] != ""
	}
	return false
}

// isZero reports whether the step read an amount or a quantity of 0.
func (s *step) isZero() bool {
	switch field := s.field.(type) {
	case *sheet.Money:
		return field.N == 0
	case *sheet.Qty:
		return field.N == 0
	}
	return false
}

// isDay reports whether the step read one of the row's days.
func (s *step) isDay(days days) bool {
	switch field := s.field.(type) {
	case *sheet.Date:
		return days.has(*field)
	case *sheet.Moment:
		return days.has(field.Date())
	}
	return false
}

// took reports whether another part that makes a row took the step's cell, too.
func (p *plan) took(s *step) bool {
	for i := range p.steps {
		if other := &p.steps[i]; other.cell == s.cell && other.part != nil && other.part.said {
			return true
		}
	}
	return false
}

// writeRemarks appends the cells set aside, each with its heading, to the remark
// of the purchase or the customer.
func (p *plan) writeRemarks() {
	for _, l := range p.remarks {
		text := l.text
		if l.heading != "" {
			text = l.heading + "：" + l.text
		}
		of := l.of
		if of == nil && p.customer.patch.Set == 0 && p.person.ID == 0 {
			of = p.sold()
		}
		if of != nil && of.said {
			appendText(&of.sale.Remark, text)
			of.set("remark")
			continue
		}
		appendText(&p.person.Remark, text)
		p.customer.set("remark")
	}
}

func appendText(to *sheet.Text, text string) {
	if !to.Empty() {
		text = to.String() + "；" + text
	}
	*to = sheet.MakeText(text)
}
