package intake

import (
	"strings"

	"kehu/store/sheet"
)

// nobody reports whether a name's cell says that nobody is named.
func nobody(name string) bool {
	if len(name) > 12 {
		return false
	}
	switch name {
	case "散客", "散户", "零客", "零售", "零售客户", "过路客", "过路", "路人", "路过的", "过路的", "赶集的", "外地人", "外地的", "生人", "陌生人", "不认识", "不认识的", "不知道", "无名", "无名氏", "无", "未知", "不详":
		return true
	}
	return false
}

// nobodys reports whether the number of a card says that there is none: a till writes
// 散客 or 0 there, and all who bought without a card are not one customer.
func nobodys(number string) bool {
	return nobody(number) || number == "非会员" || strings.Trim(number, "0") == ""
}

// unnamed deals with a row that says nobody's name, phone or number: a purchase
// is a walk-in's, what the catalogues hold is nobody's, anything else is rejected.
func (p *plan) unnamed(cells []string) {
	if p.lost >= 0 {
		p.record.Problems[p.lost].Fatal = true
		return
	}
	rows := 0
	for _, one := range p.parts {
		if !one.said {
			continue
		}
		if rows++; one.sheet != sheet.Purchases && one.sheet.OfCustomer() {
			p.problem("", sheet.W("没有姓名、手机或编号，不知道是谁的%s；请补上", "no name, phone or number says whose %s this is: fill one in", one.sheet.Label()), true)
		}
	}
	if rows == 0 {
		p.problem("", sheet.W("没有姓名、手机或编号；请补上", "there is no name, phone or number: fill one in"), true)
		return
	}
	p.walkIn(cells)
}

// walkIn moves what the row says of nobody in particular to the purchase's remark.
func (p *plan) walkIn(cells []string) {
	if p.nameAt >= 0 && (p.nameAt >= len(cells) || clean(cells[p.nameAt]) == "") {
		p.file.Unnamed++
	}
	for _, i := range p.customer.steps {
		s := &p.steps[i]
		if s.filled() && s.cell < len(cells) && s.column != p.keys.owner {
			heading := s.heading
			if s.column == p.keys.remark {
				heading = ""
			}
			p.leave(heading, trim(cells[s.cell]), p.sold())
		}
	}
	p.customer.reset()
}

// sold is the first purchase that the row makes, nil if it makes none.
func (p *plan) sold() *part {
	for _, one := range p.parts {
		if one.sale != nil && one.said {
			return one
		}
	}
	return nil
}
