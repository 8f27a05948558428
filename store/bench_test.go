package store

import (
	"context"
	"fmt"
	"iter"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"kehu/store/sheet"
)

// ledger yields the purchases of a shop as an import reads them: rows of one
// record that is used again and again, as package intake does.
func ledger(rows, customers int) iter.Seq2[*sheet.Record, error] {
	return func(yield func(*sheet.Record, error) bool) {
		c, p := new(sheet.Customer), new(sheet.Purchase)
		bought := sheet.Patch{Sheet: sheet.Purchases, Row: p}
		bought.Take("on", "product", "qty", "price", "amount", "remark")
		r := &sheet.Record{Customer: sheet.Patch{Sheet: sheet.Customers, Row: c}, Parts: []sheet.Patch{bought}}
		r.Customer.Take("name", "phone")
		names, phones := people(customers)
		products := []string{"钙片", "血压计", "复合肥", "除草剂", "玉米种", "蛋白粉", "鱼油", "足浴盆"}
		seed := uint64(1)
		for line := range rows {
			seed = seed*6364136223846793005 + 1442695040888963407
			n := int(seed>>33) % customers
			if line < customers {
				n = line // everybody buys something
			}
			qty := int64(1 + seed>>20%5)
			c.Name, c.Phone = sheet.MakeText(names[n]), sheet.MakePhone(phones[n])
			p.On = sheet.MakeDate(2021, 1, 1+int(seed>>40%1800))
			p.Product = sheet.MakeTerm(products[seed>>50%8])
			p.Qty, p.Price, p.Amount = sheet.MakeQty(qty*1000), sheet.MakeMoney(19800), sheet.MakeMoney(qty*19800)
			p.Remark.Clear()
			if line%7 == 0 {
				p.Remark = sheet.MakeText("老客户，送货上门")
			}
			r.Line, r.Parts[0] = line+2, bought
			if !yield(r, nil) {
				return
			}
		}
	}
}

// people are the names and phones of n customers.
func people(n int) (names, phones []string) {
	family, given := []rune("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"), []rune("秀兰英芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂华玉梅凤珍淑云")
	for i := range n {
		names = append(names, string([]rune{family[i%20], given[i/20%30], given[i/600%30]}))
		phones = append(phones, "13"+strconv.Itoa(100000000+i*7))
	}
	return names, phones
}

// importAll imports records into an open file and fails unless all went in.
func importAll(t testing.TB, db *DB, records iter.Seq2[*sheet.Record, error], o Import) Summary {
	t.Helper()
	s, err := db.Import(context.Background(), records, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// peakMemory is the most memory the process has held, in MB; 0 where the system
// doesn't tell.
func peakMemory() int {
	status, _ := os.ReadFile("/proc/self/status")
	_, after, ok := strings.Cut(string(status), "VmHWM:")
	if !ok {
		return 0
	}
	kb, _ := strconv.Atoi(strings.Fields(after)[0])
	return kb / 1024
}

func reportImport(b *testing.B, rows int, took time.Duration) {
	b.ReportMetric(float64(rows*b.N)/took.Seconds(), "rows/s")
	b.ReportMetric(float64(peakMemory()), "peak-MB")
}

const manyPurchases, manyCustomers = 1_000_000, 100_000

func BenchmarkImport1M(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		db := openTest(b)
		runtime.GC()
		b.StartTimer()
		importAll(b, db, ledger(manyPurchases, manyCustomers), Import{})
		b.StopTimer()
		db.Close()
		b.StartTimer()
	}
	reportImport(b, manyPurchases, b.Elapsed())
}

func BenchmarkUndo1M(b *testing.B) {
	var undo, redo time.Duration
	for b.Loop() {
		b.StopTimer()
		db := openTest(b)
		s := importAll(b, db, ledger(manyPurchases, manyCustomers), Import{})
		b.StartTimer()
		start := time.Now()
		done, err := db.Undo(context.Background(), s.Batch.ID, "undo", false)
		undo += time.Since(start)
		if err != nil || done.Rows != manyPurchases+manyCustomers {
			b.Fatal(done.Rows, err)
		}
		start = time.Now()
		if _, err := db.Undo(context.Background(), done.Batch.ID, "undo", false); err != nil {
			b.Fatal(err)
		}
		redo += time.Since(start)
		b.StopTimer()
		db.Close()
		b.StartTimer()
	}
	b.ReportMetric(undo.Seconds()/float64(b.N), "undo-s")
	b.ReportMetric(redo.Seconds()/float64(b.N), "redo-s")
	b.ReportMetric(float64(peakMemory()), "peak-MB")
}

func BenchmarkReimport100k(b *testing.B) {
	db := openTest(b)
	importAll(b, db, ledger(100_000, 20_000), Import{})
	for b.Loop() {
		if s := importAll(b, db, ledger(100_000, 20_000), Import{}); s.Unchanged != 100_000 {
			b.Fatal(s.Counts)
		}
	}
	reportImport(b, 100_000, b.Elapsed())
}

// BenchmarkListTop20 is `list --sort -spent --limit 20` on 100,000 customers.
func BenchmarkListTop20(b *testing.B) {
	db := openTest(b)
	importAll(b, db, ledger(200_000, manyCustomers), Import{})
	for i := range 50 { // a few have plans, as a few do
		insert(b, db, sheet.Plans, sheet.ID(1+i*1999), "due", "2026-04-01", "content", "回访")
	}
	for _, sort := range []string{"spent", "next_contact", "name", "debt"} {
		for _, desc := range []bool{false, true} {
			order := []sheet.Order{{Column: sheet.Customers.Column(sort), Desc: desc}}
			b.Run(fmt.Sprintf("%s desc=%v", sort, desc), func(b *testing.B) {
				for b.Loop() {
					benchmarkRows(b, db, sheet.Query{Sheet: sheet.Customers, Sort: order, Limit: 20})
				}
			})
		}
	}
}

func benchmarkRows(b *testing.B, db *DB, q sheet.Query) {
	err := db.View(context.Background(), func(v *View) error {
		if _, err := v.Extras(q.Sheet); err != nil {
			return err
		}
		n := 0
		for _, err := range v.Rows(q) {
			if err != nil {
				return err
			}
			n++
		}
		if n != q.Limit {
			b.Fatalf("%d rows", n)
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

// BenchmarkCheck1M is how long `check` takes on a big file.
func BenchmarkCheck1M(b *testing.B) {
	db := openTest(b)
	importAll(b, db, ledger(manyPurchases, manyCustomers), Import{})
	for b.Loop() {
		mustHold(b, db)
	}
}
