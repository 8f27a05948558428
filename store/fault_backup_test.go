package store

import (
	"context"
	"path/filepath"
	"testing"
	"time"
)

func TestBackupUnderFaults(t *testing.T) {
	t.Run("holds every row and is sound", backupIsWhole)
	t.Run("holds the rows of a moment while others write", backupDuringWrites)
	t.Run("refuses a name that is taken", backupRefusesTaken)
	t.Run("leaves no file where it cannot write", backupUnwritable)
	t.Run("leaves no file when the sheet is damaged", backupOfDamaged)
}

func backupIsWhole(t *testing.T) {
	db := openTest(t)
	importAll(t, db, ledger(500, 100), Import{})
	to := filepath.Join(t.TempDir(), "备份 100%.db")
	if err := db.Backup(context.Background(), to); err != nil {
		t.Fatal(err)
	}
	compare(t, "files", []string{"备份 100%.db"}, filesIn(t, filepath.Dir(to)))
	copied := openAt(t, to, testOptions)
	compare(t, "rows", dump(t, db), dump(t, copied))
	mustHold(t, copied)
}

func backupDuringWrites(t *testing.T) {
	db, dir := openTest(t), t.TempDir()
	o := Import{chunk: 1000, Progress: func(n int) {
		if err := db.Backup(context.Background(), filepath.Join(dir, "备份.db")); n == 1000 && err != nil {
			t.Error(err)
		}
	}}
	addCustomer(t, db, "王秀兰", "13812345678")
	before := dump(t, db)
	importAll(t, db, ledger(3000, 300), o)
	copied := openAt(t, filepath.Join(dir, "备份.db"), testOptions)
	compare(t, "rows", before, dump(t, copied))
	mustHold(t, copied)
}

func backupRefusesTaken(t *testing.T) {
	db, dir := openTest(t), t.TempDir()
	writeFile(t, filepath.Join(dir, "备份.db"), "别的东西")
	before := hashes(t, dir)
	err := db.Backup(context.Background(), filepath.Join(dir, "备份.db"))
	mustFail(t, err, "Misused", "exists already", "备份.db")
	compare(t, "files", before, hashes(t, dir))
	mustFail(t, db.Backup(context.Background(), db.Path()), "Misused", "exists already")
}

func backupUnwritable(t *testing.T) {
	db, dir := openTest(t), t.TempDir()
	err := db.Backup(context.Background(), filepath.Join(dir, "没有", "备份.db"))
	mustFail(t, err, "Failed", "cannot write", "备份.db")
	compare(t, "files", []string(nil), filesIn(t, dir))
}

func backupOfDamaged(t *testing.T) {
	db, dir := openAt(t, damagedFile(t, 3), testOptions), t.TempDir()
	err := db.Backup(context.Background(), filepath.Join(dir, "备份.db"))
	mustFail(t, err, "Damaged", "客户.db is damaged")
	compare(t, "files", []string(nil), filesIn(t, dir))
}

// backupOfOne makes a backup with one customer.
func backupOfOne(t *testing.T) (from string, rows []string) {
	t.Helper()
	db := openTest(t)
	addCustomer(t, db, "赵六", "13700000001")
	from = filepath.Join(t.TempDir(), "备份.db")
	if err := db.Backup(context.Background(), from); err != nil {
		t.Fatal(err)
	}
	return from, dump(t, db)
}

const keptName = "客户.db.20260305090000.bak"

func TestRestoreUnderFaults(t *testing.T) {
	t.Run("brings rows back past an open reader and a journal", restorePastReader)
	t.Run("leaves no row of a journal left over", restorePastJournal)
	t.Run("moves a damaged file aside", restoreOverDamaged)
	t.Run("keeps nothing where nothing was", restoreToNew)
	t.Run("waits for a writer", restoreWaits)
	t.Run("reads a backup that was copied with its journal", restoreFromJournal)
}

