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

// TestCustomersAreFoundByIndex: what the list of today asks of a million purchases,
// some days of some customers, is answered by an index.
func TestCustomersAreFoundByIndex(t *testing.T) {
	db := openTest(t)
	s := sheet.Purchases
	compared := func(op sheet.Op, key string, value int64) *sheet.Filter {
		return &sheet.Filter{Op: op, Column: s.Column(key), Value: value}
	}
	where := &sheet.Filter{Op: sheet.And, Parts: []*sheet.Filter{
		{Op: sheet.Or, Parts: []*sheet.Filter{compared(sheet.Eq, "customer", 1), compared(sheet.Eq, "customer", 2)}},
		compared(sheet.Ge, "on", 46000), compared(sheet.Lt, "on", 46030)}}
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
	if err != nil || !strings.Contains(plan, "purchases_of (customer=? AND on>? AND on<?)") {
		t.Errorf("%v: the index is not used:\n%s", err, plan)
	}
}
