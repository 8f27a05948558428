package store

import (
	"errors"
	"fmt"
	"hash/maphash"
	"math"
	"strconv"
	"strings"

	"kehu/store/sheet"
)

// roll reads the customers for the matcher, and makes a hash of what each holds in
// the columns that a file fills: most rows of a sheet that comes again then need
// nothing read, copied or merged.
type roll struct {
	query   string
	says    sheet.Columns
	columns []*sheet.Column // the same
	own     bool            // the user's own columns count as well
	seed    maphash.Seed
	text    []byte // of the customer being hashed
}

// All texts of a customer come as one, parted by rollMark: as columns of their own
// they take three times as long. The first rollMatched are what matching goes by.
const (
	rollMark    = "\x1f"
	rollMatched = 5
)

// newRoll is a roll that hashes the columns in says, and the user's own.
func newRoll(says sheet.Columns, own bool) *roll {
	r := &roll{says: says, own: own, seed: maphash.MakeSeed()}
	texts := []string{"name", "phone", "phone2", "village", `"group"`}
	filled := sheet.Patch{Sheet: sheet.Customers, Set: says}
	for c := range filled.All() {
		r.columns, texts = append(r.columns, c), append(texts, quote(c.Key))
	}
	if texts = append(texts, "NULL"); own {
		texts[len(texts)-1] = "extra"
	}
	r.query = fmt.Sprintf(`SELECT id, coalesce(birth_year, 0), coalesce(src, 0), gone > 0, format('%s', %s)
		FROM customers WHERE (gone IS NULL OR gone > 0) AND id BETWEEN ? AND ? ORDER BY id`,
		strings.Repeat("%s"+rollMark, len(texts)-1)+"%s", strings.Join(texts, ", "))
	return r
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
	var id, born, src, removed, texts any
	var odd []int
	for rows.Next() {
		if err := rows.Scan(&id, &born, &src, &removed, &texts); err != nil {
			return nil, err
		}
		k := known{id: sheet.ID(id.(int64)), birthYear: born.(int64), src: src.(int64), removed: removed == int64(1), into: nobody}
		if !r.fill(&k, texts.(string)) {
			odd = append(odd, len(all))
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

// fill takes the texts of a customer apart; false if one of them holds the mark itself.
func (r *roll) fill(k *known, texts string) bool {
	if strings.Count(texts, rollMark) != rollMatched+len(r.columns) {
		return false
	}
	rest := texts
	for range rollMatched {
		_, rest, _ = strings.Cut(rest, rollMark)
	}
	k.said = maphash.String(r.seed, rest)
	matched := strings.Clone(texts[:len(texts)-len(rest)]) // kept, and the rest not with it
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

// saying is a hash of all that p says of a customer, as known.said has it. What the
// roll doesn't hash follows behind more marks than any customer on file has.
func (r *roll) saying(p sheet.Patch) uint64 {
	r.text = r.text[:0]
	for _, c := range r.columns {
		if p.Set.Has(c) {
			r.append(c, p.Row)
		}
		r.text = append(r.text, rollMark...)
	}
	extra, _ := extraJSON(p.Row).(string)
	r.text = append(r.text, extra...)
	p.Set &^= r.says
	for c := range p.All() {
		r.text = append(append(r.text, rollMark...), byte(c.Index))
		r.append(c, p.Row)
	}
	return maphash.Bytes(r.seed, r.text)
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
