package store

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"kehu/store/sheet"
)

// roll reads the customers for the matcher, and what each is said to hold in the
// columns that a file fills: most rows of a sheet that comes again then need nothing
// read, copied or merged. A customer's fingerprint tells that; without one, his texts.
type roll struct {
	query   string
	says    sheet.Columns
	columns []*sheet.Column // the same
	own     bool            // the user's own columns count as well
	shape   int64           // of the fingerprints that tell of these columns
	marks   int             // in what they are made of
	text    []byte          // of the customer being hashed
}

// Texts of a customer come as one, each with rollMark behind it: as columns of their
// own they take three times as long. The first rollMatched are what matching goes by.
const (
	rollMark    = "\x1f"
	rollMatched = 5
)

// newRoll is a roll that tells of the columns in says, and of the user's own.
func newRoll(says sheet.Columns, own bool) *roll {
	r := &roll{says: says, own: own}
	var keys []string
	filled := sheet.Patch{Sheet: sheet.Customers, Set: says}
	for c := range filled.All() {
		r.columns, keys = append(r.columns, c), append(keys, c.Key)
	}
	if own {
		keys = append(keys, "extra")
	}
	said, from := "0", "customers"
	if r.tells() {
		r.shape, r.marks = shapeOf(keys), len(keys)
		said = "coalesce(f.hash, " + rollTexts(keys) + ")"
		from = fmt.Sprintf("customers LEFT JOIN fingerprint f ON f.customer = id AND f.shape = %d", r.shape)
	}
	matched := [rollMatched]string{"name", "phone", "phone2", "village", "group"}
	r.query = fmt.Sprintf(`SELECT id, coalesce(birth_year, 0), coalesce(src, 0), gone > 0, %s, %s
		FROM %s WHERE (gone IS NULL OR gone > 0) AND id BETWEEN ? AND ? ORDER BY id`, rollTexts(matched[:]), said, from)
	return r
}

// tells reports whether the roll tells of anything beside what matching goes by.
func (r *roll) tells() bool { return len(r.columns) > 0 || r.own }

// rollTexts is the expression of the texts in these columns.
func rollTexts(keys []string) string {
	quoted := make([]string, len(keys))
	for i, key := range keys {
		quoted[i] = quote(key)
	}
	return "format('" + strings.Repeat("%s"+rollMark, len(keys)) + "', " + strings.Join(quoted, ", ") + ")"
}

// call reads the n customers, many of them in two halves at once: nobody else can
// write meanwhile, so as long as the batch itself wrote nothing, a connection beside
// it sees the same.
func (r *roll) call(tx *Tx, n int) ([]known, error) {
	if n <= manyRows || tx.wrote {
		return r.read(&tx.View, make([]known, 0, n), 0, math.MaxInt64)
	}
	last, err := tx.last(sheet.Customers)
	if err != nil {
		return nil, err
	}
	var second []known
	ended := make(chan error)
	go func() {
		ended <- tx.db.View(tx.ctx, func(v *View) (err error) {
			second, err = r.read(v, make([]known, 0, n/2), last/2+1, math.MaxInt64)
			return err
		})
	}()
	first, err := r.read(&tx.View, make([]known, 0, n), 0, last/2)
	err = errors.Join(err, <-ended)
	return append(first, second...), err
}

// read appends the customers with ids from first to last.
func (r *roll) read(v *View, all []known, first, last int64) ([]known, error) {
	rows, err := v.tx.QueryContext(v.ctx, r.query, first, last)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var id, born, src, removed, matched, said any
	var text []byte
	var odd []int
	for rows.Next() {
		if err := rows.Scan(&id, &born, &src, &removed, &matched, &said); err != nil {
			return nil, err
		}
		k := known{id: sheet.ID(id.(int64)), birthYear: born.(int64), src: src.(int64), removed: removed == int64(1), into: nobody}
		if !k.take(matched.(string)) {
			odd = append(odd, len(all))
		}
		switch said := said.(type) {
		case int64:
			k.said = hash64(said)
		case string:
			text = append(text[:0], said...)
			k.said = fingerprint(text, r.marks)
		}
		all = append(all, k)
	}
	for _, i := range odd {
		if err := v.readTexts(&all[i]); err != nil {
			return nil, err
		}
	}
	return all, rows.Err()
}

// take takes apart what matching goes by; false if one of the texts holds the mark itself.
func (k *known) take(matched string) bool {
	if strings.Count(matched, rollMark) != rollMatched {
		return false
	}
	for _, to := range [rollMatched]*string{&k.name, &k.phone, &k.phone2, &k.village, &k.group} {
		*to, matched, _ = strings.Cut(matched, rollMark)
	}
	return true
}

// readTexts reads what matching goes by of one customer.
func (v *View) readTexts(k *known) error {
	return v.tx.QueryRowContext(v.ctx, `SELECT name, phone, phone2, village, "group" FROM customers WHERE id = ?`, int64(k.id)).
		Scan(nullable{&k.name}, nullable{&k.phone}, nullable{&k.phone2}, nullable{&k.village}, nullable{&k.group})
}

// saying is the fingerprint of all that p says of a customer. What the roll doesn't
// tell of follows behind one mark more than any customer's texts have.
func (r *roll) saying(p sheet.Patch) hash64 {
	marks := r.marks
	r.text = r.text[:0]
	for _, c := range r.columns {
		if p.Set.Has(c) {
			r.append(c, p.Row)
		}
		r.text = append(r.text, rollMark...)
	}
	extra, _ := extraJSON(p.Row).(string)
	if r.own {
		r.text = append(append(r.text, extra...), rollMark...)
	} else if extra != "" {
		r.beyond("extra")
		r.text, marks = append(r.text, extra...), marks+2
	}
	p.Set &^= r.says
	for c := range p.All() {
		r.beyond(c.Key)
		r.append(c, p.Row)
		marks += 2
	}
	return fingerprint(r.text, marks)
}

// beyond begins a text of a column that the roll doesn't tell of.
func (r *roll) beyond(key string) {
	r.text = append(append(append(r.text, rollMark...), key...), rollMark...)
}

// append adds what the table would hold in column c for row.
func (r *roll) append(c *sheet.Column, row sheet.Row) {
	field := c.Field(row)
	if !c.Kind().Integer() {
		r.text = append(r.text, field.String()...)
	} else if n, ok := field.Value().(int64); ok {
		r.text = strconv.AppendInt(r.text, n, 10)
	}
}
