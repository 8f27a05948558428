package store

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"kehu/store/sheet"
)

// merge1 merges customers as one batch.
func merge1(t testing.TB, db *DB, keep sheet.ID, dups ...sheet.ID) (m Merger, b Batch) {
	t.Helper()
	b = write(t, db, func(tx *Tx) (err error) {
		m, err = tx.Merge(keep, dups)
		return err
	})
	return m, b
}

// toldOf is what a merger says of itself, a line each.
func toldOf(m Merger) (lines []string) {
	for _, moved := range m.Moved {
		lines = append(lines, fmt.Sprintf("%s: %d rows, %d joined", moved.Sheet.Key, moved.Rows, moved.Joined))
	}
	for _, g := range m.Gains {
		lines = append(lines, fmt.Sprintf("%s: %q -> %q from #%s", g.Label.In(sheet.EN), g.Old, g.New, g.From.String()))
	}
	for _, l := range m.Losses {
		lines = append(lines, fmt.Sprintf("%s: kept %q, lost %q of #%s", l.Label.In(sheet.EN), l.Kept, l.Lost, l.Of.String()))
	}
	for _, w := range m.Twins {
		lines = append(lines, fmt.Sprintf("%s: %s as %s", w.Sheet.Key, w.Dup.String(), w.Kept.String()))
	}
	return lines
}

// lan is another way to write wang down, in another sheet.
var lan = entry{name("王秀蓝"), phone("13900000002"), village("前屯")}

// TestMerge has what becomes of the keeper and what is told of it.
func TestMerge(t *testing.T) {
	cases := []struct {
		outcome string
		do      func(testing.TB, *DB)
		dups    []sheet.ID
		told    []string
		rows    []string
	}{
		{outcome: "blanks are filled, what differs is told, a phone in the way makes a second one",
			do: func(t testing.TB, db *DB) {
				importAll(t, db, file(append(wang, own("几亩地", "12")), append(lan, about("level", "A"), about("remark", "爱吃甜"), own("几亩地", "15"), own("院子", "大"))), Import{})
			},
			dups: []sheet.ID{2},
			told: []string{`Second phone: "" -> "13900000002" from #2`, `Level: "" -> "A" from #2`, `Remark: "" -> "爱吃甜" from #2`, `院子: "" -> "大" from #2`,
				`Name: kept "王秀兰", lost "王秀蓝" of #2`, `Village: kept "后屯", lost "前屯" of #2`, `几亩地: kept "12", lost "15" of #2`},
			rows: []string{"#1 name=王秀兰 phone=13812345678 phone2=13900000002 village=后屯 level=A remark=爱吃甜 +几亩地=12 +院子=大"}},
		{outcome: "a phone that the keeper has as the second one is no loss",
			do: func(t testing.TB, db *DB) {
				insert(t, db, sheet.Customers, 0, "name", "王秀兰", "phone", "13812345678", "phone2", "13900000002")
				insert(t, db, sheet.Customers, 0, "name", "王秀兰", "phone", "13900000002", "phone2", "13812345678", "village", "后屯")
			},
			dups: []sheet.ID{2},
			told: []string{`Village: "" -> "后屯" from #2`},
			rows: []string{"#1 name=王秀兰 phone=13812345678 phone2=13900000002 village=后屯"}},
		{outcome: "opening figures add up, the later purchase counts, 勿扰 is never lost, remarks stand side by side",
			do: func(t testing.TB, db *DB) {
				insert(t, db, sheet.Customers, 0, "name", "甲", "open_count", "2", "open_spent", "300", "open_last", "2026-01-05", "open_debt", "50", "do_not_contact", "否", "remark", "送货上门", "tags", "爱赶集")
				insert(t, db, sheet.Customers, 0, "name", "甲", "open_count", "1", "open_spent", "99.5", "open_last", "2025-12-30", "do_not_contact", "是", "remark", "腿脚不便", "tags", "爱赶集")
				insert(t, db, sheet.Customers, 0, "name", "甲", "open_last", "2026-02-01", "remark", "腿脚不便", "tags", "种粮大户", "do_not_contact", "否")
			},
			dups: []sheet.ID{2, 3},
			told: []string{`Do not contact: "否" -> "是" from #2`, `Remark: "送货上门" -> "送货上门；腿脚不便" from #2`,
				`Opening purchases: "2" -> "3" from #2`, `Opening spent: "300.00" -> "399.50" from #2`,
				`Tags: "爱赶集" -> "爱赶集、种粮大户" from #3`, `Opening last purchase: "2026-01-05" -> "2026-02-01" from #3`},
			rows: []string{"#1 name=甲 tags=爱赶集、种粮大户 do_not_contact=是 remark=送货上门；腿脚不便 open_count=3 open_spent=399.50 open_last=2026-02-01 open_debt=50.00"}},
		{outcome: "rows go over; a meeting is attended once, a number borne once, and money written down twice is told",
			do: func(t testing.TB, db *DB) {
				importAll(t, db, file(append(wang, bought("2026-03-01", "钙片", "198"), card("东店", "7"), has(sheet.Attendances, "meeting", "春茶会", "reply", "确认"))), Import{})
				importAll(t, db, file(append(lan, bought("2026-03-01", "钙片", "198"), bought("2026-03-02", "鱼油", "99"), has(sheet.Attendances, "meeting", "春茶会", "attended", "1"),
					has(sheet.Plans, "due", "2026-03-09", "content", "回访"))), Import{})
				insert(t, db, sheet.Numbers, 2, "shop", "东店", "number", "7")
				insert(t, db, sheet.Numbers, 2, "shop", "东店", "number", "8")
			},
			dups: []sheet.ID{2},
			told: []string{"numbers: 2 rows, 1 joined", "purchases: 2 rows, 0 joined", "plans: 1 rows, 0 joined", "attendance: 1 rows, 1 joined",
				`Second phone: "" -> "13900000002" from #2`, `Name: kept "王秀兰", lost "王秀蓝" of #2`, `Village: kept "后屯", lost "前屯" of #2`, "purchases: 2 as 1"},
			rows: []string{"#1 name=王秀兰 phone=13812345678 phone2=13900000002 village=后屯", "n1 customer=王秀兰 shop=东店 number=7", "n3 customer=王秀兰 shop=东店 number=8",
				"m1 name=春茶会", "b1 customer=王秀兰 on=2026-03-01 product=钙片 qty=1 amount=198.00", "b2 customer=王秀兰 on=2026-03-01 product=钙片 qty=1 amount=198.00",
				"b3 customer=王秀兰 on=2026-03-02 product=鱼油 qty=1 amount=99.00", "p1 customer=王秀兰 due=2026-03-09 content=回访", "a1 customer=王秀兰 meeting=春茶会 reply=确认 attended=1"}},
	}
	for _, c := range cases {
		t.Run(c.outcome, func(t *testing.T) {
			db := openTest(t)
			c.do(t, db)
			before, figures := dump(t, db), figuresOn(t, db, 0)
			var would Merger
			if err := db.View(context.Background(), func(v *View) (err error) {
				would, err = v.Merging(1, c.dups)
				return err
			}); err != nil {
				t.Fatal(err)
			}
			compare(t, "what a merger would do", c.told, toldOf(would))
			m, b := merge1(t, db, 1, c.dups...)
			compare(t, "what it did", c.told, toldOf(m))
			compare(t, "rows", c.rows, dump(t, db))
			compare(t, "figures", countFigures(t, db, 0), figuresOn(t, db, 0))
			mustHold(t, db)
			compare(t, "kept by undo", []string(nil), kept(undo1(t, db, b.ID)))
			compare(t, "rows after undo", before, dump(t, db))
			compare(t, "figures after undo", figures, figuresOn(t, db, 0))
			mustHold(t, db)
		})
	}
}

