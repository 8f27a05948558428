package demo

import "strconv"

// home is a household of the ledger: one to three customers in a row who share a telephone.
type home struct {
	d     dice
	first int // its first customer
	role  int // which member the asked customer is: head, wife or elder
	size  int
}

// The members of a household in the order of the ledger.
const (
	head = iota
	wife
	elder // the head's grown-up son, or the mother if the head is young
)

// homes are the ways four customers in a row fall into households, by size.
var homes = [8][]int{{1, 1, 1, 1}, {2, 1, 1}, {1, 2, 1}, {1, 1, 2}, {1, 1, 1, 1}, {1, 3}, {1, 1, 1, 1}, {2, 1, 1}}

func (w *world) home(i int) home {
	four := i / 4
	first := four * 4
	d := w.root.about(topicHome).about(topic(four))
	for _, size := range homes[d.n(len(homes))] {
		if i < first+size {
			return home{d: w.root.about(topicHome).about(1<<40 + topic(first)), first: first, role: i - first, size: size}
		}
		first += size
	}
	return home{d: d, first: i, size: 1}
}

// person is who a customer is.
type person struct {
	home
	place
	name  name
	male  bool
	age   int // 35-82
	phone phone
}

// person makes up customer i.
func (w *world) person(i int) person {
	h := w.home(i)
	return w.member(h, w.place(h.first))
}

// member makes up a member of a household; no two members bear one name.
func (w *world) member(h home, at place) person {
	p := person{home: h, place: at, male: isMale(h), age: memberAge(h), phone: newPhone(h.d, h.first)}
	p.name = memberName(p)
	w.rename(&p)
	for _, other := range []string{"春", "秋", "冬"} {
		if !w.taken(p) {
			break
		}
		p.name.second = other
	}
	return p
}

// rename gives the head of some households the name of a neighbour, for every village has its two 王秀兰.
func (w *world) rename(p *person) {
	if p.role != head || p.first%batch != batch/2 || p.first/batch%5 != 3 {
		return
	}
	if other := w.member(w.home(p.first-batch/2), p.place); other.male == p.male {
		p.name = other.name
	}
}

// taken reports whether a member before p bears p's name. Men and women share no given names.
func (w *world) taken(p person) bool {
	for role := range p.role {
		h := p.home
		h.role = role
		if isMale(h) == p.male && w.member(h, p.place).name.same(p.name) {
			return true
		}
	}
	return false
}

func headAge(h home) int {
	d := h.d.about(topicAge)
	age := 35 + (d.about(0).n(48)+d.about(1).n(48)+d.about(2).n(24)+12)/3
	return min(max(age, 35), 82)
}

func isMale(h home) bool {
	if h.size == 1 {
		return h.d.about(topicMale).chance(440)
	}
	return h.role == head || h.role == elder && headAge(h) >= 60
}

func memberAge(h home) int {
	age := headAge(h)
	switch d := h.d.about(topicAge).about(topic(10 + h.role)); {
	case h.role == wife:
		age -= d.between(-2, 5)
	case h.role == elder && age >= 60:
		age -= d.between(22, 27)
	case h.role == elder:
		age += d.between(22, 27)
	}
	return min(max(age, 35), 82)
}

// memberName gives heads of households the village's own surname often, and sons their father's.
func memberName(p person) name {
	d := p.home.d.about(topic(100 + p.role))
	bearer := d
	if p.role == elder && p.male {
		bearer = p.home.d.about(topic(100 + head))
	}
	var n name
	if bearer.about(topicOwnClan).chance(300) {
		n.surname = p.clan()
	} else {
		n.surname = surnames.pick(bearer.about(topicSurname))
	}
	n.first, n.second = give(d.about(topicGiven), p.age, p.male)
	return n
}

// phone is an eleven-digit number of a prefix no operator has.
type phone struct {
	prefix string
	number int // seven digits
}

var (
	phonePrefixes  = []string{"1640", "1541", "1683", "1692"}
	secondPrefixes = []string{"1647", "1548"}
)

// phoneStep is coprime to 10^7: its multiples visit each seven-digit number once.
const phoneStep = 7654321

func newPhone(d dice, first int) phone {
	number := (first*phoneStep + 2718281) % MaxCustomers
	return phone{prefix: pick(d.about(topicPhone), phonePrefixes), number: number}
}

// secondPhone is the number of somebody's child in town, never equal to a first number.
func secondPhone(d dice, i int) phone {
	p := newPhone(d, i)
	p.prefix = pick(d.about(topicPhone), secondPrefixes)
	return p
}

func (p phone) append(to []byte) []byte {
	to = append(to, p.prefix...)
	for unit := MaxCustomers / 10; unit > 0; unit /= 10 {
		to = append(to, byte('0'+p.number/unit%10))
	}
	return to
}

func (p phone) String() string { return string(p.append(nil)) }

// crops are what people grow and keep, the usual ones repeated.
var crops = []string{"玉米", "玉米", "玉米", "水稻", "水稻", "大豆", "大豆", "花生", "花生", "小麦", "谷子", "高粱", "葵花",
	"大棚蔬菜", "土豆", "苹果", "葡萄", "西瓜"}

// crop is what a household grows; some have given up their land.
func crop(h home) (string, bool) {
	d := h.d.about(topicCrop)
	return pick(d.about(0), crops), d.chance(780)
}

// mu is the household's land in 亩.
func mu(h home) string { return strconv.Itoa(h.d.about(topicCrop).about(1).between(3, 45)) }
