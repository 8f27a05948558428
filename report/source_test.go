package report_test

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"

	"kehu/report"
	"kehu/store/sheet"
)

// memory is a Source of rows in memory. It is stricter than a file: what a query
// doesn't name is empty, and a row is wiped when the next one is asked for.
type memory map[*sheet.Sheet][]sheet.Row

// today is the day of these tests, a Thursday; by the lunar calendar 正月十七.
var today = sheet.MakeDate(2026, 3, 5)

// add puts rows in and numbers them.
func (m memory) add(s *sheet.Sheet, rows ...sheet.Row) {
	for _, row := range rows {
		if row.Base().ID == 0 {
			row.Base().ID = sheet.MakeID(0, int64(len(m[s])+1))
		}
		m[s] = append(m[s], row)
	}
}

// Rows answers q.
func (m memory) Rows(q sheet.Query) iter.Seq2[sheet.Row, error] {
	return func(yield func(sheet.Row, error) bool) {
		columns := q.Columns
		if columns == nil {
			columns = q.Sheet.Columns
		}
		for _, row := range m.answer(q) {
			given := q.Sheet.Clone(row)
			owner := *ownerOf(given)
			for _, c := range q.Sheet.Columns {
				if !slices.Contains(columns, c) && c.Key != "no" {
					c.Field(given).Clear()
				}
			}
			if slices.Contains(columns, q.Sheet.Column("customer_no")) { // part of the customer's reference
				ownerOf(given).ID = owner.ID
			}
			more := yield(given, nil)
			for _, c := range q.Sheet.Columns {
				c.Field(given).Clear()
			}
			if !more {
				return
			}
		}
	}
}

// ownerOf is the reference to a row's customer, an empty one if it has none.
func ownerOf(row sheet.Row) *sheet.Ref {
	if owned, ok := row.(sheet.OwnedRow); ok {
		return &owned.Owner().Customer
	}
	return new(sheet.Ref)
}

// Count is the number of rows that answer q.
func (m memory) Count(q sheet.Query) (int, error) { return len(m.answer(q)), nil }

