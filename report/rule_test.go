package report_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kehu/report"
	"kehu/store/sheet"
)

func TestRuleReadsItsNumbers(t *testing.T) {
	tests := map[string]struct {
		rule, text string
		want       []int
		err        string
	}{
		"one number":         {"silent_a", "10", []int{10}, ""},
		"with its unit":      {"久未联系A", "10天", []int{10}, ""},
		"several, unordered": {"aftersale", "30，3、7", []int{3, 7, 30}, ""},
		"several of one":     {"birthday", "3,7", nil, "生日要一个数，如 7"},
		"none":               {"aftersale", "", nil, "售后回访要一个或几个数，如 3,7,30"},
		"no number":          {"meeting", "两天", nil, "“两天”不对：会后回访要 0 到 8760 的整数"},
		"too much":           {"silent_e", "366", nil, "“366”不对：久未联系E要 0 到 365 的整数"},
		"below nothing":      {"never", "-1", nil, "“-1”不对：从未联系要 0 到 100 的整数"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r, ok := report.RuleNamed(tt.rule)
			if !ok {
				t.Fatalf("no rule %s", tt.rule)
			}
			got, err := r.Read(tt.text)
			said := ""
			if known, ok := err.(*sheet.Error); ok {
				said = known.Words.In(sheet.ZH)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" || said != tt.err {
				t.Errorf("error %q, want %q (-want +got):\n%s", said, tt.err, diff)
			}
		})
	}
}

