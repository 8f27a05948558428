package sheet

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// today is a Wednesday.
var testToday = MakeDate(2026, 3, 4)

type dateCase struct{ name, cell, want string }

// checkDates compares what cells are read as; "" stands for an error.
func checkDates(t *testing.T, r Reading, cases []dateCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d, err := ParseDate(c.cell, r)
			if diff := cmp.Diff(c.want, d.String()); diff != "" {
				t.Errorf("ParseDate(%q) (-want +got):\n%s", c.cell, diff)
			}
			if (err != nil) != (c.want == "") {
				t.Errorf("ParseDate(%q): %v", c.cell, err)
			}
			if err != nil {
				checkError(t, err)
			}
		})
	}
}

func TestDatesAsSheetsWriteThem(t *testing.T) {
	checkDates(t, Reading{Today: testToday}, []dateCase{
		{"Chinese", "2024年3月5日", "2024-03-05"},
		{"Chinese with zeros and the weekday", "2024年03月05日 星期二", "2024-03-05"},
		{"weekday in brackets", "2024/3/5（周二）", "2024-03-05"},
		{"dashes", "2024-3-5", "2024-03-05"},
		{"slashes", "2024/3/5", "2024-03-05"},
		{"points", "2024.3.5", "2024-03-05"},
		{"ideographic full stops of the input method", "2024。3。5", "2024-03-05"},
		{"points and spaces", "2024. 3. 5", "2024-03-05"},
		{"ISO", "2024-03-05", "2024-03-05"},
		{"digits alone", "20240305", "2024-03-05"},
		{"with a time", "2024-03-05 14:30", "2024-03-05"},
		{"with seconds", "2024-03-05 14:30:05", "2024-03-05"},
		{"with a time of zero", "2024/3/5 0:00:00", "2024-03-05"},
		{"ISO with T and zone", "2024-03-05T14:30:05+08:00", "2024-03-05"},
		{"UTC evening is the next day in China", "2024-03-05T20:30:00Z", "2024-03-06"},
		{"full width", "２０２４年３月５日", "2024-03-05"},
		{"full-width digits alone", "２０２４０３０５", "2024-03-05"},
		{"trailing tab of an export", "2024-03-05\t", "2024-03-05"},
		{"formula as text", `="2024-03-05"`, "2024-03-05"},
		{"Han numerals", "二〇二四年三月五日", "2024-03-05"},
		{"号", "2024年3月5号", "2024-03-05"},
		{"no 日", "2024年3月5", "2024-03-05"},
		{"two-digit year with points", "24.3.5", "2024-03-05"},
		{"two-digit year in Chinese", "24年3月5日", "2024-03-05"},
		{"two-digit year from 70 on", "70.1.2", "1970-01-02"},
		{"two-digit year up to 69", "69-12-31", "2069-12-31"},
		{"six digits that are no month", "240305", "2024-03-05"},
		{"American, as Excel exports it", "12/1/2010 8:26", "2010-12-01"},
		{"month alone", "2024年3月", "2024-03-01"},
		{"month alone, 份", "2024年3月份", "2024-03-01"},
		{"month alone in digits", "202403", "2024-03-01"},
		{"month alone with a dash", "2024-03", "2024-03-01"},
		{"leap day", "2024-02-29", "2024-02-29"},
		{"first day", "1900-01-01", "1900-01-01"},
		{"last day", "2100-12-31", "2100-12-31"},
	})
}

func TestSerialNumbersOfDaysNeedTheirLikes(t *testing.T) {
	checkDates(t, Reading{Today: testToday, Serials: AnySerial()}, []dateCase{
		{"serial number", "45356", "2024-03-05"},
		{"serial number with the time", "45356.604", "2024-03-05"},
		{"too small", "19999", ""}, {"too large", "60001", ""}, {"a date among them", "2024-3-5", "2024-03-05"},
	})
	_, err := ParseDate("45356", Reading{Today: testToday, Serials: Span{45357, 60000}})
	if want := "“45356”像是 Excel 的日期序号，与这一列别的日子对不上；请把单元格设成日期格式"; err == nil || err.(*Error).Words.In(ZH) != want {
		t.Errorf("alone: %v", err)
	}
	for cell, want := range map[string]bool{"45356": true, "45356.604": true, "４５３５６": true, "'45356": true, "19999": false, "2024": false, "45356a": false, "": false} {
		if IsSerial(cell) != want {
			t.Errorf("IsSerial(%q) = %v", cell, !want)
		}
	}
}

