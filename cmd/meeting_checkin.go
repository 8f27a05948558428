package cmd

import (
	"bufio"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"kehu/report"
	"kehu/store"
	"kehu/store/sheet"
)

func newMeetingCheckin(a *app) *cobra.Command {
	var day string
	c := &cobra.Command{
		Use: a.text("checkin 名称 [客户…]", "checkin NAME [WHO…]"), Args: a.between(1, -1),
		Example: "  kehu meeting checkin 三月场\n  kehu meeting checkin 三月场 王秀兰 5678\n  kehu meeting checkin 三月场 --day 2 王秀兰",
		RunE:    func(c *cobra.Command, args []string) error { return a.runMeetingCheckin(c, args[0], args[1:], day) },
	}
	c.Flags().StringVar(&day, "day", "", a.text("会开几天的，签哪一天：日期或第几天（缺省为今天）", "of a meeting of several days: the date or 1, 2 … (default: today)"))
	return a.made(c, sheet.W("签到；不写客户就在门口一位一位地签", "sign guests in; without WHO one after the other, at the door"), "签到")
}

// door is where guests sign in.
type door struct {
	*report.Gathering
	day   sheet.Date
	today sheet.Date
	came  int // signed in on that day
	fresh int // of those now, walk-ins
}

// arrival is somebody at the door.
type arrival struct {
	person store.Person
	fresh  *sheet.Customer // a customer to be written down, nil of a known one
}

func (a *app) runMeetingCheckin(c *cobra.Command, name string, who []string, day string) error {
	r, err := a.reading()
	if err != nil {
		return err
	}
	db, err := a.open(c.Context(), changing)
	if err != nil {
		return err
	}
	defer db.Close()
	var d *door
	var named []arrival
	err = db.View(c.Context(), func(v *store.View) error {
		if d, err = a.door(v, name, day, r); err != nil {
			return err
		}
		named, err = d.guests(v, who)
		return err
	})
	switch {
	case err != nil:
		return err
	case len(who) > 0:
		return a.batch(c, db, func(tx *store.Tx) error {
			for _, guest := range named {
				if err := a.admit(tx, d, guest); err != nil {
					return err
				}
			}
			return nil
		})
	case a.inTerminal:
		return a.atDoor(c, db, d)
	}
	return a.fromList(c, db, d)
}

// door opens the meeting's door for a day.
func (a *app) door(v *store.View, name, day string, r sheet.Reading) (*door, error) {
	g, err := a.gathering(v, name, r.Today)
	if err != nil {
		return nil, err
	}
	d := &door{Gathering: g, today: r.Today}
	if d.day, err = a.signDay(g, day, r); err != nil {
		return nil, err
	}
	for _, guest := range g.Guests {
		if slices.Contains(guest.Days, d.day) {
			d.came++
		}
	}
	return d, nil
}

// signDay is the day that guests sign in on.
func (a *app) signDay(g *report.Gathering, text string, r sheet.Reading) (sheet.Date, error) {
	on := r.Today
	if n, err := strconv.Atoi(sheet.Fold(text)); err == nil && n > 0 && n < 32 && g.On != 0 {
		on = g.On + sheet.Date(n) - 1
	} else if text != "" {
		if on, err = dayOf("--day", text, r); err != nil {
			return 0, err
		}
	}
	switch {
	case g.On == 0 || on >= g.On && on <= g.Last():
		return on, nil
	case text != "":
		return 0, sheet.Fail(sheet.Misused, "%s 不在会期里：“%s”从 %s 到 %s", "%s is no day of “%s”: %s to %s", on, g.Name.String(), g.On, g.Last())
	case g.Last() > g.On:
		return 0, sheet.Fail(sheet.Misused, "“%s”开了几天，签哪一天？如 --day 1", "“%s” has several days; sign in on which? such as --day 1", g.Name.String())
	}
	a.say("今天不是会期，按 %s 签到", "today is not its day; signing in on %s", g.On)
	return g.On, nil
}

