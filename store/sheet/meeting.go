package sheet

// Meeting is one sales meeting: 会销.
type Meeting struct {
	Head
	Name         Text
	On, Until    Date
	Place, Topic Text
	Cost, Target Money
}

func meetings() Sheet {
	return Sheet{
		Key: "meetings", ZH: "会销", EN: "Meetings", Aka: []string{"会议"}, Prefix: "m", When: "on", Identity: []string{"name", "on"},
		New: func() Row { return new(Meeting) }, Clone: clone[Meeting],
		Columns: []*Column{
			{Key: "no", ZH: "编号", EN: "No", Width: 8, Origin: Derived,
				Field: of(func(m *Meeting) Field { return &m.ID })},
			{Key: "name", ZH: "会销名称", EN: "Name", Aka: []string{"活动名称", "会议名称", "场次", "会销名称", "活动场次"}, Width: 16, Required: true,
				Field: of(func(m *Meeting) Field { return &m.Name })},
			{Key: "on", ZH: "会销日期", EN: "On", Aka: []string{"活动开始时间", "会议时间", "开会日期", "活动日期"}, Width: 11,
				Field: of(func(m *Meeting) Field { return &m.On })},
			{Key: "until", ZH: "会销结束", EN: "Until", Aka: []string{"活动结束时间"}, Width: 11,
				Field: of(func(m *Meeting) Field { return &m.Until })},
			{Key: "place", ZH: "会销地点", EN: "Place", Aka: []string{"活动地点", "会议地点", "会场", "酒店"}, Width: 16,
				Field: of(func(m *Meeting) Field { return &m.Place })},
			{Key: "topic", ZH: "会销主题", EN: "Topic", Aka: []string{"活动主题"}, Width: 18,
				Field: of(func(m *Meeting) Field { return &m.Topic })},
			{Key: "cost", ZH: "会销费用", EN: "Cost", Aka: []string{"会务费", "场地费", "礼品费", "讲师费"}, Width: 11,
				Field: of(func(m *Meeting) Field { return &m.Cost })},
			{Key: "target", ZH: "会销目标", EN: "Target", Width: 11,
				Field: of(func(m *Meeting) Field { return &m.Target })},
		},
	}
}

// Attendance is one customer's part in a meeting: 到会.
type Attendance struct {
	Owned
	Meeting   Ref
	InvitedOn Date
	Inviter   Term
	Reply     Choice
	Attended  Text // which days
	WalkIn    Flag
}

func attendance() Sheet {
	return Sheet{
		Key: "attendance", ZH: "到会", EN: "Attendance", Aka: []string{"签到"}, Prefix: "a", When: "invited_on", Identity: []string{"meeting"},
		New: func() Row { return new(Attendance) }, Clone: clone[Attendance],
		Columns: append(ownerColumns(true),
			&Column{Key: "meeting", ZH: "会销", EN: "Meeting", Width: 16, Required: true, Ref: "meetings",
				Field: of(func(a *Attendance) Field { return &a.Meeting })},
			&Column{Key: "invited_on", ZH: "邀约日期", EN: "Invited on", Aka: []string{"是否邀约", "邀约情况", "邀约结果", "是否确认"}, Width: 11,
				Field: of(func(a *Attendance) Field { return &a.InvitedOn })},
			&Column{Key: "inviter", ZH: "邀约人", EN: "Inviter", Aka: []string{"邀约人", "邀约人(选填)"}, Width: 10,
				Field: of(func(a *Attendance) Field { return &a.Inviter })},
			&Column{Key: "reply", ZH: "答复", EN: "Reply", Aka: []string{"诺到日期"}, Width: 8, Options: replies(),
				Field: of(func(a *Attendance) Field { return &a.Reply })},
			&Column{Key: "attended", ZH: "到会", EN: "Attended", Aka: []string{
				"是否到访", "是否来检", "实际到访日期", "是否到会", "是否签到", "签到", "到会", "到场",
			}, Width: 14, Join: moreDays,
				Field: of(func(a *Attendance) Field { return &a.Attended })},
			&Column{Key: "walk_in", ZH: "自来", EN: "Walk-in", Width: 6,
				Field: of(func(a *Attendance) Field { return &a.WalkIn })},
		),
	}
}

func replies() []Option {
	return []Option{
		{ZH: "确认", EN: "confirmed", Aka: []string{"来", "能来", "答应", "是"}},
		{ZH: "拒绝", EN: "declined", Aka: []string{"不来", "没空", "否"}},
		{ZH: "未定", EN: "undecided", Aka: []string{"再说", "待定", "再通知"}},
	}
}
