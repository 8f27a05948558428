package store

import (
	"context"
	"testing"

	"kehu/store/sheet"
)

// TestUpdateAll writes the same into several rows: who holds it already is left alone,
// and an undo gives back what each had.
func TestUpdateAll(t *testing.T) {
	db := openTest(t)
	importAll(t, db, file(entry{name("王秀兰"), village("前屯")}, entry{name("张强"), village("后屯")}, entry{name("李梅"), own("几亩地", "12")}), Import{})
	before := dump(t, db)
	b := write(t, db, func(tx *Tx) error {
		p := patch(sheet.Customers, "village", "后屯", "open_debt", "50")
		addExtra(p.Row, "几亩地", "12")
		n, err := tx.UpdateAll([]sheet.ID{3, 1, 2, 1}, p)
		compare(t, "fields changed", n, 7)
		return err
	})
	compare(t, "fields of the batch", b.Changed, 7)
	compare(t, "rows", dump(t, db), []string{
		"#1 name=王秀兰 village=后屯 open_debt=50.00 +几亩地=12", "#2 name=张强 village=后屯 open_debt=50.00 +几亩地=12", "#3 name=李梅 village=后屯 open_debt=50.00 +几亩地=12"})
	mustHold(t, db)
	again := write(t, db, func(tx *Tx) error {
		_, err := tx.UpdateAll([]sheet.ID{1, 2, 3}, patch(sheet.Customers, "village", "后屯"))
		return err
	})
	compare(t, "batch of nothing", again, Batch{})
	compare(t, "fields set back", undo1(t, db, b.ID).Fields, 7)
	compare(t, "rows after the undo", dump(t, db), before)
	mustHold(t, db)
}

// TestUpdateAllOfOwnedRows has the words and the figures follow a row that changes hands.
func TestUpdateAllOfOwnedRows(t *testing.T) {
	db := openTest(t)
	importAll(t, db, file(append(wang, bought("2026-03-01", "钙片", "1"), bought("2026-03-02", "钙片", "2"))), Import{})
	to := addCustomer(t, db, "张强", "13900000001")
	write(t, db, func(tx *Tx) error {
		p := patch(sheet.Purchases, "staff", "老李")
		p.Row.(*sheet.Purchase).Customer.ID = to
		p.Take("customer")
		n, err := tx.UpdateAll([]sheet.ID{1, 2}, p)
		compare(t, "fields changed", n, 4)
		return err
	})
	compare(t, "rows", dump(t, db), []string{"#1 name=王秀兰 phone=13812345678 village=后屯", "#2 name=张强 phone=13900000001",
		"b1 customer=张强 on=2026-03-01 product=钙片 qty=1 amount=1.00 staff=老李", "b2 customer=张强 on=2026-03-02 product=钙片 qty=1 amount=2.00 staff=老李"})
	mustHold(t, db)
}

func TestUpdateAllRefusesARowThatIsGone(t *testing.T) {
	db := openTest(t)
	importAll(t, db, file(entry{name("王秀兰")}, entry{name("张强")}, entry{name("李梅")}), Import{})
	remove(t, db, 2)
	before := dump(t, db)
	_, err := db.Write(context.Background(), "set", "kehu set", func(tx *Tx) error {
		_, err := tx.UpdateAll([]sheet.ID{1, 2, 3}, patch(sheet.Customers, "village", "后屯"))
		return err
	})
	compare(t, "error", err.Error(), gone(sheet.Customers, 2).Error())
	compare(t, "rows", dump(t, db), before)
}
