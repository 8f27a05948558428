package intake

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSignatureNamesTheHeadings(t *testing.T) {
	of := func(head string) string { return open(t, Options{}, head, "a,13843110001,x").Signature() }
	plain := of("姓名,手机,几亩地")
	if len(plain) != 16 {
		t.Errorf("%q is not 16 digits", plain)
	}
	for _, c := range []struct {
		reason, head string
		same         bool
	}{
		{"another order", "几亩地,姓名,手机", true},
		{"decorated", "*姓 名,手机：,【基本】几亩地", true},
		{"a blank column beside", "姓名,手机,几亩地,", true},
		{"one more", "姓名,手机,几亩地,村", false},
		{"one less", "姓名,手机", false},
		{"another spelling", "姓名,手机号,几亩地", false},
		{"a unit is part of it", "姓名,手机,几亩地(亩)", false},
	} {
		t.Run(c.reason, func(t *testing.T) {
			if got := of(c.head) == plain; got != c.same {
				t.Errorf("same as plain: %v", got)
			}
		})
	}
}

func TestRememberedMappingIsWeakerThanMapAndStrongerThanGuesses(t *testing.T) {
	lines := []string{"三岔河店,,,,", "谁,电话,联系方式,甲,地", "王秀兰,13843110001,13943110001,x,5"}
	sign := signature([]string{"谁", "电话", "联系方式", "甲", "地"})
	remembered := map[string]string{"谁": "name", "电话": "phone2", "联系方式": "phone", "甲": "skip", "地": "no.longer"}
	for _, c := range []struct {
		reason string
		user   map[string]string
		want   []string
	}{
		{"it finds the headings below a title and places them; a column that is no more is guessed", nil,
			[]string{"谁=customers.name", "电话=customers.phone2", "联系方式=customers.phone", "甲=skip", "地=extra@customers"}},
		{"the map comes first, also for the column it takes", map[string]string{"甲": "name", "电话": "extra"},
			[]string{"谁=extra@customers", "电话=extra@customers", "联系方式=customers.phone", "甲=customers.name", "地=extra@customers"}},
	} {
		t.Run(c.reason, func(t *testing.T) {
			f := open(t, Options{Map: c.user, Remembered: func(signature string) map[string]string {
				if signature != sign {
					return nil
				}
				return remembered
			}}, lines...)
			if diff := cmp.Diff(c.want, places(f)); diff != "" {
				t.Error(diff)
			}
			if f.Signature() != sign {
				t.Errorf("signature %s", f.Signature())
			}
		})
	}
}

// TestMappingReadsBackAsItIs remembers what was decided for whole files and reads
// them again by it.
func TestMappingReadsBackAsItIs(t *testing.T) {
	for _, lines := range [][]string{
		{"编号,姓名,门店,日期,产品,金额,业务员,会议名称,回访内容", "12,a,三岔河店,2026-1-5,x,1,刘敏,春季课,好"},
		{"会议名称,会议时间,姓名,电话,是否到会,邀约人,是否成交", "春季课,2026-1-5,a,1,是,b,是"},
		{"客户名称,*客户名称,手机,手机：", "王秀兰,王秀兰,13843110001,13943110002"},
		{"姓名,联系电话,手机,病史,序号,几亩地", "a,0431-85551234,13843110001,x,1,5"},
	} {
		first := open(t, Options{}, lines...)
		again := open(t, Options{Remembered: func(string) map[string]string { return first.Map() }}, lines...)
		if diff := cmp.Diff(places(first), places(again)); diff != "" {
			t.Error(diff)
		}
	}
}
