package demo

import (
	"cmp"
	"slices"
)

// windowRows is how many rows are held at a time to be put in date order: 16 MB of events.
const windowRows = 1 << 20

// event is a row to write: the k-th of its kind of a customer with n purchase rows.
type event struct {
	key  uint64 // chance, then the customer: a day's rows come from customers in no order
	n, k uint32
}

// customerBits hold a customer's number in an event's key.
const customerBits = 24

func (e event) customer() int { return int(e.key & (1<<customerBits - 1)) }

// days are the days from from up to, not including, to.
type days struct{ from, to int }

func (d days) has(day int) bool { return day >= d.from && day < d.to }

// calls tells the day of each row of one kind that customer b has; it may leave out rows of days not asked for.
type calls func(b *buyer, asked days, tell func(k, day int))

// inDateOrder calls row for every row of a kind in date order, unless stop says that it is pointless. It goes over all
// customers once to count the rows of each day and then once for each window of days with at most windowRows rows, so
// memory does not grow with the sheet.
func (w *world) inDateOrder(kind calls, row func(b *buyer, k int), stop func() bool) {
	counts := w.perDay(kind)
	total := 0
	for _, rows := range counts {
		total += rows
	}
	window := make([]event, 0, min(total, windowRows))
	for from := 0; from < span && !stop(); {
		to, size := widest(counts, from)
		if size > 0 {
			window = slices.Grow(window[:0], size)[:size]
			w.gather(window, counts[from:to], kind, from)
			w.emit(window, row)
		}
		from = to
	}
}

func (w *world) perDay(kind calls) []int {
	counts := make([]int, span)
	tell := func(_, day int) { counts[day]++ }
	var b buyer
	for i, n := range w.everyone {
		b = w.buyer(i, n)
		kind(&b, days{0, span}, tell)
	}
	return counts
}

// widest is the end of the window that begins at from, and how many rows it holds: at least one day.
func widest(counts []int, from int) (to, size int) {
	for to = from; to < len(counts); to++ {
		if to > from && size+counts[to] > windowRows {
			break
		}
		size += counts[to]
	}
	return to, size
}

// gather fills window with the rows of the days that begin at from and have so many rows each.
func (w *world) gather(window []event, counts []int, kind calls, from int) {
	asked := days{from, from + len(counts)}
	next := make([]int, len(counts)) // where each day's next row goes
	for day := 1; day < len(counts); day++ {
		next[day] = next[day-1] + counts[day-1]
	}
	var b buyer
	tell := func(k, day int) {
		if !asked.has(day) {
			return
		}
		day -= from
		chance := mix(uint64(b.d)+uint64(topicOrder)+uint64(k)*golden) << customerBits
		window[next[day]] = event{key: chance | uint64(b.i), n: uint32(b.n), k: uint32(k)}
		next[day]++
	}
	for i, n := range w.everyone {
		b = w.buyer(i, n)
		kind(&b, asked, tell)
	}
	start := 0
	for _, end := range next {
		slices.SortFunc(window[start:end], byKey)
		start = end
	}
}

func byKey(a, b event) int {
	if a.key == b.key {
		return cmp.Compare(a.k, b.k)
	}
	return cmp.Compare(a.key, b.key)
}

func (w *world) emit(window []event, row func(b *buyer, k int)) {
	var b buyer
	for _, e := range window {
		b = w.buyer(e.customer(), int(e.n))
		row(&b, int(e.k))
	}
}
