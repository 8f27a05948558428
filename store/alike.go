package store

import (
	"unicode/utf8"

	"github.com/agnivade/levenshtein"

	"kehu/store/sheet"
)

// compare weighs what speaks for and against p and q being one person.
func (p *profile) compare(q *profile) sheet.Pair {
	name := p.nameBeside(q)
	contact, shared := p.contactBeside(q)
	e := name | contact | p.otherwise(q, name, contact)
	return sheet.Pair{A: p.suspect(), B: q.suspect(), Evidence: e, Score: e.Score(), Shared: shared}
}

func (p *profile) suspect() sheet.Suspect {
	return sheet.Suspect{ID: p.id, Name: p.name, Phone: p.phone, Village: p.village}
}

// nameBeside compares the names.
func (p *profile) nameBeside(q *profile) sheet.Evidence {
	switch {
	case p.name == "" || q.name == "":
		return sheet.NoName
	case p.name == q.name:
		return sheet.SameName
	case p.pinyin == q.pinyin:
		return sheet.SameSound
	case p.sound == q.sound:
		return sheet.LikeSound
	case oneCharacterOff(p.name, q.name):
		return sheet.NearName
	}
	return sheet.OtherName
}

// oneCharacterOff reports whether one of the names is the other with a character
// changed, left out or put in. Of two characters the one is too much to differ, and
// so is a surname.
func oneCharacterOff(a, b string) bool {
	first, _ := utf8.DecodeRuneInString(a)
	other, _ := utf8.DecodeRuneInString(b)
	return first == other && max(utf8.RuneCountInString(a), utf8.RuneCountInString(b)) >= 3 && levenshtein.ComputeDistance(a, b) == 1
}

// contactBeside compares phones and WeChats; shared is what both have. Who shares a
// phone mostly shares a WeChat as well: that is no second reason.
func (p *profile) contactBeside(q *profile) (e sheet.Evidence, shared string) {
	for _, phone := range []string{p.phone, p.phone2} {
		if phone != "" && (phone == q.phone || phone == q.phone2 || phone == q.wechat) {
			return sheet.SamePhone, phone
		}
	}
	if wechat := p.wechat; wechat != "" && (wechat == q.phone || wechat == q.phone2) {
		return sheet.SamePhone, wechat
	}
	switch {
	case p.wechat != "" && p.wechat == q.wechat:
		return sheet.SameWechat, p.wechat
	case p.phone == "" || q.phone == "":
		return 0, ""
	case oneDigitOff(p.phone, q.phone):
		return sheet.NearPhone, ""
	case len(p.phone) >= 7 && len(q.phone) >= 7 && tail(p.phone) == tail(q.phone):
		return sheet.SameTail, ""
	}
	return sheet.OtherPhone, ""
}

// oneDigitOff reports whether two phones differ in one digit, or in two neighbours
// that changed places.
func oneDigitOff(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	var off []int
	for i := range len(a) {
		if a[i] != b[i] {
			off = append(off, i)
		}
	}
	switch len(off) {
	case 1:
		return true
	case 2:
		i, j := off[0], off[1]
		return j == i+1 && a[i] == b[j] && a[j] == b[i]
	}
	return false
}

// otherwise compares the rest. That people of different names live together, or are of
// one age, says nothing; nor that two do who share a phone, named as brothers are.
func (p *profile) otherwise(q *profile, name, contact sheet.Evidence) (e sheet.Evidence) {
	if p.gender != "" && q.gender != "" && p.gender != q.gender {
		e |= sheet.OtherGender
	}
	if name == sheet.OtherName {
		if p.household != "" && (p.household == q.household || p.household == q.name) || q.household != "" && q.household == p.name {
			e |= sheet.OneHousehold
		}
		return e
	}
	kin := name == sheet.NearName && contact == sheet.SamePhone
	if p.village != "" && q.village != "" && !(kin && p.village == q.village) {
		e |= either(p.village == q.village, sheet.SameVillage, sheet.OtherVillage)
	}
	if e&sheet.SameVillage != 0 && p.group != "" && q.group != "" {
		e |= either(p.group == q.group, sheet.SameGroup, sheet.OtherGroup)
	}
	if e&sheet.SameVillage != 0 && name == sheet.SameName && p.common {
		e |= sheet.CommonName
	}
	if p.birthYear != 0 && q.birthYear != 0 {
		off := p.birthYear - q.birthYear
		e |= either(-1 <= off && off <= 1, sheet.SameBirth, sheet.OtherBirth) // ages are told a year off
	}
	return e
}

func either(is bool, yes, no sheet.Evidence) sheet.Evidence {
	if is {
		return yes
	}
	return no
}
