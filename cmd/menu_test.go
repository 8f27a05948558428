package cmd

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestMenu types what a newcomer would.
func TestMenu(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, fileName)
	for _, c := range []struct {
		name, typed string
		want        []string
	}{
		{"nothing", "", []string{"1  今天找谁", "0  退出"}},
		{"a new customer", "4\n王秀兰\n13812345678\n后屯\n\n\n0\n", []string{"已新增 #1 王秀兰 后屯 13812345678"}},
		{"a note", "2\n王秀兰 上门 会用了 下次10天后\n\n0\n", []string{"第 1 行 #1 王秀兰 后屯", "新增 1"}},
		{"today", "1\n0\n", []string{"今日与逾期"}},
		{"finding, then looking closer", "3\n后屯\n3\n#1\n0\n", []string{"#1    王秀兰", "#1 王秀兰（后屯）"}},
		{"finding nobody goes on", "3\n谁也不是\n6\n0\n", []string{"错误：没有找到", "已写入 " + filepath.Join(folder, workbookName)}},
		{"a file dragged here", "5\n\"" + filepath.Join(folder, "没有.csv") + "\"\n0\n", []string{"错误：没有文件"}},
		{"a backup", "7\n\n0\n", []string{"已备份到 " + filepath.Join(folder, "备份")}},
		{"nothing to restore", "8\n\n\n0\n", []string{"恢复哪一个"}},
		{"a backup in a folder", "8\n\"" + filepath.Join(folder, "备份") + "\"\n1\ny\n0\n", []string{"恢复哪一个", "已从 " + filepath.Join(folder, "备份")}},
		{"a folder without one", "8\n" + t.TempDir() + "\n0\n", []string{"里没有备份"}},
		{"undo", "9\n0\n", []string{"已撤销第 2 批"}},
		{"a note of namesakes", "4\n王秀兰\n13900000002\n三岔河\n\n\n2\n王秀兰 上门 在家\n王秀兰@后屯 微信 好\n\n2\n0\n",
			[]string{"“王秀兰”可能是：", "第 1 行 #2 王秀兰 三岔河", "第 2 行 #1 王秀兰 后屯"}},
		{"what is no number of it", "x\n０\n", []string{"请输入 0 到 9"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, out := at(path, strings.NewReader(c.typed))
			if code := a.run(context.Background(), []string{"menu"}); code != 0 {
				t.Errorf("exits with %d", code)
			}
			for _, want := range c.want {
				if !strings.Contains(out.String(), want) {
					t.Errorf("says nothing of %q:\n%s", want, out)
				}
			}
		})
	}
}

// TestDoubleClick opens the menu, and keeps the window open where something went
// wrong.
func TestDoubleClick(t *testing.T) {
	path := filepath.Join(t.TempDir(), fileName)
	ledger := filepath.Join(t.TempDir(), "ledger.csv") // rejected rows go beside it
	content, err := os.ReadFile(filepath.Join("..", "testdata", "ledger.csv"))
	if err := errors.Join(err, os.WriteFile(ledger, content, 0o644)); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		args []string
		want string
		stay bool
	}{
		"bare":           {nil, "0  退出", false},
		"with a file":    {[]string{ledger}, "ledger.csv", true},
		"with no sheet":  {[]string{filepath.Join("..", "go.mod")}, "没有", true},
		"with a command": {[]string{"version"}, "kehu", true},
	} {
		t.Run(name, func(t *testing.T) {
			a, out := at(path, strings.NewReader(""))
			a.clicked = true
			a.run(context.Background(), c.args)
			if !strings.Contains(out.String(), c.want) || strings.Contains(out.String(), "按回车键关闭") != c.stay {
				t.Errorf("says:\n%s", out)
			}
		})
	}
}

// TestInitAsksAgain: a column that isn't there doesn't end the first start, which
// speaks of what somebody with a mouse can do.
func TestInitAsksAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), fileName)
	a, out := at(path, strings.NewReader("3\n颜色\n绰号、等级\n"))
	a.clicked = true
	if code := a.run(context.Background(), []string{"init"}); code != 0 {
		t.Errorf("exits with %d", code)
	}
	for _, want := range []string{"客户表没有“颜色”这一列", "备注、等级", "双击打开就是下面的菜单", "拖到程序图标上就导入"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("says nothing of %q:\n%s", want, out)
		}
	}
}
