package intake

import (
	"hash/maphash"
	"unsafe"
)

const (
	wordSlots = 1 << 12
	trial     = 1 << 14 // words after which a column that rarely repeats itself is given up
)

// words keeps the last texts of a column, so that a word that comes again costs
// no memory. Its size is bounded; a column of ever new texts switches it off.
type words struct {
	slots       []string
	seed        maphash.Seed
	tries, hits int
	off         bool
}

// text is b as a string.
func (w *words) text(b []byte) string {
	if w.off {
		return string(b)
	}
	if w.slots == nil {
		w.slots, w.seed = make([]string, wordSlots), maphash.MakeSeed()
	}
	slot := &w.slots[maphash.Bytes(w.seed, b)%wordSlots]
	w.tries++
	if *slot == string(b) { // compares without making a string
		w.hits++
		return *slot
	}
	if w.tries >= trial {
		w.off, w.tries = 4*w.hits < w.tries, 0
		w.hits = 0
	}
	*slot = string(b)
	return *slot
}

// view is b as a string without a copy. It is only for parsers that keep nothing
// of the cell: numbers, dates and choices. It holds as long as b does.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
