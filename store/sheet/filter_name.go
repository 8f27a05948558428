package sheet

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
)

// columnName is a word that a column goes by.
type columnName struct {
	word string // narrowed
	subject
}

// columnNames returns the words for what can be asked of a row of s, the longest
// first. Among equals a declared name wins over a user's column, and that over a
// heading known from foreign sheets.
func columnNames(s *Sheet, extras []string) []columnName {
	names := declaredNames(s)
	for _, extra := range extras {
		names = append(names, columnName{narrowed(extra), subject{extra: extra}})
	}
	names = append(append(names, foreignNames(s)...), deedNames(s)...)
	names = slices.DeleteFunc(names, func(n columnName) bool {
		return n.word == "" || n.column != nil && n.column.Origin == Input
	})
	slices.SortStableFunc(names, longestFirst)
	return names
}

// declaredNames are keys, then Chinese, then English headings.
func declaredNames(s *Sheet) []columnName {
	var names []columnName
	for _, word := range []func(*Column) string{
		func(c *Column) string { return c.Key },
		func(c *Column) string { return strings.ReplaceAll(c.Key, "_", "-") },
		func(c *Column) string { return c.ZH },
		func(c *Column) string { return c.EN },
	} {
		for _, c := range s.Columns {
			names = append(names, columnName{narrowed(word(c)), subject{column: c}})
		}
	}
	return names
}

// foreignNames are the headings known from foreign sheets that mean one column.
func foreignNames(s *Sheet) []columnName {
	owner := map[string]*Column{}
	var names []columnName
	for _, c := range s.Columns {
		for _, aka := range c.Aka {
			word := narrowed(aka)
			if first, seen := owner[word]; seen && first != c {
				owner[word] = nil
				continue
			}
			owner[word] = c
			names = append(names, columnName{word, subject{column: c}})
		}
	}
	return slices.DeleteFunc(names, func(n columnName) bool { return owner[n.word] == nil })
}

// Named returns the column that word means: its key (- for _ allowed), its
// heading in either language, or a heading known from foreign sheets that means
// no other column of s. It returns nil if there is none.
func (s *Sheet) Named(word string) *Column {
	word = narrowed(word)
	for _, n := range append(declaredNames(s), foreignNames(s)...) {
		if n.word == word {
			return n.column
		}
	}
	return nil
}

// subjectAt returns the column whose name stands at i, in quotes or not, and the
// length of the name.
func (p *filterParser) subjectAt(i int) (subject, int) {
	if end := closing(p.rune(i)); end != 0 {
		return p.quotedSubject(i, end)
	}
	for _, name := range p.names {
		if n := p.wordAt(i, name.word); n > 0 {
			return name.subject, n
		}
	}
	return subject{}, 0
}

func (p *filterParser) quotedSubject(i int, end rune) (subject, int) {
	ahead := *p
	ahead.at = i
	v, err := ahead.quoted(end)
	if err != nil {
		return subject{}, 0
	}
	for _, name := range p.names {
		if name.word == narrowed(v.text) {
			return name.subject, ahead.at - i
		}
	}
	return subject{}, 0
}

// unknownColumn says that word is no column of s, and which ones are near.
func unknownColumn(s *Sheet, names []columnName, word string) error {
	near := nearNames(names, narrowed(word))
	if len(near) == 0 {
		for _, c := range s.Columns[:min(8, len(s.Columns))] {
			near = append(near, subject{column: c}.label())
		}
		return Fail(Misused, "%s表没有“%s”这一列，可用的列如：%s", "%s has no column “%s”; its columns are such as %s",
			s.Label(), word, listed(near))
	}
	return Fail(Misused, "%s表没有“%s”这一列，是不是：%s", "%s has no column “%s”; did you mean %s", s.Label(), word, listed(near))
}

// listed is a list of labels in either language.
type listed []Words

// In joins the labels.
func (l listed) In(lang Lang) string {
	texts := make([]string, len(l))
	for i, w := range l {
		texts[i] = w.In(lang)
	}
	return Names(texts).In(lang)
}

// nearNames returns the labels of at most three columns whose names are like word.
func nearNames(names []columnName, word string) []Words {
	type candidate struct {
		subject
		distance int
	}
	var all []candidate
	for _, n := range names {
		if d, ok := nearness(n.word, word); ok {
			all = append(all, candidate{n.subject, d})
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return a.distance - b.distance })
	var labels []Words
	seen := map[subject]bool{}
	for _, c := range all {
		if !seen[c.subject] && len(labels) < 3 {
			labels = append(labels, c.label())
		}
		seen[c.subject] = true
	}
	return labels
}

// nearness is the distance of two words; ok is false where they are unlike. One
// that contains the other is nearer than its length says, unless by chance.
func nearness(a, b string) (distance int, ok bool) {
	distance = levenshtein.ComputeDistance(a, b)
	longer := max(utf8.RuneCountInString(a), utf8.RuneCountInString(b))
	if strings.Contains(a, b) || strings.Contains(b, a) {
		return (distance + 1) / 2, distance*3 <= longer*2
	}
	return distance, distance <= longer/2 && distance <= 3
}
