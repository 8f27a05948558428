package cmd

import (
	"errors"
	"os"
	"strings"

	"kehu/store"
	"kehu/store/sheet"
)

// knownProducts tells whether the sheet's file has a product, sold before or in the
// catalogue, and what the catalogue says that it costs. The file is read when the first
// heading is asked about; what can't be read is told when it is written to.
func (run *importRun) knownProducts() func(name string) (sheet.Money, bool) {
	var prices map[string]sheet.Money
	return func(name string) (price sheet.Money, known bool) {
		if prices == nil {
			prices = run.readProducts()
		}
		price, known = prices[sheet.Fold(name)]
		return price, known
	}
}

// separates reports whether r stands between two names.
func separates(r rune) bool { return strings.ContainsRune("、，,；;/ \t\n", r) }

// readProducts are the known products, by their names and their other names.
func (run *importRun) readProducts() map[string]sheet.Money {
	prices := map[string]sheet.Money{}
	if _, missing := os.Stat(run.app.path()); errors.Is(missing, os.ErrNotExist) {
		return prices
	}
	db, err := run.app.open(run.ctx, reading)
	if err != nil {
		return prices
	}
	defer db.Close()
	_ = db.View(run.ctx, func(v *store.View) error {
		bought, err := v.Bought()
		for _, name := range bought {
			prices[sheet.Fold(name)] = sheet.Money{}
		}
		if err != nil {
			return err
		}
		for row, err := range v.Rows(sheet.Query{Sheet: sheet.Products}) {
			if err != nil {
				return err
			}
			p := row.(*sheet.Product)
			for _, name := range append(strings.FieldsFunc(p.Aka.String(), separates), p.Name.String()) {
				prices[sheet.Fold(name)] = p.Price
			}
		}
		return nil
	})
	return prices
}
