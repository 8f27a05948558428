package report

import (
	"kehu/store/sheet"
)

// takings is the money of purchases by time, walk-ins included.
type takings struct {
	today      sheet.Date
	lately     int64 // 分, in the last 30 days, today included
	before     int64 // in the 30 days before
	buyers     int   // rows with money in the last 30 days
	earlier    int   // and in the 30 before
	months     [12]int64
	walkIns    int64 // of all time
	walkInRows int
}

// window is the number of days that are compared with as many before.
const window = 30

// monthsAgo is how many calendar months d lies before today.
func (t *takings) monthsAgo(d sheet.Date) int {
	year, month, _ := t.today.Civil()
	y, m, _ := d.Civil()
	return 12*(year-y) + month - m
}

// firstDay is the first day of the month eleven months ago.
func (t *takings) firstDay() sheet.Date {
	year, month, _ := t.today.Civil()
	return sheet.MakeDate(year, month-11, 1)
}

// earn reads the purchases of the last twelve months and all of walk-ins.
func earn(src Source, o Options) (*takings, error) {
	t := &takings{today: o.Today}
	among, err := crowdOf(src, o.Where, o.Today)
	if err != nil {
		return nil, err
	}
	s := sheet.Purchases
	q := sheet.Query{Sheet: s, Columns: s.Must("customer_no", "on", "amount"), Where: when(s, t.firstDay(), o.Today), AsOf: o.Today}
	err = each(src, q, func(p *sheet.Purchase) {
		if among.has(p.Customer.ID) {
			t.add(p)
		}
	})
	if err != nil || among != nil {
		return t, err
	}
	q.Columns, q.Where = s.Must("amount"), both(absent(s, "customer_no"), when(s, 0, o.Today))
	return t, each(src, q, func(p *sheet.Purchase) {
		t.walkIns += p.Amount.N
		t.walkInRows++
	})
}

func (t *takings) add(p *sheet.Purchase) {
	if m := t.monthsAgo(p.On); m >= 0 && m < len(t.months) {
		t.months[m] += p.Amount.N
	}
	sold := 0
	if p.Amount.N > 0 {
		sold = 1
	}
	switch age := int(t.today - p.On); {
	case age < window:
		t.lately += p.Amount.N
		t.buyers += sold
	case age < 2*window:
		t.before += p.Amount.N
		t.earlier += sold
	}
}

// chart is the money of the last twelve months.
func (t *takings) chart() *Chart {
	c := &Chart{Title: sheet.W("近 12 个月销售额", "Sales of the last 12 months"), Kind: Bars, Unit: sheet.W("元", "yuan")}
	year, month, _ := t.today.Civil()
	for ago := len(t.months) - 1; ago >= 0; ago-- {
		y, m, _ := sheet.MakeDate(year, month-ago, 1).Civil()
		c.Names = append(c.Names, sheet.W("%02d-%02d", "%02d-%02d", y%100, m))
		c.Values = append(c.Values, float64(t.months[ago])/100)
	}
	return c
}

// change says how the last 30 days compare with the 30 before.
func (t *takings) change() sheet.Words {
	from, to := t.today-window+1, t.today
	windows := sheet.W("%s 至 %s（%d 笔），含散客、扣退货，不含期初；前 %d 天（%s 至 %s，%d 笔）%s 元",
		"%s to %s (%d rows), walk-ins included, net of returns, without opening figures; the %d days before (%s to %s, %d rows) %s yuan",
		from.String(), to.String(), t.buyers, window, (from - window).String(), (from - 1).String(), t.earlier, yuan(t.before))
	compared := sheet.W("，变化 —（前期没有销售，没法比）", ", change — (no sales before to compare with)")
	if t.before > 0 {
		compared = sheet.W("，变化 %+.1f%%", ", change %+.1f%%", 100*float64(t.lately-t.before)/float64(t.before))
	}
	if min(t.buyers, t.earlier) < enough {
		compared = sentences(compared, sheet.W("（样本不足：不到 %d 笔）", "(sample too small: fewer than %d rows)", enough))
	}
	return sheet.W("%s%s。前后对比不等于因果。", "%s%s. Before and after is not cause and effect.", windows, compared)
}

// enough is the number of cases under which a share or a change says little.
const enough = 20
