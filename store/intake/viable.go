package intake

import (
	"slices"

	"kehu/store/grid"
	"kehu/store/sheet"
)

// needs says what columns a file must have for its rows to feed a sheet: one of
// each group. dated may be any day on which something happened.
func needs(s *sheet.Sheet) (groups [][]string) {
	switch s {
	case sheet.Purchases:
		return [][]string{{"purchases.amount", "purchases.price"}, dated("purchases.on")}
	case sheet.Interactions:
		return [][]string{{"interactions.at", "interactions.content", "interactions.result"}, dated("interactions.at")}
	case sheet.Feedbacks:
		return [][]string{{"feedback.score", "feedback.content", "feedback.kind"}, dated("feedback.on")}
	case sheet.Payments:
		return [][]string{{"payments.amount"}, dated("payments.on")}
	case sheet.Plans:
		return [][]string{{"plans.due"}}
	case sheet.Attendances:
		return [][]string{{"attendance.meeting"}}
	case sheet.Numbers:
		return [][]string{{"numbers.number"}}
	case sheet.Meetings:
		return [][]string{{"meetings.name"}}
	case sheet.Products:
		return [][]string{{"products.name"}}
	case sheet.Markets:
		return [][]string{{"markets.name"}, {"markets.rule"}}
	}
	return nil
}

// dated puts own before the other columns that may give a row its day.
func dated(own string) []string {
	return append([]string{own}, "purchases.on", "interactions.at", "feedback.on", "payments.on", "meetings.on", "interactions.listed")
}

// viable gives up the columns of sheets that the file's rows can never fill, such
// as 购买产品 without any amount: they become columns of the user's own.
func (r *resolver) viable() {
	for again := true; again; {
		again = false
		for _, s := range sheets() {
			if r.count(s) > 0 && !r.feeds(s) {
				r.giveUp(s)
				again = true
			}
		}
	}
	if r.count(sheet.Purchases) > 0 {
		r.lacking()
	}
}

// suppliers are headings of sheets of what the shop itself bought.
const suppliers = `卖主 卖户 卖粮人 卖粮户 售粮人 售粮户 交售人 交售户 收购日期 收购价 收购单价 收购量 收购斤数 收购数量 收购金额 回收价 回收日期`

// boughtIn keeps the columns of what the shop itself bought as the user's own: nothing of
// it was sold to a customer.
func (r *resolver) boughtIn() {
	if r.own || r.of == sheet.Purchases || !slices.ContainsFunc(r.choices, func(c choice) bool { return isWord(suppliers, bare(spelling(c.Heading))) }) {
		return
	}
	for i := range r.choices {
		if c := &r.choices[i]; c.As == Mapped && !c.fixed && c.Column.Sheet == sheet.Purchases {
			r.keep(i, sheet.W("像是店里收购进来的，不是卖给客户的，没有记成购买，原样保留", "it looks like what the shop itself bought, which is no sale; kept as it is"))
			c.ExtraSheet = sheet.Customers
		}
	}
}

// lacking says what a file of purchases lacks and how kehu makes do.
func (r *resolver) lacking() {
	note := func(zh, en string, args ...any) { r.notes = append(r.notes, sheet.W(zh, en, args...)) }
	if !r.has("purchases.product") && !r.sellsWares() {
		note("没有产品一列，产品记为“%s”", "there is no product column: products are called “%s”", unnamedProduct)
	}
	if r.paidAndOwed() {
		note("没有金额一列，金额按“%[1]s”加“%[2]s”算；以后“%[1]s”多了再导入，就更新那一笔",
			"there is no column of amounts: “%[1]s” and “%[2]s” together are taken for it, and when more was paid later that sale is corrected", r.holder("purchases.paid").Heading, r.holder("purchases.unpaid").Heading)
	}
	if day := r.holder(dated("purchases.on")...); day != nil && day.Column.Sheet != sheet.Purchases {
		note("没有购买日期一列，按“%s”的日子记购买", "there is no date of purchase: the day under “%s” is taken", day.Heading)
	}
	if !r.has(identity()...) {
		note("没有姓名、手机或编号一列，都记为散客", "there is no name, phone or number column: all are walk-ins")
	}
}

