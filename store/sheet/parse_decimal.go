package sheet

import (
	"math"
	"strings"
	"unicode/utf8"
)

// largest bounds what numbers are read: sums of many stay far from overflow, and
// a spreadsheet's floating point holds each exactly.
const largest = 1_000_000_000_000_000

// plainDecimal reads 1280, -1280.5 or 1280.05 exactly as a multiple of
// 10^-places; it is false for whatever needs a closer look.
func plainDecimal(s string, places int) (n int64, ok bool) {
	digits := s
	if len(s) > 0 && s[0] == '-' {
		digits = s[1:]
	}
	if len(digits) == 0 || len(digits) > 16 || !isDigit(digits[0]) {
		return 0, false
	}
	point := len(digits) - 1
	for i := range len(digits) {
		switch c := digits[i]; {
		case isDigit(c):
			n = n*10 + int64(c-'0')
		case c == '.' && point == len(digits)-1 && i < point:
			point = i
		default:
			return 0, false
		}
	}
	for decimals := len(digits) - 1 - point; decimals != places; decimals++ {
		if decimals > places || n >= largest {
			return 0, false
		}
		n *= 10
	}
	if len(digits) < len(s) {
		n = -n
	}
	return n, n > -largest && n < largest
}

// fault says why a number could not be read.
type fault uint8

const (
	sound   fault = iota
	garbled       // not a number
	tooFine       // more decimals than the kind has
	tooBig        // beyond largest
)

// figure is an exact decimal number: value / 10^decimals.
type figure struct {
	value    int64
	decimals int
	width    int // characters it was written with, 0: none
}

// times returns the figure × unit as a multiple of 10^-places.
func (f figure) times(unit int64, places int) (int64, fault) {
	n, ok := multiply(f.value, unit)
	for ; ok && f.decimals < places; places-- {
		n, ok = multiply(n, 10)
	}
	for ; ok && f.decimals > places; places++ {
		if n%10 != 0 {
			return 0, tooFine
		}
		n /= 10
	}
	if !ok || n >= 1000*largest {
		return 0, tooBig
	}
	return n, sound
}

// multiply is a × b for b > 0; false where the product is no int64.
func multiply(a, b int64) (int64, bool) {
	return a * b, a <= math.MaxInt64/b && a >= -math.MaxInt64/b
}

// figure takes 1,280.05, or Han digits without units such as 八, 〇五, 一二八〇.
// Two Han digits side by side are refused: 三五个 means three to five.
func (s *scanner) figure() (figure, fault) {
	if s.rest != "" && (isDigit(s.rest[0]) || s.rest[0] == '.') {
		return s.arabic()
	}
	f, zero := figure{}, false
	for s.rest != "" && f.width < 15 {
		r, size := utf8.DecodeRuneInString(s.rest)
		v := hanDigit(r)
		if r == '两' && f.width == 0 {
			s.rest = s.rest[size:]
			return figure{value: 2, width: 1}, sound
		}
		if v < 0 {
			break
		}
		s.rest, f.value, f.width = s.rest[size:], f.value*10+int64(v), f.width+1
		zero = zero || v == 0
	}
	if f.width == 2 && !zero {
		return f, garbled
	}
	return f, sound
}

// arabic takes digits, thousands commas and a fraction. A comma stands only where
// the thousands are: 1.280,00 and 12,80 are refused.
func (s *scanner) arabic() (figure, fault) {
	end := strings.IndexFunc(s.rest, func(r rune) bool { return (r < '0' || r > '9') && r != ',' && r != '.' })
	if end < 0 {
		end = len(s.rest)
	}
	text := s.rest[:end]
	s.rest = s.rest[end:]
	whole, fraction, point := strings.Cut(text, ".")
	if point && (fraction == "" || strings.ContainsAny(fraction, ",.")) || !thousands(whole) {
		return figure{}, garbled
	}
	f := figure{width: len(text)}
	fraction = strings.TrimRight(fraction, "0")
	if !f.append(whole) {
		return f, tooBig
	}
	if f.decimals = len(fraction); !f.append(fraction) {
		return f, tooFine
	}
	return f, sound
}

