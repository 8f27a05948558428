package report

import (
	"cmp"
	"iter"
	"maps"
	"slices"

	"kehu/store/sheet"
)

// timelineLines is how many lines of the past fit on the screen.
const timelineLines = 12

// event is one line of a customer's past.
type event struct {
	on     sheet.Date
	kind   sheet.Words
	text   sheet.Words
	amount sheet.Money
}

// tables are the open complaints, the open plans and the past; the first two only
// where there are any.
func (h *dossier) tables(o Options) []Table {
	var tables []Table
	if open := h.openComplaints(); len(open) > 0 {
		tables = append(tables, complaintTable(open))
	}
	if open := h.openPlans(); len(open) > 0 {
		tables = append(tables, planTable(open))
	}
	return append(tables, h.timelineTable(o))
}

func complaintTable(open []sheet.Feedback) Table {
	return tableOf("complaints", sheet.W("没结的投诉", "Open complaints"), sheet.Feedbacks, open,
		func(f *sheet.Feedback) sheet.Row { return f }, "no", "on", "product", "content", "status", "staff")
}

func planTable(open []sheet.Plan) Table {
	return tableOf("plans", sheet.W("下一步", "Next steps"), sheet.Plans, open,
		func(p *sheet.Plan) sheet.Row { return p }, "no", "due", "via", "content", "staff", "reason")
}

// tableOf lists rows of s under some of its columns.
func tableOf[R any](key string, title sheet.Words, s *sheet.Sheet, rows []R, row func(*R) sheet.Row, keys ...string) Table {
	columns := s.Must(keys...)
	t := Table{Key: key, Title: title}
	for _, c := range columns {
		t.Columns = append(t.Columns, ColumnOf(c))
	}
	t.Rows = func(yield func([]Cell, error) bool) {
		for i := range rows {
			cells := make([]Cell, len(columns))
			for k, c := range columns {
				cells[k] = c.Field(row(&rows[i]))
			}
			if !yield(cells, nil) {
				return
			}
		}
	}
	return t
}

func (h *dossier) timelineTable(o Options) Table {
	events := h.events()
	title := sheet.W("时间线", "Timeline")
	limit := cmp.Or(o.Limit, timelineLines)
	if n := len(events) - limit; n > 0 && !o.All {
		events = events[:limit]
		title = sheet.W("时间线（最近 %d 条，还有 %d 条用 --all 查看）", "Timeline (the newest %d; --all shows the other %d)", limit, n)
	}
	return Table{Key: "timeline", Title: title, Columns: []Column{
		{Key: "on", Label: sheet.W("日期", "On"), Kind: sheet.DateKind, Width: 11},
		{Key: "kind", Label: sheet.W("类别", "Kind"), Width: 8},
		{Key: "text", Label: sheet.W("内容", "What"), Width: 50},
		{Key: "amount", Label: sheet.W("金额", "Amount"), Kind: sheet.MoneyKind, Width: 11},
	}, Rows: eventRows(events)}
}

func eventRows(events []event) iter.Seq2[[]Cell, error] {
	return func(yield func([]Cell, error) bool) {
		for i := range events {
			e := &events[i]
			if !yield([]Cell{&e.on, Phrase(e.kind), Phrase(e.text), &e.amount}, nil) {
				return
			}
		}
	}
}

// events are what happened, the newest first.
func (h *dossier) events() []event {
	var all []event
	for i := range h.contacts {
		all = append(all, contactEvent(&h.contacts[i]))
	}
	for i := range h.purchases {
		all = append(all, purchaseEvent(&h.purchases[i]))
	}
	for i := range h.payments {
		p := &h.payments[i]
		all = append(all, event{p.On, sheet.W("还款", "Payment"), sentences(verbatim(p.Method.String()), verbatim(p.Remark.String())), p.Amount})
	}
	for i := range h.feedback {
		all = append(all, feedbackEvent(&h.feedback[i]))
	}
	for i := range h.plans {
		if p := &h.plans[i]; p.DoneOn != 0 && p.DoneOn <= h.today {
			text := joined("：", ": ", verbatim(p.Content.String()), verbatim(p.Result.String()))
			all = append(all, event{on: p.DoneOn, kind: sheet.W("办完计划", "Plan done"), text: text})
		}
	}
	slices.Reverse(all) // so that of one day the row written last stands first
	slices.SortStableFunc(all, func(a, b event) int { return cmp.Compare(b.on, a.on) })
	return all
}

func contactEvent(i *sheet.Interaction) event {
	text := joined("；", "; ", verbatim(i.Content.String()), prefixed("结果 %s", "result %s", i.Result.String()), prefixed("会销 %s", "meeting %s", i.Meeting.String()))
	kind := via(i.Via.String())
	if kind.Empty() {
		kind = sheet.W("互动", "Contact")
	}
	return event{on: i.At.Date(), kind: kind, text: text}
}

func purchaseEvent(p *sheet.Purchase) event {
	kind := sheet.W("购买", "Purchase")
	if p.Amount.N < 0 {
		kind = sheet.W("退货", "Return")
	}
	qty := sheet.Words{}
	if p.Qty.Valid {
		qty = sheet.W(" %s%s", " %s %s", p.Qty.String(), p.Unit.String())
	}
	what := sheet.W("%s%s", "%s%s", p.Product.String(), qty)
	credit := sheet.Words{}
	if c, ok := creditOf(p); ok {
		credit = sheet.W("赊 %s 元", "%s yuan on credit", yuan(c.owed))
	}
	return event{p.On, kind, listed(what, prefixed("优惠 %s 元", "%s yuan off", discountOf(p)), credit,
		prefixed("赠 %s", "gift %s", p.Gift.String()), verbatim(p.Remark.String())), p.Amount}
}

// discountOf is what p was cheaper by in words, "" if nothing.
func discountOf(p *sheet.Purchase) string {
	if p.Discount.N == 0 {
		return ""
	}
	return yuan(p.Discount.N)
}

func feedbackEvent(f *sheet.Feedback) event {
	column := sheet.Feedbacks.Must("kind", "status")
	kind := sheet.W("%s", "%s", shownField{column[0], f.About.String()})
	if f.About.Empty() {
		kind = sheet.W("反馈", "Feedback")
	}
	points := sheet.Words{}
	if f.Score.Valid {
		out := int64(5)
		if f.Scale.Valid {
			out = f.Scale.N
		}
		points = sheet.W("%d 分（满分 %d）", "%d out of %d", f.Score.N, out)
	}
	status := sheet.Words{}
	if !f.Status.Empty() {
		status = sheet.W("%s", "%s", shownField{column[1], f.Status.String()})
	}
	return event{on: f.On, kind: kind, text: listed(verbatim(f.Product.String()), points, verbatim(f.Content.String()), status, verbatim(f.Resolution.String()))}
}

// verbatim is a text somebody wrote, nothing if it is empty.
func verbatim(s string) sheet.Words {
	if s == "" {
		return sheet.Words{}
	}
	return sheet.Verbatim(s)
}

// prefixed is words around a text somebody wrote, nothing if it is empty.
func prefixed(zh, en, s string) sheet.Words {
	if s == "" {
		return sheet.Words{}
	}
	return sheet.W(zh, en, s)
}

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }
