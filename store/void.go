package store

import (
	"cmp"
	"database/sql"
	"database/sql/driver"
	"slices"

	"kehu/store/sheet"
)

// voided is a sale of which the file says that its order came to nothing: refunded,
// or closed.
type voided struct {
	shop, order, product string
	qty                  int64 // thousandths
}

// void notes that a row takes a sale back.
func (im *importing) void(r *sheet.Record) {
	if r.Void == nil {
		return
	}
	v := voided{shop: r.Void.Shop.String(), order: r.Void.OrderNo.String(), product: r.Void.Product.String(), qty: r.Void.Qty.N}
	if v.shop == "" {
		v.shop = im.options.Shop
	}
	im.voided = append(im.voided, v)
}

// sale is a purchase on file as it is found by its order.
type sale struct {
	id, shop, product, qty, amount int64
	order                          string
}

// takeBack takes out the sales on file whose orders came to nothing since, as if the
// file had been the first: each row takes back one line of its order, and all of
// them where it names no product. What the file brings as well stays, and so does
// what was returned by a row of its own.
func (w *whole) takeBack(tx *Tx, told *Summary) error {
	if len(w.voided) == 0 || w.before[sheet.Purchases] == 0 {
		return nil
	}
	orders, err := w.sales(tx)
	if err != nil {
		return err
	}
	taken := idSet{}
	var gone []int64
	for _, v := range w.voided {
		lines, err := v.lines(tx, orders[v.order])
		if err != nil {
			return err
		}
		lines = slices.DeleteFunc(lines, func(s sale) bool { return w.has(sheet.Purchases, s.id) || taken.has(s.id) })
		if v.product != "" && len(lines) > 1 {
			lines = lines[:1]
		}
		for _, line := range lines {
			taken.add(line.id)
			gone = append(gone, line.id)
		}
	}
	slices.Sort(gone)
	told.Voided = len(gone)
	return tx.takeOut(sheet.Purchases, gone)
}

// sales are the purchases of the voided orders that were there before the import, by
// the order's number: found in one pass over the sheet, as few files have any.
func (w *whole) sales(tx *Tx) (map[string][]sale, error) {
	orders := map[string][]sale{}
	var s sale
	return orders, tx.supplyQuery(len(w.voided), func(row, _ int) driver.Value { return w.voided[row].order }, func(rows *sql.Rows) error {
		if err := rows.Scan(&s.id, &s.shop, &s.product, &s.qty, &s.amount, &s.order); err != nil {
			return err
		}
		orders[s.order] = append(orders[s.order], s)
		return nil
	}, `SELECT id, coalesce(shop,0), coalesce(product,0), coalesce(qty,0), amount, order_no FROM purchases
		WHERE id <= ? AND gone IS NULL AND order_no IN (SELECT c00 FROM temp.incoming) ORDER BY id`, w.before[sheet.Purchases])
}

// lines are the lines of an order that v is about, those of the same quantity first;
// none if any of them was returned.
func (v *voided) lines(tx *Tx, order []sale) (lines []sale, err error) {
	shop, err := v.term(tx, v.shop)
	if err != nil {
		return nil, err
	}
	product, err := v.term(tx, v.product)
	if err != nil {
		return nil, err
	}
	for _, line := range order {
		switch {
		case shop != 0 && line.shop != 0 && shop != line.shop, product != 0 && line.product != product:
		case line.amount < 0:
			return nil, nil
		default:
			lines = append(lines, line)
		}
	}
	slices.SortStableFunc(lines, func(a, b sale) int { return cmp.Compare(v.far(a), v.far(b)) })
	return lines, nil
}

// far is 0 for a line of the same quantity, 1 for another.
func (v *voided) far(line sale) int {
	if line.qty == v.qty {
		return 0
	}
	return 1
}

// term is the term of a text, 0 of none.
func (v *voided) term(tx *Tx, text string) (int64, error) {
	if text == "" {
		return 0, nil
	}
	return tx.term(text)
}
