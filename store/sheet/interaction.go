package sheet

import "strings"

// Interaction is one contact with a customer: 互动记录.
type Interaction struct {
	Owned
	At              Moment
	Via             Choice
	Content, Result Text
	Meeting         Ref
	Staff           Term
	Listed          Date // the day of the list that was filled in; the day of a contact where one is told
}

func interactions() Sheet {
	return Sheet{
		Key: "interactions", ZH: "互动", EN: "Interactions", Aka: []string{"联系", "互动记录"}, Prefix: "i", When: "at",
		Identity: []string{"at", "via", "content"},
		New:      func() Row { return new(Interaction) }, Clone: clone[Interaction],
		Columns: append(ownerColumns(true),
			&Column{Key: "at", ZH: "时间", EN: "At", Aka: []string{
				"最后跟进时间", "最近跟进时间", "最近联系日期", "最近联系时间", "最近沟通时间", "最后跟进日期",
				"最近跟进日期", "末次跟进日期", "最近到店", "最近活跃", "跟进时间-例:2020-2-1", "跟进时间",
				"跟进日期", "回访时间", "回访日期", "首次回访日期", "拜访时间", "实际跟进时间", "发生时间",
				"来店时间", "离店时间", "見面日", "沟通时间", "联系时间", "联系日期", "拜访日期", "回访日", "时间",
				"日期", "第几次回访", "一次回访", "二次回访", "三次回访",
			}, Width: 17, Required: true,
				Field: of(func(i *Interaction) Field { return &i.At })},
			&Column{Key: "via", ZH: "方式", EN: "Via", Aka: []string{
				"跟进方式", "跟进类型", "回访形式", "回访方式", "回访类型", "拜访方式", "联系渠道", "操作类型",
				"计划跟进方式", "第一次跟进方式", "第二次跟进方式", "沟通方式", "联系方式", "方式", "沟通渠道",
				"拜访类型",
			}, Width: 8, Options: vias(),
				Field: of(func(i *Interaction) Field { return &i.Via })},
			&Column{Key: "content", ZH: "内容", EN: "Content", Aka: []string{
				"*跟进内容", "跟进内容", "跟进内容(*)", "最后跟进内容", "跟进情况", "最近跟进记录", "拜访内容", "回访内容",
				"跟进详情", "访问记录", "追踪反馈", "沟通内容", "電話聯絡狀況", "LINE聯絡狀況", "跟进记录",
				"沟通记录", "拜访记录", "沟通情况", "回访情况", "跟进反馈", "跟踪记录", "跟进备注",
			}, Width: 36,
				Field: of(func(i *Interaction) Field { return &i.Content })},
			&Column{Key: "result", ZH: "结果", EN: "Result", Aka: []string{
				"联系结果", "本次结果", "客户回复", "是否有效", "跟进后意向等级", "跟进结果", "结果", "客户反应",
				"客户态度",
			}, Width: 18,
				Field: of(func(i *Interaction) Field { return &i.Result })},
			&Column{Key: "listed", ZH: "名单日期", EN: "List of", Width: 11, Origin: Input,
				Field: of(func(i *Interaction) Field { return &i.Listed })},
			&Column{Key: "meeting", ZH: "会销", EN: "Meeting", Width: 14, Ref: "meetings",
				Field: of(func(i *Interaction) Field { return &i.Meeting })},
			&Column{Key: "staff", ZH: "业务员", EN: "Staff", Aka: []string{
				"*创建人", "跟进人", "回访人", "首次回访人", "跟进客服", "上一跟进客服", "拜访人", "联系人员",
				"访问人", "谁跟的",
			}, Width: 10,
				Field: of(func(i *Interaction) Field { return &i.Staff })},
		),
	}
}

func vias() []Option {
	return []Option{
		{ZH: "电话", EN: "phone", Aka: []string{"打电话", "电话回访", "去电", "来电", "call", "tel"}},
		{ZH: "上门", EN: "visit", Aka: []string{"上门拜访", "见面拜访", "拜访", "家访", "面谈", "入户"}},
		{ZH: "微信", EN: "wechat", Aka: []string{"微信沟通", "发微信", "vx"}},
		{ZH: "短信", EN: "sms", Aka: []string{"发短信", "信息"}},
		{ZH: "赶集", EN: "market", Aka: []string{"集市", "摆摊", "赶场"}},
		{ZH: "会销", EN: "meeting", Aka: []string{"会议", "活动", "会场"}},
		{ZH: "到店", EN: "shop", Aka: []string{"来店", "门店", "进店"}},
		{ZH: "社媒", EN: "social", Aka: []string{"抖音", "快手", "朋友圈", "微信群"}},
		{ZH: "其他", EN: "other", Aka: []string{"其它", "邮件", "发邮件"}},
	}
}

// MetNobody reports whether what was written of a contact says that it was none:
// 上门，门锁着. A bare 没人 says so, too; 没人管 does not.
func MetNobody(text string) bool {
	text = strings.ToLower(strings.TrimSpace(text))
	if text == "没人" || text == "不在" {
		return true
	}
	for _, word := range [...]string{"不在家", "没在家", "没人接", "无人接", "未接", "没接电话", "不接电话", "没接到", "没打通", "打不通", "没联系上",
		"没见到", "没见着", "没碰到", "没碰着", "没遇", "家里没人", "家没人", "没人在", "没人开门", "关机", "停机", "空号", "锁门", "门锁", "锁着门", "白跑",
		"not home", "nobody home", "no answer"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}
