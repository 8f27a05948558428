package store

import (
	"context"
	"maps"

	"kehu/store/sheet"
)

// importing is the deciding side of an import: whose each record is, and what it
// says that isn't known.
type importing struct {
	ctx     context.Context
	options Import
	matcher *matcher
	seen    map[hash64]uint32                // how often the file brought a row
	once    map[hash64]int                   // rows of which there is one, by their place among the chunk's
	newcome map[int32]int                    // customers not yet written, by their place in the chunk
	columns map[*sheet.Sheet][]*sheet.Column // the identity columns
	found   sheet.Columns                    // the columns a customer is found by
	name    *sheet.Column
	shop    *sheet.Column // of a purchase
	held    gatherings    // the meetings
	voided  []voided
	from    elsewhere
	chunk   *chunk
	sheaves chan *sheaf // read ahead
	decided chan *sheaf // to be used again
	chunks  chan *chunk
	free    chan *chunk // written chunks, to be used again
}

func newImporting(ctx context.Context, o Import) *importing {
	if o.chunk == 0 {
		o.chunk = chunkRows
	}
	im := &importing{ctx: ctx, options: o, seen: map[hash64]uint32{}, once: map[hash64]int{},
		newcome: map[int32]int{}, columns: map[*sheet.Sheet][]*sheet.Column{},
		sheaves: make(chan *sheaf, sheaves), decided: make(chan *sheaf, sheaves),
		chunk: newChunk(o.chunk), chunks: make(chan *chunk), free: make(chan *chunk, 2)}
	for _, s := range sheet.All() {
		im.columns[s] = s.Must(s.Identity...)
	}
	im.name, im.shop = sheet.Customers.Column("name"), sheet.Purchases.Column("shop")
	im.found = im.found.With(im.name).With(sheet.Customers.Column("phone"))
	return im
}

// decide hands over chunks until there are no more records, an error ends them, or
// nobody waits any longer.
func (im *importing) decide(first *sheaf) {
	defer close(im.chunks)
	for s := first; s != nil; s = <-im.sheaves {
		for i := range s.records {
			im.inShop(&s.records[i])
			im.record(&s.records[i])
			if im.full() && !im.send() {
				return
			}
		}
		if im.chunk.err = s.err; s.err != nil {
			break
		}
		im.giveBack(s)
	}
	if len(im.chunk.rows) > 0 || im.chunk.err != nil {
		im.send()
	}
}

// mostWhole is the number of customers in a chunk that are new, or told something new.
// They are held whole, a kilobyte each or several, so it is less than of other rows.
const mostWhole = 4 << 10

// full reports whether the chunk holds enough.
func (im *importing) full() bool {
	return len(im.chunk.rows) == im.options.chunk || len(im.chunk.added)+len(im.chunk.updates) >= mostWhole
}

// send hands the chunk over, sorted; false when nobody takes it.
func (im *importing) send() bool {
	for s, parts := range im.chunk.parts {
		sortByOwner(s, parts)
	}
	if err := im.whence(); im.chunk.err == nil {
		im.chunk.err = err
	}
	select {
	case im.chunks <- im.chunk:
	case <-im.ctx.Done():
		return false
	}
	clear(im.newcome)
	clear(im.once)
	select {
	case im.chunk = <-im.free:
		im.chunk.reset()
	default:
		im.chunk = newChunk(im.options.chunk)
	}
	return true
}

// inShop tells the record whose sheet it stands in: an outside number means
// something only within its shop.
func (im *importing) inShop(r *sheet.Record) {
	if im.options.Shop == "" {
		return
	}
	if r.Number != nil && r.Number.Shop.Empty() {
		r.Number.Shop = sheet.MakeText(im.options.Shop)
	}
	im.translate(r)
	for i := range r.Parts {
		if bought, ok := r.Parts[i].Row.(*sheet.Purchase); ok && !r.Parts[i].Set.Has(im.shop) {
			bought.Shop = sheet.MakeTerm(im.options.Shop)
			r.Parts[i].Set = r.Parts[i].Set.With(im.shop)
		}
	}
}

