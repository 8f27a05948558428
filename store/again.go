package store

import (
	"maps"
	"slices"

	"kehu/store/sheet"
)

// withoutKnown leaves out the parts that are on file already, and takes over what
// they say beside that. Rows gone by remove count as there, rows gone by undo don't,
// and those that an import took out because its file lacked them come back.
func (l *loader) withoutKnown(s *sheet.Sheet, parts []part) ([]part, error) {
	if l.before[s] == 0 {
		return parts, nil
	}
	if err := l.partsIn(s, parts); err != nil {
		return nil, err
	}
	r, err := l.onFile(s, parts)
	if err != nil {
		return nil, err
	}
	m := &meeting{loader: l, sheet: s, recall: r, back: map[int64][]int64{}}
	parts = m.numbered(parts)
	for _, find := range []func(p part, shop int64) (standing, bool){m.byAll, r.ofShop, r.bySource, r.byIdentity, r.bySpare, r.byTwin, r.byCell} {
		if parts, err = m.meet(parts, find); err != nil {
			return nil, err
		}
	}
	if m.err != nil {
		return nil, m.err
	}
	if err := l.bringBack(s, m.back); err != nil {
		return nil, err
	}
	if parts, err = m.byKey(parts); err != nil {
		return nil, err
	}
	return parts, l.refresh(s, m.updates)
}

// meeting is a chunk's rows of one sheet meeting those on file.
type meeting struct {
	*loader
	sheet   *sheet.Sheet
	recall  *recall
	updates []update          // what known rows are told
	back    map[int64][]int64 // known rows to put back, by the import that took them out
	err     error             // why a part could not be compared
}

// numbered tells the rows that are known by their numbers what the parts say, and
// returns the others.
func (m *meeting) numbered(parts []part) []part {
	rest := parts[:0]
	for _, p := range parts {
		id := p.row.Base().ID
		if id == 0 {
			rest = append(rest, p)
			continue
		}
		m.recall.used.add(int64(id))
		m.updates = append(m.updates, update{id: id, on: m.on(), row: p.of, patch: sheet.Patch{Sheet: m.sheet, Row: p.row, Set: p.set}})
	}
	return rest
}

// meet deals with the parts that find knows and returns the others.
func (m *meeting) meet(parts []part, find func(p part, shop int64) (standing, bool)) ([]part, error) {
	rest := parts[:0]
	for _, p := range parts {
		shop, err := m.shop(p)
		if err != nil {
			return nil, err
		}
		now, ok := find(p, shop)
		switch {
		case !ok:
			rest = append(rest, p)
			continue
		case m.recall.replaced[now.gone]:
			m.back[now.gone] = append(m.back[now.gone], now.id)
			m.count(m.sheet, p)
		case now.gone != 0:
			m.skipRemoved(m.sheet, p)
		default:
			if err := m.again(now, p); err != nil {
				return nil, err
			}
		}
		m.recall.used.add(now.id)
	}
	return rest, nil
}

// shop is the term of p's shop, 0 if it names none.
func (m *meeting) shop(p part) (int64, error) {
	c := shopOf(m.sheet)
	if c == nil || c.Field(p.row).Empty() {
		return 0, nil
	}
	return m.tx.term(c.Field(p.row).String())
}

// byAll is a row like p in every cell, where several have its identity: those that are
// the same meet first, in whatever order the file brings them, and only then the rest
// in theirs.
func (m *meeting) byAll(p part, shop int64) (found standing, ok bool) {
	r, owner := m.recall, ownerOf(p.row)
	if _, twins := r.rows[rowKey(owner, p.base.nth(1))]; !twins || m.err != nil {
		return found, false
	}
	set, own := besides(m.sheet, []part{p})
	if set == 0 && !own {
		return found, false
	}
	var says hash64
	if says, m.err = m.rest(p, set); m.err != nil {
		return found, false
	}
	for n := range uint32(mostTwins) {
		key := rowKey(owner, p.base.nth(n))
		if _, some := r.rows[key]; !some {
			break
		}
		for _, key := range [...]hash64{key.number(shop), key} {
			if now, some := r.rows[key]; some && now.rest == says && now.gone == 0 && now.within(shop) && !r.used.has(now.id) {
				return now, true
			}
		}
	}
	return found, false
}

// ofShop is the row that came as p, of the very shop. A file brings each row once.
func (r *recall) ofShop(p part, shop int64) (standing, bool) {
	key := rowKey(ownerOf(p.row), p.src)
	if shop != 0 {
		key = key.number(shop)
	}
	now, ok := r.rows[key]
	return now, ok && now.shop == shop && !r.used.has(now.id)
}

// bySource is the row that came as p, where either has no shop.
func (r *recall) bySource(p part, shop int64) (standing, bool) {
	now, ok := r.rows[rowKey(ownerOf(p.row), p.src)]
	return now, ok && now.within(shop) && !r.used.has(now.id)
}

// within reports whether the row may be one of the shop.
func (s standing) within(shop int64) bool { return shop == 0 || s.shop == 0 || s.shop == shop }

