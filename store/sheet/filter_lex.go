package sheet

import (
	"strings"
	"unicode"
)

// unsaid stands for a comparison that wasn't written: 最近购买 90天内.
const unsaid = And

// verb is a way to compare and a word for it.
type verb struct {
	word    string
	op      Op
	negated bool // 不含
}

// verbs returns the words of comparison, a longer one before its beginning.
func verbs() []verb {
	return []verb{
		{word: "大于等于", op: Ge}, {word: "小于等于", op: Le}, {word: "contains", op: Has}, {word: "is not", op: Ne},
		{word: "within", op: Le}, {word: "under", op: Lt}, {word: "over", op: Gt},
		{word: "不等于", op: Ne}, {word: "不小于", op: Ge}, {word: "不大于", op: Le}, {word: "不低于", op: Ge},
		{word: "不少于", op: Ge}, {word: "不高于", op: Le}, {word: "不多于", op: Le}, {word: "不超过", op: Le},
		{word: "不包含", op: Has, negated: true}, {word: "不含", op: Has, negated: true}, {word: "不是", op: Ne},
		{word: "不足", op: Lt}, {word: "不满", op: Lt}, {word: "低于", op: Lt}, {word: "小于", op: Lt}, {word: "少于", op: Lt},
		{word: "早于", op: Lt}, {word: "大于", op: Gt}, {word: "超过", op: Gt}, {word: "高于", op: Gt}, {word: "多于", op: Gt},
		{word: "晚于", op: Gt}, {word: "至少", op: Ge}, {word: "至多", op: Le}, {word: "等于", op: Eq}, {word: "包含", op: Has},
		{word: "==", op: Eq}, {word: "!=", op: Ne}, {word: "<>", op: Ne}, {word: ">=", op: Ge}, {word: "<=", op: Le},
		{word: "is", op: Eq}, {word: "含", op: Has}, {word: "是", op: Eq}, {word: "为", op: Eq}, {word: "满", op: Ge},
		{word: "=", op: Eq}, {word: "≠", op: Ne}, {word: ">", op: Gt}, {word: "<", op: Lt}, {word: "≥", op: Ge},
		{word: "≤", op: Le}, {word: "~", op: Has},
	}
}

// plainRune is a rune as the grammar reads it: half-width, and small.
func plainRune(r rune) rune { return unicode.ToLower(narrow(r)) }

// narrowed is a word as the grammar compares it.
func narrowed(word string) string { return strings.Map(plainRune, strings.TrimSpace(word)) }

// rune returns the rune at i as the grammar reads it, -1 behind the end.
func (p *filterParser) rune(i int) rune {
	if i < 0 || i >= len(p.text) {
		return -1
	}
	return plainRune(p.text[i])
}

// skip returns the place of the first rune from i on that is no space.
func (p *filterParser) skip(i int) int {
	for unicode.IsSpace(p.rune(i)) {
		i++
	}
	return i
}

// wordAt returns the length of word if it stands at i, otherwise 0. A word of
// Latin letters doesn't stand within a longer one.
func (p *filterParser) wordAt(i int, word string) int {
	n := 0
	var last rune
	for _, r := range word {
		if p.rune(i+n) != r {
			return 0
		}
		last = r
		n++
	}
	if latin(last) && latin(p.rune(i+n)) {
		return 0
	}
	return n
}

