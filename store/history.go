package store

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"time"

	"kehu/store/sheet"
)

// Batches yields the batches of the file, the newest first.
func (v *View) Batches() iter.Seq2[Batch, error] { return v.batches("ORDER BY b.id DESC") }

func (v *View) batches(tail string, args ...any) iter.Seq2[Batch, error] {
	return func(yield func(Batch, error) bool) {
		rows, err := v.tx.QueryContext(v.ctx, `SELECT b.id, b.at, coalesce(b.user,''), b.verb, b.command, coalesce(b.undoes,0),
			(SELECT coalesce(sum(last-first+1),0) FROM span WHERE batch = b.id AND now IS NULL),
			(SELECT coalesce(sum(last-first+1),0) FROM span WHERE batch = b.id AND now IS NOT NULL),
			(SELECT count(*) FROM change WHERE batch = b.id) FROM batch b `+tail, args...)
		if err != nil {
			yield(Batch{}, err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			var b Batch
			var at int64
			err := rows.Scan(&b.ID, &at, &b.User, &b.Verb, &b.Command, &b.Undoes, &b.Added, &b.Removed, &b.Changed)
			b.At = time.UnixMilli(at)
			if !yield(b, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(Batch{}, err)
		}
	}
}

// Event is one thing that a batch did to a customer.
type Event struct {
	Batch Batch
	What  sheet.Words
}

// History returns what happened to a customer and the customer's rows, the
// newest first.
func (v *View) History(id sheet.ID) ([]Event, error) {
	var events []Event
	for _, s := range sheet.All() {
		mine := "customer = ?"
		if s == sheet.Customers {
			mine = "id = ?"
		} else if !s.OfCustomer() {
			continue
		}
		rows, err := v.rowEvents(s, mine, id)
		if err != nil {
			return nil, err
		}
		fields, err := v.fieldEvents(s, mine, id)
		if err != nil {
			return nil, err
		}
		events = append(append(events, rows...), fields...)
	}
	slices.SortStableFunc(events, func(a, b Event) int { return cmp.Compare(b.Batch.ID, a.Batch.ID) })
	return events, v.fillBatches(events)
}

// fillBatches completes the batches of events, of which only the id is known.
func (v *View) fillBatches(events []Event) error {
	known := map[int64]Batch{}
	for i := range events {
		id := events[i].Batch.ID
		if _, ok := known[id]; !ok {
			b, err := v.Batch(id)
			if err != nil {
				return err
			}
			known[id] = b
		}
		events[i].Batch = known[id]
	}
	return nil
}

// rowEvents tells which batches added, took out or brought back rows.
func (v *View) rowEvents(s *sheet.Sheet, mine string, id sheet.ID) ([]Event, error) {
	rows, err := v.tx.QueryContext(v.ctx, "SELECT p.batch, coalesce(p.was,0), coalesce(p.now,0), count(*) FROM "+s.Key+
		" t JOIN span p ON p.sheet = ? AND t.id BETWEEN p.first AND p.last WHERE t."+mine+" GROUP BY 1, 2, 3", s.Key, int64(id))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var events []Event
	for rows.Next() {
		var e Event
		var was, now, n int64
		if err := rows.Scan(&e.Batch.ID, &was, &now, &n); err != nil {
			return nil, err
		}
		e.What = rowWords(s, was == -e.Batch.ID, now == 0, n)
		events = append(events, e)
	}
	return events, rows.Err()
}

func rowWords(s *sheet.Sheet, added, there bool, n int64) sheet.Words {
	switch {
	case added:
		return sheet.W("新增%s %d 行", "added %s: %d", s.Label(), n)
	case there:
		return sheet.W("恢复%s %d 行", "brought back %s: %d", s.Label(), n)
	}
	return sheet.W("移除%s %d 行", "took out %s: %d", s.Label(), n)
}

// fieldEvents tells which fields were changed, from what to what.
func (v *View) fieldEvents(s *sheet.Sheet, mine string, id sheet.ID) ([]Event, error) {
	rows, err := v.tx.QueryContext(v.ctx, "SELECT batch, key, old, new FROM change WHERE sheet = ? AND row IN (SELECT id FROM "+
		s.Key+" WHERE "+mine+") ORDER BY id DESC", s.Key, int64(id))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var events []Event
	for rows.Next() {
		var e Event
		var key string
		var was, now any
		if err := rows.Scan(&e.Batch.ID, &key, &was, &now); err != nil {
			return nil, err
		}
		e.What = sheet.W("%s：%s → %s", "%s: %s → %s", keyLabel(s, key), showValue(s, key, was), showValue(s, key, now))
		events = append(events, e)
	}
	return events, rows.Err()
}

// showValue is a journalled value as people read it, — when empty.
func showValue(s *sheet.Sheet, key string, value any) string {
	text := ""
	if c := s.Column(key); c != nil {
		field := c.Field(s.New())
		if field.Scan(value) == nil {
			text = field.String()
		}
		if c.Kind() == sheet.RefKind && value != nil {
			text = fmt.Sprintf("#%v", value)
		}
	} else if value != nil {
		text = fmt.Sprint(value)
	}
	if text == "" {
		return "—"
	}
	return text
}
