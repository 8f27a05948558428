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
}

// Given is a text that appears once the column of key When holds something.
type Given struct{ Text, When string }

// SignInSheet lists who is invited, for signing in at the door: a tick under 签到,
// and what was bought for how much beside it. Hidden columns tell the import whose
// row of which meeting it is.
func SignInSheet(m *Gathering, spare int) Form {
	of := func(s *sheet.Sheet, key string) Column { return ColumnOf(s.Must(key)[0]) }
	named := func(s *sheet.Sheet, key, zh, en string, width int) Column {
		c := of(s, key)
		c.Label, c.Width = sheet.W(zh, en), width
		return c
	}
	columns := []Column{
		of(sheet.Customers, "no"), of(sheet.Customers, "name"), of(sheet.Customers, "phone"), of(sheet.Customers, "village"),
		of(sheet.Attendances, "reply"), named(sheet.Attendances, "attended", "签到", "Attended", 10),
		named(sheet.Purchases, "product", "买了什么", "Product", 20), named(sheet.Purchases, "amount", "金额", "Amount", 10),
		named(sheet.Purchases, "on", "购买日期", "On", 11), named(sheet.Attendances, "meeting", "会销", "Meeting", 16),
		of(sheet.Attendances, "walk_in"), named(sheet.Customers, "remark", "备注", "Remark", 20),
	}
	name := sheet.W("%s 签到表", "%s: sign-in sheet", m.Name.String())
	title := joined("  ", "  ", name, verbatim(m.On.String()), verbatim(m.Place.String()))
	d := Doc{Key: "sign-in", Title: title, Tables: []Table{{Key: "sign-in", Title: name, Columns: columns, Rows: m.signInRows()}}}
	return Form{Doc: d, Spare: spare, Hidden: []string{"no", "on", "meeting", "walk_in"},
		Given: map[string]Given{"meeting": {m.Name.String(), "name"}, "walk_in": {"是", "name"}, "on": {m.On.String(), "product"}}}
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
			cells := []Cell{&c.ID, &c.Name, &c.Phone, &c.Village, &g.Reply, text(JoinDays(g.Days)), text(""), text(""), text(""), text(m.Name.String()), no(), text("")}
			if !yield(cells, nil) {
				return
			}
		}
	}
}

func no() Cell {
	f := sheet.MakeFlag(false)
	return &f
}
