package intake

import (
	"strings"
	"unicode"

	"kehu/store/sheet"
)

// basket is a purchase as the words of a line fill it in.
type basket struct {
	texts   map[string]string
	numbers []string // bare ones, which the words around them explain
	remarks []string
	credit  bool
	back    bool // it is brought back
}

// bought reads a product, how much of it, what it cost and what was paid.
func (n *Note) bought(rest string) error {
	rest, err := n.next(rest)
	if err != nil {
		return err
	}
	product, rest := productFirst(rest)
	if product == "" {
		return sheet.Fail(sheet.Failed, "买了什么？后面写上产品，如 买 钙片 6盒 1188", "bought what? write the product behind, such as 买 钙片 6盒 1188")
	}
	b := basket{texts: map[string]string{"on": n.Day.String(), "product": product}, back: n.Return}
	words := strings.FieldsFunc(sheet.Fold(rest), func(r rune) bool { return strings.ContainsRune(" \t,，、；;。", r) })
	for len(words) > 0 {
		used, err := b.take(words)
		if err != nil {
			return err
		}
		words = words[used:]
	}
	b.part()
	if err := b.settle(); err != nil {
		return err
	}
	n.Credit = b.credit
	return n.put(sheet.Purchases, b.texts)
}

// credited is bought, with nothing paid.
func (n *Note) credited(rest string) error {
	err := n.bought(rest)
	n.Credit = true
	return err
}

// returned is bought, the other way round.
func (n *Note) returned(rest string) error {
	n.Return = true
	return n.bought(rest)
}

// take understands the first of words and returns how many it used.
func (b *basket) take(words []string) (used int, err error) {
	word := words[0]
	next := ""
	if len(words) > 1 {
		next = words[1]
	}
	if word == "赊" || word == "赊账" || word == "没付" {
		b.credit = true
		return 1, nil
	}
	if key, amount := b.labelled(word); key != "" {
		if amount != "" {
			return 1, b.set(key, amount)
		}
		if isNumber(next) {
			return 2, b.set(key, next)
		}
		return 0, sheet.Fail(sheet.Failed, "“%s”后面要有金额", "there must be an amount behind “%s”", word)
	}
	switch {
	case isNumber(word) && isUnit(next):
		return 2, b.setQty(word + next)
	case isNumber(word):
		b.numbers = append(b.numbers, word)
	case isMoney(word):
		return 1, b.set("amount", word)
	case isQty(word):
		return 1, b.setQty(word)
	default:
		b.remarks = append(b.remarks, word)
	}
	return 1, nil
}

// labelled is the column that the beginning of a word names, and the amount
// behind it; "" where the word goes on otherwise.
func (b *basket) labelled(word string) (key, amount string) {
	type label struct{ word, key string }
	labels := []label{
		{"实付", "paid"}, {"实收", "paid"}, {"已付", "paid"}, {"付了", "paid"}, {"付", "paid"}, {"欠", "unpaid"},
		{"单价", "price"}, {"金额", "amount"}, {"共", "amount"}, {"优惠", "discount"},
	}
	if b.back {
		labels = append([]label{{"退款", "amount"}, {"退钱", "amount"}, {"退了", "amount"}, {"退给", "amount"}, {"退", "amount"}}, labels...)
	}
	for _, l := range labels {
		if amount, ok := strings.CutPrefix(word, l.word); ok && (amount == "" || isNumber(amount) || isMoney(amount)) {
			return l.key, amount
		}
	}
	return "", ""
}

// isNumber reports whether a word is digits and no more.
func isNumber(word string) bool {
	return strings.Trim(word, "0123456789.") == "" && strings.Trim(word, ".") != "" && strings.Count(word, ".") < 2
}

// isMoney reports whether a word says itself that it is money: 1188元, ¥1188, 20块.
func isMoney(word string) bool {
	for _, mark := range []string{"元", "块", "块钱", "¥", "￥"} {
		before, ok := strings.CutSuffix(word, mark)
		after, ok2 := strings.CutPrefix(word, mark)
		if ok && isNumber(before) || ok2 && isNumber(after) {
			return true
		}
	}
	return false
}

