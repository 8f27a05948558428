package report

import (
	"cmp"
	"iter"
	"slices"

	"kehu/store/sheet"
)

// Form is a page to print, fill in by hand and import again.
type Form struct {
	Doc
	// Spare is the number of blank rows below those of the table.
	Spare int
	// Hidden are the keys of the columns that only the import needs.
	Hidden []string
	// Given is what a blank cell of a hidden column, by its key, turns to once
	// something is written beside it.
	Given map[string]Given
	// Across turns the page on its side.
	Across bool
}

// Given is a text that appears once the column of key When holds something. Of the
// later ones the last whose column holds something as well takes its place.
type Given struct {
	Text, When string
	Later      []Given
}

// SignInSheet lists who is invited, for signing in at the door: a tick under 签到, of
// several days under each, and what was bought for how much beside it. Hidden columns
// tell the import whose row of which meeting it is: by name, or by number where
// another is called the same.
func SignInSheet(m *Gathering, spare int) Form {
	name := sheet.W("%s 签到表", "%s: sign-in sheet", m.Name.String())
	title := joined("  ", "  ", name, m.when(), verbatim(m.Place.String()))
	d := Doc{Key: "sign-in", Title: title, Tables: []Table{{Key: "sign-in", Title: name, Columns: m.signInColumns(), Rows: m.signInRows()}}}
	f := Form{Doc: d, Spare: spare, Across: len(m.days()) > 2, Hidden: []string{"no", "on", "meeting", "walk_in"},
		Given: map[string]Given{"meeting": {Text: m.call, When: "name"}, "walk_in": {Text: "是", When: "name"}, "on": m.boughtOn()}}
	if m.Last() > m.On { // whoever knows better which day it was writes it over
		f.Hidden = []string{"no", "meeting", "walk_in"}
	}
	return f
}

func (m *Gathering) signInColumns() []Column {
	named := func(c *sheet.Column, zh, en string, width int) Column {
		shown := ColumnOf(c)
		shown.Label, shown.Width = sheet.W(zh, en), width
		return shown
	}
	who, part, sale := sheet.Customers.Must("no", "name", "phone", "village", "remark"), sheet.Attendances.Must("reply", "attended", "meeting", "walk_in"), sheet.Purchases.Must("product", "amount", "on")
	columns := []Column{ColumnOf(who[0]), ColumnOf(who[1]), ColumnOf(who[2]), ColumnOf(who[3]), ColumnOf(part[0])}
	for _, day := range m.days() {
		tick := named(part[1], "签到", "Attended", 10)
		if m.Last() > m.On {
			tick.Key, tick.Label = dayKey(day), sheet.W("%s 签到", "%s attended", day.String())
		}
		columns = append(columns, tick)
	}
	return append(columns, named(sale[0], "买了什么", "Product", 20), named(sale[1], "金额", "Amount", 10), named(sale[2], "购买日期", "On", 11),
		named(part[2], "会销", "Meeting", 16), ColumnOf(part[3]), named(who[4], "备注", "Remark", 20))
}

// dayKey is the key of a day's column for signing in.
func dayKey(day sheet.Date) string { return "attended_" + day.String() }

// days are the days of the meeting, that of a meeting without one being 0.
func (m *Gathering) days() []sheet.Date {
	days := []sheet.Date{m.On}
	for day := m.On + 1; day <= m.Last() && m.On != 0; day++ {
		days = append(days, day)
	}
	return days
}

// boughtOn is the day of what a guest bought: the last one signed in on.
func (m *Gathering) boughtOn() Given {
	g := Given{Text: m.On.String(), When: "product"}
	for _, day := range m.days()[1:] {
		g.Later = append(g.Later, Given{Text: day.String(), When: dayKey(day)})
	}
	return g
}

// signInRows are the invited who have not declined, village by village.
func (m *Gathering) signInRows() iter.Seq2[[]Cell, error] {
	var guests []*Guest
	for _, g := range m.Guests {
		if g.Invited() && g.Reply.String() != "拒绝" {
			guests = append(guests, g)
		}
	}
	slices.SortStableFunc(guests, func(a, b *Guest) int {
		return cmp.Or(cmp.Compare(a.Person.Village.String(), b.Person.Village.String()), cmp.Compare(a.Person.ID, b.Person.ID))
	})
	return func(yield func([]Cell, error) bool) {
		for _, g := range guests {
			c := &g.Person.Customer
			cells := append([]Cell{&c.ID, &c.Name, &c.Phone, &c.Village, &g.Reply}, m.ticks(g)...)
			if !yield(append(cells, text(""), text(""), text(""), text(m.call), no(), text("")), nil) {
				return
			}
		}
	}
}

// ticks are what stands under each day for a guest.
func (m *Gathering) ticks(g *Guest) (cells []Cell) {
	if m.Last() == m.On {
		return []Cell{text(JoinDays(g.Days))}
	}
	for _, day := range m.days() {
		tick := ""
		if slices.Contains(g.Days, day) {
			tick = "√"
		}
		cells = append(cells, text(tick))
	}
	return cells
}

func no() Cell {
	f := sheet.MakeFlag(false)
	return &f
}
