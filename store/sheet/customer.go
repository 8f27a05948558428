package sheet

// Customer is one person of the tracking sheet: 客户信息.
type Customer struct {
	Head
	Name, Nickname                   Text
	Phone, Phone2                    Phone
	Wechat                           Text
	Gender                           Choice
	Birthday                         Birthday
	BirthYear                        Year
	County, Township, Village, Group Text
	Address, Household               Text
	FamilySize                       Count
	Income, Occupation, Crops        Text
	Level, Intent, Stage             Choice
	Source, Referrer, Owner, Team    Text
	BestTime, Habits                 Text
	Preferences, Motive, Psychology  Text
	Loyalty, PriceSensitivity, Trust Score
	Need                             Text
	SpendingPower                    Score
	Tags, Consent                    Text
	ConsentOn                        Date
	ConsentFor                       Text
	DoNotContact                     Flag
	CreatedOn, VerifiedOn            Date
	Remark                           Text
	OpenCount                        Count
	OpenSpent                        Money
	OpenLast                         Date
	OpenDebt                         Money
	Purchases, BuyDays               Count
	Spent                            Money
	FirstPurchase, LastPurchase      Date
	NextPurchase                     Date // by their own rhythm
	LastContact, NextContact         Date
	Debt                             Money
}

// Customers is the sheet of 客户. Its derived columns are the figures, computed
// from the customer's rows and the opening figures.
func customers() Sheet {
	return Sheet{
		Key: "customers", ZH: "客户", EN: "Customers", Aka: []string{"客户表", "客户追踪表"}, Prefix: "#", When: "created_on",
		New: func() Row { return new(Customer) }, Clone: clone[Customer],
		Columns: []*Column{
			{Key: "no", ZH: "编号", EN: "No", Width: 8, Origin: Derived,
				Field: of(func(c *Customer) Field { return &c.ID })},
			{Key: "name", ZH: "姓名", EN: "Name", Aka: []string{
				"姓名", "客户姓名", "客户名", "顾客名", "人名", "客户名称", "线索名称", "客户名字", "顾客姓名", "会员姓名", "名字", "买家姓名",
				"客户", "名称", "贵宾姓名", "收货人", "收件人", "收货人姓名", "客人姓名", "入住人", "联系人姓名",
				"中文姓名", "真实姓名", "人员姓名", "[联系人]姓名", "患者姓名", "户主姓名", "购买人", "参会人",
				"顾客", "老人姓名", "叫什么", "联系人", "*所属客户", "所属客户", "投诉人", "投诉人信息",
				"Customer Name", "Name", "Customer", "Client", "Client name", "Full name", "Contact name",
				"收货人/提货人", "收件人姓名", "收货人名称",
			}, Width: 10, Required: true,
				Field: of(func(c *Customer) Field { return &c.Name })},
			{Key: "nickname", ZH: "绰号", EN: "Nickname", Aka: []string{
				"商家备注名", "称呼", "小名", "外号", "绰号", "备注名", "买家昵称", "买家会员名", "买家账号", "买家帐号", "下单帐号", "下单账号", "会员昵称", "客户昵称", "昵称",
			}, Width: 10,
				Field: of(func(c *Customer) Field { return &c.Nickname })},
			{Key: "phone", ZH: "手机", EN: "Phone", Aka: []string{
				"手机", "手机号", "手机号码", "联系电话", "电话", "手机号(11位手机号，不可有空格)", "客户电话",
				"客户电话(必填)", "客户联系方式", "联系方式", "顾客电话", "顾客手机号", "会员手机号", "会员手机", "客户联系电话", "会员电话",
				"联系人电话", "收货电话", "收货手机", "买家手机号", "移动电话", "电话号码", "家长电话1", "客户手机",
				"客人电话", "phone", "mobile", "tel", "mobile phone", "phone number", "手机电话", "联系手机",
				"联系人手机", "电话/手机", "手机（微信同号）", "本人电话", "子女电话", "Mobile", "Phone",
				"电话1", "手机1", "手机号1", "联系电话1", "联系方式1", "收货人手机号", "收货人手机", "收货人电话", "收件人手机", "收件人手机号", "收件人电话",
				"收货人手机号/提货人手机号", "买家手机", "买家电话", "Cell", "Cell phone", "Cellphone", "Telephone", "Mobile no", "Mobile number", "Contact number",
			}, Width: 13,
				Field: of(func(c *Customer) Field { return &c.Phone })},
			{Key: "phone2", ZH: "备用电话", EN: "Second phone", Aka: []string{
				"座机电话", "座机", "固定电话", "家庭电话", "宅电", "办公电话", "住宅电话", "应急电话", "家庭座机",
				"紧急联系人", "备用电话", "电话2", "手机2", "手机号2", "联系电话2", "联系方式2", "第二联系电话", "家属电话", "儿女电话", "Phone 2",
			}, Width: 14,
				Field: of(func(c *Customer) Field { return &c.Phone2 })},
			{Key: "wechat", ZH: "微信", EN: "WeChat", Aka: []string{
				"微信", "微信号", "微信号码", "微信名", "微信昵称", "wechat", "家长微信1", "微信ID", "VX",
				"微信（同手机号）", "是否加微信", "微信账号", "微信帐号",
			}, Width: 14,
				Field: of(func(c *Customer) Field { return &c.Wechat })},
			{Key: "gender", ZH: "性别", EN: "Gender", Aka: []string{"性别", "客户性别", "男/女", "男女", "Sex"}, Width: 6, Options: genders(),
				Field: of(func(c *Customer) Field { return &c.Gender })},
			{Key: "birthday", ZH: "生日", EN: "Birthday", Aka: []string{
				"出生日期", "生日", "出生年月", "出生年份", "出生", "农历生日", "阴历生日", "阳历生日", "出生年月日",
				"Date of birth", "Birth date", "DOB",
			}, Width: 14,
				Field: of(func(c *Customer) Field { return &c.Birthday })},
			{Key: "birth_year", ZH: "出生年", EN: "Year of birth", Aka: []string{"年龄", "岁数", "年纪", "周岁", "Age", "Birth year"}, Width: 8,
				Field: of(func(c *Customer) Field { return &c.BirthYear })},
			{Key: "county", ZH: "县区", EN: "County", Aka: []string{
				"地区", "地区名称", "省", "市", "区", "客户区域", "客户所属区域", "区域", "所在城市", "所在地区",
				"区/县", "省份", "城市", "所属区域", "县", "区县", "县区", "县市", "片区", "市场", "市/县",
				"收货人地区", "收货人城市", "收货人省份", "收件人省份", "收件人城市", "收件人地区", "District",
			}, Width: 10,
				Field: of(func(c *Customer) Field { return &c.County })},
			{Key: "township", ZH: "乡镇", EN: "Township", Aka: []string{
				"所属乡镇", "街道", "所属街道办事处", "乡镇", "镇", "乡", "乡/镇", "镇街", "乡镇/街道", "哪个镇", "Town",
			}, Width: 10,
				Field: of(func(c *Customer) Field { return &c.Township })},
			{Key: "village", ZH: "村", EN: "Village", Aka: []string{
				"所属社区", "所在村", "所在村组", "所在村屯", "村庄名称", "村/屯", "村屯", "村", "村庄", "村名", "行政村", "自然村", "村组", "村民组", "屯", "寨", "组", "队",
				"村/社区", "所属村", "哪个村", "Village",
			}, Width: 10,
				Field: of(func(c *Customer) Field { return &c.Village })},
			{Key: "group", ZH: "组", EN: "Group", Width: 6,
				Field: of(func(c *Customer) Field { return &c.Group })},
			{Key: "address", ZH: "地址", EN: "Address", Aka: []string{
				"地址", "详细地址", "家庭住址", "家庭地址", "住址", "通讯地址", "客户地址", "联系地址", "居住地址",
				"收货地址", "常住地址", "公司地址", "现居住址", "邮寄地址", "户籍地址", "完整地址", "检测地址",
				"所在地", "现居地", "家庭详细地址", "具体住址", "送货地址", "门牌号", "住哪",
				"详细收货地址", "详细收货地址/提货地址", "收件人详细地址", "收货人详细地址", "收件人地址", "收货人地址", "收件地址", "Street",
			}, Width: 24,
				Field: of(func(c *Customer) Field { return &c.Address })},
			{Key: "household", ZH: "户主", EN: "Household", Width: 10,
				Field: of(func(c *Customer) Field { return &c.Household })},
			{Key: "family_size", ZH: "家庭人口", EN: "Family size", Aka: []string{
				"家庭成员", "户主", "家庭人口", "几口人", "家中人口", "子女情况",
			}, Width: 8,
				Field: of(func(c *Customer) Field { return &c.FamilySize })},
			{Key: "income", ZH: "家庭收入", EN: "Income", Aka: []string{
				"家庭收入", "年收入", "家庭年收入", "收入水平", "月收入", "经济条件", "退休金",
			}, Width: 12,
				Field: of(func(c *Customer) Field { return &c.Income })},
			{Key: "occupation", ZH: "职业", EN: "Occupation", Aka: []string{
				"从事职业", "职业", "客户职业", "职务", "职位", "工作", "工作单位", "退休前职业",
			}, Width: 12,
				Field: of(func(c *Customer) Field { return &c.Occupation })},
			{Key: "crops", ZH: "种养", EN: "Crops", Aka: []string{
				"种植作物", "种植面积", "亩数", "面积(亩)", "养殖情况", "种什么",
			}, Width: 14,
				Field: of(func(c *Customer) Field { return &c.Crops })},
			{Key: "level", ZH: "等级", EN: "Level", Aka: []string{
				"客户级别", "客户等级", "等级", "关系等级", "重要程度", "会员等级", "礼品等级", "VIP级别", "VIP属性",
				"优先级", "信用等级", "级别", "星级", "客户星级", "ABC类", "类别(ABC)", "客户分级",
			}, Width: 6, Options: levels(),
				Field: of(func(c *Customer) Field { return &c.Level })},
			{Key: "intent", ZH: "意向", EN: "Intent", Aka: []string{
				"意向级别", "意向等级", "意向度", "报名意向", "客户意向度", "意向", "客户意向", "购买意向",
				"意向程度", "成交意向", "有无意向", "意向产品",
			}, Width: 6, Options: intents(),
				Field: of(func(c *Customer) Field { return &c.Intent })},
			{Key: "stage", ZH: "阶段", EN: "Stage", Aka: []string{
				"客户状态", "状态", "跟进状态", "成交状态", "线索状态", "线索阶段", "当前阶段", "开发状态",
				"销售阶段", "成单状态", "拜访客户状况", "CRM阶段", "阶段", "是否成交", "是否购买", "进展",
			}, Width: 8, Options: stages(),
				Field: of(func(c *Customer) Field { return &c.Stage })},
			{Key: "source", ZH: "来源", EN: "Source", Aka: []string{
				"客户来源", "线索来源", "渠道来源", "来源渠道", "信息来源", "来源", "来源编码", "渠道", "获客渠道",
				"怎么认识的", "认识途径",
			}, Width: 12,
				Field: of(func(c *Customer) Field { return &c.Source })},
			{Key: "referrer", ZH: "介绍人", EN: "Referrer", Aka: []string{
				"推荐人", "介绍人", "转介绍人", "老客户介绍", "带客人", "谁介绍的",
			}, Width: 10,
				Field: of(func(c *Customer) Field { return &c.Referrer })},
			{Key: "owner", ZH: "业务员", EN: "Owner", Aka: []string{
				"负责人", "负责人名字", "负责人的用户编号", "业务负责人", "所属顾问", "接待顾问", "跟进销售",
				"归属销售", "销售经理", "销售代表", "对接人", "责任业务员", "客户代表", "销售", "负责人邮箱",
				"跟进人", "业务员", "销售员", "销售人员", "客户经理", "服务员工", "员工", "健康顾问", "满意代表", "所属业务员", "业务代表", "销售顾问", "营养师",
				"归属人", "谁的客户", "创建人", "创建人名字", "录入人", "登记人", "填表人", "建档人",
			}, Width: 10,
				Field: of(func(c *Customer) Field { return &c.Owner })},
			{Key: "team", ZH: "团队", EN: "Team", Aka: []string{
				"隶属部门", "负责人部门", "职场", "分公司", "部门", "小组", "团队", "工作站",
			}, Width: 10,
				Field: of(func(c *Customer) Field { return &c.Team })},
			{Key: "best_time", ZH: "方便时间", EN: "Best time", Aka: []string{"方便联系时间", "方便时间", "什么时候在家"}, Width: 12,
				Field: of(func(c *Customer) Field { return &c.BestTime })},
			{Key: "habits", ZH: "消费习惯", EN: "Habits", Aka: []string{"消费习惯", "购买习惯", "行为习惯"}, Width: 18,
				Field: of(func(c *Customer) Field { return &c.Habits })},
			{Key: "preferences", ZH: "偏好", EN: "Preferences", Aka: []string{
				"兴趣偏好", "兴趣爱好", "消费偏好", "爱好", "喜好", "喜欢的产品", "产品偏好", "偏好",
			}, Width: 18,
				Field: of(func(c *Customer) Field { return &c.Preferences })},
			{Key: "motive", ZH: "购买动机", EN: "Motive", Aka: []string{"购买动机"}, Width: 14,
				Field: of(func(c *Customer) Field { return &c.Motive })},
			{Key: "psychology", ZH: "消费心理", EN: "Psychology", Aka: []string{"消费心理"}, Width: 14,
				Field: of(func(c *Customer) Field { return &c.Psychology })},
			{Key: "loyalty", ZH: "品牌忠诚度", EN: "Brand loyalty", Aka: []string{"品牌忠诚度"}, Width: 11,
				Options: steps("哪家都买", "any brand", "只认一家", "one brand only"),
				Field:   of(func(c *Customer) Field { return &c.Loyalty })},
			{Key: "price_sensitivity", ZH: "价格敏感度", EN: "Price sensitivity", Aka: []string{"价格敏感度", "价格敏感", "是否讲价", "砍价程度"}, Width: 11,
				Options: steps("不看价", "ignores the price", "只看价", "looks at nothing else"),
				Field:   of(func(c *Customer) Field { return &c.PriceSensitivity })},
			{Key: "trust", ZH: "信任阈值", EN: "Trust threshold", Aka: []string{"信任阈值", "信任度", "信任程度", "信任等级"}, Width: 9,
				Options: steps("一次就信", "trusts at once", "五次才信", "after five visits"),
				Field:   of(func(c *Customer) Field { return &c.Trust })},
			{Key: "need", ZH: "潜在需求", EN: "Need", Aka: []string{
				"需求说明", "需求摘要", "需求描述", "客户需求描述", "意向产品 / 服务", "需求", "客户需求",
				"想要什么",
			}, Width: 18,
				Field: of(func(c *Customer) Field { return &c.Need })},
			{Key: "spending_power", ZH: "消费能力", EN: "Spending power", Aka: []string{"消费能力"}, Width: 9,
				Options: steps("很弱", "very low", "很强", "very high"),
				Field:   of(func(c *Customer) Field { return &c.SpendingPower })},
			{Key: "tags", ZH: "标签", EN: "Tags", Aka: []string{"标签", "客户标签"}, Width: 14,
				Field: of(func(c *Customer) Field { return &c.Tags })},
			{Key: "consent", ZH: "同意来源", EN: "Consent", Aka: []string{"是否同意", "知情同意", "是否授权"}, Width: 12,
				Field: of(func(c *Customer) Field { return &c.Consent })},
			{Key: "consent_on", ZH: "同意日期", EN: "Consent on", Width: 11,
				Field: of(func(c *Customer) Field { return &c.ConsentOn })},
			{Key: "consent_for", ZH: "同意用途", EN: "Consent for", Width: 14,
				Field: of(func(c *Customer) Field { return &c.ConsentFor })},
			{Key: "do_not_contact", ZH: "勿扰", EN: "Do not contact", Aka: []string{"勿扰", "免打扰", "拒绝联系", "黑名单", "已拉黑"}, Width: 6,
				Field: of(func(c *Customer) Field { return &c.DoNotContact })},
			{Key: "created_on", ZH: "建档日期", EN: "Created on", Aka: []string{
				"创建时间", "创建日期", "填表日期", "初次备案日期", "首次联系日期", "首次发现日期", "注册日期",
				"导入日期", "加入日期", "入會日", "登记日期", "建档日期", "建档时间", "录入日期", "入会日期",
				"收集日期",
			}, Width: 11,
				Field: of(func(c *Customer) Field { return &c.CreatedOn })},
			{Key: "verified_on", ZH: "核实日期", EN: "Verified on", Width: 11,
				Field: of(func(c *Customer) Field { return &c.VerifiedOn })},
			{Key: "remark", ZH: "备注", EN: "Remark", Aka: []string{
				"备注", "说明", "备注说明", "备注信息", "客户备注", "内部备注", "其他", "附注", "注", "备 注", "其它情况",
				"Remark", "Remarks", "Notes", "Note", "Comment", "Comments",
			}, Width: 24,
				Field: of(func(c *Customer) Field { return &c.Remark })},
			{Key: "open_count", ZH: "期初次数", EN: "Opening purchases", Aka: []string{"交易次数", "订货次数", "购买次数", "消费次数", "购物次数", "下单次数", "Purchase count"}, Width: 9,
				Field: of(func(c *Customer) Field { return &c.OpenCount })},
			{Key: "open_spent", ZH: "期初累计", EN: "Opening spent", Aka: []string{"累计交易", "累计消费", "累计金额", "消费总额", "累计消费金额", "累计购买金额", "累计购买", "Total spent"}, Width: 11,
				Field: of(func(c *Customer) Field { return &c.OpenSpent })},
			{Key: "open_last", ZH: "期初最近购买", EN: "Opening last purchase", Aka: []string{
				"最近购买", "最近购买日期", "最近购买时间", "最后购买日期", "最后购买时间", "上次购买日期", "上次购买时间", "最近消费日期", "最近消费时间", "Last purchase date",
			}, Width: 13,
				Field: of(func(c *Customer) Field { return &c.OpenLast })},
			{Key: "open_debt", ZH: "期初欠款", EN: "Opening debt", Aka: []string{
				"当前欠款总额", "待收款", "欠款", "欠款金额", "尚欠", "剩余欠款", "未结金额", "赊账", "赊欠", "尾款", "余款", "未付",
			}, Width: 11,
				Field: of(func(c *Customer) Field { return &c.OpenDebt })},
			{Key: "purchases", ZH: "购买次数", EN: "Purchases", Width: 9, Origin: Derived,
				Field: of(func(c *Customer) Field { return &c.Purchases })},
			{Key: "buy_days", ZH: "购买天数", EN: "Purchase days", Width: 9, Origin: Derived,
				Field: of(func(c *Customer) Field { return &c.BuyDays })},
			{Key: "spent", ZH: "累计金额", EN: "Spent", Width: 12, Origin: Derived,
				Field: of(func(c *Customer) Field { return &c.Spent })},
			{Key: "first_purchase", ZH: "首次购买", EN: "First purchase", Width: 11, Origin: Derived,
				Field: of(func(c *Customer) Field { return &c.FirstPurchase })},
			{Key: "last_purchase", ZH: "最近购买", EN: "Last purchase", Width: 11, Origin: Derived,
				Field: of(func(c *Customer) Field { return &c.LastPurchase })},
			{Key: "next_purchase", ZH: "预计购买", EN: "Next purchase", Width: 11, Origin: Derived, Prefer: Future,
				Field: of(func(c *Customer) Field { return &c.NextPurchase })},
			{Key: "last_contact", ZH: "最后联系", EN: "Last contact", Width: 11, Origin: Derived,
				Field: of(func(c *Customer) Field { return &c.LastContact })},
			{Key: "next_contact", ZH: "下次联系", EN: "Next contact", Width: 11, Origin: Derived, Prefer: Future,
				Field: of(func(c *Customer) Field { return &c.NextContact })},
			{Key: "debt", ZH: "欠款", EN: "Debt", Width: 11, Origin: Derived,
				Field: of(func(c *Customer) Field { return &c.Debt })},
		},
	}
}

