package intake

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"kehu/store/sheet"
)

// glued takes the quantity off the end of a product that names both, 钙片6盒, 鱼油 两瓶,
// 钙片×3盒. What may as well say how much is in a pack stays part of the name: 维生素B12,
// 三七粉500g, 维生素C100片, 板蓝根10g*9袋; so does what names several things.
func glued(product string) (name, qty string, ok bool) {
	name, times, qty := cutAmount(strings.TrimSpace(product))
	switch {
	case name == "" || severalThings(name):
		return "", "", false
	case times:
		_, _, inner := cutAmount(name)
		return name, qty, inner == "" || sheet.QtyUnit(inner) == ""
	}
	unit := sheet.QtyUnit(sheet.Fold(qty))
	return name, qty, isUnit(unit) && !isWord("片 粒 克 只 个 张 支 双 公斤 千克 kg", unit) || isUnit(unit) && spaced(product, qty)
}

// spaced reports whether there is a space before the end of a text.
func spaced(text, end string) bool {
	before := strings.TrimSuffix(strings.TrimSpace(text), end)
	return strings.TrimRightFunc(before, unicode.IsSpace) != before
}

// cutAmount cuts the last number and what stands behind it off a text, and a sign
// of multiplication before it.
func cutAmount(text string) (before string, times bool, amount string) {
	isNumeral := func(r rune) bool {
		return unicode.IsDigit(r) || strings.ContainsRune("一二两三四五六七八九十半", r)
	}
	end := strings.LastIndexFunc(text, isNumeral)
	if end < 0 {
		return "", false, ""
	}
	before = strings.TrimRightFunc(text[:end], func(r rune) bool { return isNumeral(r) || r == '.' })
	amount = text[len(before):]
	before = strings.TrimRightFunc(before, unicode.IsSpace)
	last, size := utf8.DecodeLastRuneInString(before)
	if strings.ContainsRune("×*xX✕＊", last) {
		before, times = strings.TrimRightFunc(before[:len(before)-size], unicode.IsSpace), true
	}
	last, _ = utf8.DecodeLastRuneInString(before)
	if !unicode.Is(unicode.Han, last) && !strings.ContainsRune(")）", last) {
		return "", false, ""
	}
	if _, err := readsQty(amount); err != nil {
		return "", false, ""
	}
	return before, times, amount
}

func readsQty(text string) (qty sheet.Qty, err error) {
	err = qty.Parse(text, sheet.Reading{})
	return qty, err
}

// severalThings reports whether a product's cell names several: 钙片6盒、鱼油2瓶,
// and 烟1条 酒2瓶, of which the last amount is off already.
func severalThings(text string) bool {
	if strings.ContainsAny(text, "、，,；;+＋/和与加") {
		return true
	}
	words := strings.Fields(text)
	return len(words) > 1 && slices.ContainsFunc(words[:len(words)-1], func(word string) bool {
		_, _, amount := cutAmount(word)
		return isUnit(sheet.QtyUnit(amount))
	})
}

// part takes the quantity off a product where the row gives none.
func (p *plan) part(one *part) {
	row, k := one.sale, &p.keys
	if p.file.own || row.Qty.Valid || one.failed.Has(k.qty) || !one.patch.Set.Has(k.product) {
		return
	}
	name, text, ok := glued(row.Product.String())
	if !ok {
		return
	}
	qty, err := readsQty(text)
	if err != nil || qty.N <= 0 {
		return
	}
	row.Cell = row.Product.String()
	row.Product, row.Qty = sheet.MakeTerm(name), qty
	one.mark(k.qty)
	if unit := sheet.QtyUnit(text); unit != "" && row.Unit.Empty() {
		row.Unit = sheet.MakeTerm(unit)
		one.mark(k.unit)
	}
	p.file.Parted++
}
