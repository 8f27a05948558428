package cmd

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"kehu/store"
	"kehu/store/sheet"
)

// contextSetting is under which key a file remembers the context.
const contextSetting = "context"

// situation is where somebody works and as whom: values of customer columns by
// their keys. It fills in what is written and narrows what is read, for a person
// at a screen only: a script must get the same whatever somebody said before.
type situation map[string]string

// situationColumns are what a situation may say.
func situationColumns() []*sheet.Column { return sheet.Customers.Must("village", "owner") }

func newContext(a *app) *cobra.Command {
	c := &cobra.Command{
		Use: a.text("context [村=后屯] [员=老李] | clear", "context [village=V] [staff=S] | clear"), Args: a.between(0, -1),
		Example: "  kehu context 村=后屯 员=老李\n  kehu context clear",
		RunE:    func(c *cobra.Command, args []string) error { return a.runContext(c, args) },
	}
	return a.made(c, sheet.W("语境：今天在哪个村、是谁；之后只看这些，记的也自动填上", "the context: which village, as whom; lists are narrowed to it and entries filled in"), "语境")
}

func (a *app) runContext(c *cobra.Command, args []string) error {
	db, err := a.open(c.Context(), changing)
	if err != nil {
		return err
	}
	defer db.Close()
	var s situation
	if err := db.View(c.Context(), func(v *store.View) (err error) { s, err = rememberedSituation(v); return err }); err != nil {
		return err
	}
	if len(args) == 1 && (args[0] == "clear" || args[0] == "清除") {
		return a.clearContext(c.Context(), db, s)
	}
	if len(args) > 0 {
		if s, err = s.told(args); err != nil {
			return err
		}
		text, _ := json.Marshal(s) // texts always marshal
		if err := db.Remember(c.Context(), contextSetting, string(text)); err != nil {
			return err
		}
	}
	if len(s) == 0 {
		fmt.Fprintln(a.out, a.text("没有语境，列表是全部；设一个：kehu context 村=后屯 员=老李", "no context, lists show everything; set one with kehu context village=V staff=S"))
		return nil
	}
	fmt.Fprintln(a.out, s.words().In(a.lang))
	return db.View(c.Context(), func(v *store.View) error { return a.sayNobodyHere(v, s) })
}

// clearContext ends the context, if there is one.
func (a *app) clearContext(ctx context.Context, db *store.DB, s situation) error {
	if len(s) == 0 {
		fmt.Fprintln(a.out, a.text("本来就没有语境，列表是全部", "there was no context; lists show everything"))
		return nil
	}
	if err := db.Remember(ctx, contextSetting, ""); err != nil {
		return err
	}
	fmt.Fprintln(a.out, a.text("语境取消了（原来是 %s），列表又是全部", "the context is ended (it was %s); lists show everything again", s.words()))
	return nil
}

// sayNobodyHere warns of a context in which nobody is: every list will be empty.
func (a *app) sayNobodyHere(v *store.View, s situation) error {
	var where *sheet.Filter
	for _, column := range situationColumns() {
		if value := s[column.Key]; value != "" {
			where = narrower(where, &sheet.Filter{Op: sheet.Eq, Column: column, Value: value})
		}
	}
	n, err := v.Count(sheet.Query{Sheet: sheet.Customers, Where: where})
	if err == nil && n == 0 {
		a.say("注意：没有一位客户是 %s，列表会是空的；取消：kehu context clear", "note: no customer is of %s, lists will be empty; kehu context clear ends it", s.words())
	}
	return err
}

// told is s with what pairs such as 村=后屯 say; 村= takes one back.
func (s situation) told(pairs []string) (situation, error) {
	all := situation{}
	for key, value := range s {
		all[key] = value
	}
	for _, pair := range pairs {
		name, value, ok := strings.Cut(strings.Replace(pair, "＝", "=", 1), "=")
		key := situationKey(strings.TrimSpace(name))
		if !ok || key == "" {
			return nil, sheet.Fail(sheet.Misused, "“%s”应写成 村=后屯 或 员=老李", "write “%s” as village=V or staff=S", pair)
		}
		if all[key] = strings.TrimSpace(value); all[key] == "" {
			delete(all, key)
		}
	}
	return all, nil
}

// situationKey is the key that a word of the command line names, "" if none.
func situationKey(word string) string {
	if word == "员" || strings.EqualFold(word, "staff") {
		word = "owner"
	}
	for _, c := range situationColumns() {
		if word != "" && sheet.Customers.Named(word) == c {
			return c.Key
		}
	}
	return ""
}

