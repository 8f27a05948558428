package cmd

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"kehu/report"
	"kehu/report/render"
	"kehu/store"
	"kehu/store/sheet"
)

type exportOptions struct {
	output
	keys  bool
	where string
	into  string
}

func newExport(a *app) *cobra.Command {
	var o exportOptions
	c := &cobra.Command{
		Use: a.text("export [表] [-o 文件 | --into 文件夹]", "export [SHEET] [-o FILE | --into FOLDER]"), Args: a.between(0, 1),
		Example: "  kehu export 购买 -o 购买.csv\n  kehu export --keys --into 数据",
		RunE:    func(c *cobra.Command, args []string) error { return a.runExport(c, args, o) },
	}
	f := c.Flags()
	f.BoolVar(&o.keys, "keys", false, a.text("表头用英文列键，供 R、SPSS、Tableau 使用", "headings are column keys, for R, SPSS or Tableau"))
	f.StringVar(&o.where, "where", "", a.text("只要符合条件的行", "only rows that answer the condition"))
	f.StringVar(&o.into, "into", "", a.text("把每张表各写一个 CSV 到这个文件夹，附列说明", "write each sheet as a CSV into this folder, with a codebook"))
	a.addOutput(c, &o.output)
	return a.made(c, sheet.W("导出一张表，或全部", "export one sheet, or all"), "导出")
}

func (a *app) runExport(c *cobra.Command, args []string, o exportOptions) error {
	r, err := a.reading()
	if err != nil {
		return err
	}
	s, err := sheetArgument(args)
	if err != nil {
		return err
	}
	if err := o.checkExport(args); err != nil {
		return err
	}
	return a.view(c, func(v *store.View) error {
		if o.into != "" {
			defer a.during(c)()
			return a.exportAll(v, o, r)
		}
		d, err := a.exported(v, s, o, r)
		if err != nil {
			return err
		}
		switch {
		case o.file != "" && o.keys:
			defer a.during(c)()
			return a.saveKeyed(d, o.file)
		case o.file == "" && o.keys:
			return render.KeyedCSV(a.out, d)
		case o.screen():
			return render.CSV(a.out, d, a.lang)
		}
		return a.print(d, &o.output)
	})
}

// checkExport refuses options of which one would be overlooked.
func (o *exportOptions) checkExport(args []string) error {
	switch {
	case o.into != "" && (!o.screen() || len(args) > 0 || o.where != "" || o.limit > 0):
		return sheet.Fail(sheet.Misused, "--into 写出全部的表，不能再选表、格式、条件或行数", "--into writes all sheets; it takes no sheet, format, condition or limit")
	case o.keys && (o.json || o.file != "" && ending(o.file) != ".csv"):
		return sheet.Fail(sheet.Misused, "--keys 只能写成 CSV，如 -o 购买.csv", "--keys writes CSV only, such as -o purchases.csv")
	}
	return nil
}

// exported is a sheet with all its columns.
func (a *app) exported(v *store.View, s *sheet.Sheet, o exportOptions, r sheet.Reading) (report.Doc, error) {
	extras, err := v.Extras(s)
	if err != nil {
		return report.Doc{}, err
	}
	where, err := a.condition(v, s, o.where, extras, r)
	if err != nil {
		return report.Doc{}, err
	}
	return report.List(v, sheet.Query{Sheet: s, Where: where, AsOf: r.Today, Limit: o.limit}, nil, extras), nil
}

func (a *app) saveKeyed(d report.Doc, path string) error {
	written, err := writeFile(path, func(f *os.File) error { return render.KeyedCSV(f, d) })
	if err == nil {
		a.sayWritten(path, written)
	}
	return err
}

// exportAll writes a tidy set: one file a sheet and a codebook. The folder must be
// new or empty, so that no older set mixes in; it appears only when all is written.
func (a *app) exportAll(v *store.View, o exportOptions, r sheet.Reading) error {
	return a.saveFolder(func(folder string) error {
		for _, s := range sheet.All() {
			d, err := a.exported(v, s, exportOptions{}, r)
			if err != nil {
				return err
			}
			if err := a.exportOne(filepath.Join(folder, s.Key+".csv"), d, o.keys); err != nil {
				return err
			}
		}
		_, err := writeFile(filepath.Join(folder, "codebook.csv"), func(f *os.File) error { return render.KeyedCSV(f, codebook()) })
		return err
	}, o.into)
}

