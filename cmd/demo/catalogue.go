package demo

import "io"

var (
	catalogueHeading = []string{"产品目录", "目录品类", "目录单位", "目录价", "用量周期"}
	stallHeading     = []string{"集市", "集市乡镇", "赶集规则"}
)

// Catalogue writes what is sold (产品), with the days that one unit lasts of what is worth a call when it runs out: of
// health food and filters, not of toothpaste. It returns ErrSize, ErrNoBuyers or w's error.
func (v Village) Catalogue(w io.Writer) error {
	return v.write(w, catalogueHeading, func(_ *world, sheet *csv) {
		for _, p := range products {
			sheet.word(p.name)
			sheet.word(p.category)
			sheet.word(p.unit)
			sheet.money(p.price)
			sheet.numberIf(p.cycle > 0 && (p.category == health || p.category == appliance), p.cycle)
			sheet.end()
		}
	})
}

// marketRules are the words for marketTails.
var marketRules = [len(marketTails)]string{"阴历逢三六九", "阴历逢一四七", "阴历逢二五八"}

// Markets writes the markets (集市) of the townships. It returns ErrSize, ErrNoBuyers or w's error.
func (v Village) Markets(w io.Writer) error {
	return v.write(w, stallHeading, func(world *world, sheet *csv) {
		for t, town := range world.towns {
			sheet.word(town.stall)
			sheet.word(town.name)
			sheet.word(marketRules[t%len(marketRules)])
			sheet.end()
		}
	})
}
