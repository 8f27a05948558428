package cmd

import (
	"context"
	"errors"
	"io"
	"iter"
	"strings"

	"github.com/spf13/cobra"

	"kehu/store"
	"kehu/store/intake"
	"kehu/store/sheet"
)

type noteOptions struct {
	rejects, encoding string
	dryRun, json      bool
}

func newNote(a *app) *cobra.Command {
	var o noteOptions
	c := &cobra.Command{
		Use: a.text("note [文件.txt…|-]", "note [FILE.txt…|-]"), Args: a.between(0, -1),
		Example: "  kehu note 记事.txt --rejects 退回.txt\n  kehu note\n  kehu help note-lines",
		RunE:    func(c *cobra.Command, args []string) error { return a.runNote(c, args, o) },
	}
	f := c.Flags()
	f.StringVar(&o.rejects, "rejects", "", a.text("把放不下的行写到这个 .txt，改好再记", "write the lines that can't be placed to this .txt, to mend and note again"))
	f.StringVar(&o.encoding, "encoding", "", a.text("编码：utf-8 gb18030 utf-16le utf-16be（缺省自己认）", "utf-8, gb18030, utf-16le or utf-16be (default: found out)"))
	f.BoolVar(&o.dryRun, "dry-run", false, a.text("只看会怎样，不写入", "tell what would happen, write nothing"))
	f.BoolVar(&o.json, "json", false, a.text("输出 JSON", "print JSON"))
	return a.made(c, sheet.W("记一天：一行一件事，可以在手机上先写好", "the day's lines: one thing a line, as typed on a phone"), "记一天", "记事")
}

// printNoteLines shows every form of a line.
func (a *app) printNoteLines(w io.Writer) {
	printPairs(w, [][2]string{
		{"3月5日 后屯", a.text("下面各行的日子和村；不写日子就是今天，写了村，重名的就找这个村的", "the day and village of the lines below; today without it; of namesakes those of the village are meant")},
		{"王秀兰 上门 会用了 下次周三", a.text("客户 方式 内容 [下次日期 [做什么]]", "who, how, what was said [next day [what to do]]")},
		{"王秀兰 买 钙片 6盒 1188 付1000", a.text("产品 数量 金额 [付多少|欠多少|赊]；退货写 退", "product, quantity, amount [paid, owed or on credit]; 退 is a return")},
		{"5678 还 188 微信", a.text("还款 [方式]；5678 是手机后四位", "paid back [how]; 5678 are the last digits of a phone")},
		{"王秀兰 说 孩子回来了", a.text("说了什么，不管用什么方式", "what was said, whatever the way")},
		{"王秀兰 说好周六送鱼油", a.text("答应的事，到日子 kehu 排在最前", "a promise, which today lists first")},
		{"王秀兰@后屯 投诉 血压计不准", a.text("也可写 建议、表扬、满意度 5", "or 建议 suggestion, 表扬 praise, 满意度 5 score")},
		{"昨天 wxl 约 下周三 送说明书", a.text("约好的事；行首的日子只管这一行", "a plan; a day in front is that line's only")},
		{"// 备忘", a.text("// 和 # 开头的行不管", "lines behind // or # are passed over")},
	})
}

// noted is what became of one file of notes.
type noted struct {
	imported
	lines []intake.Note
	whose map[int]store.Person // by line, of the lines that were placed
}

func (a *app) runNote(c *cobra.Command, names []string, o noteOptions) error {
	r, err := a.reading()
	if err != nil {
		return err
	}
	if len(names) == 0 {
		names = []string{"-"}
	}
	db, err := a.open(c.Context(), changing)
	if err != nil {
		return err
	}
	defer db.Close()
	var all []noted
	var results []imported
	for _, name := range names {
		n := a.noteFile(c, db, name, o, intake.Options{Today: r.Today, Encoding: o.encoding})
		if n.err == nil && o.rejects != "" && n.summary.Rejects.Len() > 0 {
			n.err = a.writeNoteRejects(rejectsPath(o.rejects, name, len(names) > 1), n)
		}
		all, results = append(all, n), append(results, n.imported)
		if c.Context().Err() != nil {
			break
		}
	}
	if o.json {
		err = a.printImports(results, importOptions{json: true})
	} else {
		for _, n := range all {
			a.printNoted(n, o)
		}
	}
	if err != nil {
		return err
	}
	return a.worst(results, o.dryRun)
}

