package intake

import (
	"slices"
	"strings"

	"kehu/store/sheet"
)

// plan is a file's mapping compiled for reading: what to do with each cell of a
// row, and the rows that the cells go to, which are used again for every record.
type plan struct {
	file     *File
	today    sheet.Reading
	width    int // cells of a row that has all columns
	headings []string
	steps    []step
	nameless []int // columns without a heading, which should hold nothing
	nameAt   int   // the cell of the customer's name, -1 if there is none
	states   []state
	refundAt int   // the cell of what was refunded of a sale, -1 if there is none
	types    []int // cells that say whether the row is a sale or a return
	sumAt    int   // the cell of what a row's products come to, -1 if there is none
	wares    []*part
	flowAt   int  // the cell that says whether money came in or went out, -1 if there is none
	outAt    int  // the cell of the money that went out, -1 if there is none
	comesIn  bool // what came in is the amount, from a cell of its own
	ticks    bool // what was paid is said in words, 给了 and 没给
	adds     bool // what was paid and what is owed make the amount

	keys     keys
	customer part
	person   *sheet.Customer // the customer's row
	number   part
	outside  *sheet.Number // the number's row
	parts    []*part       // the other sheets, in the order of sheet.All, of each its groups

	record    sheet.Record
	remarks   []leftover
	line      line
	kept      []sheet.Patch // what the line tells of plans on file
	back      bool          // the row says that it is a return
	above     dittos        // where cells may stand for those above them
	complains bool          // the headings speak of complaints: 投诉日期
	quietIn   *step         // whose cell may ask that the customer be left alone, nil if none does
	quiet     string        // the cell
	lost      int           // place of the problem of a phone that can't be read, -1 if none
}

// state is a cell that says whether an order came to a sale.
type state struct {
	cell     int
	followed bool // of what followed the sale, such as a return
}

// part is a row of one sheet that a record feeds.
type part struct {
	sheet  *sheet.Sheet
	group  int // see Mapping.Group
	patch  sheet.Patch
	failed sheet.Columns // could not be read
	said   bool          // the record says enough for a row
	steps  []int         // that fill it
	first  sheet.Columns // whose main place it is
	must   []*sheet.Column

	sale     *sheet.Purchase // the row, nil if it is no purchase
	gift     string          // what the amount's cell says instead of 0
	unit     string          // what the quantity's cell says behind the number
	per      string          // the unit that the heading says
	month    sheet.Date      // the day of all its rows, 0 where they have their own
	ware     string          // the product of all its rows, "" where they have their own
	each     sheet.Money     // what one of it costs
	cuff     bool            // the headings say that nothing was paid: 赊账金额
	credit   bool            // the row says so
	cash     bool            // the row says that all was
	unticked bool            // the row says neither, though others do
	unsaid   bool            // the file has no product column

	question string // of a survey, that all its rows answer
	scale    int64  // the highest score
}

// step is what to do with one cell of a row.
type step struct {
	cell    int
	role    Role
	column  *sheet.Column
	kind    sheet.Kind
	field   sheet.Field // of the part's row
	part    *part
	heading string
	extra   string
	day     string        // of a meeting, see Mapping.Day
	copied  bool          // the cell's main place is another column
	dated   bool          // a text that begins with its day
	code    bool          // a text that is a number another system gave
	past    bool          // a day on which something happened
	half    nameHalf      // of the customer's name
	deal    bool          // yes and no stand for 成交 and 潜在
	wan     bool          // amounts are in 万元
	serials sheet.Span    // days that are read from a spreadsheet's numbers
	slashes sheet.Slashes // how days such as 5/1/2026 are read
	amid    bool          // such numbers stand among dates
	paper   bool          // an identity number, to be checked
	next    bool          // the next day to go
	tells   bool          // a text that may ask that the customer be left alone
}

// leftover is a cell that goes to a remark word for word.
type leftover struct {
	heading, text string
	of            *part // the purchase whose remark it is, nil for the customer's
}

