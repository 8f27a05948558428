package cmd

import (
	"errors"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"kehu/store/sheet"
)

// sheetAnnotation names the sheet whose headings are aliases of a command's flags.
const sheetAnnotation = "sheet"

// flagWords are the Chinese names of flags that are no column's.
func flagWords() map[string]string {
	return map[string]string{
		"at": "日期", "next": "下次", "do": "做什么", "meeting": "会销", "credit": "赊账", "return": "退货",
		"where": "条件", "sort": "排序", "columns": "列", "limit": "条数", "output": "输出",
		"all": "全部", "days": "天数", "village": "村", "staff": "业务员", "from": "从", "to": "到",
		"sheet": "表", "shop": "门店", "map": "对应", "on-match": "已有", "rejects": "退回", "dry-run": "演习",
		"key": "主键", "replace": "替换", "strict": "严格",
		"bought": "买过", "not-bought": "没买过", "attended": "到过", "not-attended": "没到过",
		"not-duplicate": "不是", "maybe-duplicate": "可能是",
		"small": "小月", "rule": "规则", "township": "乡镇",
		"via": "方式", "result": "结果", "method": "还款方式", "remark": "备注",
		"db": "文件", "today": "当作今天", "lang": "语言", "wait": "等待", "yes": "是", "quiet": "安静",
		"encoding": "编码", "into": "文件夹", "folder": "文件夹", "list": "清单", "keys": "列键", "by": "分法", "preset": "行业",
		"market": "赶集日", "worksheet": "工作表", "password-file": "密码文件", "allow-sensitive": "收敏感列", "reindex": "重建索引", "plans": "只交计划",
		"recent": "算近", "often": "算常", "much": "算多", "segment": "分群", "top": "前几", "gap": "间隔", "inviter": "邀请人", "day": "第几天", "spare": "空行",
		"customers": "客户数", "purchases": "购买数", "seed": "种子", "vcf": "名片", "ics": "日历",
	}
}

// normalize lets Chinese stand for c's flags: --手机 is --phone where its sheet has
// such a heading, and so is --电话, which foreign sheets call it; --条件 is --where.
func normalize(c *cobra.Command) func(*pflag.FlagSet, string) pflag.NormalizedName {
	s := sheet.ByKey(c.Annotations[sheetAnnotation])
	words, known := map[string]string{"试算": "dry-run"}, flagWords() // made once: this runs for every command, whatever is called
	here := map[string]bool{}
	name := func(f *pflag.Flag) {
		here[f.Name] = true
		words[known[f.Name]] = f.Name
		words[columnHeading(f, s)] = f.Name
	}
	c.Root().PersistentFlags().VisitAll(name)
	c.Flags().VisitAll(name)
	if c.Flags().Lookup("staff") == nil && c.Flags().Lookup("owner") != nil { // of customers the salesperson is the owner
		words["staff"] = "owner"
	}
	if s != nil && words["日期"] == "at" {
		for _, day := range []string{"on", "at"} { // --at is whatever the sheet calls its day
			if column := s.Column(day); column != nil {
				words[column.ZH] = "at"
			}
		}
	}
	return func(_ *pflag.FlagSet, name string) pflag.NormalizedName {
		if flag, ok := words[name]; ok && name != "" {
			return pflag.NormalizedName(flag)
		}
		if column := foreign(s, name); column != nil && here[flagName(column)] {
			return pflag.NormalizedName(flagName(column))
		}
		return pflag.NormalizedName(strings.ReplaceAll(name, "_", "-"))
	}
}

// foreign is the column of s that a Chinese word means, also one that only foreign sheets
// head it with; nil if there is none.
func foreign(s *sheet.Sheet, word string) *sheet.Column {
	if s == nil || word == "" || word[0] < 0x80 {
		return nil
	}
	return s.Named(word)
}

// chineseName is what a flag is called in Chinese, "" if it has no such name.
func chineseName(f *pflag.Flag, s *sheet.Sheet) string {
	if heading := columnHeading(f, s); heading != "" {
		return heading
	}
	return flagWords()[f.Name]
}

// columnHeading is the Chinese heading of the column of s that a flag is for, "" if it is
// for none.
func columnHeading(f *pflag.Flag, s *sheet.Sheet) string {
	if s != nil {
		if c := s.Column(strings.ReplaceAll(f.Name, "-", "_")); c != nil {
			return c.ZH
		}
	}
	return ""
}