// record decides what becomes of r.
func (im *importing) record(r *sheet.Record) {
	c := im.chunk
	row := int32(len(c.rows))
	c.rows = append(c.rows, outcome{line: int32(r.Line)})
	im.place(r)
	switch {
	case !r.Skip.Empty():
		im.skip(row, r.Skip)
		im.void(r)
		return
	case r.Rejected():
		im.rejectFor(r.Problems, row)
		return
	}
	who, ok := im.customer(r, row)
	if !ok {
		if c.rows[row].Outcome == RejectedRow {
			im.rejectFor(r.Problems, row)
		}
		return
	}
	for _, p := range r.Problems {
		c.notes.Warnings.latest = append(c.notes.Warnings.latest, Note{int(c.rows[row].line), p.Column, p.Reason, p.Left})
	}
	id := sheet.ID(0)
	if who != nobody {
		id = im.matcher.all[who].id
		im.number(r.Number, who, row)
		im.number(r.Card, who, row)
	}
	for _, p := range r.Parts {
		if p.Sheet == sheet.Plans && p.Row.Base().ID != 0 {
			im.plan(p, id, row)
			continue
		}
		im.part(p, id, row)
	}
}

func (im *importing) reject(row int32, column string, reason sheet.Words) {
	im.chunk.rows[row].Outcome = RejectedRow
	im.chunk.note(&im.chunk.notes.Rejects, row, column, reason)
}

// rejectFor tells all that is wrong with a rejected row, also what alone would be
// no more than a warning: somebody is about to mend it.
func (im *importing) rejectFor(problems []sheet.Problem, row int32) {
	for _, p := range problems {
		im.reject(row, p.Column, p.Reason)
	}
}

func (im *importing) skip(row int32, reason sheet.Words) {
	im.chunk.rows[row].skipped = true
	im.chunk.note(&im.chunk.notes.Skips, row, "", reason)
}

// customer finds or admits the record's customer; who is nobody of a walk-in, and ok is false when the row ends here.
func (im *importing) customer(r *sheet.Record, row int32) (who int32, ok bool) {
	if namesNobody(r) {
		return nobody, im.walkIn(r, row)
	}
	if r.Customer.Row == nil { // a number and no more
		named := *r
		named.Customer = sheet.NewPatch(sheet.Customers)
		r = &named
	}
	v := im.matcher.match(r)
	if r.Customer.Row.Base().ID != 0 {
		im.from.numbered++
	}
	if v.strange {
		im.from.strange++
	}
	switch {
	case !v.reject.Empty():
		im.reject(row, "", v.reject)
		return nobody, false
	case v.who == nobody:
		return im.admit(r, v, row), true
	case im.matcher.all[v.who].removed:
		im.skip(row, sheet.W("%s 已删除", "%s was removed", im.matcher.describe(v.who)))
		return nobody, false
	}
	im.meet(r, v.who, row)
	return v.who, true
}

func namesNobody(r *sheet.Record) bool {
	c := r.Customer
	return r.Number == nil && (c.Row == nil || c.Set == 0 && c.Row.Base().ID == 0 && len(c.Row.Base().Extra) == 0)
}

// walkIn takes a row that names nobody: purchases may go without a customer.
func (im *importing) walkIn(r *sheet.Record, row int32) bool {
	for _, p := range r.Parts {
		if p.Sheet.OfCustomer() && p.Sheet.Column("customer").Required {
			im.reject(row, "", sheet.W("没有姓名、手机或编号，不知道是谁的%s", "no name, phone or number: whose %s is it?", p.Sheet.Label()))
			return false
		}
	}
	return true
}

// admit adds the record's customer.
func (im *importing) admit(r *sheet.Record, v verdict, row int32) int32 {
	c := im.chunk.slabs.copyOf(sheet.Customers, r.Customer.Row).(*sheet.Customer)
	c.Extra = maps.Clone(c.Extra)
	who := im.matcher.admit(c, v.src)
	c.ID = im.matcher.all[who].id
	im.newcome[who] = len(im.chunk.added)
	k := &im.matcher.all[who]
	if im.matcher.roll.tells() {
		k.said = im.matcher.roll.saying(r.Customer)
	}
	im.chunk.added = append(im.chunk.added, newcomer{row: c, set: r.Customer.Set, src: v.src, said: k.said})
	im.chunk.rows[row].Outcome = Inserted
	im.chunk.customers.add(Inserted)
	if v.twin != nobody {
		im.chunk.note(&im.chunk.notes.Suspects, row, "", sheet.W("%s 与 %s 同名同村，可能是同一人", "%s and %s have the same name and village and may be one",
			im.matcher.describe(who), im.matcher.describe(v.twin)))
	}
	return who
}

