package cmd

import (
	"fmt"
	"iter"
	"path/filepath"

	"kehu/report/render"
	"kehu/store"
	"kehu/store/intake"
	"kehu/store/sheet"
)

// shownNotes is how many remarks of one kind a person is shown.
const shownNotes = 10

// printImport tells a person what became of a file: how it was read, what was
// written, and every row that was not, with its line and reason. With --quiet it
// is one line.
func (a *app) printImport(done imported, o importOptions) {
	if done.err != nil && done.summary.Sum() == 0 {
		return // printed as the command's error
	}
	f, s, w := done.file, done.summary, a.out
	counts := counted(s.Counts)
	if a.global.quiet {
		fmt.Fprintln(w, a.text("%s：%s", "%s: %s", titleOf(filepath.Base(f.Name), f), counts))
		return
	}
	if !done.previewed {
		a.printUnderstood(f)
		a.printOutcome(f, s)
	} else {
		if f.Beside {
			counts = sheet.W("“%s”：%s", "“%s”: %s", f.Worksheet, counts)
		}
		fmt.Fprintln(w, counts.In(a.lang))
	}
	switch {
	case done.more: // of the same batch
	case o.dryRun:
		a.say("演习：什么也没有写入", "rehearsal: nothing was written")
	default:
		a.sayBatch(s.Batch)
	}
}

// printUnderstood tells how a file is read.
func (a *app) printUnderstood(f *intake.File) {
	fmt.Fprintln(a.out, a.text("%s：%s，第 %d 行是表头", "%s: %s, headings in line %d", titleOf(filepath.Base(f.Name), f), kindOf(f), f.HeaderLine))
	if f.Recalled {
		fmt.Fprintln(a.out, a.text("  表头是记住的，照上次的对应导入（kehu mapping 查看）", "  these headings are remembered and read as before (see kehu mapping)"))
	}
	a.printMapping(f)
}

// printOutcome tells what became of a file's rows.
func (a *app) printOutcome(f *intake.File, s store.Summary) {
	w := a.out
	fmt.Fprintln(w, counted(s.Counts).In(a.lang))
	a.printParts(s)
	a.printTotals(s)
	a.printNotes(sheet.W("拒绝", "rejected"), s.Rejects.All())
	a.printNotes(sheet.W("跳过", "skipped"), s.Skips.All())
	a.printNotes(sheet.W("看不懂的格子，原文记入备注", "cells not understood, kept in the remark"), warned(s.Warnings, true))
	a.printNotes(sheet.W("请留意", "to note"), warned(s.Warnings, false))
	a.printNotes(sheet.W("与已有的不同，没有改", "differs from what is on file, kept"), s.Differs.All())
	a.printNotes(sheet.W("可能是同一人（kehu dedupe 查重，kehu merge 合并）", "maybe the same person (see kehu dedupe, kehu merge)"), s.Suspects.All())
	if n := f.Completed; n > 0 {
		fmt.Fprintln(w, a.text("补了年份的日期：%d 个", "dates completed with a year: %d", n))
	}
	if far := f.FarBack; far.N > 0 {
		fmt.Fprintln(w, a.text("  其中 %d 个补成快一年前的（%s）；要是今年的，请写上年份再导入", "  %d of them as most of a year ago (%s); if this year's were meant, write the year", far.N, far.First))
	}
	if ahead := f.Ahead; ahead.N > 0 {
		fmt.Fprintln(w, a.text("日期在今天以后的：%d 个（如 %s），到那天才算进报表；要是写错了，先撤销（kehu undo），改好再导入", "days after today: %d (such as %s), which count in reports from then on; if they are slips, undo, mend them and import again", ahead.N, ahead.First))
	}
	if n := f.Unticked; n > 0 {
		fmt.Fprintln(w, a.text("没写给没给的：%d 行，按付清记", "not told whether they were paid: %d, taken for paid in full", n))
	}
	if n := f.Parted; n > 0 {
		fmt.Fprintln(w, a.text("数量写在产品后面的（如 钙片6盒）：%d 处，已分成产品和数量", "quantities behind their product (such as 钙片6盒), taken off it: %d", n))
	}
	if n := f.Tidied; n > 0 {
		fmt.Fprintln(w, a.text("姓名里带着手机、村名或“欠着”的：%d 处，已分开", "names that held a phone, a village or a word of credit, now in their own columns: %d", n))
	}
	if n := f.Dittoed; n > 0 {
		fmt.Fprintln(w, a.text("写着“同上”的：%d 格，照上一行", "cells that say 同上, read as the ones above them: %d", n))
	}
	if n := f.Unnamed; n > 0 {
		fmt.Fprintln(w, a.text("没写是谁买的：%d 行，记为散客", "purchases that name nobody: %d, of walk-ins", n))
	}
	if n := f.Repeated; n > 0 {
		fmt.Fprintln(w, a.text("合并的单元格按行填满：%d 格", "cells filled from the merged one above: %d", n))
	}
}

