package almanac

import "testing"

func TestParseLunar(t *testing.T) {
	tests := []struct {
		reason string
		text   string
		want   Lunar
	}{
		{"the usual form", "农历八月十五", Lunar{0, 8, 15, false}},
		{"Han numerals that are no solar form", "八月十五", Lunar{0, 8, 15, false}},
		{"another word", "阴历正月初三", Lunar{0, 1, 3, false}},
		{"an old word", "旧历七月十五", Lunar{0, 7, 15, false}},
		{"a village word", "老历四月初八", Lunar{0, 4, 8, false}},
		{"traditional characters", "農曆閏六月初三", Lunar{0, 6, 3, true}},
		{"traditional characters", "舊歷臘月廿三號", Lunar{0, 12, 23, false}},
		{"a slip in traditional characters", "陰曆潤六月初三", Lunar{0, 6, 3, true}},
		{"a slip of the input method", "润六月初三", Lunar{0, 6, 3, true}},
		{"slips of the input method", "农厉蜡月廿三", Lunar{0, 12, 23, false}},
		{"廿", "腊月廿三", Lunar{0, 12, 23, false}},
		{"廿 alone is twenty", "三月廿", Lunar{0, 3, 20, false}},
		{"卅", "腊月卅", Lunar{0, 12, 30, false}},
		{"二十", "腊月二十三", Lunar{0, 12, 23, false}},
		{"twenty", "九月二十", Lunar{0, 9, 20, false}},
		{"leap month", "闰六月初三", Lunar{0, 6, 3, true}},
		{"leap winter month", "闰冬月初五", Lunar{0, 11, 5, true}},
		{"numbered twelfth month", "十二月三十", Lunar{0, 12, 30, false}},
		{"numbered eleventh month", "十一月十一", Lunar{0, 11, 11, false}},
		{"tenth of the tenth", "十月初十", Lunar{0, 10, 10, false}},
		{"冬月", "冬月十五", Lunar{0, 11, 15, false}},
		{"first month by number", "农历一月初一", Lunar{0, 1, 1, false}},
		{"日 behind a lunar month", "正月十五日", Lunar{0, 1, 15, false}},
		{"号 behind a lunar month", "腊月二十号", Lunar{0, 12, 20, false}},
		{"日 with the word", "农历八月十五日", Lunar{0, 8, 15, false}},
		{"a feast told by its numbers", "二月二", Lunar{0, 2, 2, false}},
		{"a feast told by its numbers", "九月九", Lunar{0, 9, 9, false}},
		{"bare day with the word", "农历十月一", Lunar{0, 10, 1, false}},
		{"year after the word", "农历1956年八月十五", Lunar{1956, 8, 15, false}},
		{"year before the word", "1956年农历八月十五", Lunar{1956, 8, 15, false}},
		{"year in Han numerals", "一九五六年八月十五", Lunar{1956, 8, 15, false}},
		{"year with a nought", "二〇〇四年闰二月初一", Lunar{2004, 2, 1, true}},
		{"year with 零", "农历二零二四年正月初一", Lunar{2024, 1, 1, false}},
		{"year before the table", "农历1925年八月十五", Lunar{1925, 8, 15, false}},
		{"digits with the word", "农历8-15", Lunar{0, 8, 15, false}},
		{"digits and year with the word", "农历1956-8-15", Lunar{1956, 8, 15, false}},
		{"dots", "阴历1956.8.15", Lunar{1956, 8, 15, false}},
		{"slashes", "农历8/15", Lunar{0, 8, 15, false}},
		{"padded", "农历1956-08-05", Lunar{1956, 8, 5, false}},
		{"digits with 月日", "农历8月15日", Lunar{0, 8, 15, false}},
		{"digits without 日", "农历8月15", Lunar{0, 8, 15, false}},
		{"digits and 年月日", "农历1956年8月15日", Lunar{1956, 8, 15, false}},
		{"leap month in digits", "农历闰6月3日", Lunar{0, 6, 3, true}},
		{"a lunar month vouches for digits", "腊月23", Lunar{0, 12, 23, false}},
		{"a lunar day vouches for digits", "8月廿三", Lunar{0, 8, 23, false}},
		{"the word behind", "8月15日（农历）", Lunar{0, 8, 15, false}},
		{"the word behind the year's date", "1956-8-15农历", Lunar{1956, 8, 15, false}},
		{"full-width digits", "农历８月１５日", Lunar{0, 8, 15, false}},
		{"spaces of all kinds", " 农历　八月 十五\t", Lunar{0, 8, 15, false}},
		{"a colon", "农历：八月十五", Lunar{0, 8, 15, false}},
		{"byte order mark", "\ufeff农历八月十五", Lunar{0, 8, 15, false}},
	}
	for _, test := range tests {
		t.Run(test.text, func(t *testing.T) {
			if got, ok := ParseLunar(test.text); !ok || got != test.want {
				t.Errorf("%s: got %+v, %v; want %+v", test.reason, got, ok, test.want)
			}
		})
	}
}

