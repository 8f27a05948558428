package store

import (
	"context"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kehu/store/sheet"
)

func TestCopy(t *testing.T) {
	t.Run("is whole by itself", copyIsWhole)
	t.Run("is of one moment while others write", copyDuringWrites)
	t.Run("holds what is still in the journal", copyUnsettled)
	t.Run("leaves others their locks", copyKeepsLocks)
	t.Run("refuses a small file that is damaged", copyOfDamaged)
	t.Run("that is interrupted leaves nothing", copyInterrupted)
}

func copyIsWhole(t *testing.T) {
	db := openTest(t)
	importAll(t, db, wordy(120), Import{}) // of more than a megabyte
	if info, err := os.Stat(db.Path()); err != nil || info.Size() < 1<<20 && journalSize(t, db) < 1<<20 {
		t.Fatal("the file is too small for its copying to take two steps", err)
	}
	to := filepath.Join(t.TempDir(), "备份.db")
	writeFile(t, to+".tmp", "half") // of one that was killed
	if err := db.Copy(context.Background(), to); err != nil {
		t.Fatal(err)
	}
	compare(t, "files", []string{"备份.db"}, filesIn(t, filepath.Dir(to)))
	compare(t, "how the copy keeps a journal", "\x01\x01", string(content(t, to)[18:20]))
	rows := dump(t, db)
	addCustomer(t, db, "之后", "13812345678")
	copied := openAt(t, to, testOptions)
	compare(t, "rows", rows, dump(t, copied))
	mustHold(t, copied)
	mustFail(t, db.Copy(context.Background(), to), "Misused", "exists already")
	mustFail(t, db.Copy(context.Background(), filepath.Join(filepath.Dir(to), "没有", "备份.db")), "Failed", "cannot write")
}

// wordy are customers of whose purchases 12 KB is written each: a big file of few rows.
func wordy(customers int) iter.Seq2[*sheet.Record, error] {
	entries, much := make([]entry, customers), strings.Repeat("老客户，送货上门。", 444)
	for i := range entries {
		entries[i] = entry{name("王秀兰"), phone(fmt.Sprint(13800000000 + i)), has(sheet.Purchases, "on", "2026-03-01", "product", "钙片", "qty", "1", "amount", "198", "remark", much)}
	}
	return file(entries...)
}

func journalSize(t *testing.T, db *DB) int64 {
	t.Helper()
	info, err := os.Stat(db.Path() + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

// copyDuringWrites makes copies while one connection adds customers, each with a
// purchase, and another moves the journal into the file.
func copyDuringWrites(t *testing.T) {
	db, dir := openTest(t), t.TempDir()
	importAll(t, db, ledger(2000, 300), Import{})
	stop, ended := make(chan struct{}), make(chan struct{}, 2)
	during := func(work func() error) {
		defer func() { ended <- struct{}{} }()
		for {
			select {
			case <-stop:
				return
			default:
			}
			if err := work(); err != nil {
				t.Error(err)
			}
		}
	}
	go during(func() error {
		_, err := db.Write(context.Background(), "test", "", func(tx *Tx) error {
			id, err := tx.Insert(patch(sheet.Customers, "name", "王秀兰"))
			if err != nil {
				return err
			}
			p := patch(sheet.Purchases, "on", "2026-03-01", "product", "钙片", "qty", "1", "amount", "198")
			p.Row.(*sheet.Purchase).Customer.ID = id
			p.Take("customer")
			_, err = tx.Insert(p)
			return err
		})
		return err
	})
	go during(func() error { _, err := db.sql.Exec("PRAGMA wal_checkpoint(PASSIVE)"); return err })
	before, copies := 0, 12
	if testing.Short() {
		copies = 3
	}
	for i := range copies {
		to := filepath.Join(dir, fmt.Sprint(i, ".db"))
		if err := db.Copy(context.Background(), to); err != nil {
			t.Fatal(err)
		}
		copied := openAt(t, to, testOptions)
		mustHold(t, copied)
		people := answer(t, copied, "SELECT count(*) FROM customers")
		compare(t, "purchases beside the ledger's", people-300, answer(t, copied, "SELECT count(*) FROM purchases")-2000)
		if people < before {
			t.Errorf("copy %d holds %d customers, the one before %d", i, people, before)
		}
		before = people
	}
	close(stop)
	<-ended
	<-ended
	if before <= 300 {
		t.Error("nothing was written meanwhile")
	}
}

// copyUnsettled copies while a reader keeps the journal from going into the file.
func copyUnsettled(t *testing.T) {
	db := openTest(t)
	addCustomer(t, db, "王秀兰", "13812345678")
	to := filepath.Join(t.TempDir(), "备份.db")
	err := db.View(context.Background(), func(v *View) error {
		if _, err := v.Count(sheet.Query{Sheet: sheet.Customers}); err != nil {
			return err
		}
		addCustomer(t, db, "李建国", "13900000002")
		if err := db.settle(context.Background()); err != errUnsettled {
			t.Errorf("the journal is settled: %v", err)
		}
		return db.Copy(context.Background(), to)
	})
	if err != nil {
		t.Fatal(err)
	}
	copied := openAt(t, to, testOptions)
	compare(t, "rows", dump(t, db), dump(t, copied))
	mustHold(t, copied)
}

// copyKeepsLocks looks at what the system says: a file read past SQLite and closed
// takes SQLite's locks away with it.
func copyKeepsLocks(t *testing.T) {
	db := openTest(t)
	addCustomer(t, db, "王秀兰", "13812345678")
	before := locks(t)
	if before == 0 {
		t.Fatal("an open file has no lock")
	}
	if err := db.Copy(context.Background(), filepath.Join(t.TempDir(), "备份.db")); err != nil {
		t.Fatal(err)
	}
	compare(t, "locks", before, locks(t))
}

// locks is how many locks this process has on files.
func locks(t *testing.T) (n int) {
	t.Helper()
	all, err := os.ReadFile("/proc/locks")
	if err != nil {
		t.Skip("the system doesn't tell its locks")
	}
	for line := range strings.Lines(string(all)) {
		if fields := strings.Fields(line); len(fields) > 4 && fields[4] == fmt.Sprint(os.Getpid()) {
			n++
		}
	}
	return n
}

func copyOfDamaged(t *testing.T) {
	db, dir := openAt(t, damagedFile(t, 3), testOptions), t.TempDir()
	mustFail(t, db.Copy(context.Background(), filepath.Join(dir, "备份.db")), "Damaged", "客户.db is damaged")
	compare(t, "files", []string(nil), filesIn(t, dir))
}

func copyInterrupted(t *testing.T) {
	db, dir := openTest(t), t.TempDir()
	addCustomer(t, db, "王秀兰", "13812345678")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	mustFail(t, db.Copy(ctx, filepath.Join(dir, "备份.db")), "Interrupted")
	compare(t, "files", []string(nil), filesIn(t, dir))
}
