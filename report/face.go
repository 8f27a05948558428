package report

import (
	"cmp"
	"slices"

	"kehu/store/sheet"
)

// face is what a line shows of a customer.
type face struct {
	sheet.Customer
	last    sheet.Date // of the last contact
	said    string     // then
	product string     // bought last
	bought  []sheet.Purchase
	due     turn // of their products the one to come next
}

// turn is when somebody would buy a product again, by their own interval of it.
type turn struct {
	product string
	every   int // days
	on      sheet.Date
}

// turns are the products bought on enough days to have an interval, the one that is due
// first in front. Of what was brought back nothing counts.
func turns(kept []sheet.Purchase) (all []turn) {
	for product, rows := range byProduct(kept) {
		if gap, n := medianGap(rows); n >= thin {
			all = append(all, turn{product, gap, rows[len(rows)-1].On + sheet.Date(gap)})
		}
	}
	slices.SortFunc(all, func(a, b turn) int { return cmp.Or(cmp.Compare(a.on, b.on), cmp.Compare(a.product, b.product)) })
	return all
}

// soon is the first of the turns that came up within the last givenUp days or comes in
// the next days, empty without one.
func soon(all []turn, today sheet.Date, days int) turn {
	for _, t := range all {
		if t.on >= today-givenUp && t.on <= today+sheet.Date(days) {
			return t
		}
	}
	return turn{}
}

// manyFaces is the number of customers from which reading all rows once is
// quicker than asking for each.
const manyFaces = 3000

// facesOf looks up the customers of the lines.
func facesOf(src Source, lines []*errand, today sheet.Date) (map[sheet.ID]*face, error) {
	faces := make(map[sheet.ID]*face, len(lines))
	for _, e := range lines {
		faces[e.customer] = nil
	}
	if len(lines) > manyFaces {
		return faces, everyFace(src, faces, today)
	}
	return faces, batches(keysOf(faces), manyIDs, func(ids []sheet.ID) error { return someFaces(src, faces, ids, today) })
}

// faceColumns are read of the customer. No figures are among them: as of an
// earlier day they'd be reckoned anew for every query.
func faceColumns() []*sheet.Column {
	return sheet.Customers.Must("name", "phone", "village")
}

// someFaces fills in the faces of those customers: of their rows the last one tells.
func someFaces(src Source, faces map[sheet.ID]*face, ids []sheet.ID, today sheet.Date) error {
	s, numbers := sheet.Customers, make([]*sheet.Filter, len(ids))
	for i, id := range ids {
		numbers[i] = compare(s, "no", sheet.Eq, int64(id))
	}
	q := sheet.Query{Sheet: s, Columns: faceColumns(), AsOf: today, Where: either(numbers...)}
	if err := each(src, q, func(c *sheet.Customer) { faces[c.ID] = &face{Customer: *c} }); err != nil {
		return err
	}
	if err := each(src, rowsOf(sheet.Interactions, ids, today, sheet.Interactions.Must("at", "content", "result")), func(i *sheet.Interaction) {
		if f := faces[i.Customer.ID]; f != nil {
			f.talked(i)
		}
	}); err != nil {
		return err
	}
	err := each(src, rowsOf(sheet.Purchases, ids, today, sheet.Purchases.Must("on", "product", "qty", "amount")), func(p *sheet.Purchase) {
		if f := faces[p.Customer.ID]; f != nil {
			f.product = p.Product.String()
			f.bought = append(f.bought, *p)
		}
	})
	for _, id := range ids {
		if f := faces[id]; f != nil {
			f.due, f.bought = soon(turns(kept(f.bought)), today, keptDays), nil
		}
	}
	return err
}

// talked notes a contact; where nobody wrote what was said, what came of it.
func (f *face) talked(i *sheet.Interaction) {
	if f.last, f.said = i.At.Date(), i.Content.String(); f.said == "" {
		f.said = i.Result.String()
	}
}

// everyFace fills faces in one pass over customers and one over contacts. What
// they bought last is left out, which costs no more than a word in a greeting.
func everyFace(src Source, faces map[sheet.ID]*face, today sheet.Date) error {
	q := sheet.Query{Sheet: sheet.Customers, Columns: faceColumns(), AsOf: today}
	err := each(src, q, func(c *sheet.Customer) {
		if _, ok := faces[c.ID]; ok {
			faces[c.ID] = &face{Customer: *c}
		}
	})
	if err != nil {
		return err
	}
	latest := make(map[sheet.ID]sheet.Moment, len(faces))
	s := sheet.Interactions
	q = sheet.Query{Sheet: s, Columns: s.Must("customer_no", "at", "content", "result"), Where: when(s, 0, today), AsOf: today}
	return each(src, q, func(i *sheet.Interaction) {
		if f := faces[i.Customer.ID]; f != nil && i.At >= latest[i.Customer.ID] {
			latest[i.Customer.ID] = i.At
			f.talked(i)
		}
	})
}
