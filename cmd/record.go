package cmd

import (
	"fmt"
	"strings"

	"kehu/store"
	"kehu/store/sheet"
)

// owned starts a patch of a row that belongs to person.
func owned(s *sheet.Sheet, person store.Person) sheet.Patch {
	p := sheet.NewPatch(s)
	p.Row.(sheet.OwnedRow).Owner().Customer = sheet.Ref{ID: person.ID, Name: person.Name}
	p.Take("customer")
	return p
}

// fill reads texts into columns of p by their keys; empty texts change nothing.
func fill(p *sheet.Patch, r sheet.Reading, texts map[string]string) error {
	for _, c := range p.Sheet.Columns {
		if text := texts[c.Key]; text != "" {
			if err := assign(p, c, text, r); err != nil {
				return err
			}
		}
	}
	return nil
}

// insert writes the row and tells it in one line.
func (a *app) insert(tx *store.Tx, p sheet.Patch, person store.Person, what sheet.Words) error {
	a.fillIn(&p)
	id, err := tx.Insert(p)
	if err != nil {
		return err
	}
	line := a.text("%s%s %s：%s", "%s%s %s: %s", p.Sheet.Prefix, id.String(), person.String(), what)
	fmt.Fprintln(a.out, strings.Join(strings.Fields(line), " "))
	return nil
}

// planNext adds the plan that --next asks for.
func (a *app) planNext(tx *store.Tx, person store.Person, date, content string, r sheet.Reading) error {
	if date == "" {
		return nil
	}
	date, err := a.onMarketDay(&tx.View, person, date, r)
	if err != nil {
		return err
	}
	p := owned(sheet.Plans, person)
	if content == "" {
		content = a.text("回访", "follow up")
	}
	if err := fill(&p, r, map[string]string{"due": date, "content": content, "reason": "手工"}); err != nil {
		return err
	}
	row := p.Row.(*sheet.Plan)
	return a.insert(tx, p, person, sheet.W("%s %s", "%s %s", row.Due, row.Content.String()))
}

// momentNow is the time a new contact gets: the clock's, or only the day when
// --today says another one.
func (a *app) momentNow(today sheet.Date) sheet.Moment {
	if now := sheet.MomentOf(a.now()); now.Date() == today {
		return now
	}
	return sheet.MakeMoment(today, 0)
}

// rest joins the words that are left to one text.
func rest(args []string) string { return unquoted(strings.Join(args, " ")) }

// whose finds WHO before something is written about them.
func (a *app) whose(text string, person *store.Person) func(*store.View) error {
	return func(v *store.View) (err error) {
		*person, err = a.who(v, text, false)
		return err
	}
}

// viaOf is how a contact was made, in words.
func viaOf(row *sheet.Interaction) either { return shown(sheet.Interactions.Column("via"), &row.Via) }

// aboutOf is what kind of feedback it is, in words.
func aboutOf(row *sheet.Feedback) either { return shown(sheet.Feedbacks.Column("kind"), &row.About) }

// shown is a field of column c as each language has it.
func shown(c *sheet.Column, field sheet.Field) either {
	return either{c.Show(field, sheet.ZH), c.Show(field, sheet.EN)}
}
