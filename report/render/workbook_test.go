package render

import (
	"archive/zip"
	"bytes"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"kehu/report"
	"kehu/store/sheet"
)

// wholeBook are the Docs of a workbook with every kind of page.
func wholeBook() []report.Doc {
	raw := table(people(), nil, "no", "name", "phone", "village", "stage", "last_purchase", "purchases", "spent", "remark")
	group := table(people()[:2], nil, "stage", "spent", "remark")
	return []report.Doc{summary(),
		{Key: "customers", Title: sheet.W("客户追踪表", "Tracking sheet"), Tables: []report.Table{raw}},
		{Key: "segment", Title: sheet.W("客户分群", "Segments"), Tables: []report.Table{group}, Say: sheet.W("先上门。", "Visit first."), Notes: summary().Notes, Facts: summary().Facts[:2]},
		{Key: "today", Title: sheet.W("今日", "Today"), Tables: []report.Table{table(nil, nil, "name", "phone")}, Say: sheet.W("没有。", "None.")},
		{Key: "definitions", Title: sheet.W("口径", "Definitions"), Notes: summary().Notes},
	}
}

// reopen writes docs and opens the result.
func reopen(t *testing.T, docs []report.Doc, l sheet.Lang) *excelize.File {
	t.Helper()
	var out bytes.Buffer
	if err := Workbook(&out, docs, l); err != nil {
		t.Fatal(err)
	}
	return open(t, &out)
}

func open(t *testing.T, r io.Reader) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// formatOf is the number format of a cell.
func formatOf(t *testing.T, f *excelize.File, name, cell string) string {
	t.Helper()
	style := must(f.GetStyle(must(f.GetCellStyle(name, cell))))
	if style.CustomNumFmt == nil {
		return ""
	}
	return *style.CustomNumFmt
}

func TestWorkbookHoldsTheRows(t *testing.T) {
	f := reopen(t, wholeBook(), sheet.ZH)
	if diff := cmp.Diff([]string{"总览", "客户追踪表", "客户分群", "今日", "口径"}, f.GetSheetList()); diff != "" {
		t.Error(diff)
	}
	want := [][]string{
		{"编号", "姓名", "手机", "村", "阶段", "最近购买", "购买次数", "累计金额", "备注"},
		{"1", "王秀兰", "13800000001", "后屯村", "成交", "46083", "7", "1280", "血压计会用了，说三月再来看看老伴的腿，顺便问问钙片还有没有活动"},
		{"2", "欧阳建国", "13900000002", "前屯", "成交", "46084", "14", "12345678.9"},
		{"3", "李|四", "010-88886666", "Li Village", "成交", "46085", "21", "-50", "line one\nline two"},
		{"4", "=HYPERLINK(\"x\")", "", "村[31m红", "成交", "46086", "28", "0", "a,b;\"c\""},
		{"17", "𠮷田𝒳", "13700000017", "王家庄第三村民小组", "成交", "46099", "119", "99", "👨‍👩‍👧 ok"},
	}
	if diff := cmp.Diff(want, must(f.GetRows("客户追踪表", excelize.Options{RawCellValue: true}))); diff != "" {
		t.Error(diff)
	}
	for cell, want := range map[string]string{"A2": `"#"0`, "C2": "@", "F2": "yyyy-mm-dd", "G2": "#,##0", "H2": "#,##0.00", "C9": "@"} {
		if got := formatOf(t, f, "客户追踪表", cell); got != want {
			t.Errorf("%s has the number format %q, want %q", cell, got, want)
		}
	}
	if got := must(f.GetCellValue("客户追踪表", "A2")); got != "#1" {
		t.Errorf("the number reads %q", got)
	}
	if kind := must(f.GetCellType("客户追踪表", "C2")); kind != excelize.CellTypeInlineString {
		t.Errorf("the phone has type %v", kind)
	}
	if formula := must(f.GetCellFormula("客户追踪表", "B5")); formula != "" {
		t.Errorf("a name became the formula %q", formula)
	}
}

func TestWorkbookInEnglish(t *testing.T) {
	f := reopen(t, wholeBook(), sheet.EN)
	if got := must(f.GetRows("Tracking sheet"))[1][4]; got != "customer" {
		t.Errorf("the stage reads %q", got)
	}
	if got := must(f.GetCellValue("Overview", "A2")); got != "See the 12 old customers about to leave first." {
		t.Errorf("the plain sentence reads %q", got)
	}
}

