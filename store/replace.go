package store

import "kehu/store/sheet"

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

// replace takes out the shop's rows which the file lacks, as far as its days reach.
// A row that was rejected may be any of them: then none is taken out.
func (l *loader) replace(s *sheet.Sheet) error {
	if s == nil || !l.days.some || l.before[s] == 0 {
		return nil
	}
	r, err := l.recallOf(s)
	if err != nil {
		return err
	}
	shop, err := l.tx.term(l.options.Shop)
	if err != nil {
		return err
	}
	where := "shop = ? AND " + quote(s.When) + " BETWEEN ? AND ? AND id <= ? AND gone IS NULL"
	there, err := l.tx.ids("SELECT id FROM "+s.Key+" WHERE "+where+" ORDER BY id", shop, l.days.first, l.days.last, l.before[s])
	if err != nil {
		return err
	}
	missing := there[:0:0]
	for _, id := range there {
		if !r.used.has(id) {
			missing = append(missing, id)
		}
	}
	if l.summary.Rejected > 0 {
		l.summary.Missing = len(missing)
		return nil
	}
	if len(missing)*mostReplaced > len(there) && !l.options.Whole {
		return sheet.Fail(sheet.Failed, "%[1]s这段日子的%[2]s有 %[3]d 条，文件里缺 %[4]d 条，像是没导全，什么也没写；确实要撤下请用 --replace=all",
			"of %[3]d %[2]s of %[1]s in these days the file lacks %[4]d, as a truncated one would; nothing was written. If they are to go use --replace=all",
			l.options.Shop, s.Label(), len(there), len(missing))
	}
	l.summary.Removed = len(missing)
	return l.takeOut(s, missing)
}

// takeOut takes rows of s out.
func (l *loader) takeOut(s *sheet.Sheet, ids []int64) error {
	if err := l.tx.touchRows(s, ids); err != nil {
		return err
	}
	for _, run := range runs(ids) {
		run.now = l.tx.batch.ID
		if err := l.tx.move(s, run); err != nil {
			return err
		}
	}
	return nil
}
