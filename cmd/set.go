package cmd

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"kehu/store"
	"kehu/store/sheet"
)

func newSet(a *app) *cobra.Command {
	var where string
	c := &cobra.Command{
		Use: "set WHO|ROW [列=值…] [--phone … …]", Args: between(0, -1),
		Example: "  kehu set 王秀兰 --village 后屯\n  kehu set b12 金额=1188 数量=6\n  kehu set --where '村=后屯' --owner 老李",
		RunE:    func(c *cobra.Command, args []string) error { return a.runSet(c, args, where) },
	}
	a.addColumns(c, sheet.Customers, typed(sheet.Customers))
	c.Flags().StringVar(&where, "where", "", a.text("改所有符合条件的客户", "change every customer that answers the condition"))
	return a.made(c, sheet.W("修改客户，或一行记录（b12、p12、i12、f12、r12）", "change a customer, or a row (b12, p12, i12, f12, r12)"), "修改", "改")
}

func (a *app) runSet(c *cobra.Command, args []string, where string) error {
	r, err := a.reading()
	if err != nil {
		return err
	}
	return a.write(c, func(tx *store.Tx) error {
		if where == "" && len(args) == 0 {
			return sheet.Fail(sheet.Misused, "要改谁？给出客户或 --where", "change whom? name a customer or give --where")
		}
		who, pairs := args, args
		s, id := sheet.Customers, sheet.ID(0)
		if where == "" {
			who, pairs = args[:1], args[1:]
			if row, number := rowNamed(args[0]); row != nil {
				s, id = row, number
			}
		}
		p, err := a.readPatch(c, tx, s, pairs, r)
		if err != nil {
			return err
		}
		if id != 0 {
			return a.setRow(tx, s, id, p)
		}
		return a.setCustomers(tx, who, where, p, r)
	})
}

// readPatch reads the flags and the 列=值 pairs.
func (a *app) readPatch(c *cobra.Command, tx *store.Tx, s *sheet.Sheet, pairs []string, r sheet.Reading) (sheet.Patch, error) {
	p := sheet.NewPatch(s)
	extras, err := tx.Extras(s)
	if err != nil {
		return p, err
	}
	if s == sheet.Customers {
		if err := a.readFlags(c, &p, r); err != nil {
			return p, err
		}
	}
	for _, pair := range pairs {
		if err := assignPair(&p, pair, extras, r); err != nil {
			return p, err
		}
	}
	if p.Set == 0 && p.Row.Base().Extra == nil {
		return p, sheet.Fail(sheet.Misused, "要改成什么？如 --village 后屯 或 村=后屯", "change what? such as --village 后屯")
	}
	return p, nil
}

// rowNamed reads a row of a sheet other than customers, such as b12; nil if text is none.
func rowNamed(text string) (*sheet.Sheet, sheet.ID) {
	for _, s := range sheet.All() {
		number, ok := strings.CutPrefix(strings.ToLower(text), s.Prefix)
		if !ok || s == sheet.Customers || strings.Trim(number, "0123456789-") != "" {
			continue
		}
		var id sheet.ID
		if err := id.Parse(number, sheet.Reading{}); err == nil && id != 0 {
			return s, id
		}
	}
	return nil, 0
}

func (a *app) setRow(tx *store.Tx, s *sheet.Sheet, id sheet.ID, p sheet.Patch) error {
	if _, err := tx.Get(s, id); err != nil {
		return err
	}
	n, err := tx.Update(id, p)
	if err == nil {
		fmt.Fprintln(a.out, a.text("%s%s：改了 %d 处", "%s%s: %d fields changed", s.Prefix, id.String(), n))
	}
	return err
}

func (a *app) setCustomers(tx *store.Tx, who []string, where string, p sheet.Patch, r sheet.Reading) error {
	people, err := a.chosen(tx, who, where, r, false)
	if err != nil {
		return err
	}
	if err := a.confirm(people, sheet.W("要改这 %d 位客户吗？", "change these %d customers?", len(people))); err != nil {
		return err
	}
	changed := 0
	for _, person := range people {
		n, err := tx.Update(person.ID, p)
		if err != nil {
			return err
		}
		changed += n
	}
	fmt.Fprintln(a.out, a.text("%s：改了 %d 处", "%s: %d fields changed", nameList(people), changed))
	return nil
}

// nameList is a short list of people.
func nameList(people []store.Person) string {
	if len(people) == 1 {
		return people[0].String()
	}
	names := make([]string, 0, guarded)
	for _, p := range people[:min(len(people), guarded)] {
		names = append(names, p.Name)
	}
	text := strings.Join(names, "、")
	if len(people) > guarded {
		text += fmt.Sprintf("…（%d）", len(people))
	}
	return text
}

// chosen are the customers that words or a condition choose.
func (a *app) chosen(tx *store.Tx, words []string, where string, r sheet.Reading, sure bool) ([]store.Person, error) {
	var people []store.Person
	for _, word := range words {
		if where != "" {
			break
		}
		p, err := a.who(&tx.View, word, sure)
		if err != nil {
			return nil, err
		}
		people = append(people, p)
	}
	if where == "" {
		return people, nil
	}
	extras, err := tx.Extras(sheet.Customers)
	if err != nil {
		return nil, err
	}
	filter, err := sheet.ParseFilter(sheet.Customers, where, extras, r)
	if err != nil {
		return nil, err
	}
	people, err = tx.People(sheet.Query{Sheet: sheet.Customers, Where: filter, AsOf: r.Today})
	if err == nil && len(people) == 0 {
		err = sheet.Fail(sheet.NotFound, "没有符合“%s”的客户", "no customer answers “%s”", where)
	}
	return people, err
}
