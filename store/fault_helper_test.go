package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// childRole names what a test runs in a process of its own: the test binary again.
const childRole = "KEHU_FAULT_CHILD"

// roles are what children do in the folder given.
func roles() map[string]func(t *testing.T, dir string) {
	return map[string]func(t *testing.T, dir string){
		"writes batches": writeBatches,
		"imports":        importUntilKilled,
		"readonly":       asNobody(readOnlyFolder),
		"small limit":    writeUnderLimit,
	}
}

// TestFaultChild is the other process of the tests that need one.
func TestFaultChild(t *testing.T) {
	role := os.Getenv(childRole)
	if role == "" {
		t.Skip("runs only as the child of another test")
	}
	roles()[role](t, os.Getenv("KEHU_FAULT_DIR"))
}

// faultChild prepares a process that plays a role in dir.
func faultChild(t testing.TB, role, dir string) *exec.Cmd {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(program, "-test.run=^TestFaultChild$", "-test.v")
	c.Env = append(os.Environ(), childRole+"="+role, "KEHU_FAULT_DIR="+dir)
	return c
}

// runChild runs a role to its end; what failed in it fails the test.
func runChild(t testing.TB, role, dir string) {
	t.Helper()
	out, err := faultChild(t, role, dir).CombinedOutput()
	if err != nil || !bytes.Contains(out, []byte("--- PASS: TestFaultChild")) {
		t.Errorf("child that %s: %v\n%s", role, err, out)
	}
}

// openAt opens the file at path and closes it at the end of the test.
func openAt(t testing.TB, path string, o Options) *DB {
	t.Helper()
	db, err := Open(context.Background(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// mustFail fails unless err is of the class wanted and says all the words.
func mustFail(t testing.TB, err error, wanted string, words ...string) {
	t.Helper()
	if class(err) != wanted {
		t.Fatalf("%s: %v; want %s", class(err), err, wanted)
	}
	for _, w := range words {
		if !bytes.Contains([]byte(err.Error()), []byte(w)) {
			t.Errorf("%q does not say %q", err, w)
		}
	}
}

// hashes is what lies in dir: names, and a hash of what each file holds.
func hashes(t testing.TB, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, e := range entries {
		b, _ := os.ReadFile(filepath.Join(dir, e.Name()))
		files[e.Name()] = fmt.Sprintf("%x", sha256.Sum256(b))
	}
	return files
}

// copyFiles copies a file with its journals, as they lie there.
func copyFiles(t testing.TB, from, to string) {
	t.Helper()
	for _, end := range []string{"", "-wal", "-shm"} {
		b, err := os.ReadFile(from + end)
		if err != nil && end != "" {
			continue
		}
		if err == nil {
			err = os.WriteFile(to+end, b, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// leftOver makes a file at path whose newest customer is only in the journal, as
// after a power cut: a copy of an open one.
func leftOver(t testing.TB, path string) {
	t.Helper()
	db := openTest(t)
	addCustomer(t, db, "王秀兰", "13812345678")
	checkpoint(t, db)
	addCustomer(t, db, "李建国", "13900000002")
	copyFiles(t, db.Path(), path)
	if info, err := os.Stat(path + "-wal"); err != nil || info.Size() == 0 {
		t.Fatal("no journal is left over", err)
	}
}

// checkpoint moves the journal into the file.
func checkpoint(t testing.TB, db *DB) {
	t.Helper()
	doSQL(t, db, "PRAGMA wal_checkpoint(TRUNCATE)")
}

// doSQL runs SQL past all that the store sees to.
func doSQL(t testing.TB, db *DB, statement string) {
	t.Helper()
	if _, err := db.sql.Exec(statement); err != nil {
		t.Fatal(err)
	}
}

// answer is the answer of a query that counts.
func answer(t testing.TB, db *DB, query string) (n int) {
	t.Helper()
	if err := db.sql.QueryRow(query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// flip overwrites a page of the file.
func flip(t testing.TB, path string, page int64) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteAt(bytes.Repeat([]byte{0xa5}, 4096), (page-1)*4096); err != nil {
		t.Fatal(err)
	}
}
