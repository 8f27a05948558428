package cmd

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
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
	pairs                                   []string
	dryRun, json, sensitive                 bool
}

func newImport(a *app) *cobra.Command {
	var o importOptions
	c := &cobra.Command{
		Use: "import FILE…|- [--sheet 表] [--map 原表头=列] [--dry-run]", Args: between(1, -1),
		Example: "  kehu import 客户台账.csv --dry-run\n  kehu import 三岔河.csv --shop 三岔河店 --map 联系方式=phone",
		RunE:    func(c *cobra.Command, args []string) error { return a.runImport(c, args, o) },
	}
	f := c.Flags()
	f.StringVar(&o.sheet, "sheet", "", a.text("文件是哪张表（缺省看表头）", "which sheet the file is (default: by its headings)"))
	f.StringArrayVar(&o.pairs, "map", nil, a.text("指定一列：原表头=列（skip 不要，extra 保留为自己的列）", "say what a heading is: heading=column (skip, extra)"))
	f.StringVar(&o.shop, "shop", "", a.text("编号、单号属于哪家店", "the shop whose numbers these are"))
	f.StringVar(&o.onMatch, "on-match", "fill", a.text("已有的客户：fill 补空，overwrite 覆盖，skip 不动", "known customers: fill, overwrite or skip"))
	f.StringVar(&o.encoding, "encoding", "", a.text("编码：utf-8 gb18030 utf-16le utf-16be（缺省自己认）", "utf-8, gb18030, utf-16le or utf-16be (default: found out)"))
	f.StringVar(&o.rejects, "rejects", "", a.text("把被拒的行写到这个 CSV，改好再导", "write rejected rows to this CSV, to mend and import again"))
	f.BoolVar(&o.dryRun, "dry-run", false, a.text("只看会怎样，不写入", "tell what would happen, write nothing"))
	f.BoolVar(&o.json, "json", false, a.text("输出 JSON", "print JSON"))
	f.BoolVar(&o.sensitive, "allow-sensitive", false, a.text("连同身份证、病史等敏感列", "keep sensitive columns as well"))
	return a.made(c, sheet.W("导入 CSV 表格，编码和表头自己认", "import CSV sheets, encoding and headings found out"), "导入")
}

// imported is what became of one file.
type imported struct {
	file    *intake.File
	summary store.Summary
	seconds float64
	err     error
	name    string
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
	db, err := a.open(c.Context(), true)
	if err != nil {
		return err
	}
	defer db.Close()
	var results []imported
	for _, name := range files {
		done := a.importFile(c, db, name, options, match, o)
		results = append(results, done)
		if done.err != nil && c.Context().Err() != nil {
			break
		}
	}
	if err := a.printImports(results, o); err != nil {
		return err
	}
	return worst(results)
}

func (a *app) intakeOptions(o importOptions) (options intake.Options, err error) {
	r, err := a.reading()
	if err != nil {
		return options, err
	}
	options = intake.Options{Today: r.Today, Encoding: o.encoding, AllowSensitive: o.sensitive, Map: map[string]string{}}
	if o.sheet != "" {
		if options.Sheet, err = sheetNamed(o.sheet); err != nil {
			return options, err
		}
	}
	for _, pair := range o.pairs {
		heading, column, ok := strings.Cut(pair, "=")
		if !ok {
			return options, sheet.Fail(sheet.Misused, "--map “%s”应写成 原表头=列", "write --map %q as heading=column", pair)
		}
		options.Map[heading] = column
	}
	return options, nil
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

func (a *app) importFile(c *cobra.Command, db *store.DB, name string, options intake.Options, match sheet.OnMatch, o importOptions) imported {
	begun := time.Now()
	done := imported{name: name}
	source, closer, err := a.source(name)
	if err != nil {
		done.err = err
		return done
	}
	defer closer.Close()
	if done.file, done.err = intake.Open(name, source, options); done.err != nil {
		return done
	}
	settings := store.Import{Command: a.command(), OnMatch: match, DryRun: o.dryRun, Shop: o.shop, Progress: a.progress(begun)}
	if done.summary, done.err = db.Import(c.Context(), done.file.Records(), settings); done.err != nil {
		return done
	}
	done.seconds = time.Since(begun).Seconds()
	if o.rejects != "" && len(done.summary.Rejects) > 0 {
		done.err = a.writeRejects(o.rejects, done)
	}
	return done
}

// source opens a file; standard input is read whole, because it is looked at twice.
func (a *app) source(name string) (io.ReadSeeker, io.Closer, error) {
	if name == "-" {
		content, err := io.ReadAll(a.in)
		if err != nil {
			return nil, nil, sheet.Fail(sheet.Failed, "读不了标准输入", "cannot read standard input").Because(err)
		}
		return bytes.NewReader(content), io.NopCloser(nil), nil
	}
	f, err := os.Open(name)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil, sheet.Fail(sheet.NotFound, "没有文件 %s", "there is no file %s", name)
	}
	if err != nil {
		return nil, nil, sheet.Fail(sheet.Failed, "读不了 %s，请检查权限", "cannot read %s; check its permissions", name).Because(err)
	}
	return f, f, nil
}

