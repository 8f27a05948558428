package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kehu/store/sheet"
)

// openQueries is a small file with something in every sheet, and gaps.
func openQueries(t testing.TB) *DB {
	db := openTest(t)
	importAll(t, db, file(
		entry{name("王秀兰"), phone("13812345678"), village("后屯"), about("level", "A"), about("birthday", "1956-08-15"), about("birth_year", "1956"), about("trust", "3"),
			about("do_not_contact", "是"), about("created_on", "2026-01-02"), about("open_debt", "50"), own("几亩地", "12"), own("[种]\"啥$", "玉米"),
			bought("2026-03-01", "钙片", "198"), has(sheet.Interactions, "at", "2026-03-01 14:30", "via", "上门", "content", "血压计Ok"),
			has(sheet.Attendances, "meeting", "春茶会", "reply", "确认", "walk_in", "是"), has(sheet.Plans, "due", "2026-04-01", "content", "回访")},
		entry{name("张强"), phone("13900000000"), village("前屯"), about("level", "B"), about("tags", "VIP,老客户"), about("created_on", "2026-02-02"), own("几亩地", "9.5"),
			has(sheet.Purchases, "on", "2026-03-02", "product", "鱼油", "qty", "2.5", "unit", "盒", "amount", "99.50", "paid", "50", "due_on", "秋收后"),
			has(sheet.Payments, "on", "2026-03-04", "amount", "10", "method", "微信"),
			has(sheet.Feedbacks, "on", "2026-03-03", "kind", "投诉", "score", "2", "status", "待处理", "content", "包装坏了")},
		entry{name("阿梅"), about("nickname", "Mei"), about("trust", "5"), about("do_not_contact", "否"), own("几亩地", "没有")},
		entry{phone("13700000000"), about("level", "A"), own("几亩地", "2026-01-01"), has(sheet.Interactions, "at", "2026-03-09", "content", "OK"),
			has(sheet.Attendances, "meeting", "秋收会")},
		entry{name("阿梅"), has(sheet.Payments, "on", "2026-03-05", "amount", "20"), has(sheet.Feedbacks, "on", "2026-03-01", "kind", "表扬"),
			has(sheet.Plans, "due", "2026-03-01", "content", "送货", "done_on", "2026-03-02")},
		entry{bought("2026-03-02", "钙片", "-198")},
		entry{has(sheet.Products, "name", "钙片", "price", "198", "cycle_days", "30")},
		entry{has(sheet.Products, "name", "鱼油")}, entry{has(sheet.Markets, "name", "后屯集", "rule", "逢三六九")},
		entry{has(sheet.Markets, "name", "前屯集", "rule", "逢一四七", "township", "河口")},
	), Import{})
	insert(t, db, sheet.Meetings, 0, "name", "春茶会2", "on", "2026-03-01", "cost", "300")
	for _, card := range []string{"12", "13"} {
		insert(t, db, sheet.Numbers, 1, "shop", "东店", "number", card)
	}
	remove(t, db, sheet.ID(insert(t, db, sheet.Customers, 0, "name", "王走了", "village", "后屯")))
	return db
}

// TestFilters holds every operation on every column of every sheet to filtering in Go.
func TestFilters(t *testing.T) {
	db := openQueries(t)
	for _, s := range sheet.All() {
		t.Run(s.Key, func(t *testing.T) {
			all := rowsOf(t, db, sheet.Query{Sheet: s})
			if len(all) < 2 {
				t.Fatalf("%d rows are too few to tell a filter by", len(all))
			}
			for _, c := range s.Columns {
				if c.Origin == sheet.Input {
					continue
				}
				for _, f := range filtersOf(c, all) {
					compareFilter(t, db, s, all, f)
					compareFilter(t, db, s, all, &sheet.Filter{Op: sheet.Not, Parts: []*sheet.Filter{f}})
				}
			}
		})
	}
	mustHold(t, db)
}

// filtersOf are all comparisons of c with the values that rows have, and with one less.
func filtersOf(c *sheet.Column, rows []sheet.Row) (filters []*sheet.Filter) {
	filters = append(filters, &sheet.Filter{Op: sheet.Absent, Column: c}, &sheet.Filter{Op: sheet.Present, Column: c})
	for _, row := range rows {
		field := c.Field(row)
		if field.Empty() {
			continue
		}
		switch c.Kind() {
		case sheet.RefKind:
			for _, op := range []sheet.Op{sheet.Eq, sheet.Ne} {
				filters = append(filters, &sheet.Filter{Op: op, Column: c, Value: field.Value()})
				if named := field.String(); named != "" {
					filters = append(filters, &sheet.Filter{Op: op, Column: c, Text: named}, &sheet.Filter{Op: sheet.Has, Column: c, Text: named[:3]})
				}
			}
		default:
			for _, op := range []sheet.Op{sheet.Eq, sheet.Ne, sheet.Lt, sheet.Le, sheet.Gt, sheet.Ge} {
				filters = append(filters, &sheet.Filter{Op: op, Column: c, Value: field.Value()})
			}
		}
		if text, ok := field.Value().(string); ok {
			filters = append(filters, &sheet.Filter{Op: sheet.Has, Column: c, Text: strings.ToUpper(text)})
		}
	}
	return filters
}

