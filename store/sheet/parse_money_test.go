package sheet

import (
	"testing"

	"pgregory.net/rapid"
)

func TestMoney(t *testing.T) {
	for _, c := range []struct {
		name, cell string
		want       int64
	}{
		{"thousands comma", "1,280.00", 128000},
		{"half-width yuan sign", "¥1280", 128000},
		{"full-width yuan sign", "￥1,280", 128000},
		{"yuan sign and space", "¥ 1,280.50", 128050},
		{"元", "1280元", 128000},
		{"块", "1280块", 128000},
		{"元 behind decimals", "1280.00元", 128000},
		{"full width", "１２８０", 128000},
		{"full-width comma", "1，280", 128000},
		{"RMB", "RMB 1280", 128000},
		{"one decimal", "12.5", 1250},
		{"zeros behind the decimals", "12.500", 1250},
		{"no whole part", ".5", 50},
		{"万", "1.2万", 1200000},
		{"万元", "1.2万元", 1200000},
		{"w", "1.2w", 1200000},
		{"plain", "12000", 1200000},
		{"decimals that 万 makes whole", "1.23456万", 1234560},
		{"万 and a digit", "1万2", 1200000},
		{"万 and digits", "1万2000", 1200000},
		{"千 and a digit", "3千5", 350000},
		{"cheque", "壹仟贰佰捌拾元整", 128000},
		{"cheque with jiao and fen", "壹仟零伍元叁角贰分", 100532},
		{"cheque with a zero before fen", "壹佰元零伍分", 10005},
		{"cheque of ten thousands", "叁万零伍拾圆整", 3005000},
		{"spoken", "一千二", 120000},
		{"spoken hundred", "一百二", 12000},
		{"spoken with a zero", "一千零二", 100200},
		{"spoken in full", "两万五千", 2500000},
		{"spoken ten thousands", "十二万", 12000000},
		{"teens behind a zero", "一千零十五", 101500},
		{"两百五", "两百五十块", 25000},
		{"digits in Han", "一二八〇", 128000},
		{"千万", "两千万", 2000000000},
		{"亿", "1亿2千万", 12000000000},
		{"jiao", "5角", 50},
		{"mao", "5毛", 50},
		{"块 and a digit", "12块5", 1250},
		{"块 and mao", "12块5毛", 1250},
		{"元, 角 and 分", "12元5角3分", 1253},
		{"minus", "-200", -20000},
		{"minus before the sign", "-¥200", -20000},
		{"minus behind the sign", "¥-200", -20000},
		{"accounting bracket", "(200)", -20000},
		{"full-width bracket", "（200元）", -20000},
		{"returned", "退200", -20000},
		{"returned in words", "退款 200元", -20000},
		{"plus", "+200", 20000},
		{"zero", "0", 0},
		{"nothing in the accounting format", " ¥- ", 0},
		{"free", "免费", 0},
		{"given", "赠送", 0},
		{"gift", "赠", 0},
		{"as text", `="1280"`, 128000},
		{"largest", "9999999999999.99", 999999999999999},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, ok, err := parseMoney(c.cell); got != c.want || !ok || err != nil {
				t.Errorf("parseMoney(%q) = %d, %v, %v, want %d", c.cell, got, ok, err, c.want)
			}
		})
	}
	for _, cell := range []string{"", "　", "-", "无"} {
		if n, ok, err := parseMoney(cell); n != 0 || ok || err != nil {
			t.Errorf("parseMoney(%q) = %d, %v, %v", cell, n, ok, err)
		}
	}
}

func TestMoneyRefused(t *testing.T) {
	for _, c := range []struct{ name, cell, zh string }{
		{"third decimal", "1280.005", "“1280.005”超过两位小数，请写到分，如 1280.05"},
		{"third decimal behind 万", "1.2345678万", "“1.2345678万”超过两位小数，请写到分，如 1280.05"},
		{"a float's noise", "0.30000000000000004", "“0.30000000000000004”超过两位小数，请写到分，如 1280.05"},
		{"half a fen", "0.5分", "“0.5分”超过两位小数，请写到分，如 1280.05"},
		{"product", "298*2", "“298*2”是算式，请先算出得数再填"},
		{"product with ×", "298×2", "“298×2”是算式，请先算出得数再填"},
		{"sum", "298+298", "“298+298”是算式，请先算出得数再填"},
		{"overflow", "99999999999999999999", "“99999999999999999999”金额太大，请核对"},
		{"overflow through 亿", "999999999亿", "“999999999亿”金额太大，请核对"},
		{"too large", "10000000000000", "“10000000000000”金额太大，请核对"},
		{"European", "1.280,00", ""}, {"comma out of place", "12,80", ""}, {"comma of four", "1,2345", ""}, {"debt", "欠300", ""},
		{"gift", "两盒送一", ""}, {"about", "约500", ""}, {"dollars", "$200", ""}, {"per box", "298元/盒", ""}, {"range", "200-300", ""},
		{"scientific", "1.28E+05", ""}, {"words", "现金", ""}, {"lone unit", "万元", ""}, {"two points", "1.2.3", ""}, {"point at the end", "12.", ""},
		{"two minuses", "-(200)", ""}, {"two minuses side by side", "--200", ""}, {"open bracket", "(200", ""}, {"from three to five", "三五百", ""},
		{"units the wrong way", "两百三千", ""}, {"space within", "1 280", ""}, {"Excel's error", "#VALUE!", ""}, {"fraction and more", "1.2万3", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			n, ok, err := parseMoney(c.cell)
			if err == nil {
				t.Fatalf("parseMoney(%q) = %d, %v", c.cell, n, ok)
			}
			checkError(t, err)
			if zh := err.(*Error).Words.In(ZH); c.zh != "" && zh != c.zh {
				t.Errorf("parseMoney(%q): %s", c.cell, zh)
			}
		})
	}
}

func TestMoneyReadsItselfBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := MakeMoney(rapid.Int64Range(-largest+1, largest-1).Draw(t, "fen"))
		var got Money
		if err := got.Parse(want.String(), Reading{}); got != want || err != nil {
			t.Fatalf("%s: %s, %v", &want, &got, err)
		}
	})
}

func FuzzParseMoney(f *testing.F) {
	for _, cell := range []string{"1,280.00", "1.2万元", "壹仟贰佰捌拾元整", "一千二", "(200)", "退200", "12块5毛", "1亿2千万", "298*2"} {
		f.Add(cell)
	}
	f.Fuzz(func(t *testing.T, cell string) {
		var m, back Money
		if err := m.Parse(cell, Reading{}); err != nil {
			checkError(t, err)
			return
		}
		if err := back.Parse(m.String(), Reading{}); back != m || err != nil {
			t.Fatalf("%q is %s, which is %s, %v", cell, &m, &back, err)
		}
	})
}

func TestMoneyParsesWithoutAllocating(t *testing.T) {
	for _, cell := range []string{"1280.00", "1188", "-200", "¥1280", "1280元", "1,280.00"} {
		if n := testing.AllocsPerRun(100, func() { parseMoney(cell) }); n != 0 {
			t.Errorf("%s: %v allocations", cell, n)
		}
	}
}

func BenchmarkParseMoney(b *testing.B) {
	for _, cell := range []string{"1280.00", "1188", "1,280.00", "¥1280", "一千二"} {
		b.Run(cell, func(b *testing.B) {
			for b.Loop() {
				parseMoney(cell)
			}
		})
	}
}
