package report

import (
	"fmt"
	"math"
	"strconv"
)

// Ratio is how many times Den is in Num; a Den of 0 prints "—".
type Ratio struct{ Num, Den int64 }

// Empty reports whether there is nothing to divide by.
func (r Ratio) Empty() bool { return r.Den == 0 }

// String has two decimals: 4.25.
func (r Ratio) String() string {
	if r.Den == 0 {
		return "—"
	}
	return fmt.Sprintf("%.2f", float64(r.Num)/float64(r.Den))
}

// Native is the number with two decimals, or — when the denominator is 0.
func (r Ratio) Native() any {
	if r.Den == 0 {
		return "—"
	}
	return math.Round(100*float64(r.Num)/float64(r.Den)) / 100
}

// AppendJSON appends the number with four decimals, null when the denominator is 0.
func (r Ratio) AppendJSON(b []byte) []byte {
	if r.Den == 0 {
		return append(b, "null"...)
	}
	return strconv.AppendFloat(b, float64(r.Num)/float64(r.Den), 'f', 4, 64)
}