// steps are the five steps of a score whose ends have a name.
func steps(lowZH, lowEN, highZH, highEN string) []Option {
	return []Option{
		{ZH: lowZH, EN: lowEN, Aka: []string{"很低"}, Score: 1},
		{ZH: "低", EN: "low", Aka: []string{"较低", "偏低"}, Score: 2},
		{ZH: "中", EN: "middle", Aka: []string{"一般", "中等"}, Score: 3},
		{ZH: "高", EN: "high", Aka: []string{"较高", "偏高"}, Score: 4},
		{ZH: highZH, EN: highEN, Aka: []string{"很高"}, Score: 5},
	}
}

func genders() []Option {
	return []Option{
		{ZH: "男", EN: "male", Aka: []string{"m", "1", "先生", "男性"}},
		{ZH: "女", EN: "female", Aka: []string{"f", "0", "2", "女士", "女性"}},
	}
}

func levels() []Option {
	return []Option{
		{ZH: "A", EN: "A", Aka: []string{"重点", "重点客户", "重要", "vip", "金牌"}},
		{ZH: "B", EN: "B", Aka: []string{"普通", "普通客户", "银牌"}},
		{ZH: "C", EN: "C", Aka: []string{"非优先客户", "一般", "铜牌"}},
		{ZH: "D", EN: "D", Aka: []string{"其他", "低"}},
	}
}

