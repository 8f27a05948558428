package cmd

import (
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"kehu/store/sheet"
)

// deedFlags are the flags for what customers did. Each is a word of the filter's
// grammar, and may be given several times: all must hold.
func deedFlags() []string { return []string{"bought", "not-bought", "attended", "not-attended"} }

// addDeeds gives c the flags that choose customers by what they did.
func (a *app) addDeeds(c *cobra.Command) {
	usage := map[string]string{
		"bought":       a.text("买过名称里有这个词的产品（可多次）", "who bought a product with this in its name (repeatable)"),
		"not-bought":   a.text("没买过这种产品的（可多次）", "who never bought one (repeatable)"),
		"attended":     a.text("到过这场会销的（可多次）", "who attended this meeting (repeatable)"),
		"not-attended": a.text("没到过这场会销的（可多次）", "who did not (repeatable)"),
	}
	for _, name := range deedFlags() {
		c.Flags().StringArray(name, nil, usage[name])
	}
}

// deedFilters adds the conditions of those flags. 钙片 means every product with 钙片
// in its name; =钙片 that one alone.
func deedFilters(c *cobra.Command, s *sheet.Sheet, where *sheet.Filter, r sheet.Reading) (*sheet.Filter, error) {
	for _, name := range deedFlags() {
		given := c.Flags().Lookup(name).Value.(pflag.SliceValue)
		for _, text := range given.GetSlice() {
			switch {
			case s != sheet.Customers:
				return nil, sheet.Fail(sheet.Misused, "“--%s”只能用来挑客户；%s请用 --where", "--%s chooses customers; of %s use --where", name, s.Label())
			case text == "":
				return nil, sheet.Fail(sheet.Misused, "“--%s”后面要有名称", "--%s needs a name", name)
			}
			f, err := sheet.ParseFilter(s, name+" "+text, nil, r)
			if err != nil {
				return nil, err
			}
			where = narrower(where, f)
		}
	}
	return where, nil
}