// progress tells on a terminal how far an import is, once it takes over a second.
func (a *app) progress(begun time.Time) func(int) {
	if a.width == 0 || a.global.quiet {
		return nil
	}
	return func(rows int) {
		if spent := time.Since(begun); spent > time.Second {
			fmt.Fprintf(a.err, "\r%s", a.text("已读 %d 行，每秒 %.0f 行", "%d rows, %.0f a second", rows, float64(rows)/spent.Seconds()))
		}
	}
}

// writeRejects gives the rejected rows back: the same columns, in front the
// reasons and the line.
func (a *app) writeRejects(path string, done imported) error {
	reasons, lines := map[int][]string{}, []int{}
	for _, n := range done.summary.Rejects {
		if reasons[n.Line] == nil {
			lines = append(lines, n.Line)
		}
		reasons[n.Line] = append(reasons[n.Line], noteText(n, a.lang))
	}
	slices.Sort(lines)
	header := []string{a.text("错误原因", "Reason"), a.text("行号", "Line")}
	for _, m := range done.file.Columns {
		header = append(header, m.Heading)
	}
	_, err := writeFile(path, func(f *os.File) error {
		f.WriteString("\ufeff")
		w := csv.NewWriter(f)
		w.Write(header)
		i := 0
		for cells, err := range done.file.Rows(lines) {
			if err != nil {
				return err
			}
			w.Write(append([]string{strings.Join(reasons[lines[i]], "；"), fmt.Sprint(lines[i])}, cells...))
			i++
		}
		w.Flush()
		return w.Error()
	})
	if err == nil {
		a.say("被拒的 %d 行已写入 %s，改好后再导入", "wrote the %d rejected rows to %s; mend and import them again", len(lines), path)
	}
	return err
}

func noteText(n store.Note, l sheet.Lang) string {
	if n.Column == "" {
		return n.Reason.In(l)
	}
	return sheet.W("%s：%s", "%s: %s", n.Column, n.Reason).In(l)
}

// worst is the error of the file that went worst: the largest exit code.
func worst(results []imported) error {
	var worst *sheet.Error
	for _, done := range results {
		err := done.err
		if err == nil && done.summary.Rejected > 0 {
			err = sheet.Fail(sheet.Rejected, "%s：%d 行被拒绝，其余已写入", "%s: %d rows rejected, the rest is written", done.name, done.summary.Rejected)
		}
		var known *sheet.Error
		if err != nil && !errors.As(err, &known) {
			known = sheet.Fail(sheet.Failed, "%s", "%s", err.Error())
		}
		if known != nil && (worst == nil || known.Failure > worst.Failure) {
			worst = known
		}
	}
	if worst == nil {
		return nil
	}
	return worst
}

// summaryJSON is what a script reads of one file.
type summaryJSON struct {
	File      string                    `json:"file"`
	Worksheet *string                   `json:"worksheet"`
	Encoding  string                    `json:"encoding,omitempty"`
	Rows      int                       `json:"rows"`
	Inserted  int                       `json:"inserted"`
	Updated   int                       `json:"updated"`
	Unchanged int                       `json:"unchanged"`
	Rejected  int                       `json:"rejected"`
	Skipped   int                       `json:"skipped"`
	Parts     map[string]map[string]int `json:"parts"`
	Batch     *int64                    `json:"batch"`
	Seconds   float64                   `json:"seconds"`
	Amount    json.RawMessage           `json:"amount"`
	Reasons   []noteJSON                `json:"reasons,omitempty"`
	Skips     []noteJSON                `json:"skips,omitempty"`
	Warnings  []noteJSON                `json:"warnings,omitempty"`
	Differs   []noteJSON                `json:"differs,omitempty"`
	Suspects  []noteJSON                `json:"suspects,omitempty"`
	Error     string                    `json:"error,omitempty"`
	Questions *intake.Questions         `json:"questions,omitempty"`
}

type noteJSON struct {
	Line   int    `json:"line"`
	Column string `json:"column,omitempty"`
	Reason string `json:"reason"`
}

