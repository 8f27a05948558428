package store

import (
	"context"
	"testing"

	"kehu/store/sheet"
)

func addCustomer(t testing.TB, db *DB, name, phone string) sheet.ID {
	t.Helper()
	var id sheet.ID
	_, err := db.Write(context.Background(), "add", "kehu add "+name, func(tx *Tx) (err error) {
		p := sheet.NewPatch(sheet.Customers)
		c := p.Row.(*sheet.Customer)
		c.Name, c.Phone = sheet.MakeText(name), sheet.MakePhone(phone)
		p.Take("name", "phone")
		id, err = tx.Insert(p)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestInsertUpdateUndo(t *testing.T) {
	db := openTest(t)
	id := addCustomer(t, db, "王秀兰", "13812345678")
	ctx := context.Background()
	b, err := db.Write(ctx, "set", "kehu set", func(tx *Tx) error {
		p := sheet.NewPatch(sheet.Customers)
		p.Row.(*sheet.Customer).Village = sheet.MakeText("后屯")
		p.Row.Base().Extra = map[string]string{"几亩地": "12"}
		p.Take("village")
		_, err := tx.Update(id, p)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	u, err := db.Undo(ctx, b.ID, "kehu undo", false)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v", u)
	err = db.View(ctx, func(v *View) error {
		p, err := v.Who("wxl", false)
		t.Log(p, err)
		for row, err := range v.Rows(sheet.Query{Sheet: sheet.Customers}) {
			t.Logf("%+v %v", row, err)
		}
		h, err := v.History(id)
		t.Logf("%+v", h)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	wrong, err := db.Check(ctx)
	if err != nil || len(wrong) > 0 {
		t.Fatal(wrong, err)
	}
}
