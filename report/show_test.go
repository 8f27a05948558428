package report_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kehu/report"
	"kehu/store/sheet"
)

// regular is a customer of long standing and his wife, who share a phone.
func regular() memory {
	m := memory{}
	m.add(sheet.Customers, customer("王秀兰", func(c *sheet.Customer) {
		c.Phone, c.Village, c.Intent = sheet.MakePhone("13800000001"), sheet.MakeText("后屯"), sheet.MakeChoice("B")
		c.Stage, c.Trust, c.Birthday = sheet.MakeChoice("成交"), sheet.MakeScore(4), sheet.Birthday{Month: 8, Day: 15, Lunar: true}
		c.Extra = map[string]string{"家里几亩地": "12"}
	}), customer("李大", func(c *sheet.Customer) {
		c.Phone, c.OpenDebt = sheet.MakePhone("13800000001"), sheet.MakeMoney(30000)
	}))
	credit := purchase(1, 40, "复合肥", 500)
	credit.Paid, credit.DueOn = sheet.MakeMoney(10000), sheet.MakeText("2026-02-20")
	credit.Qty, credit.Unit = sheet.MakeQty(5000), sheet.MakeTerm("袋")
	cheaper := purchase(1, 70, "钙片", 180)
	cheaper.Discount = sheet.MakeMoney(1800)
	m.add(sheet.Purchases, purchase(1, 100, "钙片", 198), cheaper, credit, purchase(1, 38, "钙片", -180), purchase(1, -3, "明天的", 1))
	m.add(sheet.Payments, &sheet.Payment{Owned: owned(1), On: today - 10, Amount: sheet.MakeMoney(15000), Method: sheet.MakeTerm("微信")})
	m.add(sheet.Interactions, contact(1, 120, "头一回上门"), contact(1, 2, "血压计会用了"))
	m.add(sheet.Feedbacks, complaint(1, 8, "袋子破了", "处理中"), &sheet.Feedback{Owned: owned(1), On: today - 60, About: sheet.MakeChoice("满意度"), Score: sheet.MakeScore(4)})
	m.add(sheet.Plans, plan(1, 3, "送新袋子"), &sheet.Plan{Owned: owned(1), Due: today - 20, DoneOn: today - 19, Content: sheet.MakeText("补货"), Result: sheet.MakeText("要了")})
	return m
}

func TestShowIsOneCustomerOnOneScreen(t *testing.T) {
	d, err := report.Show(regular(), 1, report.Options{Today: today})
	if err != nil {
		t.Fatal(err)
	}
	got := []string{d.Title.In(sheet.ZH)}
	got = append(got, facts(d, sheet.ZH)...)
	for _, table := range d.Tables {
		lines, err := written(table, sheet.ZH)
		if err != nil {
			t.Fatal(err)
		}
		got = append(append(got, "— "+table.Title.In(sheet.ZH)), lines...)
	}
	got = append(got, "—")
	for _, n := range d.Notes {
		got = append(got, n.In(sheet.ZH))
	}
	got = append(got, d.Say.In(sheet.ZH))
	want := []string{
		"#1 王秀兰（后屯）",
		"联系: 手机 13800000001: ",
		"住址: 村 后屯: ",
		"家里: 生日 农历08-15: ",
		"跟进: 意向 B，阶段 成交: ",
		"特点: 信任阈值 4（1 一次就信 … 5 五次才信）: ",
		"自设: 家里几亩地 12: ",
		"累计金额: 698.00: 买过 3 次、3 天，首次 2025-11-25，最近 2026-01-24（40 天前）",
		"欠款: 250.00: 从 2026-01-24 的复合肥起，约好 2026-02-20 还，过了 13 天",
		"全家欠款: 550.00: 李大 #2 欠 300 元",
		"— 没结的投诉",
		"f1 | 2026-02-25 |  | 袋子破了 | 处理中 | ",
		"— 下一步",
		"p1 | 2026-03-08 |  | 送新袋子 |  | ",
		"— 时间线",
		"2026-03-03 | 上门 | 血压计会用了 | ",
		"2026-02-25 | 投诉 | 袋子破了，处理中 | ",
		"2026-02-23 | 还款 | 微信 | 150.00",
		"2026-02-14 | 办完计划 | 补货：要了 | ",
		"2026-01-26 | 退货 | 钙片 | -180.00",
		"2026-01-24 | 购买 | 复合肥 5袋，赊 400 元 | 500.00",
		"2026-01-04 | 满意度 | 4 分（满分 5） | ",
		"2025-12-25 | 购买 | 钙片，优惠 18 元 | 180.00",
		"2025-11-25 | 购买 | 钙片 | 198.00",
		"2025-11-05 | 上门 | 头一回上门 | ",
		"—",
		"购买节奏：样本不足（有明细、没退掉的购买日只有 2 个，满 3 个才算）。",
		"买过：复合肥（1 次，500 元，占 71.6%）、钙片（1 次，198 元，占 28.4%）。",
		"价格：样本不足（2 笔里 0 笔有优惠或赠品）。",
		"信任：记的是信任阈值 4（1 一次就信 … 5 五次才信），第一次购买之前联系了 1 次，隔了 20 天，退过 1 次、180 元。",
		"赊账：赊过 1 次，共 400 元，还款 1 次，共 150 元，现在有 1 笔过了约好的日子。",
		"满意度：最近一次评 4 分（满分 5，2026-01-04），投诉过 1 次，反馈共 2 条。",
		"下次带什么：先把投诉办完，别提新货。",
		"下一步：约在 3月8日（还有 3 天）：送新袋子（p1）。",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestShowIsHonestAboutThinData(t *testing.T) {
	m := memory{}
	m.add(sheet.Customers, customer("新客", nil), customer("清净", func(c *sheet.Customer) { c.DoNotContact = sheet.MakeFlag(true) }))
	m.add(sheet.Purchases, purchase(1, 20, "钙片", 198), purchase(1, 10, "钙片", 198))
	var got []string
	for _, id := range []sheet.ID{1, 2} {
		d, err := report.Show(m, id, report.Options{Today: today})
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, d.Title.In(sheet.ZH))
		for _, n := range d.Notes {
			got = append(got, n.In(sheet.ZH))
		}
		got = append(got, d.Say.In(sheet.ZH))
	}
	want := []string{
		"#1 新客", "购买节奏：样本不足（有明细的购买日只有 2 个，满 3 个才算）。", "买过：钙片（2 次，396 元，占 100.0%）。",
		"价格：样本不足（2 笔里 0 笔有优惠或赠品）。", "下次带什么：搭什么卖，样本不足（买过同样东西的最多 1 位，满 20 位才算）。",
		"还没有下一步：用 kehu plan #1 3天后 “要办的事” 定一个。",
		"#2 清净【勿扰】", "画像：样本不足（购买 0 笔、联系 0 次、反馈 0 条），记上几笔再看。", "勿扰：不主动联系，他来找再接待。",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestShowOfNobodyIsNotFound(t *testing.T) {
	_, err := report.Show(memory{}, 17, report.Options{Today: today})
	var e *sheet.Error
	if !errors.As(err, &e) || e.Failure != sheet.NotFound {
		t.Errorf("got %v", err)
	}
}
