package sheet

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// filterReading is a command line's on Thursday, 2026-03-05.
func filterReading() Reading { return Reading{Today: MakeDate(2026, 3, 5), Relative: true} }

func filterExtras() []string {
	return []string{"家里几亩地", "上次体检", "面积（亩）", "a=b 且"}
}

// on is the number a day is stored as.
func on(year, month, day int) int64 { return int64(MakeDate(year, month, day)) }

// at is the number a moment is stored as.
func at(year, month, day, minute int) int64 {
	return int64(MakeMoment(MakeDate(year, month, day), minute))
}

// is is a comparison of a column of s with a stored value.
func is(s *Sheet, key string, op Op, value any) *Filter {
	return &Filter{Op: op, Column: s.Must(key)[0], Value: value}
}

// says is a comparison of a column of s with a text.
func says(s *Sheet, key string, op Op, text string) *Filter {
	return &Filter{Op: op, Column: s.Must(key)[0], Text: text}
}

func own(name string, op Op, text string) *Filter { return &Filter{Op: op, Extra: name, Text: text} }

func all(parts ...*Filter) *Filter  { return &Filter{Op: And, Parts: parts} }
func some(parts ...*Filter) *Filter { return &Filter{Op: Or, Parts: parts} }
func not(part *Filter) *Filter      { return &Filter{Op: Not, Parts: []*Filter{part}} }

// compareFilters compares columns by identity: they point back at their sheet.
func compareFilters() cmp.Option {
	return cmp.Options{cmp.Comparer(func(a, b *Column) bool { return a == b }), cmp.Comparer(func(a, b *Sheet) bool { return a == b }), cmpopts.EquateEmpty()}
}

type filterCase struct {
	why, text string
	want      *Filter
}

func testFilters(t *testing.T, s *Sheet, cases []filterCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.why, func(t *testing.T) {
			got, err := ParseFilter(s, c.text, filterExtras(), filterReading())
			if err != nil {
				t.Fatalf("%s: %v", c.text, err)
			}
			if diff := cmp.Diff(c.want, got, compareFilters()); diff != "" {
				t.Errorf("%s (-want +got):\n%s", c.text, diff)
			}
			testRoundTrip(t, s, got)
		})
	}
}

func testRoundTrip(t *testing.T, s *Sheet, f *Filter) {
	t.Helper()
	again, err := ParseFilter(s, f.String(), filterExtras(), filterReading())
	if err != nil {
		t.Fatalf("reading back %q: %v", f.String(), err)
	}
	if diff := cmp.Diff(f, again, compareFilters()); diff != "" {
		t.Errorf("reading back %q (-first +again):\n%s", f.String(), diff)
	}
}

func TestParseFilterJoins(t *testing.T) {
	village := func(v string) *Filter { return is(Customers, "village", Eq, v) }
	rich := is(Customers, "spent", Ge, int64(300000))
	testFilters(t, Customers, []filterCase{
		{"nothing is no condition", "  ", nil},
		{"the example of the design", "村=后屯 且 累计金额>=3000 且 最近购买 90天内", all(village("后屯"), rich,
			is(Customers, "last_purchase", Ge, on(2025, 12, 5)), is(Customers, "last_purchase", Le, on(2026, 3, 5)))},
		{"commas are and", "村=后屯，累计金额>=3000,村=x", all(village("后屯"), rich, village("x"))},
		{"english words and keys", "village=x and spent>=3000 AND Last purchase is empty", all(village("x"), rich, is(Customers, "last_purchase", Absent, nil))},
		{"english comparisons", "village is not x and village contains y", all(is(Customers, "village", Ne, "x"), says(Customers, "village", Has, "y"))},
		{"a key with dashes", "last-purchase is not empty", is(Customers, "last_purchase", Present, nil)},
		{"and binds tighter", "村=a 或 村=b 且 累计金额>=3000", some(village("a"), all(village("b"), rich))},
		{"brackets bind first", "(村=a 或 村=b) && 累计金额>=3000", all(some(village("a"), village("b")), rich)},
		{"full-width signs", "（村＝a || 村＝＝b）且 累计金额≥３０００", all(some(village("a"), village("b")), rich)},
		{"brackets without meaning vanish", "((村=a) 且 ((村=b 且 村=c)))", all(village("a"), village("b"), village("c"))},
		{"no spaces at all", "村=后屯且累计金额满3000或村是前屯", some(all(village("后屯"), rich), village("前屯"))},
		{"a joining word in a name", "县区=且末 且 村=或家庄", all(is(Customers, "county", Eq, "且末"), village("或家庄"))},
		{"not", "非 村=a", not(village("a"))},
		{"not twice", "not !村=a", village("a")},
		{"not of brackets", "非(村=a 或 村=b)", not(some(village("a"), village("b")))},
		{"a bracket in a value", "村=后屯(西) 且 村=b", all(village("后屯(西)"), village("b"))},
		{"quotes", `村="后 屯" 且 村=“a且村=b” 且 村='(' 且 村=「b」 且 村="a""b"`,
			all(village("后 屯"), village("a且村=b"), village("("), village("b"), village(`a"b`))},
	})
}

