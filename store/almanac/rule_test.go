package almanac

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseMarket(t *testing.T) {
	tests := []struct{ rule, want string }{
		{"农历尾:3,6,9", "农历尾:3,6,9"},
		{"农历尾：９，３，６，３", "农历尾:3,6,9"},
		{"农历尾: 3 6 9", "农历尾:3,6,9"},
		{"农历尾:三六九", "农历尾:3,6,9"},
		{"農曆尾:369", "农历尾:3,6,9"},
		{"公历尾:5,0", "公历尾:5,0"},
		{"公历尾:0,5", "公历尾:5,0"},
		{"公历尾:5,10", "公历尾:5,0"},
		{"周:2,6", "周:2,6"},
		{"星期:二,日", "周:2,7"},
		{"农历日:5,13,20,28", "农历日:5,13,20,28"},
		{"农历日:初五、十三、二十、廿八", "农历日:5,13,20,28"},
		{"支:辰,戌", "支:辰,戌"},
		{"支:狗龙", "支:辰,戌"},
		{"支:子", "支:子"},
		{"每天", "每天"},
		{"天天赶集", "每天"},
		{"日期:2024-04-01,2024-03-05,2024-04-01", "日期:2024-03-05,2024-04-01"},
		{"日期:2024/3/5、2024年4月1日 2024.5.6", "日期:2024-03-05,2024-04-01,2024-05-06"},
		{"农历尾:0 小月廿九", "农历尾:0 小月廿九"},
		{"农历尾:5,0，小月29", "农历尾:5,0 小月廿九"},
		{"农历尾:0（小月初一）", "农历尾:0 小月初一"},
		{"农历尾:0 小月不开", "农历尾:0"},
		{"农历日:15,30 小月廿九", "农历日:15,30 小月廿九"},
		{"逢三六九", "农历尾:3,6,9"},
		{"逢三、六、九", "农历尾:3,6,9"},
		{"逢3.6.9", "农历尾:3,6,9"},
		{"逢369", "农历尾:3,6,9"},
		{"三六九", "农历尾:3,6,9"},
		{"三六九集", "农历尾:3,6,9"},
		{"逢三六九日赶集", "农历尾:3,6,9"},
		{"逢二、五、八有大集。", "农历尾:2,5,8"},
		{"农历逢一四七", "农历尾:1,4,7"},
		{"农历一四七", "农历尾:1,4,7"},
		{"阴历每月逢一和六", "农历尾:1,6"},
		{"公历逢五逢十", "公历尾:5,0"},
		{"公历逢五、十赶场", "公历尾:5,0"},
		{"阳历逢1、5、8", "公历尾:1,5,8"},
		{"阳历逢5日、10日", "公历尾:5,0"},
		{"逢十", "农历尾:0"},
		{"逢10 小月廿九", "农历尾:0 小月廿九"},
		{"逢十，小月初一", "农历尾:0 小月初一"},
		{"逢五十", "农历尾:5,0"},
		{"逢单", "农历尾:1,3,5,7,9"},
		{"公历逢双日", "公历尾:2,4,6,8,0"},
		{"陽曆逢單號", "公历尾:1,3,5,7,9"},
		{"陰曆逢雙", "农历尾:2,4,6,8,0"},
		{"每週二六", "周:2,6"},
		{"每周二六", "周:2,6"},
		{"每周二、六逢集", "周:2,6"},
		{"周二和周六", "周:2,6"},
		{"星期二、星期六", "周:2,6"},
		{"礼拜天", "周:7"},
		{"每周日", "周:7"},
		{"逢周三", "周:3"},
		{"農曆初五、十三、二十、二十八", "农历日:5,13,20,28"},
		{"农历5、13、20", "农历日:5,13,20"},
		{"农历十五", "农历日:15"},
		{"每月初一、十五", "农历日:1,15"},
		{"逢初五、十五、廿五", "农历日:5,15,25"},
		{"初一十五", "农历日:1,15"},
		{"每月初一十五", "农历日:1,15"},
		{"农历初五十三二十廿八", "农历日:5,13,20,28"},
		{"初十二十廿八", "农历日:10,20,28"},
		{"初二十六日", "农历日:2,16"},
		{"阴历逢五排十", "农历尾:5,0"},
		{"五排十", "农历尾:5,0"},
		{"逢五遇十", "农历尾:5,0"},
		{"公历逢五带十", "公历尾:5,0"},
		{"单日", "农历尾:1,3,5,7,9"},
		{"阴历双日集", "农历尾:2,4,6,8,0"},
		{"国历三六九", "公历尾:3,6,9"},
		{"赶场二五八", "农历尾:2,5,8"},
		{"逢场一四七", "农历尾:1,4,7"},
		{"赶辰戌", "支:辰,戌"},
		{"子午卯酉", "支:子,卯,午,酉"},
		{"鼠龙猴日", "支:子,辰,申"},
		{"2026-03-05、2026-3-10", "日期:2026-03-05,2026-03-10"},
		{"逢辰戌", "支:辰,戌"},
		{"逢龙日、狗日", "支:辰,戌"},
		{"年集:三月十五-三月廿一", "年集:三月十五-三月廿一"},
		{"农历三月十五–廿一", "年集:三月十五-三月廿一"},
		{"三月十五——廿一", "年集:三月十五-三月廿一"},
		{"三月十五到廿一庙会", "年集:三月十五-三月廿一"},
		{"每年三月十五到三月二十一逢集", "年集:三月十五-三月廿一"},
		{"每年农历三月十五", "年集:三月十五"},
		{"农历每年3月15至21", "年集:三月十五-三月廿一"},
		{"三月三", "年集:三月初三"},
		{"腊月廿三至正月初五", "年集:腊月廿三-正月初五"},
		{"年集:九月初九、三月初三、九月初九", "年集:三月初三,九月初九"},
	}
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			m := market(t, test.rule)
			if got := m.String(); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if diff := cmp.Diff(m, market(t, m.String()), cmp.AllowUnexported(Market{}, span{})); diff != "" {
				t.Errorf("its own form is another market: %s", diff)
			}
		})
	}
}

