package store

import (
	"bytes"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"slices"

	"kehu/store/sheet"
)

// A search asks for tens of thousands of customers at once, which the full-text index
// hands out one by one: that takes longer than all else that a search does. So the
// lists of who has a term are read from the pages where SQLite keeps them, in the form
// that fts5_index.c lays down and that every file has on disk: of an index without
// positions (detail=none) a list is nothing but numbers. It knows what is committed,
// not what its own transaction adds.

// term is what a list is looked up by: a term of the concordance, or the beginning of
// terms.
type term struct {
	text   string
	prefix bool
}

// match is the term in the language of MATCH.
func (t term) match() string {
	if t.prefix {
		return `"` + t.text + `"*`
	}
	return `"` + t.text + `"`
}

// key is the term as the index has it, behind the mark of terms in full.
func (t term) key() string { return "0" + t.text }

// segment is a part of the index that has its own pages in the order of the terms.
type segment struct{ id, first, last int64 }

// page is the number of the nth page of a segment, as the index counts its pages.
func (s segment) page(n int64) int64 { return s.id<<37 + n }

// unreadableIndex is the error for pages that aren't as they should be.
func unreadableIndex() error {
	return sheet.Fail(sheet.Damaged, "查找用的索引坏了，用 kehu check --reindex 重建", "the search index is damaged; kehu check --reindex makes it anew")
}

// postings reads lists.
type postings struct {
	v        *View
	segments []segment
	known    map[term]idSet
}

// postings are the lists of the index as the view sees it, read once.
func (v *View) postings() (*postings, error) {
	if v.lists != nil {
		return v.lists, nil
	}
	const structure = 10 // its number among the pages
	var block []byte
	if err := v.tx.QueryRowContext(v.ctx, "SELECT block FROM concordance_data WHERE id = ?", structure).Scan(&block); err != nil {
		return nil, err
	}
	segments, err := readSegments(block)
	if err != nil {
		return nil, err
	}
	v.lists = &postings{v: v, segments: segments, known: map[term]idSet{}}
	return v.lists, nil
}

// readSegments reads the list of all segments: behind four bytes the numbers of levels,
// of segments and of writes; each level says how many of its segments are being merged and
// how many it has, each segment its number and those of its first and last page.
func readSegments(block []byte) (all []segment, err error) {
	if len(block) < 4 {
		return nil, unreadableIndex()
	}
	r := varints{block: block[4:]}
	levels, n := r.number(), r.number()
	r.number()
	for ; levels > 0 && len(r.block) > 0; levels-- {
		r.number()
		for many := r.number(); many > 0 && len(r.block) > 0; many-- {
			all = append(all, segment{r.number(), r.number(), r.number()})
		}
	}
	if int64(len(all)) != n || len(r.block) > 0 {
		return nil, unreadableIndex()
	}
	return all, nil
}

// having are the customers that have all terms. Mostly nobody has the first: then nobody
// needs to look for the others.
func (p *postings) having(terms []term) (idSet, error) {
	if len(terms) == 0 {
		return nil, nil
	}
	if err := p.read(terms[:1]); err != nil || len(p.known[terms[0]]) == 0 {
		return nil, err
	}
	if err := p.read(terms[1:]); err != nil {
		return nil, err
	}
	all := p.known[terms[0]]
	for _, t := range terms[1:] {
		all = all.both(p.known[t])
	}
	return all, nil
}

// read reads the lists of some terms, unless they are known.
func (p *postings) read(terms []term) error {
	terms = slices.DeleteFunc(slices.Clone(terms), func(t term) bool { return p.known[t] != nil })
	if len(terms) == 0 {
		return nil
	}
	for _, t := range terms {
		p.known[t] = idSet{}
	}
	unfinished, err := p.begin(terms)
	if err != nil {
		return err
	}
	for _, list := range unfinished {
		if err := p.finish(list); err != nil {
			return err
		}
	}
	return nil
}

