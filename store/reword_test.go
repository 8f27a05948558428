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
	db := openFinds(t) // where 后屯, 王家沟, 三岔河 and 钙片 occur
	insert(t, db, sheet.Purchases, 1, "on", "2026-03-01", "product", "蜂蜜", "amount", "29")
	for words, want := range map[string]string{
		"后屯王秀兰": "后屯 王秀兰,houtunwangxiulan", "王秀蓝后屯": "王秀蓝 后屯,wangxiulanhoutun", "尾号5678": "5678", "王大娘": "王 女,王,wangdaniang", "李老师": "李,lilaoshi",
		"老王": "王,laowang", "二柱他妈": "二柱,二柱他,erzhutama", "候屯 王": "后屯 王,houtun 王", "王 峰蜜": "王 蜂蜜,王 fengmi", "后屯 钙片": "", "wxl": "", "王": "",
	} {
		err := db.View(context.Background(), func(v *View) error {
			others, err := v.Otherwise(strings.Fields(words))
			var got []string
			for _, other := range others {
				got = append(got, strings.Join(other, " "))
			}
			compare(t, words, want, strings.Join(got, ","))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
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
