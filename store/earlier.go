package store

import (
	"fmt"
	"strings"

	"kehu/store/sheet"
)

// figuresAsOf is the table or query of the figures as of the day that q asks for,
// when the file knows later rows. One customer's, or some few's, are computed for q
// alone.
func (v *View) figuresAsOf(q sheet.Query, w *where) (string, error) {
	set := everybody
	switch id := onlyCustomer(q.Where); {
	case id != 0:
		set = w.bind("(SELECT %s AS id)", id)
	case q.Only != nil:
		set = w.bind("(SELECT value AS id FROM json_each(%s))", idList(q.Only))
	case v.earlier != nil:
		return v.earlierFigures(q.AsOf)
	}
	return "(" + figuresUntil(set, w.bind("%s", int64(q.AsOf))) + ")", nil
}

// earlierFigures computes the figures as of a day once for all that the view reads:
// those of customers with later rows, who may be as few as one with a date mistyped.
// The table is gone when the view ends.
func (v *View) earlierFigures(day sheet.Date) (string, error) {
	if table, ok := v.earlier[day]; ok {
		return table, nil
	}
	var create string
	if err := v.tx.QueryRowContext(v.ctx, "SELECT sql FROM sqlite_schema WHERE name = 'figures'").Scan(&create); err != nil {
		return "", err
	}
	table := fmt.Sprintf("temp.figures_%d", len(v.earlier))
	if _, err := v.tx.ExecContext(v.ctx, strings.Replace(create, "figures", table, 1)); err != nil {
		return "", err
	}
	for _, figures := range []string{"SELECT * FROM figures WHERE latest <= ?1", figuresUntil("(SELECT customer AS id FROM figures WHERE latest > ?1)", "?1")} {
		if _, err := v.tx.ExecContext(v.ctx, "INSERT INTO "+table+" "+figures, int64(day)); err != nil {
			return "", err
		}
	}
	v.earlier[day] = table
	return table, nil
}
