package report_test

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"kehu/report"
	"kehu/report/segment"
	"kehu/store/sheet"
)

// stages are the stages a customer may be marked with, and none.
var stages = []string{"", "潜在", "意向", "成交", "休眠", "流失"}

// crowd draws customers with all kinds of pasts.
func crowd(t *rapid.T) memory {
	m := memory{}
	for n := range int64(rapid.IntRange(0, 25).Draw(t, "customers")) {
		c := customer("客户"+strconv.FormatInt(n+1, 10), nil)
		c.Stage = sheet.MakeChoice(rapid.SampledFrom(stages).Draw(t, "stage"))
		c.Intent = sheet.MakeChoice(rapid.SampledFrom([]string{"", "A", "B", "C", "D", "E"}).Draw(t, "intent"))
		c.Village = sheet.MakeText(rapid.SampledFrom([]string{"", "后屯", "前屯"}).Draw(t, "village"))
		c.DoNotContact = sheet.MakeFlag(rapid.IntRange(0, 5).Draw(t, "spared") == 0)
		if rapid.IntRange(0, 4).Draw(t, "opening") == 0 {
			c.OpenSpent, c.OpenDebt = sheet.MakeMoney(rapid.Int64Range(-100, 900000).Draw(t, "money")), sheet.MakeMoney(rapid.Int64Range(0, 500).Draw(t, "debt"))
		}
		m.add(sheet.Customers, c)
		for range rapid.IntRange(0, 4).Draw(t, "purchases") {
			p := purchase(n+1, rapid.IntRange(-2, 500).Draw(t, "ago"), rapid.SampledFrom([]string{"钙片", "复合肥"}).Draw(t, "product"), rapid.Int64Range(-300, 3000).Draw(t, "yuan"))
			if rapid.Bool().Draw(t, "credit") {
				p.Paid = sheet.MakeMoney(0)
				p.DueOn = sheet.MakeText(rapid.SampledFrom([]string{"", "2026-02-01", "2026-08-01", "秋收后"}).Draw(t, "due"))
			}
			m.add(sheet.Purchases, p)
		}
		for range rapid.IntRange(0, 2).Draw(t, "contacts") {
			m.add(sheet.Interactions, contact(n+1, rapid.IntRange(-3, 200).Draw(t, "ago"), "聊了几句"))
		}
		for range rapid.IntRange(0, 2).Draw(t, "plans") {
			p := plan(n+1, rapid.IntRange(-30, 60).Draw(t, "in"), rapid.SampledFrom([]string{"", "答应送货", "去看看"}).Draw(t, "content"))
			if rapid.Bool().Draw(t, "done") {
				p.DoneOn = p.Due
			}
			m.add(sheet.Plans, p)
		}
		if rapid.IntRange(0, 3).Draw(t, "complains") == 0 {
			m.add(sheet.Feedbacks, complaint(n+1, rapid.IntRange(0, 90).Draw(t, "ago"), "不满意", rapid.SampledFrom([]string{"", "待处理", "已解决"}).Draw(t, "status")))
		}
	}
	return m
}

func TestEverybodyIsInExactlyOneSegment(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := crowd(t)
		all := len(m[sheet.Customers])
		for _, by := range []report.By{report.ByClass, report.ByGroup} {
			o := report.Options{Today: today, By: by}
			d, err := report.Segments(m, o)
			if err != nil {
				t.Fatal(err)
			}
			sum := 0
			summary, _ := written(d.Tables[0], sheet.ZH, "segment", "customers")
			for _, line := range summary {
				name, n, _ := strings.Cut(line, " | ")
				count, _ := strconv.Atoi(n)
				sum += count
				o.Name = name
				members, err := report.Segments(m, o)
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				if got, _ := written(members.Tables[0], sheet.ZH); len(got) != count && by == report.ByClass {
					t.Fatalf("%s: %d members listed, %d in the summary", name, len(got), count)
				}
			}
			everybody, err := written(d.Tables[1], sheet.ZH)
			if sum != all || len(everybody) != all || err != nil {
				t.Fatalf("%d in segments and %d listed of %d customers: %v", sum, len(everybody), all, err)
			}
		}
	})
}

