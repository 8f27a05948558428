package intake

import (
	"slices"

	"kehu/store/sheet"
)

// count is the number of columns settled as those of s.
func (r *resolver) count(s *sheet.Sheet) int {
	n := 0
	for i := range r.choices {
		if c := &r.choices[i]; !c.open && c.As == Mapped && c.Column.Sheet == s {
			n++
		}
	}
	return n
}

// has reports whether any of the columns named "sheet.key" is settled.
func (r *resolver) has(names ...string) bool { return r.holder(names...) != nil }

// holder is the choice settled as the first of the named columns that is taken,
// nil if none is.
func (r *resolver) holder(names ...string) *choice {
	for _, name := range names {
		column := columnOf(name)
		for i := range r.choices {
			if c := &r.choices[i]; !c.open && c.As == Mapped && c.Column == column {
				return c
			}
		}
	}
	return nil
}

// anyHeading reports whether some heading other than i is spelt as one of words.
func (r *resolver) anyHeading(i int, words string) bool {
	for j := range r.choices {
		if j != i && isWord(words, r.choices[j].key) {
			return true
		}
	}
	return false
}

// values are the filled cells of column i in the sample.
func (r *resolver) values(i int) []string {
	var values []string
	for _, row := range r.data {
		if i < len(row.Cells) {
			if v := clean(row.Cells[i]); v != "" {
				values = append(values, v)
			}
		}
	}
	return values
}

// share is the part of values, from 0 to 1, that pass; 0 of none.
func share(values []string, pass func(string) bool) float64 {
	n := 0
	for _, v := range values {
		if pass(v) {
			n++
		}
	}
	return float64(n) / float64(max(len(values), 1))
}

// reads reports whether column can read a cell.
func (r *resolver) reads(column *sheet.Column, cell string) bool {
	reading := sheet.Reading{Today: r.o.Today, Serials: sheet.AnySerial()}
	if column.Parse(column.Sheet.New(), cell, reading) == nil {
		return true
	}
	reading.Slashes = sheet.DayFirst // what order a column's days have is decided later
	return column.Parse(column.Sheet.New(), cell, reading) == nil
}

// choose settles heading i as the named column.
func (r *resolver) choose(i int, name string) { r.to(&r.choices[i], columnOf(name)) }

// keep makes heading i a column of the user's own and says why.
func (r *resolver) keep(i int, why sheet.Words) {
	r.choices[i].as(Extra)
	r.choices[i].Note = why
}

// buys reports whether rows of the file are purchases.
func (r *resolver) buys() bool {
	return r.has("purchases.amount", "purchases.product", "purchases.qty", "purchases.on", "purchases.order_no")
}

// sells reports whether the file has amounts of purchases, or what they come from.
func (r *resolver) sells() bool {
	return r.has("purchases.amount") || r.sellsWares() || r.paidAndOwed() || r.has("purchases.price") && (r.has("purchases.qty") || r.counted())
}

// counted reports whether the products are written with their quantities: 钙片6盒.
func (r *resolver) counted() bool {
	product := columnOf("purchases.product")
	i := slices.IndexFunc(r.choices, func(c choice) bool { return !c.open && c.As == Mapped && c.Column == product })
	return i >= 0 && share(r.values(i), func(v string) bool { _, _, ok := glued(v); return ok }) >= 0.5
}

func (r *resolver) visits() bool {
	return r.has("interactions.at", "interactions.content", "interactions.via", "interactions.result")
}

func (r *resolver) judges() bool {
	return r.has("feedback.on", "feedback.kind", "feedback.score", "feedback.content", "feedback.resolution", "feedback.status")
}

// describes reports whether the file says more of a customer than who it is and
// where to be found.
func (r *resolver) describes() bool {
	for i := range r.choices {
		c := &r.choices[i]
		if c.As == Mapped && !c.open && c.Column.Sheet == sheet.Customers && !isWord(
			"no name nickname phone phone2 wechat county township village group address household owner team source remark", c.Column.Key) {
			return true
		}
	}
	return false
}

// ofMeeting names the columns that may hold a meeting's name, the likeliest first,
// and whether the file has rows for them. On a sign-in sheet it stands in every row,
// who bought or not.
func (r *resolver) ofMeeting() []meant {
	return []meant{
		{r.has("attendance.attended", "attendance.reply", "attendance.inviter", "attendance.invited_on", "attendance.walk_in"), "attendance.meeting"},
		{r.buys(), "purchases.meeting"},
		{r.visits(), "interactions.meeting"},
	}
}

// meant is a column that a heading may mean, and whether it does.
type meant struct {
	is   bool
	name string
}

// spread lets headings fill further columns: a shop is where something was bought
// and whose number it is, a meeting is that of every sheet that the row feeds.
func (r *resolver) spread() {
	if c := r.holder("purchases.shop"); c != nil && r.has("numbers.number") {
		r.feed(c, "numbers.shop")
	}
	var c *choice
	for _, may := range r.ofMeeting() {
		switch {
		case c == nil:
			c = r.holder(may.name)
		case may.is:
			r.feed(c, may.name)
		}
	}
	if c != nil && r.count(sheet.Meetings) > 0 {
		r.feed(c, "meetings.name")
	}
}

// feed lets a choice fill a further column, unless another heading does.
func (r *resolver) feed(c *choice, name string) {
	if !r.has(name) {
		c.Also = append(c.Also, columnOf(name))
	}
}
