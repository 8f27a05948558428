package store

import (
	"context"
	"errors"
	"hash/maphash"
	"io"
	"os"

	"kehu/store/sheet"
)

// lookedOver is the size in bytes up to which Copy looks a copy over as a sheet too: that
// takes some ten milliseconds a megabyte.
const lookedOver = 16 << 20

// errUnsettled says that part of the content is still in the journal.
var errUnsettled = errors.New("the journal is not empty")

// Copy is Backup for every day: the file's bytes, of one moment, and read again from
// the disk to see that they arrived. That costs as little as copying does. What was
// wrong within a large file before is only found by Check, and by Backup.
func (db *DB) Copy(ctx context.Context, path string) error {
	err := db.backUp(ctx, path, func(temp string) error { return db.copyBytes(ctx, temp) })
	if errors.Is(err, errUnsettled) { // others are at work on the file
		return db.Backup(ctx, path)
	}
	return err
}

// copyBytes copies the file to path as it is now. A snapshot is held meanwhile, and all
// of the journal it stands on has gone into the file: until the snapshot is let go
// SQLite writes to the journal alone, and others are not kept from that.
func (db *DB) copyBytes(ctx context.Context, path string) error {
	err := db.View(ctx, func(v *View) error {
		if _, err := v.count("SELECT count(*) FROM sqlite_schema"); err != nil { // the snapshot begins
			return err
		}
		pages, err := v.count("PRAGMA page_count")
		if err != nil {
			return err
		}
		size, err := v.count("PRAGMA page_size")
		if err != nil {
			return err
		}
		if err := db.settle(ctx); err != nil {
			return err
		}
		return db.copyPrefix(ctx, path, pages*size)
	})
	if err != nil {
		return err
	}
	return db.lookOver(ctx, path)
}

// settle brings the journal into the file, errUnsettled if that can't be done now.
func (db *DB) settle(ctx context.Context) error {
	var busy, frames, moved int
	if err := db.sql.QueryRowContext(ctx, "PRAGMA wal_checkpoint(PASSIVE)").Scan(&busy, &frames, &moved); err != nil {
		return err
	}
	if busy != 0 || moved != frames {
		return errUnsettled
	}
	return nil
}

// copyPrefix copies the file's first bytes and compares what then is on the disk.
func (db *DB) copyPrefix(ctx context.Context, path string, size int64) error {
	from, err := os.Open(db.path)
	if err != nil {
		return unreadable(db.path, err)
	}
	db.held = append(db.held, from)
	to, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return unwritable(path, err)
	}
	seed := maphash.MakeSeed()
	read, err := pour(ctx, seed, to, from, size)
	err = errors.Join(err, to.Sync(), to.Close())
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case isFull(err):
		return err // what is full is told of the copy's own name
	case err != nil:
		return sheet.Fail(sheet.Failed, "写不了 %s，请检查磁盘空间", "cannot write %s; check the disk space", path).Because(err)
	}
	back, err := os.Open(path)
	if err != nil {
		return unwritable(path, err)
	}
	defer back.Close()
	written, err := pour(ctx, seed, io.Discard, back, size)
	if err == nil && read != written {
		err = sheet.Fail(sheet.Failed, "备份与原文件不一致，请检查磁盘", "the copy is not what was copied; check the disk")
	}
	return err
}

// Where the header says how the journal is kept, and that there is none beside the file.
const (
	journalKept = 18 // and the byte behind it
	noWAL       = 1
)

// pour copies size bytes and returns their hash. The copy's header says that no journal
// belongs to it: it is whole by itself, and can be read where nothing can be written.
func pour(ctx context.Context, seed maphash.Seed, to io.Writer, from io.Reader, size int64) (uint64, error) {
	var sum maphash.Hash
	sum.SetSeed(seed)
	piece := make([]byte, 1<<20)
	for at := int64(0); at < size; at += int64(len(piece)) {
		piece = piece[:min(int64(len(piece)), size-at)]
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		if _, err := io.ReadFull(from, piece); err != nil {
			return 0, err
		}
		if at == 0 {
			piece[journalKept], piece[journalKept+1] = noWAL, noWAL
		}
		sum.Write(piece)
		if _, err := to.Write(piece); err != nil {
			return 0, err
		}
	}
	return sum.Sum64(), nil
}

// lookOver opens the copy at path as a sheet; a small one is checked as well.
func (db *DB) lookOver(ctx context.Context, path string) error {
	file := &DB{path: path, options: Options{ReadOnly: true}, feed: new(feed)}
	if err := file.connect(); err != nil {
		return err
	}
	defer file.sql.Close()
	file.path = db.path // what is wrong with the copy is wrong with the file
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	query := "SELECT 'ok' FROM sqlite_schema LIMIT 1"
	if info.Size() <= lookedOver {
		query = "PRAGMA quick_check(1)"
	}
	return file.explain(file.sound(ctx, query))
}
