package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

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

// MayBeOne forgets that a and b are not the same person, and reports whether that had
// been said. The errors are those of Remember.
func (db *DB) MayBeOne(ctx context.Context, a, b sheet.ID) (said bool, err error) {
	var keys []string
	err = db.View(ctx, func(v *View) error {
		return v.eachDenied(func(key string, p pair) {
			if p == pairOf(a, b) {
				keys = append(keys, different+key)
			}
		})
	})
	for _, key := range keys {
		if err == nil {
			err = db.Remember(ctx, key, "")
		}
	}
	return len(keys) > 0, err
}

// denied are the pairs that were said not to be the same person. What was said of
// somebody who has been merged since holds of the keeper.
func (v *View) denied() (map[pair]bool, error) {
	denied := map[pair]bool{}
	return denied, v.eachDenied(func(_ string, p pair) { denied[p] = true })
}

// eachDenied calls each with those pairs and the ends of the keys that say so.
func (v *View) eachDenied(each func(key string, p pair)) error {
	said, err := v.Settings(different)
	if err != nil {
		return err
	}
	for key := range said {
		var a, b sheet.ID
		if _, err := fmt.Sscanf(key, "%d/%d", &a, &b); err != nil {
			return fmt.Errorf("setting %s%s: %w", different, key, err)
		}
		if a, err = v.Now(a); err != nil {
			return err
		}
		if b, err = v.Now(b); err != nil {
			return err
		}
		each(key, pairOf(a, b))
	}
	return nil
}

// Duplicates returns the pairs of customers who may be one person, the likeliest
// first: those with something in common that customers are known by. Crowds is how
// many such things so many customers have in common that it means nothing.
func (v *View) Duplicates() (pairs []sheet.Pair, crowds int, err error) {
	people, err := v.profiles()
	if err != nil {
		return nil, 0, err
	}
	denied, err := v.denied()
	if err != nil {
		return nil, 0, err
	}
	found := map[pair]bool{}
	crowds = eachBlock(people, func(a, b *profile) {
		if p := (pair{a.id, b.id}); !found[p] {
			if one := a.compare(b); one.Score > 0 {
				found[p], one.Denied = true, denied[p]
				pairs = append(pairs, one)
			}
		}
	})
	slices.SortFunc(pairs, func(a, b sheet.Pair) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.A.ID, b.A.ID), cmp.Compare(a.B.ID, b.B.ID))
	})
	return pairs, crowds, nil
}

// profile is a customer as the search for duplicates sees it.
type profile struct {
	id                     sheet.ID
	name, pinyin           string
	sound                  string // the pinyin as many ears hear it
	phone, phone2, wechat  string
	village, group, gender string
	household              string
	birthYear              int64
	common                 bool // several in the village bear the name
}

// bare reports whether nothing but the name is known that tells people apart.
func (p *profile) bare() bool {
	return p.phone == "" && p.phone2 == "" && p.wechat == "" && p.village == ""
}

// profiles reads all customers, by number. The sound of a name is its pinyin without
// what many ears don't tell apart: jianxing is jianxin, zhang is zan.
func (v *View) profiles() ([]profile, error) {
	rows, err := v.tx.QueryContext(v.ctx, `SELECT id, name, pinyin, phone, phone2, wechat, village, "group", household, gender, coalesce(birth_year,0)
		FROM customers WHERE gone IS NULL ORDER BY id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var people []profile
	ear := strings.NewReplacer("zh", "z", "ch", "c", "sh", "s", "ng", "n")
	for rows.Next() {
		var p profile
		if err := rows.Scan(&p.id, nullable{&p.name}, nullable{&p.pinyin}, nullable{&p.phone}, nullable{&p.phone2}, nullable{&p.wechat},
			nullable{&p.village}, nullable{&p.group}, nullable{&p.household}, nullable{&p.gender}, &p.birthYear); err != nil {
			return nil, err
		}
		p.sound, p.wechat = ear.Replace(p.pinyin), strings.ToLower(p.wechat)
		people = append(people, p)
	}
	markCommon(people)
	return people, rows.Err()
}

// namesakes is how many in a village may bear a name before it tells nobody apart.
const namesakes = 3

// markCommon marks those whose name several in their village bear.
func markCommon(people []profile) {
	type place struct{ village, name string }
	bearers := make(map[place]int32, len(people))
	for i := range people {
		bearers[place{people[i].village, people[i].name}]++
	}
	for i := range people {
		people[i].common = bearers[place{people[i].village, people[i].name}] > namesakes
	}
}

// trait is something that customers may have in common, and one who has it.
type trait struct {
	key  hash64
	who  int32
	bare bool // it is only the name: one of the two must be known by no more
}

// crowd is how many customers have something in common that means nothing: the
// phone of a shop, 无. To compare each with each would take for ever.
const crowd = 60

// eachBlock calls visit for each two customers who have a trait in common, more than
// once for those with several, and returns how many traits a crowd has in common.
func eachBlock(people []profile, visit func(a, b *profile)) (crowds int) {
	traits := make([]trait, 0, 12*len(people))
	for i := range people {
		traits = people[i].traits(traits, int32(i))
	}
	slices.SortFunc(traits, func(a, b trait) int { return cmp.Compare(a.key, b.key) })
	for from, to := 0, 0; from < len(traits); from = to {
		for to = from + 1; to < len(traits) && traits[to].key == traits[from].key; to++ {
		}
		if to-from > crowd {
			crowds++
			continue
		}
		for i := from; i < to; i++ {
			for j := i + 1; j < to; j++ {
				one, other := traits[i].who, traits[j].who
				a, b := &people[min(one, other)], &people[max(one, other)]
				if one != other && (!traits[i].bare || a.bare() || b.bare()) {
					visit(a, b)
				}
			}
		}
	}
	return crowds
}

// traits appends what customer number who is known by: each phone and WeChat; the
// name, its sound and what is left of it without a character, together with the
// village or the end of a phone; the name with the beginning of the phone; the name.
func (p *profile) traits(to []trait, who int32) []trait {
	add := func(texts ...string) {
		h := hash64(fnvOffset)
		for _, text := range texts {
			h = h.text(text)
		}
		to = append(to, trait{key: h, who: who})
	}
	for _, contact := range []string{p.phone, p.phone2, p.wechat} {
		if len(contact) >= 4 { // not 是 or 无
			add("contact", contact)
		}
	}
	if p.name == "" {
		return to
	}
	for _, name := range p.spellings() {
		if p.village != "" {
			add("village", p.village, name)
		}
		for _, phone := range []string{p.phone, p.phone2} {
			if len(phone) >= 7 {
				add("tail", tail(phone), name)
			}
		}
	}
	if len(p.phone) == 11 {
		add("head", p.phone[:7], p.name)
	}
	add("name", p.name)
	to[len(to)-1].bare = true
	return to
}

func tail(phone string) string { return phone[len(phone)-4:] }

// spellings are the name, its sound, and the name without each of its characters but
// the surname: those of two names that differ in one character have one in common.
func (p *profile) spellings() []string {
	all := []string{p.name, p.sound}
	if utf8.RuneCountInString(p.name) < 3 {
		return all
	}
	for i, r := range p.name {
		if i > 0 {
			all = append(all, p.name[:i]+p.name[i+utf8.RuneLen(r):])
		}
	}
	return all
}
