package cmd

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kehu/report/render"
	"kehu/store"
	"kehu/store/sheet"
)

func newWhere(a *app) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{Use: "where", Args: a.between(0, 0), Example: "  kehu where",
		RunE: func(c *cobra.Command, _ []string) error { return a.runWhere(c, asJSON) }}
	c.Flags().BoolVar(&asJSON, "json", false, a.text("输出 JSON", "print JSON"))
	return a.made(c, sheet.W("客户表在哪里、多大、备份到了哪天", "where the sheet is, how big, and when it was backed up"), "在哪里")
}

// whereabouts are where things are.
type whereabouts struct {
	File      string  `json:"file"`
	Exists    bool    `json:"exists"`
	Bytes     int64   `json:"bytes"`
	Customers int     `json:"customers"`
	Backup    *string `json:"backup"`    // the newest daily one
	Elsewhere *string `json:"elsewhere"` // the day of the last one elsewhere
	Program   string  `json:"program"`
	Version   string  `json:"version"`
	Commit    string  `json:"commit"`
}

func (a *app) runWhere(c *cobra.Command, asJSON bool) error {
	p, err := a.whereabouts(c)
	if err != nil {
		return err
	}
	if asJSON {
		return json.NewEncoder(a.out).Encode(p)
	}
	a.printWhereabouts(p)
	return nil
}

func (a *app) whereabouts(c *cobra.Command) (p whereabouts, err error) {
	p = whereabouts{File: a.path(), Bytes: size(a.path())}
	if abs, err := filepath.Abs(p.File); err == nil {
		p.File = abs
	}
	p.Version, p.Commit = build()
	if p.Program, err = os.Executable(); err != nil {
		return p, err
	}
	if all := dailyBackups(p.File); len(all) > 0 {
		p.Backup = &all[len(all)-1]
	}
	if p.Exists = p.Bytes > 0; !p.Exists {
		return p, nil
	}
	return p, a.view(c, func(v *store.View) error {
		if p.Customers, err = v.Count(sheet.Query{Sheet: sheet.Customers}); err != nil {
			return err
		}
		text, err := v.Setting(elsewhereKey)
		if text != "" {
			p.Elsewhere = &text
		}
		return err
	})
}

// printWhereabouts prints a line each, never broken: paths are copied from it.
func (a *app) printWhereabouts(p whereabouts) {
	rows := [][2]string{{a.text("客户表", "sheet"), p.File}, {a.text("里面", "holds"), a.contents(p)}, {a.text("自动备份", "daily backup"), a.newestDaily(p)},
		{a.text("备份到别处", "backup elsewhere"), a.text("还没有；插上 U 盘，%s", "never; plug in a USB stick, %s", backupExample())},
		{a.text("程序", "program"), p.Program}, {a.text("版本", "version"), strings.TrimSpace(p.Version + " " + shortCommit(p.Commit))}}
	if p.Elsewhere != nil {
		rows[3][1] = *p.Elsewhere
	}
	if p.Backup != nil {
		rows = slices.Insert(rows, 3, [2]string{a.text("自动备份共", "daily backups"), a.dailySize(p.File)})
	}
	for _, row := range rows {
		fmt.Fprintln(a.out, row[0]+strings.Repeat(" ", 18-render.Width(row[0]))+row[1])
	}
}

func (a *app) contents(p whereabouts) string {
	if !p.Exists {
		return a.text("还没有，第一次写入时建立", "nothing yet; the first write makes it")
	}
	return a.text("%d 位客户，%s", "%d customers, %s", p.Customers, megabytes(p.Bytes))
}

func (a *app) newestDaily(p whereabouts) string {
	switch {
	case p.Backup != nil:
		return *p.Backup
	}
	return a.text("还没有；每天第一次写入前自动备份，留 %d 份", "none yet; made before the first write of a day, %d are kept", keptBackups)
}

// dailySize is how many daily backups there are of the file at path, and how large.
func (a *app) dailySize(path string) string {
	var bytes int64
	all := dailyBackups(path)
	for _, backup := range all {
		bytes += size(backup)
	}
	return a.text("%d 份，%s", "%d, %s", len(all), megabytes(bytes))
}

// megabytes is a size as people read it.
func megabytes(bytes int64) string {
	if bytes < 1<<20 {
		return fmt.Sprintf("%d KB", (bytes+1023)>>10)
	}
	return fmt.Sprintf("%.1f MB", float64(bytes)/(1<<20))
}
