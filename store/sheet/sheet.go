package sheet

import (
	"iter"
	"math/bits"
	"slices"
)

// Origin says where a column's values come from.
type Origin uint8

// Where values come from.
const (
	Own      Origin = iota // typed in or imported, and stored with the row
	Derived                // computed from the customer's rows, never typed in
	Borrowed               // of the customer that the row belongs to
	Input                  // read from a sheet, turned into other columns, never stored
)

// Option is one value of a choice, or one step of a score.
type Option struct {
	ZH, EN string
	Aka    []string // other words for it
	Score  int64    // of a score's step
}

// Label is the option's word.
func (o Option) Label() Words { return Words{ZH: o.ZH, EN: o.EN} }

// Column declares one column: everything kehu knows of it stands here once.
type Column struct {
	Key      string   // the name in SQL, JSON and --map
	ZH, EN   string   // the heading people read
	Aka      []string // other headings seen in the world
	Width    int      // in half-width characters
	Required bool
	Prefer   Prefer
	Origin   Origin
	Options  []Option // of a choice or a score
	Ref      string   // key of the sheet that a reference points at
	Field    func(Row) Field
	// Join makes one text of two that may both be right, where an import or a merger of
	// customers brings a second one; false if they can't. Nil: they never can.
	Join func(old, more string) (string, bool)

	Index int    // place in the sheet
	Sheet *Sheet // the sheet it belongs to
	kind  Kind
}

// Label is the heading people read.
func (c *Column) Label() Words { return Words{ZH: c.ZH, EN: c.EN} }

// Kind is the kind of the column's values.
func (c *Column) Kind() Kind { return c.kind }

// Stored reports whether the column is one of its sheet's table.
func (c *Column) Stored() bool { return c.Origin == Own && c.kind != NoKind }

// Parse reads cell into row's field of this column.
func (c *Column) Parse(row Row, cell string, r Reading) error {
	r.Prefer, r.options = c.Prefer, c.Options
	return c.Field(row).Parse(cell, r)
}

// Show is the text of a field of this column for a person who reads l.
func (c *Column) Show(field interface{ String() string }, l Lang) string {
	text := field.String()
	if text == "" {
		return ""
	}
	switch c.kind {
	case NoKind:
		if c.Origin == Borrowed {
			return Customers.Prefix + text
		}
		return c.Sheet.Prefix + text
	case ChoiceKind:
		if option, ok := findOption(c.Options, text); ok {
			return option.Label().In(l)
		}
	case FlagKind:
		if l == EN {
			return map[string]string{"是": "yes", "否": "no"}[text]
		}
	}
	return text
}

// Sheet declares one sheet: its columns in the order people read them.
type Sheet struct {
	Key      string
	ZH, EN   string
	Aka      []string // what else people call the sheet
	Prefix   string   // written before a row's number: #17, p12
	Identity []string // keys whose values tell two rows of one customer apart
	When     string   // key of the column that dates a row, "" if none
	Columns  []*Column
	New      func() Row
	Clone    func(Row) Row // a copy that shares nothing but strings and Extra

	byKey map[string]*Column
}

// Label is the sheet's name.
func (s *Sheet) Label() Words { return Words{ZH: s.ZH, EN: s.EN} }

// Column returns the column with that key, nil if there is none.
func (s *Sheet) Column(key string) *Column { return s.byKey[key] }

// Must returns the columns with those keys, in that order. It panics on a key
// that the sheet doesn't declare: keys in code are constants.
func (s *Sheet) Must(keys ...string) []*Column {
	columns := make([]*Column, len(keys))
	for i, key := range keys {
		columns[i] = s.byKey[key]
		if columns[i] == nil {
			panic("sheet " + s.Key + " has no column " + key)
		}
	}
	return columns
}

// Stored yields the columns of the sheet's table.
func (s *Sheet) Stored() iter.Seq[*Column] {
	return func(yield func(*Column) bool) {
		for _, c := range s.Columns {
			if c.Stored() && !yield(c) {
				return
			}
		}
	}
}

// OfCustomer reports whether the sheet's rows belong to a customer.
func (s *Sheet) OfCustomer() bool { return s.byKey["customer"] != nil }

// Once reports whether rows that say the same are one: a meeting, which a list of
// who came names on every line, a product, somebody's part in a meeting. A sale or a
// visit may well happen twice.
func (s *Sheet) Once() bool { return !s.OfCustomer() || s.Key == "attendance" }

// Joins reports whether a row of the sheet may take in what another says, see
// Column.Join.
func (s *Sheet) Joins() bool {
	return slices.ContainsFunc(s.Columns, func(c *Column) bool { return c.Join != nil })
}

// define makes a sheet of its declaration.
func define(s Sheet) *Sheet {
	sheet := &s
	sheet.byKey = make(map[string]*Column, len(s.Columns))
	row := s.New()
	for i, c := range sheet.Columns {
		c.Index, c.Sheet, c.kind = i, sheet, c.Field(row).Kind()
		sheet.byKey[c.Key] = c
	}
	return sheet
}

// clone copies a row of type R.
func clone[R any](row Row) Row {
	c := *any(row).(*R)
	return any(&c).(Row)
}

// of lets a declaration name a typed field.
func of[R any](field func(*R) Field) func(Row) Field {
	return func(row Row) Field { return field(any(row).(*R)) }
}

// Row is a typed row of some sheet.
type Row interface{ Base() *Head }

// Head is what every row has.
type Head struct {
	ID    ID
	Extra map[string]string // the user's own columns, nil if none
}

// Base returns the head.
func (h *Head) Base() *Head { return h }

// Columns is a set of columns of one sheet.
type Columns uint64

// Has reports whether c is in the set.
func (s Columns) Has(c *Column) bool { return s&(1<<c.Index) != 0 }

// With returns the set with c added.
func (s Columns) With(c *Column) Columns { return s | 1<<c.Index }

// Len is the number of columns in the set.
func (s Columns) Len() int { return bits.OnesCount64(uint64(s)) }

// Patch is the only way to change data: a row and the columns of it that are
// meant. A column outside the set is left as it stands.
type Patch struct {
	Sheet *Sheet
	Row   Row
	Set   Columns
}

// NewPatch returns an empty patch of a row of s.
func NewPatch(s *Sheet) Patch { return Patch{Sheet: s, Row: s.New()} }

// Read parses cell into column c; an empty cell changes nothing.
func (p *Patch) Read(c *Column, cell string, r Reading) error {
	if err := c.Parse(p.Row, cell, r); err != nil {
		return err
	}
	if !c.Field(p.Row).Empty() {
		p.Set = p.Set.With(c)
	}
	return nil
}

// Take marks the columns with those keys as meant, whatever they hold: also to
// empty them.
func (p *Patch) Take(keys ...string) {
	for _, c := range p.Sheet.Must(keys...) {
		p.Set = p.Set.With(c)
	}
}

// All yields the columns in the patch's set.
func (p *Patch) All() iter.Seq[*Column] {
	return func(yield func(*Column) bool) {
		for set := p.Set; set != 0; set &= set - 1 {
			if !yield(p.Sheet.Columns[bits.TrailingZeros64(uint64(set))]) {
				return
			}
		}
	}
}