// flagName is a column's key as a flag: do_not_contact is --do-not-contact.
func flagName(c *sheet.Column) string { return strings.ReplaceAll(c.Key, "_", "-") }

// flagError says in the user's language what is wrong with a flag.
func (a *app) flagError(c *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var bare *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	help := strings.TrimSpace("kehu help " + below(c))
	switch {
	case errors.As(err, &unknown):
		return a.unknownFlag(c, unknown, help)
	case errors.As(err, &bare):
		return sheet.Fail(sheet.Misused, "“--%s”后面要有值，用 %s 查看", "--%s needs a value; see %s", bare.GetSpecifiedName(), help)
	case errors.As(err, &invalid):
		return sheet.Fail(sheet.Misused, "“--%s”的值“%s”不对，用 %s 查看", "--%s can't be “%s”; see %s", invalid.GetFlag().Name, invalid.GetValue(), help)
	}
	return sheet.Fail(sheet.Misused, "选项不对（%s），用 %s 查看", "%s; see %s", err.Error(), help)
}

func (a *app) unknownFlag(c *cobra.Command, unknown *pflag.NotExistError, help string) error {
	name := unknown.GetSpecifiedName()
	if group := unknown.GetSpecifiedShortnames(); group != "" {
		return sheet.Fail(sheet.Misused, "没有“-%s”这个选项，用 %s 查看", "no flag -%s; see %s", name, help)
	}
	s := sheet.ByKey(c.Annotations[sheetAnnotation])
	var names []string
	c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name, chineseName(f, s)) })
	if near := nearest(name, names); near != "" {
		return sheet.Fail(sheet.Misused, "没有“--%s”这个选项，是不是 --%s？", "no flag --%s; did you mean --%s?", name, near)
	}
	return sheet.Fail(sheet.Misused, "没有“--%s”这个选项，用 %s 查看", "no flag --%s; see %s", name, help)
}

// below is how a command is called behind the program's name: “market add”, "" of
// the program itself.
func below(c *cobra.Command) string {
	return strings.TrimSpace(strings.TrimPrefix(c.CommandPath(), c.Root().Name()))
}

// form is how a command is written, the program's name in front.
func form(c *cobra.Command) string {
	return strings.TrimSpace("kehu "+strings.TrimSuffix(below(c), c.Name())) + " " + c.Use
}

// unknownCommand refuses what is no command under c, with what is near.
func (a *app) unknownCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, sub := range c.Commands() {
		names = append(append(names, sub.Name()), sub.Aliases...)
	}
	if near := nearest(args[0], names); near != "" {
		return sheet.Fail(sheet.Misused, "没有“%s”这个命令，是不是 %s？", "no command “%s”; did you mean %s?", args[0], spoken("kehu", below(c), near))
	}
	return sheet.Fail(sheet.Misused, "没有“%s”这个命令，用 %s 查看", "no command “%s”; see %s", args[0], spoken("kehu help", below(c)))
}

// spoken joins the words of a command line, leaving out those that say nothing.
func spoken(words ...string) string {
	return strings.Join(strings.Fields(strings.Join(words, " ")), " ")
}

// nearest is the name that word may be a slip of, "" if none is near: one that it
// begins or is the beginning of, or one a third of whose letters differ at most.
func nearest(word string, names []string) string {
	best, least := "", 1000
	for _, name := range names {
		size := len([]rune(name))
		distance := levenshtein.ComputeDistance(strings.ToLower(word), name)
		switch {
		case name == "":
			continue
		case strings.HasPrefix(name, word) && word != "":
			distance = 0
		case distance > max(1, size/3), distance >= size:
			continue
		}
		if distance < least {
			best, least = name, distance
		}
	}
	return best
}

// between refuses a call with fewer or more words than a command takes.
func (a *app) between(least, most int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return sheet.Fail(sheet.Misused, "还缺内容，应为：%s", "something is missing; write %s", form(c))
		case most >= 0 && len(args) > most:
			return sheet.Fail(sheet.Misused, "多了“%s”，应为：%s（有空格的内容请加引号）", "“%s” is too much; write %s (quote what holds spaces)", strings.Join(args[most:], " "), form(c))
		case slices.Contains(args[:min(least, len(args))], ""):
			return sheet.Fail(sheet.Misused, "有一项是空的，应为：%s", "one of the words is empty; write %s", form(c))
		}
		return nil
	}
}
