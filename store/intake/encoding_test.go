package intake

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/unicode"

	"kehu/store/sheet"
)

// village is a small sheet; 状态, 职业 and 住址 are valid UTF-8 in GBK.
const village = "姓名,手机,状态,职业,住址\r\n王秀兰,13843110001,成交,务农,后屯\r\n李建国,13843110002,潜在,村医,㼆山屯\r\n"

func TestEncodingIsFoundByItself(t *testing.T) {
	ascii := "name,phone\nWang,13843110001\nLi,13843110002\n"
	tests := []struct {
		reason string
		text   []byte
		want   string
	}{
		{"valid UTF-8", []byte(village), "utf-8"},
		{"the mark of UTF-8", []byte("\uFEFF" + village), "utf-8"},
		{"ASCII is UTF-8", []byte(ascii), "utf-8"},
		{"GBK as Chinese Excel saves it", gb18030(t, village), "gb18030"},
		{"the mark of GB18030", gb18030(t, "\uFEFF"+village), "gb18030"},
		{"GBK headings that are valid UTF-8, with ASCII rows", gb18030(t, "状态,phone\n1,13843110001\n寨,13843110002\n"), "gb18030"},
		{"Excel's Unicode text", utf16(t, unicode.LittleEndian, unicode.UseBOM, village), "utf-16le"},
		{"UTF-16 without a mark", utf16(t, unicode.LittleEndian, unicode.IgnoreBOM, village), "utf-16le"},
		{"the other UTF-16", utf16(t, unicode.BigEndian, unicode.UseBOM, village), "utf-16be"},
		{"the other UTF-16 without a mark", utf16(t, unicode.BigEndian, unicode.IgnoreBOM, village), "utf-16be"},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			f, err := tryOpen(Options{}, tt.text)
			if err != nil {
				t.Fatal(err)
			}
			if f.Encoding != tt.want {
				t.Errorf("encoding %s, want %s", f.Encoding, tt.want)
			}
			if got := len(tellAll(t, f)); got != 2 {
				t.Errorf("%d records, want 2", got)
			}
		})
	}
}

func TestGBKOfTheLastLineDecides(t *testing.T) {
	// Half a megabyte of ASCII, and of GBK that happens to be valid UTF-8, first.
	text := gb18030(t, "name,phone,状态\n"+strings.Repeat("Wang,13843110001,状态\n", 30_000)+"王秀兰,13843110001,成交\n")
	f, err := tryOpen(Options{}, text)
	if err != nil {
		t.Fatal(err)
	}
	if f.Encoding != "gb18030" {
		t.Fatalf("encoding %s, want gb18030", f.Encoding)
	}
}

func TestBytesThatOnlyCallThemselvesAWorkbookAreRefused(t *testing.T) {
	const want = "这不是 Excel 工作簿，只是名字像（没拷完、坏了，或是别的文件改了名）；请用 Excel 或 WPS 打开看看：打得开就另存为 .xlsx 再导入，打不开就请对方重发"
	for name, text := range map[string]string{"一月.xlsx": "\x9E\x00\x00\x07\xFF\x01\x80", "一月.XLS": "\xFF\xFF\xC3\x28,1\n", "一月.xlsm": "a,b\n1\x00\x00\x01"} {
		_, err := openOne(name, []byte(text), Options{Today: today()})
		if err == nil {
			t.Fatalf("%q was read", text)
		}
		if diff := cmp.Diff(name+"："+want, zh(err)); diff != "" {
			t.Error(diff)
		}
	}
}

