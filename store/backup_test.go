package store

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"kehu/store/sheet"
)

func openFile(t *testing.T, path string) *DB {
	t.Helper()
	db, err := Open(context.Background(), path, testOptions)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// backedUp is a file with one customer and one purchase, and a backup of it.
func backedUp(t *testing.T) (path, backup string, rows []string) {
	t.Helper()
	path = newFile(t)
	backup = filepath.Join(t.TempDir(), "备份.db")
	db, err := Open(context.Background(), path, testOptions)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Backup(context.Background(), backup); err != nil {
		t.Fatal(err)
	}
	return path, backup, dump(t, db)
}

func TestABackupHoldsWhatTheFileHolds(t *testing.T) {
	path, backup, rows := backedUp(t)
	copied := openFile(t, backup)
	compare(t, "rows", rows, dump(t, copied))
	mustHold(t, copied)
	db := openFile(t, path)
	before := content(t, backup)
	compare(t, "class of a second backup", "Misused", class(db.Backup(context.Background(), backup)))
	compare(t, "the first one", true, string(before) == string(content(t, backup)))
	folder := filepath.Join(t.TempDir(), "无", "备份.db")
	compare(t, "class of a backup to nowhere", "Failed", class(db.Backup(context.Background(), folder)))
	half := filepath.Join(t.TempDir(), "备份.db") // a backup that was cut off doesn't stand in the way
	writeFile(t, half+".tmp", "half")
	compare(t, "class of a backup after one that was cut off", "", class(db.Backup(context.Background(), half)))
	compare(t, "files", []string{"备份.db"}, filesIn(t, filepath.Dir(half)))
}

func TestABackupOfADamagedFileIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "k.db")
	db := openFile(t, path)
	importAll(t, db, ledger(2000, 500), Import{})
	db.Close()
	damage(t, path)
	to := filepath.Join(t.TempDir(), "备份.db")
	compare(t, "class", "Damaged", class(openFile(t, path).Backup(context.Background(), to)))
	compare(t, "files", []string(nil), filesIn(t, filepath.Dir(to)))
}

func TestRestore(t *testing.T) {
	path, backup, rows := backedUp(t)
	db := openFile(t, path)
	insert(t, db, sheet.Customers, 0, "name", "之后")
	later := dump(t, db)
	db.Close()
	kept, err := Restore(context.Background(), path, backup, testOptions)
	if err != nil {
		t.Fatal(err)
	}
	again := openFile(t, path)
	compare(t, "rows", rows, dump(t, again))
	mustHold(t, again)
	compare(t, "rows kept", later, dump(t, openFile(t, kept)))
	insert(t, again, sheet.Customers, 0, "name", "又来")
	mustHold(t, again)
	again.Close()
	second, err := Restore(context.Background(), path, backup, testOptions) // within the same second
	if err != nil || second == kept {
		t.Fatal(second, err)
	}
}

func TestRestoreWithAReaderAndAJournalLeftOver(t *testing.T) {
	path, backup, rows := backedUp(t)
	db := openFile(t, path)
	insert(t, db, sheet.Customers, 0, "name", "之后")
	if info, err := os.Stat(path + "-wal"); err != nil || info.Size() == 0 {
		t.Fatal("there is no journal", err)
	}
	err := db.View(context.Background(), func(v *View) error {
		if _, err := v.Count(sheet.Query{Sheet: sheet.Customers}); err != nil { // the snapshot begins
			return err
		}
		if _, err := Restore(context.Background(), path, backup, testOptions); err != nil {
			return err
		}
		n, err := v.Count(sheet.Query{Sheet: sheet.Customers})
		compare(t, "customers of the reader", 2, n)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	compare(t, "rows of the connection that was open", rows, dump(t, db))
	mustHold(t, db)
}

func TestRestoreWhereNothingWas(t *testing.T) {
	_, backup, rows := backedUp(t)
	path := filepath.Join(t.TempDir(), "新.db")
	kept, err := Restore(context.Background(), path, backup, testOptions)
	if err != nil {
		t.Fatal(err)
	}
	compare(t, "kept", "", kept)
	compare(t, "rows", rows, dump(t, openFile(t, path)))
}

func TestRestoreOverADamagedFileMovesItAside(t *testing.T) {
	path, backup, rows := backedUp(t)
	db := openFile(t, path)
	importAll(t, db, ledger(2000, 500), Import{})
	db.Close()
	damage(t, path)
	broken := string(content(t, path))
	kept, err := Restore(context.Background(), path, backup, testOptions)
	if err != nil {
		t.Fatal(err)
	}
	compare(t, "rows", rows, dump(t, openFile(t, path)))
	compare(t, "the broken file is kept", true, broken == string(content(t, kept)))
}

func TestABackupThatIsNoGoodIsRefused(t *testing.T) {
	cases := map[string]struct {
		spoil func(*testing.T, string)
		class string
	}{
		"damaged": {func(t *testing.T, path string) {
			db := openFile(t, path)
			importAll(t, db, ledger(2000, 500), Import{})
			db.Close()
			damage(t, path)
		}, "Damaged"},
		"newer":   {func(t *testing.T, path string) { stamp(t, path, "PRAGMA user_version = 99") }, "Damaged"},
		"a text":  {func(t *testing.T, path string) { writeFile(t, path, "姓名,手机") }, "Damaged"},
		"missing": {func(t *testing.T, path string) { os.Remove(path) }, "NotFound"},
	}
	for outcome, c := range cases {
		t.Run(outcome, func(t *testing.T) {
			path, backup, rows := backedUp(t)
			c.spoil(t, backup)
			_, err := Restore(context.Background(), path, backup, testOptions)
			compare(t, "class", c.class, class(err))
			compare(t, "files", []string{"k.db"}, filesIn(t, filepath.Dir(path)))
			db := openFile(t, path)
			compare(t, "rows", rows, dump(t, db))
			mustHold(t, db)
		})
	}
}
