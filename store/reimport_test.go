package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"kehu/store/sheet"
)

// counts is Counts in a fixed order: inserted, updated, unchanged, rejected, skipped.
func counts(inserted, updated, unchanged, rejected, skipped int) Counts {
	return Counts{inserted, updated, unchanged, rejected, skipped}
}

func parts(s Summary) map[string]Counts {
	all := map[string]Counts{}
	for key, c := range s.Parts {
		all[key] = *c
	}
	return all
}

// TestImportAgain has what a second import of a file makes of it.
func TestImportAgain(t *testing.T) {
	calcium := bought("2026-03-01", "钙片", "198")
	visited := has(sheet.Interactions, "at", "2026-03-01", "via", "上门", "content", "血压计会用了")
	cases := []struct {
		outcome string
		first   []entry
		change  func(testing.TB, *DB)
		again   []entry
		on      sheet.OnMatch
		counts  Counts
		parts   map[string]Counts
		told    []string
		rows    []string // nil: as before the second import
	}{
		{outcome: "the same file changes nothing, genuine repeats stay two",
			first:  []entry{append(wang, calcium, visited), append(wang, calcium)},
			again:  []entry{append(wang, calcium, visited), append(wang, calcium)},
			counts: counts(0, 0, 2, 0, 0),
			parts:  map[string]Counts{"customers": counts(0, 0, 2, 0, 0), "purchases": counts(0, 0, 2, 0, 0), "interactions": counts(0, 0, 1, 0, 0)}},
		{outcome: "a grown file brings the new rows only",
			first:  []entry{append(wang, calcium)},
			again:  []entry{append(wang, calcium), append(wang, calcium), append(wang, bought("2026-03-02", "鱼油", "99"))},
			counts: counts(2, 0, 1, 0, 0),
			parts:  map[string]Counts{"customers": counts(0, 0, 3, 0, 0), "purchases": counts(2, 0, 1, 0, 0)},
			rows: []string{"#1 name=王秀兰 phone=13812345678 village=后屯",
				"b1 customer=王秀兰 on=2026-03-01 product=钙片 qty=1 amount=198.00", "b2 customer=王秀兰 on=2026-03-01 product=钙片 qty=1 amount=198.00",
				"b3 customer=王秀兰 on=2026-03-02 product=鱼油 qty=1 amount=99.00"}},
		{outcome: "walk-ins' purchases are recognised too",
			first: []entry{{calcium}, {calcium}}, again: []entry{{calcium}, {calcium}, {calcium}},
			counts: counts(1, 0, 2, 0, 0), parts: map[string]Counts{"purchases": counts(1, 0, 2, 0, 0)},
			rows: []string{"b1 on=2026-03-01 product=钙片 qty=1 amount=198.00", "b2 on=2026-03-01 product=钙片 qty=1 amount=198.00", "b3 on=2026-03-01 product=钙片 qty=1 amount=198.00"}},
		{outcome: "a row typed in by hand is found by a later sheet",
			first: []entry{wang},
			change: func(t testing.TB, db *DB) {
				for range 2 {
					insert(t, db, sheet.Purchases, 1, "on", "2026-03-01", "product", "钙片", "qty", "1", "amount", "198")
				}
				insert(t, db, sheet.Purchases, 0, "on", "2026-03-01", "product", "钙片", "qty", "1", "amount", "198")
			},
			again:  []entry{append(wang, calcium), append(wang, calcium), {calcium}},
			counts: counts(0, 0, 3, 0, 0), parts: map[string]Counts{"customers": counts(0, 0, 2, 0, 0), "purchases": counts(0, 0, 3, 0, 0)}},
		{outcome: "an edited row is found by what the sheet said, which is told",
			first: []entry{append(wang, calcium), {calcium}},
			change: func(t testing.TB, db *DB) {
				update1(t, db, sheet.Purchases, 1, "on", "2025-01-01", "product", "鱼油")
				update1(t, db, sheet.Purchases, 2, "on", "2025-01-01", "product", "鱼油")
			},
			again: []entry{append(wang, calcium), {calcium}},
			told: []string{"2 differs 日期: kept “2025-01-01”, the file says “2026-03-01”", "2 differs 产品: kept “鱼油”, the file says “钙片”",
				"3 differs 日期: kept “2025-01-01”, the file says “2026-03-01”", "3 differs 产品: kept “鱼油”, the file says “钙片”"},
			counts: counts(0, 0, 2, 0, 0), parts: map[string]Counts{"customers": counts(0, 0, 1, 0, 0), "purchases": counts(0, 0, 2, 0, 0)}},
		{outcome: "a removed row stays removed, its repeat stays",
			first: []entry{append(wang, calcium), append(wang, calcium)},
			change: func(t testing.TB, db *DB) {
				write(t, db, func(tx *Tx) error { return tx.RemoveRows(sheet.Purchases, []sheet.ID{1}) })
			},
			again:  []entry{append(wang, calcium), append(wang, calcium)},
			counts: counts(0, 0, 2, 0, 0), parts: map[string]Counts{"customers": counts(0, 0, 2, 0, 0), "purchases": counts(0, 0, 1, 0, 1)},
			told: []string{"2 skipped: this Purchases was removed"}},
		{outcome: "a walk-in's removed row is skipped",
			first: []entry{{calcium}},
			change: func(t testing.TB, db *DB) {
				write(t, db, func(tx *Tx) error { return tx.RemoveRows(sheet.Purchases, []sheet.ID{1}) })
			},
			again:  []entry{{calcium}},
			counts: counts(0, 0, 0, 0, 1), parts: map[string]Counts{"purchases": counts(0, 0, 0, 0, 1)},
			told: []string{"2 skipped: this Purchases was removed"}},
		{outcome: "rows gone by undo come again",
			first:  []entry{append(wang, calcium)},
			change: func(t testing.TB, db *DB) { undo1(t, db, 0) },
			again:  []entry{append(wang, calcium)},
			counts: counts(1, 0, 0, 0, 0), parts: map[string]Counts{"customers": counts(1, 0, 0, 0, 0), "purchases": counts(1, 0, 0, 0, 0)},
			rows: []string{"#2 name=王秀兰 phone=13812345678 village=后屯", "b2 customer=王秀兰 on=2026-03-01 product=钙片 qty=1 amount=198.00"}},
		{outcome: "a meeting's attendance is known whatever the day of the invitation",
			first:  []entry{append(wang, has(sheet.Attendances, "meeting", "春茶会", "invited_on", "2026-02-01"))},
			again:  []entry{append(wang, has(sheet.Attendances, "meeting", "春茶会"))},
			counts: counts(0, 0, 1, 0, 0), parts: map[string]Counts{"customers": counts(0, 0, 1, 0, 0), "attendance": counts(0, 0, 1, 0, 0)}},
		{outcome: "attendance noted by hand is known",
			first: []entry{wang},
			change: func(t testing.TB, db *DB) {
				insert(t, db, sheet.Meetings, 0, "name", "春茶会")
				p := patch(sheet.Attendances)
				p.Row.(*sheet.Attendance).Customer.ID, p.Row.(*sheet.Attendance).Meeting.ID = 1, 1
				p.Take("customer", "meeting")
				write(t, db, func(tx *Tx) error { _, err := tx.Insert(p); return err })
			},
			again:  []entry{append(wang, has(sheet.Attendances, "meeting", "春茶会"))},
			counts: counts(0, 0, 1, 0, 0), parts: map[string]Counts{"customers": counts(0, 0, 1, 0, 0), "attendance": counts(0, 0, 1, 0, 0)}},
		{outcome: "fill takes what is empty, keeps what differs and says so",
			first:  []entry{{name("王秀兰"), phone("13812345678"), village("后屯"), own("几亩地", "12")}},
			again:  []entry{{name("王秀兰"), phone("13812345678"), village("前屯"), about("group", "3组"), own("几亩地", "15"), own("大棚", "有")}},
			counts: counts(0, 1, 0, 0, 0), parts: map[string]Counts{"customers": counts(0, 1, 0, 0, 0)},
			told: []string{"2 differs 村: kept “后屯”, the file says “前屯”", "2 differs 几亩地: kept “12”, the file says “15”"},
			rows: []string{"#1 name=王秀兰 phone=13812345678 village=后屯 group=3组 +几亩地=12 +大棚=有"}},
		{outcome: "what differs and is kept is unchanged, but told",
			first: []entry{wang}, again: []entry{{name("王秀兰"), phone("13812345678"), village("前屯")}},
			counts: counts(0, 0, 1, 0, 0), parts: map[string]Counts{"customers": counts(0, 0, 1, 0, 0)},
			told: []string{"2 differs 村: kept “后屯”, the file says “前屯”"}},
		{outcome: "overwrite takes what the file says, a blank excepted", on: sheet.Overwrite,
			first:  []entry{{name("王秀兰"), phone("13812345678"), village("后屯"), about("group", "1组"), own("几亩地", "12")}},
			again:  []entry{{name("王秀兰"), phone("13812345678"), village("前屯"), own("几亩地", "15")}},
			counts: counts(0, 1, 0, 0, 0), parts: map[string]Counts{"customers": counts(0, 1, 0, 0, 0)},
			rows: []string{"#1 name=王秀兰 phone=13812345678 village=前屯 group=1组 +几亩地=15"}},
		{outcome: "overwriting, the last row of a file has its way", on: sheet.Overwrite,
			first:  []entry{wang},
			again:  []entry{append(wang, about("group", "1组")), append(wang, about("group", "2组")), append(wang, about("group", "1组")), append(wang, about("group", "1组"))},
			counts: counts(0, 3, 1, 0, 0), parts: map[string]Counts{"customers": counts(0, 3, 1, 0, 0)},
			rows: []string{"#1 name=王秀兰 phone=13812345678 village=后屯 group=1组"}},
		{outcome: "keep changes nothing, and brings the rows", on: sheet.Keep,
			first:  []entry{wang},
			again:  []entry{{name("王秀兰"), phone("13812345678"), village("前屯"), about("group", "3组"), calcium}},
			counts: counts(1, 0, 0, 0, 0), parts: map[string]Counts{"customers": counts(0, 0, 1, 0, 0), "purchases": counts(1, 0, 0, 0, 0)},
			told: []string{"2 differs 村: kept “后屯”, the file says “前屯”"},
			rows: []string{"#1 name=王秀兰 phone=13812345678 village=后屯", "b1 customer=王秀兰 on=2026-03-01 product=钙片 qty=1 amount=198.00"}},
		{outcome: "a row counts once, as the first of rejected, inserted, updated, unchanged", on: sheet.Fill,
			first: []entry{wang},
			again: []entry{append(wang, about("group", "3组"), calcium), append(wang, about("nickname", "兰姐")), append(wang, calcium, calcium),
				wang, {skipped}, append(wang, bad("日期", true), bad("生日", false)), append(wang, bad("生日", false))},
			counts: counts(2, 1, 2, 1, 1),
			parts:  map[string]Counts{"customers": counts(0, 2, 3, 0, 0), "purchases": counts(3, 0, 0, 0, 0)},
			told:   []string{"7 rejected 日期: unreadable", "7 rejected 生日: unreadable", "8 warned 生日: unreadable", "6 skipped: a total"},
			rows: []string{"#1 name=王秀兰 nickname=兰姐 phone=13812345678 village=后屯 group=3组", "b1 customer=王秀兰 on=2026-03-01 product=钙片 qty=1 amount=198.00",
				"b2 customer=王秀兰 on=2026-03-01 product=钙片 qty=1 amount=198.00", "b3 customer=王秀兰 on=2026-03-01 product=钙片 qty=1 amount=198.00"}},
		{outcome: "rows of other sheets come without a customer", on: sheet.Fill,
			first:  []entry{{has(sheet.Products, "name", "钙片", "price", "198")}},
			again:  []entry{{has(sheet.Products, "name", "钙片", "price", "198")}, {has(sheet.Products, "name", "鱼油")}},
			counts: counts(1, 0, 1, 0, 0), parts: map[string]Counts{"products": counts(1, 0, 1, 0, 0)},
			rows: []string{"g1 name=钙片 price=198.00", "g2 name=鱼油"}},
		{outcome: "what a row refers to is made once",
			first:  []entry{append(wang, has(sheet.Attendances, "meeting", "春茶会")), {name("张强"), has(sheet.Attendances, "meeting", "春茶会")}},
			again:  []entry{{name("李四"), has(sheet.Attendances, "meeting", "春茶会")}},
			counts: counts(1, 0, 0, 0, 0), parts: map[string]Counts{"customers": counts(1, 0, 0, 0, 0), "attendance": counts(1, 0, 0, 0, 0)},
			rows: []string{"#1 name=王秀兰 phone=13812345678 village=后屯", "#2 name=张强", "#3 name=李四", "m1 name=春茶会",
				"a1 customer=王秀兰 meeting=春茶会", "a2 customer=张强 meeting=春茶会", "a3 customer=李四 meeting=春茶会"}},
	}
	for _, c := range cases {
		t.Run(c.outcome, func(t *testing.T) {
			for _, chunk := range []int{0, 1, 2} {
				t.Run(fmt.Sprint("chunk ", chunk), func(t *testing.T) {
					db := openTest(t)
					importAll(t, db, file(c.first...), Import{OnMatch: c.on, chunk: chunk})
					if c.change != nil {
						c.change(t, db)
					}
					want := c.rows
					if want == nil {
						want = dump(t, db)
					}
					testRehearsal(t, db, Import{OnMatch: c.on, chunk: chunk, DryRun: true}, c.again, c.counts)
					s := importAll(t, db, file(c.again...), Import{OnMatch: c.on, chunk: chunk})
					compare(t, "counts", c.counts, s.Counts)
					compare(t, "sum", len(c.again), s.Sum())
					compare(t, "parts", c.parts, parts(s))
					compare(t, "told", c.told, told(s))
					compare(t, "rows", want, dump(t, db))
					compare(t, "a batch", c.counts.Inserted+c.counts.Updated > 0, s.Batch.ID != 0)
					mustHold(t, db)
				})
			}
		})
	}
}

