package sheet

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"unicode/utf8"
)

// appendString appends s as a JSON string, or null when it is empty.
func appendString(b []byte, s string) []byte {
	if s == "" {
		return append(b, "null"...)
	}
	plain := utf8.ValidString(s)
	for i := 0; plain && i < len(s); i++ {
		plain = s[i] >= ' ' && s[i] != '"' && s[i] != '\\' && s[i] != 0x7f
	}
	if plain {
		return append(append(append(b, '"'), s...), '"')
	}
	quoted, _ := json.Marshal(s) // a string always marshals
	return append(b, quoted...)
}

// scanText takes a database value into a string.
func scanText(to *string, value any) error {
	switch v := value.(type) {
	case nil:
		*to = ""
	case string:
		*to = v
	case []byte:
		*to = string(v)
	case int64:
		*to = strconv.FormatInt(v, 10)
	default:
		return fmt.Errorf("unexpected %T in a text column", value)
	}
	return nil
}

// scanInt takes a database value into an int64; ok is false for NULL.
func scanInt(value any) (n int64, ok bool, err error) {
	switch v := value.(type) {
	case nil:
		return 0, false, nil
	case int64:
		return v, true, nil
	case float64:
		return int64(math.Round(v)), true, nil
	default:
		return 0, false, fmt.Errorf("unexpected %T in a number column", value)
	}
}

// textual is what all kinds that hold a string share.
type textual string

func (t *textual) Empty() bool                { return *t == "" }
func (t *textual) Clear()                     { *t = "" }
func (t *textual) String() string             { return string(*t) }
func (t *textual) Scan(value any) error       { return scanText((*string)(t), value) }
func (t *textual) AppendJSON(b []byte) []byte { return appendString(b, string(*t)) }

func (t *textual) Value() any {
	if *t == "" {
		return nil
	}
	return string(*t)
}

func (t *textual) Native() any { return t.Value() }

// Text is any text, trimmed; "" is empty.
type Text struct{ textual }

// Kind returns TextKind.
func (*Text) Kind() Kind { return TextKind }

// Parse takes the cell as it stands, without surrounding space.
func (t *Text) Parse(cell string, _ Reading) error {
	t.textual = textual(cleanText(cell))
	return nil
}

// MakeText returns s as a Text.
func MakeText(s string) Text { return Text{textual(s)} }

// Term is text from a small vocabulary, such as a product or a shop.
type Term struct{ Text }

// Kind returns TermKind.
func (*Term) Kind() Kind { return TermKind }

// MakeTerm returns s as a Term.
func MakeTerm(s string) Term { return Term{MakeText(s)} }

// Phone is a telephone number: digits, for a landline with its area code and "-".
type Phone struct{ textual }

// Kind returns PhoneKind.
func (*Phone) Kind() Kind { return PhoneKind }

// Parse reads a mobile or landline number in any of the forms sheets hold.
func (p *Phone) Parse(cell string, _ Reading) error {
	number, err := parsePhone(cell)
	p.textual = textual(number)
	return err
}

// MakePhone returns the digits s as a Phone.
func MakePhone(s string) Phone { return Phone{textual(s)} }

// Choice is one of its column's options, held as the Chinese word.
type Choice struct{ textual }

// Kind returns ChoiceKind.
func (*Choice) Kind() Kind { return ChoiceKind }

// Parse reads an option's Chinese or English word or one of its synonyms.
func (c *Choice) Parse(cell string, r Reading) error {
	c.Clear()
	cell = cleanText(cell)
	if cell == "" {
		return nil
	}
	option, ok := findOption(r.options, cell)
	if !ok {
		return Fail(Failed, "“%s”不是可选的值，可选：%s", "“%s” is none of the choices: write one of %s", quoted(cell), listOptions(r.options))
	}
	c.textual = textual(option.ZH)
	return nil
}

// MakeChoice returns the option whose Chinese word is zh.
func MakeChoice(zh string) Choice { return Choice{textual(zh)} }

// integer is what all kinds that hold an optional whole number share.
type integer struct {
	N     int64
	Valid bool // false: empty
}

func (i *integer) Empty() bool { return !i.Valid }
func (i *integer) Clear()      { *i = integer{} }

func (i *integer) Value() any {
	if !i.Valid {
		return nil
	}
	return i.N
}

func (i *integer) Native() any { return i.Value() }

func (i *integer) Scan(value any) (err error) {
	i.N, i.Valid, err = scanInt(value)
	return err
}

func (i *integer) String() string {
	if !i.Valid {
		return ""
	}
	return strconv.FormatInt(i.N, 10)
}

func (i *integer) AppendJSON(b []byte) []byte {
	if !i.Valid {
		return append(b, "null"...)
	}
	return strconv.AppendInt(b, i.N, 10)
}

// Count is a whole number.
type Count struct{ integer }

// Kind returns CountKind.
func (*Count) Kind() Kind { return CountKind }

// Parse reads a whole number, a unit such as 人 or 次 behind it allowed.
func (c *Count) Parse(cell string, _ Reading) (err error) {
	c.N, c.Valid, err = parseCount(cell)
	return err
}

// MakeCount returns n as a Count.
func MakeCount(n int64) Count { return Count{integer{n, true}} }

// Year is a calendar year; an age is read as the year of birth.
type Year struct{ integer }

// Kind returns YearKind.
func (*Year) Kind() Kind { return YearKind }