// identity names the columns that say whose row it is.
func identity() []string {
	return []string{"customers.name", "customers.phone", "customers.phone2", "customers.no", "numbers.number"}
}

// unnamedProduct stands for the product in files that name none.
const unnamedProduct = "未注明"

// feeds reports whether the file has what rows of s need.
func (r *resolver) feeds(s *sheet.Sheet) bool {
	if s == sheet.Interactions && r.repeated(s) {
		return true // the texts begin with their days where no column has them
	}
	if s == sheet.Purchases && r.monthsTold() {
		return true
	}
	return r.missing(s) == nil
}

// fedBy is the choice that also feeds one of the named columns, nil if none does.
func (r *resolver) fedBy(names ...string) *choice {
	for i := range r.choices {
		for _, name := range names {
			if c := &r.choices[i]; c.As == Mapped && slices.Contains(c.Also, columnOf(name)) {
				return c
			}
		}
	}
	return nil
}

// missing is a column that the file lacks and rows of s need, nil if it lacks none.
func (r *resolver) missing(s *sheet.Sheet) *sheet.Column {
	for i, group := range needs(s) {
		switch {
		case r.holds(s, group):
		case s == sheet.Purchases && i == 0 && (r.sellsWares() || r.paidAndOwed()):
		case (s == sheet.Purchases || s == sheet.Payments) && i == 1 && r.day != 0:
		default:
			return columnOf(group[0])
		}
	}
	if s == sheet.Purchases && !r.sells() {
		return columnOf("purchases.qty") // beside a price
	}
	return nil
}

// holds reports whether the file has one of the named columns for the rows of s: the day
// of the second visit is none of a purchase's beside it.
func (r *resolver) holds(s *sheet.Sheet, names []string) bool {
	if r.fedBy(names...) != nil || r.repeated(s) && r.holder(names...) != nil {
		return true
	}
	return slices.ContainsFunc(r.choices, func(c choice) bool {
		return !c.open && c.As == Mapped && c.Group == 0 && slices.Contains(names, c.Column.Sheet.Key+"."+c.Column.Key)
	})
}

// dayless takes the day of the titles where no column tells when something was bought
// or paid, and says so.
func (r *resolver) dayless() {
	if r.count(sheet.Purchases) == 0 && r.count(sheet.Payments) == 0 || r.holder(dated("purchases.on")...) != nil || r.monthsTold() {
		r.day = 0
	}
	if r.day != 0 {
		r.notes = append(r.notes, sheet.W("没有日期一列，按标题里的 %s 记", "there is no column of days: the title's, %s, is taken", r.day))
	}
}

func (r *resolver) giveUp(s *sheet.Sheet) {
	missing := r.missing(s)
	r.undated = r.undated || missing == columnOf("purchases.on")
	if paid := r.holder("purchases.paid"); paid != nil && missing == columnOf("purchases.amount") && r.holds(s, dated("purchases.on")) {
		r.paidOnly = paid.Heading
	}
	for i := range r.choices {
		c := &r.choices[i]
		if c.As != Mapped || c.Column.Sheet != s {
			continue
		}
		if c.Column.Key == "remark" && !r.has("customers.remark") {
			r.choose(i, "customers.remark")
			continue
		}
		if len(c.Also) > 0 {
			r.to(c, c.Also[0])
			c.Also = c.Also[1:]
			continue
		}
		r.keep(i, sheet.W("表里没有“%[2]s”一列，记不成%[1]s，原样保留；补上这一列再导入就行", "the file has no column for %[2]s, which a row of %[1]s needs; kept as it is: add the column and import again", s.Label(), missing.Label()))
		c.ExtraSheet = sheet.Customers
	}
}

// late decides what depends on which sheets the file really feeds: a salesperson
// is who looks after the customer and who sold, called, is to call or took the money.
func (r *resolver) late() {
	owner := r.holder("customers.owner")
	if owner == nil || !isWord("业务员 owner 销售员 销售人员 员工 销售 销售代表 销售经理 健康顾问 满意代表 staff", owner.key) {
		return
	}
	for _, s := range []*sheet.Sheet{sheet.Purchases, sheet.Interactions, sheet.Plans, sheet.Payments} {
		if staff := s.Column("staff"); r.count(s) > 0 && !r.has(s.Key+".staff") {
			owner.Also = append(owner.Also, staff)
		}
	}
}

