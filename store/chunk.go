package store

import (
	"cmp"
	"reflect"
	"slices"

	"kehu/store/sheet"
)

// chunkRows is the number of records decided before they are written: enough that
// sorting them lets index pages be written few times, few enough to hold two.
const chunkRows = 32 << 10

// chunk is a stretch of decided records on its way to be written.
type chunk struct {
	rows      []outcome
	added     []newcomer
	updates   []update
	plans     []update // what became of plans on file
	parts     map[*sheet.Sheet][]part
	customers Counts // of the rows' customers, where nothing is left to write
	notes     Notes
	slabs     slabs
	err       error
}

// outcome is what became of a source row so far.
type outcome struct {
	line int32
	Outcome
	skipped bool // part of it was removed on purpose
}

// final is the outcome when all parts are written. A row of which nothing came is
// unchanged, unless that was because it is not wanted back.
func (o outcome) final() Outcome {
	if o.Outcome == Skipped && !o.skipped {
		return Unchanged
	}
	return o.Outcome
}

// newcomer is a customer to add.
type newcomer struct {
	row  *sheet.Customer
	set  sheet.Columns
	src  int64
	said hash64
}

// update is what a record says of a row on file.
type update struct {
	id    sheet.ID
	patch sheet.Patch
	on    sheet.OnMatch
	sure  sheet.Columns // taken even if the row is only to be filled
	kept  sheet.Columns // left even if the row is to be overwritten
	row   int32         // index into rows
	said  hash64        // of a customer: the fingerprint of the patch
}

// part is a row of another sheet to add, if it isn't there.
type part struct {
	row  sheet.Row
	set  sheet.Columns
	base hash64 // of its identity
	src  int64  // the same of this occurrence
	of   int32  // index into rows
}

// slabs keep the rows of each sheet that somebody has made, to be used again.
type slabs map[*sheet.Sheet]*slab

type slab struct {
	rows []sheet.Row
	used int
}

func newChunk(size int) *chunk {
	return &chunk{rows: make([]outcome, 0, size), parts: map[*sheet.Sheet][]part{}, slabs: slabs{}}
}

// reset empties the chunk and keeps its memory.
func (c *chunk) reset() {
	clear(c.added)
	clear(c.updates)
	clear(c.plans)
	c.rows, c.added, c.updates, c.plans, c.customers = c.rows[:0], c.added[:0], c.updates[:0], c.plans[:0], Counts{}
	for s, parts := range c.parts {
		c.parts[s] = parts[:0]
	}
	c.slabs.reset()
}

// reset makes all rows free again.
func (all slabs) reset() {
	for _, kept := range all {
		kept.used = 0
	}
}

// copyOf is a copy of a row of s that lasts until reset.
func (all slabs) copyOf(s *sheet.Sheet, row sheet.Row) sheet.Row {
	kept := all[s]
	if kept == nil {
		kept = new(slab)
		all[s] = kept
	}
	if kept.used == len(kept.rows) {
		kept.rows = append(kept.rows, s.New())
	}
	copied := kept.rows[kept.used]
	kept.used++
	reflect.ValueOf(copied).Elem().Set(reflect.ValueOf(row).Elem())
	return copied
}

// note says something of the chunk's row.
func (c *chunk) note(to *NoteList, row int32, column string, reason sheet.Words) {
	to.latest = append(to.latest, Note{Line: int(c.rows[row].line), Column: column, Reason: reason})
}

// sortByOwner sorts rows as the index on customer and date has them, so that its
// pages are written once.
func sortByOwner(s *sheet.Sheet, parts []part) {
	if !s.OfCustomer() {
		return
	}
	type key struct {
		owner, when int64
		index       int
	}
	when := s.Column(s.When)
	keys := make([]key, len(parts))
	for i, p := range parts {
		keys[i] = key{owner: ownerOf(p.row), index: i}
		if when != nil {
			keys[i].when, _ = when.Field(p.row).Value().(int64)
		}
	}
	slices.SortFunc(keys, func(a, b key) int {
		return cmp.Or(cmp.Compare(a.owner, b.owner), cmp.Compare(a.when, b.when), cmp.Compare(a.index, b.index))
	})
	sorted := make([]part, len(parts))
	for i, k := range keys {
		sorted[i] = parts[k.index]
	}
	copy(parts, sorted)
}
