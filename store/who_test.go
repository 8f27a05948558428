package store

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"kehu/store/sheet"
)

func TestWho(t *testing.T) {
	db := openTest(t)
	importAll(t, db, file(
		entry{name("王秀兰"), phone("13812345678"), village("后屯"), about("nickname", "兰姐")},
		entry{name("王秀兰"), phone("13912349999"), village("前屯")},
		entry{name("张强"), phone("13812340000"), about("phone2", "0431-85551234"), about("nickname", "兰姐")},
		entry{name("单雄"), phone("13700005678")},
		entry{name("张小强")},
		entry{name("欧阳兰"), village("后 屯")},
		entry{name("O'Neil"), village(`a"b`)},
		entry{phone("13600000000")},
	), Import{})
	remove(t, db, sheet.ID(insert(t, db, sheet.Customers, 0, "name", "赵走", "phone", "13500000000", "nickname", "老赵")))
	// Added and undone: never there.
	insert(t, db, sheet.Customers, 0, "name", "钱撤", "phone", "13400000000")
	undo1(t, db, 0)
	one, two, three, four, five := "#1 王秀兰 后屯 13812345678", "#2 王秀兰 前屯 13912349999", "#3 张强 13812340000", "#4 单雄 13700005678", "#5 张小强"
	cases := []struct {
		outcome, text string
		want          []string // one is found, several are the candidates, none isn't found
		sure          string   // the class of error where guesses don't count; "" as otherwise
	}{
		{outcome: "a number with its sign", text: "#2", want: []string{two}},
		{outcome: "a full-width number", text: "＃２", want: []string{two}},
		{outcome: "a bare number", text: "2", want: []string{two}},
		{outcome: "a number with its sign is nothing else", text: "#5678"},
		{outcome: "a full phone", text: "13912349999", want: []string{two}},
		{outcome: "a phone with spaces", text: "139 1234 9999", want: []string{two}},
		{outcome: "a second phone", text: "0431-85551234", want: []string{three}},
		{outcome: "an exact name, before part of one", text: "张强", want: []string{three}},
		{outcome: "a name that two bear", text: "王秀兰", want: []string{one, two}},
		{outcome: "a name at a village", text: "王秀兰@前屯", want: []string{two}},
		{outcome: "a name at a village, full-width", text: " 王秀兰＠前屯 ", want: []string{two}},
		{outcome: "a name at a village that has quotes", text: `O'Neil@a"b`, want: []string{`#7 O'Neil a"b`}},
		{outcome: "a name at a wrong village is nobody", text: "王秀兰@南屯"},
		{outcome: "a nickname of two", text: "兰姐", want: []string{one, three}},
		{outcome: "last four digits of two", text: "5678", want: []string{one, four}},
		{outcome: "last four digits of one", text: "9999", want: []string{two}},
		{outcome: "last four digits that begin with a nought are no number", text: "0000", want: []string{three, "#8 13600000000"}},
		{outcome: "fewer digits with a nought are a number", text: "002", want: []string{two}},
		{outcome: "the beginning of a name, before the middle", text: "张", want: []string{three, five}},
		{outcome: "the middle of a name", text: "小强", want: []string{five}, sure: "Ambiguous"},
		{outcome: "the end of two names", text: "秀兰", want: []string{one, two}},
		{outcome: "initials", text: "zxq", want: []string{five}, sure: "Ambiguous"},
		{outcome: "initials in capitals", text: "WXL", want: []string{one, two}},
		{outcome: "a surname's own reading", text: "shanx", want: []string{four}, sure: "Ambiguous"},
		{outcome: "the beginning of the pinyin", text: "zhang", want: []string{three, five}},
		{outcome: "a removed name", text: "赵走"},
		{outcome: "a removed phone", text: "13500000000"},
		{outcome: "a removed number", text: "#9"},
		{outcome: "a removed nickname", text: "老赵"},
		{outcome: "a removed customer's pinyin", text: "zhaozou"},
		{outcome: "an undone customer", text: "钱撤"},
		{outcome: "a wildcard is no wildcard", text: "%"},
		{outcome: "nobody", text: "孙悟空"},
	}
	for _, c := range cases {
		t.Run(c.outcome, func(t *testing.T) {
			want := map[int]string{0: "NotFound", 1: ""}[len(c.want)]
			if len(c.want) > 1 {
				want = "Ambiguous"
			}
			compareWho(t, db, c.text, false, want, c.want)
			if c.sure != "" {
				want = c.sure
			}
			compareWho(t, db, c.text, true, want, c.want)
		})
	}
	compareWho(t, db, "  ", false, "Misused", nil)
	mustHold(t, db)
}

