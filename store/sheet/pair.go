package sheet

import "iter"

// Pair is two customers who may be one person, and what speaks for and against it.
type Pair struct {
	A, B     Suspect // A has the smaller number
	Evidence Evidence
	Score    int    // that of the evidence, 0–100
	Shared   string // the phone or WeChat that both have, "" if none
	Denied   bool   // somebody said that they are two
}

// Suspect is a customer as a Pair shows it.
type Suspect struct {
	ID                   ID
	Name, Phone, Village string
}

// Evidence is a set of what speaks for or against two customers being one.
type Evidence uint32

// What speaks for or against it. Of names and of phones there is one at most.
const (
	SameName Evidence = 1 << iota
	SameSound
	LikeSound
	NearName
	NoName
	OtherName
	SamePhone
	NearPhone
	SameTail
	OtherPhone
	SameWechat
	SameVillage
	OtherVillage
	SameGroup
	OtherGroup
	SameBirth
	OtherBirth
	OtherGender
	CommonName
	OneHousehold
)

// Clue is what a single piece of evidence is worth, of the 100 of a score and below 0
// where it speaks against, and what it is called. The points say what to look at
// first and are no probabilities: a household shares a phone, a village has namesakes.
func (e Evidence) Clue() (points int, words Words) {
	switch e {
	case SameName:
		return 40, W("姓名相同", "same name")
	case SameSound:
		return 30, W("姓名同音", "names sound the same")
	case LikeSound:
		return 20, W("姓名音近", "names sound alike")
	case NearName:
		return 10, W("姓名差一个字", "names differ in one character")
	case NoName:
		return 15, W("一位没有姓名", "one has no name")
	case OtherName:
		return -10, W("姓名不同，可能是一家人", "different names, maybe one household")
	case SamePhone:
		return 45, W("电话相同", "same phone")
	case NearPhone:
		return 30, W("手机只差一位", "phones one digit off")
	case SameTail:
		return 20, W("手机后四位相同", "same last four digits")
	case OtherPhone:
		return -25, W("手机不同", "different phones")
	case SameWechat:
		return 40, W("微信相同", "same WeChat")
	case SameVillage:
		return 30, W("同村", "same village")
	case OtherVillage:
		return -15, W("不同村", "different villages")
	case SameGroup:
		return 5, W("同组", "same group")
	case OtherGroup:
		return -15, W("不同组", "different groups")
	case SameBirth:
		return 10, W("年龄相符", "same age")
	case OtherBirth:
		return -25, W("年龄不符", "different ages")
	case OtherGender:
		return -20, W("性别不同", "different gender")
	case CommonName:
		return -20, W("村里好几位叫这个名字", "several in the village bear the name")
	}
	return -15, W("同一户", "one household")
}

// All yields the single pieces of e.
func (e Evidence) All() iter.Seq[Evidence] {
	return func(yield func(Evidence) bool) {
		for ; e != 0; e &= e - 1 {
			if !yield(e & -e) {
				return
			}
		}
	}
}

// Score is the sum of the evidence's points, from 0 to 100.
func (e Evidence) Score() int {
	sum := 0
	for one := range e.All() {
		points, _ := one.Clue()
		sum += points
	}
	return min(max(sum, 0), 100)
}
