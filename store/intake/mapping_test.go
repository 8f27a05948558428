package intake

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"kehu/store/sheet"
)

func TestHeadingsFindTheirColumns(t *testing.T) {
	tests := []struct {
		reason string
		o      Options
		lines  []string
		want   string
	}{
		{"decorations don't matter", Options{}, []string{
			"*姓 名,手机号(11位手机号，不可有空格),【基本】性别：,[联系人]称呼,1、村,金额（元）,单价（元/盒）,跟进时间-例:2020-2-1,产品／服务,购买日期,\uFEFF备　注"},
			"*姓 名=customers.name 手机号(11位手机号，不可有空格)=customers.phone 【基本】性别：=customers.gender [联系人]称呼=customers.nickname 1、村=customers.village " +
				"金额（元）=purchases.amount 单价（元/盒）=purchases.price 跟进时间-例:2020-2-1=interactions.at 产品／服务=extra@purchases 购买日期=purchases.on 备　注=customers.remark"},
		{"more decorations", Options{}, []string{"姓名(*),\"手机\n（选填）\",村（必填）：,客户电话(非必填),★意向等级,微信号*,２、性別,备注[可不填]", "a,13843110001,后屯,0431-85551234,A,wx_a,女,x"},
			"姓名(*)=customers.name 手机\n（选填）=customers.phone 村（必填）：=customers.village 客户电话(非必填)=customers.phone2 ★意向等级=customers.intent 微信号*=customers.wechat ２、性別=customers.gender 备注[可不填]=customers.remark"},
		{"letters' case and English", Options{}, []string{"NAME,Phone Number,E-MAIL,Village"},
			"NAME=customers.name Phone Number=customers.phone E-MAIL=extra@customers Village=customers.village"},
		{"kehu's own keys", Options{}, []string{"name,phone,purchases.on,product,qty,price,purchases.amount,purchases.remark", "a,1,2026-1-1,x,1,2,2,y"},
			"name=customers.name phone=customers.phone purchases.on=purchases.on product=purchases.product qty=purchases.qty price=purchases.price purchases.amount=purchases.amount purchases.remark=purchases.remark"},
		{"a flat ledger", Options{}, []string{"手机,姓名,日期,产品,数量,单价,金额,备注,业务员"},
			"手机=customers.phone 姓名=customers.name 日期=purchases.on 产品=purchases.product 数量=purchases.qty 单价=purchases.price 金额=purchases.amount 备注=purchases.remark 业务员=customers.owner+purchases.staff"},
		{"a ledger that describes customers", Options{}, []string{"姓名,性别,日期,产品,金额,渠道,备注"},
			"姓名=customers.name 性别=customers.gender 日期=purchases.on 产品=purchases.product 金额=purchases.amount 渠道=customers.source 备注=customers.remark"},
		{"visits", Options{}, []string{"姓名,电话,时间,跟进方式,跟进内容,跟进结果,跟进人,下次联系日期,下次跟进内容"},
			"姓名=customers.name 电话=customers.phone 时间=interactions.at 跟进方式=interactions.via 跟进内容=interactions.content 跟进结果=interactions.result 跟进人=interactions.staff 下次联系日期=plans.due 下次跟进内容=plans.content"},
		{"complaints", Options{}, []string{"投诉人,电话,产品,投诉内容,登记时间,状态,处理结果,完成时间", "王秀兰,13843110001,血压计,不准,2026-1-5,待处理,,"},
			"投诉人=customers.name 电话=customers.phone 产品=feedback.product 投诉内容=feedback.content 登记时间=feedback.on 状态=feedback.status 处理结果=feedback.resolution 完成时间=feedback.closed_on"},
		{"payments", Options{}, []string{"姓名,手机,还款日期,金额,方式,备注"},
			"姓名=customers.name 手机=customers.phone 还款日期=payments.on 金额=payments.amount 方式=payments.method 备注=payments.remark"},
		{"a meeting's list", Options{}, []string{"会议名称,会议时间,姓名,电话,是否到会,邀约人,是否成交"},
			"会议名称=attendance.meeting+meetings.name 会议时间=meetings.on 姓名=customers.name 电话=customers.phone 是否到会=attendance.attended 邀约人=attendance.inviter 是否成交=extra@attendance"},
		{"a list of customers with totals", Options{}, []string{"姓名,年龄,累计消费,购买次数,最近购买,欠款,下次联系时间"},
			"姓名=customers.name 年龄=customers.birth_year 累计消费=customers.open_spent 购买次数=customers.open_count 最近购买=customers.open_last 欠款=customers.open_debt 下次联系时间=plans.due"},
		{"totals beside the purchases they count", Options{}, []string{"姓名,日期,产品,金额,欠款,累计消费"},
			"姓名=customers.name 日期=purchases.on 产品=purchases.product 金额=purchases.amount 欠款=purchases.unpaid 累计消费=extra@purchases"},
		{"a phone and another", Options{}, []string{"姓名,联系电话,手机", "a,0431-85551234,13843110001"},
			"姓名=customers.name 联系电话=customers.phone2 手机=customers.phone"},
		{"a contact that is phones", Options{}, []string{"姓名,联系方式", "a,13843110001", "b,138 4311 0002"}, "姓名=customers.name 联系方式=customers.phone"},
		{"a contact that is a way", Options{}, []string{"姓名,联系方式,跟进时间,跟进内容", "a,电话,2026-1-5,x", "b,上门,2026-1-6,y"},
			"姓名=customers.name 联系方式=interactions.via 跟进时间=interactions.at 跟进内容=interactions.content"},
		{"villages, their parts, and regions", Options{}, []string{"姓名,省份,城市,区县,乡镇,行政村,屯"},
			"姓名=customers.name 省份=extra@customers 城市=extra@customers 区县=customers.county 乡镇=customers.township 行政村=customers.village 屯=customers.group"},
		{"村 and 组", Options{}, []string{"姓名,村,组,户主"}, "姓名=customers.name 村=customers.village 组=customers.group 户主=customers.household"},
		{"who looks after whom, and who typed it", Options{}, []string{"客户名称,创建人,负责人,联系人", "店,张三,刘敏,王秀兰"},
			"客户名称=customers.name 创建人=extra@customers 负责人=customers.owner 联系人=extra@customers"},
		{"a class, a category", Options{}, []string{"姓名,类别", "a,A", "b,C"}, "姓名=customers.name 类别=customers.level"},
		{"rates are no money off", Options{}, []string{"姓名,日期,产品,金额,折扣", "a,2026-1-1,x,1,0.9", "b,2026-1-1,x,1,8.5折"},
			"姓名=customers.name 日期=purchases.on 产品=purchases.product 金额=purchases.amount 折扣=extra@purchases"},
		{"cells that are not what the heading says", Options{}, []string{"姓名,紧急联系人,意向产品,家庭成员", "a,李建国,钙片,老伴", "b,王强,肥,儿子", "c,张三,奶粉,孙子"},
			"姓名=customers.name 紧急联系人=extra@customers 意向产品=customers.need 家庭成员=extra@customers"},
		{"products that nobody paid for are no purchases", Options{}, []string{"姓名,购买产品,跟进情况,满意度"},
			"姓名=customers.name 购买产品=extra@customers 跟进情况=extra@customers 满意度=extra@customers"},
		{"sensitive, skipped, unknown and blank", Options{}, []string{"序号,姓名,身份证号,高血压病史,血压计数量,,错误原因"},
			"序号=skip 姓名=customers.name 身份证号=sensitive 高血压病史=sensitive 血压计数量=extra@customers =skip 错误原因=skip"},
		{"sensitive, in other words", Options{}, []string{"姓名,高压,低压,心率(次/分),体检结果,医保卡号,宗教信仰,开户银行账号,高压锅数量"},
			"姓名=customers.name 高压=sensitive 低压=sensitive 心率(次/分)=sensitive 体检结果=sensitive 医保卡号=sensitive 宗教信仰=sensitive 开户银行账号=sensitive 高压锅数量=extra@customers"},
		{"sensitive, allowed", Options{AllowSensitive: true}, []string{"姓名,病史"}, "姓名=customers.name 病史=extra@customers"},
		{"a blank heading over cells, the same heading twice", Options{}, []string{"姓名,其一,其一,", "a,1,2,3"},
			"姓名=customers.name 其一=extra@customers 其一=extra@customers:其一2 =extra@customers:第4列"},
		{"each customer once: what is unknown is the customer's", Options{}, []string{"姓名,性别,日期,产品,金额,几亩地", "a,男,1-1,x,1,5", "b,男,1-1,x,1,5", "c,男,1-1,x,1,5", "d,男,1-1,x,1,5", "e,男,1-1,x,1,5"},
			"姓名=customers.name 性别=customers.gender 日期=purchases.on 产品=purchases.product 金额=purchases.amount 几亩地=extra@customers"},
		{"an English shop's export", Options{}, []string{"InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"},
			"InvoiceNo=purchases.order_no StockCode=extra@purchases Description=purchases.product Quantity=purchases.qty InvoiceDate=purchases.on UnitPrice=purchases.price CustomerID=numbers.number Country=extra@purchases"},
		{"English in words", Options{}, []string{"Name,Age,Village,Purchase date,Product,Qty,Unit price,Debt,Comments"},
			"Name=customers.name Age=customers.birth_year Village=customers.village Purchase date=purchases.on Product=purchases.product Qty=purchases.qty Unit price=purchases.price Debt=purchases.unpaid Comments=customers.remark"},
		{"a shop's orders: what was paid is the amount", Options{}, []string{
			"订单编号,买家会员名,买家应付货款,总金额,买家实际支付金额,订单状态,买家留言,收货人姓名,收货地址 ,联系电话 ,联系手机,订单创建时间,订单付款时间 ,宝贝标题 ,宝贝总数量,店铺名称",
			"1,tb,396,400,386,交易成功,快,王秀兰,后屯,0431-85551234,13843110001,2026-1-5 14:30:05,2026-1-5 14:31,钙片,2,秀兰保健"},
			"订单编号=purchases.order_no 买家会员名=customers.nickname 买家应付货款=extra@purchases 总金额=extra@purchases 买家实际支付金额=purchases.amount 订单状态=extra@purchases " +
				"买家留言=purchases.remark 收货人姓名=customers.name 收货地址=customers.address 联系电话=customers.phone2 联系手机=customers.phone " +
				"订单创建时间=purchases.on 订单付款时间=extra@purchases 宝贝标题=purchases.product 宝贝总数量=purchases.qty 店铺名称=purchases.shop"},
		{"a shop's orders of several lines: the line's own money", Options{}, []string{
			"订单号,收货人,订单状态,下单时间,商品名称,商品数量,商品单价,商品金额合计,订单实付金额", "1,a,交易完成,2026-1-5,钙片,2,198,396,454", "1,a,交易完成,2026-1-5,油,1,58,58,454"},
			"订单号=purchases.order_no 收货人=customers.name 订单状态=extra@purchases 下单时间=purchases.on 商品名称=purchases.product 商品数量=purchases.qty 商品单价=purchases.price 商品金额合计=purchases.amount 订单实付金额=extra@purchases"},
		{"a village shop's paid is no amount", Options{}, []string{"单号,姓名,日期,产品,应收金额,实付金额"},
			"单号=purchases.order_no 姓名=customers.name 日期=purchases.on 产品=purchases.product 应收金额=purchases.amount 实付金额=purchases.paid"},
		{"only a buyer's nickname says who", Options{}, []string{"订单编号,买家昵称,付款时间,商品标题,实付金额"},
			"订单编号=purchases.order_no 买家昵称=customers.name 付款时间=purchases.on 商品标题=purchases.product 实付金额=purchases.amount"},
		{"a shop's number of its customer", Options{}, []string{"编号,姓名,门店", "12,a,三岔河店"}, "编号=numbers.number 姓名=customers.name 门店=numbers.shop"},
		{"kehu's customers read back", Options{}, []string{"编号,姓名,手机,购买次数,累计金额,欠款,期初欠款,几亩地", "#17,a,1,12,1280.00,3.00,,5"},
			"编号=customers.no 姓名=customers.name 手机=customers.phone 购买次数=skip 累计金额=skip 欠款=skip 期初欠款=customers.open_debt 几亩地=extra@customers"},
		{"kehu's numbers in a list of purchases made by hand", Options{}, []string{"编号,姓名,日期,产品,数量,金额,欠款,袋数,几号库", "#17,a,2026-1-5,x,1,2,3,5,6"},
			"编号=customers.no 姓名=customers.name 日期=purchases.on 产品=purchases.product 数量=purchases.qty 金额=purchases.amount 欠款=purchases.unpaid 袋数=extra@purchases 几号库=extra@purchases"},
		{"kehu's customers with many columns of the user's", Options{}, []string{"编号,姓名,累计金额,几亩地,几头牛,几口井,几间房", "#17,a,2,5,6,7,8"},
			"编号=customers.no 姓名=customers.name 累计金额=skip 几亩地=extra@customers 几头牛=extra@customers 几口井=extra@customers 几间房=extra@customers"},
		{"kehu's purchases read back", Options{}, []string{"编号,姓名,客户编号,手机,村,日期,产品,数量,金额,会销,业务员,备注", "b12,a,#17,1,后屯,2026-1-5,x,1,2.00,,刘敏,y"},
			"编号=skip 姓名=customers.name 客户编号=customers.no 手机=customers.phone 村=customers.village 日期=purchases.on 产品=purchases.product 数量=purchases.qty 金额=purchases.amount 会销=purchases.meeting 业务员=purchases.staff 备注=purchases.remark"},
		{"rejected rows that kehu gave back", Options{}, []string{"Reason,Line,姓名,下次联系日期,业务员"}, "Reason=skip Line=skip 姓名=customers.name 下次联系日期=plans.due 业务员=customers.owner+plans.staff"},
		{"kehu's plans read back", Options{}, []string{"编号,姓名,客户编号,手机,村,跟进日期,跟进方式,跟进内容,业务员,来由,完成日期,完成结果", "p3,a,#17,1,后屯,2026-4-1,电话,x,刘敏,手工,,"},
			"编号=skip 姓名=customers.name 客户编号=customers.no 手机=customers.phone 村=customers.village 跟进日期=plans.due 跟进方式=plans.via 跟进内容=plans.content 业务员=plans.staff 来由=plans.reason 完成日期=plans.done_on 完成结果=plans.result"},
		{"kehu's plans read back, keys for headings", Options{}, []string{"no,customer,customer_no,phone,village,due,via,content,staff,reason,done_on,result", "3,a,17,1,后屯,2026-4-1,电话,x,刘敏,手工,,"},
			"no=skip customer=customers.name customer_no=customers.no phone=customers.phone village=customers.village due=plans.due via=plans.via content=plans.content staff=plans.staff reason=plans.reason done_on=plans.done_on result=plans.result"},
		{"somebody else's sheet with a few such headings", Options{}, []string{"no,name,phone,village", "17,a,1,后屯"},
			"no=skip name=customers.name phone=customers.phone village=customers.village"},
		{"the sheet that the user names", Options{Sheet: sheet.Plans}, []string{"姓名,手机,跟进日期,跟进内容,业务员"},
			"姓名=customers.name 手机=customers.phone 跟进日期=plans.due 跟进内容=plans.content 业务员=plans.staff"},
		{"talks on a day", Options{}, []string{"姓名,手机,日期,方式,内容,结果"}, "姓名=customers.name 手机=customers.phone 日期=interactions.at 方式=interactions.via 内容=interactions.content 结果=interactions.result"},
		{"the user's sheet decides what a day and an amount are", Options{Sheet: sheet.Payments}, []string{"姓名,手机,日期,金额,备注"},
			"姓名=customers.name 手机=customers.phone 日期=payments.on 金额=payments.amount 备注=payments.remark"},
		{"the user's sheet decides what a text is", Options{Sheet: sheet.Feedbacks}, []string{"姓名,手机,日期,内容,评分"},
			"姓名=customers.name 手机=customers.phone 日期=feedback.on 内容=feedback.content 评分=feedback.score"},
		{"a catalogue as people head it", Options{Sheet: sheet.Products}, []string{"产品,单位,规格,单价,成本,类别"}, "产品=products.name 单位=products.unit 规格=products.pack 单价=products.price 成本=products.cost 类别=products.category"},
		{"a catalogue with two names", Options{Sheet: sheet.Products}, []string{"商品名称,单位,零售价,简称"}, "商品名称=products.name 单位=products.unit 零售价=products.price 简称=products.aka"},
		{"a catalogue", Options{Sheet: sheet.Products}, []string{"name,目录单位,price,进价"}, "name=products.name 目录单位=products.unit price=products.price 进价=products.cost"},
		{"the user's map", Options{Map: map[string]string{"谁": "name", "哪天": "purchases.on", "啥": "购买.产品", "多少钱": "amount", "序": "skip", "手机": "extra"}},
			[]string{"序,谁,哪天,啥,多少钱,手机", "1,a,2026-1-1,x,2,3"},
			"序=skip 谁=customers.name 哪天=purchases.on 啥=purchases.product 多少钱=purchases.amount 手机=extra@purchases"},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			f := open(t, tt.o, tt.lines...)
			if diff := cmp.Diff(strings.ReplaceAll(tt.want, " ", "\n"), strings.ReplaceAll(strings.Join(places(f), " "), " ", "\n")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWhatCannotBeDecidedIsAsked(t *testing.T) {
	tests := []struct {
		reason string
		o      Options
		lines  []string
		answer map[string]string
		want   Questions
		words  string
	}{
		{"two headings claim one column and differ", Options{}, []string{"客户姓名,客户名称,手机,序号,住几楼", "王秀兰,后屯店,13843110001,1,2"}, map[string]string{"客户姓名": "name", "客户名称": "extra"},
			Questions{File: "账.csv", HeaderLine: 1, Questions: []Question{{Headings: []string{"客户姓名", "客户名称"}, Column: "customers.name", Samples: [][]string{{"王秀兰"}, {"后屯店"}}}},
				Map: map[string]string{"客户姓名": "name", "客户名称": "extra", "手机": "phone", "序号": "skip", "住几楼": "extra"}},
			"账.csv：“客户姓名”和“客户名称”都像“姓名”，内容又不一样；请用 --map '客户姓名=name' --map '客户名称=extra' 说明"},
		{"nothing is known", Options{}, []string{"甲,乙", "1,2"}, map[string]string{"甲": "name"},
			Questions{File: "账.csv", HeaderLine: 1, Questions: []Question{{Headings: []string{"甲", "乙"}, Samples: [][]string{{"1"}, {"2"}}}}, Map: map[string]string{"甲": "extra", "乙": "extra"}},
			"账.csv：第 1 行的表头里认不出姓名、手机、编号或购买金额；请用 --map '原表头=name' 说明哪一列是什么"},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			_, err := tryOpen(tt.o, []byte(strings.Join(tt.lines, "\n")))
			var known *sheet.Error
			var q *Questions
			if !errors.As(err, &known) || known.Failure != sheet.Unanswered || !errors.As(err, &q) {
				t.Fatalf("got %v, want a question", err)
			}
			for i := range q.Questions {
				q.Questions[i].Words = sheet.Words{}
			}
			if diff := cmp.Diff(tt.want, *q, cmpopts.IgnoreUnexported(Questions{})); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tt.words, zh(err)); diff != "" {
				t.Error(diff)
			}
			if f, err := tryOpen(Options{Map: tt.answer}, []byte(strings.Join(tt.lines, "\n"))); err != nil || f == nil {
				t.Errorf("an answer doesn't help: %v", err)
			}
		})
	}
}