// words is 村=后屯 业务员=老李.
func (s situation) words() sheet.Words {
	var zh, en []string
	for _, c := range situationColumns() {
		if value := s[c.Key]; value != "" {
			zh, en = append(zh, c.ZH+"="+value), append(en, c.Key+"="+value)
		}
	}
	return sheet.W("%s", "%s", either{strings.Join(zh, " "), strings.Join(en, " ")})
}

func rememberedSituation(v *store.View) (situation, error) {
	text, err := v.Setting(contextSetting)
	if err != nil || text == "" {
		return nil, err
	}
	s := situation{}
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		return nil, err
	}
	return s, nil
}

// situation is the context that holds for this run: none unless the output goes to
// somebody's screen.
func (a *app) situation(v *store.View) (situation, error) {
	if a.width == 0 {
		return nil, nil
	}
	return rememberedSituation(v)
}

// narrowed adds the context to the condition of a listing of s. What the user says
// of a column themselves, by a flag or in the condition, goes before it.
func (a *app) narrowed(c *cobra.Command, v *store.View, s *sheet.Sheet, where *sheet.Filter, o *output) (*sheet.Filter, error) {
	here, err := a.situation(v)
	if err != nil || !o.screen() {
		return where, err
	}
	used, asked := situation{}, where
	for key, value := range here {
		column := s.Column(key)
		if column == nil && key == "owner" {
			column = s.Column("staff")
		}
		if flag := c.Flags().Lookup(key); column == nil || flag != nil && flag.Changed || mentions(where, column) {
			continue
		}
		used[key] = value
		where = narrower(where, &sheet.Filter{Op: sheet.Eq, Column: column, Value: value})
	}
	return where, a.sayNarrowed(v, s, used, asked, where)
}

// sayNarrowed tells that a listing of s shows only what the context leaves, and how
// much of what was asked for that hides.
func (a *app) sayNarrowed(v *store.View, s *sheet.Sheet, used situation, asked, left *sheet.Filter) error {
	if len(used) == 0 {
		return nil
	}
	r, err := a.reading()
	if err != nil {
		return err
	}
	all, err := v.Count(sheet.Query{Sheet: s, Where: asked, AsOf: r.Today})
	if err != nil {
		return err
	}
	shown, err := v.Count(sheet.Query{Sheet: s, Where: left, AsOf: r.Today})
	if err != nil {
		return err
	}
	switch hidden := all - shown; {
	case hidden == 0:
		a.say("只看：%s（取消：kehu context clear）", "only: %s (kehu context clear ends it)", used.words())
	case s == sheet.Customers:
		a.say("只看：%s（另有 %d 位客户没算在内，kehu context clear 看全部）", "only: %s (%d more customers are left out, kehu context clear shows all)", used.words(), hidden)
	default:
		a.say("只看：%s（另有 %d 条没显示，kehu context clear 看全部）", "only: %s (%d more rows are left out, kehu context clear shows all)", used.words(), hidden)
	}
	return nil
}

// mentions reports whether a condition is about column.
func mentions(f *sheet.Filter, column *sheet.Column) bool {
	if f == nil {
		return false
	}
	for _, part := range f.Parts {
		if mentions(part, column) {
			return true
		}
	}
	return f.Column == column
}

// filler fills in what somebody who types leaves out.
type filler struct {
	from          sheet.Words // what it goes by
	knows, filled situation
}

// fillers are what fills in what is typed now, the first before the others: the
// context, then whoever said who they are. The system's user has not said so.
func (a *app) fillers(v *store.View) ([]filler, error) {
	here, err := a.situation(v)
	if err != nil {
		return nil, err
	}
	all := []filler{{sheet.W("语境", "the context"), here, situation{}}}
	name, err := a.declared(v)
	if name != "" {
		all = append(all, filler{sheet.W("本人", "who you are"), situation{"owner": name}, situation{}})
	}
	return all, err
}

// fillIn writes what the fillers know into what p leaves empty: a customer's village
// and salesperson, the salesperson of another row.
func (a *app) fillIn(p *sheet.Patch) {
	for _, by := range a.filling {
		for key, value := range by.knows {
			column := p.Sheet.Column(key)
			if p.Sheet != sheet.Customers {
				column = map[string]*sheet.Column{"owner": p.Sheet.Column("staff")}[key]
			}
			if column == nil || p.Set.Has(column) || p.Read(column, value, sheet.Reading{}) != nil {
				continue
			}
			by.filled[key] = value
		}
	}
}

func (a *app) sayFilledIn() {
	for _, by := range a.filling {
		if len(by.filled) > 0 {
			a.say("按%s填上：%s", "filled in from %s: %s", by.from, by.filled.words())
		}
	}
}
