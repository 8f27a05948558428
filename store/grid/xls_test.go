package grid

import (
	"bytes"
	"encoding/binary"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// containerOf is a container with one stream, of at most 60 KB.
func containerOf(t testing.TB, name string, content []byte) []byte {
	t.Helper()
	const sector = 512
	content = append(bytes.Clone(content), make([]byte, max(smallBelow-len(content), 0))...)
	content = append(content, make([]byte, (sector-len(content)%sector)%sector)...)
	sectors := len(content) / sector
	head := make([]byte, 3*sector) // the header, the table of sectors, the directory
	copy(head, oleMagic)
	put := binary.LittleEndian
	put.PutUint16(head[30:], 9)
	put.PutUint16(head[32:], 6)
	for at, n := range map[int]uint32{44: 1, 48: 1, 56: smallBelow, 60: 0xFFFFFFFE, 68: 0xFFFFFFFE, 76: 0} {
		put.PutUint32(head[at:], n)
	}
	for i := 80; i < sector; i++ {
		head[i] = 0xFF
	}
	for i := range 128 {
		next := uint32(0xFFFFFFFF)
		switch {
		case i == 0:
			next = 0xFFFFFFFD
		case i == 1 || i == sectors+1:
			next = 0xFFFFFFFE
		case i <= sectors:
			next = uint32(i + 1)
		}
		put.PutUint32(head[sector+4*i:], next)
	}
	for i, entry := range []struct {
		name  string
		kind  byte
		first uint32
		size  int
	}{{"Root Entry", 5, 0xFFFFFFFE, 0}, {name, 2, 2, len(content)}} {
		at := head[2*sector+128*i:]
		copy(at, utf16(t, entry.name))
		put.PutUint16(at[64:], uint16(2*len(entry.name)+2))
		at[66] = entry.kind
		put.PutUint32(at[116:], entry.first)
		put.PutUint32(at[120:], uint32(entry.size))
	}
	return append(head, content...)
}

// rec is a record: its number, then the parts of its content.
func rec(id int, parts ...any) []byte {
	var data []byte
	for _, part := range parts {
		switch v := part.(type) {
		case int:
			data = binary.LittleEndian.AppendUint16(data, uint16(v))
		case uint32:
			data = binary.LittleEndian.AppendUint32(data, v)
		case float64:
			data = binary.LittleEndian.AppendUint64(data, math.Float64bits(v))
		case byte:
			data = append(data, v)
		case string:
			data = append(data, v...)
		}
	}
	head := binary.LittleEndian.AppendUint16(nil, uint16(id))
	return append(binary.LittleEndian.AppendUint16(head, uint16(len(data))), data...)
}

// wideText is a text as records hold it, with its length.
func wideText(t testing.TB, text string) string {
	chars := utf16(t, text)
	return string(binary.LittleEndian.AppendUint16(nil, uint16(len(chars)/2))) + "\x01" + string(chars)
}

// oldBookOf is an .xls with these records of all worksheets, and those of one.
func oldBookOf(t testing.TB, global, cells [][]byte) []byte {
	t.Helper()
	stream := append(rec(recBOF, excel97, 5), bytes.Join(global, nil)...)
	name := "\x02\x01" + string(utf16(t, "客户"))
	at := len(stream) + len(rec(recBoundSheet, uint32(0), 0, name)) + len(rec(recEOF))
	stream = append(append(stream, rec(recBoundSheet, uint32(at), 0, name)...), rec(recEOF)...)
	stream = append(append(append(stream, rec(recBOF, excel97, 16)...), bytes.Join(cells, nil)...), rec(recEOF)...)
	return containerOf(t, "Workbook", stream)
}

func TestOldWorkbooksAreRead(t *testing.T) {
	label := func(line, column int, text string) []byte { return rec(recLabel, line, column, 0, wideText(t, text)) }
	heading := [][]byte{label(0, 0, "姓名"), label(0, 1, "手机"), label(0, 2, "建档日期"), label(0, 3, "亩数")}
	row := func(cells ...[]byte) [][]byte { return append(append([][]byte{}, heading...), cells...) }
	days := [][]byte{rec(recFormat, 164, wideText(t, `yyyy"年"m"月"d"日"`)), rec(recXF, 0, 0), rec(recXF, 0, 164)}
	half := string(utf16(t, "王秀兰"))
	tests := []struct {
		reason        string
		global, cells [][]byte
		want          []string
	}{
		{"numbers of every kind", days, row(
			label(1, 0, "王秀兰"), rec(recNumber, 1, 1, 0, 13843110001.0), rec(recRK, 1, 2, 1, uint32(45356<<2|2)), rec(recRK, 1, 3, 0, uint32(1250<<2|3)),
			label(2, 0, "李建国"), rec(recMulRK, 2, 2, 1, uint32(45357<<2|2), 0, uint32(math.Float64bits(2.5)>>32), 3),
		), []string{"2 王秀兰|13843110001|2024-03-05|12.5", "3 李建国||2024-03-06|2.5"}},
		{"days from 1904", append([][]byte{rec(recDate1904, 1)}, days...), row(label(1, 0, "王秀兰"), rec(recNumber, 1, 2, 1, 43894.0)),
			[]string{"2 王秀兰||2024-03-05"}},
		{"shared texts that go on in a narrow piece, then a wide one", [][]byte{
			rec(recSST, uint32(2), uint32(2), 5, byte(1), half), rec(recContinue, byte(0), "A", "B", 3, byte(1), half[:2]), rec(recContinue, byte(1), half[2:]),
		}, row(rec(recLabelSST, 1, 0, 0, uint32(1)), rec(recLabelSST, 2, 0, 0, uint32(0))), []string{"2 王秀兰", "3 王秀兰AB"}},
		{"rich text and its reading aid", [][]byte{
			rec(recSST, uint32(2), uint32(2), 3, byte(1|4|8), 1, uint32(3), half, uint32(7), "abc", 3, byte(1), half),
		}, row(rec(recLabelSST, 1, 0, 0, uint32(0)), rec(recLabelSST, 2, 0, 0, uint32(1))), []string{"2 王秀兰", "3 王秀兰"}},
		{"formulas, truths and faults", nil, row(
			rec(recFormula, 1, 0, 0, 0, 0, 0, 0xFFFF, 0, uint32(0)), rec(0x04BC, 0), rec(recString, wideText(t, "王秀兰")),
			rec(recFormula, 1, 3, 0, 3.5, 0, uint32(0)),
			label(2, 0, "李建国"), rec(recBoolErr, 2, 3, 0, byte(1), byte(0)),
			label(3, 0, "张三"), rec(recFormula, 3, 2, 0, 2, 42, 0, 0xFFFF, 0, uint32(0)),
		), []string{"2 王秀兰|||3.5", "3 李建国|||TRUE", "4 张三||#N/A"}},
		{"merged cells, rows in any order, a chart within", nil, row(
			label(2, 1, "13843110002"), rec(recBOF, excel97, 32), label(9, 0, "图"), rec(recEOF), label(1, 0, "王秀兰"), label(1, 1, "13843110001"),
			rec(recMergeCells, 1, 1, 2, 0, 0),
		), []string{"2 王秀兰|13843110001", "3 王秀兰|13843110002"}},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			got := tell(t, tableOf(t, oldBookOf(t, tt.global, tt.cells)), nil)
			if diff := cmp.Diff(append([]string{"1 姓名|手机|建档日期|亩数"}, tt.want...), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestOldWorkbooksThatAreRefused(t *testing.T) {
	tests := []struct {
		reason string
		book   []byte
		want   string
	}{
		{"with a password", oldBookOf(t, [][]byte{rec(recFilePass, 1)}, nil), "这是加了密码的旧版 .xls；请在 Excel 或 WPS 里打开，去掉密码，另存为 .xlsx 再导入"},
		{"of Excel 95", containerOf(t, "Book", rec(recBOF, 0x0500, 5)), "这是很旧的 .xls 工作簿，不能直接读；请在 Excel 或 WPS 里另存为 .xlsx 再导入"},
		{"a text that isn't there", oldBookOf(t, nil, [][]byte{rec(recLabel, 0, 0, 0, wideText(t, "姓名")), rec(recLabelSST, 1, 0, 0, uint32(7))}),
			"工作簿不完整，可能没有拷完；请重新拷贝，或在 Excel、WPS 里打开后另存为 .xlsx"},
		{"texts broken off", oldBookOf(t, [][]byte{rec(recSST, uint32(9), uint32(9), 9, byte(1), "ab")}, nil),
			"工作簿不完整，可能没有拷完；请重新拷贝，或在 Excel、WPS 里打开后另存为 .xlsx"},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			_, err := tablesOf(tt.book)
			if err == nil || zh(err) != tt.want {
				t.Errorf("%v, want %s", err, tt.want)
			}
		})
	}
}
