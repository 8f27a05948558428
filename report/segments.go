package report

import (
	"iter"
	"strings"

	"kehu/report/segment"
	"kehu/store/sheet"
)

// Segments is who belongs where: a summary of the classes (o.By: of the groups)
// and every customer with class, group and the reason in words; with o.Name only
// the members of that class or group, with o.Summary only the summary. The error
// is NotFound for a name that is none.
func Segments(src Source, o Options) (Doc, error) {
	only, err := divisionNamed(o.Name)
	if err != nil {
		return Doc{}, err
	}
	p, err := survey(src, o, nil)
	if err != nil {
		return Doc{}, err
	}
	return p.segments(src, o, only), nil
}

// segments is the report on a population surveyed already.
func (p *population) segments(src Source, o Options, only *division) Doc {
	d := Doc{Key: "segments", Title: sheet.W("客户分群", "Segments"), AsOf: o.Today}
	if only != nil {
		only.tally = p.tallyOf(only)
		d.Title = only.Words()
		d.Tables = []Table{p.members(src, o, only)}
		d.Notes = []sheet.Words{p.linesNote(), sparedNote()}
		d.Say = only.sentence(p.whole)
		return d
	}
	divisions := p.divisions(o.By)
	d.Tables = []Table{p.summary(divisions)}
	if !o.Summary {
		d.Tables = append(d.Tables, p.members(src, o, nil))
	}
	d.Chart = p.chart(divisions)
	d.Notes = []sheet.Words{p.linesNote(), sumNote(), sparedNote()}
	d.Say = p.advice()
	return d
}

// division is one class or group, with who is in it.
type division struct {
	named
	tally
	class segment.Class // 0 of a group
	has   func(segment.Placed) bool
}

// named is what classes and groups have in common.
type named interface {
	Key() string
	Words() sheet.Words
	Advice() sheet.Words
	Scored() bool
}

// classDivisions are the eight classes and the reasons for having none.
func classDivisions() []division {
	var all []division
	for _, c := range segment.Classes() {
		all = append(all, division{named: c, class: c, has: func(p segment.Placed) bool { return p.Class == c }})
	}
	return all
}

// groupDivisions are the eleven groups and the reasons for having none.
func groupDivisions() []division {
	var all []division
	for _, g := range segment.Groups() {
		all = append(all, division{named: g, has: func(p segment.Placed) bool { return p.Group == g }})
	}
	return all
}

// divisions are the divisions of one kind with their tallies: those for buyers
// always, the others where they have a member.
func (p *population) divisions(by By) []division {
	all, tallies := classDivisions(), p.classes
	if by == ByGroup {
		all, tallies = groupDivisions(), p.groups
	}
	var shown []division
	for i, d := range all {
		d.tally = tallies[i+1]
		if d.Scored() || d.customers > 0 {
			shown = append(shown, d)
		}
	}
	return shown
}

// divisionNamed finds a class, or else a group, by its key or its name in either
// language, 客户 left out or not. No name is no division.
func divisionNamed(name string) (*division, error) {
	name = strings.TrimSpace(name)
	if name == "" {
		return nil, nil
	}
	all := append(classDivisions(), groupDivisions()...)
	for i, d := range all {
		if d.called(name) {
			return &all[i], nil
		}
	}
	var names []sheet.Words
	for _, d := range all {
		names = append(names, d.Words())
	}
	return nil, sheet.Fail(sheet.NotFound, "没有叫“%s”的分群，可用的有：%s", "there is no segment “%s”; there are %s",
		name, joined("、", ", ", names...))
}

func (d division) called(name string) bool {
	plain := func(s string) string { return strings.ToLower(strings.NewReplacer("-", "_", " ", "").Replace(s)) }
	short := func(s string) string { return strings.TrimSuffix(plain(s), "客户") }
	return plain(d.Key()) == plain(name) || short(d.Words().ZH) == short(name) || plain(d.Words().EN) == plain(name)
}

// tallyOf counts the members of d.
func (p *population) tallyOf(d *division) (t tally) {
	for i, placed := range p.result.Placed {
		if d.has(placed) {
			t.add(p.all[i], p.spared[i])
		}
	}
	return t
}

// sentence says how many the members are, what they are worth and what to do.
func (d division) sentence(whole tally) sheet.Words {
	if d.customers == 0 {
		return sheet.W("现在没有“%s”。", "There are no customers of “%s” now.", d.Words())
	}
	worth := sheet.Words{}
	if d.Scored() {
		worth = sheet.W("，占累计金额的 %s，平均 %s 天没买", " holding %s of all money, %s days since the last purchase on average",
			Share{d.spent, whole.spent}.String(), tenths(d.days, int64(d.dated)))
	}
	spared := sheet.Words{}
	if n := d.customers - d.callable; n > 0 {
		spared = sheet.W("（其中 %d 位勿扰，不联系）", " (%d of them not to be contacted)", n)
	}
	return sheet.W("共 %s%s%s：%s", "%s%s%s. %s", people(d.customers), spared, worth, d.Advice())
}

