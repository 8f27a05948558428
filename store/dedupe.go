package store

import (
	"context"
	"fmt"

	"kehu/store/sheet"
)

// pair is two customers, the one of the smaller number first.
type pair struct{ a, b sheet.ID }

func pairOf(a, b sheet.ID) pair { return pair{min(a, b), max(a, b)} }

// different is what keys of settings begin with that say who isn't whom.
const different = "different/"

// Differ remembers that a and b are not the same person. The errors are those of
// Remember.
func (db *DB) Differ(ctx context.Context, a, b sheet.ID) error {
	p := pairOf(a, b)
	return db.Remember(ctx, fmt.Sprintf("%s%d/%d", different, p.a, p.b), "1")
}

// denied are the pairs that were said not to be the same person. What was said of
// somebody who has been merged since holds of the keeper.
func (v *View) denied() (map[pair]bool, error) {
	said, err := v.Settings(different)
	if err != nil {
		return nil, err
	}
	denied := map[pair]bool{}
	for key := range said {
		var a, b sheet.ID
		if _, err := fmt.Sscanf(key, "%d/%d", &a, &b); err != nil {
			return nil, fmt.Errorf("setting %s%s: %w", different, key, err)
		}
		if a, err = v.Now(a); err != nil {
			return nil, err
		}
		if b, err = v.Now(b); err != nil {
			return nil, err
		}
		denied[pairOf(a, b)] = true
	}
	return denied, nil
}
