package cmd

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"kehu/report"
	"kehu/store"
	"kehu/store/intake"
	"kehu/store/sheet"
)

// giveBack writes a file's rejected rows to where they are to go and says so: the
// same columns, in front the reasons and the line. Those of a workbook come as one,
// with its worksheets; as texts each worksheet's are a file.
func (run *importRun) giveBack(results []imported) {
	var bad []*imported
	for i := range results {
		if results[i].summary.Rejects.Len() > 0 {
			bad = append(bad, &results[i])
		}
	}
	switch {
	case run.asked.dryRun || len(bad) == 0:
	case run.endingOf(bad[0].file) == ".xlsx":
		run.giveBackIn(bad)
	default:
		for i := range bad {
			run.giveBackIn(bad[i : i+1])
		}
	}
}

// giveBackIn writes the rejected rows of bad to one file. That they can't be written
// undoes nothing, so it is told and no more.
func (run *importRun) giveBackIn(bad []*imported) {
	path := run.place(bad[0])
	if path == "" {
		return
	}
	docs, rows := make([]report.Doc, len(bad)), 0
	for i, done := range bad {
		d, n := run.app.rejectsDoc(*done)
		docs[i], rows = d, rows+n
	}
	wrote, err := writeFile(path, func(f *os.File) error { return run.app.format(f, docs, ending(path)) })
	if err != nil {
		run.app.printError(err)
		run.app.say("被拒的 %d 行没有另存：用 --rejects 换个地方，再导一次", "the %d rejected rows are not saved: import once more with --rejects elsewhere", rows)
		return
	}
	for _, done := range bad {
		done.rejects = wrote
	}
	run.given = append(run.given, path)
	run.app.say("被拒的 %d 行已写入 %s，改好后再导入", "wrote the %d rejected rows to %s; mend and import them again", rows, wrote)
	if run.asked.rejects == "" {
		if err := run.db.Remember(run.ctx, rejectsSetting(wrote), fingerprint(wrote)); err != nil {
			run.app.printError(err)
		}
	}
}

// endingOf is the ending of the file that f's rejected rows go to: what is asked for,
// or that of its kind.
func (run *importRun) endingOf(f *intake.File) string {
	switch {
	case run.asked.rejects != "":
		return ending(run.asked.rejects)
	case f.Worksheet != "":
		return ".xlsx"
	}
	return ".csv"
}

// checkRejects refuses to write the rejected rows over the sheet that they are of: the
// rows that were taken would be gone from it.
func (run *importRun) checkRejects() error {
	if path := run.asked.rejects; path != "" && !run.several && run.isSheet(path) {
		return sheet.Fail(sheet.Misused, "--rejects 写的 %s 就是要导入的文件，会把它盖掉；请换一个名字", "--rejects names %s, the very file to import, and would write over it: choose another name", path)
	}
	return nil
}

// isSheet reports whether path is a file that the user names to be imported.
func (run *importRun) isSheet(path string) bool {
	at, err := os.Stat(path)
	return err == nil && slices.ContainsFunc(run.sheets, func(s sheetFile) bool {
		of, err := os.Stat(s.name)
		return err == nil && !s.found && os.SameFile(at, of)
	})
}

// apart is the first of path.csv, path2.csv … that is neither what this import wrote
// nor what it reads: two shops' files may have one name.
func (run *importRun) apart(path string) string {
	ext := filepath.Ext(path)
	for n := 1; ; n++ {
		name := numbered(strings.TrimSuffix(path, ext), n, ext)
		if !slices.Contains(run.given, name) && !run.isSheet(name) {
			return name
		}
	}
}

// numbered is path.csv, and from the second on path2.csv.
func numbered(path string, n int, ext string) string {
	if n == 1 {
		return path + ext
	}
	return path + strconv.Itoa(n) + ext
}

// rejectsPath is where a file's rejected rows go: of several files each has its own.
func rejectsPath(path, source string, several bool) string {
	if !several {
		return path
	}
	ext := filepath.Ext(path)
	return strings.TrimSuffix(path, ext) + "-" + source + ext
}

