// Package demo makes up the sheet of a village-market salesperson: customers, purchases, visits, feedback, plans,
// repayments, meetings, products and markets as CSV with the headings such sheets have, for a newcomer's first look and for benchmarks.
//
// Everything about customer i is derived from a hash of (seed, i), so that a sheet of any size streams in constant
// memory and the same Village always writes the same bytes. The package knows neither database nor terminal nor clock,
// and nothing of kehu's columns: its files go through the real import like any stranger's. All people, places and
// telephone numbers are invented; the numbers' prefixes belong to no operator.
package demo

import (
	"errors"
	"io"
	"time"
)

// Size says how much to make.
type Size struct {
	Customers int // people in the ledger, at most MaxCustomers
	Purchases int // rows of purchases, returns among them
}

// MaxCustomers is the largest Size.Customers: the invented telephone numbers have seven free digits.
const MaxCustomers = 10_000_000

// maxPurchases keeps a customer's row number within 32 bits.
const maxPurchases = 1_000_000_000

// The sizes refused.
var (
	ErrSize     = errors.New("size out of range: take 0 to 10000000 customers and 0 to 1000000000 purchases")
	ErrNoBuyers = errors.New("purchases need customers: take at least one customer")
)

// Village makes the sheet of one salesperson's villages. The same Size, Seed and Today give the same bytes.
type Village struct {
	Size
	Seed  uint64
	Today time.Time // its date only; nothing lies after it but plans and promised repayments
}

// world is what a Village's files share: its days, its places and how the purchases are dealt out.
type world struct {
	customers int
	lines     int
	root      dice
	cal       *calendar
	towns     []town
	stride    int // between the villages of consecutive batches
	deal      deal
}

// world checks the size and prepares what the files share. It returns ErrSize or ErrNoBuyers.
func (v Village) world() (*world, error) {
	switch {
	case v.Customers < 0 || v.Customers > MaxCustomers || v.Size.Purchases < 0 || v.Size.Purchases > maxPurchases:
		return nil, ErrSize
	case v.Customers == 0 && v.Size.Purchases > 0:
		return nil, ErrNoBuyers
	}
	w := &world{
		customers: v.Customers,
		lines:     v.Size.Purchases,
		root:      dice(mix(v.Seed + golden)),
		cal:       newCalendar(v.Today),
		towns:     newTowns(v.Customers),
	}
	w.stride = stride(w.villages())
	w.deal = w.count()
	return w, nil
}

// write runs body on a CSV writer with the heading already written, and flushes.
func (v Village) write(out io.Writer, heading []string, body func(*world, *csv)) error {
	w, err := v.world()
	if err != nil {
		return err
	}
	sheet := newCSV(out)
	sheet.heading(heading)
	body(w, sheet)
	return sheet.flush()
}
