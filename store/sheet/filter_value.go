package sheet

import (
	"errors"
	"slices"
	"strings"
	"unicode"
)

// subject is what a condition is about: a declared column or the user's own, or
// what customers do with what a column of another sheet names.
type subject struct {
	column      *Column
	extra       string
	deed, never bool
}

func (s subject) label() Words {
	switch {
	case s.deed:
		words := deedOf(s.column).words
		return W(words[0], words[len(words)-1])
	case s.column != nil:
		return s.column.Label()
	}
	return Verbatim(s.extra)
}

func (s subject) is(kinds ...Kind) bool {
	return s.column != nil && slices.Contains(kinds, s.column.kind)
}

// dates reports whether values without a comparison, such as 90天内, mean
// something: in a column of days, and maybe in a user's own column.
func (s subject) dates() bool { return s.column == nil || s.is(DateKind, MomentKind) }

func (s subject) filter(op Op) *Filter { return &Filter{Op: op, Column: s.column, Extra: s.extra} }

func (s subject) value(op Op, value any) *Filter {
	f := s.filter(op)
	f.Value = value
	return f
}

func (s subject) text(op Op, text string) *Filter {
	f := s.filter(op)
	f.Text = text
	return f
}

// bare is the condition of a column that stands alone: a flag that is set, nil
// for the other kinds.
func (s subject) bare() *Filter {
	if s.is(FlagKind) {
		return s.value(Eq, int64(1))
	}
	return nil
}

func (o Op) ordered() bool { return o == Lt || o == Le || o == Gt || o == Ge }

// compare builds the condition of one comparison with one value or several: any
// of them may hold, or none may.
func (p *filterParser) compare(sub subject, v verb, values []value) (*Filter, error) {
	if len(values) > 1 && v.op.ordered() {
		return nil, Fail(Misused, "“%s”比大小时只能跟一个值", "“%s” compared by size takes one value only", sub.label())
	}
	parts := make([]*Filter, len(values))
	for i, val := range values {
		var err error
		if parts[i], err = p.single(sub, v, val); err != nil {
			return nil, err
		}
	}
	if v.op == Ne || v.negated {
		return join(And, parts...), nil
	}
	return join(Or, parts...), nil
}

func (p *filterParser) single(sub subject, v verb, val value) (*Filter, error) {
	blank := cleanText(val.text) == "" || !val.quoted && val.text == "空"
	switch {
	case blank && v.op == Eq:
		return sub.filter(Absent), nil
	case blank && v.op == Ne:
		return sub.filter(Present), nil
	case v.op == Has:
		return p.contains(sub, v, val.text)
	case sub.column == nil:
		return p.own(sub, v, val.text)
	case sub.dates():
		return p.dated(sub, v, val.text)
	case v.op == unsaid && sub.sizes() && sizeBehind(val.text) != unsaid:
		number := strings.TrimRight(strings.TrimSpace(val.text), "以上下内")
		return p.plain(sub, verb{op: sizeBehind(val.text)}, number)
	case v.op == unsaid:
		return nil, Fail(Misused, "“%s”后面缺少比较，请写成 %s=%s", "a comparison is missing after “%s”: write %s=%s",
			sub.label(), sub.label(), val.text)
	case v.op.ordered() && !sub.sizes():
		return nil, Fail(Misused, "“%s”不能比大小，请用 =、不是 或 含", "“%s” has no order: compare it by =, != or ~", sub.label())
	}
	return p.plain(sub, v, val.text)
}

// sizes reports whether the column's values have an order people mean.
func (s subject) sizes() bool {
	return s.is(MoneyKind, QtyKind, CountKind, YearKind, ScoreKind, NoKind, DateKind, MomentKind)
}

// sizeBehind is the comparison that stands behind a number: 累计金额 3000以上.
func sizeBehind(text string) Op {
	switch text = strings.TrimSpace(text); {
	case strings.HasSuffix(text, "以上"):
		return Ge
	case strings.HasSuffix(text, "以下"), strings.HasSuffix(text, "以内"):
		return Le
	}
	return unsaid
}

