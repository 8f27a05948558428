package cmd

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"kehu/report"
	"kehu/store"
	"kehu/store/almanac"
	"kehu/store/sheet"
)

func newMarket(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:     "market",
		Example: "  kehu market add 三岔河集 --rule 逢三六九 --township 三岔河镇\n  kehu market next\n  kehu market next 三岔河 --days 30",
	}
	a.group(c, newMarketList(a), newMarketAdd(a), newMarketNext(a), newMarketRemove(a))
	return a.made(c, sheet.W("集市和赶集的日子", "markets and the days they are held"), "集市", "赶集")
}

func newMarketList(a *app) *cobra.Command {
	var o output
	c := &cobra.Command{
		Use: "list", Args: a.between(0, 0),
		RunE: func(c *cobra.Command, _ []string) error { return a.runMarketList(c, o) },
	}
	a.addOutput(c, &o)
	return a.made(c, sheet.W("有哪些集市，下个集日是哪天", "the markets and their next day"), "列表")
}

func (a *app) runMarketList(c *cobra.Command, o output) error {
	r, err := a.reading()
	if err != nil {
		return err
	}
	return a.view(c, func(v *store.View) error {
		d, err := report.MarketList(v, report.Options{Today: r.Today})
		if err != nil {
			return err
		}
		return a.print(d, &o)
	})
}

func newMarketAdd(a *app) *cobra.Command {
	var rule, township, small string
	c := &cobra.Command{
		Use: a.text("add 名称 --rule 规则 [--township 乡镇]", "add NAME --rule RULE [--township TOWN]"), Args: a.between(1, 1),
		Example: "  kehu market add 三岔河集 --rule 逢三六九\n  kehu market add 十里堡集 --rule 农历尾:5,0 --small 廿九\n  kehu market add 县城集 --rule 每周二六\n" +
			"  kehu market add 龙街 --rule 支:辰,戌\n  kehu market add 庙会 --rule 日期:2026-05-01,2026-05-02",
		RunE: func(c *cobra.Command, args []string) error {
			return a.runMarketAdd(c, map[string]string{"name": args[0], "rule": rule, "township": township}, small)
		},
	}
	f := c.Flags()
	f.StringVar(&rule, "rule", "", a.text("哪天有集，如 逢三六九、农历尾:5,0、公历尾:5,0、每周二六、农历日:5,13、支:辰,戌、每天、日期:2026-05-01、农历三月十五到廿一",
		"when it is held, such as 农历尾:3,6,9"))
	f.StringVar(&small, "small", "", a.text("小月没有三十时：不开、廿九、初一", "where the month has no 30th, such as 廿九"))
	f.StringVar(&township, "township", "", a.text("在哪个乡镇", "the township it is held in"))
	return a.made(c, sheet.W("记下一个集市，或改它的规则", "write down a market, or change its rule"), "新增")
}

// marketRule is the rule as it is kept; the error says how rules are written.
func marketRule(rule, small string) (string, error) {
	if rule == "" {
		return "", sheet.Fail(sheet.Misused, "哪天有集？如 --rule 逢三六九", "when is it held? such as --rule 农历尾:3,6,9")
	}
	if small != "" {
		rule += " 小月" + strings.TrimPrefix(sheet.Fold(small), "小月")
	}
	m, err := almanac.ParseMarket(rule)
	if err == nil {
		return m.String(), nil
	}
	var wrong *almanac.RuleError
	piece := rule
	if errors.As(err, &wrong) && wrong.Piece != "" {
		piece = wrong.Piece
	}
	return "", sheet.Fail(sheet.Misused, "赶集规则“%s”里的“%s”看不懂，可以写：逢三六九、农历尾:5,0、公历尾:5,0、每周二六、农历日:5,13、支:辰,戌、每天、日期:2026-05-01、农历三月十五到廿一（小月没有三十：--small 不开|廿九|初一）",
		"can't read “%[2]s” of the market rule “%[1]s”: write 农历尾:3,6,9, 公历尾:5,0, 周:2,6, 农历日:5,13, 支:辰,戌, 每天, 日期:2026-05-01 or 年集:三月十五-三月廿一 (without a 30th: --small 不开|廿九|初一)", rule, piece).Because(err)
}

func (a *app) runMarketAdd(c *cobra.Command, texts map[string]string, small string) error {
	r, err := a.reading()
	if err != nil {
		return err
	}
	if texts["rule"], err = marketRule(texts["rule"], small); err != nil {
		return err
	}
	db, err := a.open(c.Context(), making)
	if err != nil {
		return err
	}
	defer db.Close()
	return a.batch(c, db, func(tx *store.Tx) error {
		p := sheet.NewPatch(sheet.Markets)
		if err := fill(&p, r, texts); err != nil {
			return err
		}
		return a.putMarket(tx, p, r.Today)
	})
}

