package cmd

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"kehu/report"
	"kehu/store"
	"kehu/store/sheet"
)

// rulePrefix begins the settings that hold the rules.
const rulePrefix = "rule/"

// rulesOf are the rules as the file's people set them.
func rulesOf(v *store.View) (report.Rules, error) {
	settings, err := v.Settings(rulePrefix)
	return report.ReadRules(settings), err
}

func newRule(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:     "rule",
		Example: "  kehu rule\n  kehu rule set 售后回访 3,7,30\n  kehu rule off 生日",
	}
	a.group(c, newRuleList(a), newRuleSet(a),
		newRuleSwitch(a, "off", true, sheet.W("停用一条规则", "switch a rule off"), "停用", "关"),
		newRuleSwitch(a, "on", false, sheet.W("再启用一条规则", "switch a rule on again"), "启用", "开"))
	return a.made(c, sheet.W("规则：谁该进今天的名单、自动约哪些计划", "the rules of today's list and of plans made by rule"), "规则")
}

func newRuleList(a *app) *cobra.Command {
	var o output
	c := &cobra.Command{
		Use: "list", Args: a.between(0, 0),
		RunE: func(c *cobra.Command, _ []string) error {
			return a.view(c, func(v *store.View) error {
				rules, err := rulesOf(v)
				if err != nil {
					return err
				}
				return a.print(report.RuleList(rules), &o)
			})
		},
	}
	a.addOutput(c, &o)
	return a.made(c, sheet.W("有哪些规则，现在是多少", "the rules and how they stand"), "列表")
}

func newRuleSet(a *app) *cobra.Command {
	c := &cobra.Command{
		Use: a.text("set 规则 数…", "set RULE NUMBER…"), Args: a.between(2, -1),
		Example: "  kehu rule set 久未联系A 10\n  kehu rule set 售后回访 3,7,30",
		RunE: func(c *cobra.Command, args []string) error {
			return a.changeRule(c, args[0], func(r report.Rule, v report.RuleValue) (report.RuleValue, error) {
				values, err := r.Read(args[1:]...)
				return report.RuleValue{Values: values}, err
			})
		},
	}
	return a.made(c, sheet.W("改一条规则的数，并启用它", "change the numbers of a rule, and switch it on"), "改", "设")
}

func newRuleSwitch(a *app, name string, off bool, short sheet.Words, aliases ...string) *cobra.Command {
	c := &cobra.Command{
		Use: a.text(name+" 规则", name+" RULE"), Args: a.between(1, 1),
		Example: "  kehu rule " + name + " 生日",
		RunE: func(c *cobra.Command, args []string) error {
			return a.changeRule(c, args[0], func(_ report.Rule, v report.RuleValue) (report.RuleValue, error) {
				v.Off = off
				return v, nil
			})
		},
	}
	return a.made(c, short, aliases...)
}

// ruleNames are what the rules are called.
func ruleNames() sheet.Words {
	var zh, en sheet.Names
	for _, r := range report.AllRules() {
		zh, en = append(zh, r.ZH), append(en, r.Key)
	}
	return sheet.W("%s", "%s", either{zh.In(sheet.ZH), en.In(sheet.EN)})
}

// changeRule makes of a rule what change says and remembers it; one that is as
// declared is forgotten.
func (a *app) changeRule(c *cobra.Command, name string, change func(report.Rule, report.RuleValue) (report.RuleValue, error)) error {
	r, ok := report.RuleNamed(sheet.Fold(name))
	if !ok {
		return sheet.Fail(sheet.NotFound, "没有“%s”这条规则，有：%s", "no rule “%s”; there are: %s", name, ruleNames())
	}
	db, err := a.open(c.Context(), changing)
	if err != nil {
		return err
	}
	defer db.Close()
	before, err := ruleIn(c.Context(), db, r)
	if err != nil {
		return err
	}
	after, err := change(r, before)
	if err != nil {
		return err
	}
	text := after.String()
	if !after.Off && slices.Equal(after.Values, r.Values) {
		text = ""
	}
	if err := db.Remember(c.Context(), rulePrefix+r.Key, text); err != nil {
		return err
	}
	fmt.Fprintln(a.out, a.text("%s：%s（原为 %s）", "%s: %s (was %s)", r.Label(), ruleWords(r, after), ruleWords(r, before)))
	return nil
}

// ruleIn is how rule r stands in the file.
func ruleIn(ctx context.Context, db *store.DB, r report.Rule) (value report.RuleValue, err error) {
	err = db.View(ctx, func(v *store.View) error {
		rules, err := rulesOf(v)
		value = rules.Of(r)
		return err
	})
	return value, err
}

func ruleWords(r report.Rule, v report.RuleValue) sheet.Words {
	if v.Off {
		return sheet.W("停用", "off")
	}
	return sheet.W("%s %s", "%s %s", v.String(), r.Unit)
}
