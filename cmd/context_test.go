package cmd

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// onScreen runs kehu for somebody who sees its output on a terminal.
func onScreen(t *testing.T, path string, args ...string) (said string, code int) {
	t.Helper()
	a, out := at(path, nil)
	a.width = 100
	code = a.run(context.Background(), args)
	return out.String(), code
}

// TestContext: what is said once narrows lists and fills entries in, on a screen
// and nowhere else.
func TestContext(t *testing.T) {
	path := filepath.Join(t.TempDir(), fileName)
	for _, args := range [][]string{{"add", "王秀兰", "13812345678", "后屯"}, {"add", "李建国", "13900000002", "三岔河"}, {"context", "村=后屯", "员=老李"}} {
		if said, code := onScreen(t, path, args...); code != 0 {
			t.Fatal(said)
		}
	}
	ledger := filepath.Join(t.TempDir(), "表.csv")
	if err := os.WriteFile(ledger, []byte("姓名,手机\n钱多多,13900000009\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	const only, filled = "只看：村=后屯", "按语境填上："
	for _, c := range []struct {
		args       []string
		want, none []string
	}{
		{[]string{"add", "赵桂英", "13900000003"}, []string{"赵桂英 后屯", filled + "村=后屯 业务员=老李"}, nil},
		{[]string{"add", "张德福", "13900000004", "--village", "榆树沟", "--owner", "小张"}, []string{"张德福 榆树沟"}, []string{filled}},
		{[]string{"list"}, []string{only, "业务员=老李（另有 3 位客户没算在内，kehu context clear 看全部）", "赵桂英"}, []string{"李建国", "张德福"}},
		{[]string{"list", "--village", "三岔河"}, []string{"没有符合", "只看：业务员=老李"}, []string{"村=后屯"}},
		{[]string{"list", "--where", "村=榆树沟 且 业务员=小张"}, []string{"张德福"}, []string{"只看", "赵桂英"}},
		{[]string{"list", "--json"}, []string{"李建国", "张德福"}, []string{"只看"}},
		{[]string{"list", "--csv"}, []string{"李建国", "张德福"}, []string{"只看"}},
		{[]string{"list", "-o", filepath.Join(t.TempDir(), "表.csv")}, []string{"已写入"}, []string{"只看"}},
		{[]string{"today", "--all", "--json"}, []string{"李建国", "张德福"}, []string{"只看"}},
		{[]string{"today", "--all", "--csv"}, []string{"李建国", "张德福"}, []string{"只看"}},
		{[]string{"find", "1390000", "--json"}, []string{"李建国", "张德福"}, []string{"只看"}},
		{[]string{"segment", "--json"}, nil, []string{"只看"}},
		{[]string{"report", "overview", "--csv"}, nil, []string{"只看"}},
		{[]string{"import", ledger}, []string{"新增 1"}, []string{filled, "只看"}},
		{[]string{"list", "--where", "姓名=钱多多", "--json"}, []string{`"village":null`, `"owner":null`}, []string{"只看"}},
		{[]string{"undo"}, nil, nil},
		{[]string{"find", "赵桂"}, []string{only, "赵桂英"}, []string{"李建国"}},
		{[]string{"find", "1390000", "--limit", "1"}, []string{only, "赵桂英"}, []string{"李建国", "张德福"}},
		{[]string{"today", "--all"}, []string{only, "（另有 3 位客户没算在内，", "赵桂英"}, []string{"李建国"}},
		{[]string{"today", "--village", "三岔河"}, []string{"只看：业务员=老李（另有 1 位客户"}, []string{"村=后屯"}},
		{[]string{"segment"}, []string{only}, nil},
		{[]string{"log", "李建国", "上门", "好", "--next", "3天后"}, []string{filled + "业务员=老李"}, nil},
		{[]string{"list", "互动"}, []string{"只看：村=后屯 业务员=老李（另有 1 条没显示"}, []string{"李建国"}},
		{[]string{"me", "小张"}, nil, nil},
		{[]string{"log", "李建国", "电话", "好"}, []string{filled + "业务员=老李"}, []string{"小张"}},
		{[]string{"context", "员="}, []string{"村=后屯\n"}, []string{"老李"}},
		{[]string{"log", "李建国", "电话", "好"}, []string{"按本人填上：业务员=小张"}, []string{filled}},
		{[]string{"add", "吴桂花", "13900000005"}, []string{filled + "村=后屯", "按本人填上：业务员=小张"}, nil},
		{[]string{"undo"}, nil, nil},
		{[]string{"me", "老李"}, nil, nil},
		{[]string{"context"}, []string{"村=后屯\n"}, nil},
		{[]string{"context", "颜色=红"}, []string{"应写成 村=后屯"}, nil},
		{[]string{"context", "员=没这人"}, []string{"村=后屯 业务员=没这人\n", "没有一位客户是 村=后屯 业务员=没这人"}, nil},
		{[]string{"context", "员="}, nil, []string{"没有一位"}},
		{[]string{"context", "clear"}, []string{"语境取消了（原来是 村=后屯）"}, nil},
		{[]string{"context", "清除"}, []string{"本来就没有语境"}, nil},
		{[]string{"context"}, []string{"没有语境，列表是全部；设一个：kehu context 村=后屯 员=老李"}, nil},
		{[]string{"list"}, []string{"李建国", "张德福"}, []string{"只看"}},
	} {
		said, _ := onScreen(t, path, c.args...)
		for _, want := range c.want {
			if !strings.Contains(said, want) {
				t.Errorf("kehu %q says nothing of %q:\n%s", c.args, want, said)
			}
		}
		for _, none := range c.none {
			if strings.Contains(said, none) {
				t.Errorf("kehu %q speaks of %q:\n%s", c.args, none, said)
			}
		}
		if strings.Count(said, filled) > 1 {
			t.Errorf("kehu %q says twice what it filled in:\n%s", c.args, said)
		}
	}
	// without a screen nothing was different all the while
	var pipe bytes.Buffer
	onScreen(t, path, "context", "村=后屯")
	a, _ := at(path, nil)
	a.out = &pipe
	if code := a.run(context.Background(), []string{"list"}); code != 0 || !strings.Contains(pipe.String(), "李建国") {
		t.Errorf("a pipe is narrowed:\n%s", &pipe)
	}
}
