package sheet

// Feedback is what a customer thinks: satisfaction, a complaint, a survey's answer.
type Feedback struct {
	Owned
	On               Date
	About            Choice
	Product          Term
	Survey, Question Text
	Score            Score
	Scale            Count // the highest score possible: 5, or 10 for NPS
	Content          Text
	Status           Choice
	Resolution       Text
	ClosedOn         Date
	Staff            Term
}

func feedback() Sheet {
	return Sheet{
		Key: "feedback", ZH: "反馈", EN: "Feedback", Aka: []string{"反馈记录"}, Prefix: "f", When: "on",
		Identity: []string{"on", "kind", "product", "question", "score", "content"},
		New:      func() Row { return new(Feedback) }, Clone: clone[Feedback],
		Columns: append(ownerColumns(true),
			&Column{Key: "on", ZH: "反馈日期", EN: "On", Aka: []string{"投诉时间", "投诉日期", "反馈日期", "反馈时间", "登记时间"}, Width: 11, Required: true,
				Field: of(func(f *Feedback) Field { return &f.On })},
			&Column{Key: "kind", ZH: "反馈类型", EN: "Kind", Aka: []string{
				"投诉渠道", "投诉来源", "问题分类", "反馈类型", "投诉类型", "投诉类别",
			}, Width: 9, Options: feedbackKinds(),
				Field: of(func(f *Feedback) Field { return &f.About })},
			&Column{Key: "product", ZH: "反馈产品", EN: "Product", Aka: []string{"投诉对象"}, Width: 14,
				Field: of(func(f *Feedback) Field { return &f.Product })},
			&Column{Key: "survey", ZH: "问卷", EN: "Survey", Width: 12,
				Field: of(func(f *Feedback) Field { return &f.Survey })},
			&Column{Key: "question", ZH: "题目", EN: "Question", Width: 18,
				Field: of(func(f *Feedback) Field { return &f.Question })},
			&Column{Key: "score", ZH: "评分", EN: "Score", Aka: []string{
				"客户满意度", "满意度", "满意度评分", "满意程度", "评分", "评价", "打分", "是否满意",
			}, Width: 6, Options: satisfaction(),
				Field: of(func(f *Feedback) Field { return &f.Score })},
			&Column{Key: "scale", ZH: "满分", EN: "Out of", Width: 6,
				Field: of(func(f *Feedback) Field { return &f.Scale })},
			&Column{Key: "content", ZH: "反馈内容", EN: "Content", Aka: []string{
				"客户反馈", "具体问题描述", "投诉内容", "问题反馈", "改进建议", "客户意见", "意见建议", "反馈意见",
				"使用效果", "使用情况", "存在问题",
			}, Width: 36,
				Field: of(func(f *Feedback) Field { return &f.Content })},
			&Column{Key: "status", ZH: "处理状态", EN: "Status", Aka: []string{"处理状态"}, Width: 9, Options: statuses(),
				Field: of(func(f *Feedback) Field { return &f.Status })},
			&Column{Key: "resolution", ZH: "处理结果", EN: "Resolution", Aka: []string{
				"处理措施", "处理过程", "处理方式", "解决办法", "解决方案", "处理结果",
			}, Width: 24,
				Field: of(func(f *Feedback) Field { return &f.Resolution })},
			&Column{Key: "closed_on", ZH: "解决日期", EN: "Closed on", Aka: []string{"完成时间", "回复时间"}, Width: 11,
				Field: of(func(f *Feedback) Field { return &f.ClosedOn })},
			&Column{Key: "staff", ZH: "处理人员", EN: "Staff", Aka: []string{"处理人员", "责任人", "处理人", "受理人"}, Width: 10,
				Field: of(func(f *Feedback) Field { return &f.Staff })},
		),
	}
}

func feedbackKinds() []Option {
	return []Option{
		{ZH: "满意度", EN: "satisfaction", Aka: []string{"评价", "回访"}},
		{ZH: "投诉", EN: "complaint", Aka: []string{"抱怨", "问题", "质量问题", "售后"}},
		{ZH: "建议", EN: "suggestion", Aka: []string{"意见", "意见建议"}},
		{ZH: "表扬", EN: "praise", Aka: []string{"好评", "感谢"}},
		{ZH: "问卷", EN: "survey", Aka: []string{"调查", "nps"}},
	}
}

// satisfaction names the steps 1 to 5; 0 and 6 to 10 occur on an NPS scale only.
func satisfaction() []Option {
	return []Option{
		{ZH: "0", EN: "0", Score: 0},
		{ZH: "很不满意", EN: "very dissatisfied", Aka: []string{"非常不满意", "差评"}, Score: 1},
		{ZH: "不满意", EN: "dissatisfied", Aka: []string{"不太满意"}, Score: 2},
		{ZH: "一般", EN: "neutral", Aka: []string{"中评", "还行", "基本满意"}, Score: 3},
		{ZH: "满意", EN: "satisfied", Aka: []string{"较满意", "比较满意"}, Score: 4},
		{ZH: "很满意", EN: "very satisfied", Aka: []string{"非常满意", "好评"}, Score: 5},
		{ZH: "10", EN: "10", Score: 10},
	}
}

func statuses() []Option {
	return []Option{
		{ZH: "待处理", EN: "open", Aka: []string{"未处理", "未解决", "新建", "没处理", "没解决", "还没", "没有", "没", "未"}},
		{ZH: "处理中", EN: "in progress", Aka: []string{"跟进中"}},
		{ZH: "已解决", EN: "closed", Aka: []string{"已处理", "完成", "已完成", "已关闭", "解决", "处理了", "解决了", "处理好了", "处理完了", "好了", "完了"}},
	}
}
