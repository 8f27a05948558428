package cmd

import (
	"fmt"

	"github.com/spf13/cobra"

	"kehu/store"
	"kehu/store/sheet"
)

func newFeedback(a *app) *cobra.Command {
	texts := map[string]*string{}
	var at string
	c := &cobra.Command{
		Use:         a.text("feedback 客户|fN [内容] [--kind 类型] [--score 1-5] [--status 状态]", "feedback WHO|fN [TEXT] [--kind K] [--score 1-5] [--status S]"),
		Args:        a.between(1, -1),
		Example:     "  kehu feedback 王秀兰 血压计不准 --kind 投诉\n  kehu feedback 王秀兰 --score 5\n  kehu feedback f3 换了新的",
		RunE:        func(c *cobra.Command, args []string) error { return a.runFeedback(c, args, at, texts) },
		Annotations: map[string]string{sheetAnnotation: sheet.Feedbacks.Key},
	}
	for _, column := range sheet.Feedbacks.Must("kind", "product", "survey", "question", "score", "scale", "status", "resolution", "closed_on", "staff") {
		usage := column.Label().In(a.lang)
		if words := a.options(column); words != "" {
			usage += "（" + words + "）"
		}
		texts[column.Key] = c.Flags().String(flagName(column), "", usage)
	}
	c.Flags().StringVar(&at, "at", "", a.text("日期（缺省为今天）", "day (default: today)"))
	return a.made(c, sheet.W("记一条反馈，或了结一条投诉", "record feedback, or settle a complaint"), "反馈")
}

func (a *app) runFeedback(c *cobra.Command, args []string, at string, flags map[string]*string) error {
	r, err := a.reading()
	if err != nil {
		return err
	}
	texts := map[string]string{"on": at, "content": rest(args[1:])}
	said := texts["content"] != ""
	for key, text := range flags {
		texts[key] = *text
		said = said || *text != ""
	}
	if !said {
		return sheet.Fail(sheet.Misused, "要记什么？写上内容或 --score，如 kehu feedback %s 血压计不准 --kind 投诉", "record what? give a text or --score, such as kehu feedback %s 血压计不准 --kind 投诉", args[0])
	}
	if s, id := rowNamed(args[0]); s == sheet.Feedbacks {
		return a.settleFeedback(c, id, texts, r)
	}
	var person store.Person
	return a.write(c, a.whose(args[0], &person), func(tx *store.Tx) error {
		p := owned(sheet.Feedbacks, person)
		if err := fill(&p, r, texts); err != nil {
			return err
		}
		completeFeedback(&p, r)
		row := p.Row.(*sheet.Feedback)
		return a.insert(tx, p, person, sheet.W("%s %s %s", "%s %s %s", aboutOf(row), row.Score.String(), row.Content.String()))
	})
}

// completeFeedback says what was not said: a score is about satisfaction, other
// words are a suggestion, a complaint is open until it is settled.
func completeFeedback(p *sheet.Patch, r sheet.Reading) {
	row := p.Row.(*sheet.Feedback)
	if row.On.Empty() {
		row.On = r.Today
	}
	if row.About.Empty() {
		row.About = sheet.MakeChoice("建议")
		if !row.Score.Empty() {
			row.About = sheet.MakeChoice("满意度")
		}
	}
	if !row.Score.Empty() && row.Scale.Empty() {
		row.Scale = sheet.MakeCount(5)
		if row.Score.N > 5 {
			row.Scale = sheet.MakeCount(10)
		}
		p.Take("scale")
	}
	if row.About.String() == "投诉" && row.Status.Empty() {
		row.Status = sheet.MakeChoice("待处理")
		p.Take("status")
	}
	p.Take("on", "kind")
	closeSolved(p, r)
}

// closeSolved dates what is solved.
func closeSolved(p *sheet.Patch, r sheet.Reading) {
	row := p.Row.(*sheet.Feedback)
	if row.Status.String() == "已解决" && row.ClosedOn.Empty() {
		row.ClosedOn = r.Today
		p.Take("closed_on")
	}
}

// settleFeedback changes a piece of feedback that is on file. A bare text is how
// it was solved.
func (a *app) settleFeedback(c *cobra.Command, id sheet.ID, texts map[string]string, r sheet.Reading) error {
	if text := texts["content"]; text != "" {
		delete(texts, "content")
		texts["resolution"] = text
		if texts["status"] == "" {
			texts["status"] = "已解决"
		}
	}
	p := sheet.NewPatch(sheet.Feedbacks)
	if err := fill(&p, r, texts); err != nil {
		return err
	}
	closeSolved(&p, r)
	find := func(v *store.View) error {
		_, err := v.Get(sheet.Feedbacks, id)
		return err
	}
	return a.write(c, find, func(tx *store.Tx) error {
		n, err := tx.Update(id, p)
		fmt.Fprintln(a.out, a.text("f%s：改了 %d 处", "f%s: %d fields changed", id.String(), n))
		return err
	})
}
