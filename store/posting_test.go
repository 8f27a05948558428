package store

import (
	"context"
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// TestListsAreWhatTheIndexMatches holds lists read from the pages to what MATCH finds, in
// an index of many segments, some of them merged.
func TestListsAreWhatTheIndexMatches(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		db := openTest(t)
		defer db.Close()
		var terms []string
		for i := range rapid.IntRange(1, 60).Draw(rt, "terms") {
			terms = append(terms, fmt.Sprintf("y%c%c", '一'+i%7, '一'+i))
		}
		doSQL(t, db, fmt.Sprintf("INSERT INTO concordance(concordance, rank) VALUES('pgsz', %d)", rapid.SampledFrom([]int{64, 200, 4050}).Draw(rt, "page")))
		for range rapid.IntRange(0, 12).Draw(rt, "writes") {
			first, n := rapid.Int64Range(1, 1<<42).Draw(rt, "first"), rapid.Int64Range(0, 300).Draw(rt, "n")
			text := rapid.SampledFrom(terms).Draw(rt, "term") + " " + rapid.SampledFrom(terms).Draw(rt, "other")
			step := rapid.Int64Range(1, 200).Draw(rt, "step")
			doSQL(t, db, fmt.Sprintf("WITH r(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM r WHERE n < %[4]d) INSERT INTO concordance(rowid, words) SELECT %[1]d + n * %[2]d, '%[3]s' || iif(n %% 5 = 0, ' y唯' || n, '') FROM r", first, step, text, n))
			if rapid.Bool().Draw(rt, "merge") {
				doSQL(t, db, "INSERT INTO concordance(concordance, rank) VALUES('merge', -2)")
			}
		}
		sought := []term{{"y", true}, {"y一", true}, {"y唯", true}, {"y唯100", false}, {"x", true}, {"z", false}}
		for _, text := range terms {
			sought = append(sought, term{text, false})
		}
		compareLists(t, db, sought)
	})
}

func compareLists(t *testing.T, db *DB, sought []term) {
	t.Helper()
	err := db.View(context.Background(), func(v *View) error {
		p, err := v.postings()
		if err != nil {
			return err
		}
		if err := p.read(sought); err != nil {
			return err
		}
		for _, s := range sought {
			want, err := v.list("SELECT rowid AS n FROM concordance WHERE concordance MATCH ? ORDER BY rowid LIMIT -1", s.match())
			if err != nil {
				return err
			}
			compare(t, s.match(), fmt.Sprint(want), fmt.Sprint(p.known[s].list()))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// FuzzPages reads pages of a damaged file: each is refused or read, and a search goes on.
func FuzzPages(f *testing.F) {
	f.Add([]byte{0, 0, 0, 15, 4, '0', 'y', 0xe4, 0xb8, 1, 1, 0, 1, 2, 3, 4}, false)
	f.Add([]byte("\x00\x00\x00\x0e\xff\xff\xff\xff\xff\xff\xff\xff\xff0\x04"), false) // a term of -1 bytes
	f.Add([]byte("\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff\xff\x7f\x00\x00"), true)   // very many levels
	f.Fuzz(func(t *testing.T, block []byte, open bool) {
		list := reading{sought: []byte("0y"), prefix: true, into: idSet{}, open: open}
		list.page(block)
		list.page(block)
		if segments, err := readSegments(block); err == nil && len(segments) > len(block) {
			t.Errorf("%d segments in %d bytes", len(segments), len(block))
		}
	})
}
