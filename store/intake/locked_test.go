package intake

import (
	"bytes"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/unicode"

	"kehu/store/sheet"
)

// locked is a workbook with a password.
func locked(t testing.TB, password string) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fillRows(t, f, "Sheet1", []any{"姓名", "手机"}, []any{"王秀兰", "13843110001"})
	var b bytes.Buffer
	if err := f.Write(&b, excelize.Options{Password: password}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func says(password string) func() (string, error) {
	return func() (string, error) { return password, nil }
}

func TestLockedWorkbooksAreOpenedWithTheirPassword(t *testing.T) {
	f := bookFiles(t, locked(t, "后屯2026"), Options{Password: says("后屯2026")})[0]
	if diff := cmp.Diff([]string{"2 name=王秀兰 phone=13843110001"}, tellLines(t, f)); diff != "" {
		t.Error(diff)
	}
}

func TestWorkbooksForReadingOnlyNeedNoPassword(t *testing.T) {
	f := bookFiles(t, locked(t, "VelvetSweatshop"), Options{})[0]
	if diff := cmp.Diff([]string{"2 name=王秀兰 phone=13843110001"}, tellLines(t, f)); diff != "" {
		t.Error(diff)
	}
}

func TestContainersThatAreRefused(t *testing.T) {
	book := locked(t, "后屯2026")
	silent := errors.New("no answer")
	tests := []struct {
		reason   string
		book     []byte
		password func() (string, error)
		want     string
		class    sheet.Failure
	}{
		{"nobody to ask", book, nil, "账.xlsx：工作簿加了密码；请把密码写在一个文件的第一行，加上 --password-file 那个文件", sheet.Unanswered},
		{"a wrong password", book, says("后屯2025"), "账.xlsx：密码不对；请核对后再试", sheet.Failed},
		{"no answer", book, func() (string, error) { return "", silent }, "读不了账.xlsx；请确认文件完好、没有被别的程序占用", sheet.Failed},
		{"cut off", book[:len(book)-1024], says("后屯2026"), "账.xlsx：工作簿不完整，可能没有拷完；请重新拷贝，或在 Excel、WPS 里打开后另存为 .xlsx", sheet.Failed},
		{"an old document", renamed(t, book, "EncryptedPackage", "WordDocument"), nil, "账.xlsx：这是 Word 文档，不是表格；请把表格复制到 Excel 或 WPS 表格里，存为 .xlsx", sheet.Failed},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			_, err := Open("账.xlsx", bytes.NewReader(tt.book), Options{Password: tt.password})
			var known *sheet.Error
			if !errors.As(err, &known) || zh(err) != tt.want || known.Failure != tt.class {
				t.Errorf("%v, want %s", zh(errors.Join(err)), tt.want)
			}
		})
	}
}

// renamed gives a stream of a container another name.
func renamed(t testing.TB, book []byte, from, to string) []byte {
	t.Helper()
	book = bytes.Clone(book)
	at := bytes.Index(book, utf16(t, unicode.LittleEndian, unicode.IgnoreBOM, from))
	if at < 0 {
		t.Fatalf("no stream %s", from)
	}
	entry := book[at : at+128]
	clear(entry[:64])
	copy(entry, utf16(t, unicode.LittleEndian, unicode.IgnoreBOM, to))
	entry[64] = byte(2*len(to) + 2)
	return book
}
