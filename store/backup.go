package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"modernc.org/sqlite"

	"kehu/store/sheet"
)

// Backup writes a verified copy of the file to path: whole, checked, and holding
// as many rows. It appears there only when it is.
func (db *DB) Backup(ctx context.Context, path string) error {
	if _, err := os.Stat(path); err == nil {
		return sheet.Fail(sheet.Misused, "%s 已存在，请换一个名字", "%s exists already; choose another name", path)
	}
	temp := path + ".tmp"
	defer os.Remove(temp)
	if err := db.vacuumInto(ctx, temp); err != nil {
		return db.explainBackup(path, err)
	}
	if err := db.sameCounts(ctx, temp); err != nil {
		return err
	}
	if err := os.Rename(temp, path); err != nil {
		return unwritable(path, err)
	}
	return nil
}

func (db *DB) explainBackup(path string, err error) error {
	if code(err)&0xff == sqliteCantOpen {
		return unwritable(path, err)
	}
	return (&DB{path: path}).explain(err)
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
	return file.explain(file.integrity(ctx))
}

func (db *DB) integrity(ctx context.Context) error {
	var verdict string
	if err := db.sql.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&verdict); err != nil {
		return err
	}
	if verdict != "ok" {
		return sheet.Fail(sheet.Damaged, "%s 已损坏：%s", "%s is damaged: %s", db.path, verdict)
	}
	return nil
}

// sameCounts compares the number of rows of every table with those of a copy.
func (db *DB) sameCounts(ctx context.Context, path string) error {
	file := &DB{path: path, options: Options{ReadOnly: true}, feed: new(feed)}
	if err := file.connect(); err != nil {
		return err
	}
	defer file.sql.Close()
	for _, table := range append(journalTables(), sheetTables()...) {
		var here, there int64
		query := "SELECT count(*) FROM " + table
		err := errors.Join(db.sql.QueryRowContext(ctx, query).Scan(&here), file.sql.QueryRowContext(ctx, query).Scan(&there))
		if err != nil {
			return err
		}
		if here > there {
			return sheet.Fail(sheet.Failed, "备份不完整：%s 有 %d 行，备份里只有 %d 行，请重试", "the backup is incomplete: %s has %d rows, the copy %d; try again", table, here, there)
		}
	}
	return nil
}

func journalTables() []string {
	return []string{"batch", "span", "change", "term", "setting", "figures"}
}

func sheetTables() []string {
	var tables []string
	for _, s := range sheet.All() {
		tables = append(tables, s.Key)
	}
	return tables
}

// Restore makes the file at path hold what the backup at from holds, through
// SQLite's backup, so that open readers and a left-over journal can't mix in. The
// present content is first kept beside the file; its path is returned, "" if
// there was none.
func Restore(ctx context.Context, path, from string, o Options) (kept string, err error) {
	if err := inspect(from, false); err != nil {
		return "", err
	}
	if err := intact(ctx, from); err != nil {
		return "", err
	}
	o.Create = true
	db, err := Open(ctx, path, o)
	if err != nil {
		return "", err
	}
	defer db.Close()
	kept = unused(filepath.Join(filepath.Dir(path), fmt.Sprintf("%s.%s", filepath.Base(path), o.Clock().Format("20060102150405"))), ".bak")
	if err := db.Backup(ctx, kept); err != nil {
		return "", err
	}
	return kept, db.explain(db.restoreFrom(ctx, from))
}

// unused is name+ext, or name-2+ext and so on while that is taken: two restores
// within a second keep both.
func unused(name, ext string) string {
	path := name + ext
	for n := 2; ; n++ {
		if _, err := os.Lstat(path); err != nil {
			return path
		}
		path = fmt.Sprintf("%s-%d%s", name, n, ext)
	}
}

func (db *DB) restoreFrom(ctx context.Context, from string) error {
	conn, err := db.sql.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	return conn.Raw(func(driverConn any) error { return copyPages(driverConn, fileURL(from)+"?mode=ro") })
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
