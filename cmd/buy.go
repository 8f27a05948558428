package cmd

import (
	"github.com/spf13/cobra"

	"kehu/store"
	"kehu/store/sheet"
)

type buyOptions struct {
	texts          map[string]*string // by column key
	at, meeting    string
	credit, retour bool
}

func newBuy(a *app) *cobra.Command {
	o := buyOptions{texts: map[string]*string{}}
	c := &cobra.Command{
		Use: "buy WHO PRODUCT [QTY [UNIT]] [--price 单价 | --amount 金额] [--paid 实收 | --credit]", Args: between(2, 4),
		Example:     "  kehu buy 王秀兰 钙片 6 盒 --price 198 --paid 1000",
		RunE:        func(c *cobra.Command, args []string) error { return a.runBuy(c, args, o) },
		Annotations: map[string]string{sheetAnnotation: sheet.Purchases.Key},
	}
	f := c.Flags()
	for _, column := range sheet.Purchases.Must("price", "amount", "paid", "discount", "category", "shop", "order_no", "due_on", "gift", "channel", "pay_method", "staff", "remark") {
		o.texts[column.Key] = f.String(flagName(column), "", column.Label().In(a.lang))
	}
	f.StringVar(&o.at, "at", "", a.text("购买日期（缺省为今天）", "day (default: today)"))
	f.StringVar(&o.meeting, "meeting", "", a.text("会销名称", "meeting"))
	f.BoolVar(&o.credit, "credit", false, a.text("赊账，一分未付", "on credit, nothing paid"))
	f.BoolVar(&o.retour, "return", false, a.text("退货", "a return"))
	return a.made(c, sheet.W("记一笔购买", "record a purchase"), "购买", "买")
}

func (a *app) runBuy(c *cobra.Command, args []string, o buyOptions) error {
	r, err := a.reading()
	if err != nil {
		return err
	}
	return a.write(c, func(tx *store.Tx) error {
		person, err := a.who(&tx.View, args[0], false)
		if err != nil {
			return err
		}
		p := owned(sheet.Purchases, person)
		if err := readPurchase(&p, args[1:], o, r); err != nil {
			return err
		}
		if err := a.refer(tx, &p, "meeting", o.meeting); err != nil {
			return err
		}
		if err := settle(&p, o); err != nil {
			return err
		}
		row := p.Row.(*sheet.Purchase)
		what := sheet.W("%s %s %s%s %s 元", "%s %s %s%s %s yuan", row.On, row.Product.String(), row.Qty.String(), row.Unit.String(), row.Amount.String())
		if err := a.insert(tx, p, person, what); err != nil {
			return err
		}
		if owed := row.Amount.N - row.Paid.N; row.Paid.Valid && owed > 0 {
			a.say("还欠 %s 元", "%s yuan still owed", yuan(owed))
		}
		return nil
	})
}

func yuan(fen int64) string {
	m := sheet.MakeMoney(fen)
	return m.String()
}

// readPurchase reads PRODUCT [QTY [UNIT]] and the flags; 6盒 is a quantity with its unit.
func readPurchase(p *sheet.Patch, words []string, o buyOptions, r sheet.Reading) error {
	texts := map[string]string{"product": words[0], "on": o.at}
	for key, text := range o.texts {
		texts[key] = *text
	}
	if len(words) > 1 {
		texts["qty"], texts["unit"] = words[1], sheet.QtyUnit(words[1])
	}
	if len(words) > 2 {
		texts["unit"] = words[2]
	}
	if err := fill(p, r, texts); err != nil {
		return err
	}
	row := p.Row.(*sheet.Purchase)
	if row.On.Empty() {
		row.On = r.Today
		p.Take("on")
	}
	if row.Qty.Empty() {
		row.Qty = sheet.MakeQty(1000)
		p.Take("qty")
	}
	return nil
}

// settle computes what was not said: the amount from the price, the sign of a
// return, nothing paid of a credit.
func settle(p *sheet.Patch, o buyOptions) error {
	row := p.Row.(*sheet.Purchase)
	if row.Amount.Empty() {
		if row.Price.Empty() {
			return sheet.Fail(sheet.Misused, "请给出 --price 单价或 --amount 金额", "give --price or --amount")
		}
		row.Amount = sheet.MakeMoney(row.Qty.Times(row.Price) - row.Discount.N)
		p.Take("amount")
	}
	if o.retour {
		row.Qty.N, row.Amount.N = -abs(row.Qty.N), -abs(row.Amount.N)
	}
	if o.credit {
		row.Paid = sheet.MakeMoney(0)
		p.Take("paid")
	}
	return nil
}

func abs(n int64) int64 { return max(n, -n) }
