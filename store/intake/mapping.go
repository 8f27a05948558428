package intake

import (
	"slices"

	"kehu/store/grid"
	"kehu/store/sheet"
)

// choice is what becomes of a heading, while it is being decided.
type choice struct {
	Mapping
	key   string // the spelling under which the heading is known, "" if it is not
	rank  int    // how well the heading fits its column, see place
	fixed bool   // the user says so, now or once, or kehu's own export
	open  bool   // not yet decided

	unsure bool // whether the cells of a product's column are how many or how much
}

// resolver decides where the columns of a file go.
type resolver struct {
	o         Options
	words     *dictionary
	of        *sheet.Sheet // whose headings come first, nil if no sheet's do
	own       bool         // the file holds kehu's own numbers: it is, or was, an export of kehu's
	choices   []choice
	data      []grid.Line // of the sample, below the heading row
	paidOnly  string      // the heading of what was paid, where the purchases lack but the amounts
	undated   bool        // all that the purchases lack is a day
	day       sheet.Date  // the one day of which the titles speak, 0 if they tell none or several
	questions []Question
	notes     []sheet.Words
}

// match decides the columns of a file that is laid out as found.
func (f *File) match(found layout, words *dictionary, o Options) error {
	r := &resolver{o: o, words: words, of: o.Sheet, data: found.rows[found.heading+1:]}
	for _, cell := range found.rows[found.heading].Cells {
		r.choices = append(r.choices, choice{Mapping: Mapping{Heading: clean(cell)}, open: true})
	}
	r.name()
	r.day = dayOf(found.rows[:found.heading], o.Today)
	if found.stacked {
		r.notes = append(r.notes, sheet.W("表头有两行，合起来读", "the headings stand in two rows and are read together"))
	}
	unused, err := r.obey(o.Map)
	if err != nil {
		return err
	}
	f.Recalled = r.recall(found.rows[found.heading].Cells)
	r.unfold()
	r.surveyed()
	r.months(found.rows[:found.heading], f)
	r.wares()
	r.sums()
	r.signDays()
	r.catalogued()
	r.lookUp()
	f.Returned = r.rejects()
	r.findOwn()
	r.preferSheet()
	r.halves()
	r.settle()
	r.spread()
	r.unreadable()
	r.conflicts()
	r.boughtIn()
	r.viable()
	r.askWares()
	if err := r.priced(); err != nil {
		return err
	}
	r.late()
	r.conflicts()
	r.extras()
	r.refunds()
	r.findSlashes()
	r.findSerials()
	r.unfolded()
	r.asked()
	r.waresTold()
	r.dayless()
	r.suggest()
	r.uncounted()
	r.askBill()
	for _, c := range r.choices {
		f.Columns = append(f.Columns, c.Mapping)
	}
	f.Notes, f.unused, f.own = r.notes, unused, r.own
	if !r.usable() || len(r.questions) > 0 {
		if f.strange = !r.usable(); f.strange && isChain(found.rows) {
			return sheet.Fail(sheet.Failed, "这是一行行的文字（如微信接龙），不是表格；请改成第一行写表头（姓名、手机、产品、数量、金额），一人一行、一样一列；或每行写成“王秀兰 买 钙片 2瓶 396元”，用 kehu note 记",
				"these are lines of text, such as a chain of messages, and no sheet: write headings into the first row (name, phone, product, quantity, amount), and a row for each with a column for each; or write each line like “王秀兰 买 钙片 2瓶 396元” and record them with kehu note")
		}
		return r.ask(f)
	}
	f.Sheet, f.day = r.finest(), r.day
	return nil
}

