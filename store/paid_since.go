package store

import "kehu/store/sheet"

// paidSince is the column of what was paid, if p tells what was paid of a sale so far
// and that is more than is on file. What a person said of the sale stays, and so
// does what was paid before the customer paid back to kehu: the money would count twice.
// Either is told, and so is less than is on file: an older sheet.
func (m *meeting) paidSince(now standing, p part) (sure sheet.Columns, err error) {
	sale, ok := p.row.(*sheet.Purchase)
	if !ok || !sale.SoFar {
		return 0, nil
	}
	more, err := m.tx.count(`SELECT EXISTS(SELECT 1 FROM purchases WHERE id = ?1 AND coalesce(paid, amount) < ?2)
		AND NOT EXISTS(SELECT 1 FROM payments WHERE customer = ?3 AND gone IS NULL)
		AND coalesce((SELECT b.verb IN ('import', 'undo') FROM change h JOIN batch b ON b.id = h.batch WHERE h.sheet = 'purchases' AND h.row = ?1 AND h.key = 'paid' ORDER BY h.id DESC LIMIT 1), 1)`,
		now.id, sale.Paid.N, ownerOf(p.row))
	if err != nil || more == 0 {
		return 0, err
	}
	return sure.With(sheet.Purchases.Column("paid")), nil
}
