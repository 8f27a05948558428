package report_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kehu/report"
	"kehu/store/sheet"
)

// portraitOf are the lines of a portrait that begin with one of the words.
func portraitOf(t *testing.T, m memory, id sheet.ID, l sheet.Lang, words ...string) []string {
	t.Helper()
	d, err := report.Show(m, id, report.Options{Today: today})
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, n := range d.Notes {
		if line := n.In(l); slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(line, w) }) {
			lines = append(lines, line)
		}
	}
	return lines
}

// village has 40 buyers: #1 to #25 bought calcium at 100, #26 to #40 compound
// fertiliser; #2 to #11 and #26, #27 fish oil as well.
func village() memory {
	m := memory{}
	for n := int64(1); n <= 40; n++ {
		m.add(sheet.Customers, customer(fmt.Sprint("客户", n), func(c *sheet.Customer) { c.Village = sheet.MakeText("后屯") }))
		product := "钙片"
		if n > 25 {
			product = "复合肥"
		}
		m.add(sheet.Purchases, priced(purchase(n, 200, product, 100), "保健", 1, 100))
		if n >= 2 && n <= 11 || n == 26 || n == 27 {
			m.add(sheet.Purchases, purchase(n, 150, "鱼油", 268))
		}
	}
	return m
}

// priced gives a purchase a category, a quantity of 盒 and a price a unit.
func priced(p *sheet.Purchase, category string, qty, yuan int64) *sheet.Purchase {
	p.Category, p.Unit, p.Qty, p.Price = sheet.MakeTerm(category), sheet.MakeTerm("盒"), sheet.MakeQty(1000*qty), sheet.MakeMoney(100*yuan)
	p.Amount = sheet.MakeMoney(100 * qty * yuan)
	return p
}

