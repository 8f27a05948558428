package cmd

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kehu/store"
	"kehu/store/sheet"
)

func newUndo(a *app) *cobra.Command {
	c := &cobra.Command{
		Use: a.text("undo [批次]", "undo [BATCH]"), Args: a.between(0, 1),
		Example: "  kehu undo\n  kehu undo 12",
		RunE:    func(c *cobra.Command, args []string) error { return a.runUndo(c, args) },
	}
	return a.made(c, sheet.W("撤销一批（缺省为最近一批；撤销也能撤销）", "take a batch back (default: the last; an undo can be undone)"), "撤销")
}

func (a *app) runUndo(c *cobra.Command, args []string) error {
	id := int64(0)
	if len(args) == 1 {
		n, err := strconv.ParseInt(sheet.Fold(args[0]), 10, 64)
		if err != nil || n <= 0 {
			return sheet.Fail(sheet.Misused, "“%s”不是批次号，用 kehu history 查看", "“%s” is no batch number; see kehu history", args[0])
		}
		id = n
	}
	db, err := a.open(c.Context(), changing)
	if err != nil {
		return err
	}
	defer db.Close()
	label, took, err := a.confirmUndo(c.Context(), db, id)
	if err != nil {
		return err
	}
	done, err := a.undo(c.Context(), db, id, false, label, took)
	if err != nil {
		return err
	}
	a.printUndone(done)
	return nil
}

// undo undoes a batch, or rehearses that, and tells under that label how far it is: a
// rehearsal took about as long, 0 where there was none.
func (a *app) undo(ctx context.Context, db *store.DB, id int64, rehearse bool, label sheet.Words, took time.Duration) (store.Undone, error) {
	g, begun := &gauge{label: label}, a.now()
	if took > 0 {
		g.share = func() float64 { return float64(a.now().Sub(begun)) / float64(took) }
	}
	defer a.watch(g)()
	return db.Undo(ctx, id, a.command(), rehearse)
}

// confirmUndo rehearses an undo, and asks before it touches many rows. No write lock
// is held while the question stands. It returns what is undone and how long that took.
func (a *app) confirmUndo(ctx context.Context, db *store.DB, id int64) (label sheet.Words, took time.Duration, err error) {
	label = sheet.W("撤销", "undoing")
	if a.global.yes {
		return label, 0, nil
	}
	begun := a.now()
	would, err := a.undo(ctx, db, id, true, sheet.W("看撤销会动到什么", "looking what an undo touches"), 0)
	if err != nil {
		return label, 0, err
	}
	label, took = sheet.W("撤销第 %d 批（%s）", "undoing batch %d (%s)", would.Of.ID, a.tookBack(would)), a.now().Sub(begun)
	n := would.Customers
	if n <= guarded {
		return label, took, nil
	}
	a.name(would.People, n)
	if !a.inTerminal {
		return label, took, sheet.Fail(sheet.Misused, "撤销第 %d 批会动到 %d 位客户，确定请加 --yes", "undoing batch %d touches %d customers; add --yes if you are sure", would.Of.ID, n)
	}
	return label, took, a.agreed(sheet.W("撤销“%s”会动到 %d 位客户，继续吗？", "undoing “%s” touches %d customers, go on?", would.Of.Command, n))
}

func (a *app) printUndone(done store.Undone) {
	fmt.Fprintln(a.out, a.text("已撤销第 %d 批（%s）：%s", "undid batch %d (%s): %s", done.Of.ID, done.Of.Command, a.tookBack(done)))
	if n := len(done.People); n > 0 && n == done.Customers && n <= guarded {
		fmt.Fprintln(a.out, a.text("  客户：%s", "  customers: %s", nameList(done.People)))
	}
	if n := len(done.Kept); n > 0 {
		fmt.Fprintln(a.out, a.text("  之后有变动，%d 处保留不动：", "  %d kept, because something newer rests on them:", n))
	}
	for i, k := range done.Kept {
		if i == 10 {
			fmt.Fprintln(a.out, a.text("  … 共保留 %d 处", "  … %d kept in all", len(done.Kept)))
			break
		}
		id := k.Row
		fmt.Fprintln(a.out, a.text("  保留 %s%s %s：%s", "  kept %s%s %s: %s", k.Sheet.Prefix, id.String(), k.Name, k.Reason))
	}
	a.sayBatch(done.Batch)
}

// tookBack says what an undo took back: the rows it took out, those it put back, and
// the fields that are again as they were.
func (a *app) tookBack(done store.Undone) string {
	var parts []string
	if len(done.Out) > 0 {
		parts = append(parts, a.text("收回%s", "took out %s", a.movedRows(done.Out)))
	}
	if len(done.Back) > 0 {
		parts = append(parts, a.text("放回%s", "put back %s", a.movedRows(done.Back)))
	}
	if done.Fields > 0 {
		parts = append(parts, a.text("改回 %d 处", "set back %d fields", done.Fields))
	}
	if len(parts) == 0 {
		return a.text("什么也没有动", "nothing was touched")
	}
	return strings.Join(parts, a.text("；", "; "))
}
