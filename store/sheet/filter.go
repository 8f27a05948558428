package sheet

import (
	"strings"
	"unicode"
)

// ParseFilter reads a condition on the rows of s, such as
//
//	村=后屯/前屯 且 累计金额>=3000 且 (最近购买 90天前 或 最近购买 为空)
//
// Conditions are joined by 且 (and, &&, a comma) and 或 (or, ||), 且 binding
// tighter; brackets group, 非 (not, !) turns around. A column goes by its key, its
// heading or a heading known from foreign sheets; extras are the user's own
// columns. Several values stand with / or 、 between them; a value with spaces or
// signs in it stands in quotes.
//
// A comparison never matches an empty field, 不是 included: ask for 为空, or turn
// the comparison around with 非. A past date 90天内 lies within the last 90 days,
// 90天前 before them; a planned one 90天内 within the coming 90, and 逾期 before today. Compared by < or
// >, 90天 is the distance from today and 90天前 that very day.
//
// Customers are also asked for what they did: 买过=钙片, 没买过 鱼油/奶粉, 到过=三月场.
// With = the name is meant as a whole, without it a part will do.
//
// Blank text is no condition: nil. The error is an *Error of class Misused.
func ParseFilter(s *Sheet, text string, extras []string, r Reading) (*Filter, error) {
	p := newFilterParser(s, text, extras, r)
	if p.skip(0) == len(p.text) {
		return nil, nil
	}
	f, err := p.either()
	if err != nil {
		return nil, err
	}
	switch p.at = p.skip(p.at); {
	case p.at == len(p.text):
		return f, nil
	case p.rune(p.at) == ')':
		return nil, Fail(Misused, "多了一个右括号“)”，请删去，或在前面补上“(”", "there is a “)” too many: drop it, or open it with “(”")
	}
	return nil, Fail(Misused, "“%s”前面缺少“且”或“或”；带空格或符号的值请加引号",
		"“and” or “or” is missing before “%s”; a value with spaces or signs goes in quotes", p.piece(p.at))
}

// maxDepth bounds brackets within brackets: a page of them is a slip, and
// SQLite's own bound on the depth of an expression is near.
const maxDepth = 50

// filterParser reads a filter by recursive descent; at is its place in text.
type filterParser struct {
	sheet   *Sheet
	reading Reading
	text    []rune
	at      int
	depth   int
	names   []columnName // longest first
	verbs   []verb       // longest first
}

func newFilterParser(s *Sheet, text string, extras []string, r Reading) *filterParser {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' ' // an error quotes a piece of the text on one line
		}
		return r
	}, text)
	return &filterParser{sheet: s, reading: r, text: []rune(text), names: columnNames(s, extras), verbs: verbs()}
}

// either reads conditions joined by 或.
func (p *filterParser) either() (*Filter, error) {
	return p.joined(Or, p.both, "或者", "或", "||", "or")
}

// both reads conditions joined by 且.
func (p *filterParser) both() (*Filter, error) {
	return p.joined(And, p.one, "并且", "而且", "且", "&&", ",", "and")
}

func (p *filterParser) joined(op Op, next func() (*Filter, error), words ...string) (*Filter, error) {
	var parts []*Filter
	for {
		part, err := next()
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
		i := p.skip(p.at)
		n := p.anyWord(i, words)
		if n == 0 {
			return join(op, parts...), nil
		}
		p.at = i + n
	}
}

// one reads a condition, a negation or what stands in brackets.
func (p *filterParser) one() (*Filter, error) {
	p.at = p.skip(p.at)
	if _, n := p.subjectAt(p.at); n > 0 {
		return p.condition()
	}
	if p.rune(p.at) == '(' {
		return p.bracket()
	}
	n := p.negation(p.at)
	if n == 0 {
		return p.condition()
	}
	p.at += n
	defer p.enter()()
	if p.depth > maxDepth {
		return nil, tooDeep()
	}
	f, err := p.one()
	if err != nil {
		return nil, err
	}
	return negate(f), nil
}

func (p *filterParser) bracket() (*Filter, error) {
	defer p.enter()()
	if p.depth > maxDepth {
		return nil, tooDeep()
	}
	p.at++
	f, err := p.either()
	if err != nil {
		return nil, err
	}
	p.at = p.skip(p.at)
	if p.at < len(p.text) && p.rune(p.at) != ')' {
		return nil, Fail(Misused, "“%s”前面缺少“且”、“或”或右括号“)”", "“and”, “or” or “)” is missing before “%s”", p.piece(p.at))
	}
	if p.at == len(p.text) {
		return nil, Fail(Misused, "缺少右括号“)”，请在末尾补上", "a “)” is missing: close the bracket")
	}
	p.at++
	return f, nil
}

func (p *filterParser) enter() (leave func()) {
	p.depth++
	return func() { p.depth-- }
}

func tooDeep() error {
	return Fail(Misused, "括号套得太深，请拆开写", "the brackets are nested too deep: write it flatter")
}

// condition reads a column, how it compares, and with what.
func (p *filterParser) condition() (*Filter, error) {
	start := p.at
	sub, n := p.subjectAt(p.at)
	if n == 0 {
		return nil, p.noSubject()
	}
	p.at += n
	if sub.deed {
		return p.done(sub)
	}
	if f, n := p.emptiness(sub, p.skip(p.at)); n > 0 {
		p.at = p.skip(p.at) + n
		return f, nil
	}
	v := p.verb()
	if v.op == unsaid {
		if f := sub.bare(); f != nil && p.over(p.at) {
			return f, nil
		}
		if p.glued(sub) {
			return nil, p.unknown(p.piece(start))
		}
	}
	values, err := p.values(sub)
	if err != nil {
		return nil, err
	}
	return p.compare(sub, v, values)
}

// noSubject says what is wrong where a column should stand.
func (p *filterParser) noSubject() error {
	if piece := p.piece(p.at); piece != "" && !strings.ContainsAny(piece, "()") && p.connector(p.at) == 0 {
		return p.unknown(piece)
	}
	return Fail(Misused, "条件不完整，请写成“列 比较 值”，如 %s", "the condition is unfinished: write column, comparison, value, such as %s", p.example())
}

func (p *filterParser) example() string {
	for _, c := range p.sheet.Columns {
		if c.kind == TextKind {
			return c.ZH + "=…"
		}
	}
	return p.sheet.Columns[0].ZH + "=1"
}

func (p *filterParser) unknown(word string) error {
	return unknownColumn(p.sheet, p.names, word)
}

// glued reports that what follows the column without a space or a comparison
// makes it another word: 村长 is no 村.
func (p *filterParser) glued(sub subject) bool {
	next := p.rune(p.at)
	return unicode.IsLetter(next) && !sub.dates() && p.skip(p.at) == p.at
}

// join returns the parts under op as one filter; what is joined the same way
// already is laid flat, so that brackets without a meaning leave no trace.
func join(op Op, parts ...*Filter) *Filter {
	var flat []*Filter
	for _, part := range parts {
		if part.Op == op {
			flat = append(flat, part.Parts...)
		} else {
			flat = append(flat, part)
		}
	}
	if len(flat) == 1 {
		return flat[0]
	}
	return &Filter{Op: op, Parts: flat}
}

func negate(f *Filter) *Filter {
	if f.Op == Not {
		return f.Parts[0]
	}
	return &Filter{Op: Not, Parts: []*Filter{f}}
}
