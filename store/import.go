package store

import (
	"context"
	"iter"

	"kehu/store/sheet"
)

// Import says how records become rows.
type Import struct {
	Command  string // as it was typed, for the history
	OnMatch  sheet.OnMatch
	DryRun   bool           // decide and count, write nothing
	Progress func(rows int) // called now and then; may be nil
}

// Outcome is what became of a source row, or of a part of it. A row counts once:
// the largest of its parts' outcomes.
type Outcome uint8

// The outcomes, in the order in which they prevail.
const (
	Skipped Outcome = iota
	Unchanged
	Updated
	Inserted
	RejectedRow
)

// Counts counts outcomes.
type Counts struct{ Inserted, Updated, Unchanged, Rejected, Skipped int }

func (c *Counts) add(o Outcome) {
	switch o {
	case Skipped:
		c.Skipped++
	case Unchanged:
		c.Unchanged++
	case Updated:
		c.Updated++
	case Inserted:
		c.Inserted++
	case RejectedRow:
		c.Rejected++
	}
}

// Sum is the number of rows counted.
func (c Counts) Sum() int { return c.Inserted + c.Updated + c.Unchanged + c.Rejected + c.Skipped }

// Note is something to say of a source row.
type Note struct {
	Line   int
	Column string // the heading, "" for the whole row
	Reason sheet.Words
}

// Summary accounts for every row of an import.
type Summary struct {
	Counts
	Batch    Batch
	Parts    map[string]*Counts // by sheet
	Rejects  []Note             // why each rejected row was rejected
	Warnings []Note             // cells that went to a remark
	Skips    []Note             // rows that are no data
	Differs  []Note             // cells that differ from what is on file and were kept
	Suspects []Note             // rows that may be a customer already on file
	Amount   int64              // 分: the purchases inserted, as a control total
}

// chunkRows is the number of records decided before they are written: enough that
// sorting them lets the index pages be written once, few enough to hold.
const chunkRows = 128 << 10

// Import writes records as one batch: all of it, or nothing. One goroutine reads
// and decides, another writes. Errors of the records' own end it with nothing
// written; a row that can't be taken is counted and told in the Summary.
func (db *DB) Import(ctx context.Context, records iter.Seq2[*sheet.Record, error], o Import) (Summary, error) {
	conn, err := db.sql.Conn(ctx)
	if err != nil {
		return Summary{}, db.explain(err)
	}
	defer conn.Close()
	// References are checked by the matcher and by the count of figures, once a
	// customer instead of once a row.
	if _, err := conn.ExecContext(ctx, "PRAGMA foreign_keys = OFF"); err != nil {
		return Summary{}, db.explain(err)
	}
	defer conn.ExecContext(context.Background(), "PRAGMA foreign_keys = ON")
	im := &importing{options: o, summary: Summary{Parts: map[string]*Counts{}}}
	batch, err := db.writeOn(ctx, conn, Batch{Verb: "import", Command: o.Command}, func(tx *Tx) error {
		if err := im.run(tx, records); err != nil || !o.DryRun {
			return err
		}
		return errDryRun
	})
	if err == errDryRun {
		err = nil
	}
	im.summary.Batch = batch
	return im.summary, err
}

// errDryRun rolls a rehearsal back.
var errDryRun = &sheet.Error{Words: sheet.W("演习", "rehearsal")}

// importing is one import under way.
type importing struct {
	options Import
	summary Summary
	matcher *matcher
	seen    map[hash64]uint32         // how often the file brought a row
	newcome map[int32]*sheet.Customer // customers of the file not yet written
	chunk   *chunk
	columns map[*sheet.Sheet][]*sheet.Column // the identity columns
	found   sheet.Columns                    // the columns a customer is found by
}

// chunk is a stretch of decided records.
type chunk struct {
	rows    []outcome
	added   []newcomer
	updates []update
	parts   map[*sheet.Sheet][]part
	err     error
}

type outcome struct {
	line int32
	Outcome
}

// newcomer is a customer to add.
type newcomer struct {
	row *sheet.Customer
	src int64
}

// update is what a record says of a customer on file.
type update struct {
	id    sheet.ID
	patch sheet.Patch
	row   int32 // index into rows
}

// part is a row of another sheet to add, if it isn't there.
type part struct {
	row sheet.Row
	set sheet.Columns
	src int64
	of  int32 // index into rows
}