func restorePastReader(t *testing.T) {
	from, rows := backupOfOne(t)
	dir := t.TempDir()
	db := openAt(t, filepath.Join(dir, "客户.db"), testOptions)
	importAll(t, db, ledger(300, 50), Import{})
	before := dump(t, db)
	err := db.View(context.Background(), func(v *View) error {
		n, err := v.count("SELECT count(*) FROM customers")
		if err != nil {
			return err
		}
		kept, err := Restore(context.Background(), db.Path(), from, testOptions)
		compare(t, "kept", filepath.Join(dir, keptName), kept)
		if err != nil {
			return err
		}
		after, err := v.count("SELECT count(*) FROM customers")
		compare(t, "customers the reader sees", n, after)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	compare(t, "rows", rows, dump(t, db))
	mustHold(t, db)
	kept := openAt(t, filepath.Join(dir, keptName), testOptions)
	compare(t, "rows kept", before, dump(t, kept))
	mustHold(t, kept)
}

func restorePastJournal(t *testing.T) {
	from, rows := backupOfOne(t)
	path := filepath.Join(t.TempDir(), "客户.db")
	leftOver(t, path)
	kept, err := Restore(context.Background(), path, from, testOptions)
	if err != nil {
		t.Fatal(err)
	}
	db := openAt(t, path, testOptions)
	compare(t, "rows", rows, dump(t, db))
	mustHold(t, db)
	compare(t, "customers kept, that of the journal too", 2, len(dump(t, openAt(t, kept, testOptions))))
}

func restoreOverDamaged(t *testing.T) {
	for _, page := range []int64{1, 3} {
		from, rows := backupOfOne(t)
		path := damagedFile(t, page)
		was := hashes(t, filepath.Dir(path))["客户.db"]
		kept, err := Restore(context.Background(), path, from, testOptions)
		if err != nil {
			t.Fatal(err)
		}
		db := openAt(t, path, testOptions)
		compare(t, "rows", rows, dump(t, db))
		mustHold(t, db)
		compare(t, "kept as it was", was, hashes(t, filepath.Dir(path))[filepath.Base(kept)])
	}
}

func restoreToNew(t *testing.T) {
	from, rows := backupOfOne(t)
	path := filepath.Join(t.TempDir(), "客户.db")
	kept, err := Restore(context.Background(), path, from, testOptions)
	if err != nil || kept != "" {
		t.Fatal(kept, err)
	}
	compare(t, "files", []string{"客户.db"}, filesIn(t, filepath.Dir(path)))
	db := openAt(t, path, testOptions)
	compare(t, "rows", rows, dump(t, db))
	mustHold(t, db)
}

func restoreWaits(t *testing.T) {
	from, rows := backupOfOne(t)
	db := openTest(t)
	addCustomer(t, db, "王秀兰", "13812345678")
	release := hold(t, db)
	said := make(chan bool, 1)
	o := testOptions
	o.Waiting = func() { said <- true }
	go func() { <-said; time.Sleep(poll); release() }()
	if _, err := Restore(context.Background(), db.Path(), from, o); err != nil {
		t.Fatal(err)
	}
	compare(t, "rows", rows, dump(t, db))
	mustHold(t, db)
}

func restoreFromJournal(t *testing.T) {
	from := filepath.Join(t.TempDir(), "备份.db")
	leftOver(t, from)
	path := filepath.Join(t.TempDir(), "客户.db")
	if _, err := Restore(context.Background(), path, from, testOptions); err != nil {
		t.Fatal(err)
	}
	db := openAt(t, path, testOptions)
	compare(t, "customers", 2, len(dump(t, db)))
	mustHold(t, db)
}

func TestRestoreRefuses(t *testing.T) {
	for _, c := range []struct {
		outcome string
		from    func(t *testing.T, path string) (from string)
		class   string
		words   string
	}{
		{"a damaged backup", func(t *testing.T, _ string) string { return damagedFile(t, 3) }, "Damaged", "is damaged"},
		{"a backup with a damaged schema", func(t *testing.T, _ string) string { return damagedFile(t, 1) }, "Damaged", "is damaged"},
		{"a file that is no backup", func(t *testing.T, path string) string {
			foreignJournal(t, path+".other")
			return path + ".other"
		}, "Damaged", "is not a kehu file"},
		{"a backup of a newer kehu", func(t *testing.T, path string) string {
			from := path + ".newer"
			newerFile(t, from)
			return from
		}, "Damaged", "newer kehu"},
		{"a backup that is not there", func(t *testing.T, path string) string { return path + ".none" }, "NotFound", ".none"},
		{"the file itself", func(t *testing.T, path string) string { return path }, "Misused", "the present file itself"},
	} {
		t.Run(c.outcome, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "客户.db")
			leftOver(t, path)
			from := c.from(t, path)
			before := hashes(t, filepath.Dir(path))
			_, err := Restore(context.Background(), path, from, testOptions)
			mustFail(t, err, c.class, c.words)
			compare(t, "files", before, hashes(t, filepath.Dir(path)))
			db := openAt(t, path, testOptions)
			compare(t, "rows", 2, len(dump(t, db)))
			mustHold(t, db)
		})
	}
}
