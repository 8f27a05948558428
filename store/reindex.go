package store

import (
	"context"
	"strings"

	"kehu/store/sheet"
)

// mostProbed is the number of rows of a sheet up to which a check asks the
// concordance for every one; of more, for so many spread over all.
const mostProbed = 100

// checkConcordance finds texts that a search would miss.
func (v *View) checkConcordance() (wrong []sheet.Words, err error) {
	for _, s := range []*sheet.Sheet{sheet.Customers, sheet.Interactions, sheet.Feedbacks} {
		n, err := v.count("SELECT count(*) FROM " + s.Key)
		if err != nil {
			return nil, err
		}
		var all []document
		collect := func(customer sheet.ID, texts []string) { all = append(all, document{customer, wordsOf(s, texts)}) }
		if err := v.eachText(s, "gone IS NULL AND id % ? = 0", collect, n/mostProbed+1); err != nil {
			return nil, err
		}
		missing := 0
		for _, d := range all {
			known, err := v.knows(d)
			if err != nil {
				return nil, err
			}
			if !known {
				missing++
			}
		}
		if missing > 0 {
			wrong = append(wrong, sheet.W("%s有 %d 行的文字查找不到，用 kehu check --reindex 重建索引", "%s: the texts of %d rows cannot be found; kehu check --reindex makes the index anew", s.Label(), missing))
		}
	}
	return wrong, nil
}

// wordsOf are the terms of the searched texts of a row of s, as eachText gives them.
func wordsOf(s *sheet.Sheet, texts []string) (w words) {
	for i, c := range searched(s) {
		w.column(c, texts[i])
	}
	if s == sheet.Customers {
		w.text(inText, texts[len(texts)-1])
	}
	return w
}

// knows reports whether the concordance has every term of d.
func (v *View) knows(d document) (bool, error) {
	terms := strings.Fields(string(d.words))
	if len(terms) == 0 {
		return true, nil
	}
	n, err := v.count(`SELECT count(*) FROM concordance WHERE concordance MATCH ? AND rowid = ?`, `"`+strings.Join(terms, `" AND "`)+`"`, int64(d.customer))
	return n > 0, err
}

// Reindex makes the concordance anew of all rows and of what the journal knows of
// them, so that an undo is found as well. The errors are those of Write.
func (db *DB) Reindex(ctx context.Context) error {
	conn, err := db.sql.Conn(ctx)
	if err != nil {
		return db.explain(err)
	}
	defer conn.Close()
	sqlTx, err := db.begin(ctx, conn, false)
	if err != nil {
		return db.explain(err)
	}
	defer sqlTx.Rollback()
	tx := &Tx{View: View{ctx: ctx, tx: sqlTx}, db: db}
	if err := tx.reindex(); err != nil {
		return db.explain(err)
	}
	return db.explain(sqlTx.Commit())
}

func (tx *Tx) reindex() error {
	if _, err := tx.exec("INSERT INTO concordance(concordance) VALUES('delete-all')"); err != nil {
		return err
	}
	for _, s := range []*sheet.Sheet{sheet.Customers, sheet.Interactions, sheet.Feedbacks} {
		const stretch = chunkRows // rows at a time, so that memory doesn't grow with the file
		last, err := tx.count("SELECT coalesce(max(id), 0) FROM " + s.Key)
		for from := int64(0); err == nil && from <= last; {
			var next int64
			if next, err = tx.count("SELECT coalesce(max(id), ?1) + 1 FROM (SELECT id FROM "+s.Key+" WHERE id >= ?1 ORDER BY id LIMIT ?2)", from, int64(stretch)); err != nil {
				break
			}
			if err = tx.mentionThose(s, "id >= ? AND id < ?", from, next); err == nil {
				err = tx.writeMentions()
			}
			from = next
		}
		if err == nil {
			err = tx.mentionFormer(s)
		}
		if err != nil {
			return err
		}
	}
	if err := tx.writeMentions(); err != nil {
		return err
	}
	return tx.endFeed()
}

// mentionFormer mentions what the rows of s said before they were edited, and to whom
// they belonged.
func (tx *Tx) mentionFormer(s *sheet.Sheet) error {
	owner := "t.customer"
	if s == sheet.Customers {
		owner = "t.id"
	} else if err := tx.mentionMoved(s); err != nil {
		return err
	}
	rows, err := tx.tx.QueryContext(tx.ctx, "SELECT coalesce("+owner+", 0), h.key, h.old FROM change h JOIN "+s.Key+" t ON t.id = h.row WHERE h.sheet = ? AND typeof(h.old) = 'text'", s.Key)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var customer sheet.ID
		var key, old string
		if err := rows.Scan(&customer, &key, &old); err != nil {
			return err
		}
		if c := s.Column(key); c != nil {
			tx.mention(customer, c, old)
		} else {
			tx.mentionOwn(s, customer, old)
		}
	}
	return rows.Err()
}

// mentionMoved mentions the rows that changed hands for those they belonged to.
func (tx *Tx) mentionMoved(s *sheet.Sheet) error {
	columns := searched(s)
	rows, err := tx.tx.QueryContext(tx.ctx, "SELECT h.old, coalesce(t."+quote(columns[0].Key)+", ''), coalesce(t."+quote(columns[1].Key)+", '') FROM change h JOIN "+
		s.Key+" t ON t.id = h.row WHERE h.sheet = ? AND h.key = 'customer' AND h.old IS NOT NULL", s.Key)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var customer sheet.ID
		var texts [2]string
		if err := rows.Scan(&customer, &texts[0], &texts[1]); err != nil {
			return err
		}
		for i, c := range columns {
			tx.mention(customer, c, texts[i])
		}
	}
	return rows.Err()
}
