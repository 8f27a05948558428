package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"iter"
	"strings"

	"kehu/store/sheet"
)

// View reads one snapshot of the file.
type View struct {
	ctx     context.Context
	tx      *sql.Tx
	earlier map[sheet.Date]string // tables with the figures as of a day; nil where rows are written meanwhile
	lists   *postings             // of the search index; nil before the first search
}

// Rows yields the rows that answer q. A row is valid until the next one.
func (v *View) Rows(q sheet.Query) iter.Seq2[sheet.Row, error] {
	return func(yield func(sheet.Row, error) bool) {
		if q.Columns == nil {
			q.Columns = q.Sheet.Columns
		}
		if err := v.rows(q, yield); err != nil {
			yield(nil, err)
		}
	}
}

func (v *View) rows(q sheet.Query, yield func(sheet.Row, error) bool) error {
	row := q.Sheet.New()
	var extra sql.NullString
	fields, targets := []string{"t.id", "t.extra"}, []any{&row.Base().ID, &extra}
	apart, err := v.apart(q.Columns)
	if err != nil {
		return err
	}
	for _, c := range q.Columns {
		if c.Origin == sheet.Input || c.Kind() == sheet.NoKind && c.Origin == sheet.Derived {
			continue
		}
		field := c.Field(row)
		fields, targets = append(fields, expression(c)), append(targets, field)
		if ref, ok := field.(*sheet.Ref); ok {
			fields, targets = append(fields, nameOf(c)), append(targets, nullable{&ref.Name})
		}
	}
	text, args, err := v.compile(q, strings.Join(fields, ", "))
	if err != nil {
		return err
	}
	rows, err := v.tx.QueryContext(v.ctx, text, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := rows.Scan(targets...); err != nil {
			return err
		}
		if err := readExtra(row, extra.String); err != nil {
			return err
		}
		sayWhich(row, q.Columns, apart)
		if !yield(row, nil) {
			return nil
		}
	}
	return rows.Err()
}

// nullable scans a text that may be NULL.
type nullable struct{ to *string }

// Scan takes a database value.
func (n nullable) Scan(value any) error {
	*n.to, _ = value.(string)
	return nil
}

func readExtra(row sheet.Row, text string) error {
	row.Base().Extra = nil
	if text == "" {
		return nil
	}
	return json.Unmarshal([]byte(text), &row.Base().Extra)
}

// Count is the number of rows that answer q.
func (v *View) Count(q sheet.Query) (n int, err error) {
	q.Sort, q.Columns = nil, nil
	text, args, err := v.compile(q, "count(*)")
	if err != nil {
		return 0, err
	}
	err = v.tx.QueryRowContext(v.ctx, text, args...).Scan(&n)
	return n, err
}

// idsOf are the numbers of the rows that answer q.
func (v *View) idsOf(q sheet.Query) (idSet, error) {
	text, args, err := v.compile(q, "t.id AS n")
	if err != nil {
		return nil, err
	}
	ids, err := v.list(text, args...)
	return idSetOf(ids), err
}

// Get returns row id of s; the error is NotFound if it isn't there.
func (v *View) Get(s *sheet.Sheet, id sheet.ID) (sheet.Row, error) {
	filter := &sheet.Filter{Op: sheet.Eq, Column: s.Column("no"), Value: int64(id)}
	for row, err := range v.Rows(sheet.Query{Sheet: s, Where: filter}) {
		return row, err
	}
	return nil, sheet.Fail(sheet.NotFound, "没有 %s%s", "there is no %s%s", s.Prefix, id.String())
}

// Extras are the names of the user's own columns of s that hold something.
func (v *View) Extras(s *sheet.Sheet) ([]string, error) {
	rows, err := v.tx.QueryContext(v.ctx, "SELECT name FROM own WHERE sheet = ? AND EXISTS (SELECT 1 FROM "+s.Key+
		" t WHERE t.gone IS NULL AND t.extra IS NOT NULL AND "+ownValue("own.name")+" IS NOT NULL) ORDER BY name", s.Key)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, rows.Err()
}

