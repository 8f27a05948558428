package demo

import "strings"

// name is a person's name in parts, so that making one allocates nothing.
type name struct {
	surname, first, second string // second is "" in most names
}

func (n name) append(to []byte) []byte {
	to = append(to, n.surname...)
	to = append(to, n.first...)
	return append(to, n.second...)
}

func (n name) String() string { return string(n.append(nil)) }

// same compares as read: 王+春梅 is 王+春+梅.
func (n name) same(o name) bool {
	return n.surname == o.surname && len(n.first)+len(n.second) == len(o.first)+len(o.second) && n.String() == o.String()
}

// shares are words with how many of 1000 people bear each.
type shares struct {
	words []string
	upTo  []int
}

// surnames are those of north China, by their share there, rounded.
var surnames = shares{
	words: strings.Fields("王 李 张 刘 赵 杨 陈 孙 于 高 徐 马 周 郭 吴 宋 韩 郑 朱 胡 林 冯 姜 曹 田 董 潘 崔 范 梁 " +
		"谢 丁 许 邢 佟 关 邵 孟 白 石 付 任 苗 隋 曲 栾 矫 门 战 初"),
	upTo: []int{125, 225, 320, 400, 440, 475, 510, 545, 575, 602, 626, 650, 672, 694, 714, 734, 752, 768, 784, 799,
		813, 827, 840, 852, 864, 875, 885, 895, 904, 912, 919, 926, 933, 939, 945, 951, 956, 961, 966, 971,
		975, 979, 983, 986, 989, 992, 994, 996, 998, 1000},
}

func (s shares) pick(d dice) string {
	at := d.n(1000)
	for i, up := range s.upTo {
		if at < up {
			return s.words[i]
		}
	}
	return s.words[0]
}

// givenNames are the given names of a generation and gender; heads and tails combine to rarer ones.
type givenNames struct {
	usual, heads, tails []string
}

// oldest, middle and younger are the generations: born before 1950, to 1969, and since.
const (
	oldest = iota
	middle
	younger
)

// given holds the names of [generation][0 women, 1 men].
var given = [3][2]givenNames{
	oldest: {
		{
			strings.Fields("桂兰 桂芝 桂英 淑珍 淑兰 秀英 玉兰 玉珍 凤英 素珍 秀珍 翠兰 凤兰 素芹 桂荣 秀芝 玉芝 淑芬 玉芬 兰英"),
			strings.Fields("桂 淑 秀 玉 凤 素 翠 金 月 喜"), strings.Fields("兰 芝 英 珍 荣 芬 琴 贤 清 花"),
		},
		{
			strings.Fields("德福 德山 永贵 占山 守义 万福 振江 凤山 玉山 长林 春山 福田 国栋 殿臣 景山 玉林 连生 广发 有财 文忠"),
			strings.Fields("德 永 占 守 振 玉 长 殿 景 广"), strings.Fields("福 山 贵 义 江 林 田 臣 生 和"),
		},
	},
	middle: {
		{
			strings.Fields("秀兰 秀华 桂芳 丽华 淑华 春梅 秋菊 玉梅 玉华 凤霞 亚芹 艳华 桂香 淑琴 秀芹 丽娟 红梅 玉凤 亚珍 秀云 金凤 桂珍 爱华"),
			strings.Fields("秀 桂 丽 春 玉 凤 亚 艳 红 金"), strings.Fields("兰 华 芳 梅 香 琴 芹 云 霞 杰"),
		},
		{
			strings.Fields("建国 建军 国强 志强 卫国 爱民 跃进 红军 学军 国庆 铁柱 长海 春生 立新 树森 玉田 宝山 福生 永强 金山 立军 秋生 成林"),
			strings.Fields("建 国 志 学 长 春 树 宝 永 立"), strings.Fields("国 军 强 民 海 生 森 山 新 成"),
		},
	},
	younger: {
		{
			strings.Fields("丽 娟 艳 敏 静 芳 燕 霞 玲 红 丽丽 晓燕 海燕 春燕 艳红 丽娜 冬梅 艳玲 婷婷 雪梅 小红 秋月 艳丽"),
			strings.Fields("晓 海 春 艳 丽 雪 小 秋 慧 亚"), strings.Fields("燕 红 娜 梅 玲 婷 月 丽 敏 楠"),
		},
		{
			strings.Fields("伟 强 磊 军 勇 涛 超 杰 刚 鹏 志伟 海涛 立伟 晓东 洪亮 国峰 广义 春雷 海波 永刚 明辉 东升 永胜"),
			strings.Fields("志 海 立 晓 洪 国 春 永 明 东"), strings.Fields("伟 涛 东 亮 峰 雷 波 刚 辉 胜"),
		},
	},
}

// give is the given name of somebody of that age in years.
func give(d dice, age int, male bool) (first, second string) {
	generation, gender := middle, 0
	switch {
	case age >= 76:
		generation = oldest
	case age < 56:
		generation = younger
	}
	if male {
		gender = 1
	}
	names := &given[generation][gender]
	if d.chance(600) {
		return pick(d.about(topicGiven), names.usual), ""
	}
	return pick(d.about(topicGiven), names.heads), pick(d.about(topicGiven2), names.tails)
}
