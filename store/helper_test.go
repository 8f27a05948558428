package store

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"testing"

	"kehu/store/sheet"
)

// mustHold fails unless check finds nothing wrong.
func mustHold(t testing.TB, db *DB) {
	t.Helper()
	wrong, err := db.Check(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range wrong {
		t.Errorf("check: %s", w.In(sheet.EN))
	}
}

// class is the class of an error, "" for none.
func class(err error) string {
	var e *sheet.Error
	switch {
	case err == nil:
		return ""
	case !errors.As(err, &e):
		return "unclassed: " + err.Error()
	}
	return []string{"Failed", "Misused", "NotFound", "Ambiguous", "Rejected", "Busy", "Damaged", "Unanswered", "Interrupted"}[e.Failure]
}

// fact is something a row of a foreign sheet says.
type fact func(*sheet.Record)

// entry is a row of a foreign sheet.
type entry []fact

// about says a cell of the customer.
func about(key, cell string) fact {
	return func(r *sheet.Record) {
		if err := r.Customer.Read(sheet.Customers.Column(key), cell, sheet.Reading{Today: day("2026-03-05")}); err != nil {
			panic(err)
		}
	}
}

func name(s string) fact    { return about("name", s) }
func phone(s string) fact   { return about("phone", s) }
func village(s string) fact { return about("village", s) }

// no is kehu's own number.
func no(n int) fact { return func(r *sheet.Record) { r.Customer.Row.Base().ID = sheet.ID(n) } }

// card is the customer's number in a shop.
func card(shop, number string) fact {
	return func(r *sheet.Record) {
		r.Number = &sheet.Number{Shop: sheet.MakeText(shop), Number: sheet.MakeText(number)}
	}
}

// own is a cell of the user's own column.
func own(column, cell string) fact {
	return func(r *sheet.Record) { addExtra(r.Customer.Row, column, cell) }
}

func addExtra(row sheet.Row, column, cell string) {
	if row.Base().Extra == nil {
		row.Base().Extra = map[string]string{}
	}
	row.Base().Extra[column] = cell
}

// has is a row of another sheet: has(sheet.Purchases, "on", "2026-03-01", …).
func has(s *sheet.Sheet, cells ...string) fact {
	return func(r *sheet.Record) { r.Parts = append(r.Parts, patch(s, cells...)) }
}

// patch is a patch of s with those cells; one of the user's own columns is marked by +.
func patch(s *sheet.Sheet, cells ...string) sheet.Patch {
	p := sheet.NewPatch(s)
	for i := 0; i < len(cells); i += 2 {
		if column, ok := strings.CutPrefix(cells[i], "+"); ok {
			addExtra(p.Row, column, cells[i+1])
		} else if err := p.Read(s.Column(cells[i]), cells[i+1], sheet.Reading{Today: day("2026-03-05")}); err != nil {
			panic(err)
		}
	}
	return p
}

// bought is a purchase of one piece.
func bought(on, product, amount string) fact {
	return has(sheet.Purchases, "on", on, "product", product, "qty", "1", "amount", amount)
}

// bad is a cell that can't be read.
func bad(column string, fatal bool) fact {
	return func(r *sheet.Record) {
		r.Problems = append(r.Problems, sheet.Problem{Column: column, Reason: sheet.W("读不懂", "unreadable"), Fatal: fatal})
	}
}

func skipped(r *sheet.Record) { r.Skip = sheet.W("合计行", "a total") }

// file yields the entries as an import reads them, from line 2 on.
func file(entries ...entry) iter.Seq2[*sheet.Record, error] {
	return func(yield func(*sheet.Record, error) bool) {
		for i, e := range entries {
			r := &sheet.Record{Line: i + 2, Customer: sheet.NewPatch(sheet.Customers)}
			for _, f := range e {
				f(r)
			}
			if !yield(r, nil) {
				return
			}
		}
	}
}

func day(iso string) sheet.Date {
	var d sheet.Date
	if err := d.Parse(iso, sheet.Reading{}); err != nil {
		panic(err)
	}
	return d
}

// dump is every row that is there with all it holds, a line each, figures apart.
func dump(t testing.TB, db *DB) (lines []string) {
	t.Helper()
	err := db.View(context.Background(), func(v *View) error {
		for _, s := range sheet.All() {
			for row, err := range v.Rows(sheet.Query{Sheet: s, Sort: []sheet.Order{{Column: s.Column("no")}}}) {
				if err != nil {
					return err
				}
				lines = append(lines, line(s, row, (*sheet.Column).Stored))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// line is a row's number and the cells of those columns that hold something.
func line(s *sheet.Sheet, row sheet.Row, which func(*sheet.Column) bool) string {
	id := row.Base().ID
	cells := []string{s.Prefix + id.String()}
	for _, c := range s.Columns {
		if field := c.Field(row); which(c) && !field.Empty() {
			cells = append(cells, c.Key+"="+field.String())
		}
	}
	for _, name := range slices.Sorted(maps.Keys(row.Base().Extra)) {
		cells = append(cells, "+"+name+"="+row.Base().Extra[name])
	}
	return strings.Join(cells, " ")
}

// figuresOn are the figures of all customers as of a day, 0 for everything on file.
func figuresOn(t testing.TB, db *DB, d sheet.Date) (lines []string) {
	t.Helper()
	derived := func(c *sheet.Column) bool { return c.Origin == sheet.Derived && c.Key != "no" }
	err := db.View(context.Background(), func(v *View) error {
		for row, err := range v.Rows(sheet.Query{Sheet: sheet.Customers, AsOf: d, Sort: []sheet.Order{{Column: sheet.Customers.Column("no")}}}) {
			if err != nil {
				return err
			}
			row.Base().Extra = nil
			lines = append(lines, line(sheet.Customers, row, derived))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// told are the notes of an import, a line each.
func told(s Summary) (lines []string) {
	for i, list := range s.lists() {
		kind := []string{"rejected", "warned", "skipped", "differs", "suspect"}[i]
		for n := range list.All() {
			text := fmt.Sprintf("%d %s", n.Line, kind)
			if n.Column != "" {
				text += " " + n.Column
			}
			lines = append(lines, text+": "+n.Reason.In(sheet.EN))
		}
	}
	return lines
}

// write runs change as one batch and fails the test where it can't.
func write(t testing.TB, db *DB, change func(*Tx) error) Batch {
	t.Helper()
	b, err := db.Write(context.Background(), "test", "kehu test", change)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// insert adds a row as one batch; customer is its owner, 0 for none.
func insert(t testing.TB, db *DB, s *sheet.Sheet, customer sheet.ID, cells ...string) (id sheet.ID) {
	t.Helper()
	p := patch(s, cells...)
	if customer != 0 {
		p.Row.(sheet.OwnedRow).Owner().Customer.ID = customer
		p.Take("customer")
	}
	write(t, db, func(tx *Tx) (err error) {
		id, err = tx.Insert(p)
		return err
	})
	return id
}

// update changes cells of a row as one batch.
func update1(t testing.TB, db *DB, s *sheet.Sheet, id sheet.ID, cells ...string) Batch {
	t.Helper()
	return write(t, db, func(tx *Tx) error {
		_, err := tx.Update(id, patch(s, cells...))
		return err
	})
}

func remove(t testing.TB, db *DB, ids ...sheet.ID) Batch {
	t.Helper()
	return write(t, db, func(tx *Tx) error { return tx.Remove(ids) })
}

func undo1(t testing.TB, db *DB, id int64) Undone {
	t.Helper()
	done, err := db.Undo(context.Background(), id, "kehu undo", false)
	if err != nil {
		t.Fatal(err)
	}
	return done
}
