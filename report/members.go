package report

import (
	"cmp"
	"iter"
	"slices"

	"kehu/report/segment"
	"kehu/store/sheet"
)

// members lists the customers of one division, of all without one, those who
// spent most first. Rows and reasons are made while they are read.
func (p *population) members(src Source, o Options, only *division) Table {
	if only == nil {
		line := new(memberLine)
		return Table{Key: "members", Title: sheet.W("客户分群名单", "Customers by segment"), Columns: memberColumns(),
			Rows: p.memberRows(src, o, nil, line.fill)}
	}
	columns := pick(memberColumns(), "no", "name", "phone", "village", "spent", "reason", "do_not_contact")
	columns = slices.Insert(columns, 5, Column{Key: "rfm", Label: sheet.W("RFM", "RFM"), Width: 6})
	return Table{Key: "members", Title: only.Words(), Columns: columns, Rows: p.memberRows(src, o, only, new(memberLine).brief)}
}

// memberColumns are the columns of the list of everybody; what tells most stands
// in front, since a narrow terminal hides the rest.
func memberColumns() []Column {
	var columns []Column
	add := func(keys ...string) {
		for _, c := range sheet.Customers.Must(keys...) {
			columns = append(columns, ColumnOf(c))
		}
	}
	add("no", "name", "phone", "village")
	columns = append(columns, Column{Key: "class", Label: sheet.W("八类", "Class"), Width: 16},
		Column{Key: "days", Label: sheet.W("几天没买", "Days since"), Kind: sheet.CountKind, Width: 9})
	add("buy_days", "spent")
	columns = append(columns,
		Column{Key: "reason", Label: sheet.W("为什么", "Why"), Width: 40},
		Column{Key: "advice", Label: sheet.W("怎么做", "What to do"), Width: 44})
	add("do_not_contact")
	return append(columns,
		Column{Key: "group", Label: sheet.W("十一组", "Group"), Width: 14},
		Column{Key: "r", Label: sheet.W("近 R", "R"), Kind: sheet.ScoreKind, Width: 5},
		Column{Key: "f", Label: sheet.W("频 F", "F"), Kind: sheet.ScoreKind, Width: 5},
		Column{Key: "m", Label: sheet.W("额 M", "M"), Kind: sheet.ScoreKind, Width: 5})
}

// pick picks columns by their keys.
func pick(columns []Column, keys ...string) []Column {
	var picked []Column
	for _, key := range keys {
		for _, c := range columns {
			if c.Key == key {
				picked = append(picked, c)
			}
		}
	}
	return picked
}

// memberRows yields the cells that fill makes of each member.
func (p *population) memberRows(src Source, o Options, only *division,
	fill func(*sheet.Customer, segment.Placed, *population) []Cell) iter.Seq2[[]Cell, error] {
	columns := sheet.Customers.Must("name", "phone", "village", "buy_days", "spent", "last_purchase", "last_contact", "stage", "do_not_contact")
	q := sheet.Query{Sheet: sheet.Customers, Where: both(o.Where, p.near(only)), Columns: columns, AsOf: o.Today,
		Sort: []sheet.Order{{Column: sheet.Customers.Must("spent")[0], Desc: true}}}
	return func(yield func([]Cell, error) bool) {
		find, left := p.finder(), o.Limit
		err := eachUntil(src, q, func(c *sheet.Customer) bool {
			placed := find(c.ID)
			if only != nil && !only.has(placed) {
				return true
			}
			left--
			return yield(fill(c, placed, p), nil) && left != 0
		})
		if err != nil {
			yield(nil, err)
		}
	}
}

// near is a condition that every member of one of the eight classes meets, so that
// few others are read; nil of any other division.
func (p *population) near(d *division) *sheet.Filter {
	if d == nil || d.class == 0 || !d.class.Scored() {
		return nil
	}
	s, n := sheet.Customers, d.class-segment.KeyValue // which holds seldom, far: see segment.Class
	recency, money := compare(s, "last_purchase", sheet.Ge, int64(p.today)-p.result.R.Split), compare(s, "spent", sheet.Ge, p.result.M.Split)
	if n&1 != 0 {
		recency.Op = sheet.Lt
	}
	if d.class >= segment.Value {
		money.Op = sheet.Lt
	}
	return both(money, recency)
}

// finder looks up where a customer belongs; the survey's rows came by id.
func (p *population) finder() func(sheet.ID) segment.Placed {
	placed := p.result.Placed
	byID := func(a, b segment.Placed) int { return cmp.Compare(a.Customer, b.Customer) }
	if !slices.IsSortedFunc(placed, byID) {
		placed = slices.SortedFunc(slices.Values(placed), byID)
	}
	return func(id sheet.ID) segment.Placed {
		i, ok := slices.BinarySearchFunc(placed, int64(id), func(p segment.Placed, id int64) int { return cmp.Compare(p.Customer, id) })
		if !ok {
			return segment.Placed{Class: segment.Unstaged, Group: segment.NotYet}
		}
		return placed[i]
	}
}

// memberLine is the cells of one customer, used again for the next.
type memberLine struct {
	cells   [15]Cell
	r, f, m sheet.Score
	days    sheet.Count
}

func (l *memberLine) fill(c *sheet.Customer, placed segment.Placed, p *population) []Cell {
	s := summarize(c, p.today)
	l.r, l.f, l.m = scoreOf(placed.R), scoreOf(placed.F), scoreOf(placed.M)
	l.days.Clear()
	if s.Days >= 0 {
		l.days = sheet.MakeCount(int64(s.Days))
	}
	advice := placed.Class.Advice()
	if c.DoNotContact.Yes() {
		advice = leaveBe()
	}
	l.cells = [...]Cell{&c.ID, &c.Name, &c.Phone, &c.Village, Phrase(placed.Class.Words()), &l.days, &c.BuyDays, &c.Spent,
		Phrase(p.result.Reason(s)), Phrase(advice), &c.DoNotContact, Phrase(placed.Group.Words()), &l.r, &l.f, &l.m}
	return l.cells[:]
}

// brief is the cells of one customer in the list of one division, whose advice
// stands below the list.
func (l *memberLine) brief(c *sheet.Customer, placed segment.Placed, p *population) []Cell {
	return append(l.cells[:0], &c.ID, &c.Name, &c.Phone, &c.Village, &c.Spent, text(placed.Code()),
		Phrase(p.result.Reason(summarize(c, p.today))), &c.DoNotContact)
}

// scoreOf is a score of 1 to 5, empty for 0.
func scoreOf(n uint8) (s sheet.Score) {
	if n > 0 {
		s = sheet.MakeScore(int64(n))
	}
	return s
}

// leaveBe is what to do with a customer marked 勿扰.
func leaveBe() sheet.Words {
	return sheet.W("勿扰：不主动联系，他来找再接待。", "Do not contact; serve them when they come.")
}
