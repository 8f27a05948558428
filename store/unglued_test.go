package store

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kehu/store/sheet"
)

// TestRowsOfUncutProductsAreFoundAgain: an import before kehu took quantities off products
// kept 钙片6盒 as the sheet wrote it.
func TestRowsOfUncutProductsAreFoundAgain(t *testing.T) {
	uncut := has(sheet.Purchases, "on", "2026-03-01", "product", "钙片6盒", "amount", "1188")
	cut := func(r *sheet.Record) {
		has(sheet.Purchases, "on", "2026-03-01", "product", "钙片", "qty", "6", "unit", "盒", "amount", "1188")(r)
		r.Parts[len(r.Parts)-1].Row.(*sheet.Purchase).Cell = "钙片6盒"
	}
	for _, c := range []struct {
		outcome string
		change  func(db *DB)
		on      sheet.OnMatch
		counts  Counts
		row     string // the first on file
		told    int
		again   Counts
	}{
		{outcome: "as they are now", counts: counts(1, 2, 0, 0, 0), row: "b1 customer=王秀兰 on=2026-03-01 product=钙片 qty=6 unit=盒 amount=1188.00", again: counts(0, 0, 3, 0, 0)},
		{outcome: "kept as they are where they are to be", on: sheet.Keep, counts: counts(1, 0, 2, 0, 0), row: "b1 customer=王秀兰 on=2026-03-01 product=钙片6盒 amount=1188.00", told: 2, again: counts(0, 0, 3, 0, 0)},
		{outcome: "as somebody edited them", change: func(db *DB) { update1(t, db, sheet.Purchases, 1, "product", "钙片礼盒") },
			counts: counts(1, 2, 0, 0, 0), row: "b1 customer=王秀兰 on=2026-03-01 product=钙片礼盒 qty=6 unit=盒 amount=1188.00", told: 1, again: counts(0, 0, 3, 0, 0)},
		{outcome: "removed, and stay so", change: func(db *DB) {
			write(t, db, func(tx *Tx) error { return tx.RemoveRows(sheet.Purchases, []sheet.ID{1}) })
		},
			counts: counts(1, 1, 1, 0, 0), row: "b2 customer=王秀兰 on=2026-03-01 product=钙片 qty=6 unit=盒 amount=1188.00", again: counts(0, 0, 3, 0, 0)},
	} {
		for _, chunk := range []int{0, 1} {
			t.Run(fmt.Sprint(c.outcome, ", chunk ", chunk), func(t *testing.T) {
				db := openTest(t)
				importAll(t, db, file(append(wang, uncut), append(wang, uncut)), Import{chunk: chunk})
				if c.change != nil {
					c.change(db)
				}
				entries := []entry{append(wang, cut), append(wang, cut), append(wang, cut)}
				s := importAll(t, db, file(entries...), Import{OnMatch: c.on, chunk: chunk})
				row := ""
				for _, line := range dump(t, db) {
					if line[0] == 'b' && row == "" {
						row = line
					}
				}
				if diff := cmp.Diff([]any{c.counts, c.row, c.told}, []any{s.Counts, row, s.Differs.Len()}); diff != "" {
					t.Error(diff)
				}
				if s = importAll(t, db, file(entries...), Import{OnMatch: c.on, chunk: chunk}); s.Counts != c.again {
					t.Errorf("and once more: %+v", s.Counts)
				}
				mustHold(t, db)
			})
		}
	}
}
