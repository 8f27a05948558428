package intake

import (
	"maps"
	"slices"
	"strings"

	"kehu/store/sheet"
)

// obey takes what the user's map says, and returns the headings of the map that
// the file doesn't have.
func (r *resolver) obey(user map[string]string) (unused []string, err error) {
	for _, heading := range slices.Sorted(maps.Keys(user)) {
		key, found := user[heading], false
		for i := range r.choices {
			c := &r.choices[i]
			if !c.meantBy(heading, user) {
				continue
			}
			found, c.fixed, c.open = true, true, false
			if err = r.mean(c, key); err != nil {
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

// name gives each column the name that a map calls it by: of headings that are alike
// each after the first is numbered.
func (r *resolver) name() {
	taken := map[string]bool{}
	for i := range r.choices {
		taken[r.choices[i].Heading] = true
	}
	seen := map[string]bool{}
	for i := range r.choices {
		c := &r.choices[i]
		c.Name = c.Heading
		for n := 2; c.Heading != "" && seen[c.Heading] && taken[c.Name]; n++ {
			c.Name = c.Heading + itoa(n)
		}
		seen[c.Heading], taken[c.Name] = true, true
	}
}

// meantBy reports whether an entry of a map is about c: by its name, by its very heading
// where no entry has its name, or by its spelling where none has either.
func (c *choice) meantBy(heading string, user map[string]string) bool {
	if c.Heading == "" || c.Name == clean(heading) {
		return c.Heading != ""
	}
	if _, named := user[c.Name]; named {
		return false
	}
	if c.Heading == clean(heading) {
		return true
	}
	_, other := user[c.Heading]
	return !other && spelling(c.Heading) == spelling(heading)
}

// lacking refuses a map with headings that none of the files has, of those that could
// be read or of those that err asks about.
func lacking(files []*File, err error) error {
	if q := asksOf(err); q != nil {
		files = q.files
	}
	if len(files) == 0 {
		return nil
	}
	var headings []string
	for _, f := range files {
		for _, m := range f.Columns {
			headings = append(headings, m.Name)
		}
	}
	return lacks(files[0].unused, headings)
}

// headings are the file's.
func (r *resolver) headings() (headings []string) {
	for i := range r.choices {
		headings = append(headings, r.choices[i].Heading)
	}
	return headings
}

// headingsShown is how many headings an error lists.
const headingsShown = 30

// lacks is the error for headings of the user's map that are none of the file's.
func lacks(unused, headings []string) error {
	if len(unused) == 0 {
		return nil
	}
	headings = slices.DeleteFunc(headings, func(heading string) bool { return heading == "" })
	list := sheet.Names(headings[:min(len(headings), headingsShown)])
	return sheet.Fail(sheet.Misused, "表里没有“%s”这个表头，--map 的左边要照表头写；表头有：%s",
		"--map names “%s”, which is no heading of the sheet; the headings are: %s", sheet.Names(unused), list)
}

// recall takes what a remembered mapping says of the headings that are still open,
// and reports whether it says anything.
func (r *resolver) recall(headings []string) (some bool) {
	remembered := r.words.recall(signature(headings))
	for _, heading := range slices.Sorted(maps.Keys(remembered)) {
		var known choice
		if r.mean(&known, remembered[heading]) != nil || known.Column != nil && r.taken(known.Column, known.Group) {
			continue // the column is no more, or the user puts another heading there
		}
		for i := range r.choices {
			if c := &r.choices[i]; c.open && c.meantBy(heading, remembered) {
				_ = r.mean(c, remembered[heading])
				c.fixed, c.open, some = true, false, true
			}
		}
	}
	return some
}

// taken reports whether a column, or that of a group, is settled.
func (r *resolver) taken(column *sheet.Column, group int) bool {
	return slices.ContainsFunc(r.choices, func(c choice) bool {
		return !c.open && c.As == Mapped && c.Column == column && c.Group == group
	})
}

// mean makes c what the right side of a map says, which may name a group: the second
// time, or a product.
func (r *resolver) mean(c *choice, key string) (err error) {
	plain, of, grouped := strings.Cut(key, "#")
	if c.As, c.Column, err = r.meaning(plain); err != nil || !grouped {
		return err
	}
	group, rest := numeral(of)
	if group == 0 || rest != "" {
		if w, ok := wareTold(c.Column, of); ok {
			r.toWare(c, w)
			return nil
		}
	} else if c.Column != nil && repeats(c.Column.Sheet) {
		c.Group = group
		return nil
	}
	return sheet.Fail(sheet.Misused, "--map 的“%s”读不懂；“#2”只能跟在购买、互动、还款、反馈的列后面，“#钙片”只能跟在购买的数量、金额后面",
		"--map: cannot read “%s”: #2 goes behind a column of purchases, interactions, payments or feedback, #钙片 behind a purchase's quantity or amount", key)
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

// rejects leaves out what kehu puts before the rows it gives back: the reason and
// the line. It reports whether they are there.
func (r *resolver) rejects() bool {
	var headings []string
	for _, c := range r.choices {
		headings = append(headings, c.Heading)
	}
	if !givenBack(headings) {
		return false
	}
	r.choices[0].as(Skipped)
	r.choices[1].as(Skipped)
	if days := daysIn(headings[1], r.o.Today); len(days) == 1 {
		r.day = days[0]
	}
	return true
}

// givenBack reports whether the headings are those of rows that an import gave back.
func givenBack(headings []string) bool {
	if len(headings) < 2 {
		return false
	}
	first, second := spelling(clean(headings[0])), bare(spelling(clean(headings[1]))) // 行号（2026-03-12）, see LineHeading
	return first == "错误原因" && second == "行号" || first == "reason" && second == "line"
}

// findOwn recognises an export of kehu's: its 编号 holds #17, or b12 beside other
// headings of that sheet, or its headings are the sheet's keys. The sheet's own
// headings then come first.
func (r *resolver) findOwn() {
	keyed := r.keyed()
	for i := range r.choices {
		c := &r.choices[i]
		if !slices.Contains([]string{"编号", "no", "客户编号", "customerno", "customer_no"}, c.key) || c.fixed {
			continue
		}
		of := r.numbered(i)
		switch {
		case of == nil && keyed != nil && c.key == "no":
			of = keyed
		case of == nil && keyed != nil:
			of = sheet.Customers
		}
		switch {
		case of == nil:
		case of == sheet.Customers:
			r.to(c, columnOf("customers.no"))
			r.own = true
			if r.of == nil && (c.key == "编号" || c.key == "no") && r.mostly(of) {
				r.of = of
			}
		case r.of == of || r.of == nil && r.mostly(of):
			c.as(Skipped)
			c.Note = sheet.W("kehu 自己的编号", "kehu's own number")
			r.of, r.own = of, true
		}
	}
}

// keyed is the sheet that was exported with keys for headings, its numbers bare;
// nil if this is none such. Nobody else's headings are most of a sheet's keys.
func (r *resolver) keyed() (found *sheet.Sheet) {
	headings, most := map[string]bool{}, 0
	for _, c := range r.choices {
		headings[c.Heading] = true
	}
	if !headings["no"] {
		return nil
	}
	for _, s := range sheets() {
		keys, there := 0, 0
		for _, c := range s.Columns {
			if c.Origin == sheet.Input {
				continue
			}
			if keys++; headings[c.Key] {
				there++
			}
		}
		if 4*there >= 3*keys && there > most {
			found, most = s, there
		}
	}
	return found
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

// preferSheet leaves out kehu's own figures and settles the headings of the sheet
// that comes first.
func (r *resolver) preferSheet() {
	figures := r.own && (r.of != nil || !r.anyCandidate("purchases.amount"))
	for i := range r.choices {
		c := &r.choices[i]
		best := r.ofSheet(c.key)
		switch {
		case !c.open:
		case figures && r.isFigure(c.key):
			c.as(Skipped)
			c.Note = sheet.W("kehu 自己算的数", "kehu computes it")
		case best.column != nil:
			r.to(c, best.column)
			c.fixed = best.rank == 0 && r.own
		}
	}
}

// isFigure reports whether a spelling is kehu's heading of a figure.
func (r *resolver) isFigure(key string) bool {
	return slices.ContainsFunc(r.words.places[key], func(p place) bool {
		return p.column.Origin == sheet.Derived && p.column.Key != "no"
	})
}

// ofSheet is the place in the sheet that comes first which a spelling fits best;
// without a column if there is none.
func (r *resolver) ofSheet(key string) (best place) {
	for _, p := range r.words.places[key] {
		if p.column.Sheet == r.of && p.column.Origin != sheet.Derived && (best.column == nil || p.rank < best.rank) {
			best = p
		}
	}
	return best
}
