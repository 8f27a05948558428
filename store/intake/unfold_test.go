package intake

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kehu/store/sheet"
)

func TestNumberedHeadingsAreTakenApart(t *testing.T) {
	type numbered struct {
		N    int
		Rest string
	}
	for heading, want := range map[string]numbered{
		"第一次回访时间": {1, "回访时间"}, "第2次购买金额(元)": {2, "购买金额(元)"}, "三次回访": {3, "回访"}, "第十二次拜访": {12, "拜访"},
		"回访2": {2, "回访"}, "回访时间(3)": {3, "回访时间"}, "回访（第二次）": {2, "回访"}, "回访第三次": {3, "回访"}, "回访一": {1, "回访"}, "Amount 2": {2, "amount"},
		"回访": {}, "第几次回访": {}, "第一次": {}, "购买次数": {}, "2026年": {}, "1月": {}, "60次回访": {}, "电话": {}, "二次": {}, "面积99": {},
	} {
		t.Run(heading, func(t *testing.T) {
			var got numbered
			if n, rest, ok := ordinal(spelling(heading)); ok {
				got = numbered{n, rest}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDayAtTheBeginningOfATextIsTaken(t *testing.T) {
	type split struct{ Day, Rest string }
	for text, want := range map[string]split{
		"2026-1-5 吃着呢": {"2026-01-05", "吃着呢"}, "1月5日电话，说吃着呢": {"2026-01-05", "电话，说吃着呢"}, "2026.1.5，不在家": {"2026-01-05", "不在家"},
		"2026-1-5": {"", "2026-1-5"}, "吃着呢": {"", "吃着呢"}, "5号再说 2026-1-5": {"", "5号再说 2026-1-5"}, "": {"", ""},
	} {
		day, rest, ok := leadingDay(text, sheet.Reading{Today: today()})
		if diff := cmp.Diff(want, split{day.String(), rest}); diff != "" || ok != (day != 0) {
			t.Errorf("%s: %v %s", text, ok, diff)
		}
	}
}

func TestWideSheetsAreUnfolded(t *testing.T) {
	for _, c := range []struct {
		reason string
		lines  []string
		want   []string // notes, then records
	}{
		{"three visits side by side, blank ones make no rows", []string{
			"姓名,电话,第一次回访时间,第一次回访方式,第一次回访内容,第二次回访时间,第二次回访方式,第二次回访内容,第三次回访时间,第三次回访方式,第三次回访内容,备注",
			"王秀兰,13843110001,2026-1-5,电话,吃着呢,2026-1-15,上门,,,,,好", "李建国,,,,,,,,2026-2-1,赶集,碰见了,", "张三,,,,,,,,,,,"},
			[]string{"“第一次回访时间”等 9 列横着记了 3 次，展开成每次一条互动",
				"name=王秀兰 phone=13843110001 remark=好 | interactions at=2026-01-05 via=电话 content=吃着呢 | interactions at=2026-01-15 via=上门",
				"name=李建国 | interactions at=2026-02-01 via=赶集 content=碰见了", "name=张三"}},
		{"the last day by another word", []string{"姓名,第一次回访时间,第一次回访内容,第二次回访时间,第二次回访内容,三次回访日期,三次回访内容", "王秀兰,2026-1-5,吃着呢,,,2026-2-1,没接"},
			[]string{"“第一次回访时间”等 6 列横着记了 3 次，展开成每次一条互动", "name=王秀兰 | interactions at=2026-01-05 content=吃着呢 | interactions at=2026-02-01 content=没接"}},
		{"only days", []string{"姓名,一次回访,二次回访,三次回访", "王秀兰,2026-1-5,,1月15日"},
			[]string{"“一次回访”等 3 列横着记了 3 次，展开成每次一条互动", "name=王秀兰 | interactions at=2026-01-05 | interactions at=2026-01-15"}},
		{"texts that begin with their days, and one that doesn't", []string{"姓名,回访1,回访2,回访3", "王秀兰,2026-1-5 吃着呢,1月15日电话不通,说考虑考虑"},
			[]string{"“回访1”等 3 列横着记了 3 次，展开成每次一条互动",
				"name=王秀兰 remark=回访3：说考虑考虑 | interactions at=2026-01-05 content=吃着呢 | interactions at=2026-01-15 content=电话不通 | ? 回访3 不够记成一条互动，原文记入备注"}},
		{"purchases side by side, each with its own mistakes and remarks", []string{
			"姓名,村,第1次购买日期,第1次购买产品,第1次数量,第1次购买金额,第1次欠款,第2次购买日期,第2次购买产品,第2次数量,第2次购买金额,第2次欠款,几亩地",
			"王秀兰,后屯,2026-1-5,钙片,2盒,396,96,2026-2-5,鱼油,多少,198,,5", "李建国,后屯,2026-1-6,钙片,,赠送,,2026-2-30,鱼油,,1.005,,"},
			[]string{"“第1次购买日期”等 10 列横着记了 2 次，展开成每次一条购买",
				"name=王秀兰 village=后屯 几亩地:5 | purchases on=2026-01-05 product=钙片 qty=2 unit=盒 amount=396.00 paid=300.00 | purchases on=2026-02-05 product=鱼油 amount=198.00 remark=第2次数量：多少 | ? 第2次数量 “多少”不是数量，请写成 6 或 2.5斤",
				"name=李建国 village=后屯 | purchases on=2026-01-06 product=钙片 amount=0.00 gift=赠送 | purchases product=鱼油 | ! 第2次购买日期 “2026-2-30”不是日期，请写成 2026-03-05 | ! 第2次购买金额 “1.005”超过两位小数，请写到分，如 1280.05"}},
		{"several products on one day", []string{"日期,姓名,产品1,金额1,产品2,金额2", "2026-1-5,王秀兰,钙片,396,鱼油,198"},
			[]string{"“产品1”等 4 列横着记了 2 次，展开成每次一条购买", "name=王秀兰 | purchases on=2026-01-05 product=钙片 amount=396.00 | purchases on=2026-01-05 product=鱼油 amount=198.00"}},
		{"a second date left blank is nobody else's day", []string{"姓名,第一次购买日期,第一次购买金额,第二次购买日期,第二次购买金额", "王秀兰,2026-1-5,396,,198"},
			[]string{"没有产品一列，产品记为“未注明”", "“第一次购买日期”等 4 列横着记了 2 次，展开成每次一条购买",
				"name=王秀兰 | purchases on=2026-01-05 product=未注明 amount=396.00 | purchases product=未注明 amount=198.00 | ! 第二次购买日期 缺“日期”；请补上"}},
		{"numbered, but no rows: phones, and products without money", []string{"姓名,电话1,电话2,产品1,产品2", "王秀兰,13843110001,0431-85551234,钙片,鱼油"},
			[]string{"name=王秀兰 phone=13843110001 phone2=0431-85551234 产品1:钙片 产品2:鱼油"}},
	} {
		t.Run(c.reason, func(t *testing.T) {
			tellsWhole(t, c.want, c.lines...)
		})
	}
}

func TestMapNamesGroups(t *testing.T) {
	f := open(t, Options{Map: map[string]string{"头回": "interactions.at#1", "回头": "interactions.at#2"}}, "姓名,头回,回头", "王秀兰,2026-1-5,2026-1-15")
	if diff := cmp.Diff([]string{"name=王秀兰 | interactions at=2026-01-05 | interactions at=2026-01-15"}, tellAll(t, f)); diff != "" {
		t.Error(diff)
	}
	for _, key := range []string{"phone#2", "interactions.at#0", "interactions.at#二二", "skip#2"} {
		_, err := tryOpen(Options{Map: map[string]string{"头回": key}}, []byte("姓名,头回\na,b\n"))
		if err == nil || !strings.Contains(zh(err), "--map 的“"+key+"”读不懂") {
			t.Errorf("%s: %v", key, err)
		}
	}
}

// tellsWhole compares the notes and the records of a sheet with want, and reads it again by
// the mapping that it was read by.
func tellsWhole(t *testing.T, want []string, lines ...string) {
	t.Helper()
	f := open(t, Options{}, lines...)
	var got []string
	for _, note := range f.Notes {
		got = append(got, note.In(sheet.ZH))
	}
	if diff := cmp.Diff(want, append(got, tellAll(t, f)...)); diff != "" {
		t.Error(diff)
	}
	again := open(t, Options{Remembered: func(string) map[string]string { return f.Map() }}, lines...)
	if diff := cmp.Diff(tellAll(t, f), tellAll(t, again)); diff != "" {
		t.Errorf("read by its own mapping: %s", diff)
	}
}
