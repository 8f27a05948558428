package cmd

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"kehu/store"
	"kehu/store/sheet"
)

func newMerge(a *app) *cobra.Command {
	c := &cobra.Command{
		Use: a.text("merge 留下的客户 重复的客户…", "merge KEEP DUPLICATE…"), Args: a.between(2, -1),
		Example: "  kehu dedupe\n  kehu merge '#3' '#9'",
		RunE:    a.runMerge,
	}
	return a.made(c, sheet.W("把重复的客户合并成一位（可撤销）", "make duplicate customers one (can be undone)"), "合并")
}

func (a *app) runMerge(c *cobra.Command, args []string) error {
	var would store.Merger
	find := func(v *store.View) (err error) {
		if would, err = a.merging(v, args); err != nil || a.global.yes {
			return err
		}
		a.printMerger(a.err, would)
		if !a.inTerminal {
			return sheet.Fail(sheet.Misused, "还没有合并，确定请加 --yes", "nothing is merged yet; add --yes if you are sure")
		}
		return a.agreed(sheet.W("合并吗？", "merge them?"))
	}
	return a.write(c, find, func(tx *store.Tx) error {
		done, err := tx.Merge(would.Keep.ID, idsOf(would.Dups))
		if err == nil && a.global.yes {
			a.printMerger(a.out, done)
		}
		fmt.Fprintln(a.out, a.text("已把 %s 并入 %s", "merged %s into %s", nameList(done.Dups), done.Keep))
		return err
	})
}

// merging finds whom words name and what merging them comes to. A guess at a name is
// not enough.
func (a *app) merging(v *store.View, words []string) (would store.Merger, err error) {
	people, err := a.chosen(v, words, "", sheet.Reading{}, true)
	if err != nil {
		return would, err
	}
	keep, dups := people[0], people[1:]
	for _, p := range dups {
		if p.ID == keep.ID {
			return would, sheet.Fail(sheet.Misused, "%s 不能并入自己，请给出另一位", "%s can't be merged into itself; name somebody else", keep)
		}
	}
	return v.Merging(keep.ID, idsOf(dups))
}

func idsOf(people []store.Person) []sheet.ID {
	ids := make([]sheet.ID, len(people))
	for i, p := range people {
		ids[i] = p.ID
	}
	return ids
}

// printMerger tells what a merger changes, before or after it.
func (a *app) printMerger(w io.Writer, m store.Merger) {
	rows := [][2]string{{a.text("留下", "keep"), m.Keep.String()}}
	add := func(zh, en, text string) { rows = append(rows, [2]string{a.text(zh, en), text}) }
	for _, p := range m.Dups {
		add("并入", "take in", p.String())
	}
	for _, p := range m.Denied {
		add("注意", "mind", a.text("你说过 %s 不是同一人", "you said that %s is somebody else", p))
	}
	if len(m.Moved) > 0 {
		add("转过来", "move", a.movedRows(m.Moved))
	}
	for _, g := range m.Gains {
		text := a.text("%s：%s", "%s: %s", g.Label, g.New)
		if g.Old != "" {
			text = a.text("%s：%s → %s", "%s: %s → %s", g.Label, g.Old, g.New)
		}
		add("补上", "fill", text)
	}
	for _, c := range m.Copied {
		add("不相加", "not added", a.text("%s：两边都是 %s，当作同一笔；不是就用 kehu set %s 改", "%s: %s in both, taken for one account; if they are two, set the sum after the merger: kehu set %s", c.Label, c.New, m.Keep.ID.String()))
	}
	for _, l := range m.Losses {
		add("不一样", "differs", a.text("%s：留 %s，不留 %s（记在历史里）", "%s: %s stays, %s goes (the history keeps it)", l.Label, l.Kept, l.Lost))
	}
	for _, t := range m.Twins {
		kept, dup := sheetRow{t.Sheet, t.Kept}, sheetRow{t.Sheet, t.Dup}
		add("两边都有", "in both", a.text("%s %s 和 %s 一样，若是记了两遍，合并后用 kehu remove %[3]s 删掉一行",
			"%s %s and %s are alike; if it was written down twice, remove one after the merger: kehu remove %[3]s", t.Sheet.Label(), kept, dup))
	}
	printPairs(w, rows)
}

// movedRows counts the rows that go over, sheet by sheet.
func (a *app) movedRows(moved []store.Moved) string {
	var parts []string
	for _, m := range moved {
		text := a.text("%s %d 行", "%s: %d rows", m.Sheet.Label(), m.Rows)
		if m.Joined > 0 {
			text += a.text("（其中 %d 行两边都有，合成一行）", " (%d of them joined with the same row)", m.Joined)
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, a.text("，", ", "))
}
