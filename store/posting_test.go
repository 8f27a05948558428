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