func newChunk() *chunk {
	return &chunk{rows: make([]outcome, 0, chunkRows), parts: map[*sheet.Sheet][]part{}}
}

// run pipes the chunks from the deciding to the writing side.
func (im *importing) run(tx *Tx, records iter.Seq2[*sheet.Record, error]) (err error) {
	if im.matcher, err = tx.newMatcher(); err != nil {
		return err
	}
	w, err := tx.newLoader(&im.summary, im.options.OnMatch)
	if err != nil {
		return err
	}
	stop, chunks := make(chan struct{}), make(chan *chunk)
	go im.decide(records, chunks, stop)
	defer func() {
		close(stop)
		for range chunks {
		}
	}()
	for c := range chunks {
		if c.err != nil {
			return c.err
		}
		if err := w.write(c); err != nil {
			return err
		}
		if im.options.Progress != nil {
			im.options.Progress(im.summary.Sum())
		}
	}
	return w.finish()
}

// decide reads the records and hands over chunks until there are no more, an
// error ends it, or stop is closed.
func (im *importing) decide(records iter.Seq2[*sheet.Record, error], chunks chan<- *chunk, stop <-chan struct{}) {
	defer close(chunks)
	im.prepare()
	send := func() bool {
		select {
		case chunks <- im.chunk:
			im.chunk = newChunk()
			clear(im.newcome)
			return true
		case <-stop:
			return false
		}
	}
	for r, err := range records {
		if err != nil {
			im.chunk.err = err
			break
		}
		im.record(r)
		if len(im.chunk.rows) == chunkRows && !send() {
			return
		}
	}
	send()
}

func (im *importing) prepare() {
	im.seen, im.newcome, im.chunk = map[hash64]uint32{}, map[int32]*sheet.Customer{}, newChunk()
	im.columns = map[*sheet.Sheet][]*sheet.Column{}
	for _, s := range sheet.All() {
		im.columns[s] = s.Must(s.Identity...)
	}
	for _, c := range sheet.Customers.Must("name", "phone") {
		im.found = im.found.With(c)
	}
}

// record decides what becomes of r.
func (im *importing) record(r *sheet.Record) {
	row := int32(len(im.chunk.rows))
	im.chunk.rows = append(im.chunk.rows, outcome{line: int32(r.Line), Outcome: Unchanged})
	to := &im.chunk.rows[row].Outcome
	notes := &im.summary
	switch {
	case !r.Skip.Empty():
		*to = Skipped
		im.note(&notes.Skips, r, "", r.Skip)
		return
	case r.Rejected():
		*to = RejectedRow
		for _, p := range r.Problems {
			im.note(&notes.Rejects, r, p.Column, p.Reason)
		}
		return
	}
	who, id, ok := im.customer(r, row)
	if !ok {
		return
	}
	for _, p := range r.Problems {
		im.note(&notes.Warnings, r, p.Column, p.Reason)
	}
	im.number(r, who, id, row)
	for _, p := range r.Parts {
		im.part(p, id, row)
	}
}

func (im *importing) note(to *[]Note, r *sheet.Record, column string, reason sheet.Words) {
	*to = append(*to, Note{Line: r.Line, Column: column, Reason: reason})
}

// customer finds or admits the record's customer; ok is false when the row ends here.
func (im *importing) customer(r *sheet.Record, row int32) (who int32, id sheet.ID, ok bool) {
	if r.Customer.Set == 0 && r.Number == nil && r.Customer.Row.Base().ID == 0 {
		return nobody, 0, im.walkIn(r, row)
	}
	v := im.matcher.match(r)
	if !v.reject.Empty() {
		im.chunk.rows[row].Outcome = RejectedRow
		im.note(&im.summary.Rejects, r, "", v.reject)
		return nobody, 0, false
	}
	if v.who == nobody {
		return im.admit(r, v, row)
	}
	k := &im.matcher.all[v.who]
	if k.removed {
		im.chunk.rows[row].Outcome = Skipped
		im.note(&im.summary.Skips, r, "", sheet.W("%s已删除", "%s was removed", im.matcher.describe(v.who)))
		return nobody, 0, false
	}
	im.meet(r, v.who, k, row)
	return v.who, k.id, true
}

