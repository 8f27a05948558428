package sheet

import "fmt"

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
	args := make([]any, len(w.Args))
	for i, a := range w.Args {
		if t, ok := a.(Localized); ok {
			a = t.In(l)
		}
		args[i] = a
	}
	return fmt.Sprintf(format, args...)
}

// Empty reports whether w says nothing.
func (w Words) Empty() bool { return w.ZH == "" }

// Days counts days in words.
func Days(n int) Words {
	if n == 1 {
		return W("1 天", "1 day")
	}
	return W("%d 天", "%d days", n)
}