// finest is the finest sheet that the file feeds. A list of customers stays one,
// even if it tells when each was last seen and is to be seen next.
func (r *resolver) finest() *sheet.Sheet {
	if r.own && r.of != nil && r.of != sheet.Customers {
		return r.of
	}
	for _, s := range sheets()[2:] {
		list := s == sheet.Plans || s == sheet.Interactions && !r.has("interactions.content", "interactions.result")
		if r.count(s) > 0 && !(list && r.describes()) {
			return s
		}
	}
	return sheet.Customers
}

// usable reports whether rows of the file can be told apart or counted at all.
func (r *resolver) usable() bool {
	return r.has(identity()...) || r.has("meetings.name", "products.name", "markets.name") || r.count(sheet.Purchases) > 0
}

// extras gives every column of the user's own its sheet and its name.
func (r *resolver) extras() {
	finest := r.finest()
	if finest != sheet.Customers && (r.of == nil || !r.own) && r.oneEach() {
		finest = sheet.Customers
	}
	taken := map[string]int{}
	for i := range r.choices {
		c := &r.choices[i]
		if c.As != Extra {
			continue
		}
		if c.Heading == "" && len(r.values(i)) == 0 {
			c.As = Skipped // a cell there is found out row by row
			continue
		}
		c.Extra = extraName(c.Name, i, taken)
		if c.ExtraSheet == nil || c.ExtraSheet != sheet.Customers && r.count(c.ExtraSheet) == 0 {
			c.ExtraSheet = finest
		}
		if c.ExtraSheet != sheet.Customers && (r.repeated(c.ExtraSheet) || !r.always(i, c.ExtraSheet)) {
			c.ExtraSheet = sheet.Customers
		}
	}
}

// repeated reports whether rows of the file make several rows of s.
func (r *resolver) repeated(s *sheet.Sheet) bool {
	return slices.ContainsFunc(r.choices, func(c choice) bool { return c.As == Mapped && c.Group > 0 && c.Column.Sheet == s })
}

// oneEach reports whether the file describes customers, each on one row.
func (r *resolver) oneEach() bool {
	seen, rows := map[string]bool{}, 0
	for _, row := range r.data {
		who := r.cell(row, "customers.name") + " " + r.cell(row, "customers.phone")
		if who != " " {
			seen[who] = true
			rows++
		}
	}
	return rows >= 5 && len(seen) == rows && r.describes()
}

// always reports whether the rows of the sample that fill column i also fill
// what sheet s needs.
func (r *resolver) always(i int, s *sheet.Sheet) bool {
	groups := needs(s)
	if len(groups) == 0 {
		return true
	}
	if s == sheet.Purchases && r.paidAndOwed() {
		groups[0] = []string{"purchases.paid", "purchases.unpaid"}
	}
	return !slices.ContainsFunc(r.data, func(row grid.Line) bool {
		if i >= len(row.Cells) || clean(row.Cells[i]) == "" || totals(row) {
			return false
		}
		return !slices.ContainsFunc(groups[0], func(name string) bool { return r.cell(row, name) != "" })
	})
}

// totals reports whether a row of the sample is a total.
func totals(row grid.Line) bool {
	return slices.ContainsFunc(row.Cells, func(cell string) bool { return isTotal(clean(cell)) })
}

// cell is the cell of a row under the named column, "" if there is none.
func (r *resolver) cell(row grid.Line, name string) string {
	column := columnOf(name)
	for i := range r.choices {
		if c := &r.choices[i]; c.As == Mapped && c.Column == column && i < len(row.Cells) {
			return clean(row.Cells[i])
		}
	}
	return ""
}

// extraName is the name of the user's own column made of a heading; one without
// text is called by its place, and a second of the same name is numbered.
func extraName(heading string, i int, taken map[string]int) string {
	name := heading
	if name == "" {
		name = "第" + itoa(i+1) + "列"
	}
	taken[name]++
	if n := taken[name]; n > 1 {
		name += itoa(n)
	}
	return name
}
