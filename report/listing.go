package report

import (
	"cmp"
	"iter"
	"slices"

	"kehu/store/sheet"
)

// List is the answer to q as a table and nothing else, read while it is shown:
// those columns (nil: all that rows have), then the user's own columns of the
// names extras.
func List(src Source, q sheet.Query, columns []*sheet.Column, extras []string) Doc {
	if columns == nil {
		columns = q.Sheet.Columns
	}
	columns = readable(columns)
	q.Columns = columns
	t := Table{Key: q.Sheet.Key, Title: q.Sheet.Label(), Rows: listRows(src, q, extras)}
	for _, c := range columns {
		t.Columns = append(t.Columns, ColumnOf(c))
	}
	for _, name := range extras {
		t.Columns = append(t.Columns, Column{Key: name, Label: sheet.Verbatim(name), Width: 12})
	}
	return Doc{Key: q.Sheet.Key, Title: q.Sheet.Label(), AsOf: q.AsOf, Tables: []Table{t}}
}

// ScreenColumns are the columns that a list of s shows on a screen when not asked for
// others. A narrow screen leaves out the last.
func ScreenColumns(s *sheet.Sheet) []*sheet.Column {
	switch s {
	case sheet.Customers:
		return s.Must("no", "name", "phone", "village", "spent", "debt", "next_contact", "last_contact", "last_purchase", "intent")
	case sheet.Purchases:
		return s.Must("no", "customer", "on", "product", "qty", "unit", "price", "amount", "paid", "pay_method", "shop", "remark")
	}
	var columns []*sheet.Column
	for _, c := range s.Columns {
		if c.Origin == sheet.Own || c.Key == "no" {
			columns = append(columns, c)
		}
	}
	return columns
}

// readable are the columns that rows have a value of.
func readable(all []*sheet.Column) []*sheet.Column {
	var columns []*sheet.Column
	for _, c := range all {
		if c.Origin != sheet.Input {
			columns = append(columns, c)
		}
	}
	return columns
}

// listRows yields the fields of each row as they stand in it.
func listRows(src Source, q sheet.Query, extras []string) iter.Seq2[[]Cell, error] {
	return func(yield func([]Cell, error) bool) {
		cells := make([]Cell, len(q.Columns)+len(extras))
		own := make([]sheet.Text, len(extras))
		for i := range own {
			cells[len(q.Columns)+i] = &own[i]
		}
		for row, err := range src.Rows(q) {
			if err != nil {
				yield(nil, err)
				return
			}
			for i, c := range q.Columns {
				cells[i] = c.Field(row)
			}
			for i, name := range extras {
				own[i] = sheet.MakeText(row.Base().Extra[name])
			}
			if !yield(cells, nil) {
				return
			}
		}
	}
}

// customersReport lists every customer with all columns, the user's own included.
func customersReport(src Source, o Options) (Doc, error) {
	extras, err := src.Extras(sheet.Customers)
	if err != nil {
		return Doc{}, err
	}
	q := sheet.Query{Sheet: sheet.Customers, Where: o.Where, Limit: cmp.Or(o.Limit, o.Screen), AsOf: o.Today}
	columns := forManagers()
	if o.Screen > 0 {
		columns = ScreenColumns(sheet.Customers)
	}
	d := List(src, q, columns, extras)
	d.Title = pageTitle(sheet.Customers)
	return d, nil
}

// forManagers are all columns of a customer, what a manager looks at in front: a
// printed page holds no more than those.
func forManagers() []*sheet.Column {
	columns := sheet.Customers.Must("no", "name", "phone", "village", "level", "intent", "stage", "owner", "spent", "purchases",
		"last_purchase", "debt", "last_contact", "next_contact", "tags", "remark")
	for _, c := range readable(sheet.Customers.Columns) {
		if !slices.Contains(columns, c) {
			columns = append(columns, c)
		}
	}
	return columns
}

// MostRows is the most rows of a sheet of what happened that a workbook takes:
// more of them open slowly on a small laptop.
const MostRows = 100_000

