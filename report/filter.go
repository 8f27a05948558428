package report

import (
	"errors"

	"kehu/store/sheet"
)

// Conditions on the rows of a sheet, for code that knows its columns.

func compare(s *sheet.Sheet, key string, op sheet.Op, value any) *sheet.Filter {
	return &sheet.Filter{Op: op, Column: s.Must(key)[0], Value: value}
}

func same(s *sheet.Sheet, key, value string) *sheet.Filter { return compare(s, key, sheet.Eq, value) }

func until(s *sheet.Sheet, key string, d sheet.Date) *sheet.Filter {
	return compare(s, key, sheet.Le, int64(d))
}

func absent(s *sheet.Sheet, key string) *sheet.Filter {
	return &sheet.Filter{Op: sheet.Absent, Column: s.Must(key)[0]}
}

func present(s *sheet.Sheet, key string) *sheet.Filter {
	return &sheet.Filter{Op: sheet.Present, Column: s.Must(key)[0]}
}

// both joins the conditions that there are; none is nil, which every row meets.
func both(parts ...*sheet.Filter) *sheet.Filter { return joinFilters(sheet.And, parts) }

// either is any of the conditions.
func either(parts ...*sheet.Filter) *sheet.Filter { return joinFilters(sheet.Or, parts) }

func joinFilters(op sheet.Op, parts []*sheet.Filter) *sheet.Filter {
	var kept []*sheet.Filter
	for _, p := range parts {
		if p != nil {
			kept = append(kept, p)
		}
	}
	switch len(kept) {
	case 0:
		return nil
	case 1:
		return kept[0]
	}
	return &sheet.Filter{Op: op, Parts: kept}
}

func not(f *sheet.Filter) *sheet.Filter {
	return &sheet.Filter{Op: sheet.Not, Parts: []*sheet.Filter{f}}
}

// ownedBy are the rows of s that belong to those customers.
func ownedBy(s *sheet.Sheet, ids []sheet.ID) *sheet.Filter {
	parts := make([]*sheet.Filter, len(ids))
	for i, id := range ids {
		parts[i] = compare(s, "customer", sheet.Eq, int64(id))
	}
	return either(parts...)
}

// rowsOf asks for the rows of customers until a day, whose they are and those columns,
// the oldest first.
func rowsOf(s *sheet.Sheet, ids []sheet.ID, until sheet.Date, columns []*sheet.Column) sheet.Query {
	return sheet.Query{Sheet: s, Columns: append(columns, s.Must("customer_no")...), Where: both(ownedBy(s, ids), when(s, 0, until)), AsOf: until,
		Sort: []sheet.Order{{Column: s.Must(s.When)[0]}}}
}

// openPlan is a plan not done by the end of today.
func openPlan(today sheet.Date) *sheet.Filter {
	return either(absent(sheet.Plans, "done_on"), compare(sheet.Plans, "done_on", sheet.Gt, int64(today)))
}

// openComplaint is a complaint made by today and not settled; a status left blank
// is not settled.
func openComplaint(today sheet.Date) *sheet.Filter {
	s := sheet.Feedbacks
	return both(same(s, "kind", "投诉"), not(same(s, "status", "已解决")), until(s, "on", today))
}

// when bounds the rows of s by the days from and to; 0 is no bound.
func when(s *sheet.Sheet, from, to sheet.Date) *sheet.Filter {
	if s.When == "" {
		return nil
	}
	lower, upper := int64(from), int64(to)+1
	if s.Column(s.When).Kind() == sheet.MomentKind {
		lower, upper = int64(sheet.MakeMoment(from, 0)), int64(sheet.MakeMoment(to+1, 0))
	}
	var first, last *sheet.Filter
	if from != 0 {
		first = compare(s, s.When, sheet.Ge, lower)
	}
	if to != 0 {
		last = compare(s, s.When, sheet.Lt, upper)
	}
	return both(first, last)
}

// crowd is a set of customers; a nil crowd is everybody, walk-ins included.
type crowd map[sheet.ID]struct{}

func (c crowd) has(id sheet.ID) bool {
	if c == nil {
		return true
	}
	_, ok := c[id]
	return ok
}

// crowdOf are the customers who meet f, everybody without one.
func crowdOf(src Source, f *sheet.Filter, today sheet.Date) (crowd, error) {
	if f == nil {
		return nil, nil
	}
	c := crowd{}
	q := sheet.Query{Sheet: sheet.Customers, Where: f, Columns: sheet.Customers.Must("no"), AsOf: today}
	err := each(src, q, func(customer *sheet.Customer) { c[customer.ID] = struct{}{} })
	return c, err
}

// each calls visit with every row that answers q.
func each[R any](src Source, q sheet.Query, visit func(*R)) error {
	return eachUntil(src, q, func(row *R) bool {
		visit(row)
		return true
	})
}

// eachUntil calls visit with the rows that answer q until it returns false.
func eachUntil[R any](src Source, q sheet.Query, visit func(*R) bool) error {
	for row, err := range src.Rows(q) {
		if err != nil {
			return err
		}
		typed, ok := any(row).(*R)
		if !ok {
			return errors.New("read a row of another sheet than " + q.Sheet.Key)
		}
		if !visit(typed) {
			return nil
		}
	}
	return nil
}
