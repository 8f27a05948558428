package cmd

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/adrg/xdg"
	"github.com/spf13/cobra"

	"kehu/store"
	"kehu/store/sheet"
)

// fileName is what a sheet's file is called when the user doesn't say.
const fileName = "客户追踪.db"

// path is the file that commands work on: --db, KEHU_DB, the one beside the
// program (on a USB stick), the one in the folder chosen at the first start, else
// one in the user's data folder.
func (a *app) path() string {
	if path := a.named(); path != "" {
		return path
	}
	if folder, err := programFolder(); err == nil {
		beside := filepath.Join(folder, fileName)
		if _, err := os.Stat(beside); err == nil {
			return beside
		}
	}
	if chosen, err := os.ReadFile(pointer()); err == nil && len(chosen) > 0 {
		return filepath.Join(strings.TrimSpace(string(chosen)), fileName)
	}
	return filepath.Join(dataFolder(), fileName)
}

// named is the file that --db or KEHU_DB names, "" if neither does.
func (a *app) named() string {
	if a.global.db != "" {
		return a.global.db
	}
	return a.env("KEHU_DB")
}

// dataFolder is where the system keeps a user's data.
func dataFolder() string { return filepath.Join(xdg.DataHome, "kehu") }

// pointer is the file that names the folder chosen at the first start.
func pointer() string { return filepath.Join(dataFolder(), "位置.txt") }

func programFolder() (string, error) {
	program, err := os.Executable()
	return filepath.Dir(program), err
}

// purpose is what a file is opened for.
type purpose uint8

const (
	reading  purpose = iota
	changing         // what is there already
	making           // the file itself too, if it isn't there
)

// open opens the file.
func (a *app) open(ctx context.Context, to purpose) (*store.DB, error) {
	return a.openAt(ctx, a.path(), to)
}

func (a *app) openAt(ctx context.Context, path string, to purpose) (*store.DB, error) {
	o, err := a.storeOptions()
	if err != nil {
		return nil, err
	}
	o.Create, o.ReadOnly = to == making, to == reading
	existed := size(path) > 0
	db, err := store.Open(ctx, path, o)
	if err != nil || to == reading {
		return db, err
	}
	if existed {
		a.backUpDaily(ctx, db)
	}
	return a.signed(ctx, db)
}

// signed lets db know who writes: KEHU_USER before whom the file remembers.
func (a *app) signed(ctx context.Context, db *store.DB) (*store.DB, error) {
	var name string
	err := db.View(ctx, func(v *store.View) (err error) {
		name, err = a.declared(v)
		return err
	})
	if err != nil {
		db.Close()
		return nil, err
	}
	if name != "" {
		db.Sign(name)
	}
	return db, nil
}

