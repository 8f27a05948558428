package cmd

import (
	"github.com/spf13/cobra"

	"kehu/store"
	"kehu/store/sheet"
)

func newPay(a *app) *cobra.Command {
	var at, method, staff, remark string
	c := &cobra.Command{
		Use: a.text("pay 客户 金额 [--at 日期]", "pay WHO AMOUNT [--at DATE]"), Args: a.between(2, 2),
		Annotations: map[string]string{sheetAnnotation: sheet.Payments.Key},
		Example:     "  kehu pay 王秀兰 188",
		RunE: func(c *cobra.Command, args []string) error {
			return a.runPay(c, args, map[string]string{"on": at, "amount": args[1], "method": method, "staff": staff, "remark": remark})
		},
	}
	f := c.Flags()
	f.StringVar(&at, "at", "", a.text("还款日期（缺省为今天）", "day (default: today)"))
	f.StringVar(&method, "method", "", a.text("还款方式", "how it was paid"))
	f.StringVar(&staff, "staff", "", a.text("业务员", "staff"))
	f.StringVar(&remark, "remark", "", a.text("备注", "remark"))
	return a.made(c, sheet.W("记一笔还款", "record a repayment"), "还款", "还")
}

func (a *app) runPay(c *cobra.Command, args []string, texts map[string]string) error {
	r, err := a.reading()
	if err != nil {
		return err
	}
	var person store.Person
	return a.write(c, a.whose(args[0], &person), func(tx *store.Tx) error {
		p := owned(sheet.Payments, person)
		if err := fill(&p, r, texts); err != nil {
			return err
		}
		row := p.Row.(*sheet.Payment)
		if row.Amount.N <= 0 {
			return sheet.Fail(sheet.Misused, "还款金额“%s”要大于 0", "the amount “%s” must be above 0", args[1])
		}
		if row.On.Empty() {
			row.On = r.Today
			p.Take("on")
		}
		customer, err := tx.Get(sheet.Customers, person.ID)
		if err != nil {
			return err
		}
		if err := a.insert(tx, p, person, sheet.W("%s 还款 %s 元", "%s paid back %s yuan", row.On, row.Amount.String())); err != nil {
			return err
		}
		a.sayDebt(customer.(*sheet.Customer).Debt.N - row.Amount.N)
		return nil
	})
}

func (a *app) sayDebt(left int64) {
	switch {
	case left > 0:
		a.say("还欠 %s 元", "%s yuan still owed", yuan(left))
	case left < 0:
		a.say("多还了 %s 元，请核对", "paid %s yuan too much; check it", yuan(-left))
	default:
		a.say("已还清", "paid off")
	}
}