// begin reads, of each term and segment, the page where the list begins, and returns the
// lists that may go on. What most terms of a search have is nothing: it takes one query.
func (p *postings) begin(terms []term) (unfinished []*reading, err error) {
	keys, firsts := make([]string, len(terms)), make([][2]int64, len(p.segments))
	for i, t := range terms {
		keys[i] = t.key()
	}
	for i, s := range p.segments {
		firsts[i] = [2]int64{s.id, s.first}
	}
	wanted, err := json.Marshal([]any{keys, firsts})
	if err != nil {
		return nil, err
	}
	rows, err := p.v.tx.QueryContext(p.v.ctx, `SELECT k.key, s.key, d.id, d.block FROM json_each(?1, '$[0]') k CROSS JOIN json_each(?1, '$[1]') s CROSS JOIN concordance_data d
		ON d.id = ((s.value ->> 0) << 37) + max(s.value ->> 1, coalesce((SELECT pgno >> 1 FROM concordance_idx
		WHERE segid = s.value ->> 0 AND term <= CAST(k.value AS BLOB) ORDER BY term DESC LIMIT 1), 0))`, string(wanted))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var term, segment int
		var block sql.RawBytes
		var at int64
		if err := rows.Scan(&term, &segment, &at, &block); err != nil {
			return nil, err
		}
		t, s := terms[term], p.segments[segment]
		list := &reading{sought: []byte(t.key()), prefix: t.prefix, into: p.known[t], at: at, last: s.page(s.last)}
		if !list.page(block) {
			return nil, unreadableIndex()
		}
		if !list.done && list.at < list.last {
			unfinished = append(unfinished, list)
		}
	}
	return unfinished, rows.Err()
}

// finish reads a list to its end.
func (p *postings) finish(list *reading) error {
	rows, err := p.v.tx.QueryContext(p.v.ctx, "SELECT block FROM concordance_data WHERE id > ? AND id <= ? ORDER BY id", list.at, list.last)
	if err != nil {
		return err
	}
	defer rows.Close()
	for !list.done && rows.Next() {
		var block sql.RawBytes
		if err := rows.Scan(&block); err != nil {
			return err
		}
		if !list.page(block) {
			return unreadableIndex()
		}
	}
	return rows.Err()
}

// reading is a list being read, page by page.
type reading struct {
	sought []byte // the key of the term, or
	prefix bool   // what the keys of the terms begin with
	into   idSet
	at     int64  // the page read last
	last   int64  // the last page of the segment
	key    []byte // of the term read last
	open   bool   // the list goes on where the next page begins
	done   bool   // what comes is beyond the term
}

// page reads a page and reports whether it is as it should be. Behind two bytes that
// aren't needed here and two for where its contents end come the contents, and then where
// in them the terms stand.
func (l *reading) page(block []byte) bool {
	const header = 4
	if len(block) < header {
		return false
	}
	end := int(binary.BigEndian.Uint16(block[2:]))
	if end < header || end > len(block) {
		return false
	}
	starts := termStarts(block[end:], end)
	if starts[0] < header || !slices.IsSorted(starts) {
		return false
	}
	if l.open {
		l.list(block[header:starts[0]])
	}
	for i, start := range starts[:len(starts)-1] {
		r := varints{block: block[start:starts[i+1]]}
		if !l.next(&r, i == 0) {
			return false
		}
		order := l.compare()
		if order > 0 {
			l.done = true
			return true
		}
		if l.open = order == 0; l.open {
			l.list(r.block)
		}
	}
	return true
}

// compare is how the term read last stands to those sought: 0 if it is one of them, -1 if
// it comes before.
func (l *reading) compare() int {
	if l.prefix && bytes.HasPrefix(l.key, l.sought) {
		return 0
	}
	return bytes.Compare(l.key, l.sought)
}

// termStarts are where the terms of a page stand, the first and then the distances to the
// next ones, and where its contents end.
func termStarts(block []byte, end int) (starts []int) {
	for at, r := 0, (varints{block: block}); len(r.block) > 0; {
		at += int(r.number())
		starts = append(starts, at)
	}
	return append(starts, end)
}

// next reads the next term of a page: the first is whole, the others say first how many
// bytes they share with the one before.
func (l *reading) next(r *varints, first bool) bool {
	shared := 0
	if !first {
		shared = int(r.number())
	}
	own := int(r.number())
	if shared < 0 || shared > len(l.key) || own < 0 || own > len(r.block) {
		return false
	}
	l.key = append(l.key[:shared], r.block[:own]...)
	r.block = r.block[own:]
	return true
}

// list adds the numbers of a list, or of a part of one on a page: the first is whole, the
// others are the distances to the one before.
func (l *reading) list(block []byte) {
	l.into.addRising(func(yield func(int64) bool) {
		id := int64(0)
		for r := (varints{block: block}); len(r.block) > 0; {
			if id += r.number(); !yield(id) {
				return
			}
		}
	})
}

// varints reads numbers as SQLite writes them: seven bits a byte, the high ones first, all
// eight of the ninth byte.
type varints struct{ block []byte }

// number is the next number; what is cut off counts as 0.
func (r *varints) number() (n int64) {
	for i, b := range r.block {
		if i == 8 {
			r.block = r.block[9:]
			return n<<8 | int64(b)
		}
		n = n<<7 | int64(b&0x7f)
		if b < 0x80 {
			r.block = r.block[i+1:]
			return n
		}
	}
	r.block = nil
	return 0
}
