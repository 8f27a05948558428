package store

import (
	"context"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"kehu/store/sheet"
)

// TestASheetThatComesAgain imports sheets about somebody again and again, while what
// is on file of her changes: what a sheet brings must be the same as if nobody
// remembered what it said before.
func TestASheetThatComesAgain(t *testing.T) {
	inWorlds(t, func(rt *rapid.T, w *world) {
		for range rapid.IntRange(1, 2).Draw(rt, "sheets") {
			rows := fewWords(rt)
			w.importBothWays(rt, rows)
			rapid.SampledFrom([]func(*rapid.T){w.correct, w.undo, func(*rapid.T) {}}).Draw(rt, "change")(rt)
			for _, e := range rows { // alone: the rows may contradict each other
				w.importBothWays(rt, []entry{e})
			}
			w.importBothWays(rt, fewWords(rt))
		}
	})
}

// fewWords are rows that say much the same of one customer, some of it in another column.
func fewWords(t *rapid.T) (entries []entry) {
	column := fewColumns(t)
	for range rapid.IntRange(1, 2).Draw(t, "rows") {
		e := entry{name("王秀兰"), phone("13812345678")}
		if word := pick(t, "word", []string{"东", "西", ""}); word != "" {
			e = append(e, about(column, word))
		}
		if rapid.IntRange(0, 4).Draw(t, "own") == 0 {
			e = append(e, own("几亩地", pick(t, "land", []string{"12", "15"})))
		}
		entries = append(entries, e)
	}
	return entries
}

func fewColumns(t *rapid.T) string { return pick(t, "column", []string{"village", "township", "tags"}) }

// correct changes somebody by hand.
func (w *world) correct(t *rapid.T) {
	ids := w.live(sheet.Customers)
	if len(ids) == 0 {
		return
	}
	p, column := sheet.NewPatch(sheet.Customers), sheet.Customers.Column(fewColumns(t))
	if err := p.Read(column, pick(t, "word", []string{"东", "西", ""}), sheet.Reading{}); err != nil {
		t.Fatal(err)
	}
	p.Take(column.Key) // may empty it
	w.write(t, func(tx *Tx) error { _, err := tx.Update(ids[0], p); return err })
}

// TestWhoKeepsAFingerprint counts the fingerprints after an import that should leave
// some, so that the short cut is one.
func TestWhoKeepsAFingerprint(t *testing.T) {
	wang, li := entry{name("王秀兰"), phone("13812345678"), village("后屯")}, entry{name("李国强"), phone("13912345678"), village("后屯")}
	moved := append(wang[:2:2], village("前屯"))
	cases := []struct {
		outcome string
		on      sheet.OnMatch
		files   [][]entry
		want    int
	}{
		{"who is new", sheet.Fill, [][]entry{{wang, li}}, 2},
		{"nobody, of a sheet that says no more than who it is", sheet.Fill, [][]entry{{wang[:2], li[:2]}}, 0},
		{"who was filled in", sheet.Fill, [][]entry{{wang[:2]}, {wang}}, 1},
		{"who was overwritten", sheet.Overwrite, [][]entry{{wang}, {moved}}, 1},
		{"who was overwritten by the same sheet", sheet.Overwrite, [][]entry{{wang, moved}}, 1},
		{"nobody of whom not all was taken", sheet.Fill, [][]entry{{wang, append(moved, about("remark", "常来"))}}, 0},
		{"who is as before, whatever else was said of him", sheet.Fill, [][]entry{{wang}, {moved}}, 1},
	}
	for _, tt := range cases {
		t.Run(tt.outcome, func(t *testing.T) {
			db := openTest(t)
			for _, rows := range tt.files {
				importAll(t, db, file(rows...), Import{OnMatch: tt.on})
			}
			compare(t, "fingerprints", tt.want, answer(t, db, "SELECT count(*) FROM fingerprint"))
		})
	}
}

func TestWhatWasNotTakenIsToldAgain(t *testing.T) {
	db := openTest(t)
	there, here := entry{name("王秀兰"), phone("13812345678"), village("后屯")}, entry{name("王秀兰"), phone("13812345678"), village("前屯")}
	importAll(t, db, file(there, here), Import{})
	s := importAll(t, db, file(here), Import{})
	compare(t, "notes", []string{"2 differs 村: kept “后屯”, the file says “前屯”"}, told(s))
}

// TestAFileOfTheFirstVersion opens a file that knows no fingerprints.
func TestAFileOfTheFirstVersion(t *testing.T) {
	path := filepath.Join(t.TempDir(), "k.db")
	db, err := open(context.Background(), path, testOptions, migrations()[:1])
	if err != nil {
		t.Fatal(err)
	}
	p := sheet.NewPatch(sheet.Customers)
	for key, cell := range map[string]string{"name": "王秀兰", "phone": "13812345678", "village": "后屯"} {
		if err := p.Read(sheet.Customers.Column(key), cell, sheet.Reading{}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := db.Write(context.Background(), "add", "", func(tx *Tx) error { _, err := tx.Insert(p); return err }); err != nil {
		t.Fatal(err)
	}
	before := dump(t, db)
	db.Close()
	if db, err = Open(context.Background(), path, testOptions); err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	s := importAll(t, db, file(entry{name("王秀兰"), phone("13812345678"), village("后屯")}), Import{})
	compare(t, "counts", counts(0, 0, 1, 0, 0), s.Counts)
	compare(t, "rows", before, dump(t, db))
	mustHold(t, db)
}
