package report_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kehu/report"
	"kehu/store/sheet"
)

// anyVillage draws a small village in which anything may be open of anybody.
func anyVillage(t *rapid.T) memory {
	m := memory{}
	m.add(sheet.Products, &sheet.Product{Name: sheet.MakeText("钙片"), Unit: sheet.MakeText("盒"), CycleDays: sheet.MakeCount(10)})
	m.add(sheet.Meetings, &sheet.Meeting{Name: sheet.MakeText("三月场"), On: today - sheet.Date(rapid.IntRange(-3, 20).Draw(t, "meeting"))})
	m.add(sheet.Markets, &sheet.Market{Name: sheet.MakeText("三岔河集"), Township: sheet.MakeText("三岔河"), Rule: sheet.MakeText("公历尾:1,5,8")})
	for n := int64(1); n <= int64(rapid.IntRange(1, 6).Draw(t, "customers")); n++ {
		m.add(sheet.Customers, anybody(t))
		for range rapid.IntRange(0, 2).Draw(t, "contacts") {
			m.add(sheet.Interactions, contact(n, rapid.IntRange(0, 120).Draw(t, "ago"), rapid.SampledFrom([]string{"好", "没在家"}).Draw(t, "said")))
		}
		for range rapid.IntRange(0, 3).Draw(t, "purchases") {
			p := purchase(n, rapid.IntRange(0, 90).Draw(t, "bought"), rapid.SampledFrom([]string{"钙片", "大米"}).Draw(t, "product"), int64(rapid.SampledFrom([]int{20, 300}).Draw(t, "yuan")))
			if rapid.Bool().Draw(t, "credit") {
				p.Paid, p.DueOn = sheet.MakeMoney(0), sheet.MakeText(rapid.SampledFrom([]string{"", "2月20日", "秋收后"}).Draw(t, "agreed"))
			}
			p.Qty = sheet.MakeQty(int64(500 * rapid.IntRange(1, 12).Draw(t, "qty")))
			m.add(sheet.Purchases, p)
		}
		if rapid.Bool().Draw(t, "planned") {
			m.add(sheet.Plans, plan(n, rapid.IntRange(-9, 60).Draw(t, "due"), rapid.SampledFrom([]string{"去看看", "答应送说明书"}).Draw(t, "what")))
		}
		if rapid.Bool().Draw(t, "complained") {
			f := complaint(n, 20, "坏了", "待处理")
			if rapid.Bool().Draw(t, "settled") {
				f.Status, f.ClosedOn = sheet.MakeChoice("已解决"), today-sheet.Date(rapid.IntRange(0, 10).Draw(t, "closed"))
			}
			m.add(sheet.Feedbacks, f)
		}
		if rapid.Bool().Draw(t, "came") {
			m.add(sheet.Attendances, &sheet.Attendance{Owned: owned(n), Meeting: sheet.Ref{ID: 1}, WalkIn: sheet.MakeFlag(true)})
		}
	}
	return m
}

func anybody(t *rapid.T) *sheet.Customer {
	c := customer("某人", nil)
	c.Township = sheet.MakeText(rapid.SampledFrom([]string{"", "三岔河镇", "十里堡"}).Draw(t, "township"))
	if intent := rapid.SampledFrom([]string{"", "A", "B", "C", "D", "E"}).Draw(t, "intent"); intent != "" {
		c.Intent = sheet.MakeChoice(intent)
	}
	if rapid.IntRange(0, 4).Draw(t, "lost") == 0 {
		c.Stage = sheet.MakeChoice("流失")
	}
	if rapid.IntRange(0, 4).Draw(t, "spared") == 0 {
		c.DoNotContact = sheet.MakeFlag(true)
	}
	if rapid.Bool().Draw(t, "born") {
		c.Birthday = sheet.Birthday{Month: int8(rapid.IntRange(1, 12).Draw(t, "month")), Day: int8(rapid.IntRange(1, 28).Draw(t, "day")), Lunar: rapid.Bool().Draw(t, "lunar")}
	}
	return c
}

