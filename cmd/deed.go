package cmd

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"kehu/report"
	"kehu/store"
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
			if err != nil && strings.Contains(text, " ") { // 三月场 2026-03-05
				f, err = sheet.ParseFilter(s, name+" “"+text+"”", nil, r)
			}
			if err != nil {
				return nil, err
			}
			where = narrower(where, f)
		}
	}
	return where, nil
}

// warnOfSlips says which names of products or meetings in a condition mean nothing
// that there is: whoever mistypes one gets nobody, or everybody.
func (a *app) warnOfSlips(v *store.View, f *sheet.Filter) error {
	if f == nil {
		return nil
	}
	for _, part := range f.Parts {
		if err := a.warnOfSlips(v, part); err != nil {
			return err
		}
	}
	if f.Op != sheet.Eq && f.Op != sheet.Has {
		return nil
	}
	name, _ := f.Value.(string)
	name += f.Text
	switch {
	case f.Column != nil && f.Column.Ref == sheet.Meetings.Key:
		return a.warnOfMeeting(v, name, f.Op == sheet.Has)
	case f.Column == sheet.Purchases.Column("product"):
		if known, err := v.Termed(name, f.Op == sheet.Has); err != nil || known {
			return err
		}
		names, err := v.BoughtLately()
		if err == nil && !means(f.Op, name, names) {
			a.say("注意：没卖过“%s”，%s", "note: “%s” was never sold; %s", name, perhaps(name, names, a.text("kehu list 购买 --columns 产品", "kehu list purchases --columns product")))
		}
		return err
	}
	return nil
}

// warnOfMeeting says that no meeting is called so, or that several are, which all count.
func (a *app) warnOfMeeting(v *store.View, name string, part bool) error {
	found, err := report.MeetingsCalled(v, name, part)
	switch {
	case err != nil || len(found) == 1:
	case len(found) == 0:
		var names []string
		names, err = v.Names(sheet.Meetings)
		a.say("注意：没有会销“%s”，%s", "note: there is no meeting “%s”; %s", name, perhaps(name, names, "kehu meeting"))
	default:
		a.say("注意：“%s”有 %d 场：%s，都算；只要一场就写编号，如 m%s", "note: “%s” is the name of %d meetings: %s, all of which count; of one write the number, such as m%s",
			name, len(found), report.MeetingNames(found), found[0].ID.String())
	}
	return err
}

// means reports whether one of the names is what a comparison with name asks for.
func means(op sheet.Op, name string, names []string) bool {
	return slices.ContainsFunc(names, func(known string) bool {
		return strings.EqualFold(known, name) || op == sheet.Has && strings.Contains(strings.ToLower(known), strings.ToLower(name))
	})
}

// perhaps is what to do about a name that nothing has: take the near one, or see
// which there are.
func perhaps(name string, names []string, list string) sheet.Words {
	if near := nearest(name, names); near != "" {
		return sheet.W("是不是 %s？", "did you mean %s?", near)
	}
	return sheet.W("有哪些请看 %s", "see %s for those there are", list)
}
