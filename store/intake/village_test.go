package intake

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kehu/store/sheet"
)

// TestBooksOfVillageShops reads lines as shopkeepers write them, each below the headings of
// its book; of several lines the last one counts.
func TestBooksOfVillageShops(t *testing.T) {
	for _, c := range []struct{ reason, lines, want string }{
		{"what was paid, in numbers", "日期,姓名,产品,金额,付款|2026-1-5,a,钙片,198,100", "name=a | purchases on=2026-01-05 product=钙片 amount=198.00 paid=100.00"},
		{"what was paid, in a word", "日期,姓名,产品,金额,付款|2026-1-4,b,钙片,198,全付|2026-1-5,a,钙片,198,挂账", "name=a | purchases on=2026-01-05 product=钙片 amount=198.00 paid=0.00"},
		{"how it was paid", "日期,姓名,产品,金额,付款|2026-1-5,a,钙片,198,微信", "name=a | purchases on=2026-01-05 product=钙片 amount=198.00 pay_method=微信"},
		{"neither", "日期,姓名,产品,金额,付款|2026-1-5,a,钙片,198,说是等他儿子回来再商量", "name=a | purchases on=2026-01-05 product=钙片 amount=198.00 付款:说是等他儿子回来再商量"},
		{"to be paid another time", "日期,姓名,产品,金额,给了没|2026-1-4,b,钙片,198,给了|2026-1-5,a,钙片,198,秋后还", "name=a | purchases on=2026-01-05 product=钙片 amount=198.00 paid=0.00 remark=给了没：秋后还"},
		{"to be asked another time", "日期,姓名,产品,金额,给了没|2026-1-4,b,钙片,198,给了|2026-1-5,a,钙片,198,下回说", "name=a | purchases on=2026-01-05 product=钙片 amount=198.00 | ! 给了没 “下回说”不是金额，请写成 1280 或 1280.50，别的话写进备注"},
		{"promised", "日期,姓名,产品,金额,什么时候还|2026-1-5,a,钙片,198,秋收后", "name=a | purchases on=2026-01-05 product=钙片 amount=198.00 paid=0.00 due_on=秋收后 | ?  约定“秋收后”还，没写收了多少，按没收记"},
		{"promised and paid", "日期,姓名,产品,金额,什么时候还,付款|2026-1-5,a,钙片,198,秋收后,198", "name=a | purchases on=2026-01-05 product=钙片 amount=198.00 paid=198.00 due_on=秋收后"},
		{"nothing to promise", "日期,姓名,产品,金额,什么时候还|2026-1-5,a,钙片,198,不欠", "name=a | purchases on=2026-01-05 product=钙片 amount=198.00 due_on=不欠"},
		{"credit behind the name", "日期,姓名,产品,金额|2026-1-5,老孙（欠着）,花生,16", "name=老孙 | purchases on=2026-01-05 product=花生 amount=16.00 paid=0.00"},
		{"paid, behind the name", "日期,姓名,产品,金额,什么时候还|2026-1-5,老孙(付了),花生,16,秋后", "name=老孙 | purchases on=2026-01-05 product=花生 amount=16.00 due_on=秋后"},
		{"a name that is no sale's", "姓名,电话|老孙（欠着）,13843110001", "name=老孙（欠着） phone=13843110001"},
		{"headings of one character", "3月3号赶集,,,,|品,几斤,价,钱,谁|小米,5,4.5,22.5,老孙", "name=老孙 | purchases on=2026-03-03 product=小米 qty=5 unit=斤 price=4.50 amount=22.50"},
		{"somebody who passed by", "日期,姓名,产品,金额|2026-1-5,路过的,花生,16", "purchases on=2026-01-05 product=花生 amount=16.00"},
		{"what the day came to", "日期,姓名,产品,金额|2026-1-5,a,花生,16|今天一共,,,16", "skip 合计行"},
		{"several things with their amounts", "日期,姓名,产品,金额|2026-1-5,a,烟1条 酒2瓶,186", "name=a | purchases on=2026-01-05 product=烟1条 酒2瓶 amount=186.00"},
		{"a thing whose name has a space", "日期,姓名,产品,金额|2026-1-5,a,金龙鱼 大米2袋,186", "name=a | purchases on=2026-01-05 product=金龙鱼 大米 qty=2 unit=袋 amount=186.00"},
		{"bought in", "日期,进/出,品名,数量,金额,对方|3.1,进,钙片,50,4500,厂家", "skip 不是卖给客户的（进）"},
		{"sold", "日期,进/出,品名,数量,金额,对方|3.1,出,钙片,2,396,王秀兰", "name=王秀兰 | purchases on=2026-03-01 product=钙片 qty=2 amount=396.00 进/出:出"},
		{"brought back", "日期,进/出,品名,数量,金额,对方|3.1,退,钙片,2,396,王秀兰", "name=王秀兰 | purchases on=2026-03-01 product=钙片 qty=-2 amount=-396.00 进/出:退"},
		{"sent back to the maker", "日期,类型,品名,数量,金额,客户|3.1,采购退货,钙片,50,4500,", "skip 不是卖给客户的（采购退货）"},
		{"when something was last bought", "姓名,手机,累计消费,最后消费|a,13843110001,980,2026-1-5", "name=a phone=13843110001 open_spent=980.00 open_last=2026-01-05"},
		{"an order to be delivered", "姓名,订货,定金,尾款,送货日期|a,理疗床,500,3480,2026-3-15", "name=a | purchases on=2026-03-15 product=理疗床 amount=3980.00 paid=500.00"},
		{"what is owed where others tell what was paid", "日期,姓名,产品,金额,收款|2026-1-4,b,钙片,198,198|2026-1-5,a,钙片,198,欠30", "name=a | purchases on=2026-01-05 product=钙片 amount=198.00 paid=168.00"},
		{"some of it paid", "日期,姓名,产品,金额,付款情况|2026-1-4,b,钙片,198,付清|2026-1-5,a,钙片,198,付100", "name=a | purchases on=2026-01-05 product=钙片 amount=198.00 paid=100.00"},
		{"who bought, by another word", "买主,日期,产品,金额|a,元月5日,钙片,198", "name=a | purchases on=2026-01-05 product=钙片 amount=198.00"},
		{"a member", "会员,日期,产品,金额|红姐,2026-1-5,钙片,198", "name=红姐 | purchases on=2026-01-05 product=钙片 amount=198.00"},
		{"whether somebody is a member", "姓名,会员,日期,产品,金额|王,是,2026-1-5,钙片,198", "name=王 | purchases on=2026-01-05 product=钙片 amount=198.00 会员:是"},
		{"sacks of each, with their prices", "日期,户名,尿素/袋,尿素单价,二铵/袋,二铵单价,合计|2026-2-20,a,10,92,5,185,1845",
			"name=a 合计:1845 | purchases on=2026-02-20 product=尿素 qty=10 unit=袋 price=92.00 amount=920.00 | purchases on=2026-02-20 product=二铵 qty=5 unit=袋 price=185.00 amount=925.00"},
		{"an order by a form", "提交时间,您的姓名,您想买几箱苹果（58元/箱）|2026-1-5,a,2", "name=a | purchases on=2026-01-05 product=苹果 qty=2 unit=箱 price=58.00 amount=116.00"},
		{"heads", "日期,姓名,产品,头数,单价（元/头）|2026-1-5,a,仔猪,10,850", "name=a | purchases on=2026-01-05 product=仔猪 qty=10 unit=头 price=850.00 amount=8500.00"},
		{"a summary", "日期,姓名,产品,金额|2026-1-5,a,钙片,198|小结,,,198", "skip 合计行"},
		{"owed or not, a word each", "日,人,斤,钱,欠不欠|2026-1-4,食堂,2,22,不欠|2026-1-5,老魏,5,55,欠", "name=老魏 | purchases on=2026-01-05 product=未注明 qty=5 unit=斤 amount=55.00 paid=0.00"},
		{"owed or not, a tick", "日期,姓名,产品,金额,是否赊账|2026-1-4,b,酒,22,是|2026-1-5,a,酒,55,否", "name=a | purchases on=2026-01-05 product=酒 amount=55.00"},
		{"who does not owe, where others tell what was paid", "日期,姓名,产品,金额,收款|2026-1-4,b,酒,22,22|2026-1-5,a,酒,55,不欠", "name=a | purchases on=2026-01-05 product=酒 amount=55.00"},
		{"how many came are no names", "日期,姓名,产品,金额,人|2026-1-5,a,酒,55,3", "name=a | purchases on=2026-01-05 product=酒 amount=55.00 人:3"},
		{"short headings of a butcher", "3月3号卖肉,,,,|买家,斤,元/斤,总,付|老舅,30,15,450,300", "name=老舅 | purchases on=2026-03-03 product=未注明 qty=30 unit=斤 price=15.00 amount=450.00 paid=300.00"},
		{"what the shop bought", "日期,卖主,收的啥,斤数,价,付了多少|2026-3-1,a,废铁,120,1.2,144", "name=a 付了多少:144 价:1.2 收的啥:废铁 斤数:120 日期:2026-3-1"},
		{"a state that is an order's", "收货人,下单,商品,金额,状态|甲,2026-2-27,羊绒衫,168,已退款", "skip 订单没有成交（已退款）"},
		{"a state that is a customer's", "姓名,日期,产品,金额,状态|甲,2026-2-27,羊绒衫,168,成交", "name=甲 stage=成交 | purchases on=2026-02-27 product=羊绒衫 amount=168.00"},
		{"a pupil", "学员,生于,介绍人|罗玉珍,1955-6-1,孟庆和", "name=罗玉珍 birthday=1955-06-01 referrer=孟庆和"},
		{"whose car it is", "车主,手机,日期,产品,金额|马老板,13843110001,2026-2-3,机油,220", "name=马老板 phone=13843110001 | purchases on=2026-02-03 product=机油 amount=220.00"},
		{"sacks at a price", "户主,拉货日期,饲料名称,袋数,一袋多少钱,钱给没给|a,2026-2-1,育肥料,20,138,没", "name=a | purchases on=2026-02-01 product=未注明 qty=20 unit=袋 price=138.00 amount=2760.00 paid=0.00 饲料名称:育肥料"},
	} {
		t.Run(c.reason, func(t *testing.T) {
			all := tellAll(t, open(t, Options{}, strings.Split(c.lines, "|")...))
			if diff := cmp.Diff(c.want, all[len(all)-1]); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSalesThatLackADaySayWhichColumnMayBeIt(t *testing.T) {
	f := open(t, Options{}, "户主,拉货的日期,品名,袋数,一袋多少钱", "a,2026-2-1,育肥料,20,138")
	want := "没有一行记成购买：没有日期一列，“拉货的日期”像日期；是买的日子的话请加 --map '拉货的日期=purchases.on'"
	var told []string
	for _, note := range f.Notes {
		told = append(told, note.In(sheet.ZH))
	}
	if diff := cmp.Diff([]string{want}, told); diff != "" {
		t.Error(diff)
	}
}

func TestSalesThatLackAmountsSayWhatWasPaid(t *testing.T) {
	f := open(t, Options{}, "收货人,下单,商品,件数,实付款", "a,2026-2-27 20:15,羊绒衫,1,168")
	const want = "没有一行记成购买：没有金额一列；“实付款”就是全部金额的话请加 --map '实付款=purchases.amount'"
	var told []string
	for _, note := range f.Notes {
		told = append(told, note.In(sheet.ZH))
	}
	if diff := cmp.Diff([]string{want}, told); diff != "" {
		t.Error(diff)
	}
	f = open(t, Options{Map: map[string]string{"实付款": "purchases.amount"}}, "收货人,下单,商品,件数,实付款", "a,2026-2-27 20:15,羊绒衫,1,168")
	if diff := cmp.Diff([]string{"name=a | purchases on=2026-02-27 product=羊绒衫 qty=1 unit=件 amount=168.00"}, tellAll(t, f)); diff != "" {
		t.Error(diff)
	}
}

func TestDaysThatHaveNotComeAreCounted(t *testing.T) {
	f := open(t, Options{}, "姓名,日期,产品,金额,约定还款,下次回访日期", "a,2062-1-5,钙片,198,2063-1-1,2063-1-1", "b,"+today().String()+",钙片,198,,", "c,2126年3月,钙片,198,,")
	for range 2 {
		tellAll(t, f)
		if n, first := f.Ahead.N, f.Ahead.First; n != 1 || first != "2062-1-5" {
			t.Errorf("%d, %s", n, first)
		}
	}
}

func TestWhatABookLeavesOpenIsCounted(t *testing.T) {
	f := open(t, Options{}, "几号,谁家,拿了点啥,多少钱,给了没",
		"2/3,a,烟,186,", "2/4,b,酱油,13,给了", "2/5,,饺子醋,4,没给", "2/6,c,挂面,9,", ",d,面条,6,", "3.15,e,面条,6,清")
	tellAll(t, f)
	far, day := f.FarBack.N, f.FarBack.First
	if f.Unticked != 2 || f.Unnamed != 1 || far != 1 || day != "3.15 → 2025-03-15" {
		t.Errorf("not told whether paid %d, of nobody %d, far back %d, %s", f.Unticked, f.Unnamed, far, day)
	}
	tellAll(t, f)
	if f.Unticked != 2 || f.Unnamed != 1 {
		t.Error("counted twice")
	}
	if f = open(t, Options{}, "日期,姓名,产品,金额,实收", "2026-1-5,a,钙片,198,", "2026-1-6,b,钙片,198,100"); len(tellAll(t, f)) != 2 || f.Unticked != 0 {
		t.Errorf("a blank among sums is counted: %d", f.Unticked)
	}
}
