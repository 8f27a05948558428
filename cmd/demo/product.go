package demo

// product is a thing sold.
type product struct {
	name, category, unit string
	price                int64 // fen a unit, a multiple of 10 so that tenths of a unit cost whole fen
	cycle                int   // days one unit lasts; 0 for what is bought once in years
	most                 int   // units one usually buys at a time
	loose                bool  // sold by weight, in tenths
}

// The categories.
const (
	health    = "保健食品"
	appliance = "器械家电"
	daily     = "日用百货"
	food      = "粮油副食"
	farm      = "农资"
	gifts     = "节日礼盒"
)

// products is all that is sold.
var products = [...]product{
	calcium:       {"钙片", health, "瓶", 12800, 60, 3, false},
	fishOil:       {"鱼油", health, "瓶", 16800, 60, 3, false},
	protein:       {"蛋白粉", health, "罐", 23800, 30, 3, false},
	goatMilk:      {"羊奶粉", health, "罐", 19800, 30, 3, false},
	vitamin:       {"复合维生素", health, "瓶", 9800, 60, 2, false},
	glucosamine:   {"氨糖", health, "盒", 25800, 90, 2, false},
	honey:         {"蜂蜜", food, "瓶", 6800, 45, 2, false},
	goji:          {"枸杞", food, "斤", 4500, 60, 3, true},
	bloodPressure: {"血压计", appliance, "台", 26800, 0, 1, false},
	footBath:      {"足浴盆", appliance, "个", 39800, 0, 1, false},
	therapy:       {"理疗仪", appliance, "台", 198000, 0, 1, false},
	purifier:      {"净水器", appliance, "台", 168000, 0, 1, false},
	filter:        {"净水器滤芯", appliance, "支", 12800, 90, 2, false},
	massage:       {"按摩椅垫", appliance, "个", 88000, 0, 1, false},
	blanket:       {"电热毯", appliance, "条", 13900, 0, 1, false},
	cooker:        {"电饭煲", appliance, "个", 21900, 0, 1, false},
	glasses:       {"老花镜", daily, "副", 5800, 0, 1, false},
	detergent:     {"洗衣液", daily, "桶", 3990, 30, 2, false},
	toothpaste:    {"牙膏", daily, "支", 1580, 30, 4, false},
	dishSoap:      {"洗洁精", daily, "瓶", 1250, 30, 3, false},
	paper:         {"卫生纸", daily, "提", 2690, 30, 3, false},
	towel:         {"毛巾", daily, "条", 990, 0, 4, false},
	underwear:     {"保暖内衣", daily, "套", 12800, 0, 2, false},
	oil:           {"食用油", food, "桶", 7990, 30, 2, false},
	rice:          {"大米", food, "袋", 6200, 30, 2, false},
	dates:         {"红枣", food, "斤", 1280, 60, 5, true},
	fertilizer:    {"复合肥", farm, "袋", 16800, 0, 20, false},
	cornSeed:      {"玉米种子", farm, "袋", 6500, 0, 10, false},
	vegetableSeed: {"菜籽", farm, "包", 650, 0, 6, false},
	herbicide:     {"除草剂", farm, "瓶", 2800, 0, 8, false},
	film:          {"地膜", farm, "卷", 8500, 0, 4, false},
	sprayer:       {"喷雾器", farm, "台", 19800, 0, 1, false},
	giftMilk:      {"牛奶礼盒", gifts, "箱", 5990, 0, 4, false},
	giftZongzi:    {"粽子礼盒", gifts, "盒", 4880, 0, 3, false},
	giftMooncake:  {"月饼礼盒", gifts, "盒", 6880, 0, 4, false},
	giftCake:      {"糕点礼盒", gifts, "盒", 5680, 0, 3, false},
}

// The places of products.
const (
	calcium = iota
	fishOil
	protein
	goatMilk
	vitamin
	glucosamine
	honey
	goji
	bloodPressure
	footBath
	therapy
	purifier
	filter
	massage
	blanket
	cooker
	glasses
	detergent
	toothpaste
	dishSoap
	paper
	towel
	underwear
	oil
	rice
	dates
	fertilizer
	cornSeed
	vegetableSeed
	herbicide
	film
	sprayer
	giftMilk
	giftZongzi
	giftMooncake
	giftCake
)

// tier is how much somebody spends at a time.
type tier uint8

const (
	thrifty tier = iota
	middling
	generous
)

// staples are what a tier buys again and again.
var staples = [...][]int{
	thrifty:  {detergent, detergent, paper, oil, rice, toothpaste, dishSoap, dates},
	middling: {calcium, calcium, fishOil, honey, goatMilk, vitamin, oil, goji, rice},
	generous: {protein, glucosamine, goatMilk, fishOil, protein, filter, calcium},
}

// sides are what a tier buys besides.
var sides = [...][]int{
	thrifty:  {detergent, toothpaste, dishSoap, paper, towel, oil, rice, dates, vegetableSeed, glasses},
	middling: {detergent, paper, toothpaste, oil, rice, goji, honey, glasses, underwear, towel, dates, blanket, cooker, vitamin},
	generous: {footBath, bloodPressure, underwear, honey, calcium, fishOil, goji, oil, blanket, cooker, detergent, filter},
}

// large are the things sold at meetings (会销), once in years.
var large = []int{therapy, purifier, massage, footBath, bloodPressure}

// spring and summer are what fields need then.
var (
	spring = []int{fertilizer, fertilizer, cornSeed, vegetableSeed, film}
	summer = []int{herbicide, herbicide, fertilizer, sprayer}
)

// dear reports whether p is discussed at home before it is bought.
func (p *product) dear() bool { return p.price >= 80000 }
