package grid

import (
	"bytes"
	"math"
	"strconv"
	"strings"

	"kehu/store/sheet"
)

// numFmt is what a number format makes of the numbers of a cell: what of it can
// change the meaning. Colours, currencies and thousands can't.
type numFmt struct {
	kind   fmtKind
	places int    // decimals, of a number written out with at least two; digits, of a code
	prefix string // of a code
}

type fmtKind uint8

const (
	general fmtKind = iota
	moment          // a day, a time of day or both
	elapsed         // hours that count beyond 24: [h]:mm
	percent
	code // 00000, "VIP"000: a number that stands for itself, not for an amount
)

// builtIn are the formats that a workbook needn't spell out, ECMA-376 part 1,
// 18.8.30, with those of a Chinese Excel: 27 to 36 and 50 to 58 are dates.
func builtIn(id int) numFmt {
	switch {
	case id >= 14 && id <= 22, id >= 27 && id <= 36, id == 45, id == 47, id >= 50 && id <= 58:
		return numFmt{kind: moment}
	case id == 46:
		return numFmt{kind: elapsed}
	case id == 9 || id == 10:
		return numFmt{kind: percent}
	case id == 2 || id == 4 || id == 7 || id == 8 || id == 39 || id == 40 || id == 43 || id == 44:
		return numFmt{places: 2}
	}
	return numFmt{}
}

// readFmt reads a format that a workbook spells out, such as yyyy"年"m"月"d"日".
// Of its sections, for numbers above, below and at 0, the first is enough.
func readFmt(format string) numFmt {
	if f, ok := readCode(format); ok {
		return f
	}
	bare, hours := bareFmt(format)
	lower := strings.ToLower(bare)
	switch {
	case hours:
		return numFmt{kind: elapsed}
	case strings.Contains(lower, "general") || strings.Contains(bare, "通用格式"):
		return numFmt{}
	case strings.Contains(lower, "e+") || strings.Contains(lower, "e-"):
		return numFmt{}
	case strings.ContainsAny(lower, "ymdhs") || strings.Contains(lower, "aaa"):
		return numFmt{kind: moment}
	case strings.Contains(bare, "%"):
		return numFmt{kind: percent}
	}
	if _, fraction, ok := strings.Cut(bare, "."); ok {
		zeros := len(fraction) - len(strings.TrimLeft(fraction, "0"))
		if rest := strings.TrimLeft(fraction, "0"); zeros >= 2 && zeros <= 9 && (rest == "" || !strings.ContainsAny(rest[:1], "#?,")) {
			return numFmt{places: zeros}
		}
	}
	return numFmt{}
}

// readCode reads a format of numbers that stand for themselves: with leading
// zeros, or with letters in front, such as kehu's own "#"0.
func readCode(format string) (numFmt, bool) {
	digits, _, _ := strings.Cut(format, ";")
	f := numFmt{kind: code}
	if quoted, rest, ok := strings.Cut(strings.TrimPrefix(digits, `"`), `"`); ok && digits[0] == '"' {
		f.prefix, digits = quoted, rest
	}
	for len(digits) > 1 && digits[0] == '\\' {
		f.prefix, digits = f.prefix+digits[1:2], digits[2:]
	}
	const letters = "#-_/.0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	zeros := strings.TrimLeft(digits, "#")
	f.places = min(len(zeros), 20)
	plain := digits != "" && strings.Trim(zeros, "0") == "" && strings.Trim(f.prefix, letters) == ""
	return f, plain && (f.prefix != "" || len(zeros) > 1)
}

