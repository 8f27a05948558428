package grid

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTablesOfWebPagesAreOneSheet(t *testing.T) {
	for _, c := range []struct {
		reason, page string
		want         []string
	}{
		{"plain", "<table><tr><td>姓名</td><td>手机</td></tr><tr><td>王秀兰</td><td>13843110001</td></tr></table>", []string{"1 姓名|手机", "2 王秀兰|13843110001"}},
		{"in capitals, nothing closed, headings", "<HTML><TABLE BORDER=1><TR><TH>姓名<TH NOWRAP>手机<TR><TD>王秀兰<TD>138</TABLE>", []string{"1 姓名|手机", "2 王秀兰|138"}},
		{"what is merged to the right and down", "<table><tr><td colspan=2>a<td>b<tr><td rowspan='2'>c<td COLSPAN = \"2\" rowspan=\"2\">d<tr><tr><td>e<td>f<td>g</table>",
			[]string{"1 a||b", "2 c|d", "3 ", "4 e|f|g"}},
		{"merged down beside others", "<table><tr><td rowspan=3>村<td>a<tr><td>b<tr><td>c<tr><td>d</table>", []string{"1 村|a", "2 村|b", "3 村|c", "4 d"}},
		{"styles, scripts, comments and what Office adds are no text", "<html><head><title>表</title><style>td>b{}</style><script>if (a<b) x('</td>')</script></head><!--[if gte mso 9]><xml>x</xml><![endif]--><table><tr><td>a<!-- b --></td></tr></table>", []string{"1 a"}},
		{"a text above is a row of its own, as is one below", "<html><h3>三岔河店&nbsp;明细</h3><p>2026年3月</p><table><caption>三月</caption><tr><td>a</td></tr></table>制表：刘敏</html>",
			[]string{"1 三岔河店 明细", "2 2026年3月", "3 三月", "4 a", "5 制表：刘敏"}},
		{"lines, spaces and entities of a cell", "<table><tr><td>  钙片 \n  90片<br/>两盒 </td><td>&lt;a&amp;b&gt; &yen;5&#65;&nbsp;</td><td>a<5 & b</td></tr></table>", []string{"1 钙片 90片\n两盒|<a&b> ¥5A|a<5 & b"}},
		{"several tables, and one within another", "<table><tr><td><table><tr><td>a<td>b</table></table><table><tr><td>c</table>", []string{"1 ", "2 ", "3 a|b", "4 ", "5 c"}},
		{"blank rows count", "<table><tr></tr><tr><td></td></tr><tr><td>a</td></tr></table>", []string{"1 ", "2 ", "3 a"}},
		{"XHTML", "<?xml version=\"1.0\"?>\n<html><table><tr><td>a</td></tr></table></html>", []string{"1 a"}},
		{"the table not closed, the page is", "<html><table><tr><td>a</html>", []string{"1 a"}},
	} {
		t.Run(c.reason, func(t *testing.T) {
			for _, content := range [][]byte{[]byte(c.page), gb18030(t, c.page)} {
				table := tableOf(t, content)
				if diff := cmp.Diff(c.want, tell(t, table, nil)); diff != "" || table.Separator != "" {
					t.Errorf("%s: %s", table.Encoding, diff)
				}
			}
		})
	}
}

// TestCutOffPagesAreRefused: a download that broke off would lose rows, and nobody would
// know.
func TestCutOffPagesAreRefused(t *testing.T) {
	const page = "<html><body><table><tr><td>姓名</td></tr><tr><td rowspan=2>王秀兰</td></tr></table></body></html>"
	whole := strings.Index(page, "</table>") + len("</table>")
	for n := range page {
		if _, err := tablesOf([]byte(page[:n])); (err == nil) != (n >= whole) && n > len("<html>") {
			t.Errorf("%q: %v", page[:n], err)
		}
	}
}

func FuzzPage(f *testing.F) {
	for _, page := range []string{"<table><tr><td colspan=2>a<td rowspan=3>b<tr><td>c</table>", "<html><p>x<table><caption>y<tr><th>z</html>", "<table><script></table>", "<table><tr><td rowspan=99999999999999999999 colspan=999999>a"} {
		f.Add([]byte(page))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		tables, err := tablesOf(append([]byte("<table>"), content...))
		if err != nil {
			return
		}
		for _, table := range tables {
			last := 0
			rows, err := table.Rows(nil)
			if err != nil {
				t.Fatal(err)
			}
			for rows.Next() {
				if rows.Current().Line <= last {
					t.Fatalf("line %d behind %d", rows.Current().Line, last)
				}
				last = rows.Current().Line
			}
		}
	})
}
