package cmd

import (
	"fmt"

	"github.com/spf13/cobra"

	"kehu/store"
	"kehu/store/sheet"
)

func newCheck(a *app) *cobra.Command {
	var reindex bool
	c := &cobra.Command{Use: "check", Args: a.between(0, 0), RunE: func(c *cobra.Command, _ []string) error { return a.runCheck(c, reindex) }}
	c.Flags().BoolVar(&reindex, "reindex", false, a.text("先重建查找用的索引", "first make the index of find anew"))
	return a.made(c, sheet.W("检查文件：完整、引用、历史、统计", "check the file: pages, references, journal, figures"), "检查")
}

func (a *app) runCheck(c *cobra.Command, reindex bool) error {
	purpose := reading
	if reindex {
		purpose = changing
	}
	db, err := a.open(c.Context(), purpose)
	if err != nil {
		return err
	}
	defer db.Close()
	wrong, err := a.check(c, db, reindex)
	if err != nil {
		return err
	}
	for _, w := range wrong {
		fmt.Fprintln(a.out, w.In(a.lang))
	}
	if len(wrong) > 0 {
		return sheet.Fail(sheet.Damaged, "%s 有 %d 处不对，请用 kehu restore 恢复最近的备份", "%s has %d faults; bring back the latest backup with kehu restore", db.Path(), len(wrong))
	}
	fmt.Fprintln(a.out, a.text("%s 完好", "%s is sound", db.Path()))
	return nil
}

// check looks the file over, and tells meanwhile that it does.
func (a *app) check(c *cobra.Command, db *store.DB, reindex bool) ([]sheet.Words, error) {
	defer a.during(c)()
	if reindex {
		if err := db.Reindex(c.Context()); err != nil {
			return nil, err
		}
	}
	return db.Check(c.Context())
}
