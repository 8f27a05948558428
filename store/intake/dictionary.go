package intake

import (
	"strings"

	"kehu/store/sheet"
)

// Headings that name no column, spelt as in the field; those of dictionary lists
// are looked up like the synonyms of the columns.
const (
	skipped = `序号 No. 行号 错误原因 为什么今天 上次说了 怎么开口 Whytoday Lastsaid Whattosay`

	// Sensitive personal data: left out unless the user allows it.
	sensitive = `身份证号 身份证 身份证号码 证件号 证件号码 客户身份证号 会员身份证 禁忌事项 健康状况 身体状况 病史 病症 既往病史 服药情况 血压 血糖 高压 低压 脉搏`

	// What makes any other heading sensitive, and what makes it a thing for sale after all.
	sensitiveParts = `身份证 病史 血压 血糖 血脂 尿酸 病症 疾病 慢性病 服药 用药 健康状况 身体状况 银行卡 过敏
		收缩压 舒张压 心率 体检结果 体检报告 体检情况 手术史 住院史 传染病 残疾 医保卡 医保号 社保卡 社保号 护照号 护照号码 银行账号 银行账户 宗教`
	harmlessParts = `血压计 血糖仪 血压仪 用药指导`

	// What is known not to be a column of kehu's: a column of the user's own.
	ofCustomer = `QQ QQ/E-mail QQ号 邮箱 email 电子邮箱 邮箱地址 电子邮件 E-mail 联系邮箱 联系人邮箱 证件类型 证件种类 证件类别
		邮政编码 邮编 学历 教育程度 婚姻状况 客户类别 客户类型 客户性质 业务类型 分类 个人或公司 新老客户 新/老客户 是否老客户 顾客类型
		公司名称 公司 客户单位名称 客户单位名称(必填) 企业名称 单位名称 客户单位 店名 小卖部名称 合作社 推荐人手机号 推荐人微信号
		首次到会日期 累计赊账 已还款 消费后余额 余额 储值 来店次数 首次 新/老顾客 是否新客 是否首次到会 带来新客 首次购买 购买天数
		客户行业 所属行业 网址 客户联系人 分配日期 分配次数 分配时间 导入批号 战败原因`
	ofPurchase = `产品编码 产品编号 商品SKU 商品编码 规格 型号 规格型号 商品规格 规格名称 退款金额 已退款金额 已退金额 实退金额 实际退款金额 退款申请时间 退款原因 退款项目 退货 退单 退货数量
		相关商机 签单 是否签单 开单 现场成交 预约金额 实收预约金额
		订单状态 交易状态 售后状态 退款状态 订单退款状态 订单类型 订单关闭原因 运费 运费金额 邮费 买家应付邮费 发货时间 确认收货时间 物流单号 物流公司 快递单号 快递公司 运单号 运送方式
		商品id 样式id 规格id sku 商家编码 宝贝种类 返点积分 余额支付 结算金额 平台优惠折扣 stockcode country`
	ofInteraction = `通话时长 接待时长 相关联系人 来店人数 陪同人 同来人数`
	ofMeeting     = `邀约人数 预约客户人数 签到客户人数 应到 实到 未到 报到人数 到场人数 到会率`
)

