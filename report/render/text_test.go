package render

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kehu/report"
	"kehu/store/sheet"
)

// readCSV parses what was written, defused texts as they were before.
func readCSV(t *testing.T, written []byte) [][]string {
	t.Helper()
	body, ok := bytes.CutPrefix(written, []byte("\ufeff"))
	if !ok {
		t.Fatal("no byte order mark")
	}
	r := csv.NewReader(bytes.NewReader(body))
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for i, cell := range row {
			if bare := strings.TrimPrefix(cell, "'"); bare != cell && risky(bare) {
				row[i] = bare
			}
		}
	}
	return rows
}

func TestCSVReadsBack(t *testing.T) {
	var out bytes.Buffer
	if err := CSV(&out, listing(people(), "no", "name", "phone", "stage", "spent", "remark"), sheet.EN); err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"No", "Name", "Phone", "Stage", "Spent", "Remark"},
		{"#1", "王秀兰", "13800000001", "customer", "1280.00", "血压计会用了，说三月再来看看老伴的腿，顺便问问钙片还有没有活动"},
		{"#2", "欧阳建国", "13900000002", "customer", "12345678.90", ""},
		{"#3", "李|四", "010-88886666", "customer", "-50.00", "line one\nline two"},
		{"#4", "=HYPERLINK(\"x\")", "", "customer", "0.00", "a,b;\"c\""},
		{"#17", "𠮷田𝒳", "13700000017", "customer", "99.00", "👨‍👩‍👧 ok"},
	}
	if diff := cmp.Diff(want, readCSV(t, out.Bytes())); diff != "" {
		t.Error(diff)
	}
	if n := strings.Count(out.String(), "\r\n"); n != 7 { // one is the break within a cell
		t.Errorf("%d CRLF", n)
	}
}

func TestKeyedCSVIsTheMachines(t *testing.T) {
	var out bytes.Buffer
	if err := KeyedCSV(&out, listing(people()[:1], "no", "stage", "do_not_contact", "spent", "last_purchase")); err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"no", "stage", "do_not_contact", "spent", "last_purchase"}, {"1", "成交", "否", "1280.00", "2026-03-02"}}
	if diff := cmp.Diff(want, readCSV(t, out.Bytes())); diff != "" {
		t.Error(diff)
	}
}

func TestCSVDefusesTextNotNumbers(t *testing.T) {
	for in, want := range map[string]string{
		"=1+1": "'=1+1", "+86 138": "'+86 138", "-5": "'-5", "@x": "'@x", "\t=1": "'\t=1", "\r=1": "'\n=1",
		"'=1": "''=1", "plain": "plain", "'quoted'": "'quoted'", "": "", "'": "'",
	} {
		if got := plainText(in); got != want {
			t.Errorf("%q is written %q, want %q", in, got, want)
		}
	}
	var out bytes.Buffer
	d := report.Doc{Tables: []report.Table{{
		Columns: []report.Column{{Label: sheet.Verbatim("=x"), Kind: sheet.MoneyKind}},
		Rows:    rowsOf([][]report.Cell{{money(-5000)}, {text("-5")}}, nil),
	}}}
	if err := CSV(&out, d, sheet.ZH); err != nil {
		t.Fatal(err)
	}
	if got, want := out.String(), "\ufeff'=x\r\n-50.00\r\n'-5\r\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestCSVOfFiguresAlone(t *testing.T) {
	d := summary()
	d.Tables = nil
	var out bytes.Buffer
	if err := CSV(&out, d, sheet.ZH); err != nil {
		t.Fatal(err)
	}
	if got := readCSV(t, out.Bytes())[2]; !cmp.Equal(got, []string{"累计金额", "12345678.90", "全部购买之和，含期初"}) {
		t.Errorf("%q", got)
	}
}

