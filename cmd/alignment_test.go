package cmd

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"kehu/report/render"
)

// shownAt runs a command line as at a terminal of that width and returns what it shows.
func shownAt(t *testing.T, path string, width int, args ...string) string {
	t.Helper()
	a, out := at(path, nil)
	var said bytes.Buffer
	a.width, a.err = width, &said
	env := a.env
	a.env = func(name string) string {
		if name == "NO_COLOR" {
			return "1"
		}
		return env(name)
	}
	if code := a.run(context.Background(), args); code != exitDone {
		t.Fatalf("kehu %s: exit code %d\n%s", strings.Join(args, " "), code, said.String())
	}
	return out.String()
}

// rows of all sorts: short and long names, a rare character, letters, no phone.
func mixedSheet(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "客户追踪.db")
	for _, line := range []string{
		"add 王秀兰 13812345678 后屯 --township 三岔河镇 --intent A --owner 老李 --birthday 农历正月十九",
		"add 欧阳建国 0431-85551234 靠山屯小学旁边 --owner 周晓梅 --do-not-contact 是",
		"add 𠮷田 13900000003 后屯 --remark ，。；、（）",
		"add Mary 13900000004 Hill",
		"add 李 --nickname 李大爷 --village 䶮村",
		"log 王秀兰 上门 血压计会用了，说邻居也想要一台，让下回赶集的时候多带一份说明书 --at 2026-02-20",
		"buy 王秀兰 血压计 1台 --price 398 --at 2026-02-26",
		"buy 𠮷田 有机复合肥料（大包装） 10袋 --price 145.5 --credit --due-on 秋收后",
		"pay 王秀兰 100",
		"feedback 王秀兰 仪器不准，早上一个数晚上一个数 --kind 投诉 --product 血压计",
		"plan 李 今天 答应送说明书，再问问他儿子哪天回来，要不要一块儿看看净水器",
		"plan Mary 3天后 call",
		"market add 三岔河集 --rule 逢三六九 --township 三岔河镇",
		"meeting new 三月场 --on 2026-03-12 --cost 3000",
	} {
		shownAt(t, path, 80, strings.Fields(line)...)
	}
	return path
}

// underline is the line of dashes under the headings of a list.
var underline = regexp.MustCompile(`^-{2,}( {2}-{2,})*$`)

// misaligned is the first line of a list whose cells leave their columns, "" if
// none does. What hangs below a row stands on lines of its own.
func misaligned(text string, width int) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if render.Width(line) > width {
			return fmt.Sprintf("wider than %d: %s", width, line)
		}
		if !underline.MatchString(line) {
			continue
		}
		first, last := i, i
		for first > 0 && lines[first-1] != "" {
			first--
		}
		for last+1 < len(lines) && lines[last+1] != "" {
			last++
		}
		for _, row := range lines[first : last+1] {
			if !hangs(row) && !within(row, line) && strings.Contains(row, "  ") {
				return row
			}
		}
	}
	return ""
}

// hangs reports whether a line stands below a row of the list of today, or of the
// rules: its heading, then its text, all in one place.
func hangs(line string) bool {
	for _, label := range []string{"  为什么今天  ", "  上次说了    ", "  怎么开口    ", strings.Repeat(" ", 14), "  说的是  ", strings.Repeat(" ", 10)} {
		if rest, ok := strings.CutPrefix(line, label); ok && rest != "" && rest[0] != ' ' {
			return true
		}
	}
	return false
}

// within reports whether the cells of a line keep to the columns that dashes mark.
func within(line, dashes string) bool {
	at := 0
	for _, r := range line {
		size := render.Width(string(r))
		for n := range size {
			gap := at+n >= len(dashes) || dashes[at+n] == ' '
			if gap && r != ' ' {
				return false
			}
		}
		at += size
	}
	return true
}

// TestHanCharactersStandInTheirColumns: every list is aligned on a narrow and on a
// wide screen, and none is wider than the screen.
func TestHanCharactersStandInTheirColumns(t *testing.T) {
	path := mixedSheet(t)
	for _, line := range []string{"today --all", "list", "list 互动", "list 购买", "list 还款", "list 反馈", "list 跟进计划", "find 王", "show 王秀兰", "segment", "rule",
		"history", "history 王秀兰", "market list", "market next", "meeting list", "report 总览", "report 口径", "report 客户追踪表"} {
		for _, width := range []int{80, 120} {
			t.Run(fmt.Sprintf("%s %d", line, width), func(t *testing.T) {
				text := shownAt(t, path, width, strings.Fields(line)...)
				if !strings.Contains(text, "--") {
					t.Fatalf("no list in\n%s", text)
				}
				if row := misaligned(text, width); row != "" {
					t.Errorf("%s\nin\n%s", row, text)
				}
			})
		}
	}
}

// TestMisalignedIsSeen: the test above would see a cell beside its column.
func TestMisalignedIsSeen(t *testing.T) {
	good := "编号  姓名    村\n----  ------  ----\n#1    王秀兰  后屯\n"
	bad := strings.Replace(good, "王秀兰  ", "王秀兰 ", 1)
	if row := misaligned(good, 80); row != "" {
		t.Errorf("seen in a good list: %s", row)
	}
	if misaligned(bad, 80) == "" {
		t.Error("not seen")
	}
	if misaligned(good, 15) == "" {
		t.Error("too wide a list is not seen")
	}
}
