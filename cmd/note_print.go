package cmd

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"kehu/store"
	"kehu/store/intake"
	"kehu/store/sheet"
)

// printNoted tells how each line was understood, and which could not be placed.
func (a *app) printNoted(n noted, o noteOptions) {
	if n.err != nil && n.summary.Sum() == 0 {
		return // printed as the command's error
	}
	s := n.summary
	if !a.global.quiet {
		for _, line := range n.lines {
			if line.Problem.Empty() {
				fmt.Fprintln(a.out, a.text("第 %d 行 %s：%s", "line %d %s: %s", line.Line, n.whose[line.Line].String(), partsInWords(line.Parts)))
				a.printHint(line)
			}
		}
	}
	fmt.Fprintln(a.out, a.text("%s：%s", "%s: %s", titleOf(filepath.Base(n.name), n.file), counted(s.Counts)))
	if a.global.quiet {
		return
	}
	a.printMisplaced(s.Rejects)
	a.printNotes(sheet.W("跳过", "skipped"), s.Skips.All())
	if o.dryRun {
		a.say("演习：什么也没有写入", "rehearsal: nothing was written")
		return
	}
	if n.name != "-" && n.undated() {
		a.say("没写日子的行算今天；改天再记这个文件会多记一遍，首行写上日子（如 3月5日）就不会", "lines without a day count as today's; noted again another day they are counted twice, unless the first line is the day")
	}
	a.sayFilledIn()
	a.sayBatch(s.Batch)
}

// printHint tells what a line says that is not recorded.
func (a *app) printHint(line intake.Note) {
	if !line.Hint.Empty() {
		fmt.Fprintln(a.out, a.text("  注意：%s", "  note: %s", line.Hint))
	}
}

// printMisplaced tells of every line that could not be placed: each is to be mended.
func (a *app) printMisplaced(notes store.NoteList) {
	if notes.Len() == 0 {
		return
	}
	fmt.Fprintln(a.out, a.text("放不下：%d 行", "can't be placed: %d", notes.Len()))
	for n := range notes.All() {
		fmt.Fprintln(a.out, a.text("  第 %d 行 %s", "  line %d %s", n.Line, noteText(n, a.lang)))
	}
	fmt.Fprintln(a.out, intake.NoteForms().In(a.lang))
}

// undated reports whether a line is today's because it says no day.
func (n noted) undated() bool {
	for _, line := range n.lines {
		if line.Under == "" && !line.Dated && line.Problem.Empty() {
			return true
		}
	}
	return false
}

// partsInWords is what a line's rows say: 2026-03-05 上门 血压计会用了；约 2026-03-11 回访.
func partsInWords(parts []sheet.Patch) sheet.Words {
	var all []any
	var zh, en []string
	for _, p := range parts {
		zh, en = append(zh, "%s"), append(en, "%s")
		all = append(all, partInWords(p.Row))
	}
	return sheet.Words{ZH: strings.Join(zh, "；"), EN: strings.Join(en, "; "), Args: all}
}

func partInWords(row sheet.Row) sheet.Words {
	switch row := row.(type) {
	case *sheet.Interaction:
		if row.Via.Empty() {
			return sheet.W("%s %s", "%s %s", row.At, row.Content.String())
		}
		return sheet.W("%s %s %s", "%s %s %s", row.At, viaOf(row), row.Content.String())
	case *sheet.Purchase:
		return sheet.W("%s %s %s%s %s 元%s", "%s %s %s%s %s yuan%s", row.On, row.Product.String(), row.Qty.String(), row.Unit.String(), row.Amount.String(), owedInWords(row))
	case *sheet.Payment:
		return sheet.W("%s 还款 %s 元", "%s paid back %s yuan", row.On, row.Amount.String())
	case *sheet.Feedback:
		return sheet.W("%s %s %s%s", "%s %s %s%s", row.On, aboutOf(row), row.Score.String(), row.Content.String())
	case *sheet.Plan:
		return sheet.W("约 %s %s", "planned %s %s", row.Due, row.Content.String())
	}
	return sheet.Words{}
}

func owedInWords(p *sheet.Purchase) sheet.Words {
	if owed := p.Amount.N - p.Paid.N; p.Paid.Valid && owed > 0 {
		return sheet.W("，欠 %s 元", ", %s yuan owed", yuan(owed))
	}
	return sheet.Words{}
}

// writeNoteRejects gives the lines back that couldn't be placed, each behind a
// comment with its reason and below its day, so that the file can be mended and
// noted as it is.
func (a *app) writeNoteRejects(path string, n noted) error {
	under, lines := "", 0
	_, err := writeFile(path, func(f *os.File) error {
		w := bufio.NewWriter(f)
		w.WriteString("\ufeff")
		for _, line := range n.lines {
			if line.Problem.Empty() {
				continue
			}
			if day := headingOf(line); day != under {
				fmt.Fprintf(w, "%s\r\n", day)
				under = day
			}
			fmt.Fprintf(w, "// %s\r\n%s\r\n", a.text("第 %d 行：%s", "line %d: %s", line.Line, line.Problem), line.Text)
			lines++
		}
		return w.Flush()
	})
	if err == nil {
		a.say("放不下的 %d 行已写入 %s，改好后再 kehu note", "wrote the %d lines to %s; mend them and note them again", lines, path)
	}
	return err
}

// headingOf is the line that dates a note in a file of its own: a day in figures,
// which means the same tomorrow, or what could not be read as one, and the village.
func headingOf(n intake.Note) string {
	if n.Day == 0 {
		return n.Under
	}
	return strings.TrimSpace(n.Day.String() + " " + n.Place)
}
