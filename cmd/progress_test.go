package cmd

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"kehu/report/render"
	"kehu/store/sheet"
)

func TestProgressLine(t *testing.T) {
	cases := []struct {
		outcome   string
		rows      int64
		at, spent time.Duration
		share     float64
		want, en  string
	}{
		{"rows, rate and time left", 30_000, 3 * time.Second, 3 * time.Second, 0.25, "导入 台账.csv：30000 行，每秒 10000 行，约还要 9 秒", "importing 台账.csv: 30000 rows, 10000 a second, about 9 s left"},
		{"between two chunks the time left goes down", 30_000, 3 * time.Second, 5 * time.Second, 0.25, "导入 台账.csv：30000 行，每秒 10000 行，约还要 7 秒", "importing 台账.csv: 30000 rows, 10000 a second, about 7 s left"},
		{"later than thought", 30_000, 3 * time.Second, 20 * time.Second, 0.25, "导入 台账.csv：30000 行，每秒 10000 行，约还要 1 秒", "importing 台账.csv: 30000 rows, 10000 a second, about 1 s left"},
		{"nobody knows how many", 500, time.Second, time.Second, 0, "导入 台账.csv：500 行，每秒 500 行", "importing 台账.csv: 500 rows, 500 a second"},
		{"nothing is counted", 0, 75 * time.Second, 75 * time.Second, 0.5, "导入 台账.csv：已用 1 分 15 秒，约还要 1 分 15 秒", "importing 台账.csv: 1 min 15 s so far, about 1 min 15 s left"},
		{"all rows are in, indexes are made", 500, time.Second, 2 * time.Second, 1, "导入 台账.csv：500 行，每秒 500 行，快好了", "importing 台账.csv: 500 rows, 500 a second, nearly done"},
	}
	for _, c := range cases {
		t.Run(c.outcome, func(t *testing.T) {
			g := &gauge{label: sheet.W("导入 台账.csv", "importing 台账.csv"), share: func() float64 { return c.share }}
			line := g.line(c.rows, c.at, c.spent)
			if line.In(sheet.ZH) != c.want || line.In(sheet.EN) != c.en {
				t.Errorf("got %q and %q", line.In(sheet.ZH), line.In(sheet.EN))
			}
		})
	}
}

// bell is a writer that rings when it is first written to.
type bell struct {
	bytes.Buffer
	rung chan struct{}
	once sync.Once
}

func (b *bell) Write(p []byte) (int, error) {
	defer b.once.Do(func() { close(b.rung) })
	return b.Buffer.Write(p)
}

// watched is what is left on the screen of a work that goes on until over is closed,
// by a clock that each look at takes a step further.
func watched(step time.Duration, b *bell, over <-chan struct{}) string {
	a, _ := at("", nil)
	clock := time.Date(2026, 3, 5, 9, 0, 0, 0, time.UTC)
	a.err, a.errWidth, a.now = b, 40, func() time.Time { clock = clock.Add(step); return clock }
	stop := a.watch(&gauge{label: sheet.W("备份", "backing up")})
	<-over
	stop()
	return b.String()
}

func TestProgressIsTakenAwayAgain(t *testing.T) {
	b := &bell{rung: make(chan struct{})}
	shown := strings.Split(watched(quick, b, b.rung), "\r")
	if n := len(shown); !strings.HasPrefix(shown[1], "备份：已用") || shown[n-1] != "" || strings.TrimSpace(shown[n-2]) != "" || render.Width(shown[n-2]) != render.Width(shown[1]) {
		t.Errorf("shown: %q", shown)
	}
}

func TestShortWorkShowsNoProgress(t *testing.T) {
	over := make(chan struct{})
	time.AfterFunc(2*tick, func() { close(over) })
	if shown := watched(0, &bell{rung: make(chan struct{})}, over); shown != "" {
		t.Errorf("shown: %q", shown)
	}
}

func TestWhatIsToldTakesTheLineOfProgress(t *testing.T) {
	b := &bell{rung: make(chan struct{})}
	last := &lastLine{to: b}
	last.show("备份：已用 2 秒", 39)
	fmt.Fprintln(last, "文件正被占用")
	last.show("备份：已用 3 秒", 39)
	want := "\r备份：已用 2 秒\r" + strings.Repeat(" ", 15) + "\r文件正被占用\n\r备份：已用 3 秒"
	if got := b.String(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
