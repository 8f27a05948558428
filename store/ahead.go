package store

import (
	"iter"
	"maps"

	"kehu/store/sheet"
)

const (
	sheafRows = 1 << 10 // records handed over at once
	sheaves   = 4       // read ahead at most: some five megabytes
)

// sheaf is a stretch of records read ahead of deciding, copied from the rows that
// their reader uses again.
type sheaf struct {
	records []sheet.Record
	slabs   slabs
	err     error // of the records, behind these
}

// read copies the records into sheaves until there are no more, an error ends them,
// or nobody waits for them any longer.
func (im *importing) read(records iter.Seq2[*sheet.Record, error]) {
	defer close(im.sheaves)
	size := min(sheafRows, im.options.chunk)
	now := newSheaf(size)
	for r, err := range records {
		if err == nil {
			err = im.ctx.Err()
		}
		if err != nil {
			now.err = err
			break
		}
		now.take(r)
		if len(now.records) < size {
			continue
		}
		if !im.pass(now) {
			return
		}
		now = im.emptySheaf(size)
	}
	im.pass(now)
}

// pass hands a sheaf over; false when nobody takes it.
func (im *importing) pass(s *sheaf) bool {
	select {
	case im.sheaves <- s:
		return true
	case <-im.ctx.Done():
		return false
	}
}

func newSheaf(size int) *sheaf {
	return &sheaf{records: make([]sheet.Record, 0, size), slabs: slabs{}}
}

func (im *importing) emptySheaf(size int) *sheaf {
	select {
	case s := <-im.decided:
		s.records = s.records[:0]
		s.slabs.reset()
		return s
	default:
		return newSheaf(size)
	}
}

// giveBack lets a sheaf be used again.
func (im *importing) giveBack(s *sheaf) {
	select {
	case im.decided <- s:
	default:
	}
}

// take keeps a copy of r.
func (s *sheaf) take(r *sheet.Record) {
	n := len(s.records)
	s.records = s.records[:n+1]
	kept := &s.records[n]
	parts, problems := kept.Parts[:0], kept.Problems[:0]
	*kept = *r
	kept.Problems = append(problems, r.Problems...)
	kept.Customer.Row = s.copyOf(sheet.Customers, r.Customer.Row)
	if r.Number != nil {
		kept.Number = s.copyOf(sheet.Numbers, r.Number).(*sheet.Number)
	}
	if r.Void != nil {
		kept.Void = s.copyOf(sheet.Purchases, r.Void).(*sheet.Purchase)
	}
	for _, p := range r.Parts {
		p.Row = s.copyOf(p.Sheet, p.Row)
		parts = append(parts, p)
	}
	kept.Parts = parts
}

func (s *sheaf) copyOf(of *sheet.Sheet, row sheet.Row) sheet.Row {
	if row == nil {
		return nil
	}
	copied := s.slabs.copyOf(of, row)
	copied.Base().Extra = maps.Clone(copied.Base().Extra)
	return copied
}

// matters are the columns that the first records fill of their customers, and whether
// they fill any of the user's own: none where they fill only what customers are found by.
func (im *importing) matters(first *sheaf) (columns sheet.Columns, own bool) {
	if first == nil || im.options.plain {
		return 0, false
	}
	for i := range first.records {
		if c := first.records[i].Customer; c.Row != nil {
			columns |= c.Set
			own = own || len(c.Row.Base().Extra) > 0
		}
	}
	if columns&^im.found == 0 && !own {
		return 0, false
	}
	return columns, own
}
