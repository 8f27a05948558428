package store

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"kehu/store/sheet"
)

// sold is a line of an order.
func sold(on, order, product, qty, amount string, more ...string) fact {
	return has(sheet.Purchases, append([]string{"on", on, "order_no", order, "product", product, "qty", qty, "amount", amount}, more...)...)
}

// off is a line of an order that came to nothing.
func off(cells ...string) entry {
	return entry{func(r *sheet.Record) {
		r.Skip = sheet.Verbatim("退款")
		r.Void = patch(sheet.Purchases, cells...).Row.(*sheet.Purchase)
	}}
}

// back is the sale of order 1001 of which a part was refunded.
func back(kept, refund string) fact {
	return func(r *sheet.Record) {
		sold("2026-03-01", "1001", "钙片", "2", kept, "paid", kept)(r)
		sale := r.Parts[len(r.Parts)-1].Row.(*sheet.Purchase)
		sale.Extra = map[string]string{"退款金额": refund}
		if err := sale.Refund.Parse(refund, sheet.Reading{}); err != nil {
			panic(err)
		}
	}
}

// inShop is a sale in a shop, alike whatever the shop.
func inShop(shop string) fact {
	return has(sheet.Purchases, "on", "2026-03-01", "product", "钙片", "qty", "1", "amount", "198", "shop", shop)
}

// night is one import of a shop's export.
type night struct {
	change  func(testing.TB, *DB) // what the user did before; may be nil
	file    []entry
	shop    string // "" is 东店, - is none
	on      sheet.OnMatch
	key     []string
	replace bool
	whole   bool
	counts  Counts
	removed int
	missing int
	voided  int
	told    []string
	refused string // the error, nothing written
}

func (n night) options(chunk int) Import {
	o := Import{Verb: "import", Shop: "东店", OnMatch: n.on, Whole: n.whole, chunk: chunk, Key: sheet.Purchases.Must(n.key...)}
	if n.shop != "" {
		o.Shop = strings.Trim(n.shop, "-")
	}
	if n.replace {
		o.Replace = sheet.Purchases
	}
	return o
}

