package report_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kehu/report"
	"kehu/store/sheet"
)

// facts are the key figures as lines of "label: value: definition".
func facts(d report.Doc, l sheet.Lang) []string {
	var lines []string
	for _, f := range d.Facts {
		lines = append(lines, f.Label.In(l)+": "+report.Text(report.Column{}, f.Value, l)+": "+f.Note.In(l))
	}
	return lines
}

// shop is a few customers, a walk-in and debts within a household.
func shop() memory {
	m := memory{}
	m.add(sheet.Customers,
		customer("王秀兰", func(c *sheet.Customer) {
			c.Village, c.Household, c.OpenDebt = sheet.MakeText("后屯"), sheet.MakeText("王大"), sheet.MakeMoney(1000)
		}),
		customer("王大", func(c *sheet.Customer) { c.Village, c.Household = sheet.MakeText("后屯"), sheet.MakeText("王大") }),
		customer("老账", func(c *sheet.Customer) {
			c.OpenCount, c.OpenSpent, c.OpenLast, c.OpenDebt = sheet.MakeCount(3), sheet.MakeMoney(90000), today-400, sheet.MakeMoney(5000)
		}),
		customer("没买过", func(c *sheet.Customer) { c.Stage = sheet.MakeChoice("意向") }),
		customer("别找我", func(c *sheet.Customer) { c.DoNotContact = sheet.MakeFlag(true) }))
	credit := purchase(2, 5, "复合肥", 300)
	credit.Paid = sheet.MakeMoney(10000)
	back := purchase(1, 9, "钙片", -50)
	tomorrow := purchase(1, -1, "钙片", 999)
	m.add(sheet.Purchases, purchase(1, 10, "钙片", 200), back, purchase(1, 40, "钙片", 100), credit, purchase(0, 3, "鸡蛋", 12), tomorrow)
	m.add(sheet.Plans, plan(1, 0, "补货"), plan(2, -3, "要账"), plan(4, 9, "再问"), &sheet.Plan{Owned: owned(1), Due: today - 9, DoneOn: today - 8})
	m.add(sheet.Interactions, contact(1, 3, "好"))
	m.add(sheet.Feedbacks, complaint(1, 2, "少了一瓶", ""), complaint(2, 9, "晚了", "已解决"))
	return m
}

func TestOverviewDefinesEveryFigure(t *testing.T) {
	d, err := report.Overview(shop(), report.Options{Today: today})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"客户: 5: 档案里没删除的客户，3 位有购买、2 位还没买过；散客不算",
		"复购率: 66.7%: 买过两天及以上的 2 位 ÷ 买过的 3 位，到今天为止，含期初次数；样本不足（不到 20）",
		"满意率: —: 近 365 天五分制评分里 4–5 分的 0 个 ÷ 全部 0 个，满 20 个才给比例",
		"勿扰: 1: 标了勿扰的客户，不进联系名单",
		"累计金额: 1462.00: 客户 1,450 元（含期初、扣退货）+ 散客 12 元（1 笔），到今天为止",
		"近 30 天销售额: 462.00: 2026-02-04 至 2026-03-05（3 笔），含散客、扣退货，不含期初；前 30 天（2026-01-05 至 2026-02-03，1 笔）100 元，变化 +362.0%（样本不足：不到 20 笔）。前后对比不等于因果。",
		"欠款: 260.00: 3 位客户、2 户欠着；期初欠款 + 赊的 − 还的，只加大于 0 的；户按村和户主或共用手机认",
		"今天到期的计划: 1: 跟进日期是今天、还没完成的计划",
		"逾期的计划: 1: 跟进日期早于今天、还没完成的计划",
		"没结的投诉: 1: 反馈类型是投诉、处理状态不是已解决（空着也算没结）",
		"从未联系: 1: 没有互动、也没买过东西的客户，勿扰的不算",
		"没有下一步: 1: 没有未完成跟进计划的客户，勿扰的不算",
	}
	if diff := cmp.Diff(want, facts(d, sheet.ZH)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	months := []float64{0, 0, 0, 0, 0, 0, 0, 0, 0, 100, 450, 12}
	if diff := cmp.Diff(months, d.Chart.Values); diff != "" {
		t.Errorf("chart (-want +got):\n%s", diff)
	}
	say := "有净消费的只有 3 位，样本不足，分群只供参考：先把他们挨个回访一遍。手头还有 1 件没结的投诉、1 条逾期的计划、1 条今天到期的计划要办，见“今日与逾期”。"
	if diff := cmp.Diff(say, d.Say.In(sheet.ZH)); diff != "" {
		t.Errorf("say (-want +got):\n%s", diff)
	}
}

func TestOverviewOfNothingDividesByNothing(t *testing.T) {
	d, err := report.Overview(memory{}, report.Options{Today: today})
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range facts(d, sheet.ZH) {
		label, rest, _ := strings.Cut(line, ": ")
		value, _, _ := strings.Cut(rest, ": ")
		want := map[string]string{"复购率": "—", "满意率": "—", "累计金额": "0.00", "近 30 天销售额": "0.00", "欠款": "0.00"}[label]
		if want == "" {
			want = "0"
		}
		if value != want || strings.Contains(line, "NaN") || strings.Contains(line, "Inf") {
			t.Errorf("%s: got %s, want %s", label, line, want)
		}
	}
	if got := d.Facts[5].Note.In(sheet.ZH); !strings.Contains(got, "变化 —") || !strings.Contains(got, "前后对比不等于因果") {
		t.Errorf("compared with nothing: %s", got)
	}
}

func TestOverviewGivesSatisfactionFromTwentyScoresOn(t *testing.T) {
	m := memory{}
	m.add(sheet.Customers, customer("王秀兰", nil))
	give := func(score, scale int64, ago int) {
		f := &sheet.Feedback{Owned: owned(1), On: today - sheet.Date(ago), Score: sheet.MakeScore(score)}
		if scale > 0 {
			f.Scale = sheet.MakeCount(scale)
		}
		m.add(sheet.Feedbacks, f)
	}
	for i := range int64(19) {
		give(2+i%4, 5, 10)
	}
	give(9, 10, 10) // another scale
	give(5, 5, 400) // too long ago
	satisfied := func() string {
		d, err := report.Overview(m, report.Options{Today: today})
		if err != nil {
			t.Fatal(err)
		}
		return facts(d, sheet.ZH)[2]
	}
	thin := satisfied()
	give(4, 0, 10) // a scale left blank is 5
	got := []string{thin, satisfied()}
	want := []string{
		"满意率: 样本不足: 近 365 天五分制评分里 4–5 分的 9 个 ÷ 全部 19 个，满 20 个才给比例",
		"满意率: 50.0%: 近 365 天五分制评分里 4–5 分的 10 个 ÷ 全部 20 个，95% 区间（Wilson）29.9%–70.1%",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
