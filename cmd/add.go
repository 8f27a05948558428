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
		Example: "  kehu add\n  kehu add 王秀兰 13812345678 后屯\n  kehu add 王秀兰 --phone 13812345678 --village 后屯 --intent B\n  kehu add --phone 13812345678",
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
	next := ""
	if len(args) == 0 && p.Set == 0 && a.inTerminal {
		if next, err = a.askCustomer(c, &p, r); err != nil {
			return err
		}
	}
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
	return a.batch(c, db, func(tx *store.Tx) error { return a.addCustomer(tx, p, next, r) })
}

// askCustomer asks line by line for what a new customer is best known by, and for
// the day to go again. What can't be read is asked once more.
func (a *app) askCustomer(c *cobra.Command, p *sheet.Patch, r sheet.Reading) (next string, err error) {
	a.say("回车跳过，不知道的可以不填", "Enter skips what you don't know")
	for _, column := range sheet.Customers.Must("name", "phone", "village", "source") {
		err := a.until(column.Label(), func(text string) error { return p.Read(column, text, r) })
		if err != nil {
			return "", err
		}
		if column.Key == "phone" {
			if err := a.warnOfTwins(c, p.Row.(*sheet.Customer)); err != nil {
				return "", err
			}
		}
	}
	due := sheet.Plans.Column("due")
	err = a.until(sheet.W("下次哪天去（如 3天后）", "next visit (such as +3d)"), func(text string) error {
		next = text
		return due.Parse(new(sheet.Plan), text, r)
	})
	return next, err
}

// until asks until the answer can be read, or there is nobody left to answer.
func (a *app) until(question sheet.Words, read func(string) error) error {
	for {
		answer, more := a.ask(question)
		err := read(answer)
		if err == nil || !more {
			return err
		}
		a.printError(err)
	}
}

// warnOfTwins shows who is on file by the same name or phone.
func (a *app) warnOfTwins(c *cobra.Command, row *sheet.Customer) error {
	if size(a.path()) == 0 {
		return nil
	}
	return a.view(c, func(v *store.View) error {
		for _, text := range []string{row.Name.String(), row.Phone.String()} {
			where := &sheet.Filter{Op: sheet.Eq, Column: sheet.Customers.Column("name"), Value: text}
			if text == row.Phone.String() {
				where.Column = sheet.Customers.Column("phone")
			}
			if text == "" {
				continue
			}
			people, err := v.People(sheet.Query{Sheet: sheet.Customers, Where: where, Limit: 9})
			if err != nil {
				return err
			}
			for _, twin := range people {
				a.say("已有 %s：同一个人请按 Ctrl+C，改用 kehu set", "%s is there already: if it is the same person press Ctrl+C and use kehu set", twin.String())
			}
		}
		return nil
	})
}

func (a *app) addCustomer(tx *store.Tx, p sheet.Patch, next string, r sheet.Reading) error {
	a.fillIn(&p)
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
	return a.planNext(tx, added, next, "", r)
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
