package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kehu/store/sheet"
)

// frozen are the checksums of the migrations. An old one is never edited: files made
// by it would lack the edit for ever. Write the next one instead, and its checksum here.
var frozen = []string{
	"cc154e37cff2e85b2b214d9fd96bbf036f2bae87e1b7c13a49d7f73761754388",
	"be344d9fed765c826ffa5436c48a9c8c998a9b04316f35768e51fc9ff37f3180",
}

func TestOldMigrationsAreNeverEdited(t *testing.T) {
	texts := migrations()
	if len(texts) != len(frozen) {
		t.Fatalf("there are %d migrations and %d checksums: add the new one's to frozen", len(texts), len(frozen))
	}
	for i, text := range texts {
		sum := sha256.Sum256([]byte(text))
		if got := hex.EncodeToString(sum[:]); got != frozen[i] {
			t.Errorf("migration %d was edited (%s): files made by it would lack the edit; write migration %d instead", i+1, got, len(texts)+1)
		}
	}
}

var testOptions = Options{Create: true, Clock: testClock, User: "老李", Wait: 5 * time.Second}

// newFile makes a file with 王秀兰 in it and returns its path.
func newFile(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "k.db")
	db, err := Open(context.Background(), path, testOptions)
	if err != nil {
		t.Fatal(err)
	}
	importAll(t, db, file(append(wang, bought("2026-03-01", "钙片", "198"))), Import{})
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func kept1(t *testing.T, path string) []string {
	t.Helper()
	names, err := filepath.Glob(path + ".*")
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// TestUpgradeKeepsAVerifiedCopy upgrades a file of this version to a made-up next one.
func TestUpgradeKeepsAVerifiedCopy(t *testing.T) {
	for _, readOnly := range []bool{false, true} {
		path := newFile(t)
		next := append(migrations(), "ALTER TABLE customers ADD COLUMN shoe_size INTEGER; UPDATE customers SET shoe_size = 38;")
		o := testOptions
		o.Create, o.ReadOnly = false, readOnly
		db, err := open(context.Background(), path, o, next)
		if err != nil {
			t.Fatal(err)
		}
		compare(t, "the new column", []int64{38}, column(t, db, "SELECT shoe_size FROM customers"))
		mustHold(t, db)
		want := dump(t, db)
		db.Close()
		names := kept1(t, path)
		compare(t, "copies", []string{path + ".v2-20260305090000.bak"}, names)
		old, err := Open(context.Background(), names[0], testOptions)
		if err != nil {
			t.Fatal(err)
		}
		compare(t, "rows of the copy", want, dump(t, old))
		mustHold(t, old)
		old.Close()
		again, err := open(context.Background(), path, o, next)
		if err != nil {
			t.Fatal(err)
		}
		again.Close()
		compare(t, "copies after opening it again", names, kept1(t, path))
	}
}

func TestAnUpgradeThatFailsChangesNothing(t *testing.T) {
	path := newFile(t)
	_, err := open(context.Background(), path, testOptions, append(migrations(), "ALTER TABLE customers ADD COLUMN shoe_size INTEGER; UPDATE nothing SET x = 1;"))
	if err == nil || !strings.Contains(err.Error(), "migrate to version 3") {
		t.Fatal(err)
	}
	db, err := Open(context.Background(), path, testOptions)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	compare(t, "rows", 2, len(dump(t, db)))
	mustHold(t, db)
}

// TestFilesThatAreRefused has the files Open does not touch.
func TestFilesThatAreRefused(t *testing.T) {
	cases := []struct {
		outcome string
		make    func(*testing.T, string)
		class   string
		words   string
	}{
		{"a newer file", func(t *testing.T, path string) { stamp(t, path, "PRAGMA user_version = 99") }, "Damaged", "was made by a newer kehu"},
		{"a file of another program", func(t *testing.T, path string) { stamp(t, path, "PRAGMA application_id = 7") }, "Damaged", "is not a kehu file"},
		{"a SQLite file of nobody", func(t *testing.T, path string) { stamp(t, path, "PRAGMA application_id = 0") }, "Damaged", "is not a kehu file"},
		{"a text file", func(t *testing.T, path string) { writeFile(t, path, strings.Repeat("姓名,手机\n", 50)) }, "Damaged", "is not a kehu file"},
		{"a short file", func(t *testing.T, path string) { writeFile(t, path, "SQLite format 3\x00") }, "Damaged", "is not a kehu file"},
	}
	for _, c := range cases {
		t.Run(c.outcome, func(t *testing.T) {
			path := newFile(t)
			c.make(t, path)
			before := content(t, path)
			for _, create := range []bool{false, true} {
				o := testOptions
				o.Create = create
				_, err := Open(context.Background(), path, o)
				compare(t, "class", c.class, class(err))
				if err == nil || !strings.Contains(err.Error(), c.words) || !strings.Contains(err.Error(), path) {
					t.Errorf("said %v", err)
				}
			}
			if !bytes.Equal(before, content(t, path)) {
				t.Error("the file was touched")
			}
			compare(t, "files beside it", []string{"k.db"}, filesIn(t, filepath.Dir(path)))
		})
	}
}

// stamp changes a file by SQL, as another program might have made it.
func stamp(t *testing.T, path, statement string) {
	t.Helper()
	db := &DB{path: path, feed: new(feed)}
	if err := db.connect(); err != nil {
		t.Fatal(err)
	}
	defer db.sql.Close()
	if _, err := db.sql.Exec(statement); err != nil {
		t.Fatal(err)
	}
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func content(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func filesIn(t *testing.T, folder string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestAMissingFileIsMadeOnlyOnDemand(t *testing.T) {
	for _, empty := range []bool{false, true} { // an empty file is one whose making was cut off
		path := filepath.Join(t.TempDir(), "新建", "k.db")
		var want []string
		if empty {
			os.Mkdir(filepath.Dir(path), 0o700)
			writeFile(t, path, "")
			want = []string{"k.db"}
		}
		o := testOptions
		o.Create = false
		_, err := Open(context.Background(), path, o)
		compare(t, "class", "NotFound", class(err))
		if !empty {
			if _, err := os.Stat(filepath.Dir(path)); err == nil {
				t.Error("a folder was made")
			}
		} else {
			compare(t, "files", want, filesIn(t, filepath.Dir(path)))
		}
		db, err := Open(context.Background(), path, testOptions)
		if err != nil {
			t.Fatal(err)
		}
		mustHold(t, db)
		db.Close()
	}
	_, err := Open(context.Background(), t.TempDir(), testOptions)
	compare(t, "class of a folder", "Damaged", class(err))
}

// TestTheMakingOfAFileMayBeCutOff leaves a file as a crash leaves it: with the first
// page only, or with all in the journal.
func TestTheMakingOfAFileMayBeCutOff(t *testing.T) {
	for _, journal := range []bool{false, true} {
		path := filepath.Join(t.TempDir(), "k.db")
		db := &DB{path: path, options: testOptions, feed: new(feed)}
		if err := db.connect(); err != nil {
			t.Fatal(err)
		}
		db.sql.SetMaxOpenConns(1)
		statements := []string{"PRAGMA wal_autocheckpoint = 0", "PRAGMA application_id = 1801807989", "PRAGMA journal_mode = WAL"}
		if journal {
			statements = append(statements, "BEGIN IMMEDIATE; "+migrations()[0]+"INSERT INTO device(id, uuid) VALUES(0, 'x'); PRAGMA user_version = 1; COMMIT")
		}
		for _, s := range statements {
			if _, err := db.sql.Exec(s); err != nil {
				t.Fatal(err)
			}
		}
		crashed := filepath.Join(t.TempDir(), "k.db")
		for _, end := range []string{"", "-wal"} {
			if b, err := os.ReadFile(path + end); err == nil {
				writeFile(t, crashed+end, string(b))
			}
		}
		db.sql.Close()
		again, err := Open(context.Background(), crashed, testOptions)
		if err != nil {
			t.Fatal(err)
		}
		insert(t, again, sheet.Customers, 0, "name", "王秀兰")
		mustHold(t, again)
		again.Close()
	}
}

func TestADamagedPageIsTold(t *testing.T) {
	path := filepath.Join(t.TempDir(), "k.db")
	db, err := Open(context.Background(), path, testOptions)
	if err != nil {
		t.Fatal(err)
	}
	importAll(t, db, ledger(2000, 500), Import{})
	db.Close()
	damage(t, path)
	db, err = Open(context.Background(), path, testOptions)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	_, err = db.Check(context.Background())
	compare(t, "class of check", "Damaged", class(err))
	err = db.View(context.Background(), func(v *View) error {
		for _, err := range v.Rows(sheet.Query{Sheet: sheet.Purchases}) {
			if err != nil {
				return err
			}
		}
		return nil
	})
	compare(t, "class of a read", "Damaged", class(err))
}

// damage overwrites the pages of purchases in the middle of the file, as a bad USB
// stick does.
func damage(t *testing.T, path string) {
	t.Helper()
	b := content(t, path)
	for page := len(b) / 4096 / 3; page < len(b)/4096; page++ {
		copy(b[page*4096:], bytes.Repeat([]byte{0xff}, 4096))
	}
	writeFile(t, path, string(b))
}

func TestTwoMayMakeTheSameFileAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "k.db")
	errs := make(chan error)
	for range 4 {
		go func() {
			db, err := Open(context.Background(), path, testOptions)
			if err == nil {
				err = db.Close()
			}
			errs <- err
		}()
	}
	for range 4 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	db, err := Open(context.Background(), path, testOptions)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	compare(t, "devices", []int64{0}, column(t, db, "SELECT id FROM device"))
	mustHold(t, db)
}

func TestIndexesOutliveABigImport(t *testing.T) {
	db := openTest(t)
	before := indexNames(t, db)
	importAll(t, db, ledger(manyRows+1, manyRows+1), Import{})
	compare(t, "indexes after an import", before, indexNames(t, db))
	undo1(t, db, 0)
	compare(t, "indexes after its undo", before, indexNames(t, db))
	mustHold(t, db)
}

func indexNames(t *testing.T, db *DB) (names []string) {
	t.Helper()
	rows, err := db.sql.Query("SELECT name || ' ' || coalesce(sql,'') FROM sqlite_schema WHERE type = 'index'")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name sql.NullString
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		names = append(names, name.String)
	}
	slices.Sort(names)
	return names
}