func newPlan(f *File) *plan {
	p := &plan{file: f, width: len(f.Columns), nameAt: -1, refundAt: -1, sumAt: -1, flowAt: -1, outAt: -1, adds: addsUp(f.Columns), keys: newKeys()}
	p.today = sheet.Reading{Today: f.today, Completed: &f.Completed}
	p.customer = part{sheet: sheet.Customers, patch: sheet.NewPatch(sheet.Customers)}
	p.person = p.customer.patch.Row.(*sheet.Customer)
	p.number = part{sheet: sheet.Numbers, patch: sheet.NewPatch(sheet.Numbers)}
	p.outside = p.number.patch.Row.(*sheet.Number)
	p.makeParts(f)
	p.makeWares(f)
	for i := range f.Columns {
		p.addSteps(i, &f.Columns[i])
	}
	return p
}

// makeParts makes a part for each sheet that the file feeds, and each group of it.
func (p *plan) makeParts(f *File) {
	fed, groups := map[*sheet.Sheet][]int{}, 0
	for _, m := range f.Columns {
		if m.As == Mapped {
			fed[m.Column.Sheet] = append(fed[m.Column.Sheet], m.Group)
			groups = max(groups, m.Group)
		}
		for _, c := range m.Also {
			fed[c.Sheet] = append(fed[c.Sheet], 0)
		}
	}
	for _, s := range sheet.All() {
		if s == sheet.Customers || s == sheet.Numbers {
			continue
		}
		for group := range groups + 1 {
			if slices.Contains(fed[s], group) {
				p.parts = append(p.parts, newPart(s, group))
			}
		}
	}
}

func newPart(s *sheet.Sheet, group int) *part {
	t := &part{sheet: s, group: group, patch: sheet.NewPatch(s), must: required(s)}
	if row, ok := t.patch.Row.(*sheet.Purchase); ok {
		t.sale, t.unsaid = row, true
	}
	return t
}

// hasSales reports whether rows of the file are purchases.
func (p *plan) hasSales() bool {
	return slices.ContainsFunc(p.parts, func(t *part) bool { return t.sale != nil })
}

// required are the columns that a row of s cannot do without, the customer aside.
func required(s *sheet.Sheet) []*sheet.Column {
	var must []*sheet.Column
	for _, c := range s.Columns {
		if c.Required && c.Key != "customer" {
			must = append(must, c)
		}
	}
	return must
}

// partOf is the part for a group of sheet s, nil if the file doesn't feed it.
func (p *plan) partOf(s *sheet.Sheet, group int) *part {
	switch s {
	case sheet.Customers:
		return &p.customer
	case sheet.Numbers:
		return &p.number
	}
	for _, one := range p.parts {
		if one.sheet == s && one.group == group {
			return one
		}
	}
	return nil
}

// addSteps compiles column i of the file.
func (p *plan) addSteps(i int, m *Mapping) {
	p.headings = append(p.headings, m.Heading)
	p.findFlow(i, m)
	if m.As != Mapped && isWord(saleTypes, spelling(m.Heading)) {
		p.types = append(p.types, i)
	}
	switch m.As {
	case Skipped:
		if m.Heading == "" {
			p.nameless = append(p.nameless, i)
		}
	case Extra:
		if followed := isWord(returnStates, spelling(m.Heading)); p.hasSales() && (followed || isWord(orderStates, spelling(m.Heading))) {
			p.states = append(p.states, state{i, followed})
		}
		switch {
		case m.refund:
			p.refundAt = i
		case m.sum:
			p.sumAt = i
		}
		to := p.partOf(m.ExtraSheet, 0)
		if to == nil {
			to = &p.customer
		}
		p.addStep(step{cell: i, role: Extra, extra: m.Extra, heading: m.Extra, part: to, paper: strings.Contains(m.Heading, "身份证")})
	case Sensitive:
		p.addStep(step{cell: i, role: Sensitive})
	case Mapped:
		p.addField(i, m, m.Column, m.Group, false)
		for _, also := range m.Also {
			p.addField(i, m, also, 0, true)
		}
	}
}