// contains builds 含 and 不含; what is empty contains nothing.
func (p *filterParser) contains(sub subject, v verb, text string) (*Filter, error) {
	if sub.column != nil && !sub.is(TextKind, TermKind, PhoneKind, ChoiceKind, BirthdayKind, RefKind) {
		return nil, Fail(Misused, "“%s”不是文字，不能用“含”，请用 = 或大于、小于", "“%s” is no text to contain something: compare it by =, > or <", sub.label())
	}
	text = cleanText(text)
	if text == "" {
		return nil, Fail(Misused, "“%s 含”后面缺少文字", "a text is missing after “%s contains”", sub.label())
	}
	f := sub.text(Has, text)
	if v.negated {
		return negate(f), nil
	}
	return f, nil
}

// plain builds a comparison with a value of the column's kind.
func (p *filterParser) plain(sub subject, v verb, text string) (*Filter, error) {
	c, op := sub.column, v.op
	row := p.sheet.New()
	if err := c.Parse(row, text, p.reading); err != nil {
		return nil, unreadable(sub, err)
	}
	switch stored := c.Field(row).Value(); {
	case c.kind == RefKind:
		return p.reference(sub, op, text)
	case stored == nil:
		return nil, Fail(Misused, "“%s”读不懂“%s”", "“%s” can't be compared with “%s”", sub.label(), text)
	case c.kind == FlagKind:
		return flagged(sub, (op == Eq) == (stored == int64(1))), nil
	case c.kind == YearKind && isAge(text):
		return sub.value(mirrored(op), stored), nil
	default:
		return sub.value(op, stored), nil
	}
}

// flagged is yes, or not yes: an empty flag counts as no.
func flagged(sub subject, yes bool) *Filter {
	f := sub.value(Eq, int64(1))
	if yes {
		return f
	}
	return negate(f)
}

// reference compares the name that a row of another sheet goes by, or for #17
// the number.
func (p *filterParser) reference(sub subject, op Op, text string) (*Filter, error) {
	text = cleanText(text)
	if number, ok := strings.CutPrefix(narrowed(text), "#"); ok && sub.column.Ref == Customers.Key {
		var id ID
		if err := id.Parse(number, p.reading); err != nil {
			return nil, unreadable(sub, err)
		}
		return sub.value(op, int64(id)), nil
	}
	return sub.text(op, text), nil
}

// isAge reports whether a year is written as an age: 年龄>=60 asks for the years
// of birth up to a year, not from it on.
func isAge(text string) bool {
	text = narrowed(text)
	if strings.Contains(text, "岁") {
		return true
	}
	digits := strings.TrimRightFunc(text, func(r rune) bool { return !unicode.IsDigit(r) })
	return len(digits) <= 2 || len(digits) == 3 && digits < "200"
}

func mirrored(op Op) Op {
	switch op {
	case Lt:
		return Gt
	case Le:
		return Ge
	case Gt:
		return Lt
	case Ge:
		return Le
	}
	return op
}

// own builds a comparison with a user's own column, whose kind isn't known here:
// by size with a number or a day, otherwise with the text as it stands.
func (p *filterParser) own(sub subject, v verb, text string) (*Filter, error) {
	if v.op == Eq || v.op == Ne {
		return sub.text(v.op, cleanText(text)), nil
	}
	n, ok, err := parseQty(text)
	if v.op.ordered() && ok && err == nil {
		number := MakeQty(n)
		return sub.text(v.op, number.String()), nil
	}
	f, err := p.dated(sub, v, text)
	if err != nil {
		return nil, Fail(Misused, "“%s”和“%s”比不了，请写成 %s=…，比大小要用数或日期",
			"“%s” can't be compared with “%s”: write %s=…, and a number or a date to compare by size", sub.label(), text, sub.label())
	}
	return f, nil
}

// unreadable says which column a value was meant for.
func unreadable(sub subject, cause error) error {
	var e *Error
	if errors.As(cause, &e) {
		return Fail(Misused, "列“%s”：%s", "column “%s”: %s", sub.label(), e.Words)
	}
	return Fail(Misused, "列“%s”的值读不懂：%s", "column “%s”: can't read the value: %s", sub.label(), cause.Error())
}
