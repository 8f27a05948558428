package report_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kehu/report"
	"kehu/store/sheet"
)

// spring is a meeting of two days, 100 and 99 days before today: 25 and 26 November
// 2025. It cost 1,000.
func spring() *sheet.Meeting {
	return &sheet.Meeting{Name: sheet.MakeText("冬场"), On: today - 100, Until: today - 99, Cost: sheet.MakeMoney(100000)}
}

// guest is customer n's row of meeting 1, with what stands under 到会.
func guest(n int64, attended string, walkIn bool) *sheet.Attendance {
	return &sheet.Attendance{Owned: owned(n), Meeting: sheet.Ref{ID: 1, Name: "冬场"}, Attended: sheet.MakeText(attended), WalkIn: sheet.MakeFlag(walkIn)}
}

// kpis are key figures as “key value numerator/denominator”.
func kpis(t *testing.T, d report.Doc, keys ...string) []string {
	t.Helper()
	var lines []string
	for cells, err := range d.Tables[0].Rows {
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range keys {
			if cells[0].String() == key {
				lines = append(lines, strings.TrimSpace(key+" "+cells[2].String()+" "+cells[3].String()+"/"+cells[4].String()))
			}
		}
	}
	return lines
}

func shownMeeting(t *testing.T, m memory, at sheet.Date) report.Doc {
	t.Helper()
	meeting, err := report.MeetingNamed(m, "冬场", at)
	if err != nil {
		t.Fatal(err)
	}
	g, err := report.GatheringOf(m, meeting, at)
	if err != nil {
		t.Fatal(err)
	}
	return report.MeetingShow(g, report.Options{Today: at, All: true})
}

// TestMeetingOfNobodyDividesByNothing: every rate of an empty meeting is a dash.
func TestMeetingOfNobodyDividesByNothing(t *testing.T) {
	m := memory{}
	empty := spring()
	empty.Cost = sheet.Money{}
	m.add(sheet.Meetings, empty)
	for cells, err := range shownMeeting(t, m, today).Tables[0].Rows {
		if err != nil {
			t.Fatal(err)
		}
		switch cells[0].String() {
		case "invited", "attended":
			if cells[2].String() != "0" {
				t.Errorf("%s is %s", cells[0], cells[2])
			}
		case "net_sales", "unpaid", "bought_7_days":
			if cells[2].String() != "0.00" {
				t.Errorf("%s is %s", cells[0], cells[2])
			}
		default:
			if cells[2].String() != "—" {
				t.Errorf("%s is %s, want a dash", cells[0], cells[2])
			}
		}
	}
}

// TestMeetingKeyFigures has what goes wrong most: more came than were invited, a
// return greater than the sale, one that names the meeting long after, purchases that
// name another meeting, days written in four ways.
func TestMeetingKeyFigures(t *testing.T) {
	m := memory{}
	m.add(sheet.Meetings, spring(), &sheet.Meeting{Name: sheet.MakeText("别场"), On: today - 99})
	for range 7 {
		m.add(sheet.Customers, customer("某人", nil))
	}
	m.add(sheet.Attendances,
		guest(1, "√", false), guest(2, "2025-11-26", false), guest(3, "没来", false),
		guest(4, "2025-11-25、2025-11-26", true), guest(5, "11月26日", true), guest(6, "到了", true), guest(2, "是", false))
	of := func(p *sheet.Purchase, meeting int64) *sheet.Purchase {
		p.Meeting = sheet.Ref{ID: sheet.ID(meeting)}
		return p
	}
	m.add(sheet.Purchases,
		purchase(1, 300, "茶", 10),                                // an old customer
		purchase(1, 99, "钙片", 500),                               // on the second day
		purchase(1, 80, "钙片", -600),                              // more than was bought there: 500 count
		purchase(4, 100, "鱼油", 268), purchase(4, 60, "鱼油", -268), // 39 days after: too late to count
		of(purchase(5, 99, "钙片", 198), 2), // at the other meeting
		purchase(6, 95, "茶", 30),          // four days after: apart, and again within 30
		of(purchase(7, 90, "钙片", 198), 1), // names the meeting, never signed in
		purchase(7, 20, "钙片", 198),        // 79 days after
		purchase(3, 100, "钙片", 198),       // was not there
	)
	m.add(sheet.Interactions, contact(1, 97, "回访"), contact(4, 96, "晚了一天"), contact(2, 99, "会上"))
	d := shownMeeting(t, m, today)
	want := []string{
		"invited 3 /", "attended 5 /", "attendance_rate 66.7% 2/3", "walk_in_rate 60.0% 3/5",
		"deal_rate 40.0% 2/5", "invitation_rate 33.3% 1/3", "net_sales 466.00 /", // 500 + 268 + 198 − 500
		"per_buyer 233.00 466.00/2", "return_rate 51.8% 500.00/966.00", "return_on_cost 0.47 466.00/1000.00",
		"followed_48h 20.0% 1/5", "bought_7_days 30.00 /", "again_30 0.0% 0/3", "again_60 0.0% 0/3", "again_90 33.3% 1/3",
	}
	got := kpis(t, d, "invited", "attended", "attendance_rate", "walk_in_rate", "deal_rate", "invitation_rate", "net_sales",
		"per_buyer", "return_rate", "return_on_cost", "followed_48h", "bought_7_days", "again_30", "again_60", "again_90")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, table := range d.Tables {
		lines, err := written(table, sheet.ZH)
		if err != nil {
			t.Fatal(err)
		}
		if table.Key == "days" { // 4 on the first day; 2, 4 and 5 on the second; 1 and 6 on some; 7 was never there
			want := []string{"2025-11-25 | 3 | 0 | 0.0% | 1 | 1 | 1 | 268.00", "2025-11-26 | 3 | 1 | 33.3% | 2 | 3 | 2 | 500.00",
				"没写哪一天 | 3 | 1 | 33.3% | 1 | 2 | 2 | 0.00", "全部，不重复 | 3 | 2 | 66.7% | 3 | 5 | 5 | 966.00"}
			if diff := cmp.Diff(want, lines); diff != "" {
				t.Error(diff)
			}
		}
	}
}