// testRehearsal fails unless a dry run counts the same and changes nothing.
func testRehearsal(t *testing.T, db *DB, o Import, entries []entry, want Counts) {
	t.Helper()
	before := dump(t, db)
	s := importAll(t, db, file(entries...), o)
	compare(t, "counts of a rehearsal", want, s.Counts)
	compare(t, "batch of a rehearsal", Batch{}, s.Batch)
	compare(t, "rows after a rehearsal", before, dump(t, db))
}

func TestImportEndsWithTheErrorOfItsRecordsAndNothingWritten(t *testing.T) {
	for _, chunk := range []int{0, 1} {
		db := openTest(t)
		broken := func(yield func(*sheet.Record, error) bool) {
			for r := range file(wang, entry{name("张强")}) {
				if !yield(r, nil) {
					return
				}
			}
			yield(nil, errors.New("unclosed quote"))
		}
		s, err := db.Import(context.Background(), broken, Import{chunk: chunk})
		if err == nil || err.Error() != "unclosed quote" {
			t.Errorf("error %v", err)
		}
		compare(t, "summary", fmt.Sprintf("%+v", Summary{}), fmt.Sprintf("%+v", s))
		compare(t, "rows", []string(nil), dump(t, db))
		compare(t, "batches", int64(0), lastBatch(t, db))
		mustHold(t, db)
	}
}

