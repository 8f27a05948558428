package cmd

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"kehu/store/sheet"
)

// newRoot returns the whole command tree. Bare kehu is kehu today.
func newRoot(a *app) *cobra.Command {
	cobra.MousetrapHelpText = ""
	root := &cobra.Command{
		Use: "kehu", Short: a.text("客户追踪表", "customer tracking sheet"),
		SilenceErrors: true, SilenceUsage: true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	root.SetOut(a.err)
	root.SetErr(a.err)
	root.SetHelpFunc(a.help)
	root.SetUsageFunc(func(*cobra.Command) error { return nil })
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error { return a.flagError(c, err) })
	a.addGlobal(root.PersistentFlags())
	today := newToday(a)
	root.Args, root.RunE = unknownCommand, today.RunE
	root.Flags().AddFlagSet(today.Flags())
	root.AddCommand(today, newAdd(a), newSet(a), newShow(a), newList(a), newFind(a), newRemove(a),
		newLog(a), newBuy(a), newPay(a), newFeedback(a), newPlan(a), newDone(a),
		newImport(a), newTemplate(a), newExport(a), newSegment(a), newReport(a),
		newUndo(a), newHistory(a), newCheck(a), newBackup(a), newRestore(a),
		newDemo(a), newVersion(a), newCompletion(a))
	root.SetHelpCommand(newHelp(a))
	for _, c := range root.Commands() {
		c.Flags().SetNormalizeFunc(normalize(c.Annotations[sheetAnnotation]))
	}
	return root
}

// addGlobal declares the options that every command takes.
func (a *app) addGlobal(flags *pflag.FlagSet) {
	flags.StringVar(&a.global.db, "db", "", a.text("客户表文件（也可用环境变量 KEHU_DB）", "the sheet's file (or environment KEHU_DB)"))
	flags.StringVar(&a.global.today, "today", "", a.text("把这一天当作今天（也可用 KEHU_TODAY）", "take this day as today (or KEHU_TODAY)"))
	flags.StringVar(&a.global.lang, "lang", "", a.text("语言 zh 或 en（也可用 KEHU_LANG）", "language, zh or en (or KEHU_LANG)"))
	flags.StringVar(&a.global.wait, "wait", "30s", a.text("文件被占用时最多等多久", "how long to wait for a file in use"))
	flags.BoolVarP(&a.global.yes, "yes", "y", false, a.text("不问，直接做", "don't ask, do it"))
	flags.BoolVarP(&a.global.quiet, "quiet", "q", false, a.text("只输出数据", "print nothing but data"))
}

// sheetAnnotation names the sheet whose headings are aliases of a command's flags.
const sheetAnnotation = "sheet"

// normalize lets the headings of a sheet stand for its flags: --手机 is --phone.
func normalize(key string) func(*pflag.FlagSet, string) pflag.NormalizedName {
	s := sheet.ByKey(key)
	return func(_ *pflag.FlagSet, name string) pflag.NormalizedName {
		name = strings.ReplaceAll(name, "_", "-")
		if s == nil || name[0] < 0x80 {
			return pflag.NormalizedName(name)
		}
		for _, c := range s.Columns {
			if c.ZH == name {
				return pflag.NormalizedName(flagName(c))
			}
		}
		return pflag.NormalizedName(name)
	}
}

// flagName is a column's key as a flag: do_not_contact is --do-not-contact.
func flagName(c *sheet.Column) string { return strings.ReplaceAll(c.Key, "_", "-") }

// flagError says in the user's language what is wrong with a flag.
func (a *app) flagError(c *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var bare *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	name := c.Name()
	switch {
	case errors.As(err, &unknown):
		return sheet.Fail(sheet.Misused, "没有“--%s”这个选项，用 kehu help %s 查看", "no flag --%s; see kehu help %s", unknown.GetSpecifiedName(), name)
	case errors.As(err, &bare):
		return sheet.Fail(sheet.Misused, "“--%s”后面要有值，用 kehu help %s 查看", "--%s needs a value; see kehu help %s", bare.GetSpecifiedName(), name)
	case errors.As(err, &invalid):
		return sheet.Fail(sheet.Misused, "“--%s”的值“%s”不对，用 kehu help %s 查看", "--%s can't be “%s”; see kehu help %s", invalid.GetFlag().Name, invalid.GetValue(), name)
	}
	return sheet.Fail(sheet.Misused, "选项不对（%s），用 kehu help %s 查看", "%s; see kehu help %s", err.Error(), name)
}

// unknownCommand refuses what is no command, with what is near.
func unknownCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	near := c.SuggestionsFor(args[0])
	if len(near) == 0 {
		return sheet.Fail(sheet.Misused, "没有“%s”这个命令，用 kehu help 查看", "no command “%s”; see kehu help", args[0])
	}
	return sheet.Fail(sheet.Misused, "没有“%s”这个命令，是不是 %s？", "no command “%s”; did you mean %s?", args[0], strings.Join(near, "、"))
}

// between refuses a call with fewer or more words than a command takes.
func between(least, most int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return sheet.Fail(sheet.Misused, "还缺内容，应为：kehu %s", "something is missing; write kehu %s", c.Use)
		case most >= 0 && len(args) > most:
			return sheet.Fail(sheet.Misused, "多了“%s”，应为：kehu %s（有空格的内容请加引号）", "“%s” is too much; write kehu %s (quote what holds spaces)", strings.Join(args[most:], " "), c.Use)
		}
		return nil
	}
}

// command completes a declaration: what it is called in Chinese, and its text.
func (a *app) made(c *cobra.Command, short sheet.Words, aliases ...string) *cobra.Command {
	c.Short = short.In(a.lang)
	c.Aliases = aliases
	c.SuggestFor = slices.Clone(aliases)
	if c.RunE != nil {
		c.RunE = a.work(c.RunE)
	}
	return c
}
