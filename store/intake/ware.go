package intake

import (
	"slices"
	"strings"

	"kehu/store/sheet"
)

// A sheet may have a column for each product, 钙片 | 鱼油 | 蜂胶, whose cells say how many
// of it a customer bought, or for how much: each filled cell is a purchase. Which of
// the two they say is taken from the headings, 钙片(198元/盒), 钙片金额, and from the
// cells, 2盒, 396元; where neither tells, it is asked.

// ware is a column of one product.
type ware struct {
	at      int
	product string
	column  *sheet.Column // how many, for how much, or of what price; nil where the heading doesn't say
	price   sheet.Money   // of one, as the heading says
}

// notWares are parts of headings that speak of sums other than those of a product.
const notWares = `合计 总 累计 小计 共 退 赠 补 本 上 下 月 年 季 日 周 次 定金 订金 首付 运费 邮费 余 应 实 已 未 现金 微信 支付宝 转账 刷卡 银行卡 赊 欠 还`

// wares settles the columns of products.
func (r *resolver) wares() {
	found := r.findWares()
	if len(found) > 0 && r.exported() {
		return
	}
	if slices.ContainsFunc(found, func(w ware) bool { return w.column == nil }) {
		found = r.beside(found)
	}
	for _, w := range found {
		c := &r.choices[w.at]
		if c.unsure = w.column == nil; c.unsure {
			c.Product = w.product
			w.column = w.likely(r.worth(w.at), r.values(w.at))
		}
		r.toWare(c, w)
	}
}

// likely is what the cells are more likely to be, where it has to be asked.
func (w ware) likely(price sheet.Money, values []string) *sheet.Column {
	if w.price.Empty() {
		w.price = price
	}
	if w.price.Empty() || share(values, w.isMultiple) >= 0.5 {
		return columnOf("purchases.amount")
	}
	return columnOf("purchases.qty")
}

// exported reports whether the file holds numbers such as kehu gives: what it exported
// has products in rows.
func (r *resolver) exported() bool {
	for i := range r.choices {
		if r.numbered(i) != nil {
			return true
		}
	}
	return false
}

// findWares are the columns of products: known ones, those whose price stands in the
// heading, and those that have a column for how many and one for how much.
func (r *resolver) findWares() (found []ware) {
	parts := map[string]int{}
	for i := range r.choices {
		if w, ok := r.readWare(i); ok {
			found = append(found, w)
			if w.column != nil && w.price.Empty() {
				parts[w.product]++
			}
		}
	}
	return slices.DeleteFunc(found, func(w ware) bool {
		sure := !w.price.Empty() || parts[w.product] > 1 && !isMoneyWord(w.product)
		return !sure && (len(r.values(w.at)) == 0 || !r.known(w.product))
	})
}

// beside adds to the columns of products those next to them that look like one more,
// so that all of them are asked about at once.
func (r *resolver) beside(found []ware) []ware {
	at := map[int]bool{}
	for _, w := range found {
		at[w.at] = true
	}
	for n := 0; n < len(found); n++ {
		for _, i := range [...]int{found[n].at - 1, found[n].at + 1} {
			if i < 0 || i >= len(r.choices) || at[i] {
				continue
			}
			if w, ok := r.readWare(i); ok && w.price.Empty() && len(r.values(i)) > 0 {
				w.column, at[i] = nil, true
				found = append(found, w)
			}
		}
	}
	slices.SortFunc(found, func(a, b ware) int { return a.at - b.at })
	return found
}

// isMoneyWord reports whether a word that heads sums is none of a product: 本月, 合计.
func isMoneyWord(word string) bool {
	return slices.ContainsFunc(strings.Fields(notWares), func(part string) bool { return strings.Contains(word, part) })
}

// known reports whether the file, or its catalogue, has a product.
func (r *resolver) known(product string) bool {
	if r.o.Product == nil {
		return false
	}
	_, known := r.o.Product(product)
	return known
}

// readWare reads heading i as that of a product, false where it is something else or
// its cells are no numbers.
func (r *resolver) readWare(i int) (w ware, ok bool) {
	c := &r.choices[i]
	if !c.open || c.Heading == "" || r.words.find(c.Heading) != "" {
		return w, false
	}
	w = wareOf(c.Heading)
	w.at = i
	if strings.Trim(w.product, "0123456789. ") == "" || r.words.find(w.product) != "" {
		return w, false
	}
	values := r.values(i)
	if w.column == nil {
		w.column = w.told(values)
	}
	return w, len(values) == 0 || r.countsOrPays(w, values)
}

