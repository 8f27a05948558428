package cmd

import (
	"io"
	"os"
	"path/filepath"
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
	c.MarkFlagsMutuallyExclusive("json", "csv", "output")
}

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
	switch {
	case o.file != "":
		return a.save([]report.Doc{d}, o.file)
	case o.json:
		return render.JSON(a.out, d)
	case o.csv:
		return render.CSV(a.out, d, a.lang)
	}
	if o.limit == 0 {
		d = a.shortened(d)
	}
	return render.Terminal(a.out, d, render.Options{Lang: a.lang, Width: a.width, Color: a.width > 0 && a.env("NO_COLOR") == ""})
}

// shortened stops a long list after screenRows and says so.
func (a *app) shortened(d report.Doc) report.Doc {
	for i, t := range d.Tables {
		rows := t.Rows
		d.Tables[i].Rows = func(yield func([]report.Cell, error) bool) {
			n := 0
			for cells, err := range rows {
				if n++; n > screenRows {
					a.say("只显示前 %d 行；--limit 看更多，-o 表.xlsx 存成文件", "the first %d rows; see more with --limit, or save them with -o table.xlsx", screenRows)
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

// save writes docs to a file in the format that its ending says.
func (a *app) save(docs []report.Doc, path string) error {
	format, err := a.format(path)
	if err != nil {
		return err
	}
	written, err := writeFile(path, func(f *os.File) error { return format(f, docs) })
	if err != nil {
		return err
	}
	if written != path {
		a.say("%s 正被打开，已改写到 %s", "%s is open in another program; wrote %s instead", path, written)
		return nil
	}
	a.say("已写入 %s", "wrote %s", written)
	return nil
}

// format is how a file of path's ending is written.
func (a *app) format(path string) (func(io.Writer, []report.Doc) error, error) {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".xlsx":
		return func(w io.Writer, docs []report.Doc) error { return render.Workbook(w, docs, a.lang) }, nil
	case ".csv":
		return func(w io.Writer, docs []report.Doc) error { return render.CSV(w, docs[0], a.lang) }, nil
	case ".json":
		return func(w io.Writer, docs []report.Doc) error { return render.JSON(w, docs[0]) }, nil
	case ".md":
		return func(w io.Writer, docs []report.Doc) error { return render.Markdown(w, docs[0], a.lang) }, nil
	}
	return nil, sheet.Fail(sheet.Misused, "不认识 %s 的后缀，可用 .xlsx .csv .json .md", "unknown ending of %s; use .xlsx .csv .json or .md", path)
}
