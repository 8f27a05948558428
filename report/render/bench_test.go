package render

import (
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"testing"

	"github.com/xuri/excelize/v2"

	"kehu/report"
	"kehu/store/sheet"
)

// benchRows is the size that kehu promises to write in 0.7 times of what
// excelize's StreamWriter needs with its defaults.
const benchRows = 100_000

// crowd yields n customers in their sheet's columns, about three quarters of the
// cells filled, the same ones each time.
func crowd(n int) iter.Seq2[[]report.Cell, error] {
	return func(yield func([]report.Cell, error) bool) {
		r := rand.New(rand.NewPCG(1, 2))
		var c sheet.Customer
		cells := make([]report.Cell, len(sheet.Customers.Columns))
		for i, column := range sheet.Customers.Columns {
			cells[i] = column.Field(&c)
		}
		for i := range n {
			somebody(r, &c, i+1)
			if !yield(cells, nil) {
				return
			}
		}
	}
}

// somebody makes up a customer.
func somebody(r *rand.Rand, c *sheet.Customer, n int) {
	pick := func(words ...string) string { return words[r.IntN(len(words))] }
	say := func(t *sheet.Text, words ...string) { *t = sheet.MakeText(pick(words...)) }
	*c = sheet.Customer{Head: sheet.Head{ID: sheet.MakeID(0, int64(n))}}
	village := pick("后屯村", "前屯村", "王家庄", "李家洼", "三道沟", "大柳树村")
	c.Name = sheet.MakeText(pick("王", "李", "张", "刘", "陈", "杨") + pick("秀兰", "建国", "桂英", "志强", "玉梅", "国庆"))
	c.Phone = sheet.MakePhone(fmt.Sprintf("13%09d", r.IntN(1e9)))
	c.Gender, c.BirthYear = sheet.MakeChoice(pick("男", "女")), sheet.MakeYear(1940+r.IntN(40))
	c.Village, c.Address = sheet.MakeText(village), sheet.MakeText(fmt.Sprintf("%s%d号", village, r.IntN(300)))
	say(&c.County, "平阳县")
	say(&c.Township, "城关镇", "柳河镇", "大杨镇")
	say(&c.Group, "1组", "2组", "3组")
	c.FamilySize = sheet.MakeCount(int64(r.IntN(7) + 1))
	say(&c.Occupation, "务农", "退休", "瓦工")
	say(&c.Crops, "玉米 10 亩", "养羊 20 只")
	c.Level, c.Intent, c.Stage = sheet.MakeChoice(pick("A", "B", "C")), sheet.MakeChoice(pick("A", "B", "C")), sheet.MakeChoice(pick("成交", "意向"))
	say(&c.Source, "会销", "赶集", "老客户介绍")
	say(&c.Owner, "王经理", "李经理")
	say(&c.Team, "一队", "二队")
	say(&c.Habits, "月初领了退休金就买", "赶集才买")
	say(&c.Preferences, "爱听养生讲座", "喜欢送鸡蛋")
	say(&c.Motive, "腿疼", "给老伴买")
	say(&c.Psychology, "怕吃亏", "信熟人")
	c.Loyalty, c.PriceSensitivity = sheet.MakeScore(int64(r.IntN(5)+1)), sheet.MakeScore(int64(r.IntN(5)+1))
	c.Trust, c.SpendingPower = sheet.MakeScore(int64(r.IntN(5)+1)), sheet.MakeScore(int64(r.IntN(5)+1))
	say(&c.Need, "护膝、钙片", "血压计")
	say(&c.Tags, "热心 爱聊天", "会员")
	c.CreatedOn = sheet.MakeDate(2023, 1, 1+r.IntN(700))
	say(&c.Remark, "老伴高血压，儿子在外地打工，周末回来", "下次带血压计来")
	c.Purchases, c.BuyDays = sheet.MakeCount(int64(r.IntN(30))), sheet.MakeCount(int64(r.IntN(20)))
	c.Spent, c.Debt = sheet.MakeMoney(int64(r.IntN(1e6))), sheet.MakeMoney(int64(r.IntN(1e4)))
	c.FirstPurchase, c.LastPurchase = sheet.MakeDate(2023, 2, r.IntN(300)), sheet.MakeDate(2025, 2, r.IntN(300))
	c.LastContact = sheet.MakeDate(2025, 6, r.IntN(200))
}

// crowdDoc is the tracking sheet of n customers, all columns.
func crowdDoc(n int) report.Doc {
	t := report.Table{Key: "customers", Rows: crowd(n)}
	for _, c := range sheet.Customers.Columns {
		t.Columns = append(t.Columns, report.ColumnOf(c))
	}
	return report.Doc{Key: "customers", Title: sheet.W("客户追踪表", "Tracking sheet"), Tables: []report.Table{t}}
}

func BenchmarkWorkbook(b *testing.B) {
	for b.Loop() {
		if err := Workbook(io.Discard, []report.Doc{crowdDoc(benchRows)}, sheet.ZH); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkStreamWriterDefaults is the peer: the same values with excelize's
// StreamWriter as it comes, without styles, widths or filters.
func BenchmarkStreamWriterDefaults(b *testing.B) {
	for b.Loop() {
		if err := streamWriterDefaults(io.Discard, benchRows); err != nil {
			b.Fatal(err)
		}
	}
}

func streamWriterDefaults(w io.Writer, n int) error {
	f := excelize.NewFile()
	defer f.Close()
	sw, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		return err
	}
	values := make([]any, len(sheet.Customers.Columns))
	for i, c := range sheet.Customers.Columns {
		values[i] = c.ZH
	}
	line := 0
	put := func() error {
		line++
		at, err := excelize.CoordinatesToCellName(1, line)
		if err != nil {
			return err
		}
		return sw.SetRow(at, values)
	}
	if err := put(); err != nil {
		return err
	}
	for cells := range crowd(n) {
		for i, c := range cells {
			values[i] = c.Native()
		}
		if err := put(); err != nil {
			return err
		}
	}
	if err := sw.Flush(); err != nil {
		return err
	}
	return f.Write(w)
}

// BenchmarkRows is what making up the customers costs, part of both the above.
func BenchmarkRows(b *testing.B) {
	for b.Loop() {
		for cells := range crowd(benchRows) {
			for _, c := range cells {
				_ = c.Native()
			}
		}
	}
}

// BenchmarkTerminal lists the crowd as `list` does.
func BenchmarkTerminal(b *testing.B) {
	for b.Loop() {
		if err := Terminal(io.Discard, crowdDoc(benchRows), Options{Width: 120}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCSV(b *testing.B) {
	for b.Loop() {
		if err := CSV(io.Discard, crowdDoc(benchRows), sheet.ZH); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkJSON(b *testing.B) {
	for b.Loop() {
		if err := JSON(io.Discard, crowdDoc(benchRows), sheet.ZH); err != nil {
			b.Fatal(err)
		}
	}
}
