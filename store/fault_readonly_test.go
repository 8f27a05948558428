//go:build linux

package store

import (
	"context"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// nobodyID is the user without rights.
const nobodyID = 65534

// asNobody gives up root's rights, to whom every folder can be written, first.
func asNobody(body func(*testing.T, string)) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		if os.Getuid() == 0 {
			if err := syscall.Setgid(nobodyID); err != nil {
				t.Fatal(err)
			}
			if err := syscall.Setuid(nobodyID); err != nil {
				t.Fatal(err)
			}
		}
		body(t, dir)
	}
}

// readOnlyCases are the folders of TestReadOnlyFolder.
const folderTidy, folderLeft, folderLeftNoIndex, folderFile = "tidy", "left", "left-no-index", "file"

func TestReadOnlyFolder(t *testing.T) {
	dir := t.TempDir()
	if err := os.Chmod(filepath.Dir(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, sub := range []string{folderTidy, folderLeft, folderLeftNoIndex, folderFile} {
		path := filepath.Join(dir, sub, "客户.db")
		if err := os.Mkdir(filepath.Join(dir, sub), 0o755); err != nil {
			t.Fatal(err)
		}
		leftOver(t, path)
	}
	openAt(t, filepath.Join(dir, folderTidy, "客户.db"), testOptions).Close()
	openAt(t, filepath.Join(dir, folderFile, "客户.db"), testOptions).Close()
	if err := os.Remove(filepath.Join(dir, folderLeftNoIndex, "客户.db-shm")); err != nil {
		t.Fatal(err)
	}
	lockFolders(t, dir)
	if os.Getuid() == 0 {
		runChild(t, "readonly", dir)
		return
	}
	readOnlyFolder(t, dir)
}

// lockFolders takes the right to write away; in folderFile that of the file only.
func lockFolders(t *testing.T, dir string) {
	t.Helper()
	for _, sub := range []string{folderTidy, folderLeft, folderLeftNoIndex, folderFile} {
		sub = filepath.Join(dir, sub)
		mode := os.FileMode(0o555)
		if filepath.Base(sub) == folderFile {
			mode = 0o777
		}
		for name := range hashes(t, sub) {
			if err := os.Chmod(filepath.Join(sub, name), 0o444); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Chmod(sub, mode); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { os.Chmod(sub, 0o755) })
	}
}

// readOnlyFolder is what somebody without the right to write meets.
func readOnlyFolder(t *testing.T, dir string) {
	if f, err := os.Create(filepath.Join(dir, folderTidy, "probe")); err == nil {
		f.Close()
		t.Fatal("the folder can be written")
	}
	for sub, tests := range map[string]map[string]func(*testing.T, string){
		folderTidy:        {"is read": readsTwo, "refuses writing": refusesWriting, "refuses a new file": refusesNew, "refuses a backup": refusesBackup},
		folderFile:        {"is read": readsTwo, "refuses writing": refusesWriting},
		folderLeft:        {"never hides the journal": readsTwoOrSays},
		folderLeftNoIndex: {"says what to do about the journal": readsTwoOrSays},
	} {
		for outcome, test := range tests {
			t.Run(sub+" "+outcome, func(t *testing.T) {
				before := hashes(t, filepath.Join(dir, sub))
				test(t, filepath.Join(dir, sub, "客户.db"))
				if sub != folderFile { // there SQLite leaves an empty journal
					compare(t, "files", before, hashes(t, filepath.Join(dir, sub)))
				}
			})
		}
	}
}

func readsTwo(t *testing.T, path string) {
	db, err := Open(context.Background(), path, Options{ReadOnly: true, Clock: testClock})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	compare(t, "rows", []string{"#1 name=王秀兰 phone=13812345678", "#2 name=李建国 phone=13900000002"}, dump(t, db))
	mustHold(t, db)
}

// readsTwoOrSays: the newest customer is in the journal only. Either it is read
// from there, or the user is told to bring both files along.
func readsTwoOrSays(t *testing.T, path string) {
	db, err := Open(context.Background(), path, Options{ReadOnly: true, Clock: testClock})
	if err == nil {
		defer db.Close()
		t.Log("read with its journal")
		compare(t, "rows", 2, len(dump(t, db)))
		return
	}
	mustFail(t, err, "Failed", "-wal", "copy both", "客户.db")
}

func refusesWriting(t *testing.T, path string) {
	db, err := Open(context.Background(), path, Options{Create: true, Clock: testClock})
	if err == nil {
		defer db.Close()
		err = insertOne(db)
	}
	mustFail(t, err, "Failed", "cannot write", "客户.db", "--db")
}

func refusesNew(t *testing.T, path string) {
	_, err := Open(context.Background(), filepath.Join(filepath.Dir(path), "新.db"), testOptions)
	mustFail(t, err, "Failed", "cannot write", "新.db")
}

func refusesBackup(t *testing.T, path string) {
	db, err := Open(context.Background(), path, Options{ReadOnly: true, Clock: testClock})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.Backup(context.Background(), filepath.Join(filepath.Dir(path), "备份.db"))
	mustFail(t, err, "Failed", "cannot write", "备份.db")
}
