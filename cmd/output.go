package cmd

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kehu/report"
	"kehu/report/render"
	"kehu/store/sheet"
)

// output are the options of every command that lists something.
type output struct {
	json, csv bool
	limit     int
	file      string
}

// screenRows is how many rows a list shows on the screen when no --limit is given.
const screenRows = 100

// addOutput gives c the options of a listing.
func (a *app) addOutput(c *cobra.Command, o *output) {
	flags := c.Flags()
	flags.BoolVar(&o.json, "json", false, a.text("输出 JSON", "print JSON"))
	flags.BoolVar(&o.csv, "csv", false, a.text("输出 CSV", "print CSV"))
	flags.IntVar(&o.limit, "limit", 0, a.text("最多几行（0 = 不限）", "at most this many rows (0: all)"))
	flags.StringVarP(&o.file, "output", "o", "", a.text("写入文件，格式看后缀：.xlsx .csv .json .md", "write a file, its ending says the format: .xlsx .csv .json .md"))
	c.PreRunE = func(*cobra.Command, []string) error { return o.check() }
}

// check refuses options that contradict each other, before anything is read.
func (o *output) check() error {
	ways := 0
	for _, asked := range []bool{o.json, o.csv, o.file != ""} {
		if asked {
			ways++
		}
	}
	switch {
	case ways > 1:
		return sheet.Fail(sheet.Misused, "--json、--csv 和 -o 只能选一个", "choose one of --json, --csv and -o")
	case o.limit < 0:
		return sheet.Fail(sheet.Misused, "--limit 不能小于 0", "--limit can't be below 0")
	case o.file != "" && !slices.Contains(endings(), ending(o.file)):
		return sheet.Fail(sheet.Misused, "不认识 %s 的后缀，可用 .xlsx .csv .json .md", "unknown ending of %s; use .xlsx, .csv, .json or .md", o.file)
	}
	return nil
}

// endings are the formats that a listing can be saved in.
func endings() []string { return []string{".xlsx", ".csv", ".json", ".md"} }

func ending(path string) string { return strings.ToLower(filepath.Ext(path)) }

// screen reports whether the listing goes to a person's screen.
func (o *output) screen() bool { return !o.json && !o.csv && o.file == "" }

// rows is how many rows to ask for: without --limit a screen shows so many that
// nobody waits for more, and one further row tells whether there are more.
func (o *output) rows() int {
	if o.limit == 0 && o.screen() {
		return screenRows + 1
	}
	return o.limit
}

// print shows d as the options say.
func (a *app) print(d report.Doc, o *output) error {
	if o.limit > 0 {
		d = limited(d, o.limit)
	}
	switch {
	case o.file != "":
		g := &gauge{label: sheet.W("写 %s", "writing %s", filepath.Base(o.file))}
		defer a.watch(g)()
		_, err := a.save(g.counting([]report.Doc{d}, 0), o.file)
		return err
	case o.json:
		return render.JSON(a.out, d, a.lang)
	case o.csv:
		return render.CSV(a.out, d, a.lang)
	}
	if o.limit == 0 {
		d = a.shortened(d)
	}
	return render.Terminal(a.out, d, render.Options{Lang: a.lang, Width: a.width, Color: a.width > 0 && a.env("NO_COLOR") == ""})
}

// limited stops every table of d after limit rows.
func limited(d report.Doc, limit int) report.Doc { return cut(d, limit, func() {}) }

// shortened stops a long list after screenRows and says so.
func (a *app) shortened(d report.Doc) report.Doc {
	return cut(d, screenRows, func() {
		a.say("只显示前 %d 行；--limit 看更多，-o 表.xlsx 存成文件", "the first %d rows; see more with --limit, or save them with -o table.xlsx", screenRows)
	})
}

// cut stops every table of d after most rows; more is called where there are more.
func cut(d report.Doc, most int, more func()) report.Doc {
	d.Tables = slices.Clone(d.Tables)
	for i, t := range d.Tables {
		rows := t.Rows
		if rows == nil {
			continue
		}
		d.Tables[i].Rows = func(yield func([]report.Cell, error) bool) {
			n := 0
			for cells, err := range rows {
				if n++; n > most {
					more()
					return
				}
				if !yield(cells, err) {
					return
				}
			}
		}
	}
	return d
}

// save writes docs to a file in the format that its ending says and returns where
// it was written.
func (a *app) save(docs []report.Doc, path string) (written string, err error) {
	written, err = writeFile(path, func(f *os.File) error { return a.format(f, docs, ending(path)) })
	if err != nil {
		return "", err
	}
	a.sayWritten(path, written)
	return written, nil
}

// sayWritten tells where a file went, which is not where it was to go while
// another program holds that open.
func (a *app) sayWritten(path, written string) {
	if written != path {
		a.say("%s 正被打开，已改写到 %s", "%s is open in another program; wrote %s instead", path, written)
		return
	}
	a.say("已写入 %s", "wrote %s", written)
}

// format writes docs as a file of that ending is written; all but a workbook hold one.
func (a *app) format(w io.Writer, docs []report.Doc, ending string) error {
	switch ending {
	case ".xlsx":
		return render.Workbook(w, docs, a.lang)
	case ".csv":
		return render.CSV(w, docs[0], a.lang)
	case ".json":
		return render.JSON(w, docs[0], a.lang)
	}
	return render.Markdown(w, docs[0], a.lang)
}
