package segment_test

import (
	"math/big"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"kehu/report/segment"
	"kehu/store/sheet"
)

// customers draws any customers at all, contradictions included.
func customers(t *rapid.T) []segment.Summary {
	one := rapid.Custom(func(t *rapid.T) segment.Summary {
		return segment.Summary{
			Days:    rapid.IntRange(-1, 40).Draw(t, "days"),
			Buys:    rapid.IntRange(0, 6).Draw(t, "buys"),
			Spent:   rapid.OneOf(rapid.Int64Range(-3, 9), rapid.Int64Range(-1e15, 1e15)).Draw(t, "spent"),
			Stage:   rapid.SampledFrom([]string{"", "潜在", "意向", "成交", "休眠", "流失", "别的"}).Draw(t, "stage"),
			Contact: rapid.IntRange(-1, 3).Draw(t, "contact"),
		}
	})
	all := rapid.SliceOfN(one, 0, 60).Draw(t, "all")
	for i := range all {
		all[i].Customer = int64(i + 1)
	}
	return all
}

func rules(t *rapid.T) segment.Rule {
	return segment.Rule{
		Days:    rapid.IntRange(0, 30).Draw(t, "rule days"),
		Buys:    rapid.IntRange(0, 5).Draw(t, "rule buys"),
		Spent:   rapid.Int64Range(0, 500).Draw(t, "rule spent"),
		Scoring: rapid.SampledFrom([]segment.Scoring{segment.Quantile, segment.RPackage}).Draw(t, "scoring"),
	}
}

func TestEveryCustomerLandsInExactlyOneClassAndGroup(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := customers(t)
		r := segment.Place(all, rules(t))
		if len(r.Placed) != len(all) {
			t.Fatalf("%d customers, %d placed", len(all), len(r.Placed))
		}
		buyers := 0
		for i, p := range r.Placed {
			if p.Customer != all[i].Customer {
				t.Fatalf("place %d is of customer %d, want %d", i, p.Customer, all[i].Customer)
			}
			if !slices.Contains(segment.Classes(), p.Class) || !slices.Contains(segment.Groups(), p.Group) {
				t.Fatalf("%+v landed nowhere: %+v", all[i], p)
			}
			inRange := min(p.R, p.F, p.M) >= 1 && max(p.R, p.F, p.M) <= 5
			none := max(p.R, p.F, p.M) == 0
			if p.Class.Scored() != p.Group.Scored() || p.Class.Scored() != inRange || p.Class.Scored() == none {
				t.Fatalf("scores, class and group disagree: %+v", p)
			}
			if p.Class.Scored() {
				buyers++
			}
		}
		if buyers != r.Buyers {
			t.Fatalf("%d scored, population says %d", buyers, r.Buyers)
		}
	})
}

// oracle is the definition taken literally, in exact fractions, for one measure.
type oracle struct {
	mean  *big.Rat
	edges []*big.Rat
}

func newOracle(values []int64) oracle {
	sorted := slices.Sorted(slices.Values(values))
	n := int64(len(sorted))
	sum := new(big.Rat)
	for _, v := range sorted {
		sum.Add(sum, big.NewRat(v, 1))
	}
	o := oracle{mean: sum.Mul(sum, big.NewRat(1, n))}
	for k := range int64(4) {
		h := big.NewRat((n-1)*(k+1), 5)
		at := new(big.Int).Quo(h.Num(), h.Denom()).Int64()
		part := new(big.Rat).Sub(h, big.NewRat(at, 1))
		edge := big.NewRat(sorted[at], 1)
		if at+1 < n {
			edge.Add(edge, part.Mul(part, big.NewRat(sorted[at+1]-sorted[at], 1)))
		}
		o.edges = append(o.edges, edge)
	}
	return o
}

func (o oracle) score(v int64) uint8 {
	score := uint8(1)
	for _, e := range o.edges {
		if e.Cmp(big.NewRat(v, 1)) < 0 {
			score++
		}
	}
	return score
}

func (o oracle) atLeastMean(v int64) bool { return big.NewRat(v, 1).Cmp(o.mean) >= 0 }
func (o oracle) atMostMean(v int64) bool  { return big.NewRat(v, 1).Cmp(o.mean) <= 0 }

