package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"kehu/store/sheet"
)

// Batch is one command's writes: what undo takes back and history tells.
type Batch struct {
	ID      int64
	At      time.Time
	User    string
	Verb    string // the command's name
	Command string // the command as it was typed
	Undoes  int64  // the batch that this one takes back, 0 if none
	Added   int    // rows added
	Removed int    // rows taken out
	Changed int    // fields changed
}

// Tx is a batch being written. All it wrote becomes visible at once, or not at all.
type Tx struct {
	View
	db       *DB
	batch    Batch
	wrote    bool
	next     map[*sheet.Sheet]int64 // the sequence number of the next row
	added    map[*sheet.Sheet]span  // the rows added so far
	touched  touched
	terms    map[string]int64
	owned    map[target]bool     // names of the user's own columns known to be noted
	fed      bool                // the feed's table exists
	mentions map[sheet.ID]*words // what the concordance has still to learn of customers
}

// Write runs write as one batch. A batch that wrote nothing leaves no trace and
// has no ID.
func (db *DB) Write(ctx context.Context, verb, command string, write func(*Tx) error) (Batch, error) {
	conn, err := db.sql.Conn(ctx)
	if err != nil {
		return Batch{}, db.explain(err)
	}
	defer conn.Close()
	return db.writeOn(ctx, conn, Batch{Verb: verb, Command: command}, write)
}

func (db *DB) writeOn(ctx context.Context, conn *sql.Conn, b Batch, write func(*Tx) error) (Batch, error) {
	sqlTx, err := db.begin(ctx, conn, false)
	if err != nil {
		return Batch{}, db.explain(err)
	}
	defer sqlTx.Rollback()
	tx := &Tx{View: View{ctx: ctx, tx: sqlTx}, db: db, batch: b,
		next: map[*sheet.Sheet]int64{}, added: map[*sheet.Sheet]span{}, touched: touched{ids: map[sheet.ID]struct{}{}}}
	if err := tx.open(); err != nil {
		return Batch{}, db.explain(err)
	}
	if err := write(tx); err != nil {
		return Batch{}, db.explain(err)
	}
	if !tx.wrote {
		return Batch{}, nil
	}
	if err := tx.close(); err != nil {
		return Batch{}, db.explain(err)
	}
	return tx.batch, db.explain(sqlTx.Commit())
}

// hlcCounter is the number of low bits of a hybrid logical clock that count
// within a millisecond.
const hlcCounter = 16

// open writes the batch's own row. Its hlc follows the laptop's clock, but never
// runs backwards, whatever the clock does (Kulkarni et al. 2014, for one node).
func (tx *Tx) open() error {
	var last, hlc int64
	// Batches of this laptop are numbered in the order of their hlc.
	row := tx.tx.QueryRowContext(tx.ctx, "SELECT id, hlc FROM batch WHERE id < ? ORDER BY id DESC LIMIT 1", int64(sheet.MakeID(1, 0)))
	if err := row.Scan(&last, &hlc); err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	now := tx.db.options.Clock()
	hlc = max(hlc+1, now.UnixMilli()<<hlcCounter)
	tx.batch.ID, tx.batch.At, tx.batch.User = last+1, time.UnixMilli(now.UnixMilli()), tx.db.options.User
	_, err := tx.exec("INSERT INTO batch(id, hlc, at, user, verb, command, undoes) VALUES(?,?,?,?,?,?,nullif(?,0))",
		tx.batch.ID, hlc, now.UnixMilli(), tx.batch.User, tx.batch.Verb, tx.batch.Command, tx.batch.Undoes)
	return err
}

// close records the added rows and refreshes the figures of the touched customers.
func (tx *Tx) close() error {
	for s, added := range tx.added {
		tx.batch.Added += int(added.last - added.first + 1)
		if err := tx.recordSpan(s, added); err != nil {
			return err
		}
	}
	if err := tx.writeMentions(); err != nil {
		return err
	}
	if err := tx.refreshFigures(); err != nil {
		return err
	}
	return tx.endFeed()
}

// exec runs a statement of the batch.
func (tx *Tx) exec(statement string, args ...any) (int64, error) {
	result, err := tx.tx.ExecContext(tx.ctx, statement, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// span is the rows first..last of a sheet whose gone changed from was to now: 0
// for a row that is there, a batch for one that batch took out, and minus the
// adding batch for one that is not there yet, or was taken back.
type span struct{ first, last, was, now int64 }

func (tx *Tx) recordSpan(s *sheet.Sheet, p span) error {
	tx.wrote = true
	_, err := tx.exec("INSERT INTO span(batch, sheet, first, last, was, now) VALUES(?,?,?,?,nullif(?,0),nullif(?,0))",
		tx.batch.ID, s.Key, p.first, p.last, p.was, p.now)
	return err
}

// take hands out n row ids of s, in order, and remembers them as added.
func (tx *Tx) take(s *sheet.Sheet, n int) (sheet.ID, error) {
	if _, ok := tx.next[s]; !ok {
		last, err := tx.last(s)
		if err != nil {
			return 0, err
		}
		tx.next[s] = last + 1
	}
	first := tx.next[s]
	tx.next[s] += int64(n)
	added, ok := tx.added[s]
	if !ok {
		added = span{first: first, was: -tx.batch.ID}
	}
	added.last = first + int64(n) - 1
	tx.added[s] = added
	tx.wrote = true
	return sheet.ID(first), nil
}

// last is the id of the newest row of s that this laptop made.
func (v *View) last(s *sheet.Sheet) (int64, error) {
	return v.count("SELECT coalesce(max(id),0) FROM "+s.Key+" WHERE id < ?", int64(sheet.MakeID(1, 0)))
}

// nameDevice gives a new file its identity.
func nameDevice(ctx context.Context, tx *sql.Tx) error {
	b := make([]byte, 16)
	if _, err := rand.Read(b); err != nil {
		return err
	}
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80 // RFC 9562: version 4, variant 10
	uuid := fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
	_, err := tx.ExecContext(ctx, "INSERT INTO device(id, uuid) VALUES(0, ?)", uuid)
	return err
}
