package cmd

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kehu/store"
	"kehu/store/intake"
	"kehu/store/sheet"
)

type importOptions struct {
	sheet, shop, onMatch, rejects, encoding string
	worksheet, passwordFile                 string
	key, replace                            string
	pairs                                   []string
	dryRun, json, sensitive, strict         bool
}

func newImport(a *app) *cobra.Command {
	var o importOptions
	c := &cobra.Command{
		Use: a.text("import 文件或文件夹…|- [--sheet 表] [--map 原表头=列] [--dry-run]", "import FILE|FOLDER…|- [--sheet SHEET] [--map HEADING=COLUMN] [--dry-run]"), Args: a.between(1, -1),
		Example: "  kehu import 客户台账.xlsx --dry-run\n  kehu import 三岔河.csv --shop 三岔河店 --map 联系方式=phone",
		RunE:    func(c *cobra.Command, args []string) error { return a.runImport(c, args, o) },
	}
	f := c.Flags()
	f.StringVar(&o.sheet, "sheet", "", a.text("文件是哪张表（缺省看表头）", "which sheet the file is (default: by its headings)"))
	f.StringArrayVar(&o.pairs, "map", nil, a.text("指定一列：原表头=列（skip 不要，extra 保留为自己的列）", "say what a heading is: heading=column (skip, extra)"))
	f.StringVar(&o.shop, "shop", "", a.text("编号、单号属于哪家店；别的电脑导出的表，写那是谁的", "the shop whose numbers these are; of another computer's export, whose that is"))
	f.StringVar(&o.key, "key", "", a.text("这几列相同就是同一条，改过的行更新它，如 单号,产品", "rows alike in these columns are one, and a corrected row updates it, such as order_no,product"))
	f.StringVar(&o.replace, "replace", "", a.text("撤下文件的日期范围里这家店已没有的行（要 --shop）；超过二十分之一就不导入，除非 --replace=all", "take out the shop's rows that the file lacks within its days (needs --shop); above one in twenty nothing is imported, but for --replace=all"))
	f.Lookup("replace").NoOptDefVal = replaceFew
	f.BoolVar(&o.strict, "strict", false, a.text("表头和上次不一样就不导入", "refuse headings other than the last time"))
	f.StringVar(&o.onMatch, "on-match", "fill", a.text("已有的客户：fill 补空，overwrite 覆盖，skip 不动", "known customers: fill, overwrite or skip"))
	f.StringVar(&o.encoding, "encoding", "", a.text("编码：utf-8 gb18030 utf-16le utf-16be（缺省自己认）", "utf-8, gb18030, utf-16le or utf-16be (default: found out)"))
	f.StringVar(&o.worksheet, "worksheet", "", a.text("工作簿里只读这一张工作表", "read this worksheet of a workbook alone"))
	f.StringVar(&o.passwordFile, "password-file", "", a.text("工作簿的密码在这个文件的第一行", "the workbook's password is the first line of this file"))
	f.StringVar(&o.rejects, "rejects", "", a.text("被拒的行写到哪里（.csv 或 .xlsx，缺省写在原文件旁边）", "where rejected rows go (.csv or .xlsx; default: beside the file)"))
	f.BoolVar(&o.dryRun, "dry-run", false, a.text("只看会怎样，不写入", "tell what would happen, write nothing"))
	f.BoolVar(&o.json, "json", false, a.text("输出 JSON", "print JSON"))
	f.BoolVar(&o.sensitive, "allow-sensitive", false, a.text("连同身份证、病史等敏感列", "keep sensitive columns as well"))
	return a.made(c, sheet.W("导入 Excel、CSV 表格，编码和表头自己认", "import Excel and CSV sheets, encoding and headings found out"), "导入")
}

// imported is what became of one file, or of one worksheet of it.
type imported struct {
	file    *intake.File
	summary store.Summary
	seconds float64
	err     error
	name    string
	rejects string // where the rejected rows were written, "" for nowhere

	previewed bool // somebody was shown what would become of it
	more      bool // further worksheets of the same batch follow
}

func (a *app) runImport(c *cobra.Command, files []string, o importOptions) error {
	options, err := a.intakeOptions(o)
	if err != nil {
		return err
	}
	match, err := onMatch(o.onMatch)
	if err != nil {
		return err
	}
	if err := o.checkAgain(); err != nil {
		return err
	}
	if o.rejects != "" && !slices.Contains([]string{".csv", ".xlsx"}, ending(o.rejects)) {
		return sheet.Fail(sheet.Misused, "--rejects 要写成 .csv 或 .xlsx，不能是 %s", "--rejects is a .csv or an .xlsx, not %s", o.rejects)
	}
	run := importRun{app: a, ctx: c.Context(), options: options, match: match, asked: o, answers: map[string]map[string]string{}}
	defer run.close()
	if err := run.recall(); err != nil {
		return err
	}
	run.options.Product, run.options.LastSold = run.knownProducts(), run.lastSales()
	sheets := a.sheetFiles(files)
	run.several, run.sheets = len(sheets) > 1, sheets
	if err := errors.Join(run.checkMap(sheets), run.checkRejects()); err != nil {
		return err
	}
	var results []imported
	for i, s := range sheets {
		results = append(results, run.file(s)...)
		if c.Context().Err() != nil {
			run.sayLeft(sheets[i+1:])
			break
		}
	}
	if err := a.printImports(results, o); err != nil {
		return err
	}
	return a.worst(results, o.dryRun)
}

