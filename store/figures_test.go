package store

import (
	"testing"

	"kehu/store/sheet"
)

// TestFiguresOfWhoWasSeen computes the figures of few, of many and of all customers of
// whom only visits and plans changed; check holds them to all that the rows make of them.
func TestFiguresOfWhoWasSeen(t *testing.T) {
	for outcome, widen := range map[string]func(*touched){
		"few":       func(*touched) {},
		"many":      func(seen *touched) { seeMany(seen, manyTouched) },
		"everybody": func(seen *touched) { seeMany(seen, manySeen) },
	} {
		t.Run(outcome, func(t *testing.T) {
			db := openTest(t)
			importAll(t, db, ledger(50, 10), Import{})
			importAll(t, db, file(entry{name("欠账人"), about("open_debt", "50")}), Import{})
			write(t, db, func(tx *Tx) error {
				for _, p := range []sheet.Patch{patch(sheet.Interactions, "at", "2026-03-04 09:30", "content", "来过"), patch(sheet.Plans, "due", "2026-03-09", "content", "回访")} {
					p.Row.(sheet.OwnedRow).Owner().Customer.ID = 3
					p.Take("customer")
					if _, err := tx.Insert(p); err != nil {
						return err
					}
				}
				fresh, err := tx.Insert(patch(sheet.Customers, "name", "新来的"))
				tx.touched = touched{ids: map[sheet.ID]struct{}{}}
				tx.touched.see(3)
				tx.touched.see(fresh)
				widen(&tx.touched)
				return err
			})
			compare(t, "figures", countFigures(t, db, 0), figuresOn(t, db, 0))
			mustHold(t, db)
		})
	}
}

// seeMany adds n customers, most of whom there are not.
func seeMany(seen *touched, n int) {
	for id := range n {
		seen.see(sheet.ID(1000 + id))
	}
}
