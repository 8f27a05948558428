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
// is there afterwards, or nothing. The moments are told by how far the import is, not by
// the clock alone, which runs otherwise on a busy machine.
func TestKilledImportIsAllOrNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a quarter of a minute")
	}
	base := filepath.Join(t.TempDir(), "客户.db")
	db := openAt(t, base, testOptions)
	addCustomer(t, db, "王秀兰", "13812345678")
	db.Close()
	all := killAt(t, copyOf(t, base), "ended", 0)
	step := all.took / time.Duration(len(all.lines))
	hits := map[string]int{}
	for i := range kills {
		line, later := all.lines[rand.IntN(len(all.lines)-1)], rand.N(step/2)
		if i%3 == 0 { // the end is where the batch becomes visible
			line, later = "ending", rand.N(all.took)
		}
		dir := copyOf(t, base)
		phase := killAt(t, dir, line, later).phase()
		hits[phase]++
		allOrNothing(t, dir, phase)
		os.RemoveAll(dir)
	}
	t.Logf("an import takes %v; kills by phase: %v", all.took.Round(time.Millisecond), hits)
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

// life is what an import told until it was killed.
type life struct {
	lines []string
	took  time.Duration // from its beginning to its last line
}

// phase is the one it was killed in.
func (l life) phase() string {
	word, _, _ := strings.Cut(l.lines[len(l.lines)-1], " ")
	return word
}

// killAt starts an import and kills it so long after it told that line, or when it has ended.
func killAt(t *testing.T, dir, line string, later time.Duration) (l life) {
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
	for lines := bufio.NewScanner(out); lines.Scan(); {
		now := lines.Text()
		switch word, _, _ := strings.Cut(now, " "); word {
		case "begun":
			begun = time.Now()
		case "writing", "ending":
		case "ended":
			c.Process.Kill()
		default:
			continue
		}
		l.lines, l.took = append(l.lines, now), time.Since(begun)
		if now == line {
			defer time.AfterFunc(later, func() { c.Process.Kill() }).Stop()
		}
	}
	c.Wait()
	if len(l.lines) == 0 || c.ProcessState.Exited() {
		t.Fatalf("the import was not killed: %v", c.ProcessState)
	}
	return l
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