// place is where a file's rejected rows go, "" for nowhere: what came from standard
// input or another pipe has no place of its own.
func (run *importRun) place(done *imported) string {
	f, mark, ext := done.file, run.app.text("_拒绝", "_rejected"), run.endingOf(done.file)
	from, apart := stem(f.Name), f.Beside && ext != ".xlsx"
	if f.Name == "-" {
		from = run.app.text("输入", "input")
	}
	if at := strings.LastIndex(from, mark); at > 0 && f.Returned { // rows given back once more
		from = from[:at]
	}
	if apart || run.options.Worksheet != "" {
		from += "-" + strings.NewReplacer("/", "-", `\`, "-").Replace(f.Worksheet)
	}
	switch path := run.asked.rejects; {
	case path != "":
		return run.apart(rejectsPath(path, from, run.several || apart))
	case done.name == "-", isPipe(done.name):
		return ""
	}
	return run.free(filepath.Join(filepath.Dir(done.name), from+mark), ext, done.name)
}

// stem is the name of a file without folder and ending.
func stem(path string) string {
	base := filepath.Base(path)
	return strings.TrimSuffix(base, filepath.Ext(base))
}

// free is the first of path.csv, path2.csv … that nobody would miss: it isn't there,
// or holds what kehu wrote and nobody touched since. Rows that somebody is mending
// are not overwritten by the next night's, nor those of a.csv by those of a.txt.
func (run *importRun) free(path, ext, source string) string {
	for n := 1; ; n++ {
		name := numbered(path, n, ext)
		if _, err := os.Lstat(name); err != nil {
			return name
		}
		if slices.Contains(run.given, name) {
			continue
		}
		var wrote string
		err := run.db.View(run.ctx, func(v *store.View) (err error) {
			wrote, err = v.Setting(rejectsSetting(name))
			return err
		})
		if err == nil && wrote != "" && wrote == fingerprint(name) && filepath.Clean(name) != filepath.Clean(source) {
			return name
		}
	}
}

// rejectsSetting is the key under which the sheet's file remembers what it gave back.
func rejectsSetting(path string) string {
	if absolute, err := filepath.Abs(path); err == nil {
		path = absolute
	}
	return "rejects/" + path
}

// fingerprint tells whether a file is as it was written, "" if it can't be read.
func fingerprint(path string) string {
	content, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// rejectsDoc lists the rejected rows as the file writes them, and counts them. All
// cells are texts, so that a spreadsheet leaves phones, days and codes as they are.
func (a *app) rejectsDoc(done imported) (d report.Doc, rows int) {
	var lines []int
	for line := range a.rejected(done) {
		lines = append(lines, line)
	}
	columns := []report.Column{{Key: "reason", Label: sheet.W("错误原因", "Reason"), Width: 30}, {Key: "line", Label: done.file.LineHeading(), Width: 6}}
	old := 0 // of what was given back once, the reason and the line are not the sheet's
	if done.file.Returned {
		old = len(columns)
	}
	for _, m := range done.file.Columns[old:] {
		columns = append(columns, report.Column{Key: m.Title(), Label: sheet.Verbatim(m.Title()), Kind: sheet.PhoneKind, Width: 14})
	}
	for range done.file.Widest - len(done.file.Columns) { // cells beyond the headings are what is to be mended
		columns = append(columns, report.Column{Kind: sheet.PhoneKind, Width: 14})
	}
	each := func(yield func([]report.Cell, error) bool) {
		next, stop := iter.Pull2(a.rejected(done))
		defer stop()
		for row, err := range done.file.Rows(lines) {
			if err != nil {
				yield(nil, err)
				return
			}
			line, reasons, _ := next()
			cells := []report.Cell{report.Phrase(sheet.Verbatim(strings.Join(reasons, "；"))), report.Phrase(sheet.Verbatim(fmt.Sprint(line)))}
			for _, text := range row[min(old, len(row)):] {
				cells = append(cells, report.Phrase(sheet.Verbatim(text)))
			}
			if !yield(cells[:min(len(cells), len(columns))], nil) {
				return
			}
		}
	}
	title := sheet.W("拒绝的行", "Rejected rows")
	if done.file.Worksheet != "" {
		title = sheet.Verbatim(done.file.Worksheet)
	}
	return oneTable("rejects", title, columns, each), len(lines)
}

// rejected yields the lines of the rejected rows, and all that is wrong with each.
func (a *app) rejected(done imported) iter.Seq2[int, []string] {
	return func(yield func(int, []string) bool) {
		at, reasons := 0, []string(nil)
		for n := range done.summary.Rejects.All() {
			if n.Line != at && reasons != nil {
				if !yield(at, reasons) {
					return
				}
				reasons = nil
			}
			at, reasons = n.Line, append(reasons, noteText(n, a.lang))
		}
		if reasons != nil {
			yield(at, reasons)
		}
	}
}

func noteText(n store.Note, l sheet.Lang) string {
	if n.Column == "" {
		return n.Reason.In(l)
	}
	return sheet.W("%s：%s", "%s: %s", n.Column, n.Reason).In(l)
}
