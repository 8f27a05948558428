package cmd

import (
	"github.com/spf13/cobra"

	"kehu/report"
	"kehu/store"
	"kehu/store/sheet"
)

func newShow(a *app) *cobra.Command {
	var o output
	c := &cobra.Command{
		Use: a.text("show 客户", "show WHO"), Args: a.between(1, 1),
		Example: "  kehu show 王秀兰\n  kehu show '#17'\n  kehu show 5678",
		RunE:    func(c *cobra.Command, args []string) error { return a.runShow(c, args[0], o) },
	}
	a.addOutput(c, &o)
	return a.made(c, sheet.W("一屏看清一位客户：资料、画像、往来、欠款、投诉、下一步", "one customer on one screen: info, portrait, timeline, money, complaints, next step"), "查看", "看")
}

func (a *app) runShow(c *cobra.Command, who string, o output) error {
	r, err := a.reading()
	if err != nil {
		return err
	}
	return a.view(c, func(v *store.View) error {
		person, err := a.who(v, who, false)
		if err != nil {
			return err
		}
		d, err := report.Show(v, person.ID, report.Options{Today: r.Today})
		if err != nil {
			return err
		}
		return a.print(d, &o)
	})
}
