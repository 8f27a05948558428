package intake

import (
	"iter"
	"strings"

	"kehu/store/sheet"
)

// Records yields every row below the heading row, in the file's order, also those
// that are no data (Record.Skip says why) and those that must be rejected. The
// record and its rows are used again for the next: whoever keeps one clones it.
// The error is the last thing yielded.
func (f *File) Records() iter.Seq2[*sheet.Record, error] {
	return func(yield func(*sheet.Record, error) bool) {
		f.Tally = Tally{Widest: len(f.Columns)}
		rows, err := f.rows()
		if err != nil {
			yield(nil, err)
			return
		}
		p, r := newPlan(f), rows.Current()
		for rows.Next() {
			if r.Line <= f.HeaderLine {
				continue
			}
			f.Repeated += r.Repeated
			p.reset(r.Line)
			p.read(r.Cells, r.Torn)
			if !yield(&p.record, nil) {
				return
			}
		}
		if r.Err != nil {
			yield(nil, f.named(r.Err))
		}
	}
}

// read makes the record of a row's cells.
func (p *plan) read(cells []string, torn bool) {
	if p.record.Skip = p.skip(cells); !p.record.Skip.Empty() {
		return
	}
	why, off := p.unsold(cells)
	if why.Empty() && p.cameBack(cells) {
		why, off = unsold("全额退款", true), true
	}
	if !why.Empty() {
		if p.record.Skip = why; off {
			p.record.Void = p.void(cells)
		}
		return
	}
	p.file.Dittoed += p.above.fill(cells)
	if torn {
		p.problem("", sheet.W("引号没有成对，这一行分不清列；请补上或去掉引号", "its quotes do not pair, so its cells are not clear: add or remove a quote"), true)
	} else {
		p.surplus(cells)
	}
	for i := range p.steps {
		s := &p.steps[i]
		if s.cell >= len(cells) {
			break // steps go by cell
		}
		cell := trim(cells[s.cell])
		if len(cell) == 0 {
			continue
		}
		switch s.role {
		case Mapped:
			p.take(s, cell)
		case Extra:
			p.own(s, cell)
		case Sensitive:
			p.file.Withheld++
		}
	}
	if p.file.Broken > 0 && strings.Contains(strings.Join(cells, ""), "\uFFFD") {
		p.problem("", sheet.W("有认不出的字（�），请核对", "holds characters that could not be read (�): check it"), false)
	}
	p.finish(cells)
}

// trim is a cell without ASCII space around it; what else may surround it is the
// parsers' business.
func trim(s string) string {
	for len(s) > 0 && s[0] <= ' ' {
		s = s[1:]
	}
	for len(s) > 0 && s[len(s)-1] <= ' ' {
		s = s[:len(s)-1]
	}
	return s
}

func digit(b byte) bool { return b >= '0' && b <= '9' }

func (p *plan) problem(heading string, reason sheet.Words, fatal bool) {
	p.record.Problems = append(p.record.Problems, sheet.Problem{Column: heading, Reason: reason, Fatal: fatal})
}

// surplus rejects a row that has more than the headings.
func (p *plan) surplus(cells []string) {
	for i := p.width; i < len(cells); i++ {
		switch cell := trim(cells[i]); {
		case len(cell) == 0:
			continue
		case p.file.Separator == "":
			p.headless(i, cell)
		default:
			p.file.Widest = max(p.file.Widest, len(cells))
			p.problem("", sheet.W("比表头多出一格“%s”，可能内容里有没加引号的分隔符；请核对", "has a cell beyond the headings, “%s”, perhaps a separator without quotes: check it", short(cell)), true)
		}
		return
	}
	for _, i := range p.nameless {
		if i < len(cells) && len(trim(cells[i])) > 0 {
			p.headless(i, trim(cells[i]))
			return
		}
	}
}

// headless rejects a row for a cell of column i, which has no heading.
func (p *plan) headless(i int, cell string) {
	p.problem("", sheet.W("没有表头的第 %d 列写了“%s”；请给这一列加上表头", "column %d, which has no heading, says “%s”: give it a heading", i+1, short(cell)), true)
}

// short is a cell as a message repeats it.
func short(cell string) string {
	text := strings.Join(strings.Fields(cell), " ")
	if runes := []rune(text); len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return text
}

