package sheet

import (
	"testing"
	"unicode/utf8"
)

func TestCleanText(t *testing.T) {
	for _, c := range []struct{ name, cell, want string }{
		{"clean", "张桂兰", "张桂兰"},
		{"empty", "", ""},
		{"spaces", "  张桂兰 ", "张桂兰"},
		{"ideographic space", "　张桂兰　", "张桂兰"},
		{"no-break space", "\u00a0张桂兰\u00a0", "张桂兰"},
		{"byte order mark", "\ufeff张桂兰", "张桂兰"},
		{"zero width", "张桂兰\u200b", "张桂兰"},
		{"trailing tab of an export", "13812345678\t", "13812345678"},
		{"line end", "张桂兰\r\n", "张桂兰"},
		{"space within stays", "张 桂　兰", "张 桂　兰"},
		{"full width stays", "ＡＢ", "ＡＢ"},
		{"quote that marks text", "'0138", "0138"},
		{"quote of a defused formula", "'=1+1", "=1+1"},
		{"formula of text", `="0138"`, "0138"},
		{"formula of text with a quote", `="5""屏"`, `5"屏`},
		{"quote before a formula of text", `'="0138"`, "0138"},
		{"real formula stays", `="a"&"b"`, `="a"&"b"`},
		{"quote within stays", "it's", "it's"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := cleanText(c.cell); got != c.want {
				t.Errorf("cleanText(%q) = %q", c.cell, got)
			}
		})
	}
}

func TestFold(t *testing.T) {
	for cell, want := range map[string]string{"ＡＢｃ１２３": "ABc123", "（必填）：": "(必填):", "张　三": "张 三", "张三": "张三", "": "", "abc": "abc", "￥1": "￥1"} {
		if got := Fold(cell); got != want {
			t.Errorf("Fold(%q) = %q", cell, got)
		}
	}
}

func TestTextIsCleanedWithoutAllocating(t *testing.T) {
	var kept string
	for _, cell := range []string{"13812345678", "张桂兰", " 后屯 ", "13812345678\t", `="0138"`, "'0138"} {
		if n := testing.AllocsPerRun(100, func() { kept = Fold(cleanText(cell)) }); n != 0 || kept == "" {
			t.Errorf("%q: %v allocations", cell, n)
		}
	}
}

func FuzzCleanText(f *testing.F) {
	for _, cell := range []string{" a ", `="0138"`, `="5""屏"`, "'=1", "\ufeff张"} {
		f.Add(cell)
	}
	f.Fuzz(func(t *testing.T, cell string) {
		clean := cleanText(cell)
		if again := cleanText(clean); again != clean {
			t.Fatalf("%q is %q, which is %q", cell, clean, again)
		}
		if folded := Fold(cell); utf8.ValidString(cell) && Fold(folded) != folded {
			t.Fatalf("%q folds to %q", cell, folded)
		}
		if q := quoted(cell); utf8.RuneCountInString(q) > longestQuote+1 {
			t.Fatalf("%q", q)
		}
	})
}

func BenchmarkCleanText(b *testing.B) {
	for _, cell := range []string{"后屯村", "13812345678", " 后屯村\t"} {
		b.Run(cell, func(b *testing.B) {
			for b.Loop() {
				cleanText(cell)
			}
		})
	}
}
