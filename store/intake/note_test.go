package intake

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"kehu/store/sheet"
)

// noteDay is a Thursday.
var noteDay = sheet.MakeDate(2026, 3, 5)

// told is what a note says, in one line: who, then each row's cells; or why not.
func told(n Note) string {
	if !n.Problem.Empty() {
		return "? " + n.Problem.In(sheet.ZH)
	}
	parts := []string{n.Who}
	for _, p := range n.Parts {
		cells := []string{p.Sheet.Key}
		for c := range p.All() {
			cells = append(cells, c.Key+"="+c.Field(p.Row).String())
		}
		parts = append(parts, strings.Join(cells, " "))
	}
	if n.Credit {
		parts = append(parts, "赊")
	}
	if n.Return {
		parts = append(parts, "退")
	}
	if !n.Hint.Empty() {
		parts = append(parts, "! "+n.Hint.In(sheet.ZH))
	}
	return strings.Join(parts, " | ")
}

func TestNoteLines(t *testing.T) {
	for line, want := range map[string]string{
		"王秀兰 上门 血压计会用了 下次周三":           "王秀兰 | interactions at=2026-03-05 via=上门 content=血压计会用了 | plans due=2026-03-11 content=回访 reason=手工",
		"王秀兰　打电话　没人接":                  "王秀兰 | interactions at=2026-03-05 via=电话 content=没人接",
		"王秀兰，上门，会用了，下次3月10日送说明书":       "王秀兰 | interactions at=2026-03-05 via=上门 content=会用了 | plans due=2026-03-10 content=送说明书 reason=手工",
		"王秀兰@后屯 微信":                    "王秀兰@后屯 | interactions at=2026-03-05 via=微信",
		"昨天 5678 赶集 看了看":               "5678 | interactions at=2026-03-04 via=赶集 content=看了看",
		"#17 上门 好 下次 下周三 上午送药":         "#17 | interactions at=2026-03-05 via=上门 content=好 | plans due=2026-03-11 content=上午送药 reason=手工",
		"wxl 上门 他说下次来 就买 下次周四":         "wxl | interactions at=2026-03-05 via=上门 content=他说下次来 就买 | plans due=2026-03-12 content=回访 reason=手工",
		"王秀兰 上门 好 下次再说":                "? “下次”后面的“再说”不是日期，应像 下次周三 或 下次3月10日",
		"王秀兰 上门 好 下次昨天":                "? “下次”的日子 2026-03-04 不在 2026-03-05 之后",
		"王秀兰 买 钙片 6盒 1188 付1000":       "王秀兰 | purchases on=2026-03-05 product=钙片 qty=6 unit=盒 amount=1188.00 paid=1000.00",
		"王秀兰 买 钙片 6 盒 1188元 付 1000":    "王秀兰 | purchases on=2026-03-05 product=钙片 qty=6 unit=盒 amount=1188.00 paid=1000.00",
		"王秀兰 买 钙片 6 1188":              "王秀兰 | purchases on=2026-03-05 product=钙片 qty=6 amount=1188.00",
		"王秀兰 买 钙片 两盒 欠188 一直说好 下次10天后": "王秀兰 | purchases on=2026-03-05 product=钙片 qty=2 unit=盒 unpaid=188.00 remark=一直说好 | plans due=2026-03-15 content=回访 reason=手工",
		"王秀兰 买 钙片6盒 1188":              "王秀兰 | purchases on=2026-03-05 product=钙片 qty=6 unit=盒 amount=1188.00",
		"王秀兰 买 钙片６盒 1188元":             "王秀兰 | purchases on=2026-03-05 product=钙片 qty=6 unit=盒 amount=1188.00",
		"王秀兰 买 维生素100片 88元":            "王秀兰 | purchases on=2026-03-05 product=维生素100片 qty=1 amount=88.00",
		"王秀兰 买 牛奶12盒 2箱 120":           "王秀兰 | purchases on=2026-03-05 product=牛奶12盒 qty=2 unit=箱 amount=120.00",
		"王秀兰 买 血压计 299元":               "王秀兰 | purchases on=2026-03-05 product=血压计 qty=1 amount=299.00",
		"王秀兰 买 钙片 6盒 单价198":            "王秀兰 | purchases on=2026-03-05 product=钙片 qty=6 unit=盒 price=198.00",
		"王秀兰 买 钙片":                     "王秀兰 | purchases on=2026-03-05 product=钙片 qty=1",
		"王秀兰 买 钙片 198":                 "? “198”是数量还是金额？写成 198盒 或 198元",
		"王秀兰 买 钙片 6盒 1188 1288":        "? “1188”和“1288”，是哪一个？",
		"王秀兰 买 钙片 6盒 付":                "? “付”后面要有金额",
		"王秀兰 买":                        "? 买了什么？后面写上产品，如 买 钙片 6盒 1188",
		"王秀兰 赊 复合肥 10袋 1450":           "王秀兰 | purchases on=2026-03-05 product=复合肥 qty=10 unit=袋 amount=1450.00 | 赊",
		"王秀兰 买 复合肥 10袋 1450 赊":         "王秀兰 | purchases on=2026-03-05 product=复合肥 qty=10 unit=袋 amount=1450.00 | 赊",
		"王秀兰 退 钙片 1盒 198":              "王秀兰 | purchases on=2026-03-05 product=钙片 qty=1 unit=盒 amount=198.00 | 退",
		"王秀兰 还 188":                    "王秀兰 | payments on=2026-03-05 amount=188.00",
		"王秀兰 还188 微信 余下秋后":             "王秀兰 | payments on=2026-03-05 amount=188.00 method=微信 remark=余下秋后",
		"王秀兰 还 一部分":                    "? “一部分”不是金额，请写成 1280 或 1280.50，别的话写进备注",
		"王秀兰 还":                        "? 还了多少？后面写上金额，如 还 188",
		"王秀兰 还 0":                      "? 还款金额“0”要大于 0",
		"王秀兰 投诉 血压计不准 下次明天":            "王秀兰 | feedback on=2026-03-05 kind=投诉 content=血压计不准 status=待处理 | plans due=2026-03-06 content=回访 reason=手工",
		"王秀兰 表扬 送货快":                   "王秀兰 | feedback on=2026-03-05 kind=表扬 content=送货快",
		"王秀兰 建议":                       "? 建议了什么？后面写上内容",
		"王秀兰 满意度 5分 很好用":               "王秀兰 | feedback on=2026-03-05 kind=满意度 score=5 scale=5 content=很好用",
		"王秀兰 满意度 很好":                   "? “很好”不是 1 到 5 的分数",
		"王秀兰 约 下周三 送说明书":               "王秀兰 | plans due=2026-03-11 content=送说明书 reason=手工",
		"王秀兰 约 今天 送货":                  "王秀兰 | plans due=2026-03-05 content=送货 reason=手工",
		"王秀兰 说好周六送鱼油":                  "王秀兰 | plans due=2026-03-07 content=说好送鱼油 reason=手工",
		"王秀兰 说好3月10日送鱼油":               "王秀兰 | plans due=2026-03-10 content=说好送鱼油 reason=手工",
		"王秀兰 答应了，下周三 还钱":               "王秀兰 | plans due=2026-03-11 content=答应了还钱 reason=手工",
		"王秀兰 答应下回还钱":                   "王秀兰 | interactions at=2026-03-05 content=答应下回还钱",
		"王秀兰 没在家 下次明天":                 "王秀兰 | interactions at=2026-03-05 via=上门 content=没在家 | plans due=2026-03-06 content=回访 reason=手工",
		"王秀兰 没人接":                      "王秀兰 | interactions at=2026-03-05 via=电话 content=没人接",
		"王秀兰 去她家唠嗑":                    "王秀兰 | interactions at=2026-03-05 via=上门 content=唠嗑",
		"王秀兰 去世了":                      "? 人不在了就别再列他：kehu set 王秀兰 --勿扰 是；这句话照记就写 王秀兰 说 去世了",
		"王秀兰 退货 鱼油1瓶 嫌腥 退100":          "王秀兰 | purchases on=2026-03-05 product=鱼油 qty=1 unit=瓶 amount=100.00 remark=嫌腥 | 退",
		"王秀兰 约 送货":                     "? “约”后面的“送货”不是日期，应像 约周三 或 约3月10日",
		"王秀兰 视频 看了看":                   "? “视频”不是能记的事；只记一句话就写 王秀兰 说 视频 …",
		"王秀兰":                          "? 只有一项，没写做了什么",
		"wxl Visit can use it":         "wxl | interactions at=2026-03-05 via=上门 content=can use it",
		"王秀兰 昨天 电话 行":                  "王秀兰 | interactions at=2026-03-04 via=电话 content=行",
		"王秀兰 下周三 送货":                   "王秀兰 | plans due=2026-03-11 content=送货 reason=手工",
		"王秀兰 约了下周三送货":                  "王秀兰 | plans due=2026-03-11 content=送货 reason=手工",
		"王秀兰 说 血压计不准了":                 "王秀兰 | interactions at=2026-03-05 content=血压计不准了",
		"王秀兰 说孩子回来了，下次周六":              "王秀兰 | interactions at=2026-03-05 content=孩子回来了 | plans due=2026-03-07 content=回访 reason=手工",
		"王秀兰 说":                        "? 说了什么？后面写上内容",
		"王秀兰 问鱼油多少钱":                   "王秀兰 | interactions at=2026-03-05 content=问 鱼油多少钱",
		"王秀兰 去了 家里没人":                  "王秀兰 | interactions at=2026-03-05 via=上门 content=家里没人",
		"王秀兰 来店 看血压计":                  "王秀兰 | interactions at=2026-03-05 via=到店 content=看血压计",
		"王秀兰 上门送药":                     "王秀兰 | interactions at=2026-03-05 via=上门 content=送药",
		"王秀兰 打电话没人接":                   "王秀兰 | interactions at=2026-03-05 via=电话 content=没人接",
		"王秀兰 买钙片 两盒 396":               "王秀兰 | purchases on=2026-03-05 product=钙片 qty=2 unit=盒 amount=396.00",
		"王秀兰 买了 钙片两盒 396块":             "王秀兰 | purchases on=2026-03-05 product=钙片 qty=2 unit=盒 amount=396.00",
		"王秀兰 拿了2盒钙片 396":               "王秀兰 | purchases on=2026-03-05 product=钙片 qty=2 unit=盒 amount=396.00",
		"王秀兰 买 2盒 钙片 396":              "王秀兰 | purchases on=2026-03-05 product=钙片 qty=2 unit=盒 amount=396.00",
		"王秀兰 买 三只松鼠 2袋 60":             "王秀兰 | purchases on=2026-03-05 product=三只松鼠 qty=2 unit=袋 amount=60.00",
		"王秀兰 买 六味地黄丸 60":               "? “60”是数量还是金额？写成 60盒 或 60元",
		"李桂香 鱼油1瓶 后屯":                  "? “鱼油1瓶”不是能记的事；买东西就写 李桂香 买 鱼油1瓶 …",
		"王秀兰 还了188":                    "王秀兰 | payments on=2026-03-05 amount=188.00",
		"王秀兰 还钱 188":                   "王秀兰 | payments on=2026-03-05 amount=188.00",
		"王秀兰 还没想好":                     "? “还没想好”不是能记的事；只记一句话就写 王秀兰 说 还没想好 …",
		"王秀兰 5分 好用":                    "王秀兰 | feedback on=2026-03-05 kind=满意度 score=5 scale=5 content=好用",
		"王秀兰 欠 100":                    "? “欠”要说是怎么欠的：买东西没付清写 赊 产品 金额，或 买 产品 金额 欠100；以前的旧账用 kehu set 王秀兰 --期初欠款 金额",
		"王秀兰 给了188":                    "? “给了188”不知道是哪一种：还欠款写 还 188，买东西写 买 产品 数量 金额 付188",
		"王秀兰 钙片 2盒 396":                "? “钙片”不是能记的事；买东西就写 王秀兰 买 钙片 …",
		"王秀兰 电话13900007788":            "? “电话13900007788”是客户的资料，记事里不改；用 kehu set 王秀兰 --手机 … 改",
		"王秀兰 生日 3月8日":                  "? “生日”是客户的资料，记事里不改；用 kehu set 王秀兰 --生日 … 改",
		"上门 王秀兰 在家":                    "? 名字写在最前面：王秀兰 上门 …",
		"王秀兰 上门 会用了，下周三再去":             "王秀兰 | interactions at=2026-03-05 via=上门 content=会用了，下周三再去 | ! “下周三再去”只记在内容里，没有约；要约就在行末写 下次 下周三",
		"王秀兰 上门 3月8日过生日":               "王秀兰 | interactions at=2026-03-05 via=上门 content=3月8日过生日 | ! “3月8日过生日”只记在内容里，没有约；要约就在行末写 下次 3月8日",
		"3月1日 王秀兰 还 188":               "王秀兰 | payments on=2026-03-01 amount=188.00",
		"2026-03-06 王秀兰 还 188":         "? 2026-03-06 还没到；约以后的事请写 约",
	} {
		t.Run(line, func(t *testing.T) {
			n := Note{Text: line, Day: noteDay}
			n.read(noteDay)
			if diff := cmp.Diff(want, told(n)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestNotesOfADay(t *testing.T) {
	text := "\ufeff今天后屯\r\n\r\n// 上午\r\n# 备忘\r\n王秀兰 还 188\r\n昨天：\r\n#1 上门 好\r\n3月1日 2 微信 好\r\n李建国 还 1\n3月32日\r李建国 还 2\r\n2026-3-9\n李建国 还 3\n3月4日 周三 后屯\n李建国 还 4\n前屯。\n李建国 还 5\n3月3日\n李建国 还 6\n2026-3-9 后屯\n李建国 还 7"
	_, notes, err := Notes("记事.txt", strings.NewReader(text), Options{Today: noteDay})
	if err != nil {
		t.Fatal(err)
	}
	type line struct {
		Line                    int
		Text, Under, Place, Day string
		Fine                    bool
	}
	var got []line
	for _, n := range notes {
		got = append(got, line{n.Line, n.Text, n.Under, n.Place, n.Day.String(), n.Problem.Empty()})
	}
	want := []line{
		{1, "今天后屯", "", "今天后屯", "2026-03-05", false},
		{5, "王秀兰 还 188", "", "今天后屯", "2026-03-05", true},
		{7, "#1 上门 好", "昨天", "", "2026-03-04", true},
		{8, "3月1日 2 微信 好", "昨天", "", "2026-03-01", true},
		{9, "李建国 还 1", "昨天", "", "2026-03-04", true},
		{11, "李建国 还 2", "3月32日", "", "", false},
		{13, "李建国 还 3", "2026-3-9", "", "2026-03-09", false},
		{14, "3月4日 周三 后屯", "3月4日", "后屯", "2026-03-04", false},
		{15, "李建国 还 4", "3月4日", "后屯", "2026-03-04", true},
		{16, "前屯。", "3月4日", "前屯", "2026-03-04", false},
		{17, "李建国 还 5", "3月4日", "前屯", "2026-03-04", true},
		{19, "李建国 还 6", "3月3日", "", "2026-03-03", true},
		{20, "2026-3-9 后屯", "2026-3-9", "后屯", "2026-03-09", false},
		{21, "李建国 还 7", "2026-3-9", "后屯", "2026-03-09", false},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestNotesInAnyEncoding(t *testing.T) {
	const text = "王秀兰 还 188\r\n"
	gbk, _ := simplifiedchinese.GBK.NewEncoder().String(text)
	wide, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	for encoding, file := range map[string]string{"utf-8": text, "gb18030": gbk, "utf-16le": wide} {
		got, notes, err := Notes("记事.txt", strings.NewReader(file), Options{Today: noteDay})
		if err != nil || got != encoding || len(notes) != 1 || notes[0].Text != "王秀兰 还 188" {
			t.Errorf("%s: read as %s: %v, %v", encoding, got, notes, err)
		}
	}
	if _, _, err := Notes("空.txt", strings.NewReader(""), Options{}); err == nil {
		t.Error("an empty file is read")
	}
	if _, _, err := Notes("长.txt", strings.NewReader("王秀兰 上门 "+strings.Repeat("好", longestNote)), Options{}); err == nil {
		t.Error("a line without end is read")
	}
}

// FuzzNote reads any line: it never panics, and a line either says what its rows
// are, with all that such a row must have, or why it can't be placed.
func FuzzNote(f *testing.F) {
	for _, line := range []string{"王秀兰 上门 血压计会用了 下次周三", "3月1日 wxl 买 钙片 6盒 1188 付1000 下次10天后送货", "#17 还188", "王秀兰 满意度 5", "王秀兰 退 钙片 两盒 欠1 单价2 3 4", "王 约3月10日", "王 投诉\u3000，下次", "还 还 还", " '"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		n := Note{Text: line, Day: noteDay}
		n.read(noteDay)
		if n.Problem.Empty() != (len(n.Parts) > 0 && n.Who != "") {
			t.Fatalf("%q: %s", line, told(n))
		}
		for _, p := range n.Parts {
			for c := range p.Sheet.Stored() {
				if c.Required && c.Key != "customer" && c.Key != "amount" && c.Field(p.Row).Empty() {
					t.Fatalf("%q: a row of %s without %s", line, p.Sheet.Key, c.Key)
				}
			}
		}
	})
}

func TestNumbersBeforeLinesAreLeftOut(t *testing.T) {
	for line, want := range map[string]string{
		"1. 王秀兰 买 钙片": "王秀兰 买 钙片", "12、王秀兰 还 188": "王秀兰 还 188", "2.李桂香 鱼油1瓶": "李桂香 鱼油1瓶", "3）李桂香": "李桂香", "1. 3月5日 王秀兰": "3月5日 王秀兰",
		"3.5 王秀兰 还 188": "3.5 王秀兰 还 188", "17 还 188": "17 还 188", "5678、王秀兰 还 188": "5678、王秀兰 还 188", "王秀兰 1. 好": "王秀兰 1. 好",
	} {
		notes, err := readNotes(strings.NewReader(line), today())
		var got string
		if err == nil && len(notes) == 1 {
			got = notes[0].Text
		}
		if got != want {
			t.Errorf("%s: %q %v", line, got, err)
		}
	}
}
