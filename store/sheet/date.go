package sheet

import (
	"fmt"
	"strconv"
	"time"
)

// Date is a calendar day: the days since 1899-12-30, which is the serial number
// spreadsheets use from March 1900 on. 0 is empty.
type Date int32

// MakeDate returns the day; month and day may overflow as in time.Date.
func MakeDate(year, month, day int) Date {
	return DateOf(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC))
}

// DateOf returns the civil day of t in t's own zone.
func DateOf(t time.Time) Date {
	year, month, day := t.Date()
	return Date(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix()/86400 + unixEpoch)
}

// unixEpoch is the serial number of 1970-01-01.
const unixEpoch = 25569

// Civil returns year, month (1-12) and day.
func (d Date) Civil() (year, month, day int) {
	// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": civil_from_days,
	// with years counted from March so that the leap day comes last.
	z := int(d) - unixEpoch + 719468
	era := floorDiv(z, 146097)
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	day = doy - (153*mp+2)/5 + 1
	month = mp + 3
	if month > 12 {
		month -= 12
	}
	year = yoe + era*400
	if month <= 2 {
		year++
	}
	return year, month, day
}

func floorDiv(a, b int) int {
	if a < 0 {
		return (a - b + 1) / b
	}
	return a / b
}

// Time is midnight UTC of the day.
func (d Date) Time() time.Time { return time.Unix(int64(d-unixEpoch)*86400, 0).UTC() }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday {
	// Day 0 was a Saturday; the second remainder is for days before it.
	return time.Weekday(((int(d)+6)%7 + 7) % 7)
}

// AddMonths returns the same day n months on, the last of the month if it has no such day.
func (d Date) AddMonths(n int) Date {
	year, month, day := d.Civil()
	last := MakeDate(year, month+n+1, 0)
	if _, _, lastDay := last.Civil(); day > lastDay {
		return last
	}
	return MakeDate(year, month+n, day)
}

// Kind returns DateKind.
func (*Date) Kind() Kind { return DateKind }

// Parse reads a day in any of the forms people and sheets write.
func (d *Date) Parse(cell string, r Reading) (err error) {
	*d, err = ParseDate(cell, r)
	return err
}

// Empty reports whether there is no day.
func (d *Date) Empty() bool { return *d == 0 }

// Clear empties it.
func (d *Date) Clear() { *d = 0 }

// String is the ISO text, 2026-03-05.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	return string(d.append(nil))
}

func (d Date) append(b []byte) []byte {
	year, month, day := d.Civil()
	if year < 0 || year > 9999 {
		return fmt.Appendf(b, "%d-%02d-%02d", year, month, day)
	}
	return append(b, byte('0'+year/1000), byte('0'+year/100%10), byte('0'+year/10%10), byte('0'+year%10), '-',
		byte('0'+month/10), byte('0'+month%10), '-', byte('0'+day/10), byte('0'+day%10))
}

// Value is the serial number.
func (d *Date) Value() any {
	if *d == 0 {
		return nil
	}
	return int64(*d)
}

// Scan takes the serial number.
func (d *Date) Scan(value any) error {
	n, _, err := scanInt(value)
	*d = Date(n)
	return err
}

// Native is the serial number.
func (d *Date) Native() any { return d.Value() }

// AppendJSON appends the ISO text.
func (d *Date) AppendJSON(b []byte) []byte {
	if *d == 0 {
		return append(b, "null"...)
	}
	return append(d.append(append(b, '"')), '"')
}

// Moment is a day with the time where it is known: minutes since 1899-12-30
// 00:00. Midnight stands for a day without a time. 0 is empty.
type Moment int64

const minutesADay = 24 * 60

// MakeMoment returns minute (0 to 1439) of day d.
func MakeMoment(d Date, minute int) Moment { return Moment(d)*minutesADay + Moment(minute) }

// MomentOf returns the minute of t in t's own zone.
func MomentOf(t time.Time) Moment { return MakeMoment(DateOf(t), t.Hour()*60+t.Minute()) }

