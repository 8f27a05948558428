package intake

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kehu/store/grid"
	"kehu/store/sheet"
)

const (
	ledgerHead = "姓名,手机,日期,产品,数量,单价,优惠,金额,实收,欠款,付款方式,赠品,备注"
	refundHead = "姓名,日期,产品,数量,单价,优惠,金额,实收,售后状态,退款金额"
	wideHead   = "姓名,手机,性别,购买日期,产品,金额,回访日期,回访方式,回访内容,满意度,下次回访日期,下步打算,还款日期,还款金额,备注"
)

func TestRowsBecomeRecords(t *testing.T) {
	tests := []struct {
		reason string
		head   string
		row    string
		want   string
	}{
		{"a purchase", ledgerHead, "王秀兰,13843110001,2026-1-5,钙片,2,198,,396,,,,,送货",
			"name=王秀兰 phone=13843110001 | purchases on=2026-01-05 product=钙片 qty=2 price=198.00 amount=396.00 remark=送货"},
		{"no amount, but what makes one", ledgerHead, "王秀兰,,2026-1-5,钙片,2.5斤,3.33,0.32,,,,,,",
			"name=王秀兰 | purchases on=2026-01-05 product=钙片 qty=2.5 unit=斤 price=3.33 discount=0.32 amount=8.01"},
		{"an amount without a quantity", ledgerHead, "王秀兰,,2026-1-5,钙片,,,,396,,,,,", "name=王秀兰 | purchases on=2026-01-05 product=钙片 amount=396.00"},
		{"what is owed becomes what was paid", ledgerHead, "王秀兰,,2026-1-5,钙片,,,,396,,96,,,", "name=王秀兰 | purchases on=2026-01-05 product=钙片 amount=396.00 paid=300.00"},
		{"nothing owed is paid in full", ledgerHead, "王秀兰,,2026-1-5,钙片,,,,396,,结清,,,", "name=王秀兰 | purchases on=2026-01-05 product=钙片 amount=396.00"},
		{"paid, owed and amount that agree", ledgerHead, "王秀兰,,2026-1-5,钙片,,,,396,300,96,,,", "name=王秀兰 | purchases on=2026-01-05 product=钙片 amount=396.00 paid=300.00"},
		{"paid, owed and amount that don't", ledgerHead, "王秀兰,,2026-1-5,钙片,,,,396,300,100,,,",
			"name=王秀兰 | purchases on=2026-01-05 product=钙片 amount=396.00 paid=300.00 remark=欠款：100.00 | ? 欠款 实收加欠款不等于金额，按实收记，欠款原文记入备注"},
		{"more owed than bought", ledgerHead, "王秀兰,,2026-1-5,钙片,,,,396,,400,,,",
			"name=王秀兰 | purchases on=2026-01-05 product=钙片 amount=396.00 | ! 欠款 欠的比金额还多，请核对；旧账请记到期初欠款"},
		{"on credit", ledgerHead, "王秀兰,,2026-1-5,钙片,,,,396,,,赊账,,", "name=王秀兰 | purchases on=2026-01-05 product=钙片 amount=396.00 paid=0.00 pay_method=赊账"},
		{"not paid, in words", ledgerHead, "王秀兰,,2026-1-5,钙片,,,,396,未付,,,,", "name=王秀兰 | purchases on=2026-01-05 product=钙片 amount=396.00 paid=0.00"},
		{"what was paid, in so many words", ledgerHead, "王秀兰,,2026-1-5,钙片,,,,396,还了50,,,,", "name=王秀兰 | purchases on=2026-01-05 product=钙片 amount=396.00 paid=50.00"},
		{"an amount that says that it is owed", ledgerHead, "王秀兰,,2026-1-5,钙片,,,,396元（赊）,,,,,", "name=王秀兰 | purchases on=2026-01-05 product=钙片 amount=396.00 paid=0.00"},
		{"an amount owed, and what was paid", ledgerHead, "王秀兰,,2026-1-5,钙片,,,,396赊,100,,,,", "name=王秀兰 | purchases on=2026-01-05 product=钙片 amount=396.00 paid=100.00"},
		{"nothing but that it is owed", ledgerHead, "王秀兰,,2026-1-5,钙片,,,,赊,,,,,",
			"name=王秀兰 | purchases on=2026-01-05 product=钙片 | ! 金额 “赊”不是金额，请写成 1280 或 1280.50，别的话写进备注"},
		{"a book of credit", "谁赊的,日子,赊的啥,多少钱,还了没", "王秀兰,2026-1-5,种子2袋,290,", "name=王秀兰 | purchases on=2026-01-05 product=种子 qty=2 unit=袋 amount=290.00 paid=0.00"},
		{"a book of credit, paid since", "谁赊的,日子,赊的啥,多少钱,还了没", "王秀兰,2026-1-5,种子,290,还了", "name=王秀兰 | purchases on=2026-01-05 product=种子 amount=290.00"},
		{"a quantity behind its product makes the amount", "姓名,日期,产品,单价", "王秀兰,2026-1-5,钙片6盒,198", "name=王秀兰 | purchases on=2026-01-05 product=钙片 qty=6 unit=盒 price=198.00 amount=1188.00"},
		{"a quantity behind its product, where there is none", ledgerHead, "王秀兰,,2026-1-5,钙片6盒,,198,,,,,,,",
			"name=王秀兰 | purchases on=2026-01-05 product=钙片 qty=6 unit=盒 price=198.00 amount=1188.00"},
		{"a quantity behind its product, where there is one", ledgerHead, "王秀兰,,2026-1-5,钙片6盒,1,,,1188,,,,,",
			"name=王秀兰 | purchases on=2026-01-05 product=钙片6盒 qty=1 amount=1188.00"},
		{"a name that holds a phone and a village", "姓名,手机,村", "李四 13912345678 后屯,,", "name=李四 phone=13912345678 village=后屯"},
		{"a name that holds another phone", "姓名,手机,村", "张三13812345678,13843110001,", "name=张三 phone=13843110001 phone2=13812345678"},
		{"a name that holds a village", "姓名,手机,村", "王大娘（后屯）,13843110001,", "name=王大娘 phone=13843110001 village=后屯"},
		{"a name that holds another village", "姓名,手机,村", "王大娘（后屯）,13843110001,三岔河", "name=王大娘（后屯） phone=13843110001 village=三岔河"},
		{"a name with what else it is", "姓名,手机,村", "李建国（老李）,13843110001,后屯", "name=李建国（老李） phone=13843110001 village=后屯"},
		{"a name spread out", "姓名,手机,村", "王 秀　兰,13843110001,", "name=王秀兰 phone=13843110001"},
		{"marks without ink within a name and around a phone", "姓名,手机,村", "王\u200b秀\u200e兰,\u202d13843110001\u202c,", "name=王秀兰 phone=13843110001"},
		{"a family of one sign", "姓名,手机,村", "👩\u200d🌾刘婶,13843110001,", "name=👩\u200d🌾刘婶 phone=13843110001"},
		{"a name of wide spaces", "姓名,手机,村", "　　,13843110001,后屯", "phone=13843110001 village=后屯"},
		{"a foreign name", "姓名,手机,村", "Wang Xiulan,13843110001,", "name=Wang Xiulan phone=13843110001"},
		{"a masked name with a phone", "姓名,手机,村", "王*兰,13843110001,",
			"nickname=王*兰 phone=13843110001 | ? 姓名 “王*兰”是脱敏的姓名，认不出是谁；有手机的按手机记，没有的记为散客"},
		{"a masked name with a masked phone that bought", ledgerHead, "王*兰,138****0001,2026-1-5,钙片,1,,,198,,,,,",
			"purchases on=2026-01-05 product=钙片 qty=1 amount=198.00 remark=手机：138****0001；姓名：王*兰 | ? 手机 “138****0001”是脱敏的号码，中间几位看不到，请补全 11 位 | ? 姓名 “王*兰”是脱敏的姓名，认不出是谁；有手机的按手机记，没有的记为散客"},
		{"a name with a star", "姓名,手机,村", "*王秀兰,13843110001,", "name=*王秀兰 phone=13843110001"},
		{"a name of which one character is left", "姓名,手机,村", "李**,13843110001,",
			"nickname=李** phone=13843110001 | ? 姓名 “李**”是脱敏的姓名，认不出是谁；有手机的按手机记，没有的记为散客"},
		{"whose phone it is", "姓名,手机,村", "甲,13843110001（儿子）,", "name=甲 phone=13843110001 remark=手机：13843110001（儿子） | ? 手机 “13843110001（儿子）”里除了号码还有话，原文记入备注"},
		{"a phone and digits that are none", "姓名,手机,村", "甲,138 4311 0001转2,",
			"name=甲 phone=13843110001 remark=手机：138 4311 0001转2 | ? 手机 “138 4311 0001转2”里只认出 13843110001，其余不是电话号码，原文记入备注"},
		{"numbers that a program took for measures", "会员卡,姓名,日期,单号,产品,金额", "12.0,王秀兰,2026-1-5,1001.0,钙片,198",
			"name=王秀兰 | number 12 | purchases on=2026-01-05 order_no=1001 product=钙片 amount=198.00"},
		{"a card that is nobody's", "会员卡,日期,产品,金额", "散客,2026-1-5,钙片,198", "purchases on=2026-01-05 product=钙片 amount=198.00"},
		{"a card of noughts, and a name", "会员卡,姓名,日期,产品,金额", "000000,王秀兰,2026-1-5,钙片,198", "name=王秀兰 | purchases on=2026-01-05 product=钙片 amount=198.00"},
		{"numbers with points of their own", "会员卡,姓名,日期,单号,产品,金额", "A.0,王秀兰,2026-1-5,.0,钙片,198",
			"name=王秀兰 | number A.0 | purchases on=2026-01-05 order_no=.0 product=钙片 amount=198.00"},
		{"an amount looked up in vain", "姓名,日期,产品,金额", "王秀兰,2026-1-5,钙片,#N/A",
			"name=王秀兰 | purchases on=2026-01-05 product=钙片 | ! 金额 公式出错“#N/A”；请在表里改好再导入"},
		{"a phone that is for chats as well", "姓名,手机,村", "甲,微信同号13843110001,", "name=甲 phone=13843110001"},
		{"three phones in a cell", "姓名,手机,村", "甲,13843110001、13843110002、13843110003,",
			"name=甲 phone=13843110001 phone2=13843110002 remark=手机：13843110001、13843110002、13843110003 | ? 手机 “13843110001、13843110002、13843110003”不止 2 个号码，多的记入备注"},
		{"a name in halves", "名,姓,移动电话", "秀兰,王,13843110001", "name=王秀兰 phone=13843110001"},
		{"a name in halves, the family's first", "Last Name,First Name,Phone 1 - Value", "Wang,Xiulan,13843110001", "name=Xiulan Wang phone=13843110001"},
		{"half a name", "First Name,Last Name,Phone 1 - Value", "王大娘,,13843110001", "name=王大娘 phone=13843110001"},
		{"halves beside the whole name", "姓名,姓,名,手机", "王秀兰,王,秀兰,13843110001", "name=王秀兰 phone=13843110001 名:秀兰 姓:王"},
		{"the head of the household where nobody else is named", "户主,电话", "王德福,13843110001", "name=王德福 phone=13843110001"},
		{"a debt in words", "姓名,手机,欠款", "王秀兰,,还差300元", "name=王秀兰 open_debt=300.00"},
		{"a debt in fewer words", "姓名,手机,欠款", "王秀兰,,欠1280.5", "name=王秀兰 open_debt=1280.50"},
		{"no debt in words", "姓名,手机,欠款", "王秀兰,,两清", "name=王秀兰 open_debt=0.00"},
		{"no debt in other words", "姓名,手机,欠款", "王秀兰,,不欠", "name=王秀兰 open_debt=0.00"},
		{"a debt that is not told", "姓名,手机,欠款", "王秀兰,,是", "name=王秀兰 | ! 欠款 “是”不是金额，请写成 1280 或 1280.50，别的话写进备注"},
		{"a debt of tens of thousands", "姓名,手机,欠款(万元)", "王秀兰,,欠1.2", "name=王秀兰 open_debt=12000.00"},
		{"what is owed of a sale, in words", "姓名,日期,产品,金额,欠款", "王秀兰,2026-1-5,钙片,396,差96", "name=王秀兰 | purchases on=2026-01-05 product=钙片 amount=396.00 paid=300.00"},
		{"nothing owed of a sale, in words", "姓名,日期,产品,金额,欠款", "王秀兰,2026-1-5,钙片,396,没欠", "name=王秀兰 | purchases on=2026-01-05 product=钙片 amount=396.00"},
		{"who may want quiet, told once", ledgerHead, "王秀兰,13843110001,2026-1-5,钙片,,,,396,,,,,别打电话，别再来了",
			"name=王秀兰 phone=13843110001 | purchases on=2026-01-05 product=钙片 amount=396.00 remark=别打电话，别再来了 | ? 备注 “别打电话，别再来了”像是不让联系，没有替您记勿扰；是的话 kehu set 王秀兰 --勿扰 是，或在表里加一列“勿扰”写“是”再导入"},
		{"who may want quiet and whose column says it", "姓名,勿扰,备注", "王秀兰,是,别打电话", "name=王秀兰 do_not_contact=是 remark=别打电话"},
		{"nobody who may want quiet", ledgerHead, ",,2026-1-5,钙片,,,,396,,,,,别再来了", "purchases on=2026-01-05 product=钙片 amount=396.00 remark=别再来了"},
		{"what is left beside a payment is no debt", "姓名,日期,还了多少,还差", "王秀兰,2026-2-1,100,190", "name=王秀兰 | payments on=2026-02-01 amount=100.00 还差:190"},
		{"the headings of a form, adorned", "1、您的姓名：,📱您的电话,提交时间", "王秀兰,13843110001,2026-1-5", "name=王秀兰 phone=13843110001 created_on=2026-01-05"},
		{"a line of a group order, whose money is not the order's", "跟团号,支付时间,商品,数量,商品金额,订单总金额,收货人", "1,2026-1-5,鸡蛋,2,50,70,王秀兰",
			"name=王秀兰 | purchases on=2026-01-05 order_no=1 product=鸡蛋 qty=2 amount=50.00 订单总金额:70"},
		{"a complaint by its headings", "投诉日期,客户,问题,处理好没", "2026-1-5,王秀兰,不准,没", "name=王秀兰 | feedback on=2026-01-05 kind=投诉 content=不准 status=待处理"},
		{"a return by its amount", ledgerHead, "王秀兰,,2026-1-5,钙片,2,198,,退396,,,,,", "name=王秀兰 | purchases on=2026-01-05 product=钙片 qty=-2 price=198.00 amount=-396.00"},
		{"a return by its quantity", ledgerHead, "王秀兰,,2026-1-5,钙片,-2,198,,,,,,,", "name=王秀兰 | purchases on=2026-01-05 product=钙片 qty=-2 price=198.00 amount=-396.00"},
		{"a return whose amount lacks its sign", ledgerHead, "王秀兰,,2026-1-5,钙片,-2,198,,396,,,,,",
			"name=王秀兰 | purchases on=2026-01-05 product=钙片 qty=-2 price=198.00 amount=-396.00 | ? 金额 数量是负的，按退货把金额记为负"},
		{"a return by the row's type", "姓名,日期,单号,类型,产品,数量,单价,金额,实收", "王秀兰,2026-1-5,9,退货,钙片,2,198,396,396",
			"name=王秀兰 | purchases on=2026-01-05 order_no=9 product=钙片 qty=-2 price=198.00 amount=-396.00 paid=-396.00 类型:退货"},
		{"a refund that is worked out, and signed already", "姓名,日期,单据类型,产品,数量,单价", "王秀兰,2026-1-5,销售退回,钙片,-2,198",
			"name=王秀兰 | purchases on=2026-01-05 product=钙片 qty=-2 price=198.00 amount=-396.00 单据类型:销售退回"},
		{"no return by the row's type", "姓名,日期,类型,产品,数量,金额", "王秀兰,2026-1-5,不可退,钙片,2,396",
			"name=王秀兰 | purchases on=2026-01-05 product=钙片 qty=2 amount=396.00 类型:不可退"},
		{"a gift", ledgerHead, "王秀兰,,2026-1-5,鸡蛋,10个,,,赠送,,,,,", "name=王秀兰 | purchases on=2026-01-05 product=鸡蛋 qty=10 unit=个 amount=0.00 gift=赠送"},
		{"a gift that is named", ledgerHead, "王秀兰,,2026-1-5,钙片,1,,,0,,,,鸡蛋,", "name=王秀兰 | purchases on=2026-01-05 product=钙片 qty=1 amount=0.00 gift=鸡蛋"},
		{"a walk-in", ledgerHead, ",,2026-1-5,钙片,1,,,198,,,,,赶集", "purchases on=2026-01-05 product=钙片 qty=1 amount=198.00 remark=赶集"},
		{"a walk-in by name", ledgerHead, "散客,,2026-1-5,钙片,1,,,198,,,,,", "purchases on=2026-01-05 product=钙片 qty=1 amount=198.00"},
		{"a walk-in who is described", wideHead, ",,女,2026-1-5,钙片,198,,,,,,,,,听口音是外地的",
			"purchases on=2026-01-05 product=钙片 amount=198.00 remark=性别：女；听口音是外地的"},
		{"a customer and nothing bought", ledgerHead, "王秀兰,13843110001,,,,,,0,,,,,", "name=王秀兰 phone=13843110001"},
		{"dates and phones in their disguises", ledgerHead, "王秀兰,=\"138 4311 0001\",２０２６年１月５日,钙片,,,,１２８０,,,,,",
			"name=王秀兰 phone=13843110001 | purchases on=2026-01-05 product=钙片 amount=1280.00"},
		{"a landline without its area code", ledgerHead, "王秀兰,5551234,2026-1-5,钙片,,,,396,,,,,",
			"name=王秀兰 phone=5551234 | purchases on=2026-01-05 product=钙片 amount=396.00 | ? 手机 “5551234”没有区号，照原样记；请补成 0431-85551234 这样"},
		{"two phones in a cell", ledgerHead, "王秀兰,13843110001/13943110001,2026-1-5,钙片,,,,396,,,,,",
			"name=王秀兰 phone=13843110001 phone2=13943110001 | purchases on=2026-01-05 product=钙片 amount=396.00"},
		{"a phone cut short beside a name", ledgerHead, "王秀兰,1.38E+10,2026-1-5,钙片,,,,396,,,,,",
			"name=王秀兰 remark=手机：1.38E+10 | purchases on=2026-01-05 product=钙片 amount=396.00 | ? 手机 “1.38E+10”：手机号被 Excel 截断，后几位已丢失，请把列宽拉开或设成文本后重新导出"},
		{"a phone cut short and no name", ledgerHead, ",1.38E+10,2026-1-5,钙片,,,,396,,,,,",
			"purchases on=2026-01-05 product=钙片 amount=396.00 remark=手机：1.38E+10 | ! 手机 “1.38E+10”：手机号被 Excel 截断，后几位已丢失，请把列宽拉开或设成文本后重新导出"},
		{"all that is wrong is told", ledgerHead, "王秀兰,,2026-2-30,,两三盒,,,1280.005,,,,,",
			"name=王秀兰 | purchases remark=数量：两三盒 | ! 日期 “2026-2-30”不是日期，请写成 2026-03-05 | ? 数量 “两三盒”不是数量，请写成 6 或 2.5斤 | ! 金额 “1280.005”超过两位小数，请写到分，如 1280.05 | ! 产品 缺“产品”；请补上"},
		{"a day and a product without an amount", ledgerHead, "王秀兰,,2026-1-5,钙片,,,,,,,,,", "name=王秀兰 | purchases on=2026-01-05 product=钙片 | ! 金额 缺“金额”；请补上"},
		{"nobody and nothing", ledgerHead, ",,,,,,,,,,,,没人", "remark=没人 | !  没有姓名、手机或编号；请补上"},
		{"a remark on somebody who bought nothing", ledgerHead, "王秀兰,,,,,,,,,,,,腿脚不便", "name=王秀兰 remark=腿脚不便"},
		{"cells beyond the headings", ledgerHead, "王秀兰,,2026-1-5,钙片,,,,396,,,,,送货,慢走",
			"name=王秀兰 | purchases on=2026-01-05 product=钙片 amount=396.00 remark=送货 | !  比表头多出一格“慢走”，可能内容里有没加引号的分隔符；请核对"},
		{"a cell under no heading", "姓名,手机,,", "王秀兰,13843110001,,x", "name=王秀兰 phone=13843110001 第4列:x"},
		{"blank cells beyond the headings, and missing ones", wideHead, "王秀兰,13843110001,女", "name=王秀兰 phone=13843110001 gender=女"},
		{"a dash is nothing", ledgerHead, "王秀兰,-,2026-1-5,钙片,-,/,-,396,-,-,-,-,—", "name=王秀兰 | purchases on=2026-01-05 product=钙片 amount=396.00"},

		{"one row that feeds every sheet", wideHead, "王秀兰,13843110001,女,2026-1-5,钙片,396,2026-1-8,电话,吃得惯,满意,2026-3-10,问用完没有,2026-2-1,100,好人",
			"name=王秀兰 phone=13843110001 gender=女 remark=好人 | interactions at=2026-01-08 via=电话 content=吃得惯 | purchases on=2026-01-05 product=钙片 amount=396.00 | " +
				"payments on=2026-02-01 amount=100.00 | feedback on=2026-01-08 score=4 | plans due=2026-03-10 content=问用完没有"},
		{"a visit takes the day of the purchase", wideHead, "王秀兰,,,2026-1-5,钙片,396,,,当面教了用法,,,,,,", "name=王秀兰 | interactions at=2026-01-05 content=当面教了用法 | purchases on=2026-01-05 product=钙片 amount=396.00"},
		{"a talk on no day goes to the remark", wideHead, "王秀兰,,,,,,,,来问过,满意,,再打,,,好人",
			"name=王秀兰 remark=好人；回访内容：来问过；满意度：满意；下步打算：再打 | ? 回访内容 不够记成一条互动，原文记入备注 | ? 满意度 不够记成一条反馈，原文记入备注 | ? 下步打算 不够记成一条跟进计划，原文记入备注"},
		{"the year is added: past for what was, future for what will be", wideHead, "王秀兰,,,3月6日,钙片,1,3月5日,,x,,3月4日,,,,",
			"name=王秀兰 | interactions at=2026-03-05 content=x | purchases on=2025-03-06 product=钙片 amount=1.00 | plans due=2027-03-04"},
		{"a way that kehu doesn't know", wideHead, "王秀兰,,女的,,,,2026-1-8,视频,x,,,,,,",
			"name=王秀兰 remark=性别：女的；回访方式：视频 | interactions at=2026-01-08 content=x | ? 性别 “女的”不是可选的值，可选：男、女 | ? 回访方式 “视频”不是可选的值，可选：电话、上门、微信、短信、赶集、会销、到店、社媒、其他"},
		{"a visit to nobody", wideHead, ",,,2026-1-5,钙片,396,2026-1-8,电话,x,,,,,,", "interactions at=2026-01-08 via=电话 content=x | purchases on=2026-01-05 product=钙片 amount=396.00 | !  没有姓名、手机或编号，不知道是谁的互动；请补上"},
		{"a repayment without its day", wideHead, "王秀兰,,,2026-1-5,钙片,396,,,,,,,,100,",
			"name=王秀兰 | purchases on=2026-01-05 product=钙片 amount=396.00 | payments amount=100.00 | ! 还款日期 缺“还款日期”；请补上"},

		{"a number of the shop's", "会员卡号,姓名,门店,日期,产品,金额", "0012,王秀兰,三岔河店,2026-1-5,钙片,198", "name=王秀兰 | number 三岔河店 0012 | purchases shop=三岔河店 on=2026-01-05 product=钙片 amount=198.00"},
		{"kehu's number", "编号,姓名,日期,产品,金额", "#17,王秀兰,2026-1-5,钙片,198", "#17 name=王秀兰 | purchases on=2026-01-05 product=钙片 amount=198.00"},
		{"only a number says who", "CustomerID,InvoiceDate,Quantity,UnitPrice,Description", "17850,12/1/2010 8:26,6,2.55,LAMP", "number 17850 | purchases on=2010-12-01 product=LAMP qty=6 price=2.55 amount=15.30"},
		{"a ledger without products", "姓名,日期,金额", "王秀兰,2026-1-5,198", "name=王秀兰 | purchases on=2026-01-05 product=未注明 amount=198.00"},
		{"a ledger whose day is the visit's", "姓名,跟进时间,跟进内容,产品,金额", "王秀兰,2026-1-5 14:30,买了,钙片,198",
			"name=王秀兰 | interactions at=2026-01-05 14:30 content=买了 | purchases on=2026-01-05 product=钙片 amount=198.00"},
		{"units and tens of thousands in the headings", "姓名,日期,产品,数量(箱),金额(万元)", "王秀兰,2026-1-5,理疗床,1,1.2", "name=王秀兰 | purchases on=2026-01-05 product=理疗床 qty=1 unit=箱 amount=12000.00"},
		{"a spreadsheet's numbers of days", "姓名,生日,日期,产品,金额", "王秀兰,20519,45356.604,钙片,198", "name=王秀兰 birthday=1956-03-05 | purchases on=2024-03-05 product=钙片 amount=198.00"},
		{"one such number among days", "姓名,日期,产品,金额", "王秀兰,2026-1-5,钙片,198\n李建国,2026-1-6,钙片,198\n张三,45356,钙片,198",
			"name=王秀兰 | purchases on=2026-01-05 product=钙片 amount=198.00\nname=李建国 | purchases on=2026-01-06 product=钙片 amount=198.00\n" +
				"name=张三 | purchases product=钙片 amount=198.00 | ! 日期 “45356”像是 Excel 的日期序号，与这一列别的日子对不上；请把单元格设成日期格式"},
		{"one such number among days of its time", "姓名,日期,产品,金额", "王秀兰,2026-1-5,钙片,198\n李建国,2026-1-6,钙片,198\n张三,46027,钙片,198",
			"name=王秀兰 | purchases on=2026-01-05 product=钙片 amount=198.00\nname=李建国 | purchases on=2026-01-06 product=钙片 amount=198.00\n" +
				"name=张三 | purchases on=2026-01-05 product=钙片 amount=198.00 | ? 日期 “46027”是 Excel 的日期序号，记作 2026-01-05"},
		{"tens of thousands in brackets, and with their own unit", "姓名,日期,产品,金额(万元)", "王秀兰,2026-1-5,床,(1.2)\n王秀兰,2026-1-5,床,1.2万\n王秀兰,2026-1-5,床,12000元",
			"name=王秀兰 | purchases on=2026-01-05 product=床 amount=-12000.00\nname=王秀兰 | purchases on=2026-01-05 product=床 amount=12000.00\nname=王秀兰 | purchases on=2026-01-05 product=床 amount=12000.00"},
		{"yes to a deal", "姓名,是否成交", "王秀兰,是", "name=王秀兰 stage=成交"},
		{"an age is a year of birth", "姓名,年龄", "王秀兰,68岁", "name=王秀兰 birth_year=1958"},
		{"the user's own columns", "姓名,几亩地,日期,产品,金额,垄数", "王秀兰,5亩,2026-1-5,肥,198,10", "name=王秀兰 | purchases on=2026-01-05 product=肥 amount=198.00 几亩地:5亩 垄数:10"},
		{"a meeting, who came, what was sold", "会议名称,会议时间,姓名,是否到会,产品,金额", "春季课,2026-2-1,王秀兰,是,钙片,198",
			"name=王秀兰 | meetings name=春季课 on=2026-02-01 | purchases on=2026-02-01 product=钙片 amount=198.00 meeting=春季课 | attendance meeting=春季课 attended=是"},
		{"a total", ledgerHead, ",,合 计：,,,,,1280,,,,,", "skip 合计行"},
		{"a month's total", ledgerHead, "三月小计,,,,,,,1280,,,,,", "skip 合计行"},
		{"an English total", ledgerHead, "Grand Total,,,,,,,1280,,,,,", "skip 合计行"},
		{"an English subtotal behind a number", ledgerHead, "1,,,,,,,,,,,,\n,sub-total:,,,,,,1280,,,,,", "name=1\nskip 合计行"},
		{"an order that was closed", "订单编号,收货人姓名,订单状态,付款时间,宝贝标题,买家实际支付金额", "1,王秀兰,交易关闭,2026-1-5,钙片,198", "skip 订单没有成交（交易关闭）"},
		{"an order whose return was called off", "订单编号,收货人姓名,售后状态,付款时间,宝贝标题,买家实际支付金额", "1,王秀兰,无售后或售后取消,2026-1-5,钙片,198",
			"name=王秀兰 | purchases on=2026-01-05 order_no=1 product=钙片 amount=198.00 售后状态:无售后或售后取消"},
		{"an order part of which came back", "订单编号,收货人姓名,售后状态,付款时间,宝贝标题,买家实际支付金额", "1,王秀兰,部分退款成功,2026-1-5,钙片,198",
			"name=王秀兰 | purchases on=2026-01-05 order_no=1 product=钙片 amount=198.00 售后状态:部分退款成功"},
		{"a refund of a part", refundHead, "王秀兰,2026-1-5,钙片,2,198,,396,,部分退款成功,50.5",
			"name=王秀兰 | purchases on=2026-01-05 product=钙片 qty=2 price=198.00 amount=345.50 售后状态:部分退款成功 退款金额:50.5 | ? 退款金额 退了 50.50 元，按留下的 345.50 元记"},
		{"a refund of a part of what is worked out, and owed", refundHead, "王秀兰,2026-1-5,钙片,2,198,,,300,,-100",
			"name=王秀兰 | purchases on=2026-01-05 product=钙片 qty=2 price=198.00 amount=296.00 paid=296.00 退款金额:-100 | ? 退款金额 退了 100.00 元，按留下的 296.00 元记"},
		{"a refund of all", refundHead, "王秀兰,2026-1-5,钙片,2,198,,396,,,396", "skip 订单没有成交（全额退款）"},
		{"a refund of more", refundHead, "王秀兰,2026-1-5,钙片,2,198,,396,,,400",
			"name=王秀兰 | purchases on=2026-01-05 product=钙片 qty=2 price=198.00 amount=396.00 退款金额:400 | ! 退款金额 退的 400.00 元比金额 396.00 元还多；请核对"},
		{"a refund of nobody knows how much", refundHead, "王秀兰,2026-1-5,钙片,2,198,,396,,,退50左右",
			"name=王秀兰 | purchases on=2026-01-05 product=钙片 qty=2 price=198.00 amount=396.00 退款金额:退50左右 | ! 退款金额 “退50左右”不是金额，不知道退了多少；请写成 50 或 50.00"},
		{"a refund that is not through", refundHead, "王秀兰,2026-1-5,钙片,2,198,,396,,退款中,396",
			"name=王秀兰 | purchases on=2026-01-05 product=钙片 qty=2 price=198.00 amount=396.00 售后状态:退款中 退款金额:396 | ? 退款金额 “退款中”，还没退成，396.00 元没有从金额里扣"},
		{"no refund", refundHead, "王秀兰,2026-1-5,钙片,2,198,,396,,,0.00", "name=王秀兰 | purchases on=2026-01-05 product=钙片 qty=2 price=198.00 amount=396.00 退款金额:0.00"},
		{"a refund of the whole order on each of its lines", "单号,姓名,日期,产品,金额,退款金额", "1,王秀兰,2026-1-5,钙片,396,50\n1,王秀兰,2026-1-5,鱼油,99,50",
			"name=王秀兰 | purchases on=2026-01-05 order_no=1 product=钙片 amount=396.00 退款金额:50\nname=王秀兰 | purchases on=2026-01-05 order_no=1 product=鱼油 amount=99.00 退款金额:50"},
		{"somebody with a phone is no total", ledgerHead, "小计,13843110001,,,,,,,,,,,", "name=小计 phone=13843110001"},
		{"a blank row", ledgerHead, ", ,　,,,,,,,,,,", "skip 空行"},
		{"the headings again", ledgerHead, ledgerHead, "skip 重复的表头"},
		{"who made the sheet", ledgerHead, "制表：刘会计,,,,,,,,,,,,", "skip 表尾的说明"},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			got := tellAll(t, open(t, Options{}, tt.head, tt.row))
			if diff := cmp.Diff(tt.want, strings.Join(got, "\n")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRecordsDoNotLeakIntoTheNext(t *testing.T) {
	f := open(t, Options{}, wideHead+",几亩地",
		"王秀兰,13843110001/13943110001,女,2026-1-5,钙片,396,2026-1-8,视频,x,满意,2026-3-10,y,,,好人,5",
		"李建国")
	want := []string{
		"name=王秀兰 phone=13843110001 phone2=13943110001 gender=女 remark=好人；回访方式：视频 | interactions at=2026-01-08 content=x | purchases on=2026-01-05 product=钙片 amount=396.00 几亩地:5 | " +
			"feedback on=2026-01-08 score=4 | plans due=2026-03-10 content=y | ? 回访方式 “视频”不是可选的值，可选：电话、上门、微信、短信、赶集、会销、到店、社媒、其他",
		"name=李建国",
	}
	if diff := cmp.Diff(want, tellAll(t, f)); diff != "" {
		t.Error(diff)
	}
	last := sheet.Customer{}
	for r := range f.Records() {
		last = *r.Customer.Row.(*sheet.Customer)
	}
	if diff := cmp.Diff(sheet.Customer{Name: sheet.MakeText("李建国")}, last, cmp.AllowUnexported(sheet.Text{}, sheet.Phone{}, sheet.Choice{}, sheet.Year{}, sheet.Count{}, sheet.Score{}, sheet.Flag{}, sheet.Money{})); diff != "" {
		t.Error(diff)
	}
}

func TestAllowedIdentityNumbersAreChecked(t *testing.T) {
	got := tellAll(t, open(t, Options{AllowSensitive: true}, "姓名,身份证号", "王秀兰,11010519491231002X", "李建国,110105194908310000"))
	want := []string{"name=王秀兰 身份证号:11010519491231002X",
		"name=李建国 身份证号:110105194908310000 | ? 身份证号 末三位是 000 或写成了科学计数，多半被 Excel 截断了，请设成文本后重新填写"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsCounted(t *testing.T) {
	f := open(t, Options{}, "姓名,病史,身份证号,日期,产品,金额", "a,x,,1月5日,p,1", "b,y,z,腊月十五,p,1", "c,,,2026-1-5,p,1")
	tellAll(t, f)
	tellAll(t, f)
	type counts struct {
		Completed, Withheld int
		LeftOut             []string
	}
	if diff := cmp.Diff(counts{2, 3, []string{"病史", "身份证号"}}, counts{f.Completed, f.Withheld, f.LeftOut()}); diff != "" {
		t.Error(diff)
	}
}

func TestRowsAreGivenBackAsWritten(t *testing.T) {
	f, err := tryOpen(Options{}, gb18030(t, "台账\n姓名,备注\n王秀兰,\"一\n二\"\n李建国, x \n张三,\"没关\n"))
	if err != nil {
		t.Fatal(err)
	}
	var got [][]string
	for cells, err := range f.Rows([]int{2, 3, 4, 6}) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, cells)
	}
	want := [][]string{{"姓名", "备注"}, {"王秀兰", "一\n二"}, {"张三", "\"没关"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if lines := slices.Collect(recordLines(t, f)); !slices.Equal(lines, []int{3, 5, 6}) {
		t.Errorf("lines %v", lines)
	}
}

// recordLines yields the line of each record.
func recordLines(t *testing.T, f *File) func(func(int) bool) {
	return func(yield func(int) bool) {
		for r, err := range f.Records() {
			if err != nil {
				t.Fatal(err)
			}
			if !yield(r.Line) {
				return
			}
		}
	}
}

func TestCellUnderNoHeadingFarDownIsRejected(t *testing.T) {
	lines := append([]string{"姓名,手机,"}, slices.Repeat([]string{"王秀兰,13843110001,"}, grid.SampleRows)...)
	got := tellAll(t, open(t, Options{}, append(lines, "李建国,13843110002,x")...))
	want := "name=李建国 phone=13843110002 | !  没有表头的第 3 列写了“x”；请给这一列加上表头"
	if diff := cmp.Diff(want, got[len(got)-1]); diff != "" {
		t.Error(diff)
	}
}
