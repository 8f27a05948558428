package cmd

import (
	"errors"
	"os"
	"strings"

	"kehu/store"
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
// headings that are asked about; what can't be read is told when it is written to.
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

// product looks one up.
func (run *importRun) product(name string) (found product) {
	if _, missing := os.Stat(run.app.path()); errors.Is(missing, os.ErrNotExist) {
		return found
	}
	db, err := run.app.open(run.ctx, reading)
	if err != nil {
		return found
	}
	defer db.Close()
	_ = db.View(run.ctx, func(v *store.View) error {
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
