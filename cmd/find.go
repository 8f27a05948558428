package cmd

import (
	"cmp"
	"iter"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kehu/report"
	"kehu/store"
	"kehu/store/sheet"
)

func newFind(a *app) *cobra.Command {
	var o output
	c := &cobra.Command{
		Use: a.text("find 词…", "find WORD…"), Args: a.between(1, -1),
		Example: "  kehu find 后屯 王 5678 钙片\n  kehu find wxl\n  kehu find 血压计",
		RunE:    func(c *cobra.Command, args []string) error { return a.runFind(c, args, o) },
	}
	a.addOutput(c, &o)
	return a.made(c, sheet.W("查找客户：姓名、拼音、手机尾号、村、备注、记录里的话，每个词都要有", "find customers by name, pinyin, last digits, village, remark or what notes say; every word must occur"), "查找", "找")
}

// A screen shows the likeliest customers; what is meant is among them, or a further
// word is of more help than a longer list. Machines get more, but never everybody.
const (
	screenHits = 20
	mostHits   = 1000
)

func (a *app) runFind(c *cobra.Command, words []string, o output) error {
	r, err := a.reading()
	if err != nil {
		return err
	}
	if words = store.Joined(strings.Fields(sheet.Fold(strings.Join(words, " ")))); len(words) == 0 {
		return sheet.Fail(sheet.Misused, "要找什么？写名字、拼音、电话、村名或记录里的词", "find what? write a name, pinyin, a phone, a village or a word from the notes")
	}
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // a search reads little, and is over before collecting it pays
	return a.view(c, func(v *store.View) error {
		most := o.limit
		switch {
		case most == 0 && o.screen():
			most = screenHits
		case most == 0:
			most = mostHits
		}
		where, err := a.narrowed(c, v, sheet.Customers, nil, &o)
		if err != nil {
			return err
		}
		found, err := v.Find(words, most+1, where) // one more tells whether there are more
		if err == nil && len(found) == 0 {
			found, err = a.foundOtherwise(v, words, most+1, where)
		}
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return nobodyFound(v, words, r)
		}
		if len(found) > most {
			found = found[:most]
			if o.limit == 0 && o.screen() {
				defer a.say("只显示最像的 %d 位；再加一个词找得更准，--limit 看更多", "the likeliest %d; add a word to narrow it down, or see more with --limit", screenHits)
			}
		}
		return a.print(foundDoc(v, found, r.Today, o.screen()), &o)
	})
}

// foundOtherwise are the customers found by the words said otherwise, which it tells.
func (a *app) foundOtherwise(v *store.View, words []string, limit int, where *sheet.Filter) ([]store.Found, error) {
	others, err := v.Otherwise(words)
	if err != nil {
		return nil, err
	}
	for _, other := range others {
		found, err := v.Find(other, limit, where)
		if err != nil {
			return nil, err
		}
		if len(found) > 0 {
			a.say("没有找到“%s”，改按“%s”找：", "nothing found for “%s”; this is for “%s”:", rest(words), rest(other))
			return found, nil
		}
	}
	return nil, nil
}

// nobodyFound says so, and who bought what the one word names, if anybody did.
func nobodyFound(v *store.View, words []string, r sheet.Reading) error {
	if len(words) == 1 {
		product := strings.TrimPrefix(strings.TrimPrefix(words[0], "买"), "过")
		if known, err := v.Termed(product, true); err != nil || !known {
			return cmp.Or(err, nobody(words))
		}
		bought, err := sheet.ParseFilter(sheet.Customers, "bought "+product, nil, r)
		if err != nil {
			return nobody(words)
		}
		n, err := v.Count(sheet.Query{Sheet: sheet.Customers, Where: bought, AsOf: r.Today})
		if err != nil {
			return err
		}
		if n > 0 {
			return sheet.Fail(sheet.NotFound, "没有找到“%s”；有 %d 位买过，看名单：kehu list --bought %[1]s", "nothing found for “%s”; %d bought it: kehu list --bought %[1]s", product, n)
		}
	}
	return nobody(words)
}

func nobody(words []string) error {
	switch {
	case len(words) == 1 && len([]rune(words[0])) == 1:
		return sheet.Fail(sheet.NotFound, "没有找到“%s”：单个字主要在名字里找，多写一个字再试", "nothing found for “%s”: a single character is looked for in names, write one more", rest(words))
	case len(words) > 1:
		return sheet.Fail(sheet.NotFound, "没有找到“%s”：每个词都要对上，少写一个再找", "nothing found for “%s”: every word must fit, try with one less", rest(words))
	case saysWhen(words[0]):
		return sheet.Fail(sheet.NotFound, "没有找到“%s”；按日子找用 kehu list --where '最后联系 7天内'", "nothing found for “%s”; by days: kehu list --where '最后联系 7天内'", rest(words))
	}
	return sheet.Fail(sheet.NotFound, "没有找到“%s”", "nothing found for “%s”", rest(words))
}