func (a *app) printImports(results []imported, o importOptions) error {
	if !o.json {
		for _, done := range results {
			a.printImport(done, o)
		}
		return nil
	}
	list := make([]summaryJSON, len(results))
	for i, done := range results {
		list[i] = a.toJSON(done)
	}
	encoder := json.NewEncoder(a.out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(list)
}

func (a *app) toJSON(done imported) summaryJSON {
	s := done.summary
	amount := sheet.MakeMoney(s.Amount)
	j := summaryJSON{File: done.name, Rows: s.Sum(), Inserted: s.Inserted, Updated: s.Updated, Unchanged: s.Unchanged, Rejected: s.Rejected, Skipped: s.Skipped,
		Parts: map[string]map[string]int{}, Seconds: done.seconds, Amount: amount.AppendJSON(nil),
		Reasons: a.notes(s.Rejects), Skips: a.notes(s.Skips), Warnings: a.notes(s.Warnings), Differs: a.notes(s.Differs), Suspects: a.notes(s.Suspects)}
	if done.file != nil {
		j.Encoding = done.file.Encoding
	}
	if s.Batch.ID != 0 {
		j.Batch = &s.Batch.ID
	}
	for key, c := range s.Parts {
		j.Parts[key] = map[string]int{"inserted": c.Inserted, "updated": c.Updated, "unchanged": c.Unchanged, "skipped": c.Skipped}
	}
	if done.err != nil {
		j.Error = done.err.Error()
		errors.As(done.err, &j.Questions)
	}
	return j
}

func (a *app) notes(notes []store.Note) []noteJSON {
	list := make([]noteJSON, len(notes))
	for i, n := range notes {
		list[i] = noteJSON{n.Line, n.Column, n.Reason.In(a.lang)}
	}
	return list
}

// shownNotes is how many remarks of one kind a person is shown.
const shownNotes = 10

// printImport tells a person what became of a file: how it was read, what
// was written, and every row that was not, with its line and reason.
func (a *app) printImport(done imported, o importOptions) {
	if done.err != nil && done.summary.Sum() == 0 {
		return // printed as the command's error
	}
	f, s, w := done.file, done.summary, a.out
	fmt.Fprintln(w, a.text("%s：%s 编码，第 %d 行是表头", "%s: %s, headings in line %d", filepath.Base(f.Name), f.Encoding, f.HeaderLine))
	a.printMapping(f)
	verb := sheet.W("共 %d 行：新增 %d，更新 %d，无变化 %d，拒绝 %d，跳过 %d", "%d rows: %d inserted, %d updated, %d unchanged, %d rejected, %d skipped")
	verb.Args = []any{s.Sum(), s.Inserted, s.Updated, s.Unchanged, s.Rejected, s.Skipped}
	fmt.Fprintln(w, verb.In(a.lang))
	a.printParts(s)
	a.printNotes(sheet.W("拒绝", "rejected"), s.Rejects)
	a.printNotes(sheet.W("跳过", "skipped"), s.Skips)
	a.printNotes(sheet.W("没看懂，原文记入备注", "not understood, kept in the remark"), s.Warnings)
	a.printNotes(sheet.W("与已有的不同，没有改", "differs from what is on file, kept"), s.Differs)
	a.printNotes(sheet.W("可能是同一人", "maybe the same person"), s.Suspects)
	if n := f.Completed(); n > 0 {
		fmt.Fprintln(w, a.text("补了年份的日期：%d 个", "dates completed with a year: %d", n))
	}
	if o.dryRun {
		a.say("演习：什么也没有写入", "rehearsal: nothing was written")
		return
	}
	a.sayBatch(s.Batch)
}

// printMapping tells which heading went where.
func (a *app) printMapping(f *intake.File) {
	var mapped, extra, left []string
	for _, m := range f.Columns {
		switch m.As {
		case intake.Mapped:
			mapped = append(mapped, m.Heading+"→"+m.Column.Sheet.Label().In(a.lang)+"."+m.Column.Label().In(a.lang))
		case intake.Extra:
			extra = append(extra, m.Heading)
		case intake.Sensitive:
			left = append(left, m.Heading)
		}
	}
	fmt.Fprintln(a.out, "  "+strings.Join(mapped, "  "))
	if len(extra) > 0 {
		fmt.Fprintln(a.out, a.text("  保留为自己的列：%s", "  kept as columns of your own: %s", strings.Join(extra, "、")))
	}
	if len(left) > 0 {
		fmt.Fprintln(a.out, a.text("  敏感内容，没有导入：%s", "  sensitive, left out: %s", strings.Join(left, "、")))
	}
	for _, n := range f.Notes {
		fmt.Fprintln(a.out, "  "+n.In(a.lang))
	}
}

func (a *app) printParts(s store.Summary) {
	for _, part := range sheet.All() {
		if c := s.Parts[part.Key]; c != nil {
			fmt.Fprintln(a.out, a.text("  %s：新增 %d，更新 %d，无变化 %d", "  %s: %d inserted, %d updated, %d unchanged", part.Label(), c.Inserted, c.Updated, c.Unchanged))
		}
	}
}

func (a *app) printNotes(title sheet.Words, notes []store.Note) {
	if len(notes) == 0 {
		return
	}
	fmt.Fprintln(a.out, a.text("%s：%d 处", "%s: %d", title, len(notes)))
	for _, n := range notes[:min(len(notes), shownNotes)] {
		fmt.Fprintln(a.out, a.text("  第 %d 行 %s", "  line %d %s", n.Line, noteText(n, a.lang)))
	}
	if len(notes) > shownNotes {
		fmt.Fprintln(a.out, a.text("  …（--json 列出全部）", "  … (--json lists all)"))
	}
}
