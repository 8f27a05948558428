package store

import (
	"context"
	"errors"
	"iter"
	"path/filepath"
	"testing"
	"time"

	"kehu/store/sheet"
)

func TestNobodyWaitsWhoIsToldNotTo(t *testing.T) {
	o := testOptions
	o.Wait = 0
	db := openAt(t, filepath.Join(t.TempDir(), "客户.db"), o)
	release := hold(t, db)
	took := poll
	for range 5 { // a machine that is busy itself may take its time, but not every time
		start := time.Now()
		_, err := db.Import(context.Background(), file(entry{name("王秀兰")}), Import{})
		mustFail(t, err, "Busy")
		took = min(took, time.Since(start))
	}
	if took > poll/2 {
		t.Errorf("gave up after %v", took)
	}
	release()
	mustHold(t, db)
}

func TestImportWritesNothingWhenReadingFails(t *testing.T) {
	db := openTest(t)
	addCustomer(t, db, "王秀兰", "13812345678")
	before, written := dump(t, db), 0
	_, err := db.Import(context.Background(), torn(5000), Import{chunk: 500, Progress: func(n int) { written = n }})
	if !errors.Is(err, errTorn) {
		t.Fatal(err)
	}
	if written == 0 {
		t.Error("it ended before anything was written")
	}
	compare(t, "rows", before, dump(t, db))
	compare(t, "batches", 1, answer(t, db, "SELECT count(*) FROM batch"))
	mustHold(t, db)
	goesOn(t, db)
}

// errTorn is what a reader says whose file ends too soon.
var errTorn = errors.New("torn")

// torn yields records and then an error.
func torn(rows int) iter.Seq2[*sheet.Record, error] {
	return func(yield func(*sheet.Record, error) bool) {
		for r := range ledger(rows, 500) {
			if !yield(r, nil) {
				return
			}
		}
		yield(nil, errTorn)
	}
}

// goesOn fails unless the file can be written as before: references too are
// looked at again on every connection.
func goesOn(t *testing.T, db *DB) {
	t.Helper()
	if n := answer(t, db, "PRAGMA foreign_keys"); n != 1 {
		t.Error("references are no longer looked at")
	}
	importAll(t, db, ledger(100, 50), Import{})
	compare(t, "purchases", 100, answer(t, db, "SELECT count(*) FROM purchases"))
	mustHold(t, db)
}

// TestInterruptionAtTheDoor ends imports that have hardly begun: a connection whose
// switch was being thrown goes back with its references looked at.
func TestInterruptionAtTheDoor(t *testing.T) {
	db := openTest(t)
	for i := range 300 {
		ctx, cancel := context.WithCancel(context.Background())
		time.AfterFunc(time.Duration(i)*time.Microsecond, cancel)
		db.Import(ctx, ledger(0, 1), Import{})
		cancel()
		if answer(t, db, "PRAGMA foreign_keys") != 1 {
			t.Fatalf("references are no longer looked at (interrupted after %d µs)", i)
		}
	}
}

// TestInterruptionAnywhere ends imports at any moment, the writing of the batch included.
func TestInterruptionAnywhere(t *testing.T) {
	db := openTest(t)
	const rows = 3000
	importAll(t, db, ledger(rows, 300), Import{chunk: 500, DryRun: true}) // warms up
	start := time.Now()
	importAll(t, db, ledger(rows, 300), Import{chunk: 500, DryRun: true})
	whole, ended, moments := time.Since(start), 0, 40
	if testing.Short() {
		moments = 10
	}
	for i := range moments {
		ctx, cancel := context.WithCancel(context.Background())
		begun := time.Now()
		time.AfterFunc(whole*time.Duration(i)/time.Duration(moments), cancel)
		_, err := db.Import(ctx, ledger(rows, 300), Import{chunk: 500})
		cancel()
		if err == nil { // it came too late: how long an import takes changes with what else goes on
			whole = time.Since(begun)
			db = openTest(t)
			continue
		}
		ended++
		mustFail(t, err, "Interrupted", "nothing was written")
		compare(t, "purchases", 0, answer(t, db, "SELECT count(*) FROM purchases"))
		compare(t, "references are looked at", 1, answer(t, db, "PRAGMA foreign_keys"))
	}
	if ended < moments/5 {
		t.Errorf("only %d imports were interrupted", ended)
	}
	t.Logf("%d imports were interrupted", ended)
	mustHold(t, db)
}
