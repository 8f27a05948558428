package store

import (
	"context"
	"iter"

	"kehu/store/sheet"
)

// Import says how records become rows.
type Import struct {
	Verb     string      // the command's name, for the history
	Command  string      // as it was typed, for the history
	Title    sheet.Words // the file, for errors about the whole of it
	OnMatch  sheet.OnMatch
	Shop     string          // whose sheet it is, where a row names no shop
	Key      []*sheet.Column // of one sheet: a row with the same cells there, and in the same shop, is corrected
	Replace  *sheet.Sheet    // whose rows of Shop go that the file lacks, within its days; nil: none
	Whole    bool            // they go however many they are; else above 5 % nothing is written and the error is Failed
	DryRun   bool            // decide and count, write nothing
	Progress func(rows int)  // called now and then; may be nil

	chunk int  // records decided before they are written; 0: chunkRows
	plain bool // whatever a row says of a known customer is merged: a test's yardstick
}

// Outcome is what became of a source row, or of a part of it. A row counts once:
// the largest of its parts' outcomes.
type Outcome uint8

// The outcomes, in the order in which they prevail.
const (
	Skipped Outcome = iota
	Unchanged
	Updated
	Inserted
	RejectedRow
)

// Counts counts outcomes.
type Counts struct{ Inserted, Updated, Unchanged, Rejected, Skipped int }

func (c *Counts) add(o Outcome) {
	switch o {
	case Skipped:
		c.Skipped++
	case Unchanged:
		c.Unchanged++
	case Updated:
		c.Updated++
	case Inserted:
		c.Inserted++
	case RejectedRow:
		c.Rejected++
	}
}

// plus adds the counts of o.
func (c *Counts) plus(o Counts) {
	c.Inserted += o.Inserted
	c.Updated += o.Updated
	c.Unchanged += o.Unchanged
	c.Rejected += o.Rejected
	c.Skipped += o.Skipped
}

// Sum is the number of rows counted.
func (c Counts) Sum() int { return c.Inserted + c.Updated + c.Unchanged + c.Rejected + c.Skipped }

// Summary accounts for every row of an import.
type Summary struct {
	Counts
	Notes
	Batch  Batch
	Parts  map[string]*Counts // by sheet; of customers every row counts that names one
	Amount int64              // 分: the purchases in the file, as a control total; those of rejected rows are not known
	Added  int64              // 分: those of them that were inserted

	Voided  int // sales taken back, because the file says that their order came to nothing
	Removed int // rows of Import.Replace taken out
	Missing int // rows that would have been, had no row been rejected
}

// part is the count of a sheet.
func (s *Summary) part(key string) *Counts {
	if s.Parts[key] == nil {
		s.Parts[key] = new(Counts)
	}
	return s.Parts[key]
}

// Import writes records as one batch: all of it, or nothing. One goroutine reads
// and decides, another writes. Errors of the records' own end it with nothing
// written; a row that can't be taken is counted and told in the Summary.
func (db *DB) Import(ctx context.Context, records iter.Seq2[*sheet.Record, error], o Import) (Summary, error) {
	summaries, err := db.ImportAll(ctx, Portion{records, o})
	if err != nil {
		return Summary{}, err
	}
	return summaries[0], nil
}

// importOne pipes records from reading over deciding to writing. Which columns of the
// customers on file matter, the first records show.
func (tx *Tx) importOne(p Portion, file *whole, summary *Summary) error {
	ctx, stop := context.WithCancel(tx.ctx)
	im := newImporting(ctx, p.Import)
	go im.read(p.Records)
	defer drain(stop, im.sheaves) // the reader of records must have ended when we return
	l, err := tx.newLoader(file, summary, p.Import)
	if err != nil {
		return err
	}
	first := <-im.sheaves
	roll := newRoll(im.matters(first))
	if im.matcher, err = tx.newMatcher(roll); err != nil {
		return err
	}
	l.shape = roll.shape
	if im.held, err = tx.gatherings(); err != nil {
		return err
	}
	im.matcher.shop = p.Shop
	go im.decide(first)
	defer drain(stop, im.chunks)
	for c := range im.chunks {
		if c.err != nil {
			return c.err
		}
		if err := l.write(c); err != nil {
			return err
		}
		if p.Progress != nil {
			p.Progress(summary.Sum())
		}
		im.free <- c
	}
	if err := tx.ctx.Err(); err != nil { // what came is not all
		return err
	}
	file.voided = append(file.voided, im.voided...)
	return l.finish()
}

// drain stops whoever sends and waits for his end.
func drain[T any](stop func(), from <-chan T) {
	stop()
	for range from {
	}
}