// countsOrPays reports whether cells are quantities or sums: most of them, of a product
// that is sure one half. Rows given back hold what could not be read.
func (r *resolver) countsOrPays(w ware, values []string) bool {
	part := share(values, func(v string) bool { return isHowMany(v) || isHowMuch(v) })
	switch {
	case share(values, isPhone) > 0:
		return false
	case part >= 0.8, givenBack(r.headings()):
		return true
	}
	return part >= 0.5 && (!w.price.Empty() || r.known(w.product))
}

// told is what the cells say that they are, nil if they don't.
func (w ware) told(values []string) *sheet.Column {
	signed := share(values, func(v string) bool { return strings.ContainsAny(v, "元块¥￥") })
	counted := share(values, func(v string) bool { return sheet.QtyUnit(v) != "" && !strings.ContainsAny(v, "元块¥￥") })
	switch {
	case signed >= 0.5 && counted == 0:
		return columnOf("purchases.amount")
	case counted >= 0.5 && signed == 0:
		return columnOf("purchases.qty")
	case !w.price.Empty() && signed == 0 && (len(values) == 0 || share(values, w.isMultiple) < 0.5):
		return columnOf("purchases.qty")
	}
	return nil
}

// isMultiple reports whether a cell may be the sum for several of the ware.
func (w ware) isMultiple(cell string) bool {
	var sum sheet.Money
	return sum.Parse(cell, sheet.Reading{}) == nil && sum.N >= w.price.N && sum.N%w.price.N == 0
}

func isHowMany(cell string) bool { _, err := readsQty(cell); return err == nil }

func isHowMuch(cell string) bool {
	var sum sheet.Money
	return sum.Parse(cell, sheet.Reading{}) == nil
}

// wareOf takes a heading apart: 钙片(198元/盒), 血压计298元, 鱼油数量, 蜂胶 金额(元).
func wareOf(heading string) (w ware) {
	text := strings.Trim(sheet.Fold(clean(heading)), "* ")
	if rest := strings.TrimLeft(text, "0123456789"); rest != text && strings.IndexAny(rest, ".、") == 0 {
		text = strings.TrimLeft(rest, ".、 ")
	}
	if open := strings.LastIndexByte(text, '('); open > 0 && strings.HasSuffix(text, ")") {
		inner := strings.TrimSpace(text[open+1 : len(text)-1])
		price, ok := priceIn(inner)
		switch {
		case ok:
			w.price, text = price, text[:open]
		case inner == "元":
			w.column, text = columnOf("purchases.amount"), text[:open]
		case isUnit(inner):
			w.column, text = columnOf("purchases.qty"), text[:open]
		}
	}
	for at := range text {
		if price, ok := priceIn(text[at:]); ok && at > 0 && w.price.Empty() && !digit(text[at-1]) && text[at-1] != '.' {
			w.price, text = price, text[:at]
			break
		}
	}
	if head, unit, ok := strings.Cut(text, "/"); ok && isUnit(unit) && w.column == nil {
		w.column, text = columnOf("purchases.qty"), head
	}
	w.product = strings.TrimRight(askedWare(text), " -_:/")
	for words, key := range map[string]string{"数量 件数 盒数 瓶数 箱数 袋数 包数 桶数 罐数 斤数 个数": "qty", "金额 金额元 总价 价钱 货款": "amount", "单价": "price"} {
		for word := range strings.FieldsSeq(words) {
			if name, ok := strings.CutSuffix(w.product, word); ok && name != "" {
				w.product, w.column = strings.TrimRight(name, " -_:/"), columnOf("purchases."+key)
				return w
			}
		}
	}
	return w
}

// askedWare is the product of which a form asks how many are wanted: 苹果 of 您想买几箱苹果.
func askedWare(text string) string {
	rest := strings.TrimLeft(text, "您你想要买订购预")
	if rest == text || !strings.ContainsAny(text[:len(text)-len(rest)], "买订要") {
		return text
	}
	for _, ask := range [...]string{"几", "多少"} {
		for unit := range strings.FieldsSeq(units) {
			if product, ok := strings.CutPrefix(rest, ask+unit); ok && product != "" {
				return product
			}
		}
	}
	return text
}