func TestJSONOfATableIsAnArray(t *testing.T) {
	var out bytes.Buffer
	if err := JSON(&out, listing(people(), "no", "name", "spent", "last_purchase", "do_not_contact", "remark", "wechat"), sheet.ZH); err != nil {
		t.Fatal(err)
	}
	var got []map[string]any
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	want := map[string]any{"no": 3.0, "name": "李|四", "spent": -50.0, "last_purchase": "2026-03-04",
		"do_not_contact": false, "remark": "line one\nline two", "wechat": nil}
	if diff := cmp.Diff(want, got[2]); diff != "" || len(got) != 5 {
		t.Errorf("%d rows, the third (-want +got):\n%s", len(got), diff)
	}
	if lines := strings.Count(out.String(), "\n"); lines != 7 {
		t.Errorf("%d lines for five rows", lines)
	}
}

func TestJSONOfNothingIsAnEmptyArray(t *testing.T) {
	var out bytes.Buffer
	if err := JSON(&out, listing(nil, "no"), sheet.ZH); err != nil || out.String() != "[]\n" {
		t.Errorf("%q, %v", out.String(), err)
	}
}

func TestJSONOfAReportIsAnObject(t *testing.T) {
	var out bytes.Buffer
	if err := JSON(&out, summary(), sheet.ZH); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Key, Title, Say string
		Facts           []struct {
			Label, Note string
			Value       any
		}
		Tables map[string][]map[string]any
	}
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	if got.Key != "overview" || got.Title != "总览" || got.Say != "先去看 12 位快流失的老客户。" || len(got.Facts) != 5 || len(got.Tables["customers"]) != 3 {
		t.Errorf("%+v", got)
	}
	if got.Facts[2].Value != 0.3514 || got.Facts[3].Value != nil {
		t.Errorf("proportions %v and %v", got.Facts[2].Value, got.Facts[3].Value)
	}
}

func TestMarkdownEscapes(t *testing.T) {
	var out bytes.Buffer
	d := listing([]*sheet.Customer{person(1, "a|b\\|c", "", "*x*_y_", "one\r\ntwo\n\n<b>", 1280050)}, "no", "name", "village", "remark", "spent")
	d.Title, d.Say = sheet.W("列表", "List"), sheet.W("去看他。", "See him.")
	if err := Markdown(&out, d, sheet.EN); err != nil {
		t.Fatal(err)
	}
	want := "# List\n\n**See him.**\n\n| No | Name | Village | Remark | Spent |\n| --- | --- | --- | --- | ---: |\n" +
		"| #1 | a\\|b\\\\\\|c | \\*x\\*\\_y\\_ | one<br>two<br>\\<b\\> | 12,800.50 |\n\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
}

func TestThousands(t *testing.T) {
	for in, want := range map[string]string{
		"0": "0", "999": "999", "1000": "1,000", "-1234567.50": "-1,234,567.50", "12.5": "12.5", "": "", "-": "-",
		"1,000": "1,000", "abc": "abc", "1e9": "1e9", "100000": "100,000",
	} {
		if got := thousands(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

func TestWrap(t *testing.T) {
	tests := []struct {
		why, in string
		limit   int
		want    []string
	}{
		{"Chinese breaks anywhere", "血压计会用了", 6, []string{"血压计", "会用了"}},
		{"words stay whole", "Last purchase", 12, []string{"Last", "purchase"}},
		{"a word that is too long is broken", "abcdefghij", 4, []string{"abcd", "efgh", "ij"}},
		{"no line begins with a comma", "血压计，会用了", 6, []string{"血压", "计，会", "用了"}},
		{"what fits stays", "后屯", 4, []string{"后屯"}},
		{"a number among ideographs stays whole", "自来不算；不到 20，样本", 15, []string{"自来不算；不到", "20，样本"}},
		{"a number needs no space before it", "欠款共1188元", 8, []string{"欠款共", "1188元"}},
		{"a comma takes a short word along", "欠款1188，没还", 8, []string{"欠款", "1188，没", "还"}},
		{"an option stays whole", "新建：kehu meeting new --on 日期", 24, []string{"新建：kehu meeting new", "--on 日期"}},
		{"wide characters don't overflow", "a血压计", 4, []string{"a血", "压计"}},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, wrap(test.in, test.limit)); diff != "" {
			t.Errorf("%s: %s", test.why, diff)
		}
	}
}
