package intake

import (
	"strings"

	"kehu/store/sheet"
)

// rule decides headings whose meaning depends on the other columns and on the
// values. Rules run in their order, so that each finds those before it settled.
type rule struct {
	headings string // spellings, which spaces part
	decide   func(r *resolver, i int)
}

func rules() []rule {
	return []rule{
		{receivedOrder + " " + wholeOrder, orderAmount},
		{"金额 amount", amount},
		{"多少钱", howMuch},
		{"多少", howMany},
		{"昵称 买家昵称 买家会员名 买家账号 买家帐号 下单帐号 下单账号 会员昵称 客户昵称 接龙人 跟团人", nickname},
		{"产品 product 产品名称 商品 商品名称 品名 使用产品 服用产品 description", product},
		{"编号 客户编号 客户id customer_no customerno no number 外部编号", number},
		{"名称 name 联系人 联系人姓名 户主姓名 户主 购买人 对方 会员 人 买家 下单人 订货人 车主 学员 卖主", name},
		{"联系方式 客户联系方式 号码", contact},
		{"紧急联系人", emergency},
		{"跟进日期 跟进方式 跟进内容", followUp},
		{"内容 content 结果 result 方式 via", visit},
		{"日期 时间 date on at " + spokenDays, date},
		{"登记时间 完成时间 回复时间", stamp},
		{"状态 status", status},
		{"是否成交 是否购买", closedDeal},
		{"是否加微信", wechat},
		{"单位 unit", unit},
		{"工作单位", employer},
		{"类别 品类 category 产品类别", category},
		{"折扣", discount},
		{"欠款 尾款 待收 未收 尚欠 剩余欠款 未结金额 debt " + spokenDebts, unpaid},
		{handedOver, payment},
		{"赊账 赊欠", credit},
		{openings, opening},
		{"场次 会议名称 活动场次 活动名称 会销 会销名称 meeting", meeting},
		{"跟进人", visitor},
		{"业务员", salesperson},
		{"渠道 channel", channel},
		{"门店 店 shop", shop},
		{"意向产品", interest},
		{"备注 remark 备注说明 备注信息 说明 附注 notes", remark},
	}
}

// ruleFor is the rule for a spelling, nil if it needs none.
func ruleFor(key string) *rule {
	for _, rule := range rules() {
		if isWord(rule.headings, key) {
			return &rule
		}
	}
	return nil
}

// number takes 编号 as another system's number; kehu's own are known by now. That of a
// form counts its answers, and each form begins anew.
func number(r *resolver, i int) {
	if len(r.values(i)) == 0 && isWord("no 编号", r.choices[i].key) {
		r.choices[i].as(Skipped)
		return
	}
	if isWord("编号 no", r.choices[i].key) && r.anyHeading(i, "提交时间 提交答卷时间 填写时间 来自ip 所用时间 答题时长") {
		r.choices[i].as(Skipped)
		return
	}
	if r.choices[i].key == "no" {
		r.choices[i].as(Skipped) // No. of an English sheet counts its rows
		return
	}
	r.choose(i, "numbers.number")
}

// name decides who of several names is the customer.
func name(r *resolver, i int) {
	key := r.choices[i].key
	named := r.has("customers.name") || r.anyHeading(i, "姓名 客户姓名 客户名称 客户 顾客姓名 会员姓名 名字")
	switch {
	case isWord("会员 人", key) && share(r.values(i), func(v string) bool { return len([]rune(v)) > 1 }) < 0.5: // who is one, 是 and 否, or how many came
		r.choices[i].as(Extra)
	case (key == "户主" || key == "户主姓名") && named:
		r.choose(i, "customers.household")
	case key == "name" && r.of != nil && r.of.Column("name") != nil:
		r.to(&r.choices[i], r.of.Column("name"))
	case !named:
		r.choose(i, "customers.name")
	case key == "名称" && r.buys() && !r.has("purchases.product"):
		r.choose(i, "purchases.product")
	default:
		r.choices[i].as(Extra)
	}
}

// contact reads 联系方式 as what most of its cells are: phones, or ways to get in touch.
func contact(r *resolver, i int) {
	values := r.values(i)
	via := columnOf("interactions.via")
	switch {
	case len(values) == 0 && !r.visits(), share(values, isPhone) >= 0.8:
		r.choose(i, "customers.phone")
	case share(values, func(v string) bool { return r.reads(via, v) }) >= 0.5:
		r.to(&r.choices[i], via)
	case share(values, isPhone) > 0, !r.visits():
		r.choose(i, "customers.phone")
	default:
		r.to(&r.choices[i], via)
	}
}

// emergency tells a relative's number from the relative's name.
func emergency(r *resolver, i int) {
	if values := r.values(i); len(values) > 0 && share(values, isPhone) < 0.5 {
		r.choices[i].as(Extra)
		return
	}
	r.choose(i, "customers.phone2")
}

// date reads 日期 as the date that the rows lack.
func date(r *resolver, i int) {
	if share(r.values(i), isClock) >= 0.8 {
		r.keep(i, sheet.W("只有钟点，没有日期", "a time of day without a date"))
		return
	}
	for _, may := range []meant{
		{r.of != nil && r.of.When != "", r.when()},
		{r.buys(), "purchases.on"},
		{r.visits(), "interactions.at"},
		{r.has("payments.amount"), "payments.on"},
		{r.judges(), "feedback.on"},
		{r.has("meetings.name"), "meetings.on"},
		{r.has("plans.content"), "plans.due"},
		{true, "customers.created_on"},
	} {
		if may.is && !r.has(may.name) {
			r.choose(i, may.name)
			return
		}
	}
	r.choices[i].as(Extra)
}

