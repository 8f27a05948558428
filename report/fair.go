package report

import (
	"slices"

	"kehu/store/sheet"
)

// markets marks the errands in the places where a market is held today.
func (a *agenda) markets() error {
	all, err := MarketsOf(a.src)
	if err != nil {
		return err
	}
	for _, m := range all.On(a.o.Today) {
		s := sheet.Customers
		q := sheet.Query{Sheet: s, Columns: s.Must("township", "village"), AsOf: a.o.Today, Where: m.people()}
		if err := each(a.src, q, func(c *sheet.Customer) {
			if e := a.errands[c.ID]; e != nil && (m.in(c.Township.String()) || m.in(c.Village.String())) {
				e.market = m.Name.String()
			}
		}); err != nil {
			return err
		}
	}
	return nil
}

// people is a condition that all who live where the market is held meet; a few
// others may.
func (m Market) people() *sheet.Filter {
	s, home := sheet.Customers, stem(m.Township.String())
	names := []string{home}
	if home == "" {
		names = nil
		runes := []rune(m.Name.String())
		for n := 1; n <= len(runes); n++ {
			names = append(names, string(runes[:n]))
		}
	}
	var parts []*sheet.Filter
	for _, name := range names {
		for _, kind := range append(placeKinds(), "") {
			parts = append(parts, same(s, "township", name+kind), same(s, "village", name+kind))
		}
	}
	return either(parts...)
}

// marketSentence says which markets are held today where somebody is to be seen.
func marketSentence(all []*errand) sheet.Words {
	people := map[string]int{}
	var names []string
	for _, e := range all {
		if e.market == "" || e.cause() == awaited {
			continue
		}
		if people[e.market]++; people[e.market] == 1 {
			names = append(names, e.market)
		}
	}
	slices.Sort(names)
	var parts []sheet.Words
	for _, name := range names {
		parts = append(parts, sheet.W("%s（%d 位）", "%s (%d)", name, people[name]))
	}
	if len(parts) == 0 {
		return sheet.Words{}
	}
	return sheet.W("今天%s，先办那边的。", "Market today: %s; their people come first.", joined("、", ", ", parts...))
}