// eight is the published naming, R F M as three digits.
func eight() map[[3]bool]segment.Class {
	return map[[3]bool]segment.Class{
		{true, true, true}:    segment.KeyValue,
		{false, true, true}:   segment.KeyKeep,
		{true, false, true}:   segment.KeyGrow,
		{false, false, true}:  segment.KeyWinBack,
		{true, true, false}:   segment.Value,
		{false, true, false}:  segment.Keep,
		{true, false, false}:  segment.Grow,
		{false, false, false}: segment.WinBack,
	}
}

func TestScoresAndClassesFollowTheDefinitionInExactFractions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		buyer := rapid.Custom(func(t *rapid.T) segment.Summary {
			return segment.Summary{
				Days:  rapid.IntRange(0, 40).Draw(t, "days"),
				Buys:  rapid.IntRange(1, 9).Draw(t, "buys"),
				Spent: rapid.OneOf(rapid.Int64Range(1, 12), rapid.Int64Range(1, 1e15)).Draw(t, "spent"),
			}
		})
		all := rapid.SliceOfN(buyer, 1, 40).Draw(t, "buyers")
		var days, buys, spent []int64
		for _, s := range all {
			days, buys, spent = append(days, int64(s.Days)), append(buys, int64(s.Buys)), append(spent, s.Spent)
		}
		r, f, m := newOracle(days), newOracle(buys), newOracle(spent)
		for i, p := range segment.Place(all, segment.Rule{}).Placed {
			want := segment.Placed{
				R: 6 - r.score(days[i]), F: f.score(buys[i]), M: m.score(spent[i]),
				Class: eight()[[3]bool{r.atMostMean(days[i]), f.atLeastMean(buys[i]), m.atLeastMean(spent[i])}],
				Group: p.Group, // the table has its own test
			}
			if diff := cmp.Diff(want, p); diff != "" {
				t.Fatalf("%+v (-want +got):\n%s", all[i], diff)
			}
		}
	})
}

func TestOrderOfCustomersDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all, rule := customers(t), rules(t)
		want := segment.Place(all, rule)
		got := segment.Place(rapid.Permutation(all).Draw(t, "shuffled"), rule)
		slices.SortFunc(got.Placed, func(a, b segment.Placed) int { return int(a.Customer - b.Customer) })
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("(-given order +shuffled):\n%s", diff)
		}
	})
}

func TestMoreDaysAwayNeverScoresHigherAndMoreMoneyNeverLower(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := customers(t)
		r := segment.Place(all, rules(t))
		for i, a := range r.Placed {
			for j, b := range r.Placed {
				if a.R == 0 || b.R == 0 {
					continue
				}
				if all[i].Days >= all[j].Days && a.R > b.R || all[i].Spent >= all[j].Spent && a.M < b.M {
					t.Fatalf("%+v is %s, %+v is %s", all[i], a.Code(), all[j], b.Code())
				}
			}
		}
	})
}

func TestEachOfTheEightClassesIsReachedByName(t *testing.T) {
	for combination, want := range eight() {
		t.Run(want.Words().In(sheet.EN), func(t *testing.T) {
			s := segment.Summary{Customer: 2, Days: 100, Buys: 1, Spent: 1}
			if combination[0] {
				s.Days = 0
			}
			if combination[1] {
				s.Buys = 9
			}
			if combination[2] {
				s.Spent = 900
			}
			other := segment.Summary{Customer: 1, Days: 50, Buys: 5, Spent: 450}
			got := segment.Place([]segment.Summary{other, s}, segment.Rule{})
			if got.Placed[1].Class != want {
				t.Errorf("got %s, want %s", got.Placed[1].Class.Key(), want.Key())
			}
		})
	}
}