// TestNightly imports a shop's exports night after night, undoes the last and
// finds everything as before it.
func TestNightly(t *testing.T) {
	orderProduct := []string{"order_no", "product"}
	first := night{file: []entry{append(wang, sold("2026-03-01", "1001", "钙片", "2", "396")), append(wang, sold("2026-03-02", "1002", "鱼油", "1", "99"))},
		counts: counts(2, 0, 0, 0, 0)}
	customer := "#1 name=王秀兰 phone=13812345678 village=后屯"
	order1 := "b1 customer=王秀兰 shop=东店 on=2026-03-01 order_no=1001 product=钙片 qty=2 amount=396.00"
	order2 := "b2 customer=王秀兰 shop=东店 on=2026-03-02 order_no=1002 product=鱼油 qty=1 amount=99.00"
	many := func(n int, but ...int) (entries []entry) {
		for i := range n {
			if len(but) == 0 || i != but[0] {
				entries = append(entries, append(wang, sold(fmt.Sprintf("2026-03-%02d", 1+i), fmt.Sprint(1000+i), "钙片", "1", "198")))
			}
		}
		return entries
	}
	lines := func(n, but int, before ...string) []string {
		lines := append([]string{customer}, before...)
		for i := range n {
			if i != but {
				lines = append(lines, fmt.Sprintf("b%d customer=王秀兰 shop=东店 on=2026-03-%02d order_no=%d product=钙片 qty=1 amount=198.00", len(before)+i+1, i+1, 1000+i))
			}
		}
		return lines
	}
	cases := []struct {
		outcome string
		nights  []night
		want    []string // the rows there after the last; nil: as before it
	}{
		{outcome: "a corrected line is an update of the sale",
			nights: []night{first, {key: orderProduct, counts: counts(0, 1, 1, 0, 0),
				file: []entry{append(wang, sold("2026-03-01", "1001", "钙片", "3", "594")), append(wang, sold("2026-03-02", "1002", "鱼油", "1", "99"))}}},
			want: []string{customer, "b1 customer=王秀兰 shop=东店 on=2026-03-01 order_no=1001 product=钙片 qty=3 amount=594.00", order2}},
		{outcome: "without a key it is a second sale",
			nights: []night{first, {counts: counts(1, 0, 0, 0, 0), file: []entry{append(wang, sold("2026-03-01", "1001", "钙片", "3", "594"))}}},
			want:   []string{customer, order1, order2, "b3 customer=王秀兰 shop=东店 on=2026-03-01 order_no=1001 product=钙片 qty=3 amount=594.00"}},
		{outcome: "the corrected sheet again changes nothing, with the key or without",
			nights: []night{first,
				{key: orderProduct, counts: counts(0, 1, 0, 0, 0), file: []entry{append(wang, sold("2026-03-01", "1001", "钙片", "3", "594"))}},
				{key: orderProduct, counts: counts(0, 0, 1, 0, 0), file: []entry{append(wang, sold("2026-03-01", "1001", "钙片", "3", "594"))}},
				{counts: counts(0, 0, 2, 0, 0), file: []entry{append(wang, sold("2026-03-02", "1002", "鱼油", "1", "99")), append(wang, sold("2026-03-01", "1001", "钙片", "3", "594"))}}}},
		{outcome: "the sheet as it was before changes nothing either",
			nights: []night{first,
				{key: orderProduct, counts: counts(0, 1, 0, 0, 0), file: []entry{append(wang, sold("2026-03-01", "1001", "钙片", "3", "594"))}},
				{counts: counts(0, 0, 2, 0, 0), file: first.file, told: []string{"2 differs 数量: kept “3”, the file says “2”", "2 differs 金额: kept “594.00”, the file says “396.00”"}}}},
		{outcome: "with the key it is taken back: the shop's correction was wrong",
			nights: []night{first,
				{key: orderProduct, counts: counts(0, 1, 0, 0, 0), file: []entry{append(wang, sold("2026-03-01", "1001", "钙片", "3", "594"))}},
				{key: orderProduct, counts: counts(0, 1, 1, 0, 0), file: first.file}},
			want: []string{customer, order1, order2}},
		{outcome: "what a person corrected stays and is told, also with the key",
			nights: []night{first, {key: orderProduct, counts: counts(0, 1, 1, 0, 0), told: []string{"2 differs 数量: kept “3”, the file says “2”", "2 differs 金额: kept “594.00”, the file says “396.00”"},
				change: func(t testing.TB, db *DB) { update1(t, db, sheet.Purchases, 1, "qty", "3", "amount", "594") },
				file:   []entry{append(wang, sold("2026-03-01", "1001", "钙片", "2", "396", "remark", "自提")), append(wang, sold("2026-03-02", "1002", "鱼油", "1", "99"))}}},
			want: []string{customer, "b1 customer=王秀兰 shop=东店 on=2026-03-01 order_no=1001 product=钙片 qty=3 amount=594.00 remark=自提", order2}},
		{outcome: "but not where the file is to overwrite",
			nights: []night{first, {on: sheet.Overwrite, counts: counts(0, 1, 1, 0, 0), file: first.file,
				change: func(t testing.TB, db *DB) { update1(t, db, sheet.Purchases, 1, "qty", "3", "amount", "594") }}},
			want: []string{customer, order1, order2}},
		{outcome: "a correction of the day, of the customer and of a remark is taken",
			nights: []night{first, {key: orderProduct, counts: counts(1, 1, 0, 0, 0), file: []entry{
				{name("张强"), phone("13900000009"), sold("2026-03-04", "1001", "钙片", "2", "396", "remark", "代买")},
				append(wang, sold("2026-03-02", "1002", "鱼油", "1", "99", "remark", "自提"))}}},
			want: []string{customer, "#2 name=张强 phone=13900000009",
				"b1 customer=张强 shop=东店 on=2026-03-04 order_no=1001 product=钙片 qty=2 amount=396.00 remark=代买",
				"b2 customer=王秀兰 shop=东店 on=2026-03-02 order_no=1002 product=鱼油 qty=1 amount=99.00 remark=自提"}},
		{outcome: "of two lines with one key the one that is as before stays, the other is corrected",
			nights: []night{
				{counts: counts(2, 0, 0, 0, 0), file: []entry{append(wang, sold("2026-03-01", "1001", "钙片", "2", "396")), append(wang, sold("2026-03-01", "1001", "钙片", "1", "198"))}},
				{key: orderProduct, counts: counts(1, 1, 1, 0, 0), file: []entry{append(wang, sold("2026-03-01", "1001", "钙片", "1", "198")),
					append(wang, sold("2026-03-01", "1001", "钙片", "3", "594")), append(wang, sold("2026-03-01", "1001", "钙片", "4", "792"))}}},
			want: []string{customer, "b1 customer=王秀兰 shop=东店 on=2026-03-01 order_no=1001 product=钙片 qty=3 amount=594.00",
				"b2 customer=王秀兰 shop=东店 on=2026-03-01 order_no=1001 product=钙片 qty=1 amount=198.00",
				"b3 customer=王秀兰 shop=东店 on=2026-03-01 order_no=1001 product=钙片 qty=4 amount=792.00"}},
		{outcome: "a line that was refunded since is taken back, the other of its order stays",
			nights: []night{
				{file: []entry{append(wang, sold("2026-03-01", "1001", "钙片", "2", "396")), append(wang, sold("2026-03-01", "1001", "鱼油", "1", "99"))}, counts: counts(2, 0, 0, 0, 0)},
				{file: []entry{off("order_no", "1001", "product", "钙片"), append(wang, sold("2026-03-01", "1001", "鱼油", "1", "99"))}, counts: counts(0, 0, 1, 0, 1), voided: 1, told: []string{"2 skipped: 退款"}}},
			want: []string{customer, "b2 customer=王秀兰 shop=东店 on=2026-03-01 order_no=1001 product=鱼油 qty=1 amount=99.00"}},
		{outcome: "an order that was closed since is taken back whole, and once",
			nights: []night{first,
				{file: []entry{off("order_no", "1001")}, counts: counts(0, 0, 0, 0, 1), voided: 1, told: []string{"2 skipped: 退款"}},
				{file: []entry{off("order_no", "1001")}, counts: counts(0, 0, 0, 0, 1), told: []string{"2 skipped: 退款"}}}},
		{outcome: "a sale is less what was refunded of it since, and no second one",
			nights: []night{first, {file: []entry{append(wang, back("346", "50"))}, counts: counts(0, 1, 0, 0, 0)}},
			want:   []string{customer, "b1 customer=王秀兰 shop=东店 on=2026-03-01 order_no=1001 product=钙片 qty=2 amount=346.00 paid=346.00 +退款金额=50", order2}},
		{outcome: "a refund told again changes nothing, and one that grew is taken",
			nights: []night{first,
				{file: []entry{append(wang, back("346", "50"))}, counts: counts(0, 1, 0, 0, 0)},
				{file: []entry{append(wang, back("346", "50"))}, counts: counts(0, 0, 1, 0, 0)},
				{file: first.file, counts: counts(0, 0, 2, 0, 0), told: []string{"2 differs 金额: kept “346.00”, the file says “396.00”"}},
				{file: []entry{append(wang, back("316", "80"))}, counts: counts(0, 1, 0, 0, 0)}},
			want: []string{customer, "b1 customer=王秀兰 shop=东店 on=2026-03-01 order_no=1001 product=钙片 qty=2 amount=316.00 paid=316.00 +退款金额=80", order2}},
		{outcome: "a refund withdrawn raises the amount again, with the key or where the file replaces, and told again takes it off again",
			nights: []night{first,
				{file: []entry{append(wang, back("346", "50"))}, counts: counts(0, 1, 0, 0, 0)},
				{file: []entry{append(wang, back("396", "0"))}, key: orderProduct, counts: counts(0, 1, 0, 0, 0)},
				{file: []entry{append(wang, back("346", "50"))}, counts: counts(0, 1, 0, 0, 0)},
				{file: append([]entry{append(wang, back("396", "0"))}, first.file[1]), replace: true, counts: counts(0, 1, 1, 0, 0)}},
			want: []string{customer, "b1 customer=王秀兰 shop=东店 on=2026-03-01 order_no=1001 product=钙片 qty=2 amount=396.00 paid=396.00 +退款金额=0", order2}},
		{outcome: "a sale of which a part was refunded before it came is the sale itself",
			nights: []night{{file: []entry{append(wang, back("346", "50"))}, counts: counts(1, 0, 0, 0, 0)}, {file: first.file, counts: counts(1, 0, 1, 0, 0)}},
			want:   []string{customer, "b1 customer=王秀兰 shop=东店 on=2026-03-01 order_no=1001 product=钙片 qty=2 amount=346.00 paid=346.00 +退款金额=50", order2}},
		{outcome: "what is left of a sale is taken back as well when all of it is refunded",
			nights: []night{first, {file: []entry{append(wang, back("346", "50"))}, counts: counts(0, 1, 0, 0, 0)},
				{file: []entry{off("order_no", "1001", "product", "钙片", "qty", "2")}, counts: counts(0, 0, 0, 0, 1), voided: 1, told: []string{"2 skipped: 退款"}}},
			want: []string{customer, order2}},
		{outcome: "a line that was refunded after all comes back when the shop says so",
			nights: []night{first,
				{file: []entry{off("order_no", "1001", "product", "钙片")}, counts: counts(0, 0, 0, 0, 1), voided: 1, told: []string{"2 skipped: 退款"}},
				{file: first.file, counts: counts(1, 0, 1, 0, 0)}},
			want: []string{customer, order1, order2}},
		{outcome: "what another shop refunds, or what the file brings as well, or what was returned by a row, stays",
			nights: []night{
				{file: append(first.file, append(wang, sold("2026-03-01", "1003", "钙片", "2", "396")), append(wang, sold("2026-03-02", "1003", "钙片", "-2", "-396"))), counts: counts(4, 0, 0, 0, 0)},
				{shop: "西店", file: []entry{off("order_no", "1001", "product", "钙片")}, counts: counts(0, 0, 0, 0, 1), told: []string{"2 skipped: 退款"}},
				{file: []entry{append(wang, sold("2026-03-01", "1001", "钙片", "2", "396")), off("order_no", "1001", "product", "钙片")}, counts: counts(0, 0, 1, 0, 1), told: []string{"3 skipped: 退款"}},
				{file: []entry{off("order_no", "1003", "product", "钙片")}, counts: counts(0, 0, 0, 0, 1), told: []string{"2 skipped: 退款"}}}},
		{outcome: "of two lines alike the one refunded is taken back, by its quantity",
			nights: []night{
				{file: []entry{append(wang, sold("2026-03-01", "1001", "钙片", "2", "396")), append(wang, sold("2026-03-01", "1001", "钙片", "1", "198"))}, counts: counts(2, 0, 0, 0, 0)},
				{file: []entry{off("order_no", "1001", "product", "钙片", "qty", "1")}, counts: counts(0, 0, 0, 0, 1), voided: 1, told: []string{"2 skipped: 退款"}}},
			want: []string{customer, order1}},
		{outcome: "an order of another shop, and a line without an order, are new",
			nights: []night{
				{counts: counts(2, 0, 0, 0, 0), file: []entry{append(wang, sold("2026-03-01", "1001", "钙片", "2", "396", "shop", "西店")), append(wang, bought("2026-03-01", "钙片", "198"))}},
				{key: orderProduct, counts: counts(2, 0, 0, 0, 0), file: []entry{append(wang, sold("2026-03-01", "1001", "钙片", "3", "594")), append(wang, bought("2026-03-01", "钙片", "200"))}}},
			want: []string{customer, "b1 customer=王秀兰 shop=西店 on=2026-03-01 order_no=1001 product=钙片 qty=2 amount=396.00",
				"b2 customer=王秀兰 shop=东店 on=2026-03-01 product=钙片 qty=1 amount=198.00",
				"b3 customer=王秀兰 shop=东店 on=2026-03-01 order_no=1001 product=钙片 qty=3 amount=594.00",
				"b4 customer=王秀兰 shop=东店 on=2026-03-01 product=钙片 qty=1 amount=200.00"}},
		{outcome: "what two shops sold alike are two sales, whoever bought",
			nights: []night{
				{file: []entry{{bought("2026-03-01", "钙片", "198")}, append(wang, bought("2026-03-01", "钙片", "198"))}, counts: counts(2, 0, 0, 0, 0)},
				{file: []entry{{has(sheet.Purchases, "on", "2026-03-01", "product", "钙片", "qty", "1", "amount", "198", "shop", "西店")},
					append(wang, has(sheet.Purchases, "on", "2026-03-01", "product", "钙片", "qty", "1", "amount", "198", "shop", "西店")),
					append(wang, bought("2026-03-01", "钙片", "198")), {bought("2026-03-01", "钙片", "198")}}, counts: counts(2, 0, 2, 0, 0)}},
			want: []string{customer, "b1 shop=东店 on=2026-03-01 product=钙片 qty=1 amount=198.00", "b2 customer=王秀兰 shop=东店 on=2026-03-01 product=钙片 qty=1 amount=198.00",
				"b3 shop=西店 on=2026-03-01 product=钙片 qty=1 amount=198.00", "b4 customer=王秀兰 shop=西店 on=2026-03-01 product=钙片 qty=1 amount=198.00"}},
		{outcome: "a sale that came without its shop is that of the shop",
			nights: []night{
				{shop: "-", file: []entry{append(wang, bought("2026-03-01", "钙片", "198"))}, counts: counts(1, 0, 0, 0, 0)},
				{file: []entry{append(wang, bought("2026-03-01", "钙片", "198"))}, counts: counts(0, 1, 0, 0, 0)},
				{shop: "-", file: []entry{append(wang, bought("2026-03-01", "钙片", "198"))}, counts: counts(0, 0, 1, 0, 0)},
				{shop: "西店", file: []entry{append(wang, bought("2026-03-01", "钙片", "198"))}, counts: counts(1, 0, 0, 0, 0)}},
			want: []string{customer, "b1 customer=王秀兰 shop=东店 on=2026-03-01 product=钙片 qty=1 amount=198.00", "b2 customer=王秀兰 shop=西店 on=2026-03-01 product=钙片 qty=1 amount=198.00"}},
		{outcome: "of rows alike that came with their shop and without, each is known, whatever came first",
			nights: []night{
				{shop: "-", file: []entry{append(wang, bought("2026-03-01", "钙片", "198")), append(wang, inShop("东店")), append(wang, inShop("西店"))}, counts: counts(3, 0, 0, 0, 0)},
				{shop: "-", file: []entry{append(wang, inShop("西店")), append(wang, bought("2026-03-01", "钙片", "198")), append(wang, inShop("东店"))}, counts: counts(0, 0, 3, 0, 0)},
				{file: []entry{append(wang, inShop("东店")), append(wang, bought("2026-03-01", "钙片", "198")), append(wang, inShop("西店"))}, counts: counts(0, 1, 2, 0, 0)},
				{shop: "-", file: []entry{append(wang, inShop("西店")), append(wang, inShop("东店")), append(wang, inShop("东店"))}, counts: counts(0, 0, 3, 0, 0)}},
			want: []string{customer, "b1 customer=王秀兰 shop=东店 on=2026-03-01 product=钙片 qty=1 amount=198.00", "b2 customer=王秀兰 shop=东店 on=2026-03-01 product=钙片 qty=1 amount=198.00",
				"b3 customer=王秀兰 shop=西店 on=2026-03-01 product=钙片 qty=1 amount=198.00"}},
		{outcome: "with skip a correction is told and kept back",
			nights: []night{first, {key: orderProduct, on: sheet.Keep, counts: counts(0, 0, 1, 0, 0), file: []entry{append(wang, sold("2026-03-01", "1001", "钙片", "3", "396"))},
				told: []string{"2 differs 数量: kept “2”, the file says “3”"}}}},
		{outcome: "the other cells of a known line are filled, and what differs is told",
			nights: []night{
				{counts: counts(1, 0, 0, 0, 0), file: []entry{append(wang, sold("2026-03-01", "1001", "钙片", "2", "396", "channel", "门店"))}},
				{counts: counts(0, 1, 0, 0, 0), file: []entry{append(wang, sold("2026-03-01", "1001", "钙片", "2", "396", "remark", "自提", "channel", "微信", "staff", "小李", "+批号", "A7"))},
					told: []string{"2 differs 渠道: kept “门店”, the file says “微信”"}}},
			want: []string{customer, order1 + " channel=门店 staff=小李 remark=自提 +批号=A7"}},
		{outcome: "or overwritten",
			nights: []night{
				{counts: counts(1, 0, 0, 0, 0), file: []entry{append(wang, sold("2026-03-01", "1001", "钙片", "2", "396", "channel", "门店", "paid", "396", "+批号", "A7"))}},
				{on: sheet.Overwrite, counts: counts(0, 1, 0, 0, 0), file: []entry{append(wang, sold("2026-03-01", "1001", "钙片", "2", "396", "channel", "微信", "paid", "300", "+批号", "A8"))}}},
			want: []string{customer, order1 + " paid=300.00 channel=微信 +批号=A8"}},
		{outcome: "a blank cell, and what is the same, change nothing",
			nights: []night{
				{counts: counts(1, 0, 0, 0, 0), file: []entry{append(wang, sold("2026-03-01", "1001", "钙片", "2", "396", "channel", "门店", "remark", "自提", "+批号", "A7"))}},
				{on: sheet.Overwrite, counts: counts(0, 0, 1, 0, 0), file: []entry{append(wang, sold("2026-03-01", "1001", "钙片", "2", "396", "remark", "自提"))}}}},
		{outcome: "who came to a meeting, what came of a plan: the day's sheet filled in",
			nights: []night{
				{counts: counts(1, 0, 0, 0, 0), file: []entry{append(wang, has(sheet.Attendances, "meeting", "春茶会", "reply", "确认"), has(sheet.Plans, "due", "2026-03-04", "content", "送货"))}},
				{counts: counts(0, 1, 0, 0, 0), file: []entry{append(wang, has(sheet.Attendances, "meeting", "春茶会", "attended", "是"), has(sheet.Plans, "due", "2026-03-04", "content", "送货", "result", "送到了", "done_on", "2026-03-04"))}}},
			want: []string{customer, "m1 name=春茶会", "p1 customer=王秀兰 due=2026-03-04 content=送货 done_on=2026-03-04 result=送到了", "a1 customer=王秀兰 meeting=春茶会 reply=确认 attended=是"}},
		{outcome: "a meeting that a line names now is made, and not where it is kept back",
			nights: []night{first,
				{counts: counts(0, 0, 1, 0, 0), on: sheet.Keep, file: []entry{append(wang, sold("2026-03-01", "1001", "钙片", "2", "396", "meeting", "春茶会"))}},
				{counts: counts(0, 1, 0, 0, 0), file: []entry{append(wang, sold("2026-03-01", "1001", "钙片", "2", "396", "meeting", "春茶会"))}}},
			want: []string{customer, "m1 name=春茶会", order1 + " meeting=春茶会", order2}},
		{outcome: "a sale that the user corrected is known as the sheet corrects it, too",
			nights: []night{first, {counts: counts(1, 0, 2, 0, 0),
				change: func(t testing.TB, db *DB) { update1(t, db, sheet.Purchases, 1, "qty", "3", "amount", "594") },
				file: []entry{append(wang, sold("2026-03-02", "1002", "鱼油", "1", "99")), append(wang, sold("2026-03-01", "1001", "钙片", "3", "594")),
					append(wang, sold("2026-03-01", "1001", "钙片", "3", "594"))}}},
			want: []string{customer, "b1 customer=王秀兰 shop=东店 on=2026-03-01 order_no=1001 product=钙片 qty=3 amount=594.00", order2,
				"b3 customer=王秀兰 shop=东店 on=2026-03-01 order_no=1001 product=钙片 qty=3 amount=594.00"}},
		{outcome: "what the file lacks within its days goes, and comes back with a later file",
			nights: []night{
				{file: many(20), counts: counts(20, 0, 0, 0, 0)},
				{file: many(20, 7), replace: true, counts: counts(0, 0, 19, 0, 0), removed: 1},
				{file: many(20), replace: true, counts: counts(1, 0, 19, 0, 0)}},
			want: lines(20, -1)},
		{outcome: "what lies outside the file's days, or is another shop's, stays",
			nights: []night{
				{file: []entry{append(wang, sold("2026-03-05", "1", "鱼油", "1", "9", "shop", "西店"))}, counts: counts(1, 0, 0, 0, 0)},
				{file: many(20), counts: counts(20, 0, 0, 0, 0)},
				{file: many(20)[5:12], replace: true, counts: counts(0, 0, 7, 0, 0)},
				{file: append(many(20, 7), append(wang, sold("2026-04-05", "2", "鱼油", "1", "9", "shop", "西店"))), replace: true, counts: counts(1, 0, 19, 0, 0), removed: 1}},
			want: append(lines(20, 7, "b1 customer=王秀兰 shop=西店 on=2026-03-05 order_no=1 product=鱼油 qty=1 amount=9.00"),
				"b22 customer=王秀兰 shop=西店 on=2026-04-05 order_no=2 product=鱼油 qty=1 amount=9.00")},
		{outcome: "above 5 % it is a truncated file: refused, nothing written",
			nights: []night{
				{file: many(19), counts: counts(19, 0, 0, 0, 0)},
				{file: many(20, 7), replace: true, refused: "of 19 Purchases of 东店 in these days the file lacks 1, as a truncated one would; nothing was written. If they are to go use --replace=all"},
				{file: many(19, 7), replace: true, whole: true, counts: counts(0, 0, 18, 0, 0), removed: 1}},
			want: lines(19, 7)},
		{outcome: "where a row is rejected nothing goes: it may be that one",
			nights: []night{
				{file: many(20), counts: counts(20, 0, 0, 0, 0)},
				{file: append(many(20, 7), entry{bad("日期", true)}), replace: true, counts: counts(0, 0, 19, 1, 0), missing: 1, told: []string{"21 rejected 日期: unreadable"}}}},
		{outcome: "a corrected line is no missing one",
			nights: []night{first, {key: orderProduct, replace: true, counts: counts(0, 2, 0, 0, 0),
				file: []entry{append(wang, sold("2026-03-01", "1001", "钙片", "3", "594")), append(wang, sold("2026-03-02", "1002", "鱼油", "2", "198"))}}},
			want: []string{customer, "b1 customer=王秀兰 shop=东店 on=2026-03-01 order_no=1001 product=钙片 qty=3 amount=594.00",
				"b2 customer=王秀兰 shop=东店 on=2026-03-02 order_no=1002 product=鱼油 qty=2 amount=198.00"}},
		{outcome: "what a user removed stays removed",
			nights: []night{first, {replace: true, counts: counts(0, 0, 2, 0, 0), told: []string{"2 skipped: this Purchases was removed"}, file: first.file,
				change: func(t testing.TB, db *DB) {
					write(t, db, func(tx *Tx) error { return tx.RemoveRows(sheet.Purchases, []sheet.ID{1}) })
				}}}},
	}
	for _, c := range cases {
		for _, chunk := range []int{0, 1} {
			t.Run(fmt.Sprint(c.outcome, ", chunk ", chunk), func(t *testing.T) {
				db := openTest(t)
				var before []string
				var last Summary
				for i, n := range c.nights {
					if n.change != nil {
						n.change(t, db)
					}
					before = dump(t, db)
					last = testNight(t, db, fmt.Sprint("night ", i+1, ": "), n, chunk)
				}
				want := c.want
				if want == nil {
					want = before
				}
				compare(t, "rows", want, dump(t, db))
				mustHold(t, db)
				if last.Batch.ID != 0 {
					compare(t, "kept by the undo", []string(nil), kept(undo1(t, db, last.Batch.ID)))
					compare(t, "rows after the undo", before, dump(t, db))
					mustHold(t, db)
				}
			})
		}
	}
}

