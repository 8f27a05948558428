package report

import (
	"slices"
	"strconv"
	"strings"

	"kehu/store/sheet"
)

// Rule is one rule by which customers come into the list of today and into plans
// made by rule. Who uses a sheet may change its numbers or switch it off.
type Rule struct {
	Key    string // names it to machines, on the command line and in the settings
	ZH, EN string // its name
	Values []int  // unless the user sets others, ascending
	Most   int    // of each value
	Unit   sheet.Words
	Says   sheet.Words // what the values mean
	many   bool        // more than one value makes sense
}

// Label is the rule's name.
func (r Rule) Label() sheet.Words { return sheet.W(r.ZH, r.EN) }

// AllRules returns the rules in the order people read them. They drive the list
// of today, the plans made by rule, `kehu rule` and the definitions.
func AllRules() []Rule {
	days, yuan := sheet.W("天", "days"), sheet.W("元", "yuan")
	quiet := func(intent string, every int) Rule {
		return Rule{Key: "silent_" + strings.ToLower(intent), ZH: "久未联系" + intent, EN: "Long silent " + intent, Values: []int{every}, Most: mostDays, Unit: days,
			Says: sheet.W("意向 %s 的客户这么多天没联系就提醒", "a customer of intent %s is due after so many days without contact", intent)}
	}
	return []Rule{
		quiet("A", 7), quiet("B", 15), quiet("C", 30), quiet("D", 60), quiet("E", 90),
		{Key: "silent_none", ZH: "久未联系", EN: "Long silent", Values: []int{30}, Most: mostDays, Unit: days,
			Says: sheet.W("没填意向的客户这么多天没联系就提醒", "a customer without an intent is due after so many days without contact")},
		{Key: silentRoom, ZH: "久未联系每天", EN: "Long silent a day", Values: []int{10}, Most: 100, Unit: sheet.W("位/天", "a day"),
			Says: sheet.W("自动约计划时，久未联系的每天最多约几位，多的往后排；停用就不限", "for how many long silent a day plans are made by rule, the others come later; no bound if this is off")},
		{Key: "never", ZH: "从未联系", EN: "Never contacted", Values: []int{5}, Most: 100, Unit: sheet.W("位/天", "a day"),
			Says: sheet.W("从未联系过的每天给几位，建档早的在前", "how many never contacted a day brings, the oldest entries first")},
		{Key: "aftersale", ZH: "售后回访", EN: "After sale", Values: []int{3, 7, 30}, Most: mostDays, Unit: days, many: true,
			Says: sheet.W("最近一次购买后第几天回访", "how many days after the last purchase a visit is due")},
		{Key: "aftersale_amount", ZH: "售后金额", EN: "After-sale amount", Values: []int{300}, Most: 1_000_000, Unit: yuan,
			Says: sheet.W("一笔满多少元才回访；填了用量周期的产品不论金额，停用就只看它们", "from which amount a purchase asks for a visit; products with a cycle always do, and alone if this is off")},
		{Key: "meeting", ZH: "会后回访", EN: "After a meeting", Values: []int{48}, Most: 24 * mostDays, Unit: sheet.W("小时", "hours"),
			Says: sheet.W("会销结束后多少小时内回访到会的人", "within how many hours after a meeting those who came are seen")},
		{Key: "complaint", ZH: "投诉回访", EN: "After a complaint", Values: []int{1}, Most: mostDays, Unit: days,
			Says: sheet.W("投诉办结后第几天回访", "how many days after a complaint was settled a visit is due")},
		{Key: "runout", ZH: "用完提醒", EN: "Running out", Values: []int{7}, Most: mostDays, Unit: days,
			Says: sheet.W("按用量周期快用完的，提前几天提醒", "how many days before a product with a cycle runs out")},
		{Key: "rhythm", ZH: "购买节奏", EN: "Rhythm", Values: []int{3}, Most: mostDays, Unit: days,
			Says: sheet.W("买过三天及以上的，照他自己的平均间隔该再买了，提前几天提醒", "how many days before a customer with three purchase days or more would buy again, by their mean interval")},
		{Key: "birthday", ZH: "生日", EN: "Birthday", Values: []int{7}, Most: mostDays, Unit: days,
			Says: sheet.W("生日提前几天提醒", "how many days before a birthday")},
		{Key: missPause, ZH: "没见着", EN: "Missed", Values: []int{3}, Most: keptDays, Unit: days,
			Says: sheet.W("没人接、不在家的不算联系过，隔几天再列；停用就算联系过", "after how many days somebody who was not at home or did not answer is listed again; such a contact counts if this is off")},
		{Key: debtPause, ZH: "催款间隔", EN: "Debt pause", Values: []int{7}, Most: mostDays, Unit: days,
			Says: sheet.W("刚赊、刚问过、刚还过一点的欠款，隔几天再提；约好的日子到了照提；停用就天天提", "for how many days a debt rests after a purchase on credit, a contact or a payment; an agreed day is kept; it never rests if this is off")},
	}
}

// mostDays is the most days that a rule may count.
const mostDays = 365

// RuleNamed returns the rule of that key or name, false if there is none.
func RuleNamed(name string) (Rule, bool) {
	name = strings.ReplaceAll(strings.ToLower(name), "-", "_")
	for _, r := range AllRules() {
		if r.Key == name || strings.ToLower(r.ZH) == name || strings.ToLower(r.EN) == name {
			return r, true
		}
	}
	return Rule{}, false
}

