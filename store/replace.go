package store

import (
	"slices"
	"strings"

	"kehu/store/sheet"
)

// mostReplaced is the share of a shop's rows, one in so many, that a file may lack
// before it is taken for a truncated one.
const mostReplaced = 20

// stretch is the days that a file's rows reach over, as stored.
type stretch struct {
	first, last int64
	some        bool
}

func (d *stretch) add(day int64) {
	if !d.some {
		*d = stretch{day, day, true}
	}
	d.first, d.last = min(d.first, day), max(d.last, day)
}

// reach notes the day of a row of the shop whose rows the file replaces.
func (l *loader) reach(s *sheet.Sheet, p part) {
	if l.options.Replace != s || s.Column("shop").Field(p.row).String() != l.options.Shop {
		return
	}
	if day, ok := s.Column(s.When).Field(p.row).Value().(int64); ok {
		l.days.add(day)
	}
}

// shortage is how much of a sheet's rows of a shop a file replaces.
type shortage struct {
	options  *Import
	summary  *Summary  // of the first portion
	days     []stretch // of each portion that has some
	rejected int
}

// noteShortage notes for the file how far the portion's rows of s reach.
func (l *loader) noteShortage(s *sheet.Sheet) {
	if s == nil {
		return
	}
	if l.file.shortages[s] == nil {
		l.file.shortages[s] = &shortage{options: &l.options, summary: l.summary}
	}
	of := l.file.shortages[s]
	if of.rejected += l.summary.Rejected; l.days.some {
		of.days = append(of.days, l.days)
	}
}

// replace takes out the rows that the file lacks.
func (w *whole) replace(tx *Tx) error {
	for s, of := range w.shortages {
		if err := w.replaceIn(tx, s, of); err != nil {
			return err
		}
	}
	return nil
}

// replaceIn takes out the shop's rows of s which the file lacks, as far as the days of
// its portions reach. A row that was rejected may be any of them: then none is taken out.
func (w *whole) replaceIn(tx *Tx, s *sheet.Sheet, of *shortage) error {
	there, err := of.within(tx, s, w.before[s])
	if err != nil {
		return err
	}
	missing := slices.DeleteFunc(slices.Clone(there), func(id int64) bool { return w.has(s, id) })
	if of.rejected > 0 {
		of.summary.Missing = len(missing)
		return nil
	}
	if len(missing)*mostReplaced > len(there) && !of.options.Whole {
		return sheet.Fail(sheet.Failed, "%[1]s这段日子的%[2]s有 %[3]d 条，文件里缺 %[4]d 条，像是没导全，什么也没写；确实要撤下请用 --replace=all",
			"of %[3]d %[2]s of %[1]s in these days the file lacks %[4]d, as a truncated one would; nothing was written. If they are to go use --replace=all",
			of.options.Shop, s.Label(), len(there), len(missing))
	}
	of.summary.Removed = len(missing)
	return tx.takeOut(s, missing)
}

// within are the shop's rows up to the last one given over whose days the file reaches.
func (of *shortage) within(tx *Tx, s *sheet.Sheet, last int64) (ids []int64, err error) {
	if len(of.days) == 0 || last == 0 {
		return nil, nil
	}
	shop, err := tx.term(of.options.Shop)
	if err != nil {
		return nil, err
	}
	days, args := make([]string, len(of.days)), []any{shop, last}
	for i, d := range of.days {
		days[i] = quote(s.When) + " BETWEEN ? AND ?"
		args = append(args, d.first, d.last)
	}
	return tx.ids("SELECT id FROM "+s.Key+" WHERE shop = ? AND id <= ? AND gone IS NULL AND ("+strings.Join(days, " OR ")+") ORDER BY id", args...)
}

// takeOut takes rows of s out.
func (tx *Tx) takeOut(s *sheet.Sheet, ids []int64) error {
	if err := tx.touchRows(s, ids); err != nil {
		return err
	}
	return tx.moveOut(s, ids)
}