func TestParseLunarRefuses(t *testing.T) {
	tests := []struct{ reason, text string }{
		{"nothing there", ""},
		{"only spaces", " 　"},
		{"only the word", "农历"},
		{"digits may be solar", "8-15"},
		{"digits may be solar", "8月15日"},
		{"digits may be solar", "1956-8-15"},
		{"Han month and digits may be solar", "八月15"},
		{"the first of October", "十月一日"},
		{"the first of October", "十月一"},
		{"the solar manner", "八月十五日"},
		{"the solar manner", "五月四号"},
		{"the solar manner", "一九五六年八月十五日"},
		{"solar word", "公历八月十五"},
		{"year of two digits", "农历56年八月十五"},
		{"year nought", "农历0000年八月十五"},
		{"year of another age", "农历1644年八月十五"},
		{"year without month", "农历1956年"},
		{"month without day", "农历八月"},
		{"day without month", "初五"},
		{"no such month", "农历十三月初五"},
		{"no such month", "农历13-5"},
		{"month nought", "农历0-5"},
		{"no such day", "农历八月三十一"},
		{"no such day", "农历8-31"},
		{"day nought", "农历8-0"},
		{"初 ends with ten", "八月初十一"},
		{"初 without a number", "八月初"},
		{"廿 does not go with 十", "八月廿十"},
		{"leap months that do not occur", "闰正月初一"},
		{"leap months that do not occur", "闰腊月初一"},
		{"1956 has no leap month", "农历1956年闰八月十五"},
		{"that year's month has no 三十", "农历2024年腊月三十"},
		{"leap month has 29 days", "2025年闰六月三十"},
		{"two days", "农历8-1、5"},
		{"Han numerals and digits in one number", "农历八月十5"},
		{"words behind", "八月十五过生日"},
		{"words before", "生日八月十五"},
		{"a time behind", "农历八月十五12:30"},
		{"no separator", "农历0815"},
		{"no separator", "农历19560815"},
		{"month sign missing", "农历八十五"},
		{"bytes that are no text", "农历八月\xff十五"},
		{"longer than any date", "农历八月十五                                                                         "},
	}
	for _, test := range tests {
		t.Run(test.text, func(t *testing.T) {
			if got, ok := ParseLunar(test.text); ok {
				t.Errorf("%s: got %+v, want a refusal", test.reason, got)
			}
		})
	}
}

// TestParseLunarReadsString reads back every date there is a name for.
func TestParseLunarReadsString(t *testing.T) {
	for i := range 12 * 30 * 2 {
		l := Lunar{0, i/60 + 1, i/2%30 + 1, i%2 == 1}
		got, ok := ParseLunar(l.String())
		if occurs := !l.Leap || l.Month > 1 && l.Month < 12; ok != occurs || ok && got != l {
			t.Errorf("%s is %+v, %v; want %+v, %v", l, got, ok, l, occurs)
		}
	}
}

func FuzzParseLunar(f *testing.F) {
	for _, text := range []string{"农历1956年闰八月十五日", "腊月廿三", "8月15日(农历)", "一九五六年八月十五", "农历8-15", "\xff初"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		l, ok := ParseLunar(text)
		if !ok {
			if l != (Lunar{}) {
				t.Errorf("%q is refused with %+v", text, l)
			}
			return
		}
		if !l.Exists() {
			t.Errorf("%q is %+v, which cannot be", text, l)
		}
		want := l
		want.Year = 0
		if again, ok := ParseLunar(l.String()); !ok || again != want {
			t.Errorf("%q is %+v, but %s is %+v, %v", text, l, l, again, ok)
		}
		if _, known := yearOf(l.Year); known {
			if _, _, _, ok := l.Solar(); !ok {
				t.Errorf("%q is %+v, which has no civil day", text, l)
			}
		}
	})
}
