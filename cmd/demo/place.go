package demo

import "strings"

const (
	townVillages  = 10   // villages of a township
	townCustomers = 2000 // customers of a township in a large sheet
	leastTowns    = 3
	batch         = 8 // neighbours written down on one day
)

// town is a township and what hangs on it.
type town struct {
	name  string // 三岔河镇
	stem  string // 三岔河
	shop  string // 三岔河店
	stall string // 三岔河大集
	staff string
}

// firstTowns are the townships of a small sheet.
var firstTowns = []string{"三岔河镇", "榆树沟乡", "双河镇", "小孤山镇", "五棵树乡", "石桥镇", "柳树川乡", "大甸子镇"}

// townHeads and townTails combine to the further townships.
var (
	townHeads = []string{"东", "西", "南", "北", "上", "下", "大", "小", "新", "老", "前", "后", "青", "白", "黑", "红",
		"金", "银", "长", "平", "永", "兴", "太", "安", "福", "龙", "凤", "马", "牛", "鹿"}
	townTails = []string{"河", "沟", "岭", "山", "坡", "泉", "湾", "台", "城子", "甸子", "岗子", "泡子", "桥", "店", "堡", "营",
		"寨", "庄", "集", "井", "林", "川", "洼", "滩", "塔", "庙子", "石门", "柳林", "杨树", "槐树"}
)

// villageNames are the villages; each township has some ten of them, as neighbouring townships share names in life.
var villageNames = []string{
	"后屯", "前屯", "王家店", "柳条沟", "刘家窝棚", "东大泡", "靠山屯", "张家油坊", "二道河子", "杏花村",
	"西岗子", "李家炉", "太平庄", "黄泥河", "赵家围子", "大榆树", "小城子", "孙家岭", "四合屯", "南洼子",
	"北甸子", "于家坨子", "双井子", "向阳村", "高家窑", "头道沟", "马家桥", "石碑村", "红旗村", "杨树林",
	"东升村", "陈家店", "苇塘村", "下坎子", "周家屯", "永丰村", "长岗村", "徐家烧锅", "沙坨子", "上河湾",
	"朱家坟", "胜利村", "小河沿", "郭家店", "梨树沟", "大洼村", "宋家铺", "团结村", "半拉山", "桃园村",
}

// staffNames are the salespeople, one a township.
var staffNames = []string{"周晓梅", "孙立军", "韩雪", "郑海龙", "高玉红", "曹志刚", "田静", "冯国强", "范晓燕", "董磊"}

func newTowns(customers int) []town {
	towns := make([]town, max(leastTowns, (customers+townCustomers-1)/townCustomers))
	for t := range towns {
		name := townName(t)
		stem := strings.TrimSuffix(strings.TrimSuffix(name, "镇"), "乡")
		towns[t] = town{name: name, stem: stem, shop: stem + "店", stall: stem + "大集", staff: staffNames[t%len(staffNames)]}
	}
	return towns
}

func townName(t int) string {
	if t < len(firstTowns) {
		return firstTowns[t]
	}
	t -= len(firstTowns)
	stem := townHeads[t%len(townHeads)] + townTails[t/len(townHeads)%len(townTails)]
	if t%3 == 1 {
		return stem + "乡"
	}
	return stem + "镇"
}

// place is where a household lives.
type place struct {
	town    int
	village string
	group   int // 1-6
	d       dice
}

// place finds the home of a household by its first member. Neighbours in the ledger live in one village, for the
// salesperson wrote down village by village; the first villages have more customers than the last.
func (w *world) place(first int) place {
	b := first / batch
	d := w.root.about(topicPlace).about(topic(b))
	v := b % w.villages() * w.stride % w.villages()
	if d.chance(250) {
		v = d.about(0).n(v + 1)
	}
	town := v % len(w.towns)
	at := (town*17 + v/len(w.towns)) % len(villageNames)
	return place{
		town:    town,
		village: villageNames[at],
		group:   w.home(first).d.about(topicGroup).between(1, 6),
		d:       d,
	}
}

func (w *world) villages() int { return len(w.towns) * townVillages }

// stride is coprime to n: its multiples modulo n visit each number below n before one comes twice.
func stride(n int) int {
	step := n*5/13 | 1
	for gcd(step, n) != 1 {
		step += 2
	}
	return step
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// clan is the surname many in a village bear: the Lius of 刘家窝棚.
func (p place) clan() string {
	if before, _, ok := strings.Cut(p.village, "家"); ok {
		return before
	}
	return surnames.pick(p.d.about(topicClan))
}