func lastBatch(t testing.TB, db *DB) (id int64) {
	t.Helper()
	err := db.View(context.Background(), func(v *View) (err error) {
		id, err = v.LastBatch()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestImportTellsItsProgressAndControlTotal(t *testing.T) {
	db := openTest(t)
	var rows []int
	entries := []entry{{name("甲"), bought("2026-03-01", "钙片", "1.50")}, {bought("2026-03-01", "钙片", "2")}, {name("丙"), bought("2026-03-01", "钙片", "-1")}}
	s := importAll(t, db, file(entries...), Import{chunk: 2, Progress: func(n int) { rows = append(rows, n) }})
	compare(t, "progress", []int{2, 3}, rows)
	compare(t, "amount", int64(250), s.Amount)
	mustHold(t, db)
}

// TestAFileThatContradictsItself overwrites somebody by two rows, of which the last counts.
func TestAFileThatContradictsItself(t *testing.T) {
	wang := func(village, land string) entry {
		return entry{name("王秀兰"), phone("13812345678"), about("village", village), own("几亩地", land)}
	}
	db := openTest(t)
	both := file(wang("后屯", "12"), wang("前屯", "15"))
	overwrite := Import{OnMatch: sheet.Overwrite}
	importAll(t, db, both, overwrite)
	before := dump(t, db)
	s := importAll(t, db, both, overwrite)
	compare(t, "counts of the same again", counts(0, 0, 2, 0, 0), s.Counts)
	compare(t, "batch", int64(0), s.Batch.ID)
	compare(t, "history", []string(nil), journal(t, db))
	s = importAll(t, db, file(wang("后屯", "15"), wang("前屯", "20")), overwrite)
	compare(t, "counts where only the land is another", counts(0, 2, 0, 0, 0), s.Counts)
	compare(t, "history", []string{"2customers1extra.几亩地1520"}, journal(t, db))
	compare(t, "rows", strings.ReplaceAll(before[0], "15", "20"), dump(t, db)[0])
}

// TestAPhoneThatIsNotKept has rows by which somebody known by name alone is called by a
// phone: they mean one customer, be it kept or not.
func TestAPhoneThatIsNotKept(t *testing.T) {
	db := openTest(t)
	importAll(t, db, file(entry{name("王秀兰")}), Import{})
	rows := file(entry{name("王秀兰"), phone("13812345678"), has(sheet.Attendances, "meeting", "秋收会")},
		entry{name("王秀兰"), phone("13812345678"), village("前屯"), has(sheet.Attendances, "meeting", "秋收会")})
	importAll(t, db, rows, Import{OnMatch: sheet.Keep})
	s := importAll(t, db, rows, Import{OnMatch: sheet.Keep})
	compare(t, "counts of the same again", counts(0, 0, 2, 0, 0), s.Counts)
	compare(t, "customers", 1, answer(t, db, "SELECT count(*) FROM customers"))
}
