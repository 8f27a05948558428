package store

import (
	"testing"

	"kehu/store/sheet"
)

// TestDeeds asks for customers by what they did.
func TestDeeds(t *testing.T) {
	db := openTest(t)
	for _, who := range []string{"甲", "乙", "丙", "丁"} {
		insert(t, db, sheet.Customers, 0, "name", who)
	}
	for _, row := range []struct {
		customer            sheet.ID
		on, product, amount string
	}{
		{1, "2026-03-01", "高钙片", "198"}, {1, "2026-03-02", "鱼油", "99"},
		{2, "2026-03-04", "钙片", "198"},
		{3, "2026-03-01", "钙片", "-198"}, {3, "2026-03-01", "鱼油", "0"},
	} {
		insert(t, db, sheet.Purchases, row.customer, "on", row.on, "product", row.product, "amount", row.amount)
	}
	insert(t, db, sheet.Attendances, 1, "meeting", "2026三月场", "invited_on", "2026-02-20", "attended", "2026-03-02")
	insert(t, db, sheet.Attendances, 2, "meeting", "2026三月场", "invited_on", "2026-02-20")
	insert(t, db, sheet.Attendances, 4, "meeting", "2026三月场", "attended", "2026-03-02", "walk_in", "是")
	gone := insert(t, db, sheet.Purchases, 4, "on", "2026-03-01", "product", "钙片", "amount", "198")
	write(t, db, func(tx *Tx) error { return tx.RemoveRows(sheet.Purchases, []sheet.ID{gone}) })

	for _, c := range []struct {
		why, where string
		asOf       sheet.Date
		want       []string
	}{
		{"a part of the name", "买过 钙片", 0, []string{"甲", "乙"}},
		{"the whole name", "买过=钙片", 0, []string{"乙"}},
		{"who gave it back or lost the row has not bought it", "没买过 钙片", 0, []string{"丙", "丁"}},
		{"a gift is no purchase", "买过 鱼油", 0, []string{"甲"}},
		{"of several any", "买过 =鱼油/钙片", 0, []string{"甲", "乙"}},
		{"all of several", "买过 钙片 且 没买过 鱼油", 0, []string{"乙"}},
		{"what happens later doesn't count", "买过 钙片", sheet.MakeDate(2026, 3, 3), []string{"甲"}},
		{"who was invited only was not there", "到过 三月场", 0, []string{"甲", "丁"}},
		{"the others", "没到过=2026三月场", 0, []string{"乙", "丙"}},
		{"together with a figure", "到过=2026三月场 且 累计金额>100", 0, []string{"甲"}},
	} {
		t.Run(c.why, func(t *testing.T) {
			f, err := sheet.ParseFilter(sheet.Customers, c.where, nil, sheet.Reading{})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, row := range rowsOf(t, db, sheet.Query{Sheet: sheet.Customers, Where: f, AsOf: c.asOf}) {
				got = append(got, row.(*sheet.Customer).Name.String())
			}
			compare(t, c.where, c.want, got)
		})
	}
	mustHold(t, db)
}