func TestParseFilterComparisons(t *testing.T) {
	spent := func(op Op) *Filter { return is(Customers, "spent", op, int64(300000)) }
	village := func(op Op) *Filter { return is(Customers, "village", op, "后屯") }
	var cases []filterCase
	for op, words := range map[Op]string{
		Eq: "= == ＝ 是 等于 为", Ne: "!= ！= <> ≠ 不是 不等于", Gt: "> ＞ 大于 超过", Lt: "< 小于 不足 不满 低于",
		Ge: ">= ≥ 不小于 至少 满 大于等于", Le: "<= ≤ 不大于 至多 小于等于 不超过",
	} {
		for word := range strings.FieldsSeq(words) {
			cases = append(cases, filterCase{word + " glued", "累计金额" + word + "3000", spent(op)},
				filterCase{word + " spaced", "累计金额 " + word + " 3000元", spent(op)})
		}
	}
	for _, word := range strings.Fields("含 包含 ~ contains") {
		cases = append(cases, filterCase{word, "村 " + word + " 后", says(Customers, "village", Has, "后")})
	}
	for _, word := range strings.Fields("为空 没有 空 =空 =\"\" is_empty 无") {
		cases = append(cases, filterCase{word, "村 " + strings.ReplaceAll(word, "_", " "), &Filter{Op: Absent, Column: village(Eq).Column}})
	}
	for _, word := range strings.Fields("不为空 有 !=空 非空 不是空") {
		cases = append(cases, filterCase{word, "村" + word, &Filter{Op: Present, Column: village(Eq).Column}})
	}
	testFilters(t, Customers, append(cases,
		filterCase{"contains not", "备注 不含 糖", not(says(Customers, "remark", Has, "糖"))},
		filterCase{"a literal word for empty", `村="空"`, is(Customers, "village", Eq, "空")},
	))
}

