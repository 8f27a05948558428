package intake

import (
	"slices"
	"strings"

	"kehu/store/sheet"
)

// A form exports a column for each of its questions, 4、您对质量满意吗 | 5、您对送货满意吗.
// Several such columns whose cells are scores are unfolded: each answer becomes a row
// of feedback with its question.

// surveyed settles the columns of scores, where the file has several of them and is not
// unfolded otherwise.
func (r *resolver) surveyed() {
	var found []int
	for i := range r.choices {
		c := &r.choices[i]
		if c.Group > 0 {
			return
		}
		if c.open && r.words.find(c.Heading) == "" && isRated(c.Heading) && r.scored(i) {
			found = append(found, i)
		}
	}
	if len(found) < 2 || len(found) > mostTimes {
		return
	}
	for n, i := range found {
		c := &r.choices[i]
		r.to(c, columnOf("feedback.score"))
		c.Group = n + 1
	}
}

// scored reports whether column i has answers, and they are scores.
func (r *resolver) scored(i int) bool {
	values, score := r.values(i), columnOf("feedback.score")
	return len(values) > 0 && share(values, func(v string) bool { return r.reads(score, v) }) >= 0.8
}

// isRated reports whether a heading is a form's question that is answered by a score.
func isRated(heading string) bool {
	return questionOf(heading) != "" && slices.ContainsFunc([]string{"满意", "评价", "评分", "打分", "几分", "推荐"},
		func(word string) bool { return strings.Contains(heading, word) })
}

// questionOf is the question of a form's heading without its number: 您对质量满意吗 of
// 4、您对质量满意吗; "" if the heading has none.
func questionOf(heading string) string {
	text := strings.TrimLeft(clean(heading), "Qq*第")
	rest := strings.TrimLeft(text, "0123456789")
	if rest == text {
		return ""
	}
	for _, mark := range [...]string{"、", ".", "．", "题", ":", "：", ")", "）"} {
		if question, ok := strings.CutPrefix(rest, mark); ok {
			return strings.Trim(question, " \t\u3000:：*、.")
		}
	}
	return ""
}

// asked says of the columns of scores, also of those that a map tells of, which question
// they answer and what the highest score is.
func (r *resolver) asked() {
	var headings []string
	ten := false
	for i := range r.choices {
		c := &r.choices[i]
		if !c.isAnswer() || r.taken(columnOf("feedback.question"), c.Group) {
			continue
		}
		c.question = questionOf(c.Heading)
		headings = append(headings, c.Heading)
		if c.scale = 5; slices.ContainsFunc(r.values(i), isOfTen) || saysTen(c.question) {
			c.scale, ten = 10, true
		}
	}
	if len(headings) == 0 {
		return
	}
	best := sheet.W("5 分最高", "5 is best")
	if ten {
		best = sheet.W("5 分最高，超过 5 分的题按 10 分最高", "5 is best, 10 where scores are above 5")
	}
	r.notes = append(r.notes, sheet.W("问卷一列一题，每格记成一条反馈（题目、评分，%s）：%s", "a question a column, each answer becomes a row of feedback with its question and score (%s): %s", best, sheet.Names(headings)))
}

// isAnswer reports whether c is a column of scores that answer its heading.
func (c *choice) isAnswer() bool {
	return c.As == Mapped && c.Group > 0 && c.Column == columnOf("feedback.score") && questionOf(c.Heading) != ""
}

// saysTen reports whether a question says that 10 is the highest score.
func saysTen(question string) bool {
	return slices.ContainsFunc([]string{"-10", "~10", "到10", "至10", "10分"}, func(part string) bool { return strings.Contains(sheet.Fold(question), part) })
}

// isOfTen reports whether a cell is a score above 5.
func isOfTen(cell string) bool {
	row := new(sheet.Feedback)
	return columnOf("feedback.score").Parse(row, cell, sheet.Reading{}) == nil && row.Score.N > 5
}

// answered completes the answer to a question of a survey.
func (t *part) answered(row *sheet.Feedback) {
	if t.question == "" {
		return
	}
	row.Question, row.Scale = sheet.MakeText(t.question), sheet.MakeCount(t.scale)
	t.set("question", "scale")
	if row.About.Empty() {
		row.About = sheet.MakeChoice("问卷")
		t.set("kind")
	}
}
