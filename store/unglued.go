package store

import "kehu/store/sheet"

// byCell is the row that an import before kehu took quantities off products left as the
// sheet wrote it, 钙片6盒 without a quantity.
func (r *recall) byCell(p part, shop int64) (found standing, ok bool) {
	sale, sold := p.row.(*sheet.Purchase)
	if !sold || sale.Cell == "" {
		return found, false
	}
	before := *sale
	before.Product = sheet.MakeTerm(sale.Cell)
	before.Qty.Clear()
	base := identity(sheet.Purchases, sheet.Purchases.Must(sheet.Purchases.Identity...), &before)
	for n := range uint32(mostTwins) {
		now, some := r.rows[rowKey(ownerOf(p.row), base.nth(n))]
		if !some {
			break
		}
		if now.within(shop) && !r.used.has(now.id) {
			r.glued.add(now.id)
			return now, true
		}
	}
	return found, false
}

// unglued are the columns of a row found by its cell which the import corrects, unless
// somebody edited it.
func (m *meeting) unglued(now standing) (set sheet.Columns) {
	if !m.recall.glued.has(now.id) || m.recall.altered.rows[now.id] {
		return 0
	}
	return set.With(sheet.Purchases.Column("product")).With(sheet.Purchases.Column("qty"))
}