func compareFilter(t *testing.T, db *DB, s *sheet.Sheet, all []sheet.Row, f *sheet.Filter) {
	t.Helper()
	var want, got []sheet.ID
	for _, row := range all {
		if holds(f, row) {
			want = append(want, row.Base().ID)
		}
	}
	for _, row := range rowsOf(t, db, sheet.Query{Sheet: s, Where: f, Columns: s.Must("no")}) {
		got = append(got, row.Base().ID)
	}
	compare(t, f.String(), want, got)
	compare(t, "count of "+f.String(), len(want), count(t, db, sheet.Query{Sheet: s, Where: f}))
}

// holds is what a filter means, in Go.
func holds(f *sheet.Filter, row sheet.Row) bool {
	switch f.Op {
	case sheet.And:
		return !slices.ContainsFunc(f.Parts, func(p *sheet.Filter) bool { return !holds(p, row) })
	case sheet.Or:
		return slices.ContainsFunc(f.Parts, func(p *sheet.Filter) bool { return holds(p, row) })
	case sheet.Not:
		return !holds(f.Parts[0], row)
	}
	if f.Column == nil {
		return holdsOwn(f, row.Base().Extra[f.Extra])
	}
	field := f.Column.Field(row)
	switch {
	case f.Op == sheet.Absent:
		return field.Empty()
	case f.Op == sheet.Present:
		return !field.Empty()
	case field.Empty() || field.String() == "" && f.Value == nil: // a customer may have no name
		return f.Op == sheet.Ne
	case f.Op == sheet.Has:
		return strings.Contains(strings.ToLower(field.String()), strings.ToLower(f.Text))
	case f.Value == nil:
		return ordered(f.Op, strings.Compare(field.String(), f.Text))
	}
	if n, ok := field.Value().(int64); ok {
		return ordered(f.Op, cmp.Compare(n, f.Value.(int64)))
	}
	return ordered(f.Op, strings.Compare(field.Value().(string), f.Value.(string)))
}

func ordered(op sheet.Op, c int) bool {
	switch op {
	case sheet.Eq:
		return c == 0
	case sheet.Ne:
		return c != 0
	case sheet.Lt:
		return c < 0
	case sheet.Le:
		return c <= 0
	case sheet.Gt:
		return c > 0
	}
	return c >= 0
}

func holdsOwn(f *sheet.Filter, value string) bool {
	n, err := strconv.ParseFloat(f.Text, 64)
	number := err == nil && f.Op != sheet.Eq && f.Op != sheet.Ne
	m, bad := strconv.ParseFloat(value, 64)
	switch {
	case f.Op == sheet.Absent:
		return value == ""
	case f.Op == sheet.Present:
		return value != ""
	case value == "":
		return f.Op == sheet.Ne
	case number && f.Op != sheet.Has && bad != nil:
		return false
	case f.Op == sheet.Has:
		return strings.Contains(strings.ToLower(value), strings.ToLower(f.Text))
	case number:
		return ordered(f.Op, cmp.Compare(m, n))
	}
	return ordered(f.Op, strings.Compare(value, f.Text))
}

func TestFiltersOnTheUsersOwnColumns(t *testing.T) {
	db := openQueries(t)
	all := rowsOf(t, db, sheet.Query{Sheet: sheet.Customers})
	for _, extra := range []string{"几亩地", "[种]\"啥$", "没这列"} {
		for op := sheet.Eq; op <= sheet.Present; op++ {
			for _, text := range []string{"12", "9.5", "10", "-1", "没有", "2026-01-01", "玉米"} {
				f := &sheet.Filter{Op: op, Extra: extra, Text: text}
				compareFilter(t, db, sheet.Customers, all, f)
				compareFilter(t, db, sheet.Customers, all, &sheet.Filter{Op: sheet.Not, Parts: []*sheet.Filter{f}})
			}
		}
	}
}

func TestFiltersJoined(t *testing.T) {
	db := openQueries(t)
	all := rowsOf(t, db, sheet.Query{Sheet: sheet.Customers})
	for _, text := range []string{"村=后屯 且 累计金额>=100", "村=后屯 或 等级=A", "非 (村=后屯 或 等级=B)", "非 (村=后屯 且 等级=A)", "非 非 村=后屯",
		"欠款>0 且 (姓名 含 王 或 标签 含 vip)", "勿扰", "非 勿扰", "村 为空 或 非 信任阈值>3", "几亩地>10 且 姓名=王秀兰"} {
		f, err := sheet.ParseFilter(sheet.Customers, text, []string{"几亩地"}, sheet.Reading{Today: day("2026-03-05")})
		if err != nil {
			t.Fatal(text, err)
		}
		compareFilter(t, db, sheet.Customers, all, f)
	}
}

