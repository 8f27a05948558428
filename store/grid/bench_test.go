package grid

import (
	"bytes"
	"io"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// ledger is as many rows of purchases as a shop makes in some years.
func ledger() []byte {
	return bytes.Repeat([]byte("13843110001,王秀兰,2025-03-05,钙片,2,198,396.00,老客户介绍\r\n"), 200_000)
}

func BenchmarkSplit(b *testing.B) {
	text := ledger()
	b.ReportAllocs()
	for b.Loop() {
		s := newSplitter(bytes.NewReader(text), ",", '\n')
		for s.Next() {
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	gbk, _ := simplifiedchinese.GB18030.NewEncoder().Bytes(ledger())
	table, buf := newGBTable(), make([]byte, 128<<10)
	b.SetBytes(int64(len(gbk)))
	for b.Loop() {
		r := newGBReader(bytes.NewReader(gbk), table)
		for {
			if _, err := r.Read(buf); err == io.EOF {
				break
			}
		}
	}
}

func BenchmarkTable(b *testing.B) {
	for b.Loop() {
		newGBTable()
	}
}
