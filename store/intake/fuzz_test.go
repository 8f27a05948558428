package intake

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kehu/store/sheet"
)

// seeds are the fixtures, and what is too odd to be one.
func seeds(f *testing.F) {
	for _, pattern := range []string{"../../testdata/*.csv", "../../testdata/import/*.csv"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			f.Fatalf("no fixtures at %s: %v", pattern, err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(text)
		}
	}
	for _, odd := range []string{"", "\"", "姓名\n\"", "姓名,手机\n\"a\"\"\n\"\"\"\n,\"", "sep=\"\n", "sep=，\n姓名，手机\n", "\xFF\xFE", "\xFE\xFF\x00", "\x84\x31\x95\x33姓名", "姓名\r\"\r\n\"\r"} {
		f.Add([]byte(odd))
	}
}

// FuzzOpen reads any bytes: it never panics or hangs, and every row is in one record.
func FuzzOpen(f *testing.F) {
	seeds(f)
	known := newDictionary(nil)
	f.Fuzz(func(t *testing.T, text []byte) {
		files, err := openKnown("账.csv", text, known, Options{})
		if err != nil {
			if zh(err) == "" || strings.ContainsAny(zh(err), "\n\r") && !strings.ContainsAny(string(text), "\n\r") {
				t.Fatalf("the error is no line of text: %q", zh(err))
			}
			return
		}
		for _, file := range files {
			accounted(t, file)
		}
	})
}

// FuzzHeadings decides any headings over any cells: no column of a group is filled
// from two, and the mapping that comes out can be given back as a map.
func FuzzHeadings(f *testing.F) {
	for _, seed := range [][2]string{
		{"姓名,手机,日期,产品,金额,备注", "王秀兰,13843110001,2026-1-5,钙片,396,x"}, {"*客户名称,客户名称,联系方式,电话", "a,b,13843110001,电话"},
		{"姓名,第一次回访时间,第一次回访内容,第二次回访时间,第二次回访内容", "a,2026-1-5,x,1月6日,y"}, {"姓名,回访1,回访2,购买1", "a,2026-1-5 x,y,3"},
		{"订单编号,买家昵称,订单状态,付款时间,宝贝标题,总金额,实付金额", "1,a,交易成功,2026-1-5,x,3,2"}, {"编号,姓名,身份证号,累计消费,欠款", "#1,a,x,1,2"},
		{"姓名,日期,钙片(198元/盒),鱼油￥99,合计,欠款", "a,2026-1-5,2,1,495,95"}, {"姓名,日期,钙片数量,钙片金额,5数量,5金额", "a,2026-1-5,2,396,1,1"},
		{"交易时间,交易对方,收/支,金额(元)", "2026-1-5,a,收入,198"},
	} {
		f.Add(seed[0], seed[1])
	}
	known := newDictionary(nil)
	f.Fuzz(func(t *testing.T, headings, cells string) {
		text := []byte(headings + "\n" + cells + "\n")
		files, err := openKnown("账.csv", text, known, Options{})
		if err != nil {
			return
		}
		file := files[0]
		accounted(t, file)
		type filled struct {
			column *sheet.Column
			group  int
		}
		seen := map[filled]bool{}
		for _, m := range file.Columns {
			if it := (filled{m.Column, m.Group}); m.As == Mapped && seen[it] {
				t.Fatalf("two headings fill %s.%s", m.Column.Sheet.Key, m.Column.Key)
			} else {
				seen[it] = true
			}
		}
		if _, err := openKnown("账.csv", text, known, Options{Map: file.Map()}); err != nil && !strings.Contains(zh(err), "都像") {
			t.Fatalf("its own map %v: %s", file.Map(), zh(err))
		}
	})
}