func TestDatesRefused(t *testing.T) {
	for name, cell := range map[string]string{
		"30 February": "2024-2-30", "29 February in a common year": "2023-02-29", "zero": "0", "Excel's day 0": "1900-1-0",
		"31 April": "2024年4月31日", "month 13": "2024-13-01", "day 0": "2024-03-00", "before 1900": "1899-12-31",
		"after 2100": "2101-01-01", "words": "下次再说", "season": "秋收后", "number": "12.5元", "range": "2024.3.5-3.8",
		"year alone": "2024年", "bare year": "2024", "small serial": "19999", "large serial": "60001",
		"day first": "13/5/2024", "one-digit year": "4.3.5", "hour 25": "2024-03-05 25:00", "minute 60": "2024-03-05 14:60",
		"relative word in a sheet": "昨天", "relative weekday in a sheet": "下周三", "offset in a sheet": "+7d",
		"Han month and day of either calendar": "十月一", "lone separator": "2024-",
		"long digits": "2024030520240305", "a phone": "13812345678", "huge": "99999999999999999999", "month 0": "0.5",
		"lunar day that year lacks": "农历2024年闰六月初三",
	} {
		t.Run(name, func(t *testing.T) {
			if d, err := ParseDate(cell, Reading{Today: testToday}); err == nil {
				t.Fatalf("ParseDate(%q) = %s", cell, d)
			} else {
				checkError(t, err)
			}
		})
	}
}

