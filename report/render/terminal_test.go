package render

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/olekukonko/tablewriter/pkg/twwidth"

	"kehu/report"
	"kehu/store/sheet"
)

// terminal is d as Terminal writes it.
func terminal(t *testing.T, d report.Doc, o Options) string {
	t.Helper()
	var out bytes.Buffer
	if err := Terminal(&out, d, o); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// golden compares got with a file of testdata, or rewrites it with UPDATE=1.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := "testdata/" + name
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// listings are every kind of listing there is.
func listings() []report.Doc {
	wide := []string{"no", "name", "phone", "village", "stage", "last_purchase", "purchases", "spent", "remark", "do_not_contact"}
	two := summary()
	two.Tables = append(two.Tables, table(people()[3:], nil, "name", "remark"))
	shares := report.Doc{Key: "share", Title: sheet.W("复购", "Repeat"), Tables: []report.Table{{
		Columns: []report.Column{{Key: "village", Label: sheet.W("村", "Village")}, {Key: "rate", Label: sheet.W("复购率", "Rate")}},
		Rows:    rowsOf([][]report.Cell{{text("后屯"), report.Share{Num: 1, Den: 3}}, {text("前屯村"), report.Share{}}}, nil),
	}}}
	return []report.Doc{listing(people(), wide...), listing(people()[:2], "name", "village"), listing(nil, wide...),
		summary(), two, shares, {Key: "definitions", Title: sheet.W("口径", "Definitions"), Notes: summary().Notes}}
}

func TestTerminalAlignsHanCharactersInEveryListing(t *testing.T) {
	twwidth.SetEastAsian(true) // what a Chinese environment would do
	var out strings.Builder
	for _, columns := range []int{80, 120} {
		for _, lang := range []sheet.Lang{sheet.ZH, sheet.EN} {
			for _, d := range listings() {
				fmt.Fprintf(&out, "== %s, %d columns, language %d\n", d.Key, columns, lang)
				out.WriteString(terminal(t, d, Options{Lang: lang, Width: columns}))
			}
		}
	}
	golden(t, "terminal.golden", out.String())
	for line := range strings.Lines(out.String()) {
		if n := Width(strings.TrimSuffix(line, "\n")); n > 120 {
			t.Errorf("a line of %d columns: %s", n, line)
		}
	}
}

// A Chinese locale, or a variable of the width library, must not shift a column.
func TestTerminalIgnoresTheEnvironment(t *testing.T) {
	if os.Getenv("KEHU_RENDER_CHILD") != "" {
		t.Skip("this is the child")
	}
	for _, env := range []string{"RUNEWIDTH_EASTASIAN=1", "LANG=zh_CN.GBK", "TERM=dumb", "LC_ALL=ja_JP.UTF-8"} {
		cmd := exec.Command(os.Args[0], "-test.run=TestTerminalAligns", "-test.count=1")
		cmd.Env = append(os.Environ(), env, "KEHU_RENDER_CHILD=1", "UPDATE=")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", env, err, out)
		}
	}
}

func TestLongListsLookLikeShortOnes(t *testing.T) {
	d := listing(people(), "no", "name", "phone", "village", "spent", "remark")
	for _, columns := range []int{60, 80, 120} {
		o := Options{Width: columns}
		var short, long bytes.Buffer
		p := &printer{w: &short, o: o}
		var rows [][]string
		for cells := range d.Tables[0].Rows {
			rows = append(rows, p.texts(d.Tables[0].Columns, cells, make([]bool, 6)))
		}
		lay := fit(d.Tables[0].Columns, rows, make([]bool, 6), o)
		if err := p.batch(lay, rows); err != nil {
			t.Fatal(err)
		}
		if _, err := (&printer{w: &long, o: o}).begin(lay, rows); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(short.String(), long.String()); diff != "" {
			t.Errorf("%d columns (-short +long):\n%s", columns, diff)
		}
	}
}

func TestLongListsAreStreamed(t *testing.T) {
	many := batchRows * 3
	d := crowdDoc(many)
	lines := strings.Split(terminal(t, d, Options{Width: 100}), "\n")
	if len(lines) < many {
		t.Fatalf("%d lines for %d rows", len(lines), many)
	}
	if !strings.HasPrefix(lines[len(lines)-2], "窗口太窄，另有 ") {
		t.Errorf("the last line says %q, not what is left out", lines[len(lines)-2])
	}
}

