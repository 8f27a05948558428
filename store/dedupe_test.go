package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"kehu/store/sheet"
)

// duplicates are the pairs found, a line each, and the number of crowds.
func duplicates(t testing.TB, db *DB) (lines []string, crowds int) {
	t.Helper()
	err := db.View(context.Background(), func(v *View) error {
		pairs, n, err := v.Duplicates()
		crowds = n
		for _, p := range pairs {
			line := fmt.Sprintf("%d #%s #%s:", p.Score, p.A.ID.String(), p.B.ID.String())
			for e := range p.Evidence.All() {
				_, words := e.Clue()
				line += " " + words.In(sheet.EN) + ","
			}
			lines = append(lines, strings.TrimSuffix(line, ","))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines, crowds
}

// TestDuplicates has what is proposed of two customers, and for which reasons.
func TestDuplicates(t *testing.T) {
	cases := []struct {
		outcome string
		a, b    []string
		want    string // "" if the two are not proposed
	}{
		{"same name and phone", []string{"name", "王秀兰", "phone", "13812345678"}, []string{"name", "王秀兰", "phone", "13812345678"}, "85 #1 #2: same name, same phone"},
		{"the phone of one is the second phone of the other, her name unknown", []string{"name", "王秀兰", "phone", "13812345678"}, []string{"phone", "13900000002", "phone2", "13812345678"},
			"60 #1 #2: one has no name, same phone"},
		{"the WeChat of one is the phone of the other", []string{"name", "王秀兰", "wechat", "13812345678"}, []string{"name", "王秀蓝", "phone", "13812345678"}, "75 #1 #2: names sound the same, same phone"},
		{"a household shares a phone", []string{"name", "王秀兰", "phone", "13812345678", "village", "后屯", "birth_year", "1958"}, []string{"name", "李建国", "phone", "13812345678", "village", "后屯", "birth_year", "1958"},
			"35 #1 #2: different names, maybe one household, same phone"},
		{"a household on record", []string{"name", "王秀兰", "phone", "13812345678", "household", "李建国"}, []string{"name", "李建国", "phone", "13812345678"},
			"20 #1 #2: different names, maybe one household, same phone, one household"},
		{"brothers share a phone", []string{"name", "王建国", "phone", "13812345678", "village", "后屯"}, []string{"name", "王建军", "phone", "13812345678", "village", "后屯"},
			"55 #1 #2: names differ in one character, same phone"},
		{"same name and village", []string{"name", "王秀兰", "village", "后屯"}, []string{"name", "王秀兰", "village", "后屯", "phone", "13812345678"}, "70 #1 #2: same name, same village"},
		{"same name and village, and what contradicts", []string{"name", "王秀兰", "village", "后屯", "phone", "13900000002", "birth_year", "1958", "group", "1组", "gender", "女"},
			[]string{"name", "王秀兰", "village", "后屯", "phone", "13812345678", "birth_year", "1960", "group", "2组", "gender", "女"},
			"5 #1 #2: same name, different phones, same village, different groups, different ages"},
		{"one digit typed wrong", []string{"name", "王秀兰", "phone", "13812345678"}, []string{"name", "王秀兰", "phone", "13812345698"}, "70 #1 #2: same name, phones one digit off"},
		{"two digits in each other's place", []string{"name", "王秀兰", "phone", "13812345678"}, []string{"name", "王秀兰", "phone", "13812345687"}, "70 #1 #2: same name, phones one digit off"},
		{"same sound, same village", []string{"name", "王秀兰", "village", "后屯"}, []string{"name", "汪秀蓝", "village", "后屯"}, "60 #1 #2: names sound the same, same village"},
		{"a sound that ears mix up, same end of the phone", []string{"name", "王建新", "phone", "13812345678"}, []string{"name", "王建兴", "phone", "13999995678"}, "40 #1 #2: names sound alike, same last four digits"},
		{"a character too few, same end of the phone", []string{"name", "王秀兰", "phone", "13812345678"}, []string{"name", "王兰", "phone", "13999995678"},
			"30 #1 #2: names differ in one character, same last four digits"},
		{"shared WeChat", []string{"name", "刘淑芬", "wechat", "liu_shufen", "village", "后屯"}, []string{"name", "刘芬", "wechat", "LIU_shufen", "village", "前屯"},
			"35 #1 #2: names differ in one character, same WeChat, different villages"},
		{"a name written down in haste, and all the rest elsewhere", []string{"name", "王秀兰"}, []string{"name", "王秀兰", "village", "后屯", "phone", "13812345678"}, "40 #1 #2: same name"},
		{"same name in two villages", []string{"name", "王秀兰", "village", "后屯"}, []string{"name", "王秀兰", "village", "前屯"}, ""},
		{"another surname", []string{"name", "王秀兰", "village", "后屯"}, []string{"name", "李秀兰", "village", "后屯"}, ""},
		{"one of two characters", []string{"name", "王兰", "village", "后屯"}, []string{"name", "王芳", "village", "后屯"}, ""},
		{"no WeChat at all", []string{"name", "王秀兰", "wechat", "无"}, []string{"name", "李建国", "wechat", "无"}, ""},
	}
	for _, c := range cases {
		t.Run(c.outcome, func(t *testing.T) {
			db := openTest(t)
			insert(t, db, sheet.Customers, 0, c.a...)
			insert(t, db, sheet.Customers, 0, c.b...)
			got, _ := duplicates(t, db)
			var want []string
			if c.want != "" {
				want = []string{c.want}
			}
			compare(t, "duplicates", want, got)
		})
	}
}

func TestDuplicatesOfACrowdAreNotTold(t *testing.T) {
	db := openTest(t)
	var entries []entry
	for i := range crowd + 1 {
		entries = append(entries, entry{name(string(rune('甲' + i))), about("wechat", "就是手机号")})
	}
	for range namesakes {
		entries = append(entries, entry{name("王秀兰"), village("后屯")})
	}
	importAll(t, db, file(entries...), Import{})
	got, crowds := duplicates(t, db)
	compare(t, "crowds", 1, crowds)
	compare(t, "duplicates", []string{"70 #62 #63: same name, same village", "70 #62 #64: same name, same village", "70 #63 #64: same name, same village"}, got)
	insert(t, db, sheet.Customers, 0, "name", "王秀兰", "village", "后屯")
	got, _ = duplicates(t, db)
	compare(t, "pairs of one more namesake", 6, len(got))
	compare(t, "the first", "50 #62 #63: same name, same village, several in the village bear the name", got[0])
}

// TestWhatWasDeniedHoldsOfTheKeeper after one of the two was merged.
func TestWhatWasDeniedHoldsOfTheKeeper(t *testing.T) {
	db := openTest(t)
	for range 3 {
		insert(t, db, sheet.Customers, 0, "name", "王秀兰", "village", "后屯")
	}
	ctx := context.Background()
	if err := db.Differ(ctx, 3, 1); err != nil {
		t.Fatal(err)
	}
	pairs := func() (all []pair) {
		err := db.View(ctx, func(v *View) error {
			found, _, err := v.Duplicates()
			for _, p := range slices.DeleteFunc(found, func(p sheet.Pair) bool { return !p.Denied }) {
				all = append(all, pair{p.A.ID, p.B.ID})
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	compare(t, "denied", fmt.Sprint([]pair{{1, 3}}), fmt.Sprint(pairs()))
	merge1(t, db, 2, 1)
	compare(t, "denied after a merger", fmt.Sprint([]pair{{2, 3}}), fmt.Sprint(pairs()))
}
