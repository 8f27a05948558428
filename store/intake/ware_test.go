package intake

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kehu/store/sheet"
)

// sold are the products of a file that has sold some, and what the catalogue says.
func sold(name string) (price sheet.Money, known bool) {
	switch name {
	case "钙片":
		return sheet.MakeMoney(19800), true
	case "鱼油":
		return price, true
	}
	return price, false
}

func TestHeadingsOfProductsAreTakenApart(t *testing.T) {
	for heading, want := range map[string]string{
		"钙片": "钙片", "钙片(198元/盒)": "钙片 198.00", "鱼油（99元）": "鱼油 99.00", "血压计298元": "血压计 298.00", "*蜂胶￥168": "蜂胶 168.00", "1. 羊奶粉 ¥128/罐": "羊奶粉 128.00",
		"大米 65/袋": "大米 65.00", "三七粉500g198元": "三七粉500g 198.00", "维生素B12 88元一盒": "维生素B12 88.00", "钙片（90片装）": "钙片(90片装)",
		"钙片数量": "钙片 qty", "钙片 - 金额": "钙片 amount", "鱼油（盒）": "鱼油 qty", "鱼油(元)": "鱼油 amount", "鱼油单价": "鱼油 price", "维生素B12": "维生素B12",
		"198元": "198元", "钙片(-5元)": "钙片(-5元)", "数量": "数量",
	} {
		w := wareOf(heading)
		got := w.product
		if !w.price.Empty() {
			got += " " + w.price.String()
		}
		if w.column != nil {
			got += " " + w.column.Key
		}
		if got != want {
			t.Errorf("%s: %s, want %s", heading, got, want)
		}
	}
}

