package intake

import (
	"slices"
	"strings"

	"kehu/store/sheet"
)

// choice is what becomes of a heading, while it is being decided.
type choice struct {
	Mapping
	key   string // the spelling under which the heading is known, "" if it is not
	rank  int    // how well the heading fits its column, see place
	fixed bool   // the user, or kehu's own export, says so
	open  bool   // not yet decided
}

// resolver decides where the columns of a file go.
type resolver struct {
	o         Options
	words     *dictionary
	of        *sheet.Sheet // whose headings come first, nil if no sheet's do
	own       bool         // the file is an export of kehu's
	choices   []choice
	data      []row // of the sample, below the heading row
	questions []Question
	notes     []sheet.Words
}

// match decides the columns of a file that is laid out as found.
func (f *File) match(found layout, words *dictionary, o Options) error {
	r := &resolver{o: o, words: words, of: o.Sheet, data: found.rows[found.heading+1:]}
	for _, cell := range found.rows[found.heading].cells {
		r.choices = append(r.choices, choice{Mapping: Mapping{Heading: clean(cell)}, open: true})
	}
	unused, err := r.obey(o.Map)
	if err != nil {
		return err
	}
	r.lookUp()
	r.findOwn()
	r.preferSheet()
	r.settle()
	r.unreadable()
	r.conflicts()
	r.viable()
	r.late()
	r.conflicts()
	r.extras()
	if !r.usable() || len(r.questions) > 0 {
		return r.ask(f)
	}
	for _, c := range r.choices {
		f.Columns = append(f.Columns, c.Mapping)
	}
	f.Notes, f.Unused, f.Sheet = r.notes, unused, r.finest()
	return nil
}

// obey takes what the user's map says, and returns the headings of the map that
// the file doesn't have.
func (r *resolver) obey(user map[string]string) (unused []string, err error) {
	for heading, key := range user {
		found := false
		for i := range r.choices {
			c := &r.choices[i]
			if c.Heading != clean(heading) && spelling(c.Heading) != spelling(heading) || c.Heading == "" {
				continue
			}
			found, c.fixed, c.open = true, true, false
			if c.As, c.Column, err = r.meaning(key); err != nil {
				return nil, err
			}
		}
		if !found {
			unused = append(unused, heading)
		}
	}
	slices.Sort(unused)
	return unused, nil
}

// meaning reads the right side of the user's map.
func (r *resolver) meaning(key string) (Role, *sheet.Column, error) {
	switch spelling(key) {
	case "skip", "跳过", "不导入":
		return Skipped, nil, nil
	case "extra", "自定义":
		return Extra, nil, nil
	}
	if r.of != nil {
		if c := r.of.Column(key); c != nil && (c.Origin == sheet.Own || c.Origin == sheet.Input) && c.Key != "customer" {
			return Mapped, c, nil
		}
	}
	if c := columnOf(key); c != nil && c.Stored() && c.Key == "customer" {
		return Mapped, columnOf("customers.name"), nil
	}
	for _, p := range r.words.places[spelling(key)] {
		if p.rank == 0 && (p.column.Origin != sheet.Derived || p.column.Key == "no") {
			return Mapped, p.column, nil
		}
	}
	return 0, nil, sheet.Fail(sheet.Misused, "--map 里没有“%s”这一列；列的键见 kehu help columns，另有 skip、extra",
		"--map names no column “%s”: see kehu help columns for the keys, or use skip or extra", key)
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
func (c *choice) as(role Role) { c.As, c.Column, c.open = role, nil, false }

// to settles c as column, at the rank that the dictionary gives it there.
func (r *resolver) to(c *choice, column *sheet.Column) {
	c.As, c.Column, c.open, c.rank = Mapped, column, false, 1
	for _, p := range r.words.places[c.key] {
		if p.column == column {
			c.rank = p.rank
		}
	}
}

// findOwn recognises an export of kehu's: its 编号 holds #17, or b12 beside other
// headings of that sheet. The sheet's own headings then come first.
func (r *resolver) findOwn() {
	for i := range r.choices {
		c := &r.choices[i]
		if !slices.Contains([]string{"编号", "no", "客户编号", "customerno", "customer_no"}, c.key) || c.fixed {
			continue
		}
		of := r.numbered(i)
		switch {
		case of == nil:
		case of == sheet.Customers:
			r.to(c, columnOf("customers.no"))
			if r.of == nil && (c.key == "编号" || c.key == "no") {
				r.of, r.own = of, r.mostly(of)
			}
		case r.of == of || r.of == nil && r.mostly(of):
			c.as(Skipped)
			c.Note = sheet.W("kehu 自己的编号", "kehu's own number")
			r.of, r.own = of, true
		}
	}
}

// numbered is the sheet whose numbers column i holds (#17, b12), nil if none.
func (r *resolver) numbered(i int) *sheet.Sheet {
	values := r.values(i)
	for _, s := range sheets() {
		if s.Prefix != "" && share(values, func(v string) bool {
			digits, ok := strings.CutPrefix(sheet.Fold(v), s.Prefix)
			return ok && digits != "" && strings.Trim(digits, "0123456789-") == "" && digits[0] != '-'
		}) >= 0.8 {
			return s
		}
	}
	return nil
}

// mostly reports whether most of the headings are of sheet s.
func (r *resolver) mostly(s *sheet.Sheet) bool {
	headings, its := 0, 0
	for _, c := range r.choices {
		if c.Heading == "" {
			continue
		}
		headings++
		if slices.ContainsFunc(s.Columns, func(column *sheet.Column) bool {
			return c.Heading == column.ZH || c.Heading == column.EN || c.Heading == column.Key
		}) {
			its++
		}
	}
	return its >= 2 && 5*its >= 3*headings
}

// preferSheet settles the headings of the sheet that comes first.
func (r *resolver) preferSheet() {
	for i := range r.choices {
		c := &r.choices[i]
		if !c.open || r.of == nil {
			continue
		}
		switch column, rank := r.ofSheet(c.key); {
		case column == nil:
		case column.Origin == sheet.Derived:
			c.as(Skipped)
			c.Note = sheet.W("kehu 自己算的数", "kehu computes it")
		default:
			r.to(c, column)
			c.fixed = rank == 0 && r.own
		}
	}
}

// ofSheet is the column of the sheet that comes first which a spelling fits best,
// nil if none. Only in kehu's own export are kehu's figures meant.
func (r *resolver) ofSheet(key string) (best *sheet.Column, rank int) {
	for _, p := range r.words.places[key] {
		c := p.column
		if c.Sheet == r.of && c.Key != "no" && (c.Origin != sheet.Derived || r.own) && (best == nil || p.rank < rank) {
			best, rank = c, p.rank
		}
	}
	return best, rank
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
		if i < len(row.cells) {
			if v := clean(row.cells[i]); v != "" {
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
	return column.Parse(column.Sheet.New(), cell, sheet.Reading{Today: r.o.Today}) == nil
}