func TestRulesSurviveTheSettings(t *testing.T) {
	set := report.Rules{"aftersale": {Values: []int{1, 2}}, "birthday": {Values: []int{9}, Off: true}}
	settings := map[string]string{"later": "what a later kehu wrote", "never": "many"}
	for key, v := range set {
		settings[key] = v.String()
	}
	if diff := cmp.Diff(set, report.ReadRules(settings)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// week is a village in which every rule asks for something.
func week() memory {
	m := memory{}
	m.add(sheet.Customers, customer("投诉的", nil), customer("到会的", nil), customer("买了贵的", nil), customer("买了便宜的", nil),
		customer("钙片快没了", nil), customer("又买了钙片", nil), customer("整箱买的", nil), customer("月月买的", nil), customer("流失的", func(c *sheet.Customer) {
			c.Stage = sheet.MakeChoice("流失")
		}), customer("买了贵的勿扰", func(c *sheet.Customer) { c.DoNotContact = sheet.MakeFlag(true) }))
	for n := int64(1); n <= 10; n++ {
		m.add(sheet.Interactions, contact(n, 25, "好"))
	}
	settled := complaint(1, 9, "屏不亮", "已解决")
	settled.ClosedOn = today - 2
	m.add(sheet.Feedbacks, settled)
	m.add(sheet.Meetings, &sheet.Meeting{Name: sheet.MakeText("三月场"), On: today - 1})
	m.add(sheet.Attendances, &sheet.Attendance{Owned: owned(2), Meeting: sheet.Ref{ID: 1}, Attended: sheet.MakeText("1")},
		&sheet.Attendance{Owned: owned(3), Meeting: sheet.Ref{ID: 1}}) // 3 was invited and stayed away
	m.add(sheet.Products, &sheet.Product{Name: sheet.MakeText("钙片"), Unit: sheet.MakeText("盒"), Pack: sheet.MakeText("1箱=12盒"),
		CycleDays: sheet.MakeCount(10), Aka: sheet.MakeText("高钙片 钙")})
	buy := func(n int64, ago int, product string, yuan, qty int64, unit string) {
		p := purchase(n, ago, product, yuan)
		p.Qty, p.Unit = sheet.MakeQty(1000*qty), sheet.MakeTerm(unit)
		m.add(sheet.Purchases, p)
	}
	buy(3, 8, "血压计", 300, 1, "台")
	buy(4, 8, "牙膏", 20, 1, "支")
	buy(5, 58, "高钙片", 90, 6, "盒") // 60 days: gone in 2
	buy(6, 58, "钙片", 90, 6, "盒")
	buy(6, 52, "钙", 15, 20, "")     // 200 days more
	buy(7, 123, "钙片", 1000, 1, "箱") // 120 days
	buy(8, 93, "大米", 50, 1, "袋")
	buy(8, 61, "大米", 50, 1, "袋")
	buy(8, 29, "面粉", 50, 1, "袋") // every 32 days
	buy(9, 58, "钙片", 90, 6, "盒")
	buy(10, 8, "血压计", 300, 1, "台")
	return m
}

func whys(t *testing.T, m memory, o report.Options) []string {
	t.Helper()
	o.Today, o.All = today, true
	d, err := report.Today(m, o)
	if err != nil {
		t.Fatal(err)
	}
	got, err := written(d.Tables[0], sheet.ZH, "name", "kind", "why")
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestTodayVisitsByRule(t *testing.T) {
	want := []string{
		"投诉的 | 投诉回访 | 投诉 3月3日 办结，该回访，说“屏不亮”",
		"到会的 | 会后回访 | 3月4日 到了“三月场”，3月6日 前要回访",
		"买了贵的 | 售后回访 | 2月25日 买了血压计，第 7 天回访",
		"整箱买的 | 快用完 | 钙片约 3月2日 就用完了",
		"钙片快没了 | 快用完 | 钙片约 3月7日 用完",
		"月月买的 | 该再买 | 平均 32 天买一次，上次 2月4日，该再买了",
	}
	if diff := cmp.Diff(want, whys(t, week(), report.Options{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestTodayLeavesBeWhatCameBack: who brought some of it back is not told that it runs
// out; who bought it anew since is.
func TestTodayLeavesBeWhatCameBack(t *testing.T) {
	m := week()
	back := purchase(5, 20, "钙", -15)
	back.Qty = sheet.MakeQty(-1000)
	old := purchase(7, 200, "钙片", -15)
	old.Qty = sheet.MakeQty(-1000)
	m.add(sheet.Purchases, back, old)
	got := whys(t, m, report.Options{})
	want := []string{"整箱买的 | 快用完 | 钙片约 3月2日 就用完了"}
	got = slices.DeleteFunc(got, func(line string) bool { return !strings.Contains(line, "快用完") })
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestTodayAsksNotAfterWhatCameBack: after the sale the rest of what was bought that
// day is asked after, and a return from before the sale counts for nothing.
func TestTodayAsksNotAfterWhatCameBack(t *testing.T) {
	m := memory{}
	m.add(sheet.Customers, customer("退了的", nil), customer("退了一样的", nil), customer("早先退过的", nil), customer("按别名退的", nil))
	for n := int64(1); n <= 4; n++ {
		m.add(sheet.Interactions, contact(n, 25, "好"))
	}
	m.add(sheet.Products, &sheet.Product{Name: sheet.MakeText("鱼油"), CycleDays: sheet.MakeCount(200), Aka: sheet.MakeText("深海鱼油")})
	m.add(sheet.Purchases, purchase(1, 8, "血压计", 400), purchase(1, 6, "血压计", -400),
		purchase(2, 8, "血压计", 400), purchase(2, 8, "血糖仪", 350), purchase(2, 6, "血压计", -400),
		purchase(3, 20, "血压计", -400), purchase(3, 8, "血压计", 400),
		purchase(4, 8, "深海鱼油", 100), purchase(4, 6, "鱼油", -100))
	want := []string{"退了一样的 | 售后回访 | 2月25日 买了血糖仪，第 7 天回访", "早先退过的 | 售后回访 | 2月25日 买了血压计，第 7 天回访"}
	if diff := cmp.Diff(want, whys(t, m, report.Options{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTodayKeepsToTheRules(t *testing.T) {
	tests := map[string]struct {
		rules report.Rules
		gone  string // who leaves the list
		come  string // who comes into it
	}{
		"a rule is off":           {report.Rules{"complaint": {Off: true}}, "投诉的", ""},
		"meetings are off":        {report.Rules{"meeting": {Off: true}}, "到会的", ""},
		"a greater amount":        {report.Rules{"aftersale_amount": {Values: []int{301}}}, "买了贵的", ""},
		"no amount at all":        {report.Rules{"aftersale_amount": {Off: true, Values: []int{1}}}, "买了贵的", ""},
		"a smaller amount":        {report.Rules{"aftersale_amount": {Values: []int{20}}}, "", "买了便宜的"},
		"other days":              {report.Rules{"aftersale": {Values: []int{9}}}, "买了贵的", ""},
		"told later":              {report.Rules{"runout": {Values: []int{1}}}, "钙片快没了", ""},
		"run-outs are off":        {report.Rules{"runout": {Off: true}}, "钙片快没了 整箱买的", ""},
		"a rhythm is told later":  {report.Rules{"rhythm": {Values: []int{2}}}, "月月买的", ""},
		"silence is seen earlier": {report.Rules{"silent_none": {Values: []int{20}}}, "", "又买了钙片"},
	}
	name := func(lines []string) map[string]bool {
		names := map[string]bool{}
		for _, line := range lines {
			names[strings.Fields(line)[0]] = true
		}
		return names
	}
	for title, tt := range tests {
		t.Run(title, func(t *testing.T) {
			want := name(whys(t, week(), report.Options{}))
			for _, n := range strings.Fields(tt.gone) {
				delete(want, n)
			}
			for _, n := range strings.Fields(tt.come) {
				want[n] = true
			}
			if diff := cmp.Diff(want, name(whys(t, week(), report.Options{Rules: tt.rules}))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestTodayLetsGoOfWhoWasSeen(t *testing.T) {
	m := week()
	for n := int64(1); n <= 10; n++ {
		m.add(sheet.Interactions, contact(n, 0, "去过了"))
	}
	if got := whys(t, m, report.Options{}); len(got) > 0 {
		t.Errorf("after everybody was seen today:\n%s", strings.Join(got, "\n"))
	}
}

func TestTodayTellsTheMarket(t *testing.T) {
	m := memory{}
	of := func(township, village string) func(*sheet.Customer) {
		return func(c *sheet.Customer) {
			c.Township, c.Village = sheet.MakeText(township), sheet.MakeText(village)
		}
	}
	m.add(sheet.Customers, customer("别处", of("十里堡", "甲")), customer("集上", of("三岔河镇", "乙")), customer("村里", of("", "三岔河村")))
	for n := int64(1); n <= 3; n++ {
		m.add(sheet.Interactions, contact(n, 1, "好"))
		m.add(sheet.Plans, plan(n, 0, "去看看"))
	}
	m.add(sheet.Markets, &sheet.Market{Name: sheet.MakeText("三岔河大集"), Township: sheet.MakeText("三岔河"), Rule: sheet.MakeText("公历尾:5")},
		&sheet.Market{Name: sheet.MakeText("十里堡集"), Rule: sheet.MakeText("公历尾:6")})
	d, err := report.Today(m, report.Options{Today: today})
	if err != nil {
		t.Fatal(err)
	}
	got, err := written(d.Tables[0], sheet.ZH, "name", "why")
	got = append(got, d.Say.In(sheet.ZH))
	want := []string{"村里 | 约在今天：去看看（p3）；今天三岔河大集", "集上 | 约在今天：去看看（p2）；今天三岔河大集", "别处 | 约在今天：去看看（p1）",
		"今天三岔河大集（2 位），先办那边的。今天先跟进今天到期的 3 位。"}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

// TestTodayNamesWhatIsDueByOnesOwnRhythm: who would buy again about now is told which
// product it is, by the interval of that product alone; what came back was never bought.
func TestTodayNamesWhatIsDueByOnesOwnRhythm(t *testing.T) {
	m := memory{}
	m.add(sheet.Customers, customer("常买大米的", nil), customer("样样一回的", nil), customer("退了大米的", nil))
	for n := int64(1); n <= 3; n++ {
		m.add(sheet.Interactions, contact(n, 25, "好"))
		m.add(sheet.Purchases, purchase(n, 88, "面粉", 50))
	}
	for _, ago := range []int{92, 62, 32} {
		m.add(sheet.Purchases, purchase(1, ago, "大米", 50), purchase(3, ago, "大米", 50))
	}
	m.add(sheet.Purchases, purchase(2, 60, "大米", 50), purchase(2, 30, "酱油", 50), purchase(3, 31, "大米", -150), purchase(3, 60, "酱油", 50))
	d, err := report.Today(m, report.Options{Today: today, All: true})
	if err != nil {
		t.Fatal(err)
	}
	got, err := written(d.Tables[0], sheet.ZH, "name", "why", "say")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"常买大米的 | 平均 20 天买一次，上次 2月1日，该再买了，其中大米隔 30 天买一次，该在 3月3日 | 大米用得差不多了吧？要的话我给您捎，不要也没事。",
		"样样一回的 | 平均 29 天买一次，上次 2月3日，该再买了 | 这两天我往咱村来，家里有啥要捎的没？"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestNobodyAgreedOnThePlanOfARule: who was never met is not told that a visit was
// agreed on.
func TestNobodyAgreedOnThePlanOfARule(t *testing.T) {
	m := memory{}
	m.add(sheet.Customers, customer("没见过的", nil), customer("见过的", nil), customer("约好的", nil))
	m.add(sheet.Interactions, contact(2, 40, "好"))
	for n, from := range []string{"规则：从未联系", "规则：久未联系（上次 2026-01-24）", "手工"} {
		m.add(sheet.Plans, &sheet.Plan{Owned: owned(int64(n) + 1), Due: today, Content: sheet.MakeText("去看看"), Reason: sheet.MakeText(from)})
	}
	d, err := report.Today(m, report.Options{Today: today, All: true})
	if err != nil {
		t.Fatal(err)
	}
	got, err := written(d.Tables[0], sheet.ZH, "name", "say")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"没见过的 | 我是给咱村送货的，来认个门，不买也没关系。", "见过的 | 这两天我往咱村来，顺路来看看您，方便不？", "约好的 | 上回约好的，我来看看您，方便不？"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
