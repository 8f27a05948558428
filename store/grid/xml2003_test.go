package grid

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const book2003 = `<?xml version="1.0" encoding="GB2312"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="s1"><NumberFormat ss:Format="@"/></Style></Styles>
<Worksheet ss:Name="三月 "><Table ss:ExpandedColumnCount="6">
<Row><Cell ss:MergeAcross="2"><Data ss:Type="String">三岔河&amp;后屯</Data></Cell></Row>
<Row ss:Index="3"><Cell><Data ss:Type="String">村</Data></Cell><Cell><Data ss:Type="String">手机</Data></Cell><Cell><Data ss:Type="String">日期</Data></Cell><Cell><Data ss:Type="String">金额</Data></Cell></Row>
<Row><Cell ss:MergeDown="1"><Data ss:Type="String">后屯</Data></Cell><Cell ss:StyleID="s1"><Data ss:Type="Number">13843110001</Data><Comment><ss:Data>他儿子的</ss:Data></Comment></Cell>
<Cell><Data ss:Type="DateTime">2026-03-05T00:00:00.000</Data></Cell><Cell><Data ss:Type="Number">1396.1000000000001</Data></Cell></Row>
<Row ss:Hidden="1"><Cell ss:Index="3"><Data ss:Type="DateTime">2026-03-06T14:30:00.000</Data></Cell><Cell><ss:Data ss:Type="String"><B>免</B>费</ss:Data></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell></Row>
<Row/></Table></Worksheet>
<Worksheet ss:Name="空"><Table/></Worksheet>
<Worksheet ss:Name="四月"><Table><Row><Cell/><Cell><Data ss:Type="Number">1.3843110001E10</Data></Cell></Row></Table></Worksheet>
</Workbook>`

func TestWorkbooksOf2003InXML(t *testing.T) {
	want := map[string][]string{
		"三月": {"1 三岔河&后屯", "2 ", "3 村|手机|日期|金额", "4 后屯|13843110001|2026-03-05|1396.1", "5 后屯||2026-03-06 14:30:00|免费|TRUE"},
		"空":  nil, "四月": {"1 |13843110001"},
	}
	for _, content := range [][]byte{[]byte(book2003), gb18030(t, book2003)} {
		f, err := Open("账.xls", bytes.NewReader(content), Options{})
		if err != nil {
			t.Fatal(err)
		}
		got := map[string][]string{}
		for _, s := range f.Sheets {
			tables, err := s.Tables()
			if err != nil || len(tables) != 1 {
				t.Fatalf("%s: %d tables: %v", s.Name, len(tables), err)
			}
			got[s.Name] = tell(t, tables[0], nil)
			if s.Name == "三月" && (tables[0].Filled != 4 || tables[0].Hidden != 1 || !tables[0].Merged(0, 3)) {
				t.Errorf("%d rows, %d hidden", tables[0].Filled, tables[0].Hidden)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" || !f.Workbook {
			t.Error(diff)
		}
	}
	for n := range book2003 {
		if n > 200 && n < strings.LastIndex(book2003, "</Workbook>") {
			if _, err := Open("账.xls", strings.NewReader(book2003[:n]), Options{}); err == nil {
				t.Fatalf("cut off behind %q and read", book2003[n-20:n])
			}
		}
	}
}

func FuzzXMLBook(f *testing.F) {
	f.Add([]byte(book2003[strings.Index(book2003, "<Row>"):]))
	f.Add([]byte(`<Row ss:Index="99999999"><Cell ss:Index="-5" ss:MergeDown="9999999" ss:MergeAcross="999"/><Cell><Data ss:Type="Boolean">-7</Data></Cell></Row></Table></Worksheet></Workbook>`))
	f.Add([]byte(`<Data>0</Data></Row></Table></Worksheet></Workbook>`))
	f.Fuzz(func(t *testing.T, content []byte) {
		file, err := Open("账", bytes.NewReader(append([]byte(`<?xml?><Workbook><Worksheet ss:Name="a"><Table>`), content...)), Options{})
		if err != nil {
			return
		}
		for _, s := range file.Sheets {
			tables, err := s.Tables()
			if err != nil {
				continue
			}
			rows, err := tables[0].Rows(nil)
			for last := 0; err == nil && rows.Next(); last = rows.Current().Line {
				if rows.Current().Line <= last {
					t.Fatalf("line %d behind %d", rows.Current().Line, last)
				}
			}
		}
	})
}
