package store

import (
	"fmt"
	"strconv"
	"strings"

	"kehu/store/sheet"
)

// where turns a filter into SQL and collects its arguments.
type where struct{ args []any }

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
	return w.compare(f)
}

func (w *where) join(f *sheet.Filter) (string, error) {
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
	}
	return "(" + strings.Join(parts, word) + ")", nil
}

// comparisons are the SQL signs of the comparing operations.
func sign(op sheet.Op) string {
	switch op {
	case sheet.Eq:
		return "="
	case sheet.Ne:
		return "<>"
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
	left := w.left(f)
	switch f.Op {
	case sheet.Absent:
		return left + " IS NULL", nil
	case sheet.Present:
		return left + " IS NOT NULL", nil
	case sheet.Has:
		return w.bind("instr("+left+", %s) > 0", f.Text), nil
	}
	s := sign(f.Op)
	if s == "" {
		return "", fmt.Errorf("compile filter operation %d", f.Op)
	}
	value := f.Value
	if value == nil {
		value = f.Text
	}
	if f.Column != nil && f.Column.Kind() == sheet.TermKind && f.Op == sheet.Eq {
		return w.bind("t."+quote(f.Column.Key)+" = (SELECT id FROM term WHERE text = %s)", value), nil
	}
	return w.bind(left+" "+s+" %s", value), nil
}

// left is what a comparison reads.
func (w *where) left(f *sheet.Filter) string {
	switch {
	case f.Column == nil:
		return w.bind("(t.extra ->> %s)", f.Extra)
	case f.Column.Kind() == sheet.RefKind:
		return nameOf(f.Column)
	}
	return expression(f.Column)
}
