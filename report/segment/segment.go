// Package segment says who belongs where: every customer in exactly one of the
// eight RFM classes (八类) and exactly one of the eleven RFM groups, or, without
// a purchase that can be scored, in a class and group that say why.
//
// It knows recency, frequency and money of customers already summed up, the two
// tables, and the words for them. It does not know where summaries come from,
// what day it is, or how a report looks. Recency always counts against the
// customer: many days since the last purchase is a low R (copied tutorials have
// it the other way round and call the lost customers important).
package segment

import "slices"

// Summary is what segmentation needs of one customer.
type Summary struct {
	Customer int64  // row id
	Days     int    // calendar days since the last purchase, -1 when there was none or no date is known
	Buys     int    // days with a positive purchase sum (RFM's F), 0 when unknown
	Spent    int64  // 分, net of returns, at most 10^15 either way
	Stage    string // the sheet's word: 潜在, 意向, 成交, 休眠, 流失 or ""
	Contact  int    // calendar days since the last contact, -1 when there was none
}

// scored reports whether R, F and M of s all mean something.
func (s Summary) scored() bool { return s.Spent > 0 && s.Days >= 0 }

// buys is F. Money without a count comes from an old sheet's opening figures:
// net money above 0 took at least one day.
func (s Summary) buys() int { return max(s.Buys, 1) }

// Rule is how the lines are drawn; the zero Rule is the usual one.
type Rule struct {
	Days    int     // near is at most this many days; 0 or less: the mean over buyers
	Buys    int     // often is at least this many days; 0 or less: the mean
	Spent   int64   // much is at least this many 分; 0 or less: the mean
	Scoring Scoring // how scores treat an edge; fixed lines above leave scores alone
}

// Measure is one of recency (days), frequency (days) and money (分) over the
// scored buyers.
type Measure struct {
	Sum   int64
	Edges [4]Fifths // at 20, 40, 60 and 80 %
	Split int64     // near: at most; often, much: at least
}

// Placed is where one customer belongs. R, F and M are 1 to 5, or all 0 for a
// customer who cannot be scored.
type Placed struct {
	Customer int64
	R, F, M  uint8
	Class    Class
	Group    Group
}

// Code is the three scores side by side, such as "545", or "" without scores.
func (p Placed) Code() string {
	if p.R == 0 {
		return ""
	}
	return string([]byte{'0' + p.R, '0' + p.F, '0' + p.M})
}

// Result is everybody's place and the lines that were drawn.
type Result struct {
	Placed  []Placed // in the order given
	Rule    Rule     // as asked for
	R, F, M Measure
	Buyers  int // the scored buyers, over whom means and edges are taken
}

// Enough is the number of buyers under which means and fifths say little, and a
// report should print 样本不足; the number is ours.
const Enough = 20

// Place puts every customer of all into one class and one group.
//
// A customer is scored with money left after returns (Spent > 0) and a known
// last purchase; means and edges are taken over these. The others, in order:
// money but no date is ClassUndated; any trace of a purchase without money left is
// ClassNoNet (everything returned, or amounts never written down: the figures cannot
// tell); no trace at all is a non-buyer, by stage.
func Place(all []Summary, rule Rule) Result {
	r := Result{Placed: make([]Placed, len(all)), Rule: rule}
	r.measure(all)
	for i := range all {
		r.Placed[i] = r.place(&all[i])
	}
	return r
}

// measure takes the three measures over the scored buyers of all.
func (r *Result) measure(all []Summary) {
	for i := range all {
		if all[i].scored() {
			r.Buyers++
		}
	}
	values := make([]int64, 0, r.Buyers)
	of := func(value func(*Summary) int64) Measure {
		values = values[:0]
		for i := range all {
			if all[i].scored() {
				values = append(values, value(&all[i]))
			}
		}
		return measure(values)
	}
	r.R = of(func(s *Summary) int64 { return int64(s.Days) })
	r.F = of(func(s *Summary) int64 { return int64(s.buys()) })
	r.M = of(func(s *Summary) int64 { return s.Spent })
	r.split()
}

// split draws the lines of the eight classes. The values are whole, so days <=
// mean exactly when days <= floor(mean), and v >= mean exactly when
// v >= ceil(mean): ties are near and high, and no float is rounded.
func (r *Result) split() {
	n := int64(max(r.Buyers, 1))
	r.R.Split = r.R.Sum / n
	r.F.Split = (r.F.Sum + n - 1) / n
	r.M.Split = (r.M.Sum + n - 1) / n
	if r.Rule.Days > 0 {
		r.R.Split = int64(r.Rule.Days)
	}
	if r.Rule.Buys > 0 {
		r.F.Split = int64(r.Rule.Buys)
	}
	if r.Rule.Spent > 0 {
		r.M.Split = r.Rule.Spent
	}
}

// place finds the place of one customer.
func (r *Result) place(s *Summary) Placed {
	p := Placed{Customer: s.Customer}
	if !s.scored() {
		p.Class, p.Group = s.unscored()
		return p
	}
	days, buys := int64(s.Days), int64(s.buys())
	day, yuan := r.Rule.Scoring.lift(1), r.Rule.Scoring.lift(100)
	p.R = 6 - r.R.score(days, day)
	p.F = r.F.score(buys, day)
	p.M = r.M.score(s.Spent, yuan)
	p.Class = classOf(days <= r.R.Split, buys >= r.F.Split, s.Spent >= r.M.Split)
	p.Group = groupOf(p.R, p.F, p.M)
	return p
}

// measure sorts values and measures them.
func measure(values []int64) Measure {
	var m Measure
	for _, v := range values {
		m.Sum += v
	}
	slices.Sort(values)
	m.Edges = edges(values)
	return m
}