// TestPortraitOffersWhatGoesTogether: of 25 who bought calcium 10 bought fish oil
// (40 %), of all 40 buyers 12 (30 %): 10·40/(25·12) = 1.33 times as many.
func TestPortraitOffersWhatGoesTogether(t *testing.T) {
	got := portraitOf(t, village(), 1, sheet.ZH, "下次带什么")
	want := []string{"下次带什么：问问要不要鱼油：买过钙片的 25 位里 10 位也买（40.0%），所有 40 位买家里 30.0%，是 1.3 倍；看的是最近 52 笔。"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := portraitOf(t, village(), 2, sheet.ZH, "下次带什么"); got != nil {
		t.Errorf("#2 has both already, and is offered %q", got)
	}
	// 15 bought fertiliser: too few to say what goes with it
	got = portraitOf(t, village(), 30, sheet.EN, "What to offer")
	want = []string{"What to offer: what goes with it: sample too small (15 at most bought the same, 20 are needed)."}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestPortraitRunsOut: the catalogue says 30 days a box; without it the customer's
// own days, 2025-11-05, 12-05 and 2026-01-14, lie 30 and 40 apart.
func TestPortraitRunsOut(t *testing.T) {
	m := village()
	m.add(sheet.Purchases, priced(purchase(1, 120, "茶", 50), "", 2, 25), priced(purchase(1, 90, "茶", 50), "", 2, 25), priced(purchase(1, 50, "茶", 50), "", 2, 25))
	got := portraitOf(t, m, 1, sheet.ZH, "下次带什么")
	if want := "下次带什么：茶 2026-02-18 就该用完了（自己隔 35 天买一次，3 个购买日间隔的中位数）；问问要不要鱼油"; len(got) != 1 || !strings.HasPrefix(got[0], want) {
		t.Errorf("got %q, want %q …", got, want)
	}
	m.add(sheet.Products, &sheet.Product{Name: sheet.MakeText("茶"), Unit: sheet.MakeText("盒"), CycleDays: sheet.MakeCount(30)})
	got = portraitOf(t, m, 1, sheet.ZH, "下次带什么")
	if want := "下次带什么：茶 2026-03-15 前后用完（2026-01-14 买了 2盒，够用 60 天）；问问要不要鱼油"; len(got) != 1 || !strings.HasPrefix(got[0], want) {
		t.Errorf("got %q, want %q …", got, want)
	}
	m[sheet.Customers][0].(*sheet.Customer).DoNotContact = sheet.MakeFlag(true)
	if got := portraitOf(t, m, 1, sheet.ZH, "下次带什么"); got != nil {
		t.Errorf("nobody is to call, and offers %q", got)
	}
}

// TestPortraitOfPrices: #1 paid 100 once, as 24 others and 15 with fertiliser in the
// category (43 prices with the three below): mid-rank (2+42)/2 = 22 of 43 for 100,
// 0.5 for 50, 1.5 for 60 and 42.5 for 200; mean (22+.5+1.5+42.5)/4/43 = 38.7 %. By
// least squares on (ln 50, ln 4), (ln 60, ln 3), (ln 100, ln 1), (ln 200, ln 1) the
// quantity falls by .98 % for 1 %.
func TestPortraitOfPrices(t *testing.T) {
	m := village()
	gift := priced(purchase(1, 20, "钙片", 0), "保健", 1, 200)
	gift.Gift = sheet.MakeText("毛巾")
	cheap := priced(purchase(1, 60, "钙片", 0), "保健", 4, 50)
	cheap.Discount = sheet.MakeMoney(1000)
	m.add(sheet.Purchases, gift, cheap, priced(purchase(1, 40, "钙片", 0), "保健", 3, 60))
	m[sheet.Customers][0].(*sheet.Customer).PriceSensitivity = sheet.MakeScore(4)
	want := []string{"价格：记的是价格敏感度 4（1 不看价 … 5 只看价），4 笔里 2 笔有优惠或赠品（50.0%），同品类里挑中间价位（4 笔单价平均排在 39%，0 最便宜，和 43 笔比），钙片按 4 个价位买过 4 笔，便宜时买得多（价高 1%，数量 -1.0%）。"}
	if diff := cmp.Diff(want, portraitOf(t, m, 1, sheet.ZH, "价格")); diff != "" {
		t.Error(diff)
	}
}

// TestPortraitOfHabitsAndTrust: three of four purchases at a market held on 3, 6 and
// 9; three visits in the morning of four contacts.
func TestPortraitOfHabitsAndTrust(t *testing.T) {
	m := memory{}
	m.add(sheet.Customers, customer("王秀兰", func(c *sheet.Customer) {
		c.Township, c.Trust = sheet.MakeText("三岔河镇"), sheet.MakeScore(5)
	}))
	m.add(sheet.Markets, market("大集", "三岔河", "农历尾:3,6,9"))
	// 2026-02-25, 02-28 and 03-04 are 正月初九, 十二 and 十六; 2026-02-22 is 初六
	for ago, yuan := range map[int]int64{11: 50, 8: 200, 5: 200, 1: 240} {
		p := purchase(1, ago, "钙片", yuan)
		p.Channel = sheet.MakeTerm("赶集")
		if ago == 5 {
			p.Channel = sheet.MakeTerm("门店")
		}
		m.add(sheet.Purchases, p)
	}
	evening := contact(1, 3, "晚上去的")
	evening.At, evening.Via = sheet.MakeMoment(today-3, 19*60), sheet.MakeChoice("电话")
	m.add(sheet.Interactions, contact(1, 30, "头一回"), contact(1, 20, "又去"), contact(1, 14, "再去"), evening)
	want := []string{
		"习惯：多在赶集买（4 笔里 3 笔），买的日子多是大集的集日（4 天里 3 天），联系多是上门（4 次里 3 次），联系上多在上午（4 次里 3 次）。",
		"信任：记的是信任阈值 5（1 一次就信 … 5 五次才信），第一次购买之前联系了 3 次，隔了 19 天，第一次买 50 元，以后每次 200 元上下（中位数），先买少的试试。",
	}
	if diff := cmp.Diff(want, portraitOf(t, m, 1, sheet.ZH, "习惯", "信任")); diff != "" {
		t.Error(diff)
	}
}

// TestPortraitOfWhatCameBack: tea came back whole, so nobody waits for more of it; a
// third of the calcium came back, the honey was complained of, the oil ran out 91 days
// ago. What is left is the calcium: days 160, 120 and 80 ago, 40 apart.
func TestPortraitOfWhatCameBack(t *testing.T) {
	m := memory{}
	m.add(sheet.Customers, customer("王秀兰", nil))
	m.add(sheet.Products, &sheet.Product{Name: sheet.MakeText("鱼油"), CycleDays: sheet.MakeCount(9)}, &sheet.Product{Name: sheet.MakeText("茶"), CycleDays: sheet.MakeCount(30)},
		&sheet.Product{Name: sheet.MakeText("蜂蜜"), CycleDays: sheet.MakeCount(30)})
	back := func(ago int, product string, yuan int64) *sheet.Purchase { return purchase(1, ago, product, -yuan) }
	one := func(p *sheet.Purchase) *sheet.Purchase { p.Qty = sheet.MakeQty(1000); return p }
	m.add(sheet.Purchases, purchase(1, 160, "钙片", 300), purchase(1, 120, "钙片", 300), one(purchase(1, 100, "鱼油", 268)), one(purchase(1, 90, "茶", 50)), back(85, "茶", 50),
		purchase(1, 80, "钙片", 300), back(70, "钙片", 100), one(purchase(1, 60, "蜂蜜", 88)), back(50, "没买过的", 500))
	m.add(sheet.Feedbacks, &sheet.Feedback{Owned: owned(1), On: today - 40, About: sheet.MakeChoice("投诉"), Product: sheet.MakeTerm("蜂蜜"), Status: sheet.MakeChoice("已解决"), ClosedOn: today - 39})
	want := []string{
		"购买节奏：隔 20 天左右买一次（5 个购买日间隔的中位数），照这样 2026-01-24 就该买了，已过 40 天。", // 160, 120, 100, 80, 60
		"常买：钙片（3 次，800 元，占 69.2%）、鱼油（1 次，268 元，占 23.2%）、蜂蜜（1 次，88 元，占 7.6%）。",
		"下次带什么：钙片 2026-01-24 就该用完了（自己隔 40 天买一次，3 个购买日间隔的中位数）；搭什么卖，样本不足（买过同样东西的最多 1 位，满 20 位才算）。",
	}
	if diff := cmp.Diff(want, portraitOf(t, m, 1, sheet.ZH, "购买节奏", "常买", "下次带什么")); diff != "" {
		t.Error(diff)
	}
}

// TestPortraitOfADebtor: what is overdue comes before anything new.
func TestPortraitOfADebtor(t *testing.T) {
	m := village()
	owed := purchase(1, 100, "钙片", 100)
	owed.Paid, owed.DueOn = sheet.MakeMoney(0), sheet.MakeText("2026-01-15")
	m.add(sheet.Purchases, owed)
	m[sheet.Customers][0].(*sheet.Customer).Debt = sheet.MakeMoney(10000)
	got := portraitOf(t, m, 1, sheet.ZH, "下次带什么")
	if want := "下次带什么：先说那 1 笔过了日子的欠款；问问要不要鱼油"; len(got) != 1 || !strings.HasPrefix(got[0], want) {
		t.Errorf("got %q, want %q …", got, want)
	}
}

// TestPortraitOfContactsAlone counts what there is, though it is too little.
func TestPortraitOfContactsAlone(t *testing.T) {
	m := memory{}
	m.add(sheet.Customers, customer("冯没买", nil))
	m.add(sheet.Interactions, contact(1, 30, "想想"), contact(1, 10, "再说"))
	want := []string{"画像：样本不足（购买 0 笔、联系 2 次、反馈 0 条），记上几笔再看。"}
	if diff := cmp.Diff(want, portraitOf(t, m, 1, sheet.ZH, "画像")); diff != "" {
		t.Error(diff)
	}
}
