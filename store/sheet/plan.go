package sheet

// Plan is what is to be done for a customer, and when: 后续跟进计划.
type Plan struct {
	Owned
	Due     Date
	Via     Choice
	Content Text
	Staff   Term
	Reason  Text // 手工, or the rule that made it
	DoneOn  Date
	Result  Text
	Listed  Text // the plans on the line of a list that was filled in: p12 p15
}

func plans() Sheet {
	return Sheet{
		Key: "plans", ZH: "跟进计划", EN: "Plans", Aka: []string{"计划", "跟进"}, Prefix: "p", When: "due", Identity: []string{"due", "content"},
		New: func() Row { return new(Plan) }, Clone: clone[Plan],
		Columns: append(ownerColumns(true),
			&Column{Key: "due", ZH: "跟进日期", EN: "Due", Aka: []string{
				"下次联系时间", "下次跟进时间", "下次跟进日期", "下次回访日期", "下次沟通日期", "下次预约时间",
				"下次联系日期", "下次拜访时间", "下次回访时间", "下次回访", "预约回访", "计划跟进时间", "下次跟进", "下次日期", "Next date",
				"Next visit", "Next contact date", "Follow-up date",
			}, Width: 11, Required: true, Prefer: Future,
				Field: of(func(p *Plan) Field { return &p.Due })},
			&Column{Key: "via", ZH: "跟进方式", EN: "Via", Width: 9, Options: vias(),
				Field: of(func(p *Plan) Field { return &p.Via })},
			&Column{Key: "content", ZH: "跟进内容", EN: "Content", Aka: []string{
				"下一步行动", "下一步", "下次跟进内容", "下次跟进事项", "跟进事项", "计划跟进目的", "下次跟进理由",
				"预期目的", "后续跟进计划", "跟进计划", "后续计划", "下步打算",
			}, Width: 30,
				Field: of(func(p *Plan) Field { return &p.Content })},
			&Column{Key: "staff", ZH: "业务员", EN: "Staff", Width: 10,
				Field: of(func(p *Plan) Field { return &p.Staff })},
			&Column{Key: "reason", ZH: "来由", EN: "Reason", Width: 12,
				Field: of(func(p *Plan) Field { return &p.Reason })},
			&Column{Key: "done_on", ZH: "完成日期", EN: "Done on", Width: 11,
				Field: of(func(p *Plan) Field { return &p.DoneOn })},
			&Column{Key: "result", ZH: "完成结果", EN: "Result", Width: 24,
				Field: of(func(p *Plan) Field { return &p.Result })},
			&Column{Key: "listed_plans", ZH: "名单计划", EN: "Plans listed", Width: 12, Origin: Input,
				Field: of(func(p *Plan) Field { return &p.Listed })},
		),
	}
}
