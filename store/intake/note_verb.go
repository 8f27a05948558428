package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"kehu/store/sheet"
)

// verb is what a word behind the customer says was done.
type verb struct {
	words string // which spaces part
	close string // those of words that what follows may stand close behind: 买钙片
	read  func(n *Note, word, rest string) error
}

func noteVerbs() []verb {
	plain := func(read func(*Note, string) error) func(*Note, string, string) error {
		return func(n *Note, _, rest string) error { return read(n, rest) }
	}
	met := func(via string) func(*Note, string, string) error {
		return func(n *Note, _, rest string) error { return n.met(via, rest) }
	}
	missed := func(via string) func(*Note, string, string) error {
		return func(n *Note, word, rest string) error { return n.met(via, strings.TrimSpace(word+" "+rest)) }
	}
	return []verb{
		{"买 买了 购买 拿 拿了 捎了 要了", "买 买了 拿 拿了 捎了 要了", plain((*Note).bought)},
		{"赊 赊了 赊账", "赊 赊了", plain((*Note).credited)},
		{"退 退了 退货", "退了 退货", plain((*Note).returned)},
		{"还 还了 还款 还钱 还账", "还 还了 还款 还钱 还账", plain((*Note).paid)},
		{"投诉 建议 表扬", "投诉 建议 表扬", (*Note).told},
		{"满意度 打分", "满意度 打分", plain((*Note).scored)},
		{"约 约了 计划", "约 约了", plain((*Note).promised)},
		{"说好 说好了 说定 说定了 讲好 讲好了 约好 约好了 答应 答应了 应承", "说好 说好了 说定 说定了 讲好 讲好了 约好 约好了 答应 答应了 应承", (*Note).agreed},
		{"不在家 没在家 没人 没见着 没见到 没碰着 没碰到 锁门 锁着门 门锁着", "不在家 没在家 没见着 没见到 没碰着 没碰到 锁门 锁着门 门锁着", missed("上门")},
		{"没接 没人接 没打通 打不通 没联系上", "没接 没人接 没打通 打不通 没联系上", missed("电话")},
		{"说 说了", "说 说了", plain((*Note).talked)},
		{"问 问了 聊 聊了 聊了聊 见面 碰见 碰到 遇见 回访", "问 问了", func(n *Note, word, rest string) error { return n.met("", word+" "+rest) }},
		{"去 去了 去家 去他家 去她家 去家里 登门 看望", "去了 去他家 去她家 去家里", met("上门")},
		{"来 来了", "来了", met("到店")},
	}
}

// noteVerb is what the word behind the customer says was done, nil if it is none:
// one of the verbs or a way of contact, and what may stand close behind it.
func noteVerb(word string) func(*Note, string) error {
	word = sheet.Fold(word)
	best, found := "", (func(*Note, string) error)(nil)
	for _, v := range noteVerbs() {
		for w := range strings.FieldsSeq(v.words) {
			tail, ok := strings.CutPrefix(word, w)
			if !ok || len(w) <= len(best) || tail != "" && (!isWord(v.close, w) || !mayFollow(w, tail)) {
				continue
			}
			best, found = w, func(n *Note, rest string) error { return v.read(n, w, strings.TrimSpace(tail+" "+rest)) }
		}
	}
	for _, o := range sheet.Interactions.Column("via").Options {
		for _, w := range append([]string{o.ZH}, o.Aka...) {
			tail, ok := strings.CutPrefix(word, sheet.Fold(w))
			if !ok || len(w) <= len(best) || tail != "" && !mayFollow(o.ZH, tail) {
				continue
			}
			best, found = w, func(n *Note, rest string) error { return n.met(o.ZH, strings.TrimSpace(tail+" "+rest)) }
		}
		if strings.EqualFold(word, o.EN) {
			return func(n *Note, rest string) error { return n.met(o.ZH, rest) }
		}
	}
	if score, ok := strings.CutSuffix(word, "分"); ok && len(score) == 1 {
		return func(n *Note, rest string) error { return n.scored(score + " " + rest) }
	}
	return found
}

// mayFollow reports whether tail may stand close behind a verb: 还188 is money, 还没想好
// none; 电话13912345678 is a number, 投诉箱 is what it is.
func mayFollow(verb, tail string) bool {
	digit := tail[0] >= '0' && tail[0] <= '9'
	switch verb {
	case "还", "还了", "还款", "还钱", "还账":
		return strings.Trim(tail, "0123456789.元块钱") == ""
	case "电话", "微信", "短信":
		return tail[0] >= utf8.RuneSelf && !strings.HasPrefix(tail, "号")
	case "满意度", "打分":
		return digit
	}
	return !digit || strings.ContainsAny(verb, "买拿捎要赊退约好定应")
}

