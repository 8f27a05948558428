//go:build linux

package store

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// smallDisk mounts a disk of its own.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("only root can mount a small disk")
	}
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skipf("cannot mount a small disk here: %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

// ballast fills the disk up to so many bytes; removing it frees them.
func ballast(t *testing.T, dir string, leave int64) (path string) {
	t.Helper()
	var disk syscall.Statfs_t
	if err := syscall.Statfs(dir, &disk); err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(dir, "ballast")
	size := int64(disk.Bavail)*disk.Bsize - leave
	if err := os.WriteFile(path, make([]byte, size), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestFullDisk(t *testing.T) {
	for _, c := range []struct {
		outcome string
		leave   int64
		write   func(*DB) error
	}{
		{"leaves nothing of an import", 1 << 20, importMuch},
		{"leaves nothing of a single row", 0, insertOne},
		{"leaves no half backup", 64 << 10, func(db *DB) error {
			return db.Backup(context.Background(), filepath.Join(filepath.Dir(db.Path()), "备份.db"))
		}},
	} {
		t.Run(c.outcome, func(t *testing.T) {
			dir := smallDisk(t, "12m")
			db := openAt(t, filepath.Join(dir, "客户.db"), testOptions)
			importAll(t, db, ledger(500, 100), Import{})
			checkpoint(t, db)
			before, full := dump(t, db), ballast(t, dir, c.leave)
			mustFail(t, c.write(db), "Failed", "the disk is full", "free some space")
			compare(t, "rows", before, dump(t, db))
			compare(t, "files", []string{"ballast", "客户.db", "客户.db-shm", "客户.db-wal"}, filesIn(t, dir))
			mustHold(t, db)
			if err := os.Remove(full); err != nil {
				t.Fatal(err)
			}
			if err := c.write(db); err != nil {
				t.Errorf("with space again: %v", err)
			}
			mustHold(t, db)
		})
	}
}

func importMuch(db *DB) error {
	_, err := db.Import(context.Background(), wordy(300), Import{chunk: 50})
	return err
}

func insertOne(db *DB) error {
	_, err := db.Import(context.Background(), file(entry{name("李建国"), phone("13900000002")}), Import{})
	return err
}

func TestFullDiskOnUpgrade(t *testing.T) {
	dir := smallDisk(t, "12m")
	path := filepath.Join(dir, "客户.db")
	db := openAt(t, path, testOptions)
	importAll(t, db, ledger(500, 100), Import{})
	before := dump(t, db)
	db.Close()
	full := ballast(t, dir, 128<<10)
	_, err := open(context.Background(), path, testOptions, append(migrations(), "CREATE TABLE later(id INTEGER) STRICT"))
	mustFail(t, err, "Failed", "the disk is full")
	compare(t, "files", []string{"ballast", "客户.db"}, filesIn(t, dir))
	os.Remove(full)
	db = openAt(t, path, testOptions)
	compare(t, "rows", before, dump(t, db))
	mustHold(t, db)
}

func TestFullDiskOnRestore(t *testing.T) {
	dir, elsewhere := smallDisk(t, "12m"), t.TempDir()
	path, from := filepath.Join(dir, "客户.db"), filepath.Join(elsewhere, "备份.db")
	big := openTest(t)
	importAll(t, big, wordy(120), Import{})
	if err := big.Backup(context.Background(), from); err != nil {
		t.Fatal(err)
	}
	db := openAt(t, path, testOptions)
	addCustomer(t, db, "王秀兰", "13812345678")
	before := dump(t, db)
	full := ballast(t, dir, 1<<20)
	_, err := Restore(context.Background(), path, from, testOptions)
	mustFail(t, err, "Failed", "the disk is full")
	compare(t, "rows", before, dump(t, db))
	mustHold(t, db)
	os.Remove(full)
	if _, err := Restore(context.Background(), path, from, testOptions); err != nil {
		t.Error(err)
	}
	compare(t, "rows with space again", dump(t, big), dump(t, db))
	mustHold(t, db)
}

// TestFileSizeLimit is a full disk for those who can't mount one: the system
// refuses to let a file grow, which SQLite calls by another name.
func TestFileSizeLimit(t *testing.T) { runChild(t, "small limit", t.TempDir()) }

// writeUnderLimit writes more than a file may hold.
func writeUnderLimit(t *testing.T, dir string) {
	db := openAt(t, filepath.Join(dir, "客户.db"), testOptions)
	importAll(t, db, ledger(500, 100), Import{})
	before := dump(t, db)
	var was syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &was); err != nil {
		t.Fatal(err)
	}
	signal.Ignore(syscall.SIGXFSZ) // then the write fails with EFBIG
	limit := syscall.Rlimit{Cur: 1_500_000, Max: was.Max}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		t.Fatal(err)
	}
	err := importMuch(db)
	mustFail(t, err, "Failed", "the disk is full", "free some space")
	if cause := fmt.Sprint(code(err)); cause != fmt.Sprint(sqliteIOWrite) && !strings.Contains(cause, "13") {
		t.Errorf("the limit did not strike: %s", cause)
	}
	compare(t, "rows", before, dump(t, db))
	mustHold(t, db)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &was); err != nil {
		t.Fatal(err)
	}
	if err := importMuch(db); err != nil {
		t.Error(err)
	}
	mustHold(t, db)
}
