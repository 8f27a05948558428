package segment_test

import (
	"math/rand/v2"
	"testing"

	"kehu/report/segment"
	"kehu/store/sheet"
)

// village is n customers, one in five without a purchase.
func village(n int) []segment.Summary {
	random := rand.New(rand.NewPCG(1, 2))
	all := make([]segment.Summary, n)
	for i := range all {
		all[i] = segment.Summary{Customer: int64(i + 1), Days: -1, Stage: "意向", Contact: 9}
		if i%5 > 0 {
			all[i].Days, all[i].Buys = random.IntN(1500), 1+random.IntN(40)
			all[i].Spent = 1 + random.Int64N(2_000_000)
		}
	}
	return all
}

func BenchmarkPlace100k(b *testing.B) {
	all := village(100_000)
	b.ReportAllocs()
	for b.Loop() {
		segment.Place(all, segment.Rule{})
	}
}

func BenchmarkReason(b *testing.B) {
	all := village(1000)
	r := segment.Place(all, segment.Rule{})
	b.ReportAllocs()
	for b.Loop() {
		_ = r.Reason(all[1]).In(sheet.ZH)
	}
}

func BenchmarkClassWords(b *testing.B) {
	for b.Loop() {
		_ = segment.WinBack.Words()
	}
}