// saysWhen reports whether word asks for a time, such as 上周来过.
func saysWhen(word string) bool {
	return slices.ContainsFunc([]string{"今天", "昨天", "前天", "上周", "这周", "本周", "上星期", "这星期", "上月", "上个月", "这个月", "本月", "最近"}, func(when string) bool { return strings.HasPrefix(word, when) })
}

// foundColumns are what a screen shows of the customers found: few, so that there is
// room for what they were found by, which stands behind the village.
func foundColumns() []*sheet.Column {
	return sheet.Customers.Must("no", "name", "phone", "village", "last_contact")
}

// foundBefore is how many columns a screen shows before what a customer was found by.
const foundBefore = 4

// foundDoc lists the customers found, the best first, each with what it was found by.
func foundDoc(v *store.View, found []store.Found, today sheet.Date, screen bool) report.Doc {
	columns := filterable()
	at := len(columns)
	if screen {
		columns, at = foundColumns(), foundBefore
	}
	d := report.List(v, sheet.Query{Sheet: sheet.Customers, Columns: columns, AsOf: today}, columns, nil)
	t := &d.Tables[0]
	t.Columns = slices.Insert(t.Columns, at, report.Column{Key: "found_by", Label: sheet.W("找到依据", "Found by"), Width: 24})
	t.Rows = foundRows(v, found, columns, at, today)
	return d
}

// foundRows reads the customers found in one query and yields them in their order.
func foundRows(v *store.View, found []store.Found, columns []*sheet.Column, at int, today sheet.Date) iter.Seq2[[]report.Cell, error] {
	return func(yield func([]report.Cell, error) bool) {
		rows := map[sheet.ID]sheet.Row{}
		for row, err := range v.Rows(sheet.Query{Sheet: sheet.Customers, Columns: columns, AsOf: today, Only: numbersOf(found)}) {
			if err != nil {
				yield(nil, err)
				return
			}
			rows[row.Base().ID] = sheet.Customers.Clone(row)
		}
		for _, f := range found {
			var cells []report.Cell
			for _, c := range columns {
				cells = append(cells, c.Field(rows[f.ID]))
			}
			if !yield(slices.Insert(cells, at, report.Cell(report.Phrase(reasons(f.Why)))), nil) {
				return
			}
		}
	}
}

func numbersOf(found []store.Found) []int64 {
	ids := make([]int64, len(found))
	for i, f := range found {
		ids[i] = int64(f.ID)
	}
	return ids
}

// reasons says by what a customer was found: 村 后屯；手机尾号 5678；记录“钙片快吃完了”（3-5）.
func reasons(why []store.Hit) sheet.Words {
	var zh, en []string
	for i, hit := range why {
		if slices.ContainsFunc(why[:i], func(before store.Hit) bool { return before.Same(hit) }) {
			continue
		}
		text := reason(hit)
		zh, en = append(zh, text.In(sheet.ZH)), append(en, text.In(sheet.EN))
	}
	return sheet.W("%s", "%s", either{strings.Join(zh, "；"), strings.Join(en, "; ")})
}

// either is a text that is made in both languages already.
type either struct{ zh, en string }

// In returns the text in language l.
func (e either) In(l sheet.Lang) string {
	if l == sheet.EN {
		return e.en
	}
	return e.zh
}

func reason(hit store.Hit) sheet.Words {
	switch {
	case hit.On != 0:
		return sheet.W("%s“%s”（%s）", "%s “%s” (%s)", hit.In, snippet(hit.Text, hit.Word), hit.On)
	case hit.Text != "":
		return sheet.W("%s %s", "%s %s", hit.In, snippet(hit.Text, hit.Word))
	}
	return hit.In
}

// snippetSide is how many characters a snippet shows on either side of a word.
const snippetSide = 8

// snippet is the part of text around word, which is folded.
func snippet(text, word string) string {
	runes := []rune(strings.Join(strings.Fields(text), " "))
	lower := []rune(strings.ToLower(sheet.Fold(string(runes))))
	at := strings.Index(string(lower), word)
	if at < 0 || len(lower) != len(runes) {
		at = 0
	}
	start := len([]rune(string(lower)[:at]))
	from, to := start-snippetSide, start+len([]rune(word))+snippetSide
	short := string(runes[max(0, from):min(len(runes), to)])
	if from > 0 {
		short = "…" + short
	}
	if to < len(runes) {
		short += "…"
	}
	return short
}
