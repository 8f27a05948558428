package store

import (
	"context"
	"testing"
)

func TestSettings(t *testing.T) {
	db := openTest(t)
	for _, s := range [][2]string{{"rule/沉默", "30"}, {"rule/生日", "7"}, {"rule/生日", "3"}, {"rules", "else"}, {"rule/沉默", ""}} {
		if err := db.Remember(context.Background(), s[0], s[1]); err != nil {
			t.Fatal(err)
		}
	}
	err := db.View(context.Background(), func(v *View) error {
		rules, err := v.Settings("rule/")
		if err != nil {
			return err
		}
		compare(t, "rules", map[string]string{"生日": "3"}, rules)
		birthday, err := v.Setting("rule/生日")
		compare(t, "a setting", "3", birthday)
		if err != nil {
			return err
		}
		forgotten, err := v.Setting("rule/沉默")
		compare(t, "a forgotten setting", "", forgotten)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	mustHold(t, db)
}
