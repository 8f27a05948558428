package cmd

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"kehu/store"
	"kehu/store/sheet"
)

func newRemove(a *app) *cobra.Command {
	var where string
	c := &cobra.Command{
		Use: a.text("remove 客户…|记录… | --where 条件", "remove WHO…|ROW… | --where CONDITION"), Args: a.between(0, -1),
		Example: "  kehu remove '#17'\n  kehu remove b12\n  kehu remove --where '阶段=流失' --yes",
		RunE:    func(c *cobra.Command, args []string) error { return a.runRemove(c, args, where) },
	}
	c.Flags().StringVar(&where, "where", "", a.text("删除所有符合条件的客户", "remove every customer that answers the condition"))
	return a.made(c, sheet.W("删除客户或一行记录（可撤销）", "remove customers or rows (can be undone)"), "删除", "删")
}

// doomed is what a remove is about to take out.
type doomed struct {
	people []store.Person
	rows   []sheetRow
	owners []store.Person // of the rows, each once
}

// touched are the customers whom the removal touches.
func (d doomed) touched() []store.Person {
	all := slices.Clone(d.people)
	for _, owner := range d.owners {
		if !slices.ContainsFunc(all, func(p store.Person) bool { return p.ID == owner.ID }) {
			all = append(all, owner)
		}
	}
	return all
}

// sheetRow is a row of a sheet other than customers, such as b12.
type sheetRow struct {
	sheet *sheet.Sheet
	id    sheet.ID
}

func (r sheetRow) String() string { return r.sheet.Prefix + r.id.String() }

func (a *app) runRemove(c *cobra.Command, args []string, where string) error {
	r, err := a.reading()
	switch {
	case err != nil:
		return err
	case len(args) == 0 && where == "":
		return sheet.Fail(sheet.Misused, "要删除谁？给出客户或 --where", "remove whom? name a customer or give --where")
	case len(args) > 0 && where != "":
		return sheet.Fail(sheet.Misused, "客户和 --where 只能给一样", "name customers or give --where, not both")
	}
	var d doomed
	find := func(v *store.View) error {
		if d, err = a.doomed(v, args, where, r); err != nil {
			return err
		}
		touched := d.touched()
		if len(d.rows) > 0 {
			return a.confirm(touched, sheet.W("要删除这 %d 位客户的记录吗？", "remove rows of these %d customers?", len(touched)))
		}
		return a.confirm(touched, sheet.W("要删除这 %d 位客户吗？", "remove these %d customers?", len(touched)))
	}
	return a.write(c, find, func(tx *store.Tx) error { return a.removeAll(tx, d) })
}

// doomed finds what words or a condition name.
func (a *app) doomed(v *store.View, words []string, where string, r sheet.Reading) (d doomed, err error) {
	var names []string
	for _, word := range words {
		s, id := rowNamed(word)
		if s == nil {
			names = append(names, word)
			continue
		}
		row, err := v.Get(s, id)
		if err != nil {
			return d, err
		}
		d.rows = append(d.rows, sheetRow{s, id})
		if owned, ok := row.(sheet.OwnedRow); ok && owned.Owner().Customer.ID != 0 {
			owner := owned.Owner()
			d.owners = append(d.owners, store.Person{ID: owner.Customer.ID, Name: owner.Customer.Name, Phone: owner.Phone.String(), Village: owner.Village.String()})
		}
	}
	d.people, err = a.chosen(v, names, where, r, true)
	return d, err
}

func (a *app) removeAll(tx *store.Tx, d doomed) error {
	for _, row := range d.rows {
		if err := tx.RemoveRows(row.sheet, []sheet.ID{row.id}); err != nil {
			return err
		}
		fmt.Fprintln(a.out, a.text("已删除%s %s", "removed %s %s", row.sheet.Label(), row))
	}
	if len(d.people) == 0 {
		return nil
	}
	fmt.Fprintln(a.out, a.text("已删除 %s", "removed %s", nameList(d.people)))
	return tx.Remove(idsOf(d.people))
}