// RuleLabel is the name of the rule with that key; the cadences are one.
func RuleLabel(key string) sheet.Words {
	if key == silentRule {
		return silent.Words()
	}
	r, _ := RuleNamed(key)
	return r.Label()
}

// silentRule stands for all cadences; silentRoom says how many of them a day takes,
// debtPause for how long a debt is let be, and missPause who was not met.
const (
	silentRule = "silent"
	silentRoom = "silent_day"
	debtPause  = "debt"
	missPause  = "missed"
)

// Read reads the values that somebody typed for r: 7, or 3,7,30. The error is an
// *sheet.Error of class Misused.
func (r Rule) Read(texts ...string) ([]int, error) {
	var values []int
	for _, word := range strings.FieldsFunc(sheet.Fold(strings.Join(texts, ",")), func(c rune) bool { return strings.ContainsRune(",;/、 ", c) }) {
		n, err := strconv.Atoi(strings.TrimRight(word, "天元位小时日dayshoruen "))
		if err != nil || n < 0 || n > r.Most {
			return nil, sheet.Fail(sheet.Misused, "“%s”不对：%s要 0 到 %d 的整数", "“%s” won't do: %s takes whole numbers from 0 to %d", word, r.Label(), r.Most)
		}
		values = append(values, n)
	}
	slices.Sort(values)
	values = slices.Compact(values)
	if len(values) == 0 || len(values) > 1 && !r.many {
		example := RuleValue{Values: r.Values}.String()
		return nil, sheet.Fail(sheet.Misused, "%s要%s，如 %s", "%s takes %s, such as %s", r.Label(), map[bool]sheet.Words{
			true: sheet.W("一个或几个数", "one number or several"), false: sheet.W("一个数", "one number")}[r.many], example)
	}
	return values, nil
}

// RuleValue is how a rule stands in a sheet.
type RuleValue struct {
	Values []int
	Off    bool
}

// offMark begins the text of a rule that is switched off.
const offMark = "off "

// String is the value as the settings keep it: 3,7,30, and off 3,7,30.
func (v RuleValue) String() string {
	texts := make([]string, len(v.Values))
	for i, n := range v.Values {
		texts[i] = strconv.Itoa(n)
	}
	text := strings.Join(texts, ",")
	if v.Off {
		return offMark + text
	}
	return text
}

// Rules are the rules as a sheet's people set them, by key; the zero value leaves
// all as declared.
type Rules map[string]RuleValue

// ReadRules reads the settings of rules, by key, as RuleValue.String writes them.
// What it can't read is as if it weren't set: a later kehu may have written it.
func ReadRules(settings map[string]string) Rules {
	rules := Rules{}
	for _, r := range AllRules() {
		text, set := settings[r.Key]
		plain, off := strings.CutPrefix(text, offMark)
		if values, err := r.Read(plain); set && err == nil {
			rules[r.Key] = RuleValue{Values: values, Off: off}
		}
	}
	return rules
}

// Of is how rule r stands.
func (s Rules) Of(r Rule) RuleValue {
	if v, ok := s[r.Key]; ok {
		return v
	}
	return RuleValue{Values: r.Values}
}

// values are those of the rule with that key, none if it is off.
func (s Rules) values(key string) []int {
	r, _ := RuleNamed(key)
	if v := s.Of(r); !v.Off {
		return v.Values
	}
	return nil
}

// value is the one value of the rule with that key, false if it is off.
func (s Rules) value(key string) (int, bool) {
	if v := s.values(key); len(v) > 0 {
		return v[0], true
	}
	return 0, false
}

// cadence is after how many days without contact a customer of that 意向 ("": none)
// counts as long silent, false if never.
func (s Rules) cadence(intent string) (int, bool) {
	if intent == "" {
		return s.value("silent_none")
	}
	return s.value("silent_" + strings.ToLower(intent))
}

// RuleList is the rules and how they stand.
func RuleList(rules Rules) Doc {
	title := sheet.W("规则", "Rules")
	return Doc{Key: "rules", Title: title, Tables: []Table{{Key: "rules", Title: title, Columns: []Column{
		{Key: "key", Label: sheet.W("代号", "Key"), Width: 16},
		{Key: "name", Label: sheet.W("规则", "Rule"), Width: 12},
		{Key: "value", Label: sheet.W("现在", "Now"), Width: 10},
		{Key: "unit", Label: sheet.W("单位", "Unit"), Width: 8},
		{Key: "default", Label: sheet.W("原来", "Default"), Width: 10},
		{Key: "on", Label: sheet.W("启用", "On"), Width: 6, Kind: sheet.FlagKind, Show: sheet.Customers.Must("do_not_contact")[0].Show},
		{Key: "meaning", Label: sheet.W("说的是", "Meaning"), Width: 44, Hang: true},
	}, Rows: func(yield func([]Cell, error) bool) {
		for _, r := range AllRules() {
			v := rules.Of(r)
			on := sheet.MakeFlag(!v.Off)
			if !yield([]Cell{text(r.Key), Phrase(r.Label()), text(RuleValue{Values: v.Values}.String()), Phrase(r.Unit),
				text(RuleValue{Values: r.Values}.String()), &on, Phrase(r.Says)}, nil) {
				return
			}
		}
	}}}, Notes: []sheet.Words{sheet.W("改：kehu rule set 售后回访 3,7,30；停用：kehu rule off 生日；再启用：kehu rule on 生日。",
		"Change: kehu rule set aftersale 3,7,30; switch off: kehu rule off birthday; and on again: kehu rule on birthday.")}}
}