// noteFile records a file of notes as one batch.
func (a *app) noteFile(c *cobra.Command, db *store.DB, name string, o noteOptions, options intake.Options) noted {
	n := noted{imported: imported{name: name}, whose: map[int]store.Person{}}
	begun := a.now()
	source, closer, err := a.noteSource(c.Context(), name)
	if err != nil {
		n.err = err
		return n
	}
	defer closer.Close()
	n.file = &intake.File{Name: name}
	if n.file.Encoding, n.lines, n.err = intake.Notes(name, source, options); n.err != nil {
		return n
	}
	if n.err = db.View(c.Context(), func(v *store.View) error { return a.place(v, &n, options.Today) }); n.err != nil {
		return n
	}
	settings := store.Import{Verb: c.Name(), Command: a.command(), DryRun: o.dryRun}
	n.summary, n.err = db.Import(c.Context(), n.records(), settings)
	n.seconds = a.now().Sub(begun).Seconds()
	return n
}

// noteSource opens a file of notes. Somebody at a terminal ends with an empty line.
func (a *app) noteSource(ctx context.Context, name string) (io.ReadSeeker, io.Closer, error) {
	if name != "-" || !a.inTerminal {
		return a.source(ctx, name)
	}
	a.say("一行一件事，空行结束；写法见 kehu help 记事写法", "one thing a line, an empty line ends; see kehu help note-lines")
	var text strings.Builder
	for line, more := a.typedLine(); more && line != ""; line, more = a.typedLine() {
		text.WriteString(line + "\n")
	}
	return strings.NewReader(text.String()), io.NopCloser(nil), nil
}

// place finds whose each line is, and what it leaves to the file to know: the price
// of what was sold before. A line it can't place gets its reason, and one that is no
// more than a village's name says where those below it were.
func (a *app) place(v *store.View, n *noted, today sheet.Date) (err error) {
	if a.filling, err = a.fillers(v); err != nil {
		return err
	}
	kept, village, strays := n.lines[:0], "", map[string]bool{}
	for _, line := range n.lines {
		if line.Said == "" && line.Who != "" && line.Who == line.Place {
			there, err := anybodyIn(v, line.Place)
			if err != nil {
				return err
			}
			if there {
				village = line.Place
				continue
			}
			strays[line.Place] = true
		}
		if strays[line.Place] {
			line.Place = village
		}
		village = line.Place
		if err := a.placeLine(v, n, &line, today); err != nil {
			return err
		}
		kept = append(kept, line)
	}
	n.lines = kept
	return nil
}

// anybodyIn reports whether customers of that village are on file.
func anybodyIn(v *store.View, village string) (bool, error) {
	n, err := v.Count(named(sheet.Customers, "village", village))
	return n > 0, err
}

// placeLine finds whose a line is.
func (a *app) placeLine(v *store.View, n *noted, line *intake.Note, today sheet.Date) error {
	if village, _, _ := strings.Cut(line.Who, "@"); line.Said != "" && one(v, line.Said+"@"+village) && !one(v, line.Who) {
		*line = line.VillageFirst(today)
	}
	if !line.Problem.Empty() {
		a.explainNames(v, line)
		return nil
	}
	person, err := whoseNote(v, line)
	if n.name == "-" {
		person, err = a.oneOf(line.Who, person, err)
	}
	if err == nil {
		err = a.completeNote(v, person.ID, line)
	}
	var known *sheet.Error
	switch {
	case err == nil:
		for p := range line.Parts {
			a.fillIn(&line.Parts[p])
		}
		n.whose[line.Line] = person
	case errors.As(err, &known):
		if line.Problem = known.Words; known.Failure == sheet.NotFound {
			line.Problem = sheet.W("没有找到客户“%s”；是新客户就先 kehu add %[1]s 手机 村", "there is no customer “%s”; add a new one first: kehu add %[1]s PHONE VILLAGE", line.Who)
		}
		a.explainNames(v, line)
	default:
		return err
	}
	return nil
}

// whoseNote is the customer whom a line names; of namesakes the one of the village
// that stands above it.
func whoseNote(v *store.View, line *intake.Note) (store.Person, error) {
	person, err := v.WhoEnding(line.Who, !spelledOut(line.Who))
	if err != nil && line.Place != "" {
		if there, any := v.Who(line.Who+"@"+line.Place, true); any == nil {
			return there, nil
		}
	}
	return person, err
}