// priceIn reads a price that says that it is one: 198元, ¥198/盒, 198元一盒, 198/盒.
func priceIn(text string) (price sheet.Money, ok bool) {
	text = strings.TrimSpace(text)
	for _, sign := range [...]string{"¥", "￥"} {
		if rest, found := strings.CutPrefix(text, sign); found {
			text, ok = strings.TrimSpace(rest), true
		}
	}
	rest := strings.TrimLeft(text, "0123456789.")
	if price.Parse(text[:len(text)-len(rest)], sheet.Reading{}) != nil || price.N <= 0 {
		return sheet.Money{}, false
	}
	for _, sign := range [...]string{"元", "块钱", "块"} {
		if tail, found := strings.CutPrefix(rest, sign); found {
			rest, ok = tail, true
			break
		}
	}
	if unit, found := strings.CutPrefix(rest, "/"); found && isUnit(unit) {
		return price, true
	}
	for _, each := range [...]string{"一", "每"} {
		rest = strings.TrimPrefix(rest, each)
	}
	return price, ok && (rest == "" || isUnit(rest))
}

// toWare settles c as a column of a product.
func (r *resolver) toWare(c *choice, w ware) {
	r.to(c, w.column)
	c.Product, c.price, c.Group = w.product, w.price, r.wareGroup(w)
}

// wareGroup is the group of a product's columns, behind those that are numbered: a
// second column of how many is one more purchase of it.
func (r *resolver) wareGroup(w ware) int {
	last := mostTimes
	for i := range r.choices {
		c := &r.choices[i]
		if c.Product == w.product && c.Group > 0 && !r.taken(w.column, c.Group) {
			return c.Group
		}
		last = max(last, c.Group)
	}
	return last + 1
}

// wareTold reads what the user says of a product's column, behind the column's key:
// 钙片, 钙片(198元).
func wareTold(column *sheet.Column, text string) (w ware, ok bool) {
	if column == nil || column.Sheet != sheet.Purchases || !isWord("qty amount price", column.Key) {
		return w, false
	}
	if open := strings.LastIndexByte(text, '('); open > 0 && strings.HasSuffix(text, ")") && strings.Trim(text[open:], "().0123456789") == "" {
		text = strings.TrimSuffix(text, ")") + "元)"
	}
	if w = wareOf(text); w.price.Empty() { // what looks like a suffix is part of the name
		w.product = strings.TrimSpace(sheet.Fold(text))
	}
	w.column = column
	return w, w.product != ""
}

// sellsWares reports whether the file has columns of products.
func (r *resolver) sellsWares() bool {
	return slices.ContainsFunc(r.choices, func(c choice) bool { return c.Product != "" })
}

// sums keeps what a row comes to as a column of the user's own, where the months or
// the products that it sums up are counted.
func (r *resolver) sums() {
	words, why := "合计 总计 小计 共计 合计金额 总金额 总额 全年 全年合计 年度合计", sheet.W("各月已经分开记，合计不再记一遍", "the months are counted, and their sum is not counted again")
	wares := r.sellsWares()
	switch {
	case wares:
		why = sheet.W("各产品已经分开记，合计不再记一遍", "the products are counted, and their sum is not counted again")
		if !slices.ContainsFunc(r.headings(), func(h string) bool { return r.may(h, "purchases.product") }) {
			words += " 金额 总价 应收 应收金额 应付 应付金额 订货金额 总货款 货款 货款合计"
		}
	case !r.monthsTold():
		return
	}
	for i := range r.choices {
		if c := &r.choices[i]; c.open && isWord(words, bare(spelling(c.Heading))) {
			r.keep(i, why)
			c.sum = wares
		}
	}
}

// may reports whether a heading may mean the named column.
func (r *resolver) may(heading, name string) bool {
	column := columnOf(name)
	return slices.ContainsFunc(r.words.places[r.words.find(heading)], func(p place) bool { return p.column == column })
}

// waresTold says how the columns of products are read.
func (r *resolver) waresTold() {
	var headings, prices []string
	for i := range r.choices {
		c := &r.choices[i]
		if c.Product == "" {
			continue
		}
		if headings = append(headings, c.Heading); !c.each.Empty() {
			prices = append(prices, c.Product+" "+c.each.String())
		}
	}
	if len(headings) == 0 {
		return
	}
	r.notes = append(r.notes, sheet.W("一列一样产品，每格记成一笔购买：%s", "a product a column, each cell becomes a purchase: %s", sheet.Names(headings)))
	if len(prices) > 0 {
		r.notes = append(r.notes, sheet.W("写的是数量，金额按单价算：%s", "they count, and the amounts are worked out by the prices: %s", sheet.Names(prices)))
	}
}
