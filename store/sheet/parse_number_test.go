package sheet

import (
	"testing"

	"pgregory.net/rapid"
)

func TestQuantities(t *testing.T) {
	for _, c := range []struct {
		name, cell string
		want       int64
		unit       string
	}{
		{"plain", "6", 6000, ""},
		{"decimals", "2.125", 2125, ""},
		{"boxes", "6盒", 6000, "盒"},
		{"boxes with a space", "6 盒", 6000, "盒"},
		{"unit in brackets", "6（盒）", 6000, "盒"},
		{"jin", "2.5斤", 2500, "斤"},
		{"half a jin", "半斤", 500, "斤"},
		{"one and a half jin", "一斤半", 1500, "斤"},
		{"Han", "两盒", 2000, "盒"},
		{"two liang", "二两", 2000, "两"},
		{"two liang in digits", "2两", 2000, "两"},
		{"one box", "一箱", 1000, "箱"},
		{"teens", "十二盒", 12000, "盒"},
		{"twenty", "二十袋", 20000, "袋"},
		{"kilograms are not thousands", "3千克", 3000, "千克"},
		{"Latin unit", "500g", 500000, "g"},
		{"kg", "5kg", 5000, "kg"},
		{"returned", "-2", -2000, ""},
		{"returned in words", "退2盒", -2000, "盒"},
		{"thousands comma", "1,200", 1200000, ""},
		{"full width", "６", 6000, ""},
		{"zero", "0", 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, ok, err := parseQty(c.cell)
			if unit := QtyUnit(c.cell); got != c.want || !ok || err != nil || unit != c.unit {
				t.Errorf("parseQty(%q) = %d %s, %v, %v", c.cell, got, unit, ok, err)
			}
		})
	}
	for name, cell := range map[string]string{
		"fourth decimal": "2.1255", "gift": "两盒送一", "sum": "6+1", "product": "10*2", "several units": "2箱3盒", "hedged": "6盒左右",
		"more than": "10多盒", "a few": "几盒", "three to five": "三五盒", "two or three": "两三盒", "range": "3-5盒", "about": "约6盒",
		"an amount": "6元", "words": "若干", "overflow": "9999999999999999", "a date": "2024-03-05",
	} {
		t.Run(name, func(t *testing.T) {
			if n, ok, err := parseQty(cell); err == nil {
				t.Errorf("parseQty(%q) = %d, %v", cell, n, ok)
			} else {
				checkError(t, err)
			}
		})
	}
}

func TestCounts(t *testing.T) {
	for cell, want := range map[string]int64{"3": 3, "3人": 3, "5次": 5, "4口人": 4, "三口": 3, "3.0": 3, "１２": 12, "-1": -1, "十": 10, "1,200": 1200} {
		if got, ok, err := parseCount(cell); got != want || !ok || err != nil {
			t.Errorf("parseCount(%q) = %d, %v, %v", cell, got, ok, err)
		}
	}
	for _, cell := range []string{"3.5", "半个", "3-4人", "很多", "第3次"} {
		if n, _, err := parseCount(cell); err == nil {
			t.Errorf("parseCount(%q) = %d", cell, n)
		} else {
			checkError(t, err)
		}
	}
	if _, ok, err := parseCount("不详"); ok || err != nil {
		t.Errorf("blank: %v, %v", ok, err)
	}
}

