package sheet

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// samples are values that every column of a kind reads.
func samples(c *Column) (verbs, values []string) {
	equal, size, text := []string{"=", "!=", "是", " 不等于 "}, []string{"<", " 至少 ", "满", "≤", "超过"}, []string{"含", " 不含 "}
	switch c.Kind() {
	case TextKind, TermKind, RefKind:
		return append(equal, text...), []string{"后屯", `"且 (x"`, "a/b、c", "'空'", "且末", "’", "a(b)c", `"='x"`}
	case PhoneKind:
		return append(equal, text...), []string{"13800138000", "138 0013 8000/13900139000"}
	case DateKind, MomentKind:
		return append(equal, size...), []string{"今天", "2026-03", "2026/3/5", "90天前", "12月", "三个月前", "2026", "下周三"}
	case BirthdayKind:
		return equal, []string{"1956-3-5", "农历八月十五", "3月5日"}
	case MoneyKind, QtyKind:
		return append(equal, size...), []string{"3,000", "1.2万", "0", "12.5"}
	case ChoiceKind:
		return equal, []string{c.Options[0].ZH, c.Options[0].ZH + `/"` + c.Options[1].EN + `"`}
	case FlagKind:
		return equal, []string{"是", "否"}
	case YearKind:
		return append(equal, size...), []string{"1956", "68岁"}
	}
	return append(equal, size...), []string{"1", "3"}
}

func TestFilterReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := All()[rapid.IntRange(0, len(All())-1).Draw(t, "sheet")]
		text := ""
		for i := range rapid.IntRange(1, 5).Draw(t, "conditions") {
			if i > 0 {
				text += rapid.SampledFrom([]string{" 且 ", " 或 ", "，", " and ", "||"}).Draw(t, "joint")
			}
			text += drawCondition(t, s)
		}
		f, err := ParseFilter(s, text, nil, filterReading())
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		again, err := ParseFilter(s, f.String(), nil, filterReading())
		if err != nil {
			t.Fatalf("%s: reading back %q: %v", text, f.String(), err)
		}
		if diff := cmp.Diff(f, again, compareFilters()); diff != "" {
			t.Fatalf("%s: reading back %q (-first +again):\n%s", text, f.String(), diff)
		}
	})
}

func drawCondition(t *rapid.T, s *Sheet) string {
	c := s.Columns[rapid.IntRange(0, len(s.Columns)-1).Draw(t, "column")]
	if c.Origin == Input {
		c = s.Columns[0]
	}
	name := rapid.SampledFrom([]string{c.Key, c.ZH, c.EN}).Draw(t, "name")
	verbs, values := samples(c)
	verb := rapid.SampledFrom(verbs).Draw(t, "verb")
	value := rapid.SampledFrom(values).Draw(t, "value")
	text := name + verb + value
	switch rapid.IntRange(0, 4).Draw(t, "form") {
	case 0:
		return "非(" + text + " 或 " + text + ")"
	case 1:
		return "（" + name + " 为空 || " + text + "）"
	case 2:
		return "not " + name + " 不为空"
	}
	return text
}

func FuzzParseFilter(f *testing.F) {
	for _, text := range []string{
		"村=后屯 且 累计金额>=3000 且 最近购买 90天内", "(村=a/b 或 非 勿扰) 且 下次联系<=今天", `备注 含 "x y" or 时间="2026-03-05 14:30"`,
		"家里几亩地>3 且 上次体检 半年内", "时间!=2026-03、去年", "生日=农历八月十五 且 年龄>=60 且 编号=#2-17", "姓名=#17", "数量 满 2.5 斤,产品!=钙片|奶粉", "‘a=b 且’=1", "且末 或 (((", "手机=0376-1234567",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, s := range []*Sheet{Customers, Interactions, Purchases} {
			if filter, err := ParseFilter(s, text, filterExtras(), filterReading()); err == nil {
				testRoundTrip(t, s, filter)
			} else if !isMisuse(err) {
				t.Errorf("%q: got %v, want a misuse", text, err)
			}
		}
	})
}
