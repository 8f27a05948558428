package cmd

import (
	"cmp"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"kehu/report"
	"kehu/report/render"
	"kehu/store"
	"kehu/store/intake"
	"kehu/store/sheet"
)

// asks reports whether somebody at a terminal is shown what an import would do and
// asked what it can't decide.
func (run *importRun) asks() bool {
	a := run.app
	return a.inTerminal && a.width > 0 && !a.global.yes && !a.global.quiet && !run.asked.json
}

// understand looks at a file, and asks about headings that can't be decided where
// somebody can answer. What was answered holds for other files with the same headings
// as well. Customers come before what happened with them, wherever their worksheet
// stands.
func (run *importRun) understand(from sheetFile) ([]*intake.File, error) {
	for {
		from.options.Map = run.said
		files, err := intake.Open(from.name, from.source, from.options)
		q := questionsOf(err)
		if q == nil || !run.asks() {
			run.keepAnswers(files)
			slices.SortStableFunc(files, func(a, b *intake.File) int { return cmp.Compare(rank(a), rank(b)) })
			return run.app.passReturned(from, files), err
		}
		answers, ok := run.app.answerAll(q)
		if !ok {
			return nil, err
		}
		run.mean(answers)
	}
}

// rank is whether f goes before other worksheets.
func rank(f *intake.File) int {
	if f.Sheet == sheet.Customers {
		return 0
	}
	return 1
}

// mean adds to what headings are said to mean.
func (run *importRun) mean(answers map[string]string) {
	said := maps.Clone(run.said)
	maps.Copy(said, answers)
	run.said = said
}

// keepAnswers keeps what was said of a file's headings beyond --map for the files
// further on that have the same.
func (run *importRun) keepAnswers(files []*intake.File) {
	if maps.Equal(run.said, run.options.Map) {
		return
	}
	for _, f := range files {
		run.answers[f.Signature()] = f.Map()
	}
}

// preview shows what importing the files, one's worksheets, would do and asks whether
// to; nothing is written and no lock is held while the question stands. It returns
// them, or as they are after headings were said to mean something else; the error is
// that they are not wanted.
func (run *importRun) preview(from sheetFile, files []*intake.File) ([]*intake.File, error) {
	for run.asks() && !run.asked.dryRun {
		summaries, err := run.rehearse(files)
		if err != nil {
			return files, err
		}
		for i, f := range files {
			if i > 0 {
				fmt.Fprintln(run.app.err)
			}
			run.app.printPreview(f, summaries[i], run.asked)
		}
		switch run.app.wanted(files) {
		case 'y':
			return files, nil
		case 'n':
			return files, sheet.Fail(sheet.Failed, "没有导入 %s", "did not import %s", titleOf(filepath.Base(from.name), alone(files))).Because(declined{})
		}
		if files, err = run.remap(from, files); err != nil {
			return files, err
		}
	}
	return files, nil
}

// wanted asks whether to import the files: y, n, or m to say what headings mean. It
// asks until it understands the answer; that nobody answers is a no.
func (a *app) wanted(files []*intake.File) rune {
	question := sheet.W("导入吗？[Y/n/m 改表头对应]", "import it? [Y/n/m: change what headings mean]")
	if len(files) > 1 {
		question = sheet.W("%d 张工作表一起导入吗？[Y/n/m 改表头对应]", "import the %d worksheets together? [Y/n/m: change what headings mean]", len(files))
	}
	for {
		answer, more := a.ask(question)
		switch answer = strings.ToLower(sheet.Fold(answer)); {
		case !more, strings.HasPrefix(answer, "n"), strings.HasPrefix(answer, "不"), strings.HasPrefix(answer, "否"), answer == "q":
			return 'n'
		case strings.HasPrefix(answer, "m"), strings.HasPrefix(answer, "改"):
			return 'm'
		case answer == "", strings.HasPrefix(answer, "y"), strings.HasPrefix(answer, "是"), strings.HasPrefix(answer, "好"):
			return 'y'
		}
		a.say("  y 或回车：导入；n：不导入；m：有列认错了，改它的对应；现在还什么都没有写", "  y or Enter: import it; n: don't; m: a heading is misread, say what it means; nothing is written yet")
	}
}

