package intake

import (
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"

	"kehu/store/sheet"
)

// suggest says what unknown headings are perhaps meant to be: one that differs by
// one character from a known heading, or that contains one. It is never taken for
// it: the user says so, or it stays a column of the user's own.
func (r *resolver) suggest() {
	for i := range r.choices {
		c := &r.choices[i]
		if c.As != Extra || c.fixed || c.key != "" || c.Heading == "" {
			continue
		}
		column := r.words.near(bare(spelling(c.Heading)))
		if column == nil || r.taken(column, 0) || !r.readable(i, column) {
			continue
		}
		c.Suggestion = column
		r.notes = append(r.notes, sheet.W("“%[1]s”可能是“%[2]s”，没有采用；是的话请加 --map '%[1]s=%[3]s'",
			"“%[1]s” may be %[2]s and was not taken for it: if it is, add --map '%[1]s=%[3]s'", c.Heading, placeOf(column), KeyOf(column)))
	}
}

// placeOf is what a person calls a column: one of another sheet than the customers'
// with its sheet.
func placeOf(c *sheet.Column) sheet.Words {
	if c.Sheet == sheet.Customers {
		return c.Label()
	}
	return sheet.W("%s.%s", "%s.%s", c.Sheet.Label(), c.Label())
}

// readable reports whether at least half of the cells of column i can be read as
// column's.
func (r *resolver) readable(i int, column *sheet.Column) bool {
	values := r.values(i)
	return len(values) == 0 || share(values, func(v string) bool { return r.reads(column, v) }) >= 0.5
}

// near is the column whose known heading is most like an unknown one, nil if none
// is or the best differ.
func (d *dictionary) near(text string) *sheet.Column {
	var best *sheet.Column
	score := 0
	for known, places := range d.places {
		n := likeness(text, known)
		column := best
		if n > 0 && n >= score {
			column = only(places)
		}
		switch {
		case n > score:
			best, score = column, n
		case n == score && column != best:
			best = nil
		}
	}
	return best
}

// only is the one column among places that can be read from a sheet, nil if there
// are several or none.
func only(places []place) (column *sheet.Column) {
	for _, p := range places {
		switch {
		case p.column.Origin == sheet.Derived:
		case column != nil:
			return nil
		default:
			column = p.column
		}
	}
	return column
}

// nearly reports whether texts of so many characters can be one apart: counting is cheap,
// comparing is not.
func nearly(text, known int) bool { return text >= 3 && max(text-known, known-text) <= 1 }

// likeness grades how like a known heading an unknown one is; 0: not at all.
// Headings that mean many things are like none.
func likeness(text, known string) int {
	length := utf8.RuneCountInString(known)
	han := length < len(known)
	switch {
	case length < 2 || !han && length < 5 || strings.ContainsAny(known, ".(0123456789"):
		return 0
	case strings.Contains(text, known) && ruleFor(known) == nil:
		return 2 * length
	case length >= 3 && nearly(utf8.RuneCountInString(text), length) && levenshtein.ComputeDistance(text, known) == 1:
		return 2*length - 1
	}
	return 0
}