// lookUp finds each open heading in the dictionary and settles what needs no
// second look.
func (r *resolver) lookUp() {
	for i := range r.choices {
		c := &r.choices[i]
		c.key = r.words.find(c.Heading)
		switch entry, listed := r.words.lists[c.key]; {
		case !c.open:
		case c.key == "":
			c.as(Extra)
		case listed && len(r.words.places[c.key]) == 0:
			c.as(entry.role)
			c.ExtraSheet = entry.sheet
		case len(r.words.places[c.key]) == 0:
			c.as(Sensitive)
		}
		if c.fixed && c.As == Extra && (isSensitive(spelling(c.Heading)) || r.words.lists[c.key].role == Sensitive) {
			c.As = Sensitive // only --allow-sensitive lets it in
		}
		if c.As == Sensitive && r.o.AllowSensitive {
			c.As, c.ExtraSheet = Extra, sheet.Customers
		}
	}
}

// as settles c.
func (c *choice) as(role Role) { c.As, c.Column, c.open, c.Product = role, nil, false, "" }

// to settles c as column, at the rank that the dictionary gives it there.
func (r *resolver) to(c *choice, column *sheet.Column) {
	c.As, c.Column, c.open, c.rank = Mapped, column, false, 1
	for _, p := range r.words.places[c.key] {
		if p.column == column {
			c.rank = p.rank
		}
	}
}

// settle decides the open headings: first those that have one meaning, which are
// the context for the rest; then those with a rule of their own, in the order of
// the rules; then whatever is left, by the sheets that are there.
func (r *resolver) settle() {
	for i := range r.choices {
		c := &r.choices[i]
		if places := r.candidates(c); c.open && ruleFor(c.key) == nil && len(places) == 1 {
			r.to(c, places[0].column)
		}
	}
	for _, rule := range rules() {
		for i := range r.choices {
			if c := &r.choices[i]; c.open && isWord(rule.headings, c.key) {
				rule.decide(r, i)
			}
		}
	}
	for i := range r.choices {
		if c := &r.choices[i]; c.open {
			r.byContext(c)
		}
	}
}

// findSerials finds what days a spreadsheet's numbers may stand for: any where they
// are most of a column, else those within a year of the column's other days.
func (r *resolver) findSerials() {
	for i := range r.choices {
		c := &r.choices[i]
		if c.As != Mapped {
			continue
		}
		if c.Column == columnOf("purchases.paid") {
			c.ticks = slices.ContainsFunc(r.values(i), func(v string) bool { return isSettled(c.Column, v) })
		}
		switch c.Column.Kind() {
		case sheet.DateKind, sheet.MomentKind:
			c.serials = r.vouched(r.values(i), c.slashes)
		case sheet.BirthdayKind:
			if share(r.values(i), sheet.IsSerial) > 0.5 {
				c.serials = sheet.AnySerial()
			}
		}
	}
}

func (r *resolver) vouched(values []string, slashes sheet.Slashes) (span sheet.Span) {
	if share(values, sheet.IsSerial) > 0.5 {
		return sheet.AnySerial()
	}
	const year = 366
	for _, v := range values {
		day, err := sheet.ParseDate(v, sheet.Reading{Today: r.o.Today, Slashes: slashes})
		if err != nil || day == 0 {
			continue
		}
		if span.To == 0 {
			span = sheet.Span{From: day - year, To: day + year}
		}
		span.From, span.To = min(span.From, day-year), max(span.To, day+year)
	}
	return span
}

// candidates are the columns that a heading may mean, kehu's figures aside.
func (r *resolver) candidates(c *choice) []place {
	return slices.DeleteFunc(slices.Clone(r.words.places[c.key]), func(p place) bool {
		return p.column.Origin == sheet.Derived
	})
}

// byContext takes the candidate whose sheet has most columns in the file; of
// equals the one that fits best.
func (r *resolver) byContext(c *choice) {
	var best place
	for _, p := range r.candidates(c) {
		more := 0
		if best.column != nil {
			more = r.count(p.column.Sheet) - r.count(best.column.Sheet)
		}
		if best.column == nil || more > 0 || more == 0 && p.rank < best.rank {
			best = p
		}
	}
	if best.column == nil {
		c.as(Extra)
		return
	}
	r.to(c, best.column)
}
