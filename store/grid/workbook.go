package grid

import (
	"archive/zip"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"

	"github.com/klauspost/compress/flate"

	"kehu/store/sheet"
)

const (
	maxUnpacked   = 2 << 30  // bytes of a part, which goes by and isn't kept
	bombFrom      = 64 << 20 // bytes from which on the ratio counts
	bombRatio     = 200      // unpacked to packed; worksheets shrink to a tenth, seldom to a fiftieth
	maxWorksheets = 1000     // of a workbook
	maxFormats    = 1 << 16  // of a workbook, and as many parts; Excel knows as many
)

const zipMagic = "PK\x03\x04"

// workbook is an .xlsx or .xlsm: an archive of parts, ECMA-376.
type workbook struct {
	parts   map[string]*zip.File // by name, in lower case
	sheets  []sheetRef           // in the workbook's order
	strings *pool
	formats []numFmt // by the number that a cell gives
	ours    bool     // kehu wrote it
	is1904  bool     // days count from 1904, as on old Macs
}

// sheetRef names a worksheet.
type sheetRef struct {
	name   string
	part   string // of an archive
	at     int    // of an old workbook's stream
	hidden bool
}

// openWorkbook reads what the worksheets of an archive have in common.
func openWorkbook(r io.ReaderAt, size int64) (*workbook, error) {
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return nil, notWhole(err)
	}
	archive.RegisterDecompressor(zip.Deflate, flate.NewReader) // twice as fast as the standard one
	b := &workbook{parts: map[string]*zip.File{}}
	for _, f := range archive.File {
		name := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))
		if b.parts[name] == nil {
			b.parts[name] = f
		}
	}
	if err := b.refuseOthers(); err != nil {
		return nil, err
	}
	return b, b.read()
}

func notWhole(cause error) error {
	return sheet.Fail(sheet.Failed, "工作簿不完整，可能没有拷完；请重新拷贝，或在 Excel、WPS 里打开后另存为 .xlsx",
		"the workbook is not whole: copy it again, or open it in Excel and save it as .xlsx").Because(cause)
}

// refuseOthers says of an archive that is no workbook what it is.
func (b *workbook) refuseOthers() error {
	for _, other := range []struct {
		part string
		err  *sheet.Error
	}{
		{"xl/workbook.bin", sheet.Fail(sheet.Failed, "这是二进制工作簿（.xlsb），不能直接读；请在 Excel 或 WPS 里另存为 .xlsx 再导入",
			"this is a binary workbook (.xlsb): open it in Excel and save it as .xlsx")},
		{"content.xml", sheet.Fail(sheet.Failed, "这是 OpenDocument 文件（.ods），不能直接读；请另存为 .xlsx 再导入", "this is an OpenDocument file (.ods): save it as .xlsx and import that")},
		{"word/document.xml", sheet.Fail(sheet.Failed, "这是 Word 文档，不是表格；请把表格复制到 Excel 或 WPS 表格里，存为 .xlsx", "this is a Word document: copy its table to a workbook and save it as .xlsx")},
		{"ppt/presentation.xml", sheet.Fail(sheet.Failed, "这是演示文稿，不是表格", "this is a presentation, not a sheet")},
	} {
		if b.parts[other.part] != nil {
			return other.err
		}
	}
	return nil
}

func (b *workbook) worksheets() []sheetRef { return b.sheets }
func (b *workbook) isOurs() bool           { return b.ours }
func (b *workbook) encoding() string       { return "xlsx" }

// relation is what ties one part to another.
type relation struct{ kind, part string }

