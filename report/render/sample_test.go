package render

import (
	"errors"
	"iter"

	"kehu/report"
	"kehu/store/sheet"
)

// rowsOf yields rows, then err if there is one.
func rowsOf(rows [][]report.Cell, err error) iter.Seq2[[]report.Cell, error] {
	return func(yield func([]report.Cell, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
		if err != nil {
			yield(nil, err)
		}
	}
}

var errTorn = errors.New("row 3 is torn") // what a broken source says in these tests

func text(s string) *sheet.Text    { t := sheet.MakeText(s); return &t }
func money(fen int64) *sheet.Money { m := sheet.MakeMoney(fen); return &m }
func count(n int64) *sheet.Count   { c := sheet.MakeCount(n); return &c }
func day(s ...int) *sheet.Date     { d := sheet.MakeDate(s[0], s[1], s[2]); return &d }

// person is a customer as far as these tests need one.
func person(n int64, name, phone, village, remark string, fen int64) *sheet.Customer {
	c := &sheet.Customer{Head: sheet.Head{ID: sheet.MakeID(0, n)}}
	c.Name, c.Phone, c.Village, c.Remark = sheet.MakeText(name), sheet.MakePhone(phone), sheet.MakeText(village), sheet.MakeText(remark)
	c.Spent, c.LastPurchase = sheet.MakeMoney(fen), sheet.MakeDate(2026, 3, int(n%28)+1)
	c.Stage, c.Purchases, c.DoNotContact = sheet.MakeChoice("成交"), sheet.MakeCount(n*7), sheet.MakeFlag(n%2 == 0)
	return c
}

// people are five customers whose cells tempt every format to go wrong.
func people() []*sheet.Customer {
	return []*sheet.Customer{
		person(1, "王秀兰", "13800000001", "后屯村", "血压计会用了，说三月再来看看老伴的腿，顺便问问钙片还有没有活动", 128000),
		person(2, "欧阳建国", "13900000002", "前屯", "", 1234567890),
		person(3, "李|四", "010-88886666", "Li Village", "line one\nline two", -5000),
		person(4, "=HYPERLINK(\"x\")", "", "村\x1b[31m红", "a,b;\"c\"", 0),
		person(17, "𠮷田𝒳", "13700000017", "王家庄第三村民小组", "👨‍👩‍👧 ok", 9900),
	}
}

// table lists people under those columns of the customers' sheet.
func table(people []*sheet.Customer, err error, keys ...string) report.Table {
	columns := sheet.Customers.Must(keys...)
	t := report.Table{Key: "customers", Title: sheet.W("客户", "Customers")}
	for _, c := range columns {
		t.Columns = append(t.Columns, report.ColumnOf(c))
	}
	var rows [][]report.Cell
	for _, p := range people {
		var row []report.Cell
		for _, c := range columns {
			row = append(row, c.Field(p))
		}
		rows = append(rows, row)
	}
	t.Rows = rowsOf(rows, err)
	return t
}

// listing is a Doc of one table and nothing else, as `list` makes it.
func listing(people []*sheet.Customer, keys ...string) report.Doc {
	return report.Doc{Key: "list", Tables: []report.Table{table(people, nil, keys...)}}
}

// summary is a Doc of everything a report can hold.
func summary() report.Doc {
	return report.Doc{
		Key: "overview", Title: sheet.W("总览", "Overview"),
		Facts: []report.Fact{
			{Label: sheet.W("客户总数", "Customers"), Value: count(100000), Note: sheet.W("档案里的全部客户", "everybody on file"), Link: "customers"},
			{Label: sheet.W("累计金额", "Spent"), Value: money(1234567890), Note: sheet.W("全部购买之和，含期初", "all purchases, opening figures included")},
			{Label: sheet.W("复购率", "Repeat rate"), Value: report.Share{Num: 123, Den: 350}, Note: sheet.W("买过两天及以上 %d 人 ÷ 买过的 %d 人，期初次数不算，退货抵销后没有金额的也不算", "%d who bought on two days or more ÷ %d who bought", 123, 350)},
			{Label: sheet.W("到会率", "Attendance"), Value: report.Share{}},
			{Label: sheet.W("最近一笔", "Latest purchase"), Value: day(2026, 3, 5)},
		},
		Chart: &report.Chart{
			Title: sheet.W("各分群金额", "Money by group"), Unit: sheet.W("元", "yuan"),
			Names:  []sheet.Words{sheet.W("重要价值", "Champions"), sheet.W("一般保持", "Loyal"), sheet.W("流失", "Lost")},
			Values: []float64{812345.5, 1234567.89, 43210},
		},
		Tables: []report.Table{table(people()[:3], nil, "no", "name", "phone", "village", "spent")},
		Notes:  []sheet.Words{sheet.W("金额单位：元。期初数计入累计，不计入趋势。", "Amounts in yuan. Opening figures count in totals, not in trends.")},
		Say:    sheet.W("先去看 %d 位快流失的老客户。", "See the %d old customers about to leave first.", 12),
	}
}
