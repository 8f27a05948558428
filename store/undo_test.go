package store

import (
	"context"
	"fmt"
	"testing"

	"kehu/store/sheet"
)

// kept are the rows an undo kept and why, a line each.
func kept(done Undone) (lines []string) {
	for _, k := range done.Kept {
		id := k.Row
		lines = append(lines, fmt.Sprintf("%s%s %s: %s", k.Sheet.Prefix, id.String(), k.Name, k.Reason.In(sheet.EN)))
	}
	return lines
}

// TestUndoGoesAsFarAsNothingNewerRestsOnIt undoes batch undo of what do wrote.
func TestUndoGoesAsFarAsNothingNewerRestsOnIt(t *testing.T) {
	addWang := func(t testing.TB, db *DB) { importAll(t, db, file(wang), Import{}) }
	cases := []struct {
		outcome      string
		do           []func(testing.TB, *DB) // a batch each
		undo         int64
		rows, fields int
		kept         []string
		want         []string
		empty        bool // the undo writes no batch
	}{
		{outcome: "an added row goes", do: []func(testing.TB, *DB){addWang}, undo: 1, rows: 1},
		{outcome: "a row edited since is kept and told", undo: 1,
			do: []func(testing.TB, *DB){
				func(t testing.TB, db *DB) { importAll(t, db, file(wang, entry{name("张强")}), Import{}) },
				func(t testing.TB, db *DB) { update1(t, db, sheet.Customers, 1, "group", "3组") }},
			rows: 1, kept: []string{"#1 王秀兰: edited since"}, want: []string{"#1 name=王秀兰 phone=13812345678 village=后屯 group=3组"}},
		{outcome: "a row edited since and back again goes", undo: 1, rows: 1,
			do: []func(testing.TB, *DB){addWang,
				func(t testing.TB, db *DB) { update1(t, db, sheet.Customers, 1, "village", "前屯") },
				func(t testing.TB, db *DB) { update1(t, db, sheet.Customers, 1, "village", "后屯") }}},
		{outcome: "a customer with a newer purchase is kept", undo: 1, empty: true,
			do: []func(testing.TB, *DB){addWang,
				func(t testing.TB, db *DB) {
					insert(t, db, sheet.Purchases, 1, "on", "2026-03-01", "product", "钙片", "amount", "1")
				}},
			kept: []string{"#1 王秀兰: has newer Purchases"},
			want: []string{"#1 name=王秀兰 phone=13812345678 village=后屯", "b1 customer=王秀兰 on=2026-03-01 product=钙片 amount=1.00"}},
		{outcome: "a meeting that somebody newer attends is kept", undo: 1, rows: 2,
			do: []func(testing.TB, *DB){
				func(t testing.TB, db *DB) {
					importAll(t, db, file(append(wang, has(sheet.Attendances, "meeting", "春茶会"))), Import{})
				},
				func(t testing.TB, db *DB) {
					importAll(t, db, file(entry{name("张强"), has(sheet.Attendances, "meeting", "春茶会")}), Import{})
				}},
			kept: []string{"m1 春茶会: has newer Attendance"},
			want: []string{"#2 name=张强", "m1 name=春茶会", "a2 customer=张强 meeting=春茶会"}},
		{outcome: "an edited purchase keeps its customer, the others go", undo: 1, rows: 1,
			do: []func(testing.TB, *DB){
				func(t testing.TB, db *DB) {
					importAll(t, db, file(append(wang, bought("2026-03-01", "钙片", "1"), bought("2026-03-02", "钙片", "2"))), Import{})
				},
				func(t testing.TB, db *DB) { update1(t, db, sheet.Purchases, 2, "amount", "3") }},
			kept: []string{"b2 王秀兰: edited since", "#1 王秀兰: has newer Purchases"},
			want: []string{"#1 name=王秀兰 phone=13812345678 village=后屯", "b2 customer=王秀兰 on=2026-03-02 product=钙片 qty=1 amount=3.00"}},
		{outcome: "a removed customer comes back with all rows", undo: 2, rows: 2,
			do: []func(testing.TB, *DB){
				func(t testing.TB, db *DB) {
					importAll(t, db, file(append(wang, bought("2026-03-01", "钙片", "1"))), Import{})
				},
				func(t testing.TB, db *DB) { remove(t, db, 1) }},
			want: []string{"#1 name=王秀兰 phone=13812345678 village=后屯", "b1 customer=王秀兰 on=2026-03-01 product=钙片 qty=1 amount=1.00"}},
		{outcome: "a row doesn't come back to a customer who is gone", undo: 2, empty: true,
			do: []func(testing.TB, *DB){
				func(t testing.TB, db *DB) {
					importAll(t, db, file(append(wang, bought("2026-03-01", "钙片", "1"))), Import{})
				},
				func(t testing.TB, db *DB) {
					write(t, db, func(tx *Tx) error { return tx.RemoveRows(sheet.Purchases, []sheet.ID{1}) })
				},
				func(t testing.TB, db *DB) { remove(t, db, 1) }},
			kept: []string{"b1 王秀兰: the customer is gone"}},
		{outcome: "a row doesn't go back to a customer who is gone", undo: 3, empty: true,
			do: []func(testing.TB, *DB){
				func(t testing.TB, db *DB) {
					importAll(t, db, file(append(wang, bought("2026-03-01", "钙片", "1"))), Import{})
				},
				func(t testing.TB, db *DB) { insert(t, db, sheet.Customers, 0, "name", "张强") },
				func(t testing.TB, db *DB) { moveRow(t, db, 1, 2) },
				func(t testing.TB, db *DB) { remove(t, db, 1) }},
			kept: []string{"b1 张强: the former customer is gone"},
			want: []string{"#2 name=张强", "b1 customer=张强 on=2026-03-01 product=钙片 qty=1 amount=1.00"}},
		{outcome: "a field changed since is kept, the others go back", undo: 2, fields: 2,
			do: []func(testing.TB, *DB){addWang,
				func(t testing.TB, db *DB) {
					update1(t, db, sheet.Customers, 1, "phone", "13700000000", "name", "王秀蓝", "+几亩地", "12")
				},
				func(t testing.TB, db *DB) { update1(t, db, sheet.Customers, 1, "name", "王蓝") }},
			kept: []string{"#1 王蓝: Name was changed since"},
			want: []string{"#1 name=王蓝 phone=13812345678 village=后屯"}},
		{outcome: "a field set back and written again by somebody else stays", undo: 2, empty: true,
			do: []func(testing.TB, *DB){addWang,
				func(t testing.TB, db *DB) { update1(t, db, sheet.Customers, 1, "village", "前屯") },
				func(t testing.TB, db *DB) { undo1(t, db, 2) },
				func(t testing.TB, db *DB) { update1(t, db, sheet.Customers, 1, "village", "前屯") }},
			want: []string{"#1 name=王秀兰 phone=13812345678 village=前屯"}},
		{outcome: "a batch that adds, changes and takes out is swapped whole", undo: 2, rows: 3, fields: 1,
			do: []func(testing.TB, *DB){
				func(t testing.TB, db *DB) {
					importAll(t, db, file(append(wang, bought("2026-03-01", "钙片", "1"))), Import{})
				},
				func(t testing.TB, db *DB) {
					write(t, db, func(tx *Tx) error { // a merge of #1 into #2
						if _, err := tx.Insert(patch(sheet.Customers, "name", "王秀蓝")); err != nil {
							return err
						}
						if _, err := tx.Update(1, ownedBy(2)); err != nil {
							return err
						}
						if _, err := tx.Insert(patch(sheet.Meetings, "name", "春茶会")); err != nil {
							return err
						}
						return tx.Remove([]sheet.ID{1})
					})
				}},
			want: []string{"#1 name=王秀兰 phone=13812345678 village=后屯", "b1 customer=王秀兰 on=2026-03-01 product=钙片 qty=1 amount=1.00"}},
		{outcome: "a row that the batch added and changed goes", undo: 1, rows: 1, fields: 1,
			do: []func(testing.TB, *DB){func(t testing.TB, db *DB) {
				write(t, db, func(tx *Tx) error {
					id, err := tx.Insert(patch(sheet.Customers, "name", "甲"))
					if err == nil {
						_, err = tx.Update(id, patch(sheet.Customers, "village", "后屯"))
					}
					return err
				})
			}}},
		{outcome: "what a batch added and took out again doesn't come back", undo: 1, rows: 1,
			do: []func(testing.TB, *DB){func(t testing.TB, db *DB) {
				write(t, db, func(tx *Tx) error {
					a, err := tx.Insert(patch(sheet.Customers, "name", "甲"))
					if err == nil {
						_, err = tx.Insert(patch(sheet.Customers, "name", "乙"))
					}
					if err != nil {
						return err
					}
					return tx.Remove([]sheet.ID{a})
				})
			}}},
	}
	for _, c := range cases {
		t.Run(c.outcome, func(t *testing.T) {
			db := openTest(t)
			for _, do := range c.do {
				do(t, db)
			}
			before := dump(t, db)
			would, err := db.Undo(context.Background(), c.undo, "", true)
			compare(t, "rows after a rehearsal", before, dump(t, db))
			done, err2 := db.Undo(context.Background(), c.undo, "", false)
			compare(t, "error", class(err), class(err2))
			compare(t, "undone", []any{c.rows, c.fields, c.kept}, []any{done.Rows, done.Fields, kept(done)})
			compare(t, "rehearsed", []any{c.rows, c.fields, c.kept}, []any{would.Rows, would.Fields, kept(would)})
			compare(t, "rows", c.want, dump(t, db))
			compare(t, "a batch", !c.empty, done.Batch.ID != 0)
			mustHold(t, db)
			if done.Batch.ID != 0 {
				compare(t, "kept by the undo of the undo", []string(nil), kept(undo1(t, db, done.Batch.ID)))
				compare(t, "rows after the undo of the undo", before, dump(t, db))
				mustHold(t, db)
			}
		})
	}
}

