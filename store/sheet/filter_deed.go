package sheet

import (
	"slices"
	"unicode/utf8"
)

// deed is something that customers do, as a condition says it: 买过 钙片.
type deed struct {
	sheet *Sheet
	what  *Column // names what it was done with
	does  *Filter // is true of the rows that count
	words []string
	never []string // the words for not having done it
}

// deeds are the deeds a condition on customers may ask for. Who was given something
// or brought it back has not bought it, who was invited has not attended.
func deeds() []deed {
	return []deed{
		{Purchases, Purchases.Column("product"), &Filter{Op: Gt, Column: Purchases.Column("amount"), Value: int64(0)},
			[]string{"买过", "购买过", "bought"}, []string{"没买过", "未买过", "没有买过", "没购买过", "not-bought", "not bought", "never bought"}},
		{Attendances, Attendances.Column("meeting"), &Filter{Op: Present, Column: Attendances.Column("attended")},
			[]string{"到过", "参加过", "attended"}, []string{"没到过", "未到过", "没有到过", "没参加过", "not-attended", "not attended", "never attended"}},
	}
}

// deedNames are the words for deeds.
func deedNames(s *Sheet) (names []columnName) {
	if s != Customers {
		return nil
	}
	for _, d := range deeds() {
		for i, word := range append(slices.Clone(d.words), d.never...) {
			names = append(names, columnName{word, subject{column: d.what, deed: true, never: i >= len(d.words)}})
		}
	}
	return names
}

// deedOf is the deed done with what column c names.
func deedOf(c *Column) deed {
	all := deeds()
	return all[slices.IndexFunc(all, func(d deed) bool { return d.what == c })]
}

// done reads what was done it with. 买过=钙片 asks for a product of that name; 买过
// 钙片 is content with names that contain it, as people say them.
func (p *filterParser) done(sub subject) (*Filter, error) {
	d := deedOf(sub.column)
	v := p.verb()
	switch {
	case v.op == unsaid && p.over(p.at):
		return d.filter(sub, d.does), nil
	case v.op == unsaid:
		v.op = Has
	case v.op != Eq && v.op != Has || v.negated:
		return nil, Fail(Misused, "“%[1]s”后面请直接写名称，如 %[1]s=…；没有的请写 %[2]s=…", "after “%[1]s” write a name, as in %[1]s=…; for the opposite write %[2]s=…", d.words[0], d.never[0])
	}
	values, err := p.values(sub)
	if err != nil {
		return nil, err
	}
	with := make([]*Filter, len(values))
	for i, val := range values {
		if cleanText(val.text) == "" {
			return nil, Fail(Misused, "“%s”后面缺少名称", "a name is missing after “%s”", d.words[0])
		}
		with[i] = &Filter{Op: v.op, Column: d.what, Text: cleanText(val.text)}
		if v.op == Eq && d.what.kind == TermKind {
			with[i].Value, with[i].Text = with[i].Text, ""
		}
	}
	return d.filter(sub, join(And, d.does, join(Or, with...))), nil
}

// filter is the condition to have a row that answers rows, or none.
func (d deed) filter(sub subject, rows *Filter) *Filter {
	f := &Filter{Op: Some, Of: d.sheet, Parts: []*Filter{rows}}
	if sub.never {
		return negate(f)
	}
	return f
}

// deedText is a Some as ParseFilter reads it back.
func (f *Filter) deedText() string {
	for _, d := range deeds() {
		if d.sheet != f.Of {
			continue
		}
		rows := f.Parts[0]
		if rows.Op != And {
			return d.words[0]
		}
		with := rows.Parts[1]
		if with.Op != Or {
			return d.words[0] + with.comparison()
		}
		text := d.words[0] + with.Parts[0].comparison()
		for _, other := range with.Parts[1:] {
			text += "、" + quote(other.written())
		}
		return text
	}
	return ""
}

// longestFirst orders words for a reader who takes the first that fits.
func longestFirst(a, b columnName) int {
	return utf8.RuneCountInString(b.word) - utf8.RuneCountInString(a.word)
}
