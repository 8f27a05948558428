package report

import "kehu/store/sheet"

// kept are the purchases with an amount, oldest first, less what was brought back: a
// return takes from the newest purchases of the product before it, and what is
// brought back whole was never bought. What nobody bought can't be brought back.
func kept(purchases []sheet.Purchase) []sheet.Purchase {
	var all []sheet.Purchase
	for _, p := range purchases {
		if p.Amount.N > 0 {
			all = append(all, p)
			continue
		}
		left := -p.Amount.N
		for i := len(all) - 1; i >= 0 && left > 0; i-- {
			if b := &all[i]; b.Product.String() == p.Product.String() {
				back := min(left, b.Amount.N)
				b.Qty.N -= b.Qty.N * back / max(b.Amount.N, 1)
				b.Amount.N -= back
				left -= back
			}
		}
	}
	some := all[:0]
	for _, p := range all {
		if p.Amount.N > 0 {
			some = append(some, p)
		}
	}
	return some
}

// complainedOf reports whether the customer complained of a product since buying it
// last: whoever sells it again should know better than a list.
func (h *dossier) complainedOf(product string) bool {
	last := sheet.Date(0)
	for i := range h.kept {
		if p := &h.kept[i]; p.Product.String() == product {
			last = p.On
		}
	}
	for i := range h.feedback {
		if f := &h.feedback[i]; f.About.String() == "投诉" && f.Product.String() == product && f.On >= last {
			return true
		}
	}
	return false
}
