package store

import (
	"database/sql/driver"
	"maps"
	"slices"
	"strings"

	"kehu/store/sheet"
)

// mention notes for the concordance what column c of a row of customer says.
func (tx *Tx) mention(customer sheet.ID, c *sheet.Column, text string) {
	if customer != 0 && isSearched(c) {
		tx.document(customer).column(c, text)
	}
}

// mentionOwn is mention for a column of the user's own.
func (tx *Tx) mentionOwn(s *sheet.Sheet, id sheet.ID, text string) {
	if s == sheet.Customers {
		tx.document(id).text(inText, text)
	}
}

// document is what the batch adds to the customer's document.
func (tx *Tx) document(customer sheet.ID) *words {
	if tx.mentions == nil {
		tx.mentions = map[sheet.ID]*words{}
	}
	if tx.mentions[customer] == nil {
		tx.mentions[customer] = new(words)
	}
	return tx.mentions[customer]
}

// mentionRow mentions all that p says of its row, and those columns of the user's own.
func (tx *Tx) mentionRow(p sheet.Patch, extra map[string]string) {
	customer := p.Row.Base().ID
	if owned, ok := p.Row.(sheet.OwnedRow); ok {
		customer = owned.Owner().Customer.ID
	}
	for c := range p.All() {
		tx.mention(customer, c, c.Field(p.Row).String())
	}
	for _, text := range extra {
		tx.mentionOwn(p.Sheet, customer, text)
	}
}

// mentionThose mentions the rows of s that a condition selects, as they stand, for
// the customers they now belong to.
func (tx *Tx) mentionThose(s *sheet.Sheet, where string, args ...any) error {
	if len(searched(s)) == 0 {
		return nil
	}
	return tx.eachText(s, where, func(customer sheet.ID, texts []string) {
		*tx.document(customer) = append(*tx.document(customer), wordsOf(s, texts)...)
	}, args...)
}

// eachText calls visit with the searched texts of the rows of s that a condition
// selects, gone rows included, and whose they are; a customer's own columns come as
// one more text.
func (v *View) eachText(s *sheet.Sheet, where string, visit func(customer sheet.ID, texts []string), args ...any) error {
	owner, fields := "customer", []string{}
	for _, c := range searched(s) {
		fields = append(fields, "coalesce("+expression(c)+", '')")
	}
	if s == sheet.Customers {
		owner = "id"
		fields = append(fields, "coalesce("+ownTexts+", '')")
	}
	rows, err := v.tx.QueryContext(v.ctx, "SELECT "+owner+", "+strings.Join(fields, ", ")+" FROM "+s.Key+" t WHERE "+owner+" IS NOT NULL AND "+where, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	var customer sheet.ID
	texts := make([]string, len(fields))
	targets := []any{&customer}
	for i := range texts {
		targets = append(targets, &texts[i])
	}
	for rows.Next() {
		if err := rows.Scan(targets...); err != nil {
			return err
		}
		visit(customer, texts)
	}
	return rows.Err()
}

// document is one entry for the concordance.
type document struct {
	customer sheet.ID
	words    words
}

// writeMentions brings what the batch mentioned into the concordance.
func (tx *Tx) writeMentions() error {
	all := make([]document, 0, len(tx.mentions))
	for _, id := range slices.Sorted(maps.Keys(tx.mentions)) {
		all = append(all, document{id, *tx.mentions[id]})
	}
	tx.mentions = nil
	return tx.writeDocuments(all)
}

// writeDocuments adds to the concordance those documents that say something; all is
// used up. They come in the order of their customers, which is how the index takes
// them in one piece.
func (tx *Tx) writeDocuments(all []document) error {
	all = slices.DeleteFunc(all, func(d document) bool { return len(d.words) == 0 })
	if len(all) == 0 {
		return nil
	}
	cell := func(row, column int) driver.Value {
		if column == 0 {
			return int64(all[row].customer)
		}
		return string(all[row].words)
	}
	return tx.supply(len(all), cell, "INSERT INTO concordance(rowid, words) SELECT c00, c01 FROM temp.incoming")
}

// mostMentioned is how many bytes of terms an import gathers before they go into the
// concordance: each time they do costs as much as ten thousand terms.
const mostMentioned = 4 << 20

// index mentions rows that an import adds. A chunk may say of its customers nothing but
// what stands in the user's own columns.
func (l *loader) index(s *sheet.Sheet, rows []part, first int64) error {
	var columns []*sheet.Column
	for _, c := range present(s, rows) {
		if isSearched(c) {
			columns = append(columns, c)
		}
	}
	if len(columns) == 0 && s != sheet.Customers {
		return nil
	}
	for i, p := range rows {
		customer := sheet.ID(first) + sheet.ID(i)
		if owned, ok := p.row.(sheet.OwnedRow); ok {
			customer = owned.Owner().Customer.ID
		}
		to := l.tx.document(customer)
		before := len(*to)
		l.mentionPart(to, p.row, columns)
		l.mentioned += len(*to) - before
	}
	if l.mentioned < mostMentioned {
		return nil
	}
	l.mentioned = 0
	return l.tx.writeMentions()
}

// mentionPart adds what those columns of a row say, and those of the user's own.
func (l *loader) mentionPart(to *words, row sheet.Row, columns []*sheet.Column) {
	for _, c := range columns {
		if text := c.Field(row).String(); c.Key == "name" {
			*to = append(*to, l.nameWords(text)...)
		} else {
			to.column(c, text)
		}
	}
	if _, customer := row.(*sheet.Customer); customer {
		for _, text := range row.Base().Extra {
			to.text(inText, text)
		}
	}
}

// nameWords are the terms of a name, made once for every name.
func (l *loader) nameWords(name string) words {
	w, ok := l.names[name]
	if !ok {
		w.name(name)
		l.names[name] = w
	}
	return w
}

// indexRewritten mentions what an import changed of rows of s.
func (l *loader) indexRewritten(s *sheet.Sheet, changed []*rewritten) error {
	if s != sheet.Customers { // whose row it is wasn't read
		ids := make([]int64, len(changed))
		for i, r := range changed {
			ids[i] = int64(r.row.Base().ID)
		}
		return l.tx.mentionThose(s, "id IN (SELECT value FROM json_each(?))", idList(ids))
	}
	for _, r := range changed {
		l.tx.mentionRow(sheet.Patch{Sheet: s, Row: r.row, Set: r.set}, r.extra)
	}
	return l.tx.writeMentions()
}