// isQty reports whether a word is a quantity with its unit: 6盒, 两盒. Behind a
// number in Chinese only a known unit will do: 一直 is no quantity.
func isQty(word string) bool {
	unit := sheet.QtyUnit(word)
	if unit == "" {
		return false
	}
	return word[0] >= '0' && word[0] <= '9' || isUnit(unit)
}

func (b *basket) set(key, amount string) error {
	if before := b.texts[key]; before != "" {
		return sheet.Fail(sheet.Failed, "“%s”和“%s”，是哪一个？", "“%s” and “%s”: which?", before, amount)
	}
	b.texts[key] = amount
	return nil
}

func (b *basket) setQty(word string) error {
	b.texts["unit"] = sheet.QtyUnit(word)
	return b.set("qty", word)
}

// productFirst takes the product from the beginning of a purchase, and puts a
// quantity that stands before it, 两盒钙片 or 2盒 钙片, behind.
func productFirst(text string) (product, rest string) {
	product, rest = cutWord(text)
	if isPacks(product) {
		if next, more := cutWord(rest); next != "" && !isNumber(next) && !isMoney(next) {
			return next, product + " " + more
		}
		return product, rest
	}
	for i := range product {
		if isPacks(product[:i]) {
			return product[i:], product[:i] + " " + rest
		}
	}
	return product, rest
}

// isPacks reports whether a word is a quantity of what things are sold in. 三只 is
// how a brand begins.
func isPacks(word string) bool {
	return isWord("盒 瓶 袋 箱 包 桶 罐 台 件 斤 提", sheet.QtyUnit(sheet.Fold(word)))
}

// part takes the quantity off a product that was typed without a space, 钙片6盒 or
// 钙片两盒. What says how much is in a pack is part of its name: 维生素100片.
func (b *basket) part() {
	if b.texts["qty"] != "" {
		return
	}
	if name, qty := packed(b.texts["product"]); qty != "" {
		b.texts["product"], b.texts["qty"], b.texts["unit"] = name, qty, sheet.QtyUnit(qty)
	}
}

// packed parts a product from the quantity close behind it, "" if there is none.
func packed(product string) (name, qty string) {
	for at, r := range product {
		if at == 0 || !unicode.IsDigit(r) && !strings.ContainsRune("一二两三四五六七八九十半", r) {
			continue
		}
		tail := sheet.Fold(product[at:])
		if unit := sheet.QtyUnit(tail); isUnit(unit) && !isWord("片 粒 克", unit) {
			return product[:at], tail
		}
	}
	return product, ""
}

// isPacked reports whether a word is a product with its quantity.
func isPacked(word string) bool {
	_, qty := packed(word)
	return qty != ""
}

// settle decides what the bare numbers are: 6盒 1188 is an amount, 6 1188 a
// quantity and an amount, and 6 alone may be either.
func (b *basket) settle() error {
	n := len(b.numbers)
	known := b.texts["amount"] != "" || b.texts["price"] != ""
	switch {
	case b.texts["qty"] == "" && (n == 2 && !known || n == 1 && known):
		b.texts["qty"], b.numbers = b.numbers[0], b.numbers[1:]
	case b.texts["qty"] == "" && n == 1:
		return sheet.Fail(sheet.Failed, "“%s”是数量还是金额？写成 %[1]s盒 或 %[1]s元", "is “%s” how many or how much? write %[1]s盒 or %[1]s元", b.numbers[0])
	}
	for _, number := range b.numbers {
		if err := b.set("amount", number); err != nil {
			return err
		}
	}
	if b.texts["qty"] == "" {
		b.texts["qty"] = "1"
	}
	b.texts["remark"] = strings.Join(b.remarks, " ")
	return nil
}