func TestMergeRefuses(t *testing.T) {
	db := openTest(t)
	importAll(t, db, file(wang, lan), Import{})
	for want, dups := range map[string][]sheet.ID{"Misused": {1}, "NotFound": {9}} {
		_, err := db.Write(context.Background(), "merge", "", func(tx *Tx) error { _, err := tx.Merge(1, dups); return err })
		compare(t, "error", want, class(err))
	}
	_, err := db.Write(context.Background(), "merge", "", func(tx *Tx) error { _, err := tx.Merge(1, []sheet.ID{2, 2}); return err })
	compare(t, "error of one named twice", "Misused", class(err))
	compare(t, "customers", 2, count(t, db, sheet.Query{Sheet: sheet.Customers}))
}

// TestImportOfAnOldSheetFindsTheKeeper has sheets from before a merger come again.
func TestImportOfAnOldSheetFindsTheKeeper(t *testing.T) {
	calcium := bought("2026-03-01", "钙片", "198")
	sheets := []entry{append(wang, calcium, calcium), append(lan, calcium, card("东店", "7"))}
	third := entry{name("王秀兰"), village("南屯")}
	cases := []struct {
		outcome string
		change  func(testing.TB, *DB)
		again   []entry
		counts  Counts
		told    []string
		more    int // purchases that come to be
	}{
		{outcome: "the same sheet changes nothing, though both had a row alike", again: sheets, counts: counts(0, 0, 2, 0, 0)},
		{outcome: "either sheet alone too", again: sheets[1:], counts: counts(0, 0, 1, 0, 0)},
		{outcome: "a grown sheet brings the new row, once",
			again: append(slices.Clone(sheets), append(lan, calcium)), counts: counts(1, 0, 2, 0, 0), more: 1},
		{outcome: "a row removed after the merger stays removed",
			change: func(t testing.TB, db *DB) {
				write(t, db, func(tx *Tx) error { return tx.RemoveRows(sheet.Purchases, []sheet.ID{3}) })
			},
			again: sheets, counts: counts(0, 0, 2, 0, 0), told: []string{"3 skipped: this Purchases was removed"}, more: -1},
		{outcome: "a name, a phone and a number of the merged lead to the keeper",
			again:  []entry{{name("王秀蓝"), village("前屯"), bought("2026-03-04", "甲", "1")}, {phone("13900000002"), bought("2026-03-04", "乙", "1")}, {card("东店", "7"), bought("2026-03-04", "丙", "1")}},
			counts: counts(3, 0, 0, 0, 0), more: 3},
		{outcome: "kehu's own number of the merged leads to the keeper",
			again: []entry{{no(2), name("王秀蓝")}, {no(2), name("王秀兰")}}, counts: counts(0, 0, 2, 0, 0)},
		{outcome: "a chain of mergers is followed",
			change: func(t testing.TB, db *DB) {
				importAll(t, db, file(third), Import{})
				merge1(t, db, 3, 1)
			},
			again: append(slices.Clone(sheets), third), counts: counts(0, 0, 3, 0, 0)},
		{outcome: "who was merged into somebody removed is not wanted back",
			change: func(t testing.TB, db *DB) { remove(t, db, 1) },
			again:  sheets, counts: counts(0, 0, 0, 0, 2),
			told: []string{"2 skipped: #1 王秀兰 后屯 13812345678 was removed", "3 skipped: #1 王秀兰 后屯 13812345678 was removed"}, more: -3},
	}
	for _, c := range cases {
		t.Run(c.outcome, func(t *testing.T) {
			db := openTest(t)
			importAll(t, db, file(sheets...), Import{})
			merge1(t, db, 1, 2)
			if c.change != nil {
				c.change(t, db)
			}
			people := count(t, db, sheet.Query{Sheet: sheet.Customers})
			s := importAll(t, db, file(c.again...), Import{OnMatch: sheet.Keep})
			compare(t, "counts", c.counts, s.Counts)
			s.Differs = NoteList{}
			compare(t, "told", c.told, told(s))
			compare(t, "customers", people, count(t, db, sheet.Query{Sheet: sheet.Customers}))
			compare(t, "purchases", 3+c.more, count(t, db, sheet.Query{Sheet: sheet.Purchases}))
			mustHold(t, db)
		})
	}
}