// size is the size of a file in bytes, 0 if there is none.
func size(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// storeOptions are what the file has to know of the user and the clock.
func (a *app) storeOptions() (store.Options, error) {
	wait, err := time.ParseDuration(a.global.wait)
	if err != nil || wait < 0 {
		return store.Options{}, sheet.Fail(sheet.Misused, "--wait 的时长“%s”看不懂，应像 30s", "--wait %q is no duration; write it like 30s", a.global.wait)
	}
	return store.Options{Clock: a.now, User: a.user, Wait: wait,
		Waiting: func() { a.say("文件正被占用，等待中…", "the file is in use, waiting …") }}, nil
}

// view runs read over one snapshot of the file.
func (a *app) view(c *cobra.Command, read func(*store.View) error) error {
	db, err := a.open(c.Context(), reading)
	if err != nil {
		return err
	}
	defer db.Close()
	return db.View(c.Context(), read)
}

// write runs change as one batch and says how to take it back. Whatever has to be
// asked is asked by find before, over a snapshot: a question at a terminal must
// not keep others from writing.
func (a *app) write(c *cobra.Command, find func(*store.View) error, change func(*store.Tx) error) error {
	db, err := a.open(c.Context(), changing)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := db.View(c.Context(), find); err != nil {
		return err
	}
	return a.batch(c, db, change)
}

// batch runs change as one batch and says how to take it back.
func (a *app) batch(c *cobra.Command, db *store.DB, change func(*store.Tx) error) error {
	batch, err := a.commit(c, db, change)
	if err != nil {
		return err
	}
	a.sayBatch(batch)
	return a.remindBackup(c.Context(), db)
}

// commit runs change as one batch. What change tells is held back until it is on
// disk: nothing that failed is ever reported as done.
func (a *app) commit(c *cobra.Command, db *store.DB, change func(*store.Tx) error) (store.Batch, error) {
	err := db.View(c.Context(), func(v *store.View) (err error) {
		a.filling, err = a.fillers(v)
		return err
	})
	if err != nil {
		return store.Batch{}, err
	}
	stop := a.during(c)
	out, errs := a.out, a.err
	var told, said bytes.Buffer
	batch, err := db.Write(c.Context(), below(c), a.command(), func(tx *store.Tx) error {
		a.out, a.err = &told, &said
		return change(tx)
	})
	a.out, a.err = out, errs
	stop()
	if err != nil {
		return batch, err
	}
	a.out.Write(told.Bytes())
	a.err.Write(said.Bytes())
	a.sayFilledIn()
	return batch, nil
}

func (a *app) sayBatch(b store.Batch) {
	if b.ID == 0 {
		a.say("没有改动", "nothing changed")
		return
	}
	a.say("（第 %d 批，撤销：kehu undo %d）", "(batch %d; to take it back: kehu undo %d)", b.ID, b.ID)
}

// command is the command line as it was typed, for the history: what holds spaces
// is quoted, so that it can be typed again.
func (a *app) command() string {
	words := []string{"kehu"}
	for _, arg := range a.args {
		if arg == "" || strings.ContainsAny(arg, " \t\n'\"#&|<>;*?()$") {
			arg = "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'"
		}
		words = append(words, arg)
	}
	return strings.Join(words, " ")
}

// writeFile makes the file at path whole or not at all: it is written beside it
// and renamed into place. Windows can't replace a file that Excel or WPS holds
// open; then it is written under a free name, which is returned.
func writeFile(path string, fill func(*os.File) error) (string, error) {
	temp, err := os.CreateTemp(filepath.Dir(path), ".kehu-*")
	if err != nil {
		return "", unwritable(path, err)
	}
	defer os.Remove(temp.Name())
	if err := errors.Join(fill(temp), finish(temp)); err != nil {
		return "", onDisk(path, err)
	}
	return replace(temp.Name(), path)
}

// finish brings a file to the disk, so that a power cut after its renaming can't
// leave an empty one.
func finish(f *os.File) error {
	var mode error
	if runtime.GOOS != "windows" {
		mode = f.Chmod(0o644)
	}
	return errors.Join(mode, f.Sync(), f.Close())
}

// onDisk is err, in words where it is the disk's: what the system says of a
// temporary file means nothing to a user.
func onDisk(path string, err error) error {
	var disk *os.PathError
	if errors.As(err, &disk) {
		return unwritable(path, err)
	}
	return err
}

// replace renames temp to path, or to 名字-2.xlsx while path is held open.
func replace(temp, path string) (string, error) {
	err := os.Rename(temp, path)
	for try := 0; err != nil && runtime.GOOS == "windows" && try < 5; try++ {
		time.Sleep(100 * time.Millisecond)
		err = os.Rename(temp, path)
	}
	if err == nil {
		return path, nil
	}
	if runtime.GOOS != "windows" {
		return "", unwritable(path, err)
	}
	ext := filepath.Ext(path)
	other := strings.TrimSuffix(path, ext) + "-2" + ext
	if err := os.Rename(temp, other); err != nil {
		return "", unwritable(path, err)
	}
	return other, nil
}

func unwritable(path string, err error) error {
	if disk := filepath.VolumeName(path); disk != "" {
		if _, missing := os.Stat(disk + `\`); missing != nil {
			return sheet.Fail(sheet.Failed, "没有 %s 这个盘：U 盘插好了吗，是不是别的盘符？", "there is no disk %s: is the stick plugged in, and is that its letter?", disk).Because(err)
		}
	}
	return sheet.Fail(sheet.Failed, "写不了 %s，请换一个文件夹或检查磁盘空间", "cannot write %s; choose another folder or check the disk space", path).Because(err)
}
