package store

import (
	"context"
	"fmt"
	"math"

	"kehu/store/sheet"
)

// Check looks the file over: SQLite's own check, references, the journal, and
// the figures against a recount. It returns what it found wrong, nothing if all holds.
func (db *DB) Check(ctx context.Context) (wrong []sheet.Words, err error) {
	if err := db.integrity(ctx); err != nil {
		return nil, db.explain(err)
	}
	err = db.View(ctx, func(v *View) error {
		for _, check := range []func() ([]sheet.Words, error){v.checkReferences, v.checkGone, v.checkJournal, v.checkFigures} {
			found, err := check()
			if err != nil {
				return err
			}
			wrong = append(wrong, found...)
		}
		return nil
	})
	return wrong, err
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

// checkGone finds rows that are there while their customer is not.
func (v *View) checkGone() (wrong []sheet.Words, err error) {
	for _, s := range sheet.All() {
		if !s.OfCustomer() {
			continue
		}
		n, err := v.count("SELECT count(*) FROM " + s.Key + " WHERE gone IS NULL AND customer IN (SELECT id FROM customers WHERE gone IS NOT NULL)")
		if err != nil {
			return nil, err
		}
		if n > 0 {
			wrong = append(wrong, sheet.W("%s有 %d 行的客户已不在", "%s: %d rows whose customer is gone", s.Label(), n))
		}
	}
	return wrong, nil
}

// checkJournal finds fields that do not hold what the journal wrote last, and
// rows that no batch accounts for.
func (v *View) checkJournal() (wrong []sheet.Words, err error) {
	for _, s := range sheet.All() {
		n, err := v.count("SELECT count(*) FROM "+s.Key+` t WHERE NOT EXISTS (SELECT 1 FROM span p WHERE p.sheet = ?
			AND t.id BETWEEN p.first AND p.last)`, s.Key)
		if err != nil {
			return nil, err
		}
		if n > 0 {
			wrong = append(wrong, sheet.W("%s有 %d 行不属于任何批次", "%s: %d rows belong to no batch", s.Label(), n))
		}
		for c := range s.Stored() {
			n, err := v.count("SELECT count(*) FROM (SELECT row, max(id) AS id FROM change WHERE sheet = ? AND key = ? GROUP BY row) l JOIN change h ON h.id = l.id JOIN "+
				s.Key+" t ON t.id = l.row WHERE h.new IS NOT "+expression(c), s.Key, c.Key)
			if err != nil {
				return nil, err
			}
			if n > 0 {
				wrong = append(wrong, sheet.W("%s的%s有 %d 处与历史不符", "%s: %s differs from the journal in %d rows", s.Label(), c.Label(), n))
			}
		}
	}
	return wrong, nil
}

// checkFigures compares the figures with a recount, both ways.
func (v *View) checkFigures() ([]sheet.Words, error) {
	recount := figuresUntil(everybody, fmt.Sprint(math.MaxInt32))
	kept := "SELECT f.* FROM figures f JOIN customers c ON c.id = f.customer AND c.gone IS NULL"
	n, err := v.count("SELECT (SELECT count(*) FROM (" + recount + " EXCEPT " + kept + ")) + (SELECT count(*) FROM (" + kept + " EXCEPT " + recount + "))")
	if err != nil || n == 0 {
		return nil, err
	}
	return []sheet.Words{sheet.W("%d 位客户的统计与明细不符", "the figures of %d customers differ from their rows", n)}, nil
}