// TestUndoOfAMergerGivesTheSheetBack also for the sheets that come afterwards.
func TestUndoOfAMergerGivesTheSheetBack(t *testing.T) {
	db := openTest(t)
	sheets := []entry{append(wang, bought("2026-03-01", "钙片", "198")), append(lan, bought("2026-03-01", "钙片", "198"))}
	importAll(t, db, file(sheets...), Import{})
	_, b := merge1(t, db, 1, 2)
	insert(t, db, sheet.Purchases, 1, "on", "2026-03-04", "product", "鱼油", "amount", "1")
	undo1(t, db, b.ID)
	compare(t, "counts", counts(0, 0, 2, 0, 0), importAll(t, db, file(sheets...), Import{}).Counts)
	compare(t, "rows", []string{"#1 name=王秀兰 phone=13812345678 village=后屯", "#2 name=王秀蓝 phone=13900000002 village=前屯",
		"b1 customer=王秀兰 on=2026-03-01 product=钙片 qty=1 amount=198.00", "b2 customer=王秀蓝 on=2026-03-01 product=钙片 qty=1 amount=198.00",
		"b3 customer=王秀兰 on=2026-03-04 product=鱼油 amount=1.00"}, dump(t, db))
	mustHold(t, db)
}

// TestMergersOfBothDirectionsEnd though they lead round in a circle: an undo that is
// undone may bring back a merger whose keeper was merged since.
func TestMergersOfBothDirectionsEnd(t *testing.T) {
	db := openTest(t)
	importAll(t, db, file(wang, lan), Import{})
	_, b := merge1(t, db, 1, 2)
	undone := undo1(t, db, b.ID)
	merge1(t, db, 2, 1)
	undo1(t, db, undone.Batch.ID)
	importAll(t, db, file(wang, lan), Import{})
	err := db.View(context.Background(), func(v *View) error {
		_, err := v.Now(1)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	mustHold(t, db)
}

func TestHistoryKeepsWhatAMergerLost(t *testing.T) {
	db := openTest(t)
	importAll(t, db, file(append(wang, bought("2026-03-01", "钙片", "198")), append(lan, bought("2026-03-01", "钙片", "198"), bought("2026-03-02", "钙片", "198"))), Import{})
	merge1(t, db, 1, 2)
	var lines []string
	err := db.View(context.Background(), func(v *View) error {
		events, err := v.History(1)
		for _, e := range events {
			lines = append(lines, e.What.In(sheet.EN))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	compare(t, "history", []string{"Second phone: — → 13900000002", "Purchases: 2 rows: #2 → #1",
		"took in #2: Name 王秀蓝, Phone 13900000002, Village 前屯", "added Customers: 1", "added Purchases: 3"}, lines)
}
