package cmd

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"kehu/report"
	"kehu/store"
	"kehu/store/sheet"
)

// completer offers what may stand where somebody has begun to type a word. An offer
// may carry a description behind a tab. A shell in the midst of a line has no use
// for an error: where something fails nothing is offered.
type completer func(a *app, c *cobra.Command, typed string) []string

// mostOffered is the most customers that a shell is offered.
const mostOffered = 20

// arguments are what the words behind a command may be, by the command's path; the
// last goes for all further words.
func arguments() map[string][]completer {
	who, meeting := []completer{customers}, []completer{namesOf(sheet.Meetings)}
	attendance := []completer{namesOf(sheet.Meetings), customers}
	return map[string][]completer{
		"show": {customers, nil}, "set": {customers, nil}, "remove": who, "merge": who, "history": {customers, nil}, "pay": {customers, nil},
		"feedback": {customers, nil}, "plan": {customers, nil}, "done": {customers, nil}, "find": {customers, nil},
		"log": {customers, choicesOf(sheet.Interactions, "via"), nil}, "buy": {customers, products, nil},
		"list": {sheets, nil}, "export": {sheets, nil}, "template": {sheets, nil}, "report": {reports, nil},
		"meeting show": meeting, "meeting close": meeting, "meeting sheet": meeting,
		"meeting invite": attendance, "meeting checkin": attendance, "meeting reply": attendance,
		"market next": {namesOf(sheet.Markets), nil}, "market remove": {namesOf(sheet.Markets), nil},
	}
}

// flagValues are what the values of flags may be that are no column's, by name.
func flagValues() map[string]completer {
	return map[string]completer{
		"sort": columnNames, "columns": columnNames, "meeting": namesOf(sheet.Meetings), "attended": namesOf(sheet.Meetings), "not-attended": namesOf(sheet.Meetings),
		"bought": products, "not-bought": products, "product": products, "village": villages, "sheet": sheets,
	}
}

// offer lets the shell complete c's words and the values of its flags, and those of
// all commands under it.
func (a *app) offer(c *cobra.Command) {
	path := strings.TrimPrefix(strings.TrimPrefix(c.CommandPath(), c.Root().Name()), " ")
	all := arguments()[path]
	if c.HasSubCommands() {
		all = append([]completer{alsoSubcommands(all)}, all[min(len(all), 1):]...)
	}
	if all != nil {
		a.offerWords(c, all)
	}
	for name, value := range a.flagCompleters(c) {
		c.RegisterFlagCompletionFunc(name, func(c *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
			return a.offered(c, value, typed)
		})
	}
	for _, sub := range c.Commands() {
		a.offer(sub)
	}
}

// offerWords lets the shell complete c's words.
func (a *app) offerWords(c *cobra.Command, all []completer) {
	c.ValidArgsFunction = func(c *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		return a.offered(c, all[min(len(args), len(all)-1)], typed)
	}
}

// alsoSubcommands offers the Chinese names of the commands under c as well, which cobra
// leaves out, where one is begun; and what else may stand there.
func alsoSubcommands(others []completer) completer {
	return func(a *app, c *cobra.Command, typed string) (offers []string) {
		for _, sub := range c.Commands() {
			for _, alias := range sub.Aliases {
				if typed != "" && strings.HasPrefix(alias, typed) {
					offers = append(offers, alias+"\t"+sub.Short)
				}
			}
		}
		if len(others) > 0 && others[0] != nil {
			offers = append(offers, others[0](a, c, typed)...)
		}
		return offers
	}
}

// offerFlags answers a shell that asks for the flags of a command by the beginning of
// a Chinese name, of which cobra knows nothing; false of any other call.
func (a *app) offerFlags(root *cobra.Command, args []string) bool {
	if len(args) < 2 || args[0] != cobra.ShellCompRequestCmd && args[0] != cobra.ShellCompNoDescRequestCmd {
		return false
	}
	typed, dashes := strings.CutPrefix(args[len(args)-1], "--")
	first, _ := utf8.DecodeRuneInString(typed)
	c, _, err := root.Find(args[1 : len(args)-1])
	if !dashes || !unicode.Is(unicode.Han, first) || strings.Contains(typed, "=") || err != nil {
		return false
	}
	s := sheet.ByKey(c.Annotations[sheetAnnotation])
	offer := func(f *pflag.Flag) {
		name := chineseName(f, s)
		switch {
		case f.Hidden || !strings.HasPrefix(name, typed):
		case args[0] == cobra.ShellCompNoDescRequestCmd:
			fmt.Fprintln(a.out, "--"+name)
		default:
			fmt.Fprintln(a.out, "--"+name+"\t"+f.Usage)
		}
	}
	c.NonInheritedFlags().VisitAll(offer)
	c.InheritedFlags().VisitAll(offer)
	fmt.Fprintf(a.out, ":%d\n", cobra.ShellCompDirectiveNoFileComp|cobra.ShellCompDirectiveKeepOrder)
	return true
}