func TestYearsAndAges(t *testing.T) {
	for _, c := range []struct {
		name, cell string
		want       int64
	}{
		{"year", "1956", 1956}, {"年", "1956年", 1956}, {"born", "1956年生", 1956}, {"Han", "一九五六年", 1956},
		{"two-digit year", "56年", 1956}, {"two-digit year, born", "56年出生", 1956}, {"two-digit year of a child", "05年", 2005},
		{"age", "68", 1958}, {"岁", "68岁", 1958}, {"周岁", "68周岁", 1958}, {"Han age", "六十八岁", 1958}, {"full width", "６８", 1958},
		{"nominal age counts the year of birth", "虚岁68", 1959}, {"nominal behind", "68虚岁", 1959}, {"youngest", "1", 2025}, {"oldest", "120", 1906},
		{"whole date", "1956-03-05", 1956}, {"lunar date", "农历1956年八月十五", 1956},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, ok, err := parseYear(c.cell, Reading{Today: testToday}); got != c.want || !ok || err != nil {
				t.Errorf("parseYear(%q) = %d, %v, %v", c.cell, got, ok, err)
			}
		})
	}
	for name, cell := range map[string]string{"zero": "0", "too old": "121", "before 1900": "1899", "next year": "2027", "decade": "60后",
		"words": "老了", "fraction": "68.5", "about": "70多岁", "day without a year": "3月5日", "minus": "-68"} {
		t.Run(name, func(t *testing.T) {
			if n, _, err := parseYear(cell, Reading{Today: testToday}); err == nil {
				t.Errorf("parseYear(%q) = %d", cell, n)
			} else {
				checkError(t, err)
			}
		})
	}
	t.Run("an age needs today, a year doesn't", func(t *testing.T) {
		_, _, age := parseYear("68", Reading{})
		year, _, err := parseYear("1956", Reading{})
		if age == nil || year != 1956 || err != nil {
			t.Errorf("%v, %d, %v", age, year, err)
		}
	})
}

func TestQtyReadsItselfBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := MakeQty(rapid.Int64Range(-largest+1, largest-1).Draw(t, "thousandths"))
		var got Qty
		if err := got.Parse(want.String(), Reading{}); got != want || err != nil {
			t.Fatalf("%s: %s, %v", &want, &got, err)
		}
	})
}

func TestHanNumerals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.Int64Range(1, 99_999_999).Draw(t, "n")
		text := spell(want)
		s := scanner{text}
		if got, broken := s.numeral(0, false); got != want || broken != sound || s.rest != "" {
			t.Fatalf("%s is %d: %d, %v, rest %q", text, want, got, broken, s.rest)
		}
	})
}

// spell writes n below 10^8 in full Han numerals.
func spell(n int64) string {
	if n >= 10_000 {
		low := n % 10_000
		switch {
		case low == 0:
			return spell(n/10_000) + "万"
		case low < 1000:
			return spell(n/10_000) + "万零" + spell(low)
		}
		return spell(n/10_000) + "万" + spell(low)
	}
	digits := []rune("零一二三四五六七八九")
	text, gap := "", false
	for _, u := range []struct {
		n    int64
		word string
	}{{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}} {
		d := n / u.n % 10
		if d == 0 {
			gap = text != ""
			continue
		}
		if gap {
			text += "零"
		}
		text, gap = text+string(digits[d])+u.word, false
	}
	return text
}

func FuzzParseNumbers(f *testing.F) {
	for _, cell := range []string{"6", "2.5斤", "半斤", "两斤半", "68岁", "56年生", "★★★★", "4分", "三口人", "1,200"} {
		f.Add(cell)
	}
	f.Fuzz(func(t *testing.T, cell string) {
		r := Reading{Today: testToday, options: steps("哪家都买", "any brand", "只认一家", "one brand only")}
		for _, pair := range [][2]Field{{new(Qty), new(Qty)}, {new(Count), new(Count)}, {new(Year), new(Year)}, {new(Score), new(Score)}, {new(Flag), new(Flag)}, {new(ID), new(ID)}} {
			if err := pair[0].Parse(cell, r); err != nil {
				checkError(t, err)
				continue
			}
			if err := pair[1].Parse(pair[0].String(), r); pair[1].Value() != pair[0].Value() || err != nil {
				t.Fatalf("%T %q is %s, which is %s, %v", pair[0], cell, pair[0], pair[1], err)
			}
		}
		QtyUnit(cell)
	})
}

func TestQtyParsesWithoutAllocating(t *testing.T) {
	for _, cell := range []string{"6", "2.5", "6盒"} {
		if n := testing.AllocsPerRun(100, func() { parseQty(cell) }); n != 0 {
			t.Errorf("%s: %v allocations", cell, n)
		}
	}
}

func BenchmarkParseQty(b *testing.B) {
	for _, cell := range []string{"6", "2.5", "6盒"} {
		b.Run(cell, func(b *testing.B) {
			for b.Loop() {
				parseQty(cell)
			}
		})
	}
}
