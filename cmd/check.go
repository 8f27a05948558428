package cmd

import (
	"fmt"

	"github.com/spf13/cobra"

	"kehu/store/sheet"
)

func newCheck(a *app) *cobra.Command {
	c := &cobra.Command{Use: "check", Args: a.between(0, 0), RunE: a.runCheck}
	return a.made(c, sheet.W("检查文件：完整、引用、历史、统计", "check the file: pages, references, journal, figures"), "检查")
}

func (a *app) runCheck(c *cobra.Command, _ []string) error {
	db, err := a.open(c.Context(), reading)
	if err != nil {
		return err
	}
	defer db.Close()
	wrong, err := db.Check(c.Context())
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