// Parse reads a year (1956) or an age (68, 68岁), counted back from r.Today.
func (y *Year) Parse(cell string, r Reading) (err error) {
	y.N, y.Valid, err = parseYear(cell, r)
	return err
}

// MakeYear returns the year n.
func MakeYear(n int) Year { return Year{integer{int64(n), true}} }

// Score is a number within the range of its column's options.
type Score struct{ integer }

// Kind returns ScoreKind.
func (*Score) Kind() Kind { return ScoreKind }

// Parse reads the number or the words of one of the column's options.
func (s *Score) Parse(cell string, r Reading) (err error) {
	s.N, s.Valid, err = parseScore(cell, r.options)
	return err
}

// MakeScore returns the score n.
func MakeScore(n int64) Score { return Score{integer{n, true}} }

// Money is an amount in 分 (1/100 yuan), exact.
type Money struct{ integer }

// Kind returns MoneyKind.
func (*Money) Kind() Kind { return MoneyKind }

// Parse reads an amount in yuan: 1,280.00, ¥1280, 1.2万, 壹仟贰佰捌拾元整. More than
// two decimals are refused, never rounded.
func (m *Money) Parse(cell string, _ Reading) (err error) {
	m.N, m.Valid, err = parseMoney(cell)
	return err
}

// MakeMoney returns an amount of fen 分.
func MakeMoney(fen int64) Money { return Money{integer{fen, true}} }

// String is the amount in yuan with two decimals.
func (m *Money) String() string {
	if !m.Valid {
		return ""
	}
	return string(appendDecimal(nil, m.N, 2, false))
}

// AppendJSON appends the amount in yuan with two decimals.
func (m *Money) AppendJSON(b []byte) []byte {
	if !m.Valid {
		return append(b, "null"...)
	}
	return appendDecimal(b, m.N, 2, false)
}

// Native is the amount in yuan.
func (m *Money) Native() any {
	if !m.Valid {
		return nil
	}
	return float64(m.N) / 100
}

// Qty is a quantity in thousandths (2.5 斤 = 2500).
type Qty struct{ integer }

// Kind returns QtyKind.
func (*Qty) Kind() Kind { return QtyKind }

// Parse reads a quantity of at most three decimals, a unit behind it allowed.
func (q *Qty) Parse(cell string, _ Reading) (err error) {
	q.N, q.Valid, err = parseQty(cell)
	return err
}

// MakeQty returns a quantity of n thousandths.
func MakeQty(n int64) Qty { return Qty{integer{n, true}} }

// String is the quantity without trailing zeros.
func (q *Qty) String() string {
	if !q.Valid {
		return ""
	}
	return string(appendDecimal(nil, q.N, 3, true))
}

// AppendJSON appends the quantity as a number.
func (q *Qty) AppendJSON(b []byte) []byte {
	if !q.Valid {
		return append(b, "null"...)
	}
	return appendDecimal(b, q.N, 3, true)
}

// Native is the quantity as a number.
func (q *Qty) Native() any {
	if !q.Valid {
		return nil
	}
	return float64(q.N) / 1000
}

// appendDecimal appends n / 10^places, exactly; trim leaves out trailing zeros.
func appendDecimal(b []byte, n int64, places int, trim bool) []byte {
	start := len(b)
	u := uint64(n)
	if n < 0 {
		b, start, u = append(b, '-'), start+1, -u
	}
	b = strconv.AppendUint(b, u, 10)
	for len(b)-start <= places {
		b = append(b, 0)
		copy(b[start+1:], b[start:])
		b[start] = '0'
	}
	point := len(b) - places
	b = append(b, 0)
	copy(b[point+1:], b[point:])
	b[point] = '.'
	for trim && b[len(b)-1] == '0' {
		b = b[:len(b)-1]
	}
	if b[len(b)-1] == '.' {
		b = b[:len(b)-1]
	}
	return b
}

// Flag is yes or no; empty reads as no.
type Flag struct{ integer }

// Kind returns FlagKind.
func (*Flag) Kind() Kind { return FlagKind }

// Parse reads 是/否, √/×, y/n, 有/无, 1/0.
func (f *Flag) Parse(cell string, _ Reading) (err error) {
	f.N, f.Valid, err = parseFlag(cell)
	return err
}

// Yes reports whether the flag is set.
func (f *Flag) Yes() bool { return f.Valid && f.N != 0 }

// MakeFlag returns yes as a Flag.
func MakeFlag(yes bool) Flag {
	if yes {
		return Flag{integer{1, true}}
	}
	return Flag{integer{0, true}}
}

// String is 是, 否 or "".
func (f *Flag) String() string {
	switch {
	case !f.Valid:
		return ""
	case f.N != 0:
		return "是"
	}
	return "否"
}

// Native is the word, as people read it in a sheet.
func (f *Flag) Native() any {
	if !f.Valid {
		return nil
	}
	return f.String()
}

// AppendJSON appends true, false or null.
func (f *Flag) AppendJSON(b []byte) []byte {
	if !f.Valid {
		return append(b, "null"...)
	}
	return strconv.AppendBool(b, f.N != 0)
}

// Times is the quantity times a price, in 分, rounded half away from zero.
func (q *Qty) Times(price Money) int64 {
	n := q.N * price.N
	if n < 0 {
		return -((-n + 500) / 1000)
	}
	return (n + 500) / 1000
}
