package sheet

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestPhones(t *testing.T) {
	for _, c := range []struct {
		name, cell string
		want       []string
	}{
		{"plain", "13812345678", []string{"13812345678"}},
		{"spaces", "138 1234 5678", []string{"13812345678"}},
		{"dashes", "138-1234-5678", []string{"13812345678"}},
		{"points", "138.1234.5678", []string{"13812345678"}},
		{"country code", "+86 13812345678", []string{"13812345678"}},
		{"country code with a dash", "+86-138-1234-5678", []string{"13812345678"}},
		{"country code in brackets", "(86) 13812345678", []string{"13812345678"}},
		{"international prefix", "008613812345678", []string{"13812345678"}},
		{"country code without plus", "8613812345678", []string{"13812345678"}},
		{"long-distance zero", "013812345678", []string{"13812345678"}},
		{"full width", "１３８１２３４５６７８", []string{"13812345678"}},
		{"number cell read as a fraction", "13812345678.0", []string{"13812345678"}},
		{"trailing tab of an export", "13812345678\t", []string{"13812345678"}},
		{"leading quote", "'13812345678", []string{"13812345678"}},
		{"formula as text", `="13812345678"`, []string{"13812345678"}},
		{"marks of a telephone's address book", "\u202d13812345678\u202c", []string{"13812345678"}},
		{"scientific with all digits", "1.3812345678E+10", []string{"13812345678"}},
		{"two with a slash", "13812345678/13912345678", []string{"13812345678", "13912345678"}},
		{"two with a space", "13812345678 13912345678", []string{"13812345678", "13912345678"}},
		{"two with spaces within", "138 1234 5678 139 1234 5678", []string{"13812345678", "13912345678"}},
		{"two with a Chinese comma", "13812345678、13912345678", []string{"13812345678", "13912345678"}},
		{"two on two lines", "13812345678\n13912345678", []string{"13812345678", "13912345678"}},
		{"mobile and landline", "13812345678，0431-85551234", []string{"13812345678", "0431-85551234"}},
		{"words around it", "手机：13812345678（女儿）", []string{"13812345678"}},
		{"numbered label", "电话2：13812345678", []string{"13812345678"}},
		{"WeChat label", "vx13812345678", []string{"13812345678"}},
		{"landline", "0431-85551234", []string{"0431-85551234"}},
		{"landline with extension", "0431 85551234-802", []string{"0431-85551234-802"}},
		{"landline with 转", "0431-85551234转802", []string{"0431-85551234-802"}},
		{"landline in one", "043185551234", []string{"0431-85551234"}},
		{"landline in brackets", "（0431）8555 1234", []string{"0431-85551234"}},
		{"Beijing", "01085551234", []string{"010-85551234"}},
		{"three-digit area", "021 5555 1234", []string{"021-55551234"}},
		{"seven digits with area", "0435-5551234", []string{"0435-5551234"}},
		{"local", "5551234", []string{"5551234"}},
		{"local in two groups", "555-1234", []string{"5551234"}},
		{"hotline", "400-123-4567", []string{"4001234567"}},
		{"blank", "　", nil},
		{"none", "无", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := ParsePhones(c.cell)
			if diff := cmp.Diff(c.want, got); diff != "" || err != nil {
				t.Errorf("ParsePhones(%q): %v\n%s", c.cell, err, diff)
			}
			var p Phone
			if err := p.Parse(c.cell, Reading{}); err != nil || len(c.want) > 0 && p.String() != c.want[0] {
				t.Errorf("Phone.Parse(%q) = %s, %v", c.cell, &p, err)
			}
		})
	}
}

func TestLandlinesLackingTheirAreaCodeAreKnown(t *testing.T) {
	for cell, want := range map[string]bool{"5551234": true, "85551234-802": true, "0431-85551234": false, "13812345678": false, "400-123-4567": false, "800-123-4567": false} {
		numbers, err := ParsePhones(cell)
		if err != nil || len(numbers) != 1 || LacksAreaCode(numbers[0]) != want {
			t.Errorf("%s: %v, %v", cell, numbers, err)
		}
	}
	if LacksAreaCode("") {
		t.Error("a blank lacks nothing")
	}
}