func TestTwoHeadingsThatAgreeAreNoQuestion(t *testing.T) {
	f := open(t, Options{}, "客户姓名,客户名称,手机", "王秀兰,王秀兰,1", "李建国,,2")
	want := []string{"客户姓名=customers.name", "客户名称=extra@customers", "手机=customers.phone"}
	if diff := cmp.Diff(want, places(f)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff("与“客户姓名”同是“姓名”，以“客户姓名”为准", f.Columns[1].Note.In(sheet.ZH)); diff != "" {
		t.Error(diff)
	}
}

func TestMapThatMakesNoSenseIsRefused(t *testing.T) {
	_, err := tryOpen(Options{Map: map[string]string{"姓名": "nmae"}}, []byte("姓名,手机\na,1\n"))
	if diff := cmp.Diff("账.csv：--map 里没有“nmae”这一列；列的键见 kehu help columns，另有 skip、extra", zh(err)); diff != "" {
		t.Error(diff)
	}
	for _, text := range []string{"姓名,手机,\na,1,\n", "姓各,手机,\na,x,\n"} {
		_, err = tryOpen(Options{Map: map[string]string{"没有的": "name", "也没有": "skip"}}, []byte(text))
		if diff := cmp.Diff("账.csv：表里没有“也没有、没有的”这个表头，--map 的左边要照表头写；表头有："+text[:6]+"、手机", zh(err)); diff != "" {
			t.Error(diff)
		}
		var known *sheet.Error
		if !errors.As(err, &known) || known.Failure != sheet.Misused {
			t.Errorf("%v is no misuse", err)
		}
	}
}

func TestEveryDeclaredHeadingIsUnderstood(t *testing.T) {
	words := newDictionary(nil)
	for _, s := range sheet.All() {
		for _, c := range s.Columns {
			for _, name := range append([]string{c.ZH, c.EN, c.Key, s.Key + "." + c.Key}, c.Aka...) {
				owner := s != sheet.Customers && (c.Origin == sheet.Borrowed || c.Origin == sheet.Derived || c.Key == "customer")
				if key := words.find(name); key == "" && !owner {
					t.Errorf("%s.%s: the heading “%s” is not known", s.Key, c.Key, name)
				}
			}
		}
	}
}

func TestWhatAFileLacksIsSaid(t *testing.T) {
	tests := []struct {
		reason string
		head   string
		want   []string
	}{
		{"nothing", "姓名,日期,产品,金额", nil},
		{"products", "姓名,日期,金额", []string{"没有产品一列，产品记为“未注明”"}},
		{"a date of its own", "姓名,跟进时间,跟进内容,产品,金额", []string{"没有购买日期一列，按“跟进时间”的日子记购买"}},
		{"whose they are", "日期,产品,金额", []string{"没有姓名、手机或编号一列，都记为散客"}},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			var got []string
			for _, note := range open(t, Options{}, tt.head).Notes {
				got = append(got, note.In(sheet.ZH))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
