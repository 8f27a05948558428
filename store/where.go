package store

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"kehu/store/sheet"
)

// where turns a filter into SQL and collects its arguments.
type where struct {
	args   []any
	asOf   sheet.Date // what customers did counts to the end of that day; 0: all of it
	termed func(text string, part bool) (bool, error)
	each   string // stands before every branch of an Or: SQLite looks for a branch's index by what the branch says
}

// bind adds value as an argument and puts its mark into format.
func (w *where) bind(format string, value any) string {
	w.args = append(w.args, value)
	return strings.ReplaceAll(format, "%s", "?"+strconv.Itoa(len(w.args)))
}

func (w *where) filter(f *sheet.Filter) (string, error) {
	switch f.Op {
	case sheet.And, sheet.Or:
		return w.join(f)
	case sheet.Not:
		part, err := w.filter(f.Parts[0])
		return "NOT coalesce(" + part + ", 0)", err
	}
	if f.Op == sheet.Some {
		return w.some(f)
	}
	return w.compare(f)
}

// some is the condition to own a row that answers the part of f.
func (w *where) some(f *sheet.Filter) (string, error) {
	part, err := w.filter(f.Parts[0])
	if when := f.Of.Column(f.Of.When); w.asOf != 0 && when != nil && when.Kind() == sheet.DateKind {
		part += w.bind(" AND ("+expression(when)+" IS NULL OR "+expression(when)+" <= %s)", int64(w.asOf))
	}
	return "t.id IN (SELECT customer FROM " + f.Of.Key + " t WHERE customer IS NOT NULL AND gone IS NULL AND " + part + ")", err
}

func (w *where) join(f *sheet.Filter) (string, error) {
	if among := among(f); among != nil {
		return w.in(among, f.Parts), nil
	}
	word := " AND "
	if f.Op == sheet.Or {
		word = " OR "
	}
	parts := make([]string, len(f.Parts))
	for i, p := range f.Parts {
		part, err := w.filter(p)
		if err != nil {
			return "", err
		}
		parts[i] = part
		if f.Op == sheet.Or && w.each != "" {
			parts[i] = "(" + w.each + part + ")"
		}
	}
	return "(" + strings.Join(parts, word) + ")", nil
}

// among is the number or reference that f asks to be one of several, nil if it
// asks for anything else.
func among(f *sheet.Filter) *sheet.Column {
	if f.Op != sheet.Or || len(f.Parts) == 0 {
		return nil
	}
	c := f.Parts[0].Column
	for _, p := range f.Parts {
		if _, number := p.Value.(int64); p.Op != sheet.Eq || p.Column != c || !number {
			return nil
		}
	}
	return c
}

// in is the condition that column c is one of the values of parts: SQLite plans a
// list in no time, but takes a second over some hundred branches, or over some
// thousand marks.
func (w *where) in(c *sheet.Column, parts []*sheet.Filter) string {
	values := make([]int64, len(parts))
	for i, p := range parts {
		values[i] = p.Value.(int64)
	}
	return w.bind(expression(c)+" IN (SELECT value FROM json_each(%s))", idList(values))
}

// sign is the SQL sign of a comparing operation.
func sign(op sheet.Op) string {
	switch op {
	case sheet.Eq:
		return "="
	case sheet.Ne:
		return "IS NOT" // also of NULL
	case sheet.Lt:
		return "<"
	case sheet.Le:
		return "<="
	case sheet.Gt:
		return ">"
	case sheet.Ge:
		return ">="
	}
	return ""
}

func (w *where) compare(f *sheet.Filter) (string, error) {
	if never, err := w.never(f); never || err != nil { // SQLite would go through all rows to find that out
		return "0", err
	}
	left := w.left(f)
	switch f.Op {
	case sheet.Absent:
		return left + " IS NULL", nil
	case sheet.Present:
		return left + " IS NOT NULL", nil
	case sheet.Has:
		if f.Column != nil && f.Column.Kind() == sheet.TermKind { // few words stand for many rows
			return w.bind("coalesce(t."+quote(f.Column.Key)+" IN (SELECT id FROM term WHERE instr(lower(text), lower(%s)) > 0), 0)", f.Text), nil
		}
		if !strings.ContainsFunc(f.Text, unicode.IsLetter) { // such as a day; nothing to make small
			return w.bind("instr("+left+", %s) > 0", f.Text), nil
		}
		return w.bind("instr(lower("+left+"), lower(%s)) > 0", f.Text), nil
	}
	s := sign(f.Op)
	if s == "" {
		return "", fmt.Errorf("compile filter operation %d", f.Op)
	}
	value := f.Value
	if value == nil {
		value = f.Text
	}
	switch {
	case f.Column == nil && f.Op != sheet.Eq && f.Op != sheet.Ne && isNumber(f.Text):
		return w.bind(w.ownNumber(f.Extra)+" "+s+" CAST(%s AS REAL)", value), nil
	case f.Column != nil && f.Column.Kind() == sheet.TermKind && f.Op == sheet.Eq:
		return w.bind("t."+quote(f.Column.Key)+" = (SELECT id FROM term WHERE text = %s)", value), nil
	}
	return w.bind(left+" "+s+" %s", value), nil
}

// never reports whether f asks for a term that there is none of.
func (w *where) never(f *sheet.Filter) (bool, error) {
	if f.Column == nil || f.Column.Kind() != sheet.TermKind || f.Op != sheet.Has && f.Op != sheet.Eq {
		return false, nil
	}
	text, _ := f.Value.(string)
	known, err := w.termed(text+f.Text, f.Op == sheet.Has)
	return !known, err
}

// left is what a comparison reads.
func (w *where) left(f *sheet.Filter) string {
	switch {
	case f.Column == nil:
		return ownValue(w.bind("%s", f.Extra))
	case f.Column.Kind() == sheet.RefKind && (f.Value != nil || f.Op == sheet.Absent || f.Op == sheet.Present):
		return expression(f.Column)
	case f.Column.Kind() == sheet.RefKind:
		return nameOf(f.Column)
	}
	return expression(f.Column)
}

// isNumber reports whether text is a plain decimal number.
func isNumber(text string) bool {
	digits := strings.TrimPrefix(text, "-")
	return strings.Trim(digits, "0123456789.") == "" && strings.Count(digits, ".") < 2 && strings.Trim(digits, ".") != ""
}

// ownNumber is the user's own column as a number, NULL where it is none: isNumber
// in SQL.
func (w *where) ownNumber(name string) string {
	return w.bind(`(SELECT CAST(value AS REAL) FROM json_each(t.extra) WHERE key = %s AND value GLOB '*[0-9]*'
		AND value NOT GLOB '*[^0-9.-]*' AND value NOT GLOB '?*-*' AND value NOT GLOB '*.*.*')`, name)
}

// onlyCustomer is the customer that f asks for by number, 0 if it doesn't.
func onlyCustomer(f *sheet.Filter) int64 {
	switch {
	case f == nil:
	case f.Op == sheet.Eq && f.Column == sheet.Customers.Column("no"):
		id, _ := f.Value.(int64)
		return id
	case f.Op == sheet.And:
		for _, part := range f.Parts {
			if id := onlyCustomer(part); id != 0 {
				return id
			}
		}
	}
	return 0
}
