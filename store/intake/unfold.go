package intake

import (
	"maps"
	"slices"
	"strings"

	"kehu/store/sheet"
)

// A wide sheet writes what happened once more in further columns: 第一次回访时间,
// 第二次回访时间 … Such columns are unfolded: each number makes a group, and the
// groups of a row become as many rows of the same sheet.

// often is a heading that is numbered in the file.
type often struct {
	at   int    // its column
	n    int    // its number, from 1 on
	rest string // the spelling without the number
}

// unfold settles the headings that are numbered, where their groups make rows.
func (r *resolver) unfold() {
	family := map[string][]often{}
	for i := range r.choices {
		if n, rest, ok := ordinal(spelling(r.choices[i].Heading)); ok && r.choices[i].open {
			family[rest] = append(family[rest], often{i, n, rest})
		}
	}
	columns := map[string]*sheet.Column{}
	for rest, members := range family {
		if slices.ContainsFunc(members, func(o often) bool { return o.n != members[0].n }) {
			columns[rest] = nil
		}
	}
	r.nameFamilies(family, columns)
	for rest, column := range columns {
		if column == nil || !groupsFeed(column.Sheet, columns) {
			continue
		}
		for _, o := range family[rest] {
			r.unfoldTo(o, column)
		}
	}
	for _, rest := range slices.Sorted(maps.Keys(family)) {
		if column := r.strayOf(rest, family[rest], columns); column != nil {
			r.unfoldTo(family[rest][0], column)
		}
	}
}

func (r *resolver) unfoldTo(o often, column *sheet.Column) {
	c := &r.choices[o.at]
	r.to(c, column)
	c.Group = o.n
}

// strayOf is the column of one that others of its kind call otherwise: 三次回访日期 where
// the first two are 第一次回访时间 and 第二次回访时间; nil if it is none.
func (r *resolver) strayOf(rest string, members []often, columns map[string]*sheet.Column) *sheet.Column {
	if _, numbered := columns[rest]; numbered || len(members) != 1 {
		return nil
	}
	for _, p := range r.repeatable(rest) {
		feeds := func(c choice) bool { return c.As == Mapped && c.Group > 0 && c.Column == p.column }
		taken := func(c choice) bool { return feeds(c) && c.Group == members[0].n }
		if slices.ContainsFunc(r.choices, feeds) && !slices.ContainsFunc(r.choices, taken) {
			return p.column
		}
	}
	return nil
}

// nameFamilies finds the column of each family: first of those with one meaning,
// which are the context for the rest.
func (r *resolver) nameFamilies(family map[string][]often, columns map[string]*sheet.Column) {
	topics := map[*sheet.Sheet]int{}
	for rest := range columns {
		if places := r.repeatable(rest); len(places) == 1 && !r.ofCustomer(rest) {
			columns[rest] = places[0].column
			topics[places[0].column.Sheet]++
		}
	}
	for rest := range columns {
		if columns[rest] == nil {
			columns[rest] = r.familyColumn(rest, family[rest], topics)
		}
	}
}

// repeatable are the places of a spelling in sheets of what happens again and again.
func (r *resolver) repeatable(rest string) []place {
	return slices.DeleteFunc(slices.Clone(r.words.places[rest]), func(p place) bool {
		return !repeats(p.column.Sheet) || p.column.Origin == sheet.Derived
	})
}

// repeats reports whether a row of a file may make several rows of s.
func repeats(s *sheet.Sheet) bool {
	return s == sheet.Purchases || s == sheet.Interactions || s == sheet.Payments || s == sheet.Feedbacks
}

// ofCustomer reports whether a spelling may name a column of the customers.
func (r *resolver) ofCustomer(rest string) bool {
	return slices.ContainsFunc(r.words.places[rest], func(p place) bool { return p.column.Sheet == sheet.Customers })
}

// familyColumn decides a family by the topics of the others, or for a name alone
// such as 回访 by its cells; nil if it can't be decided.
func (r *resolver) familyColumn(rest string, members []often, topics map[*sheet.Sheet]int) *sheet.Column {
	switch rest {
	case "回访", "跟进", "拜访", "联系", "沟通", "走访", "家访", "visit":
		return r.visitColumn(members)
	}
	var best place
	for _, p := range r.repeatable(rest) {
		if topics[p.column.Sheet] > 0 && (best.column == nil || topics[p.column.Sheet] > topics[best.column.Sheet]) {
			best = p
		}
	}
	return best.column
}

// visitColumn reads 第一次回访 as the day of a visit, or as a text that begins with it.
func (r *resolver) visitColumn(members []often) *sheet.Column {
	var values []string
	for _, o := range members {
		values = append(values, r.values(o.at)...)
	}
	at := columnOf("interactions.at")
	switch {
	case share(values, func(v string) bool { return r.reads(at, v) }) >= 0.5:
		return at
	case share(values, func(v string) bool { _, _, ok := leadingDay(v, sheet.Reading{Today: r.o.Today}); return ok }) >= 0.5:
		return columnOf("interactions.content")
	}
	return nil
}

