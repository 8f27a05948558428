package report

import (
	"fmt"

	"kehu/store/sheet"
)

// Call is one customer of the list of today, as a calendar or a phone takes it.
type Call struct {
	Customer sheet.ID
	Key      string     // the same for the same cause whenever it is asked for
	On       sheet.Date // the day to go: today, or later for what is still to come
	Name     string
	Phone    string // "" if there is none
	Village  string // "" if nobody knows
	Kind     sheet.Words
	Why, Say sheet.Words
	Last     sheet.Date // of the last contact, 0 if there was none
	Said     string     // then
}

// Calls are the customers of the list that o asks for, in its order.
func Calls(src Source, o Options) ([]Call, error) {
	d, err := dayOf(src, o)
	if err != nil {
		return nil, err
	}
	var calls []Call
	for _, e := range d.lines {
		f := d.faces[e.customer]
		if f == nil {
			continue
		}
		calls = append(calls, Call{Customer: e.customer, Key: e.key(), On: max(e.day(), o.Today), Name: f.Name.String(), Phone: f.Phone.String(),
			Village: f.Village.String(), Kind: e.cause().Words(), Why: e.why(f, o.Today), Say: e.say(f, o.Today), Last: f.last, Said: f.said})
	}
	return calls, nil
}

// day is the day that the strongest reason asks for.
func (e *errand) day() sheet.Date {
	r := e.reasons[0]
	if r.cause == coming {
		return r.on
	}
	return r.due
}

// key tells the strongest reason from all others, whatever day it is.
func (e *errand) key() string {
	r := e.reasons[0]
	row := r.row.String()
	switch {
	case r.cause <= coming && row != "":
		return "p" + row
	case row == "":
		row = fmt.Sprint(int64(r.on))
	}
	return fmt.Sprintf("c%s-%d-%s-%d", e.customer.String(), r.cause, row, r.every)
}