// take reads a cell into its field.
func (p *plan) take(s *step, cell string) {
	if cell[0] == '#' && (isFault(cell) || s.kind == sheet.MoneyKind && cell == "#N/A") {
		p.unread(s, cell, sheet.Fail(sheet.Failed, "公式出错“%s”；请在表里改好再导入", "the formula failed, “%s”: mend it in the sheet and import again", short(cell)))
		return
	}
	switch s.kind {
	case sheet.PhoneKind:
		p.takePhone(s, cell)
	case sheet.NoKind:
		p.takeNumber(s, cell)
	case sheet.TextKind, sheet.TermKind, sheet.RefKind:
		if nothing(cell) {
			break
		}
		text := inked(newlines(cell))
		if s.code {
			if text = withoutPoint(text); s.part == &p.number && nobodys(text) {
				break
			}
		}
		if s.tells && p.quietIn == nil && asksQuiet(text) {
			p.quietIn, p.quiet = s, short(text)
		}
		if s.dated {
			text = p.takeDay(s, text)
		}
		if s.half != whole {
			text = p.wholeName(s.half, text)
		}
		if s.column.Join != nil {
			text = s.attends(text)
		}
		_ = s.field.Parse(text, p.today) // text takes anything
		p.taken(s)
	default:
		p.takeValue(s, cell)
	}
}

// isFault reports whether a cell holds what a spreadsheet shows for a formula
// that failed. #N/A is left to the kinds: a text that was looked up in vain is none, but
// an amount must be there.
func isFault(cell string) bool {
	switch cell {
	case "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#GETTING_DATA", "#SPILL!", "#CALC!":
		return true
	}
	return false
}

// takeValue reads a cell that its kind may refuse.
func (p *plan) takeValue(s *step, cell string) {
	text, reading, completed := cell, p.today, p.file.Completed
	if s.next {
		p.byHand(&reading)
	}
	switch {
	case s.wan:
		text = inWan(text)
	case s.deal:
		text = dealt(text)
	default:
		reading.Serials, reading.Slashes = s.serials, s.slashes
	}
	if err := s.column.Parse(s.part.patch.Row, text, reading); err != nil {
		p.unread(s, cell, err)
		return
	}
	p.taken(s)
	if p.file.Completed > completed {
		p.completedFar(s, cell)
	}
	if s.past {
		p.ahead(s, cell)
	}
	if s.amid && len(cell) > 4 && digit(cell[4]) && sheet.IsSerial(text) {
		p.problem(s.heading, sheet.W("“%s”是 Excel 的日期序号，记作 %s", "“%s” is a spreadsheet's number of a day and taken for %s", short(cell), s.field.String()), false)
	}
	if s.part.sale != nil && !digit(cell[len(cell)-1]) {
		p.worded(s, cell)
	}
}

// worded keeps what a purchase's cell says beside its number.
func (p *plan) worded(s *step, cell string) {
	switch {
	case s.kind == sheet.QtyKind:
		s.part.unit = sheet.QtyUnit(cell)
	case s.column == p.keys.amount && s.part.sale.Amount.N == 0 && !strings.ContainsAny(cell, "0123456789零"):
		s.part.gift = cell
	}
}

// taken marks a step's column as meant, if its field holds anything.
func (p *plan) taken(s *step) {
	if !s.field.Empty() {
		s.part.patch.Set = s.part.patch.Set.With(s.column)
	}
}