// meet takes what the record says of a customer already known. Where it says no more
// than what found the customer, than is on file, or than the row before, nothing is to do.
func (im *importing) meet(r *sheet.Record, who int32, row int32) {
	c, k := r.Customer.Row.(*sheet.Customer), &im.matcher.all[who]
	same := r.Customer.Set&^im.found == 0 && len(c.Extra) == 0 &&
		(c.Name.Empty() || c.Name.String() == k.name) && (c.Phone.Empty() || c.Phone.String() == k.phone)
	if !same {
		now := im.matcher.roll.saying(r.Customer)
		same = now != 0 && k.said == now
		k.said = now
	}
	if same {
		im.chunk.rows[row].raise(Unchanged)
		im.chunk.customers.add(Unchanged)
		return
	}
	sure := im.sure(r, who)
	im.matcher.learn(who, c, im.options.OnMatch, sure)
	if i, fresh := im.newcome[who]; fresh {
		im.fillNewcomer(&im.chunk.added[i], r.Customer, k.said, sure, row)
		return
	}
	patch := r.Customer
	patch.Row = sheet.Customers.Clone(c)
	patch.Row.Base().Extra = maps.Clone(c.Extra)
	im.chunk.updates = append(im.chunk.updates, update{id: k.id, patch: patch, on: im.options.OnMatch, sure: sure, row: row, said: k.said})
}

// sure are the columns that the record corrects: in a shop's own sheet the name that
// goes with its number, unless the customer was called that before.
func (im *importing) sure(r *sheet.Record, who int32) (set sheet.Columns) {
	c := r.Customer.Row.(*sheet.Customer)
	if r.Number == nil || im.options.Shop == "" || r.Number.Shop.String() != im.options.Shop || c.Name.Empty() {
		return 0
	}
	if holder, ok := im.matcher.byNumber[numberKey(r.Number)]; !ok || holder != who || im.matcher.called(who, c.Name.String()) {
		return 0
	}
	return set.With(im.name)
}

func (o *outcome) raise(to Outcome) { o.Outcome = max(o.Outcome, to) }

// fillNewcomer takes what a further row says of a customer that the same chunk adds.
func (im *importing) fillNewcomer(to *newcomer, p sheet.Patch, said hash64, sure sheet.Columns, row int32) {
	m := merge(to.row, p, im.options.OnMatch, sure, 0)
	to.set |= m.set
	for _, d := range m.differs {
		im.chunk.note(&im.chunk.notes.Differs, row, d.column, d.reason)
	}
	o := Unchanged
	if m.changed() {
		o, to.said = Updated, 0
	}
	if includes(to.row, p) {
		to.said = said
	}
	im.chunk.rows[row].raise(o)
	im.chunk.customers.add(o)
}

// number gives the customer an outside number that the record brings; nil: none.
func (im *importing) number(n *sheet.Number, who int32, row int32) {
	if n == nil {
		return
	}
	if known, ok := im.matcher.byNumber[numberKey(n)]; ok && known == who {
		return
	}
	im.matcher.addNumber(who, n.Shop.String(), n.Number.String())
	p := sheet.Patch{Sheet: sheet.Numbers, Row: n}
	p.Take("shop", "number")
	im.part(p, im.matcher.all[who].id, row)
}

// part queues a row of another sheet.
func (im *importing) part(p sheet.Patch, customer sheet.ID, row int32) {
	copied := im.chunk.slabs.copyOf(p.Sheet, p.Row)
	copied.Base().Extra = maps.Clone(p.Row.Base().Extra)
	base := identity(p.Sheet, im.columns[p.Sheet], copied)
	if owned, ok := copied.(sheet.OwnedRow); ok {
		owned.Owner().Customer = sheet.Ref{ID: customer}
		p.Take("customer")
	} else {
		customer = 0 // a meeting is nobody's
	}
	key := base.number(int64(customer))
	if shop := shopOf(p.Sheet); shop != nil {
		key = key.field(shop.Field(copied))
	}
	n := im.seen[key]
	if n > 0 && p.Sheet.Once() {
		im.sameAgain(key, sheet.Patch{Sheet: p.Sheet, Row: copied, Set: p.Set})
		im.chunk.rows[row].raise(Unchanged)
		return
	}
	im.seen[key] = n + 1
	if p.Sheet.Joins() {
		im.once[key] = len(im.chunk.parts[p.Sheet])
	}
	im.chunk.parts[p.Sheet] = append(im.chunk.parts[p.Sheet], part{row: copied, set: p.Set, base: base, src: base.nth(n), of: row})
}
