package report_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kehu/report"
	"kehu/store/sheet"
)

// morning is a small village on a day when a bit of everything is due.
func morning() memory {
	m := memory{}
	live := func(village string) func(*sheet.Customer) {
		return func(c *sheet.Customer) { c.Village = sheet.MakeText(village) }
	}
	spare := func(c *sheet.Customer) { c.DoNotContact = sheet.MakeFlag(true) }
	born := func(b sheet.Birthday) func(*sheet.Customer) {
		return func(c *sheet.Customer) { c.Birthday = b; c.Village = sheet.MakeText("前屯") }
	}
	m.add(sheet.Customers,
		customer("王秀兰", live("后屯")), // 1: overdue
		customer("李国强", live("后屯")), // 2: a promise, overdue
		customer("张翠花", live("前屯")), // 3: an open complaint and a plan for today
		customer("赵大山", live("前屯")), // 4: a debt past its day
		customer("孙美玲", live("前屯")), // 5: a debt to be paid after the harvest
		customer("周老四", func(c *sheet.Customer) { // 6: never contacted
			c.CreatedOn = today - 45
		}),
		customer("吴建国", func(c *sheet.Customer) { c.Intent = sheet.MakeChoice("A") }), // 7: long silent for A
		customer("郑小红", func(c *sheet.Customer) { c.Intent = sheet.MakeChoice("E") }), // 8: not for E
		customer("冯勿扰", spare), // 9: a plan, and yet left alone
		customer("陈寿星", born(sheet.Birthday{Year: 1956, Month: 3, Day: 8})),
		customer("褚农历", born(sheet.Birthday{Month: 1, Day: 19, Lunar: true})), // 11: 正月十九 is 7 March
		customer("卫已约", nil), // 12: never contacted, a day is set
	)
	for n := int64(1); n <= 11; n++ {
		if n != 6 {
			m.add(sheet.Interactions, contact(n, 1, "说过几天再来"))
		}
	}
	m[sheet.Interactions][3] = contact(4, 8, "说过几天再来")
	m[sheet.Interactions][8], m[sheet.Interactions][9] = contact(10, 8, "说过几天再来"), contact(11, 8, "说过几天再来")
	m[sheet.Interactions][5] = contact(7, 20, "在地里忙")
	m[sheet.Interactions][6] = contact(8, 80, "先不买")
	m.add(sheet.Plans, plan(1, -12, "问要不要补钙片"), plan(2, -2, "答应送说明书"), plan(3, 0, "看看"), plan(9, 0, "推荐新货"), plan(12, 3, "认门"))
	m.add(sheet.Feedbacks, complaint(3, 8, "仪器不准", "待处理"), complaint(1, 30, "旧事", "已解决"))
	owe := func(n int64, yuan int64, due string) *sheet.Purchase {
		p := purchase(n, 60, "复合肥", yuan)
		p.Paid, p.DueOn = sheet.MakeMoney(0), sheet.MakeText(due)
		return p
	}
	m.add(sheet.Purchases, owe(4, 188, "2026-02-20"), owe(5, 500, "秋收后"))
	return m
}