// bareFmt is the first section of a format without what it says literally, and
// whether it counts hours, minutes or seconds beyond their round: [h].
func bareFmt(format string) (bare string, hours bool) {
	var b strings.Builder
	for i := 0; i < len(format); i++ {
		switch c := format[i]; c {
		case ';':
			return b.String(), hours
		case '\\', '_', '*', '!':
			i++ // the next is literal, or as wide, or repeated
		case '"':
			i += 1 + strings.IndexByte(format[i+1:]+`"`, '"')
		case '[':
			n := strings.IndexByte(format[i+1:]+"]", ']')
			inside := strings.ToLower(format[i+1 : min(i+1+n, len(format))])
			hours = hours || inside != "" && strings.Trim(inside, inside[:1]) == "" && strings.Contains("hms", inside[:1])
			i += 1 + n
		case ' ':
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), hours
}

// appendNumber appends a number as a person reads it in a cell of format f. Raw
// is what the workbook holds; what is no number stays as it is.
func (f numFmt) appendNumber(to, raw []byte, from1904, computed bool) []byte {
	if f.kind == general && plainNumber(raw) && (!computed || f.places == 0) {
		return append(to, raw...)
	}
	n, err := strconv.ParseFloat(string(bytes.TrimSpace(raw)), 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
		return append(to, raw...)
	}
	switch {
	case f.kind == moment && computed && n == 0:
		return to // a link to an empty cell, which Excel shows as 1900-1-0
	case f.kind == moment:
		return appendSerial(to, n, from1904)
	case f.kind == elapsed && n >= 0 && n < 1e6:
		return appendElapsed(to, n)
	case f.kind == percent:
		return append(appendDecimal(to, n*100), '%')
	case f.kind == code && n >= 0 && n < 1e15 && n == math.Trunc(n):
		return appendPadded(append(to, f.prefix...), int(n), f.places)
	case computed && f.places > 0 && math.Abs(n) < 1e12:
		return appendRounded(to, n, f.places)
	}
	return appendDecimal(to, n)
}

// plainNumber reports whether raw is written as a person would: digits, no more
// than Excel keeps, without an exponent.
func plainNumber(raw []byte) bool {
	if len(raw) == 0 || len(raw) > 16 {
		return false
	}
	digits := 0
	for i, b := range raw {
		switch {
		case digit(b):
			digits++
		case b == '.' && i > 0 && i < len(raw)-1:
		case b == '-' && i == 0:
		default:
			return false
		}
	}
	return digits > 0 && digits <= 15
}

// appendDecimal appends a number with the 15 digits that Excel keeps, written out:
// 0.1+0.2 is 0.3, and a phone has no exponent.
func appendDecimal(to []byte, n float64) []byte {
	if size := math.Abs(n); size != 0 && (size >= 1e21 || size < 1e-9) {
		return strconv.AppendFloat(to, n, 'g', 15, 64)
	}
	short, err := strconv.ParseFloat(strconv.FormatFloat(n, 'e', 14, 64), 64)
	if err != nil {
		short = n
	}
	return strconv.AppendFloat(to, short, 'f', -1, 64)
}

// appendRounded appends a computed number with the decimals that its cell shows.
func appendRounded(to []byte, n float64, places int) []byte {
	scale := math.Pow10(places)
	exact, _ := strconv.ParseFloat(strconv.FormatFloat(n*scale, 'e', 14, 64), 64)
	return strconv.AppendFloat(to, math.Round(exact)/scale, 'f', -1, 64)
}

const (
	secondsADay = 86400
	since1904   = 1462    // days between the two beginnings of time
	lastSerial  = 2958466 // the day after 9999-12-31
	leap1900    = 60      // 1900-02-29, a day that Excel counts and that never was
)

// appendSerial appends a number of days as 2026-03-05, with its time of day if
// that isn't midnight, or the time alone of what is less than a day.
func appendSerial(to []byte, n float64, from1904 bool) []byte {
	seconds := math.Round(n * secondsADay)
	days, rest := int(math.Floor(seconds/secondsADay)), int(math.Mod(seconds, secondsADay))
	if n < 0 || n >= lastSerial {
		return appendDecimal(to, n)
	}
	if from1904 {
		days += since1904
	}
	switch {
	case days == 0 && rest > 0, from1904 && days == since1904 && rest > 0:
		return appendClock(to, rest/3600, rest)
	case days == 0:
		return append(to, "1900-01-00"...)
	case days == leap1900:
		return append(to, "1900-02-29"...)
	case days < leap1900:
		days++
	}
	year, month, day := sheet.Date(days).Civil()
	to = appendPadded(append(appendPadded(append(appendPadded(to, year, 4), '-'), month, 2), '-'), day, 2)
	if rest > 0 {
		to = appendClock(append(to, ' '), rest/3600, rest)
	}
	return to
}

// appendElapsed appends a number of days as hours and minutes.
func appendElapsed(to []byte, n float64) []byte {
	seconds := int(math.Round(n * secondsADay))
	return appendClock(to, seconds/3600, seconds)
}

// appendClock appends hours, and the minutes and seconds of a number of seconds,
// these only if there are any.
func appendClock(to []byte, hours, seconds int) []byte {
	to = appendPadded(append(appendPadded(to, hours, 2), ':'), seconds/60%60, 2)
	if seconds%60 > 0 {
		to = appendPadded(append(to, ':'), seconds%60, 2)
	}
	return to
}

// appendPadded appends n with at least so many digits.
func appendPadded(to []byte, n, digits int) []byte {
	text := strconv.Itoa(n)
	for range digits - len(text) {
		to = append(to, '0')
	}
	return append(to, text...)
}