// related are the parts that the one named is tied to, by the number it gives them.
func (b *workbook) related(part string) (map[string]relation, error) {
	dir, base := path.Split(part)
	all := map[string]relation{}
	err := b.scan(dir+"_rels/"+base+".rels", func(x *xmlReader) {
		if string(x.name) != "Relationship" || x.closing || len(all) > maxFormats {
			return
		}
		target := strings.ToLower(strings.ReplaceAll(x.value("Target"), `\`, "/"))
		if !strings.HasPrefix(target, "/") {
			target = path.Join(dir, target)
		}
		all[x.value("Id")] = relation{path.Base(x.value("Type")), strings.TrimPrefix(target, "/")}
	})
	return all, err
}

// ofKind is the part of a kind among those related.
func ofKind(all map[string]relation, kind string) string {
	for _, r := range all {
		if r.kind == kind {
			return r.part
		}
	}
	return ""
}

// read reads the list of worksheets, the shared texts and the formats.
func (b *workbook) read() error {
	parts, err := b.related("")
	book := ofKind(parts, "officeDocument")
	if err != nil || b.parts[book] == nil {
		return sheet.Fail(sheet.Failed, "这是压缩文件，里面没有工作簿；请先解压", "this is an archive without a workbook: unpack it first").Because(err)
	}
	if err := b.readCreator(ofKind(parts, "core-properties")); err != nil {
		return err
	}
	if parts, err = b.related(book); err != nil {
		return err
	}
	if err := b.readSheets(book, parts); err != nil {
		return err
	}
	if err := b.readFormats(ofKind(parts, "styles")); err != nil {
		return err
	}
	return b.readStrings(ofKind(parts, "sharedStrings"))
}

// readCreator finds out whether kehu wrote the workbook.
func (b *workbook) readCreator(part string) error {
	if b.parts[part] == nil {
		return nil
	}
	return b.scan(part, func(x *xmlReader) {
		if string(x.name) == "creator" && x.closing {
			b.ours = string(x.text) == "kehu"
		}
	})
}

// readSheets reads the list of worksheets; charts that are sheets of their own
// are none.
func (b *workbook) readSheets(part string, parts map[string]relation) error {
	return b.scan(part, func(x *xmlReader) {
		if x.closing {
			return
		}
		switch string(x.name) {
		case "workbookPr":
			b.is1904 = yes(x.attr("date1904"))
		case "sheet":
			to := parts[x.value("id")]
			if to.kind != "worksheet" || len(b.sheets) >= maxWorksheets {
				return
			}
			state := x.value("state")
			b.sheets = append(b.sheets, sheetRef{name: strings.TrimSpace(x.value("name")), part: to.part, hidden: state == "hidden" || state == "veryHidden"})
		}
	})
}

// yes reports whether an attribute says so.
func yes(value []byte) bool { return string(value) == "1" || string(value) == "true" }

// readFormats reads the number format of each style that a cell may have.
func (b *workbook) readFormats(part string) error {
	if b.parts[part] == nil {
		return nil
	}
	own, section := map[int]numFmt{}, ""
	return b.scan(part, func(x *xmlReader) {
		switch name := string(x.name); {
		case name == "numFmts" || name == "cellXfs":
			section = name
			if x.closing {
				section = ""
			}
		case x.closing:
		case len(b.formats) > maxFormats || len(own) > maxFormats:
		case name == "numFmt" && section == "numFmts":
			own[integer(x.attr("numFmtId"))] = readFmt(x.value("formatCode"))
		case name == "xf" && section == "cellXfs":
			id := integer(x.attr("numFmtId"))
			f, spelled := own[id]
			if !spelled {
				f = builtIn(id)
			}
			b.formats = append(b.formats, f)
		}
	})
}

// integer reads an attribute that is a number, 0 where it is none.
func integer(value []byte) int {
	n, err := strconv.Atoi(string(value))
	if err != nil {
		return 0
	}
	return n
}

func (b *workbook) readStrings(part string) error {
	if b.parts[part] == nil {
		return nil
	}
	src, err := b.unpack(part)
	if err != nil {
		return err
	}
	defer src.Close()
	b.strings, err = readPool(src)
	return readable(err)
}

// scan calls visit with each tag of a part.
func (b *workbook) scan(part string, visit func(*xmlReader)) error {
	src, err := b.unpack(part)
	if err != nil {
		return err
	}
	defer src.Close()
	x := newXMLReader(src)
	for x.next() {
		visit(x)
	}
	return readable(x.err)
}

// readable is err in words, if it has none: the archive is damaged.
func readable(err error) error {
	var known *sheet.Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	return notWhole(err)
}

// unpack opens a part of a bearable size. What an archive says of sizes may be a
// lie, so they are counted once more on the way.
func (b *workbook) unpack(part string) (io.ReadCloser, error) {
	f := b.parts[part]
	switch {
	case f == nil:
		return nil, notWhole(nil)
	case f.Flags&1 != 0:
		return nil, sheet.Fail(sheet.Failed, "这个压缩包加了密码；请先解压", "this archive is locked with a password: unpack it first")
	case f.UncompressedSize64 > maxUnpacked, f.UncompressedSize64 > bombFrom && f.UncompressedSize64/bombRatio > f.CompressedSize64:
		return nil, tooLarge()
	}
	src, err := f.Open()
	if err != nil {
		return nil, notWhole(err)
	}
	return &bounded{src, int64(f.UncompressedSize64)}, nil
}

func tooLarge() error {
	return sheet.Fail(sheet.Failed, "工作簿解压后大得不正常，没有读；请检查来源，或另存为 CSV 再导入",
		"the workbook unpacks to an abnormal size and was not read: check where it is from, or save it as CSV")
}

// bounded is a part that ends in an error where it is larger than it may be.
type bounded struct {
	io.ReadCloser
	left int64
}

// Read reads as the part does.
func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, tooLarge()
	}
	return n, err
}
