package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"kehu/store/sheet"
)

// tidyName takes out of a name's cell what is not the name: spaces between its
// characters, a telephone number, a village in brackets. A name that a shop masked
// tells nobody apart.
func (p *plan) tidyName() {
	c := p.person
	cell := c.Name.String()
	if cell == "" || p.file.own {
		return
	}
	if isMasked(cell) {
		p.masked(cell)
		return
	}
	name := closeUp(cell)
	if name != cell {
		c.Name = sheet.MakeText(name)
	}
	before := p.customer.patch.Set
	name = p.phoneInName(name)
	name = p.villageInName(name)
	name = p.creditInName(name)
	if p.customer.patch.Set == before && name == c.Name.String() {
		return
	}
	p.file.Tidied++
	if c.Name = sheet.MakeText(name); name == "" {
		p.customer.unset(p.keys.name)
	}
}

// isMasked reports whether a name is one as shops hide it: 王*兰, 李**. A single star
// before or behind a name marks somebody.
func isMasked(name string) bool {
	name = strings.ReplaceAll(name, "＊", "*")
	if strings.IndexByte(name, '*') < 0 {
		return false
	}
	rest := strings.Trim(name, "*")
	hidden := strings.Contains(rest, "*") || utf8.RuneCountInString(rest) == 1 || strings.Count(name, "*") > 1
	return rest != "" && hidden && utf8.RuneCountInString(name) <= 8
}

// masked keeps a masked name as what the customer is called, or in the remark of
// whoever bought.
func (p *plan) masked(name string) {
	c := p.person
	c.Name.Clear()
	p.customer.unset(p.keys.name)
	heading := p.headingOf(&p.customer, p.keys.name)
	p.problem(heading, sheet.W("“%s”是脱敏的姓名，认不出是谁；有手机的按手机记，没有的记为散客", "“%s” is a masked name, which tells nobody apart: the phone decides, or it is a walk-in's", name), false)
	if c.Phone.Empty() && c.Phone2.Empty() && p.outside.Number.Empty() {
		p.lost = -1 // its phone is masked as well: nobody can mend that
		p.leave(heading, name, nil)
		return
	}
	if c.Nickname.Empty() {
		c.Nickname = sheet.MakeText(name)
		p.customer.set("nickname")
	}
}

// closeUp leaves out the space between Chinese characters, 王 秀 兰, and ends of lines.
func closeUp(name string) string {
	if strings.IndexFunc(name, unicode.IsSpace) < 0 {
		return name
	}
	var b strings.Builder
	last, gap := rune(0), false
	for _, r := range name {
		if unicode.IsSpace(r) {
			gap = true
			continue
		}
		if gap && (r < 0x2E80 || last < 0x2E80) && b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		last, gap = r, false
	}
	return b.String()
}

// phoneInName moves a mobile number from a name to the customer's phones, 张三13812345678.
func (p *plan) phoneInName(name string) string {
	at, end := mobileIn(name)
	if at < 0 {
		return name
	}
	number, c := sheet.MakePhone(name[at:end]), p.person
	switch {
	case c.Phone == number || c.Phone2 == number:
	case c.Phone.Empty():
		c.Phone = number
		p.customer.patch.Set = p.customer.patch.Set.With(p.keys.phone)
	case c.Phone2.Empty():
		c.Phone2 = number
		p.customer.set("phone2")
	default:
		return name
	}
	const marks = " \t,，、;；:：/|-—"
	before, behind := strings.TrimRight(name[:at], marks), strings.Trim(name[end:], marks)
	before = strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(before, "电话"), "手机"), marks)
	if before != "" && behind != "" && isVillage(behind) && c.Village.Empty() {
		c.Village = sheet.MakeText(behind)
		p.customer.set("village")
		return before
	}
	return strings.TrimSpace(before + " " + behind)
}

// mobileIn finds a mobile number among the characters of a text, -1 if there is none.
func mobileIn(text string) (at, end int) {
	for at = 0; at < len(text); at = end {
		if end = at + 1; !digit(text[at]) {
			continue
		}
		for end < len(text) && digit(text[end]) {
			end++
		}
		if end-at == 11 && text[at] == '1' && text[at+1] >= '3' {
			return at, end
		}
	}
	return -1, -1
}

// villageInName moves a village in brackets to its column where that is blank or says
// the same, 王大娘(后屯).
func (p *plan) villageInName(name string) string {
	before, village, ok := bracketed(name)
	switch c := p.person; {
	case !ok || !isVillage(village):
		return name
	case c.Village.Empty():
		c.Village = sheet.MakeText(village)
		p.customer.set("village")
	case c.Village.String() != village:
		return name
	}
	return before
}

// creditInName takes what was paid out of the name of who bought, 老孙(欠着).
func (p *plan) creditInName(name string) string {
	before, word, ok := bracketed(name)
	owes, paid := ok && isWord(owingWords, word), ok && isWord(clearWords, word)
	if !owes && !paid || !p.hasSales() {
		return name
	}
	for _, one := range p.parts {
		if one.sale != nil {
			one.credit, one.cash = one.credit || owes, one.cash || paid
		}
	}
	return before
}

// bracketed parts a name from what stands in brackets behind it.
func bracketed(name string) (before, within string, ok bool) {
	if !strings.HasSuffix(name, ")") && !strings.HasSuffix(name, "）") {
		return name, "", false
	}
	open := strings.LastIndexAny(name, "(（")
	if open <= 0 {
		return name, "", false
	}
	_, size := utf8.DecodeRuneInString(name[open:])
	return strings.TrimSpace(name[:open]), strings.TrimSpace(strings.TrimRight(name[open+size:], ")）")), true
}

// isVillage reports whether a text is the name of a village by its last character.
func isVillage(text string) bool {
	last, size := utf8.DecodeLastRuneInString(text)
	return len(text) > size && utf8.RuneCountInString(text) <= 8 && strings.ContainsRune("村屯庄寨堡", last)
}

// beside is what a telephone's cell says beside its numbers, whose they are: 儿子 of
// 13812345678（儿子）; "" if that is nothing to keep.
func beside(cell string) string {
	words := strings.FieldsFunc(sheet.Fold(cell), func(r rune) bool { return !unicode.Is(unicode.Han, r) })
	for _, word := range words {
		if !isWord("手机 手机号 电话 座机 固话 微信 微信号 同号 微信同号 手机微信同号 号 号码 本人 自己 或 和 转 移动 联通 电信 无 无手机 无电话", word) {
			return strings.Join(words, " ")
		}
	}
	return ""
}