func TestParseFilterValues(t *testing.T) {
	testFilters(t, Customers, []filterCase{
		{"several values", "村=后屯/前屯、“西 屯” | 东屯", some(is(Customers, "village", Eq, "后屯"), is(Customers, "village", Eq, "前屯"),
			is(Customers, "village", Eq, "西 屯"), is(Customers, "village", Eq, "东屯"))},
		{"none of several", "村!=a/b", all(is(Customers, "village", Ne, "a"), is(Customers, "village", Ne, "b"))},
		{"contains none of several", "村 不含 a/b", all(not(says(Customers, "village", Has, "a")), not(says(Customers, "village", Has, "b")))},
		{"thousands and ten thousands", "累计金额>1,234.50,欠款<1.2万", all(is(Customers, "spent", Gt, int64(123450)), is(Customers, "debt", Lt, int64(1200000)))},
		{"a space before a unit", "累计金额满3000 元 且 购买次数>2 次", all(is(Customers, "spent", Ge, int64(300000)), is(Customers, "purchases", Gt, int64(2)))},
		{"a size behind the number", "累计金额 3000元以上 且 购买次数2次以下 且 年龄 60以上", all(is(Customers, "spent", Ge, int64(300000)),
			is(Customers, "purchases", Le, int64(2)), is(Customers, "birth_year", Le, int64(1966)))},
		{"a synonym of a choice", "性别=女士 且 等级=A/重点", all(is(Customers, "gender", Eq, "女"), some(is(Customers, "level", Eq, "A"), is(Customers, "level", Eq, "A")))},
		{"a score by number and word", "信任阈值>=4 或 信任阈值=低", some(is(Customers, "trust", Ge, int64(4)), is(Customers, "trust", Eq, int64(2)))},
		{"a phone", "手机=138-0013-8000 且 备用电话=138 0013 8000", all(is(Customers, "phone", Eq, "13800138000"), is(Customers, "phone2", Eq, "13800138000"))},
		{"part of a phone", "手机 含 8000", says(Customers, "phone", Has, "8000")},
		{"a flag", "勿扰=是 或 勿扰!=否 或 勿扰", some(is(Customers, "do_not_contact", Eq, int64(1)), is(Customers, "do_not_contact", Eq, int64(1)), is(Customers, "do_not_contact", Eq, int64(1)))},
		{"a flag that is not set", "勿扰=否 且 非勿扰", all(not(is(Customers, "do_not_contact", Eq, int64(1))), not(is(Customers, "do_not_contact", Eq, int64(1))))},
		{"a number of kehu's", "编号=#17 或 编号<5", some(is(Customers, "no", Eq, int64(17)), is(Customers, "no", Lt, int64(5)))},
		{"a year", "出生年<1960", is(Customers, "birth_year", Lt, int64(1960))},
		{"an age turns the comparison", "年龄>=60 且 年龄 小于 70岁", all(is(Customers, "birth_year", Le, int64(1966)), is(Customers, "birth_year", Gt, int64(1956)))},
		{"a foreign heading", "村庄=a 且 客户状态=老客户", all(is(Customers, "village", Eq, "a"), is(Customers, "stage", Eq, "成交"))},
		{"a heading wins over a foreign one", "累计金额=1 且 组=2", all(is(Customers, "spent", Eq, int64(100)), is(Customers, "group", Eq, "2"))},
		{"a birthday", "生日=农历八月十五", is(Customers, "birthday", Eq, "农历08-15")},
	})
	testFilters(t, Purchases, []filterCase{
		{"a quantity", "数量>=2.5", is(Purchases, "qty", Ge, int64(2500))},
		{"a term", "产品=钙片", is(Purchases, "product", Eq, "钙片")},
		{"a reference by name", "姓名=王秀兰 且 会销 含 八月", all(says(Purchases, "customer", Eq, "王秀兰"), says(Purchases, "meeting", Has, "八月"))},
		{"a reference by number", "姓名=#17", is(Purchases, "customer", Eq, int64(17))},
		{"nobody", "姓名 为空", is(Purchases, "customer", Absent, nil)},
		{"borrowed columns", "村=a 且 客户编号=17", all(is(Purchases, "village", Eq, "a"), is(Purchases, "customer_no", Eq, int64(17)))},
	})
}

func TestParseFilterExtras(t *testing.T) {
	testFilters(t, Customers, []filterCase{
		{"equal", "家里几亩地=3", own("家里几亩地", Eq, "3")},
		{"by size", "家里几亩地>=３.50 且 面积（亩）<10", all(own("家里几亩地", Ge, "3.5"), own("面积（亩）", Lt, "10"))},
		{"contains", "家里几亩地 含 亩", own("家里几亩地", Has, "亩")},
		{"empty", "家里几亩地 为空", own("家里几亩地", Absent, "")},
		{"a day", "上次体检<2026-03-01", own("上次体检", Lt, "2026-03-01")},
		{"days from today", "上次体检 90天前", own("上次体检", Lt, "2025-12-05")},
		{"a name with signs", `"a=b 且"=1`, own("a=b 且", Eq, "1")},
	})
}

