package segment

// Scoring is how a value near an edge is scored.
type Scoring uint8

const (
	// Quantile scores 1 + the number of edges below the value, so that equal
	// values get equal scores.
	Quantile Scoring = iota
	// RPackage is the R package rfm (rsquaredacademy, 0.3): bands begin one day,
	// one purchase, one yuan above the edge and are half open. It is here to
	// reproduce published tables only.
	RPackage
)

// lift is how far past an edge, in fifths, a value may lie without having
// passed it; unit is the measure's 1.
func (s Scoring) lift(unit int64) int64 {
	if s == RPackage {
		return 5*unit - 1 // 5v >= edge + 5 units, in whole fifths
	}
	return 0
}

// Fifths counts fifths of a unit (day, 分): a quantile at a multiple of 20 %
// interpolates in fifths, so it is held exactly.
type Fifths int64

// Float is f in whole units, for printing; scores never pass through it.
func (f Fifths) Float() float64 { return float64(f) / 5 }

// edges are the quantiles at 20, 40, 60 and 80 % of sorted, type 7 of Hyndman &
// Fan 1996, R's default: at h = (n-1)p, linear between its neighbours. (gonum's
// LinInterp is type 4.) Without values they are 0.
func edges(sorted []int64) [4]Fifths {
	var e [4]Fifths
	if len(sorted) == 0 {
		return e
	}
	for k := range e {
		h := (len(sorted) - 1) * (k + 1)
		at, part := h/5, int64(h%5)
		low := sorted[at]
		high := sorted[min(at+1, len(sorted)-1)]
		e[k] = Fifths(5*low + part*(high-low))
	}
	return e
}

// score is 1 + the number of edges that v has passed.
func (m *Measure) score(v, lift int64) uint8 {
	score := uint8(1)
	for _, e := range m.Edges {
		if 5*v > int64(e)+lift {
			score++
		}
	}
	return score
}
