package store

import "kehu/store/sheet"

// keepPlan queues what a record says became of a plan on file, the customer's.
func (c *chunk) keepPlan(p sheet.Patch, customer sheet.ID, row int32) {
	kept := sheet.Plans.Clone(p.Row).(*sheet.Plan)
	kept.Customer.ID = customer
	c.plans = append(c.plans, update{id: kept.ID, on: sheet.Overwrite, row: row, patch: sheet.Patch{Sheet: p.Sheet, Row: kept, Set: p.Set}})
}

// keepPlans writes what became of plans. One that is gone, done, put off to a later
// day or another customer's stays as it is: a list is filled in once, and may be read
// again after more was done.
func (l *loader) keepPlans(updates []update) error {
	if len(updates) == 0 {
		return nil
	}
	ids := make([]int64, len(updates))
	for i, u := range updates {
		ids[i] = int64(u.id)
	}
	var due, done sheet.Columns
	due, done = due.With(sheet.Plans.Column("due")), done.With(sheet.Plans.Column("done_on"))
	rows, err := l.tx.readRows(sheet.Plans, ids, due|done)
	if err != nil {
		return err
	}
	open := updates[:0]
	for _, u := range updates {
		told := u.patch.Row.(*sheet.Plan)
		now, _ := rows[u.id].(*sheet.Plan)
		switch {
		case now == nil || now.Customer.ID != told.Customer.ID || now.DoneOn != 0, !told.Due.Empty() && now.Due >= told.Due:
			l.raise(u.row, sheet.Plans, Unchanged)
		default:
			open = append(open, u)
		}
	}
	return l.refresh(sheet.Plans, open)
}
