package store

import (
	"context"
	"errors"
	"syscall"

	"modernc.org/sqlite"

	"kehu/store/sheet"
)

// Result codes of SQLite that people can do something about.
const (
	sqliteBusy      = 5
	sqliteLocked    = 6
	sqliteReadOnly  = 8
	sqliteInterrupt = 9
	sqliteIO        = 10
	sqliteCorrupt   = 11
	sqliteFull      = 13
	sqliteCantOpen  = 14
	sqliteNotADB    = 26
	sqliteIOWrite   = sqliteIO | 3<<8  // a file-size limit, a full disk on some systems
	sqliteIOShmSize = sqliteIO | 19<<8 // no room for the index of the journal
)

// code is SQLite's result code in err, 0 if there is none.
func code(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code()
	}
	return 0
}

func isBusy(err error) bool {
	primary := code(err) & 0xff
	return primary == sqliteBusy || primary == sqliteLocked
}

// diskFull is what Windows says for ENOSPC.
const diskFull = syscall.Errno(112)

func isFull(err error) bool {
	full := code(err)
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, diskFull) || full&0xff == sqliteFull || full == sqliteIOWrite || full == sqliteIOShmSize
}

// explainOpen is explain for what keeps a file from being opened. A journal left
// over can only be read where its index can be written.
func (db *DB) explainOpen(err error, readOnly bool) error {
	primary := code(err) & 0xff
	if readOnly && db.journalLeft() && (primary == sqliteReadOnly || primary == sqliteCantOpen) {
		return sheet.Fail(sheet.Failed, "%s 旁边还有没写完的 -wal 文件，文件夹却不可写，请把它们一起复制到可写的文件夹再打开",
			"%s has an unfinished -wal file beside it in a folder that cannot be written; copy both to a folder that can be and open it there", db.path).Because(err)
	}
	return db.explain(err)
}

// explain turns what SQLite says into what a person can act on.
func (db *DB) explain(err error) error {
	var known *sheet.Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	if errors.Is(err, context.Canceled) {
		return sheet.Fail(sheet.Interrupted, "已中断，什么也没有写入", "interrupted, nothing was written").Because(err)
	}
	switch primary := code(err) & 0xff; {
	case primary == sqliteBusy, primary == sqliteLocked:
		return sheet.Fail(sheet.Busy, "%s 正被别的程序使用，稍后再试", "%s is in use by another program; try again later", db.path).Because(err)
	case primary == sqliteCorrupt, primary == sqliteNotADB:
		return sheet.Fail(sheet.Damaged, "%s 已损坏，请用 kehu restore 恢复最近的备份", "%s is damaged; bring back the latest backup with kehu restore", db.path).Because(err)
	case isFull(err):
		return sheet.Fail(sheet.Failed, "磁盘已满，%s 没有改动，请腾出空间再试", "the disk is full, %s is unchanged; free some space and try again", db.path).Because(err)
	case primary == sqliteIO:
		return sheet.Fail(sheet.Failed, "读写 %s 出错，请检查磁盘或 U 盘是否插好", "cannot read or write %s; check the disk or the USB stick", db.path).Because(err)
	case primary == sqliteReadOnly, primary == sqliteCantOpen:
		return unwritable(db.path, err)
	case primary == sqliteInterrupt:
		return sheet.Fail(sheet.Interrupted, "已中断，什么也没有写入", "interrupted, nothing was written").Because(err)
	}
	return err
}

func unreadable(path string, err error) error {
	return sheet.Fail(sheet.Failed, "读不了 %s，请检查文件的权限", "cannot read %s; check its permissions", path).Because(err)
}

func unwritable(path string, err error) error {
	return sheet.Fail(sheet.Failed, "写不了 %s，请换一个可写的文件夹（--db）", "cannot write %s; choose a folder that can be written (--db)", path).Because(err)
}
