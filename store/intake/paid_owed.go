package intake

import (
	"slices"
	"strings"

	"kehu/store/sheet"
)

// A book of credit may say what was paid for a thing and what is still owed, 给了多少 and
// 还差, and not what it came to: that is both together.

// runningDebts are parts of headings that speak of all that a customer owes.
const runningDebts = `总 累计 合计 余额 当前`

// owesFor reports whether heading i, of a debt, is of the sale on its row in a file that
// tells what was paid and no amount: it sells dated products, and the cells are sums.
func (r *resolver) owesFor(i int) bool {
	if r.has("payments.amount", "purchases.amount") || !r.has("purchases.product") || !r.has("purchases.on") && r.day == 0 {
		return false
	}
	for part := range strings.FieldsSeq(runningDebts) {
		if strings.Contains(spelling(r.choices[i].Heading), part) {
			return false
		}
	}
	column := columnOf("purchases.paid")
	at := slices.IndexFunc(r.choices, func(c choice) bool { return !c.open && c.As == Mapped && c.Column == column && c.Group == 0 })
	return at >= 0 && (areSums(r.values(at), r.values(i)) || givenBack(r.headings())) // rows given back hold what could not be read
}

// areSums reports whether cells of what was paid and of what is owed tell how much: ticks
// for what was paid don't.
func areSums(paid, owed []string) bool {
	ticks := share(paid, func(v string) bool { return isWord(paidWords, v) })
	sums := share(paid, isSum) + share(owed, isSum)
	return sums > 0 && ticks <= 0.5 && (len(owed) == 0 || share(owed, isSum) >= 0.5)
}

// isSum reports whether a cell of what was paid or is owed tells how much.
func isSum(cell string) bool {
	_, some := partPaid(cell)
	_, debt := owed(cell)
	return some || debt || isHowMuch(cell)
}

// paidAndOwed reports whether the amounts of the file's purchases are what was paid and
// what is owed together.
func (r *resolver) paidAndOwed() bool {
	columns := make([]Mapping, len(r.choices))
	for i, c := range r.choices {
		if !c.open {
			columns[i] = c.Mapping
		}
	}
	return addsUp(columns)
}

func addsUp(columns []Mapping) bool {
	paid, owed := false, false
	for i := range columns {
		m := &columns[i]
		if m.As != Mapped || m.Column == nil || m.Column.Sheet != sheet.Purchases {
			continue
		}
		switch m.Column.Key {
		case "amount", "price":
			return false
		case "paid":
			paid = paid || m.Group == 0
		case "unpaid":
			owed = owed || m.Group == 0
		}
		if m.Product != "" {
			return false
		}
	}
	return paid && owed
}

// addUp makes what was paid and what is owed the amount. One of them alone may be left
// blank, for nothing; but who paid in full, owes nothing or owes, nobody knows how much.
func (p *plan) addUp(one *part) {
	row, k := one.sale, &p.keys
	if !p.adds || !row.Paid.Valid && !row.Unpaid.Valid || one.failed.Has(k.paid) || one.failed.Has(k.unpaid) {
		return
	}
	sum := row.Paid.N + row.Unpaid.N
	if one.cash || one.credit && !row.Unpaid.Valid || sum == 0 && !(row.Paid.Valid && row.Unpaid.Valid) {
		return
	}
	row.Amount, row.Paid, row.SoFar = sheet.MakeMoney(sum), sheet.MakeMoney(row.Paid.N), true
	one.mark(k.amount)
	one.mark(k.paid)
}
