package cmd

import (
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"

	"kehu/report"
	"kehu/report/render"
	"kehu/store"
	"kehu/store/intake"
	"kehu/store/sheet"
)

// gauge tells how far some work is. It is read while the work goes on.
type gauge struct {
	label sheet.Words
	rows  atomic.Int64   // done so far, 0 where nothing is counted
	idle  atomic.Int64   // nanoseconds that went by before the counting began
	share func() float64 // of the work, 0 to 1; nil, and 0, where nobody knows
}

// quick is how long some work may take before it is told how far it is.
const quick = time.Second

// tick is how often that is told anew.
const tick = 250 * time.Millisecond

// watch tells on a terminal how far g is, once the work takes longer than a second.
// To stop takes the line away again, and so does whatever else is told meanwhile.
func (a *app) watch(g *gauge) (stop func()) {
	if a.errWidth == 0 || a.global.quiet {
		return func() {}
	}
	last := &lastLine{to: a.err}
	a.err = last
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		a.tell(g, last, done)
	}()
	return func() {
		close(done)
		<-ended
		a.err = last.to
	}
}

// during is watch of work of which nobody knows how far it is.
func (a *app) during(c *cobra.Command) (stop func()) {
	return a.watch(&gauge{label: sheet.Words{ZH: append(c.Aliases, c.Name())[0], EN: c.Name()}})
}

// lastLine is a terminal whose last line is written over, and gives way to what is
// written.
type lastLine struct {
	to     io.Writer
	mu     sync.Mutex
	widest int // of what was shown, 0 if nothing is
}

// Write writes p where the line was.
func (l *lastLine) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.clear()
	return l.to.Write(p)
}

// show writes the line anew; it is no wider than most.
func (l *lastLine) show(line string, most int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.widest = min(max(l.widest, render.Width(line)), most)
	fmt.Fprint(l.to, "\r"+line+strings.Repeat(" ", max(0, l.widest-render.Width(line))))
}

func (l *lastLine) clear() {
	if l.widest > 0 {
		fmt.Fprint(l.to, "\r"+strings.Repeat(" ", l.widest)+"\r")
		l.widest = 0
	}
}

// tell writes the line of g again and again, until done.
func (a *app) tell(g *gauge, last *lastLine, done <-chan struct{}) {
	begun := a.now()
	var rows int64
	var at time.Duration // when the rows were counted
	clock := time.NewTicker(tick)
	defer clock.Stop()
	for {
		select {
		case <-done:
			last.clear()
			return
		case <-clock.C:
			spent := a.now().Sub(begun)
			if now := g.rows.Load(); now != rows || now == 0 {
				rows, at = now, spent
			}
			if spent >= quick {
				idle := time.Duration(g.idle.Load())
				last.show(g.line(rows, at-idle, spent-idle).In(a.lang), a.errWidth-1)
			}
		}
	}
}

// line is how far g is after that long: rows, rate and time left, as far as known.
// The rows are those at a time before: they are counted a chunk at a time.
func (g *gauge) line(rows int64, at, spent time.Duration) sheet.Words {
	line := sheet.W("%s：已用 %s", "%s: %s so far", g.label, seconds(spent))
	if rows > 0 {
		line = sheet.W("%s：%d 行，每秒 %.0f 行", "%s: %d rows, %.0f a second", g.label, rows, float64(rows)/at.Seconds())
	}
	share := 0.0
	if g.share != nil {
		share = g.share()
	}
	switch {
	case share >= 0.99:
		return sheet.W("%s，快好了", "%s, nearly done", line)
	case share >= 0.01:
		left := time.Duration(float64(at)/share) - spent
		return sheet.W("%s，约还要 %s", "%s, about %s left", line, seconds(max(left, time.Second)))
	}
	return line
}

// seconds is a length of time as people say it.
func seconds(d time.Duration) sheet.Words {
	if n := int(d.Round(time.Second).Seconds()); n < 60 {
		return sheet.W("%d 秒", "%d s", n)
	} else {
		return sheet.W("%d 分 %d 秒", "%d min %d s", n/60, n%60)
	}
}

// metered is a file being read from its beginning to its end.
type metered struct {
	*os.File
	at atomic.Int64
}

// Read counts how far it came.
func (m *metered) Read(p []byte) (int, error) {
	n, err := m.File.Read(p)
	m.at.Add(int64(n))
	return n, err
}

// Seek goes to another place.
func (m *metered) Seek(offset int64, whence int) (int64, error) {
	at, err := m.File.Seek(offset, whence)
	m.at.Store(at)
	return at, err
}

// shareOf is how much of source is read; nil where that isn't known.
func shareOf(source io.ReadSeeker) func() float64 {
	m, ok := source.(*metered)
	if !ok {
		return nil
	}
	whole := float64(max(1, size(m.Name())))
	return func() float64 { return float64(m.at.Load()) / whole }
}

// counting lets g count the rows of docs as they are read, after what went before.
func (g *gauge) counting(docs []report.Doc, before time.Duration) []report.Doc {
	g.idle.Store(int64(before))
	for i := range docs {
		for j, t := range docs[i].Tables {
			if t.Rows == nil {
				continue
			}
			docs[i].Tables[j].Rows = func(yield func([]report.Cell, error) bool) {
				for cells, err := range t.Rows {
					g.rows.Add(1)
					if !yield(cells, err) {
						return
					}
				}
			}
		}
	}
	return docs
}

// write imports files, which are one's worksheets, and tells how far it is. It returns
// what became of each, and when.
func (run *importRun) write(files []*intake.File) ([]store.Summary, []time.Time, error) {
	settings, err := run.settings(files)
	if err == nil {
		err = run.open()
	}
	if err != nil {
		return nil, nil, err
	}
	g := &gauge{label: sheet.W("导入 %s", "importing %s", filepath.Base(files[0].Name))}
	var brought atomic.Int64 // rows read, which are ahead of those written
	portions, ended := make([]store.Portion, len(files)), make([]time.Time, len(files))
	total := run.rowsOf(files)
	for i, f := range files {
		portions[i] = store.Portion{Import: settings[i], Records: run.counting(f, &brought, &ended[i])}
		written := 0
		portions[i].Progress = func(rows int) {
			g.rows.Add(int64(rows - written))
			written = rows
		}
	}
	g.share = func() float64 { return run.share(g.rows.Load(), brought.Load(), total) }
	defer run.app.watch(g)()
	summaries, err := run.db.ImportAll(run.ctx, portions...)
	ended[len(ended)-1] = run.app.now()
	return summaries, ended, err
}

// counting are the records of f, counted, and when they were all read.
func (run *importRun) counting(f *intake.File, brought *atomic.Int64, ended *time.Time) iter.Seq2[*sheet.Record, error] {
	return func(yield func(*sheet.Record, error) bool) {
		defer func() { *ended = run.app.now() }()
		for r, err := range f.Records() {
			brought.Add(1)
			if !yield(r, err) {
				return
			}
		}
	}
}

// rowsOf is about how many rows files have, 0 if nobody knows.
func (run *importRun) rowsOf(files []*intake.File) (n int) {
	if run.expected > 0 {
		return run.expected
	}
	for _, f := range files {
		n += f.Filled
	}
	return n
}

// share is how much of an import is done: of the rows in total, or of as many as the
// file holds where it is read from its beginning to its end.
func (run *importRun) share(written, brought int64, rows int) float64 {
	total := float64(rows)
	if total == 0 && run.read != nil && run.read() > 0 {
		total = float64(brought) / run.read()
	}
	if total == 0 {
		return 0
	}
	return float64(written) / total
}