func (p *plan) addField(i int, m *Mapping, c *sheet.Column, group int, copied bool) {
	if p.isShared(c, group) {
		for k, one := range p.wares {
			p.addField(i, m, c, one.group, copied || k > 0)
		}
		return
	}
	p.complains = p.complains || c.Sheet == sheet.Feedbacks && strings.Contains(m.Heading, "投诉")
	to := p.partOf(c.Sheet, group)
	p.addStep(step{cell: i, role: Mapped, column: c, kind: c.Kind(), field: c.Field(to.patch.Row), part: to,
		heading: m.Heading, day: m.Day, half: m.half, copied: copied, dated: group > 0 && c.Sheet == sheet.Interactions && c.Key == "content", next: c.Sheet == sheet.Plans && c.Key == "due", past: !copied && repeats(c.Sheet) && c.Key == c.Sheet.When, tells: isTelling(c), code: c.Key == "order_no" || c.Sheet == sheet.Numbers && c.Key == "number", deal: asksDeal(m.Heading, c), serials: m.serials, slashes: m.slashes, amid: m.serials != (sheet.Span{}) && m.serials != sheet.AnySerial(), wan: c.Kind() == sheet.MoneyKind && inTenThousands(m.Heading)})
	if !copied && c.Kind() != sheet.NoKind {
		to.first = to.first.With(c)
	}
	if m.month != 0 && !copied {
		to.month = m.month
	}
	if m.question != "" && !copied {
		to.question, to.scale = m.question, m.scale
	}
	p.ticks = p.ticks || m.ticks && group == 0
	to.cuff = to.cuff || isOnCredit(m.Heading, c)
	switch {
	case c.Sheet == sheet.Customers && c.Key == "name":
		p.nameAt = i
	case c.Sheet == sheet.Purchases && c.Key == "product":
		to.unsaid = false
	case c.Sheet == sheet.Purchases && (c.Key == "qty" || c.Key == "price") && to.per == "":
		to.per = unitOf(m.Heading)
	}
}

func (p *plan) addStep(s step) {
	if s.part != nil {
		s.part.steps = append(s.part.steps, len(p.steps))
	}
	p.steps = append(p.steps, s)
}

// asksDeal reports whether a heading asks for the stage with yes or no.
func asksDeal(heading string, c *sheet.Column) bool {
	return c.Sheet == sheet.Customers && c.Key == "stage" && isWord("是否成交 是否购买", spelling(heading))
}

// reset empties what the last record filled.
func (p *plan) reset(line int) {
	*p.person, p.customer.patch.Set = sheet.Customer{}, 0 // so many columns at once
	p.customer.reset()
	p.number.reset()
	for _, one := range p.parts {
		one.reset()
	}
	p.record = sheet.Record{Line: line, Customer: p.customer.patch, Parts: p.record.Parts[:0], Problems: p.record.Problems[:0]}
	p.remarks, p.kept = p.remarks[:0], p.kept[:0]
	p.lost, p.quietIn, p.quiet = -1, nil, ""
}

func (t *part) reset() {
	if t.patch.Set != 0 {
		for c := range t.patch.All() {
			c.Field(t.patch.Row).Clear()
		}
		t.patch.Set = 0
	}
	head := t.patch.Row.Base()
	head.ID, head.Extra, t.failed, t.said = 0, nil, 0, false
	if t.sale != nil {
		t.sale.Refund.Clear()
		t.sale.SoFar, t.sale.Cell = false, ""
	}
	t.gift, t.unit, t.credit, t.cash, t.unticked = "", "", false, false, false
}

// set marks columns of the part as meant.
func (t *part) set(keys ...string) { t.patch.Take(keys...) }
