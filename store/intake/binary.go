package intake

import (
	"bytes"

	"kehu/store/sheet"
)

// refuseBinary recognises files that are no text by their first bytes and says
// what to do with them; nil for everything else.
func refuseBinary(head []byte) error {
	for _, known := range []struct {
		magic string
		err   *sheet.Error
	}{
		{"SQLite format 3\x00", sheet.Fail(sheet.Failed, "这是一个数据库文件，不是表格；如果是 kehu 的文件，请用 --db 打开，或先导出",
			"this is a database, not a sheet: if it is a kehu file, open it with --db, or export it first")},
		{"%PDF", sheet.Fail(sheet.Failed, "这是 PDF，不是表格；请要一份 Excel 或 CSV", "this is a PDF, not a sheet: ask for an Excel or CSV file")},
		{"\xFF\xD8\xFF", sheet.Fail(sheet.Failed, "这是图片，不是表格；请要一份 Excel 或 CSV", "this is a picture, not a sheet: ask for an Excel or CSV file")},
		{"\x89PNG", sheet.Fail(sheet.Failed, "这是图片，不是表格；请要一份 Excel 或 CSV", "this is a picture, not a sheet: ask for an Excel or CSV file")},
		{"PK\x05\x06", sheet.Fail(sheet.Failed, "这是空的压缩文件", "this is an empty archive")},
		{"\x1F\x8B", sheet.Fail(sheet.Failed, "这是压缩文件；请先解压", "this is a compressed file: unpack it first")},
		{"Rar!", sheet.Fail(sheet.Failed, "这是压缩文件；请先解压", "this is a compressed file: unpack it first")},
		{"7z\xBC\xAF", sheet.Fail(sheet.Failed, "这是压缩文件；请先解压", "this is a compressed file: unpack it first")},
	} {
		if bytes.HasPrefix(head, []byte(known.magic)) {
			return known.err
		}
	}
	start := bytes.ToLower(bytes.TrimLeft(head[:min(len(head), 512)], "\xEF\xBB\xBF \t\r\n"))
	for _, tag := range []string{"<html", "<!doctype", "<table", "<?xml", "<meta", "<head"} {
		if bytes.HasPrefix(start, []byte(tag)) {
			return sheet.Fail(sheet.Failed, "这是网页格式的表格（常见于系统导出的 .xls）；请用 Excel 或 WPS 打开，再“另存为 .xlsx”",
				"this is a sheet in the form of a web page, as some systems export .xls: open it in Excel and save it as .xlsx")
		}
	}
	return nil
}

// notText is the error for bytes that no text holds.
func notText() error {
	return sheet.Fail(sheet.Failed, "这不是文本表格（含有二进制内容）；请在 Excel 或 WPS 里另存为 .xlsx 再导入",
		"this is not a sheet of text, it holds binary data: save it as .xlsx and import that")
}
