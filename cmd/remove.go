package cmd

import (
	"fmt"

	"github.com/spf13/cobra"

	"kehu/store"
	"kehu/store/sheet"
)

func newRemove(a *app) *cobra.Command {
	var where string
	c := &cobra.Command{
		Use: "remove WHO…|ROW… | --where 条件", Args: between(0, -1),
		Example: "  kehu remove '#17'\n  kehu remove b12",
		RunE:    func(c *cobra.Command, args []string) error { return a.runRemove(c, args, where) },
	}
	c.Flags().StringVar(&where, "where", "", a.text("删除所有符合条件的客户", "remove every customer that answers the condition"))
	return a.made(c, sheet.W("删除客户或一行记录（可撤销）", "remove customers or rows (can be undone)"), "删除", "删")
}

func (a *app) runRemove(c *cobra.Command, args []string, where string) error {
	r, err := a.reading()
	if err != nil {
		return err
	}
	if len(args) == 0 && where == "" {
		return sheet.Fail(sheet.Misused, "要删除谁？给出客户或 --where", "remove whom? name a customer or give --where")
	}
	return a.write(c, func(tx *store.Tx) error {
		words, err := a.removeRows(tx, args)
		if err != nil || len(words) == 0 && where == "" {
			return err
		}
		people, err := a.chosen(tx, words, where, r, true)
		if err != nil {
			return err
		}
		if err := a.confirm(people, sheet.W("要删除这 %d 位客户吗？", "remove these %d customers?", len(people))); err != nil {
			return err
		}
		ids := make([]sheet.ID, len(people))
		for i, p := range people {
			ids[i] = p.ID
		}
		fmt.Fprintln(a.out, a.text("已删除 %s", "removed %s", nameList(people)))
		return tx.Remove(ids)
	})
}

// removeRows removes the rows among words and returns the words that name customers.
func (a *app) removeRows(tx *store.Tx, words []string) ([]string, error) {
	var people []string
	for _, word := range words {
		s, id := rowNamed(word)
		if s == nil {
			people = append(people, word)
			continue
		}
		if _, err := tx.Get(s, id); err != nil {
			return nil, err
		}
		if err := tx.RemoveRows(s, []sheet.ID{id}); err != nil {
			return nil, err
		}
		fmt.Fprintln(a.out, a.text("已删除%s %s%s", "removed %s %s%s", s.Label(), s.Prefix, id.String()))
	}
	return people, nil
}
