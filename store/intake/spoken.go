package intake

import (
	"strings"

	"kehu/store/sheet"
)

// spoken holds, column by column, headings as people say them, in the form that
// plainly gives them: 买啥了, 买的啥 and 买了什么 are all 买什么. Within a line those further
// behind yield to those before; all yield to any other heading.
const spoken = `
customers.name             谁 叫什么 叫什么名 叫什么名字 姓什么叫什么 谁买 谁赊 谁拿 谁要 谁家 哪位 户名 对方 会员 人 买家 下单人 订货人 车主 学员 卖主 卖户 卖粮人 卖粮户 售粮人 售粮户 买主 货主 主家 卖给谁 给谁 社员姓名 社员 村民姓名 村民 农户姓名 农户 农户名称 老乡 学员姓名 业主姓名 业主 收信人 领取人 赊账人 欠款人 签到人 嘉宾 嘉宾姓名 来宾
customers.nickname         接龙人 跟团人 接龙昵称 群昵称 微信群昵称 群里昵称
customers.phone            家长电话 Phone1-Value 电话多少 电话是多少 手机多少 手机号多少 手机号是多少 打哪电话 联系号码 联络电话 移动手机
customers.phone2           家里电话 孩子电话 儿子电话 闺女电话 老伴电话 别的电话 另外电话 Phone2-Value HomePhone
numbers.number             社员编号 农户编号 村民编号
customers.village          庄 庄子 屯子 堡 堡子 寨子 村子 村屯 哪庄 哪庄子 哪屯 哪屯子 哪堡子 哪寨子 哪村 哪村子 住哪村 家在哪村
customers.township         哪乡镇 哪乡 哪镇
customers.address          Address1-Formatted 住宅地址街道 家在哪 家住哪 住哪里 住在哪 家在哪住 送到哪 送哪
customers.birthday         生于 哪天生日 生日哪天
customers.birth_year       多大 多大岁数 多大年纪 今年多大 几岁 岁
customers.family_size      家里几口人 几口人 家几口人
customers.crops            种什么 家里种什么 养什么 家里养什么
customers.best_time        什么时候在家 几点在家 什么时候方便 几点方便
customers.source           怎么认识 从哪认识 怎么来 怎么知道
customers.referrer         谁介绍 谁介绍来 谁领来 谁带来
customers.open_last        最后消费 最近消费 最后消费日期 最后消费时间 上次消费 上次消费日期 最后购买
customers.owner            谁管 谁负责 归谁管 谁跑 谁客户
customers.need             想要什么 想买什么 需要什么 缺什么 还想要什么
purchases.product          买什么 买什么东西 买什么药 拿药 拿什么药 开药 开什么药 买什么产品 买东西 拿什么 拿什么东西 拿东西 拿走什么 拿货 赊什么 赊东西 赊什么东西 要什么 订什么 订什么货 定什么 订货 定货 货 品 什么货 什么东西 东西 货物 物品 物品名称
purchases.qty              几盒 几瓶 几袋 几箱 几件 几套 几台 几桶 几斤 几板 几块 要几板 要几箱 要几斤 要几袋 拿几箱 拿几袋 袋数 包数 桶数 罐数 斤数 套数 台数 支数 头数 只数 羽数 数 斤 多少盒 多少瓶 多少袋 多少斤 买几盒 买几瓶 买几袋 买几箱 买几斤 拿几盒 要几盒 要多少 买多少 拿多少
purchases.price            多少钱一盒 多少钱一瓶 多少钱一袋 多少钱一斤 一盒多少钱 一瓶多少钱 一袋多少钱 一斤多少钱 每盒多少钱 每斤多少钱 什么价 价 元/斤 元/公斤 元/袋 元/盒 元/瓶 元/头
purchases.amount           一共多少钱 总共多少钱 共多少钱 合计多少钱 一共花多少钱 总共花多少钱 花多少钱 花多少 花钱 钱数 总钱数 合多少钱 钱 总 赊多少钱 赊多少 赊账金额 赊欠金额 多少钱
purchases.paid             给没给 钱给没给 钱给没 钱付没付 钱付没 钱结没结 钱结没 给多少钱 给多少 付多少钱 付多少 交多少钱 交多少 收多少钱 收多少 给了 付了 收了 交了 先给 先付 先给多少 先付多少 付 已给 已交 已缴 已收 已还 已经还 已经给 还没 给没 给钱没 付没 付钱没 结没 结没结 结清没 结账没 是否结清 是否付清 是否还清 还没还 还没有还 还没给 是否已付款 是否付款 是否已付 付款情况 收款情况 付款金额
purchases.due_on           什么时候给 什么时候给钱 什么时候还 什么时候还钱 什么时候结 什么时候结账 说好什么时候还
purchases.pay_method       怎么付 怎么付钱 怎么给 怎么给钱 怎么结
purchases.gift             送什么 送什么东西 搭什么
payments.amount            还多少 还多少钱
payments.on                哪天还 什么时候还过
purchases.order_no         跟团号 团号 接龙号
interactions.at            上次去 上次联系 上次拜访 上次回访 上回去 上次去时间 上次去的时间 最后去 最后去时间 最后去的时间 最后一次去 最后一次去的时间 最近去 最近一次去 最后一次联系 最近联系 最近一次联系 最后拜访 最近拜访 最后一次拜访 上次什么时候去 上次哪天去 最后一次什么时候去
interactions.via           怎么联系
interactions.content       什么情况 说什么 怎么说 聊什么 问什么
plans.due                  下次去 下次再去 下次联系日 什么时候再打 什么时候再去 什么时候再联系 下次什么时候 下次哪天 下次几号 下次什么时候去 下回什么时候 下回哪天
plans.content              下次干什么 下次做什么 下次说什么 下步怎么办
feedback.content           问题 意见 什么问题 哪不满意 不满意什么 什么意见
feedback.resolution        怎么处理 怎么解决 怎么弄
feedback.status            处理没 处理好没 处理完没 解决没 解决好没 弄好没
attendance.attended        来没来 来没 到没到 到没
attendance.inviter         谁叫来 谁请 谁请来 谁邀 谁邀来
`