// Extras are the names of the user's own columns.
func (m memory) Extras(s *sheet.Sheet) ([]string, error) {
	var names []string
	for _, row := range m[s] {
		for name := range row.Base().Extra {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return names, nil
}

// answer is the rows of q, whole and sorted.
func (m memory) answer(q sheet.Query) []sheet.Row {
	var rows []sheet.Row
	for _, stored := range m[q.Sheet] {
		row := m.complete(q.Sheet.Clone(stored), q.AsOf)
		owned, ok := row.(sheet.OwnedRow)
		if q.Customer != 0 && (!ok || owned.Owner().Customer.ID != q.Customer) {
			continue
		}
		if q.Where == nil || meets(row, q.Where) {
			rows = append(rows, row)
		}
	}
	slices.SortStableFunc(rows, func(a, b sheet.Row) int {
		for _, o := range q.Sort {
			if c := compareFields(o.Column.Field(a), o.Column.Field(b)); c != 0 && o.Desc {
				return -c
			} else if c != 0 {
				return c
			}
		}
		return cmp.Compare(a.Base().ID, b.Base().ID)
	})
	if q.Limit > 0 {
		rows = rows[:min(len(rows), q.Limit)]
	}
	return rows
}

// complete fills what is derived and borrowed.
func (m memory) complete(row sheet.Row, until sheet.Date) sheet.Row {
	if c, ok := row.(*sheet.Customer); ok {
		m.figures(c, until)
	}
	if owned, ok := row.(sheet.OwnedRow); ok {
		for _, r := range m[sheet.Customers] {
			if c := r.(*sheet.Customer); c.ID == owned.Owner().Customer.ID {
				o := owned.Owner()
				o.Customer.Name, o.Phone, o.Village = c.Name.String(), c.Phone, c.Village
			}
		}
	}
	return row
}

// figures are what the store keeps, reckoned anew.
func (m memory) figures(c *sheet.Customer, until sheet.Date) {
	n, spent, debt, sums := c.OpenCount.N, c.OpenSpent.N, c.OpenDebt.N, map[sheet.Date]int64{}
	first, last := c.OpenLast, c.OpenLast
	var rows []sheet.Date // days of purchases on file
	for p := range of[sheet.Purchase](m, sheet.Purchases, c.ID) {
		if p.On > until {
			continue
		}
		spent += p.Amount.N
		sums[p.On] += p.Amount.N
		if p.Paid.Valid {
			debt += p.Amount.N - p.Paid.N
		}
		if p.Amount.N > 0 {
			n++
			rows = append(rows, p.On)
			last = max(last, p.On)
			if first == 0 || p.On < first {
				first = p.On
			}
		}
	}
	days := c.OpenCount.N
	c.NextPurchase = 0
	for _, sum := range sums {
		if sum > 0 {
			days++
		}
	}
	if real := days - c.OpenCount.N; real >= 3 {
		c.NextPurchase = slices.Max(rows) + (slices.Max(rows)-slices.Min(rows))/sheet.Date(real-1)
	}
	for p := range of[sheet.Payment](m, sheet.Payments, c.ID) {
		if p.On <= until {
			debt -= p.Amount.N
		}
	}
	c.LastContact, c.NextContact = 0, 0
	for i := range of[sheet.Interaction](m, sheet.Interactions, c.ID) {
		if d := i.At.Date(); d <= until {
			c.LastContact = max(c.LastContact, d)
		}
	}
	for p := range of[sheet.Plan](m, sheet.Plans, c.ID) {
		if open := p.DoneOn == 0 || p.DoneOn > until; open && (c.NextContact == 0 || p.Due < c.NextContact) {
			c.NextContact = p.Due
		}
	}
	c.Purchases, c.BuyDays, c.Spent, c.Debt = sheet.MakeCount(n), sheet.MakeCount(days), sheet.MakeMoney(spent), sheet.MakeMoney(debt)
	c.FirstPurchase, c.LastPurchase = first, last
}

// of yields the rows of a customer.
func of[R any](m memory, s *sheet.Sheet, id sheet.ID) iter.Seq[*R] {
	return func(yield func(*R) bool) {
		for _, row := range m[s] {
			if row.(sheet.OwnedRow).Owner().Customer.ID == id && !yield(any(row).(*R)) {
				return
			}
		}
	}
}

// meets reports whether row meets f.
func meets(row sheet.Row, f *sheet.Filter) bool {
	holds := func(part *sheet.Filter) bool { return meets(row, part) }
	switch f.Op {
	case sheet.And:
		return !slices.ContainsFunc(f.Parts, func(p *sheet.Filter) bool { return !holds(p) })
	case sheet.Or:
		return slices.ContainsFunc(f.Parts, holds)
	case sheet.Not:
		return !holds(f.Parts[0])
	}
	field := f.Column.Field(row)
	switch {
	case f.Op == sheet.Absent:
		return field.Empty()
	case f.Op == sheet.Present:
		return !field.Empty()
	case field.Empty():
		return false
	case f.Op == sheet.Has:
		return strings.Contains(field.String(), f.Text)
	}
	c := compareValues(field.Value(), f.Value)
	return map[sheet.Op]bool{sheet.Eq: c == 0, sheet.Ne: c != 0, sheet.Lt: c < 0, sheet.Le: c <= 0, sheet.Gt: c > 0, sheet.Ge: c >= 0}[f.Op]
}

// compareFields puts empty fields first, as SQLite does.
func compareFields(a, b sheet.Field) int {
	if a.Empty() || b.Empty() {
		return cmp.Compare(btoi(!a.Empty()), btoi(!b.Empty()))
	}
	return compareValues(a.Value(), b.Value())
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func compareValues(a, b any) int {
	if x, ok := a.(int64); ok {
		return cmp.Compare(x, b.(int64))
	}
	return strings.Compare(a.(string), b.(string))
}

// The rows of these tests.

func customer(name string, set func(*sheet.Customer)) *sheet.Customer {
	c := &sheet.Customer{Name: sheet.MakeText(name)}
	if set != nil {
		set(c)
	}
	return c
}

func owned(n int64) sheet.Owned {
	return sheet.Owned{Customer: sheet.Ref{ID: sheet.ID(n)}}
}

func purchase(n int64, ago int, product string, yuan int64) *sheet.Purchase {
	return &sheet.Purchase{Owned: owned(n), On: today - sheet.Date(ago), Product: sheet.MakeTerm(product), Amount: sheet.MakeMoney(100 * yuan)}
}

func contact(n int64, ago int, content string) *sheet.Interaction {
	return &sheet.Interaction{Owned: owned(n), At: sheet.MakeMoment(today-sheet.Date(ago), 600), Via: sheet.MakeChoice("上门"), Content: sheet.MakeText(content)}
}

func plan(n int64, in int, content string) *sheet.Plan {
	return &sheet.Plan{Owned: owned(n), Due: today + sheet.Date(in), Content: sheet.MakeText(content)}
}

func complaint(n int64, ago int, content, status string) *sheet.Feedback {
	return &sheet.Feedback{Owned: owned(n), On: today - sheet.Date(ago), About: sheet.MakeChoice("投诉"), Content: sheet.MakeText(content), Status: sheet.MakeChoice(status)}
}

// written is a table as lines of "cell | cell".
func written(t report.Table, l sheet.Lang, keys ...string) ([]string, error) {
	var lines []string
	for cells, err := range t.Rows {
		if err != nil {
			return lines, err
		}
		if len(cells) != len(t.Columns) {
			return lines, fmt.Errorf("%d cells under %d columns", len(cells), len(t.Columns))
		}
		var texts []string
		for i, c := range t.Columns {
			if len(keys) == 0 || slices.Contains(keys, c.Key) {
				texts = append(texts, report.Text(c, cells[i], l))
			}
		}
		lines = append(lines, strings.Join(texts, " | "))
	}
	return lines, nil
}
