package store

import (
	"cmp"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
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
		if s != sheet.Customers && !s.OfCustomer() {
			continue
		}
		mine, err := v.rowsOf(s, id)
		if err != nil || len(mine) == 0 {
			if err != nil {
				return nil, err
			}
			continue
		}
		rows, err := v.rowEvents(s, mine)
		if err != nil {
			return nil, err
		}
		fields, err := v.fieldEvents(s, mine)
		if err != nil {
			return nil, err
		}
		events = append(append(events, rows...), fields...)
	}
	mergers, err := v.mergerEvents(id)
	if err != nil {
		return nil, err
	}
	events = append(events, mergers...)
	slices.SortStableFunc(events, func(a, b Event) int { return cmp.Compare(b.Batch.ID, a.Batch.ID) })
	return events, v.fillBatches(events)
}

// rowsOf are the rows of s that are or were the customer's, ascending. Those there
// and those removed are found by their indexes; those whose adding was undone
// only in the ranges that undos took out.
func (v *View) rowsOf(s *sheet.Sheet, id sheet.ID) ([]int64, error) {
	if s == sheet.Customers {
		return []int64{int64(id)}, nil
	}
	return v.ids("SELECT id FROM "+s.Key+" WHERE customer = ?1 AND gone IS NULL UNION SELECT id FROM "+s.Key+" WHERE customer = ?1 AND gone > 0"+
		" UNION SELECT t.id FROM (SELECT DISTINCT first, last FROM span WHERE sheet = ?2 AND now < 0) p CROSS JOIN "+s.Key+
		" t ON t.id BETWEEN p.first AND p.last AND +t.customer = ?1 ORDER BY 1", int64(id), s.Key)
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

// rowEvents tells which batches added, took out or brought back the rows mine.
func (v *View) rowEvents(s *sheet.Sheet, mine []int64) ([]Event, error) {
	rows, err := v.tx.QueryContext(v.ctx, "SELECT batch, first, last, coalesce(was,0), coalesce(now,0) FROM span WHERE sheet = ? AND last >= ? AND first <= ? ORDER BY batch, first",
		s.Key, mine[0], mine[len(mine)-1])
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var events []Event
	moved := map[span]int64{} // rows by batch (first), was and now
	for rows.Next() {
		var batch int64
		var p span
		if err := rows.Scan(&batch, &p.first, &p.last, &p.was, &p.now); err != nil {
			return nil, err
		}
		from, _ := slices.BinarySearch(mine, p.first)
		to, _ := slices.BinarySearch(mine, p.last+1)
		if n := int64(to - from); n > 0 {
			moved[span{first: batch, was: p.was, now: p.now}] += n
		}
	}
	for _, p := range slices.SortedFunc(maps.Keys(moved), func(a, b span) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.was, b.was), cmp.Compare(a.now, b.now))
	}) {
		events = append(events, Event{Batch: Batch{ID: p.first}, What: rowWords(s, p.was == -p.first, p.now == 0, moved[p])})
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

// fieldEvents tells which fields of the rows mine were changed, from what to what. Of
// rows that went over to another customer, a merger's many, it tells how many.
func (v *View) fieldEvents(s *sheet.Sheet, mine []int64) ([]Event, error) {
	list, _ := json.Marshal(mine) // numbers always marshal
	rows, err := v.tx.QueryContext(v.ctx, `SELECT batch, key, old, new, count(*) FROM change WHERE sheet = ? AND row IN (SELECT value FROM json_each(?))
		GROUP BY CASE key WHEN 'customer' THEN batch || ' ' || coalesce(old,0) || ' ' || coalesce(new,0) ELSE id END ORDER BY max(id) DESC`, s.Key, string(list))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var events []Event
	for rows.Next() {
		var e Event
		var key string
		var was, now any
		var n int
		if err := rows.Scan(&e.Batch.ID, &key, &was, &now, &n); err != nil {
			return nil, err
		}
		e.What = sheet.W("%s：%s → %s", "%s: %s → %s", keyLabel(s, key), showValue(s, key, was), showValue(s, key, now))
		if key == "customer" {
			e.What = sheet.W("%s %d 行：%s → %s", "%s: %d rows: %s → %s", s.Label(), n, showValue(s, key, was), showValue(s, key, now))
		}
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

// Begun is when the file's first batch was written, the zero time if there is none.
func (v *View) Begun() (time.Time, error) {
	at, err := v.count("SELECT coalesce((SELECT at FROM batch ORDER BY id LIMIT 1), 0)")
	if err != nil || at == 0 {
		return time.Time{}, err
	}
	return time.UnixMilli(at), nil
}
