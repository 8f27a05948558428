package intake

import (
	"path/filepath"
	"slices"
	"strings"

	"kehu/store/grid"
	"kehu/store/sheet"
)

// A sheet may have a column for what was bought in each month: 1月, 2月购买, 2025年11月.
// Where the year is told each becomes a purchase on the first of its month.

// monthly is a column of a month.
type monthly struct {
	at          int // its column
	year, month int // the year is 0 where the heading has none
}

// wordsOfMonths are what stands behind a month in such headings.
const wordsOfMonths = `份 购买 消费 买 金额 购买金额 消费金额 购买额 消费额 销售 销售额 销售金额 拿货 拿货额 进货 进货额 钱 花钱 花多少钱 多少钱 实收 业绩`

// months settles the columns of months. titles are the rows above the headings.
func (r *resolver) months(titles []grid.Line, f *File) {
	columns := r.monthColumns()
	if len(columns) < 2 || r.datedSales() {
		return
	}
	first := r.choices[columns[0].at].Heading
	if !r.amounts(columns) && !givenBack(r.headings()) { // rows given back hold what could not be read
		r.notes = append(r.notes, sheet.W("“%s”等 %d 列像各月的，里面不是金额，保留为自己的列，没有记成购买", "“%s” and others, %d columns, look like months, but they hold no amounts: they are kept as your own and are no purchases", first, len(columns)))
		return
	}
	for _, m := range columns {
		r.choices[m.at].unsaid = true // the same headings mean another year the next time
	}
	year := yearOf(titles, filepath.Base(f.Name), f.Worksheet)
	for i, m := range columns {
		if m.year == 0 && (year == 0 || i > 0 && columns[i-1].year == 0 && m.month <= columns[i-1].month) {
			r.notes = append(r.notes, sheet.W("“%s”等 %d 列像各月买了多少，可是看不出是哪一年的，保留为自己的列，没有记成购买；请在文件名、标题或表头里写上年份（如 2025年）再导入",
				"“%s” and others, %d columns, look like what was bought in each month, but of which year is not said: they are kept as your own and are no purchases; put the year into the file's name, its title or the headings", first, len(columns)))
			return
		}
	}
	for i, m := range columns {
		if m.year == 0 {
			m.year = year
		}
		c := &r.choices[m.at]
		r.to(c, columnOf("purchases.amount"))
		c.Group, c.month = i+1, sheet.MakeDate(m.year, m.month, 1)
	}
	r.notes = append(r.notes, sheet.W("“%s”等 %d 列各是一个月，每月记成一笔购买，日期记当月 1 日；数改了再导入就更新那一笔",
		"“%s” and others, %d columns, are a month each: each becomes a purchase on the first of its month, and an amount that changed corrects it", first, len(columns)))
}

// monthColumns are the columns of months, in the file's order.
func (r *resolver) monthColumns() (columns []monthly) {
	for i := range r.choices {
		if year, month, ok := monthIn(r.choices[i].Heading); ok && r.choices[i].open {
			columns = append(columns, monthly{i, year, month})
		}
	}
	return columns
}

// monthIn reads a heading that is a month, its year 0 where it has none.
func monthIn(heading string) (year, month int, ok bool) {
	text := bare(strings.ReplaceAll(sheet.Fold(heading), " ", ""))
	if digits := len(text) - len(strings.TrimLeft(text, "0123456789")); digits == 4 || digits == 2 {
		for _, mark := range [...]string{"年", "-", ".", "/"} {
			if rest, found := strings.CutPrefix(text[digits:], mark); found && (digits == 4 || mark == "年") {
				year, text = digitsOf(text[:digits]), rest
				if digits == 2 {
					year += 2000
				}
				break
			}
		}
	}
	month, rest := numeral(text)
	tail, found := strings.CutPrefix(rest, "月")
	switch {
	case month < 1 || month > 12, !found && (year == 0 || rest != ""):
		return 0, 0, false
	}
	tail = strings.TrimPrefix(tail, "份")
	return year, month, tail == "" || isWord(wordsOfMonths, plainlyOr(tail))
}

// plainlyOr is plainly, or the text itself where it asks nothing.
func plainlyOr(text string) string {
	if plain := plainly(text); plain != "" {
		return plain
	}
	return text
}

func digitsOf(digits string) (n int) {
	for _, d := range digits {
		n = 10*n + int(d-'0')
	}
	return n
}

// datedSales reports whether the sheet has purchases with days of their own.
func (r *resolver) datedSales() bool {
	on, product := columnOf("purchases.on"), columnOf("purchases.product")
	return slices.ContainsFunc(r.choices, func(c choice) bool {
		return c.Column == on || slices.ContainsFunc(r.words.places[r.words.find(c.Heading)], func(p place) bool { return p.column == on || p.column == product })
	})
}

// amounts reports whether the columns hold amounts.
func (r *resolver) amounts(columns []monthly) bool {
	var values []string
	for _, m := range columns {
		values = append(values, r.values(m.at)...)
	}
	amount := columnOf("purchases.amount")
	return share(values, func(v string) bool { return r.reads(amount, v) && !isPhone(v) }) >= 0.8
}

// monthsTold reports whether columns are read as months.
func (r *resolver) monthsTold() bool {
	return slices.ContainsFunc(r.choices, func(c choice) bool { return c.month != 0 })
}

// yearOf is the one year that a file's titles and names tell, 0 if they tell none or
// several.
func yearOf(titles []grid.Line, names ...string) (year int) {
	for _, row := range titles {
		names = append(names, row.Cells...)
	}
	for _, name := range names {
		for _, run := range strings.FieldsFunc(sheet.Fold(name), func(r rune) bool { return r < '0' || r > '9' }) {
			if len(run) != 4 || !strings.HasPrefix(run, "20") {
				continue
			}
			if year != 0 && year != digitsOf(run) {
				return 0
			}
			year = digitsOf(run)
		}
	}
	return year
}
