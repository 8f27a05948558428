package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"kehu/store/sheet"
)

// ware is a product of the catalogue that is used up.
type ware struct {
	name  string
	cycle int                // days that one unit lasts
	units map[string]float64 // how many of its units one of another is
}

// lasts is for how many days qty thousandths of unit last, 0 if nobody knows.
func (w ware) lasts(qty int64, unit string) int {
	return int(float64(qty) / 1000 * w.units[unit] * float64(w.cycle))
}

// catalogue reads the products that are used up.
func (a *agenda) catalogue() (err error) {
	a.wares, err = waresOf(a.src)
	return err
}

// waresOf are the products that are used up, by each of their names.
func waresOf(src Source) (map[string]ware, error) {
	s := sheet.Products
	wares := map[string]ware{}
	q := sheet.Query{Sheet: s, Columns: s.Must("name", "unit", "pack", "cycle_days", "aka"), Where: compare(s, "cycle_days", sheet.Gt, int64(0))}
	err := each(src, q, func(p *sheet.Product) {
		w := ware{name: p.Name.String(), cycle: int(p.CycleDays.N), units: unitsOf(p.Unit.String(), p.Pack.String())}
		for _, name := range append(strings.FieldsFunc(p.Aka.String(), func(c rune) bool { return strings.ContainsRune(" ,，、;；/", c) }), w.name) {
			wares[name] = w
		}
	})
	return wares, err
}

// unitsOf are how many of a product's units one of each unit is, by its pack: 1 箱 =
// 12 盒, or 12盒/箱. A quantity without a unit is in the product's own.
func unitsOf(unit, pack string) map[string]float64 {
	units := map[string]float64{"": 1, unit: 1}
	left, right, equal := strings.Cut(strings.NewReplacer("＝", "=", "／", "/", "每", "/", " ", "").Replace(pack), "=")
	if !equal {
		right, left, _ = strings.Cut(left, "/")
	}
	big := strings.TrimPrefix(left, "1")
	if n, err := strconv.Atoi(digits(right)); err == nil && n > 0 && big != "" {
		units[big] = float64(n)
	}
	return units
}

// digits are the digits that s begins with.
func digits(s string) string { return s[:len(s)-len(strings.TrimLeft(s, "0123456789"))] }

// mostSupply is the most days for which a purchase is said to last: beyond that a
// run-out is a guess.
const mostSupply = 365

// supply is a purchase that runs out.
type supply struct {
	visit
	village string
	bought  sheet.Date
}

// sale is a product sold to a customer.
type sale struct {
	customer sheet.ID
	product  string
}

// supplies are those whom a product of the catalogue runs out for. A later purchase
// of it, or a contact since it was to be told, ends it, and so does bringing some of
// it back; the lost are let be.
func (a *agenda) supplies() func(*sheet.Customer) {
	a.opened = map[sheet.ID][]supply{}
	return func(c *sheet.Customer) {
		for _, s := range a.running[c.ID] {
			switch s.village = c.Village.String(); {
			case !a.open(s.visit, c.LastContact) || c.Stage.String() == "流失" || a.brought[sale{c.ID, s.about}] >= s.bought:
			case c.LastPurchase <= s.bought:
				a.add(c.ID, s.village, s.reason)
			default:
				a.opened[c.ID] = append(a.opened[c.ID], s)
			}
		}
	}
}

// runningOut finds the purchases of the catalogue's products that run out in the
// days looked at.
func (a *agenda) runningOut() error {
	lead, ok := a.o.Rules.value("runout")
	if !ok || len(a.wares) == 0 {
		return nil
	}
	s := sheet.Purchases
	a.running, a.brought = map[sheet.ID][]supply{}, map[sale]sheet.Date{}
	names := make([]*sheet.Filter, 0, len(a.wares))
	for name := range a.wares {
		names = append(names, same(s, "product", name))
	}
	q := sheet.Query{Sheet: s, Columns: s.Must("customer_no", "on", "product", "qty", "unit"), AsOf: a.o.Today,
		Where: both(either(names...), when(s, a.o.Today-mostSupply-keptDays, a.o.Today), present(s, "qty"))}
	return each(a.src, q, func(p *sheet.Purchase) {
		w := a.wares[p.Product.String()]
		if p.Qty.N < 0 {
			it := sale{p.Customer.ID, w.name}
			a.brought[it] = max(a.brought[it], p.On)
			return
		}
		days := w.lasts(p.Qty.N, p.Unit.String())
		out := p.On + sheet.Date(days)
		v := visit{from: out - sheet.Date(min(lead, days/2)), until: out + keptDays,
			reason: reason{cause: running, on: out, due: out, row: p.ID, about: w.name}}
		if days > 0 && days <= mostSupply && p.Customer.ID != 0 && a.open(v, 0) {
			a.running[p.Customer.ID] = append(a.running[p.Customer.ID], supply{visit: v, bought: p.On})
		}
	})
}

// notReplaced adds the supplies that no later purchase of the product replaced.
func (a *agenda) notReplaced() error {
	s, open := sheet.Purchases, a.opened
	ids := keysOf(open) // side by side who bought at about the same time: each batch looks back no further than it must
	slices.SortFunc(ids, func(a, b sheet.ID) int { return cmp.Compare(open[a][0].bought, open[b][0].bought) })
	return batches(ids, manyBranches, func(ids []sheet.ID) error {
		first, latest := a.o.Today, map[sheet.ID]map[string]sheet.Date{}
		for _, id := range ids {
			latest[id] = map[string]sheet.Date{}
			for _, o := range open[id] {
				first = min(first, o.bought)
			}
		}
		q := sheet.Query{Sheet: s, Columns: s.Must("customer_no", "on", "product", "amount"), AsOf: a.o.Today,
			Where: both(ownedBy(s, ids), when(s, first+1, a.o.Today))}
		err := each(a.src, q, func(p *sheet.Purchase) {
			if name := a.wares[p.Product.String()].name; p.Amount.N >= 0 {
				latest[p.Customer.ID][name] = max(latest[p.Customer.ID][name], p.On)
			}
		})
		for _, id := range ids {
			for _, o := range open[id] {
				if latest[id][o.about] <= o.bought {
					a.add(id, o.village, o.reason)
				}
			}
		}
		return err
	})
}

// usual are those who, by their own mean interval, would buy again about now.
func (a *agenda) usual() func(*sheet.Customer) {
	lead, ok := a.o.Rules.value("rhythm")
	if !ok {
		return nil
	}
	return func(c *sheet.Customer) {
		if c.NextPurchase == 0 {
			return
		}
		gap := int(c.NextPurchase - c.LastPurchase)
		v := visit{from: c.NextPurchase - sheet.Date(lead), until: c.NextPurchase + keptDays,
			reason: reason{cause: usual, on: c.LastPurchase, due: c.NextPurchase, every: gap}}
		if gap > lead && a.open(v, c.LastContact) && c.Stage.String() != "流失" {
			a.add(c.ID, c.Village.String(), v.reason)
		}
	}
}