func TestMissingYearIsCompletedAndCounted(t *testing.T) {
	for _, c := range []struct {
		name, cell   string
		past, future string
	}{
		{"earlier this year", "3月3日", "2026-03-03", "2027-03-03"},
		{"today", "3月4号", "2026-03-04", "2026-03-04"},
		{"later this year", "3/5", "2025-03-05", "2026-03-05"},
		{"point", "3.5", "2025-03-05", "2026-03-05"},
		{"dash", "12-31", "2025-12-31", "2026-12-31"},
		{"Han numerals with 号", "三月五号", "2025-03-05", "2026-03-05"},
		{"leap day goes to a leap year", "2月29日", "2024-02-29", "2028-02-29"},
		{"with a time", "3月5日 14:30", "2025-03-05", "2026-03-05"},
		{"January by its other name", "元月8日", "2026-01-08", "2027-01-08"},
		{"January by its other name, in Han numerals", "元月八号", "2026-01-08", "2027-01-08"},
		{"first full moon", "正月十五", "2026-03-03", "2027-02-20"},
		{"lunar with its calendar", "农历八月十五", "2025-10-06", "2026-09-25"},
		{"lunar without its calendar", "八月十五", "2025-10-06", "2026-09-25"},
		{"twelfth month", "腊月廿三", "2026-02-10", "2027-01-30"},
		{"leap month, in the last year that had it", "闰二月初五", "2023-03-26", "2026-03-23"},
		{"lunar behind", "8月15日（农历）", "2025-10-06", "2026-09-25"},
	} {
		t.Run(c.name, func(t *testing.T) {
			count := 0
			r := Reading{Today: testToday, Completed: &count}
			past, err1 := ParseDate(c.cell, r)
			r.Prefer = Future
			future, err2 := ParseDate(c.cell, r)
			got := []any{past.String(), future.String(), count, err1, err2}
			if diff := cmp.Diff([]any{c.past, c.future, 2, nil, nil}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	t.Run("a whole month counts too", func(t *testing.T) {
		count := 0
		ParseDate("2024年3月", Reading{Completed: &count})
		ParseDate("2024-03-05", Reading{Completed: &count})
		ParseDate("2月30日", Reading{Today: testToday, Completed: &count})
		if count != 1 {
			t.Errorf("completed %d", count)
		}
	})
	t.Run("without today there is no nearest", func(t *testing.T) {
		for _, cell := range []string{"3月5日", "正月十五", "闰六月初三"} {
			if d, err := ParseDate(cell, Reading{}); err == nil {
				t.Errorf("%s = %s", cell, d)
			}
		}
	})
}

func TestLunarDateWithItsYear(t *testing.T) {
	checkDates(t, Reading{Today: testToday}, []dateCase{
		{"Han", "2025年八月十五", "2025-10-06"},
		{"leap month", "农历2025年闰六月初一", "2025-07-25"},
		{"digits", "农历2025-8-15", "2025-10-06"},
		{"with a time", "2025年八月十五 14:30", "2025-10-06"},
	})
}

func TestRelativeDates(t *testing.T) { // from Wednesday 2026-03-04
	r := Reading{Today: testToday, Relative: true, Prefer: Future}
	checkDates(t, r, []dateCase{
		{"today", "今天", "2026-03-04"}, {"yesterday", "昨天", "2026-03-03"}, {"two days ago", "前天", "2026-03-02"},
		{"three days ago", "大前天", "2026-03-01"}, {"tomorrow", "明天", "2026-03-05"}, {"in two days", "后天", "2026-03-06"},
		{"in three days", "大后天", "2026-03-07"}, {"English today", "Today", "2026-03-04"},
		{"English yesterday", "yesterday", "2026-03-03"}, {"English tomorrow", "tomorrow", "2026-03-05"},
		{"next week's Wednesday", "下周三", "2026-03-11"}, {"this week's Friday", "这周五", "2026-03-06"},
		{"this week's Monday is past", "本周一", "2026-03-02"}, {"this week ends on Sunday", "这周日", "2026-03-08"},
		{"last week's Wednesday", "上周三", "2026-02-25"}, {"the week after next", "下下周一", "2026-03-16"},
		{"个", "下个星期天", "2026-03-15"}, {"礼拜", "上礼拜六", "2026-02-28"}, {"weekend", "下周末", "2026-03-14"},
		{"Friday to come", "周五", "2026-03-06"}, {"today's weekday is today", "星期三", "2026-03-04"},
		{"Tuesday to come", "周二", "2026-03-10"},
		{"days on", "3天后", "2026-03-07"}, {"days back", "3天前", "2026-03-01"}, {"weeks in Han", "两周后", "2026-03-18"},
		{"month on", "1个月后", "2026-04-04"}, {"half a month", "半个月后", "2026-03-19"}, {"half a year", "半年后", "2026-09-04"},
		{"month and a half", "一个半月后", "2026-04-19"}, {"之后", "十天之后", "2026-03-14"}, {"year back", "1年前", "2025-03-04"},
		{"+7d", "+7d", "2026-03-11"}, {"-3d", "-3d", "2026-03-01"}, {"+2w", "+2w", "2026-03-18"}, {"+1m", "+1m", "2026-04-04"},
		{"full-width plus", "＋７天", "2026-03-11"},
		{"end of the month", "月底", "2026-03-31"}, {"end of next month", "下月底", "2026-04-30"}, {"start of last month", "上个月初", "2026-02-01"},
		{"end of the year", "年底", "2026-12-31"},
		{"next month's 5th", "下月5号", "2026-04-05"}, {"last month's 28th", "上个月28日", "2026-02-28"},
		{"5th to come", "5号", "2026-03-05"}, {"3rd to come is next month's", "3号", "2026-04-03"}, {"31st needs a month that has it", "31号", "2026-03-31"},
		{"next year's lunar day", "明年正月十五", "2027-02-20"}, {"last year's day", "去年3月5日", "2025-03-05"},
		{"with a time", "明天下午3点", "2026-03-05"}, {"this evening", "今晚8点", "2026-03-04"},
		{"no such day next month", "下月31号", ""}, {"no day named", "下周", ""}, {"no unit", "+7", ""}, {"too far", "+99999d", ""},
		{"words", "有空再说", ""}, {"weekday that isn't", "下周八", ""},
	})
	r.Prefer = Past
	checkDates(t, r, []dateCase{
		{"Friday gone", "周五", "2026-02-27"}, {"today's weekday is still today", "周三", "2026-03-04"},
		{"5th gone", "5号", "2026-02-05"}, {"3rd gone", "3号", "2026-03-03"}, {"31st skips February", "31号", "2026-01-31"},
	})
}

func TestMoments(t *testing.T) {
	for _, c := range []struct{ name, cell, want string }{
		{"minutes", "2024-03-05 14:30", "2024-03-05 14:30"},
		{"seconds are dropped", "2024-03-05 14:30:59", "2024-03-05 14:30"},
		{"fractions of seconds too", "2024-03-05T14:30:59.123", "2024-03-05 14:30"},
		{"afternoon", "2024年3月5日下午3点", "2024-03-05 15:00"},
		{"half past", "2024年3月5日 上午9点半", "2024-03-05 09:30"},
		{"minutes in Chinese", "2024年3月5日14时30分", "2024-03-05 14:30"},
		{"seconds in Chinese", "2024年3月5日14时30分5秒", "2024-03-05 14:30"},
		{"quarter past in Han", "3月5日晚上八点一刻", "2025-03-05 20:15"},
		{"noon", "2024-03-05 中午12点", "2024-03-05 12:00"},
		{"one at noon", "2024-03-05 中午1点", "2024-03-05 13:00"},
		{"after midnight", "2024-03-05 凌晨12点10分", "2024-03-05 00:10"},
		{"PM", "2024-03-05 2:30 PM", "2024-03-05 14:30"},
		{"AM", "2024-03-05 12:30 am", "2024-03-05 00:30"},
		{"full-width colon", "2024-03-05 14：30", "2024-03-05 14:30"},
		{"serial", "45356.604", "2024-03-05 14:30"},
		{"serial just before midnight stays on its day", "45356.99999", "2024-03-05 23:59"},
		{"midnight is a day", "2024-03-05 00:00:00", "2024-03-05"},
		{"UTC", "2024-03-05T20:30:00Z", "2024-03-06 04:30"},
		{"lunar", "2025年八月十五 14:30", "2025-10-06 14:30"},
		{"part of a day without an hour", "2024-03-05 下午", "2024-03-05"},
		{"day alone", "2024-03-05", "2024-03-05"},
		{"blank", " - ", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, err := ParseMoment(c.cell, Reading{Today: testToday, Serials: AnySerial()})
			if diff := cmp.Diff(c.want, m.String()); diff != "" || err != nil {
				t.Errorf("ParseMoment(%q): %v\n%s", c.cell, err, diff)
			}
		})
	}
	for _, cell := range []string{"2024-03-05 晚上12点", "2024-03-05 24:00", "2024-03-05 3", "2024-03-05 9:5", "14:30", "2024-03-05 +09:00"} {
		if m, err := ParseMoment(cell, Reading{Today: testToday}); err == nil {
			t.Errorf("ParseMoment(%q) = %s", cell, m)
		}
	}
	for cell, want := range map[string]string{"今晚8点": "2026-03-04 20:00", "明早": "2026-03-05", "14:30": "2026-03-04 14:30", "昨天下午三点半": "2026-03-03 15:30"} {
		if m, err := ParseMoment(cell, Reading{Today: testToday, Relative: true}); m.String() != want {
			t.Errorf("ParseMoment(%q) = %s, %v", cell, m, err)
		}
	}
}

func TestDateReadsItselfBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Date(rapid.Int32Range(int32(earliest), int32(latest)).Draw(t, "day"))
		if got, err := ParseDate(d.String(), Reading{}); got != d || err != nil {
			t.Fatalf("%s: %s, %v", d, got, err)
		}
		m := MakeMoment(d, rapid.IntRange(0, minutesADay-1).Draw(t, "minute"))
		if got, err := ParseMoment(m.String(), Reading{}); got != m || err != nil {
			t.Fatalf("%s: %s, %v", m, got, err)
		}
		if serial, ok := m.Native().(float64); ok && serial >= 20000 && serial < 60000 {
			if got, ok := serialText(serial); !ok || got != m {
				t.Fatalf("%v: %s", serial, got)
			}
		}
	})
}

