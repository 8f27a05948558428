package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kehu/store/sheet"
)

// openFinds is a small file with something to find by in every place.
func openFinds(t testing.TB) *DB {
	db := openTest(t)
	importAll(t, db, file(
		entry{name("王秀兰"), about("nickname", "二婶"), phone("13812345678"), village("后屯"), about("remark", "腿脚不便，喜欢听戏"),
			has(sheet.Interactions, "at", "2026-03-01 14:30", "via", "上门", "content", "钙片快吃完了，血压计会用了")},
		entry{name("王秀英"), phone("13912340002"), village("后屯"), about("tags", "VIP"), own("家里养啥", "芦花鸡"),
			has(sheet.Interactions, "at", "2026-03-04", "via", "电话", "content", "想买钙片", "result", "过几天再说")},
		entry{name("曾建国"), phone("13900005678"), village("三岔河"), has(sheet.Feedbacks, "on", "2026-03-02", "kind", "投诉", "content", "包装坏了", "resolution", "换了一盒钙片")},
		entry{name("秀兰"), phone("13700000001"), village("王家沟")},
		entry{name("单秀兰"), phone("13700000002"), village("王家沟"), about("owner", "王秀兰")},
	), Import{})
	remove(t, db, insert(t, db, sheet.Customers, 0, "name", "王走了", "village", "后屯"))
	return db
}

