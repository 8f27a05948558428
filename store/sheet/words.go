package sheet

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Lang is the language a person reads.
type Lang uint8

// The two languages; Chinese is the default.
const (
	ZH Lang = iota
	EN
)

// Words is a text in both languages, declared where it is made and chosen where
// it is shown. Both texts are fmt formats over the same arguments; an argument
// that is itself Words is shown in the chosen language.
type Words struct {
	ZH, EN string
	Args   []any
}

// W returns the words zh and en over args.
func W(zh, en string, args ...any) Words {
	return Words{ZH: zh, EN: en, Args: args}
}

// Verbatim returns words that read the same in both languages: a name, a
// product, what somebody typed.
func Verbatim(text string) Words {
	return Words{ZH: "%s", EN: "%s", Args: []any{text}}
}

// Names are names in a text, put together as its language does: 王秀兰、李建国.
type Names []string

// In joins the names.
func (n Names) In(l Lang) string {
	if l == EN {
		return strings.Join(n, ", ")
	}
	return strings.Join(n, "、")
}

// Localized is a value that reads differently in the two languages.
type Localized interface{ In(Lang) string }

// In returns the text in language l.
func (w Words) In(l Lang) string {
	format := w.ZH
	if l == EN {
		format = w.EN
	}
	if len(w.Args) == 0 {
		return format
	}
	if l == EN {
		format = singular(format, w.Args)
	}
	args := make([]any, len(w.Args))
	for i, a := range w.Args {
		if t, ok := a.(Localized); ok {
			a = t.In(l)
		}
		args[i] = a
	}
	return fmt.Sprintf(format, args...)
}

// counted are what English texts count, in the plural.
const counted = "rows fields columns customers pairs lines days files purchases complaints promises debts plans meetings " +
	"cells sets visits guests buyers birthdays scores prices questions households points contacts villages products"

// singular puts what an English format counts by %d or %s into the singular where the
// count is one: 1 row, 1 more row. What is behind %[2]d is the second argument's.
func singular(format string, args []any) string {
	parts, next := strings.Split(format, "%"), 0
	for i := 1; i < len(parts); i++ {
		if parts[i] == "" { // of %%
			i++
			continue
		}
		verb, index := parts[i], ""
		if at := strings.IndexByte(verb, ']'); verb[0] == '[' && at > 0 {
			n, _ := strconv.Atoi(verb[1:at])
			next, index, verb = n-1, verb[:at+1], verb[at+1:]
		}
		if one := oneOf(verb); one != verb && next >= 0 && next < len(args) && fmt.Sprint(args[next]) == "1" {
			parts[i] = index + one
		}
		next++
	}
	return strings.Join(parts, "%")
}

// oneOf is a verb of a format with the noun behind it in the singular: "d rows were"
// becomes "d row were". Other verbs stay as they are.
func oneOf(verb string) string {
	for _, head := range [...]string{"d more ", "s more ", "d rejected ", "d open ", "d overdue ", "d ", "s "} {
		text, ok := strings.CutPrefix(verb, head)
		if !ok {
			continue
		}
		end := strings.IndexFunc(text, func(r rune) bool { return r < 'a' || r > 'z' })
		if end < 0 {
			end = len(text)
		}
		if slices.Contains(strings.Fields(counted), text[:end]) {
			return head + strings.TrimSuffix(text[:end], "s") + text[end:]
		}
	}
	return verb
}

// Empty reports whether w says nothing.
func (w Words) Empty() bool { return w.ZH == "" }

// Days counts days in words.
func Days(n int) Words { return W("%d 天", "%d days", n) }
