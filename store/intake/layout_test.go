package intake

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLayoutIsFound(t *testing.T) {
	type shape struct {
		Separator  string
		HeaderLine int
		Records    int
	}
	tests := []struct {
		reason string
		text   string
		want   shape
	}{
		{"commas", "姓名,手机\n王秀兰,1\n", shape{",", 1, 1}},
		{"tabs", "姓名\t手机\n王秀兰\t1\n", shape{"\t", 1, 1}},
		{"semicolons, commas within", "姓名;手机;备注\n王秀兰;1;a,b,c\n", shape{";", 1, 1}},
		{"full-width commas", "姓名，手机\n王秀兰，1\n", shape{"，", 1, 1}},
		{"full-width semicolons", "姓名；手机；备注\n王秀兰；1；a，b\n", shape{"；", 1, 1}},
		{"bars", "姓名|手机|备注\n王秀兰|1|a;b\n", shape{"|", 1, 1}},
		{"full-width semicolons within", "姓名,备注\n王秀兰,送货；上门；慢走\n", shape{",", 1, 1}},
		{"full-width commas within", "姓名,备注\n王秀兰,送货，上门，慢走\n", shape{",", 1, 1}},
		{"the line that Excel understands", "sep=;\n姓名;手机\n王秀兰;1\n", shape{";", 2, 1}},
		{"a separator only that line names", "\"sep=|\"\r\n姓名|手机\r\n王秀兰|1\r\n", shape{"|", 2, 1}},
		{"one column", "手机\n13843110001\n13843110002\n", shape{",", 1, 2}},
		{"ends of line of Windows", "姓名,手机\r\n王秀兰,1\r\n李建国,2", shape{",", 1, 2}},
		{"ends of line written twice", "姓名,手机\r\r\n王秀兰,1\r\r\n", shape{",", 1, 1}},
		{"ends of line of old Macs", "姓名,手机\r王秀兰,1\r李建国,2\r", shape{",", 1, 2}},
		{"old Macs with new lines in a cell", "姓名,备注\r王秀兰,\"一\n二\"\r李建国,x", shape{",", 1, 2}},
		{"titles and notes above", "后屯客户表,,\n填表：刘敏,,\n,,\n姓名,手机,村\n王秀兰,1,后屯\n", shape{",", 4, 1}},
		{"a page of notes above", strings.Repeat("填表说明：手机写 11 位\n", 29) + "姓名,手机,村\n王秀兰,1,后屯\n", shape{",", 30, 1}},
		{"a title that holds a heading", "客户,,\n姓名,手机,村\n王秀兰,1,后屯\n", shape{",", 2, 1}},
		{"groups above the headings", "客户信息,,购买,\n姓名,手机,产品,金额\n王秀兰,1,钙片,2\n", shape{",", 2, 1}},
		{"headings over two lines of a cell", "\"姓名\n(必填)\",手机\n王秀兰,1\n", shape{",", 1, 1}},
		{"words of headings in the data", "姓名,手机,方式\n客户,电话,微信\n", shape{",", 1, 1}},
		{"no headings at all below the title", "姓名,手机\n", shape{",", 1, 0}},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			f := open(t, Options{}, tt.text)
			got := shape{f.Separator, f.HeaderLine, len(tellAll(t, f))}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