// walkIn takes a row that names nobody: purchases may go without a customer.
func (im *importing) walkIn(r *sheet.Record, row int32) bool {
	for _, p := range r.Parts {
		if p.Sheet.OfCustomer() && p.Sheet.Column("customer").Required {
			im.chunk.rows[row].Outcome = RejectedRow
			im.note(&im.summary.Rejects, r, "", sheet.W("没有姓名、手机或编号，不知道是谁的%s", "no name, phone or number: whose %s is it?", p.Sheet.Label()))
			return false
		}
	}
	return true
}

// admit adds the record's customer.
func (im *importing) admit(r *sheet.Record, v verdict, row int32) (int32, sheet.ID, bool) {
	c := sheet.Customers.Clone(r.Customer.Row).(*sheet.Customer)
	c.Extra = cloneExtra(c.Extra)
	who, id := im.matcher.admit(c, v.src)
	c.ID = id
	im.newcome[who] = c
	im.chunk.added = append(im.chunk.added, newcomer{row: c, src: v.src})
	im.chunk.rows[row].Outcome = Inserted
	if v.twin != nobody {
		im.note(&im.summary.Suspects, r, "", sheet.W("%s 与 %s 同名同村，可能是同一人", "%s and %s have the same name and village and may be one",
			im.matcher.describe(who), im.matcher.describe(v.twin)))
	}
	return who, id, true
}

func cloneExtra(extra map[string]string) map[string]string {
	if extra == nil {
		return nil
	}
	copied := make(map[string]string, len(extra))
	for k, v := range extra {
		copied[k] = v
	}
	return copied
}

// meet takes what the record says of a customer already known. Where it says no
// more than the name and phone that found the customer, there is nothing to do.
func (im *importing) meet(r *sheet.Record, who int32, k *known, row int32) {
	c := r.Customer.Row.(*sheet.Customer)
	if more := r.Customer.Set &^ im.found; more == 0 && len(c.Extra) == 0 && (c.Name.Empty() || c.Name.String() == k.name) && (c.Phone.Empty() || c.Phone.String() == k.phone) {
		return
	}
	if fresh := im.newcome[who]; fresh != nil {
		im.fillNewcomer(fresh, r)
		return
	}
	patch := r.Customer
	patch.Row = sheet.Customers.Clone(c)
	patch.Row.Base().Extra = cloneExtra(c.Extra)
	im.chunk.updates = append(im.chunk.updates, update{id: k.id, patch: patch, row: row})
}

// fillNewcomer adds what a further row of the same chunk says of a new customer.
func (im *importing) fillNewcomer(c *sheet.Customer, r *sheet.Record) {
	for column := range r.Customer.All() {
		if to := column.Field(c); to.Empty() {
			to.Scan(column.Field(r.Customer.Row).Value()) // a value of the same column always scans
		}
	}
	for name, value := range r.Customer.Row.Base().Extra {
		if c.Extra == nil {
			c.Extra = map[string]string{}
		}
		if c.Extra[name] == "" {
			c.Extra[name] = value
		}
	}
}

// number gives the customer the outside number that the record brings.
func (im *importing) number(r *sheet.Record, who int32, id sheet.ID, row int32) {
	if r.Number == nil {
		return
	}
	shop, number := r.Number.Shop.String(), r.Number.Number.String()
	if known, ok := im.matcher.byNumber[[2]string{shop, number}]; ok && known == who {
		return
	}
	im.matcher.addNumber(who, shop, number)
	p := sheet.Patch{Sheet: sheet.Numbers, Row: r.Number}
	p.Take("shop", "number")
	im.part(p, id, row)
}

// part queues a row of another sheet.
func (im *importing) part(p sheet.Patch, customer sheet.ID, row int32) {
	row2 := p.Sheet.Clone(p.Row)
	row2.Base().Extra = cloneExtra(p.Row.Base().Extra)
	base := identity(p.Sheet, im.columns[p.Sheet], row2)
	if owned, ok := row2.(sheet.OwnedRow); ok {
		owned.Owner().Customer = sheet.Ref{ID: customer}
		p.Take("customer")
	}
	key := base.number(int64(customer))
	n := im.seen[key]
	im.seen[key] = n + 1
	im.chunk.parts[p.Sheet] = append(im.chunk.parts[p.Sheet], part{row: row2, set: p.Set, src: base.nth(n), of: row})
}