func TestWorksheetsAreSetUpForScreenAndPaper(t *testing.T) {
	f := reopen(t, wholeBook(), sheet.ZH)
	for name, want := range map[string]struct {
		header, last string
		columns      int
	}{
		"客户追踪表": {"1", "$A$1:$I$6", 2},
		"客户分群":  {"4", "$A$4:$C$6", 0},
	} {
		panes := must(f.GetPanes(name))
		if !panes.Freeze || fmt.Sprint(panes.YSplit) != want.header || panes.XSplit != want.columns {
			t.Errorf("%s: panes %+v", name, panes)
		}
		names := map[string]string{}
		for _, n := range f.GetDefinedName() {
			if n.Scope == name {
				names[n.Name] = n.RefersTo
			}
		}
		row := "$" + want.header
		if diff := cmp.Diff(map[string]string{"_xlnm._FilterDatabase": "'" + name + "'!" + want.last,
			"_xlnm.Print_Titles": "'" + name + "'!" + row + ":" + row}, names); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		layout := must(f.GetPageLayout(name))
		if *layout.Size != a4 || *layout.Orientation != "landscape" || *layout.FitToWidth != 1 || *layout.FitToHeight != 0 {
			t.Errorf("%s: page layout %+v", name, layout)
		}
		if props := must(f.GetSheetProps(name)); props.FitToPage == nil || !*props.FitToPage {
			t.Errorf("%s doesn't fit to the page", name)
		}
		margins := must(f.GetPageMargins(name))
		if *margins.Header == 0 || *margins.Footer == 0 {
			t.Errorf("%s: no room for the footer", name)
		}
		if footer := must(f.GetHeaderFooter(name)); !strings.Contains(footer.OddFooter, "&P") {
			t.Errorf("%s: pages aren't numbered", name)
		}
	}
	if w := must(f.GetColWidth("客户追踪表", "I")); w != 26 {
		t.Errorf("the remark is %v wide", w)
	}
	if w := must(f.GetColWidth("客户追踪表", "H")); w < 15 {
		t.Errorf("12,345,678.90 doesn't fit into %v", w)
	}
}

func TestWorksheetXML(t *testing.T) {
	var out bytes.Buffer
	if err := Workbook(&out, wholeBook(), sheet.ZH); err != nil {
		t.Fatal(err)
	}
	z := must(zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len())))
	for _, file := range z.File {
		content, err := io.ReadAll(must(file.Open())) // checks the sum, too
		if err != nil || uint64(len(content)) != file.UncompressedSize64 {
			t.Errorf("%s: %v", file.Name, err)
		}
		if file.Name != "xl/worksheets/sheet2.xml" {
			continue
		}
		for _, want := range []string{`<autoFilter ref="$A$1:$I$6">`, `numberStoredAsText="true"`, `gridLines="1"`, `<dimension ref="A1:I6">`} {
			if !bytes.Contains(content, []byte(want)) {
				t.Errorf("no %s in the worksheet", want)
			}
		}
	}
}

func TestOverviewLeadsToEveryPage(t *testing.T) {
	f := reopen(t, wholeBook(), sheet.ZH)
	links := map[string]string{}
	for _, column := range []string{"A", "F"} {
		for row := 1; row < 60; row++ {
			cell := fmt.Sprint(column, row)
			if ok, target, _ := f.GetCellHyperLink("总览", cell); ok {
				links[must(f.GetCellValue("总览", cell))] = target
			}
		}
	}
	want := map[string]string{"客户总数": "'客户追踪表'!A1", "客户追踪表": "'客户追踪表'!A1", "客户分群": "'客户分群'!A1", "今日": "'今日'!A1", "口径": "'口径'!A1"}
	if diff := cmp.Diff(want, links); diff != "" {
		t.Error(diff)
	}
	for cell, want := range map[string]string{"A1": "总览", "A2": "先去看 12 位快流失的老客户。"} {
		if got := must(f.GetCellValue("总览", cell)); got != want {
			t.Errorf("%s reads %q, want %q", cell, got, want)
		}
	}
	var values []string
	for row := 4; row < 60; row++ {
		if value := must(f.GetCellValue("总览", fmt.Sprint("B", row))); value != "" {
			values = append(values, value)
		}
	}
	facts := []string{"100,000", "12,345,678.90", "35.1%", "—", "2026-03-05"}
	if diff := cmp.Diff(facts, values[1:min(len(values), 1+len(facts))]); diff != "" { // below the heading
		t.Error(diff)
	}
	if ok, back, _ := f.GetCellHyperLink("客户分群", "C1"); !ok || back != "'总览'!A1" {
		t.Errorf("no way back: %q", back)
	}
	if ok, back, _ := f.GetCellHyperLink("口径", "A4"); !ok || back != "'总览'!A1" {
		t.Errorf("no way back from a narrow page: %q", back)
	}
	props := must(f.GetDocProps())
	if props.Creator != "kehu" || props.LastModifiedBy != "kehu" || props.Title != "总览" {
		t.Errorf("properties %+v", props)
	}
}

