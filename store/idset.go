package store

import (
	"iter"
	"maps"
	"math/bits"
	"slices"
)

// idSet is a set of rows: a bit each, in pages, because a file mostly brings all and a
// search finds many.
type idSet map[int64]*[64]uint64

func (s idSet) add(id int64) { s.page(id >> 12)[id>>6&63] |= 1 << (id & 63) }

// page is the nth page, to be written to.
func (s idSet) page(n int64) *[64]uint64 {
	page := s[n]
	if page == nil {
		page = new([64]uint64)
		s[n] = page
	}
	return page
}

// addRising adds rows in the order of their numbers, many of which share a page.
func (s idSet) addRising(ids iter.Seq[int64]) {
	at, page := int64(-1), (*[64]uint64)(nil)
	for id := range ids {
		if id>>12 != at {
			at = id >> 12
			page = s.page(at)
		}
		page[id>>6&63] |= 1 << (id & 63)
	}
}

func (s idSet) has(id int64) bool {
	page := s[id>>12]
	return page != nil && page[id>>6&63]&(1<<(id&63)) != 0
}

// join adds all of another set.
func (s idSet) join(other idSet) {
	for at, theirs := range other {
		page := s.page(at)
		for i, word := range theirs {
			page[i] |= word
		}
	}
}

// both are the rows in s and in other.
func (s idSet) both(other idSet) idSet {
	return s.combined(other, func(mine, theirs uint64) uint64 { return mine & theirs })
}

// without are the rows in s that aren't in other.
func (s idSet) without(other idSet) idSet {
	return s.combined(other, func(mine, theirs uint64) uint64 { return mine &^ theirs })
}

// combined is s with each of its words combined with that of other.
func (s idSet) combined(other idSet, combine func(mine, theirs uint64) uint64) idSet {
	result := make(idSet, len(s))
	for at, mine := range s {
		var page, theirs [64]uint64
		if other[at] != nil {
			theirs = *other[at]
		}
		any := uint64(0)
		for i := range page {
			page[i] = combine(mine[i], theirs[i])
			any |= page[i]
		}
		if any != 0 {
			result[at] = &page
		}
	}
	return result
}

func (s idSet) size() (n int) {
	for _, page := range s {
		for _, word := range page {
			n += bits.OnesCount64(word)
		}
	}
	return n
}

// list are the numbers of the rows, ascending.
func (s idSet) list() []int64 {
	ids := make([]int64, 0, s.size())
	for _, at := range slices.Sorted(maps.Keys(s)) {
		for i, word := range s[at] {
			for ; word != 0; word &= word - 1 {
				ids = append(ids, at<<12+int64(i*64+bits.TrailingZeros64(word)))
			}
		}
	}
	return ids
}

func idSetOf(ids []int64) idSet {
	s := idSet{}
	s.addRising(slices.Values(ids))
	return s
}
