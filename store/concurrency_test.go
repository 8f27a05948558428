package store

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"kehu/store/sheet"
)

func TestClockNeverRunsBackwards(t *testing.T) {
	times := []time.Time{testClock(), testClock().Add(-time.Hour), testClock().Add(-time.Hour), testClock().Add(time.Second), testClock().Add(time.Second)}
	n := 0
	db, err := Open(context.Background(), filepath.Join(t.TempDir(), "k.db"), Options{Create: true, Clock: func() time.Time { return times[min(n, 4)] }})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for n = range times {
		insert(t, db, sheet.Meetings, 0, "name", fmt.Sprint(n))
	}
	clocks, at := column(t, db, "SELECT hlc FROM batch ORDER BY id"), column(t, db, "SELECT at FROM batch ORDER BY id")
	if !slices.IsSorted(clocks) || len(slices.Compact(slices.Clone(clocks))) != len(times) {
		t.Errorf("the hybrid clock does not rise: %d", clocks)
	}
	for i, c := range clocks {
		compare(t, "at", times[i].UnixMilli(), at[i])
		if ahead := c>>hlcCounter - at[i]; ahead < 0 || i == 3 && ahead != 0 {
			t.Errorf("the hybrid clock of batch %d is %d ms ahead of the laptop's", i+1, ahead)
		}
	}
	mustHold(t, db)
}

func column(t testing.TB, db *DB, query string) []int64 {
	t.Helper()
	var ids []int64
	err := db.View(context.Background(), func(v *View) (err error) {
		ids, err = v.ids(query)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

// hold takes the write lock of a file by a connection of its own.
func hold(t *testing.T, db *DB) (release func()) {
	t.Helper()
	other := &DB{path: db.path, feed: new(feed)}
	if err := other.connect(); err != nil {
		t.Fatal(err)
	}
	tx, err := other.sql.BeginTx(context.Background(), &sql.TxOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return func() {
		tx.Rollback()
		other.sql.Close()
	}
}

func TestBusy(t *testing.T) {
	said := 0
	o := Options{Create: true, Clock: testClock, Wait: 1500 * time.Millisecond, Waiting: func() { said++ }}
	db := openAt(t, filepath.Join(t.TempDir(), "k.db"), o)
	release := hold(t, db)
	begun := time.Now()
	_, err := db.Write(context.Background(), "add", "", func(*Tx) error { t.Error("got the lock"); return nil })
	compare(t, "class", "Busy", class(err))
	compare(t, "said", 1, said)
	if took := time.Since(begun); took < o.Wait {
		t.Errorf("waited %s", took)
	}
	compare(t, "rows while the lock is held", []string(nil), dump(t, db)) // readers don't wait
	o.Wait, o.Waiting = time.Minute, func() { said++; release() }
	db = openAt(t, db.path, o)
	insert(t, db, sheet.Customers, 0, "name", "王秀兰")
	compare(t, "said", 2, said)
	mustHold(t, db)
}

func TestReadersGoOnDuringAnImport(t *testing.T) {
	db := openTest(t)
	importAll(t, db, file(wang), Import{})
	before := dump(t, db)
	looks := 0
	look := func(int) { // the import holds the lock, and has written some
		compare(t, "rows during the import", before, dump(t, db))
		looks++
	}
	importAll(t, db, ledger(300, 100), Import{chunk: 100, Progress: look})
	compare(t, "looks", 3, looks)
	compare(t, "rows after the import", 401, len(dump(t, db)))
	mustHold(t, db)
}

func TestAReaderKeepsItsSnapshot(t *testing.T) {
	db := openTest(t)
	err := db.View(context.Background(), func(v *View) error {
		first, err := v.Count(sheet.Query{Sheet: sheet.Customers})
		if err != nil {
			return err
		}
		insert(t, db, sheet.Customers, 0, "name", "王秀兰")
		second, err := v.Count(sheet.Query{Sheet: sheet.Customers})
		compare(t, "counts", []int{0, 0}, []int{first, second})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	compare(t, "afterwards", 1, count(t, db, sheet.Query{Sheet: sheet.Customers}))
}

func TestAnInterruptedImportWritesNothing(t *testing.T) {
	for at, stop := range map[string]func(*Import, context.CancelFunc) func() error{
		"while reading": func(_ *Import, cancel context.CancelFunc) func() error { return func() error { cancel(); return nil } },
		"while writing": func(o *Import, cancel context.CancelFunc) func() error {
			o.Progress = func(int) { cancel() }
			return func() error { return nil }
		},
	} {
		t.Run(at, func(t *testing.T) {
			db := openTest(t)
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			o := Import{chunk: 50}
			reading := stop(&o, cancel)
			n := 0
			records := func(yield func(*sheet.Record, error) bool) {
				for r, err := range ledger(100_000, 100) {
					if n++; n == 70 {
						reading()
					}
					if !yield(r, err) {
						return
					}
				}
			}
			_, err := db.Import(ctx, records, o)
			compare(t, "class", "Interrupted", class(err))
			if n > 1000 {
				t.Errorf("read on for %d rows", n)
			}
			compare(t, "rows", []string(nil), dump(t, db))
			compare(t, "batches", int64(0), lastID(t, db))
			insert(t, db, sheet.Customers, 0, "name", "王秀兰") // the connection is as good as new
			if _, err := db.sql.Exec("INSERT INTO numbers(id, customer) VALUES(1, 99)"); err == nil {
				t.Error("foreign keys are off after an import")
			}
			mustHold(t, db)
		})
	}
}

// TestAFullDisk bounds the file's pages, which is the same to SQLite as a full disk.
func TestAFullDisk(t *testing.T) {
	db := openTest(t)
	importAll(t, db, file(wang), Import{})
	before := dump(t, db)
	db.sql.SetMaxOpenConns(1)
	var pages int
	if err := db.sql.QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	if _, err := db.sql.Exec(fmt.Sprintf("PRAGMA max_page_count = %d", pages+20)); err != nil {
		t.Fatal(err)
	}
	_, err := db.Import(context.Background(), ledger(20_000, 10_000), Import{})
	compare(t, "class", "Failed", class(err))
	if code(err) != sqliteFull {
		t.Errorf("the disk was not full: %v", err)
	}
	if want := "the disk is full, " + db.path + " is unchanged; free some space and try again"; err.Error() != want {
		t.Errorf("said %q", err)
	}
	compare(t, "rows", before, dump(t, db))
	mustHold(t, db)
}
