package store

import (
	"context"
	"fmt"
	"strings"

	"kehu/store/sheet"
)

// Check looks the file over: SQLite's own check, references, the journal,
// the figures against a recount, and whether what is written can be found. It returns what it found wrong, nothing if all holds.
func (db *DB) Check(ctx context.Context) (wrong []sheet.Words, err error) {
	if err := db.sound(ctx, everything); err != nil {
		return nil, db.explain(err)
	}
	err = db.View(ctx, func(v *View) error {
		wrong, err = v.check()
		return err
	})
	return wrong, err
}

// check looks over what SQLite knows nothing of.
func (v *View) check() (wrong []sheet.Words, err error) {
	for _, check := range []func() ([]sheet.Words, error){v.checkReferences, v.checkGone, v.checkJournal, v.checkFigures, v.checkConcordance} {
		found, err := check()
		if err != nil {
			return nil, err
		}
		wrong = append(wrong, found...)
	}
	return wrong, nil
}

func (v *View) count(query string, args ...any) (n int64, err error) {
	err = v.tx.QueryRowContext(v.ctx, query, args...).Scan(&n)
	return n, err
}

func (v *View) checkReferences() ([]sheet.Words, error) {
	n, err := v.count("SELECT count(*) FROM pragma_foreign_key_check")
	if err != nil || n == 0 {
		return nil, err
	}
	return []sheet.Words{sheet.W("%d 行引用了不存在的行", "%d rows refer to rows that do not exist", n)}, nil
}

// checkGone finds rows that are there while what they refer to is not.
func (v *View) checkGone() (wrong []sheet.Words, err error) {
	for _, s := range sheet.All() {
		for c := range s.Stored() {
			if c.Ref == "" {
				continue
			}
			n, err := v.count("SELECT count(*) FROM " + s.Key + " WHERE gone IS NULL AND " + refersToGone(c))
			if err != nil {
				return nil, err
			}
			if n > 0 {
				wrong = append(wrong, sheet.W("%s有 %d 行的%s已不在", "%s: %d rows whose %s is gone", s.Label(), n, nameOfRef(c)))
			}
		}
	}
	return wrong, nil
}

// checkJournal finds rows that no batch accounts for, and fields that do not hold
// what the journal wrote last.
func (v *View) checkJournal() (wrong []sheet.Words, err error) {
	for _, s := range sheet.All() {
		n, err := v.strays(s)
		if err != nil {
			return nil, err
		}
		if n > 0 {
			wrong = append(wrong, sheet.W("%s有 %d 行不属于任何批次", "%s: %d rows belong to no batch", s.Label(), n))
		}
	}
	changed, err := v.targets("main.change")
	if err != nil {
		return nil, err
	}
	for _, c := range changed {
		n, err := v.count("SELECT count(*) FROM (SELECT row, max(id) AS id FROM change WHERE sheet = ?1 AND key = ?2 GROUP BY row) l JOIN change h ON h.id = l.id JOIN "+
			c.sheet.Key+" t ON t.id = l.row WHERE h.new IS NOT "+c.value("?3"), c.sheet.Key, c.key, c.own())
		if err != nil {
			return nil, err
		}
		if n > 0 {
			wrong = append(wrong, sheet.W("%s的%s有 %d 处与历史不符", "%s: %s differs from the journal in %d rows", c.sheet.Label(), keyLabel(c.sheet, c.key), n))
		}
	}
	return wrong, nil
}

// value reads the field from table t; the name of a column of the user's own is
// bound to mark.
func (t target) value(mark string) string {
	if c := t.sheet.Column(t.key); c != nil {
		return expression(c)
	}
	return ownValue(mark)
}

// own is the name of a column of the user's own, "" if it is none.
func (t target) own() string {
	name, _ := strings.CutPrefix(t.key, extraKey)
	return name
}

// strays is the number of rows of s that no batch added. Batches add ranges of ids,
// one after the other, so few stretches cover them all.
func (v *View) strays(s *sheet.Sheet) (int64, error) {
	rows, err := v.tx.QueryContext(v.ctx, "SELECT first, last FROM span WHERE sheet = ? AND was = -batch ORDER BY first", s.Key)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	var added []span
	for rows.Next() {
		var p span
		if err := rows.Scan(&p.first, &p.last); err != nil {
			return 0, err
		}
		if n := len(added); n > 0 && added[n-1].last+1 == p.first {
			added[n-1].last = p.last
			continue
		}
		added = append(added, p)
	}
	if err := rows.Err(); err != nil {
		return 0, err
	}
	n, err := v.count("SELECT count(*) FROM " + s.Key)
	for _, p := range added {
		if err != nil {
			return 0, err
		}
		var known int64
		known, err = v.count("SELECT count(*) FROM "+s.Key+" WHERE id BETWEEN ? AND ?", p.first, p.last)
		n -= known
	}
	return n, err
}

// checkFigures compares the figures with a recount: the statement that made them.
func (v *View) checkFigures() ([]sheet.Words, error) {
	n, err := v.count("SELECT count(*) FROM (" + figuresUntil(everybody, fmt.Sprint(endOfTime)) + `) r FULL JOIN figures f ON f.customer = r.customer
		WHERE (r.customer, r.purchases, r.buy_days, r.spent, r.first_purchase, r.last_purchase, r.next_purchase, r.last_contact, r.next_contact, r.debt, r.latest) IS NOT
		(f.customer, f.purchases, f.buy_days, f.spent, f.first_purchase, f.last_purchase, f.next_purchase, f.last_contact, f.next_contact, f.debt, f.latest)`)
	if err != nil || n == 0 {
		return nil, err
	}
	return []sheet.Words{sheet.W("%d 位客户的统计与明细不符", "the figures of %d customers differ from their rows", n)}, nil
}

// refersToGone is the condition that column c refers to a row which isn't there.
func refersToGone(c *sheet.Column) string {
	return quote(c.Key) + " IN (SELECT id FROM " + c.Ref + " WHERE gone IS NOT NULL)"
}
