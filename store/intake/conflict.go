package intake

import (
	"cmp"
	"slices"
	"strings"

	"kehu/store/grid"
	"kehu/store/sheet"
)

// conflicts leaves each column to one heading: the one that fits best. The
// others find another place or become columns of the user's own; where two fit
// equally well and differ, it is a question.
func (r *resolver) conflicts() {
	type claimed struct {
		column *sheet.Column
		group  int
		day    string
	}
	done := map[claimed]bool{}
	for i := range r.choices {
		c := &r.choices[i]
		if it := (claimed{c.Column, c.Group, c.Day}); c.As != Mapped || done[it] {
			continue
		} else {
			done[it] = true
		}
		if claims := r.claims(&c.Mapping); len(claims) > 1 {
			r.contest(claims)
		}
	}
}

// claims are the places of the headings that claim the same as m, the best fit first.
func (r *resolver) claims(m *Mapping) []int {
	var claims []int
	for i := range r.choices {
		if c := &r.choices[i]; c.As == Mapped && c.Column == m.Column && c.Group == m.Group && c.Day == m.Day && c.half != given {
			claims = append(claims, i)
		}
	}
	slices.SortStableFunc(claims, func(a, b int) int {
		return cmp.Compare(r.choices[a].grade(), r.choices[b].grade())
	})
	return claims
}

// grade is the rank of a choice; what the user says comes first.
func (c *choice) grade() int {
	if c.fixed {
		return -1
	}
	return c.rank
}

func (r *resolver) contest(claims []int) {
	winner := &r.choices[claims[0]]
	for _, i := range claims[1:] {
		c := &r.choices[i]
		switch {
		case r.elsewhere(i):
		case c.grade() <= 1 && c.grade() == winner.grade() && r.differ(claims[0], i):
			r.questions = append(r.questions, r.twoClaims(claims[0], i))
			c.as(Extra)
		default:
			column := c.Column
			c.as(Extra)
			c.Note = sheet.W("与“%[1]s”同是“%[2]s”，以“%[1]s”为准", "“%[1]s” stands for %[2]s, too, and is taken", winner.Heading, column.Label())
		}
	}
}

// elsewhere finds another place for a heading that lost its column.
func (r *resolver) elsewhere(i int) bool {
	c := &r.choices[i]
	second := map[string]string{"customers.phone": "customers.phone2", "customers.village": "customers.group"}[c.Column.Sheet.Key+"."+c.Column.Key]
	if second == "" || r.has(second) || r.anyCandidate(second) {
		return false
	}
	if second == "customers.phone2" && share(r.values(i), isPhone) < 0.5 || second == "customers.group" && !isWord("屯 寨 自然村 组 队 村民组", c.key) {
		return false
	}
	c.Note = sheet.W("第二个“%s”", "the second %s", c.Column.Label())
	c.Column, c.rank = columnOf(second), 2
	return true
}

// anyCandidate reports whether an open heading may still mean the column.
func (r *resolver) anyCandidate(name string) bool {
	column := columnOf(name)
	return slices.ContainsFunc(r.choices, func(c choice) bool {
		return c.open && slices.ContainsFunc(r.words.places[c.key], func(p place) bool { return p.column == column })
	})
}

// differ reports whether two columns of the sample hold different values in any row.
func (r *resolver) differ(a, b int) bool {
	return slices.ContainsFunc(r.data, func(row grid.Line) bool {
		if a >= len(row.Cells) || b >= len(row.Cells) {
			return false
		}
		x, y := clean(row.Cells[a]), clean(row.Cells[b])
		return x != "" && y != "" && x != y
	})
}

// unreadable gives up columns none of whose cells their kind can read, such as
// 是否邀约 with yes and no where a day belongs. What a row cannot do without
// stays: its rows are rejected, each with its reason.
func (r *resolver) unreadable() {
	for i := range r.choices {
		c := &r.choices[i]
		if c.As != Mapped || c.fixed || c.Column.Required || c.Column.Key == "no" || !limited(c.Column.Kind()) || asksDeal(c.Heading, c.Column) {
			continue
		}
		values := r.values(i)
		if len(values) < 3 || c.Column.Kind() == sheet.PhoneKind && share(values, isCutPhone) >= 0.5 || slices.ContainsFunc(values, func(v string) bool { return r.reads(c.Column, v) || isSettled(c.Column, v) }) {
			continue
		}
		column := c.Column
		c.as(Extra)
		c.Note = sheet.W("内容不像“%s”，原样保留", "the cells are not those of %s and are kept as they are", column.Label())
	}
}

// isCutPhone reports whether a cell holds what is left of a phone that a spreadsheet cut
// off or a shop masked: 1.38E+10, 138****0001.
func isCutPhone(cell string) bool {
	text := strings.TrimLeft(sheet.Fold(cell), "0123456789.")
	return text != sheet.Fold(cell) && (strings.HasPrefix(text, "E+") || strings.HasPrefix(text, "e+") || strings.HasPrefix(text, "*"))
}

// limited reports whether a kind refuses some cells.
func limited(k sheet.Kind) bool {
	switch k {
	case sheet.TextKind, sheet.TermKind, sheet.RefKind, sheet.NoKind:
		return false
	}
	return true
}

// isPhone reports whether a cell holds a telephone number.
func isPhone(cell string) bool {
	numbers, _ := sheet.ParsePhones(cell)
	return len(numbers) > 0
}
