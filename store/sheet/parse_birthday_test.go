package sheet

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"kehu/store/almanac"
)

func TestBirthdays(t *testing.T) {
	for _, c := range []struct{ name, cell, want string }{
		{"dashes", "1956-3-5", "1956-03-05"},
		{"Chinese", "1956年3月5日", "1956-03-05"},
		{"Han numerals of the common calendar", "一九五六年三月五日", "1956-03-05"},
		{"lunar without a year", "农历八月十五", "农历08-15"},
		{"lunar with a year", "阴历1956年八月十五", "农历1956-08-15"},
		{"calendar behind the year", "1956年农历八月十五", "农历1956-08-15"},
		{"lunar by its words", "腊月廿三", "农历12-23"},
		{"lunar in digits", "农历8月15日", "农历08-15"},
		{"lunar in brackets", "1956年8月15日（农历）", "农历1956-08-15"},
		{"lunar in brackets, short year", "56.8.15(阴历)", "农历1956-08-15"},
		{"lunar, short year", "56年腊月廿三", "农历1956-12-23"},
		{"lunar, short year, calendar named", "农历56年八月初三", "农历1956-08-03"},
		{"lunar, month only", "农历1956年八月", "农历1956-08"},
		{"leap month", "农历2025年闰六月初三", "农历2025-闰06-03"},
		{"leap month without a year", "闰六月初三", "农历闰06-03"},
		{"common calendar named", "阳历八月十五", "08-15"},
		{"no year", "3月5日", "03-05"},
		{"no year, slash", "3/5", "03-05"},
		{"no year, four digits", "0305", "03-05"},
		{"leap day without a year", "2月29日", "02-29"},
		{"month", "1956.3", "1956-03"},
		{"month in digits", "195603", "1956-03"},
		{"digits", "19560305", "1956-03-05"},
		{"year", "1956年", "1956"},
		{"year, born", "1956年生", "1956"},
		{"year in digits", "1956", "1956"},
		{"short year lies behind", "56.3.5", "1956-03-05"},
		{"short year of a child", "05.3.5", "2005-03-05"},
		{"short year in six digits", "560305", "1956-03-05"},
		{"born", "1956年3月5日出生", "1956-03-05"},
		{"with Excel's midnight", "1956/3/5 0:00:00", "1956-03-05"},
		{"serial number", "20519", "1956-03-05"},
		{"serial number as a fraction", "20519.0", "1956-03-05"},
		{"full width", "１９５６－３－５", "1956-03-05"},
		{"blank", "不详", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, err := ParseBirthday(c.cell, Reading{Today: testToday, Serials: AnySerial()})
			if diff := cmp.Diff(c.want, b.String()); diff != "" || err != nil {
				t.Errorf("ParseBirthday(%q): %v\n%s", c.cell, err, diff)
			}
		})
	}
}

func TestBirthdaysRefused(t *testing.T) {
	for name, cell := range map[string]string{
		"30 February": "1956-02-30", "29 February of a common year": "1957-02-29", "tomorrow": "2026-03-05", "next year": "2027",
		"before 1900": "1899-01-01", "zodiac": "属龙", "month alone": "3月", "age": "68岁", "small serial": "9999.5",
		"zero": "0", "id number": "220122195603051234", "leap first month": "农历闰正月初三", "leap month the year lacks": "农历1956年闰八月初三",
		"31st lunar day": "农历1956-08-31", "lunar month 13": "农历13-01", "leap without lunar": "1956-闰08-03", "words": "八月十五前后",
	} {
		t.Run(name, func(t *testing.T) {
			if b, err := ParseBirthday(cell, Reading{Today: testToday}); err == nil {
				t.Fatalf("ParseBirthday(%q) = %s", cell, b)
			} else {
				checkError(t, err)
			}
		})
	}
}

// drawBirthday draws every shape of valid birthday.
func drawBirthday(t *rapid.T) Birthday {
	day := Date(rapid.Int32Range(int32(MakeDate(1931, 1, 1)), int32(MakeDate(2060, 12, 31))).Draw(t, "day"))
	year, month, dayOfMonth := day.Civil()
	b := Birthday{Year: int16(year), Month: int8(month), Day: int8(dayOfMonth)}
	if rapid.Bool().Draw(t, "lunar") {
		l, ok := almanac.FromSolar(year, month, dayOfMonth)
		if !ok {
			t.Skip("outside the almanac")
		}
		b = Birthday{Year: int16(l.Year), Month: int8(l.Month), Day: int8(l.Day), Lunar: true, Leap: l.Leap}
	}
	switch rapid.IntRange(0, 3).Draw(t, "shape") {
	case 0:
		b.Year = 0
	case 1:
		b.Day = 0
	case 2:
		b.Month, b.Day, b.Leap = 0, 0, false
	}
	return b
}

func TestBirthdayReadsItselfBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := drawBirthday(t)
		got, err := ParseBirthday(b.String(), Reading{})
		if diff := cmp.Diff(b, got); diff != "" || err != nil {
			t.Fatalf("%s: %v\n%s", b, err, diff)
		}
	})
}

func FuzzParseBirthday(f *testing.F) {
	for _, cell := range []string{"1956-3-5", "农历闰06-03", "56年腊月廿三", "0305", "阳历八月十五", "1956年8月15日（农历）"} {
		f.Add(cell)
	}
	f.Fuzz(func(t *testing.T, cell string) {
		b, err := ParseBirthday(cell, Reading{Today: testToday})
		if err != nil {
			checkError(t, err)
			return
		}
		if back, err := ParseBirthday(b.String(), Reading{}); back != b || err != nil {
			t.Fatalf("%q is %s, which is %s, %v", cell, b, back, err)
		}
	})
}
