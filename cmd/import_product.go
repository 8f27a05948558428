package cmd

import (
	"errors"
	"os"
	"strings"

	"kehu/store"
	"kehu/store/intake"
	"kehu/store/sheet"
)

// product is what the sheet's file knows of one: whether it has it, and its price, empty
// if the catalogue tells none.
type product struct {
	known bool
	price sheet.Money
}

// knownProducts tells whether the sheet's file has a product, sold before or in the
// catalogue, and what the catalogue says that it costs. The file is read only for the
// headings that are asked about.
func (run *importRun) knownProducts() func(name string) (sheet.Money, bool) {
	asked := map[string]product{}
	return func(name string) (sheet.Money, bool) {
		p, ok := asked[name]
		if !ok {
			p = run.product(name)
			asked[name] = p
		}
		return p.price, p.known
	}
}

// lastSales tells for how much one of a product was last sold.
func (run *importRun) lastSales() func(product, unit string) intake.Sale {
	asked := map[[2]string]intake.Sale{}
	return func(product, unit string) intake.Sale {
		of := [...]string{product, unit}
		sale, ok := asked[of]
		if !ok {
			run.look(func(v *store.View) (err error) {
				sale, err = lastSale(v, product, unit)
				return err
			})
			asked[of] = sale
		}
		return sale
	}
}

// lastSale reads the last sale of a product in that unit ("": any) which tells what one of
// it cost, if only by the amount.
func lastSale(v *store.View, product, unit string) (sale intake.Sale, err error) {
	if termed, err := v.Termed(product, false); err != nil || !termed {
		return sale, err
	}
	c := sheet.Purchases.Must("product", "on", "price", "qty", "unit", "amount")
	q := sheet.Query{Sheet: sheet.Purchases, Columns: c, Sort: []sheet.Order{{Column: c[1], Desc: true}}, Where: &sheet.Filter{Op: sheet.And, Parts: []*sheet.Filter{
		{Op: sheet.Eq, Column: c[0], Value: product}, {Op: sheet.Gt, Column: c[3], Value: int64(0)}, {Op: sheet.Gt, Column: c[5], Value: int64(0)}}}}
	for row, err := range v.Rows(q) {
		if err != nil {
			return sale, err
		}
		p := row.(*sheet.Purchase)
		if whole := p.Amount.N * 1000; p.Price.N <= 0 && whole%p.Qty.N == 0 {
			p.Price = sheet.MakeMoney(whole / p.Qty.N)
		}
		if p.Price.N > 0 && sameUnit(unit, p.Unit.String()) {
			return intake.Sale{Price: p.Price, Unit: p.Unit.String(), On: p.On}, nil
		}
	}
	return sale, nil
}

// look reads the sheet's file; what can't be read is told when it is written to.
func (run *importRun) look(read func(v *store.View) error) {
	if _, missing := os.Stat(run.app.path()); errors.Is(missing, os.ErrNotExist) {
		return
	}
	db, err := run.app.open(run.ctx, reading)
	if err != nil {
		return
	}
	defer db.Close()
	_ = db.View(run.ctx, read)
}

// product looks one up.
func (run *importRun) product(name string) (found product) {
	run.look(func(v *store.View) error {
		for row, err := range v.Rows(sheet.Query{Sheet: sheet.Products}) {
			if err != nil {
				return err
			}
			if p := row.(*sheet.Product); isNamed(p, name) {
				found = product{true, p.Price}
				return nil
			}
		}
		if termed, err := v.Termed(name, false); err != nil || !termed { // told at once, where the purchases may be many
			return err
		}
		sold := named(sheet.Purchases, "product", name)
		sold.Limit = 1
		for range v.Rows(sold) {
			found.known = true
		}
		return nil
	})
	return found
}

// isNamed reports whether a product of the catalogue goes by a name.
func isNamed(p *sheet.Product, name string) bool {
	for _, one := range append(strings.FieldsFunc(p.Aka.String(), separates), p.Name.String()) {
		if sheet.Fold(one) == sheet.Fold(name) {
			return true
		}
	}
	return false
}

// separates reports whether r stands between two names.
func separates(r rune) bool { return strings.ContainsRune("、，,；;/ \t\n", r) }
