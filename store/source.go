package store

import (
	"slices"

	"kehu/store/sheet"
)

// hash64 is FNV-1a (Fowler, Noll, Vo) over words and texts, with a finishing mix
// so that short values spread over all bits.
type hash64 uint64

const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

func (h hash64) text(s string) hash64 {
	for i := range len(s) {
		h = (h ^ hash64(s[i])) * fnvPrime
	}
	return (h ^ 0xff) * fnvPrime // a separator no UTF-8 text holds
}

func (h hash64) number(n int64) hash64 {
	h ^= hash64(n) * 0x9e3779b97f4a7c15
	h = (h ^ h>>32) * fnvPrime
	return h ^ h>>29
}

func (h hash64) field(f sheet.Field) hash64 {
	if ref, ok := f.(*sheet.Ref); ok && ref.ID == 0 {
		return h.text(ref.Name).number(int64(ref.On)) // of a row that is still to be made
	}
	switch v := f.Value().(type) {
	case int64:
		return h.number(v)
	case string:
		return h.text(v)
	}
	return h.number(-1 << 62) // empty is not zero
}

// identity is the hash of what tells two rows of one customer apart. A sale of which a
// part was refunded is the one that it was before.
func identity(s *sheet.Sheet, columns []*sheet.Column, row sheet.Row) hash64 {
	h := hash64(fnvOffset).text(s.Key)
	if sale, ok := row.(*sheet.Purchase); ok && sale.Refund.N != 0 {
		before := *sale
		before.Amount.N += sale.Refund.N
		row = &before
	}
	for _, c := range columns {
		h = h.field(c.Field(row))
	}
	return h
}

// nth is the src of the nth row (from 0) with the same identity.
func (h hash64) nth(n uint32) int64 { return int64(h.number(int64(n))) }

// freeSource is the src of a new row that p describes: the first occurrence not
// on file, so that a sheet which brings the same row later finds it there.
func (tx *Tx) freeSource(p sheet.Patch) (any, error) {
	if p.Sheet.Identity == nil {
		return nil, nil
	}
	base := identity(p.Sheet, p.Sheet.Must(p.Sheet.Identity...), p.Row)
	query, args := "SELECT src FROM "+p.Sheet.Key+" WHERE gone IS NULL AND src IS NOT NULL", []any{}
	if row, ok := p.Row.(sheet.OwnedRow); ok {
		query, args = query+" AND customer IS ?1", append(args, row.Owner().Customer.Value())
		if when := dated(p.Sheet); when != nil && args[0] == nil { // walk-ins may be many
			query += " AND (" + quote(when.Key) + " = ?2 OR id IN (" + redated(p.Sheet) + "))"
			args = append(args, when.Field(p.Row).Value())
		}
	}
	taken, err := tx.ids(query, args...)
	if err != nil {
		return nil, err
	}
	n := uint32(0)
	for slices.Contains(taken, base.nth(n)) {
		n++
	}
	return base.nth(n), nil
}