// search are the names that a search finds and the reasons it gives, in Chinese.
func search(t testing.TB, db *DB, limit int, words ...string) (names, why []string) {
	t.Helper()
	err := db.View(context.Background(), func(v *View) error {
		all, err := v.Find(words, limit, nil)
		for _, f := range all {
			row, err := v.Get(sheet.Customers, f.ID)
			if err != nil {
				return err
			}
			names = append(names, row.(*sheet.Customer).Name.String())
			for _, h := range f.Why {
				why = append(why, strings.TrimSpace(fmt.Sprintf("%s %s %s", h.In.In(sheet.ZH), h.Text, h.On)))
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names, why
}

func TestFind(t *testing.T) {
	db := openFinds(t)
	for _, c := range []struct {
		outcome   string
		words     string
		want, why []string
	}{
		{"the exact name before a part of one, before another column", "秀兰", []string{"秀兰", "王秀兰", "单秀兰"}, []string{"姓名", "姓名", "姓名"}},
		{"a whole name, then who it is written of", "王秀兰", []string{"王秀兰", "单秀兰"}, []string{"姓名", "业务员 王秀兰"}},
		{"a surname, who was seen last first", "王", []string{"王秀英", "王秀兰"}, []string{"姓名", "姓名"}},
		{"a nickname", "二婶", []string{"王秀兰"}, []string{"绰号 二婶"}},
		{"last four digits", "5678", []string{"王秀兰", "曾建国"}, []string{"手机尾号 5678", "手机尾号 5678"}},
		{"a part of a phone", "91234", []string{"王秀英"}, []string{"手机 13912340002"}},
		{"a phone", "13812345678", []string{"王秀兰"}, []string{"手机"}},
		{"initials", "wxy", []string{"王秀英"}, []string{"拼音首字母"}},
		{"pinyin", "wangxiuy", []string{"王秀英"}, []string{"拼音"}},
		{"a surname by its special reading", "zjg", []string{"曾建国"}, []string{"拼音首字母"}},
		{"a surname by its usual reading", "cengjianguo", []string{"曾建国"}, []string{"拼音"}},
		{"capitals and full width", "ＷＸＹ", []string{"王秀英"}, []string{"拼音首字母"}},
		{"a village, whole or in part", "王家", []string{"单秀兰", "秀兰"}, []string{"村 王家沟", "村 王家沟"}},
		{"a remark", "听戏", []string{"王秀兰"}, []string{"备注 腿脚不便，喜欢听戏"}},
		{"a remark across a comma", "不便，喜欢", []string{"王秀兰"}, []string{"备注 腿脚不便，喜欢听戏"}},
		{"tags in small letters", "vip", []string{"王秀英"}, []string{"标签 VIP"}},
		{"a column of the user's own", "芦花鸡", []string{"王秀英"}, []string{"家里养啥 芦花鸡"}},
		{"a note", "吃完", []string{"王秀兰"}, []string{"记录 钙片快吃完了，血压计会用了 2026-03-01"}},
		{"the result of a note", "过几天", []string{"王秀英"}, []string{"记录 过几天再说 2026-03-04"}},
		{"a complaint and what was done", "坏了 换了", []string{"曾建国"}, []string{"反馈 包装坏了 2026-03-02", "反馈 换了一盒钙片 2026-03-02"}},
		{"notes of several, the latest first", "钙片", []string{"王秀英", "王秀兰", "曾建国"}, []string{"记录 想买钙片 2026-03-04", "记录 钙片快吃完了，血压计会用了 2026-03-01", "反馈 换了一盒钙片 2026-03-02"}},
		{"everything at once", "后屯 王 5678 钙片", []string{"王秀兰"}, []string{"村 后屯", "姓名", "手机尾号 5678", "记录 钙片快吃完了，血压计会用了 2026-03-01"}},
		{"a single character in a text, led to by a longer word", "后屯 戏", []string{"王秀兰"}, []string{"村 后屯", "备注 腿脚不便，喜欢听戏"}},
		{"pairs of one text only", "钙片会用", nil, nil},
		{"who was removed is not found", "王走了", nil, nil},
		{"nothing", "魑魅", nil, nil},
		{"marks alone", "，", nil, nil},
		{"what the index might take for its own", `a" OR "b*`, nil, nil},
	} {
		t.Run(c.outcome, func(t *testing.T) {
			names, why := search(t, db, 10, strings.Fields(c.words)...)
			compare(t, c.words, c.want, names)
			compare(t, c.words, c.why, why)
		})
	}
	names, _ := search(t, db, 2, "秀兰")
	compare(t, "the best two", []string{"秀兰", "王秀兰"}, names)
	mustHold(t, db)
}

// TestFindsWithinAFilter finds those in one village of many who come before them.
func TestFindsWithinAFilter(t *testing.T) {
	db := openTest(t)
	var entries []entry
	for i := range 3 * fewSought {
		entries = append(entries, entry{name("王" + string(rune('一'+i))), phone(fmt.Sprint(13800000000 + i)), village([]string{"后屯", "前屯"}[min(i/3, 1)])})
	}
	importAll(t, db, file(entries...), Import{})
	here := &sheet.Filter{Op: sheet.Eq, Column: sheet.Customers.Column("village"), Value: "后屯"}
	for _, words := range [][]string{{"王"}, {"wang", "屯"}, {"wang"}} {
		err := db.View(context.Background(), func(v *View) error {
			found, err := v.Find(words, 2, here)
			var ids []sheet.ID
			for _, f := range found {
				ids = append(ids, f.ID)
			}
			compare(t, fmt.Sprint(words), []sheet.ID{3, 2}, ids)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestFindsByTheUsersOwnColumnAlone imports somebody of whom nothing else is in words.
func TestFindsByTheUsersOwnColumnAlone(t *testing.T) {
	db := openTest(t)
	importAll(t, db, file(entry{card("东店", "2"), about("open_last", "2026-03-01"), own("家里养啥", "芦花鸡")}), Import{})
	mustHold(t, db)
	names, why := search(t, db, 10, "芦花鸡")
	compare(t, "who", []string{""}, names)
	compare(t, "why", []string{"家里养啥 芦花鸡"}, why)
}

// TestFindsManyBySeenLast has more hits than are looked at one by one.
func TestFindsManyBySeenLast(t *testing.T) {
	for _, n := range []int{fewSought - 50, fewSought + 50} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			db := openTest(t)
			var entries []entry
			for i := range n {
				e := entry{name("王" + string(rune('一'+i))), phone(fmt.Sprint(13800000000 + i))}
				if i%7 == 3 {
					e = append(e, has(sheet.Interactions, "at", sheet.MakeDate(2026, 1, 1+i/100).String(), "content", "见过"))
				}
				entries = append(entries, e)
			}
			importAll(t, db, file(entries...), Import{})
			last := (n-4)/7*7 + 3
			names, _ := search(t, db, 2, "王")
			compare(t, "of many namesakes", []string{"王" + string(rune('一'+last)), "王" + string(rune('一'+last-7))}, names)
			names, _ = search(t, db, 1, "王", "见过")
			compare(t, "of many notes", []string{"王" + string(rune('一'+last))}, names)
		})
	}
}

// TestFindsWhatVeryManyShare has words so common that whom they lead to is met by
// the way: by who was seen last, or, where those are unlike the rest, by the index.
func TestFindsWhatVeryManyShare(t *testing.T) {
	db := openTest(t)
	const others, wangs = 2 * fewSought, 2 * fewSought
	var entries []entry
	for i := range others + wangs {
		e := entry{phone(fmt.Sprint(13800000000 + i)), about("remark", "爱听戏")}
		switch seen := has(sheet.Interactions, "at", sheet.MakeDate(2026, 1, 1+i/100).String(), "content", "见过"); {
		case i < others:
			e = append(e, name("李"+string(rune('一'+i))), seen)
		case i == others+7:
			e = append(e, name("王小二"), has(sheet.Interactions, "at", "2025-03-01", "content", "见过 VIP"), about("wechat", "LiLi"))
		default:
			e = append(e, name("王"+string(rune('一'+i-others))), about("tags", "新"))
		}
		entries = append(entries, e)
	}
	importAll(t, db, file(entries...), Import{})
	newest, last := "李"+string(rune('一'+others-1)), "王"+string(rune('一'+wangs-1))
	for words, want := range map[string][]string{
		"戏": nil, "听戏": {newest}, "li": {newest}, "听戏 见过": {newest}, // who was seen last
		"wang": {"王小二", last}, "新": {last}, "听戏 王": {"王小二", last}, "wang 听戏": {"王小二", last}, "wang 见过": {"王小二"}, // who wasn't
		"wang li": {"王小二"}, "wang lil": {"王小二"}, "wang zhao": nil, "li wang 见过": {"王小二"}, "vip": {"王小二"},
	} {
		names, _ := search(t, db, max(len(want), 1), strings.Fields(words)...)
		compare(t, words, want, names)
	}
}

func TestACheckFindsWhatASearchWouldMiss(t *testing.T) {
	db := openFinds(t)
	update1(t, db, sheet.Interactions, 1, "content", "改说别的")
	doSQL(t, db, "INSERT INTO concordance(concordance) VALUES('delete-all')")
	wrong, err := db.Check(context.Background())
	if err != nil || len(wrong) != 3 {
		t.Fatalf("check of an empty index: %v, %v", wrong, err)
	}
	if err := db.Reindex(context.Background()); err != nil {
		t.Fatal(err)
	}
	mustHold(t, db)
	names, _ := search(t, db, 10, "后屯", "改说")
	compare(t, "after it is made anew", []string{"王秀兰"}, names)
	undo1(t, db, 0)
	names, _ = search(t, db, 10, "吃完")
	compare(t, "what an undo brings back", []string{"王秀兰"}, names)
}

func TestAnEditedTextIsFoundByItsNewWords(t *testing.T) {
	db := openFinds(t)
	update1(t, db, sheet.Interactions, 1, "content", "蜂蜜吃完了")
	moved := update1(t, db, sheet.Customers, 2, "remark", "爱喝蜂蜜", "+家里养啥", "大白鹅")
	for words, want := range map[string][]string{"蜂蜜": {"王秀英", "王秀兰"}, "血压计": nil, "大白鹅": {"王秀英"}, "芦花鸡": nil} {
		names, _ := search(t, db, 10, words)
		compare(t, words, want, names)
	}
	undo1(t, db, moved.ID)
	for words, want := range map[string][]string{"蜂蜜": {"王秀兰"}, "大白鹅": nil, "芦花鸡": {"王秀英"}} {
		names, _ := search(t, db, 10, words)
		compare(t, words, want, names)
	}
	mustHold(t, db)
}

// checkFinds holds a search for some words to looking at every text.
func (w *world) checkFinds(t *rapid.T) {
	for _, words := range [][]string{{"王秀兰"}, {"秀"}, {"zq"}, {"5678"}, {"后屯"}, {"前屯", "李四"}, {"来过"}, {"没来"}, {"坏了"}, {"慢"}, {"来过", "后屯"}, {"坏了", "没来"}} {
		got, _ := search(w.t, w.db, 1000, words...)
		want := w.holding(words)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Fatalf("find %v: got %q, want %q", words, got, want)
		}
	}
}

// holding are the names of the customers in whose texts every word occurs.
func (w *world) holding(words []string) (names []string) {
	err := w.db.View(context.Background(), func(v *View) error {
		texts := map[sheet.ID]string{}
		for _, s := range []*sheet.Sheet{sheet.Interactions, sheet.Feedbacks} {
			for row, err := range v.Rows(sheet.Query{Sheet: s}) {
				if err != nil {
					return err
				}
				for _, c := range searched(s) {
					texts[row.(sheet.OwnedRow).Owner().Customer.ID] += "\n" + c.Field(row).String()
				}
			}
		}
		for row, err := range v.Rows(sheet.Query{Sheet: sheet.Customers}) {
			if err != nil {
				return err
			}
			c := row.(*sheet.Customer)
			all := texts[c.ID] + "\n" + c.Extra["几亩地"]
			if c.Name.String() == "张强" {
				all += "\nzq zhangqiang"
			}
			for _, column := range searched(sheet.Customers) {
				all += "\n" + column.Field(c).String()
			}
			if !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(all, word) }) {
				names = append(names, c.Name.String())
			}
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return names
}

// TestAWordOccursWhereTheFoldedTextHasIt holds the short ways to the long one.
func TestAWordOccursWhereTheFoldedTextHasIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.StringOfN(rapid.RuneFrom([]rune("aAkK1-钙片，。：－ＡＫ１ｚéz\u212aİ")), 1, 6, -1)
		text, word := letters.Draw(t, "text"), folded(letters.Draw(t, "word"))
		if want := strings.Contains(folded(text), word); occurs(text, word) != want {
			t.Fatalf("%q in %q: not %v", word, text, want)
		}
	})
}
