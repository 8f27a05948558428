package report

import (
	"fmt"
	"strconv"
	"strings"

	"kehu/store/sheet"
)

// The cells that reports make themselves.

func count(n int) Cell {
	c := sheet.MakeCount(int64(n))
	return &c
}

func money(fen int64) Cell {
	m := sheet.MakeMoney(fen)
	return &m
}

func text(s string) Cell {
	t := sheet.MakeText(s)
	return &t
}

func share(num, den int64) Cell { return Share{Num: num, Den: den} }

// day writes a day as people say it, with the year only where it differs from
// today's.
type day struct{ on, today sheet.Date }

// In is 3月5日 or 5 Mar.
func (d day) In(l sheet.Lang) string {
	year, month, n := d.on.Civil()
	if thisYear, _, _ := d.today.Civil(); year != thisYear {
		return d.on.String()
	}
	if l == sheet.EN {
		return fmt.Sprintf("%d %s", n, d.on.Time().Month().String()[:3])
	}
	return fmt.Sprintf("%d月%d日", month, n)
}

// times counts times.
func times(n int) sheet.Words {
	if n == 1 {
		return sheet.W("1 次", "once")
	}
	return sheet.W("%d 次", "%d times", n)
}

// people counts customers.
func people(n int) sheet.Words {
	return sheet.W("%s 位", "%s customers", grouped(int64(n)))
}

// yuan writes 分 as yuan with thousands separators, without decimals when whole.
func yuan(fen int64) string {
	sign := ""
	if fen < 0 {
		sign, fen = "-", -fen
	}
	text := sign + grouped(fen/100)
	if fen%100 == 0 {
		return text
	}
	return text + "." + strconv.FormatInt(100+fen%100, 10)[1:]
}

// grouped writes n, which is not negative, with a comma before every third digit.
func grouped(n int64) string {
	digits := strconv.FormatInt(n, 10)
	var b strings.Builder
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(digits[i])
	}
	return b.String()
}

// tenths writes a/b with one decimal, — when b is 0.
func tenths(a, b int64) string {
	if b == 0 {
		return "—"
	}
	return strconv.FormatFloat(float64(a)/float64(b), 'f', 1, 64)
}

// joined puts words side by side, leaving out those that say nothing.
func joined(zh, en string, all ...sheet.Words) sheet.Words {
	var args []any
	for _, w := range all {
		if !w.Empty() {
			args = append(args, w)
		}
	}
	if len(args) == 0 {
		return sheet.Words{}
	}
	marks := strings.Repeat("%s", len(args)-1)
	return sheet.W(strings.ReplaceAll(marks, "%s", "%s"+zh)+"%s", strings.ReplaceAll(marks, "%s", "%s"+en)+"%s", args...)
}

// listed joins words that stand in one sentence.
func listed(all ...sheet.Words) sheet.Words { return joined("，", ", ", all...) }

// clauses joins words that could stand alone.
func clauses(all ...sheet.Words) sheet.Words { return joined("；", "; ", all...) }

// sentences joins whole sentences.
func sentences(all ...sheet.Words) sheet.Words { return joined("", " ", all...) }

// shortened is what somebody wrote, cut to n characters.
func shortened(s string, n int) string {
	runes := []rune(strings.Join(strings.Fields(s), " "))
	if len(runes) <= n {
		return string(runes)
	}
	return string(runes[:n-1]) + "…"
}