func TestOverviewSendsALongTableToItsOwnPage(t *testing.T) {
	d := summary()
	long := crowdDoc(smallTable + 5).Tables[0]
	long.Title = sheet.W("长表", "Long")
	d.Tables = append(d.Tables, long)
	f := reopen(t, []report.Doc{d}, sheet.ZH)
	if rows := must(f.GetRows("长表")); len(rows) != smallTable+6 || rows[smallTable+5][0] != fmt.Sprintf("#%d", smallTable+5) {
		t.Errorf("%d rows", len(rows))
	}
}

func TestALongTableGoesOnOnFurtherWorksheets(t *testing.T) {
	b := must(newBook(sheet.ZH))
	b.most = 1001
	if err := b.doc(crowdDoc(2500)); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := b.write(&out); err != nil {
		t.Fatal(err)
	}
	f := open(t, &out)
	var lengths []string
	for _, name := range f.GetSheetList() {
		rows := must(f.GetRows(name))
		lengths = append(lengths, fmt.Sprint(name, " ", len(rows), " ", rows[0][0], " ", rows[1][0]))
	}
	if diff := cmp.Diff([]string{"客户追踪表 1001 编号 #1", "客户追踪表 (2) 1001 编号 #1001", "客户追踪表 (3) 501 编号 #2001"}, lengths); diff != "" {
		t.Error(diff)
	}
}

func TestManyChunksJoin(t *testing.T) {
	const n = 4000 // several times chunkSize
	f := reopen(t, []report.Doc{crowdDoc(n)}, sheet.ZH)
	rows := must(f.GetRows("客户追踪表", excelize.Options{RawCellValue: true}))
	i := 0
	for cells := range crowd(n) {
		i++
		if got, want := rows[i][1], cells[1].String(); got != want {
			t.Fatalf("row %d has the name %q, want %q", i, got, want)
		}
	}
	if len(rows) != n+1 {
		t.Errorf("%d rows", len(rows))
	}
}

func TestJoinCRC(t *testing.T) {
	all := []byte(strings.Repeat("客户追踪表 kehu ", 1000))
	for _, cut := range []int{0, 1, 7, 4096, len(all)} {
		got := joinCRC(crc32.ChecksumIEEE(all[:cut]), crc32.ChecksumIEEE(all[cut:]), uint64(len(all)-cut))
		if want := crc32.ChecksumIEEE(all); got != want {
			t.Errorf("cut at %d: %08x, want %08x", cut, got, want)
		}
	}
}

func TestWorksheetNames(t *testing.T) {
	b := must(newBook(sheet.ZH))
	long := strings.Repeat("长", 40)
	for _, name := range []string{"a:b/c", "A:B/C", long, long, "", "it's", "𠮷" + strings.Repeat("x", 40)} {
		b.add(name, "")
	}
	var got []string
	for _, p := range b.pages {
		got = append(got, p.name)
	}
	want := []string{"a-b-c", "A-B-C (2)", strings.Repeat("长", 31), strings.Repeat("长", 27) + " (2)", "Sheet", "it’s", "𠮷" + strings.Repeat("x", 29)}
	if diff := cmp.Diff(want, got); diff != "" || b.err != nil {
		t.Error(diff, b.err)
	}
}

func TestLongTextIsCutVisibly(t *testing.T) {
	f := reopen(t, []report.Doc{listing([]*sheet.Customer{person(1, "长", "", "", strings.Repeat("字", maxText+1), 0), person(2, "满", "", "", strings.Repeat("字", maxText), 0)}, "name", "remark")}, sheet.ZH)
	name := f.GetSheetName(0)
	if got := must(f.GetCellValue(name, "B2")); !strings.HasSuffix(got, cutMark) || len([]rune(got)) != maxText {
		t.Errorf("%d characters ending in %q", len([]rune(got)), got[len(got)-30:])
	}
	if got := must(f.GetCellValue(name, "B3")); len([]rune(got)) != maxText {
		t.Errorf("a text that just fits has %d characters", len([]rune(got)))
	}
}