func (a *app) intakeOptions(o importOptions) (options intake.Options, err error) {
	r, err := a.reading()
	if err != nil {
		return options, err
	}
	options = intake.Options{Today: r.Today, Encoding: o.encoding, AllowSensitive: o.sensitive, Worksheet: o.worksheet}
	if o.sheet != "" {
		if options.Sheet, err = sheetNamed(o.sheet); err != nil {
			return options, err
		}
	}
	options.Map, err = mapOf(o.pairs)
	return options, err
}

// mapOf is what the --map of a command line say. An input method may have written the
// sign between heading and column in full width.
func mapOf(pairs []string) (map[string]string, error) {
	said := map[string]string{}
	for _, pair := range pairs {
		heading, column, ok := strings.Cut(pair, "=")
		if !ok {
			heading, column, ok = strings.Cut(pair, "＝")
		}
		switch before, twice := said[heading]; {
		case !ok:
			return nil, sheet.Fail(sheet.Misused, "--map “%s”应写成 原表头=列", "write --map %q as heading=column", pair)
		case twice && before != column:
			return nil, sheet.Fail(sheet.Misused, "--map 把“%[1]s”说了两次：%[2]s 和 %[3]s，请留一个；表里有两个“%[1]s”的话，第二个写成 %[1]s2", "--map says two things of “%[1]s”, %[2]s and %[3]s: leave one; if the sheet has two such columns, the second is %[1]s2", heading, before, column)
		}
		said[heading] = column
	}
	return said, nil
}

func onMatch(word string) (sheet.OnMatch, error) {
	switch word {
	case "fill":
		return sheet.Fill, nil
	case "overwrite":
		return sheet.Overwrite, nil
	case "skip":
		return sheet.Keep, nil
	}
	return 0, sheet.Fail(sheet.Misused, "--on-match 只能是 fill、overwrite 或 skip，不能是“%s”", "--on-match is fill, overwrite or skip, not “%s”", word)
}

// importRun is one import of several files. The sheet's file is opened, and made,
// only when there is something to put into it.
type importRun struct {
	app      *app
	ctx      context.Context
	options  intake.Options
	match    sheet.OnMatch
	asked    importOptions
	sheets   []sheetFile
	several  bool
	given    []string                     // where rejected rows went
	said     map[string]string            // --map, and what was answered about the present file
	answers  map[string]map[string]string // what was answered, by the signature of the headings
	mappings []remembered
	read     func() float64 // how much of the present file is read
	expected int            // rows of what is imported, 0 if nobody knows
	db       *store.DB
	scratch  string // a folder that goes away again, of a rehearsal without a file
}

// file imports a file: all worksheets of a workbook as one batch, or none.
func (run *importRun) file(from sheetFile) []imported {
	begun, name := run.app.now(), from.name
	if from.err != nil {
		return []imported{{name: name, err: from.err}}
	}
	source, closer, err := run.app.source(run.ctx, name)
	if err != nil {
		return []imported{{name: name, err: err}}
	}
	defer closer.Close()
	if run.app.passCodebook(name, source) {
		return nil
	}
	run.read = shareOf(source)
	from.source, from.options, run.said = source, run.options, run.options.Map
	from.options.Password = run.app.passwordOf(run.ctx, name, run.asked.passwordFile)
	files, err := run.understand(from)
	if err == nil && len(files) > 0 {
		run.sayUnused(files[0])
		if err = run.strict(files); err == nil {
			files, err = run.preview(from, files)
		}
	}
	switch {
	case err != nil:
		return unread(name, files, err)
	case len(files) == 0:
		return nil
	case run.asks():
		begun = run.app.now() // nobody knows how long somebody thought
	}
	return run.worksheets(name, files, begun)
}

// unread is what became of a file that can't be imported; of a workbook each worksheet
// that has questions tells its own.
func unread(name string, files []*intake.File, err error) (all []imported) {
	var several intake.Asking
	if !errors.As(err, &several) {
		several = intake.Asking{err}
	}
	for _, one := range several {
		done := imported{name: name, file: alone(files), err: one}
		if q := questionsOf(one); q != nil {
			done.file = &intake.File{Name: name, Worksheet: q.Worksheet}
		}
		all = append(all, done)
	}
	return all
}

