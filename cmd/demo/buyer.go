package demo

// class is how a customer has behaved so far.
type class uint8

const (
	never      class = iota // known, never bought
	occasional              // bought once or twice
	regular                 // buys at a rhythm
	loyal                   // a regular who buys much
	lost                    // a regular once, silent since
)

// buyer is a customer with habits: who he is, how often he bought and from when to when.
type buyer struct {
	i, n    int // number; rows of purchases
	d       dice
	home    home
	place   place
	created int // the day he came into the ledger
	class   class
	tier    tier
	main    *product
	units   int // units of main a visit, so that they last one round of the rhythm
	trips   int
	from    int // the day of the first trip
	to      int // the day of the last, or what it would have been
	credit  bool
}

// createdOn is the day customer i was written down: many early, fewer lately, neighbours on the same day.
func (w *world) createdOn(i int) int {
	b, all := uint64(i/batch), uint64(w.customers/batch+1)
	day := int((b*b + b*all) * (span - 3) / (2 * all * all))
	if d := w.root.about(topicCreated).about(topic(i)); d.chance(150) {
		day += d.about(0).n(60) // brought by a neighbour, later
	}
	return min(day, today-1)
}

func (w *world) customer(i int) dice { return w.root.about(topicClass).about(topic(i)) }

// classOf depends on how long the customer is known: nobody is loyal, or lost, in a month.
func classOf(d dice, created int) class {
	known := today - created
	c := class(weighted(d.about(topicClass), 225, 310, 260, 80, 125))
	switch {
	case known < 45 && c > occasional:
		return occasional
	case known < 300 && c == lost:
		return regular
	}
	return c
}

// expected is what a class buys: so many rows anyway, and this weight in the rest.
func expected(d dice, c class, created int) (fixed, weight int) {
	d = d.about(topicWeight)
	swing := d.about(0).between(50, 170)
	tenure := 30 + 70*(today-created)/span // a newcomer has had less time
	switch c {
	case occasional:
		return d.between(1, 2), 0
	case regular:
		return 2, swing * tenure / 100
	case loyal:
		return 3, 3 * swing * tenure / 100
	case lost:
		return 2, swing * 9 / 10
	}
	return 0, 0
}

// deal says how Size.Purchases is dealt out to the customers.
type deal struct {
	fixed, weight uint64 // sums over all customers
}

func (w *world) count() deal {
	var sum deal
	for i := range w.customers {
		d, created := w.customer(i), w.createdOn(i)
		fixed, weight := expected(d, classOf(d, created), created)
		sum.fixed += uint64(fixed)
		sum.weight += uint64(weight)
	}
	return sum
}

// everyone yields each customer with the number of his purchase rows; the numbers add up to Size.Purchases.
// Rounding the running sum instead of each share is what makes the total exact.
func (w *world) everyone(yield func(i, n int) bool) {
	var fixedSum, weightSum, given uint64
	for i := range w.customers {
		d, created := w.customer(i), w.createdOn(i)
		fixed, weight := expected(d, classOf(d, created), created)
		fixedSum += uint64(fixed)
		weightSum += uint64(weight)
		due := w.deal.upTo(uint64(w.lines), fixedSum, weightSum, uint64(i+1), uint64(w.customers))
		if !yield(i, int(due-given)) {
			return
		}
		given = due
	}
}

// upTo is how many of lines the first i customers have, whose fixed and weight sums are given.
func (a deal) upTo(lines, fixed, weight, i, all uint64) uint64 {
	switch {
	case a.fixed == 0: // a handful of people who are all of class never
		return lines * i / all
	case lines <= a.fixed:
		return fixed * lines / a.fixed
	case a.weight == 0:
		return fixed * lines / a.fixed
	}
	return fixed + weight*(lines-a.fixed)/a.weight
}

// buyer works out the habits of customer i, who has n rows of purchases.
func (w *world) buyer(i, n int) buyer {
	b := buyer{i: i, n: n, d: w.customer(i), home: w.home(i), created: w.createdOn(i)}
	b.place = w.place(b.home.first)
	b.class = classOf(b.d, b.created)
	b.tier = tier(weighted(b.d.about(topicTier), 35, 45, 20))
	b.main = &products[pick(b.d.about(topicMain), staples[b.tier])]
	b.units = 1
	b.credit = b.d.about(topicCredit).chance(180)
	b.plan()
	return b
}

// plan places the trips. A regular's rhythm is his staple's cycle times the units he takes; some skip rounds.
func (b *buyer) plan() {
	b.to = b.lastTrip()
	if b.n == 0 {
		return
	}
	b.trips = (b.n*b.d.about(topicTrips).between(70, 95) + 99) / 100
	room := b.to - b.created
	if b.class == occasional || b.class == never {
		room = min(room, 120)
	}
	gaps := max(1, b.trips-1)
	rounds := min(max(1, room/(gaps*b.main.cycle)), 4)
	b.units = min(rounds, b.main.most)
	length := gaps * b.main.cycle * rounds * b.d.about(topicRhythm).between(85, 115) / 100
	b.from = b.to - min(length, room)
	if b.trips == 1 {
		b.from = b.to
	}
}

func (b *buyer) lastTrip() int {
	known := today - b.created
	d := b.d.about(topicTo)
	switch b.class {
	case lost:
		return today - d.between(min(190, known/2), min(620, known*4/5))
	case regular, loyal:
		return today - d.n(min(b.main.cycle, known+1))
	}
	if d.chance(350) {
		return today - d.about(0).n(min(60, known+1))
	}
	return b.created + d.about(0).n(known+1)
}

// trip is the day of row k's trip before market days and feasts draw it to theirs.
func (b *buyer) trip(k int) int {
	t := k * b.trips / b.n
	if t == 0 || b.trips == 1 {
		return b.from
	}
	step := (b.to - b.from) / (b.trips - 1)
	day := b.from + (b.to-b.from)*t/(b.trips-1)
	if t < b.trips-1 && step > 4 {
		day += b.d.about(topicJitter).about(topic(t)).between(-step/5, step/5)
	}
	return min(day, today)
}

// who is the person b is.
func (w *world) who(b *buyer) person { return w.member(b.home, b.place) }

// soon is a day so many days after day, or if that is not yet, one between day and today.
func soon(d dice, day, lo, hi int) int {
	if day+hi > today {
		return day + d.n(today-day+1)
	}
	return day + d.between(lo, hi)
}
