package intake

import (
	"slices"
	"strings"

	"kehu/store/sheet"
)

// uncounted says of a file of which no row counts as a purchase which of the columns
// that are kept look like purchases: who sells would not look for sales among columns
// of their own.
func (r *resolver) uncounted() {
	if r.own || r.of != nil && r.of != sheet.Purchases || r.count(sheet.Purchases) > 0 || r.count(sheet.Payments) > 0 || r.has("customers.open_spent", "customers.open_count") {
		return
	}
	day, product := r.likelyDay(), r.first(r.looksBought)
	amount, numbers, counts := r.first(r.looksPaid), r.all(r.looksCounted), r.all(r.looksByUnit)
	if amount < 0 && day >= 0 && product >= 0 && len(numbers) > 0 {
		amount = numbers[0]
	}
	note := func(zh, en string, args ...any) { r.notes = append(r.notes, sheet.W(zh, en, args...)) }
	switch {
	case r.undated && day >= 0:
		note("没有一行记成购买：没有日期一列，“%s”像日期；是买的日子的话请加 %s", "no row counts as a purchase: no column holds days, but “%s” looks like it; if it does, add %s", r.choices[day].Heading, r.toMap(day, "purchases.on"))
	case r.undated && r.day == 0:
		note("没有一行记成购买：没有日期一列；请补上，或在表头上面写一行是哪天的，如 2026年3月12日", "no row counts as a purchase: there is no column of days; add one, or write the day above the headings, such as 2026-03-12")
	case r.paidOnly != "":
		note("没有一行记成购买：没有金额一列；“%[1]s”就是全部金额的话请加 --map '%[1]s=purchases.amount'", "no row counts as a purchase: there is no column of amounts; if “%[1]s” is all that was to be paid add --map '%[1]s=purchases.amount'", r.paidOnly)
	case amount >= 0 && day >= 0:
		maps := r.toMap(amount, "purchases.amount") + " " + r.toMap(day, "purchases.on")
		if product >= 0 {
			maps += " " + r.toMap(product, "purchases.product")
		}
		note("没有一行记成购买：“%s”像金额；是购买的话请加 %s", "no row counts as a purchase: “%s” looks like amounts; if they are, add %s", r.choices[amount].Heading, maps)
	case amount >= 0:
		note("没有一行记成购买：“%s”像金额，可是没有日期一列；是购买的话请在表里补一列日期", "no row counts as a purchase: “%s” looks like amounts, but no column holds days; if they are purchases add one", r.choices[amount].Heading)
	case len(counts) > 1, day >= 0 && len(numbers) > 1:
		columns := slices.Compact(slices.Sorted(slices.Values(append(counts, numbers...))))
		heading := r.choices[columns[0]].Heading
		if w := wareOf(heading); w.price.Empty() {
			r.noteWares(heading, w.product, len(columns))
		}
		if day < 0 && r.day == 0 {
			note("没有日期一列；请补上，或在表头上面写一行是哪天的，如 2026年3月12日", "there is no column of days: add one, or write the day above the headings, such as 2026-03-12")
		}
	}
}

// noteWares says how to tell that columns are a product each.
func (r *resolver) noteWares(heading, product string, columns int) {
	r.notes = append(r.notes, sheet.W("没有一行记成购买：“%[1]s”等 %[2]d 列像一种产品一列；是购买的话每列加一个 --map：是金额写 --map '%[1]s=purchases.amount#%[3]s'，是数量写 --map '%[1]s=purchases.qty#%[3]s(198元)'，括号里是单价",
		"no row counts as a purchase: “%[1]s” and others, %[2]d columns, look like a product each; if they are purchases add a --map for each: --map '%[1]s=purchases.amount#%[3]s' for amounts, --map '%[1]s=purchases.qty#%[3]s(198元)' for quantities, with the price in the brackets", heading, columns, product))
}

// looksByUnit reports whether values are numbers of boxes and bottles.
func (r *resolver) looksByUnit(c *choice, values []string) bool {
	return c.key == "" && share(values, func(v string) bool { return isUnit(sheet.QtyUnit(v)) }) >= 0.8
}

// toMap is the option that makes heading i the named column.
func (r *resolver) toMap(i int, name string) string {
	return "--map '" + r.choices[i].Heading + "=" + name + "'"
}

// all are the columns kept as the user's own, unasked, that look so.
func (r *resolver) all(looks func(c *choice, values []string) bool) (found []int) {
	for i := range r.choices {
		c := &r.choices[i]
		if values := r.values(i); c.As == Extra && !c.fixed && c.Heading != "" && len(values) > 0 && looks(c, values) {
			found = append(found, i)
		}
	}
	return found
}

// first is the first of all, -1 if there is none.
func (r *resolver) first(looks func(c *choice, values []string) bool) int {
	return append(r.all(looks), -1)[0]
}

// likelyDay is the column that may tell when something was bought, -1 if none may: one
// that is kept, or 日期 that was taken for the day of a customer's file for want of
// anything else.
func (r *resolver) likelyDay() int {
	on := columnOf("purchases.on")
	if day := r.first(func(_ *choice, values []string) bool {
		return share(values, func(v string) bool { return r.reads(on, v) && !isCount(v) }) >= 0.8
	}); day >= 0 {
		return day
	}
	return slices.IndexFunc(r.choices, func(c choice) bool {
		return c.As == Mapped && !c.fixed && c.Column == columnOf("customers.created_on") && (r.undated || isWord("日期 时间 "+spokenDays, c.key))
	})
}

// looksPaid reports whether values are amounts, by the word in their heading or the
// sign they bear.
func (r *resolver) looksPaid(c *choice, values []string) bool {
	if !r.looksCounted(c, values) || slices.ContainsFunc([]string{"余额", "储值", "额度", "收入", "工资", "退休", "低保", "补贴"}, func(word string) bool { return strings.Contains(c.Heading, word) }) {
		return false
	}
	signed := share(values, func(v string) bool { return strings.ContainsAny(v, "元块¥￥") })
	return signed >= 0.5 || strings.ContainsAny(c.Heading, "钱款费额价")
}

// looksCounted reports whether values are sums of money or other numbers, of a heading
// that is not known.
func (r *resolver) looksCounted(c *choice, values []string) bool {
	amount := columnOf("purchases.amount")
	return c.key == "" && share(values, func(v string) bool { return r.reads(amount, v) && !isPhone(v) }) >= 0.8
}

// looksBought reports whether values are words that may be products.
func (r *resolver) looksBought(c *choice, values []string) bool {
	on := columnOf("purchases.on")
	asks := strings.ContainsAny(c.Heading, "您你?？") || strings.Contains(c.Heading, "满意") || strings.Contains(c.Heading, "意见")
	return c.key == "" && !asks && strings.ContainsAny(c.Heading, "买货药品料物东西") &&
		share(values, func(v string) bool {
			return len([]rune(v)) > 1 && len([]rune(v)) <= 20 && !r.reads(on, v) && !isCount(v) && !isPhone(v)
		}) >= 0.8
}

// isCount reports whether a cell is a bare number.
func isCount(v string) bool {
	v = sheet.Fold(v)
	return strings.Trim(strings.TrimPrefix(v, "-"), "0123456789.,") == "" && strings.Count(v, ".") < 2
}
