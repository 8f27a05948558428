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

// roster writes n customers as kehu's own template has them: many columns, many cells blank.
func roster(n int) []byte {
	columns := []struct {
		heading string
		blank   int // of 8
		words   []string
	}{
		{"姓名", 0, nil}, {"绰号", 7, nil}, {"手机", 0, nil}, {"备用电话", 7, nil}, {"微信", 7, nil}, {"性别", 0, []string{"女", "男"}}, {"年龄", 2, []string{"58", "63", "71"}},
		{"生日", 3, []string{"农历九月初三", "1968-05-24", "农历1956年八月十五", "1972/9/27"}}, {"乡镇", 0, []string{"三岔河镇", "长沟镇"}}, {"村", 0, []string{"后屯", "东大泡", "前街"}},
		{"组", 2, []string{"6组", "1组"}}, {"地址", 6, []string{"村东头第二家", "村西头，院里有井"}}, {"户主", 3, nil}, {"家庭人口", 2, []string{"2", "3", "4"}}, {"家庭收入", 3, []string{"33000", "61000"}},
		{"职业", 0, []string{"务农", "养殖户", "退休工人"}}, {"种植作物", 3, []string{"大豆", "玉米"}}, {"客户等级", 1, []string{"B", "C", "D"}}, {"意向级别", 1, []string{"A", "B", "C"}},
		{"客户来源", 1, []string{"会销现场", "老客户转介绍"}}, {"介绍人", 7, nil}, {"业务员", 0, []string{"周晓梅", "田静"}}, {"方便时间", 4, []string{"上午", "赶集日"}}, {"消费习惯", 4, []string{"先赊后付"}},
		{"偏好", 4, []string{"赠品", "送货上门"}}, {"购买动机", 4, []string{"送礼", "自用"}}, {"消费心理", 4, []string{"爱尝鲜", "求实惠"}}, {"品牌忠诚度", 3, []string{"1", "3"}}, {"价格敏感度", 3, []string{"4", "5"}},
		{"信任阈值", 3, []string{"2", "3"}}, {"消费能力", 3, []string{"2", "4"}}, {"潜在需求", 4, []string{"羊奶粉", "足浴盆"}}, {"标签", 5, []string{"好说话", "会销老客户、常赊账"}}, {"同意来源", 2, []string{"签字表"}},
		{"同意日期", 2, []string{"2023-12-05"}}, {"同意用途", 2, []string{"回访、到货通知"}}, {"勿扰", 7, []string{"是"}}, {"建档日期", 0, []string{"2023-11-23", "2023/12/2"}}, {"备注", 6, []string{"耳背，说话大点声", "\"两处房子:\n冬天住镇上\""}},
	}
	var b bytes.Buffer
	for _, c := range columns {
		fmt.Fprint(&b, c.heading, ",")
	}
	dice, families, given := rand.New(rand.NewPCG(1, 2)), []rune("王李张刘陈杨赵黄"), []rune("秀兰桂英玉珍淑芬建国志强海燕")
	for who := range n {
		b.WriteString("\n")
		for _, c := range columns {
			switch {
			case dice.IntN(8) < c.blank:
			case c.words != nil:
				b.WriteString(c.words[dice.IntN(len(c.words))])
			case c.heading == "手机" || c.heading == "备用电话" || c.heading == "微信":
				fmt.Fprintf(&b, "138%08d", who)
			default:
				b.WriteString(string([]rune{families[dice.IntN(8)], given[dice.IntN(14)], given[dice.IntN(14)]}))
			}
			b.WriteString(",")
		}
	}
	return b.Bytes()
}

// BenchmarkRoster reads customers: most of the time goes into cutting and telling blank
// cells from others.
func BenchmarkRoster(b *testing.B) {
	text, rows := roster(benchRows/10), 0
	f, err := openOne("客户.csv", text, Options{Today: today()})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		for r, err := range f.Records() {
			if rows++; err != nil || r.Rejected() {
				b.Fatal(err, r.Problems)
			}
		}
	}
	b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
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
