package cmd

import (
	"fmt"
	"io"
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
// somebody can answer. What was answered holds for the other files as well.
func (run *importRun) understand(name string, source io.ReadSeeker, options intake.Options) ([]*intake.File, error) {
	for {
		options.Map = run.options.Map
		files, err := intake.Open(name, source, options)
		q := questionsOf(err)
		if q == nil || !run.asks() {
			return files, err
		}
		answers, ok := run.app.answerAll(q)
		if !ok {
			return nil, err
		}
		run.mean(answers)
	}
}

// mean adds to what headings are said to mean.
func (run *importRun) mean(answers map[string]string) {
	said := maps.Clone(run.options.Map)
	maps.Copy(said, answers)
	run.options.Map = said
}

// preview shows what importing f would do and asks whether to; nothing is written
// and no lock is held while the question stands. It returns f, or as it is after its
// headings were said to mean something else, and whether it is wanted.
func (run *importRun) preview(f *intake.File, source io.ReadSeeker, options intake.Options) (_ *intake.File, wanted bool, err error) {
	for run.asks() && !run.asked.dryRun {
		summary, err := run.rehearse(f)
		if err != nil {
			return f, false, err
		}
		run.app.printPreview(f, summary, run.asked)
		answer, more := run.app.ask(sheet.W("导入吗？[Y/n/m 改表头对应]", "import it? [Y/n/m: change what headings mean]"))
		switch answer = strings.ToLower(sheet.Fold(answer)); {
		case more && strings.HasPrefix(answer, "m"):
			if f, err = run.remap(f, source, options); err != nil {
				return f, false, err
			}
		case more && (answer == "" || strings.HasPrefix(answer, "y") || strings.HasPrefix(answer, "是")):
			return f, true, nil
		default:
			return f, false, sheet.Fail(sheet.Failed, "没有导入 %s", "did not import %s", titleOf(filepath.Base(f.Name), f))
		}
	}
	return f, true, nil
}

// rehearse is what importing f would come to. It makes no file.
func (run *importRun) rehearse(f *intake.File) (summary store.Summary, err error) {
	dry := *run
	dry.db, dry.scratch, dry.expected, dry.asked.dryRun = nil, "", 0, true
	defer dry.close()
	settings, err := dry.settings(f)
	if err == nil {
		err = dry.open()
	}
	if err != nil {
		return summary, err
	}
	summary, err = dry.write(f, settings)
	run.expected = summary.Sum()
	return summary, err
}

// remap asks what another heading means, and looks at the file again with that. What
// can't be read so is told and stays as it was.
func (run *importRun) remap(f *intake.File, source io.ReadSeeker, options intake.Options) (*intake.File, error) {
	heading, samples := run.app.chooseHeading(f)
	if heading == "" {
		return f, nil
	}
	key, ok := run.app.askColumn(heading, samples, f.Map()[heading])
	if !ok {
		return f, nil
	}
	before := run.options.Map
	run.mean(map[string]string{heading: key})
	files, err := run.understand(f.Name, source, options)
	for _, again := range files {
		if again.Worksheet == f.Worksheet {
			return again, nil
		}
	}
	if run.ctx.Err() != nil {
		return f, run.ctx.Err()
	}
	run.options.Map = before
	run.app.printError(err)
	return f, nil
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
	if s.Updated+len(s.Differs) > 0 || o.onMatch != "fill" {
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
		widest := render.Width(m.Heading)
		for _, row := range rows {
			widest = max(widest, render.Width(cellAt(row, i)))
		}
		if width -= min(widest, widestSample) + 2; width < -2 {
			left = len(f.Columns) - i
			break
		}
		t.Columns = append(t.Columns, report.Column{Key: m.Heading, Label: sheet.Verbatim(m.Heading), Width: min(widest, widestSample)})
	}
	t.Rows = func(yield func([]report.Cell, error) bool) {
		for _, row := range rows {
			cells := make([]report.Cell, len(t.Columns))
			for i := range cells {
				text := sheet.MakeText(cellAt(row, i))
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
