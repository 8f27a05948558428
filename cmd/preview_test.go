package cmd

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// ledger is a sheet with a bit of everything: one row is rejected, one is a total.
const ledger = `后屯台账,,,,,
姓名,电话,村,购买日期,产品,金额
王秀兰,16400000001,后屯,2026-1-5,钙片,198
李建国,16400000002,三岔河,2026-1-6,复合肥,1450
周永福,16400000003,后屯,2026-2-30,除草剂,70
合计,,,,,1718
`

const ledgerPreview = `台账.csv：utf-8 编码，第 2 行是表头
  姓名→客户.姓名  电话→客户.手机  村→客户.村  购买日期→购买.日期  产品→购买.产品
  金额→购买.金额

姓名    电话         村      购买日期   产品    金额
------  -----------  ------  ---------  ------  ----
王秀兰  16400000001  后屯    2026-1-5   钙片    198
李建国  16400000002  三岔河  2026-1-6   复合肥  1450
周永福  16400000003  后屯    2026-2-30  除草剂  70

共 4 行：新增 2，更新 0，无变化 0，拒绝 1，跳过 1
`

const two = "客户姓名,客户名称,手机\n王秀兰,后屯,16400000001\n"

const bare = "甲,乙,丙\n王秀兰,16400000001,2026-1-5\n"

// TestPreview has what somebody at a terminal is shown and asked before an import,
// and what comes of the answers.
func TestPreview(t *testing.T) {
	cases := []struct {
		outcome, sheet string
		args           []string
		typed          string
		code           int
		shown          []string // in this order
		hidden         string   // not shown
		customers      string   // as CSV, "" if there is no file
	}{
		{outcome: "Enter is a yes", sheet: ledger, typed: "\n", code: 5, shown: []string{ledgerPreview, "第 5 行 购买日期", "导入吗？[Y/n/m 改表头对应]：", "共 4 行：新增 2", "（第 1 批"},
			customers: "王秀兰,后屯,198.00\n李建国,三岔河,1450.00\n"},
		{outcome: "a no writes nothing and makes no file", sheet: ledger, typed: "n\n", code: 1, shown: []string{"没有导入 台账.csv"}},
		{outcome: "no answer is a no", sheet: ledger, code: 1, shown: []string{"没有导入 台账.csv"}},
		{outcome: "what is no answer is asked again, with what can be said", sheet: ledger, typed: "什么\n？\n不\n", code: 1,
			shown: []string{"导入吗？", "  y 或回车：导入；n：不导入；m：有列认错了", "导入吗？", "  y 或回车：导入", "导入吗？", "没有导入 台账.csv"}},
		{outcome: "what is no answer, and then none: a no", sheet: ledger, typed: "什么", code: 1, shown: []string{"导入吗？", "导入吗？", "没有导入 台账.csv"}},
		{outcome: "a heading is said to mean something else, its present meaning first", sheet: ledger, typed: "m\n村\n乡镇\nm\n3\n\n是\n", code: 5,
			shown:     []string{"  3  村 → 客户.村\n", "“村”　如 后屯、三岔河、后屯\n  1  客户.村\n", "村→客户.乡镇", "  3  村 → 客户.乡镇\n", "  1  客户.乡镇\n"},
			customers: "王秀兰,,198.00\n李建国,,1450.00\n"},
		{outcome: "what can't be is told and stays as it was", sheet: ledger, typed: "m\n1\n天文\n购买.编号\n\nm\n1\n9\nn\n", code: 1,
			shown: []string{"没有“天文”这一列", "没有“购买.编号”这一列"}},
		{outcome: "what no map tells can be said to mean something else: what is sensitive, halves of a name, a month", sheet: "2025年台账,,,,,\n姓,名,血压,1月,2月,村\n王,秀兰,150,198,,后屯\n", typed: "m\n村\n乡镇\ny\n",
			shown:     []string{"  1  姓 → 客户.姓名\n", "  3  血压 → 不导入\n", "  4  1月 → 购买.金额（第 1 次）\n", "村→客户.乡镇", "共 1 行：新增 1"},
			customers: "王秀兰,,198.00\n"},
		{outcome: "two columns that claim one place: which, and what is the other", sheet: two, typed: "\n2\n\n",
			shown:     []string{"台账.csv：第 1 行是表头", "  1  客户姓名　如 王秀兰\n  2  客户名称　如 后屯\n  3  都不是\n哪一列是“客户.姓名”？（1–3，回车是 1）：", "“客户名称”　如 后屯\n  1  保留为自己的列\n  2  客户.村\n", "客户名称→客户.村", "导入吗？"},
			customers: "王秀兰,后屯,0.00\n"},
		{outcome: "headings nobody knows, one by one", sheet: bare, typed: "1\n1\n\n\n",
			shown: []string{"“甲”　如 王秀兰\n  1  客户.姓名\n", "“乙”　如 16400000001\n  1  客户.手机\n", "“丙”　如 2026-1-5\n  1  购买.日期\n"}, customers: "王秀兰,,0.00\n"},
		{outcome: "a question without an answer stands", sheet: bare, code: 8, shown: []string{"--map '原表头=name'"}},
		{outcome: "--yes asks nothing", sheet: ledger, args: []string{"--yes"}, code: 5, hidden: "导入吗", customers: "王秀兰,后屯,198.00\n李建国,三岔河,1450.00\n"},
		{outcome: "--yes does not answer a question", sheet: two, args: []string{"--yes"}, typed: "\n\n", code: 8, hidden: "哪一列"},
		{outcome: "a rehearsal asks what can't be decided and nothing else", sheet: two, args: []string{"--dry-run"}, typed: "\n2\n", hidden: "导入吗", shown: []string{"哪一列", "演习"}},
		{outcome: "a paragraph for a heading is cut", sheet: "姓名,手机," + strings.Repeat("问", 60) + "\n王秀兰,16400000001,是\n", typed: "n\n", code: 1,
			shown: []string{"保留为自己的列：" + strings.Repeat("问", 39) + "…\n"}, hidden: strings.Repeat("问", 40)},
		{outcome: "of very many own columns some are named", sheet: "姓名,手机" + strings.Repeat(",问", 70) + "\n王秀兰,16400000001" + strings.Repeat(",是", 70) + "\n", typed: "n\n", code: 1,
			shown: []string{"、问60、… 共 70 列\n"}, hidden: "问61"},
		{outcome: "what happens to known customers is told", sheet: ledger, args: []string{"--on-match", "overwrite"}, typed: "n\n", code: 1, shown: []string{"已有的客户：以文件为准，覆盖"}},
	}
	for _, c := range cases {
		t.Run(c.outcome, func(t *testing.T) {
			folder := t.TempDir()
			source, path := filepath.Join(folder, "台账.csv"), filepath.Join(folder, fileName)
			if err := os.WriteFile(source, []byte(c.sheet), 0o600); err != nil {
				t.Fatal(err)
			}
			one, out := at(path, strings.NewReader(c.typed))
			one.width = 80
			if code := one.run(context.Background(), append([]string{"import", source}, c.args...)); code != c.code {
				t.Errorf("exit code %d, want %d", code, c.code)
			}
			rest := strings.NewReplacer("\x1b[1m", "", "\x1b[0m", "").Replace(out.String())
			for _, want := range c.shown {
				before, after, ok := strings.Cut(rest, want)
				if !ok {
					t.Fatalf("not shown: %s\nin: %s", want, rest)
				}
				_, rest = before, after
			}
			if c.hidden != "" && strings.Contains(out.String(), c.hidden) {
				t.Errorf("shown: %s", out)
			}
			if diff := cmp.Diff(c.customers, customersAt(t, path)); diff != "" {
				t.Errorf("customers (-want +got):\n%s\n%s", diff, out)
			}
		})
	}
}

