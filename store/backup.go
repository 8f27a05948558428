package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"modernc.org/sqlite"

	"kehu/store/sheet"
)

// Backup writes a verified copy of the file to path: whole, checked, and holding
// as many rows. It appears there only when it is.
func (db *DB) Backup(ctx context.Context, path string) error {
	return db.backUp(ctx, path, func(temp string) error {
		rows, err := db.countRows(ctx)
		if err != nil {
			return err
		}
		if err := db.vacuumInto(ctx, temp); err != nil {
			return err
		}
		return holdsRows(ctx, temp, rows)
	})
}

// backUp lets something make a copy beside path, and puts it there when it is whole.
func (db *DB) backUp(ctx context.Context, path string, copying func(temp string) error) error {
	if _, err := os.Stat(path); err == nil {
		return sheet.Fail(sheet.Misused, "%s 已存在，请换一个名字", "%s exists already; choose another name", path)
	}
	temp := Unfinished(path)
	os.Remove(temp) // of a backup that was cut off
	defer os.Remove(temp)
	if err := copying(temp); err != nil {
		return db.explainBackup(path, err)
	}
	if err := os.Rename(temp, path); err != nil {
		return unwritable(path, err)
	}
	return nil
}

// Unfinished is where the backup that is to be at path lies while it is made.
func Unfinished(path string) string { return path + ".tmp" }

func (db *DB) explainBackup(path string, err error) error {
	if code(err)&0xff == sqliteCantOpen {
		return unwritable(path, err)
	}
	if isFull(err) {
		return (&DB{path: path}).explain(err)
	}
	return db.explain(err)
}

// vacuumInto copies the file to path by a connection of its own and checks the copy.
func (db *DB) vacuumInto(ctx context.Context, path string) error {
	conn, err := db.sql.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, "VACUUM INTO ?", path); err != nil {
		return err
	}
	return intact(ctx, path)
}

// intact runs SQLite's own check over the file at path.
func intact(ctx context.Context, path string) error {
	file := &DB{path: path, options: Options{ReadOnly: true}, feed: new(feed)}
	if err := file.connect(); err != nil {
		return err
	}
	defer file.sql.Close()
	return file.explain(file.sound(ctx, everything))
}

// everything is SQLite's check of a whole file.
const everything = "PRAGMA integrity_check(1)"

// sound fails unless the answer to a check is ok.
func (db *DB) sound(ctx context.Context, check string) error {
	var verdict string
	if err := db.sql.QueryRowContext(ctx, check).Scan(&verdict); err != nil {
		return err
	}
	if verdict != "ok" {
		return sheet.Fail(sheet.Damaged, "%s 已损坏：%s", "%s is damaged: %s", db.path, verdict)
	}
	return nil
}

// countRows is the number of rows of every table that only ever grows.
func (db *DB) countRows(ctx context.Context) (map[string]int64, error) {
	rows := map[string]int64{}
	tables := []string{"batch", "span", "change", "merger", "term"}
	for _, s := range sheet.All() {
		tables = append(tables, s.Key)
	}
	for _, table := range tables {
		var n int64
		if err := db.sql.QueryRowContext(ctx, "SELECT count(*) FROM "+table).Scan(&n); err != nil {
			return nil, err
		}
		rows[table] = n
	}
	return rows, nil
}

// holdsRows fails unless the copy at path holds at least as many rows; somebody may
// have added some before it was made.
func holdsRows(ctx context.Context, path string, want map[string]int64) error {
	file := &DB{path: path, options: Options{ReadOnly: true}, feed: new(feed)}
	if err := file.connect(); err != nil {
		return err
	}
	defer file.sql.Close()
	rows, err := file.countRows(ctx)
	if err != nil {
		return err
	}
	for table, n := range want {
		if rows[table] < n {
			return sheet.Fail(sheet.Failed, "备份不完整：%s 有 %d 行，备份里只有 %d 行，请重试", "the backup is incomplete: %s has %d rows, the copy %d; try again", table, n, rows[table])
		}
	}
	return nil
}

