package intake

import (
	"strings"

	"kehu/store/sheet"
)

// line is what a row tells as a line of a list that was printed and filled in: the
// list's day, 0 if it is no such line, and the plans that put the customer on it.
type line struct {
	day   sheet.Date
	plans string
}

// takeLine takes the day and the plans of a list out of the row: blank lines tell
// nothing, and what is written on one happened on that day.
func (p *plan) takeLine() {
	p.line = line{}
	for _, one := range p.parts {
		switch row := one.patch.Row.(type) {
		case *sheet.Interaction:
			if row.Listed != 0 {
				p.line.day = first(p.line.day, row.Listed)
				one.clear("listed")
			}
		case *sheet.Plan:
			if !row.Listed.Empty() {
				p.line.plans += row.Listed.String()
				one.clear("listed_plans")
			}
		}
	}
	if p.line.day != 0 {
		p.takePacks()
	}
}

// takePacks takes the quantity out of a product as people write it on a line: 钙片2盒,
// 两盒钙片. Several products in a cell stay as they are.
func (p *plan) takePacks() {
	for _, one := range p.parts {
		if one.sale == nil || !one.sale.Qty.Empty() || strings.ContainsAny(one.sale.Product.String(), "，、,；;+") {
			continue
		}
		name, qty := productFirst(one.sale.Product.String())
		if qty == "" {
			name, qty = packed(name)
		}
		if qty = firstWord(qty); qty != "" && one.sale.Qty.Parse(qty, p.today) == nil {
			one.sale.Product, one.sale.Unit = sheet.MakeTerm(name), sheet.MakeTerm(sheet.QtyUnit(qty))
			one.set("product", "qty", "unit")
		}
	}
}

// byHand makes r read a day as people write it on a line, 下周三, from the list's own.
func (p *plan) byHand(r *sheet.Reading) {
	for _, one := range p.parts {
		if row, ok := one.patch.Row.(*sheet.Interaction); ok && row.Listed != 0 {
			r.Today, r.Relative = row.Listed, true
		}
	}
}

// clear empties a column of the part.
func (t *part) clear(key string) {
	c := t.sheet.Column(key)
	c.Field(t.patch.Row).Clear()
	t.unset(c)
}

// finishLine completes a line that was filled in: who bought or paid was met, and the plans of
// the line are done on the list's day, with the result that is written down. Where
// nobody was met, or no more than another day is written, they wait for that day
// instead, and no further plan is made.
func (p *plan) finishLine() {
	if p.line.day == 0 {
		return
	}
	result, next, filled := p.written()
	var now sheet.Plan
	var keys []string
	switch {
	case p.line.plans == "":
		return
	case filled && !putOff(result):
		now.DoneOn, now.Result = p.line.day, sheet.MakeText(result)
		keys = []string{"done_on", "result"}
	case next == nil:
		return
	default:
		now.Due, next.said = next.patch.Row.(*sheet.Plan).Due, false
		keys = []string{"due"}
	}
	for _, text := range strings.Fields(p.line.plans) {
		row := now
		if row.ID.Parse(text, p.today) == nil {
			kept := sheet.Patch{Sheet: sheet.Plans, Row: &row}
			kept.Take(keys...)
			p.kept = append(p.kept, kept)
		}
	}
}

// written is the result on a line, the plan for another day, nil if there is none,
// and whether anything but that is written.
func (p *plan) written() (result string, next *part, filled bool) {
	var met *part
	did := ""
	for _, one := range p.parts {
		switch row := one.patch.Row.(type) {
		case *sheet.Interaction:
			met, result = one, row.Result.String()
		case *sheet.Purchase:
			if one.said {
				did = "买了" + row.Product.String()
			}
		case *sheet.Payment:
			if one.said && did == "" {
				did = "还了" + strings.TrimSuffix(row.Amount.String(), ".00") + "元"
			}
		case *sheet.Plan:
			if one.said {
				next = one
			}
		}
	}
	if did != "" && met != nil && !met.said {
		result = did
		p.meet(met, did)
	}
	return result, next, met != nil && met.said
}

// meet makes the contact of a line where only a purchase or a payment is written.
func (p *plan) meet(met *part, did string) {
	row := met.patch.Row.(*sheet.Interaction)
	row.At, row.Result = sheet.MakeMoment(p.line.day, 0), sheet.MakeText(did)
	met.set("at", "result")
	met.said = true
}

// putOff reports whether a result says that nobody was met, or that it is for
// another day: 没见到人，跟邻居说了, but not 说明书送到了，改天再买鱼油.
func putOff(result string) bool {
	if sheet.MetNobody(result) {
		return true
	}
	result = strings.ToLower(result)
	for _, word := range [...]string{"没见", "未见", "没碰", "没遇", "没人", "没接", "没去", "未去", "not in"} {
		if strings.Contains(result, word) {
			return true
		}
	}
	head, _, _ := strings.Cut(strings.NewReplacer(",", "，", "。", "，", "；", "，", ";", "，", "、", "，", " ", "，").Replace(result), "，")
	for _, word := range [...]string{"改天", "改日", "改期", "改到", "推迟", "回头再", "下回再", "下次再", "过几天再", "postponed", "later"} {
		if strings.Contains(head, word) {
			return true
		}
	}
	return false
}
