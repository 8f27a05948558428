// Package almanac knows the days a village lives by: the lunar calendar, the feasts and the market days (赶集).
//
// It answers from one small table and never from a clock, a file or a network. It knows neither customers nor
// sheets, and nothing of time zones: every date is a civil date in China. Lunar answers exist for the solar years
// [FirstYear] to [LastYear]; outside them its functions say so instead of guessing.
package almanac

import "time"

// The solar years of which every day has a known lunar date.
const (
	FirstYear = 1930
	LastYear  = 2060
)

// secondsPerDay turns Unix seconds at midnight UTC into day numbers.
const secondsPerDay = 24 * 60 * 60

// dayOf numbers a civil date, 1970-01-01 being 0. It refuses dates that do not exist, such as 30 February,
// and years outside 1 to 9999.
func dayOf(year, month, day int) (int, bool) {
	if year < 1 || year > 9999 {
		return 0, false
	}
	n := midnight(year, month, day)
	y, m, d := dateOf(n)
	return n, y == year && m == month && d == day
}

// midnight is dayOf for dates known to exist.
func midnight(year, month, day int) int {
	return int(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay)
}

// dateOf is the civil date of a day number.
func dateOf(n int) (year, month, day int) {
	y, m, d := time.Unix(int64(n)*secondsPerDay, 0).UTC().Date()
	return y, int(m), d
}

// modulo is the remainder that is never negative: day numbers before 1970 are.
func modulo(n, by int) int {
	return (n%by + by) % by
}