func TestTodayPutsTheStrongestReasonFirst(t *testing.T) {
	d, err := report.Today(morning(), report.Options{Today: today, All: true})
	if err != nil {
		t.Fatal(err)
	}
	got, err := written(d.Tables[0], sheet.ZH, "name", "kind", "why")
	want := []string{
		"张翠花 | 投诉 | 投诉 8 天没办结，说“仪器不准”；约在今天：看看（p3）",
		"赵大山 | 欠款 | 欠款 188 元，约好 2月20日 还，过了 13 天",
		"李国强 | 答应的事 | 答应的事，约在 3月3日，过了 2 天：答应送说明书（p2）",
		"王秀兰 | 逾期 | 约在 2月21日，过了 12 天：问要不要补钙片（p1）",
		"褚农历 | 生日 | 3月7日生日（农历），还有 2 天",
		"陈寿星 | 生日 | 3月8日生日，还有 3 天",
		"周老四 | 从未联系 | 从未联系，建档 45 天",
		"吴建国 | 久未联系 | 20 天没联系（意向 A，该 7 天一次）",
		"卫已约 | 从未联系（有安排） | 从未联系，已约 3月8日",
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	say := "今天先办 1 件答应的事、1 件投诉、1 笔欠款，再跟进逾期的 1 位、过生日的 2 位。前屯最多（2 位），先跑前屯。"
	if diff := cmp.Diff(say, d.Say.In(sheet.ZH)); diff != "" {
		t.Errorf("say (-want +got):\n%s", diff)
	}
}

func TestTodayListsNobodyWhoWantsNoContact(t *testing.T) {
	m := morning()
	m.add(sheet.Feedbacks, complaint(9, 3, "别再打电话", "待处理"))
	m.add(sheet.Customers, customer("华清净", func(c *sheet.Customer) { // never contacted, owes, has a birthday
		c.DoNotContact, c.OpenDebt = sheet.MakeFlag(true), sheet.MakeMoney(10000)
		c.Birthday = sheet.Birthday{Month: 3, Day: 6}
	}))
	d, err := report.Today(m, report.Options{Today: today, All: true})
	if err != nil {
		t.Fatal(err)
	}
	got, err := written(d.Tables[0], sheet.ZH, "name")
	if slices.Contains(got, "冯勿扰") || slices.Contains(got, "华清净") || err != nil {
		t.Errorf("%v: listed %v", err, got)
	}
	note := "另有 2 件是勿扰客户的计划或投诉，不列名、不联系：计划撤掉，投诉办完等他来问。"
	if diff := cmp.Diff(note, d.Notes[len(d.Notes)-1].In(sheet.ZH)); diff != "" {
		t.Errorf("note (-want +got):\n%s", diff)
	}
}

func TestTodayInShortKeepsPlacesForTheNeverContacted(t *testing.T) {
	m := memory{}
	for range 30 {
		n := int64(len(m[sheet.Customers]) + 1)
		m.add(sheet.Customers, customer("到期", nil))
		m.add(sheet.Interactions, contact(n, 1, "好"))
		m.add(sheet.Plans, plan(n, 0, "去一趟"))
	}
	for i := range 8 {
		m.add(sheet.Customers, customer("新人", func(c *sheet.Customer) { c.CreatedOn = today - 100 + sheet.Date(7*i%5) }))
	}
	d, err := report.Today(m, report.Options{Today: today})
	if err != nil {
		t.Fatal(err)
	}
	got, _ := written(d.Tables[0], sheet.ZH, "no", "name")
	want := []string{"#1 | 到期", "#2 | 到期", "#3 | 到期", "#4 | 到期", "#5 | 到期", "#6 | 到期", "#7 | 到期", "#8 | 到期", "#9 | 到期", "#10 | 到期",
		"#31 | 新人", "#36 | 新人", "#34 | 新人", "#32 | 新人", "#37 | 新人"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	note := "这里列了 15 位，其余 23 位用 --all 查看。还有 3 位从未联系，每天先给 5 位。"
	if diff := cmp.Diff(note, d.Notes[len(d.Notes)-1].In(sheet.ZH)); diff != "" {
		t.Errorf("note (-want +got):\n%s", diff)
	}
}

func TestTodayCountsFromTheLastRealContact(t *testing.T) {
	m := memory{}
	m.add(sheet.Customers, customer("补记", nil))
	m.add(sheet.Interactions, contact(1, 40, "赶集碰见"), contact(1, 31, "补记：其实后来又去过"), contact(1, 36, "打过电话"))
	d, err := report.Today(m, report.Options{Today: today, All: true})
	if err != nil {
		t.Fatal(err)
	}
	got, err := written(d.Tables[0], sheet.ZH, "why", "last_contact", "last_said")
	want := []string{"2026-02-02 | 31 天没联系（该 30 天一次） | 补记：其实后来又去过"}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	m.add(sheet.Interactions, contact(1, 30-1, "前不久补记的"))
	if d, _ := report.Today(m, report.Options{Today: today, All: true}); d.Say.In(sheet.ZH) != "今天没有要办的事。" {
		t.Errorf("after a backdated contact 29 days ago: %s", d.Say.In(sheet.ZH))
	}
}

func TestTodayKeepsToVillageAndStaff(t *testing.T) {
	m := morning()
	m[sheet.Customers][0].(*sheet.Customer).Owner = sheet.MakeText("老李")
	m[sheet.Plans][1].(*sheet.Plan).Staff = sheet.MakeTerm("小张")
	names := func(o report.Options) []string {
		o.Today, o.All = today, true
		d, err := report.Today(m, o)
		if err != nil {
			t.Fatal(err)
		}
		got, _ := written(d.Tables[0], sheet.ZH, "name")
		return got
	}
	got := [][]string{names(report.Options{Village: "后屯"}), names(report.Options{Staff: "老李"}), names(report.Options{Staff: "小张"}), names(report.Options{Limit: 2})}
	want := [][]string{{"李国强", "王秀兰"}, {"王秀兰"}, {"李国强"}, {"张翠花", "赵大山"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTodayWaitsForADebtThatIsLookedAfter(t *testing.T) {
	type debt struct {
		due                     string
		planned                 int // days from today, 0: none
		bought, asked, paidBack int // days ago
		repaid                  int64
		rule                    string
	}
	open := debt{bought: 60, asked: 8}
	tests := map[string]struct {
		debt
		want string
	}{
		"no day agreed, no plan":            {open, "欠款 100 元，没约还款的日子"},
		"no day agreed, a plan ahead":       {debt{planned: 5, bought: 60, asked: 8}, ""},
		"bought on credit this week":        {debt{bought: 6, asked: 8}, ""},
		"bought on credit a week ago":       {debt{bought: 7, asked: 8}, "欠款 100 元，没约还款的日子"},
		"asked this week":                   {debt{bought: 60, asked: 6}, ""},
		"asked today, to be asked each day": {debt{bought: 60, rule: "off 7"}, "欠款 100 元，没约还款的日子"},
		"the day has come":                  {debt{due: "2026-03-05", bought: 60, asked: 1}, "欠款 100 元，约好今天还"},
		"the day has come, asked today":     {debt{due: "2026-03-05", bought: 60}, ""},
		"a day without a year":              {debt{due: "2月20日", bought: 60, asked: 8}, "欠款 100 元，约好 2月20日 还，过了 13 天"},
		"asked after the day":               {debt{due: "2月20日", bought: 60, asked: 6}, ""},
		"the day is to come":                {debt{due: "2026-03-06", bought: 60, asked: 8}, ""},
		"a season":                          {debt{due: "卖了玉米", bought: 60, asked: 8}, ""},
		"paid back":                         {debt{due: "2026-02-20", bought: 60, asked: 8, repaid: 100}, ""},
		"partly paid back":                  {debt{due: "2026-02-20", bought: 60, asked: 8, repaid: 40, paidBack: 7}, "欠款 60 元，约好 2月20日 还，过了 13 天"},
		"partly paid back this week":        {debt{due: "2026-02-20", bought: 60, asked: 8, repaid: 40, paidBack: 6}, ""},
		"partly paid back before the day":   {debt{due: "2026-03-04", bought: 60, asked: 8, repaid: 40, paidBack: 6}, "欠款 60 元，约好 3月4日 还，过了 1 天"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			m := memory{}
			m.add(sheet.Customers, customer("欠账的", nil))
			m.add(sheet.Interactions, contact(1, tt.asked, "好"))
			p := purchase(1, tt.bought, "复合肥", 100)
			p.Paid, p.DueOn = sheet.MakeMoney(0), sheet.MakeText(tt.due)
			m.add(sheet.Purchases, p)
			if tt.planned != 0 {
				m.add(sheet.Plans, plan(1, tt.planned, "问问"))
			}
			if tt.repaid != 0 {
				m.add(sheet.Payments, &sheet.Payment{Owned: owned(1), On: today - sheet.Date(tt.paidBack), Amount: sheet.MakeMoney(100 * tt.repaid)})
			}
			rules := report.Rules{}
			if tt.rule != "" {
				rules = report.ReadRules(map[string]string{"debt": tt.rule})
			}
			d, err := report.Today(m, report.Options{Today: today, All: true, Rules: rules})
			got, _ := written(d.Tables[0], sheet.ZH, "why")
			if diff := cmp.Diff(tt.want, strings.Join(got, "\n")); diff != "" || err != nil {
				t.Errorf("%v (-want +got):\n%s", err, diff)
			}
		})
	}
}

// TestTodayInShortKeepsRoomBesideACreditBook: debts that no day was agreed for leave
// room for a birthday and for the visit after a sale, and fill it where there is none.
func TestTodayInShortKeepsRoomBesideACreditBook(t *testing.T) {
	m := memory{}
	for n := range int64(20) {
		m.add(sheet.Customers, customer("欠款", func(c *sheet.Customer) { c.OpenDebt = sheet.MakeMoney(18800) }))
		m.add(sheet.Interactions, contact(n+1, 8, "好"))
	}
	m.add(sheet.Customers, customer("寿星", func(c *sheet.Customer) { c.Birthday = sheet.Birthday{Month: 3, Day: 5} }))
	m.add(sheet.Interactions, contact(21, 1, "好"))
	m.add(sheet.Customers, customer("买过", nil))
	m.add(sheet.Interactions, contact(22, 5, "好"))
	m.add(sheet.Purchases, purchase(22, 3, "血压计", 398))
	d, err := report.Today(m, report.Options{Today: today, Limit: 6})
	if err != nil {
		t.Fatal(err)
	}
	got, _ := written(d.Tables[0], sheet.ZH, "no", "name")
	want := []string{"#1 | 欠款", "#2 | 欠款", "#3 | 欠款", "#4 | 欠款", "#22 | 买过", "#21 | 寿星"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff("今天先办 4 笔欠款，再跟进售后要回访的 1 位、过生日的 1 位。", d.Say.In(sheet.ZH)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestTodayTriesAgainWhereNobodyWasMet: a call that nobody answered is none; it is tried
// again after some days, unless somebody was met since, and for a fortnight.
func TestTodayTriesAgainWhereNobodyWasMet(t *testing.T) {
	tests := map[string]struct {
		contacts []*sheet.Interaction
		rule     string
		want     string
	}{
		"not met, some days ago": {contacts: []*sheet.Interaction{contact(1, 40, "好"), contact(1, 3, "没在家")}, want: "久未联系 | 40 天没联系（该 30 天一次）；3月2日去没见着"},
		"not met, just now":      {contacts: []*sheet.Interaction{contact(1, 40, "好"), contact(1, 2, "没在家")}},
		"met before":             {contacts: []*sheet.Interaction{contact(1, 20, "好"), contact(1, 3, "没人")}},
		"met since":              {contacts: []*sheet.Interaction{contact(1, 40, "好"), contact(1, 4, "电话无人接听"), contact(1, 3, "没人管她，聊了聊")}},
		"never met":              {contacts: []*sheet.Interaction{contact(1, 3, "门锁着，邻居说下地了")}, want: "从未联系 | 从未联系；3月2日去没见着"},
		"long ago":               {contacts: []*sheet.Interaction{contact(1, 40, "好"), contact(1, 15, "没在家")}},
		"it counts":              {contacts: []*sheet.Interaction{contact(1, 40, "好"), contact(1, 3, "没在家")}, rule: "off 3"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			m := memory{}
			m.add(sheet.Customers, customer("难找", nil))
			for _, c := range tt.contacts {
				m.add(sheet.Interactions, c)
			}
			d, err := report.Today(m, report.Options{Today: today, All: true, Rules: report.ReadRules(map[string]string{"missed": tt.rule})})
			got, _ := written(d.Tables[0], sheet.ZH, "kind", "why")
			if diff := cmp.Diff(tt.want, strings.Join(got, "\n")); diff != "" || err != nil {
				t.Errorf("%v (-want +got):\n%s", err, diff)
			}
		})
	}
}

// TestTodayTellsOfABirthdayOnceAndOnTheDay: who was seen in the days before is not
// listed each day until then.
func TestTodayTellsOfABirthdayOnceAndOnTheDay(t *testing.T) {
	m := memory{}
	m.add(sheet.Customers, customer("寿星", func(c *sheet.Customer) { c.Birthday = sheet.Birthday{Month: 3, Day: 10} }))
	m.add(sheet.Interactions, contact(1, 9, "好"))
	var got []string
	for d := today - 3; d <= today+6; d++ {
		if d == today-1 {
			m.add(sheet.Interactions, contact(1, 1, "送了包糖"))
		}
		list, err := report.Today(m, report.Options{Today: d})
		if err != nil {
			t.Fatal(err)
		}
		lines, _ := written(list.Tables[0], sheet.ZH, "kind", "why")
		got = append(got, d.String()+": "+strings.Join(lines, ""))
	}
	want := []string{"2026-03-02: ", "2026-03-03: 生日 | 3月10日生日，还有 7 天", "2026-03-04: ", "2026-03-05: ", "2026-03-06: ", "2026-03-07: ", "2026-03-08: ", "2026-03-09: ",
		"2026-03-10: 生日 | 今天生日", "2026-03-11: "}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	plans, _, err := report.Propose(m, report.Options{Today: today, Days: 7}, false)
	if err != nil || len(plans) != 1 || plans[0].Due != today+5 {
		t.Errorf("%v: proposed %+v", err, plans)
	}
}

// TestTodayAsksAWholeCreditBook before anybody is asked again.
func TestTodayAsksAWholeCreditBook(t *testing.T) {
	m := memory{}
	for range 40 {
		m.add(sheet.Customers, customer("欠款", func(c *sheet.Customer) { c.OpenDebt, c.Intent = sheet.MakeMoney(18800), sheet.MakeChoice("E") }))
	}
	asked := map[string]int{}
	for d := today; d < today+20; d++ {
		o := report.Options{Today: d, Limit: 2, Rules: report.Rules{"never": {Off: true, Values: []int{1}}}}
		list, err := report.Today(m, o)
		if err != nil {
			t.Fatal(err)
		}
		lines, _ := written(list.Tables[0], sheet.ZH, "no")
		for _, no := range lines {
			var id sheet.ID
			if err := id.Parse(no, sheet.Reading{}); err != nil {
				t.Fatal(err)
			}
			asked[no]++
			m.add(sheet.Interactions, contact(int64(id), int(today-d), "过几天给"))
		}
	}
	if len(asked) != 40 {
		t.Errorf("%d of 40 were asked: %v", len(asked), asked)
	}
}

// TestTodayDunsNobodyAtTheNewYear, nor on a birthday.
func TestTodayDunsNobodyAtTheNewYear(t *testing.T) {
	m := memory{}
	m.add(sheet.Customers, customer("欠款", func(c *sheet.Customer) {
		c.OpenDebt, c.Birthday = sheet.MakeMoney(18800), sheet.Birthday{Month: 1, Day: 8, Lunar: true}
	}), customer("生人", nil))
	said := map[string][]string{}
	for _, day := range []sheet.Date{sheet.MakeDate(2026, 2, 16), sheet.MakeDate(2026, 2, 17), sheet.MakeDate(2026, 2, 23), sheet.MakeDate(2026, 2, 24), sheet.MakeDate(2026, 2, 25)} {
		d, err := report.Today(m, report.Options{Today: day, All: true})
		if err != nil {
			t.Fatal(err)
		}
		said[day.String()], _ = written(d.Tables[0], sheet.ZH, "say")
	}
	const owe, meet = "上回的余款 188 元，这两天方便不？不方便咱另约日子。", "我是给咱村送货的，来认个门，不买也没关系。"
	want := map[string][]string{
		"2026-02-16": {owe, meet},
		"2026-02-17": {"过年好，给您拜个年！余款不急，出了正月再说。", "过年好！" + meet},
		"2026-02-23": {"过年好，给您拜个年！余款不急，出了正月再说。", "过年好！" + meet},
		"2026-02-24": {"今天您生日，给您道个喜！家里都好吧？", meet}, // 正月初八
		"2026-02-25": {owe, meet},
	}
	if diff := cmp.Diff(want, said); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestTodayKnowsWhoBought: who came to buy is no stranger, though nobody wrote down a
// contact.
func TestTodayKnowsWhoBought(t *testing.T) {
	m := memory{}
	for range 4 {
		m.add(sheet.Customers, customer("买过", func(c *sheet.Customer) { c.Intent = sheet.MakeChoice("C") }))
	}
	m.add(sheet.Purchases, purchase(1, 40, "大米", 20), purchase(2, 20, "大米", 20), purchase(3, 20, "大米", 20), purchase(4, 40, "大米", 20))
	m.add(sheet.Interactions, contact(3, 31, "好"), contact(4, 31, "好"))
	d, err := report.Today(m, report.Options{Today: today, All: true})
	if err != nil {
		t.Fatal(err)
	}
	got, _ := written(d.Tables[0], sheet.ZH, "no", "kind", "why", "say")
	want := []string{
		"#1 | 久未联系 | 买东西过去 40 天，没再联系（意向 C，该 30 天一次） | 有阵子没见您了，上回的大米用着咋样？",
		"#4 | 久未联系 | 31 天没联系（意向 C，该 30 天一次） | 有阵子没见您了，上回的大米用着咋样？",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTodayKeepsBirthdays(t *testing.T) {
	tests := map[string]struct {
		today sheet.Date
		born  sheet.Birthday
		want  string
	}{
		"solar, today":             {today, sheet.Birthday{Year: 1950, Month: 3, Day: 5}, "今天生日"},
		"solar, in a week":         {today, sheet.Birthday{Month: 3, Day: 12}, "3月12日生日，还有 7 天"},
		"solar, in eight days":     {today, sheet.Birthday{Month: 3, Day: 13}, ""},
		"over the year's end":      {sheet.MakeDate(2025, 12, 30), sheet.Birthday{Month: 1, Day: 2}, "2026-01-02生日，还有 3 天"},
		"29 February, common year": {sheet.MakeDate(2026, 2, 27), sheet.Birthday{Year: 1956, Month: 2, Day: 29}, "2月28日生日，还有 1 天"},
		"29 February, leap year":   {sheet.MakeDate(2028, 2, 27), sheet.Birthday{Year: 1956, Month: 2, Day: 29}, "2月29日生日，还有 2 天"},
		"no day":                   {today, sheet.Birthday{Year: 1956, Month: 3}, ""},
		"lunar":                    {today, sheet.Birthday{Month: 1, Day: 17, Lunar: true}, "今天生日（农历）"},
		"lunar, leap month kept in the plain one": {sheet.MakeDate(2026, 7, 15), sheet.Birthday{Month: 6, Day: 3, Lunar: true, Leap: true}, "7月16日生日（农历），还有 1 天"},
		"lunar, in a year with that leap month":   {sheet.MakeDate(2025, 7, 25), sheet.Birthday{Month: 6, Day: 3, Lunar: true, Leap: true}, "7月27日生日（农历），还有 2 天"},
		"lunar 三十 in a month without":             {sheet.MakeDate(2026, 2, 14), sheet.Birthday{Month: 12, Day: 30, Lunar: true}, "2月16日生日（农历），还有 2 天"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			m := memory{}
			m.add(sheet.Customers, customer("寿星", func(c *sheet.Customer) { c.Birthday = tt.born }))
			m.add(sheet.Interactions, &sheet.Interaction{Owned: owned(1), At: sheet.MakeMoment(tt.today-8, 0)})
			d, err := report.Today(m, report.Options{Today: tt.today, All: true})
			got, _ := written(d.Tables[0], sheet.ZH, "why")
			if diff := cmp.Diff(tt.want, strings.Join(got, "\n")); diff != "" || err != nil {
				t.Errorf("%v (-want +got):\n%s", err, diff)
			}
		})
	}
}

func TestTodayInShortSettlesComplaintsBeforeDebts(t *testing.T) {
	m := memory{}
	for n := range int64(20) {
		m.add(sheet.Customers, customer("欠款", func(c *sheet.Customer) { c.Village = sheet.MakeText("后屯") }))
		m.add(sheet.Interactions, contact(n+1, 8, "好"))
		p := purchase(n+1, 60, "复合肥", 188)
		p.Paid, p.DueOn = sheet.MakeMoney(0), sheet.MakeText("2026-02-20")
		m.add(sheet.Purchases, p)
	}
	for _, village := range []string{"前屯", "后屯"} {
		n := int64(len(m[sheet.Customers]) + 1)
		m.add(sheet.Customers, customer("投诉", func(c *sheet.Customer) { c.Village = sheet.MakeText(village) }))
		m.add(sheet.Interactions, contact(n, 1, "好"))
		m.add(sheet.Feedbacks, complaint(n, 8, "仪器不准", "待处理"))
	}
	d, err := report.Today(m, report.Options{Today: today, Limit: 4})
	if err != nil {
		t.Fatal(err)
	}
	got, _ := written(d.Tables[0], sheet.ZH, "no", "name", "village")
	want := []string{"#22 | 投诉 | 后屯", "#1 | 欠款 | 后屯", "#2 | 欠款 | 后屯", "#21 | 投诉 | 前屯"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
