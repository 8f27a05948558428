package store

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kehu/store/sheet"
)

// TestAnySequenceOfWrites drives a file by random writes, imports, mergers, undos and
// rehearsals. After every step the figures are what a count in Go makes of the
// rows, as of any day. In the end undoing everything gives back the empty sheet,
// and undoing those undos the sheet.
func TestAnySequenceOfWrites(t *testing.T) {
	inWorlds(t, func(rt *rapid.T, w *world) {
		rt.Repeat(w.actions())
		w.undoAndRedoAll(rt)
	})
}

// fewChecks makes a test try 25 random sequences, of which each takes a second, and with
// -short three: one after the other as they are, they race with nothing. -rapid.checks
// asks for more.
func fewChecks(t *testing.T) {
	checks := flag.Lookup("rapid.checks")
	if was := checks.Value.String(); was == checks.DefValue {
		t.Cleanup(func() { checks.Value.Set(was) })
		checks.Value.Set("25")
		if testing.Short() {
			checks.Value.Set("15") // of which rapid then tries a fifth
		}
	}
}

// inWorlds checks what holds of files that random actions change, as few as fewChecks says.
func inWorlds(t *testing.T, check func(*rapid.T, *world)) {
	folder := t.TempDir()
	n := 0
	fewChecks(t)
	rapid.Check(t, func(rt *rapid.T) {
		n++
		w := newWorld(rt, t, filepath.Join(folder, fmt.Sprint(n)))
		defer w.close()
		check(rt, w)
	})
}

// world is a file that random actions change.
type world struct {
	t      testing.TB
	db     *DB
	folder string
}

func newWorld(rt *rapid.T, t testing.TB, folder string) *world {
	clock := testClock()
	if err := os.MkdirAll(folder, 0o700); err != nil {
		rt.Fatal(err)
	}
	db, err := Open(context.Background(), blankFile(t, filepath.Join(folder, "k.db")), Options{Create: true, User: "老李", Wait: time.Second,
		Clock: func() time.Time { clock = clock.Add(time.Minute); return clock }})
	if err != nil {
		rt.Fatal(err)
	}
	// What a power failure would leave is not the question here.
	db.sql.SetMaxOpenConns(1)
	db.sql.Exec("PRAGMA synchronous = OFF")
	return &world{t, db, folder}
}

func (w *world) close() {
	w.db.Close()
	os.RemoveAll(w.folder)
}

func (w *world) actions() map[string]func(*rapid.T) {
	return map[string]func(*rapid.T){
		"":        w.check,
		"insert":  w.insert,
		"insert2": w.insert,
		"update":  w.update,
		"remove":  w.remove,
		"import":  w.importFile,
		"undo":    w.undo,
		"several": w.several,
		"merge":   w.merge,
	}
}

// The pools are small, so that people meet and rows repeat.
var (
	poolNames    = []string{"王秀兰", "张强", "李四", ""}
	poolPhones   = []string{"13812345678", "13900000000", "", ""}
	poolVillages = []string{"后屯", "前屯", ""}
	poolDays     = []string{"2025-12-30", "2026-03-01", "2026-03-05", "2026-03-09"}
	poolAmounts  = []string{"198", "99.50", "-99.50", "-198", "0"}
	poolProducts = []string{"钙片", "鱼油"}
)

func pick(t *rapid.T, label string, from []string) string {
	return rapid.SampledFrom(from).Draw(t, label)
}

// cells are random cells of a row of s.
func cells(t *rapid.T, s *sheet.Sheet) []string {
	date := func(label string) string { return pick(t, label, poolDays) }
	switch s {
	case sheet.Customers:
		return []string{"name", pick(t, "name", poolNames), "phone", pick(t, "phone", poolPhones), "village", pick(t, "village", poolVillages),
			"open_count", pick(t, "count", []string{"", "2"}), "open_spent", pick(t, "spent", []string{"", "300"}), "open_last", pick(t, "last", append(poolDays, "")),
			"open_debt", pick(t, "debt", []string{"", "50"}), "+几亩地", pick(t, "land", []string{"", "12", "15"})}
	case sheet.Purchases:
		return []string{"on", date("on"), "product", pick(t, "product", poolProducts), "qty", "1", "amount", pick(t, "amount", poolAmounts),
			"paid", pick(t, "paid", []string{"", "0", "50"}), "+\"$.x\"", pick(t, "own", []string{"", "甲"})}
	case sheet.Interactions:
		return []string{"at", date("at") + pick(t, "time", []string{"", " 14:30"}), "content", pick(t, "content", []string{"来过", "没来"})}
	case sheet.Payments:
		return []string{"on", date("on"), "amount", pick(t, "amount", []string{"10", "20"})}
	case sheet.Feedbacks:
		return []string{"on", date("on"), "kind", "投诉", "content", pick(t, "content", []string{"坏了", "慢"})}
	case sheet.Plans:
		return []string{"due", date("due"), "content", "回访", "done_on", pick(t, "done", append(poolDays, "", ""))}
	case sheet.Attendances:
		return []string{"meeting", pick(t, "meeting", []string{"春茶会", "秋收会"})}
	}
	return []string{"name", pick(t, "name", poolNames[:3])}
}

