package segment_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kehu/report/segment"
	"kehu/store/sheet"
)

// shared reads a CSV file of the published data without its heading, or skips.
func shared(t *testing.T, path string) [][]string {
	t.Helper()
	root := os.Getenv("KEHU_SHARED")
	if root == "" {
		t.Skip("KEHU_SHARED is unset: the published data is not there to compare with")
	}
	f, err := os.Open(filepath.Join(root, "data", filepath.FromSlash(path)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

func atoi(t *testing.T, text string) int {
	t.Helper()
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// orders sums up rfm_data_orders as the R package does: F counts orders, the
// analysis is as of 2006-12-31, customers come in the order they first appear.
func orders(t *testing.T) []segment.Summary {
	t.Helper()
	end := time.Date(2006, 12, 31, 0, 0, 0, 0, time.UTC)
	at := map[string]int{}
	var all []segment.Summary
	for _, row := range shared(t, "rfm_r/rfm_data_orders.csv") {
		day, err := time.Parse(time.DateOnly, row[1])
		if err != nil {
			t.Fatal(err)
		}
		days := int(end.Sub(day).Hours() / 24)
		i, ok := at[row[0]]
		if !ok {
			i = len(all)
			at[row[0]] = i
			all = append(all, segment.Summary{Customer: int64(i + 1), Days: days})
		}
		all[i].Days = min(all[i].Days, days)
		all[i].Buys++
		all[i].Spent += int64(atoi(t, row[2])) * 100
	}
	return all
}

// published is one row of the published table; its names carry titles that the
// orders lack, so rows are told apart by place, and their figures compared too.
type published struct {
	Buys, Days, Spent int
	Code              string
}

func publishedTable(t *testing.T) []published {
	t.Helper()
	var table []published
	for _, row := range shared(t, "rfm_r/published_rfm_table.csv") {
		table = append(table, published{atoi(t, row[3]), atoi(t, row[4]), atoi(t, row[5]), row[2]})
	}
	return table
}

func scoredOrders(all []segment.Summary, r segment.Result) []published {
	var table []published
	for i, s := range all {
		table = append(table, published{s.Buys, s.Days, int(s.Spent / 100), r.Placed[i].Code()})
	}
	return table
}

func TestRPackageScoringReproducesAll995PublishedScores(t *testing.T) {
	all := orders(t)
	got := scoredOrders(all, segment.Place(all, segment.Rule{Scoring: segment.RPackage}))
	if len(got) != 995 {
		t.Fatalf("%d customers, want 995", len(got))
	}
	if diff := cmp.Diff(publishedTable(t), got); diff != "" {
		t.Errorf("(-published +got):\n%s", diff)
	}
}

func TestOwnScoringDiffersFromThePublishedTableOnlyAtEdges(t *testing.T) {
	all := orders(t)
	r := segment.Place(all, segment.Rule{})
	const want = 3 // counted with an independent quantile
	differ := 0
	for i, p := range publishedTable(t) {
		got := r.Placed[i].Code()
		if got != p.Code {
			differ++
		}
		for k := range 3 {
			if d := int(got[k]) - int(p.Code[k]); d < -1 || d > 1 {
				t.Errorf("customer %d: %s, published %s", i+1, got, p.Code)
			}
		}
	}
	if differ != want {
		t.Errorf("%d scores differ, want %d", differ, want)
	}
}

// rSegment is rfm_segment of the R package with the intervals of its 0.3
// documentation: the first interval that holds the scores. They are not a
// partition, so kehu's own groups use the table of 125 codes instead.
func rSegment(p segment.Placed) string {
	type interval struct {
		name                string
		r, rr, f, ff, m, mm uint8
	}
	for _, s := range []interval{
		{"Champions", 5, 5, 5, 5, 5, 5},
		{"Potential Loyalist", 3, 5, 3, 5, 2, 5},
		{"Loyal Customers", 2, 4, 2, 4, 2, 4},
		{"Promising", 3, 4, 1, 3, 3, 5},
		{"New Customers", 4, 5, 1, 3, 1, 5},
		{"Can't Lose Them", 1, 2, 3, 4, 4, 5},
		{"At Risk", 1, 2, 2, 5, 4, 5},
		{"Need Attention", 1, 3, 3, 5, 3, 5},
		{"About To Sleep", 2, 3, 1, 3, 1, 4},
		{"Lost", 1, 1, 1, 5, 1, 5},
	} {
		if s.r <= p.R && p.R <= s.rr && s.f <= p.F && p.F <= s.ff && s.m <= p.M && p.M <= s.mm {
			return s.name
		}
	}
	return "Others"
}

func TestPublishedSegmentSizesFollowFromTheScores(t *testing.T) {
	got := map[string]int{}
	for _, p := range segment.Place(orders(t), segment.Rule{Scoring: segment.RPackage}).Placed {
		got[rSegment(p)]++
	}
	want := map[string]int{
		"Potential Loyalist": 342, "Loyal Customers": 170, "Lost": 148, "New Customers": 104, "About To Sleep": 102,
		"Can't Lose Them": 47, "Champions": 35, "At Risk": 28, "Need Attention": 10, "Promising": 9,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-published +got):\n%s", diff)
	}
}

// grid is 125 customers whose scores are every code once: with 25 customers on
// each of five levels every edge lies between two levels.
func grid() []segment.Summary {
	var all []segment.Summary
	for i := range 125 {
		all = append(all, segment.Summary{
			Customer: int64(i + 1), Days: 100 - 10*(i/25), Buys: 1 + i/5%5, Spent: int64(1000 * (i%5 + 1)),
		})
	}
	return all
}

func TestAll125CodesAreReachedAndFallInTheGroupOfTheTable(t *testing.T) {
	want := map[string]string{}
	for _, row := range shared(t, "vectors/rfm-11-segment-125-codes.csv") {
		want[row[0]] = row[1]
	}
	got := map[string]string{}
	for _, p := range segment.Place(grid(), segment.Rule{}).Placed {
		got[p.Code()] = p.Group.Words().In(sheet.EN)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-table +got):\n%s", diff)
	}
}

func TestEveryGroupIsReachedAsOftenAsTheTableHasCodes(t *testing.T) {
	got := map[string]int{}
	for _, p := range segment.Place(grid(), segment.Rule{}).Placed {
		got[p.Group.Words().In(sheet.ZH)]++
	}
	want := map[string]int{
		"冠军客户": 7, "忠诚客户": 8, "潜力忠诚客户": 24, "新客户": 7, "有望客户": 16, "需要关注客户": 8,
		"即将沉睡客户": 8, "风险客户": 22, "不能失去客户": 8, "沉睡客户": 11, "流失客户": 6,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-table +got):\n%s", diff)
	}
}