// coming reports whether a word is a day still to come.
func (n *Note) coming(word string) bool {
	day, ok := n.future(word)
	return ok && day > n.Day && strings.ContainsFunc(word, unicode.IsLetter)
}

// unknown says of the word behind the customer, and rest behind it, what to write
// instead.
func (n *Note) unknown(rest string) sheet.Words {
	word := sheet.Fold(n.Said)
	switch column := sheet.Customers.Named(word); {
	case word == "":
		return oneWord()
	case noteVerb(n.Who) != nil:
		return sheet.W("名字写在最前面：%s %s …", "the name goes first: %s %s …", n.Said, n.Who)
	case beginsWith(word, "欠"):
		return sheet.W("“%s”要说是怎么欠的：买东西没付清写 赊 产品 金额，或 买 产品 金额 欠100；以前的旧账用 kehu set %s --期初欠款 金额",
			"“%s”: owed for what? write 赊 PRODUCT AMOUNT, or 买 PRODUCT AMOUNT 欠100; an old debt is kehu set %s --open-debt AMOUNT", n.Said, n.Who)
	case beginsWith(word, "付 给 交 收"):
		return sheet.W("“%s”不知道是哪一种：还欠款写 还 188，买东西写 买 产品 数量 金额 付188", "“%s” may be either: a debt paid back is 还 188, a purchase 买 PRODUCT QUANTITY AMOUNT 付188", n.Said)
	case strings.HasPrefix(word, "去世") || strings.HasPrefix(word, "过世") || strings.HasPrefix(word, "病故") || word == "不在了":
		return sheet.W("人不在了就别再列他：kehu set %s --勿扰 是；这句话照记就写 %[1]s 说 %s", "so that nobody calls on them: kehu set %s --do-not-contact yes; to note it write %[1]s 说 %s", n.Who, n.Said)
	case beginsWith(word, "换手机 换手机号 换电话 换号 手机号 电话 电话号 电话号码 微信号"):
		column = sheet.Customers.Column("phone")
		fallthrough
	case column != nil:
		return sheet.W("“%s”是客户的资料，记事里不改；用 kehu set %s --%s … 改", "“%s” is about the customer, which notes don't change: kehu set %s --%s … does", n.Said, n.Who, column.Label())
	case strings.ContainsFunc(firstWord(rest), unicode.IsDigit) || isPacks(firstWord(rest)) || isPacked(n.Said):
		return sheet.W("“%s”不是能记的事；买东西就写 %s 买 %[1]s …", "“%s” is nothing to record; a purchase is %s 买 %[1]s …", n.Said, n.Who)
	}
	return sheet.W("“%s”不是能记的事；只记一句话就写 %s 说 %[1]s …", "“%s” is nothing to record; what was said is %s 说 %[1]s …", n.Said, n.Who)
}

// beginsWith reports whether word is one of words, which spaces part, with no more
// than an amount or a particle behind it.
func beginsWith(word, words string) bool {
	for w := range strings.FieldsSeq(words) {
		if tail, ok := strings.CutPrefix(word, w); ok && strings.Trim(tail, "0123456789.元块钱了款账条") == "" {
			return true
		}
	}
	return false
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

// talked reads what somebody said, whatever the way.
func (n *Note) talked(rest string) error {
	if rest == "" {
		return sheet.Fail(sheet.Failed, "说了什么？后面写上内容", "what was said? write it behind 说")
	}
	return n.met("", rest)
}

// met reads what was said at a contact.
func (n *Note) met(via, rest string) error {
	content, err := n.next(rest)
	if err != nil {
		return err
	}
	if len(n.Parts) == 0 {
		n.hintAtPlan(content)
	}
	return n.put(sheet.Interactions, map[string]string{"at": n.Day.String(), "via": via, "content": content})
}

// hintAtPlan tells of a day to come in what was said: it is no plan without 下次.
func (n *Note) hintAtPlan(content string) {
	for clause := range strings.FieldsFuncSeq(content, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) }) {
		due, more := n.comingDay(clause)
		if due > n.Day && strings.ContainsFunc(clause, unicode.IsLetter) && strings.TrimLeft(clause, "0123456789月日号.") != "" {
			n.Hint = sheet.W("“%s”只记在内容里，没有约；要约就在行末写 下次 %s", "“%s” is kept as it was said and is no plan; for one end the line with 下次 %s",
				clause, strings.TrimSuffix(clause, strings.TrimSpace(more)))
			return
		}
	}
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

// agreed reads what was promised, and for which day: 说好正月初六送鱼油. The word stays in
// the plan, which is a promise for it. Without a day it is what was said.
func (n *Note) agreed(word, rest string) error {
	due, content := n.comingDay(rest)
	if due <= n.Day {
		return n.met("", word+rest)
	}
	return n.put(sheet.Plans, map[string]string{"due": due.String(), "content": word + content, "reason": "手工"})
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
