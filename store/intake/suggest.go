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
	score, length := 0, utf8.RuneCountInString(text)
	for _, known := range d.telling {
		n := known.likeness(text, length)
		column := best
		if n > 0 && n >= score {
			column = only(d.places[known.text])
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

// telling is a known heading that an unknown one may be like.
type telling struct {
	text   string
	length int // in characters
}

// tell lists the headings that say enough for another to be like them.
func (d *dictionary) tell() {
	for text := range d.places {
		length := utf8.RuneCountInString(text)
		han := length < len(text)
		if length >= 2 && (han || length >= 5) && !strings.ContainsAny(text, ".(0123456789") {
			d.telling = append(d.telling, telling{text, length})
		}
	}
}

// likeness grades how like a known heading an unknown one of so many characters is; 0: not
// at all. Headings that mean many things are like none.
func (k telling) likeness(text string, length int) int {
	// Comparing takes long; of two texts one character apart one end is the same.
	nearly := min(length, k.length) >= 3 && max(length-k.length, k.length-length) <= 1 &&
		(text[0] == k.text[0] || text[len(text)-1] == k.text[len(k.text)-1])
	switch {
	case strings.Contains(text, k.text) && ruleFor(k.text) == nil:
		return 2 * k.length
	case nearly && levenshtein.ComputeDistance(text, k.text) == 1:
		return 2*k.length - 1
	}
	return 0
}