// when names the column that dates the rows of the sheet that comes first.
func (r *resolver) when() string {
	if r.of == nil {
		return ""
	}
	return r.of.Key + "." + r.of.When
}

// isClock reports whether a cell is a time of day: 14:30.
func isClock(cell string) bool {
	hour, minute, ok := strings.Cut(sheet.Fold(cell), ":")
	return ok && len(hour) <= 2 && strings.Trim(hour+minute, "0123456789:") == ""
}

func stamp(r *resolver, i int) {
	key := r.choices[i].key
	switch {
	case key == "登记时间" && r.judges() && !r.has("feedback.on"):
		r.choose(i, "feedback.on")
	case key == "登记时间":
		r.choose(i, "customers.created_on")
	case r.judges():
		r.choose(i, "feedback.closed_on")
	default:
		r.choices[i].as(Extra)
	}
}

// followUp tells what was done from what is planned: only kehu's plans have a
// reason and a day of completion beside it.
func followUp(r *resolver, i int) {
	part := map[string]string{"跟进日期": "at due", "跟进方式": "via via", "跟进内容": "content content"}[r.choices[i].key]
	visit, plan, _ := strings.Cut(part, " ")
	if r.has("plans.reason", "plans.done_on", "plans.result") {
		r.choose(i, "plans."+plan)
		return
	}
	r.choose(i, "interactions."+visit)
}

func visit(r *resolver, i int) {
	key := map[string]string{"内容": "content", "结果": "result", "方式": "via"}[r.choices[i].key]
	if key == "" {
		key = r.choices[i].key
	}
	switch {
	case r.of != nil && r.of.Column(key) != nil:
		r.choose(i, r.of.Key+"."+key)
	case key == "content" && r.judges() && !r.visits() && !r.has("feedback.content"):
		r.choose(i, "feedback.content")
	case key == "via" && r.has("payments.amount") && !r.visits():
		r.choose(i, "payments.method")
	default:
		r.choose(i, "interactions."+key)
	}
}

// status reads 状态 as a complaint's or a customer's, or neither: an order's.
func status(r *resolver, i int) {
	values := r.values(i)
	reads := func(name string) float64 {
		return share(values, func(v string) bool { return r.reads(columnOf(name), v) })
	}
	stage, complaint := reads("customers.stage"), reads("feedback.status")
	switch {
	case r.judges() && !r.has("feedback.status") && complaint >= stage:
		r.choose(i, "feedback.status")
	case len(values) > 0 && stage < 0.5 && r.buys():
		r.choices[i].as(Extra)
	default:
		r.choose(i, "customers.stage")
	}
}

// closedDeal reads 是否成交 as the stage; at a meeting it is about that day.
func closedDeal(r *resolver, i int) {
	if r.has("attendance.attended", "attendance.reply", "meetings.name") {
		r.choices[i].as(Extra)
		return
	}
	r.choose(i, "customers.stage")
}

func wechat(r *resolver, i int) {
	flag := columnOf("customers.do_not_contact")
	if values := r.values(i); share(values, func(v string) bool { return r.reads(flag, v) }) >= 0.5 {
		r.keep(i, sheet.W("只写了有没有，不是微信号", "says whether there is one, not which"))
		return
	}
	r.choose(i, "customers.wechat")
}

func employer(r *resolver, i int) {
	if r.has("customers.occupation") {
		r.choices[i].as(Extra)
		return
	}
	r.choose(i, "customers.occupation")
}

// openings are the headings of an old sheet's totals.
const openings = `购买次数 消费次数 交易次数 订货次数 购物次数 下单次数 purchasecount
	累计消费 累计金额 累计交易 累计消费金额 累计购买金额 累计购买 消费总额 totalspent
	最近购买 最近购买日期 最近购买时间 最后购买日期 最后购买时间 上次购买日期 上次购买时间 最近消费日期 最近消费时间 最后消费 最近消费 最后消费日期 最后消费时间 上次消费 上次消费日期 最后购买 lastpurchasedate`

// meeting reads the name of a meeting as the sheet's that the rows are of; see
// spread for what else.
func meeting(r *resolver, i int) {
	for _, may := range r.ofMeeting() {
		if may.is {
			if !r.has(may.name) {
				r.choose(i, may.name)
				return
			}
			break
		}
	}
	r.choose(i, "meetings.name")
}

func visitor(r *resolver, i int) {
	if r.visits() {
		r.choose(i, "interactions.staff")
		return
	}
	r.choose(i, "customers.owner")
}

// salesperson is whose customer it is; see late for what else.
func salesperson(r *resolver, i int) { r.choose(i, "customers.owner") }

// remark belongs to the customer where the file describes customers, else to
// what the rows are about.
func remark(r *resolver, i int) {
	switch {
	case r.of != nil && r.of.Column("remark") != nil:
		r.choose(i, r.of.Key+".remark")
	case r.describes() || r.repeated(sheet.Interactions) || r.repeated(sheet.Purchases) || !r.sells() && !r.visits() && !r.has("payments.amount") && !r.judges():
		r.choose(i, "customers.remark")
	case r.sells():
		r.choose(i, "purchases.remark")
	case r.has("payments.amount"):
		r.choose(i, "payments.remark")
	default:
		r.choices[i].as(Extra)
	}
}
