package demo

import (
	"bytes"
	stdcsv "encoding/csv"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// march is an ordinary day between two feasts.
var march = time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC)

// files are the sheets that name customers.
func files(v Village) map[string]func(io.Writer) error {
	return map[string]func(io.Writer) error{
		"ledger": v.Ledger, "purchases": v.Purchases, "visits": v.Visits,
		"feedback": v.Feedback, "plans": v.Plans, "payments": v.Payments, "guests": v.Guests,
	}
}

// row is a row by heading.
type row map[string]string

// read writes a file of the village and reads it back with encoding/csv, which also checks that it is well-formed.
func read(t *testing.T, write func(io.Writer) error) []row {
	t.Helper()
	var out bytes.Buffer
	if err := write(&out); err != nil {
		t.Fatal(err)
	}
	text, ok := strings.CutPrefix(out.String(), "\ufeff")
	if !ok {
		t.Fatal("no byte order mark")
	}
	records, err := stdcsv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []row
	for _, record := range records[1:] {
		r := row{}
		for i, cell := range record {
			r[records[0][i]] = cell
		}
		rows = append(rows, r)
	}
	return rows
}

func sum(t *testing.T, write func(io.Writer) error) string {
	t.Helper()
	var out bytes.Buffer
	if err := write(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestSameVillageSameBytes(t *testing.T) {
	v := Village{Size{300, 2000}, 1, march}
	other := Village{Size{300, 2000}, 2, march}
	evening := Village{Size{300, 2000}, 1, time.Date(2026, 3, 5, 21, 30, 0, 0, time.FixedZone("CST", 8*3600))}
	for name, write := range files(v) {
		first := sum(t, write)
		if diff := cmp.Diff(first, sum(t, files(v)[name])); diff != "" {
			t.Errorf("%s differs the second time: %s", name, diff)
		}
		if first != sum(t, files(evening)[name]) {
			t.Errorf("%s depends on the time of day", name)
		}
		if first == sum(t, files(other)[name]) {
			t.Errorf("%s is the same for another seed", name)
		}
	}
}

func TestRowsExact(t *testing.T) {
	for _, size := range []Size{{0, 0}, {1, 0}, {1, 1}, {1, 5000}, {2, 3}, {7, 1000}, {300, 0}, {300, 5}, {300, 100}, {300, 2000},
		{1000, 777}, {5000, 50000}} {
		for seed := range uint64(3) {
			v := Village{size, seed, march}
			got := Size{len(read(t, v.Ledger)), len(read(t, v.Purchases))}
			if got != size {
				t.Errorf("seed %d: got %v, want %v", seed, got, size)
			}
			for name, write := range files(v) {
				if name != "ledger" && name != "purchases" {
					read(t, write)
				}
			}
		}
	}
}

// TestWindowsJoin makes enough rows for two windows and checks number and order.
func TestWindowsJoin(t *testing.T) {
	if testing.Short() {
		t.Skip("a million rows")
	}
	check := &orderCheck{}
	v := Village{Size{2000, windowRows + 12345}, 3, march}
	if err := v.Purchases(check); err != nil {
		t.Fatal(err)
	}
	if check.rows != v.Size.Purchases+1 || check.backwards != 0 {
		t.Errorf("%d rows, %d out of date order; want %d, 0", check.rows, check.backwards, v.Size.Purchases+1)
	}
}

// orderCheck counts rows and those dated before the one above; no purchase cell holds a comma.
type orderCheck struct {
	rows, backwards int
	last            string
}

func (o *orderCheck) Write(p []byte) (int, error) {
	for line := range bytes.Lines(p) {
		date := string(bytes.SplitN(line, []byte(","), 4)[2])
		if o.rows > 0 && date < o.last {
			o.backwards++
		}
		if o.rows > 0 {
			o.last = date
		}
		o.rows++
	}
	return len(p), nil
}

func TestSizeRefused(t *testing.T) {
	for size, want := range map[Size]error{
		{-1, 0}: ErrSize, {0, -1}: ErrSize, {MaxCustomers + 1, 0}: ErrSize, {0, 1}: ErrNoBuyers,
	} {
		for name, write := range files(Village{size, 1, march}) {
			var out bytes.Buffer
			if err := write(&out); !errors.Is(err, want) || out.Len() > 0 {
				t.Errorf("%s of %v: %v, %d bytes; want %v, none", name, size, err, out.Len(), want)
			}
		}
	}
}

// full is a writer without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

var errFull = errors.New("disk full")

func TestWriteErrorReturned(t *testing.T) {
	for name, write := range files(Village{Size{300, 2000}, 1, march}) {
		if err := write(full{}); !errors.Is(err, errFull) {
			t.Errorf("%s: %v, want %v", name, err, errFull)
		}
	}
}

func TestMemoryDoesNotGrow(t *testing.T) {
	if testing.Short() {
		t.Skip("a million rows")
	}
	allocated := func(size Size) uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if err := (Village{size, 1, march}).Purchases(io.Discard); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	const roof = windowRows*16 + 4<<20 // a window of events, and what a world is
	for _, size := range []Size{{20000, windowRows + windowRows/4}, {200000, windowRows / 2}} {
		if got := allocated(size); got > roof {
			t.Errorf("%v allocates %d MB, want at most %d", size, got>>20, roof>>20)
		}
	}
}

func BenchmarkPurchases(b *testing.B) {
	for _, size := range []Size{{300, 2000}, {100_000, 1_000_000}} {
		b.Run(fmt.Sprintf("%dx%d", size.Customers, size.Purchases), func(b *testing.B) {
			b.ReportAllocs()
			var bytes counter
			for b.Loop() {
				bytes = 0
				if err := (Village{size, 1, march}).Purchases(&bytes); err != nil {
					b.Fatal(err)
				}
			}
			b.SetBytes(int64(bytes))
			b.ReportMetric(float64(b.N)*float64(size.Purchases)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}