// Spoken headings that mean one column or another: a rule decides.
const (
	spokenDays  = `日子 哪天 哪天买 几号 几号买 几月几号 什么时候 什么时候买 买日子 赶集日期 赶集日 集市日期 大集日期 拉货日期 下单 日 赊账日期 拿货日期 送货日期 提交时间 提交答卷时间 填写时间 接龙时间 跟团时间 参与时间 报名时间`
	owesOrNot   = `欠不欠 欠没欠 欠否 赊不赊 是否欠款 是否赊账 是否赊欠`
	spokenDebts = `欠 欠着 差着 还短 短多少 还差多少 还差多少钱 差多少 差多少钱 还欠 还欠多少 还欠多少钱 欠多少 欠多少钱 剩多少没给 剩多少 还剩多少 没给多少 没给多少钱 没付多少 尾欠 还差 还剩 欠款余额 赊销余额 赊账余额 总欠款 累计欠款 欠款合计 欠款金额 未付 未付款 未付金额 未交 未缴 未交款 欠费 欠费金额 余款`
)

// plainly is a spoken heading without what people put in or leave out as they
// like: 啥 for 什么, 了, 的; "" for a text that does not ask.
func plainly(text string) string {
	if !strings.ContainsAny(text, "啥咋什怎多几哪谁没东") { // the words below begin so; a replacer takes its time
		return ""
	}
	plain := strings.NewReplacer("点啥", "什么", "点什么", "什么", "啥", "什么", "咋", "怎么", "了", "", "的", "", "儿", "", "呢", "", "吗", "", "呀", "", "个", "", "?", "", "？", "").Replace(text)
	for _, word := range [...]string{"什么", "怎么", "多少", "多大", "几", "哪", "谁", "没", "东西"} {
		if strings.Contains(plain, word) {
			return plain
		}
	}
	return ""
}

// said enters the spoken headings.
func (d *dictionary) said() {
	for line := range strings.Lines(spoken) {
		names := strings.Fields(line)
		for i := 1; i < len(names); i++ {
			d.add(names[i], place{columnOf(names[0]), leastRank + i})
		}
	}
	for words, columns := range map[string][]string{
		owesOrNot:   {"purchases.unpaid"},
		"号码":        {"customers.phone", "interactions.via"},
		spokenDays:  {"purchases.on", "interactions.at"},
		spokenDebts: {"purchases.unpaid", "customers.open_debt"},
		"多少":        {"purchases.qty", "purchases.amount"},
		handedOver:  {"purchases.paid", "purchases.pay_method"},
	} {
		for name := range strings.FieldsSeq(words) {
			for _, column := range columns {
				d.add(name, place{columnOf(column), leastRank})
			}
		}
	}
}

// leastRank is a rank behind those of all other headings.
const leastRank = 100

// howMuch reads 多少钱 as what was paid for the lot, beside which it is the price of one.
func howMuch(r *resolver, i int) {
	if r.has("purchases.amount") && !r.has("purchases.price") {
		r.choose(i, "purchases.price")
		return
	}
	r.choose(i, "purchases.amount")
}

// howMany reads 多少 as a quantity where its cells have the units of one, or the amount
// has a column of its own.
func howMany(r *resolver, i int) {
	counted := share(r.values(i), func(v string) bool { return isUnit(sheet.QtyUnit(v)) }) >= 0.5
	if counted || r.has("purchases.amount") && !r.has("purchases.qty") {
		r.choose(i, "purchases.qty")
		return
	}
	r.choices[i].as(Extra)
}

// ofYou is the heading of a form without whom it asks: 您的姓名; "" if it asks nobody.
func ofYou(text string) string {
	for _, you := range [...]string{"您的", "你的", "您", "你"} {
		if rest, ok := strings.CutPrefix(text, you); ok {
			return strings.Replace(rest, "所在的", "所在", 1)
		}
	}
	return ""
}