// nothing reports whether a cell of text stands for no text.
func nothing(cell string) bool {
	if len(cell) > 6 {
		return false
	}
	switch cell {
	case "-", "--", "—", "——", "/", `\`, `\N`, "NULL", "null", "N/A", "n/a", "#N/A", "None":
		return true
	}
	return false
}

// inWan is an amount of a column in 万元: a number alone, in brackets as well, counts
// ten thousands.
func inWan(text string) string {
	number, bracket := strings.CutSuffix(text, ")")
	if number == "" || !digit(number[len(number)-1]) {
		return text
	}
	if bracket {
		return number + "万)"
	}
	return text + "万"
}

// dealt is a stage for the yes or no of 是否成交.
func dealt(text string) string {
	var flag sheet.Flag
	switch err := flag.Parse(text, sheet.Reading{}); {
	case err != nil || flag.Empty():
		return text
	case flag.Yes():
		return "成交"
	}
	return "潜在"
}

// takePhone reads one or two numbers; a second one is the customer's other phone.
func (p *plan) takePhone(s *step, cell string) {
	if len(cell) == 11 {
		if s.field.Parse(cell, p.today) == nil {
			p.taken(s)
			return
		}
	}
	numbers, err := sheet.ParsePhones(cell)
	if len(numbers) > 0 && sheet.LacksAreaCode(numbers[0]) {
		p.problem(s.heading, sheet.W("“%s”没有区号，照原样记；请补成 0431-85551234 这样", "“%s” lacks its area code and is kept as it is: write it like 0431-85551234", numbers[0]), false)
	}
	if len(numbers) > 0 {
		*s.field.(*sheet.Phone) = sheet.MakePhone(numbers[0])
		p.taken(s)
	}
	taken := 1
	if len(numbers) > 1 && s.column.Key == "phone" && p.person.Phone2.Empty() {
		p.person.Phone2 = sheet.MakePhone(numbers[1])
		p.customer.set("phone2")
		taken = 2
	}
	switch {
	case err != nil && len(numbers) > 0:
		p.aside(s.heading, sheet.W("“%s”里只认出 %s，其余不是电话号码，原文记入备注", "of “%s” only %s is a phone number; all of it goes to the remark", short(cell), sheet.Names(numbers[:taken])), cell, s.part.purchase())
	case err != nil:
		if p.unread(s, cell, err); s.column.Key == "phone" {
			p.lost = len(p.record.Problems) - 1
		}
	case len(numbers) > taken:
		p.unread(s, cell, sheet.Fail(sheet.Failed, "“%s”不止 %d 个号码，多的记入备注", "“%s” is more than %d telephone numbers, the others go to the remark", short(cell), taken))
	case len(numbers) > 0 && beside(cell) != "":
		p.aside(s.heading, sheet.W("“%s”里除了号码还有话，原文记入备注", "“%s” says more than a number and goes to the remark", short(cell)), cell, s.part.purchase())
	}
}

// takeNumber reads kehu's own number of the customer.
func (p *plan) takeNumber(s *step, cell string) {
	id := &s.part.patch.Row.Base().ID
	if err := id.Parse(cell, p.today); err != nil {
		p.unread(s, cell, err)
	}
}

// unread notes a cell that can't be read: it rejects the row where money, a date
// or something required is at stake; anything else goes to a remark.
func (p *plan) unread(s *step, cell string, err error) {
	if s.copied {
		return
	}
	s.part.failed = s.part.failed.With(s.column)
	reason := sheet.W("“%s”认不出", "cannot read “%s”", short(cell))
	if known, ok := err.(*sheet.Error); ok {
		reason = known.Words
	}
	fatal := s.column.Required && s.part != &p.customer
	switch s.kind {
	case sheet.DateKind, sheet.MomentKind, sheet.MoneyKind:
		fatal = true
	}
	if s.part.sale != nil && p.settled(s, cell) || s.handed(cell) || s.owes(cell) {
		s.part.failed &^= 1 << s.column.Index
		return
	}
	if fatal {
		p.problem(s.heading, reason, true)
		return
	}
	p.aside(s.heading, reason, cell, s.part.purchase())
}

// purchase is the part if it is a purchase, else nil.
func (t *part) purchase() *part {
	if t.sale == nil {
		return nil
	}
	return t
}

// aside notes what is wrong with a cell and puts it aside for the remark.
func (p *plan) aside(heading string, reason sheet.Words, cell string, of *part) {
	p.record.Problems = append(p.record.Problems, sheet.Problem{Column: heading, Reason: reason, Left: true})
	p.leave(heading, cell, of)
}

// leave puts a cell aside for the remark of a purchase, or of the customer.
func (p *plan) leave(heading string, cell string, of *part) {
	p.remarks = append(p.remarks, leftover{heading, short(cell), of})
}

// own keeps a cell as a column of the user's own.
func (p *plan) own(s *step, cell string) {
	text := clean(newlines(cell))
	if text == "" {
		return
	}
	if s.paper {
		p.checkPaper(s, text)
	}
	head := s.part.patch.Row.Base()
	if head.Extra == nil {
		head.Extra = make(map[string]string, 2)
	}
	head.Extra[s.extra] = text
}

// checkPaper warns of an identity number that cannot be right; it is kept as it is.
func (p *plan) checkPaper(s *step, text string) {
	if known, ok := sheet.CheckIdentity(text).(*sheet.Error); ok {
		p.problem(s.heading, known.Words, false)
	}
}
