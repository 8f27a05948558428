package sheet

import (
	"strings"
)

// findOption returns the option that word names: by its Chinese word, its English
// word or a synonym, whatever the letters' case and width. A（重点客户）, A级 and
// A类 name A.
func findOption(options []Option, word string) (Option, bool) {
	for i := range options {
		if options[i].ZH == word {
			return options[i], true
		}
	}
	word = Fold(word)
	if option, ok := optionNamed(options, word); ok {
		return option, true
	}
	if head, _, ok := cutBracket(word); ok && head != "" {
		return findOption(options, head)
	}
	for _, suffix := range [...]string{"级客户", "类客户", "等级", "级", "类", "档", "型"} {
		if head, ok := strings.CutSuffix(word, suffix); ok {
			if option, ok := optionNamed(options, strings.TrimSpace(head)); ok {
				return option, true
			}
		}
	}
	return Option{}, false
}

func optionNamed(options []Option, word string) (Option, bool) {
	for i := range options {
		o := &options[i]
		if strings.EqualFold(o.ZH, word) || strings.EqualFold(o.EN, word) {
			return *o, true
		}
		for _, aka := range o.Aka {
			if strings.EqualFold(Fold(aka), word) {
				return *o, true
			}
		}
	}
	return Option{}, false
}

// cutBracket cuts a folded text at its first opening bracket.
func cutBracket(text string) (head, tail string, ok bool) {
	for _, bracket := range [...]string{"(", "[", "【", "<", "〔"} {
		if head, tail, ok := strings.Cut(text, bracket); ok {
			return strings.TrimSpace(head), tail, true
		}
	}
	return text, "", false
}

// mostOptions is how many choices an error lists.
const mostOptions = 12

// listOptions names the choices for an error: 电话、上门、微信.
func listOptions(options []Option) Words {
	var all listed
	for _, o := range options[:min(len(options), mostOptions)] {
		all = append(all, o.Label())
	}
	if len(options) > mostOptions {
		return W("%s 等", "%s …", all)
	}
	return W("%s", "%s", all)
}

// parseScore reads a score within the range of the options: the number (4, 4分,
// 4星, ★★★★) or the word of a step.
func parseScore(cell string, options []Option) (int64, bool, error) {
	text := Fold(cleanText(cell))
	if isBlank(text) {
		return 0, false, nil
	}
	low, high := scoreRange(options)
	n, ok := readScore(text)
	if ok && (len(options) == 0 || n >= low && n <= high) {
		return n, true, nil
	}
	if option, ok := findOption(options, text); ok {
		return option.Score, true, nil
	}
	if len(options) == 0 {
		return 0, false, Fail(Failed, "“%s”不是分数，请写成整数，如 5", "cannot read “%s” as a score: write a whole number such as 5", quoted(cell))
	}
	return 0, false, Fail(Failed, "“%s”不是 %d 到 %d 的分数，请写整数或：%s",
		"cannot read “%s” as a score of %d to %d: write a whole number, or one of %s", quoted(cell), low, high, listOptions(options))
}

func scoreRange(options []Option) (low, high int64) {
	for i, o := range options {
		if i == 0 {
			low, high = o.Score, o.Score
		}
		low, high = min(low, o.Score), max(high, o.Score)
	}
	return low, high
}

// readScore reads the number of a score, or counts its stars.
func readScore(text string) (int64, bool) {
	if len(text) == 1 && isDigit(text[0]) {
		return int64(text[0] - '0'), true
	}
	if stars := strings.Count(text, "★"); stars > 0 {
		left := strings.Trim(text, "★☆")
		return int64(stars), left == ""
	}
	s := scanner{text}
	minus := s.take("-")
	n, broken := s.numeral(0, false)
	s.space()
	s.take("分", "颗星", "个星", "星级", "星", "points", "stars")
	if broken != sound || s.rest != "" {
		return 0, false
	}
	if minus {
		n = -n
	}
	return n, true
}

// parseFlag reads yes or no in the words and ticks that sheets hold.
func parseFlag(cell string) (int64, bool, error) {
	text := strings.ToLower(Fold(cleanText(cell)))
	switch text {
	case "是", "是的", "有", "对", "要", "需要", "已", "√", "✓", "✔", "✅", "☑", "y", "yes", "t", "true", "1", "on",
		"勿扰", "免打扰", "请勿打扰", "不要打扰", "别打扰", "拒绝", "拒绝联系", "拒绝打扰", "不要联系", "黑名单", "拉黑", "已拉黑",
		"自来", "不请自来":
		return 1, true, nil
	case "否", "不", "不是", "无", "没有", "没", "不要", "不需要", "未", "×", "✗", "✘", "✕", "❌", "☐", "x", "n", "no", "f", "false", "0", "off":
		return 0, true, nil
	}
	if isBlank(text) {
		return 0, false, nil
	}
	return 0, false, Fail(Failed, "“%s”看不出是还是否，请写“是”或“否”", "cannot read “%s” as yes or no: write yes or no", quoted(cell))
}