// listed are the customers on the list of a day, by number.
func listed(t *rapid.T, m memory, o report.Options) map[string]int {
	o.All = true
	d, err := report.Today(m, o)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := written(d.Tables[0], sheet.ZH, "no", "kind")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for _, line := range lines {
		if no, _, _ := strings.Cut(line, " | "); !strings.HasSuffix(line, "（有安排）") {
			seen[no]++
		}
	}
	return seen
}

// TestEverybodyComesIntoTheList: whom nobody sees is on the list of some day within
// the longest cadence, on one line; whoever wants no contact never is.
func TestEverybodyComesIntoTheList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyVillage(t)
		ever := map[string]bool{}
		for _, ahead := range []sheet.Date{0, 1, 3, 7, 30, 91} {
			for no, lines := range listed(t, m, report.Options{Today: today + ahead}) {
				ever[no] = true
				if lines != 1 {
					t.Fatalf("%s has %d lines after %d days", no, lines, ahead)
				}
			}
		}
		for _, row := range m[sheet.Customers] {
			c := row.(*sheet.Customer)
			no := "#" + c.ID.String()
			switch {
			case c.DoNotContact.Yes() && ever[no]:
				t.Fatalf("%s wants no contact and is listed", no)
			case !c.DoNotContact.Yes() && c.Stage.Empty() && !ever[no]:
				t.Fatalf("%s is never listed", no)
			}
		}
	})
}

// TestWhoWasSeenLeavesTheList: after doing what the list says, it is empty.
func TestWhoWasSeenLeavesTheList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyVillage(t)
		for no := range listed(t, m, report.Options{Today: today}) {
			var id sheet.ID
			if err := id.Parse(no, sheet.Reading{}); err != nil {
				t.Fatal(err)
			}
			m.add(sheet.Interactions, contact(int64(id), 0, "去过了"))
			for p := range of[sheet.Plan](m, sheet.Plans, id) {
				p.DoneOn = today
			}
			for f := range of[sheet.Feedback](m, sheet.Feedbacks, id) {
				if f.ClosedOn == 0 {
					f.Status, f.ClosedOn = sheet.MakeChoice("已解决"), today
				}
			}
		}
		if left := listed(t, m, report.Options{Today: today}); len(left) > 0 {
			t.Fatalf("still listed: %v", left)
		}
	})
}

// TestPlansByRuleComeOnce: proposing twice is proposing once, on whatever day the
// second time is within the days looked at, whether the plans were moved to a market
// or done; and no plan is for whoever wants no contact.
func TestPlansByRuleComeOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyVillage(t)
		o := report.Options{Today: today, Days: rapid.IntRange(0, 9).Draw(t, "days")}
		o.Rules = report.Rules{"silent_day": {Values: []int{rapid.IntRange(0, 3).Draw(t, "silent a day")}}}
		market := rapid.Bool().Draw(t, "market")
		first, _, err := report.Propose(m, o, market)
		if err != nil {
			t.Fatal(err)
		}
		done := rapid.Bool().Draw(t, "done")
		for _, p := range first {
			if c := m[sheet.Customers][p.Customer-1].(*sheet.Customer); c.DoNotContact.Yes() || p.Due < today {
				t.Fatalf("proposed %+v", p)
			}
			row := &sheet.Plan{Owned: sheet.Owned{Customer: sheet.Ref{ID: p.Customer}}, Due: p.Due, Content: sheet.MakeText(p.Content), Reason: sheet.MakeText(p.Reason)}
			m.add(sheet.Plans, row)
			if done {
				row.DoneOn = today
				m.add(sheet.Interactions, contact(int64(p.Customer), 0, p.Content))
			}
		}
		second, _, err := report.Propose(m, o, market)
		if err != nil || len(second) > 0 {
			t.Fatalf("%v: again %+v\nafter %+v", err, second, first)
		}
		// the next day asks for nothing that was planned before
		o.Today++
		third, _, err := report.Propose(m, o, market)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range third {
			if slices.ContainsFunc(first, func(before report.Proposal) bool { return before.Customer == p.Customer && before.Reason == p.Reason }) {
				t.Fatalf("the next day again %+v", p)
			}
		}
	})
}
