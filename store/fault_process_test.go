package store

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// manyBatches is what each of two processes writes.
const manyBatches = 300

func TestTwoProcessesMakeAndWriteOneFile(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	dir, done := t.TempDir(), make(chan bool)
	for range 2 {
		go func() {
			defer func() { done <- true }()
			runChild(t, "writes batches", dir)
		}()
	}
	<-done
	<-done
	db := openAt(t, filepath.Join(dir, "客户.db"), testOptions)
	compare(t, "batches", 2*manyBatches, answer(t, db, "SELECT count(*) FROM batch"))
	compare(t, "customers", 2*manyBatches, answer(t, db, "SELECT count(*) FROM customers"))
	compare(t, "writers", 2, answer(t, db, "SELECT count(DISTINCT user) FROM batch"))
	turns := answer(t, db, "SELECT count(*) FROM batch a JOIN batch b ON b.id = a.id+1 WHERE a.user <> b.user")
	if turns < 5 {
		t.Errorf("the processes did not write at the same time: they took turns %d times", turns)
	}
	compare(t, "times the hlc ran backwards", 0, answer(t, db, "SELECT count(*) FROM batch a JOIN batch b ON b.id = a.id+1 WHERE b.hlc <= a.hlc"))
	mustHold(t, db)
}

// writeBatches makes the file, or opens the one the other made, and adds customers.
func writeBatches(t *testing.T, dir string) {
	o := testOptions
	o.User, o.Wait = fmt.Sprint(os.Getpid()), 30*time.Second
	db := openAt(t, filepath.Join(dir, "客户.db"), o)
	for range manyBatches {
		addCustomer(t, db, "王秀兰", "13812345678")
		time.Sleep(rand.N(2 * time.Millisecond)) // without a pause SQLite favours who has just written
	}
}

// killedRows is the number of rows of the import that is killed, and kills how often.
const killedRows, killedCustomers, kills = 30_000, 5000, 30

// importUntilKilled imports and tells on its output how far it is.
func importUntilKilled(t *testing.T, dir string) {
	db := openAt(t, filepath.Join(dir, "客户.db"), testOptions)
	fmt.Println("begun")
	o := Import{chunk: manyRows + 500, Progress: func(rows int) {
		fmt.Println("writing", rows)
		if rows == killedRows {
			fmt.Println("ending")
		}
	}}
	importAll(t, db, ledger(killedRows, killedCustomers), o)
	fmt.Println("ended")
	time.Sleep(time.Minute) // to be killed
}

// TestKilledImportIsAllOrNothing kills a process at random moments of an import: all of the batch
// is there afterwards, or nothing.
func TestKilledImportIsAllOrNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a quarter of a minute")
	}
	base := filepath.Join(t.TempDir(), "客户.db")
	db := openAt(t, base, testOptions)
	addCustomer(t, db, "王秀兰", "13812345678")
	db.Close()
	_, whole := killAfter(t, copyOf(t, base), time.Minute)
	hits := map[string]int{}
	for i := range kills {
		after := time.Duration(rand.Float64() * 1.1 * float64(whole))
		if i%3 == 0 { // the end, where the batch becomes visible, takes little of the time
			after = time.Duration((0.85 + 0.2*rand.Float64()) * float64(whole))
		}
		dir := copyOf(t, base)
		phase, _ := killAfter(t, dir, after)
		hits[phase]++
		allOrNothing(t, dir, phase)
		os.RemoveAll(dir)
	}
	t.Logf("an import takes %v; kills by phase: %v", whole.Round(time.Millisecond), hits)
	if hits["writing"] < 3 || hits["writing"]+hits["ending"]+hits["begun"] < kills/3 {
		t.Errorf("too few kills hit an import at work: %v", hits)
	}
}

func copyOf(t *testing.T, base string) (dir string) {
	t.Helper()
	dir, err := os.MkdirTemp(filepath.Dir(base), "")
	if err != nil {
		t.Fatal(err)
	}
	copyFiles(t, base, filepath.Join(dir, "客户.db"))
	return dir
}

// killAfter starts an import, kills it so long after it has begun, or once it has
// ended, and returns the phase it was in and how long it was at work.
func killAfter(t *testing.T, dir string, after time.Duration) (phase string, took time.Duration) {
	t.Helper()
	c := faultChild(t, "imports", dir)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	var begun time.Time
	var timer *time.Timer
	phase = "starting"
	for lines := bufio.NewScanner(out); lines.Scan(); {
		word, _, _ := strings.Cut(lines.Text(), " ")
		switch word {
		case "begun":
			begun = time.Now()
			timer = time.AfterFunc(after, func() { c.Process.Kill() })
		case "ended":
			took = time.Since(begun)
			if after == time.Minute {
				c.Process.Kill()
			}
		case "writing", "ending":
		default:
			continue
		}
		phase = word
	}
	c.Wait()
	if timer == nil || c.ProcessState.Exited() {
		t.Fatalf("the import was not killed: %v", c.ProcessState)
	}
	timer.Stop()
	return phase, took
}

// allOrNothing looks at what a killed import left.
func allOrNothing(t *testing.T, dir, phase string) {
	t.Helper()
	db := openAt(t, filepath.Join(dir, "客户.db"), testOptions)
	defer db.Close()
	got := []int{answer(t, db, "SELECT count(*) FROM batch"), answer(t, db, "SELECT count(*) FROM customers"), answer(t, db, "SELECT count(*) FROM purchases")}
	nothing, all := []int{1, 1, 0}, []int{2, 1 + killedCustomers, killedRows}
	switch {
	case phase == "ended" || phase == "ending" && got[0] == 2:
		compare(t, "all of the batch", all, got)
	default:
		compare(t, "nothing of the batch", nothing, got)
	}
	mustHold(t, db)
}
