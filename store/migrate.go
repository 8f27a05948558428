package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"

	"kehu/store/sheet"
)

//go:embed migration/*.sql
var migrationFiles embed.FS

// migrations are the texts of the migrations: the nth (from 0) makes version n+1.
func migrations() (texts []string) {
	for {
		text, err := migrationFiles.ReadFile(fmt.Sprintf("migration/%04d.sql", len(texts)+1))
		if err != nil {
			return texts
		}
		texts = append(texts, string(text))
	}
}

// migrate brings the file up to date.
func (db *DB) migrate(ctx context.Context, migrations []string) error {
	have, err := db.version(ctx)
	if err != nil {
		return err
	}
	want := len(migrations)
	switch {
	case have == want:
		return nil
	case have > want:
		return newer(db.path, have, want)
	case db.options.ReadOnly && have > 0:
		return db.reopenToMigrate(ctx, migrations)
	}
	return db.upgrade(ctx, migrations)
}

func newer(path string, have, want int) error {
	return sheet.Fail(sheet.Damaged, "%s 是更新版本的 kehu 建的（第 %d 版，本程序只认到第 %d 版），请升级 kehu",
		"%s was made by a newer kehu (version %d, this program knows %d); upgrade kehu", path, have, want)
}

func (db *DB) version(ctx context.Context) (n int, err error) {
	err = db.sql.QueryRowContext(ctx, "PRAGMA user_version").Scan(&n)
	return n, err
}

// reopenToMigrate lets a reading command upgrade an older file.
func (db *DB) reopenToMigrate(ctx context.Context, migrations []string) error {
	if err := db.sql.Close(); err != nil {
		return err
	}
	db.options.ReadOnly = false
	if err := db.connect(); err != nil {
		return err
	}
	return db.migrate(ctx, migrations)
}

// upgrade runs the migrations that the file lacks, in one transaction. A copy is
// made and verified by a second connection while the write lock is held, so it is
// exactly what is being upgraded.
func (db *DB) upgrade(ctx context.Context, migrations []string) error {
	conn, err := db.sql.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := db.found(ctx, conn); err != nil {
		return err
	}
	tx, err := db.begin(ctx, conn, false)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := db.runMigrations(ctx, tx, migrations); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	// The version should stand in the file itself, where inspect looks for it. Where somebody reads already, it will once the last one closes.
	_, err = conn.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	if isBusy(err) {
		return nil
	}
	return err
}

// found makes the file one of ours, if it isn't. The mark comes first, while no
// journal keeps it from the file itself: it must be there even if whoever makes the
// file is killed, or is not ready when the next one looks.
func (db *DB) found(ctx context.Context, conn *sql.Conn) error {
	return db.wait(func() error { // somebody else may be making the file
		var mark int
		if err := conn.QueryRowContext(ctx, "PRAGMA application_id").Scan(&mark); err != nil {
			return err
		}
		if mark != applicationID {
			if _, err := conn.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", applicationID)); err != nil {
				return err
			}
		}
		_, err := conn.ExecContext(ctx, "PRAGMA journal_mode = WAL")
		return err
	})
}

func (db *DB) runMigrations(ctx context.Context, tx *sql.Tx, migrations []string) error {
	var have int // by now somebody else may have run them
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil || have >= len(migrations) {
		return err
	}
	if have > 0 {
		if err := db.copyBefore(ctx, have); err != nil {
			return err
		}
	}
	for n, text := range migrations[have:] {
		if _, err := tx.ExecContext(ctx, text); err != nil {
			return fmt.Errorf("migrate to version %d: %w", have+n+1, err)
		}
	}
	if have == 0 {
		if err := nameDevice(ctx, tx); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", len(migrations)))
	return err
}

// copyBefore keeps the file as it was before an upgrade, beside it.
func (db *DB) copyBefore(ctx context.Context, have int) error {
	return db.Copy(ctx, free(fmt.Sprintf("%s.v%d-%s", db.path, have, db.options.Clock().Format("20060102150405"))))
}
