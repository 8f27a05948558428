package cmd

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"kehu/store"
	"kehu/store/sheet"
)

// keptBackups is how many daily backups are kept.
const keptBackups = 14

// backupFolder is where the daily backups of the file at path lie.
func backupFolder(path string) string { return filepath.Join(filepath.Dir(path), "备份") }

// dailyName is the name of a day's backup of the file at path.
func dailyName(path string, day time.Time) string {
	base := filepath.Base(path)
	ext := filepath.Ext(base)
	return strings.TrimSuffix(base, ext) + "-" + day.Format("20060102") + ext
}

// backUpDaily makes a verified backup before the first write of a day: what is on
// file then is what the days before made of it. It says nothing when it goes well,
// and it never keeps anybody from writing.
func (a *app) backUpDaily(ctx context.Context, db *store.DB) {
	folder := backupFolder(db.Path())
	to := filepath.Join(folder, dailyName(db.Path(), a.now()))
	if size(to) > 0 {
		return
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		a.say("今天的自动备份没做成：写不了 %s", "no backup today: cannot write %s", folder)
		return
	}
	if a.lock(to) != nil {
		return // another process is at it
	}
	defer os.Remove(to + ".lock")
	if err := a.copyTo(ctx, db, to); err != nil {
		a.say("今天的自动备份没做成：%s", "no backup today: %s", a.words(err))
		return
	}
	all := dailyBackups(db.Path())
	for _, old := range all[:max(0, len(all)-keptBackups)] {
		os.Remove(old) // what can't be removed today can be tomorrow
	}
}

// copyTo copies the file, and tells how far it is where that takes long: a large file,
// a slow stick.
func (a *app) copyTo(ctx context.Context, db *store.DB, to string) error {
	whole := float64(max(1, size(db.Path())))
	g := &gauge{label: sheet.W("今天的自动备份", "today's backup"), share: func() float64 { return float64(size(store.Unfinished(to))) / whole }}
	defer a.watch(g)()
	return db.Copy(ctx, to)
}

// lock lets one process of several make the backup at path. A lock that a killed
// process left is void after an hour.
func (a *app) lock(path string) error {
	lock := path + ".lock"
	if info, err := os.Stat(lock); err == nil && a.now().Sub(info.ModTime()) > time.Hour {
		os.Remove(lock)
	}
	f, err := os.OpenFile(lock, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// dailyBackups are the daily backups of the file at path, the oldest first.
func dailyBackups(path string) []string {
	var found []string
	entries, err := os.ReadDir(backupFolder(path))
	if err != nil {
		return nil
	}
	ext := filepath.Ext(path)
	prefix := strings.TrimSuffix(filepath.Base(path), ext) + "-"
	for _, e := range entries {
		day, ok := strings.CutPrefix(e.Name(), prefix)
		day, ok2 := strings.CutSuffix(day, ext)
		if _, err := time.Parse("20060102", day); ok && ok2 && err == nil {
			found = append(found, filepath.Join(backupFolder(path), e.Name()))
		}
	}
	slices.Sort(found)
	return found
}

// elsewhereKey remembers the day of the last backup outside the file's own folder.
const elsewhereKey, remindedKey = "backup/elsewhere", "backup/reminded"

// patience is how many days may pass without a backup elsewhere.
const patience = 3

// remindBackup tells somebody at a terminal, once a day and after a write, that no
// backup lies anywhere else: the daily ones go with the disk.
func (a *app) remindBackup(ctx context.Context, db *store.DB) error {
	if a.width == 0 || a.global.quiet {
		return nil
	}
	today := sheet.DateOf(a.now())
	var since sheet.Date
	var reminded string
	err := db.View(ctx, func(v *store.View) (err error) {
		if reminded, err = v.Setting(remindedKey); err != nil {
			return err
		}
		since, err = lastElsewhere(v)
		return err
	})
	if err != nil || since == 0 || reminded == today.String() || today-since < patience {
		return err
	}
	a.say("已经 %d 天没有备份到别处：插上 U 盘，%s", "no backup elsewhere for %d days: plug in a USB stick, then %s", int(today-since), backupExample())
	return db.Remember(ctx, remindedKey, today.String())
}

// lastElsewhere is the day of the last backup outside the file's own folder, that
// of the first batch if there was none.
func lastElsewhere(v *store.View) (sheet.Date, error) {
	text, err := v.Setting(elsewhereKey)
	if err != nil {
		return 0, err
	}
	if day, err := sheet.ParseDate(text, sheet.Reading{}); err == nil && day != 0 {
		return day, nil
	}
	begun, err := v.Begun()
	if err != nil || begun.IsZero() {
		return 0, err
	}
	return sheet.DateOf(begun), nil
}
