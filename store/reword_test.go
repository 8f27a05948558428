package store

import (
	"context"
	"strings"
	"testing"

	"kehu/store/sheet"
)

func TestPartsOfAPhoneAreJoined(t *testing.T) {
	for words, want := range map[string]string{
		"后屯 138 1234 5678 钙片": "后屯 13812345678 钙片", "138-1234-5678": "13812345678", "+86 138 1234 5678": "13812345678", "王 5678": "王 5678",
		"1234 5678": "1234 5678", "13812345678 13900000002": "13812345678 13900000002", "王秀兰": "王秀兰", "138 1234 567": "138 1234 567",
	} {
		compare(t, words, want, strings.Join(Joined(strings.Fields(words)), " "))
	}
}

func TestWordsAreSaidOtherwise(t *testing.T) {
	for word, want := range map[string]string{
		"后屯王秀兰": "后屯 王秀兰,houtunwangxiulan", "王秀兰后屯": "王秀兰 后屯,wangxiulanhoutun", "尾号5678": "5678", "王大娘": "王 女,王,wangdaniang", "李老师": "李,lilaoshi",
		"老王": "王,laowang", "二柱他妈": "二柱,二柱他,erzhutama", "候屯": "后屯,houtun", "峰蜜": "蜂蜜,fengmi", "后屯": "houtun", "wxl": "", "王": "",
	} {
		var got []string
		for _, other := range saidOtherwise(word, []string{"后屯", "前屯"}, []string{"蜂蜜"}) {
			got = append(got, strings.Join(other, " "))
		}
		compare(t, word, want, strings.Join(got, ","))
	}
}

// TestGuessOffersWhoWasSeenLast has more of one name than are offered.
func TestGuessOffersWhoWasSeenLast(t *testing.T) {
	db := openTest(t)
	var entries []entry
	for i := range 2 * mostCandidates {
		entries = append(entries, entry{name("王" + string(rune('一'+i))), has(sheet.Interactions, "at", sheet.MakeDate(2026, 1, 1+i%28).String(), "content", "见过")})
	}
	entries = append(entries, entry{name("赵王"), has(sheet.Interactions, "at", "2026-03-01", "content", "见过")})
	importAll(t, db, file(entries...), Import{})
	for typed, want := range map[string]string{"王": "王" + string(rune('一'+27)), "wang": "王" + string(rune('一'+27)), "zw": "赵王"} {
		err := db.View(context.Background(), func(v *View) error {
			people, err := v.Guess(typed, 5)
			compare(t, typed, want, people[0].Name)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
