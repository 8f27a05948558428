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

// settings say how the rows of each of the files, which are one's worksheets, are to
// be taken. What only some know, such as the day of --replace, holds for those.
func (run *importRun) settings(files []*intake.File) ([]store.Import, error) {
	asked, all := run.asked, make([]store.Import, len(files))
	keyed, replaced := asked.key == "", asked.replace == ""
	for i, f := range files {
		all[i] = store.Import{Verb: "import", Command: run.app.command(), Title: titleOf(f.Name, f), OnMatch: run.match, DryRun: asked.dryRun, Shop: asked.shop, Whole: asked.replace == replaceAll}
		all[i].Key, _ = asked.keyOf(f.Sheet)
		if err := inKey(f, all[i].Key); err != nil {
			return nil, err
		}
		if asked.key == "" && f.Monthly() {
			all[i].Key = sheet.Purchases.Must("customer", "on", "product")
		}
		all[i].Replace, _ = asked.replacedIn(f.Sheet)
		keyed, replaced = keyed || len(all[i].Key) > 0, replaced || all[i].Replace != nil
	}
	last := files[len(files)-1].Sheet // of customers only if all are
	switch {
	case !keyed:
		_, err := asked.keyOf(last)
		return nil, err
	case !replaced:
		_, err := asked.replacedIn(last)
		return nil, err
	}
	return all, nil
}

// keyOf is what --key names in s.
func (o *importOptions) keyOf(s *sheet.Sheet) ([]*sheet.Column, error) {
	if o.key == "" {
		return nil, nil
	}
	key, err := sheet.ParseColumns(s, o.key)
	if s != sheet.Customers && err != nil {
		return nil, err
	}
	if s == sheet.Customers || slices.ContainsFunc(key, func(c *sheet.Column) bool { return !c.Stored() }) {
		return nil, sheet.Fail(sheet.Misused, "%s不能用 --key：它要的是明细表自己的列，如 --key 单号,产品", "--key is no good for %s: it names columns of a sheet of rows, such as --key order_no,product", s.Label())
	}
	return key, nil
}

// inKey refuses a key with a column that the file lacks: each of its rows would be new, as
// with a heading that was given another name. What a row must have is always there, and
// some is worked out: 钙片6盒 tells a quantity.
func inKey(f *intake.File, key []*sheet.Column) error {
	workedOut := []string{"customer", "shop", "qty", "unit", "price", "paid"}
	for _, c := range key {
		if !c.Required && !slices.Contains(workedOut, c.Key) && !f.Feeds(c) {
			return sheet.Fail(sheet.Misused, "%s 里没有“%s”这一列，不能用它作 --key，没有导入；表头改了名的话用 --map '新表头=%s' 说明",
				"%s has no column for %s, which --key names, and was not imported; if its heading is new, say so with --map 'heading=%s'", titleOf(f.Name, f), c.Label(), intake.KeyOf(c))
		}
	}
	return nil
}

// replacedIn is s if --replace is to take out rows of it.
func (o *importOptions) replacedIn(s *sheet.Sheet) (*sheet.Sheet, error) {
	if o.replace == "" {
		return nil, nil
	}
	if s.Column("shop") == nil || s.When == "" {
		return nil, sheet.Fail(sheet.Misused, "%s没有门店和日期，不能用 --replace", "%s has no shop and no day: --replace is no good for it", s.Label())
	}
	return s, nil
}