// Restore makes the file at path hold what the backup at from holds, through
// SQLite's backup, so that open readers and a left-over journal can't mix in. The
// present content is first kept beside the file; its path is returned, "" if
// there was none. A backup that is damaged, or that this program is too old for,
// is refused with nothing changed.
func Restore(ctx context.Context, path, from string, o Options) (kept string, err error) {
	if same(path, from) {
		return "", sheet.Fail(sheet.Misused, "%s 就是现在的文件，请指定备份", "%s is the present file itself; name a backup", from)
	}
	if err := restorable(ctx, from); err != nil {
		return "", err
	}
	o.Create, o.ReadOnly = true, false
	kept, err = keepPresent(ctx, path, o)
	if err != nil {
		return "", err
	}
	db, err := Open(ctx, path, o)
	if err != nil {
		return kept, err
	}
	defer db.Close()
	return kept, db.explain(db.restoreFrom(ctx, from))
}

// same reports whether both paths lead to one file.
func same(path, other string) bool {
	a, err1 := os.Stat(path)
	b, err2 := os.Stat(other)
	return err1 == nil && err2 == nil && os.SameFile(a, b)
}

// restorable fails unless the file at path is a sound one of ours.
func restorable(ctx context.Context, path string) error {
	if err := inspect(path, false, len(migrations())); err != nil {
		return err
	}
	if err := intact(ctx, path); err != nil {
		return err
	}
	file := &DB{path: path, options: Options{ReadOnly: true}, feed: new(feed)}
	if err := file.connect(); err != nil {
		return err
	}
	defer file.sql.Close()
	have, err := file.version(ctx)
	if want := len(migrations()); err == nil && have > want {
		return newer(path, have, want)
	}
	return file.explain(err)
}

// keepPresent makes a backup of the file at path beside it. A damaged one can't be
// copied: it is moved aside with its journal, as it is.
func keepPresent(ctx context.Context, path string, o Options) (kept string, err error) {
	if info, err := os.Stat(path); err != nil || info.Size() == 0 {
		return "", nil
	}
	if err := inspect(path, false, len(migrations())); err != nil {
		return "", err
	}
	kept = free(path + "." + o.Clock().Format("20060102150405"))
	db, err := Open(ctx, path, o)
	if err == nil {
		err = errors.Join(db.Backup(ctx, kept), db.Close())
	}
	var known *sheet.Error
	if errors.As(err, &known) && known.Failure == sheet.Damaged {
		return kept, moveAside(path, kept)
	}
	return kept, err
}

// moveAside renames a file and the journal that belongs to it.
func moveAside(path, to string) error {
	os.Remove(path + "-shm") // is made anew of the journal
	for _, end := range []string{"-wal", ""} {
		if err := os.Rename(path+end, to+end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return unwritable(path, err)
		}
	}
	return nil
}

// free is a name for a kept file that nothing has yet: name.bak, name-2.bak …
func free(name string) string {
	for n := 1; ; n++ {
		path := name + ".bak"
		if n > 1 {
			path = fmt.Sprintf("%s-%d.bak", name, n)
		}
		if _, err := os.Lstat(path); err != nil {
			return path
		}
	}
}

func (db *DB) restoreFrom(ctx context.Context, from string) error {
	conn, err := db.sql.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	return db.wait(func() error {
		return conn.Raw(func(driverConn any) error { return copyPages(driverConn, fileURL(from)+"?mode=ro") })
	})
}

// copyPages copies all pages of the file at url into the connection's file.
func copyPages(driverConn any, url string) error {
	conn, ok := driverConn.(interface {
		NewRestore(string) (*sqlite.Backup, error)
	})
	if !ok {
		return errors.New("restore is not supported by the driver")
	}
	copying, err := conn.NewRestore(url)
	if err != nil {
		return err
	}
	_, err = copying.Step(-1)
	return errors.Join(err, copying.Finish())
}
