package cmd

import (
	"fmt"

	"github.com/spf13/cobra"

	"kehu/store"
	"kehu/store/sheet"
)

func newAdd(a *app) *cobra.Command {
	c := &cobra.Command{
		Use: a.text("add 姓名 [手机 [村]] [--列 值 …]", "add NAME [PHONE [VILLAGE]] [--COLUMN VALUE …]"), Args: a.between(0, 3),
		Example: "  kehu add 王秀兰 13812345678 后屯\n  kehu add 王秀兰 --phone 13812345678 --village 后屯 --intent B\n  kehu add --phone 13812345678",
		RunE:    func(c *cobra.Command, args []string) error { return a.runAdd(c, args) },
	}
	a.addColumns(c, sheet.Customers, typed(sheet.Customers))
	return a.made(c, sheet.W("新增客户", "add a customer"), "新增", "加")
}

func (a *app) runAdd(c *cobra.Command, args []string) error {
	r, err := a.reading()
	if err != nil {
		return err
	}
	p := sheet.NewPatch(sheet.Customers)
	for i, column := range sheet.Customers.Must("name", "phone", "village")[:len(args)] {
		if err := assign(&p, column, args[i], r); err != nil {
			return err
		}
	}
	if err := a.readFlags(c, &p, r); err != nil {
		return err
	}
	row := p.Row.(*sheet.Customer)
	if row.Name.Empty() && row.Phone.Empty() {
		return sheet.Fail(sheet.Misused, "请给出姓名或 --phone", "give a name or --phone")
	}
	if row.CreatedOn.Empty() {
		row.CreatedOn = r.Today
		p.Take("created_on")
	}
	db, err := a.open(c.Context(), making)
	if err != nil {
		return err
	}
	defer db.Close()
	return a.batch(c, db, func(tx *store.Tx) error { return a.addCustomer(tx, p) })
}

func (a *app) addCustomer(tx *store.Tx, p sheet.Patch) error {
	row := p.Row.(*sheet.Customer)
	if err := a.refuseTwin(tx, row); err != nil {
		return err
	}
	id, err := tx.Insert(p)
	if err != nil {
		return err
	}
	added := store.Person{ID: id, Name: row.Name.String(), Phone: row.Phone.String(), Village: row.Village.String()}
	fmt.Fprintln(a.out, a.text("已新增 %s", "added %s", added.String()))
	return nil
}

// refuseTwin stops a customer from being added twice: the same name with the same
// phone, or with the same village and no phone to tell them apart.
func (a *app) refuseTwin(tx *store.Tx, row *sheet.Customer) error {
	if a.global.yes {
		return nil
	}
	twin, err := tx.Twin(row)
	if err != nil || twin == nil {
		return err
	}
	return sheet.Fail(sheet.Ambiguous, "已有 %s，修改请用 kehu set，确是另一个人请加 --yes", "%s is there already; change it with kehu set, or add --yes for another person", twin.String())
}
