package store

import (
	"context"
	"iter"

	"kehu/store/sheet"
)

// Portion is one of the sheets that an import brings: a text, or a worksheet.
type Portion struct {
	Records iter.Seq2[*sheet.Record, error]
	Import
}

// ImportAll is Import of all worksheets of a workbook as one batch, of the first's
// Verb, Command and DryRun: what one brings is on file for the next. It tells what
// became of each.
func (db *DB) ImportAll(ctx context.Context, portions ...Portion) ([]Summary, error) {
	conn, err := db.sql.Conn(ctx)
	if err != nil {
		return nil, db.explain(err)
	}
	defer conn.Close()
	// Every reference comes from the matcher or was looked up in this transaction:
	// the engine needs not look each up again, a row at a time. Neither switch can be
	// interrupted: one that is may have been thrown all the same.
	whole := context.WithoutCancel(ctx)
	if _, err := conn.ExecContext(whole, "PRAGMA foreign_keys = OFF"); err != nil {
		return nil, db.explain(err)
	}
	defer conn.ExecContext(whole, "PRAGMA foreign_keys = ON")
	first := portions[0]
	var summaries []Summary
	batch, err := db.writeOn(ctx, conn, Batch{Verb: first.Verb, Command: first.Command}, func(tx *Tx) (err error) {
		if summaries, err = tx.importAll(portions); err != nil || !first.DryRun {
			return err
		}
		return errDryRun
	})
	if err != nil && err != errDryRun {
		return nil, err
	}
	for i := range summaries {
		summaries[i].Batch = batch
	}
	return summaries, nil
}

// errDryRun rolls a rehearsal back.
var errDryRun = &sheet.Error{Words: sheet.W("演习", "rehearsal")}

// importAll imports one portion after the other, and then takes out what came to nothing
// and what all of them lack.
func (tx *Tx) importAll(portions []Portion) ([]Summary, error) {
	summaries, file := make([]Summary, len(portions)), &whole{}
	for i, p := range portions {
		summaries[i].Parts = map[string]*Counts{}
		if err := tx.importOne(p, file, &summaries[i]); err != nil {
			return nil, err
		}
	}
	if err := file.takeBack(tx, &summaries[0]); err != nil {
		return nil, err
	}
	return summaries, file.replace(tx)
}

// whole is what the portions of an import have in common: they are one file.
type whole struct {
	before    map[*sheet.Sheet]int64   // the last row on file before it
	brought   map[*sheet.Sheet][]idSet // the rows on file that each portion brought so far
	shortages map[*sheet.Sheet]*shortage
	voided    []voided // the sales that the portions say came to nothing
}

// has reports whether a portion brought the row of s.
func (w *whole) has(s *sheet.Sheet, id int64) bool {
	for _, rows := range w.brought[s] {
		if rows.has(id) {
			return true
		}
	}
	return false
}