func rowsOf(t testing.TB, db *DB, q sheet.Query) (rows []sheet.Row) {
	t.Helper()
	err := db.View(context.Background(), func(v *View) error {
		for row, err := range v.Rows(q) {
			if err != nil {
				return err
			}
			copied := q.Sheet.Clone(row)
			copied.Base().Extra = row.Base().Extra
			rows = append(rows, copied)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// TestSorts sorts on every column, both ways: empty fields last, names by pinyin,
// equal rows by their number.
func TestSorts(t *testing.T) {
	db := openQueries(t)
	for _, s := range sheet.All() {
		all := rowsOf(t, db, sheet.Query{Sheet: s})
		for _, c := range s.Columns {
			for _, desc := range []bool{false, true} {
				if c.Origin == sheet.Input {
					continue
				}
				want := slices.Clone(all)
				if desc {
					slices.Reverse(want) // of equal rows the newer first
				}
				slices.SortStableFunc(want, func(a, b sheet.Row) int { return before(c, desc, a, b) })
				got := rowsOf(t, db, sheet.Query{Sheet: s, Sort: []sheet.Order{{Column: c, Desc: desc}}})
				compare(t, fmt.Sprintf("%s by %s, descending %v", s.Key, c.Key, desc), numbers(want), numbers(got))
				top := rowsOf(t, db, sheet.Query{Sheet: s, Sort: []sheet.Order{{Column: c, Desc: desc}}, Limit: 2})
				compare(t, "the first two", numbers(want[:2]), numbers(top))
			}
		}
	}
}

func before(c *sheet.Column, desc bool, a, b sheet.Row) int {
	x, y := c.Field(a), c.Field(b)
	order := 0
	switch {
	case x.String() == "" || y.String() == "":
		return cmp.Compare(len(y.String()), 0) - cmp.Compare(len(x.String()), 0)
	case c == sheet.Customers.Column("name"), c.Ref == sheet.Customers.Key:
		p := spelled(x.String())
		q := spelled(y.String())
		order = strings.Compare(p, q)
	case c.Kind() == sheet.RefKind:
		order = strings.Compare(x.String(), y.String())
	default:
		if n, ok := x.Value().(int64); ok {
			order = cmp.Compare(n, y.Value().(int64))
		} else {
			order = strings.Compare(x.Value().(string), y.Value().(string))
		}
	}
	if desc {
		return -order
	}
	return order
}

func numbers(rows []sheet.Row) (ids []sheet.ID) {
	for _, row := range rows {
		ids = append(ids, row.Base().ID)
	}
	return ids
}

func TestQueryOfOneCustomerAndOfOneDay(t *testing.T) {
	db := openQueries(t)
	mine := rowsOf(t, db, sheet.Query{Sheet: sheet.Purchases, Customer: 2})
	compare(t, "purchases", []sheet.ID{3}, numbers(mine))
	one := &sheet.Filter{Op: sheet.And, Parts: []*sheet.Filter{{Op: sheet.Eq, Column: sheet.Customers.Column("no"), Value: int64(2)}, {Op: sheet.Present, Column: sheet.Customers.Column("name")}}}
	for _, d := range []string{"2026-03-01", "2026-03-02", "2026-03-05"} {
		all := countFigures(t, db, day(d))
		compare(t, "figures as of "+d, all, figuresOn(t, db, day(d)))
		rows := rowsOf(t, db, sheet.Query{Sheet: sheet.Customers, Where: one, AsOf: day(d)})
		rows[0].Base().Extra = nil
		compare(t, "figures of one", all[1], line(sheet.Customers, rows[0], func(c *sheet.Column) bool { return c.Origin == sheet.Derived && c.Key != "no" }))
	}
}

func TestExtrasAreTheColumnsThatHoldSomething(t *testing.T) {
	db := openQueries(t)
	extras := func(s *sheet.Sheet) (names []string) {
		err := db.View(context.Background(), func(v *View) (err error) {
			names, err = v.Extras(s)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return names
	}
	compare(t, "customers", []string{"[种]\"啥$", "几亩地"}, extras(sheet.Customers))
	compare(t, "purchases", []string(nil), extras(sheet.Purchases))
	b := update1(t, db, sheet.Customers, 1, "+[种]\"啥$", "")
	insert(t, db, sheet.Purchases, 1, "on", "2026-03-01", "product", "钙片", "amount", "1", "+批号", "A1")
	compare(t, "customers", []string{"几亩地"}, extras(sheet.Customers))
	compare(t, "purchases", []string{"批号"}, extras(sheet.Purchases))
	undo1(t, db, b.ID)
	compare(t, "customers", []string{"[种]\"啥$", "几亩地"}, extras(sheet.Customers))
	mustHold(t, db)
}
