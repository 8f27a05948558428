package cmd

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestSigningInAtTheDoor: the one who was invited is meant, somebody else is asked
// for; each guest is on disk before the next one comes.
func TestSigningInAtTheDoor(t *testing.T) {
	path := filepath.Join(t.TempDir(), fileName)
	for _, args := range [][]string{
		{"add", "王秀兰", "13812345678", "后屯"}, {"add", "王秀英", "13912345678", "三岔河"}, {"add", "李建国", "13800000002"}, {"add", "李建国", "13800000003"},
		{"meeting", "new", "三月场", "--on", "2026-03-05"}, {"meeting", "invite", "三月场", "#1"},
	} {
		first, out := at(path, nil)
		if code := first.run(context.Background(), args); code != 0 {
			t.Fatalf("%q: %s", args, out)
		}
	}
	one, _ := at(path, strings.NewReader(strings.Join([]string{
		"5678",     // two customers, one of them invited
		"李建国", "2", // two, nobody invited: the second
		"李建国", "", // nobody after all
		"赵六 13700000009", // a walk-in
		"周七", "n",        // nobody by that name, and no walk-in either
		"周七", "y",
		"0000", "", "5678", "q", "9",
	}, "\n")+"\n"))
	var out bytes.Buffer
	one.out = &out
	if code := one.run(context.Background(), []string{"meeting", "checkin", "三月场"}); code != 0 {
		t.Fatalf("exit %d: %s", code, &out)
	}
	want := strings.TrimPrefix(`
  1 #1 王秀兰 后屯 13812345678
  2 #4 李建国 13800000003 自来
  3 #5 赵六 13700000009 自来，新客户
  4 #6 周七 自来，新客户
    #1 王秀兰 后屯 13812345678 签过了
`, "\n")
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	after, list := at(path, nil)
	if code := after.run(context.Background(), []string{"history", "--json"}); code != 0 || strings.Count(list.String(), "meeting checkin") != 4 {
		t.Errorf("every guest is a batch: %s", list)
	}
}

func TestNameAndPhone(t *testing.T) {
	for line, want := range map[string][3]string{
		"5678":             {"", "", "5678"},
		"王秀兰":              {"王秀兰", "", ""},
		"王秀兰 5678":         {"王秀兰", "", "5678"},
		"赵六 138 0000 0009": {"赵六", "13800000009", ""},
		"13800000009　赵六":   {"赵六", "13800000009", ""},
		"#17":              {"", "", ""},
		"赵六 0431-85551234": {"赵六", "0431-85551234", ""},
	} {
		name, phone, tail := nameAndPhone(line)
		if diff := cmp.Diff(want, [3]string{name, phone, tail}); diff != "" {
			t.Errorf("%s: %s", line, diff)
		}
	}
}