// summary is a line for each division.
func (p *population) summary(divisions []division) Table {
	return Table{
		Key: "segments", Title: sheet.W("客户分群", "Segments"),
		Columns: []Column{
			{Key: "segment", Label: sheet.W("分群", "Segment"), Width: 18},
			{Key: "customers", Label: sheet.W("人数", "Customers"), Kind: sheet.CountKind, Width: 9},
			{Key: "customers_share", Label: sheet.W("人数占比", "Share of customers"), Width: 10},
			{Key: "spent", Label: sheet.W("累计金额", "Spent"), Kind: sheet.MoneyKind, Width: 14},
			{Key: "spent_share", Label: sheet.W("金额占比", "Share of money"), Width: 10},
			{Key: "average_days", Label: sheet.W("平均几天没买", "Average days since"), Width: 12},
			{Key: "advice", Label: sheet.W("怎么做", "What to do"), Width: 44},
		},
		Rows: p.summaryRows(divisions),
	}
}

func (p *population) summaryRows(divisions []division) iter.Seq2[[]Cell, error] {
	return func(yield func([]Cell, error) bool) {
		for _, d := range divisions {
			cells := []Cell{Phrase(d.Words()), count(d.customers), share(int64(d.customers), int64(p.whole.customers)),
				money(d.spent), share(d.spent, p.whole.spent), mean{d.days, int64(d.dated)}, Phrase(d.Advice())}
			if !yield(cells, nil) {
				return
			}
		}
	}
}

// chart compares the money of the divisions.
func (p *population) chart(divisions []division) *Chart {
	c := &Chart{Title: sheet.W("各分群累计金额", "Money by segment"), Unit: sheet.W("元", "yuan")}
	for _, d := range divisions {
		if d.Scored() {
			c.Names = append(c.Names, d.Words())
			c.Values = append(c.Values, float64(d.spent)/100)
		}
	}
	return c
}

// linesNote says where the lines between near and far, often and seldom, much and
// little lie today.
func (p *population) linesNote() sheet.Words {
	r := p.result
	if r.Buyers == 0 {
		return sheet.W("还没有买过东西的客户，分不了八类。", "Nobody has bought anything yet, so there are no classes.")
	}
	lines := sheet.W("八类的界线：最近购买 %d 天以内算近，购买天数 %d 天及以上算多，累计 %s 元及以上算高；没另设时取 %s的平均值。每人只在一类。",
		"The lines of the eight classes: bought within %d days is near, on %d days or more is often, %s yuan or more is much; unless set otherwise, the means over %s. Everybody is in exactly one.",
		r.R.Split, r.F.Split, yuan(r.M.Split), buyersWords(r.Buyers))
	if r.Buyers >= segment.Enough {
		return lines
	}
	return sentences(lines, sheet.W("样本不足：有购买的不到 %d 位，平均值和五分位说明不了什么。",
		"Sample too small: fewer than %d buyers, so means and fifths say little.", segment.Enough))
}

func buyersWords(n int) sheet.Words {
	if n == 1 {
		return sheet.W("1 位有购买的客户", "1 buyer")
	}
	return sheet.W("%s 位有购买的客户", "%s buyers", grouped(int64(n)))
}

func sumNote() sheet.Words {
	return sheet.W("累计金额含期初、扣退货，不含散客；占比的分母是全部客户和他们的累计金额。",
		"Money includes opening figures, net of returns, without walk-ins; shares are of all customers and of all their money.")
}

func sparedNote() sheet.Words {
	return sheet.W("标了勿扰的照样分群，但不给联系建议。", "Customers marked do-not-contact are placed as well, but get no suggestion to contact them.")
}

// mean is a sum over a number of values, with one decimal; of none it prints —.
type mean struct{ sum, n int64 }

// Empty reports whether there is nothing to average.
func (m mean) Empty() bool { return m.n == 0 }

// String is the mean with one decimal.
func (m mean) String() string { return tenths(m.sum, m.n) }

// Native is the mean, or — of nothing.
func (m mean) Native() any {
	if m.n == 0 {
		return "—"
	}
	return float64(int64(10*float64(m.sum)/float64(m.n)+0.5)) / 10
}

// AppendJSON appends the mean, null of nothing.
func (m mean) AppendJSON(b []byte) []byte {
	if m.n == 0 {
		return append(b, "null"...)
	}
	return append(b, m.String()...)
}
