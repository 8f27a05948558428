package cmd

import (
	"slices"

	"kehu/store"
	"kehu/store/intake"
	"kehu/store/sheet"
)

// replaceFew and replaceAll say how many rows --replace may take out.
const (
	replaceFew = "few" // up to 5 %: more would be a truncated file
	replaceAll = "all"
)

// checkAgain refuses options for a growing export that make no sense together.
func (o *importOptions) checkAgain() error {
	switch {
	case o.replace != "" && o.shop == "":
		return sheet.Fail(sheet.Misused, "--replace 要和 --shop 一起用：撤下的只能是一家店的", "--replace goes with --shop: it takes out one shop's rows")
	case !slices.Contains([]string{"", replaceFew, replaceAll}, o.replace):
		return sheet.Fail(sheet.Misused, "--replace 后面只能写 =all，不能是“%s”", "--replace can only be followed by =all, not by %q", o.replace)
	}
	return nil
}

// settings say how the rows of f are to be taken.
func (run *importRun) settings(f *intake.File) (o store.Import, err error) {
	asked := run.asked
	o = store.Import{Verb: "import", Command: run.app.command(), OnMatch: run.match, DryRun: asked.dryRun, Shop: asked.shop, Whole: asked.replace == replaceAll}
	if asked.key != "" {
		if o.Key, err = sheet.ParseColumns(f.Sheet, asked.key); err != nil {
			return o, err
		}
		if i := slices.IndexFunc(o.Key, func(c *sheet.Column) bool { return !c.Stored() }); i >= 0 || f.Sheet == sheet.Customers {
			return o, sheet.Fail(sheet.Misused, "%s不能用 --key：它要的是明细表自己的列，如 --key 单号,产品", "--key is no good for %s: it names columns of a sheet of rows, such as --key order_no,product", f.Sheet.Label())
		}
	}
	if asked.replace != "" {
		if f.Sheet.Column("shop") == nil || f.Sheet.When == "" {
			return o, sheet.Fail(sheet.Misused, "%s没有门店和日期，不能用 --replace", "%s has no shop and no day: --replace is no good for it", f.Sheet.Label())
		}
		o.Replace = f.Sheet
	}
	return o, nil
}
