package store

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kehu/store/sheet"
)

// TestRemovedRowsOnRequest: a query may ask for the rows that somebody removed, but
// never gets those that were undone.
func TestRemovedRowsOnRequest(t *testing.T) {
	db := openTest(t)
	wang := insert(t, db, sheet.Customers, 0, "name", "王秀兰")
	kept := insert(t, db, sheet.Plans, wang, "due", "2026-03-05", "content", "留着")
	gone := insert(t, db, sheet.Plans, wang, "due", "2026-03-06", "content", "删了")
	write(t, db, func(tx *Tx) error { return tx.RemoveRows(sheet.Plans, []sheet.ID{gone}) })
	b := write(t, db, func(tx *Tx) error {
		_, err := tx.Insert(patch(sheet.Plans, "due", "2026-03-07", "content", "撤了"))
		return err
	})
	undo1(t, db, b.ID)
	ids := func(q sheet.Query) (found []sheet.ID) {
		q.Sheet = sheet.Plans
		for _, row := range rowsOf(t, db, q) {
			found = append(found, row.Base().ID)
		}
		return found
	}
	if diff := cmp.Diff([]sheet.ID{kept}, ids(sheet.Query{})); diff != "" {
		t.Errorf("without removed ones (-want +got):\n%s", diff)
	}
	due := func(d string) *sheet.Filter {
		return &sheet.Filter{Op: sheet.Eq, Column: sheet.Plans.Column("due"), Value: int64(day(d))}
	}
	either := &sheet.Filter{Op: sheet.Or, Parts: []*sheet.Filter{due("2026-03-05"), due("2026-03-06"), {Op: sheet.Present, Column: sheet.Plans.Column("content")}}}
	for _, where := range []*sheet.Filter{nil, either} {
		if diff := cmp.Diff([]sheet.ID{kept, gone}, ids(sheet.Query{Removed: true, Where: where})); diff != "" {
			t.Errorf("with removed ones (-want +got):\n%s", diff)
		}
	}
}

// TestDaysAreFoundByIndex: what the list of today asks of a million purchases is
// answered by indexes: some days, some customers, some quantities of a product.
func TestDaysAreFoundByIndex(t *testing.T) {
	db := openTest(t)
	s := sheet.Purchases
	is := func(key string, value any) *sheet.Filter {
		return &sheet.Filter{Op: sheet.Eq, Column: s.Column(key), Value: value}
	}
	all := func(parts ...*sheet.Filter) *sheet.Filter { return &sheet.Filter{Op: sheet.And, Parts: parts} }
	since := func(d int64) *sheet.Filter {
		return all(&sheet.Filter{Op: sheet.Ge, Column: s.Column("on"), Value: d}, &sheet.Filter{Op: sheet.Lt, Column: s.Column("on"), Value: d + 30})
	}
	any := func(parts ...*sheet.Filter) *sheet.Filter { return &sheet.Filter{Op: sheet.Or, Parts: parts} }
	for index, where := range map[string]*sheet.Filter{
		"purchases_on (on>? AND on<?)":  since(46000),
		"purchases_of (customer=?":      all(any(is("customer", int64(1)), is("customer", int64(2))), since(46000)),
		"purchases_supply (product=? A": any(all(is("product", "钙片"), is("qty", int64(1000)), since(46000)), all(is("product", "钙片"), is("qty", int64(2000)), since(46030))),
	} {
		plan := ""
		err := db.View(context.Background(), func(v *View) error {
			text, args, err := v.compile(sheet.Query{Sheet: s, Where: where, Columns: s.Must("on", "amount")}, "t.id, t.qty")
			if err != nil {
				return err
			}
			rows, err := v.tx.QueryContext(v.ctx, "EXPLAIN QUERY PLAN "+text, args...)
			if err != nil {
				return err
			}
			defer rows.Close()
			for rows.Next() {
				var id, parent, unused int
				var detail string
				if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
					return err
				}
				plan += detail + "\n"
			}
			return rows.Err()
		})
		if err != nil || !strings.Contains(plan, index) || strings.Contains(plan, "SCAN t") {
			t.Errorf("%v: %s is not used:\n%s", err, index, plan)
		}
	}
}
