package report

import (
	"maps"
	"slices"

	"kehu/store/sheet"
)

// ways is where they buy, and how and when they are reached.
func (h *dossier) ways() sheet.Words {
	channels, vias, hours := map[string]int{}, map[string]int{}, map[string]int{}
	for i := range h.kept {
		channels[h.kept[i].Channel.String()]++
	}
	for i := range h.contacts {
		c := &h.contacts[i]
		vias[c.Via.String()]++
		hours[partOfDay(c.At)]++
	}
	via := sheet.Interactions.Must("via")[0]
	byVia := func(word string) sheet.Words { return sheet.W("%s", "%s", shownField{via, word}) }
	said := listed(mainly(channels, sheet.Verbatim, "多在%s买（%d 笔里 %d 笔）", "mostly buys by %s (%[3]d of %[2]d)"), h.onMarketDays(),
		mainly(vias, byVia, "联系多是%s（%d 次里 %d 次）", "mostly reached by %s (%[3]d of %[2]d)"),
		mainly(hours, hourWords, "联系上多在%s（%d 次里 %d 次）", "mostly in the %s (%[3]d of %[2]d)"))
	if said.Empty() {
		return said
	}
	return sheet.W("习惯：%s。", "Habits: %s.", said)
}

// partOfDay is when on its day a contact was, "" where only the day is known.
func partOfDay(at sheet.Moment) string {
	switch minute := at - sheet.MakeMoment(at.Date(), 0); {
	case minute == 0:
		return ""
	case minute < 11*60:
		return "上午"
	case minute < 14*60:
		return "中午"
	case minute < 18*60:
		return "下午"
	}
	return "晚上"
}

// mainly names what more than half of at least thin cases are; what wasn't written
// down is no case.
func mainly(counts map[string]int, name func(string) sheet.Words, zh, en string) sheet.Words {
	delete(counts, "")
	all, best := 0, ""
	for _, what := range slices.Sorted(maps.Keys(counts)) {
		all += counts[what]
		if best == "" || counts[what] > counts[best] {
			best = what
		}
	}
	if all < thin || 2*counts[best] <= all {
		return sheet.Words{}
	}
	return sheet.W(zh, en, name(best), all, counts[best])
}

// hourWords is a part of the day as people read it.
func hourWords(part string) sheet.Words {
	en := map[string]string{"上午": "morning", "中午": "noon", "下午": "afternoon", "晚上": "evening"}
	return sheet.Words{ZH: part, EN: en[part]}
}

// onMarketDays says whether purchases fall on the market days of the place.
func (h *dossier) onMarketDays() sheet.Words {
	days, on := h.buyDays(), 0
	at := Market{}
	for _, d := range days {
		next, m := h.peers.markets.Next(d, h.Township.String(), h.Village.String())
		if next == d {
			on++
			at = m
		}
	}
	if len(days) < thin || 2*on <= len(days) {
		return sheet.Words{}
	}
	return sheet.W("买的日子多是%s的集日（%d 天里 %d 天）", "mostly on market days of %s (%[3]d of %[2]d days)", at.Name.String(), len(days), on)
}

// haggles is what price means to them: the score somebody gave, the share of
// purchases with a discount or a gift, where their prices lie within the category,
// and how the quantity follows the price. The measures are ours.
func (h *dossier) haggles() sheet.Words {
	n, cheaper := len(h.kept), 0
	for i := range h.kept {
		cheaper += btoi(h.kept[i].Discount.N > 0 || !h.kept[i].Gift.Empty())
	}
	deals := sheet.Words{}
	switch {
	case n == 0:
	case n < thin:
		deals = sheet.W("样本不足（%d 笔里 %d 笔有优惠或赠品）", "sample too small (%[2]d of %[1]d purchases with a discount or gift)", n, cheaper)
	default:
		deals = sheet.W("%d 笔里 %d 笔有优惠或赠品（%s）", "%[2]d of %[1]d purchases with a discount or gift (%[3]s)", n, cheaper, Share{int64(cheaper), int64(n)}.String())
	}
	score := h.typed("price_sensitivity")
	band := listed(h.peers.band(h), h.elasticity())
	if score.Empty() && n == 0 {
		return sheet.Words{}
	}
	return sheet.W("价格：%s。", "Price: %s.", listed(score, deals, band))
}

