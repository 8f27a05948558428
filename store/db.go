package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"modernc.org/sqlite"

	"kehu/store/sheet"
)

// Options say how a file is opened.
type Options struct {
	Create   bool             // make the file if it isn't there
	ReadOnly bool             // nothing will be written
	Clock    func() time.Time // the time batches are stamped with
	User     string           // who writes
	Wait     time.Duration    // how long to wait for another writer
	Waiting  func()           // called once when waiting has begun; may be nil
}

// DB is an open file.
type DB struct {
	path    string
	options Options
	sql     *sql.DB
	feed    *feed
	held    []*os.File // the file itself, read past SQLite
}

// Open opens the file at path, and brings an older one up to date after a
// verified copy. The errors are *sheet.Error: NotFound without Create, Damaged
// for a file that is none of ours, newer or broken, Busy, and Failed for what
// the system refuses.
func Open(ctx context.Context, path string, o Options) (*DB, error) {
	return open(ctx, path, o, migrations())
}

// open opens a file that the migrations given bring up to date.
func open(ctx context.Context, path string, o Options, migrations []string) (*DB, error) {
	if err := inspect(path, o.Create, len(migrations)); err != nil {
		return nil, err
	}
	db := &DB{path: path, options: o, feed: new(feed)}
	if err := db.connect(); err != nil {
		return nil, err
	}
	if err := db.migrate(ctx, migrations); err != nil {
		db.sql.Close()
		return nil, db.explainOpen(err, o.ReadOnly)
	}
	return db, nil
}

// Close closes the file. What was read past SQLite comes last: the system would take
// SQLite's locks off the file with it.
func (db *DB) Close() error {
	err := db.sql.Close()
	for _, f := range db.held {
		f.Close()
	}
	return err
}

// Sign says who writes from here on.
func (db *DB) Sign(user string) { db.options.User = user }

// Path is the file's path.
func (db *DB) Path() string { return db.path }

// fileHeader is what the first 100 bytes of every SQLite file begin with.
const fileHeader = "SQLite format 3\x00"

// applicationID marks a file as kehu's: "kehu" in ASCII.
const applicationID = 0x6b656875

// inspect looks at the file without touching it: opening one with a journal left
// over would already write to it.
func inspect(path string, create bool, newest int) error {
	header := make([]byte, 100)
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return missing(path, create)
	}
	if err != nil {
		return unreadable(path, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return unreadable(path, err)
	}
	if info.IsDir() {
		return sheet.Fail(sheet.Damaged, "%s 是文件夹，请用 --db 指定文件", "%s is a folder; name a file with --db", path)
	}
	n, err := io.ReadFull(f, header)
	switch {
	case err == io.EOF: // as a process may leave it that was killed at once
		return missing(path, create)
	case err != nil && err != io.ErrUnexpectedEOF:
		return unreadable(path, err)
	case n < 100 || string(header[:16]) != fileHeader || bigEndian(header[68:72]) != applicationID:
		return sheet.Fail(sheet.Damaged, "%s 不是 kehu 的文件，请用 --db 指定正确的文件", "%s is not a kehu file; name the right one with --db", path)
	}
	if version := int(bigEndian(header[60:64])); version > newest {
		return newer(path, version, newest)
	}
	return nil
}

func bigEndian(b []byte) uint32 {
	return uint32(b[0])<<24 | uint32(b[1])<<16 | uint32(b[2])<<8 | uint32(b[3])
}

func missing(path string, create bool) error {
	if !create {
		return sheet.Fail(sheet.NotFound, "还没有 %s，先用 kehu add 或 kehu import 建表（第一次用可 kehu init），或用 --db 指定文件",
			"%s does not exist yet; start it with kehu add or kehu import (the first time: kehu init), or name a file with --db", path)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return unwritable(path, err)
	}
	return nil
}

// connect prepares the connections; the first query opens one.
func (db *DB) connect() error {
	d := new(sqlite.Driver)
	if err := d.RegisterModule(feedModule, module{db.feed}); err != nil {
		return err
	}
	db.sql = sql.OpenDB(connector{d, db.dsn()})
	return nil
}

// connector opens connections with a driver of our own, so that nothing is
// registered for the whole process.
type connector struct {
	driver *sqlite.Driver
	dsn    string
}

func (c connector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.dsn) }
func (c connector) Driver() driver.Driver                        { return c.driver }

// poll is how long SQLite itself waits before we say that we are waiting.
const poll = time.Second

func (db *DB) dsn() string {
	query := url.Values{"_txlock": {"immediate"}}
	query["_pragma"] = []string{
		fmt.Sprintf("busy_timeout(%d)", min(poll, db.options.Wait).Milliseconds()),
		"foreign_keys(1)", "synchronous(FULL)", "temp_store(MEMORY)",
	}
	if db.options.ReadOnly && db.frozen() {
		query["mode"] = []string{"ro"}
		query["immutable"] = []string{"1"}
	}
	return fileURL(db.path) + "?" + query.Encode()
}

// frozen reports whether the file lies in a folder that can't be written, with
// no journal left over: only then may it be read without locks.
func (db *DB) frozen() bool {
	if db.journalLeft() {
		return false
	}
	probe, err := os.CreateTemp(filepath.Dir(db.path), ".kehu-*")
	if err != nil {
		return true
	}
	probe.Close()
	os.Remove(probe.Name())
	return false
}

// journalLeft reports whether there is a journal with something in it.
func (db *DB) journalLeft() bool {
	info, err := os.Stat(db.path + "-wal")
	return err == nil && info.Size() > 0
}

// fileURL is path as SQLite's URI, with what has a meaning there escaped.
func fileURL(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

// begin starts a transaction, waiting for another writer as long as the options
// allow. The context ends its statements, but not the transaction itself: database/sql
// would roll that back behind our back, at work still on a connection that we have
// already given away. Who begins rolls back.
func (db *DB) begin(ctx context.Context, conn *sql.Conn, readOnly bool) (tx *sql.Tx, err error) {
	err = db.wait(func() error {
		if err := ctx.Err(); err != nil {
			return err
		}
		tx, err = conn.BeginTx(context.WithoutCancel(ctx), &sql.TxOptions{ReadOnly: readOnly})
		return err
	})
	return tx, err
}

// pause is how long to wait where SQLite returns at once, as it does when two
// processes make the same file.
const pause = 10 * time.Millisecond

// wait tries again while somebody else holds the file, as long as the options allow.
func (db *DB) wait(try func() error) error {
	over := time.NewTimer(db.options.Wait)
	defer over.Stop()
	for said := false; ; said = true {
		err := try()
		if !isBusy(err) {
			return err
		}
		select {
		case <-over.C:
			return err
		case <-time.After(pause):
		}
		if !said && db.options.Waiting != nil {
			db.options.Waiting()
		}
	}
}

// View reads one snapshot of the file; what others write meanwhile is not seen.
func (db *DB) View(ctx context.Context, read func(*View) error) error {
	conn, err := db.sql.Conn(ctx)
	if err != nil {
		return db.explain(err)
	}
	defer conn.Close()
	tx, err := db.begin(ctx, conn, true)
	if err != nil {
		return db.explain(err)
	}
	defer tx.Rollback()
	return db.explain(read(&View{ctx: ctx, tx: tx, earlier: map[sheet.Date]string{}}))
}
