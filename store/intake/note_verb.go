package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"kehu/store/sheet"
)

// noteVerb is what the word behind the customer says was done, nil if it is none:
// a way of contact, or one of the words below.
func noteVerb(word string) func(*Note, string) error {
	word = sheet.Fold(word)
	switch word {
	case "":
		return nil
	case "买", "买了", "购买":
		return (*Note).bought
	case "赊", "赊账":
		return (*Note).credited
	case "退", "退了", "退货":
		return (*Note).returned
	case "还", "还了", "还款":
		return (*Note).paid
	case "投诉", "建议", "表扬":
		return func(n *Note, rest string) error { return n.told(word, rest) }
	case "满意度", "打分":
		return (*Note).scored
	case "约", "计划":
		return (*Note).promised
	}
	if amount, ok := strings.CutPrefix(word, "还"); ok && strings.Trim(amount, "0123456789.元块") == "" { // 还188
		return func(n *Note, rest string) error { return n.paid(amount + " " + rest) }
	}
	var row sheet.Interaction
	if err := sheet.Interactions.Column("via").Parse(&row, word, sheet.Reading{}); err != nil || row.Via.Empty() {
		return nil
	}
	return func(n *Note, rest string) error { return n.met(word, rest) }
}

// put adds a row of s, whose cells are texts by column key, to the note.
func (n *Note) put(s *sheet.Sheet, texts map[string]string) error {
	p := sheet.NewPatch(s)
	for _, c := range s.Columns {
		if text := texts[c.Key]; text != "" {
			if err := p.Read(c, text, sheet.Reading{Today: n.Day}); err != nil {
				return err
			}
		}
	}
	n.Parts = append(n.Parts, p)
	return nil
}

// met reads what was said at a contact.
func (n *Note) met(via, rest string) error {
	content, err := n.next(rest)
	if err != nil {
		return err
	}
	return n.put(sheet.Interactions, map[string]string{"at": n.Day.String(), "via": via, "content": content})
}

// told reads a complaint, a suggestion or praise.
func (n *Note) told(kind, rest string) error {
	content, err := n.next(rest)
	if err != nil {
		return err
	}
	if content == "" {
		return sheet.Fail(sheet.Failed, "%s了什么？后面写上内容", "what was it? write it behind “%s”", kind)
	}
	texts := map[string]string{"on": n.Day.String(), "kind": kind, "content": content}
	if kind == "投诉" {
		texts["status"] = "待处理" // until somebody settles it
	}
	return n.put(sheet.Feedbacks, texts)
}

// scored reads how satisfied somebody is, from 1 to 5, and why.
func (n *Note) scored(rest string) error {
	rest, err := n.next(rest)
	if err != nil {
		return err
	}
	score, content := cutWord(rest)
	if score = strings.TrimSuffix(sheet.Fold(score), "分"); len(score) != 1 || score[0] < '1' || score[0] > '5' {
		return sheet.Fail(sheet.Failed, "“%s”不是 1 到 5 的分数", "“%s” is no score of 1 to 5", score)
	}
	return n.put(sheet.Feedbacks, map[string]string{"on": n.Day.String(), "kind": "满意度", "score": score, "scale": "5", "content": content})
}

// promised reads a day and what is to be done on it.
func (n *Note) promised(rest string) error { return n.plan(rest, "约") }

// paid reads money paid back: an amount, how it was paid, and anything more.
func (n *Note) paid(rest string) error {
	rest, err := n.next(rest)
	if err != nil {
		return err
	}
	amount, rest := cutWord(rest)
	if amount == "" {
		return sheet.Fail(sheet.Failed, "还了多少？后面写上金额，如 还 188", "how much was paid? write the amount behind, such as 还 188")
	}
	texts := map[string]string{"on": n.Day.String(), "amount": amount, "remark": rest}
	if how, more := cutWord(rest); isPayMethod(how) {
		texts["method"], texts["remark"] = how, more
	}
	if err := n.put(sheet.Payments, texts); err != nil {
		return err
	}
	if last := n.Parts[len(n.Parts)-1].Row.(*sheet.Payment); last.Amount.N <= 0 {
		return sheet.Fail(sheet.Failed, "还款金额“%s”要大于 0", "the amount “%s” must be above 0", amount)
	}
	return nil
}

func isPayMethod(word string) bool {
	switch word {
	case "现金", "微信", "支付宝", "转账", "刷卡":
		return true
	}
	return false
}

// nextWord is what announces the next visit.
const nextWord = "下次"

// next takes the plan that a line ends with off rest: 下次周三 送说明书.
func (n *Note) next(rest string) (before string, err error) {
	at := len(rest)
	for {
		if at = strings.LastIndex(rest[:at], nextWord); at < 0 {
			return rest, nil
		}
		if last, _ := utf8.DecodeLastRuneInString(rest[:at]); at == 0 || unicode.IsSpace(last) || unicode.IsPunct(last) {
			break
		}
	}
	before = strings.TrimRightFunc(rest[:at], func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("，,、；;", r) })
	after := strings.TrimLeftFunc(rest[at+len(nextWord):], func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("，,、：:", r) })
	return before, n.plan(after, nextWord)
}

// plan reads a day to come and what is to be done then. word announced it.
func (n *Note) plan(text, word string) error {
	due, content := n.comingDay(text)
	if due == 0 {
		return sheet.Fail(sheet.Failed, "“%s”后面的“%s”不是日期，应像 %[1]s周三 或 %[1]s3月10日", "“%[2]s” behind “%[1]s” is no day; write it like %[1]s周三 or %[1]s3月10日", word, firstWord(text))
	}
	if due < n.Day || due == n.Day && word == nextWord {
		return sheet.Fail(sheet.Failed, "“%s”的日子 %s 不在 %s 之后", "the day of “%s”, %s, is not after %s", word, due, n.Day)
	}
	if content == "" {
		content = "回访"
	}
	return n.put(sheet.Plans, map[string]string{"due": due.String(), "content": content, "reason": "手工"})
}

func firstWord(text string) string {
	word, _ := cutWord(text)
	return word
}

// comingDay reads the day at the beginning of text, 0 if there is none: of its
// first two words, its first word, or as much of that as ends like a day.
func (n *Note) comingDay(text string) (sheet.Date, string) {
	first, rest := cutWord(text)
	second, more := cutWord(rest)
	if day, ok := n.future(first + second); ok && second != "" {
		return day, more
	}
	if day, ok := n.future(first); ok {
		return day, rest
	}
	for i := len(first); i > 0; i-- {
		if i < len(first) && !utf8.RuneStart(first[i]) || !endsLikeDay(first[:i]) {
			continue
		}
		if day, ok := n.future(first[:i]); ok {
			return day, strings.TrimSpace(first[i:] + " " + rest)
		}
	}
	return 0, text
}

// endsLikeDay keeps 3月10日送货 from being cut at 3月1.
func endsLikeDay(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune("日号天后一二三四五六末底", last)
}

// future reads a day from the note's own on. 周三 said on a Wednesday is that of
// the next week.
func (n *Note) future(text string) (sheet.Date, bool) {
	day, err := sheet.ParseDate(text, sheet.Reading{Today: n.Day, Prefer: sheet.Future, Relative: true})
	if day == n.Day && (strings.HasPrefix(text, "周") || strings.HasPrefix(text, "星期") || strings.HasPrefix(text, "礼拜")) {
		day += 7
	}
	return day, err == nil && day != 0
}
