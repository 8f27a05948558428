package intake

import (
	"strings"

	"kehu/store/sheet"
)

// The headings of what came back of a sale.
const refundHeadings = `退款金额 已退款金额 已退金额 实退金额 实际退款金额`

// refunds finds the column that tells what came back of each sale. What is repeated on
// the lines of one order was refunded on the whole of it, nobody knows on which: it is
// said and not taken off. In kehu's own export it is off already.
func (r *resolver) refunds() {
	for i := range r.choices {
		c := &r.choices[i]
		if c.As != Extra || r.own || !isWord(refundHeadings, c.key) || r.count(sheet.Purchases) == 0 {
			continue
		}
		if r.refundsOrders(i) {
			c.Note = sheet.W("一张订单的几行写着同一笔退款，像是整单的，没有从金额里扣", "lines of one order tell the same refund, as if it were the whole order's: it is not taken off the amounts")
			continue
		}
		c.refund = true
		return
	}
}

// refundsOrders reports whether the sample has an order two lines of which tell the
// same refund.
func (r *resolver) refundsOrders(i int) bool {
	told := map[[2]string]bool{}
	for _, row := range r.data {
		order := r.cell(row, "purchases.order_no")
		if order == "" || i >= len(row.Cells) {
			continue
		}
		sum, ok := refunded(row.Cells[i])
		line := [2]string{order, sum.String()}
		if ok && sum.N != 0 && told[line] {
			return true
		}
		told[line] = true
	}
	return false
}

// isRefundOf reports whether a state says how much came back: 已退款(￥98.00).
func isRefundOf(state string) bool {
	return strings.Contains(state, "已退款") && strings.ContainsAny(state, "123456789")
}

// refundOf is the cell that tells what came back of the row's sale, -1 if there is none.
func (p *plan) refundOf(cells []string) int {
	for _, s := range p.states {
		if s.cell < len(cells) && isRefundOf(cells[s.cell]) {
			return s.cell
		}
	}
	return p.refundAt
}

// refunded reads what was refunded; nothing, or a word without a number, is 0.
func refunded(cell string) (sum sheet.Money, ok bool) {
	text := clean(cell)
	if isRefundOf(text) {
		_, text, _ = strings.Cut(strings.TrimRight(sheet.Fold(text), ") "), "已退款")
		text = strings.TrimLeft(text, "(: ")
	}
	if !strings.ContainsAny(sheet.Fold(text), "123456789") {
		return sum, true
	}
	ok = sum.Parse(text, sheet.Reading{}) == nil
	sum.N = abs(sum.N)
	return sum, ok
}

// cameBack reports whether all that a row came to was refunded.
func (p *plan) cameBack(cells []string) bool {
	if p.refundAt < 0 || p.refundAt >= len(cells) || p.saysReturn(cells) || p.undecided(cells) != "" {
		return false
	}
	sum, ok := refunded(cells[p.refundAt])
	for i := range p.steps {
		s := &p.steps[i]
		if ok && sum.N != 0 && s.role == Mapped && s.column == p.keys.amount && !s.wan && s.cell < len(cells) {
			var amount sheet.Money
			return amount.Parse(clean(cells[s.cell]), sheet.Reading{}) == nil && amount.N == sum.N
		}
	}
	return false
}

// undecided is the state of a return that is not through, or was called off; "" if the
// row speaks of none.
func (p *plan) undecided(cells []string) string {
	for _, s := range p.states {
		if !s.followed || s.cell >= len(cells) {
			continue
		}
		state := clean(cells[s.cell])
		for _, word := range [...]string{"中", "待", "申请", "取消", "关闭", "拒绝", "驳回", "撤销", "失败", "无售后"} {
			if strings.Contains(state, word) {
				return state
			}
		}
	}
	return ""
}

// refund takes what came back off the amount of a sale, and says so.
func (p *plan) refund(one *part, row *sheet.Purchase, cells []string) {
	at := p.refundOf(cells)
	if at < 0 || at >= len(cells) || one.group != 0 || p.back || row.Amount.N < 0 || one.failed.Has(p.keys.amount) {
		return
	}
	heading := p.file.Columns[at].Heading
	sum, ok := refunded(cells[at])
	switch state := p.undecided(cells); {
	case !ok:
		p.problem(heading, sheet.W("“%s”不是金额，不知道退了多少；请写成 50 或 50.00", "“%s” is no amount, so what was refunded is not known: write it like 50 or 50.00", short(cells[at])), true)
	case sum.N == 0:
	case state != "":
		p.problem(heading, sheet.W("“%s”，还没退成，%s 元没有从金额里扣", "%s: the refund is not through, so %s yuan were not taken off", state, sum.String()), false)
	case sum.N > row.Amount.N:
		p.problem(heading, sheet.W("退的 %s 元比金额 %s 元还多；请核对", "the refund of %s yuan is more than the amount of %s yuan: check it", sum.String(), row.Amount.String()), true)
	default:
		row.Amount.N -= sum.N
		row.Refund = sum
		if row.Paid.Valid {
			row.Paid.N = min(row.Paid.N, row.Amount.N) // what is owed shrinks first
		}
		p.problem(heading, sheet.W("退了 %s 元，按留下的 %s 元记", "%s yuan were refunded: the %s yuan kept count", sum.String(), row.Amount.String()), false)
	}
}
