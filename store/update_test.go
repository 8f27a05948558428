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

// TestUpdateAllOfOwnedRows has the figures follow rows that change hands.
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

// TestUpdateAllTwiceInABatch takes back both of two values that one batch wrote.
func TestUpdateAllTwiceInABatch(t *testing.T) {
	db := openTest(t)
	importAll(t, db, file(entry{name("王秀兰"), village("前屯")}, entry{name("张强")}), Import{})
	before := dump(t, db)
	b := write(t, db, func(tx *Tx) error {
		for _, now := range []string{"后屯", "柳条沟"} {
			if _, err := tx.UpdateAll([]sheet.ID{1, 2}, patch(sheet.Customers, "village", now)); err != nil {
				return err
			}
		}
		return nil
	})
	compare(t, "fields set back", undo1(t, db, b.ID).Fields, 2)
	compare(t, "rows after the undo", dump(t, db), before)
	mustHold(t, db)
}

// TestWordsFollowTheirRow finds a customer by a contact that was another's.
func TestWordsFollowTheirRow(t *testing.T) {
	db := openTest(t)
	importAll(t, db, file(append(wang, has(sheet.Interactions, "at", "2026-03-01", "content", "爱听二人转"))), Import{})
	to := addCustomer(t, db, "张强", "13900000001")
	write(t, db, func(tx *Tx) error {
		p := sheet.NewPatch(sheet.Interactions)
		p.Row.(*sheet.Interaction).Customer.ID = to
		p.Take("customer")
		_, err := tx.UpdateAll([]sheet.ID{1}, p)
		return err
	})
	found, _ := search(t, db, 5, "二人转")
	compare(t, "found", found, []string{"张强"})
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

// TestRemovingARun takes out neighbours and what hangs on them, and brings back all.
func TestRemovingARun(t *testing.T) {
	db := openTest(t)
	importAll(t, db, file(entry{name("王秀兰"), bought("2026-03-01", "钙片", "1")}, entry{name("张强"), bought("2026-03-02", "钙片", "2")},
		entry{name("李梅"), bought("2026-03-03", "钙片", "3")}, entry{name("赵刚"), bought("2026-03-04", "钙片", "4")}), Import{})
	before := dump(t, db)
	b := remove(t, db, 3, 1, 2)
	compare(t, "rows of the batch", b.Removed, 6)
	compare(t, "rows", dump(t, db), []string{"#4 name=赵刚", "b4 customer=赵刚 on=2026-03-04 product=钙片 qty=1 amount=4.00"})
	mustHold(t, db)
	undo1(t, db, b.ID)
	compare(t, "rows after the undo", dump(t, db), before)
	mustHold(t, db)
}
