package store

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kehu/store/sheet"
)

// TestAShortCutChangesNothing imports random sheets into random files twice: with the
// short cut past customers of whom a row says what is on file, and merging every row.
func TestAShortCutChangesNothing(t *testing.T) {
	inWorlds(t, func(rt *rapid.T, w *world) {
		for range rapid.IntRange(1, 6).Draw(rt, "steps") {
			w.someStep(rt)
		}
		w.importBothWays(rt, w.sayings(rt))
		w.check(rt)
	})
}

// importBothWays imports a sheet with the short cut, and into a copy of the file
// without; nothing may come out different.
func (w *world) importBothWays(rt *rapid.T, entries []entry) {
	other := w.twin(rt)
	defer other.Close()
	o := Import{chunk: rapid.SampledFrom([]int{1, 2, 100}).Draw(rt, "chunk"), OnMatch: rapid.SampledFrom([]sheet.OnMatch{sheet.Fill, sheet.Overwrite, sheet.Keep}).Draw(rt, "on match"),
		Shop: pick(rt, "shop", []string{"", "东店"})}
	short := importAll(w.t, w.db, file(entries...), o)
	o.plain = true
	whole := importAll(w.t, other, file(entries...), o)
	w.same(rt, "counts", whole.Counts, short.Counts)
	w.same(rt, "counts of the sheets", parts(whole), parts(short))
	w.same(rt, "notes", told(whole), told(short))
	w.same(rt, "rows", dump(w.t, other), w.dump())
	w.same(rt, "history", journal(w.t, other), journal(w.t, w.db))
}

// someStep changes the file somehow.
func (w *world) someStep(t *rapid.T) {
	steps := []func(*rapid.T){w.importFile, w.importFile, w.insert, w.update, w.update, w.merge, w.remove, w.undo}
	steps[rapid.IntRange(0, len(steps)-1).Draw(t, "step")](t)
}

// twin is a copy of the file.
func (w *world) twin(t *rapid.T) *DB {
	path := free(filepath.Join(w.folder, "twin.db"))
	if _, err := w.db.sql.Exec("VACUUM INTO ?", path); err != nil {
		t.Fatal(err)
	}
	db, err := Open(context.Background(), path, w.db.options)
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// sayings are rows of a sheet, most of which say what is on file of some customer, or
// some of that.
func (w *world) sayings(t *rapid.T) (entries []entry) {
	var people []*sheet.Customer
	err := w.db.View(context.Background(), func(v *View) error {
		for row, err := range v.Rows(sheet.Query{Sheet: sheet.Customers}) {
			if err != nil {
				return err
			}
			people = append(people, sheet.Customers.Clone(row).(*sheet.Customer))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for range rapid.IntRange(1, 6).Draw(t, "rows") {
		if len(people) == 0 || rapid.IntRange(0, 2).Draw(t, "anybody") == 0 {
			entries = append(entries, randomEntry(t))
			continue
		}
		entries = append(entries, sayingOf(t, rapid.SampledFrom(people).Draw(t, "who")))
	}
	return entries
}

// sayingOf is a row that says of a customer what is on file, but for what it leaves
// out or says otherwise.
func sayingOf(t *rapid.T, c *sheet.Customer) (e entry) {
	told := rapid.SampledFrom([]string{"all", "all", "some", "marked"}).Draw(t, "told")
	for column := range sheet.Customers.Stored() {
		text := column.Field(c).String()
		switch {
		case text == "", told == "some" && rapid.Bool().Draw(t, column.Key):
		case told == "marked" && column.Key == "village":
			e = append(e, about("village", "东"+rollMark+"西"))
		default:
			e = append(e, about(column.Key, text))
		}
	}
	for name, text := range c.Extra {
		e = append(e, own(name, text))
	}
	if rapid.IntRange(0, 2).Draw(t, "own") == 0 {
		e = append(e, own("几亩地", pick(t, "land", []string{"12", "15"})))
	}
	if rapid.IntRange(0, 2).Draw(t, "deed") == 0 {
		e = append(e, has(sheet.Purchases, cells(t, sheet.Purchases)...))
	}
	return e
}

// journal is every change of a field, in their order.
func journal(t testing.TB, db *DB) (lines []string) {
	t.Helper()
	rows, err := db.sql.Query("SELECT batch, sheet, row, key, coalesce(old, '-'), coalesce(new, '-') FROM change ORDER BY id")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var batch, row int64
		var key, of, old, now string
		if err := rows.Scan(&batch, &of, &row, &key, &old, &now); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, fmt.Sprint(batch, of, row, key, old, now))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return lines
}

func TestManyCustomersAreKnownAgain(t *testing.T) {
	db := openTest(t)
	const people = manyRows + 7 // read in two halves
	row := func(i int, village string) entry {
		return entry{name(fmt.Sprint("客户", i)), phone(fmt.Sprint(13800000000 + i)), about("village", village), own("几亩地", fmt.Sprint(i%50))}
	}
	var first, again []entry
	for i := range people {
		first = append(first, row(i, "后屯"))
		again = append(again, row(i, map[bool]string{true: "前屯", false: "后屯"}[i%1000 == 0]))
	}
	// Worksheets of one file: the second knows what the first brought, not yet on file.
	both, err := db.ImportAll(context.Background(), Portion{file(first...), Import{}}, Portion{file(first...), Import{}})
	if err != nil {
		t.Fatal(err)
	}
	compare(t, "counts of the same twice", []Counts{counts(people, 0, 0, 0, 0), counts(0, 0, people, 0, 0)}, []Counts{both[0].Counts, both[1].Counts})
	s := importAll(t, db, file(again...), Import{OnMatch: sheet.Overwrite})
	moved := 1 + (people-1)/1000
	compare(t, "counts", counts(0, moved, people-moved, 0, 0), s.Counts)
	compare(t, "changes", moved, len(journal(t, db)))
}

func TestATextThatHoldsTheMarkIsReadWhole(t *testing.T) {
	db := openTest(t)
	odd := entry{name("王" + rollMark + "秀兰"), phone("13812345678"), village("后" + rollMark + "屯"), about("remark", strings.Repeat(rollMark, 3))}
	importAll(t, db, file(odd, wang), Import{})
	before := dump(t, db)
	s := importAll(t, db, file(odd[:2], odd, wang), Import{})
	compare(t, "counts", counts(0, 0, 3, 0, 0), s.Counts)
	compare(t, "rows", before, dump(t, db))
}

// TestMarksWithinTextsAreNoneBetween has rows that say other things by the same bytes.
func TestMarksWithinTextsAreNoneBetween(t *testing.T) {
	row := func(facts ...fact) entry { return append(entry{name("王秀兰"), phone("13812345678")}, facts...) }
	cases := []struct{ there, here entry }{
		{row(about("township", "东"+rollMark+"南"), village("西")), row(about("township", "东"), village("南"+rollMark+"西"))},
		{row(village("东" + rollMark + rollMark + "remark")), row(village("东"))},
	}
	for _, tt := range cases {
		db := openTest(t)
		importAll(t, db, file(tt.there), Import{})
		if s := importAll(t, db, file(tt.here), Import{}); len(told(s)) == 0 {
			t.Errorf("%+v: nobody was told that the sheet says something else", s.Counts)
		}
	}
}
