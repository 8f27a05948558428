package intake

import (
	"slices"
	"strings"

	"kehu/store/sheet"
)

// What products cost that are counted: the heading says it, the user or the catalogue. What
// they were last sold for is offered, and never taken unasked.

// askWares asks what the cells of products' columns are, where that isn't said.
func (r *resolver) askWares() {
	var q Question
	var sold []string
	for i := range r.choices {
		c := &r.choices[i]
		if c.Product == "" || !c.unsure {
			continue
		}
		choices := []string{"purchases.amount#" + c.Product, "extra", "skip"}
		if price := r.priceOf(c); !price.Empty() {
			choices = slices.Insert(choices, 0, "purchases.qty#"+c.Product)
		} else if last := r.lastSold(i); !last.Price.Empty() {
			choices = slices.Insert(choices, 0, "purchases.qty#"+c.Product+"("+inYuan(last.Price)+")")
			sold = append(sold, last.told(c.Product))
			if c.Column == columnOf("purchases.qty") {
				c.price = last.Price
			}
		}
		q.Headings, q.Samples, q.Choices = append(q.Headings, c.Name), append(q.Samples, r.examples(i)), append(q.Choices, choices)
	}
	if len(q.Headings) == 0 {
		return
	}
	product := wareOf(q.Headings[0]).product
	q.Words = sheet.W("“%[1]s”像是卖的产品，里面的数是数量还是金额，看不出来；每列说一个：是数量写 --map '%[2]s=purchases.qty#%[3]s(198元)'（括号里是单价），是金额写 --map '%[2]s=purchases.amount#%[3]s'，不是购买写 --map '%[2]s=extra'",
		"“%[1]s” look like products that you sell, but whether the numbers are how many or for how much is not said: give each a --map: '%[2]s=purchases.qty#%[3]s(198元)' with the price, '%[2]s=purchases.amount#%[3]s', or '%[2]s=extra' if they are no purchases",
		sheet.Names(q.Headings), q.Headings[0], product)
	if len(sold) > 0 {
		q.Hint = lastSales(sold)
		q.Words = sheet.W("%s；%s", "%s; %s", q.Words, q.Hint)
	}
	r.questions = append(r.questions, q)
}

// priceOf is the price of the ware that a column counts, as its heading, the user or
// the catalogue says; empty if nobody does.
func (r *resolver) priceOf(c *choice) sheet.Money {
	if c.price.Empty() && r.o.Product != nil {
		price, _ := r.o.Product(c.Product)
		return price
	}
	return c.price
}

// priced finds the price of each product that is only counted. That of its last sale is
// asked about; without any its column is kept, and that is said.
func (r *resolver) priced() error {
	amount, price := columnOf("purchases.amount"), columnOf("purchases.price")
	var asked []int
	for i := range r.choices {
		c := &r.choices[i]
		if c.Product == "" || c.Column != columnOf("purchases.qty") || r.taken(amount, c.Group) || r.taken(price, c.Group) {
			continue
		}
		if c.each = r.priceOf(c); !c.each.Empty() {
			continue
		}
		last := r.lastSold(i).Price
		switch {
		case c.fixed && c.Heading != "":
			return c.unpriced(last)
		case !last.Empty():
			c.price, asked = last, append(asked, i)
		default:
			c.keepCounts()
		}
	}
	r.askPrices(asked)
	return nil
}

// keepCounts keeps a column that counts a product of which nobody knows the price.
func (c *choice) keepCounts() {
	product := c.Product
	c.as(Extra)
	c.Group = 0
	c.Note = sheet.W("写的是数量，不知道“%[1]s”多少钱，记不成购买，原样保留；是购买的话请加 --map '%[2]s=purchases.qty#%[1]s(198元)'，括号里写单价",
		"it counts %[1]s, whose price is not known, and makes no purchases; kept as it is: if they are, add --map '%[2]s=purchases.qty#%[1]s(198元)' with its price", product, c.Heading)
}

// askPrices asks whether products still cost what they did when they were last sold.
func (r *resolver) askPrices(columns []int) {
	if len(columns) == 0 {
		return
	}
	var q Question
	var sold []string
	for _, i := range columns {
		c := &r.choices[i]
		q.Headings, q.Samples, q.Choices = append(q.Headings, c.Name), append(q.Samples, r.examples(i)), append(q.Choices, []string{c.Key(), "extra", "skip"})
		sold = append(sold, r.lastSold(i).told(c.Product))
	}
	q.Hint = lastSales(sold)
	q.Words = sheet.W("“%[1]s”写的是数量，目录里没有单价；%[2]s；还是这个价就写 --map '%[3]s=%[4]s'，价变了改括号里的，不是购买写 --map '%[3]s=extra'",
		"“%[1]s” count, and the catalogue has no price; %[2]s: if that holds give --map '%[3]s=%[4]s', or another price in the brackets, or '%[3]s=extra' if they are no purchases",
		sheet.Names(q.Headings), q.Hint, q.Headings[0], q.Choices[0][0])
	r.questions = append(r.questions, q)
}

// unpriced is the error for a column that the user says counts a product of which nobody
// knows the price; the last one is offered, if there is any.
func (c *choice) unpriced(last sheet.Money) error {
	price := "198元"
	if !last.Empty() {
		price = inYuan(last)
	}
	return sheet.Fail(sheet.Misused, "“%[1]s”只有数量，不知道“%[2]s”多少钱，算不出金额；请写上单价：--map '%[1]s=purchases.qty#%[2]s(%[3]s)'，或在产品目录里给它定价",
		"“%[1]s” only counts, and what %[2]s costs is not known: say the price, --map '%[1]s=purchases.qty#%[2]s(%[3]s)', or put it into the catalogue of products", c.Heading, c.Product, price)
}

// lastSold is the last sale of the product of column i in the unit of the column's cells;
// without a price if none is on file, or they have several units.
func (r *resolver) lastSold(i int) (last Sale) {
	c := &r.choices[i]
	if r.o.LastSold == nil {
		return last
	}
	unit := unitOf(c.Heading)
	for _, v := range r.values(i) {
		switch its := sheet.QtyUnit(v); {
		case its == "" || its == unit:
		case unit != "":
			return last
		default:
			unit = its
		}
	}
	return r.o.LastSold(c.Product, unit)
}

// worth is the price of what column i counts, as anybody says or when it was last sold.
func (r *resolver) worth(i int) sheet.Money {
	price := r.priceOf(&r.choices[i])
	if price.Empty() {
		price = r.lastSold(i).Price
	}
	return price
}

// told says what the product cost: 钙片 198.00/盒 (2026-03-01).
func (s Sale) told(product string) string {
	each := ""
	if s.Unit != "" {
		each = "/" + s.Unit
	}
	return product + " " + s.Price.String() + each + " (" + s.On.String() + ")"
}

func lastSales(sold []string) sheet.Words {
	return sheet.W("上次卖的价：%s", "when last sold: %s", sheet.Names(sold))
}

// ware is a column's product with its price, if the heading or the user says it: 钙片(198元).
func (m *Mapping) ware() string {
	if m.price.Empty() {
		return m.Product
	}
	return m.Product + "(" + inYuan(m.price) + ")"
}

func inYuan(price sheet.Money) string { return strings.TrimSuffix(price.String(), ".00") + "元" }