// rehearse is what importing the files would come to. It makes no file.
func (run *importRun) rehearse(files []*intake.File) ([]store.Summary, error) {
	dry := *run
	dry.db, dry.scratch, dry.expected, dry.asked.dryRun = nil, "", 0, true
	defer dry.close()
	summaries, _, err := dry.write(files)
	run.expected = 0
	for _, s := range summaries {
		run.expected += s.Sum()
	}
	return summaries, err
}

// remap asks what another heading means, and looks at the file again with that. What
// can't be read so is told and stays as it was.
func (run *importRun) remap(from sheetFile, files []*intake.File) ([]*intake.File, error) {
	chosen, samples := run.app.chooseHeading(files)
	if chosen == nil {
		return files, nil
	}
	key, ok := run.app.askColumn(chosen.Name, samples, chosen.Key())
	if !ok {
		return files, nil
	}
	before := run.said
	run.mean(map[string]string{chosen.Name: key})
	again, err := run.understand(from)
	if err == nil {
		return again, nil
	}
	if run.ctx.Err() != nil {
		return files, run.ctx.Err()
	}
	run.said = before
	run.app.printError(err)
	return files, nil
}

// sampleRows is how many rows a preview shows.
const sampleRows = 5

// printPreview shows how f is read and what importing it would come to.
func (a *app) printPreview(f *intake.File, s store.Summary, o importOptions) {
	shown := *a
	shown.out = a.err
	shown.printUnderstood(f)
	fmt.Fprintln(a.err)
	sample, left := sampleTable(f, a.width)
	shown.print(report.Doc{Tables: []report.Table{sample}}, &output{})
	if left > 0 {
		fmt.Fprintln(a.err, a.text("窗口窄，另有 %d 列没有显示", "a narrow window: %d more columns", left))
	}
	fmt.Fprintln(a.err)
	shown.printOutcome(f, s)
	if s.Updated+s.Differs.Len() > 0 || o.onMatch != "fill" {
		fmt.Fprintln(a.err, a.text("已有的客户：%s（用 --on-match 改：fill 补空，overwrite 覆盖，skip 不动）", "known customers: %s (see --on-match: fill, overwrite or skip)", onMatchWords(o.onMatch)))
	}
}

// onMatchWords say what happens to customers on file.
func onMatchWords(word string) sheet.Words {
	switch word {
	case "overwrite":
		return sheet.W("以文件为准，覆盖", "the file's cells are taken")
	case "skip":
		return sheet.W("不动", "left alone")
	}
	return sheet.W("只补空的，不一样的不改", "blanks are filled, what differs is kept")
}

// sampleTable is the first rows of f as it writes them, without those that are no
// data: as many columns as fit into width, and how many don't.
func sampleTable(f *intake.File, width int) (t report.Table, left int) {
	rows := firstRows(f)
	for i, m := range f.Columns {
		heading := brief(m.Heading)
		widest := render.Width(heading)
		for _, row := range rows {
			widest = max(widest, render.Width(brief(cellAt(row, i))))
		}
		if width -= min(widest, widestSample) + 2; width < -2 {
			left = len(f.Columns) - i
			break
		}
		t.Columns = append(t.Columns, report.Column{Key: m.Heading, Label: sheet.Verbatim(heading), Width: min(widest, widestSample)})
	}
	t.Rows = func(yield func([]report.Cell, error) bool) {
		for _, row := range rows {
			cells := make([]report.Cell, len(t.Columns))
			for i := range cells {
				text := sheet.MakeText(brief(cellAt(row, i)))
				cells[i] = &text
			}
			if !yield(cells, nil) {
				return
			}
		}
	}
	return t, left
}

// widestSample is how wide a column of a preview may be: longer texts are broken.
const widestSample = 20

// firstRows are the cells of the first rows with data; what can't be read is told by
// the import itself.
func firstRows(f *intake.File) (rows [][]string) {
	for cells, err := range f.Rows(firstLines(f)) {
		if err == nil {
			rows = append(rows, cells)
		}
	}
	return rows
}

func cellAt(cells []string, i int) string {
	if i < len(cells) {
		return cells[i]
	}
	return ""
}

// firstLines are the lines of the first rows with data.
func firstLines(f *intake.File) (lines []int) {
	for r, err := range f.Records() {
		if err != nil || len(lines) == sampleRows {
			break
		}
		if r.Skip.Empty() && !slices.Contains(lines, r.Line) {
			lines = append(lines, r.Line)
		}
	}
	return lines
}