func TestNearestIsNearestOnTheRightSide(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		today := Date(rapid.Int32Range(20000, 55000).Draw(t, "today"))
		day := Date(rapid.Int32Range(20000, 55000).Draw(t, "day"))
		_, month, dayOfMonth := day.Civil()
		for _, prefer := range []Prefer{Past, Future} {
			read := dayReader{Reading: Reading{Today: today, Prefer: prefer}}
			got, ok := read.nearest(month, dayOfMonth)
			_, m, d := got.Civil()
			limit := Date(366)
			if month == 2 && dayOfMonth == 29 {
				limit = 4 * 366
			}
			if !ok || m != month || d != dayOfMonth || prefer == Past && (got > today || today-got >= limit) || prefer == Future && (got < today || got-today >= limit) {
				t.Fatalf("%s of %s: %s", day, today, got)
			}
		}
	})
}

func FuzzParseDate(f *testing.F) {
	for _, cell := range []string{"2024年3月5日 星期二", "45356.604", "正月十五", "下下周一", "3/5/2024 2:30 PM", "+7d", "24.3.5", "明年三月五号晚上八点半", "202403"} {
		f.Add(cell)
	}
	f.Fuzz(func(t *testing.T, cell string) {
		m, err := ParseMoment(cell, Reading{Today: testToday, Relative: true})
		if err != nil {
			checkError(t, err)
			return
		}
		if back, err := ParseMoment(m.String(), Reading{}); back != m || err != nil {
			t.Fatalf("%q is %s, which is %s, %v", cell, m, back, err)
		}
		if d, err := ParseDate(cell, Reading{Today: testToday, Relative: true}); d != m.Date() || err != nil {
			t.Fatalf("%q is %s and %s, %v", cell, m, d, err)
		}
	})
}

