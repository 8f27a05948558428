package cmd

import (
	"iter"
	"strings"

	"github.com/spf13/cobra"

	"kehu/report"
	"kehu/store"
	"kehu/store/sheet"
)

func newHistory(a *app) *cobra.Command {
	var o output
	c := &cobra.Command{
		Use: a.text("history [客户]", "history [WHO]"), Args: a.between(0, 1),
		Example: "  kehu history\n  kehu history 王秀兰",
		RunE:    func(c *cobra.Command, args []string) error { return a.runHistory(c, args, o) },
	}
	a.addOutput(c, &o)
	return a.made(c, sheet.W("谁在什么时候改了什么", "who changed what, and when"), "历史")
}

func (a *app) runHistory(c *cobra.Command, args []string, o output) error {
	return a.view(c, func(v *store.View) error {
		if len(args) == 0 {
			return a.print(batchesDoc(v, o.rows()), &o)
		}
		person, err := a.who(v, args[0], false)
		if err != nil {
			return err
		}
		events, err := v.History(person.ID)
		if err != nil {
			return err
		}
		return a.print(eventsDoc(person, events), &o)
	})
}

// batchColumns are the columns that say which batch it was.
func batchColumns() []report.Column {
	return []report.Column{
		{Key: "batch", Label: sheet.W("批次", "Batch"), Kind: sheet.CountKind, Width: 6},
		{Key: "at", Label: sheet.W("时间", "At"), Kind: sheet.MomentKind, Width: 17},
		{Key: "user", Label: sheet.W("谁", "User"), Width: 10},
	}
}

func batchCells(b store.Batch) []report.Cell {
	id, at, user := sheet.MakeCount(b.ID), sheet.MomentOf(b.At), sheet.MakeText(b.User)
	return []report.Cell{&id, &at, &user}
}

// batchesDoc lists the batches of the file, the newest first.
func batchesDoc(v *store.View, limit int) report.Doc {
	columns := append(batchColumns(),
		report.Column{Key: "command", Label: sheet.W("命令", "Command"), Width: 40},
		report.Column{Key: "added", Label: sheet.W("新增", "Added"), Kind: sheet.CountKind, Width: 8},
		report.Column{Key: "removed", Label: sheet.W("移除", "Removed"), Kind: sheet.CountKind, Width: 8},
		report.Column{Key: "changed", Label: sheet.W("改动", "Changed"), Kind: sheet.CountKind, Width: 8},
		report.Column{Key: "undoes", Label: sheet.W("撤销了", "Undoes"), Kind: sheet.CountKind, Width: 8})
	rows := func(yield func([]report.Cell, error) bool) {
		n := 0
		for b, err := range v.Batches() {
			command := sheet.MakeText(strings.ReplaceAll(b.Command, "\n", " "))
			added, removed, changed, undoes := count(b.Added), count(b.Removed), count(b.Changed), count(int(b.Undoes))
			if b.Undoes == 0 {
				undoes.Clear()
			}
			if n++; !yield(append(batchCells(b), &command, &added, &removed, &changed, &undoes), err) || n == limit {
				return
			}
		}
	}
	return oneTable("history", sheet.W("操作历史", "History"), columns, rows)
}

func count(n int) sheet.Count { return sheet.MakeCount(int64(n)) }

// eventsDoc tells what happened to one customer.
func eventsDoc(person store.Person, events []store.Event) report.Doc {
	columns := append(batchColumns(), report.Column{Key: "what", Label: sheet.W("改动", "What"), Width: 50})
	rows := func(yield func([]report.Cell, error) bool) {
		for _, e := range events {
			if !yield(append(batchCells(e.Batch), report.Phrase(e.What)), nil) {
				return
			}
		}
	}
	return oneTable("history", sheet.W("%s 的历史", "History of %s", person.String()), columns, rows)
}

func oneTable(key string, title sheet.Words, columns []report.Column, rows iter.Seq2[[]report.Cell, error]) report.Doc {
	return report.Doc{Key: key, Title: title, Tables: []report.Table{{Key: key, Title: title, Columns: columns, Rows: rows}}}
}
