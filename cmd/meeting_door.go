package cmd

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"kehu/store"
	"kehu/store/sheet"
)

// atDoor signs guests in one after the other, each on disk before the next.
func (a *app) atDoor(c *cobra.Command, db *store.DB, d *door) error {
	fmt.Fprintln(a.err, a.text("%s %s 签到：输入手机后四位或姓名，回车；自来的写 姓名 手机；q 结束", "%s, %s: the last four digits or the name, Enter; of a walk-in name and phone; q ends",
		d.Name.String(), d.day))
	for {
		fmt.Fprint(a.err, "> ")
		line, more := a.typedLine()
		line = strings.TrimSpace(sheet.Fold(line))
		if line == "q" || line == "完" || line == "结束" || !more {
			break
		}
		if line == "" {
			continue
		}
		if err := a.knock(c, db, d, line); err != nil {
			var known *sheet.Error
			if !errors.As(err, &known) || known.Failure == sheet.Busy || known.Failure == sheet.Damaged || known.Failure == sheet.Interrupted {
				return err
			}
			fmt.Fprintln(a.err, "    "+known.Words.In(a.lang))
		}
	}
	if err := c.Context().Err(); err != nil {
		return err
	}
	fmt.Fprintln(a.err, a.text("到了 %d 位，这次自来 %d 位；每位是一批，签错了用 kehu undo 撤销", "%d are here, %d of them walk-ins just now; each is a batch, take one back with kehu undo", d.came, d.fresh))
	return nil
}

// knock signs in who a line typed at the door means, asking where that is open.
func (a *app) knock(c *cobra.Command, db *store.DB, d *door, line string) error {
	var guest arrival
	err := db.View(c.Context(), func(v *store.View) (err error) {
		guest, err = d.find(v, line)
		return err
	})
	var list *store.Candidates
	if errors.As(err, &list) {
		guest, err = a.pickAtDoor(d, list.People, line)
	} else if err == nil && guest.fresh != nil && guest.person.Phone == "" {
		err = a.agreed(sheet.W("    没有“%s”，登记为自来的新客户吗？", "    nobody is called “%s”; write down a new customer?", line))
	}
	if err != nil {
		return err
	}
	_, err = a.commit(c, db, func(tx *store.Tx) error { return a.admit(tx, d, guest) })
	return err
}

// pickAtDoor lets somebody pick among those who answer to a line by a digit; 0 is
// somebody new.
func (a *app) pickAtDoor(d *door, people []store.Person, line string) (arrival, error) {
	people = people[:min(len(people), 9)]
	for i, p := range people {
		mark := ""
		if d.Guest(p.ID) != nil {
			mark = a.text("（邀约过）", " (invited)")
		}
		fmt.Fprintf(a.err, "  %d  %s%s\n", i+1, p.String(), mark)
	}
	fmt.Fprint(a.err, a.text("哪一位？（1–%d，0 是新客户）", "which one? (1–%d, 0: somebody new) ", len(people)))
	n, err := strconv.Atoi(a.readLine())
	name, phone, _ := nameAndPhone(line)
	switch {
	case err != nil || n < 0 || n > len(people) || n == 0 && name == "" && phone == "":
		return arrival{}, sheet.Fail(sheet.Failed, "没有签", "nobody was signed in")
	case n == 0:
		return d.stranger(name, phone), nil
	}
	return arrival{person: people[n-1]}, nil
}
