package demo

import "math/bits"

// golden is 2^64 divided by the golden ratio, the step of splitmix64.
const golden = 0x9e3779b97f4a7c15

// mix is the finalizer of splitmix64 (Steele, Lea & Flood 2014).
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// dice is one throw, and the root of further ones: it has no state, so any customer's facts can be asked for in any
// order. Ask each question of a dice of its own, made by about; two questions to one dice have one answer.
type dice uint64

// topic names a question about a customer, a household or a row.
type topic uint64

// about is the dice of a question, or of the k-th thing of its kind.
func (d dice) about(t topic) dice { return dice(mix(uint64(d) + uint64(t+1)*golden)) }

// n is an even throw from 0 to n-1, n being positive.
func (d dice) n(n int) int {
	hi, _ := bits.Mul64(uint64(d), uint64(n))
	return int(hi)
}

// between is an even throw from lo to hi, both possible.
func (d dice) between(lo, hi int) int { return lo + d.n(hi-lo+1) }

// chance is true in permille of 1000 cases.
func (d dice) chance(permille int) bool { return d.n(1000) < permille }

// pick is one of from, each as likely.
func pick[T any](d dice, from []T) T { return from[d.n(len(from))] }

// weighted is an index into weights, each as likely as its weight.
func weighted(d dice, weights ...int) int {
	total := 0
	for _, weight := range weights {
		total += weight
	}
	left := d.n(total)
	for i, weight := range weights {
		if left -= weight; left < 0 {
			return i
		}
	}
	return len(weights) - 1
}