func TestParseMarketRefuses(t *testing.T) {
	tests := []struct{ reason, rule, piece, advice string }{
		{"nothing there", "", "", adviseRule},
		{"only marks", " ,、", "", adviseRule},
		{"only the word", "赶集", "", adviseRule},
		{"no rule", "看情况", "看情况", adviseRule},
		{"lunar or solar?", "3,6,9", "3,6,9", adviseRule},
		{"days or last digits?", "农历三、六、九", "农历三,六,九", adviseRule},
		{"a day or a last digit?", "农历三", "农历三", adviseRule},
		{"no market is called by one digit", "三", "三", adviseRule},
		{"no kind of solar days", "公历5日、15日", "公历5日,15日", adviseRule},
		{"unknown kind", "农历周:3", "农历周", adviseKind},
		{"no kind before the colon", ":3", "", adviseKind},
		{"no list", "农历尾:", "", adviseRule},
		{"no list", "逢", "", adviseRule},
		{"from which day on?", "五天一集", "五天一", adviseRule},
		{"one branch may be a name", "马街", "马", adviseRule},
		{"no list", "每周", ",", adviseRule},
		{"no last digit", "农历尾:3,x", "x", adviseTail},
		{"no last digit", "农历尾:3,日", "日", adviseTail},
		{"a day or two digits?", "逢15", "15", adviseSplit},
		{"a day or two digits?", "逢十五", "十五", adviseSplit},
		{"a day or two digits?", "逢5、15、25", "15", adviseSplit},
		{"ten in the midst", "逢五十六", "五十六", adviseSplit},
		{"one, nought or ten?", "逢510", "510", adviseSplit},
		{"nought before a digit", "逢05", "05", adviseSplit},
		{"weekday 8", "周:2,8", "8", adviseWeekday},
		{"weekday nought", "周:0", "0", adviseWeekday},
		{"a span of weekdays", "周一到周五", "一到", adviseWeekday},
		{"no such lunar day", "农历日:5,31", "31", adviseDay},
		{"lunar day nought", "农历日:0", "0", adviseDay},
		{"no day at all", "农历日:5,x", "x", adviseDay},
		{"20 and 30, or 23 and 10?", "初五二十三十", "初五二十三十", adviseDay},
		{"days without marks between", "农历日:初五五十", "初五五十", adviseDay},
		{"no branch", "支:辰,甲", "甲", adviseBranch},
		{"no branch", "支:辰,日", "日", adviseBranch},
		{"no such date", "日期:2024-03-05,2023-02-29", "2023-02-29", adviseDate},
		{"date without year", "日期:3-5", "3-5", adviseDate},
		{"half a date", "日期:2024-3", "2024-3", adviseDate},
		{"words behind a date", "日期:2024-03-05早", "2024-03-05早", adviseDate},
		{"a span without a month", "年集:十五-廿一", "十五-廿一", adviseSpan},
		{"no such day of the year", "年集:十三月初一", "十三月初一", adviseSpan},
		{"a span into a leap month", "年集:六月初一-闰六月初三", "六月初一-闰六月初三", adviseSpan},
		{"of which calendar?", "5月1日到5日", "5月1日到5日", adviseRule},
		{"unknown small month", "农历尾:0 小月三十", "小月三十", adviseSmall},
		{"small months without 三十", "农历尾:3 小月廿九", "小月廿九", adviseNoSmall},
		{"small months of the solar calendar", "公历尾:0 小月廿九", "小月廿九", adviseNoSmall},
		{"small months of every day", "每天 小月不开", "小月不开", adviseNoSmall},
	}
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			m, err := ParseMarket(test.rule)
			var got *RuleError
			if !errors.As(err, &got) {
				t.Fatalf("%s: got %v, %v; want a *RuleError", test.reason, m, err)
			}
			if diff := cmp.Diff(&RuleError{test.rule, test.piece, test.advice}, got); diff != "" {
				t.Errorf("%s: %s", test.reason, diff)
			}
			if m.String() != "" {
				t.Errorf("%s: got market %v beside the error", test.reason, m)
			}
		})
	}
}

