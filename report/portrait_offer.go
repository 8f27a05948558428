package report

import (
	"cmp"
	"maps"
	"slices"

	"kehu/store/sheet"
)

// What goes together: least support and lift of a product offered because those
// who bought the customer's own bought it, too. Ours.
const (
	leastTogether = 5
	leastLift     = 1.2
)

// givenUp is for how many days after it ran out a product may still be missed.
const givenUp = 90

// offer is what to bring next, and why: what runs out, else what goes with what they
// buy. Never a word about health.
func (h *dossier) offer() sheet.Words {
	switch {
	case h.DoNotContact.Yes():
		return sheet.Words{}
	case len(h.openComplaints()) > 0:
		return sheet.W("下次带什么：先把投诉办完，别提新货。", "What to offer: settle the complaint first, and nothing new.")
	}
	said := clauses(h.runsOut(), h.peers.together(h))
	if said.Empty() {
		return said
	}
	if n := h.overdue(); n > 0 {
		said = clauses(sheet.W("先说那 %d 笔过了日子的欠款", "first the money that is overdue (%d)", n), said)
	}
	return sheet.W("下次带什么：%s。", "What to offer: %s.", said)
}

// runsOut is the product that runs out first: by its cycle in the catalogue, else by
// the customer's own interval between purchases of it.
func (h *dossier) runsOut() sheet.Words {
	type end struct {
		product string
		on      sheet.Date
		why     sheet.Words
	}
	var ends []end
	for product, rows := range byProduct(h.kept) {
		if h.complainedOf(product) {
			continue
		}
		last := rows[len(rows)-1]
		w := h.peers.wares[product]
		if days := w.lasts(last.Qty.N, last.Unit.String()); days > 0 {
			ends = append(ends, end{product, last.On + sheet.Date(days), sheet.W("%s 买了 %s%s，够用 %s", "%[2]s%[3]s on %[1]s last %[4]s", last.On.String(), last.Qty.String(), last.Unit.String(), sheet.Days(days))})
		} else if gap, n := medianGap(rows); n >= thin {
			ends = append(ends, end{product, last.On + sheet.Date(gap), sheet.W("自己隔 %s买一次，%d 个购买日间隔的中位数", "bought every %s, the median over %d purchase days", sheet.Days(gap), n)})
		}
	}
	slices.SortFunc(ends, func(a, b end) int { return cmp.Or(cmp.Compare(a.on, b.on), cmp.Compare(a.product, b.product)) })
	for _, e := range ends {
		switch left := int(e.on - h.today); {
		case left < -givenUp:
			continue
		case left < 0:
			return sheet.W("%s %s 就该用完了（%s）", "%s would have run out on %s (%s)", e.product, e.on.String(), e.why)
		default:
			return sheet.W("%s %s 前后用完（%s）", "%s runs out about %s (%s)", e.product, e.on.String(), e.why)
		}
	}
	return sheet.Words{}
}

// byProduct are the purchases of each product, in their order.
func byProduct(kept []sheet.Purchase) map[string][]*sheet.Purchase {
	by := map[string][]*sheet.Purchase{}
	for i := range kept {
		p := &kept[i]
		by[p.Product.String()] = append(by[p.Product.String()], p)
	}
	return by
}

// tried are all products that were ever bought, kept or not.
func (h *dossier) tried() map[string]bool {
	tried := map[string]bool{}
	for i := range h.purchases {
		tried[h.purchases[i].Product.String()] = true
	}
	return tried
}

// medianGap is the median of the days between the days of the purchases, and how
// many days those are.
func medianGap(rows []*sheet.Purchase) (gap, days int) {
	var gaps []int
	for i := 1; i < len(rows); i++ {
		if between := int(rows[i].On - rows[i-1].On); between > 0 {
			gaps = append(gaps, between)
		}
	}
	if len(gaps) == 0 {
		return 0, 1
	}
	slices.Sort(gaps)
	return (gaps[(len(gaps)-1)/2] + gaps[len(gaps)/2] + 1) / 2, len(gaps) + 1
}

// together is the product that most of those who bought one of the customer's own
// bought as well, and the customer did not: one basket is one customer. Confidence =
// n(XY)/n(X); lift = n(XY)·N/(n(X)·n(Y)) (Brin, Motwani, Ullman & Tsur 1997).
func (p *peers) together(h *dossier) sheet.Words {
	own, tried := byProduct(h.kept), h.tried()
	best, most := pairing{}, 0
	for _, x := range slices.Sorted(maps.Keys(own)) {
		most = max(most, len(p.buyers[x]))
		if len(p.buyers[x]) < enough {
			continue
		}
		with := p.boughtWith(x)
		for _, y := range slices.Sorted(maps.Keys(with)) {
			if !tried[y] {
				best = best.better(pairing{x: x, y: y, nx: len(p.buyers[x]), ny: len(p.buyers[y]), both: with[y], all: len(p.bought)})
			}
		}
	}
	switch {
	case best.both > 0:
		return sheet.W("问问要不要%s：买过%s的 %d 位里 %d 位也买（%s），所有 %d 位买家里 %s，是 %.1f 倍；看的是最近 %s 笔",
			"ask about %s: of %[3]d who bought %[2]s %[4]d bought it too (%[5]s), of all %[6]d buyers %[7]s, %.1[8]f times as many; over the newest %[9]s purchases",
			best.y, best.x, best.nx, best.both, Share{int64(best.both), int64(best.nx)}.String(), best.all, Share{int64(best.ny), int64(best.all)}.String(), best.lift(), grouped(int64(p.rows)))
	case most > 0 && most < enough:
		return sheet.W("搭什么卖，样本不足（买过同样东西的最多 %d 位，满 %d 位才算）", "what goes with it: sample too small (%d at most bought the same, %d are needed)", most, enough)
	}
	return sheet.Words{}
}

// pairing is how many bought two products.
type pairing struct {
	x, y              string
	nx, ny, both, all int
}

// boughtWith counts the buyers of x by what else they bought.
func (p *peers) boughtWith(x string) map[string]int {
	with := map[string]int{}
	for id := range p.buyers[x] {
		for product := range p.bought[id] {
			with[product]++
		}
	}
	return with
}

func (a pairing) lift() float64 {
	return float64(a.both) * float64(a.all) / (float64(a.nx) * float64(a.ny))
}

// better is the pairing with the greater confidence, of those that hold enough.
func (a pairing) better(b pairing) pairing {
	if b.both < leastTogether || b.lift() < leastLift {
		return a
	}
	if a.both == 0 || b.both*a.nx > a.both*b.nx {
		return b
	}
	return a
}
