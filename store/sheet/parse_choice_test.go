package sheet

import "testing"

func TestChoices(t *testing.T) {
	for _, c := range []struct {
		name, cell, want string
		options          []Option
	}{
		{"its word", "上门", "上门", vias()},
		{"English", "Visit", "上门", vias()},
		{"synonym", "上门拜访", "上门", vias()},
		{"synonym in capitals", "VX", "微信", vias()},
		{"letter", "A", "A", levels()},
		{"small letter", "a", "A", levels()},
		{"full-width letter", "Ａ", "A", levels()},
		{"explained in brackets", "A（重点客户）", "A", levels()},
		{"级", "A级", "A", levels()},
		{"类", "B类", "B", levels()},
		{"级客户", "C级客户", "C", levels()},
		{"synonym of the level", "重点客户", "A", levels()},
		{"plus", "A+", "A", intents()},
		{"full-width plus", "Ａ＋", "A", intents()},
		{"hot", "热", "A", intents()},
		{"numbered by a CRM", "4B-", "B", intents()},
		{"cold", "冷", "E", intents()},
		{"middle", "中", "C", intents()},
		{"none is a choice here", "无", "E", intents()},
		{"man", "M", "男", genders()},
		{"man as a number", "1", "男", genders()},
		{"Mr", "先生", "男", genders()},
		{"empty", " ", "", genders()},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got Choice
			if err := got.Parse(c.cell, Reading{options: c.options}); got.String() != c.want || err != nil {
				t.Errorf("%q = %s, %v", c.cell, &got, err)
			}
		})
	}
	for _, cell := range []string{"F", "（A）", "级", "不知道", "A和B"} {
		got := MakeChoice("A")
		if err := got.Parse(cell, Reading{options: levels()}); err == nil || !got.Empty() {
			t.Errorf("%q = %s, %v", cell, &got, err)
		} else {
			checkError(t, err)
		}
	}
}

func TestListOptions(t *testing.T) {
	many := make([]Option, 14)
	for i := range many {
		many[i].ZH = "甲"
	}
	for want, options := range map[string][]Option{
		"": nil, "男、女": genders(), "甲、甲、甲、甲、甲、甲、甲、甲、甲、甲、甲、甲 等": many,
	} {
		if got := listOptions(options).In(ZH); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestScores(t *testing.T) {
	trust := steps("一次就信", "trusts at once", "五次才信", "after five visits")
	for _, c := range []struct {
		name, cell string
		want       int64
		options    []Option
	}{
		{"number", "4", 4, trust}, {"full width", "４", 4, trust}, {"分", "5分", 5, trust}, {"星", "4星", 4, trust}, {"颗星", "四颗星", 4, trust},
		{"stars", "★★★★", 4, trust}, {"stars and empty ones", "★★★☆☆", 3, trust}, {"a step's word", "一次就信", 1, trust},
		{"English", "After five visits", 5, trust}, {"synonym", "较高", 4, trust}, {"whole as a fraction", "4.0", 4, trust},
		{"very satisfied", "很满意", 5, satisfaction()}, {"bad review", "差评", 1, satisfaction()}, {"NPS", "10", 10, satisfaction()}, {"NPS zero", "0", 0, satisfaction()},
		{"NPS between named steps", "8分", 8, satisfaction()}, {"no options", "7", 7, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, ok, err := parseScore(c.cell, c.options); got != c.want || !ok || err != nil {
				t.Errorf("parseScore(%q) = %d, %v, %v", c.cell, got, ok, err)
			}
		})
	}
	for _, cell := range []string{"0", "6", "4.5", "-1", "很好吃", "★★★★★★", "★a", "99999999999999999999"} {
		if n, _, err := parseScore(cell, trust); err == nil {
			t.Errorf("parseScore(%q) = %d", cell, n)
		} else {
			checkError(t, err)
		}
	}
	if _, _, err := parseScore("好", nil); err == nil {
		t.Error("a word without options is no score")
	}
	if _, ok, err := parseScore("", trust); ok || err != nil {
		t.Errorf("blank: %v, %v", ok, err)
	}
}

func TestFlags(t *testing.T) {
	for want, cells := range map[string][]string{
		"是": {"是", "√", "✓", "Y", "ｙ", "yes", "有", "1", "true", "TRUE", "勿扰", "拒绝", "不要打扰", " 是 "},
		"否": {"否", "×", "x", "N", "no", "无", "没有", "0", "false", "FALSE", "不"},
		"":  {"", "-", "　"},
	} {
		for _, cell := range cells {
			var got Flag
			if err := got.Parse(cell, Reading{}); got.String() != want || err != nil {
				t.Errorf("%q = %q, %v", cell, &got, err)
			}
		}
	}
	for _, cell := range []string{"也许", "2", "是否", "yes!"} {
		if n, _, err := parseFlag(cell); err == nil {
			t.Errorf("%q = %d", cell, n)
		} else {
			checkError(t, err)
		}
	}
}
