package report

import (
	"iter"
	"strings"

	"kehu/store/sheet"
)

// DaySheet is the list of today to print and fill in by hand: a table for each
// village, in the order of the list, its last columns blank. Read back by an import
// it becomes contacts, next plans, purchases and payments of the right customers, and the plans
// on it are done: the first columns, which are not for people, say whose line it is,
// of which day, and what plans are on it.
func DaySheet(src Source, o Options) (Doc, error) {
	d, err := dayOf(src, o)
	if err != nil {
		return Doc{}, err
	}
	doc := Doc{Key: "daysheet", Title: sheet.W("日单", "Day sheet"), AsOf: o.Today}
	columns := sheetColumns()
	columns[villageAt].Hidden = true // the page says it
	places, order := map[string][]*errand{}, []string{}
	for _, e := range d.lines {
		if places[e.village] == nil {
			order = append(order, e.village)
		}
		places[e.village] = append(places[e.village], e)
	}
	for _, village := range order {
		title := sheet.Verbatim(village)
		if village == "" {
			title = sheet.W("没填村", "No village")
		}
		doc.Tables = append(doc.Tables, d.sheetOf(title, columns, places[village]))
	}
	return doc, nil
}

// DayTable is the day sheet as one table, for formats that have no pages.
func DayTable(src Source, o Options) (Doc, error) {
	d, err := dayOf(src, o)
	if err != nil {
		return Doc{}, err
	}
	title := sheet.W("日单", "Day sheet")
	return Doc{Key: "daysheet", Title: title, AsOf: o.Today, Tables: []Table{d.sheetOf(title, sheetColumns(), d.lines)}}, nil
}

// sheetOf is the part of a day sheet for some lines.
func (d *dayList) sheetOf(title sheet.Words, columns []Column, lines []*errand) Table {
	return Table{Key: "daysheet", Title: title, Columns: columns, Rows: d.sheetRows(lines)}
}

// villageAt is the place of the village among the columns of a day sheet.
const villageAt = 4

// sheetColumns are those of a day sheet. Those to fill in carry the headings that an
// import knows.
func sheetColumns() []Column {
	of := func(s *sheet.Sheet, key string, width int) Column {
		c := ColumnOf(s.Must(key)[0])
		c.Width = width
		return c
	}
	no := of(sheet.Customers, "no", 8)
	listed := of(sheet.Interactions, "listed", 11)
	plans := of(sheet.Plans, "listed_plans", 8)
	no.Hidden, listed.Hidden, plans.Hidden = true, true, true
	return []Column{no, listed, plans,
		of(sheet.Customers, "name", 9), of(sheet.Customers, "village", 9), of(sheet.Customers, "phone", 13),
		{Key: "why", Label: sheet.W("为什么今天", "Why today"), Width: 28},
		{Key: "last_said", Label: sheet.W("上次说了", "Last said"), Width: 18},
		{Key: "say", Label: sheet.W("怎么开口", "What to say"), Width: 22},
		{Key: "result", Label: sheet.Interactions.Must("result")[0].Label(), Width: 26, Blank: true},
		{Key: "due", Label: sheet.W("下次日期", "Next date"), Width: 11, Blank: true},
		{Key: "product", Label: sheet.W("买了什么", "Bought"), Width: 14, Blank: true},
		{Key: "amount", Label: sheet.Purchases.Must("amount")[0].Label(), Width: 8, Blank: true},
		{Key: "repaid", Label: sheet.Payments.Must("amount")[0].Label(), Width: 8, Blank: true},
	}
}

func (d *dayList) sheetRows(lines []*errand) iter.Seq2[[]Cell, error] {
	return func(yield func([]Cell, error) bool) {
		for _, e := range lines {
			f := d.faces[e.customer]
			if f == nil {
				continue
			}
			last := sheet.Words{}
			if f.last != 0 {
				last = told(day{f.last, d.today}, shortened(f.said, 40))
			}
			cells := []Cell{&e.customer, &d.today, text(e.plans()), &f.Name, &f.Village, &f.Phone, Phrase(e.why(f, d.today)), Phrase(last), Phrase(e.say(f, d.today)),
				text(""), text(""), text(""), text(""), text("")}
			if !yield(cells, nil) {
				return
			}
		}
	}
}

// told is what was said on a day, the day alone where nobody wrote it down.
func told(on day, said string) sheet.Words {
	if said == "" {
		return sheet.W("%s", "%s", on)
	}
	return sheet.W("%s：%s", "%s: %s", on, said)
}

// plans are those that are told on the line: p12 p15.
func (e *errand) plans() string {
	var all []string
	for _, r := range e.reasons {
		if r.cause.planned() {
			all = append(all, sheet.Plans.Prefix+r.row.String())
		}
	}
	return strings.Join(all, " ")
}