// TestFourDigitsAtTheDoor: where numbers of kehu's have four digits too, four digits are
// how a phone ends all the same, and nobody is signed in by a slip.
func TestFourDigitsAtTheDoor(t *testing.T) {
	db := openTest(t)
	var all []entry
	for n := range 1300 {
		all = append(all, entry{name(fmt.Sprintf("客户%d", n+1)), phone(fmt.Sprintf("138%08d", 10_000_000+n))})
	}
	importAll(t, db, file(all...), Import{})
	for text, want := range map[string]string{"1200": "#1201 客户1201 13810001200", "#1200": "#1200 客户1200 13810001199", "17": "#17 客户17 13810000016", "客户1200": "#1200 客户1200 13810001199", "1300": ""} {
		err := db.View(context.Background(), func(v *View) error {
			p, err := v.WhoEnding(text, true)
			if err == nil {
				compare(t, text, want, p.String())
			}
			return err
		})
		if (err == nil) == (want == "") {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

func compareWho(t *testing.T, db *DB, text string, sure bool, wantClass string, want []string) {
	t.Helper()
	var got []string
	err := db.View(context.Background(), func(v *View) error {
		p, err := v.Who(text, sure)
		if err == nil {
			got = []string{p.String()}
		}
		return err
	})
	var list *Candidates
	if errors.As(err, &list) {
		for _, p := range list.People {
			got = append(got, p.String())
		}
	}
	compare(t, "class", wantClass, class(err))
	compare(t, "found", want, got)
}

func TestSpelled(t *testing.T) {
	for name, want := range map[string]string{
		"王秀兰": "wangxiulan", "单雄信": "shanxiongxin", "尉迟恭": "yuchigong", "曾国藩": "zengguofan",
		"解放": "xiefang", "shan": "shan", "O'Neil": "o'neil", "": "", "Lee小龙": "leexiaolong",
	} {
		compare(t, name, want, spelled(name))
	}
}

func TestReadings(t *testing.T) {
	for _, c := range []struct {
		name           string
		full, initials []string
	}{
		{"王秀兰", []string{"wangxiulan"}, []string{"wxl"}},
		{"曾先", []string{"zengxian", "cengxian"}, []string{"zx", "cx"}},
		{"仇一", []string{"qiuyi", "chouyi"}, []string{"qy", "cy"}},
		{"尉迟恭", []string{"yuchigong", "weichigong"}, []string{"ycg", "wcg"}},
		{"Lee小龙", []string{"leexiaolong"}, []string{"leexl"}},
		{"O'Neil", nil, nil},
		{"", nil, nil},
	} {
		full, initials := readings(c.name)
		compare(t, c.name, c.full, full)
		compare(t, c.name, c.initials, initials)
	}
}

func TestARenamedCustomerIsFoundByTheNewPinyin(t *testing.T) {
	db := openTest(t)
	insert(t, db, sheet.Customers, 0, "name", "王秀兰")
	update1(t, db, sheet.Customers, 1, "name", "张强")
	compareWho(t, db, "zq", false, "", []string{"#1 张强"})
	compareWho(t, db, "wxl", false, "NotFound", nil)
	undo1(t, db, 0)
	compareWho(t, db, "wxl", false, "", []string{"#1 王秀兰"})
	mustHold(t, db)
}