// TestMeetingWindowsThatAreNotOver show no rate before their last day.
func TestMeetingWindowsThatAreNotOver(t *testing.T) {
	m := memory{}
	m.add(sheet.Meetings, spring())
	m.add(sheet.Customers, customer("某人", nil))
	m.add(sheet.Attendances, guest(1, "是", false))
	m.add(sheet.Purchases, purchase(1, 100, "钙片", 100), purchase(1, 98, "茶", 10))
	m.add(sheet.Interactions, contact(1, 98, "回访"))
	tests := []struct {
		ago  int
		want []string
	}{
		{98, []string{"followed_48h — 1/1", "again_30 — 1/1"}},
		{97, []string{"followed_48h 100.0% 1/1", "again_30 — 1/1"}},
		{70, []string{"followed_48h 100.0% 1/1", "again_30 — 1/1"}},
		{69, []string{"followed_48h 100.0% 1/1", "again_30 100.0% 1/1"}},
	}
	for _, test := range tests {
		got := kpis(t, shownMeeting(t, m, today-sheet.Date(test.ago)), "followed_48h", "again_30")
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%d days before today: %s", test.ago, diff)
		}
	}
}

func TestMeetingNamed(t *testing.T) {
	m := memory{}
	m.add(sheet.Meetings, &sheet.Meeting{Name: sheet.MakeText("三月场"), On: today - 10}, &sheet.Meeting{Name: sheet.MakeText("二月场"), On: today - 40},
		&sheet.Meeting{Name: sheet.MakeText("四月大场"), On: today + 30}, &sheet.Meeting{Name: sheet.MakeText("五月场"), On: today + 60}, &sheet.Meeting{Name: sheet.MakeText("月场")})
	tests := []struct{ reason, text, want string }{
		{"a whole name before a part of others", "月场", "月场"},
		{"a part", "大场", "四月大场"},
		{"a number", "m2", "二月场"},
		{"the last that has begun", "最近一场", "三月场"},
		{"the next", "下一场", "四月大场"},
		{"several", "场", "“场”可能是：m4 五月场 2026-05-04、m3 四月大场 2026-04-04、m1 三月场 2026-02-23、m2 二月场 2026-01-24、m5 月场；请用编号指定，如 m4"},
		{"none", "六月", "没有会销“六月”，用 kehu meeting 查看，或新建：kehu meeting new 六月 --on 日期"},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			got := ""
			meeting, err := report.MeetingNamed(m, test.text, today)
			switch e, ok := err.(*sheet.Error); {
			case ok:
				got = e.Words.In(sheet.ZH)
			case err != nil:
				t.Fatal(err)
			default:
				got = meeting.Name.String()
			}
			if got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}
