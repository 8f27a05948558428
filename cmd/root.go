package cmd

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"kehu/store/sheet"
)

// newRoot returns the whole command tree. Bare kehu is kehu today.
func newRoot(a *app) *cobra.Command {
	cobra.MousetrapHelpText = "" // a double click opens the menu
	cobra.EnableCommandSorting = false
	today := newToday(a)
	root := &cobra.Command{
		Use: "kehu", Short: a.text("客户追踪表", "customer tracking sheet"),
		Args: a.unknownCommand, RunE: today.RunE, PreRunE: today.PreRunE,
		SilenceErrors: true, SilenceUsage: true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	root.SetOut(a.out)
	root.SetErr(a.err)
	root.SetHelpFunc(a.help)
	root.SetUsageFunc(func(*cobra.Command) error { return nil })
	root.SetFlagErrorFunc(a.flagError)
	a.addGlobal(root.PersistentFlags())
	today.Flags().SortFlags = false
	root.Flags().AddFlagSet(today.Flags())
	root.AddCommand(today, newAdd(a), newSet(a), newShow(a), newList(a), newFind(a), newRemove(a), newDedupe(a), newMerge(a),
		newLog(a), newBuy(a), newPay(a), newFeedback(a), newPlan(a), newDone(a), newNote(a),
		newImport(a), newMapping(a), newTemplate(a), newExport(a), newSegment(a), newReport(a),
		newMeeting(a), newMarket(a), newRule(a), newHandover(a), newMe(a),
		newUndo(a), newHistory(a), newCheck(a), newBackup(a), newRestore(a), newWhere(a),
		newInit(a), newContext(a), newPhrase(a), newMenu(a), newDemo(a), newVersion(a), newCompletion(a))
	root.SetHelpCommand(newHelp(a))
	root.Flags().SortFlags = false
	settle(root)
	if slices.ContainsFunc(a.args, func(arg string) bool { return strings.HasPrefix(arg, cobra.ShellCompRequestCmd) }) { // a shell asks
		a.offer(root)
	}
	return root
}

// settle gives the flags of c and of all commands under it their order and their
// Chinese names.
func settle(c *cobra.Command) {
	c.Flags().SortFlags = false
	c.Flags().SetNormalizeFunc(normalize(c))
	for _, sub := range c.Commands() {
		settle(sub)
	}
}

// group makes c the command of those under it; on its own it lists, as list does.
func (a *app) group(c, list *cobra.Command, others ...*cobra.Command) *cobra.Command {
	c.Args = a.unknownCommand
	c.RunE, c.PreRunE = list.RunE, list.PreRunE
	list.Flags().SortFlags = false
	c.Flags().AddFlagSet(list.Flags())
	c.AddCommand(append([]*cobra.Command{list}, others...)...)
	return c
}

// addGlobal declares the options that every command takes.
func (a *app) addGlobal(flags *pflag.FlagSet) {
	flags.SortFlags = false
	flags.StringVar(&a.global.db, "db", "", a.text("客户表文件（也可用环境变量 KEHU_DB）", "the sheet's file (or environment KEHU_DB)"))
	flags.StringVar(&a.global.today, "today", "", a.text("把这一天当作今天（也可用 KEHU_TODAY）", "take this day as today (or KEHU_TODAY)"))
	flags.StringVar(&a.global.lang, "lang", "", a.text("语言 zh 或 en（也可用 KEHU_LANG）", "language, zh or en (or KEHU_LANG)"))
	flags.StringVar(&a.global.wait, "wait", "30s", a.text("文件被占用时最多等多久，如 10s", "how long to wait for a file in use, such as 10s"))
	flags.BoolVarP(&a.global.yes, "yes", "y", false, a.text("不问，直接做", "don't ask, do it"))
	flags.BoolVarP(&a.global.quiet, "quiet", "q", false, a.text("只输出数据", "print nothing but data"))
}

// made completes a declaration: what a command does, and what it is called in Chinese.
func (a *app) made(c *cobra.Command, short sheet.Words, aliases ...string) *cobra.Command {
	c.Short = short.In(a.lang)
	c.Aliases = aliases
	c.SuggestFor = slices.Clone(aliases)
	if c.RunE != nil {
		c.RunE = a.work(c.RunE)
	}
	return c
}