func TestPhonesRefused(t *testing.T) {
	for name, cell := range map[string]string{
		"cut by Excel": "1.38E+10", "cut by Excel, more digits": "1.38123E+10", "masked": "138****5678", "masked with x": "138xxxx5678",
		"ten digits": "1381234567", "twelve digits": "138123456789", "begins with 12": "12812345678", "short": "95588",
		"two numbers glued": "1381234567813912345678", "a date": "2024-03-05", "an area code that isn't": "0031-85551234",
		"words": "在他儿子那里", "identity number": "220122195603051234", "virtual number with an extension": "18412345678-1234",
		"scientific and not a mobile number": "1.2345678901E+10",
	} {
		t.Run(name, func(t *testing.T) {
			got, err := ParsePhones(cell)
			if err == nil {
				t.Fatalf("ParsePhones(%q) = %v", cell, got)
			}
			checkError(t, err)
			p := MakePhone("13800000000")
			if err := p.Parse(cell, Reading{}); err == nil || !p.Empty() {
				t.Errorf("Phone.Parse(%q) = %s, %v", cell, &p, err)
			}
		})
	}
	t.Run("the good one of two comes with the error", func(t *testing.T) {
		got, err := ParsePhones("13812345678/1391234567")
		if diff := cmp.Diff([]string{"13812345678"}, got); diff != "" || err == nil {
			t.Errorf("%v\n%s", err, diff)
		}
	})
	t.Run("what is wrong is said", func(t *testing.T) {
		_, cut := ParsePhones("1.38E+10")
		_, masked := ParsePhones("138****5678")
		want := []string{
			"“1.38E+10”：手机号被 Excel 截断，后几位已丢失，请把列宽拉开或设成文本后重新导出",
			"“138****5678”是脱敏的号码，中间几位看不到，请补全 11 位",
		}
		if diff := cmp.Diff(want, []string{cut.(*Error).Words.In(ZH), masked.(*Error).Words.In(ZH)}); diff != "" {
			t.Error(diff)
		}
	})
}

func TestPhonesReadThemselvesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.StringMatching(`1[3-9][0-9]{9}|0[3-9][1-9][0-9]-[2-9][0-9]{6,7}(-[0-9]{1,6})?|02[0-9]-[2-9][0-9]{7}|400[0-9]{7}|[2-3][0-9]{6}`).Draw(t, "number")
		got, err := ParsePhones(number)
		if diff := cmp.Diff([]string{number}, got); diff != "" || err != nil {
			t.Fatalf("%v\n%s", err, diff)
		}
	})
}

func FuzzParsePhones(f *testing.F) {
	for _, cell := range []string{"138 1234 5678", "0431 85551234-802", "1.3812345678E+10", "+86-13812345678/13912345678", "138****5678"} {
		f.Add(cell)
	}
	f.Fuzz(func(t *testing.T, cell string) {
		numbers, err := ParsePhones(cell)
		if err != nil {
			checkError(t, err)
		}
		for _, number := range numbers {
			back, err := ParsePhones(number)
			if diff := cmp.Diff([]string{number}, back); diff != "" || err != nil {
				t.Fatalf("%q holds %s: %v\n%s", cell, number, err, diff)
			}
		}
		if first, err1 := parsePhone(cell); (err1 != nil) != (err != nil) || err == nil && len(numbers) > 0 && first != numbers[0] {
			t.Fatalf("%q: %s, %v", cell, first, err1)
		}
	})
}

func TestPhoneParsesWithoutAllocating(t *testing.T) {
	for _, cell := range []string{"13812345678", "13812345678\t", "'13812345678"} {
		if n := testing.AllocsPerRun(100, func() { parsePhone(cell) }); n != 0 {
			t.Errorf("%q: %v allocations", cell, n)
		}
	}
}

func BenchmarkParsePhone(b *testing.B) {
	for _, cell := range []string{"13812345678", "13812345678\t", "138 1234 5678", "0431-85551234"} {
		b.Run(cell, func(b *testing.B) {
			for b.Loop() {
				parsePhone(cell)
			}
		})
	}
}
