package cmd

import (
	"strings"

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
		Use:         a.text("buy 客户 产品 [数量 [单位]] [--price 单价 | --amount 金额] [--paid 实收 | --credit]", "buy WHO PRODUCT [QTY [UNIT]] [--price P | --amount A] [--paid P | --credit]"),
		Args:        a.between(2, 4),
		Example:     "  kehu buy 王秀兰 钙片 6 盒 --price 198 --paid 1000\n  kehu buy 王秀兰 钙片 2盒\n  kehu buy 王秀兰 复合肥 10袋 --price 145 --credit --due-on 10月1日\n  kehu buy 王秀兰 钙片 1盒 --return",
		RunE:        func(c *cobra.Command, args []string) error { return a.runBuy(c, args, o) },
		Annotations: map[string]string{sheetAnnotation: sheet.Purchases.Key},
	}
	f := c.Flags()
	for _, column := range sheet.Purchases.Must("price", "amount", "paid") {
		o.texts[column.Key] = f.String(flagName(column), "", column.Label().In(a.lang))
	}
	f.BoolVar(&o.credit, "credit", false, a.text("赊账，一分未付", "on credit, nothing paid"))
	f.BoolVar(&o.retour, "return", false, a.text("退货", "a return"))
	f.StringVar(&o.at, "at", "", a.text("购买日期（缺省为今天）", "day (default: today)"))
	for _, column := range sheet.Purchases.Must("discount", "category", "shop", "order_no", "due_on", "gift", "channel", "pay_method", "staff", "remark") {
		o.texts[column.Key] = f.String(flagName(column), "", column.Label().In(a.lang))
	}
	f.StringVar(&o.meeting, "meeting", "", a.text("会销名称", "meeting"))
	return a.made(c, sheet.W("记一笔购买", "record a purchase"), "购买", "买")
}

func (a *app) runBuy(c *cobra.Command, args []string, o buyOptions) error {
	r, err := a.reading()
	if err != nil {
		return err
	}
	var person store.Person
	return a.write(c, a.whose(args[0], &person), func(tx *store.Tx) error {
		p := owned(sheet.Purchases, person)
		if err := readPurchase(&p, args[1:], o, r); err != nil {
			return err
		}
		if err := a.priceFromBefore(&tx.View, &p); err != nil {
			return err
		}
		if err := a.refer(tx, &p, o.meeting, r.Today); err != nil {
			return err
		}
		if err := balance(&p, o); err != nil {
			return err
		}
		return a.insertPurchase(tx, p, person)
	})
}

func (a *app) insertPurchase(tx *store.Tx, p sheet.Patch, person store.Person) error {
	row := p.Row.(*sheet.Purchase)
	what := sheet.W("%s %s %s%s %s 元", "%s %s %s%s %s yuan", row.On, row.Product.String(), row.Qty.String(), row.Unit.String(), row.Amount.String())
	if err := a.insert(tx, p, person, what); err != nil {
		return err
	}
	switch owed := row.Amount.N - row.Paid.N; {
	case row.Paid.Valid && owed > 0:
		a.say("这一笔欠 %s 元", "%s yuan of it is owed", yuan(owed))
	case row.Paid.Valid && owed < 0:
		a.say("注意：实收比金额多 %s 元", "note: %s yuan more paid than the amount", yuan(-owed))
	}
	return nil
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
		if strings.Trim(sheet.Fold(words[2]), "0123456789.,¥元") == "" {
			return sheet.Fail(sheet.Misused, "“%s”不是单位；单价请写 --price %[1]s，金额请写 --amount %[1]s", "“%s” is no unit; write --price %[1]s or --amount %[1]s", words[2])
		}
		texts["unit"] = words[2]
	}
	texts["due_on"] = fixedDay(texts["due_on"], r)
	if err := fill(p, r, texts); err != nil {
		return err
	}
	row := p.Row.(*sheet.Purchase)
	if row.On.Empty() {
		row.On = r.Today
	}
	if row.Qty.Empty() {
		row.Qty = sheet.MakeQty(1000)
	}
	p.Take("on", "qty")
	return nil
}