// titleOf is what a person calls a file, or a worksheet of one.
func titleOf(name string, f *intake.File) sheet.Words {
	switch {
	case name == "-":
		return sheet.W("输入的内容", "standard input")
	case f == nil || f.Worksheet == "":
		return sheet.Verbatim(name)
	}
	return sheet.W("%s 的“%s”", "%s, “%s”", name, f.Worksheet)
}

// kindOf is how a file is read.
func kindOf(f *intake.File) sheet.Words {
	if f.Worksheet != "" {
		return sheet.W("Excel 工作表", "an Excel worksheet")
	}
	return sheet.W("%s 编码", "%s", f.Encoding)
}

// meant is where a column went: 购买.数量, 购买.数量（钙片）.
func meant(m intake.Mapping) sheet.Words {
	if m.Product != "" {
		return sheet.W("%s.%s（%s）", "%s.%s (%s)", m.Column.Sheet.Label(), m.Column.Label(), m.Product)
	}
	return sheet.W("%s.%s", "%s.%s", m.Column.Sheet.Label(), m.Column.Label())
}

// ownShown is how many of the user's own columns an import names; --json names all.
const ownShown = 60

// brief is a heading as a line shows it: that of a form may be a whole paragraph.
func brief(heading string) string {
	if runes := []rune(heading); len(runes) > 40 {
		return string(runes[:39]) + "…"
	}
	return heading
}

// printMapping tells which heading went where.
func (a *app) printMapping(f *intake.File) {
	var mapped, extra []string
	for _, m := range f.Columns {
		switch m.As {
		case intake.Mapped:
			mapped = append(mapped, brief(m.Name)+"→"+meant(m).In(a.lang))
		case intake.Extra:
			extra = append(extra, brief(m.Extra))
		}
	}
	if all := len(extra); all > ownShown {
		extra = append(extra[:ownShown], a.text("… 共 %d 列", "… %d in all", all))
	}
	a.printWrapped(mapped)
	if len(extra) > 0 {
		fmt.Fprintln(a.out, a.text("  保留为自己的列：%s", "  kept as columns of your own: %s", sheet.Names(extra)))
	}
	a.printKept(f)
	if left := f.LeftOut(); len(left) > 0 {
		fmt.Fprintln(a.out, a.text("  敏感内容，没有导入：%s（%d 格；要留请加 --allow-sensitive）", "  sensitive, left out: %s (%d cells; --allow-sensitive keeps them)", sheet.Names(left), f.Withheld))
	}
	for _, n := range f.Notes {
		fmt.Fprintln(a.out, "  "+n.In(a.lang))
	}
}

