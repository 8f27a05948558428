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
		Use: "feedback WHO|fN [TEXT] [--kind 投诉] [--score 1-5] [--status 已解决]", Args: between(1, -1),
		Example:     "  kehu feedback 王秀兰 血压计不准 --kind 投诉\n  kehu feedback f3 --status 已解决 --resolution 换了新的",
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
	for key, text := range flags {
		texts[key] = *text
	}
	return a.write(c, func(tx *store.Tx) error {
		if s, id := rowNamed(args[0]); s == sheet.Feedbacks {
			return a.settleFeedback(tx, id, texts, r)
		}
		person, err := a.who(&tx.View, args[0], false)
		if err != nil {
			return err
		}
		p := owned(sheet.Feedbacks, person)
		if err := fill(&p, r, texts); err != nil {
			return err
		}
		completeFeedback(&p, r)
		row := p.Row.(*sheet.Feedback)
		return a.insert(tx, p, person, sheet.W("%s %s %s", "%s %s %s", row.About.String(), row.Score.String(), row.Content.String()))
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
}

// settleFeedback changes a piece of feedback that is on file.
func (a *app) settleFeedback(tx *store.Tx, id sheet.ID, texts map[string]string, r sheet.Reading) error {
	if _, err := tx.Get(sheet.Feedbacks, id); err != nil {
		return err
	}
	p := sheet.NewPatch(sheet.Feedbacks)
	if err := fill(&p, r, texts); err != nil {
		return err
	}
	row := p.Row.(*sheet.Feedback)
	if row.Status.String() == "已解决" && row.ClosedOn.Empty() {
		row.ClosedOn = r.Today
		p.Take("closed_on")
	}
	n, err := tx.Update(id, p)
	if err == nil {
		fmt.Fprintln(a.out, a.text("f%s：改了 %d 处", "f%s: %d fields changed", id.String(), n))
	}
	return err
}
