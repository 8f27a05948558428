package store

import (
	"slices"
	"strings"

	"kehu/store/sheet"
)

// held is a meeting as a sheet may mean it.
type held struct {
	id        sheet.ID // 0: the file that is being imported brings it
	on, until sheet.Date
	place     string
}

// during reports whether day is one of the meeting's.
func (h held) during(day sheet.Date) bool {
	return h.on != 0 && day >= h.on && day <= max(h.on, h.until)
}

// gatherings are the meetings by their names, the newest first: those of two villages,
// or of two springs, may be called the same.
type gatherings map[string][]held

// gatherings reads the meetings on file.
func (v *View) gatherings() (gatherings, error) {
	rows, err := v.tx.QueryContext(v.ctx, `SELECT id, name, coalesce("on",0), coalesce(until,0), coalesce(place,'') FROM meetings WHERE gone IS NULL AND name IS NOT NULL ORDER BY id DESC`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := gatherings{}
	for rows.Next() {
		var h held
		var name string
		if err := rows.Scan(&h.id, &name, &h.on, &h.until, &h.place); err != nil {
			return nil, err
		}
		all[name] = append(all[name], h)
	}
	return all, rows.Err()
}

// meant are the meetings that text may mean: those of that name, or the one that
// called tells apart from its namesakes, or m2.
func (all gatherings) meant(text string) []held {
	if some := all[text]; some != nil {
		return some
	}
	name, which := "", text
	if i := strings.LastIndexByte(text, ' '); i >= 0 {
		name, which = text[:i], text[i+1:]
	}
	if number, ok := strings.CutPrefix(which, sheet.Meetings.Prefix); ok {
		for its, some := range all {
			if one := narrowed(some, func(h held) bool { return h.id.String() == number }); one != nil && (name == "" || name == its) {
				return one
			}
		}
	}
	return narrowed(all[name], func(h held) bool { return h.on != 0 && h.on.String() == which })
}

// called is what is said behind the name of one of some meetings that are called the
// same: its day, or its number where another was on that day; "" of the only one.
func (h held) called(some []held) string {
	switch {
	case len(some) < 2:
		return ""
	case h.on == 0 || slices.ContainsFunc(some, func(o held) bool { return o.id != h.id && o.on == h.on }):
		return " " + sheet.Meetings.Prefix + h.id.String()
	}
	return " " + h.on.String()
}

// told is what to say behind the names of those meetings that have a namesake.
func (all gatherings) told() map[sheet.ID]string {
	told := map[sheet.ID]string{}
	for _, some := range all {
		for _, h := range some {
			if which := h.called(some); which != "" {
				told[h.id] = which
			}
		}
	}
	return told
}

// unclear says that name means several meetings, and how to write which.
func unclear(name string, some []held) *sheet.Error {
	var which sheet.Names
	for _, h := range some {
		which = append(which, name+h.called(some))
	}
	return sheet.Fail(sheet.Ambiguous, "叫“%s”的会销有 %d 场，写明是哪一场：%s", "“%s” is the name of %d meetings; say which: %s", name, len(some), which)
}

// apart is what to say behind the names of meetings, read once; nil where none of the
// columns names any.
func (v *View) apart(columns []*sheet.Column) (map[sheet.ID]string, error) {
	if !slices.ContainsFunc(columns, ofMeeting) {
		return nil, nil
	}
	all, err := v.gatherings()
	return all.told(), err
}

// sayWhich says behind the names of meetings in a row which of several it is.
func sayWhich(row sheet.Row, columns []*sheet.Column, apart map[sheet.ID]string) {
	if len(apart) == 0 {
		return
	}
	for _, c := range columns {
		if ofMeeting(c) {
			ref := c.Field(row).(*sheet.Ref)
			ref.Name += apart[ref.ID]
		}
	}
}

// ofMeeting reports whether a column refers to a meeting.
func ofMeeting(c *sheet.Column) bool { return c.Ref == sheet.Meetings.Key }

// placed is f with the meetings that it names by a number or a day looked up.
func (v *View) placed(f *sheet.Filter) (*sheet.Filter, error) {
	if f == nil || !mentions(f) {
		return f, nil
	}
	all, err := v.gatherings()
	return all.place(f), err
}

// mentions reports whether f names a meeting.
func mentions(f *sheet.Filter) bool {
	return f.Column != nil && ofMeeting(f.Column) && f.Text != "" || slices.ContainsFunc(f.Parts, mentions)
}

func (all gatherings) place(f *sheet.Filter) *sheet.Filter {
	to := *f
	if to.Parts = nil; len(f.Parts) > 0 {
		for _, part := range f.Parts {
			to.Parts = append(to.Parts, all.place(part))
		}
		return &to
	}
	if f.Column == nil || !ofMeeting(f.Column) || f.Text == "" || all[f.Text] != nil {
		return &to
	}
	if some := all.meant(f.Text); len(some) == 1 {
		if to.Value, to.Text = int64(some[0].id), ""; f.Op == sheet.Has {
			to.Op = sheet.Eq
		}
	}
	return &to
}

// place finds the meetings that a record names, so that one of several of that name is
// not taken for another: the record's own has its day or its place, a sale was made on
// one of its days. What may be either rejects the row.
func (im *importing) place(r *sheet.Record) {
	var own *sheet.Meeting
	for i := range r.Parts {
		if m, ok := r.Parts[i].Row.(*sheet.Meeting); ok {
			own = m
			im.hold(r, m)
		}
	}
	for i := range r.Parts {
		p := &r.Parts[i]
		c := p.Sheet.Column("meeting")
		if c == nil || !p.Set.Has(c) {
			continue
		}
		ref := c.Field(p.Row).(*sheet.Ref)
		days := daysOf(p.Row)
		if own != nil && own.Name.String() == ref.Name {
			ref.On, days = own.On, nil
		}
		im.settle(r, ref, days)
	}
}

// hold completes the record's own meeting by the one on file that it is, and notes one
// that is new. The only one of that name gets its day, if nobody wrote that down before.
func (im *importing) hold(r *sheet.Record, m *sheet.Meeting) {
	name := m.Name.String()
	some := im.held[name]
	if m.On == 0 {
		if there := narrowed(some, func(h held) bool { return h.place == m.Place.String() }); len(some) > 1 && len(there) == 1 {
			some = there
		}
		switch len(some) {
		case 0:
		case 1:
			m.On = some[0].on
			return
		default:
			r.Problems = append(r.Problems, sheet.Problem{Reason: unclear(name, some).Words, Fatal: true})
			return
		}
	}
	if len(some) == 1 && some[0].on == 0 {
		m.ID, some[0].on, some[0].until = some[0].id, m.On, m.Until
		return
	}
	if !slices.ContainsFunc(some, func(h held) bool { return h.on == m.On }) {
		im.held[name] = append(some, held{on: m.On, until: m.Until, place: m.Place.String()})
	}
}

// settle finds which meeting a row is of.
func (im *importing) settle(r *sheet.Record, ref *sheet.Ref, days []sheet.Date) {
	im.withoutNumber(ref)
	some := im.held.meant(ref.Name)
	if ref.On != 0 {
		some = narrowed(some, func(h held) bool { return h.on == ref.On })
	} else if then := narrowed(some, func(h held) bool { return slices.ContainsFunc(days, h.during) }); len(some) > 1 && len(then) > 0 {
		some = then
	}
	switch {
	case len(some) == 1:
		ref.ID, ref.On = some[0].id, some[0].on
	case len(some) > 1:
		r.Problems = append(r.Problems, sheet.Problem{Reason: unclear(ref.Name, some).Words, Fatal: true})
	}
}

// narrowed are those that fit.
func narrowed(some []held, fits func(held) bool) (all []held) {
	for _, h := range some {
		if fits(h) {
			all = append(all, h)
		}
	}
	return all
}

// daysOf are the days on which a row says that somebody was at a meeting.
func daysOf(row sheet.Row) (days []sheet.Date) {
	switch row := row.(type) {
	case *sheet.Purchase:
		days = append(days, row.On)
	case *sheet.Interaction:
		days = append(days, row.At.Date())
	case *sheet.Attendance:
		for _, word := range sheet.Attended(row.Attended.String()) {
			if on, err := sheet.ParseDate(word, sheet.Reading{}); err == nil && on != 0 {
				days = append(days, on)
			}
		}
	}
	return days
}
