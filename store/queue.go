package store

import "slices"

// queue hands out customers, who was seen last first.
type queue struct {
	v     *View
	those idSet
	ready []int64
	left  int // how many of those were not met yet
	met   int // how many were
	from  int // how many of all customers were gone through to meet them
}

func newQueue(v *View, those idSet) *queue {
	return &queue{v: v, those: those, left: those.size()}
}

// fewSought is the number of customers up to which the last contact of each is looked up:
// of more, enough are met sooner by going through all in that order.
const fewSought = 500

// next are the next customers: at least so many unless there are less, and at most so many.
func (q *queue) next(least, most int) ([]int64, error) {
	for len(q.ready) < least && q.left > 0 {
		if err := q.meet(most - len(q.ready)); err != nil {
			return nil, err
		}
	}
	n := min(most, len(q.ready))
	ids := q.ready[:n]
	q.ready = q.ready[n:]
	return ids, nil
}

// meet makes some more customers ready, as many as are missing if those still to come are
// as frequent as those before.
func (q *queue) meet(missing int) (err error) {
	if q.left <= fewSought && q.from == 0 {
		q.left = 0
		q.ready, err = q.v.list("SELECT customer AS n FROM figures WHERE customer IN (SELECT value FROM json_each(?)) ORDER BY last_contact DESC, customer DESC LIMIT -1", idList(q.those.list()))
		return err
	}
	page := fewSought
	if q.from > 0 {
		page = max(page, min(2*q.from, q.from*missing/max(q.met, 1)))
	}
	all, err := q.v.list("SELECT customer AS n FROM figures ORDER BY last_contact DESC, customer DESC LIMIT ? OFFSET ?", page, q.from)
	if len(all) == 0 { // the others were removed
		q.left = 0
	}
	ids := slices.DeleteFunc(all, func(id int64) bool { return !q.those.has(id) })
	q.ready = append(q.ready, ids...)
	q.from, q.met, q.left = q.from+page, q.met+len(ids), q.left-len(ids)
	return err
}
