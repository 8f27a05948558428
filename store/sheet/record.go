package sheet

// Record is one row of a foreign sheet, understood: whose it is and what it says.
// It may feed several sheets. It is valid until the next one is read; its texts are for
// good, but may be pieces of all that the row says: whoever keeps some of them for many
// rows clones those.
type Record struct {
	Line     int     // where the row begins in its file, counted from 1
	Customer Patch   // of Customers; an empty set means nobody is named: a walk-in
	Number   *Number // what the outside world calls the customer, nil if it doesn't
	Card     *Number // a further one, of another shop's; nil but where a store's number became Number
	Parts    []Patch // rows of the other sheets that belong to the customer, or to nobody
	Problems []Problem
	Skip     Words     // why the row is no data (a total, a repeated heading); empty if it is
	Void     *Purchase // the sale that a skipped row says came to nothing, if it has an order's number; else nil
}

// Problem is something wrong with a cell of a record.
type Problem struct {
	Column string // the heading as the file writes it; "" for the whole row
	Reason Words
	Fatal  bool // the row is rejected
	Left   bool // the cell could not be used and went to a remark word for word
}

// Rejected reports whether a problem rejects the whole record.
func (r *Record) Rejected() bool {
	for _, p := range r.Problems {
		if p.Fatal {
			return true
		}
	}
	return false
}

// OnMatch says what an import does with a customer it already knows.
type OnMatch uint8

// What to do with the cells of a known customer.
const (
	Fill      OnMatch = iota // fill what is empty, keep what differs and say so
	Overwrite                // take what the file says, a blank excepted
	Keep                     // change nothing
)
