package intake

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kehu/store/sheet"
)

const paidOwedHead = "日期,姓名,拿的东西,给了多少,还差"

func TestPaidAndOwedMakeTheAmount(t *testing.T) {
	unclear := "name=a | purchases on=2026-01-05 product=钙片 | ! 给了多少 没写清给了多少、还差多少，不知道一共多少钱；请补上"
	for _, c := range []struct{ reason, headings, row, want string }{
		{"both", paidOwedHead, "2026-1-5,a,钙片,100,190", "name=a | purchases on=2026-01-05 product=钙片 amount=290.00 paid=100.00"},
		{"only what was paid", paidOwedHead, "2026-1-5,a,钙片,85,", "name=a | purchases on=2026-01-05 product=钙片 amount=85.00 paid=85.00"},
		{"only what is owed", paidOwedHead, "2026-1-5,a,钙片,,120", "name=a | purchases on=2026-01-05 product=钙片 amount=120.00 paid=0.00"},
		{"neither", paidOwedHead, "2026-1-5,a,钙片,,", unclear},
		{"nothing paid, in words", paidOwedHead, "2026-1-5,a,钙片,没给,欠120", "name=a | purchases on=2026-01-05 product=钙片 amount=120.00 paid=0.00"},
		{"nothing owed, in words", paidOwedHead, "2026-1-5,a,钙片,给了85,清了", "name=a | purchases on=2026-01-05 product=钙片 amount=85.00 paid=85.00"},
		{"all paid, and nobody knows what", paidOwedHead, "2026-1-5,a,钙片,清了,", unclear},
		{"nothing owed, and nobody knows of what", paidOwedHead, "2026-1-5,a,钙片,,0", unclear},
		{"nothing owed, in one word", paidOwedHead, "2026-1-5,a,钙片,85,无", "name=a | purchases on=2026-01-05 product=钙片 amount=85.00 paid=85.00"},
		{"something owed, and nobody knows what", paidOwedHead, "2026-1-5,a,钙片,85,欠着", strings.Replace(unclear, " | !", " paid=85.00 | !", 1)},
		{"given back as it was", "错误原因,行号," + paidOwedHead, "x,7,2026-1-5,a,钙片,,", unclear},
		{"a gift", paidOwedHead, "2026-1-5,a,钙片,0,0", "name=a | purchases on=2026-01-05 product=钙片 amount=0.00 paid=0.00"},
		{"paid ahead", paidOwedHead, "2026-1-5,a,钙片,100,-10", "name=a | purchases on=2026-01-05 product=钙片 amount=90.00 paid=100.00"},
		{"in short words", "哪天,谁,拿啥了,给了,欠", "2026-1-5,a,钙片,100,190", "name=a | purchases on=2026-01-05 product=钙片 amount=290.00 paid=100.00"},
		{"as a shop says it", "日期,客户,商品,数量,实付,未付", "2026-1-5,a,钙片,2盒,100,190", "name=a | purchases on=2026-01-05 product=钙片 qty=2 unit=盒 amount=290.00 paid=100.00"},
		{"on credit", "日期,客户,商品,已付,赊账", "2026-1-5,a,钙片,100,190", "name=a | purchases on=2026-01-05 product=钙片 amount=290.00 paid=100.00"},
		{"a deposit and the rest", "日期,客户,商品,定金,余款", "2026-1-5,a,理疗床,500,3480", "name=a | purchases on=2026-01-05 product=理疗床 amount=3980.00 paid=500.00"},
		{"a balance is none of the sale", "日期,客户,商品,已付,赊账余额", "2026-1-5,a,钙片,100,190", "name=a open_debt=190.00 商品:钙片 已付:100 日期:2026-1-5"},
		{"in English", "Date,Name,Item,Paid,Owed", "2026-1-5,a,钙片,100,190", "name=a | purchases on=2026-01-05 product=钙片 amount=290.00 paid=100.00"},
		{"with a column of the sale's own", paidOwedHead + ",规格", "2026-1-5,a,钙片,100,190,100片", "name=a | purchases on=2026-01-05 product=钙片 amount=290.00 paid=100.00 规格:100片"},

		{"a customer and an old debt", "姓名,村,已付,欠款", "a,后屯,100,190", "name=a village=后屯 open_debt=190.00 已付:100"},
		{"a customer, what is liked and an old debt", "姓名,主要产品,已付,欠款", "a,钙片,100,190", "name=a open_debt=190.00 主要产品:钙片 已付:100"},
		{"what is owed in all", "日期,姓名,产品,已付,累计欠款", "2026-1-5,a,钙片,100,190", "name=a open_debt=190.00 产品:钙片 已付:100 日期:2026-1-5"},
		{"an amount of its own", "日期,姓名,产品,金额,已付,欠款", "2026-1-5,a,钙片,300,100,190",
			"name=a | purchases on=2026-01-05 product=钙片 amount=300.00 paid=100.00 remark=欠款：190.00 | ? 欠款 实收加欠款不等于金额，按实收记，欠款原文记入备注"},
		{"quantity and price", "日期,姓名,产品,数量,单价,已付,欠款", "2026-1-5,a,钙片,2,145,100,190", "name=a | purchases on=2026-01-05 product=钙片 qty=2 price=145.00 amount=290.00 paid=100.00"},
		{"ticks", "日期,姓名,产品,给没给,还差", "2026-1-5,a,钙片,√,190", "name=a open_debt=190.00 产品:钙片 日期:2026-1-5 给没给:√"},
	} {
		t.Run(c.reason, func(t *testing.T) {
			lines := []string{c.headings, c.row}
			if c.headings == paidOwedHead { // one cell does not say what its column holds
				lines = append(lines, "2026-1-6,b,种子,30,20")
			}
			if diff := cmp.Diff(c.want, tellAll(t, open(t, Options{}, lines...))[0]); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestThatPaidAndOwedMakeTheAmountIsSaid(t *testing.T) {
	f := open(t, Options{}, paidOwedHead, "2026-1-5,a,钙片,100,190")
	if want := "没有金额一列，金额按“给了多少”加“还差”算"; len(f.Notes) != 1 || !strings.HasPrefix(f.Notes[0].In(sheet.ZH), want) {
		t.Errorf("notes %v", f.Notes)
	}
	if f = open(t, Options{}, paidOwedHead+",金额", "2026-1-5,a,钙片,100,190,290"); len(f.Notes) > 0 {
		t.Errorf("with an amount: notes %v", f.Notes)
	}
}

func TestMoneyThatCameBackIsNoSale(t *testing.T) {
	for _, c := range []struct{ reason, headings, row, want string }{
		{"in place of a product", "日期,姓名,产品,金额,备注,经手人", "2026-1-5,a,还账,200,儿子来的,老刘",
			"name=a | payments on=2026-01-05 amount=200.00 staff=老刘 remark=儿子来的 | ? 产品 “还账”不是买的东西，200.00 元记成还款"},
		{"taken off the book", "日期,姓名,产品,金额", "2026-1-5,a,还 钱,-200", "name=a | purchases on=2026-01-05 product=还 钱 amount=-200.00"},
		{"with a sign", "日期,姓名,产品,金额", "2026-1-5,a,（还钱）,-200", "name=a | payments on=2026-01-05 amount=200.00 | ? 产品 “（还钱）”不是买的东西，200.00 元记成还款"},
		{"of a running balance", paidOwedHead, "2026-1-5,a,还账,90,100",
			"name=a | payments on=2026-01-05 amount=90.00 remark=还差：100.00 | ? 拿的东西 “还账”不是买的东西，90.00 元记成还款"},
		{"a thing that is called so", "日期,姓名,产品,金额", "2026-1-5,a,还少丹,200", "name=a | purchases on=2026-01-05 product=还少丹 amount=200.00"},
		{"an amount that nobody can read", "日期,姓名,产品,金额", "2026-1-5,a,还账,一些", "name=a | purchases on=2026-01-05 product=还账 | ! 金额 “一些”不是金额，请写成 1280 或 1280.50，别的话写进备注"},
		{"of nobody", "日期,姓名,产品,金额", "2026-1-5,,还账,200", "payments on=2026-01-05 amount=200.00 | ? 产品 “还账”不是买的东西，200.00 元记成还款 | !  没有姓名、手机或编号，不知道是谁的还款；请补上"},
	} {
		t.Run(c.reason, func(t *testing.T) {
			if diff := cmp.Diff([]string{c.want}, tellAll(t, open(t, Options{}, c.headings, c.row))); diff != "" {
				t.Error(diff)
			}
		})
	}
	f := open(t, Options{}, "日期,姓名,产品,金额", "2026-1-5,a,还账,200", "2026-1-6,b,钙片,99")
	want := []string{"name=a | payments on=2026-01-05 amount=200.00 | ? 产品 “还账”不是买的东西，200.00 元记成还款", "name=b | purchases on=2026-01-06 product=钙片 amount=99.00"}
	if diff := cmp.Diff(want, tellAll(t, f)); diff != "" {
		t.Error(diff)
	}
}