// Date is the day.
func (m Moment) Date() Date { return Date(floorDiv(int(m), minutesADay)) }

// Kind returns MomentKind.
func (*Moment) Kind() Kind { return MomentKind }

// Parse reads a day, a time of day behind it allowed.
func (m *Moment) Parse(cell string, r Reading) (err error) {
	*m, err = ParseMoment(cell, r)
	return err
}

// Empty reports whether there is no moment.
func (m *Moment) Empty() bool { return *m == 0 }

// Clear empties it.
func (m *Moment) Clear() { *m = 0 }

// String is 2026-03-05 or 2026-03-05 14:30.
func (m Moment) String() string {
	if m == 0 {
		return ""
	}
	minute := int(m) - int(m.Date())*minutesADay
	if minute == 0 {
		return m.Date().String()
	}
	return fmt.Sprintf("%s %02d:%02d", m.Date(), minute/60, minute%60)
}

// Value is the number of minutes.
func (m *Moment) Value() any {
	if *m == 0 {
		return nil
	}
	return int64(*m)
}

// Scan takes the number of minutes.
func (m *Moment) Scan(value any) error {
	n, _, err := scanInt(value)
	*m = Moment(n)
	return err
}

// Native is the serial number with the time as its fraction.
func (m *Moment) Native() any {
	if *m == 0 {
		return nil
	}
	return float64(*m) / minutesADay
}

// AppendJSON appends the text.
func (m *Moment) AppendJSON(b []byte) []byte { return appendString(b, m.String()) }

// Birthday is a solar or lunar birthday as people give it: the year may be
// unknown (0), the day too (0). It is never converted, so nothing is lost.
type Birthday struct {
	Year       int16
	Month, Day int8
	Lunar      bool
	Leap       bool // in a leap month
}

// Kind returns BirthdayKind.
func (*Birthday) Kind() Kind { return BirthdayKind }

// Parse reads 1956-3-5, 农历八月十五, 3月5日, 195603.
func (b *Birthday) Parse(cell string, r Reading) (err error) {
	*b, err = ParseBirthday(cell, r)
	return err
}

// Empty reports whether there is no birthday.
func (b *Birthday) Empty() bool { return *b == Birthday{} }

// Clear empties it.
func (b *Birthday) Clear() { *b = Birthday{} }

// String is 1956-03-05, 1956-03, 1956, 03-05, and for the lunar calendar 农历1956-08-15 or 农历闰06-03.
func (b Birthday) String() string {
	if b == (Birthday{}) {
		return ""
	}
	text := make([]byte, 0, 20)
	if b.Lunar {
		text = append(text, "农历"...)
	}
	if b.Year != 0 {
		text = appendPadded(text, int(b.Year), 4)
	}
	if b.Year != 0 && b.Month != 0 {
		text = append(text, '-')
	}
	if b.Leap {
		text = append(text, "闰"...)
	}
	if b.Month != 0 {
		text = appendPadded(text, int(b.Month), 2)
	}
	if b.Day != 0 {
		text = appendPadded(append(text, '-'), int(b.Day), 2)
	}
	return string(text)
}

// appendPadded appends n with zeros in front, up to the width.
func appendPadded(b []byte, n, width int) []byte {
	var digits [20]byte
	text := strconv.AppendInt(digits[:0], int64(n), 10)
	for range width - len(text) {
		b = append(b, '0')
	}
	return append(b, text...)
}

// Value is the text.
func (b *Birthday) Value() any {
	if b.Empty() {
		return nil
	}
	return b.String()
}

// Scan takes the text.
func (b *Birthday) Scan(value any) error {
	var text string
	if err := scanText(&text, value); err != nil {
		return err
	}
	parsed, err := ParseBirthday(text, Reading{})
	*b = parsed
	return err
}

// Native is the text.
func (b *Birthday) Native() any { return b.Value() }

// AppendJSON appends the text.
func (b *Birthday) AppendJSON(buf []byte) []byte { return appendString(buf, b.String()) }