// typed is a score that somebody gave, with what its ends mean.
func (h *dossier) typed(key string) sheet.Words {
	c := sheet.Customers.Must(key)[0]
	field := c.Field(h.Customer)
	if field.Empty() {
		return sheet.Words{}
	}
	return sheet.W("记的是%s %s（%s）", "noted as %s %s (%s)", c.Label(), field.String(), scale(c))
}

// trusts is how trust shows: the score somebody gave, how long and how many contacts
// it took to the first purchase, whether the first was a small one, what came back.
func (h *dossier) trusts() sheet.Words {
	said := listed(h.typed("trust"), h.courtship(), h.testing(), h.returns())
	if said.Empty() {
		return said
	}
	return sheet.W("信任：%s。", "Trust: %s.", said)
}

// courtship is how many contacts, over how many days, came before the first
// purchase: what the trust threshold looks like in fact.
func (h *dossier) courtship() sheet.Words {
	if h.FirstPurchase == 0 || h.OpenCount.Valid || h.OpenLast != 0 || len(h.contacts) == 0 {
		return sheet.Words{}
	}
	n := 0
	for _, c := range h.contacts {
		n += btoi(c.At.Date() < h.FirstPurchase)
	}
	if n == 0 {
		return sheet.W("第一次购买之前没有联系记录", "no contact is on record before the first purchase")
	}
	return sheet.W("第一次购买之前联系了 %s，隔了 %s", "contacted %s over %s before the first purchase", times(n), sheet.Days(int(h.FirstPurchase-h.contacts[0].At.Date())))
}

// testing compares the first purchase day with the later ones: who tries a little
// first needs to see before buying.
func (h *dossier) testing() sheet.Words {
	if h.OpenCount.Valid || h.OpenLast != 0 {
		return sheet.Words{}
	}
	sums, days := h.daySums(), h.buyDays()
	if len(days) < thin {
		return sheet.Words{}
	}
	var later []int64
	for _, d := range days[1:] {
		later = append(later, sums[d])
	}
	slices.Sort(later)
	first, middle := sums[days[0]], (later[(len(later)-1)/2]+later[len(later)/2])/2
	how := sheet.W("和以后差不多", "much like later")
	switch {
	case 2*first <= middle:
		how = sheet.W("先买少的试试", "tried a little first")
	case first >= 2*middle:
		how = sheet.W("头一回就买得多", "bought much at once")
	}
	if days[0] != h.FirstPurchase { // what came before was brought back
		return sheet.W("没退的头一次买 %s 元，以后每次 %s 元上下（中位数），%s", "spent %s yuan first that was kept, and about %s later (median): %s", yuan(first), yuan(middle), how)
	}
	return sheet.W("第一次买 %s 元，以后每次 %s 元上下（中位数），%s", "spent %s yuan first and about %s later (median): %s", yuan(first), yuan(middle), how)
}

// daySums is the money of each day, for what was not brought back.
func (h *dossier) daySums() map[sheet.Date]int64 {
	sums := map[sheet.Date]int64{}
	for i := range h.kept {
		sums[h.kept[i].On] += h.kept[i].Amount.N
	}
	return sums
}

// returns is what they brought back.
func (h *dossier) returns() sheet.Words {
	n, sum := 0, int64(0)
	for i := range h.purchases {
		if p := &h.purchases[i]; p.Amount.N < 0 {
			n++
			sum -= p.Amount.N
		}
	}
	if n == 0 {
		return sheet.Words{}
	}
	return sheet.W("退过 %s、%s 元", "returned goods %s, %s yuan", times(n), yuan(sum))
}