// putMarket adds a market, or gives the one of that name another rule.
func (a *app) putMarket(tx *store.Tx, p sheet.Patch, today sheet.Date) error {
	id, err := marketCalled(&tx.View, p.Row.(*sheet.Market).Name.String())
	if err != nil {
		return err
	}
	if id == 0 {
		id, err = tx.Insert(p)
	} else {
		_, err = tx.Update(id, p)
	}
	if err != nil {
		return err
	}
	all, err := report.MarketsOf(tx)
	for _, m := range all {
		if m.ID == id {
			fmt.Fprintln(a.out, a.text("%s%s %s %s，下个集日 %s", "%s%s %s %s, next on %s", sheet.Markets.Prefix, id.String(), m.Name.String(), m.Rule.String(), orNone(m.Next(today))))
		}
	}
	return err
}

// orNone is a day, — for none.
func orNone(d sheet.Date) string {
	if d == 0 {
		return "—"
	}
	return d.String()
}

// marketCalled is the market of exactly that name, 0 if there is none.
func marketCalled(v *store.View, name string) (sheet.ID, error) {
	for row, err := range v.Rows(named(sheet.Markets, "name", name)) {
		if err != nil {
			return 0, err
		}
		return row.Base().ID, nil
	}
	return 0, nil
}

type marketNextOptions struct {
	output
	days int
}

// marketDays is how many days ahead market days are listed.
const marketDays = 14

func newMarketNext(a *app) *cobra.Command {
	var o marketNextOptions
	c := &cobra.Command{
		Use: a.text("next [名称] [--days 天数]", "next [NAME] [--days N]"), Args: a.between(0, 1),
		Example: "  kehu market next\n  kehu market next 三岔河 --days 30",
		RunE:    func(c *cobra.Command, args []string) error { return a.runMarketNext(c, rest(args), o) },
	}
	c.Flags().IntVar(&o.days, "days", marketDays, a.text("今后几天", "how many days, today included"))
	a.addOutput(c, &o.output)
	return a.made(c, sheet.W("接下来哪天赶哪个集", "which market is held on which of the coming days"), "下次")
}

// mostMarketDays is the furthest that market days are looked for.
const mostMarketDays = 400

func (a *app) runMarketNext(c *cobra.Command, name string, o marketNextOptions) error {
	r, err := a.reading()
	if err != nil {
		return err
	}
	if o.days < 1 || o.days > mostMarketDays {
		return sheet.Fail(sheet.Misused, "--days 应在 1 到 %d 之间", "--days is 1 to %d", mostMarketDays)
	}
	return a.view(c, func(v *store.View) error {
		all, err := report.MarketsOf(v)
		if err != nil {
			return err
		}
		if name != "" {
			m, err := marketNamed(all, name)
			if err != nil {
				return err
			}
			all = report.Markets{m}
		}
		return a.print(report.MarketDays(all, report.Options{Today: r.Today, Days: o.days}), &o.output)
	})
}

// marketNamed is the market that text names: k2, its name, its township or a part
// of one of them.
func marketNamed(all report.Markets, text string) (report.Market, error) {
	s, id := rowNamed(text)
	exact := func(m report.Market) bool { return m.Name.String() == text || s == sheet.Markets && m.ID == id }
	part := func(m report.Market) bool {
		return strings.Contains(m.Name.String(), text) || strings.Contains(m.Township.String(), text)
	}
	for _, fits := range []func(report.Market) bool{exact, part} {
		var found []report.Market
		var names []string
		for _, m := range all {
			if fits(m) {
				found, names = append(found, m), append(names, sheet.Markets.Prefix+m.ID.String()+" "+m.Name.String())
			}
		}
		switch len(found) {
		case 0:
			continue
		case 1:
			return found[0], nil
		}
		return report.Market{}, sheet.Fail(sheet.Ambiguous, "“%s”可能是：%s；请用编号指定", "“%s” may be: %s; say which by its number", text, sheet.Names(names))
	}
	return report.Market{}, sheet.Fail(sheet.NotFound, "没有集市“%s”，用 kehu market list 查看", "no market “%s”; see kehu market list", text)
}

func newMarketRemove(a *app) *cobra.Command {
	c := &cobra.Command{
		Use: a.text("remove 名称", "remove NAME"), Args: a.between(1, 1),
		Example: "  kehu market remove 三岔河集",
		RunE:    func(c *cobra.Command, args []string) error { return a.runMarketRemove(c, args[0]) },
	}
	return a.made(c, sheet.W("删除一个集市（可撤销）", "remove a market (can be undone)"), "删除")
}

func (a *app) runMarketRemove(c *cobra.Command, name string) error {
	var m report.Market
	find := func(v *store.View) error {
		all, err := report.MarketsOf(v)
		if err == nil {
			m, err = marketNamed(all, sheet.Fold(name))
		}
		return err
	}
	return a.write(c, find, func(tx *store.Tx) error {
		fmt.Fprintln(a.out, a.text("已删除%s %s", "removed %s %s", sheet.Markets.Label(), m.Name.String()))
		return tx.RemoveRows(sheet.Markets, []sheet.ID{m.ID})
	})
}