// TestLikesMeetFirst brings rows alike but for a remark in another order: those that are
// the same meet, and only then the rest in theirs.
func TestLikesMeetFirst(t *testing.T) {
	of := func(remarks ...string) (file []entry) {
		for _, remark := range remarks {
			file = append(file, append(wang, has(sheet.Purchases, "on", "2026-03-01", "product", "钙片", "qty", "1", "amount", "198", "remark", remark)))
		}
		return file
	}
	db := openTest(t)
	testNight(t, db, "first: ", night{file: of("自提", "送货", ""), counts: counts(3, 0, 0, 0, 0)}, 0)
	testNight(t, db, "another order, one of them filled: ", night{file: of("代买", "送货", "自提"), counts: counts(0, 1, 2, 0, 0)}, 0)
	testNight(t, db, "one of them other: ", night{on: sheet.Overwrite, file: of("送货", "代买", "来取"), counts: counts(0, 1, 2, 0, 0)}, 0)
	row := func(no int, remark string) string {
		return fmt.Sprintf("b%d customer=王秀兰 shop=东店 on=2026-03-01 product=钙片 qty=1 amount=198.00 remark=%s", no, remark)
	}
	compare(t, "rows", []string{"#1 name=王秀兰 phone=13812345678 village=后屯", row(1, "来取"), row(2, "送货"), row(3, "代买")}, dump(t, db))
	mustHold(t, db)
}