// append counts more digits, commas aside; false when there are too many.
func (f *figure) append(digits string) bool {
	for i := range len(digits) {
		switch {
		case digits[i] == ',':
		case f.value >= largest:
			return false
		default:
			f.value = f.value*10 + int64(digits[i]-'0')
		}
	}
	return true
}

// thousands reports whether the commas of a whole number stand at the thousands.
func thousands(whole string) bool {
	for first := true; ; first = false {
		group, rest, more := strings.Cut(whole, ",")
		switch {
		case first && !more:
			return true
		case len(group) > 3 || group == "" || !first && len(group) != 3:
			return false
		case !more:
			return true
		}
		whole = rest
	}
}

// unit takes 十, 百, 千, 万 or 亿, also as cheques spell them, and w and k if
// letters is set; 0 if there is none.
func (s *scanner) unit(letters bool) int64 {
	switch {
	case s.take("十", "拾"):
		return 10
	case s.take("百", "佰"):
		return 100
	case strings.HasPrefix(s.rest, "千克"), strings.HasPrefix(s.rest, "千米"):
		return 0
	case s.take("千", "仟"), letters && s.take("k", "K"):
		return 1000
	case s.take("万", "萬"), letters && s.take("w", "W"):
		return 10_000
	case s.take("亿", "億"):
		return 100_000_000
	}
	return 0
}

// numeral takes a number in digits, Han numerals or both, as a multiple of
// 10^-places: 1,280.5, 1.2万, 1万2, 一千二, 壹仟贰佰捌拾, 两万零五十.
func (s *scanner) numeral(places int, letters bool) (int64, fault) {
	sum := sum{places: places, small: largest, big: largest}
	for first := true; sum.fault == sound; first = false {
		f, broken := s.figure()
		if broken != sound {
			return 0, broken
		}
		unit := s.unit(letters)
		switch {
		case f.width == 0 && unit == 0 && first:
			return 0, garbled
		case f.width == 0 && unit == 0:
			return sum.result()
		case unit == 0:
			sum.last(f)
			return sum.result()
		case unit < 10_000:
			sum.add(f, unit)
		default:
			sum.raise(f, unit)
		}
	}
	return 0, sum.fault
}

// sum puts a numeral together from its figures and units.
type sum struct {
	places         int
	total, section int64 // above and below the last 万 or 亿
	small, big     int64 // the last unit, and the last of 万 and 亿: the next must be smaller
	broken         bool  // a fraction was read: nothing may follow
	fault          fault
}

// add counts f tens, hundreds or thousands.
func (m *sum) add(f figure, unit int64) {
	if unit == 10 && f.value == 0 { // 十五, 一千零十五
		f = figure{value: 1, width: 1}
	}
	if f.width == 0 || unit >= m.small || m.broken {
		m.fault = garbled
		return
	}
	n, broken := f.times(unit, m.places)
	m.section, m.small, m.broken, m.fault = m.section+n, unit, f.decimals > 0, broken
}

// raise multiplies what was read since the last 万 or 亿, and f, by this one.
func (m *sum) raise(f figure, unit int64) {
	if f.width == 0 && m.section == 0 || unit >= m.big || m.broken {
		m.fault = garbled
		return
	}
	n, broken := f.times(unit, m.places)
	section, ok := multiply(m.section, unit)
	if m.fault = broken; !ok || section >= 1000*largest || n >= 1000*largest {
		m.fault = tooBig
	}
	m.total, m.section = m.total+section+n, 0
	m.small, m.big, m.broken = unit, unit, f.decimals > 0
}

// last adds a figure without a unit. One digit behind a unit is short for the
// next lower unit, as people speak: 一千二 is 1200, 1万2 is 12000.
func (m *sum) last(f figure) {
	if m.broken || f.decimals == 0 && f.value >= m.small {
		m.fault = garbled
		return
	}
	unit := int64(1)
	if f.width == 1 && m.small >= 100 && m.small < largest {
		unit = m.small / 10
	}
	n, broken := f.times(unit, m.places)
	m.section, m.fault = m.section+n, broken
}

func (m *sum) result() (int64, fault) {
	n := m.total + m.section
	if m.fault == sound && n >= largest {
		m.fault = tooBig
	}
	return n, m.fault
}