// latin reports whether r may be part of a key.
func latin(r rune) bool {
	return r == '_' || r == '-' || r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

func (p *filterParser) anyWord(i int, words []string) int {
	for _, word := range words {
		if n := p.wordAt(i, word); n > 0 {
			return n
		}
	}
	return 0
}

func (p *filterParser) negation(i int) int { return p.anyWord(i, []string{"非", "not", "!"}) }

// verbAt returns the comparison at i and its length.
func (p *filterParser) verbAt(i int) (verb, int) {
	for _, v := range p.verbs {
		if n := p.wordAt(i, v.word); n > 0 {
			return v, n
		}
	}
	return verb{}, 0
}

// verb reads a comparison if there is one.
func (p *filterParser) verb() verb {
	i := p.skip(p.at)
	v, n := p.verbAt(i)
	if n > 0 {
		p.at = i + n
	}
	return v
}

// emptiness reads 为空 or 不为空 at i, when nothing else of the condition follows.
func (p *filterParser) emptiness(sub subject, i int) (*Filter, int) {
	present := []string{"is not empty", "not empty", "不为空", "不是空", "非空", "有"}
	absent := []string{"is empty", "empty", "没有", "为空", "是空", "空", "无"}
	if n := p.anyWord(i, present); n > 0 && p.over(i+n) {
		return sub.filter(Present), n
	}
	if n := p.anyWord(i, absent); n > 0 && p.over(i+n) {
		return sub.filter(Absent), n
	}
	return nil, 0
}

// over reports whether a condition ends at i.
func (p *filterParser) over(i int) bool {
	i = p.skip(i)
	return i >= len(p.text) || p.rune(i) == ')' || p.connector(i) > 0
}

// connector returns the length of the 且 or 或 at i.
func (p *filterParser) connector(i int) int {
	return p.anyWord(i, []string{"并且", "而且", "或者", "且", "或", "&&", "||", ",", "and", "or"})
}

// opens reports whether a condition begins at i: 且 within a word, as in the
// county 且末, is no connector.
func (p *filterParser) opens(i int) bool {
	for i = p.skip(i); p.rune(i) != '('; {
		if sub, n := p.subjectAt(i); n > 0 {
			return sub.deed || p.compared(i+n)
		}
		n := p.negation(i)
		if n == 0 {
			return false
		}
		i = p.skip(i + n)
	}
	return true
}

// compared reports whether what stands at i may go on behind a column's name.
func (p *filterParser) compared(i int) bool {
	_, verb := p.verbAt(i)
	_, empty := p.emptiness(subject{}, i)
	next := p.rune(i)
	return verb > 0 || empty > 0 || unicode.IsSpace(next) || unicode.IsDigit(next)
}

// piece is the word at i, for an error to quote.
func (p *filterParser) piece(i int) string {
	end := i
	for end < len(p.text) && !unicode.IsSpace(p.text[end]) && !strings.ContainsRune("=<>≠≥≤!~()", p.rune(end)) &&
		!(p.connector(end) > 0 && p.opens(end+p.connector(end))) {
		end++
	}
	if end == i && end < len(p.text) {
		end++
	}
	return string(p.text[i:end])
}

// value is one written value.
type value struct {
	text   string
	quoted bool
}

// values reads one value or several with / or 、 between them.
func (p *filterParser) values(sub subject) ([]value, error) {
	var all []value
	for {
		p.at = p.skip(p.at)
		v, err := p.value(sub)
		if err != nil {
			return nil, err
		}
		if v.text == "" && !v.quoted {
			return nil, Fail(Misused, "“%s”后面缺少要比较的值，如 %s=…", "a value is missing after “%s”, such as %s=…", sub.label(), sub.label())
		}
		all = append(all, v)
		i := p.skip(p.at)
		if !p.separates(sub, i) {
			return all, nil
		}
		p.at = i + 1
	}
}

// separates reports whether the rune at i parts two values: in a date, / doesn't.
func (p *filterParser) separates(sub subject, i int) bool {
	switch p.rune(i) {
	case '、':
		return true
	case '|':
		return p.rune(i+1) != '|' && p.rune(i-1) != '|'
	case '/':
		return !sub.dates() && !sub.is(BirthdayKind)
	}
	return false
}

func (p *filterParser) value(sub subject) (value, error) {
	if end := closing(p.rune(p.at)); end != 0 {
		return p.quoted(end)
	}
	start, depth := p.at, 0
	for p.at < len(p.text) && (depth > 0 || !p.ends(sub, start, p.at)) {
		switch p.rune(p.at) {
		case '(':
			depth++
		case ')':
			depth--
		}
		p.at++
	}
	if depth > 0 {
		return value{}, Fail(Misused, "“%s”里缺少右括号“)”", "a “)” is missing in “%s”", string(p.text[start:p.at]))
	}
	return value{text: strings.TrimSpace(string(p.text[start:p.at]))}, nil
}

// closing is the quote that ends what r begins, 0 if r begins nothing.
func closing(r rune) rune {
	switch r {
	case '"', '\'':
		return r
	case '“':
		return '”'
	case '‘':
		return '’'
	case '「':
		return '」'
	}
	return 0
}

// quoted reads a value in quotes; a quote within is written twice.
func (p *filterParser) quoted(end rune) (value, error) {
	var text []rune
	for i := p.at + 1; i < len(p.text); i++ {
		switch {
		case p.rune(i) != end:
		case p.rune(i+1) == end:
			i++
		default:
			p.at = i + 1
			return value{string(text), true}, nil
		}
		text = append(text, p.text[i])
	}
	return value{}, Fail(Misused, "引号没有结束，请补上“%s”", "the quotes are left open: add the closing %s", string(end))
}

// ends reports whether a value without quotes, begun at start, ends at i.
func (p *filterParser) ends(sub subject, start, i int) bool {
	switch r := p.rune(i); {
	case strings.ContainsRune(")=<>≠≥≤", r) || p.separates(sub, i):
		return true
	case r == ',':
		return !p.thousands(sub, i)
	case unicode.IsSpace(r):
		return !p.numberGoesOn(i)
	case r == '&' || r == '|':
		return p.rune(i+1) == r
	case latin(r):
		return false // and, or: only behind a space, which has ended the value
	}
	n := p.connector(i)
	return n > 0 && (p.opens(i+n) || i > start && p.skip(i+n) == len(p.text))
}

// thousands reports whether the comma at i belongs to a number such as 3,000.
func (p *filterParser) thousands(sub subject, i int) bool {
	if sub.column != nil && !sub.column.kind.Numeric() || !unicode.IsDigit(p.rune(i-1)) {
		return false
	}
	for n := 1; n <= 3; n++ {
		if !unicode.IsDigit(p.rune(i + n)) {
			return false
		}
	}
	return !unicode.IsDigit(p.rune(i + 4))
}

// numberGoesOn reports whether the space at i only parts a number from its unit
// or its own next digits: 90 天内, 138 0013 8000, 2026-03-05 14:30.
func (p *filterParser) numberGoesOn(i int) bool {
	at := p.skip(i)
	next := p.rune(at)
	return unicode.IsDigit(p.rune(i-1)) && (unicode.IsLetter(next) || unicode.IsDigit(next)) && p.connector(at) == 0 && !p.opens(at)
}
