package intake

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"kehu/store/sheet"
)

// ledger writes n purchase rows of n/10 customers, as a shop's system exports them.
func ledger(n int) []byte {
	var b bytes.Buffer
	dice := rand.New(rand.NewPCG(1, 2))
	families, given := []rune("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"), []rune("秀兰桂英玉珍淑芬建国志强海燕春梅文斌永福")
	products := []string{"钙片", "蛋白粉", "血压计", "鱼油软胶囊", "复合肥", "玉米种子", "除草剂", "足浴盆", "羊奶粉", "氨糖软骨素"}
	notes := []string{"", "", "", "老客户介绍", "送货上门", "下次赶集来取", "给老伴买的，说效果好"}
	b.WriteString("手机,姓名,购买日期,产品,数量,单价,金额,备注\r\n")
	for range n {
		who := dice.IntN(max(n/10, 1))
		name := string([]rune{families[who%20], given[who/20%20], given[who/400%20]})
		qty, price := 1+dice.IntN(6), 10*(1+dice.IntN(60))
		fmt.Fprintf(&b, "1%d%08d,%s,2025-%02d-%02d,%s,%d,%d,%d.00,%s\r\n", 30+who%60, who*97%100000000, name,
			1+dice.IntN(12), 1+dice.IntN(28), products[dice.IntN(len(products))], qty, price, qty*price, notes[dice.IntN(len(notes))])
	}
	return b.Bytes()
}

func benchmarkRecords(b *testing.B, text []byte, rows int) {
	f, err := openOne("账.csv", text, Options{Today: sheet.MakeDate(2026, 3, 5)})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		n := 0
		for r, err := range f.Records() {
			if err != nil || r.Rejected() {
				b.Fatal(err, r.Problems)
			}
			n += len(r.Parts)
		}
		if n != rows {
			b.Fatal(n)
		}
	}
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

const benchRows = 200_000

func BenchmarkRecords(b *testing.B) {
	text := ledger(benchRows)
	gbk, err := simplifiedchinese.GB18030.NewEncoder().Bytes(text)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("utf-8", func(b *testing.B) { benchmarkRecords(b, text, benchRows) })
	b.Run("gb18030", func(b *testing.B) { benchmarkRecords(b, gbk, benchRows) })
}

// BenchmarkWideRecords reads the ledger in testdata over and over: 23 columns
// that feed five sheets, dirty cells and rejected rows among them.
func BenchmarkWideRecords(b *testing.B) {
	text, err := os.ReadFile("../../testdata/ledger.csv")
	if err != nil {
		b.Fatal(err)
	}
	f, err := openOne("账.csv", append(text, bytes.Repeat(text, 200)...), Options{Today: today()})
	if err != nil {
		b.Fatal(err)
	}
	rows := 0
	b.ReportAllocs()
	for b.Loop() {
		for range f.Records() {
			rows++
		}
	}
	b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkOpen(b *testing.B) {
	text := ledger(benchRows)
	gbk, _ := simplifiedchinese.GB18030.NewEncoder().Bytes(text)
	for name, bytesOf := range map[string][]byte{"utf-8": text, "gb18030": gbk} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(bytesOf)))
			for b.Loop() {
				if _, err := Open("账.csv", bytes.NewReader(bytesOf), Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkDictionary(b *testing.B) {
	for b.Loop() {
		newDictionary(nil)
	}
}