func TestParseFilterDates(t *testing.T) {
	last := func(op Op, month, day int) *Filter { return is(Customers, "last_purchase", op, on(2026, month, day)) }
	next := func(op Op, month, day int) *Filter { return is(Customers, "next_contact", op, on(2026, month, day)) }
	old := func(op Op) *Filter { return is(Customers, "last_purchase", op, on(2025, 12, 5)) }
	testFilters(t, Customers, []filterCase{
		{"a day", "最近购买=2026-03-01", last(Eq, 3, 1)},
		{"a day with slashes", "最近购买>=2026/3/1", last(Ge, 3, 1)},
		{"today without a comparison", "最近购买今天", last(Eq, 3, 5)},
		{"yesterday or today", "最近购买 昨天、今天", some(last(Eq, 3, 4), last(Eq, 3, 5))},
		{"this month", "最近购买 本月", all(last(Ge, 3, 1), last(Le, 3, 31))},
		{"last month", "最近购买=上月", all(last(Ge, 2, 1), last(Le, 2, 28))},
		{"this week", "最近购买 本周", all(last(Ge, 3, 2), last(Le, 3, 8))},
		{"last year", "最近购买 去年", all(is(Customers, "last_purchase", Ge, on(2025, 1, 1)), is(Customers, "last_purchase", Le, on(2025, 12, 31)))},
		{"a month", "最近购买=2026-02", all(last(Ge, 2, 1), last(Le, 2, 28))},
		{"a month in words", "最近购买=2026年2月份", all(last(Ge, 2, 1), last(Le, 2, 28))},
		{"not in a month", "最近购买!=2026-02", not(all(last(Ge, 2, 1), last(Le, 2, 28)))},
		{"after a month", "最近购买>2026-02", last(Gt, 2, 28)},
		{"from a month on", "最近购买>=2026-02", last(Ge, 2, 1)},
		{"a month without a year lies behind", "最近购买 12月", all(is(Customers, "last_purchase", Ge, on(2025, 12, 1)), is(Customers, "last_purchase", Le, on(2025, 12, 31)))},
		{"a plan's month lies ahead", "下次联系 2月", all(is(Customers, "next_contact", Ge, on(2027, 2, 1)), is(Customers, "next_contact", Le, on(2027, 2, 28)))},
		{"a year", "最近购买=2026", all(last(Ge, 1, 1), last(Le, 12, 31))},
		{"within days", "最近购买90天内", all(old(Ge), last(Le, 3, 5))},
		{"within days, spaced", "最近购买 90 天以内", all(old(Ge), last(Le, 3, 5))},
		{"within the last days", "最近购买 近90天", all(old(Ge), last(Le, 3, 5))},
		{"within, in English", "last_purchase within 90 days", all(old(Ge), last(Le, 3, 5))},
		{"within months", "最近购买 三个月内", all(is(Customers, "last_purchase", Ge, on(2025, 12, 5)), last(Le, 3, 5))},
		{"within half a year", "最近购买 半年内", all(is(Customers, "last_purchase", Ge, on(2025, 9, 5)), last(Le, 3, 5))},
		{"not within", "最近购买!=90天内", not(all(old(Ge), last(Le, 3, 5)))},
		{"days ago", "最近购买 90天前", old(Lt)},
		{"silent for days", "最近购买 90天没买", old(Lt)},
		{"silent for days, shortly", "最近购买90天没", old(Lt)},
		{"days and more", "最近购买 90天以上", is(Customers, "last_purchase", Lt, on(2025, 12, 6))},
		{"more days than", "最近购买 超过90天", old(Lt)},
		{"at least so many days", "最近购买 满90天", is(Customers, "last_purchase", Lt, on(2025, 12, 6))},
		{"less days than", "最近购买 不足90天", all(is(Customers, "last_purchase", Ge, on(2025, 12, 6)), last(Le, 3, 5))},
		{"before the day so many days ago", "最近购买 早于 90天前", old(Lt)},
		{"since the day so many days ago", "最近购买>=90天前", old(Ge)},
		{"that very day", "最近购买=90天前", old(Eq)},
		{"a plan within days lies ahead", "下次联系 7天内", all(next(Ge, 3, 5), next(Le, 3, 12))},
		{"a plan farther than", "下次联系 超过7天", next(Gt, 3, 12)},
		{"a plan later than", "下次联系 7天后", next(Gt, 3, 12)},
		{"a plan overdue", "下次联系 逾期", next(Lt, 3, 5)},
		{"a plan due", "下次联系<=今天", next(Le, 3, 5)},
		{"a plan's day in words", "下次联系=下周三", next(Eq, 3, 11)},
	})
}

