package store

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"testing"

	"kehu/store/sheet"
)

// TestPortions imports a file of several sheets as one batch, after a rehearsal that
// must tell the same, and undoes it.
func TestPortions(t *testing.T) {
	sale := func(day int, more ...string) entry {
		return append(wang, sold(fmt.Sprintf("2026-03-%02d", day), fmt.Sprint(1000+day), "钙片", "1", "198", more...))
	}
	month := func(from, to int) (sales []entry) {
		for day := from; day <= to; day++ {
			sales = append(sales, sale(day))
		}
		return sales
	}
	customer := "#1 name=王秀兰 phone=13812345678 village=后屯"
	bill := func(row, day int, more string) string {
		return fmt.Sprintf("b%d customer=王秀兰 shop=东店 on=2026-03-%02d order_no=%d product=钙片 qty=1 amount=198.00%s", row, day, 1000+day, more)
	}
	bills := func(from, to int) (lines []string) {
		for day := from; day <= to; day++ {
			lines = append(lines, bill(day, day, ""))
		}
		return lines
	}
	cases := []struct {
		outcome string
		onFile  []entry
		sheets  [][]entry
		options night
		counts  []Counts
		removed int
		missing int
		want    []string // nil: as before
		refused string
	}{
		{outcome: "a later sheet finds the customers of an earlier one, by their names alone",
			sheets: [][]entry{{wang, {name("李建国"), village("三岔河")}}, {{name("王秀兰"), bought("2026-03-01", "钙片", "198")}, {name("李建国"), bought("2026-03-01", "鱼油", "99")}}},
			counts: []Counts{counts(2, 0, 0, 0, 0), counts(2, 0, 0, 0, 0)},
			want: []string{customer, "#2 name=李建国 village=三岔河", "b1 customer=王秀兰 shop=东店 on=2026-03-01 product=钙片 qty=1 amount=198.00",
				"b2 customer=李建国 shop=东店 on=2026-03-01 product=鱼油 qty=1 amount=99.00"}},
		{outcome: "a page of all that other pages have brings nothing new",
			sheets: [][]entry{month(1, 2), month(3, 4), month(1, 4)},
			counts: []Counts{counts(2, 0, 0, 0, 0), counts(2, 0, 0, 0, 0), counts(0, 0, 4, 0, 0)},
			want:   append([]string{customer}, bills(1, 4)...)},
		{outcome: "a row of another page with the same key is no correction of this one's, on file or not",
			onFile:  []entry{sale(1)},
			options: night{key: []string{"order_no", "product"}},
			sheets:  [][]entry{{sale(1), sale(2)}, {sale(1, "qty", "2"), sale(2, "qty", "2")}},
			counts:  []Counts{counts(1, 0, 1, 0, 0), counts(2, 0, 0, 0, 0)},
			want: []string{customer, bill(1, 1, ""), bill(2, 2, ""), "b3 customer=王秀兰 shop=东店 on=2026-03-01 order_no=1001 product=钙片 qty=2 amount=198.00",
				"b4 customer=王秀兰 shop=东店 on=2026-03-02 order_no=1002 product=钙片 qty=2 amount=198.00"}},
		{outcome: "what all pages lack within their days goes, and nothing else",
			onFile:  month(1, 30),
			options: night{replace: true},
			sheets:  [][]entry{append(month(1, 8), month(10, 10)...), month(21, 30), month(8, 8)},
			counts:  []Counts{counts(0, 0, 9, 0, 0), counts(0, 0, 10, 0, 0), counts(0, 0, 1, 0, 0)},
			removed: 1,
			want:    append(append([]string{customer}, bills(1, 8)...), bills(10, 30)...)},
		{outcome: "nor where a row of one page is rejected",
			onFile:  month(1, 20),
			options: night{replace: true},
			sheets:  [][]entry{append(month(1, 8), month(10, 20)...), {{bad("日期", true)}}},
			counts:  []Counts{counts(0, 0, 19, 0, 0), counts(0, 0, 0, 1, 0)},
			missing: 1},
		{outcome: "one truncated page: nothing of any is written",
			onFile:  month(1, 20),
			options: night{replace: true},
			sheets:  [][]entry{{{name("李建国")}}, append(month(1, 2), month(5, 20)...)},
			refused: "of 20 Purchases of 东店 in these days the file lacks 2, as a truncated one would; nothing was written. If they are to go use --replace=all"},
		{outcome: "one page that can't be read to its end: nothing of any is written",
			sheets: [][]entry{month(1, 2), {nil}}, refused: "the file is torn"},
	}
	for _, c := range cases {
		t.Run(c.outcome, func(t *testing.T) {
			db := openTest(t)
			importAll(t, db, file(c.onFile...), Import{Shop: "东店"})
			before := dump(t, db)
			would, err := importPages(db, c.sheets, c.options, true)
			compare(t, "rows after a rehearsal", before, dump(t, db))
			did, err2 := importPages(db, c.sheets, c.options, false)
			compare(t, "errors", [2]string{complaint(err), complaint(err2)}, [2]string{c.refused, c.refused})
			if c.refused != "" {
				compare(t, "rows", before, dump(t, db))
				return
			}
			for i, s := range did {
				compare(t, "counts", []Counts{c.counts[i], c.counts[i]}, []Counts{would[i].Counts, s.Counts})
				compare(t, "batch", did[0].Batch, s.Batch)
			}
			compare(t, "removed and missing", []int{c.removed, c.missing}, []int{did[0].Removed, did[0].Missing})
			if c.want == nil {
				c.want = before
			}
			compare(t, "rows", c.want, dump(t, db))
			mustHold(t, db)
			if did[0].Batch.ID != 0 {
				undo1(t, db, did[0].Batch.ID)
				compare(t, "rows after the undo", before, dump(t, db))
			}
		})
	}
}

// importPages imports pages as one file. One that ends in no entry is torn there.
func importPages(db *DB, pages [][]entry, n night, dryRun bool) ([]Summary, error) {
	o := n.options(0)
	o.DryRun = dryRun
	var portions []Portion
	for _, page := range pages {
		portions = append(portions, Portion{tornAt(page), o})
	}
	return db.ImportAll(context.Background(), portions...)
}

func tornAt(page []entry) iter.Seq2[*sheet.Record, error] {
	if page[len(page)-1] != nil {
		return file(page...)
	}
	return func(yield func(*sheet.Record, error) bool) { yield(nil, errors.New("the file is torn")) }
}

func complaint(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