// ownedBy is a patch that gives a purchase to another customer.
func ownedBy(id sheet.ID) sheet.Patch {
	p := sheet.NewPatch(sheet.Purchases)
	p.Row.(*sheet.Purchase).Customer.ID = id
	p.Take("customer")
	return p
}

func moveRow(t testing.TB, db *DB, purchase, to sheet.ID) {
	t.Helper()
	write(t, db, func(tx *Tx) error { _, err := tx.Update(purchase, ownedBy(to)); return err })
}

func TestLastBatchPassesOverUndosAndWhatTheyUndid(t *testing.T) {
	db := openTest(t)
	for _, n := range []string{"甲", "乙", "丙"} {
		insert(t, db, sheet.Customers, 0, "name", n)
	}
	steps := []struct {
		undo int64 // 0: the last
		last int64 // afterwards
	}{{0, 2}, {0, 1}, {5, 2}, {4, 3}, {7, 2}, {8, 3}, {2, 3}, {1, 3}, {0, 0}}
	for _, s := range steps {
		undo1(t, db, s.undo)
		compare(t, fmt.Sprintf("last batch after undo %d", s.undo), s.last, lastBatch(t, db))
	}
	compare(t, "rows", []string(nil), dump(t, db))
	if _, err := db.Undo(context.Background(), 0, "", false); class(err) != "NotFound" {
		t.Errorf("undo of nothing: %v", err)
	}
	mustHold(t, db)
}

