package report

import (
	"kehu/report/segment"
	"kehu/store/sheet"
)

// advice is the plain sentence on the segments: whom to turn to first, and how.
func (p *population) advice() sheet.Words {
	switch {
	case p.whole.customers == 0:
		return sheet.W("还没有客户：先导入客户表，或用 kehu add 记下第一位。", "No customers yet: import a sheet, or write down the first with kehu add.")
	case p.result.Buyers == 0:
		return sheet.W("还没有人买过东西：先把 %s 一位一位联系到，问清需要什么。", "Nobody has bought yet: get in touch with %s one by one and ask what they need.", people(p.whole.callable))
	case p.result.Buyers < segment.Enough:
		return sheet.W("有净消费的只有 %d 位，样本不足，分群只供参考：先把他们挨个回访一遍。",
			"Bought so far: %d customers, too small a sample to divide: call on each of them first.", p.result.Buyers)
	}
	return p.first()
}

// first is the advice on the class to turn to first.
func (p *population) first() sheet.Words {
	c, ok := p.focus()
	if !ok {
		return sheet.W("先照“今日与逾期”一位一位去办。", "Go through the list of today one by one.")
	}
	t := p.classes[c]
	return sheet.W("先联系 %s“%s”：这一类占累计金额的 %s，平均 %s 天没买。%s",
		"First get in touch with %s of “%s”: the class holds %s of all money and has not bought for %s days on average. %s",
		people(t.callable), c.Words(), Share{t.spent, p.whole.spent}.String(), tenths(t.days, int64(t.dated)), c.Advice())
}

// focus is the class whose members are worth a call first: those who spent much
// and stay away, the greater sum first; where there are none, those to build.
func (p *population) focus() (segment.Class, bool) {
	keep, back := p.classes[segment.KeyKeep], p.classes[segment.KeyWinBack]
	order := []segment.Class{segment.KeyKeep, segment.KeyWinBack, segment.KeyGrow, segment.KeyValue}
	if back.spent > keep.spent {
		order[0], order[1] = order[1], order[0]
	}
	for _, c := range order {
		if p.classes[c].callable > 0 {
			return c, true
		}
	}
	return 0, false
}