// groupsFeed reports whether the families' columns make rows of s.
func groupsFeed(s *sheet.Sheet, columns map[string]*sheet.Column) bool {
	has := func(names ...string) bool {
		for _, column := range columns {
			if column != nil && slices.Contains(names, column.Sheet.Key+"."+column.Key) {
				return true
			}
		}
		return false
	}
	switch s {
	case sheet.Purchases:
		return has("purchases.amount") || has("purchases.price") && has("purchases.qty")
	case sheet.Interactions:
		return has("interactions.at", "interactions.content")
	case sheet.Payments:
		return has("payments.amount") && has("payments.on")
	}
	return has("feedback.score", "feedback.content", "feedback.kind") && has("feedback.on", "interactions.at", "purchases.on")
}

// unfolded says what was unfolded.
func (r *resolver) unfolded() {
	for _, s := range sheets() {
		first, columns, groups := "", 0, map[int]bool{}
		for i := range r.choices {
			if c := &r.choices[i]; c.As == Mapped && c.Group > 0 && c.month == 0 && c.Product == "" && c.Column.Sheet == s && !c.isAnswer() {
				if columns++; first == "" {
					first = c.Heading
				}
				groups[c.Group] = true
			}
		}
		if columns > 0 {
			r.notes = append(r.notes, sheet.W("“%s”等 %d 列横着记了 %d 次，展开成每次一条%s",
				"“%s” and others, %d columns, tell of %d times side by side: each becomes a row of %s", first, columns, len(groups), s.Label()))
		}
	}
}

// ordinal takes the number out of a spelling: 第一次回访时间, 一次回访, 回访时间2,
// 回访(第二次).
func ordinal(text string) (n int, rest string, ok bool) {
	if rest, ok := strings.CutPrefix(text, "第"); ok {
		return counted(rest)
	}
	if n, rest, ok = counted(text); ok && text[0] > '9' {
		return n, rest, true
	}
	text = strings.TrimSuffix(strings.TrimSuffix(text, ")"), "次")
	end := strings.TrimRight(text, "0123456789一二三四五六七八九十")
	n, tail := numeral(text[len(end):])
	rest = strings.TrimSuffix(strings.TrimSuffix(end, "第"), "(")
	return n, rest, n > 0 && tail == "" && len(rest) >= 4
}

// counted takes 一次 or 2笔 from the beginning.
func counted(text string) (n int, rest string, ok bool) {
	if n, rest = numeral(text); n == 0 {
		return 0, "", false
	}
	for _, word := range [...]string{"次", "笔", "单", "回"} {
		if tail, ok := strings.CutPrefix(rest, word); ok && tail != "" && tail != "数" {
			return n, tail, true
		}
	}
	return 0, "", false
}

// mostTimes is the largest number of a group.
const mostTimes = 31

// numeral takes a number up to mostTimes from the beginning, 0 if there is none.
func numeral(text string) (n int, rest string) {
	rest = strings.TrimLeft(text, "0123456789")
	if digits := text[:len(text)-len(rest)]; digits != "" && len(digits) <= 2 {
		n = int(digits[len(digits)-1] - '0')
		if len(digits) == 2 {
			n += 10 * int(digits[0]-'0')
		}
	} else if digits == "" {
		n, rest = hanNumber(text)
	}
	if n > mostTimes {
		return 0, text
	}
	return n, rest
}

// hanNumber takes 一 to 十九, 0 if there is none.
func hanNumber(text string) (n int, rest string) {
	const digits = "一二三四五六七八九"
	rest = text
	if tail, ok := strings.CutPrefix(text, "十"); ok {
		n, rest = 10, tail
	}
	r, size := firstRune(rest)
	if at := strings.IndexRune(digits, r); size > 0 && at >= 0 {
		n, rest = n+at/3+1, rest[size:]
	}
	return n, rest
}

// leadingDay takes the day from the beginning of a text: 2026-1-5 吃着呢, 1月5日电话.
func leadingDay(text string, r sheet.Reading) (day sheet.Date, rest string, ok bool) {
	for i, c := range text {
		if i > 30 {
			break
		}
		end := i
		switch {
		case strings.ContainsRune("日号", c):
			end += len(string(c))
		case !strings.ContainsRune(" \t\n，,：:；;、\u3000", c):
			continue
		}
		if day, err := sheet.ParseDate(text[:end], r); err == nil && day != 0 {
			return day, strings.TrimLeft(text[end:], " \t\n，,：:；;、\u3000"), true
		}
	}
	return 0, text, false
}
