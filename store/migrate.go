package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"os"
	"time"

	"kehu/store/sheet"
)

//go:embed migration/*.sql
var migrations embed.FS

// migrationText is the text of migration n, "" when there is none.
func migrationText(n int) string {
	text, _ := migrations.ReadFile(fmt.Sprintf("migration/%04d.sql", n))
	return string(text)
}

// newest is the number of the last migration.
func newest() int {
	n := 0
	for migrationText(n+1) != "" {
		n++
	}
	return n
}

// migrate brings the file up to date.
func (db *DB) migrate(ctx context.Context) error {
	have, err := db.version(ctx)
	if err != nil {
		return err
	}
	want := newest()
	switch {
	case have == want:
		return nil
	case have > want:
		return sheet.Fail(sheet.Damaged, "%s 是更新版本的 kehu 建的（第 %d 版，本程序只认到第 %d 版），请升级 kehu",
			"%s was made by a newer kehu (version %d, this program knows %d); upgrade kehu", db.path, have, want)
	case db.options.ReadOnly && have > 0:
		return db.reopenToMigrate(ctx)
	}
	return db.upgrade(ctx, have, want)
}

func (db *DB) version(ctx context.Context) (n int, err error) {
	err = db.sql.QueryRowContext(ctx, "PRAGMA user_version").Scan(&n)
	return n, err
}

// reopenToMigrate lets a reading command upgrade an older file.
func (db *DB) reopenToMigrate(ctx context.Context) error {
	if err := db.sql.Close(); err != nil {
		return err
	}
	db.options.ReadOnly = false
	if err := db.connect(); err != nil {
		return err
	}
	return db.migrate(ctx)
}

// upgrade runs the migrations after have, in one transaction. A copy is made and
// verified by a second connection while the write lock is held, so it is exactly
// what is being upgraded.
func (db *DB) upgrade(ctx context.Context, have, want int) error {
	conn, err := db.sql.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if have == 0 {
		if _, err := conn.ExecContext(ctx, "PRAGMA journal_mode = WAL"); err != nil {
			return err
		}
	}
	tx, err := db.begin(ctx, conn, false)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil || have == want {
		return err
	}
	if have > 0 {
		if err := db.copyBefore(ctx, have); err != nil {
			return err
		}
	}
	if err := runMigrations(ctx, tx, have, want); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	// The application id must stand in the file itself, where inspect looks for it.
	_, err = conn.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	return err
}

func runMigrations(ctx context.Context, tx *sql.Tx, have, want int) error {
	for n := have + 1; n <= want; n++ {
		if _, err := tx.ExecContext(ctx, migrationText(n)); err != nil {
			return fmt.Errorf("migrate to version %d: %w", n, err)
		}
	}
	if have == 0 {
		if err := nameDevice(ctx, tx); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, want))
	return err
}

// copyBefore keeps the file as it was before an upgrade, beside it.
func (db *DB) copyBefore(ctx context.Context, have int) error {
	to := fmt.Sprintf("%s.v%d-%s.bak", db.path, have, time.Now().Format("20060102150405"))
	if err := db.vacuumInto(ctx, to); err != nil {
		os.Remove(to)
		return err
	}
	return nil
}