// flagCompleters are the completers of c's flags.
func (a *app) flagCompleters(c *cobra.Command) map[string]completer {
	all := map[string]completer{}
	s := sheet.ByKey(c.Annotations[sheetAnnotation])
	for name, value := range flagValues() {
		if c.Flags().Lookup(name) != nil {
			all[name] = value
		}
	}
	if s == nil {
		return all
	}
	for _, column := range s.Columns {
		if name := flagName(column); all[name] == nil && column.Kind() == sheet.ChoiceKind && c.Flags().Lookup(name) != nil {
			all[name] = choicesOf(s, column.Key)
		}
	}
	return all
}

// offered asks a completer.
func (a *app) offered(c *cobra.Command, complete completer, typed string) ([]string, cobra.ShellCompDirective) {
	if complete == nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	a.global.quiet = true
	return complete(a, c, typed), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
}

// onFile offers what the file knows, those that typed begins.
func onFile(read func(*store.View) ([]string, error)) completer {
	return func(a *app, c *cobra.Command, typed string) (offers []string) {
		a.view(c, func(v *store.View) (err error) {
			offers, err = read(v)
			return err
		})
		return among(offers, typed)
	}
}

// among are those of the offers that typed begins, or stands for in pinyin.
func among(offers []string, typed string) []string {
	return slices.DeleteFunc(slices.Clone(offers), func(offer string) bool { return !store.TypedAs(offer, typed) })
}

// customers offers customers, each by the shortest words that mean nobody else.
func customers(a *app, c *cobra.Command, typed string) (offers []string) {
	a.view(c, func(v *store.View) error {
		people, err := v.Guess(typed, mostOffered)
		if err != nil {
			return err
		}
		lines := a.told(people)
		for i, p := range people {
			who, err := v.Unmistakable(p)
			if err != nil {
				return err
			}
			offers = append(offers, who+"\t"+strings.Join(strings.Fields(lines[i]), " "))
		}
		return nil
	})
	return offers
}

func products(a *app, c *cobra.Command, typed string) []string {
	return onFile((*store.View).BoughtLately)(a, c, typed)
}

func villages(a *app, c *cobra.Command, typed string) []string {
	return onFile((*store.View).Villages)(a, c, typed)
}

// namesOf offers the names of the rows of s.
func namesOf(s *sheet.Sheet) completer {
	return onFile(func(v *store.View) ([]string, error) { return v.Names(s) })
}

// choicesOf offers what a choice may be.
func choicesOf(s *sheet.Sheet, key string) completer {
	return func(a *app, _ *cobra.Command, typed string) []string {
		var words []string
		for _, o := range s.Column(key).Options {
			words = append(words, o.Label().In(a.lang))
		}
		return among(words, typed)
	}
}

// columnNames offers the columns of customers for the last of a list with commas.
func columnNames(a *app, c *cobra.Command, typed string) []string {
	var words []string
	for _, column := range filterable() {
		words = append(words, column.Label().In(a.lang))
	}
	a.view(c, func(v *store.View) error {
		own, err := v.Extras(sheet.Customers)
		words = append(words, own...)
		return err
	})
	before := typed[:strings.LastIndexAny(typed, ",-")+1]
	offers := among(words, typed[len(before):])
	for i := range offers {
		offers[i] = before + offers[i]
	}
	return offers
}

func sheets(a *app, _ *cobra.Command, typed string) []string {
	var words []string
	for _, s := range sheet.All() {
		words = append(words, s.Label().In(a.lang))
	}
	return among(words, typed)
}

func reports(a *app, _ *cobra.Command, typed string) []string {
	var words []string
	for _, r := range report.All() {
		words = append(words, sheet.W(r.ZH, r.EN).In(a.lang)+"\t"+r.Question.In(a.lang))
	}
	return among(words, typed)
}

func helpPages(a *app, c *cobra.Command, typed string) []string {
	var words []string
	for _, sub := range c.Root().Commands() {
		words = append(words, sub.Name()+"\t"+sub.Short)
	}
	for _, t := range topics() {
		words = append(words, t.name+"\t"+t.short.In(a.lang))
	}
	return among(words, typed)
}