func TestNobodyMarkedDoNotContactIsToBeCalled(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := crowd(t)
		o := report.Options{Today: today, All: true}
		d, err := report.Today(m, o)
		if err != nil {
			t.Fatal(err)
		}
		lines, _ := written(d.Tables[0], sheet.ZH, "say", "do_not_contact")
		segments, _ := report.Segments(m, o)
		members, _ := written(segments.Tables[1], sheet.ZH, "advice", "do_not_contact")
		for _, line := range append(lines, members...) {
			advice, mark, _ := strings.Cut(line, " | ")
			if mark == "是" && !strings.HasPrefix(advice, "不联系") && !strings.HasPrefix(advice, "不打电话") && !strings.HasPrefix(advice, "勿扰：不主动联系") {
				t.Fatalf("a call is suggested: %s", line)
			}
		}
	})
}

func TestTheNeverContactedNeverVanish(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := crowd(t)
		d, err := report.Today(m, report.Options{Today: today, All: true})
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]int{}
		lines, _ := written(d.Tables[0], sheet.ZH, "name")
		for _, name := range lines {
			seen[name]++
		}
		for _, row := range m[sheet.Customers] {
			c := row.(*sheet.Customer)
			m.figures(c, today)
			if n := seen[c.Name.String()]; n > 1 || n == 0 && c.LastContact == 0 && c.LastPurchase == 0 && !c.DoNotContact.Yes() {
				t.Fatalf("%s stands in the list %d times", c.Name.String(), n)
			}
		}
	})
}

func TestASegmentGoesByAnyOfItsNames(t *testing.T) {
	m := memory{}
	m.add(sheet.Customers, customer("王秀兰", nil))
	m.add(sheet.Purchases, purchase(1, 3, "钙片", 300))
	for _, name := range []string{"重要价值客户", "重要价值", "key_value", "key-value", "Key: Value", "冠军客户", "champions", "未成交"} {
		d, err := report.Segments(m, report.Options{Today: today, Name: name})
		if err != nil || len(d.Tables) != 1 || d.Say.Empty() {
			t.Errorf("%s: %d tables, %v", name, len(d.Tables), err)
		}
	}
	_, err := report.Segments(m, report.Options{Today: today, Name: "大客户"})
	var e *sheet.Error
	if !errors.As(err, &e) || e.Failure != sheet.NotFound || !strings.Contains(e.Words.In(sheet.ZH), "重要挽留客户") {
		t.Errorf("an unknown name: %v", err)
	}
}

func TestFixedLinesDivideAsTheySay(t *testing.T) {
	m := memory{}
	for range 25 {
		n := int64(len(m[sheet.Customers]) + 1)
		m.add(sheet.Customers, customer("客户", func(c *sheet.Customer) { c.DoNotContact = sheet.MakeFlag(n == 25) }))
		m.add(sheet.Purchases, purchase(n, int(n)*10, "钙片", 100*n))
	}
	o := report.Options{Today: today, Rule: segment.Rule{Days: 100, Buys: 2, Spent: 200000}, Summary: true}
	d, err := report.Segments(m, o)
	if err != nil {
		t.Fatal(err)
	}
	got, _ := written(d.Tables[0], sheet.ZH, "segment", "customers", "spent", "spent_share", "average_days")
	want := []string{
		"重要价值客户 | 0 | 0.00 | 0.0% | —", "重要保持客户 | 0 | 0.00 | 0.0% | —", "重要发展客户 | 0 | 0.00 | 0.0% | —",
		"重要挽留客户 | 6 | 13500.00 | 41.5% | 225.0", "一般价值客户 | 0 | 0.00 | 0.0% | —", "一般保持客户 | 0 | 0.00 | 0.0% | —",
		"一般发展客户 | 10 | 5500.00 | 16.9% | 55.0", "一般挽留客户 | 9 | 13500.00 | 41.5% | 150.0",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	say := "先联系 5 位“重要挽留客户”：这一类占累计金额的 41.5%，平均 225.0 天没买。花过大钱就没再来：打电话先听意见，有不满先处理；不愿再联系就记勿扰。"
	if diff := cmp.Diff(say, d.Say.In(sheet.ZH)); diff != "" {
		t.Errorf("say (-want +got):\n%s", diff)
	}
	o.Name, o.Limit = "重要挽留", 2
	d, _ = report.Segments(m, o)
	got, _ = written(d.Tables[0], sheet.EN, "no", "spent", "rfm", "reason", "do_not_contact")
	want = []string{
		"#25 | 2500.00 | 115 | last bought 250 days ago (line 100 days), bought on 1 day (line 2 days), spent 2,500 yuan in all (line 2,000 yuan) | yes",
		"#24 | 2400.00 | 115 | last bought 240 days ago (line 100 days), bought on 1 day (line 2 days), spent 2,400 yuan in all (line 2,000 yuan) | no",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("members (-want +got):\n%s", diff)
	}
}
