package cmd

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"kehu/store"
	"kehu/store/sheet"
)

func newBackup(a *app) *cobra.Command {
	c := &cobra.Command{
		Use: a.text("backup [文件|文件夹]", "backup [FILE|FOLDER]"), Args: a.between(0, 1),
		Example: "  kehu backup E:\\",
		RunE:    a.runBackup,
	}
	return a.made(c, sheet.W("备份并核对（如备份到 U 盘）", "make a verified backup, such as onto a USB stick"), "备份")
}

func (a *app) runBackup(c *cobra.Command, args []string) error {
	db, err := a.open(c.Context(), reading)
	if err != nil {
		return err
	}
	defer db.Close()
	own := backupFolder(db.Path())
	to := own
	if len(args) == 1 {
		to = args[0]
	}
	if disk := filepath.VolumeName(to); disk != "" && disk == to {
		to += `\` // E: alone is whatever folder of E: somebody was in last
	}
	if to, err = a.backupName(to, own); err != nil {
		return err
	}
	if err := a.backUp(c.Context(), db, to); err != nil {
		return err
	}
	fmt.Fprintln(a.out, a.text("已备份到 %s，核对无误", "backed up to %s, verified", to))
	if beside(to, db.Path()) {
		a.say("它和原文件在同一个地方，硬盘坏了会一起丢；请再备一份到 U 盘，%s", "it lies beside the file itself and goes with the disk; make another on a USB stick, %s", backupExample())
		return nil
	}
	day := sheet.DateOf(a.now())
	if err := db.Remember(c.Context(), elsewhereKey, day.String()); err != nil {
		a.say("备份好了，只是没能记下这一天：%s", "the backup is made; only its day could not be noted: %s", a.words(err))
	}
	return nil
}

// backUp makes a backup and tells how far it is.
func (a *app) backUp(ctx context.Context, db *store.DB, to string) error {
	whole := float64(max(1, size(db.Path())))
	const copying = 0.6 // of the time; the rest is spent on looking the copy over
	g := &gauge{label: sheet.W("备份", "backing up"), share: func() float64 { return copying * float64(size(store.Unfinished(to))) / whole }}
	defer a.watch(g)()
	return db.Backup(ctx, to)
}

// pickBackup lets somebody at a terminal choose of the backups in a folder, the oldest
// of which come first.
func (a *app) pickBackup(folder string, all []string) (string, error) {
	slices.Reverse(all)
	all = all[:min(len(all), 9)]
	switch {
	case !a.inTerminal:
		return "", sheet.Fail(sheet.Unanswered, "从哪个备份恢复？写上它的文件名", "restore which backup? name its file")
	case len(all) == 0:
		return "", sheet.Fail(sheet.NotFound, "%s 里没有备份；从 U 盘恢复请写上它的盘符或文件名，如 kehu restore E:\\", "there is no backup in %s; to restore from a USB stick name its drive or the file, such as kehu restore E:\\", folder)
	}
	names := make([]string, len(all))
	for i, path := range all {
		names[i] = filepath.Base(path) + "  " + megabytes(size(path))
	}
	if i := a.pick(sheet.W("恢复哪一个？（1–%d，回车不恢复）", "restore which? (1–%d, Enter: none) ", len(all)), names); i >= 0 {
		return all[i], nil
	}
	return "", refused()
}

// backupExample is how to make a backup on a USB stick.
func backupExample() sheet.Words {
	return sheet.W("如 kehu backup E:\\", "such as kehu backup E:\\")
}

// backupName is the file that a backup to a file, a folder or a drive goes to. A
// folder is made: one's own, and what has no ending, as E:\备份 is meant for one.
func (a *app) backupName(to, own string) (string, error) {
	if to == own || filepath.Ext(filepath.Base(to)) == "" {
		if err := os.MkdirAll(to, 0o700); err != nil {
			return "", unwritable(to, err)
		}
	}
	if info, err := os.Stat(to); err == nil && info.IsDir() {
		to = filepath.Join(to, a.text("客户追踪-%s.db", "kehu-%s.db", a.now().Format("20060102-150405")))
	}
	return to, nil
}

// beside reports whether a backup lies with the file: in its folder, or in that of
// the daily backups.
func beside(backup, file string) bool {
	folder := filepath.Dir(backup)
	return same(folder, filepath.Dir(file)) || same(folder, backupFolder(file))
}

func same(path, other string) bool {
	a, err := os.Stat(path)
	b, err2 := os.Stat(other)
	return err == nil && err2 == nil && os.SameFile(a, b)
}

func newRestore(a *app) *cobra.Command {
	c := &cobra.Command{
		Use: a.text("restore [备份文件|文件夹]", "restore [BACKUP|FOLDER]"), Args: a.between(0, 1),
		Example: "  kehu restore E:\\客户追踪-20260305-090000.db --yes",
		RunE:    a.runRestore,
	}
	return a.made(c, sheet.W("从备份恢复（现有内容先另存）", "bring a backup back (what is there is kept first)"), "恢复")
}

// backupFrom is the backup that args name, or that is picked of those in the folder
// that they name or in that of the daily ones.
func (a *app) backupFrom(args []string) (string, error) {
	if len(args) == 0 {
		return a.pickBackup(backupFolder(a.path()), dailyBackups(a.path()))
	}
	if info, err := os.Stat(args[0]); err != nil || !info.IsDir() {
		return args[0], nil
	}
	var all []string
	written := map[string]time.Time{}
	entries, err := os.ReadDir(args[0])
	for _, e := range entries {
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() && ending(e.Name()) == ".db" {
			path := filepath.Join(args[0], e.Name())
			all, written[path] = append(all, path), info.ModTime()
		}
	}
	slices.SortStableFunc(all, func(a, b string) int { return written[a].Compare(written[b]) })
	if err != nil {
		return "", sheet.Fail(sheet.NotFound, "看不了 %s 里有什么", "can't look into %s", args[0]).Because(err)
	}
	return a.pickBackup(args[0], all)
}

func (a *app) runRestore(c *cobra.Command, args []string) error {
	from, err := a.backupFrom(args)
	if err != nil {
		return err
	}
	if _, err := os.Stat(from); errors.Is(err, os.ErrNotExist) {
		return sheet.Fail(sheet.NotFound, "没有备份文件 %s", "there is no backup %s", from)
	}
	if !a.global.yes {
		if !a.inTerminal {
			return sheet.Fail(sheet.Unanswered, "恢复会换掉现有内容，确定请加 --yes", "restoring replaces what is there; add --yes if you are sure")
		}
		if err := a.agreed(sheet.W("用 %s 换掉现有内容吗？", "replace what is there by %s?", from)); err != nil {
			return err
		}
	}
	o, err := a.storeOptions()
	if err != nil {
		return err
	}
	stop := a.during(c)
	kept, err := store.Restore(c.Context(), a.path(), from, o)
	stop()
	if err != nil {
		return err
	}
	fmt.Fprintln(a.out, a.text("已从 %s 恢复", "restored from %s", from))
	if kept != "" {
		a.say("原来的内容存在 %s", "what was there is kept in %s", kept)
	}
	return nil
}
