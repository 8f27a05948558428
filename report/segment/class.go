package segment

import "kehu/store/sheet"

// Class is one of the eight classes of scored buyers, or why there is no score.
type Class uint8

// The classes, in the order people read them. Near, often and much are measured
// against the mean over buyers or the Rule's own lines.
const (
	KeyValue   Class = iota + 1 // 111: near, often, much
	KeyKeep                     // 011
	KeyGrow                     // 101
	KeyWinBack                  // 001
	Value                       // 110
	Keep                        // 010
	Grow                        // 100
	WinBack                     // 000

	ClassNoNet    // bought, but no money is left after returns or none was written down
	ClassUndated  // money, but no date of a last purchase
	Prospect      // no purchase, stage 潜在
	Interested    // no purchase, stage 意向
	MarkedSold    // no purchase, and yet stage 成交
	MarkedDormant // no purchase, and yet stage 休眠
	MarkedLost    // no purchase, and yet stage 流失
	Unstaged      // no purchase, no stage or a word that is none
	classCount    = iota + 1
)

// Classes lists every class in reading order.
func Classes() []Class {
	all := make([]Class, 0, classCount-1)
	for c := KeyValue; c < classCount; c++ {
		all = append(all, c)
	}
	return all
}

// Key names c to machines, the same in every language.
func (c Class) Key() string { return c.label().key }

// Words names c to people.
func (c Class) Words() sheet.Words { return c.label().name }

// Advice is what to do next with a customer of c, in one sentence.
func (c Class) Advice() sheet.Words { return c.label().advice }

// Scored reports whether c is one of the eight classes.
func (c Class) Scored() bool { return c >= KeyValue && c <= WinBack }

// classOf names the eight classes as Chinese order systems do (for one
// bz.zhsmjxc.com, which takes the mean order for M; ours is the sum).
func classOf(near, often, much bool) Class {
	c := KeyValue
	if !much {
		c = Value
	}
	if !near {
		c++
	}
	if !often {
		c += 2
	}
	return c
}

// unscored places a customer without a score.
func (s Summary) unscored() (Class, Group) {
	switch {
	case s.Spent > 0:
		return ClassUndated, GroupUndated
	case s.Spent < 0 || s.Buys > 0 || s.Days >= 0:
		return ClassNoNet, GroupNoNet
	}
	return stageClass(s.Stage), NotYet
}

// stageClass is the class of a non-buyer at a stage.
func stageClass(stage string) Class {
	switch stage {
	case "潜在":
		return Prospect
	case "意向":
		return Interested
	case "成交":
		return MarkedSold
	case "休眠":
		return MarkedDormant
	case "流失":
		return MarkedLost
	}
	return Unstaged
}

// label is a class's or group's names and advice.
type label struct {
	key          string
	name, advice sheet.Words
}

// named declares one label.
func named(key, zh, en, adviceZH, adviceEN string) label {
	return label{key, sheet.W(zh, en), sheet.W(adviceZH, adviceEN)}
}

// label finds the declaration of c.
func (c Class) label() label {
	if c.Scored() {
		return c.eight()
	}
	return c.rest()
}

// eight declares the eight classes.
func (c Class) eight() label {
	switch c {
	case KeyValue:
		return named("key_value", "重要价值客户", "Key: value",
			"先谢他，问用得怎么样；有合适的新货头一个告诉他，请他介绍邻居，够用就好，别劝囤货。",
			"Thank them and ask how things work; tell them first about new goods that suit, ask for a neighbour's name, and never talk them into a stockpile.")
	case KeyKeep:
		return named("key_keep", "重要保持客户", "Key: keep",
			"以前常买、花得多，久没来了：一周内上门或打电话，问清为什么没来，先解决问题再谈买。",
			"Used to buy often and much, not lately: visit or call within a week, find out why, and settle that before any sale.")
	case KeyGrow:
		return named("key_grow", "重要发展客户", "Key: grow",
			"买得贵、次数少：三天内回访，按用量算好哪天该补货，记进跟进计划。",
			"Spends much, seldom: follow up within three days, work out when the goods run out, and plan a call for that day.")
	case KeyWinBack:
		return named("key_win_back", "重要挽留客户", "Key: win back",
			"花过大钱就没再来：打电话先听意见，有不满先处理；不愿再联系就记勿扰。",
			"Spent much once and stayed away: call to listen, put complaints right first; if they want no calls, mark do-not-contact.")
	case Value:
		return named("value", "一般价值客户", "Value",
			"常来、每次买得少：问家里还缺什么，介绍一样合用的，不硬推。",
			"Comes often, spends little: ask what else the household lacks, suggest one thing that fits, and do not push.")
	case Keep:
		return named("keep", "一般保持客户", "Keep",
			"以前常来的小额客户：打电话或发微信问货用完没有，赶集、送货顺路再上门。",
			"A regular of small sums gone quiet: call or message to ask whether the goods are used up; visit when the way leads past.")
	case Grow:
		return named("grow", "一般发展客户", "Grow",
			"刚买不久、次数少、花得少：一周内问一次用得怎么样，约好下次联系的日子。",
			"Bought lately, little and seldom: ask within a week how it works, and agree on the day of the next call.")
	}
	return named("win_back", "一般挽留客户", "Win back",
		"久没来、买得少：不专门跑，节前或赶集碰上问候一次，没回应就不再打扰。",
		"Long away, little spent: no special trip; one greeting before a festival or at the market, and no answer means leave be.")
}

// rest declares the classes without a score.
func (c Class) rest() label {
	switch c {
	case ClassNoNet:
		return noNet()
	case ClassUndated:
		return undated()
	case Prospect:
		return named("not_yet_prospect", "未成交·潜在", "No purchase: prospect",
			"先听他家里需要什么，别急着推；问清方便的时间，定下次联系的日子。",
			"Listen first to what the household needs; ask for a good time and set the day of the next call.")
	case Interested:
		return named("not_yet_interested", "未成交·意向", "No purchase: interested",
			"三天内联系，问卡在哪儿（价钱、要跟家里商量、不放心），约好下次见面的日子。",
			"Get in touch within three days, ask what holds them back (price, family, doubt), and agree on a day to meet.")
	case MarkedSold:
		return named("not_yet_marked_sold", "未成交·标为成交", "No purchase: marked as sold",
			"表上写成交却没有购买记录：把那笔补记上，确实没买就把阶段改回意向。",
			"Marked as sold without a purchase: record the sale, or set the stage back to interested if there was none.")
	case MarkedDormant:
		return named("not_yet_marked_dormant", "未成交·标为休眠", "No purchase: marked as dormant",
			"没买过、标为休眠：趁赶集或顺路问一次，没兴趣就不再占时间；买过就补记。",
			"Never bought, marked as dormant: ask once when the way leads past, then let it rest; record the purchase if there was one.")
	case MarkedLost:
		return named("not_yet_marked_lost", "未成交·标为流失", "No purchase: marked as lost",
			"没买过、标为流失：不主动联系，对方来问再接待并改阶段；买过就补记。",
			"Never bought, marked as lost: do not call; serve them if they come and change the stage; record the purchase if there was one.")
	case Unstaged:
		return named("not_yet_unstaged", "未成交·未分阶段", "No purchase: no stage",
			"联系一次，按他的回应把阶段填成潜在或意向。",
			"Get in touch once and set the stage by the answer: prospect or interested.")
	}
	return label{}
}
