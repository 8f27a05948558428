package demo

import (
	"strconv"
	"time"

	"kehu/store/almanac"
)

// trade writes what kind of customer he is to the salesperson.
func (r *record) trade() {
	levels, intents := rank(r.b.class)
	r.maybe(830, levels)
	r.maybe(800, intents)
	d := r.ask()
	source := pick(d, sources)
	r.wordIf(d.about(0).chance(870), source)
	if source == referred && r.b.i > 0 {
		r.name(r.w.person(max(0, r.b.i-d.about(1).between(1, 6))).name)
	} else {
		r.blank()
	}
	r.word(r.w.towns[r.p.town].staff)
	r.maybe(450, times)
}

// mind writes what the salesperson thinks moves him.
func (r *record) mind() {
	tier := int(r.b.tier)
	r.maybe(520, customs)
	r.maybe(450, likings)
	r.maybe(480, motives)
	r.maybe(460, minds)
	loyalty := 3
	switch r.b.class {
	case loyal:
		loyalty = 5
	case lost, never:
		loyalty = 2
	}
	r.score(loyalty)
	r.score(4 - tier)
	r.score(3)
	r.score(2 + tier)
	r.maybe(500, []string{r.b.wish().name})
	r.tags()
}

func (r *record) tags() {
	d := r.ask()
	r.cell()
	if !d.chance(420) {
		return
	}
	first, second := d.about(0).n(len(tags)), d.about(1).n(len(tags))
	r.buf = append(r.buf, tags[first]...)
	if second != first && d.about(2).chance(400) {
		r.buf = append(r.buf, "、"...)
		r.buf = append(r.buf, tags[second]...)
	}
}

// rank is the levels and intents a class may have, the likely ones repeated.
func rank(c class) (levels, intents []string) {
	switch c {
	case loyal:
		return []string{"A"}, []string{"A", "A", "B"}
	case regular:
		return []string{"A", "B", "B"}, []string{"A", "B", "B", "C"}
	case lost:
		return []string{"B", "C", "C"}, []string{"C", "D"}
	case occasional:
		return []string{"B", "C", "C", "C"}, []string{"B", "C", "C", "D"}
	}
	return []string{"C", "D", "D"}, []string{"A", "B", "C", "D", "E"}
}

const referred = "老客户转介绍"

// The vocabulary of the ledger.
var (
	sources   = []string{"赶集摆摊", "赶集摆摊", "会销现场", "会销现场", referred, referred, "村医推荐", "小卖部推荐", "上门走访", "上门走访", "发单", "微信群", "电话"}
	addresses = []string{"村东头第二家", "小卖部对门", "大队部后身", "村口第一家", "学校旁边", "桥头红瓦房", "大榆树下", "村西头，院里有井", "井沿边上", "卫生室隔壁"}
	jobs      = []string{"瓦工", "跑运输", "小卖部店主", "养殖户", "在镇上打工", "木匠", "开农机", "村会计", "理发店主", "缝纫", "厨师"}
	retired   = []string{"退休教师", "退休工人", "在家带孙子", "村里看水塔", "退伍老兵", "放羊", "养蜂", "退休供销社职工"}
	times     = []string{"晚饭后", "上午", "中午", "赶集日", "农闲", "随时", "下午三点后", "下雨天", "早上六点前"}
	customs   = []string{"集上买", "攒着一起买", "现买现用", "先赊后付", "月初领养老金后买", "跟着邻居买", "会上买", "过节才买", "让儿女网上买"}
	likings   = []string{"赠品", "大包装", "小包装", "老牌子", "送货上门", "国产", "清淡口味", "能试用的", "颜色鲜亮的"}
	motives   = []string{"自用", "自用", "给老伴买", "孝敬父母", "送礼", "种地要用", "给孙子买", "邻居有就想要"}
	minds     = []string{"求实惠", "随大流", "信熟人", "爱面子", "怕上当", "爱尝鲜", "讲人情", "货比三家"}
	tags      = []string{"会销老客户", "爱赶集", "常赊账", "村里带头人", "子女在外", "爱介绍人", "要送货", "节日送礼", "种粮大户", "好说话"}
	consents  = []string{"签字表", "签字表", "口头同意", "微信确认", "会上登记"}
	purposes  = []string{"回访", "回访、到货通知", "回访、活动通知", "活动通知"}
	remarks   = []string{
		"家里有狗，先打电话", "耳背，说话大点声", "儿子在外地，过年回来", "说话算数", "爱唠嗑，留足时间", "门口有两棵杏树",
		"老伴管钱", "不识字，念给他听", "认准业务员本人", "电动三轮，能自己取货", "跟前屯老李是亲家", "麻将馆常客，下午去找",
		`外号叫"铁公鸡", 别一上来就谈钱`, "先别推销,多唠家常", "两处房子:\n冬天住镇上，夏天回村", "记得把\"收据\"给她留着",
	}
)

// nickname is what the village calls him; most rows leave it out.
func nickname(d dice, p person) string {
	if !d.chance(170) {
		return ""
	}
	s, forms := p.name.surname, []string{"大姐", "嫂子", "婶", "大妹子"}
	switch {
	case p.male && p.age >= 65:
		forms = []string{"大爷", "老爷子", "三爷", "倔头"}
	case p.male:
		forms = []string{"师傅", "二哥", "大个子", "老板"}
	case p.age >= 65:
		forms = []string{"大娘", "奶奶", "老太太", "二婶"}
	}
	form := pick(d.about(0), forms)
	if d.about(1).chance(250) {
		return pick(d.about(2), []string{"村口", "东头", "西头", "桥头", "井沿"}) + s + form
	}
	return s + form
}

// dirtyPhone writes a number as hands do: mostly plain, some in groups, few in full-width digits or with +86.
func dirtyPhone(to []byte, d dice, p phone) []byte {
	plain := p.String()
	switch kind := d.n(100); {
	case kind < 4:
		return append(to, plain[:3]+" "+plain[3:7]+" "+plain[7:]...)
	case kind < 7:
		return append(to, plain[:3]+"-"+plain[3:7]+"-"+plain[7:]...)
	case kind < 8:
		return append(to, "+86 "+plain...)
	case kind < 10:
		for _, digit := range plain {
			to = append(to, string('０'+digit-'0')...)
		}
		return to
	}
	return append(to, plain...)
}

// dirtyDate writes a date as hands do: 2026-03-05, 2026/3/5, 2026年3月5日 or 2026.3.5.
func dirtyDate(to []byte, d dice, day time.Time) []byte {
	layout := time.DateOnly
	switch kind := d.n(100); {
	case kind < 15:
		layout = "2006/1/2"
	case kind < 22:
		layout = "2006年1月2日"
	case kind < 26:
		layout = "2006.1.2"
	}
	return day.AppendFormat(to, layout)
}

// lunarBirthday is a day of birth as the old remember it, 农历八月初三; "" where the almanac does not reach.
func lunarBirthday(born time.Time) string {
	lunar, ok := almanac.FromSolar(born.Year(), int(born.Month()), born.Day())
	if !ok {
		return ""
	}
	return lunar.String()
}

// tenths is n thousands in 万: 32 is 3.2.
func tenths(n int) string { return strconv.FormatFloat(float64(n)/10, 'f', -1, 64) }