func TestUndoThatReversesNothingDoesNotPretend(t *testing.T) {
	db := openTest(t)
	insert(t, db, sheet.Customers, 0, "name", "甲")
	undo1(t, db, 1)
	before := lastID(t, db)
	for id, want := range map[int64]string{
		1:  "there is nothing of batch 1 left to undo",
		3:  "there is no batch 3; see kehu history", // the number the undo itself would get
		99: "there is no batch 99; see kehu history",
	} {
		done, err := db.Undo(context.Background(), id, "", false)
		if class(err) != "NotFound" || err.Error() != want {
			t.Errorf("undo %d: %v", id, err)
		}
		compare(t, "rows", 0, done.Rows)
	}
	compare(t, "last batch", before, lastID(t, db))
	mustHold(t, db)
}

func lastID(t testing.TB, db *DB) (id int64) {
	t.Helper()
	if err := db.sql.QueryRow("SELECT coalesce(max(id),0) FROM batch").Scan(&id); err != nil {
		t.Fatal(err)
	}
	return id
}

func TestUndoTwiceTakesWhatWasKeptFirst(t *testing.T) {
	db := openTest(t)
	importAll(t, db, file(wang, entry{name("张强")}), Import{})
	edit := update1(t, db, sheet.Customers, 1, "group", "3组")
	first := undo1(t, db, 1)
	undo1(t, db, edit.ID)
	second := undo1(t, db, 1)
	compare(t, "rows", []int{1, 1}, []int{first.Rows, second.Rows})
	compare(t, "there", []string(nil), dump(t, db))
	undo1(t, db, second.Batch.ID) // brings back what the second took out, no more
	compare(t, "there", []string{"#1 name=王秀兰 phone=13812345678 village=后屯"}, dump(t, db))
	mustHold(t, db)
}

func TestUndoOfABigImportKeepsExactlyWhatWasEdited(t *testing.T) {
	if testing.Short() {
		t.Skip("imports more customers than are counted one by one")
	}
	const people, rows = manyTouched + 5000, manyTouched + 10_000
	db := openTest(t)
	s := importAll(t, db, ledger(rows, people), Import{})
	for _, id := range []sheet.ID{1, people / 2, people} {
		update1(t, db, sheet.Customers, id, "village", "后屯")
	}
	insert(t, db, sheet.Purchases, people/4*3, "on", "2026-03-01", "product", "钙片", "amount", "1")
	done := undo1(t, db, s.Batch.ID)
	compare(t, "undone", people-4+rows, done.Rows)
	compare(t, "kept", 4, len(done.Kept))
	compare(t, "there", 5, len(dump(t, db)))
	mustHold(t, db)
	undo1(t, db, done.Batch.ID)
	compare(t, "there", people, count(t, db, sheet.Query{Sheet: sheet.Customers}))
	compare(t, "purchases", rows+1, count(t, db, sheet.Query{Sheet: sheet.Purchases}))
	mustHold(t, db)
}

func count(t testing.TB, db *DB, q sheet.Query) (n int) {
	t.Helper()
	err := db.View(context.Background(), func(v *View) (err error) {
		n, err = v.Count(q)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
