package grid

import (
	"bytes"
	"errors"
	"path/filepath"
	"strings"

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
	if bytes.HasPrefix(bytes.TrimLeft(head, "\xEF\xBB\xBF \t\r\n"), []byte("<?xml")) && !isPage(head) && !isXMLBook(head) {
		return sheet.Fail(sheet.Failed, "这是 XML 文件，不是表格；请用 Excel 或 WPS 打开看看，打得开就另存为 .xlsx 再导入",
			"this is XML and no sheet: if Excel opens it save it as .xlsx and import that")
	}
	return nil
}

// unreadable is the cause of an error about bytes that are no text.
type unreadable struct{}

// Error says what it is the cause of.
func (unreadable) Error() string { return "the bytes are no text" }

// notText is the error for bytes that no text holds.
func notText() error {
	return sheet.Fail(sheet.Failed, "这不是文本表格（含有二进制内容）；请在 Excel 或 WPS 里另存为 .xlsx 再导入",
		"this is not a sheet of text, it holds binary data: save it as .xlsx and import that").Because(unreadable{})
}

// isBinary reports whether more than one byte in fifty, and not just a few, is a control
// character that no sheet of text holds. UTF-16 that says so is none.
func isBinary(head []byte) bool {
	controls := 0
	for _, b := range head {
		if b < ' ' && bytes.IndexByte([]byte("\t\n\v\f\r\x1A\x1B"), b) < 0 {
			controls++
		}
	}
	return controls > 3 && 50*controls > len(head) && !bytes.HasPrefix(head, []byte("\xFF\xFE")) && !bytes.HasPrefix(head, []byte("\xFE\xFF"))
}

// noSheet is the error for bytes that are neither a text nor anything known.
func noSheet() error {
	return sheet.Fail(sheet.Failed, "这不是表格（内容是二进制的）；请看看是不是选错了文件",
		"this is no sheet, it holds binary data: check that it is the right file").Because(unreadable{})
}

// notBook is err, or if a file whose name is a workbook's holds neither one nor a
// text, what to do with that.
func notBook(name string, err error) error {
	ending := strings.ToLower(filepath.Ext(name))
	if !errors.As(err, new(unreadable)) || ending != ".xlsx" && ending != ".xlsm" && ending != ".xls" {
		return err
	}
	return sheet.Fail(sheet.Failed, "这不是 Excel 工作簿，只是名字像（没拷完、坏了，或是别的文件改了名）；请用 Excel 或 WPS 打开看看：打得开就另存为 .xlsx 再导入，打不开就请对方重发",
		"this is no Excel workbook, though its name says so (cut off, damaged, or another file renamed): open it in Excel; if that works save it as .xlsx and import that, else ask for it again")
}