// alone is the file, nil if it is of several worksheets.
func alone(files []*intake.File) *intake.File {
	if len(files) == 1 {
		return files[0]
	}
	return nil
}

// worksheets imports what a file holds, in one worksheet or several.
func (run *importRun) worksheets(name string, files []*intake.File, begun time.Time) []imported {
	summaries, ended, err := run.write(files)
	if err != nil {
		return []imported{{name: name, file: alone(files), err: run.whose(name, err)}}
	}
	results := make([]imported, len(files))
	for i, f := range files {
		results[i] = imported{name: name, file: f, summary: summaries[i], seconds: ended[i].Sub(begun).Seconds(),
			previewed: run.asks() && !run.asked.dryRun, more: i+1 < len(files)}
		begun = ended[i]
	}
	run.giveBack(results)
	fresh := false
	for i, f := range files {
		some, err := run.remember(f)
		fresh, results[i].err = fresh || some, err
	}
	if fresh {
		run.app.say("记住了这些表头，下次同样的表头照此导入（kehu mapping 查看）", "remembered these headings for the next sheet that has them (see kehu mapping)")
	}
	return results
}

// whose is err with the name of the file that was interrupted, of several: those before
// it are written.
func (run *importRun) whose(name string, err error) error {
	var known *sheet.Error
	if !run.several || !errors.As(err, &known) || known.Failure != sheet.Interrupted {
		return err
	}
	return sheet.Fail(sheet.Interrupted, "%s：%s", "%s: %s", titleOf(name, nil), known.Words).Because(err)
}

// sayLeft names the files whose turn an interruption did not let come.
func (run *importRun) sayLeft(files []sheetFile) {
	var names []string
	for _, s := range files {
		names = append(names, s.name)
	}
	if len(names) > 0 {
		run.app.say("还没有轮到：%s", "not reached: %s", sheet.Names(names))
	}
}

// open opens the file once. A rehearsal makes none: without a file it uses one
// that goes away again.
func (run *importRun) open() (err error) {
	path := run.app.path()
	if run.db != nil {
		return nil
	}
	if _, missing := os.Stat(path); run.asked.dryRun && errors.Is(missing, os.ErrNotExist) {
		if run.scratch, err = os.MkdirTemp("", "kehu-*"); err != nil {
			return unwritable(os.TempDir(), err)
		}
		path = filepath.Join(run.scratch, fileName)
	}
	run.db, err = run.app.openAt(run.ctx, path, making)
	return err
}

func (run *importRun) close() {
	if run.db != nil {
		run.db.Close()
	}
	if run.scratch != "" {
		os.RemoveAll(run.scratch)
	}
}

// failed is what is wrong with a file after its import, nil if nothing is.
func (done imported) failed(dryRun bool) *sheet.Error {
	var known *sheet.Error
	switch {
	case errors.As(done.err, &known):
		return known
	case done.err != nil:
		return sheet.Fail(sheet.Failed, "%s：%s", "%s: %s", done.name, done.err.Error()).Because(done.err)
	case done.summary.Rejected > 0 && dryRun:
		return sheet.Fail(sheet.Rejected, "%s：%d 行会被拒绝", "%s: %d rows would be rejected", titleOf(done.name, done.file), done.summary.Rejected)
	case done.summary.Rejected > 0 && done.summary.Rejected+done.summary.Skipped == done.summary.Sum():
		return sheet.Fail(sheet.Rejected, "%s：%d 行被拒绝，什么也没有写入", "%s: %d rows rejected, nothing was written", titleOf(done.name, done.file), done.summary.Rejected)
	case done.summary.Rejected > 0 && done.summary.Inserted+done.summary.Updated+done.summary.Removed == 0:
		return sheet.Fail(sheet.Rejected, "%s：%d 行被拒绝，其余没有变化", "%s: %d rows rejected, the rest is unchanged", titleOf(done.name, done.file), done.summary.Rejected)
	case done.summary.Rejected > 0:
		return sheet.Fail(sheet.Rejected, "%s：%d 行被拒绝，其余已写入", "%s: %d rows rejected, the rest is written", titleOf(done.name, done.file), done.summary.Rejected)
	}
	return nil
}

// worst is the error of the file that went worst: the one of the largest exit code.
// The others' errors are printed here, each on a line.
func (a *app) worst(results []imported, dryRun bool) error {
	var worst *sheet.Error
	for _, done := range results {
		failed := done.failed(dryRun)
		switch {
		case failed == nil:
		case worst == nil:
			worst = failed
		case failed.Failure > worst.Failure:
			a.printError(worst)
			worst = failed
		default:
			a.printError(failed)
		}
	}
	if worst == nil {
		return nil
	}
	return worst
}