// rowsReport lists the rows of s, the newest first.
func rowsReport(s *sheet.Sheet) func(Source, Options) (Doc, error) {
	return func(src Source, o Options) (Doc, error) { return newest(src, s, o, 0) }
}

// newest lists the rows of s, the newest first: of more than limit only those of
// the last days that hold no more, saying what it leaves out. A limit of 0 is none.
func newest(src Source, s *sheet.Sheet, o Options, limit int) (Doc, error) {
	extras, err := src.Extras(s)
	if err != nil {
		return Doc{}, err
	}
	among, err := crowdOf(src, o.Where, o.Today)
	if err != nil {
		return Doc{}, err
	}
	if among != nil {
		src = of{src, among}
	}
	q := sheet.Query{Sheet: s, Where: when(s, o.From, o.To), Limit: cmp.Or(o.Limit, o.Screen), AsOf: o.Today,
		Sort: []sheet.Order{{Column: s.Must(s.When)[0], Desc: true}}}
	var notes []sheet.Words
	if limit > 0 && among == nil {
		if q, notes, err = lately(src, q, o, limit); err != nil {
			return Doc{}, err
		}
	}
	var columns []*sheet.Column
	if o.Screen > 0 {
		columns = ScreenColumns(s)
	}
	d := List(src, q, columns, extras)
	d.Title, d.Notes = pageTitle(s), notes
	return d, nil
}

// lately narrows q to the last days with at most limit rows, and says what that
// leaves out. To sort all rows for the sake of the newest takes far longer than to
// count them a few times.
func lately(src Source, q sheet.Query, o Options, limit int) (sheet.Query, []sheet.Words, error) {
	n, err := src.Count(q)
	if err != nil || n <= limit {
		return q, nil, err
	}
	from, kept, err := cutoff(src, q, o, limit)
	if err != nil {
		return q, nil, err
	}
	if kept == 0 { // a single day holds more
		kept, q.Limit = limit, limit
	} else {
		q.Where = both(q.Where, when(q.Sheet, from, 0))
	}
	return q, []sheet.Words{sheet.W("共 %s 条，这里是最近的 %s 条，其余 %s 条不在这一页：kehu export 可以导出全部。",
		"%s rows in all; here are the newest %s, the other %s are left out of this page: kehu export has them all.",
		grouped(int64(n)), grouped(int64(kept)), grouped(int64(n-kept)))}, nil
}

// cutoff is the first day from which on q has at most limit rows, and how many;
// it looks thirty years back and two ahead.
func cutoff(src Source, q sheet.Query, o Options, limit int) (from sheet.Date, kept int, err error) {
	low, high := o.Today-30*366, o.Today+2*366
	for low < high && kept < limit*9/10 && err == nil {
		var n int
		middle := low + (high-low)/2
		narrow := q
		narrow.Where = both(q.Where, when(q.Sheet, middle, 0))
		if n, err = src.Count(narrow); n > limit {
			low = middle + 1
		} else {
			high, kept = middle, n
		}
	}
	return high, kept, err
}

// pageTitle is what the list of s is called among the reports.
func pageTitle(s *sheet.Sheet) sheet.Words {
	switch s {
	case sheet.Customers:
		return sheet.W("客户追踪表", "Customers")
	case sheet.Plans:
		return sheet.W("跟进", "Plans")
	}
	return s.Label()
}

// of is a source without the rows of customers outside a crowd.
type of struct {
	Source
	among crowd
}

// Rows yields the rows of the crowd's customers, at the cost of a look at all.
func (s of) Rows(q sheet.Query) iter.Seq2[sheet.Row, error] {
	return func(yield func(sheet.Row, error) bool) {
		left := q.Limit
		q.Limit = 0
		for row, err := range s.Source.Rows(q) {
			if owned, ok := row.(sheet.OwnedRow); err == nil && ok && !s.among.has(owned.Owner().Customer.ID) {
				continue
			}
			left--
			if !yield(row, err) || left == 0 {
				return
			}
		}
	}
}
