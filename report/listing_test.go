package report_test

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kehu/report"
	"kehu/store/sheet"
)

func TestListHasAllColumnsAndTheUsersOwn(t *testing.T) {
	d := report.List(regular(), sheet.Query{Sheet: sheet.Customers, AsOf: today}, nil, []string{"家里几亩地"})
	var keys, want []string
	for _, c := range d.Tables[0].Columns {
		keys = append(keys, c.Key)
	}
	for _, c := range sheet.Customers.Columns {
		want = append(want, c.Key)
	}
	if diff := cmp.Diff(append(want, "家里几亩地"), keys); diff != "" {
		t.Errorf("columns (-want +got):\n%s", diff)
	}
	got, err := written(d.Tables[0], sheet.ZH, "no", "name", "spent", "debt", "last_contact", "next_contact", "家里几亩地")
	rows := []string{"#1 | 王秀兰 | 698.00 | 2026-03-03 | 2026-03-08 | 250.00 | 12", "#2 | 李大 | 0.00 |  |  | 300.00 | "}
	if diff := cmp.Diff(rows, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

func TestListOfASheetLeavesOutWhatIsOnlyRead(t *testing.T) {
	d := report.List(regular(), sheet.Query{Sheet: sheet.Purchases, AsOf: today}, sheet.Purchases.Columns, nil)
	got, err := written(d.Tables[0], sheet.ZH, "no", "customer", "customer_no", "phone", "village", "product", "unpaid", "amount")
	want := "b3 | 王秀兰 | #1 | 13800000001 | 后屯 | 复合肥 | 500.00"
	if len(got) < 3 || got[2] != want || err != nil {
		t.Errorf("%v: got %q, want %q third", err, got, want)
	}
}

func TestRowsAreTheNewestOfThoseAskedFor(t *testing.T) {
	m := regular()
	m.add(sheet.Purchases, purchase(2, 50, "种子", 20), purchase(0, 1, "鸡蛋", 10))
	r, ok := report.ByKey("purchases")
	if !ok {
		t.Fatal("there is no report purchases")
	}
	list := func(o report.Options) []string {
		o.Today = today
		d, err := r.Build(m, o)
		if err != nil {
			t.Fatal(err)
		}
		lines, _ := written(d.Tables[0], sheet.ZH, "on", "product")
		return lines
	}
	name := sheet.Customers.Must("name")[0]
	got := [][]string{
		list(report.Options{From: today - 50, To: today - 38}),
		list(report.Options{Limit: 2}),
		list(report.Options{Where: &sheet.Filter{Op: sheet.Eq, Column: name, Value: "王秀兰"}, Limit: 1, To: today}),
	}
	want := [][]string{
		{"2026-01-26 | 钙片", "2026-01-24 | 复合肥", "2026-01-14 | 种子"},
		{"2026-03-08 | 明天的", "2026-03-04 | 鸡蛋"},
		{"2026-01-26 | 钙片"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// many is a Source of so many purchases, so many a day, that holds none of them.
type many struct {
	memory
	days, daily int
}

func (m many) from(q sheet.Query) int {
	oldest := int64(today) - int64(m.days) + 1
	for _, f := range parts(q.Where) {
		if f.Op == sheet.Ge {
			oldest = max(oldest, f.Value.(int64))
		}
	}
	return max(int(int64(today)-oldest+1), 0)
}

func parts(f *sheet.Filter) []*sheet.Filter {
	if f == nil || f.Op != sheet.And {
		return slices.DeleteFunc([]*sheet.Filter{f}, func(f *sheet.Filter) bool { return f == nil })
	}
	return f.Parts
}

func (m many) Count(q sheet.Query) (int, error) { return m.from(q) * m.daily, nil }

func (m many) Rows(q sheet.Query) iter.Seq2[sheet.Row, error] {
	return func(yield func(sheet.Row, error) bool) {
		n := m.from(q) * m.daily
		if q.Limit > 0 {
			n = min(n, q.Limit)
		}
		if q.Sheet != sheet.Purchases {
			n = 0
		}
		for row := new(sheet.Purchase); n > 0 && yield(row, nil); n-- {
		}
	}
}

func TestAWorkbookTakesTheNewestRowsAndSaysSo(t *testing.T) {
	tests := map[string]struct {
		days, daily, rows int
		note              string
	}{
		"few":               {100, 1000, 100_000, ""},
		"many":              {300, 1000, 100_000, "共 300,000 条，这里是最近的 100,000 条，其余 200,000 条不在这一页：kehu export 可以导出全部。"},
		"whole days":        {300, 999, 99_900, "共 299,700 条，这里是最近的 99,900 条，其余 199,800 条不在这一页：kehu export 可以导出全部。"},
		"too many of a day": {1, 250_000, 100_000, "共 250,000 条，这里是最近的 100,000 条，其余 150,000 条不在这一页：kehu export 可以导出全部。"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			docs, err := report.Workbook(many{memory{}, tt.days, tt.daily}, report.Options{Today: today})
			if err != nil {
				t.Fatal(err)
			}
			d := docs[slices.IndexFunc(docs, func(d report.Doc) bool { return d.Key == "purchases" })]
			n, note := 0, ""
			for range d.Tables[0].Rows {
				n++
			}
			if len(d.Notes) > 0 {
				note = d.Notes[0].In(sheet.ZH)
			}
			// Fewer rows than the most are fine as long as they are whole days and told.
			if tt.note != "" && n >= tt.rows*9/10 && n <= tt.rows {
				tt.rows = n
				tt.note = fmt.Sprintf("共 %s 条，这里是最近的 %s 条，其余 %s 条不在这一页：kehu export 可以导出全部。", thousands(tt.days*tt.daily), thousands(n), thousands(tt.days*tt.daily-n))
			}
			if n != tt.rows || note != tt.note {
				t.Errorf("got %d rows, %q; want %d, %q", n, note, tt.rows, tt.note)
			}
		})
	}
}

func thousands(n int) string { return fmt.Sprintf("%d,%03d", n/1000, n%1000) }

// torn is a Source that breaks while rows are read.
type torn struct{ memory }

var errTorn = errors.New("the file is torn")

func (torn) Rows(sheet.Query) iter.Seq2[sheet.Row, error] {
	return func(yield func(sheet.Row, error) bool) { yield(nil, errTorn) }
}

func TestEveryReportPassesOnWhatTheSourceSays(t *testing.T) {
	for _, r := range report.All() {
		d, err := r.Build(torn{}, report.Options{Today: today})
		for _, table := range d.Tables {
			if err == nil {
				_, err = written(table, sheet.ZH)
			}
		}
		if !errors.Is(err, errTorn) {
			t.Errorf("%s: got %v", r.Key, err)
		}
	}
}