// customersAt are name, village and spent of the customers of a file, "" if there
// is no file.
func customersAt(t *testing.T, path string) string {
	t.Helper()
	if _, err := os.Stat(path); err != nil {
		return ""
	}
	a, out := at(path, nil)
	if code := a.run(context.Background(), []string{"list", "--columns", "name,village,spent", "--csv"}); code != 0 {
		t.Fatal(out)
	}
	_, rows, _ := strings.Cut(strings.ReplaceAll(out.String(), "\r", ""), "\n")
	return rows
}

// TestOthersWriteWhileAPreviewStands: the rehearsal is over before the question.
func TestOthersWriteWhileAPreviewStands(t *testing.T) {
	folder := t.TempDir()
	source, path := filepath.Join(folder, "台账.csv"), filepath.Join(folder, fileName)
	if err := os.WriteFile(source, []byte(ledger), 0o600); err != nil {
		t.Fatal(err)
	}
	wrote := -1
	other, said := at(path, nil)
	one, out := at(path, &answer{text: strings.NewReader("y\n"), before: func() {
		wrote = other.run(context.Background(), []string{"add", "陈玉珍", "--wait", "100ms"})
	}})
	one.width = 80
	if code := one.run(context.Background(), []string{"import", source}); code != 5 || wrote != 0 {
		t.Fatalf("exit codes %d and %d (-1: nothing was asked): %s%s", code, wrote, out, said)
	}
	if diff := cmp.Diff("陈玉珍,,0.00\n王秀兰,后屯,198.00\n李建国,三岔河,1450.00\n", customersAt(t, path)); diff != "" {
		t.Errorf("customers (-want +got):\n%s", diff)
	}
}

// TestAnswersHoldForTheSameHeadings answers about one of three files: the second has its
// headings, and the third has one of them with another meaning.
func TestAnswersHoldForTheSameHeadings(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, fileName)
	args := []string{"import"}
	for name, text := range map[string]string{
		"1.csv": "客户姓名,客户名称,手机\n王秀兰,后屯,16400000001\n",
		"2.csv": "客户姓名,客户名称,手机\n李建国,三岔河,16400000002\n",
		"3.csv": "客户名称,手机\n赵桂英,16400000003\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"1.csv", "2.csv", "3.csv"} {
		args = append(args, filepath.Join(folder, name))
	}
	one, out := at(path, strings.NewReader("\n2\nn\ny\ny\n")) // 1.csv is not wanted: what it means is known all the same
	one.width = 80
	if code := one.run(context.Background(), args); code != 1 || strings.Count(out.String(), "哪一列是“客户.姓名”？") != 1 {
		t.Errorf("exit code %d: %s", code, out)
	}
	if diff := cmp.Diff("李建国,三岔河,0.00\n赵桂英,,0.00\n", customersAt(t, path)); diff != "" {
		t.Errorf("customers (-want +got):\n%s\n%s", diff, out)
	}
}
