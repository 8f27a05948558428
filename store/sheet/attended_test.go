package sheet

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDaysOfSigningInAddUp(t *testing.T) {
	tests := []struct {
		reason, old, more, want string
		ok                      bool
	}{
		{"a second day", "2026-03-04", "2026-03-05", "2026-03-04、2026-03-05", true},
		{"an earlier day", "2026-03-05", "2026-03-04、2026-03-05", "2026-03-04、2026-03-05", true},
		{"the same day otherwise written", "2026-03-04", "2026/3/4", "2026-03-04", true},
		{"a day without its year", "2026-03-04", "3月5日", "2026-03-04、3月5日", true},
		{"the number of a day", "2026-03-04", "第2天、第三天", "2026-03-04、第2天、第三天", true},
		{"a tick adds nothing", "2026-03-04", "√", "2026-03-04", true},
		{"neither does 到了", "2026-03-04", "到了", "2026-03-04", true},
		{"nor that somebody stayed away", "2026-03-04", "没来", "2026-03-04", true},
		{"a day beside a tick", "√", "2026-03-05", "2026-03-05、√", true},
		{"anything else differs", "2026-03-04", "儿子代签", "2026-03-04", false},
	}
	for _, test := range tests {
		got, ok := moreDays(test.old, test.more)
		if got != test.want || ok != test.ok {
			t.Errorf("%s: %q and %q make %q, %v; want %q, %v", test.reason, test.old, test.more, got, ok, test.want, test.ok)
		}
	}
}

func TestWordsOfSigningIn(t *testing.T) {
	for text, want := range map[string][]string{
		"2026-03-04、2026-03-05": {"2026-03-04", "2026-03-05"}, "√": {"√"}, "否": {}, "没来": {}, "×": {}, "请假": {}, "缺席": {}, "—": {}, "": {},
		"第1天，没来": {"第1天"}, "到了 3月5日": {"到了", "3月5日"},
	} {
		if diff := cmp.Diff(want, append([]string{}, Attended(text)...)); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
	for text, want := range map[string]int{"第1天": 1, "第二天": 2, "第十日": 10, "第31天": 31, "第32天": 0, "第天": 0, "二天": 0, "第二": 0, "": 0} {
		if got := NthDay(text); got != want {
			t.Errorf("%s is day %d, want %d", text, got, want)
		}
	}
}
