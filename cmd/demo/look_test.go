package demo

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// figures are what the first look at the demo counts.
type figures struct {
	last   map[string]time.Time
	days   map[string]map[string]bool
	spent  map[string]int64
	people []string
}

func figuresOf(t *testing.T, rows []row) figures {
	f := figures{map[string]time.Time{}, map[string]map[string]bool{}, map[string]int64{}, nil}
	for _, r := range rows {
		who := r.who()
		if f.days[who] == nil {
			f.days[who] = map[string]bool{}
			f.people = append(f.people, who)
		}
		f.spent[who] += fen(t, r["金额"])
		f.days[who][r["购买日期"]] = true
		if day, _ := parseDay(r["购买日期"]); day.After(f.last[who]) && !strings.HasPrefix(r["数量"], "-") {
			f.last[who] = day
		}
	}
	return f
}

// classes counts the eight classes of recency, frequency and money, each split at its mean or its median.
func (f figures) classes(now time.Time, split func([]float64) float64) map[string]int {
	var scores [3][]float64
	for _, who := range f.people {
		scores[0] = append(scores[0], -now.Sub(f.last[who]).Hours()/24)
		scores[1] = append(scores[1], float64(len(f.days[who])))
		scores[2] = append(scores[2], float64(f.spent[who]))
	}
	counts := map[string]int{}
	for i := range f.people {
		class := ""
		for _, s := range scores {
			class += map[bool]string{true: "高", false: "低"}[s[i] > split(s)]
		}
		counts[class]++
	}
	return counts
}

func mean(of []float64) float64 {
	total := 0.0
	for _, x := range of {
		total += x
	}
	return total / float64(len(of))
}

func median(of []float64) float64 {
	of = slices.Clone(of)
	slices.Sort(of)
	return of[len(of)/2]
}

// TestDefaultDemoLooksTrue counts what a newcomer sees in the first minute, for several seeds and days.
func TestDefaultDemoLooksTrue(t *testing.T) {
	for seed := range uint64(5) {
		for _, now := range []time.Time{march, time.Date(2026, 8, 20, 0, 0, 0, 0, time.UTC), time.Date(2027, 1, 31, 0, 0, 0, 0, time.UTC)} {
			t.Run(fmt.Sprintf("seed %d on %s", seed, now.Format(time.DateOnly)), func(t *testing.T) {
				looksTrue(t, Village{Size{300, 2000}, seed, now})
			})
		}
	}
}

func looksTrue(t *testing.T, v Village) {
	ledger, purchases := read(t, v.Ledger), read(t, v.Purchases)
	f := figuresOf(t, purchases)
	for name, split := range map[string]func([]float64) float64{"mean": mean, "median": median} {
		if counts := f.classes(v.Today, split); len(counts) != 8 {
			t.Errorf("only %d of 8 classes by %s: %v", len(counts), name, counts)
		}
	}
	counts := map[string]int{}
	counts["never bought"] = len(ledger) - len(f.people)
	for _, who := range f.people {
		if f.last[who].Before(v.Today.AddDate(0, 0, -180)) {
			counts["silent for half a year"]++
		}
	}
	countLedger(ledger, v.Today, counts)
	countRest(t, v, counts)
	for what, least := range map[string]int{
		"never bought": 45, "silent for half a year": 20, "birthdays this week": 3, "namesakes in a village": 1, "left alone": 5,
		"never contacted": 15, "overdue plans": 10, "plans today": 4, "plans to come": 30, "open complaints": 2, "closed complaints": 3,
		"debts": 5,
	} {
		if counts[what] < least {
			t.Errorf("%d %s, want at least %d", counts[what], what, least)
		}
	}
	t.Log(counts)
}

func countLedger(ledger []row, now time.Time, counts map[string]int) {
	names := map[string]bool{}
	for _, r := range ledger {
		key := r["乡镇"] + r["村"] + r["姓名"]
		if names[key] {
			counts["namesakes in a village"]++
		}
		names[key] = true
		if r["勿扰"] == "是" {
			counts["left alone"]++
		}
		day, err := parseDay(r["生日"])
		for ahead := range 7 {
			if date := now.AddDate(0, 0, ahead); err == nil && date.Format("0102") == day.Format("0102") {
				counts["birthdays this week"]++
			}
		}
	}
}

func countRest(t *testing.T, v Village, counts map[string]int) {
	contacted := map[string]bool{}
	for _, r := range read(t, v.Visits) {
		contacted[r.who()] = true
	}
	counts["never contacted"] = v.Customers - len(contacted)
	for _, r := range read(t, v.Plans) {
		day, _ := parseDay(r["下次联系日期"])
		switch {
		case day.Before(v.Today):
			counts["overdue plans"]++
		case day.Equal(v.Today):
			counts["plans today"]++
		default:
			counts["plans to come"]++
		}
	}
	for _, r := range read(t, v.Feedback) {
		switch {
		case r["反馈类型"] != "投诉":
		case r["处理状态"] == "已解决":
			counts["closed complaints"]++
		default:
			counts["open complaints"]++
		}
	}
	owed := map[string]int64{}
	for _, r := range read(t, v.Purchases) {
		if r["实收"] != "" {
			owed[r.who()] += fen(t, r["金额"]) - fen(t, r["实收"])
		}
	}
	for _, r := range read(t, v.Payments) {
		owed[r.who()] -= fen(t, r["还款金额"])
	}
	for _, left := range owed {
		if left > 0 {
			counts["debts"]++
		}
	}
}
