package cmd

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kehu/report"
	"kehu/store"
	"kehu/store/intake"
	"kehu/store/sheet"
)

func newMapping(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:     "mapping",
		Example: "  kehu mapping\n  kehu mapping forget 三岔河店",
	}
	a.group(c, newMappingList(a), newMappingForget(a))
	return a.made(c, sheet.W("导入时记住的表头", "headings that imports remember"), "表头")
}

func newMappingList(a *app) *cobra.Command {
	var o output
	c := &cobra.Command{
		Use: "list", Args: a.between(0, 0),
		RunE: func(c *cobra.Command, _ []string) error {
			return a.view(c, func(v *store.View) error {
				all, err := mappings(v)
				if err != nil {
					return err
				}
				return a.print(mappingsDoc(all, o.screen()), &o)
			})
		},
	}
	a.addOutput(c, &o)
	return a.made(c, sheet.W("记住了哪些表头，各是什么列", "which headings are remembered, and what they are"), "列表")
}

// mappingsDoc lists remembered mappings: to programs by the keys of --map, to a person
// in the words that an import uses.
func mappingsDoc(all []remembered, screen bool) report.Doc {
	id := report.Column{Key: "mapping", Label: sheet.W("编号", "Mapping"), Width: 16}
	headings := report.Column{Key: "headings", Label: sheet.W("表头", "Headings"), Width: 30}
	as := report.Column{Key: "map", Label: sheet.W("对应", "Read as"), Width: 30, Hang: true}
	shops := report.Column{Key: "shops", Label: sheet.W("门店", "Shops"), Width: 12}
	on := report.Column{Key: "on", Label: sheet.W("日期", "On"), Kind: sheet.DateKind, Width: 11}
	columns := []report.Column{id, headings, as, shops, on}
	if screen {
		columns = []report.Column{id, shops, on, as} // which names the headings
	}
	rows := func(yield func([]report.Cell, error) bool) {
		for _, m := range all {
			name, heads, at := sheet.MakeText(m.signature), sheet.MakeText(strings.Join(m.Headings, "、")), sheet.MakeText(strings.Join(m.Shops, "、"))
			cells := []report.Cell{&name, &heads, report.Phrase(m.keys()), &at, &m.On}
			if screen {
				cells = []report.Cell{&name, &at, &m.On, report.Phrase(m.words())}
			}
			if !yield(cells, nil) {
				return
			}
		}
	}
	return oneTable("mapping", sheet.W("记住的表头", "Remembered headings"), columns, rows)
}

// keys is the mapping as --map takes it.
func (m *remembered) keys() sheet.Words {
	var pairs []string
	for _, heading := range slices.Sorted(maps.Keys(m.Map)) {
		pairs = append(pairs, heading+"="+m.Map[heading])
	}
	return sheet.Verbatim(strings.Join(pairs, "、"))
}

// words is the mapping as an import tells it, in the order of the headings.
func (m *remembered) words() sheet.Words {
	var zh, en []string
	for _, heading := range m.Headings {
		if key, ok := m.Map[heading]; ok {
			meaning := intake.Meaning(key)
			zh, en = append(zh, heading+"→"+meaning.In(sheet.ZH)), append(en, heading+"→"+meaning.In(sheet.EN))
		}
	}
	return sheet.W("%s", "%s", either{strings.Join(zh, "，"), strings.Join(en, ", ")})
}

func newMappingForget(a *app) *cobra.Command {
	c := &cobra.Command{
		Use: a.text("forget 编号|门店…", "forget MAPPING|SHOP…"), Args: a.between(1, -1),
		Example: "  kehu mapping forget 三岔河店\n  kehu mapping forget 1f0c",
		RunE:    a.runMappingForget,
	}
	return a.made(c, sheet.W("忘掉记住的表头", "forget remembered headings"), "忘掉")
}

// leave keeps the mapping for the shops it still has, and forgets it without any.
func (m *remembered) leave(ctx context.Context, db *store.DB) error {
	if len(m.Shops) == 0 {
		return db.Remember(ctx, mappingSetting+m.signature, "")
	}
	return m.write(ctx, db)
}

func (a *app) runMappingForget(c *cobra.Command, names []string) error {
	db, err := a.open(c.Context(), changing)
	if err != nil {
		return err
	}
	defer db.Close()
	var all []remembered
	if err := db.View(c.Context(), func(v *store.View) (err error) {
		all, err = mappings(v)
		return err
	}); err != nil {
		return err
	}
	forgot := 0
	for _, name := range names {
		found := false
		for _, m := range all {
			shops := slices.DeleteFunc(slices.Clone(m.Shops), func(shop string) bool { return shop == name })
			switch {
			case len(name) >= 4 && strings.HasPrefix(m.signature, name):
				shops = nil
			case len(shops) == len(m.Shops):
				continue
			}
			found, forgot, m.Shops = true, forgot+1, shops
			if err := m.leave(c.Context(), db); err != nil {
				return err
			}
		}
		if !found {
			return sheet.Fail(sheet.NotFound, "没有记住“%s”的表头，用 kehu mapping 查看", "no headings are remembered for “%s”; see kehu mapping", name)
		}
	}
	a.say("忘掉了 %d 种表头", "forgot %d sets of headings", forgot)
	return nil
}
