package cmd

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kehu/store"
	"kehu/store/sheet"
)

type setOptions struct {
	where  string
	others []string // customers who are somebody else
	maybe  []string // customers of whom that was said, and wrongly
}

func newSet(a *app) *cobra.Command {
	var o setOptions
	c := &cobra.Command{
		Use: a.text("set 客户|记录 [列=值 …] [--列 值 …]", "set WHO|ROW [COLUMN=VALUE …] [--COLUMN VALUE …]"), Args: a.between(0, -1),
		Example: "  kehu set 王秀兰 --village 后屯\n  kehu set 王秀兰 意向=A 备注=\n  kehu set b12 金额=1188 数量=6\n  kehu set --where '村=后屯' --owner 老李",
		RunE:    func(c *cobra.Command, args []string) error { return a.runSet(c, args, o) },
	}
	a.addColumns(c, sheet.Customers, typed(sheet.Customers))
	c.Flags().StringVar(&o.where, "where", "", a.text("改所有符合条件的客户", "change every customer that answers the condition"))
	c.Flags().StringArrayVar(&o.others, "not-duplicate", nil, a.text("和这位客户不是同一人，查重时不再列出", "isn't this customer; dedupe lists the two no more"))
	c.Flags().StringArrayVar(&o.maybe, "maybe-duplicate", nil, a.text("收回 --not-duplicate：查重时再列出", "take --not-duplicate back: dedupe lists the two again"))
	return a.made(c, sheet.W("修改客户，或一行记录（b12、p12、i12、f12、r12）", "change a customer, or a row (b12, p12, i12, f12, r12)"), "修改", "改")
}

// edit is what a set is about to do: to one row, or to customers.
type edit struct {
	row    sheetRow
	people []store.Person
	patch  sheet.Patch
}

func (a *app) runSet(c *cobra.Command, args []string, o setOptions) error {
	where := o.where
	if len(o.others)+len(o.maybe) > 0 {
		return a.runDiffer(c, args, o)
	}
	r, err := a.reading()
	if err != nil {
		return err
	}
	if where == "" && len(args) == 0 {
		return sheet.Fail(sheet.Misused, "要改谁？给出客户或 --where", "change whom? name a customer or give --where")
	}
	var e edit
	find := func(v *store.View) error {
		e, err = a.edit(c, v, args, where, r)
		return err
	}
	return a.write(c, find, func(tx *store.Tx) error {
		if e.row.sheet != nil {
			return a.setRow(tx, e)
		}
		return a.setCustomers(tx, e)
	})
}

// runDiffer remembers that a customer is none of some others, or forgets it. It is no
// change of the sheet: there is no batch to undo.
func (a *app) runDiffer(c *cobra.Command, args []string, o setOptions) error {
	if len(args) != 1 || o.where != "" || a.anyColumn(c) || len(o.others) > 0 && len(o.maybe) > 0 {
		return sheet.Fail(sheet.Misused, "--not-duplicate 要单独用：kehu set 客户 --not-duplicate 另一位；收回用 --maybe-duplicate", "--not-duplicate goes alone: kehu set WHO --not-duplicate OTHER; --maybe-duplicate takes it back")
	}
	db, err := a.open(c.Context(), changing)
	if err != nil {
		return err
	}
	defer db.Close()
	var people []store.Person
	if err := db.View(c.Context(), func(v *store.View) (err error) {
		people, err = a.chosen(v, slices.Concat(args, o.others, o.maybe), "", sheet.Reading{}, true)
		return err
	}); err != nil {
		return err
	}
	for _, other := range people[1:] {
		if other.ID == people[0].ID {
			return sheet.Fail(sheet.Misused, "%s 就是这一位，请给出另一位", "%s is this very customer; name somebody else", other)
		}
		if err := a.differ(c.Context(), db, people[0], other, len(o.others) > 0); err != nil {
			return err
		}
	}
	return nil
}

// differ remembers that two customers are two, or forgets it, and says so.
func (a *app) differ(ctx context.Context, db *store.DB, who, other store.Person, are bool) error {
	if are {
		if err := db.Differ(ctx, who.ID, other.ID); err != nil {
			return err
		}
		fmt.Fprintln(a.out, a.text("记住了：%s 和 %s 不是同一人", "remembered: %s and %s are two", who, other))
		a.say("（收回：kehu set %s --maybe-duplicate %s）", "(to take it back: kehu set %s --maybe-duplicate %s)", who.ID.String(), other.ID.String())
		return nil
	}
	said, err := db.MayBeOne(ctx, who.ID, other.ID)
	if err == nil && !said {
		err = sheet.Fail(sheet.NotFound, "没有说过 %s 和 %s 不是同一人", "nobody said that %s and %s are two", who, other)
	}
	if err == nil {
		fmt.Fprintln(a.out, a.text("收回了：%s 和 %s 可能是同一人，查重时再列出", "taken back: %s and %s may be one, dedupe lists them again", who, other))
	}
	return err
}