// lesser holds, column by column, headings that yield to any other heading for
// the same column, those further behind to those before: two of them in one file
// are nothing to ask about.
const lesser = `
name      收货人/提货人 收件人姓名 收货人名称 customer client contactname 所属客户 联系人 联系人姓名 购买人 收货人 收件人 收货人姓名 户主姓名 贵宾姓名 参会人 入住人
phone     联系电话 电话 电话号码 联系方式 客户联系方式 联系人电话 联系人手机 收货电话 收货手机 收货人手机号 收货人手机 收货人电话 收件人手机 收件人手机号 收件人电话 收货人手机号/提货人手机号 子女电话 家长电话1
wechat    微信昵称 微信名 家长微信1 是否加微信
birthday  出生日期 出生年月 出生年份 出生
county    县 区县 县区 区/县 县市 区 市 城市 所在城市 地区 地区名称 所在地区 区域 所属区域 客户区域 客户所属区域 片区 市场 收货人地区 收件人地区 收货人城市 收件人城市 收货人省份 收件人省份 district 省 省份
township  街道 所属街道办事处
village   所在村组 所在村屯 村/屯 村屯 自然村 屯 寨 所属社区 村/社区 村组 村民组 组 队
address   家庭住址 现居住址 常住地址 联系地址 通讯地址 收货地址 送货地址 邮寄地址 户籍地址 公司地址 检测地址 所在地 门牌号
occupation 职位 职务 工作 退休前职业 工作单位
income    年收入 月收入 退休金 经济条件
crops     种植面积 亩数 面积(亩) 养殖情况
level     会员等级 VIP级别 VIP属性 礼品等级 信用等级 关系等级 优先级 重要程度 星级
stage     客户状态 状态 跟进状态 线索状态 线索阶段 成交状态 进展 是否成交 是否购买
source    来源渠道 渠道来源 信息来源 渠道 来源编码
owner     负责人 跟进人 销售 创建人 创建人名字 录入人 登记人 填表人 建档人 负责人的用户编号 负责人邮箱
team      部门 隶属部门 负责人部门 小组
created_on 创建时间 创建日期 登记日期 登记时间 录入日期 导入日期 收集日期 首次联系日期 首次发现日期 初次备案日期
staff     营业员 导购 导购员 经办人 经手人 开单员 收银员
remark    订单备注 卖家备注 商家备注 买家备注 买家留言 notes note comment comments 备注说明 备注信息 客户备注 内部备注 说明 附注 注 其他 其它情况
nickname  昵称 买家昵称 买家会员名 买家账号 买家帐号 下单帐号 下单账号 会员昵称 客户昵称
number    会员号 会员编号 会员卡号 会员卡 卡号 客户号 客户代号 档案编号 编号
at        回访日期 回访时间 首次回访日期 最后跟进时间 最后跟进日期 最近跟进时间 最近跟进日期 最近联系时间 最近联系日期 最近沟通时间 末次跟进日期 最后联系 最近到店 最近活跃 来店时间 离店时间 日期 时间 一次回访 二次回访 三次回访 第几次回访
content   跟进记录 回访情况 最后跟进内容 最近跟进记录 跟进备注
via       第一次跟进方式 第二次跟进方式 计划跟进方式
due       下次联系 预约回访
on        订单日期 下单日期 下单时间 订单创建时间 订单提交时间 订单成交时间 订单付款时间 订单支付时间 付款时间 支付时间 支付完成时间 买家付款时间 付款确认时间 成交时间 成交日期 交易时间 销售时间 业务日期 单据日期 开票日期 制单日期 出库日期 签单日期 履约日期 合作时间 最早购买日期 日期 时间
amount    应收 应收金额 订单金额 订单总金额 订单总价 总金额 应收订单金额 订单应付金额 应付金额 应付 总额 金额合计 商品实付金额 商品金额合计 商品金额小计 商品金额 商品总价 买家应付货款 合计 合计金额 总价 小计 共计 销售额 合同金额 预计金额(元) totalamount totalprice linetotal sales total
paid      实付金额 实付款 实付 实收款 实收金额 已付金额 收款金额 到账金额 回款金额 已回款金额 全款 定金 订金 首付
unpaid    待收 未收 尾款
product   宝贝标题 商品标题 item goods description 主要产品 商品类型 意向产品 产品详情
order_no  子订单编号 交易单号 交易号
qty       件数 数量合计 宝贝总数量 商品总数量
discount  优惠总金额 店铺优惠合计 店铺优惠折扣
category  系列 类别
open_debt 尚欠 剩余欠款 未结金额 余款 尾款 未付 赊账 赊欠 待收款
`

// place is a column that a heading may mean, and how well the heading fits.
type place struct {
	column *sheet.Column
	rank   int // 0 kehu's own heading or key, 1 a synonym, more: see lesser
}

// dictionary holds what headings are known, by their spelling.
type dictionary struct {
	places  map[string][]place
	telling []telling // of places
	lists   map[string]entry
	recall  func(signature string) map[string]string // Options.Remembered
}

// entry says what becomes of a heading that names no column.
type entry struct {
	role  Role
	sheet *sheet.Sheet // whose own column it becomes
}

