package sheet

import "testing"

// The rows of the tables by which cells are read, as sheets out there write them: each
// spelling on its own, with what it stands for; "!" is an error that keeps the cell.

func TestEverySpellingOfADate(t *testing.T) {
	plain, past, future := Reading{Today: testToday}, Reading{Today: testToday}, Reading{Today: testToday, Prefer: Future}
	column := Reading{Today: testToday, Serials: AnySerial()}
	for _, c := range []struct {
		reason string
		r      Reading
		cells  []string
		want   string
	}{
		{"one day in every writing", plain, []string{"2024年3月5日", "2024年03月05日 星期二", "2024-3-5", "2024/3/5", "2024.3.5", "20240305", "2024-03-05 14:30", "２０２４年３月５日"}, "2024-03-05"},
		{"two digits of a year", plain, []string{"24.3.5", "24年3月5日"}, "2024-03-05"},
		{"a spreadsheet's number in a column of them", column, []string{"45356", "45356.604"}, "2024-03-05"},
		{"such a number alone", plain, []string{"45356", "45356.604"}, "!"},
		{"no year, something that happened", past, []string{"3月5日", "3.5", "3/5", "3月5号"}, "2025-03-05"},
		{"no year, something that is planned", future, []string{"3月5日", "3.5", "3/5", "3月5号"}, "2026-03-05"},
		{"a month", plain, []string{"2024年3月", "202403"}, "2024-03-01"},
		{"what only somebody who types may say", plain, []string{"昨天", "前天", "今天", "下周三", "+7d"}, "!"},
		{"the first full moon", past, []string{"正月十五"}, "2026-03-03"},
		{"the little new year", past, []string{"腊月廿三"}, "2026-02-10"},
		{"a lunar day", past, []string{"农历八月初三"}, "2025-09-24"},
		{"no day at all", plain, []string{"2024-2-30", "2023-02-29", "0", "1900-1-0"}, "!"},
	} {
		for _, cell := range c.cells {
			day, err := ParseDate(cell, c.r)
			checkCell(t, c.reason, cell, c.want, day.String(), err)
		}
	}
}

func TestEverySpellingOfASum(t *testing.T) {
	for _, c := range []struct {
		reason string
		cells  []string
		want   string
	}{
		{"1280 yuan", []string{"1,280.00", "¥1280", "￥1,280", "1280元", "1280块", "1280.00元", "１２８０", "壹仟贰佰捌拾元整"}, "1280.00"},
		{"ten thousands", []string{"1.2万", "1.2万元", "12000"}, "12000.00"},
		{"as people say it", []string{"一千二"}, "1200.00"},
		{"money back", []string{"-200", "(200)", "退200"}, "-200.00"},
		{"nothing to pay", []string{"0", "免费", "赠送", "赠"}, "0.00"},
		{"what is to be worked out", []string{"298*2", "298×2"}, "!"},
		{"what would be a guess", []string{"1.280,00", "欠300", "两盒送一", "约500"}, "!"},
		{"less than a fen", []string{"1280.005"}, "!"},
	} {
		for _, cell := range c.cells {
			var sum Money
			checkCell(t, c.reason, cell, c.want, "", sum.Parse(cell, Reading{}))
			if c.want != "!" && sum.String() != c.want {
				t.Errorf("%s: %q = %s, want %s", c.reason, cell, &sum, c.want)
			}
		}
	}
}

func TestEverySpellingOfANumber(t *testing.T) {
	for _, c := range []struct {
		reason string
		cells  []string
		want   string
	}{
		{"one mobile phone", []string{"138 1234 5678", "138-1234-5678", "+86 13812345678", "008613812345678", "0086 138 1234 5678", "8613812345678", "１３８１２３４５６７８", "13812345678.0", "13812345678\t", "1.3812345678E+10"}, "13812345678"},
		{"cut off by a spreadsheet", []string{"1.38E+10", "1.38123E+10"}, "!"},
		{"two of them", []string{"13812345678/13912345678", "13812345678 13912345678"}, "13812345678"},
		{"a landline", []string{"0431-85551234"}, "0431-85551234"},
		{"its extension", []string{"0431 85551234-802"}, "0431-85551234-802"},
		{"no area code", []string{"5551234"}, "5551234"},
		{"masked", []string{"138****5678"}, "!"},
		{"digits too few, too many, or none of a phone", []string{"1381234567", "138123456789", "12812345678"}, "!"},
	} {
		for _, cell := range c.cells {
			numbers, err := ParsePhones(cell)
			got := ""
			if len(numbers) > 0 {
				got = numbers[0]
			}
			checkCell(t, c.reason, cell, c.want, got, err)
		}
	}
	for _, cell := range []string{"220122195603051000", "220122195603050000"} {
		if CheckIdentity(cell) == nil {
			t.Errorf("%s: an identity number that a spreadsheet cut off is not told", cell)
		}
	}
}

func TestEverySpellingOfAChoice(t *testing.T) {
	for _, c := range []struct {
		column *Column
		cells  []string
		want   string
	}{
		{Customers.Column("gender"), []string{"男", "M", "1", "先生"}, "男"},
		{Customers.Column("gender"), []string{"女", "F", "0", "女士"}, "女"},
		{Customers.Column("do_not_contact"), []string{"是", "√", "Y", "有", "1"}, "是"},
		{Customers.Column("do_not_contact"), []string{"否", "×", "N", "无", "0"}, "否"},
		{Customers.Column("level"), []string{"A（重点客户）", "A"}, "A"},
		{Customers.Column("intent"), []string{"高", "A", "A+", "A-", "热"}, "A"},
		{Customers.Column("intent"), []string{"中", "C", "温"}, "C"},
		{Customers.Column("intent"), []string{"低"}, "D"},
		{Customers.Column("intent"), []string{"冷"}, "E"},
		{Feedbacks.Column("score"), []string{"很满意", "5", "5分", "好评"}, "5"},
		{Feedbacks.Column("score"), []string{"满意"}, "4"},
		{Feedbacks.Column("score"), []string{"一般", "中评"}, "3"},
		{Feedbacks.Column("score"), []string{"不满意"}, "2"},
		{Feedbacks.Column("score"), []string{"很不满意", "1", "差评"}, "1"},
	} {
		for _, cell := range c.cells {
			row := c.column.Sheet.New()
			err := c.column.Parse(row, cell, Reading{Today: testToday})
			checkCell(t, c.column.ZH, cell, c.want, c.column.Field(row).String(), err)
		}
	}
}

// checkCell compares what a cell is read as.
func checkCell(t *testing.T, reason, cell, want, got string, err error) {
	t.Helper()
	switch {
	case want == "!" && err == nil:
		t.Errorf("%s: %q = %s", reason, cell, got)
	case want == "!":
		checkError(t, err)
	case err != nil, got != "" && got != want:
		t.Errorf("%s: %q = %q, %v, want %s", reason, cell, got, err, want)
	}
}
