package report

import (
	"cmp"
	"maps"
	"slices"

	"kehu/store/sheet"
)

// thin is the number of purchase days under which habits are guesses.
const thin = 3

// portrait says in words what the rows tell of the customer, each with its
// evidence, and where they tell too little.
func (h *dossier) portrait() []sheet.Words {
	var notes []sheet.Words
	for _, w := range []sheet.Words{h.rhythm(), h.favourites(), h.ways(), h.haggles(), h.trusts(), h.credits(), h.mood(), h.offer()} {
		if !w.Empty() {
			notes = append(notes, w)
		}
	}
	if len(notes) == 0 {
		return []sheet.Words{sheet.W("画像：样本不足（购买 %d 笔、联系 %d 次、反馈 %d 条），记上几笔再看。", "Portrait: sample too small (purchases %d, contacts %d, feedback %d); it comes with a few.",
			len(h.purchases), len(h.contacts), len(h.feedback))}
	}
	return notes
}

// buyDays are the days on which something was bought and kept, oldest first.
func (h *dossier) buyDays() []sheet.Date { return slices.Sorted(maps.Keys(h.daySums())) }

// rhythm is the median of the days between purchase days.
func (h *dossier) rhythm() sheet.Words {
	on := h.buyDays()
	if len(on) == 0 {
		return sheet.Words{}
	}
	switch {
	case len(on) < thin && h.returns().Empty():
		return sheet.W("购买节奏：样本不足（有明细的购买日只有 %d 个，满 %d 个才算）。", "Rhythm: sample too small (%d purchase days on record, %d are needed).", len(on), thin)
	case len(on) < thin:
		return sheet.W("购买节奏：样本不足（有明细、没退掉的购买日只有 %d 个，满 %d 个才算）。", "Rhythm: sample too small (%d purchase days on record without what came back, %d are needed).", len(on), thin)
	}
	gaps := make([]int, len(on)-1)
	for i := range gaps {
		gaps[i] = int(on[i+1] - on[i])
	}
	slices.Sort(gaps)
	gap := (gaps[(len(gaps)-1)/2] + gaps[len(gaps)/2] + 1) / 2
	next := on[len(on)-1] + sheet.Date(gap)
	when := sheet.W("照这样 %s 前后该买了", "so the next is due about %s", next.String())
	if next < h.today {
		when = sheet.W("照这样 %s 就该买了，已过 %s", "so the next was due about %s, %s ago", next.String(), sheet.Days(int(h.today-next)))
	}
	return sheet.W("购买节奏：隔 %s左右买一次（%d 个购买日间隔的中位数），%s。", "Rhythm: a purchase about every %s (median over %d purchase days), %s.", sheet.Days(gap), len(on), when)
}

// taste is what was spent on one product.
type taste struct {
	product string
	spent   int64
	times   int
}

// favourites are the products most was spent on.
func (h *dossier) favourites() sheet.Words {
	all, whole := h.tastes()
	if len(all) == 0 || whole <= 0 {
		return sheet.Words{}
	}
	var parts []sheet.Words
	for _, t := range all[:min(len(all), 3)] {
		parts = append(parts, sheet.W("%s（%s，%s 元，占 %s）", "%s (%s, %s yuan, %s)", t.product, times(t.times), yuan(t.spent), Share{t.spent, whole}.String()))
	}
	if len(h.kept) < thin {
		return sheet.W("买过：%s。", "Bought: %s.", joined("、", ", ", parts...))
	}
	return sheet.W("常买：%s。", "Buys most: %s.", joined("、", ", ", parts...))
}

// tastes are the products bought and kept, the most spent on first, and the sum.
func (h *dossier) tastes() (all []taste, whole int64) {
	by := map[string]*taste{}
	for i := range h.kept {
		p := &h.kept[i]
		t := by[p.Product.String()]
		if t == nil {
			t = &taste{product: p.Product.String()}
			by[t.product] = t
		}
		t.spent += p.Amount.N
		whole += p.Amount.N
		t.times++
	}
	for _, t := range by {
		all = append(all, *t)
	}
	slices.SortFunc(all, func(a, b taste) int {
		return cmp.Or(cmp.Compare(b.spent, a.spent), cmp.Compare(a.product, b.product))
	})
	return all, whole
}

// credits is how often something was left unpaid, and what came back.
func (h *dossier) credits() sheet.Words {
	n, owed, repaid, late := 0, int64(0), int64(0), h.overdue()
	for i := range h.purchases {
		if c, ok := creditOf(&h.purchases[i]); ok {
			n++
			owed += c.owed
		}
	}
	for i := range h.payments {
		repaid += h.payments[i].Amount.N
	}
	if n == 0 {
		return sheet.Words{}
	}
	back := sheet.W("还没还过款", "nothing was paid back yet")
	if len(h.payments) > 0 {
		back = sheet.W("还款 %s，共 %s 元", "paid back %s, %s yuan in all", times(len(h.payments)), yuan(repaid))
	}
	return sheet.W("赊账：赊过 %s，共 %s 元，%s。", "Credit: %s, %s yuan in all; %s.", times(n), yuan(owed),
		listed(back, todo(late, "现在有 %d 笔过了约好的日子", "%d past the day agreed now")))
}

// overdue is how many purchases are owed for beyond the day agreed.
func (h *dossier) overdue() (n int) {
	for _, c := range h.standingCredits() {
		n += btoi(dueOf([]credit{c}, c.owed).passed(h.today))
	}
	return n
}

// standingCredits are the credits that make up what is owed now.
func (h *dossier) standingCredits() []credit {
	var all []credit
	for i := range h.purchases {
		if c, ok := creditOf(&h.purchases[i]); ok {
			all = append(all, c)
		}
	}
	return standing(all, h.Debt.N)
}

// mood is what the customer said of us.
func (h *dossier) mood() sheet.Words {
	complaints, scores := 0, satisfaction{}
	latest := sheet.Words{}
	for i := range h.feedback {
		f := &h.feedback[i]
		if f.About.String() == "投诉" {
			complaints++
		}
		before := scores.all
		if f.Score.Valid {
			scores.add(f)
		}
		if scores.all > before {
			latest = sheet.W("最近一次评 %d 分（满分 5，%s）", "last score %d out of 5 (%s)", f.Score.N, f.On.String())
		}
	}
	if len(h.feedback) == 0 {
		return sheet.Words{}
	}
	mean := sheet.Words{}
	if scores.all >= thin {
		mean = sheet.W("4 分以上占 %s（%d 次打分里 %d 次）", "%s of 4 or 5 (%[3]d of %[2]d scores)", Share{scores.good, scores.all}.String(), scores.all, scores.good)
	}
	return sheet.W("满意度：%s。", "Satisfaction: %s.", listed(latest, mean, todo(complaints, "投诉过 %d 次", "complaints: %d"),
		todo(len(h.feedback), "反馈共 %d 条", "feedback in all: %d")))
}