// admit signs somebody in, once a day.
func (a *app) admit(tx *store.Tx, d *door, guest arrival) error {
	if guest.fresh != nil {
		p := sheet.Patch{Sheet: sheet.Customers, Row: guest.fresh}
		for _, c := range sheet.Customers.Must("name", "phone", "source", "created_on") {
			if !c.Field(p.Row).Empty() {
				p.Set = p.Set.With(c)
			}
		}
		a.fillIn(&p)
		id, err := tx.Insert(p)
		if err != nil {
			return err
		}
		guest.person.ID = id
	}
	row, err := d.row(&tx.View, guest.person.ID)
	if err != nil {
		return err
	}
	p := attending(&d.Meeting, guest.person)
	to := p.Row.(*sheet.Attendance)
	p.Take("attended")
	switch {
	case row == nil:
		to.WalkIn, to.Attended = sheet.MakeFlag(true), sheet.MakeText(d.day.String())
		p.Take("walk_in")
		_, err = tx.Insert(p)
	case slices.Contains(d.SignedIn(row.Attended.String()), d.day):
		fmt.Fprintln(a.out, a.text("    %s 签过了", "    %s signed in before", guest.person))
		return nil
	default:
		to.Attended = sheet.MakeText(report.JoinDays(d.With(row.Attended.String(), d.day)))
		_, err = tx.Update(row.ID, p)
	}
	if err == nil {
		a.sayAdmitted(d, guest, row)
	}
	return err
}

// row is the customer's row of the meeting, nil without one.
func (d *door) row(v *store.View, id sheet.ID) (*sheet.Attendance, error) {
	s := sheet.Attendances
	q := sheet.Query{Sheet: s, Customer: id, Where: &sheet.Filter{Op: sheet.Eq, Column: s.Column("meeting"), Value: int64(d.ID)}}
	for row, err := range v.Rows(q) {
		if err != nil {
			return nil, err
		}
		return s.Clone(row).(*sheet.Attendance), nil
	}
	return nil, nil
}

// sayAdmitted tells one guest in one line, with the running count.
func (a *app) sayAdmitted(d *door, guest arrival, row *sheet.Attendance) {
	d.came++
	var how sheet.Words
	switch {
	case guest.fresh != nil:
		d.fresh++
		how = sheet.W("自来，新客户", "walk-in, new customer")
	case row == nil:
		d.fresh++
		how = sheet.W("自来", "walk-in")
	case row.WalkIn.Yes():
		how = sheet.W("自来", "walk-in")
	default:
		how = sheet.Verbatim(row.Reply.String())
	}
	fmt.Fprintln(a.out, strings.TrimRight(a.text("%3d %s %s", "%3d %s %s", d.came, guest.person, how), " "))
	if it := d.likely(guest); it != nil {
		a.say("注意：名单上有一位 #%s %s（%s），手机不一样；要是同一位，撤销后签 #%[1]s", "note: #%s %s (%s) was invited, with another phone; if it is the same one, undo this and sign in #%[1]s",
			it.ID.String(), it.Name.String(), it.Phone.String())
	}
}

// likely is somebody invited by the name of a new customer who gave another phone, nil
// if there is none.
func (d *door) likely(guest arrival) *sheet.Customer {
	if guest.fresh == nil || guest.person.Phone == "" {
		return nil
	}
	for _, g := range d.Guests {
		if g.Invited() && !g.Came() && g.Person.Name.String() == guest.person.Name {
			return &g.Person.Customer
		}
	}
	return nil
}

// fromList signs in the lines of standard input as one batch; lines that name
// nobody for sure come back.
func (a *app) fromList(c *cobra.Command, db *store.DB, d *door) error {
	refused := 0
	err := a.batch(c, db, func(tx *store.Tx) error {
		lines := bufio.NewScanner(a.in)
		for n := 1; lines.Scan(); n++ {
			line := strings.TrimSpace(sheet.Fold(lines.Text()))
			if line == "" {
				continue
			}
			guest, err := d.find(&tx.View, line)
			var known *sheet.Error
			switch {
			case errors.As(err, &known):
				refused++
				fmt.Fprintln(a.err, a.text("第 %d 行没签上：%s", "line %d is not signed in: %s", n, known.Words))
			case err != nil:
				return err
			default:
				if err := a.admit(tx, d, guest); err != nil {
					return err
				}
			}
		}
		return lines.Err()
	})
	if err == nil && refused > 0 {
		err = sheet.Fail(sheet.Rejected, "%d 行没签上，其余已写入", "%d lines are not signed in, the others are", refused)
	}
	return err
}
