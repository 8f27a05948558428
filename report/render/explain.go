package render

import (
	"strings"

	"kehu/report"
	"kehu/store/sheet"
)

// explain writes the worksheet that says how to fill in each column.
func (t *template) explain(p *page) {
	l := t.b.l
	rows := [][]string{{
		sheet.W("列", "Column").In(l), sheet.W("必填", "Required").In(l),
		sheet.W("怎么填", "How to fill in").In(l), sheet.W("可选的值", "Choices").In(l),
	}}
	for _, c := range t.columns {
		required := ""
		if c.Required {
			required = sheet.W("是", "yes").In(l)
		}
		rows = append(rows, []string{t.heading(c), required, howTo(c).In(l), t.offered(c)})
	}
	for i, width := range []float64{20, 8, 56, 60} {
		letter := column26(i)
		t.b.fail(t.b.f.SetColWidth(p.name, letter, letter, width))
	}
	for i, row := range rows {
		t.explainRow(p, i+1, row)
	}
	t.b.fail(t.b.f.SetPanes(p.name, panes(0, 1)))
	t.b.paper(p.name, 1, 0)
}

func (t *template) explainRow(p *page, n int, row []string) {
	o := &overview{b: t.b, name: p.name, row: n}
	points := max(rowPoints, high(row[2], 56, 10), high(row[3], 60, 10))
	for i, text := range row {
		l := look{grid: true, wrap: true, across: "left"}
		if n == 1 {
			l = headLook()
		}
		o.put(i, i, text, l)
	}
	o.height(points)
}

// offered lists the words or steps a column takes.
func (t *template) offered(c *sheet.Column) string {
	if words := ends(c); !words.Empty() {
		return words.In(t.b.l)
	}
	return strings.Join(choices(c, t.b.l), sheet.W("、", ", ").In(t.b.l))
}

// howTo says how the cells of a column are written.
func howTo(c *sheet.Column) sheet.Words {
	switch c.Kind() {
	case sheet.PhoneKind:
		return sheet.W("手机 11 位，座机带区号，如 010-88886666", "11 digits, a landline with its area code: 010-88886666")
	case sheet.DateKind:
		return sheet.W("日期，如 2026-03-05 或 3月5日", "a date such as 2026-03-05")
	case sheet.MomentKind:
		return sheet.W("日期，可带时间，如 2026-03-05 14:30", "a date, a time behind it if you like: 2026-03-05 14:30")
	case sheet.BirthdayKind:
		return sheet.W("公历如 1956-03-05，农历如 农历八月十五，不知道年份可以不写", "1956-03-05, or lunar: 农历八月十五; the year may be missing")
	case sheet.MoneyKind:
		return sheet.W("金额，单位元，最多两位小数，如 1280 或 1280.50", "an amount in yuan with at most two decimals: 1280 or 1280.50")
	case sheet.QtyKind:
		return sheet.W("数量，最多三位小数，如 6 或 2.5", "a quantity with at most three decimals: 6 or 2.5")
	case sheet.CountKind:
		return sheet.W("整数，如 3", "a whole number such as 3")
	case sheet.YearKind:
		return sheet.W("四位年份，如 1956；填年龄也行", "a year such as 1956; an age will do")
	case sheet.ScoreKind:
		return sheet.W("打分，从列表里选", "a score from the list")
	case sheet.ChoiceKind:
		return sheet.W("从列表里选", "one of the list")
	case sheet.FlagKind:
		return sheet.W("是或否，不填算否", "yes or no; empty is no")
	case sheet.RefKind:
		return refersTo(c)
	}
	return sheet.W("文字", "text")
}

// refersTo says what a column that names a row of another sheet takes.
func refersTo(c *sheet.Column) sheet.Words {
	if c.Ref == sheet.Customers.Key {
		return sheet.W("客户姓名；有同名的，把手机或村也填上", "the customer's name; with several of that name, phone or village as well")
	}
	if s := sheet.ByKey(c.Ref); s != nil {
		return sheet.W("%s的名称", "the name of one of the %s", report.Phrase(s.Label()))
	}
	return sheet.W("名称", "a name")
}