// sheets in the order in which a heading or a bare key is looked up; it is also
// how fine they are, from the third on.
func sheets() []*sheet.Sheet {
	return []*sheet.Sheet{sheet.Customers, sheet.Numbers, sheet.Purchases, sheet.Interactions, sheet.Feedbacks,
		sheet.Plans, sheet.Payments, sheet.Attendances, sheet.Meetings, sheet.Products, sheet.Markets}
}

func newDictionary(recall func(string) map[string]string) *dictionary {
	if recall == nil {
		recall = func(string) map[string]string { return nil }
	}
	d := &dictionary{places: map[string][]place{}, lists: map[string]entry{}, recall: recall}
	ranks := lesserRanks()
	for _, s := range sheets() {
		for _, c := range s.Columns {
			d.column(c, ranks)
		}
	}
	d.more()
	d.said()
	d.tell()
	d.list(skipped, entry{role: Skipped})
	d.list(sensitive, entry{Sensitive, sheet.Customers})
	d.list(ofCustomer, entry{Extra, sheet.Customers})
	d.list(ofPurchase, entry{Extra, sheet.Purchases})
	d.list(ofInteraction, entry{Extra, sheet.Interactions})
	d.list(ofMeeting, entry{Extra, sheet.Meetings})
	return d
}

// column enters what column c is called. The columns that say whose row it is
// are entered with the customers.
func (d *dictionary) column(c *sheet.Column, ranks map[string]int) {
	if c.Sheet != sheet.Customers && (c.Origin == sheet.Borrowed || c.Origin == sheet.Derived || c.Key == "customer") {
		return
	}
	for _, name := range []string{c.ZH, c.Key, c.EN, c.Sheet.Key + "." + c.Key, c.Sheet.ZH + "." + c.ZH} {
		d.add(name, place{c, 0})
	}
	for _, name := range c.Aka {
		rank := 1
		if lesser := ranks[c.Key+" "+spelling(name)]; lesser > 0 {
			rank = lesser
		}
		d.add(name, place{c, rank})
	}
}

// more enters what the columns don't declare: kehu's figures in somebody else's
// sheet, and who a row of an export belongs to.
func (d *dictionary) more() {
	for name, key := range map[string]string{
		"下次联系": "plans.due", "最后联系": "interactions.at", "customer": "customers.name", "customer_no": "customers.no",
		"Customer no": "customers.no", "登记时间": "customers.created_on", "工作单位": "customers.occupation",
		"Date": "purchases.on", "Total": "purchases.amount",
	} {
		d.add(name, place{columnOf(key), 1})
	}
}

func (d *dictionary) add(name string, p place) {
	key := spelling(name)
	for _, known := range d.places[key] {
		if known.column == p.column {
			return
		}
	}
	d.places[key] = append(d.places[key], p)
}

func (d *dictionary) list(names string, e entry) {
	for name := range strings.FieldsSeq(names) {
		d.lists[spelling(name)] = e
	}
}

// lesserRanks maps "key spelling" to the rank of a heading that yields.
func lesserRanks() map[string]int {
	ranks := map[string]int{}
	for line := range strings.Lines(lesser) {
		names := strings.Fields(line)
		for i := 1; i < len(names); i++ {
			ranks[names[0]+" "+spelling(names[i])] = i + 1
		}
	}
	return ranks
}

// find returns the key under which a heading is known, "" if it is not.
func (d *dictionary) find(heading string) string {
	full := spelling(heading)
	for _, key := range []string{full, bare(full), plainly(bare(full)), ofYou(bare(full))} {
		if _, ok := d.lists[key]; ok {
			return key
		}
		if len(d.places[key]) > 0 {
			return key
		}
	}
	if isSensitive(full) {
		return full
	}
	return ""
}

// isSensitive reports whether a spelling speaks of health, faith, papers or bank accounts.
func isSensitive(text string) bool {
	for part := range strings.FieldsSeq(harmlessParts) {
		text = strings.ReplaceAll(text, part, "")
	}
	for part := range strings.FieldsSeq(sensitiveParts) {
		if strings.Contains(text, part) {
			return true
		}
	}
	return false
}

// columnOf returns the column that "sheet.key" names, nil if there is none.
func columnOf(name string) *sheet.Column {
	s, key, _ := strings.Cut(name, ".")
	if of := sheet.ByKey(s); of != nil {
		return of.Column(key)
	}
	return nil
}