func TestColumnsOfProductsBecomePurchases(t *testing.T) {
	for _, c := range []struct {
		reason string
		o      Options
		lines  []string
		want   []string // notes, then records
	}{
		{"the prices in the headings", Options{}, []string{"姓名,日期,钙片(198元),鱼油(99.5元/瓶)", "a,2026-1-5,2,", "b,2026-1-6,,0.5", "c,2026-1-7,,", "d,2026-1-7,0,1瓶"}, []string{
			"一列一样产品，每格记成一笔购买：钙片(198元)、鱼油(99.5元/瓶)", "写的是数量，金额按单价算：钙片 198.00、鱼油 99.50",
			"name=a | purchases on=2026-01-05 product=钙片 qty=2 price=198.00 amount=396.00",
			"name=b | purchases on=2026-01-06 product=鱼油 qty=0.5 unit=瓶 price=99.50 amount=49.75", "name=c",
			"name=d | purchases on=2026-01-07 product=鱼油 qty=1 unit=瓶 price=99.50 amount=99.50"}},
		{"amounts that bear their sign", Options{Product: sold}, []string{"姓名,日期,钙片,鱼油", "a,2026-1-5,396元,¥99"}, []string{
			"一列一样产品，每格记成一笔购买：钙片、鱼油",
			"name=a | purchases on=2026-01-05 product=钙片 amount=396.00 | purchases on=2026-01-05 product=鱼油 amount=99.00"}},
		{"a product in two columns, each at its price", Options{}, []string{"姓名,日期,钙片(198元),钙片(168元)", "a,2026-1-5,2,1", "b,2026-1-6,,3"}, []string{
			"一列一样产品，每格记成一笔购买：钙片(198元)、钙片(168元)", "写的是数量，金额按单价算：钙片 198.00、钙片 168.00",
			"name=a | purchases on=2026-01-05 product=钙片 qty=2 price=198.00 amount=396.00 | purchases on=2026-01-05 product=钙片 qty=1 price=168.00 amount=168.00",
			"name=b | purchases on=2026-01-06 product=钙片 qty=3 price=168.00 amount=504.00"}},
		{"how many and how much of a product, twice", Options{}, []string{"姓名,日期,钙片数量,钙片金额,钙片数量,钙片金额", "a,2026-1-5,2,396,1,168"}, []string{
			"一列一样产品，每格记成一笔购买：钙片数量、钙片金额、钙片数量、钙片金额",
			"name=a | purchases on=2026-01-05 product=钙片 qty=2 amount=396.00 | purchases on=2026-01-05 product=钙片 qty=1 amount=168.00"}},
		{"quantities with their unit at the catalogue's price; without a price they are kept", Options{Product: sold}, []string{"姓名,日期,钙片,鱼油", "a,2026-1-5,2盒,1瓶"}, []string{
			"一列一样产品，每格记成一笔购买：钙片", "写的是数量，金额按单价算：钙片 198.00",
			"name=a 鱼油:1瓶 | purchases on=2026-01-05 product=钙片 qty=2 unit=盒 price=198.00 amount=396.00"}},
		{"how many and how much of each, returns as well", Options{}, []string{"姓名,日期,钙片数量,钙片金额,鱼油数量,鱼油金额", "a,2026-1-5,2,390,,", "b,2026-1-6,-1,-198,1,99"}, []string{
			"一列一样产品，每格记成一笔购买：钙片数量、钙片金额、鱼油数量、鱼油金额",
			"name=a | purchases on=2026-01-05 product=钙片 qty=2 amount=390.00",
			"name=b | purchases on=2026-01-06 product=钙片 qty=-1 amount=-198.00 | purchases on=2026-01-06 product=鱼油 qty=1 amount=99.00"}},
		{"sums of other kinds are no products", Options{}, []string{"姓名,日期,本月数量,本月金额", "a,2026-1-5,2,390"}, []string{
			"“本月数量”可能是“购买.数量”，没有采用；是的话请加 --map '本月数量=purchases.qty'", "没有一行记成购买：“本月金额”像金额；是购买的话请加 --map '本月金额=purchases.amount' --map '日期=purchases.on'", "name=a created_on=2026-01-05 本月数量:2 本月金额:390"}},
		{"one order, one salesperson; what is owed is of the last ones", Options{}, []string{"姓名,日期,单号,业务员,钙片(198元),鱼油(99元),合计,欠款", "a,2026-1-5,A1,刘敏,1,1,297,120", "b,2026-1-5,A2,刘敏,1,,198,", "c,2026-1-5,A3,刘敏,1,,200,300"}, []string{
			"一列一样产品，每格记成一笔购买：钙片(198元)、鱼油(99元)", "写的是数量，金额按单价算：钙片 198.00、鱼油 99.00",
			"name=a owner=刘敏 合计:297 | purchases on=2026-01-05 order_no=A1 product=钙片 qty=1 price=198.00 amount=198.00 paid=177.00 staff=刘敏 | purchases on=2026-01-05 order_no=A1 product=鱼油 qty=1 price=99.00 amount=99.00 paid=0.00 staff=刘敏",
			"name=b owner=刘敏 合计:198 | purchases on=2026-01-05 order_no=A2 product=钙片 qty=1 price=198.00 amount=198.00 staff=刘敏",
			"name=c owner=刘敏 合计:200 | purchases on=2026-01-05 order_no=A3 product=钙片 qty=1 price=198.00 amount=198.00 paid=0.00 staff=刘敏 | ? 合计 写着 200.00 元，各产品加起来是 198.00 元，按各产品记；请核对 | ! 欠款 欠的比金额还多，请核对；旧账请记到期初欠款"}},
		{"what was paid, for all; a discount comes off", Options{}, []string{"姓名,日期,钙片(198元),鱼油(99元),优惠,实收", "a,2026-1-5,1,1,7,250", "b,2026-1-5,1,1,,300", "c,2026-1-5,1,,,未付"}, []string{
			"一列一样产品，每格记成一笔购买：钙片(198元)、鱼油(99元)", "写的是数量，金额按单价算：钙片 198.00、鱼油 99.00",
			"name=a | purchases on=2026-01-05 product=钙片 qty=1 price=198.00 amount=198.00 | purchases on=2026-01-05 product=鱼油 qty=1 price=99.00 discount=7.00 amount=92.00 paid=52.00",
			"name=b | purchases on=2026-01-05 product=钙片 qty=1 price=198.00 amount=198.00 paid=201.00 | purchases on=2026-01-05 product=鱼油 qty=1 price=99.00 amount=99.00",
			"name=c | purchases on=2026-01-05 product=钙片 qty=1 price=198.00 amount=198.00 paid=0.00"}},
		{"as the user says", Options{Map: map[string]string{"甲": "purchases.qty#钙片(198)", "乙": "购买.金额#鱼油"}}, []string{"姓名,日期,甲,乙", "a,2026-1-5,1,99"}, []string{
			"一列一样产品，每格记成一笔购买：甲、乙", "写的是数量，金额按单价算：钙片 198.00",
			"name=a | purchases on=2026-01-05 product=鱼油 amount=99.00 | purchases on=2026-01-05 product=钙片 qty=1 price=198.00 amount=198.00"}},
		{"no number is told and rejected", Options{}, []string{"姓名,日期,钙片(198元),鱼油(99元)", "a,2026-1-5,1,1", "b,2026-1-5,,1", "c,2026-1-5,送一,1", "d,2026-1-5,,1"}, []string{
			"一列一样产品，每格记成一笔购买：钙片(198元)、鱼油(99元)", "写的是数量，金额按单价算：钙片 198.00、鱼油 99.00",
			"name=a | purchases on=2026-01-05 product=钙片 qty=1 price=198.00 amount=198.00 | purchases on=2026-01-05 product=鱼油 qty=1 price=99.00 amount=99.00",
			"name=b | purchases on=2026-01-05 product=鱼油 qty=1 price=99.00 amount=99.00",
			"name=c | purchases on=2026-01-05 product=钙片 remark=钙片(198元)：送一 | purchases on=2026-01-05 product=鱼油 qty=1 price=99.00 amount=99.00 | ? 钙片(198元) “送一”不是数量，请写成 6 或 2.5斤 | !  缺“金额”；请补上", "name=d | purchases on=2026-01-05 product=鱼油 qty=1 price=99.00 amount=99.00"}},
	} {
		t.Run(c.reason, func(t *testing.T) {
			f := open(t, c.o, c.lines...)
			var told []string
			for _, note := range f.Notes {
				told = append(told, note.In(sheet.ZH))
			}
			told = append(told, tellAll(t, f)...)
			if diff := cmp.Diff(c.want, told); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestWhetherProductsAreCountedOrPaidIsAsked: a bare 2 under 钙片 may be two boxes or
// two yuan; the answer that is ready asks for nothing further.
func TestWhetherProductsAreCountedOrPaidIsAsked(t *testing.T) {
	lines := []string{"姓名,日期,钙片,蜂胶,几亩地,鱼油", "a,2026-1-5,2,1,5,99", "b,2026-1-5,3,,,"}
	_, err := tryOpen(Options{Product: sold}, []byte(lines[0]+"\n"+lines[1]+"\n"+lines[2]))
	var q *Questions
	if !errors.As(err, &q) || len(q.Questions) != 1 {
		t.Fatalf("no question: %v", err)
	}
	want := Question{
		Words:    q.Questions[0].Words,
		Headings: []string{"钙片", "蜂胶", "几亩地", "鱼油"},
		Samples:  [][]string{{"2", "3"}, {"1"}, {"5"}, {"99"}},
		Choices: [][]string{{"purchases.qty#钙片", "purchases.amount#钙片", "extra", "skip"}, {"purchases.amount#蜂胶", "extra", "skip"},
			{"purchases.amount#几亩地", "extra", "skip"}, {"purchases.amount#鱼油", "extra", "skip"}},
	}
	if diff := cmp.Diff(want, q.Questions[0], cmp.Comparer(func(a, b sheet.Words) bool { return true })); diff != "" {
		t.Error(diff)
	}
	f := open(t, Options{Product: sold, Map: q.Map}, lines...)
	if diff := cmp.Diff(map[string]string{"姓名": "name", "日期": "purchases.on", "钙片": "purchases.qty#钙片", "蜂胶": "purchases.amount#蜂胶", "几亩地": "purchases.amount#几亩地", "鱼油": "purchases.amount#鱼油"}, f.Map()); diff != "" {
		t.Error(diff)
	}
	if _, err := tryOpen(Options{Product: sold}, []byte("姓名,钙片\na,2")); err != nil {
		t.Errorf("asked although no column tells a day: %v", err)
	}
}

func TestAProductThatIsCountedNeedsAPrice(t *testing.T) {
	_, err := tryOpen(Options{Map: map[string]string{"甲": "purchases.qty#蜂胶"}}, []byte("姓名,日期,甲\na,2026-1-5,1"))
	const want = "账.csv：“甲”只有数量，不知道“蜂胶”多少钱，算不出金额；请写上单价：--map '甲=purchases.qty#蜂胶(198元)'，或在产品目录里给它定价"
	if err == nil || zh(err) != want {
		t.Errorf("%v", err)
	}
}

// lastSold is what a file that has sold 鱼油 tells of it.
func lastSold(product, unit string) (last Sale) {
	if product == "鱼油" && (unit == "" || unit == "瓶") {
		last = Sale{sheet.MakeMoney(9900), "瓶", sheet.MakeDate(2026, 2, 8)}
	}
	return last
}

// TestThePriceOfTheLastSaleIsAskedAbout: it is the answer that is ready, and taken by nobody
// unasked.
func TestThePriceOfTheLastSaleIsAskedAbout(t *testing.T) {
	o := Options{Product: sold, LastSold: lastSold}
	for _, c := range []struct {
		reason  string
		lines   []string
		choices [][]string
		answers string // for 鱼油
	}{
		{"quantities", []string{"姓名,日期,钙片,鱼油", "a,2026-1-5,2盒,1瓶"}, [][]string{{"purchases.qty#鱼油(99元)", "extra", "skip"}}, "purchases.qty#鱼油(99元)"},
		{"bare numbers", []string{"姓名,日期,鱼油", "a,2026-1-5,2"}, [][]string{{"purchases.qty#鱼油(99元)", "purchases.amount#鱼油", "extra", "skip"}}, "purchases.qty#鱼油(99元)"},
		{"bare numbers that are sums", []string{"姓名,日期,鱼油", "a,2026-1-5,198"}, [][]string{{"purchases.qty#鱼油(99元)", "purchases.amount#鱼油", "extra", "skip"}}, "purchases.amount#鱼油"},
		{"another unit than it was sold in", []string{"姓名,日期,钙片,鱼油", "a,2026-1-5,2盒,1箱"}, nil, "extra"},
		{"several units", []string{"姓名,日期,钙片,鱼油", "a,2026-1-5,2盒,1瓶", "b,2026-1-5,2盒,1箱"}, nil, "extra"},
	} {
		t.Run(c.reason, func(t *testing.T) {
			f, err := tryOpen(o, []byte(strings.Join(c.lines, "\n")))
			var q *Questions
			if !errors.As(err, &q) {
				if c.choices != nil || f == nil || f.Map()["鱼油"] != c.answers {
					t.Fatalf("no question: %v", err)
				}
				return
			}
			one := q.Questions[0]
			if diff := cmp.Diff(c.choices, one.Choices); diff != "" || q.Map["鱼油"] != c.answers {
				t.Errorf("%s; %s", diff, q.Map["鱼油"])
			}
			if hint := one.Hint.In(sheet.ZH); hint != "上次卖的价：鱼油 99.00/瓶 (2026-02-08)" || !strings.Contains(zh(err), hint) {
				t.Errorf("%s, %s", hint, zh(err))
			}
			if _, err := tryOpen(Options{Product: sold, LastSold: lastSold, Map: q.Map}, []byte(strings.Join(c.lines, "\n"))); err != nil {
				t.Error(err)
			}
		})
	}
	_, err := tryOpen(Options{LastSold: lastSold, Map: map[string]string{"甲": "purchases.qty#鱼油"}}, []byte("姓名,日期,甲\na,2026-1-5,1"))
	if err == nil || !strings.Contains(zh(err), "请写上单价：--map '甲=purchases.qty#鱼油(99元)'") {
		t.Errorf("%v", err)
	}
}

func TestTitlesTellTheDay(t *testing.T) {
	for title, want := range map[string]string{
		"2026年3月2日后屯村会销订货表": "2026-03-02", "后屯 3月2号 销售单": "2026-03-02", "2026.3.2三岔河": "2026-03-02", "订货20260302": "2026-03-02", "会销(2026-03-02)": "2026-03-02",
		"会销到会统计表（3月2日 三岔河）": "2026-03-02", "三月二日后屯会销": "2026-03-02", "二〇二六年三月二号": "2026-03-02", "统计日期：2026年3月2日": "", "三月份第一场": "",
		"2026年3月销售表": "", "2026年3月1日至3月5日": "", "3月1日,3月2日": "", "制表日期：2026年3月2日": "", "共12人 3.2斤": "", "电话 13843110001": "", "": "",
	} {
		f := open(t, Options{}, title, "姓名,产品,金额", "a,钙片,198")
		var got []string
		for r, err := range f.Records() {
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range r.Parts {
				got = append(got, p.Row.(*sheet.Purchase).On.String())
			}
		}
		if want != "" && !slices.Equal(got, []string{want}) || want == "" && len(got) > 0 {
			t.Errorf("%s: %v, want %s", title, got, want)
		}
	}
	back := open(t, Options{}, "错误原因,行号（2026-03-02）,姓名,产品,金额", "x,3,a,钙片,198")
	if diff := cmp.Diff([]string{"name=a | purchases on=2026-03-02 product=钙片 amount=198.00"}, tellAll(t, back)); diff != "" || !back.Returned {
		t.Errorf("given back %v: %s", back.Returned, diff)
	}
}

func TestWhatKehuExportedHasNoColumnsOfProducts(t *testing.T) {
	f := open(t, Options{Product: sold}, "编号,姓名,购买日期,金额,钙片", "#1,王秀兰,2026-1-5,198,2", "#2,李建国,2026-1-6,99,1")
	if diff := cmp.Diff("extra", f.Map()["钙片"]); diff != "" {
		t.Error(diff)
	}
}
