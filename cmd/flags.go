package cmd

import (
	"strings"

	"github.com/spf13/cobra"

	"kehu/store/sheet"
)

// addColumns gives c a flag for each of the columns; a flag's Chinese name is the
// column's heading.
func (a *app) addColumns(c *cobra.Command, s *sheet.Sheet, columns []*sheet.Column) {
	for _, column := range columns {
		usage := column.Label().In(a.lang)
		if words := a.options(column); words != "" {
			usage += "（" + words + "）"
		}
		c.Flags().String(flagName(column), "", usage)
	}
	if c.Annotations == nil {
		c.Annotations = map[string]string{}
	}
	c.Annotations[sheetAnnotation] = s.Key
}

// options lists what a choice may be, and what the ends of a score mean.
func (a *app) options(c *sheet.Column) string {
	var words []string
	for i, o := range c.Options {
		switch {
		case c.Kind() == sheet.ChoiceKind:
			words = append(words, o.Label().In(a.lang))
		case i == 0 || i == len(c.Options)-1:
			words = append(words, a.text("%d %s", "%d %s", o.Score, o.Label()))
		}
	}
	if c.Kind() == sheet.ScoreKind {
		return strings.Join(words, " … ")
	}
	return strings.Join(words, "/")
}

// typed are the columns of s that somebody may type in.
func typed(s *sheet.Sheet) []*sheet.Column {
	var columns []*sheet.Column
	for c := range s.Stored() {
		if c.Kind() != sheet.RefKind || c.Ref != sheet.Customers.Key {
			columns = append(columns, c)
		}
	}
	return columns
}

// readFlags puts the columns whose flags were given into p. A flag given as ""
// empties its field.
func (a *app) readFlags(c *cobra.Command, p *sheet.Patch, r sheet.Reading) error {
	for _, column := range p.Sheet.Columns {
		flag := c.Flags().Lookup(flagName(column))
		if flag == nil || !flag.Changed {
			continue
		}
		if err := assign(p, column, flag.Value.String(), r); err != nil {
			return err
		}
	}
	return nil
}

// assign reads text into a column of p; "" empties the field. The error names the
// column.
func assign(p *sheet.Patch, c *sheet.Column, text string, r sheet.Reading) error {
	if err := p.Read(c, text, r); err != nil {
		return inColumn(c, err)
	}
	p.Take(c.Key)
	return nil
}

// inColumn puts the column in front of what is wrong with a value.
func inColumn(c *sheet.Column, err error) error {
	if known, ok := err.(*sheet.Error); ok {
		return sheet.Fail(sheet.Misused, "%s：%s", "%s: %s", c.Label(), known.Words).Because(err)
	}
	return err
}

// assignPair reads 列=值 into p. A column that the sheet doesn't have must be one
// of the user's own.
func assignPair(p *sheet.Patch, pair string, extras []string, r sheet.Reading) error {
	name, value, ok := strings.Cut(pair, "=")
	if !ok {
		return sheet.Fail(sheet.Misused, "“%s”应写成 列=值，如 村=后屯", "write “%s” as column=value, such as village=后屯", pair)
	}
	if c := p.Sheet.Named(name); c != nil && c.Stored() {
		return assign(p, c, value, r)
	}
	for _, extra := range extras {
		if extra == name {
			if p.Row.Base().Extra == nil {
				p.Row.Base().Extra = map[string]string{}
			}
			p.Row.Base().Extra[name] = value
			return nil
		}
	}
	return sheet.Fail(sheet.Misused, "%s没有可改的列“%s”，用 kehu help columns 查看", "%s has no column “%s” to set; see kehu help columns", p.Sheet.Label(), name)
}