// compile is the text of q with what it selects.
func (v *View) compile(q sheet.Query, fields string) (string, []any, error) {
	w := &where{asOf: q.AsOf, termed: v.Termed}
	conditions := []string{"t.gone IS NULL"}
	switch {
	case q.Removed:
		conditions[0] = "(t.gone IS NULL OR t.gone > 0)"
	case q.Sheet.OfCustomer(): // whose indexes hold only rows that are there
		w.each = conditions[0] + " AND "
	}
	if q.Customer != 0 {
		conditions = append(conditions, w.bind(`t."customer" = %s`, int64(q.Customer)))
	}
	if q.Only != nil {
		conditions = append(conditions, w.bind("t.id IN (SELECT value FROM json_each(%s))", idList(q.Only)))
	}
	if q.Where != nil {
		placed, err := v.placed(q.Where)
		if err != nil {
			return "", nil, err
		}
		condition, err := w.filter(placed)
		if err != nil {
			return "", nil, err
		}
		conditions = append(conditions, condition)
	}
	order := ""
	if q.Columns != nil { // a count has none
		order = orderBy(q)
	}
	all := fields + strings.Join(conditions, " ") + order
	from, err := v.from(q, all, w)
	if err != nil {
		return "", nil, err
	}
	text := "SELECT " + fields + " FROM " + from + " WHERE " + strings.Join(conditions, " AND ")
	if order != "" {
		text += " ORDER BY " + order
	}
	if q.Limit > 0 {
		text += w.bind(" LIMIT %s", int64(q.Limit))
	}
	return text, w.args, nil
}

// orderBy sorts empty fields last, names by their pinyin, and rows that are equal
// by their number, in the same direction: so an index has them in order.
func orderBy(q sheet.Query) string {
	var parts []string
	tie := "t.id"
	for i, o := range q.Sort {
		desc := map[bool]string{true: " DESC"}[o.Desc]
		for n, expr := range sortKeys(o.Column) {
			if n == 0 && !o.Desc && !neverEmpty(o.Column) {
				desc = " NULLS LAST"
			}
			parts = append(parts, expr+desc)
			desc = strings.TrimSuffix(desc, " NULLS LAST")
		}
		if i == 0 && q.Sheet == sheet.Customers && strings.HasPrefix(parts[0], "f.") {
			tie = "f.customer"
		}
		if i == len(q.Sort)-1 {
			tie += desc
		}
	}
	return strings.Join(append(parts, tie), ", ")
}

// neverEmpty reports whether every row has a value of c: its own number, and the
// figures that are counts and sums.
func neverEmpty(c *sheet.Column) bool {
	return c.Origin == sheet.Derived && c.Kind() != sheet.DateKind
}

func sortKeys(c *sheet.Column) []string {
	switch {
	case c == sheet.Customers.Column("name"):
		return []string{`t."pinyin"`, `t."name"`}
	case c.Kind() == sheet.RefKind && c.Ref == sheet.Customers.Key:
		return []string{`c."pinyin"`, `c."name"`}
	case c.Kind() == sheet.RefKind:
		return []string{nameOf(c)}
	}
	return []string{expression(c)}
}

// from joins what the expressions in text read: the customer of a row, and the
// figures, which are computed as of an earlier day when the file knows later rows.
func (v *View) from(q sheet.Query, text string, w *where) (string, error) {
	from := q.Sheet.Key + " t"
	if strings.Contains(text, "c.") {
		from += ` LEFT JOIN customers c ON c.id = t."customer"`
	}
	if !strings.Contains(text, "f.") {
		return from, nil
	}
	later, err := v.later(q.AsOf)
	if err != nil {
		return "", err
	}
	figures := "figures"
	if later {
		if figures, err = v.figuresAsOf(q, w); err != nil {
			return "", err
		}
	}
	return from + " JOIN " + figures + " f ON f.customer = t.id", nil
}

// later reports whether the file holds rows after day.
func (v *View) later(day sheet.Date) (bool, error) {
	if day == 0 {
		return false, nil
	}
	var latest sql.NullInt64
	err := v.tx.QueryRowContext(v.ctx, "SELECT max(latest) FROM figures").Scan(&latest)
	return latest.Int64 > int64(day), err
}

// idList is ids as SQL's json_each takes them.
func idList(ids []int64) string {
	list, _ := json.Marshal(ids) // numbers always marshal
	return string(list)
}
