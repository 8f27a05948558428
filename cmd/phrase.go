package cmd

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"kehu/report"
	"kehu/store"
	"kehu/store/sheet"
)

// phrase is what a visit often comes to, said by a digit: kehu log 王秀兰 -1.
type phrase struct {
	via, text string
	changed   bool // by the user
}

// mostPhrases is how many there are: one a digit.
const mostPhrases = 9

// phraseSetting is before the digit in the key of a phrase that the user changed.
const phraseSetting = "phrase/"

// standardPhrases are the phrases of a file whose people said nothing else.
func standardPhrases() map[int]phrase {
	return map[int]phrase{
		1: {via: "电话", text: "电话无人接听"},
		2: {via: "上门", text: "无意向"},
		3: {via: "上门", text: "意向适中，后续跟进"},
		4: {via: "上门", text: "意向较强"},
	}
}

// phrasesOf are the phrases of a file, by digit.
func phrasesOf(v *store.View) (map[int]phrase, error) {
	all := standardPhrases()
	own, err := v.Settings(phraseSetting)
	for digit, text := range own {
		if n, err := strconv.Atoi(digit); err == nil {
			via, text, _ := strings.Cut(text, " ")
			all[n] = phrase{via, text, true}
		}
	}
	return all, err
}

func newPhrase(a *app) *cobra.Command {
	var o output
	list := &cobra.Command{Use: "list", Args: a.between(0, 0), Example: "  kehu phrase list",
		RunE: func(c *cobra.Command, _ []string) error { return a.runPhraseList(c, o) }}
	a.addOutput(list, &o)
	set := &cobra.Command{Use: a.text("set 数字 [方式 话]", "set DIGIT [VIA TEXT]"), Args: a.between(1, -1),
		Example: "  kehu phrase set 5 上门 不在家\n  kehu phrase set 5",
		RunE:    func(c *cobra.Command, args []string) error { return a.runPhraseSet(c, args) }}
	c := &cobra.Command{Use: a.text("phrase [list|set]", "phrase [list|set]"), Example: "  kehu phrase\n  kehu phrase set 5 上门 不在家\n  kehu log 王秀兰 -5"}
	return a.made(a.group(c, a.made(list, sheet.W("列出短语", "list the phrases"), "列表"),
		a.made(set, sheet.W("改一条短语（不写话就恢复原样）", "change a phrase (no text: as it was)"), "改")),
		sheet.W("短语：kehu log 客户 -1 里的数字说的话", "phrases: what the digit of kehu log WHO -1 says"), "短语")
}

func (a *app) runPhraseList(c *cobra.Command, o output) error {
	return a.view(c, func(v *store.View) error {
		all, err := phrasesOf(v)
		if err != nil {
			return err
		}
		return a.print(phraseDoc(all), &o)
	})
}

func phraseDoc(all map[int]phrase) report.Doc {
	text := func(s string) report.Cell { t := sheet.MakeText(s); return &t }
	rows := func(yield func([]report.Cell, error) bool) {
		for n := 1; n <= mostPhrases; n++ {
			digit := sheet.MakeCount(int64(n))
			if p, ok := all[n]; ok && !yield([]report.Cell{&digit, text(p.via), text(p.text)}, nil) {
				return
			}
		}
	}
	title := sheet.W("短语", "Phrases")
	return report.Doc{Key: "phrases", Title: title, Tables: []report.Table{{Key: "phrases", Title: title, Rows: rows, Columns: []report.Column{
		{Key: "digit", Label: sheet.W("数字", "Digit"), Kind: sheet.CountKind, Width: 6},
		report.ColumnOf(sheet.Interactions.Column("via")),
		{Key: "text", Label: sheet.W("话", "Text"), Width: 30},
	}}}}
}

func (a *app) runPhraseSet(c *cobra.Command, args []string) error {
	n, err := strconv.Atoi(strings.TrimPrefix(sheet.Fold(args[0]), "-"))
	if err != nil || n < 1 || n > mostPhrases {
		return sheet.Fail(sheet.Misused, "“%s”不是 1 到 %d 的数字", "“%s” is no digit from 1 to %d", args[0], mostPhrases)
	}
	value := ""
	if len(args) > 1 {
		var row sheet.Interaction
		if err := sheet.Interactions.Column("via").Parse(&row, args[1], sheet.Reading{}); err != nil {
			return inColumn(sheet.Interactions.Column("via"), err)
		}
		if rest(args[2:]) == "" {
			return sheet.Fail(sheet.Misused, "短语说什么？如 kehu phrase set %d 上门 不在家", "what does the phrase say? such as kehu phrase set %d 上门 不在家", n)
		}
		value = row.Via.String() + " " + rest(args[2:])
	}
	db, err := a.open(c.Context(), changing)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := db.Remember(c.Context(), phraseSetting+strconv.Itoa(n), value); err != nil {
		return err
	}
	if value == "" {
		value = a.text("原样", "as it was")
	}
	fmt.Fprintln(a.out, a.text("-%d：%s", "-%d: %s", n, value))
	return nil
}

// addDigits gives c the flags -1 to -9.
func addDigits(c *cobra.Command) {
	for n := 1; n <= mostPhrases; n++ {
		digit := strconv.Itoa(n)
		c.Flags().BoolP("phrase-"+digit, digit, false, "")
		c.Flags().Lookup("phrase-" + digit).Hidden = true
	}
}

// digitGiven is the digit among c's flags, 0 if there is none.
func digitGiven(c *cobra.Command) (n int, err error) {
	c.Flags().Visit(func(f *pflag.Flag) {
		digit, ok := strings.CutPrefix(f.Name, "phrase-")
		if !ok {
			return
		}
		if n != 0 {
			err = sheet.Fail(sheet.Misused, "短语只能给一个数字", "give one phrase only")
		}
		n, _ = strconv.Atoi(digit) // as we named it
	})
	return n, err
}

// inPhrase is VIA TEXT where digit says a phrase: a way of contact that is written
// goes before the phrase's own, other words come behind it.
func inPhrase(v *store.View, digit int, words []string) ([]string, error) {
	all, err := phrasesOf(v)
	if err != nil {
		return nil, err
	}
	p, ok := all[digit]
	if !ok {
		return nil, sheet.Fail(sheet.NotFound, "-%d 还没有短语；先说一次，如 kehu phrase set %[1]d 上门 不在家", "-%d stands for no phrase yet; say it once, such as kehu phrase set %[1]d 上门 不在家", digit)
	}
	via := p.via
	var row sheet.Interaction
	if len(words) > 0 && sheet.Interactions.Column("via").Parse(&row, words[0], sheet.Reading{}) == nil {
		via, words = words[0], words[1:]
	}
	return append([]string{via, p.text}, words...), nil
}
