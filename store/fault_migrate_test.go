package store

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

func TestTablesAreStrict(t *testing.T) {
	db := openTest(t)
	lax := answer(t, db, "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND NOT strict AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'concordance%'")
	all := answer(t, db, "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND strict")
	if lax != 0 || all < 18 {
		t.Errorf("%d tables are not STRICT, %d are", lax, all)
	}
	if _, err := db.sql.Exec("UPDATE customers SET birth_year = 'x'; INSERT INTO customers(id, birth_year) VALUES(1, 'x')"); err == nil {
		t.Error("a text went into a column of numbers")
	}
	mustHold(t, db)
}

// newerFile makes a file of a later kehu, with a journal left over.
func newerFile(t *testing.T, path string) {
	t.Helper()
	db := openTest(t)
	doSQL(t, db, fmt.Sprintf("PRAGMA user_version = %d", len(migrations())+1))
	checkpoint(t, db)
	addCustomer(t, db, "王秀兰", "13812345678")
	copyFiles(t, db.Path(), path)
}

// TestOpenRefusesUntouched has files with a journal left over: to open one with
// SQLite is to write to it.
func TestOpenRefusesUntouched(t *testing.T) {
	for _, c := range []struct {
		outcome string
		make    func(t *testing.T, path string)
		options Options
		class   string
		words   []string
	}{
		{"a newer file", newerFile, Options{Create: true}, "Damaged", []string{"newer kehu", "upgrade kehu"}},
		{"a newer file to read", newerFile, Options{ReadOnly: true}, "Damaged", []string{"newer kehu"}},
		{"somebody else's database with its tables in a journal", foreignJournal, Options{Create: true}, "Damaged", []string{"is not a kehu file"}},
	} {
		t.Run(c.outcome, func(t *testing.T) {
			dir := t.TempDir()
			c.make(t, filepath.Join(dir, "客户.db"))
			before := hashes(t, dir)
			c.options.Clock = testClock
			db, err := Open(context.Background(), filepath.Join(dir, "客户.db"), c.options)
			if err == nil {
				db.Close()
			}
			mustFail(t, err, c.class, append(c.words, "客户.db")...)
			compare(t, "files", before, hashes(t, dir))
		})
	}
}

// foreignDB makes a database that is none of ours at path and leaves it open.
func foreignDB(t *testing.T, path string, statements ...string) *sql.DB {
	t.Helper()
	db := &DB{path: path, feed: new(feed)}
	if err := db.connect(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.sql.Close() })
	for _, s := range statements {
		doSQL(t, db, s)
	}
	return db.sql
}

// foreignJournal is a file of one page: all else is still in its journal.
func foreignJournal(t *testing.T, path string) {
	open := filepath.Join(t.TempDir(), "open.db")
	foreignDB(t, open, "PRAGMA journal_mode = WAL", "CREATE TABLE t(a)", "INSERT INTO t VALUES(1)")
	copyFiles(t, open, path)
}

func TestOpenMakes(t *testing.T) {
	t.Run("a file without the rows of a journal left by one that was deleted", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "客户.db")
		leftOver(t, path)
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		startsAfresh(t, path)
	})
	t.Run("a whole file where its maker was killed", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "客户.db")
		foreignDB(t, path, fmt.Sprintf("PRAGMA application_id = %d", applicationID)).Close()
		startsAfresh(t, path)
	})
}

func startsAfresh(t *testing.T, path string) {
	t.Helper()
	db := openAt(t, path, testOptions)
	addCustomer(t, db, "李建国", "13900000002")
	compare(t, "rows", 1, len(dump(t, db)))
	mustHold(t, db)
}

func TestADamagedSchemaIsToldOnOpening(t *testing.T) {
	path := damagedFile(t, 1)
	_, err := Open(context.Background(), path, testOptions)
	mustFail(t, err, "Damaged", "is damaged", "客户.db")
}

// damagedFile makes a file with one page of it overwritten; of the first all but the
// header by which the file is known.
func damagedFile(t *testing.T, page int64) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "客户.db")
	db := openAt(t, path, testOptions)
	addCustomer(t, db, "王秀兰", "13812345678")
	db.Close()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	flip(t, path, page)
	if page == 1 {
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if _, err := f.WriteAt(content[:100], 0); err != nil {
			t.Fatal(err)
		}
	}
	return path
}