func TestParseFilterMoments(t *testing.T) {
	when := func(op Op, month, day, minute int) *Filter {
		return is(Interactions, "at", op, at(2026, month, day, minute))
	}
	testFilters(t, Interactions, []filterCase{
		{"a day is all of it", "时间=2026-03-05", all(when(Ge, 3, 5, 0), when(Lt, 3, 6, 0))},
		{"not that day", "时间!=2026-03-05", not(all(when(Ge, 3, 5, 0), when(Lt, 3, 6, 0)))},
		{"after the day", "时间>2026-03-05", when(Ge, 3, 6, 0)},
		{"up to the day", "时间<=2026-03-05", when(Lt, 3, 6, 0)},
		{"a time of day", `时间>="2026-03-05 14:30"`, when(Ge, 3, 5, 870)},
		{"a time of day without quotes", "时间 < 2026-03-05 14:30 且 时间>=2026-03-05 9点半", all(when(Lt, 3, 5, 870), when(Ge, 3, 5, 570))},
		{"a month", "时间 本月", all(when(Ge, 3, 1, 0), when(Lt, 4, 1, 0))},
		{"within days", "时间 7天内 且 方式=拜访", all(when(Ge, 2, 26, 0), when(Lt, 3, 6, 0), is(Interactions, "via", Eq, "上门"))},
	})
}

func TestParseFilterRefuses(t *testing.T) {
	for _, c := range []struct{ why, text, zh, en string }{
		{"an unknown column", "村装=a", "客户表没有“村装”这一列，是不是：村", "Customers has no column “村装”; did you mean Village"},
		{"a column that only begins so", "村长=王", "没有“村长”这一列", "no column “村长”"},
		{"a key with a slip", "spend>3", "累计金额", "did you mean Spent"},
		{"a column like no other", "哈哈哈哈哈=1", "可用的列如：编号、姓名", "such as No, Name"},
		{"a missing comparison", "村 后屯", "“村”后面缺少比较，请写成 村=后屯", "write Village=后屯"},
		{"a missing value", "村=", "“村”后面缺少要比较的值", "a value is missing after “Village”"},
		{"a missing value before and", "村= 且 累计金额>1", "“村”后面缺少要比较的值", "a value is missing"},
		{"a missing condition", "村=a 且", "条件不完整", "unfinished"},
		{"a comma too many", "村=a,,村=b", "条件不完整", "unfinished"},
		{"a missing bracket", "(村=a", "缺少右括号", "close the bracket"},
		{"a bracket too many", "村=a)", "多了一个右括号", "drop it"},
		{"a missing and", "村=后屯 累计金额>3", "“累计金额”前面缺少“且”或“或”", "before “累计金额”"},
		{"two comparisons", "累计金额>3<5", "“<”前面缺少“且”", "before “<”"},
		{"open quotes", `村="后屯`, "引号没有结束", "left open"},
		{"no amount", "累计金额>很多", "列“累计金额”：“很多”", "column “Spent”: "},
		{"no choice", "阶段=好", "列“阶段”：“好”不是可选的值", "column “Stage”: "},
		{"a size of text", "村>3", "“村”不能比大小", "has no order"},
		{"a size of several", "累计金额>3/5", "只能跟一个值", "one value only"},
		{"an amount that contains", "累计金额 含 3", "“累计金额”不是文字", "is no text"},
		{"no date", "最近购买=abc", "列“最近购买”：“abc”不是日期", "column “Last purchase”: "},
		{"days without a direction", "最近购买 90天", "请写成 90天内、90天前", "write 90天内, 90天前"},
		{"brackets without end", strings.Repeat("(", 1000), "套得太深", "too deep"},
		{"negations without end", strings.Repeat("!", 1000) + "村=a", "套得太深", "too deep"},
		{"an own column without a comparison", "家里几亩地 x", "“家里几亩地”和“x”比不了", "can't be compared"},
	} {
		t.Run(c.why, func(t *testing.T) {
			f, err := ParseFilter(Customers, c.text, filterExtras(), filterReading())
			var e *Error
			if !errors.As(err, &e) || e.Failure != Misused {
				t.Fatalf("%s: got %v, %v, want a misuse", c.text, f, err)
			}
			if !strings.Contains(e.Words.In(ZH), c.zh) || !strings.Contains(e.Words.In(EN), c.en) || strings.Contains(e.Words.In(ZH), "\n") {
				t.Errorf("%s: got\n%s\n%s\nwant\n%s\n%s", c.text, e.Words.In(ZH), e.Words.In(EN), c.zh, c.en)
			}
		})
	}
	if f, err := ParseFilter(Purchases, "未收>0", nil, filterReading()); err == nil {
		t.Errorf("an input column holds nothing, got %v", f)
	}
}
