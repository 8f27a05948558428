package report

import (
	"cmp"

	"kehu/store/sheet"
)

// info is what is written down of the customer, a line for each side of them;
// what is empty is left out.
func (h *dossier) info() []Fact {
	var facts []Fact
	for _, side := range []struct {
		label sheet.Words
		keys  []string
	}{
		{sheet.W("联系", "Contact"), []string{"phone", "phone2", "wechat", "best_time", "nickname"}},
		{sheet.W("住址", "Address"), []string{"county", "township", "village", "group", "address"}},
		{sheet.W("家里", "Household"), []string{"gender", "birthday", "birth_year", "household", "family_size", "income", "occupation", "crops"}},
		{sheet.W("跟进", "Follow-up"), []string{"level", "intent", "stage", "owner", "team", "source", "referrer", "created_on", "verified_on"}},
		{sheet.W("特点", "Traits"), []string{"habits", "preferences", "motive", "psychology", "loyalty", "price_sensitivity", "trust", "spending_power", "need", "tags"}},
		{sheet.W("同意", "Consent"), []string{"consent", "consent_on", "consent_for"}},
		{sheet.W("备注", "Remark"), []string{"remark"}},
	} {
		if text := h.fields(side.keys); !text.Empty() {
			facts = append(facts, Fact{Label: side.label, Value: Phrase(text)})
		}
	}
	if own := h.extras(); !own.Empty() {
		facts = append(facts, Fact{Label: sheet.W("自设", "Own columns"), Value: Phrase(own)})
	}
	return facts
}

// fields joins the fields that hold something, each under its heading. A remark
// needs none.
func (h *dossier) fields(keys []string) sheet.Words {
	var all []sheet.Words
	for _, c := range sheet.Customers.Must(keys...) {
		field := c.Field(h.Customer)
		switch {
		case field.Empty():
		case len(keys) == 1:
			all = append(all, sheet.Verbatim(field.String()))
		case len(c.Options) > 0 && c.Kind() == sheet.ScoreKind:
			all = append(all, sheet.W("%s %s（%s）", "%s %s (%s)", c.Label(), field.String(), scale(c)))
		default:
			all = append(all, sheet.W("%s %s", "%s %s", c.Label(), shownField{c, field.String()}))
		}
	}
	return listed(all...)
}

// scale is the ends of a score: 1 一次就信 … 5 五次才信.
func scale(c *sheet.Column) sheet.Words {
	low, high := c.Options[0], c.Options[len(c.Options)-1]
	return sheet.W("%d %s … %d %s", "%d %s … %d %s", low.Score, low.Label(), high.Score, high.Label())
}

// shownField is a field as a person reads it.
type shownField struct {
	column *sheet.Column
	text   string
}

// In is the text in language l.
func (f shownField) In(l sheet.Lang) string { return f.column.Show(f, l) }

// String is the text as the sheet keeps it.
func (f shownField) String() string { return f.text }

// extras are the user's own columns, by name.
func (h *dossier) extras() sheet.Words {
	var all []sheet.Words
	for _, name := range sortedKeys(h.Extra) {
		if value := h.Extra[name]; value != "" {
			all = append(all, sheet.W("%s %s", "%s %s", name, value))
		}
	}
	return listed(all...)
}

// moneyFacts are what was bought and what is owed.
func (h *dossier) moneyFacts() []Fact {
	facts := []Fact{{Label: sheet.W("累计金额", "Spent"), Value: money(h.Spent.N), Note: h.bought()}}
	if h.Debt.N != 0 {
		facts = append(facts, Fact{Label: sheet.W("欠款", "Debt"), Value: money(h.Debt.N), Note: h.owes()})
	}
	if whole := h.familyDebt(); len(h.family) > 0 && whole != h.Debt.N {
		facts = append(facts, Fact{Label: sheet.W("全家欠款", "Household debt"), Value: money(whole), Note: h.relatives()})
	} else if len(h.family) > 0 {
		facts = append(facts, Fact{Label: sheet.W("一家人", "Household"), Value: Phrase(h.relatives())})
	}
	return facts
}

// bought says how often and when.
func (h *dossier) bought() sheet.Words {
	if h.Purchases.N == 0 && h.LastPurchase == 0 {
		return sheet.W("还没买过", "never bought")
	}
	opening := sheet.Words{}
	if h.OpenCount.Valid || h.OpenSpent.Valid {
		opening = sheet.W("含期初", "opening figures included")
	}
	return listed(sheet.W("买过%s、%s", "bought %s on %s", spaced(times(int(h.Purchases.N))), sheet.Days(int(h.BuyDays.N))), h.span(), opening)
}

func spaced(w sheet.Words) sheet.Words { return sheet.W(" %s", "%s", w) }

// span is the first and the last purchase.
func (h *dossier) span() sheet.Words {
	if h.LastPurchase == 0 {
		return sheet.W("日期不详", "days unknown")
	}
	last := sheet.W("最近 %s（%s前）", "last %s (%s ago)", h.LastPurchase.String(), sheet.Days(daysSince(h.LastPurchase, h.today)))
	if h.FirstPurchase == 0 || h.FirstPurchase == h.LastPurchase {
		return last
	}
	return listed(sheet.W("首次 %s", "first %s", h.FirstPurchase.String()), last)
}

// owes says what is owed since when, and what was agreed.
func (h *dossier) owes() sheet.Words {
	if h.Debt.N < 0 {
		return sheet.W("付多了，是我们欠他", "overpaid: it is we who owe")
	}
	open := h.standingCredits()
	if len(open) == 0 {
		return sheet.W("都是期初欠款", "all of it from before")
	}
	oldest, due := open[len(open)-1], dueOf(open, h.Debt.N)
	since := sheet.W("从 %s 的%s起", "since the %[2]s of %[1]s", oldest.on.String(), cmp.Or(oldest.about, "赊账"))
	rest := h.Debt.N
	for _, c := range open {
		rest -= c.owed
	}
	return listed(since, due.words(h.today), todoYuan(rest, "其中 %s 元是期初的", "%s yuan of it from before"))
}

// words say what was agreed.
func (d agreement) words(today sheet.Date) sheet.Words {
	switch {
	case d.passed(today):
		return sheet.W("约好 %s 还，过了 %s", "agreed for %s, %s late", d.first.String(), sheet.Days(int(today-d.first)))
	case d.first != 0:
		return sheet.W("约好 %s 还", "agreed for %s", d.first.String())
	case d.season != "":
		return sheet.W("约好%s还", "agreed for %s", d.season)
	}
	return sheet.W("没约还款的日子", "no day agreed")
}

func todoYuan(fen int64, zh, en string) sheet.Words {
	if fen <= 0 {
		return sheet.Words{}
	}
	return sheet.W(zh, en, yuan(fen))
}

// familyDebt is what the whole household owes.
func (h *dossier) familyDebt() int64 {
	sum := h.Debt.N
	for _, c := range h.family {
		sum += c.Debt.N
	}
	return sum
}

// relatives are the others of the household, with what each owes.
func (h *dossier) relatives() sheet.Words {
	var all []sheet.Words
	for i := range h.family {
		c := &h.family[i]
		who := sheet.W("%s #%s", "%s #%s", c.Name.String(), c.ID.String())
		if c.Debt.N != 0 {
			who = sheet.W("%s 欠 %s 元", "%s owes %s yuan", who, yuan(c.Debt.N))
		}
		all = append(all, who)
	}
	return listed(all...)
}