func (a *app) exportOne(path string, d report.Doc, keys bool) error {
	write := func(w io.Writer) error { return render.CSV(w, d, a.lang) }
	if keys {
		write = func(w io.Writer) error { return render.KeyedCSV(w, d) }
	}
	_, err := writeFile(path, func(f *os.File) error { return write(f) })
	return err
}

// saveFolder makes a folder and tells where.
func (a *app) saveFolder(fill func(folder string) error, path string) error {
	err := writeFolder(path, fill)
	if err == nil {
		a.say("已写入 %s", "wrote %s", path)
	}
	return err
}

// writeFolder makes the folder at path whole or not at all.
func writeFolder(path string, fill func(folder string) error) error {
	if entries, err := os.ReadDir(path); err == nil && len(entries) > 0 {
		return sheet.Fail(sheet.Misused, "文件夹 %s 不是空的，请换一个", "the folder %s is not empty; choose another", path)
	}
	temp, err := os.MkdirTemp(filepath.Dir(filepath.Clean(path)), ".kehu-*")
	if err != nil {
		return unwritable(path, err)
	}
	defer os.RemoveAll(temp)
	if err := errors.Join(os.Chmod(temp, 0o755), fill(temp)); err != nil {
		return onDisk(path, err)
	}
	os.Remove(path) // an empty folder of that name makes way
	if err := os.Rename(temp, path); err != nil {
		return unwritable(path, err)
	}
	return nil
}

// codebook explains every column of every sheet.
func codebook() report.Doc {
	text := func(key, zh, en string) report.Column { return report.Column{Key: key, Label: sheet.W(zh, en)} }
	columns := []report.Column{text("sheet", "表", "Sheet"), text("key", "列键", "Key"), text("zh", "中文", "Chinese"), text("en", "英文", "English"),
		text("type", "类型", "Type"), text("unit", "单位", "Unit"), text("choices", "可选的值", "Choices"), text("origin", "来历", "Origin")}
	rows := func(yield func([]report.Cell, error) bool) {
		for _, s := range sheet.All() {
			for _, c := range s.Columns {
				if c.Origin == sheet.Input {
					continue
				}
				kind, unit := typeAndUnit(c.Kind())
				if !yield(phrases(s.Key, c.Key, c.ZH, c.EN, kind, unit, choices(c), origin(c)), nil) {
					return
				}
			}
		}
	}
	return oneTable("codebook", sheet.W("列说明", "Codebook"), columns, rows)
}

func phrases(texts ...string) []report.Cell {
	cells := make([]report.Cell, len(texts))
	for i, t := range texts {
		text := sheet.MakeText(t)
		cells[i] = &text
	}
	return cells
}

// typeAndUnit is the type of a column's values in an exported file, and their unit.
func typeAndUnit(k sheet.Kind) (kind, unit string) {
	switch k {
	case sheet.MoneyKind:
		return "number", "yuan"
	case sheet.QtyKind:
		return "number", "see column unit"
	case sheet.CountKind, sheet.ScoreKind, sheet.NoKind:
		return "integer", ""
	case sheet.YearKind:
		return "integer", "year"
	case sheet.DateKind:
		return "date", "yyyy-mm-dd"
	case sheet.MomentKind:
		return "datetime", "yyyy-mm-dd hh:mm"
	case sheet.FlagKind:
		return "choice", "是/否"
	case sheet.ChoiceKind:
		return "choice", ""
	}
	return "text", ""
}

func choices(c *sheet.Column) string {
	var words []string
	for _, o := range c.Options {
		if c.Kind() == sheet.ScoreKind {
			words = append(words, fmt.Sprintf("%d=%s", o.Score, o.ZH))
		} else {
			words = append(words, o.ZH)
		}
	}
	return strings.Join(words, "|")
}

func origin(c *sheet.Column) string {
	switch c.Origin {
	case sheet.Derived:
		return "derived"
	case sheet.Borrowed:
		return "customer"
	}
	return "entered"
}