// TestEveryRowIsOfTheShop reads records as package intake does, whose rows are used
// again for the next.
func TestEveryRowIsOfTheShop(t *testing.T) {
	for _, chunk := range []int{0, 1} {
		db := openTest(t)
		importAll(t, db, ledger(3, 2), Import{Shop: "东店", chunk: chunk})
		compare(t, "rows of the shop", 3, strings.Count(strings.Join(dump(t, db), "\n"), " shop=东店 "))
		mustHold(t, db)
	}
}

// testNight imports one night's file, after a rehearsal that must tell the same.
func testNight(t *testing.T, db *DB, which string, n night, chunk int) Summary {
	t.Helper()
	before := dump(t, db)
	o := n.options(chunk)
	o.DryRun = true
	would, err := db.Import(context.Background(), file(n.file...), o)
	compare(t, which+"rows after a rehearsal", before, dump(t, db))
	o.DryRun = false
	s, err2 := db.Import(context.Background(), file(n.file...), o)
	compare(t, which+"error of a rehearsal", fmt.Sprint(err2), fmt.Sprint(err))
	if n.refused != "" {
		compare(t, which+"error", n.refused, fmt.Sprint(err2))
		compare(t, which+"rows", before, dump(t, db))
		return s
	}
	if err2 != nil {
		t.Fatal(err2)
	}
	compare(t, which+"rehearsed", []any{s.Counts, s.Voided, s.Removed, s.Missing, s.Amount, s.Added}, []any{would.Counts, would.Voided, would.Removed, would.Missing, would.Amount, would.Added})
	compare(t, which+"counts", n.counts, s.Counts)
	compare(t, which+"removed, missing and voided", []int{n.removed, n.missing, n.voided}, []int{s.Removed, s.Missing, s.Voided})
	compare(t, which+"told", n.told, told(s))
	return s
}
