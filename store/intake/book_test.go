package intake

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"kehu/store/sheet"
)

// workbookOf writes a workbook of one worksheet with these rows, then has it changed.
func workbookOf(t testing.TB, change func(*excelize.File), rows ...[]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fillRows(t, f, "Sheet1", rows...)
	if change != nil {
		change(f)
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func fillRows(t testing.TB, f *excelize.File, name string, rows ...[]any) {
	t.Helper()
	for i, cells := range rows {
		if err := f.SetSheetRow(name, fmt.Sprintf("A%d", i+1), &cells); err != nil {
			t.Fatal(err)
		}
	}
}

// styled gives cells a number format.
func styled(t testing.TB, f *excelize.File, from, to, code string) {
	t.Helper()
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
	if err == nil {
		err = f.SetCellStyle("Sheet1", from, to, style)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// archiveOf is a workbook written by hand: what excelize can't write. The parts
// replace, or come to, those of a workbook with one worksheet.
func archiveOf(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	const types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	all := map[string]string{
		"_rels/.rels":                `<Relationships><Relationship Id="a" Type="` + types + `officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook><sheets><sheet name="客户" sheetId="1" r:id="b"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="b" Type="` + types + `worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="c" Type="` + types + `sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="d" Type="` + types + `styles" Target="styles.xml"/></Relationships>`,
	}
	for name, text := range parts {
		all[name] = text
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range []string{"_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "word/document.xml", "xl/workbook.bin", "content.xml", "读我.txt"} {
		if text, ok := all[name]; ok && text != "" {
			part, err := w.Create(name)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprint(part, text)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// sheetXML is a worksheet of these rows.
func sheetXML(rows ...string) map[string]string {
	return map[string]string{"xl/worksheets/sheet1.xml": `<?xml version="1.0"?><worksheet><sheetData>` + strings.Join(rows, "\n") + `</sheetData></worksheet>`}
}

// bookFiles opens the worksheets of a workbook.
func bookFiles(t testing.TB, book []byte, o Options) []*File {
	t.Helper()
	o.Today = today()
	files, err := Open("账.xlsx", bytes.NewReader(book), o)
	if err != nil {
		t.Fatalf("Open: %v", zh(err))
	}
	return files
}

func notesOf(f *File) (all []string) {
	for _, n := range f.Notes {
		all = append(all, n.In(sheet.ZH))
	}
	return all
}

func TestWorksheetsAreRead(t *testing.T) {
	tests := []struct {
		reason string
		book   []byte
		want   []string // the records, with their lines
		notes  []string
	}{
		{"numbers, days, texts and their formats", workbookOf(t, func(f *excelize.File) {
			styled(t, f, "C2", "C2", `yyyy"年"m"月"d"日"`)
			styled(t, f, "E2", "E2", "0.00%")
		}, []any{"姓名", "手机", "生日", "家庭人口", "返点"}, []any{"王秀兰", 13843110001, 20883, 4, 0.155}),
			[]string{"2 name=王秀兰 phone=13843110001 birthday=1957-03-04 family_size=4 返点:15.5%"}, nil},
		{"titles merged over columns, a row and a column left free", workbookOf(t, func(f *excelize.File) {
			f.MergeCell("Sheet1", "B2", "E2")
		}, []any{}, []any{nil, "后屯客户台账"}, []any{nil, "姓名", "手机", "村"}, []any{nil, "王秀兰", "13843110001", "后屯"}),
			[]string{"4 name=王秀兰 phone=13843110001 village=后屯"}, nil},
		{"a village merged down three customers", workbookOf(t, func(f *excelize.File) {
			f.MergeCell("Sheet1", "A2", "A4")
		}, []any{"村", "姓名"}, []any{"后屯", "王秀兰"}, []any{nil, "李建国"}, []any{nil, "张三"}, []any{"前屯", "赵四"}),
			[]string{"2 name=王秀兰 village=后屯", "3 name=李建国 village=后屯", "4 name=张三 village=后屯", "5 name=赵四 village=前屯"}, nil},
		{"headings in two rows", workbookOf(t, func(f *excelize.File) {
			f.MergeCell("Sheet1", "A1", "A2")
			f.MergeCell("Sheet1", "B1", "C1")
		}, []any{"姓名", "联系"}, []any{nil, "手机", "微信"}, []any{"王秀兰", "13843110001", "lan57"}),
			[]string{"3 name=王秀兰 phone=13843110001 wechat=lan57"}, nil},
		{"a sum merged over two products is one sum", workbookOf(t, func(f *excelize.File) {
			f.MergeCell("Sheet1", "A2", "A3")
			f.MergeCell("Sheet1", "B2", "B3")
			f.MergeCell("Sheet1", "D2", "D3")
		}, []any{"姓名", "日期", "产品", "金额"}, []any{"王秀兰", "2026-03-01", "钙片", 198}, []any{nil, nil, "鱼油"}),
			[]string{"2 name=王秀兰 | purchases on=2026-03-01 product=钙片 amount=198.00", "3 name=王秀兰 | purchases on=2026-03-01 product=鱼油 | ! 金额 缺“金额”；请补上"},
			[]string{"“金额”有合并的单元格，只算在第一行，不重复计"}},
		{"blank rows between count, those below don't", workbookOf(t, func(f *excelize.File) {
			styled(t, f, "A9", "C40", "@")
		}, []any{"姓名", "手机"}, []any{"王秀兰", "13843110001"}, nil, nil, []any{"李建国", "13843110002"}),
			[]string{"2 name=王秀兰 phone=13843110001", "3 skip 空行", "4 skip 空行", "5 name=李建国 phone=13843110002"}, nil},
		{"hidden rows are read and told", workbookOf(t, func(f *excelize.File) {
			f.SetRowVisible("Sheet1", 2, false)
			f.SetRowVisible("Sheet1", 30, false)
		}, []any{"姓名"}, []any{"王秀兰"}, []any{"李建国"}),
			[]string{"2 name=王秀兰", "3 name=李建国"}, []string{"有 1 行是隐藏的，照样读了"}},
		{"rich text, without the reading aid", archiveOf(t, map[string]string{
			"xl/sharedStrings.xml":     `<sst><si><t>姓名</t></si><si><r><t>王</t></r><r><rPr><b/></rPr><t xml:space="preserve">秀兰</t></r><rPh sb="0" eb="1"><t>wang</t></rPh></si></sst>`,
			"xl/worksheets/sheet1.xml": `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c></row></sheetData></worksheet>`,
		}), []string{"2 name=王秀兰"}, nil},
		{"texts within, truths, faults, entities and marks", archiveOf(t, sheetXML(
			`<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c><c t="str"><v>备注</v></c><c t="inlineStr"><is><t>会来吗</t></is></c></row>`,
			`<row r="2"><c r="A2" t="inlineStr"><is><t><![CDATA[王&秀兰]]></t></is></c><c t="str"><f>B1&amp;""</f><v>A&amp;B&#x4E00;_x4E8C_</v></c><c t="b"><v>1</v></c></row>`,
		)), []string{"2 name=王&秀兰 remark=A&B一二 会来吗:TRUE"}, nil},
		{"formulas that failed", archiveOf(t, sheetXML(
			`<row r="1"><c t="str"><v>姓名</v></c><c t="str"><v>村</v></c><c t="str"><v>建档日期</v></c><c t="str"><v>镇</v></c></row>`,
			`<row r="2"><c t="str"><v>王秀兰</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c><c/><c t="e"><v>#N/A</v></c></row>`,
			`<row r="3"><c t="e"><v>#REF!</v></c></row>`,
			`<row r="4"><c t="str"><v>李建国</v></c><c/><c t="e"><v>#VALUE!</v></c></row>`,
		)), []string{
			"2 name=王秀兰 remark=村：#DIV/0! | ? 村 公式出错“#DIV/0!”；请在表里改好再导入",
			"3 remark=姓名：#REF! | ? 姓名 公式出错“#REF!”；请在表里改好再导入 | !  没有姓名、手机或编号；请补上",
			"4 name=李建国 | ! 建档日期 公式出错“#VALUE!”；请在表里改好再导入",
		}, nil},
		{"names with prefixes, cells without places, rows without numbers", archiveOf(t, map[string]string{
			"xl/worksheets/sheet1.xml": `<x:worksheet xmlns:x="u"><x:dimension ref="A1:XFD1048576"/><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>姓名</x:t></x:is></x:c></x:row><x:row><x:c t="inlineStr"><x:is><x:t>王秀兰</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>`,
		}), []string{"2 name=王秀兰"}, nil},
		{"days from 1904", archiveOf(t, map[string]string{
			"xl/workbook.xml":          `<workbook><workbookPr date1904="1"/><sheets><sheet name="客户" sheetId="1" r:id="b"/></sheets></workbook>`,
			"xl/styles.xml":            `<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
			"xl/worksheets/sheet1.xml": `<worksheet><sheetData><row r="1"><c t="str"><v>姓名</v></c><c t="str"><v>建档日期</v></c></row><row r="2"><c t="str"><v>王秀兰</v></c><c s="1"><v>43894</v></c></row></sheetData></worksheet>`,
		}), []string{"2 name=王秀兰 created_on=2024-03-05"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			f := bookFiles(t, tt.book, Options{})[0]
			if diff := cmp.Diff(tt.want, tellLines(t, f)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tt.notes, notesOf(f)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// tellLines are the records of f with the lines they stand in.
func tellLines(t testing.TB, f *File) (all []string) {
	t.Helper()
	for r, err := range f.Records() {
		if err != nil {
			t.Fatalf("Records: %v", zh(err))
		}
		all = append(all, fmt.Sprint(r.Line, " ", tell(r)))
	}
	return all
}

func TestRepeatedCellsAreCounted(t *testing.T) {
	book := workbookOf(t, func(f *excelize.File) { f.MergeCell("Sheet1", "A2", "A4") },
		[]any{"村", "姓名"}, []any{"后屯", "王秀兰"}, []any{nil, "李建国"}, []any{nil, "张三"})
	f := bookFiles(t, book, Options{})[0]
	tellLines(t, f)
	tellLines(t, f) // the second time counts anew
	if f.Repeated != 2 {
		t.Errorf("%d cells repeated, want 2", f.Repeated)
	}
}

// several is a workbook with two sheets, a note, an empty and a hidden worksheet.
func several(t testing.TB) []byte {
	return workbookOf(t, func(f *excelize.File) {
		for _, name := range []string{"说明", "空的", "旧客户", "购买"} {
			f.NewSheet(name)
		}
		fillRows(t, f, "说明", []any{"本表由刘敏填写"}, []any{"每周五更新"})
		fillRows(t, f, "旧客户", []any{"姓名", "手机"}, []any{"李建国", "13843110002"})
		fillRows(t, f, "购买", []any{"姓名", "日期", "产品", "金额"}, []any{"王秀兰", "2026-03-01", "钙片", 198})
		f.SetSheetVisible("旧客户", false)
	}, []any{"姓名", "手机"}, []any{"王秀兰", "13843110001"})
}

func TestEachWorksheetIsAFile(t *testing.T) {
	type part struct {
		Worksheet, Sheet string
		Records          []string
		Notes            []string
	}
	tests := []struct {
		reason string
		o      Options
		want   []part
	}{
		{"all that hold a sheet", Options{}, []part{
			{"Sheet1", "customers", []string{"2 name=王秀兰 phone=13843110001"}, []string{"工作表“说明”里认不出客户或购买的表头，没有导入", "工作表“空的”是空的"}},
			{"旧客户", "customers", []string{"2 name=李建国 phone=13843110002"}, []string{"工作表“旧客户”是隐藏的，照样读了"}},
			{"购买", "purchases", []string{"2 name=王秀兰 | purchases on=2026-03-01 product=钙片 amount=198.00"}, nil},
		}},
		{"the one asked for", Options{Worksheet: "购买"}, []part{
			{"购买", "purchases", []string{"2 name=王秀兰 | purchases on=2026-03-01 product=钙片 amount=198.00"}, nil},
		}},
		{"a map for one of them", Options{Map: map[string]string{"产品": "remark"}}, []part{
			{"Sheet1", "customers", []string{"2 name=王秀兰 phone=13843110001"}, []string{"工作表“说明”里认不出客户或购买的表头，没有导入", "工作表“空的”是空的"}},
			{"旧客户", "customers", []string{"2 name=李建国 phone=13843110002"}, []string{"工作表“旧客户”是隐藏的，照样读了"}},
			{"购买", "purchases", []string{"2 name=王秀兰 remark=钙片 | purchases on=2026-03-01 product=未注明 amount=198.00"}, []string{"没有产品一列，产品记为“未注明”"}},
		}},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			var got []part
			files := bookFiles(t, several(t), tt.o)
			for _, f := range files {
				got = append(got, part{f.Worksheet, f.Sheet.Key, tellLines(t, f), notesOf(f)})
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	t.Run("a map for none of them", func(t *testing.T) {
		_, err := Open("账.xlsx", bytes.NewReader(several(t)), Options{Map: map[string]string{"产品": "remark", "没有的": "name"}})
		if want := "账.xlsx：表里没有“没有的”这个表头，--map 的左边要照表头写；表头有：姓名、手机、姓名、手机、姓名、日期、产品、金额"; zh(err) != want {
			t.Error(zh(err))
		}
	})
}

// TestNotesBesideASheetAreLeftOut: one known heading makes no sheet beside a real
// one, nor does what is called an explanation; alone it is read.
func TestNotesBesideASheetAreLeftOut(t *testing.T) {
	customers := [][]any{{"姓名", "手机"}, {"王秀兰", "13843110001"}}
	totals := [][]any{{"哪里", "姓名", "多少人", "平均"}, {"后屯", "刘敏", 12, 3}}
	build := func(names []string, sheets ...[][]any) []byte {
		return workbookOf(t, func(f *excelize.File) {
			for i, rows := range sheets {
				f.NewSheet(names[i])
				fillRows(t, f, names[i], rows...)
			}
			f.DeleteSheet("Sheet1")
		})
	}
	left := "工作表“%[1]s”像是说明或汇总，没有导入；要导入请写 --worksheet %[1]s"
	tests := []struct {
		reason string
		book   []byte
		o      Options
		want   []string
		notes  []string
	}{
		{"totals", build([]string{"客户", "汇总"}, customers, totals), Options{}, []string{"客户"}, []string{fmt.Sprintf(left, "汇总")}},
		{"notes that look like a sheet", build([]string{"填写说明", "客户"}, customers, customers), Options{}, []string{"客户"}, []string{fmt.Sprintf(left, "填写说明")}},
		{"asked for", build([]string{"填写说明", "客户"}, customers, customers), Options{Worksheet: "填写说明"}, []string{"填写说明"}, nil},
		{"nothing better", build([]string{"汇总"}, totals), Options{}, []string{"汇总"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			files := bookFiles(t, tt.book, tt.o)
			var got []string
			for _, f := range files {
				got = append(got, f.Worksheet)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tt.notes, notesOf(files[0])); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWorkbooksThatAreRefused(t *testing.T) {
	row := func(cells string) string { return `<row r="2">` + cells + `</row>` }
	heading := `<row r="1"><c t="str"><v>姓名</v></c></row>`
	whole := workbookOf(t, nil, []any{"姓名"}, []any{"王秀兰"})
	tests := []struct {
		reason string
		book   []byte
		o      Options
		want   string
	}{
		{"a worksheet that isn't there", several(t), Options{Worksheet: "三月"}, "账.xlsx：没有工作表“三月”，有：Sheet1、说明、空的、旧客户、购买"},
		{"a worksheet that isn't there among many", workbookOf(t, func(f *excelize.File) {
			for i := range 40 {
				f.NewSheet(itoa(i + 1))
			}
		}), Options{Worksheet: "三月"},
			"账.xlsx：没有工作表“三月”，有：Sheet1、1、2、3、4、5、6、7、8、9、10、11、12、13、14、15、16、17、18、19、20、21、22、23、24、25、26、27、28、29、…"},
		{"nothing in it", workbookOf(t, nil), Options{}, "账.xlsx：工作簿里没有内容；请确认导出成功"},
		{"no known heading in any", workbookOf(t, nil, []any{"甲", "乙"}, []any{1, 2}), Options{},
			"账.xlsx：工作表“Sheet1”：第 1 行的表头里认不出姓名、手机、编号或购买金额；请用 --map '原表头=name' 说明哪一列是什么"},
		{"a report of kehu's", workbookOf(t, func(f *excelize.File) {
			for i := range 4 {
				f.NewSheet(fmt.Sprint(i))
			}
			f.SetDocProps(&excelize.DocProperties{Creator: "kehu"})
		}, []any{"姓名"}, []any{"王秀兰"}), Options{}, "账.xlsx：这是 kehu 写出的报表，不是台账；改过其中一页要导回来，请用 --worksheet 写明，如 --worksheet 客户追踪表"},
		{"a document", archiveOf(t, map[string]string{"word/document.xml": "<document/>"}), Options{}, "账.xlsx：这是 Word 文档，不是表格；请把表格复制到 Excel 或 WPS 表格里，存为 .xlsx"},
		{"a binary workbook", archiveOf(t, map[string]string{"xl/workbook.bin": "\x01"}), Options{}, "账.xlsx：这是二进制工作簿（.xlsb），不能直接读；请在 Excel 或 WPS 里另存为 .xlsx 再导入"},
		{"an OpenDocument", archiveOf(t, map[string]string{"content.xml": "<x/>"}), Options{}, "账.xlsx：这是 OpenDocument 文件（.ods），不能直接读；请另存为 .xlsx 再导入"},
		{"an archive of something else", archiveOf(t, map[string]string{"_rels/.rels": "", "xl/workbook.xml": "", "读我.txt": "x"}), Options{}, "账.xlsx：这是压缩文件，里面没有工作簿；请先解压"},
		{"cut off", whole[:len(whole)/2], Options{}, "账.xlsx：工作簿不完整，可能没有拷完；请重新拷贝，或在 Excel、WPS 里打开后另存为 .xlsx"},
		{"cut off within the worksheet", archiveOf(t, map[string]string{"xl/worksheets/sheet1.xml": "<worksheet><sheetData>" + heading}), Options{},
			"账.xlsx：工作表“客户”：工作簿不完整，可能没有拷完；请重新拷贝，或在 Excel、WPS 里打开后另存为 .xlsx"},
		{"rows out of order", archiveOf(t, sheetXML(heading, heading)), Options{}, "账.xlsx：工作表“客户”：第 1 行后面的行号乱了；请在 Excel 或 WPS 里打开，另存为 .xlsx 再导入"},
		{"a text that isn't there", archiveOf(t, sheetXML(heading, row(`<c r="A2" t="s"><v>5</v></c>`))), Options{},
			"账.xlsx：工作表“客户”：工作簿不完整，可能没有拷完；请重新拷贝，或在 Excel、WPS 里打开后另存为 .xlsx"},
		{"a column beyond XFD", archiveOf(t, sheetXML(heading, row(`<c r="XFE2"><v>5</v></c>`))), Options{},
			"账.xlsx：工作表“客户”：工作簿不完整，可能没有拷完；请重新拷贝，或在 Excel、WPS 里打开后另存为 .xlsx"},
		{"a cell of two megabytes", archiveOf(t, sheetXML(heading, row(`<c t="str"><v>`+strings.Repeat("长", 700_000)+`</v></c>`))), Options{},
			"账.xlsx：工作表“客户”：有一格超过 1 MB，不像表格；请检查文件"},
		{"a bomb", bomb(t), Options{}, "账.xlsx：工作表“客户”：工作簿解压后大得不正常，没有读；请检查来源，或另存为 CSV 再导入"},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			_, err := Open("账.xlsx", bytes.NewReader(tt.book), tt.o)
			if err == nil || zh(err) != tt.want {
				t.Errorf("%v, want %s", zh(errors.Join(err)), tt.want)
			}
		})
	}
}

// bomb is a workbook of some kilobytes that unpacks to 65 MB.
func bomb(t testing.TB) []byte {
	return archiveOf(t, sheetXML(strings.Repeat(" ", 65<<20)))
}

func TestFilledRowsAreCounted(t *testing.T) {
	files, err := Open("账.xlsx", bytes.NewReader(workbookOf(t, nil, []any{"姓名", "手机"}, []any{"王秀兰", 13843110001}, []any{}, []any{"李建国"})), Options{Today: today()})
	if err != nil || len(files) != 1 || files[0].Filled != 3 {
		t.Errorf("%v, %+v: want 3 rows", err, files)
	}
}
