package sheet

import (
	"strings"
	"unicode"
)

// String is the filter as ParseFilter reads it back, in Chinese. Days stand as
// dates in it: a segment that is to move along with today keeps the text that its
// user typed instead.
func (f *Filter) String() string {
	if f == nil {
		return ""
	}
	switch f.Op {
	case And:
		return f.joined(" 且 ")
	case Or:
		return f.joined(" 或 ")
	case Not:
		if part := f.Parts[0]; part.Op == And || part.Op == Or {
			return "非 (" + part.String() + ")"
		}
		return "非 " + f.Parts[0].String()
	}
	if f.Op == Some {
		return f.deedText()
	}
	return f.subject() + f.comparison()
}

// joined joins the parts; 且 binds tighter, so a 或 within it stands in brackets.
func (f *Filter) joined(joint string) string {
	texts := make([]string, len(f.Parts))
	for i, part := range f.Parts {
		texts[i] = part.String()
		if f.Op == And && part.Op == Or {
			texts[i] = "(" + texts[i] + ")"
		}
	}
	return strings.Join(texts, joint)
}

func (f *Filter) subject() string {
	if f.Column != nil {
		return f.Column.ZH
	}
	return quote(f.Extra)
}

func (f *Filter) comparison() string {
	signs := map[Op]string{Eq: "=", Ne: "!=", Lt: "<", Le: "<=", Gt: ">", Ge: ">="}
	switch f.Op {
	case Absent:
		return " 为空"
	case Present:
		return " 不为空"
	case Has:
		return " 含 " + quote(f.Text)
	}
	return signs[f.Op] + quote(f.written())
}

// written is the value as people write it.
func (f *Filter) written() string {
	if f.Value == nil {
		return f.Text
	}
	if f.Column.kind == RefKind {
		id := ID(f.Value.(int64))
		return "#" + id.String()
	}
	field := f.Column.Field(f.Column.Sheet.New())
	if err := field.Scan(f.Value); err != nil {
		return f.Text
	}
	return field.String()
}

// quote puts text in quotes where a sign or a word in it would be read otherwise.
func quote(text string) string {
	plain := text != "空" && !strings.ContainsAny(text, "且或")
	for i, r := range text {
		plain = plain && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.' || r == '#' || r == '-' && i > 0)
	}
	if plain && text != "" {
		return text
	}
	return `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
}