// fixedDay is text as a day of the calendar where it is one: 下周三 would mean
// another day tomorrow. A season, such as 秋收后, stays as it is.
func fixedDay(text string, r sheet.Reading) string {
	r.Prefer = sheet.Future
	if day, err := sheet.ParseDate(text, r); err == nil && day != 0 {
		return day.String()
	}
	return text
}

// priceFromBefore fills in the price, and the unit, that the catalogue or the last
// sale of the product tells, where neither price nor amount was given.
func (a *app) priceFromBefore(v *store.View, p *sheet.Patch) error {
	row := p.Row.(*sheet.Purchase)
	if !row.Price.Empty() || !row.Amount.Empty() {
		return nil
	}
	price, unit, from, err := knownPrice(v, row.Product.String(), row.Unit.String())
	if err != nil || price.Empty() {
		return err
	}
	row.Price = price
	if row.Unit.Empty() {
		row.Unit = sheet.MakeTerm(unit)
	}
	p.Take("price", "unit")
	a.say("没给价钱，%s的单价按%s：%s 元", "no price of %s given, taken from %s: %s yuan", row.Product.String(), from, price.String())
	return nil
}

// knownPrice is the price of a product in that unit ("": any) by the catalogue, else
// by its last sale; empty if neither knows.
func knownPrice(v *store.View, product, unit string) (price sheet.Money, known string, from sheet.Words, err error) {
	for row, err := range v.Rows(named(sheet.Products, "name", product)) {
		if err != nil {
			return price, "", from, err
		}
		if p := row.(*sheet.Product); !p.Price.Empty() && sameUnit(unit, p.Unit.String()) {
			return p.Price, p.Unit.String(), sheet.W("产品目录", "the catalogue"), nil
		}
	}
	q := named(sheet.Purchases, "product", product)
	q.Where = &sheet.Filter{Op: sheet.And, Parts: []*sheet.Filter{q.Where, {Op: sheet.Present, Column: sheet.Purchases.Column("price")}}}
	q.Sort = []sheet.Order{{Column: sheet.Purchases.Column("on"), Desc: true}}
	for row, err := range v.Rows(q) {
		if err != nil {
			return price, "", from, err
		}
		if p := row.(*sheet.Purchase); sameUnit(unit, p.Unit.String()) {
			return p.Price, p.Unit.String(), sheet.W("上次（%s）", "the last sale (%s)", p.On), nil
		}
	}
	return price, "", from, nil
}

func sameUnit(asked, known string) bool { return asked == "" || known == "" || asked == known }

// named are the rows of s whose column of that key holds text.
func named(s *sheet.Sheet, key, text string) sheet.Query {
	return sheet.Query{Sheet: s, Where: &sheet.Filter{Op: sheet.Eq, Column: s.Column(key), Value: text}}
}

// balance computes what was not said: the amount from the price, the sign of a
// return, nothing paid of a credit.
func balance(p *sheet.Patch, o buyOptions) error {
	row := p.Row.(*sheet.Purchase)
	credit := o.credit || row.PayMethod.String() == "赊账"
	switch {
	case o.credit && !row.Paid.Empty():
		return sheet.Fail(sheet.Misused, "--credit 是一分未付，和 --paid 只能给一样", "--credit means nothing is paid; give it or --paid")
	case row.Amount.Empty() && row.Price.Empty():
		return sheet.Fail(sheet.Misused, "没卖过“%s”，不知道价钱；请给出 --price 单价或 --amount 金额", "“%s” was never sold, so its price is unknown; give --price or --amount", row.Product.String())
	case row.Amount.Empty():
		row.Amount = sheet.MakeMoney(row.Qty.Times(row.Price) - row.Discount.N)
	}
	p.Take("amount")
	if o.retour || row.Amount.N < 0 {
		row.Qty.N, row.Amount.N, row.Paid.N = -abs(row.Qty.N), -abs(row.Amount.N), -abs(row.Paid.N)
	}
	if credit && row.Paid.Empty() {
		row.Paid = sheet.MakeMoney(0)
		p.Take("paid")
	}
	return nil
}

func abs(n int64) int64 { return max(n, -n) }