func TestDateParsesWithoutAllocating(t *testing.T) {
	for _, cell := range []string{"2024-03-05", "2024/3/5", "20240305", "2024-03-05 14:30:00", "2024年3月5日", "45356"} {
		if n := testing.AllocsPerRun(100, func() { ParseDate(cell, Reading{Serials: AnySerial()}) }); n != 0 {
			t.Errorf("%s: %v allocations", cell, n)
		}
	}
}

func BenchmarkParseDate(b *testing.B) {
	for _, cell := range []string{"2024-03-05", "2024/3/5", "20240305", "2024-03-05 14:30:00", "2024年3月5日", "45356", "腊月廿三"} {
		b.Run(cell, func(b *testing.B) {
			for b.Loop() {
				ParseDate(cell, Reading{Today: testToday})
			}
		})
	}
}

// serialText reads a serial number as a sheet's cell would hold it.
func serialText(n float64) (Moment, bool) {
	return serial(strconv.FormatFloat(n, 'f', -1, 64), 20000, 60000)
}

// checkError refuses an error that a person can't be shown: both languages, one
// line, and no end to either.
func checkError(t *testing.T, err error) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("%T is no *Error", err)
	}
	zh, en := e.Words.In(ZH), e.Words.In(EN)
	for _, text := range []string{zh, en} {
		if text == "" || strings.ContainsAny(text, "\n\r") || strings.Contains(text, "%!s(") || strings.Contains(text, "%!(EXTRA") || len(text) > 600 {
			t.Errorf("unfit for a line: %q", text)
		}
	}
}