func TestCustomersWithoutAScoreLandWhereTheirRecordsSay(t *testing.T) {
	tests := map[string]struct {
		give  segment.Summary
		class segment.Class
		group segment.Group
	}{
		"prospect without a purchase":             {segment.Summary{Days: -1, Stage: "潜在"}, segment.Prospect, segment.NotYet},
		"interested without a purchase":           {segment.Summary{Days: -1, Stage: "意向"}, segment.Interested, segment.NotYet},
		"sold, but no purchase: still a nonbuyer": {segment.Summary{Days: -1, Stage: "成交"}, segment.MarkedSold, segment.NotYet},
		"dormant, but no purchase":                {segment.Summary{Days: -1, Stage: "休眠"}, segment.MarkedDormant, segment.NotYet},
		"lost, but no purchase":                   {segment.Summary{Days: -1, Stage: "流失"}, segment.MarkedLost, segment.NotYet},
		"no stage":                                {segment.Summary{Days: -1}, segment.Unstaged, segment.NotYet},
		"a stage nobody knows":                    {segment.Summary{Days: -1, Stage: "别的"}, segment.Unstaged, segment.NotYet},
		"returned on a later day":                 {segment.Summary{Days: 9, Buys: 1}, segment.ClassNoNet, segment.GroupNoNet},
		"returned the same day":                   {segment.Summary{Days: 9}, segment.ClassNoNet, segment.GroupNoNet},
		"returned more than was bought":           {segment.Summary{Days: -1, Spent: -1}, segment.ClassNoNet, segment.GroupNoNet},
		"counted, no amounts, no date":            {segment.Summary{Days: -1, Buys: 3}, segment.ClassNoNet, segment.GroupNoNet},
		"opening money without a date":            {segment.Summary{Days: -1, Buys: 3, Spent: 1}, segment.ClassUndated, segment.GroupUndated},
		"opening money without a count is scored": {segment.Summary{Days: 0, Spent: 1}, segment.KeyValue, segment.NewCustomers},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := segment.Place([]segment.Summary{tt.give}, segment.Rule{}).Placed
			want := []segment.Placed{{Class: tt.class, Group: tt.group}}
			if tt.class.Scored() {
				want[0].R, want[0].F, want[0].M = 5, 1, 1
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestFixedLinesReplaceTheMeansOneByOne(t *testing.T) {
	all := []segment.Summary{
		{Days: 10, Buys: 3, Spent: 20000}, {Days: 11, Buys: 2, Spent: 19999}, {Days: 0, Buys: 9, Spent: 90000},
	}
	means := segment.Place(all, segment.Rule{})
	fixed := segment.Place(all, segment.Rule{Days: 10, Buys: 3, Spent: 20000})
	one := segment.Place(all, segment.Rule{Days: 10})
	type lines struct{ R, F, M int64 }
	got := []lines{}
	for _, r := range []segment.Result{means, fixed, one} {
		got = append(got, lines{r.R.Split, r.F.Split, r.M.Split})
	}
	if diff := cmp.Diff([]lines{{7, 5, 43333}, {10, 3, 20000}, {10, 5, 43333}}, got); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
	classes := []segment.Class{}
	for _, p := range fixed.Placed {
		classes = append(classes, p.Class)
	}
	if diff := cmp.Diff([]segment.Class{segment.KeyValue, segment.WinBack, segment.KeyValue}, classes); diff != "" {
		t.Errorf("classes (-want +got):\n%s", diff)
	}
}

func TestQuantilesAreType7(t *testing.T) {
	var all []segment.Summary
	for v := 10; v >= 1; v-- { // R: quantile(1:10, c(.2, .4, .6, .8)) is 2.8 4.6 6.4 8.2; type 4 has 2 4 6 8
		all = append(all, segment.Summary{Days: v, Buys: v, Spent: int64(v)})
	}
	want := segment.Measure{Sum: 55, Edges: [4]segment.Fifths{14, 23, 32, 41}, Split: 6}
	near := want
	near.Split = 5 // the mean 5.5, downwards
	got := segment.Place(all, segment.Rule{})
	if diff := cmp.Diff([]segment.Measure{near, want, want}, []segment.Measure{got.R, got.F, got.M}); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := got.R.Edges[0].Float(); got != 2.8 {
		t.Errorf("first edge prints %v, want 2.8", got)
	}
}

func TestNobodyAtAllIsPlacedWithoutTrouble(t *testing.T) {
	want := segment.Result{Placed: []segment.Placed{}}
	if diff := cmp.Diff(want, segment.Place(nil, segment.Rule{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
