package intake

import (
	"unicode"
	"unicode/utf8"
)

// nameHalf says which half of a name a column holds, where a sheet keeps them apart.
type nameHalf uint8

const (
	whole nameHalf = iota
	family
	given
)

// halves joins 姓 and 名, First Name and Last Name, where no column has the whole name.
func (r *resolver) halves() {
	first, last := -1, -1
	for i := range r.choices {
		switch c := &r.choices[i]; {
		case c.fixed:
		case isWord("姓 姓氏 lastname familyname surname", spelling(c.Heading)):
			last = i
		case isWord("名 firstname givenname", spelling(c.Heading)):
			first = i
		}
	}
	if first < 0 || last < 0 || r.has("customers.name") || r.anyCandidate("customers.name") {
		return
	}
	r.choose(last, "customers.name")
	r.choose(first, "customers.name")
	r.choices[last].half, r.choices[first].half = family, given
	r.choices[last].unsaid, r.choices[first].unsaid = true, true
}

// wholeName joins a half of a name with the other, which was read before.
func (p *plan) wholeName(half nameHalf, text string) string {
	other := p.person.Name.String()
	if other == "" || half == whole {
		return text
	}
	first, last := text, other
	if half == family {
		first, last = other, text
	}
	if r, _ := utf8.DecodeRuneInString(last); unicode.Is(unicode.Han, r) {
		return last + first
	}
	return first + " " + last
}

// mayBeDitto reports whether a cell may stand for the one above it. It is asked of every
// cell and looks where hardly another is alike: at the last byte of the first character.
func mayBeDitto(cell string) bool {
	return len(cell) >= 3 && (cell[2] == "同"[2] || cell[2] == "〃"[2] || cell[2] == "″"[2] || cell[0] <= ' ')
}

// isDitto reports whether a cell stands for the one above it.
func isDitto(cell string) bool {
	switch trim(cell) {
	case "同上", "同 上", "同前", "〃", "″":
		return true
	}
	return false
}

// dittos is the row above, whose cells those below may stand for.
type dittos []string

// fill puts for each cell that says 同上 what stands above it, and returns how many those
// were. A blank row is above nothing.
func (above *dittos) fill(cells []string) (n int) {
	for i, cell := range cells {
		if mayBeDitto(cell) && isDitto(cell) && i < len(*above) && len((*above)[i]) > 0 {
			cells[i] = (*above)[i]
			n++
		}
	}
	if filled(cells, 0) < 0 {
		return n
	}
	*above = append((*above)[:0], cells...)
	return n
}