// anyColumn reports whether a flag of a column was given.
func (a *app) anyColumn(c *cobra.Command) bool {
	return slices.ContainsFunc(sheet.Customers.Columns, func(column *sheet.Column) bool {
		flag := c.Flags().Lookup(flagName(column))
		return flag != nil && flag.Changed
	})
}

// edit finds whom or what to change, reads the new values and asks if need be.
func (a *app) edit(c *cobra.Command, v *store.View, args []string, where string, r sheet.Reading) (e edit, err error) {
	s, who, pairs := sheet.Customers, args, args
	if where == "" {
		who, pairs = args[:1], args[1:]
		if row, id := rowNamed(args[0]); row != nil {
			s, e.row = row, sheetRow{row, id}
		}
	}
	if e.patch, err = a.readPatch(c, v, s, pairs, r); err != nil {
		return e, err
	}
	if e.row.sheet != nil {
		_, err = v.Get(s, e.row.id)
		return e, err
	}
	if e.people, err = a.chosen(v, who, where, r, false); err != nil {
		return e, err
	}
	return e, a.confirm(e.people, sheet.W("要改这 %d 位客户吗？", "change these %d customers?", len(e.people)))
}

// readPatch reads the flags and the 列=值 pairs.
func (a *app) readPatch(c *cobra.Command, v *store.View, s *sheet.Sheet, pairs []string, r sheet.Reading) (sheet.Patch, error) {
	p := sheet.NewPatch(s)
	extras, err := v.Extras(s)
	if err != nil {
		return p, err
	}
	if s == sheet.Customers {
		err = a.readFlags(c, &p, r)
	} else {
		err = a.pairFlags(c, &p, extras, r)
	}
	if err != nil {
		return p, err
	}
	for _, pair := range pairs {
		if err := assignPair(&p, pair, extras, r); err != nil {
			return p, err
		}
	}
	if p.Set == 0 && p.Row.Base().Extra == nil {
		return p, sheet.Fail(sheet.Misused, "要改成什么？如 --village 后屯 或 村=后屯", "change what? such as --village 后屯 or village=后屯")
	}
	return p, nil
}

// pairFlags reads the flags as columns of a sheet other than customers: set b12
// --remark … means the purchase's remark, and what it has no column for is refused.
func (a *app) pairFlags(c *cobra.Command, p *sheet.Patch, extras []string, r sheet.Reading) error {
	for _, column := range sheet.Customers.Columns {
		flag := c.Flags().Lookup(flagName(column))
		if flag == nil || !flag.Changed {
			continue
		}
		if err := assignPair(p, column.Key+"="+flag.Value.String(), extras, r); err != nil {
			return err
		}
	}
	return nil
}

// rowNamed reads a row of a sheet other than customers, such as b12; nil if text is none.
func rowNamed(text string) (*sheet.Sheet, sheet.ID) {
	text = strings.ToLower(sheet.Fold(text))
	for _, s := range sheet.All() {
		number, ok := strings.CutPrefix(text, s.Prefix)
		if !ok || s == sheet.Customers || number == "" || strings.Trim(number, "0123456789-") != "" {
			continue
		}
		var id sheet.ID
		if err := id.Parse(number, sheet.Reading{}); err == nil && id != 0 {
			return s, id
		}
	}
	return nil, 0
}

func (a *app) setRow(tx *store.Tx, e edit) error {
	n, err := tx.Update(e.row.id, e.patch)
	if err == nil {
		fmt.Fprintln(a.out, a.text("%s：改了 %d 处", "%s: %d fields changed", e.row, n))
	}
	return err
}

func (a *app) setCustomers(tx *store.Tx, e edit) error {
	changed, err := tx.UpdateAll(idsOf(e.people), e.patch)
	if err != nil {
		return err
	}
	fmt.Fprintln(a.out, a.text("%s：改了 %d 处", "%s: %d fields changed", nameList(e.people), changed))
	return nil
}

// nameList is a short list of people.
func nameList(people []store.Person) sheet.Words {
	if len(people) == 1 {
		return sheet.Verbatim(people[0].String())
	}
	names := make([]string, 0, guarded)
	for _, p := range people[:min(len(people), guarded)] {
		names = append(names, p.Name)
	}
	if len(people) > guarded {
		return sheet.W("%s…（%d）", "%s… (%d)", sheet.Names(names), len(people))
	}
	return sheet.W("%s", "%s", sheet.Names(names))
}

// chosen are the customers that words or a condition choose.
func (a *app) chosen(v *store.View, words []string, where string, r sheet.Reading, sure bool) ([]store.Person, error) {
	var people []store.Person
	if where == "" {
		for _, word := range words {
			p, err := a.who(v, word, sure)
			if err != nil {
				return nil, err
			}
			people = append(people, p)
		}
		return people, nil
	}
	filter, err := a.customersWhere(v, where, r)
	if err != nil {
		return nil, err
	}
	people, err = v.People(sheet.Query{Sheet: sheet.Customers, Where: filter, AsOf: r.Today})
	if err == nil && len(people) == 0 {
		err = sheet.Fail(sheet.NotFound, "没有符合“%s”的客户", "no customer answers “%s”", where)
	}
	return people, err
}
