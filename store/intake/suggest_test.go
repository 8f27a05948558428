package intake

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kehu/store/sheet"
)

func TestUnknownHeadingsAreSuggestedNotTaken(t *testing.T) {
	for _, c := range []struct {
		reason string
		lines  []string
		want   map[string]string
	}{
		{"one that contains a known one", []string{"姓名,客户联系手机号", "王秀兰,13843110001"}, map[string]string{"客户联系手机号": "phone"}},
		{"the longest it contains", []string{"姓名,老客户家庭住址", "王秀兰,后屯"}, map[string]string{"老客户家庭住址": "address"}},
		{"one wrong character", []string{"姓名,手机号吗", "王秀兰,13843110001"}, map[string]string{"手机号吗": "phone"}},
		{"one wrong character of a file's purchases", []string{"姓名,购买曰期,产品,金额", "王秀兰,2026-1-5,钙片,396"}, map[string]string{"购买曰期": "purchases.on"}},
		{"English with a slip", []string{"Name,Adress", "Wang,Houtun"}, map[string]string{"Adress": "address"}},
		{"not where the cells are something else", []string{"姓名,意向学科", "王秀兰,养生"}, nil},
		{"not where another heading is that column", []string{"姓名,手机,客户联系手机号", "王秀兰,13843110001,13843110001"}, nil},
		{"not for a word of many meanings", []string{"姓名,分配单位", "王秀兰,x"}, nil},
		{"not where it may be either of two", []string{"手机,什名", "13843110001,x"}, nil},
		{"not for a column of the user's own", []string{"姓名,家里几亩地,QQ", "王秀兰,5,1"}, nil},
	} {
		t.Run(c.reason, func(t *testing.T) {
			f := open(t, Options{}, c.lines...)
			var got map[string]string
			for _, m := range f.Columns {
				if m.Suggestion == nil {
					continue
				}
				if m.As != Extra {
					t.Errorf("“%s” was taken", m.Heading)
				}
				if got == nil {
					got = map[string]string{}
				}
				got[m.Heading] = KeyOf(m.Suggestion)
			}
			if diff := cmp.Diff(c.want, got); diff != "" || len(f.Notes) < len(c.want) {
				t.Errorf("%v %s", f.Notes, diff)
			}
		})
	}
	t.Run("it is said how to take it", func(t *testing.T) {
		f := open(t, Options{}, "姓名,手机号吗", "王秀兰,13843110001")
		if diff := cmp.Diff("“手机号吗”可能是“手机”，没有采用；是的话请加 --map '手机号吗=phone'", f.Notes[0].In(sheet.ZH)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("questions carry suggestions", func(t *testing.T) {
		_, err := tryOpen(Options{}, []byte("客户联系手机号,几亩地\n13843110001,5\n"))
		var q *Questions
		if !errors.As(err, &q) {
			t.Fatal(err)
		}
		want := [2]map[string]string{{"客户联系手机号": "phone"}, {"客户联系手机号": "phone", "几亩地": "extra"}}
		if diff := cmp.Diff(want, [2]map[string]string{q.Suggestions, q.Map}); diff != "" {
			t.Error(diff)
		}
	})
}

func TestTraditionalHeadingsAreKnown(t *testing.T) {
	want := []string{"姓名=customers.name", "電話號碼=customers.phone", "購買日期=purchases.on", "產品=purchases.product", "數量=purchases.qty", "單價=purchases.price", "金額=purchases.amount", "備註=purchases.remark"}
	if diff := cmp.Diff(want, places(open(t, Options{}, "姓名,電話號碼,購買日期,產品,數量,單價,金額,備註"))); diff != "" {
		t.Error(diff)
	}
	for _, c := range []struct{ from, to rune }{{'電', '电'}, {'證', '证'}, {'压', '压'}, {'後', '後'}, {'滿', '满'}, {'銷', '销'}} {
		if got := simple(c.from); got != c.to {
			t.Errorf("%c is %c, want %c", c.from, got, c.to)
		}
	}
}
