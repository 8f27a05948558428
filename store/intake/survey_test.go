package intake

import (
	"testing"
)

func TestQuestionsOfFormsAreTakenFromTheirHeadings(t *testing.T) {
	for heading, want := range map[string]string{
		"4、您对质量满意吗": "您对质量满意吗", "12. 您对质量满意吗？": "您对质量满意吗？", "Q3：送货打几分": "送货打几分", "第2题 您对质量满意吗": "您对质量满意吗", "5）评分：": "评分",
		"您对质量满意吗": "", "第一次满意度": "", "第2次满意度": "", "2026年满意度": "", "满意度2": "", "": "",
	} {
		if got := questionOf(heading); got != want {
			t.Errorf("%s: %q", heading, got)
		}
	}
}

func TestSurveysAreUnfolded(t *testing.T) {
	for _, c := range []struct {
		reason string
		lines  []string
		want   []string // notes, then records
	}{
		{"a question a column, with answers left out", []string{
			"提交答卷时间,1、您的姓名,2、您对产品质量满意吗,10、您对10月的送货服务满意吗,4、愿意推荐给亲友吗(0-10)",
			"2026/1/5 10:21:33,王秀兰,非常满意,不满意,3", "2026/1/6 8:00:00,李建国,(空),一般,"},
			[]string{"问卷一列一题，每格记成一条反馈（题目、评分，5 分最高，超过 5 分的题按 10 分最高）：2、您对产品质量满意吗、10、您对10月的送货服务满意吗、4、愿意推荐给亲友吗(0-10)",
				"name=王秀兰 | feedback on=2026-01-05 kind=问卷 question=您对产品质量满意吗 score=5 scale=5 | feedback on=2026-01-05 kind=问卷 question=您对10月的送货服务满意吗 score=2 scale=5 | feedback on=2026-01-05 kind=问卷 question=愿意推荐给亲友吗(0-10) score=3 scale=10",
				"name=李建国 | feedback on=2026-01-06 kind=问卷 question=您对10月的送货服务满意吗 score=3 scale=5"}},
		{"scores above 5 without a word of it", []string{"日期,姓名,1.产品打分,2.服务打分", "2026-1-5,王秀兰,9,4"},
			[]string{"问卷一列一题，每格记成一条反馈（题目、评分，5 分最高，超过 5 分的题按 10 分最高）：1.产品打分、2.服务打分",
				"name=王秀兰 | feedback on=2026-01-05 kind=问卷 question=产品打分 score=9 scale=10 | feedback on=2026-01-05 kind=问卷 question=服务打分 score=4 scale=5"}},
		{"words that are no scores", []string{"日期,姓名,1、哪里最满意,2、哪里不满意", "2026-1-5,王秀兰,讲课,送货"},
			[]string{"“2、哪里不满意”可能是“反馈.反馈内容”，没有采用；是的话请加 --map '2、哪里不满意=feedback.content'",
				"name=王秀兰 created_on=2026-01-05 1、哪里最满意:讲课 2、哪里不满意:送货"}},
		{"headings without numbers", []string{"日期,姓名,产品怎么样满意吗,送货满意吗", "2026-1-5,王秀兰,满意,一般"},
			[]string{"name=王秀兰 created_on=2026-01-05 产品怎么样满意吗:满意 送货满意吗:一般"}},
		{"on no day", []string{"姓名,1、产品满意吗,2、送货满意吗", "王秀兰,满意,一般"}, []string{"name=王秀兰 1、产品满意吗:满意 2、送货满意吗:一般"}},
	} {
		t.Run(c.reason, func(t *testing.T) {
			tellsWhole(t, c.want, c.lines...)
		})
	}
}
