package cmd

import (
	"context"
	"database/sql"

	"github.com/rogpeppe/go-internal/testscript"
	_ "modernc.org/sqlite" // scripts hold locks and forge files
)

func openSQL(ts *testscript.TestScript, file string) *sql.Conn {
	db, err := sql.Open("sqlite", ts.MkAbs(file))
	ts.Check(err)
	ts.Defer(func() { db.Close() })
	conn, err := db.Conn(context.Background())
	ts.Check(err)
	return conn
}

// runSQL forges a file: sql FILE STATEMENT.
func runSQL(ts *testscript.TestScript, _ bool, args []string) {
	conn := openSQL(ts, args[0])
	defer conn.Close()
	_, err := conn.ExecContext(context.Background(), args[1])
	ts.Check(err)
}

// holdLock writes on a file without end: lock FILE, until unlock.
func holdLock(ts *testscript.TestScript, _ bool, args []string) {
	conn := openSQL(ts, args[0])
	_, err := conn.ExecContext(context.Background(), "BEGIN IMMEDIATE")
	ts.Check(err)
	ts.Value(lockKey{}).(*heldLock).conn = conn
	ts.Defer(func() { conn.Close() })
}

// dropLock ends what lock began.
func dropLock(ts *testscript.TestScript, _ bool, _ []string) {
	_, err := ts.Value(lockKey{}).(*heldLock).conn.ExecContext(context.Background(), "ROLLBACK")
	ts.Check(err)
}

// lockKey finds a script's lock.
type lockKey struct{}

type heldLock struct{ conn *sql.Conn }