func TestTerminalNeverCutsNumbers(t *testing.T) {
	got := terminal(t, listing(people(), "phone", "spent", "last_purchase", "name"), Options{Width: 20})
	for _, whole := range []string{"13800000001", "010-88886666"} {
		if !strings.Contains(got, whole) {
			t.Errorf("%s is cut in:\n%s", whole, got)
		}
	}
	if !strings.Contains(got, "窗口太窄，另有 3 列") {
		t.Errorf("nothing is said of the columns left out:\n%s", got)
	}
}

func TestTerminalSanitises(t *testing.T) {
	nasty := "a\x1b[31mb\r\nc\td\u202ee\u200bf\xff\x00g\u0085h"
	got := terminal(t, listing([]*sheet.Customer{person(1, nasty, "", "", "", 0)}, "name", "village"), Options{})
	if strings.ContainsAny(got, "\x1b\r\t\x00\u202e\u200b\u0085") || !strings.Contains(got, "a [31mb c def? g h") {
		t.Errorf("%q", got)
	}
}

func TestTerminalColorsHeadings(t *testing.T) {
	got := terminal(t, summary(), Options{Color: true})
	for _, want := range []string{"\x1b[1m总览\x1b[0m", "\x1b[1m编号  姓名", "\x1b[2m档案里的全部客户\x1b[0m"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in %q", want, got)
		}
	}
}

func TestATornRowEndsEveryFormat(t *testing.T) {
	d := report.Doc{Key: "list", Tables: []report.Table{table(people()[:2], errTorn, "no", "name")}}
	var out bytes.Buffer
	for name, write := range map[string]func() error{
		"terminal": func() error { return Terminal(&out, d, Options{}) },
		"csv":      func() error { return CSV(&out, d, sheet.ZH) },
		"keyed":    func() error { return KeyedCSV(&out, d) },
		"json":     func() error { return JSON(&out, d, sheet.ZH) },
		"markdown": func() error { return Markdown(&out, d, sheet.ZH) },
		"workbook": func() error { return Workbook(&out, []report.Doc{d}, sheet.ZH) },
		"overview": func() error {
			o := summary()
			o.Tables = d.Tables
			return Workbook(&out, []report.Doc{o}, sheet.ZH)
		},
	} {
		out.Reset()
		if err := write(); !errors.Is(err, errTorn) {
			t.Errorf("%s: error %v, want %v", name, err, errTorn)
		}
		if out.Len() > 0 {
			t.Errorf("%s: %d bytes written of a table this small", name, out.Len())
		}
	}
}

// full is a writer with no room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errTorn }

func TestAFullDiskIsReported(t *testing.T) {
	d := crowdDoc(3000)
	for name, write := range map[string]func() error{
		"terminal": func() error { return Terminal(full{}, d, Options{}) },
		"csv":      func() error { return CSV(full{}, d, sheet.ZH) },
		"json":     func() error { return JSON(full{}, d, sheet.ZH) },
		"markdown": func() error { return Markdown(full{}, d, sheet.ZH) },
		"workbook": func() error { return Workbook(full{}, []report.Doc{d}, sheet.ZH) },
		"template": func() error { return Template(full{}, sheet.Customers, nil, sheet.ZH) },
	} {
		if err := write(); !errors.Is(err, errTorn) {
			t.Errorf("%s: error %v, want %v", name, err, errTorn)
		}
	}
}

// TestALongFactStandsBehindItsLabel, also where it takes several lines: a terminal
// would break it in the first column.
func TestALongFactStandsBehindItsLabel(t *testing.T) {
	d := report.Doc{Facts: []report.Fact{
		{Label: sheet.W("家里", "Household"), Value: report.Phrase(sheet.W("性别 男，户主 王海涛，职业 务农", "Gender male"))},
		{Label: sheet.W("跟进", "Follow-up"), Value: report.Phrase(sheet.W("意向 C", "Intent C"))},
	}}
	want := "家里:  性别 男，户主 王海\n       涛，职业 务农\n跟进:  意向 C\n"
	if diff := cmp.Diff(want, terminal(t, d, Options{Lang: sheet.ZH, Width: 28})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