// one reports whether text names a customer, and no other.
func one(v *store.View, text string) bool {
	_, err := v.Who(text, true)
	return err == nil
}

// some reports whether text names a customer, or several.
func some(v *store.View, text string) bool {
	_, err := v.Who(text, true)
	var known *sheet.Error
	return text != "" && (err == nil || errors.As(err, &known) && known.Failure == sheet.Ambiguous)
}

// explainNames says how to write a line that names its customer in another way: two
// of them, or without a space behind the name.
func (a *app) explainNames(v *store.View, line *intake.Note) {
	two := func(one, other string) {
		line.Problem = sheet.W("一行记一位客户：“%s”和“%s”分成两行写", "a line is about one customer: write “%s” and “%s” on two", one, other)
	}
	for _, and := range []string{"和", "跟", "与", "及"} {
		if one, other, cut := strings.Cut(line.Who, and); cut && some(v, one) && some(v, other) {
			two(one, other)
			return
		}
	}
	if some(v, line.Who) {
		if some(v, line.Said) {
			two(line.Who, line.Said)
		}
		return
	}
	for at := range line.Who {
		if name, deed := line.Who[:at], line.Who[at:]; intake.IsDeed(deed) && some(v, name) {
			line.Problem = sheet.W("名字后面空一格：%s %s …", "put a space behind the name: %s %s …", name, deed)
			return
		}
	}
}

// spelledOut reports whether text may stand for more than it says: pinyin does. A
// part of a Chinese name is not enough where nobody looks on: 张三 may be somebody
// new, and not 张三丰.
func spelledOut(text string) bool {
	for _, r := range text {
		if r > '~' {
			return false
		}
	}
	return true
}

// completeNote computes what a purchase doesn't say.
func (a *app) completeNote(v *store.View, customer sheet.ID, n *intake.Note) error {
	for i := range n.Parts {
		p := &n.Parts[i]
		row, ok := p.Row.(*sheet.Purchase)
		if !ok {
			continue
		}
		if err := a.priceOfNote(v, customer, p); err != nil {
			return err
		}
		if row.Amount.Empty() && row.Price.Empty() {
			return sheet.Fail(sheet.Failed, "没卖过“%s”，不知道价钱，请写上金额", "“%s” was never sold, so its price is unknown; write the amount", row.Product.String())
		}
		if err := balance(p, buyOptions{credit: n.Credit, retour: n.Return}); err != nil {
			return sheet.Fail(sheet.Failed, "又赊又付，不知道欠多少", "on credit and paid at once: how much is owed?").Because(err)
		}
		if !row.Unpaid.Empty() {
			row.Paid = sheet.MakeMoney(row.Amount.N - row.Unpaid.N)
			p.Take("paid")
		}
		p.Set &^= sheet.Columns(0).With(sheet.Purchases.Column("unpaid"))
	}
	return nil
}

// priceOfNote fills in what a purchase without a price cost: as on file where it was
// noted before, so that noting it again stays without effect whatever the price
// is now, else as the last time.
func (a *app) priceOfNote(v *store.View, customer sheet.ID, p *sheet.Patch) error {
	row := p.Row.(*sheet.Purchase)
	if !row.Price.Empty() || !row.Amount.Empty() {
		return nil
	}
	q := named(sheet.Purchases, "product", row.Product.String())
	q.Customer = customer
	for before, err := range v.Rows(q) {
		if err != nil {
			return err
		}
		if b := before.(*sheet.Purchase); b.On == row.On && abs(b.Qty.N) == row.Qty.N {
			row.Price, row.Amount = b.Price, sheet.MakeMoney(abs(b.Amount.N))
			p.Take("price")
			return nil
		}
	}
	return a.priceFromBefore(v, p)
}

// records are the lines as an import takes them.
func (n noted) records() iter.Seq2[*sheet.Record, error] {
	return func(yield func(*sheet.Record, error) bool) {
		for _, line := range n.lines {
			r := &sheet.Record{Line: line.Line, Parts: line.Parts}
			if line.Problem.Empty() {
				r.Customer = sheet.NewPatch(sheet.Customers)
				r.Customer.Row.Base().ID = n.whose[line.Line].ID
			} else {
				r.Problems = []sheet.Problem{{Reason: line.Problem, Fatal: true}}
			}
			if !yield(r, nil) {
				return
			}
		}
	}
}