func TestRuleErrorText(t *testing.T) {
	tests := []struct{ rule, want string }{
		{"周:2,8", `read "8" in market rule "周:2,8": write weekdays 1 to 7 or 一 to 六, 日`},
		{"", `read market rule "": write one such as 农历尾:3,6,9 or 逢三六九`},
	}
	for _, test := range tests {
		_, err := ParseMarket(test.rule)
		if err == nil || err.Error() != test.want {
			t.Errorf("got %v, want %s", err, test.want)
		}
	}
}

func FuzzParseMarket(f *testing.F) {
	for _, rule := range []string{
		"农历尾:5,0 小月廿九", "公历尾:1", "周:2,7", "农历日:5,30 小月初一", "支:辰,戌", "日期:2024-03-05", "年集:腊月廿三-正月初五,三月三", "每天",
		"公历逢五逢十", "每周二、六赶集", "逢初五、廿三", "逢龙日", "逢单", "\xff逢",
	} {
		f.Add(rule)
	}
	f.Fuzz(func(t *testing.T, rule string) {
		m, err := ParseMarket(rule)
		if err != nil {
			var bad *RuleError
			if !errors.As(err, &bad) || bad.Rule != rule || bad.Advice == "" {
				t.Errorf("%q is refused with %#v", rule, err)
			}
			return
		}
		again, err := ParseMarket(m.String())
		if diff := cmp.Diff(m, again, cmp.AllowUnexported(Market{}, span{})); err != nil || diff != "" {
			t.Errorf("%q is %s, which is read as another market: %v %s", rule, m, err, diff)
		}
		if y, mo, d, ok := m.Next(2024, 1, 1); ok && !m.On(y, mo, d) {
			t.Errorf("%s is next on %d-%d-%d, but not held then", m, y, mo, d)
		}
	})
}
