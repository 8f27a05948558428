package store

import (
	"context"
	"database/sql"
	"errors"
)

// Setting is what the file remembers under key, "" if nothing. Settings are how a
// file's people like to work, not what they know of customers: the journal has none.
func (v *View) Setting(key string) (value string, err error) {
	err = v.tx.QueryRowContext(v.ctx, "SELECT value FROM setting WHERE key = ?", key).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return value, err
}

// Settings are the settings whose keys begin with prefix, by what follows it.
func (v *View) Settings(prefix string) (map[string]string, error) {
	rows, err := v.tx.QueryContext(v.ctx, "SELECT substr(key, length(?1)+1), value FROM setting WHERE substr(key, 1, length(?1)) = ?1", prefix)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	settings := map[string]string{}
	for rows.Next() {
		var key, value string
		if err := rows.Scan(&key, &value); err != nil {
			return nil, err
		}
		settings[key] = value
	}
	return settings, rows.Err()
}

// Remember keeps value under key; an empty value forgets the key. The errors are
// those of Write.
func (db *DB) Remember(ctx context.Context, key, value string) error {
	conn, err := db.sql.Conn(ctx)
	if err != nil {
		return db.explain(err)
	}
	defer conn.Close()
	tx, err := db.begin(ctx, conn, false)
	if err != nil {
		return db.explain(err)
	}
	defer tx.Rollback()
	statement := "INSERT INTO setting(key, value) VALUES(?1, ?2) ON CONFLICT DO UPDATE SET value = ?2"
	if value == "" {
		statement = "DELETE FROM setting WHERE key = ?1 AND ?2 = ''"
	}
	if _, err := tx.ExecContext(ctx, statement, key, value); err != nil {
		return db.explain(err)
	}
	return db.explain(tx.Commit())
}