func TestDaysBeforeSpreadsheetsBeginAreText(t *testing.T) {
	early, share := person(1, "古", "", "", "", 0), report.Share{Num: 1, Den: 4}
	early.LastPurchase = sheet.MakeDate(1899, 5, 1)
	d := listing([]*sheet.Customer{early}, "last_purchase")
	d.Tables = append(d.Tables, report.Table{Title: sheet.W("率", "Rate"), Columns: []report.Column{{Key: "r", Label: sheet.W("率", "Rate")}}, Rows: rowsOf([][]report.Cell{{share}}, nil)})
	f := reopen(t, []report.Doc{d}, sheet.ZH)
	if got := must(f.GetCellValue(f.GetSheetName(0), "A2")); got != "1899-05-01" {
		t.Errorf("1899-05-01 reads %q", got)
	}
	if got := must(f.GetCellValue("率", "A2")); got != "25.0%" {
		t.Errorf("a quarter reads %q", got)
	}
}

func TestTemplateOpens(t *testing.T) {
	for _, s := range sheet.All() {
		for _, l := range []sheet.Lang{sheet.ZH, sheet.EN} {
			var out bytes.Buffer
			if err := Template(&out, s, nil, l); err != nil {
				t.Fatal(s.Key, err)
			}
			if f := open(t, &out); len(f.GetSheetList()) != 2 {
				t.Errorf("%s: worksheets %q", s.Key, f.GetSheetList())
			}
		}
	}
}

func TestTemplateOfCustomers(t *testing.T) {
	var out bytes.Buffer
	if err := Template(&out, sheet.Customers, nil, sheet.ZH); err != nil {
		t.Fatal(err)
	}
	f := open(t, &out)
	head := must(f.GetRows("客户"))[0]
	if diff := cmp.Diff([]string{"*姓名", "绰号", "手机"}, head[:3]); diff != "" {
		t.Error(diff)
	}
	for _, h := range head {
		if h == "编号" || h == "累计金额" {
			t.Errorf("%s is nothing people type", h)
		}
	}
	if got := formatOf(t, f, "客户", "C100"); got != "@" {
		t.Errorf("phones have the format %q", got)
	}
	lists := map[string]string{}
	for _, v := range must(f.GetDataValidations("客户")) {
		lists[v.Sqref] = v.Formula1
	}
	if lists["F2:F20000"] != `"男,女"` {
		t.Errorf("drop-down lists %q", lists)
	}
	rows := must(f.GetRows("填写说明"))
	for _, row := range rows {
		if row[0] == "信任阈值" && row[3] != "1 一次就信 … 5 五次才信" {
			t.Errorf("the trust threshold is explained as %q", row)
		}
	}
	if len(rows) != len(head)+1 {
		t.Errorf("%d columns explained of %d", len(rows)-1, len(head))
	}
}

func TestTemplateOfSomeColumns(t *testing.T) {
	var out bytes.Buffer
	if err := Template(&out, sheet.Payments, sheet.Payments.Must("amount", "staff"), sheet.ZH); err != nil {
		t.Fatal(err)
	}
	head := must(open(t, &out).GetRows("还款"))[0]
	if diff := cmp.Diff([]string{"*姓名", "*还款日期", "*还款金额", "业务员"}, head); diff != "" {
		t.Error(diff)
	}
}

func TestALongDropDownListHasAWorksheet(t *testing.T) {
	b := must(newBook(sheet.ZH))
	form := &template{b: b, page: b.add("表", "")}
	words := strings.Split(strings.Repeat("某个产品,", 60)+"末", ",")
	if listed(words) <= maxList {
		t.Fatal("this list isn't long")
	}
	name := form.list("product", words)
	var out bytes.Buffer
	if err := b.write(&out); err != nil {
		t.Fatal(err)
	}
	f := open(t, &out)
	if got := f.GetDefinedName()[0]; got.Name != name || got.RefersTo != "'选项'!$A$1:$A$61" {
		t.Errorf("%+v", got)
	}
	if must(f.GetSheetVisible("选项")) {
		t.Error("the lists are in sight")
	}
}