// byIdentity is a row whose identity was edited to be p's: a corrected sheet brings
// it as it is.
func (r *recall) byIdentity(p part, shop int64) (standing, bool) {
	if len(r.altered.now) == 0 {
		return standing{}, false
	}
	for _, now := range r.altered.now[p.base.number(ownerOf(p.row))] {
		if now.within(shop) && !r.used.has(now.id) {
			return now, true
		}
	}
	return standing{}, false
}

// bySpare is a row that has its source in common with another one, of those two whose
// customers were merged or of which one was told its shop. It may be a later one of p's likes in the file.
func (r *recall) bySpare(p part, shop int64) (found standing, ok bool) {
	for n := uint32(0); n < mostTwins && len(r.spare) > 0; n++ {
		for _, now := range r.spare[rowKey(ownerOf(p.row), p.base.nth(n))] {
			if now.within(shop) && !r.used.has(now.id) && (!ok || found.gone != 0 && now.gone == 0) {
				found, ok = now, true
			}
		}
	}
	return found, ok
}

// byTwin is a row like p, whichever of them: rows alike are counted in each shop,
// and a row that came without its shop may have been told it since.
func (r *recall) byTwin(p part, shop int64) (found standing, ok bool) {
	for n := range uint32(mostTwins) {
		key := rowKey(ownerOf(p.row), p.base.nth(n))
		now, some := r.rows[key]
		if !some {
			break
		}
		if its, also := r.rows[key.number(shop)]; also && !r.used.has(its.id) {
			return its, true
		}
		if !ok && now.within(shop) && !r.used.has(now.id) {
			found, ok = now, true
		}
	}
	return found, ok
}

// again takes what p says of the row that it is: beside its identity, and of that what
// was altered since.
func (m *meeting) again(now standing, p part) error {
	u := m.altered(now, p)
	unglued := m.unglued(now)
	u.patch.Set, u.sure = u.patch.Set|unglued, u.sure|unglued
	same := u.patch.Set == 0
	set, own := besides(m.sheet, []part{p})
	if set != 0 || own {
		says, err := m.rest(p, set)
		if err != nil {
			return err
		}
		if says != now.rest {
			since, err := m.paidSince(now, p)
			if err != nil {
				return err
			}
			u.sure |= refunded(p) | since
			same = false
		}
	}
	if same {
		m.raise(p.of, m.sheet, Unchanged)
		return nil
	}
	u.patch.Set |= set | u.sure
	m.updates = append(m.updates, u)
	return nil
}

// refunded are the columns that a refund changes of the sale on file, none if p tells of
// no refund.
func refunded(p part) (sure sheet.Columns) {
	if sale, ok := p.row.(*sheet.Purchase); ok && sale.Refund.N != 0 {
		return p.set & costs()
	}
	return 0
}

// costs are the columns of what a sale came to.
func costs() (set sheet.Columns) {
	for _, c := range sheet.Purchases.Must("amount", "paid") {
		set = set.With(c)
	}
	return set
}

// on is what to do with cells that differ: a sheet with a key corrects its rows.
func (m *meeting) on() sheet.OnMatch {
	if m.options.keyed(m.sheet) && m.options.OnMatch == sheet.Fill {
		return sheet.Overwrite
	}
	return m.options.OnMatch
}

// rest is the hash of what p says beside its identity, as standing.rest has it.
func (m *meeting) rest(p part, set sheet.Columns) (rest hash64, err error) {
	says := sheet.Patch{Sheet: m.sheet, Set: set}
	for c := range says.All() {
		value, err := m.valueNow(c, c.Field(p.row))
		if err != nil {
			return 0, err
		}
		rest ^= cellHash(c.Index, value)
	}
	return rest ^ cellHash(ownCells, extraJSON(p.row)), nil
}

// valueNow is what the table would hold for field, without making what it refers to.
func (l *loader) valueNow(c *sheet.Column, field sheet.Field) (any, error) {
	ref, ok := field.(*sheet.Ref)
	if !ok || ref.Empty() || ref.ID != 0 {
		return l.tx.stored(c, field)
	}
	id, err := l.named(c, ref)
	return int64(id), err
}

// replacing are the imports that took rows of s out because their file lacked them.
func (v *View) replacing(s *sheet.Sheet) (map[int64]bool, error) {
	ids, err := v.ids("SELECT DISTINCT p.now FROM span p JOIN batch b ON b.id = p.now WHERE p.sheet = ? AND b.verb = 'import'", s.Key)
	replacing := make(map[int64]bool, len(ids))
	for _, id := range ids {
		replacing[id] = true
	}
	return replacing, err
}

// bringBack puts rows back that imports took out, by batch.
func (l *loader) bringBack(s *sheet.Sheet, back map[int64][]int64) error {
	for _, batch := range slices.Sorted(maps.Keys(back)) {
		slices.Sort(back[batch])
		spans := runs(back[batch])
		for i := range spans {
			spans[i].was = batch
		}
		if err := l.tx.moveAll(s, spans); err != nil {
			return err
		}
	}
	return nil
}

// skipRemoved tells that a row was removed on purpose.
func (l *loader) skipRemoved(s *sheet.Sheet, p part) {
	l.part(s).add(Skipped)
	l.whole.rows[p.of].skipped = true
	l.whole.note(&l.whole.notes.Skips, p.of, "", sheet.W("这条%s已删除", "this %s was removed", s.Label()))
}
