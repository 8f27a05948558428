package grid

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNumbersReadAsTheirCellShowsThem(t *testing.T) {
	tests := []struct {
		reason, code, raw, want string
	}{
		{"a phone", "General", "13812345678", "13812345678"},
		{"a phone as some writers store it", "General", "1.3812345678E10", "13812345678"},
		{"a phone that Excel shows as 1.38E+10", "0.00E+00", "13812345678", "13812345678"},
		{"a number of papers, whose last three digits Excel lost", "General", "3.7010119800101E+17", "370101198001010000"},
		{"a sum of binary fractions", "General", "0.30000000000000004", "0.3"},
		{"another", "0.00", "1188.1599999999999", "1188.16"},
		{"what was typed stays", "0.00", "1280.005", "1280.005"},
		{"what was computed reads as it is shown", "=0.00", "33.266666666666666", "33.27"},
		{"half a fen is rounded up, as Excel does", "=¥#,##0.00;¥\\-#,##0.00", "1280.005", "1280.01"},
		{"computed, shown without decimals: they are not lost", "=0", "1280.5", "1280.5"},
		{"computed and shown in full", "=General", "33.266666666666666", "33.2666666666667"},
		{"negative", `#,##0.00_ ;[Red]\-#,##0.00\ `, "-198", "-198"},
		{"thousands and a unit", `#,##0.00"元"`, "1280", "1280"},
		{"in 万, the number itself counts", `0!.0,"万"`, "12345", "12345"},
		{"a card number with its zeros", "00000000", "123", "00000123"},
		{"one longer than its format", "000", "12345", "12345"},
		{"kehu's own number", `"#"0`, "17", "#17"},
		{"another", `"b"0`, "12", "b12"},
		{"a card number with letters", `\V\I\P000`, "7", "VIP007"},
		{"a code that is none", `"#"0`, "1.5", "1.5"},
		{"a currency in front is no code", `"¥"0`, "198", "198"},
		{"a percentage", "0.00%", "0.155", "15.5%"},
		{"very small", "General", "1E-12", "1e-12"},
		{"no number at all", "General", "十二", "十二"},
		{"general, in Chinese", "G/通用格式", "45356", "45356"},
		{"a unit that holds letters of a date", `0"day"`, "3", "3"},
		{"a colour that holds letters of a date", "[Red]0", "3", "3"},
		{"a currency", "[$USD] #,##0", "3", "3"},

		{"a day", "yyyy/m/d", "45356", "2024-03-05"},
		{"a day in Chinese", `yyyy"年"m"月"d"日"`, "45356", "2024-03-05"},
		{"a day whose year is not shown", `m"月"d"日"`, "45356", "2024-03-05"},
		{"a month", `yyyy"年"m"月"`, "45352", "2024-03-01"},
		{"a day in Chinese digits", `[DBNum1][$-804]yyyy"年"m"月"d"日"`, "45356", "2024-03-05"},
		{"a day of the system's own form", "[$-F800]dddd, mmmm dd, yyyy", "45356", "2024-03-05"},
		{"a weekday", "aaaa;@", "45356", "2024-03-05"},
		{"a day and a time", "yyyy-mm-dd hh:mm:ss", "45356.604166666664", "2024-03-05 14:30"},
		{"with seconds", "yyyy-mm-dd hh:mm:ss", "45356.604178240741", "2024-03-05 14:30:01"},
		{"the last half second of a day", "yyyy-mm-dd", "45356.999999", "2024-03-06"},
		{"a time", `h"时"mm"分"`, "0.604166666666667", "14:30"},
		{"a time in twelve hours", "[$-409]h:mm AM/PM", "0.604166666666667", "14:30"},
		{"hours beyond a day", "[h]:mm:ss", "1.5", "36:00"},
		{"the first day", "yyyy-mm-dd", "1", "1900-01-01"},
		{"the last before the day that never was", "yyyy-mm-dd", "59", "1900-02-28"},
		{"the day that never was", "yyyy-mm-dd", "60", "1900-02-29"},
		{"the first that all agree on", "yyyy-mm-dd", "61", "1900-03-01"},
		{"typed 0 is no day", "yyyy-mm-dd", "0", "1900-01-00"},
		{"a link to an empty cell", "=yyyy-mm-dd", "0", ""},
		{"before all days", "yyyy-mm-dd", "-1", "-1"},
		{"after all days", "yyyy-mm-dd", "20240305", "20240305"},
		{"a text in a cell for days", "yyyy-mm-dd", "2024.3.5", "2024.3.5"},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			computed := tt.code[0] == '='
			code := tt.code
			if computed {
				code = code[1:]
			}
			if got := string(readFmt(code).appendNumber(nil, []byte(tt.raw), false, computed)); got != tt.want {
				t.Errorf("%s in %s is %q, want %q", tt.raw, tt.code, got, tt.want)
			}
		})
	}
}

func TestDaysFrom1904(t *testing.T) {
	for raw, want := range map[string]string{"43894": "2024-03-05", "0": "1904-01-01", "0.5": "12:00"} {
		if got := string(readFmt("yyyy-mm-dd").appendNumber(nil, []byte(raw), true, false)); got != want {
			t.Errorf("%s is %q, want %q", raw, got, want)
		}
	}
}

func TestBuiltInFormatsOfDays(t *testing.T) {
	var days []int
	for id := range 100 {
		if builtIn(id).kind == moment {
			days = append(days, id)
		}
	}
	want := []int{14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 47, 50, 51, 52, 53, 54, 55, 56, 57, 58}
	if diff := cmp.Diff(want, days); diff != "" {
		t.Error(diff)
	}
}