// someSheet is a sheet that random rows go to.
func someSheet(t *rapid.T) *sheet.Sheet {
	return sheet.ByKey(pick(t, "sheet", []string{"customers", "customers", "purchases", "purchases", "purchases", "interactions",
		"payments", "feedback", "plans", "attendance", "meetings"}))
}

// randomPatch is a row of s that belongs to somebody who is there; false if nobody is.
func (w *world) randomPatch(t *rapid.T, s *sheet.Sheet) (sheet.Patch, bool) {
	p := patch(s, cells(t, s)...)
	owned, ok := p.Row.(sheet.OwnedRow)
	if !ok {
		return p, true
	}
	people := w.live(sheet.Customers)
	if s == sheet.Purchases && rapid.IntRange(0, 4).Draw(t, "walk-in") == 0 {
		return p, true
	}
	if len(people) == 0 {
		return p, false
	}
	owned.Owner().Customer.ID = rapid.SampledFrom(people).Draw(t, "owner")
	p.Take("customer")
	return p, true
}

// live are the rows of s that are there.
func (w *world) live(s *sheet.Sheet) (ids []sheet.ID) {
	err := w.db.View(context.Background(), func(v *View) error {
		for row, err := range v.Rows(sheet.Query{Sheet: s, Columns: s.Must("no")}) {
			if err != nil {
				return err
			}
			ids = append(ids, row.Base().ID)
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return ids
}

func (w *world) write(t *rapid.T, change func(*Tx) error) {
	if _, err := w.db.Write(context.Background(), "test", "kehu test", change); err != nil {
		t.Fatal(err)
	}
}

func (w *world) insert(t *rapid.T) {
	if p, ok := w.randomPatch(t, someSheet(t)); ok {
		w.write(t, func(tx *Tx) error { _, err := tx.Insert(p); return err })
	}
}

func (w *world) update(t *rapid.T) {
	s := someSheet(t)
	p, ok := w.randomPatch(t, s)
	ids := w.live(s)
	if !ok || len(ids) == 0 {
		return
	}
	p.Take(cells(t, s)[0]) // may empty it
	id := rapid.SampledFrom(ids).Draw(t, "row")
	w.write(t, func(tx *Tx) error { _, err := tx.Update(id, p); return err })
}

func (w *world) remove(t *rapid.T) {
	s := someSheet(t)
	ids := w.live(s)
	if len(ids) == 0 {
		return
	}
	id := rapid.SampledFrom(ids).Draw(t, "row")
	_, err := w.db.Write(context.Background(), "remove", "", func(tx *Tx) error { return tx.RemoveRows(s, []sheet.ID{id}) })
	if c := class(err); c != "" && (c != "Misused" || s != sheet.Meetings) {
		t.Fatal(err)
	}
}

// several adds, changes and removes rows in one batch, some of them its own.
func (w *world) several(t *rapid.T) {
	added := patch(sheet.Customers, cells(t, sheet.Customers)...)
	moved := w.live(sheet.Purchases)
	people := w.live(sheet.Customers)
	w.write(t, func(tx *Tx) error {
		id, err := tx.Insert(added)
		if err != nil {
			return err
		}
		for range 2 {
			p := patch(sheet.Purchases, cells(t, sheet.Purchases)...)
			p.Row.(*sheet.Purchase).Customer.ID = id
			p.Take("customer")
			if moved = append(moved, 0); err == nil {
				moved[len(moved)-1], err = tx.Insert(p)
			}
		}
		if err != nil {
			return err
		}
		p := sheet.NewPatch(sheet.Purchases) // as a merge does: a row changes its owner
		p.Row.(*sheet.Purchase).Customer.ID = id
		p.Take("customer")
		if _, err := tx.Update(rapid.SampledFrom(moved).Draw(t, "moved"), p); err != nil {
			return err
		}
		if err := tx.RemoveRows(sheet.Purchases, []sheet.ID{rapid.SampledFrom(moved).Draw(t, "out")}); err != nil || len(people) == 0 {
			return err
		}
		return tx.Remove([]sheet.ID{rapid.SampledFrom(people).Draw(t, "person")})
	})
}

// merge makes random customers one. Taking it back gives back every row, and taking
// that back the merger.
func (w *world) merge(t *rapid.T) {
	people := w.live(sheet.Customers)
	if len(people) < 2 {
		return
	}
	chosen := rapid.Permutation(people).Draw(t, "people")[:rapid.IntRange(2, min(3, len(people))).Draw(t, "how many")]
	before, figures := w.dump(), figuresOn(w.t, w.db, 0)
	w.write(t, func(tx *Tx) error { _, err := tx.Merge(chosen[0], chosen[1:]); return err })
	after := w.dump()
	w.check(t)
	w.undoWhole(t, w.lastID())
	w.same(t, "rows after a merger is undone", before, w.dump())
	w.same(t, "figures after a merger is undone", figures, figuresOn(w.t, w.db, 0))
	w.undoWhole(t, w.lastID())
	w.same(t, "rows after that is undone", after, w.dump())
}

// importFile imports a random file; the same file again brings nothing.
func (w *world) importFile(t *rapid.T) {
	var entries []entry
	for range rapid.IntRange(1, 5).Draw(t, "rows") {
		entries = append(entries, randomEntry(t))
	}
	o := Import{chunk: rapid.SampledFrom([]int{1, 2, 100}).Draw(t, "chunk"), OnMatch: rapid.SampledFrom([]sheet.OnMatch{sheet.Fill, sheet.Overwrite, sheet.Keep}).Draw(t, "on match")}
	before, rehearsal := w.dump(), o
	rehearsal.DryRun = true
	would := importAll(w.t, w.db, file(entries...), rehearsal)
	w.same(t, "rows after a rehearsed import", before, w.dump())
	s := importAll(w.t, w.db, file(entries...), o)
	w.same(t, "rehearsal", would.Counts, s.Counts)
	if s.Sum() != len(entries) {
		t.Fatalf("%d rows counted of %d", s.Sum(), len(entries))
	}
	// Rows that contradict each other overwrite each other for ever; and a row that
	// could not be taken may be, once more is known of its customer.
	if o.OnMatch != sheet.Overwrite && s.Rejected+s.Skipped == 0 {
		again := importAll(w.t, w.db, file(entries...), o)
		if again.Inserted+again.Updated > 0 {
			t.Fatalf("the same file again: %+v\n%s\nthen %s\nbefore %s\nnow %s", again.Counts, told(s), told(again), before, w.dump())
		}
	}
}

func randomEntry(t *rapid.T) entry {
	c := cells(t, sheet.Customers)
	e := entry{about(c[0], c[1]), about(c[2], c[3]), about(c[4], c[5]), about(c[8], c[9])}
	if c[15] != "" {
		e = append(e, own("几亩地", c[15]))
	}
	if rapid.IntRange(0, 3).Draw(t, "card") == 0 {
		e = append(e, card("东店", pick(t, "number", []string{"1", "2"})))
	}
	for range rapid.IntRange(0, 2).Draw(t, "parts") {
		s := sheet.ByKey(pick(t, "part", []string{"purchases", "interactions", "plans", "attendance"}))
		e = append(e, has(s, cells(t, s)...))
	}
	return e
}

// undo takes back a random batch, also one that undoes.
func (w *world) undo(t *rapid.T) {
	last := w.lastID()
	if last == 0 {
		return
	}
	id := rapid.Int64Range(1, last).Draw(t, "batch")
	before := w.dump()
	would, err1 := w.db.Undo(context.Background(), id, "undo", true)
	w.same(t, "rows after a rehearsed undo", before, w.dump())
	done, err2 := w.db.Undo(context.Background(), id, "undo", false)
	if class(err1) != class(err2) || class(err2) != "" && class(err2) != "NotFound" {
		t.Fatal(err1, err2)
	}
	w.same(t, "rehearsed undo", []int{would.Rows, would.Fields, len(would.Kept)}, []int{done.Rows, done.Fields, len(done.Kept)})
	if wrote := done.Batch.ID != 0; wrote != (done.Rows+done.Fields > 0) {
		t.Fatalf("an undo of %d rows and %d fields has batch %d", done.Rows, done.Fields, done.Batch.ID)
	}
}

func (w *world) lastID() (id int64) {
	if err := w.db.sql.QueryRow("SELECT coalesce(max(id),0) FROM batch").Scan(&id); err != nil {
		w.t.Fatal(err)
	}
	return id
}

func (w *world) dump() []string { return dump(w.t, w.db) }

func (w *world) same(t *rapid.T, what string, want, got any) {
	if diff := diffOf(want, got); diff != "" {
		t.Fatalf("%s (-want +got):\n%s", what, diff)
	}
}

// check holds the file to its own check, and the figures to a count in Go.
func (w *world) check(t *rapid.T) {
	err := w.db.View(context.Background(), func(v *View) error {
		wrong, err := v.check()
		if len(wrong) > 0 {
			t.Fatalf("check: %s", wrong[0].In(sheet.EN))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range []sheet.Date{0, day(pick(t, "as of", append(poolDays, "2026-03-04", "2020-01-01")))} {
		w.same(t, "figures as of "+d.String(), countFigures(w.t, w.db, d), figuresOn(w.t, w.db, d))
	}
	w.checkFinds(t)
}

// undoAndRedoAll undoes every batch, newest first, those that undo included, and
// then undoes all that in reverse. Nothing newer rests on anything then, so
// nothing is kept.
func (w *world) undoAndRedoAll(t *rapid.T) {
	full, last := w.dump(), w.lastID()
	for id := last; id > 0; id-- {
		w.undoWhole(t, id)
	}
	w.check(t)
	w.same(t, "rows after everything is undone", []string(nil), w.dump())
	for id := w.lastID(); id > last; id-- {
		w.undoWhole(t, id)
	}
	w.check(t)
	w.same(t, "rows after the undos are undone", full, w.dump())
	mustHold(w.t, w.db)
}

func (w *world) undoWhole(t *rapid.T, id int64) {
	done, err := w.db.Undo(context.Background(), id, "undo", false)
	if err != nil || done.Batch.ID == 0 || len(done.Kept) > 0 {
		t.Fatalf("undo of batch %d: %v, kept %v", id, err, kept(done))
	}
}

// countFigures counts the figures of every customer from the rows, as of day d, by
// the words of the design instead of the store's statement.
func countFigures(t testing.TB, db *DB, d sheet.Date) (lines []string) {
	t.Helper()
	if d == 0 {
		d = sheet.MakeDate(9999, 1, 1)
	}
	people := map[sheet.ID]*tally{}
	err := db.View(context.Background(), func(v *View) error {
		for _, s := range []*sheet.Sheet{sheet.Customers, sheet.Purchases, sheet.Interactions, sheet.Payments, sheet.Plans} {
			for row, err := range v.Rows(sheet.Query{Sheet: s}) {
				if err != nil {
					return err
				}
				countRow(people, row, d)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range slices.Sorted(maps.Keys(people)) {
		lines = append(lines, people[id].line(id))
	}
	return lines
}

// tally is a customer's figures being counted.
type tally struct {
	purchases, spent, debt     int64
	first, last, contact, next sheet.Date
	from, to                   sheet.Date // of the purchases themselves
	opening                    int64
	days                       map[sheet.Date]int64
}

func earlier(a, b sheet.Date) sheet.Date {
	if a == 0 || b != 0 && b < a {
		return b
	}
	return a
}

func countRow(people map[sheet.ID]*tally, row sheet.Row, d sheet.Date) {
	if c, ok := row.(*sheet.Customer); ok {
		people[c.ID] = &tally{opening: c.OpenCount.N, spent: c.OpenSpent.N, debt: c.OpenDebt.N, first: c.OpenLast, last: c.OpenLast, days: map[sheet.Date]int64{}}
		return
	}
	f := people[row.(sheet.OwnedRow).Owner().Customer.ID]
	if f == nil {
		return // a walk-in
	}
	switch r := row.(type) {
	case *sheet.Purchase:
		if r.On <= d {
			f.buy(r)
		}
	case *sheet.Interaction:
		if r.At.Date() <= d {
			f.contact = max(f.contact, r.At.Date())
		}
	case *sheet.Payment:
		if r.On <= d {
			f.debt -= r.Amount.N
		}
	case *sheet.Plan:
		if r.DoneOn == 0 || r.DoneOn > d && d < sheet.MakeDate(9999, 1, 1) {
			f.next = earlier(f.next, r.Due)
		}
	}
}

func (f *tally) buy(p *sheet.Purchase) {
	f.spent += p.Amount.N
	f.days[p.On] += p.Amount.N
	if p.Paid.Valid {
		f.debt += p.Amount.N - p.Paid.N
	}
	if p.Amount.N > 0 {
		f.purchases++
		f.first, f.last = earlier(f.first, p.On), max(f.last, p.On)
		f.from, f.to = earlier(f.from, p.On), max(f.to, p.On)
	}
}

func (f *tally) line(id sheet.ID) string {
	days, next := f.opening, sheet.Date(0)
	for _, sum := range f.days {
		if sum > 0 {
			days++
		}
	}
	if own := days - f.opening; own >= 3 {
		next = f.to + sheet.Date(int64(f.to-f.from)/(own-1))
	}
	c := &sheet.Customer{Head: sheet.Head{ID: id}, Purchases: sheet.MakeCount(f.opening + f.purchases), BuyDays: sheet.MakeCount(days), Spent: sheet.MakeMoney(f.spent),
		FirstPurchase: f.first, LastPurchase: f.last, NextPurchase: next, LastContact: f.contact, NextContact: f.next, Debt: sheet.MakeMoney(f.debt)}
	return line(sheet.Customers, c, func(c *sheet.Column) bool { return c.Origin == sheet.Derived && c.Key != "no" })
}