func TestBytesOfNoEncodingAreRefused(t *testing.T) {
	tests := []struct {
		reason string
		text   string
		o      Options
		want   string
	}{
		{"nothing", "", Options{}, "账.csv：文件是空的；请确认导出成功"},
		{"nothing but space", " \r\n\r\n", Options{}, "账.csv：文件里没有内容；请确认导出成功"},
		{"a workbook cut off", "PK\x03\x04\x14\x00", Options{}, "账.csv：工作簿不完整，可能没有拷完；请重新拷贝，或在 Excel、WPS 里打开后另存为 .xlsx"},
		{"an old workbook cut off", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Options{}, "账.csv：工作簿不完整，可能没有拷完；请重新拷贝，或在 Excel、WPS 里打开后另存为 .xlsx"},
		{"a picture", "\xFF\xD8\xFF\xE0\x00\x10JFIF", Options{}, "账.csv：这是图片，不是表格；请要一份 Excel 或 CSV"},
		{"a web page that calls itself .xls, cut off", "\r\n<HTML><table><tr><td>姓名", Options{}, "账.csv：网页不完整，可能没有下载完；请重新下载或拷贝"},
		{"a web page without a table", "<html><p>请登录</p></html>", Options{}, "账.csv：这是网页，里面没有表格；请要一份 Excel 或 CSV"},
		{"other XML", "<?xml version=\"1.0\"?><orders>", Options{}, "账.csv：这是 XML 文件，不是表格；请用 Excel 或 WPS 打开看看，打得开就另存为 .xlsx 再导入"},
		{"a kehu file", "SQLite format 3\x00\x10\x00", Options{}, "账.csv：这是一个数据库文件，不是表格；如果是 kehu 的文件，请用 --db 打开，或先导出"},
		{"anything at all", "\x03\xE1\x17\xFF\xC0\x08\x91\x02姓\x05\xFE,\x1E\x80\n" + strings.Repeat("\x07\xD4\xFFk\x10", 20), Options{}, "账.csv：这不是表格（内容是二进制的）；请看看是不是选错了文件"},
		{"anything at all with NULs", strings.Repeat("\x00\x01\x00\xFF\x02\x00\x00k\x10", 20), Options{}, "账.csv：这不是表格（内容是二进制的）；请看看是不是选错了文件"},
		{"a NUL far behind", "姓名,手机\n" + strings.Repeat("王秀兰,13843110001\n", 500) + "\x00", Options{}, "账.csv：这不是文本表格（含有二进制内容）；请在 Excel 或 WPS 里另存为 .xlsx 再导入"},
		{"a damaged byte in UTF-8", "姓名,手机\n王秀兰,13843110001\n李\xFF建国,1\n", Options{}, "账.csv：第 3 行有按 utf-8 认不出的字节；请用 --encoding 写明编码（utf-8、gb18030、utf-16le、utf-16be）"},
		{"UTF-8 broken off", "姓名,手机\n王秀兰,13843110001\n李建\xE5\x9B", Options{}, "账.csv：文件在第 3 行的一个字中间断了，可能没有拷完；请重新拷贝或导出"},
		{"neither UTF-8 nor GB18030", "name,phone\n\xFF\xFF,1\n", Options{}, "账.csv：第 2 行有按 gb18030 认不出的字节；请用 --encoding 写明编码（utf-8、gb18030、utf-16le、utf-16be）"},
		{"half a code of UTF-16", "\xFF\xFE" + "n\x00,\x00p\x00\n\x00a\x00\n\x00b", Options{}, "账.csv：文件在第 3 行的一个字中间断了，可能没有拷完；请重新拷贝或导出"},
		{"an encoding kehu doesn't know", "name\nx\n", Options{Encoding: "big5"}, "账.csv：不认识编码“big5”，可选：utf-8、gb18030、utf-16le、utf-16be"},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			_, err := tryOpen(tt.o, []byte(tt.text))
			if err == nil {
				t.Fatal("it was read")
			}
			if diff := cmp.Diff(tt.want, zh(err)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestInsistingOnAnEncodingReadsDamage(t *testing.T) {
	f, err := tryOpen(Options{Encoding: "utf-8"}, []byte("姓名,手机\n王秀兰,13843110001\n李\xFF建国,13843110002\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"name=王秀兰 phone=13843110001",
		"name=李\uFFFD建国 phone=13843110002 | ?  有认不出的字（�），请核对",
	}
	got := tellAll(t, f)
	if f.Broken == 0 {
		t.Error("the damage is not counted")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestReadErrorIsTold(t *testing.T) {
	disk := errors.New("disk on fire")
	_, err := Open("账.csv", failing{disk}, Options{})
	if !errors.Is(err, disk) {
		t.Fatalf("got %v, want the disk's error as its cause", err)
	}
	if diff := cmp.Diff("读不了账.csv；请确认文件完好、没有被别的程序占用", zh(err)); diff != "" {
		t.Error(diff)
	}
	var known *sheet.Error
	if !errors.As(err, &known) || known.Failure != sheet.Failed {
		t.Errorf("class %v", known)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error)       { return 0, f.err }
func (f failing) Seek(int64, int) (int64, error) { return 0, nil }