func intents() []Option {
	return []Option{
		{ZH: "A", EN: "A", Aka: []string{"A+", "A-", "1A+", "2A-", "高", "热", "很高", "强"}},
		{ZH: "B", EN: "B", Aka: []string{"B+", "B-", "3B+", "4B-", "较高"}},
		{ZH: "C", EN: "C", Aka: []string{"C+", "C-", "5C+", "6C-", "中", "温", "一般"}},
		{ZH: "D", EN: "D", Aka: []string{"D+", "D-", "7D", "低", "较低"}},
		{ZH: "E", EN: "E", Aka: []string{"8E", "冷", "无", "没有", "很低"}},
	}
}

func stages() []Option {
	return []Option{
		{ZH: "潜在", EN: "lead", Aka: []string{
			"潜在客户", "新客户", "未成交", "待跟进", "待分配", "未跟进", "线索",
		}},
		{ZH: "意向", EN: "interested", Aka: []string{"意向客户", "准客户", "跟进中", "已跟进"}},
		{ZH: "成交", EN: "customer", Aka: []string{"成交客户", "已成交", "老客户", "已购买", "会员", "已完成"}},
		{ZH: "休眠", EN: "dormant", Aka: []string{"休眠客户", "沉睡", "沉睡客户"}},
		{ZH: "流失", EN: "lost", Aka: []string{"流失客户", "已流失", "战败"}},
	}
}