// printKept tells why columns with a heading that is known are kept as they are: those
// of one reason on a line.
func (a *app) printKept(f *intake.File) {
	var reasons []string
	headings := map[string][]string{}
	for _, m := range f.Columns {
		if m.As != intake.Extra || m.Note.Empty() {
			continue
		}
		reason := m.Note.In(a.lang)
		if headings[reason] == nil {
			reasons = append(reasons, reason)
		}
		headings[reason] = append(headings[reason], m.Extra)
	}
	for _, reason := range reasons {
		fmt.Fprintln(a.out, a.text("  %s：%s", "  %s: %s", sheet.Names(headings[reason]), reason))
	}
}

// counted accounts for every row of a file.
func counted(c store.Counts) sheet.Words {
	return sheet.W("共 %d 行：新增 %d，更新 %d，无变化 %d，拒绝 %d，跳过 %d", "%d rows: %d inserted, %d updated, %d unchanged, %d rejected, %d skipped",
		c.Sum(), c.Inserted, c.Updated, c.Unchanged, c.Rejected, c.Skipped)
}

// lineWidth is how wide running text may be: what every terminal has.
const lineWidth = 80

// printWrapped prints items in lines that fit.
func (a *app) printWrapped(items []string) {
	line := ""
	for _, item := range items {
		if line != "" && render.Width(line)+render.Width(item)+2 > lineWidth {
			fmt.Fprintln(a.out, line)
			line = ""
		}
		line += "  " + item
	}
	if line != "" {
		fmt.Fprintln(a.out, line)
	}
}

func (a *app) printParts(s store.Summary) {
	for _, part := range sheet.All() {
		if c := s.Parts[part.Key]; c != nil {
			fmt.Fprintln(a.out, a.text("  %s：新增 %d，更新 %d，无变化 %d", "  %s: %d inserted, %d updated, %d unchanged", part.Label(), c.Inserted, c.Updated, c.Unchanged))
		}
	}
}

// printTotals tells the control total, and what the file no longer has.
func (a *app) printTotals(s store.Summary) {
	if amount, added := sheet.MakeMoney(s.Amount), sheet.MakeMoney(s.Added); s.Parts[sheet.Purchases.Key] != nil {
		fmt.Fprintln(a.out, a.text("  文件里购买金额合计 %s 元，其中新增 %s 元", "  purchases in the file come to %s yuan, %s of it new", amount.String(), added.String()))
	}
	if s.Voided > 0 {
		fmt.Fprintln(a.out, a.text("  先前记了、文件里说已退款或关闭的，撤回 %d 条", "  taken back, because the file says that the order was refunded or closed: %d", s.Voided))
	}
	if s.Removed > 0 {
		fmt.Fprintln(a.out, a.text("  文件里已没有的，撤下 %d 条", "  taken out, because the file lacks them: %d", s.Removed))
	}
	if s.Missing > 0 {
		fmt.Fprintln(a.out, a.text("  文件里没有的 %d 条没有撤下：有行被拒绝，可能就是它们；改好再导", "  %d that the file lacks stay: rows were rejected and may be those; mend them and import again", s.Missing))
	}
}

// warned yields the warnings of cells that went to a remark, or all others.
func warned(warnings store.NoteList, left bool) iter.Seq[store.Note] {
	return func(yield func(store.Note) bool) {
		for n := range warnings.All() {
			if n.Left == left && !yield(n) {
				return
			}
		}
	}
}

// printNotes shows the first of the notes and counts them.
func (a *app) printNotes(title sheet.Words, notes iter.Seq[store.Note]) {
	var first []store.Note
	all := 0
	for n := range notes {
		if all++; all <= shownNotes {
			first = append(first, n)
		}
	}
	if all == 0 {
		return
	}
	fmt.Fprintln(a.out, a.text("%s：%d 处", "%s: %d", title, all))
	for _, n := range first {
		fmt.Fprintln(a.out, a.text("  第 %d 行 %s", "  line %d %s", n.Line, noteText(n, a.lang)))
	}
	if all > shownNotes {
		fmt.Fprintln(a.out, a.text("  …（--json 列出全部）", "  … (--json lists all)"))
	}
}
