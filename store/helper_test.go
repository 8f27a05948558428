package store

import (
	"context"
	"testing"

	"kehu/store/sheet"
)

// mustHold fails unless check finds nothing wrong.
func mustHold(t testing.TB, db *DB) {
	t.Helper()
	wrong, err := db.Check(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range wrong {
		t.Errorf("check: %s", w.In(sheet.EN))
	}
}
