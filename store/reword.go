package store

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"kehu/store/sheet"
)

// Joined is words with those that are one phone written in parts put together:
// 138 1234 5678, 138-1234-5678.
func Joined(words []string) (joined []string) {
	for from := 0; from < len(words); {
		to := len(words)
		for to > from && !isPhone(strings.Join(words[from:to], "")) {
			to--
		}
		if to == from {
			joined = append(joined, words[from])
			from++
			continue
		}
		var phone sheet.Phone
		phone.Parse(strings.Join(words[from:to], ""), sheet.Reading{}) // isPhone parsed it
		joined = append(joined, phone.String())
		from = to
	}
	return joined
}

// isPhone reports whether text is a mobile phone and nothing else.
func isPhone(text string) bool {
	var phone sheet.Phone
	return strings.Trim(text, "0123456789+-()") == "" && phone.Parse(text, sheet.Reading{}) == nil && len(phone.String()) == 11
}

// Otherwise are other ways to say what nothing was found for, the likeliest first, one
// word of them said otherwise: 后屯王秀兰 as 后屯 王秀兰, 王大娘 as 王 女, 二柱他妈 as 二柱,
// 王秀蓝 as it sounds.
func (v *View) Otherwise(words []string) (all [][]string, err error) {
	villages, err := v.Villages()
	if err != nil {
		return nil, err
	}
	for i, word := range words {
		others := saidOtherwise(folded(word), villages)
		known, err := v.occurs(folded(word))
		if err == nil && !known {
			var products []string
			products, err = v.BoughtLately()
			others = append(others, soundingLike(folded(word), slices.Concat(villages, products))...)
		}
		if err != nil {
			return nil, err
		}
		for _, other := range others {
			all = append(all, slices.Concat(words[:i], other, words[i+1:]))
		}
	}
	return all, nil
}

// occurs reports whether anybody may have the folded word anywhere.
func (v *View) occurs(word string) (bool, error) {
	p, err := v.postings()
	if err != nil {
		return false, err
	}
	for rank := range noRank {
		for i := range len(places(rank)) {
			if having, err := p.having(termsOf(places(rank)[i], word)); err != nil || len(having) > 0 {
				return true, err
			}
		}
	}
	return false, nil
}

// saidOtherwise are the ways to say one folded word otherwise.
func saidOtherwise(word string, villages []string) (others [][]string) {
	for _, label := range []string{"手机尾号", "尾号", "后四位", "手机号", "手机", "电话", "微信", "姓"} {
		if rest, ok := strings.CutPrefix(word, label); ok && rest != "" {
			others = append(others, []string{rest})
		}
	}
	for _, village := range villages {
		if rest, ok := strings.CutPrefix(word, village); ok && rest != "" {
			others = append(others, []string{village, strings.TrimPrefix(rest, "的")})
		} else if rest, ok := strings.CutSuffix(word, village); ok && rest != "" {
			others = append(others, []string{rest, village})
		}
	}
	return append(others, addressed(word)...)
}

// addressed is whom a way to speak of somebody means: by a surname, or of his family.
func addressed(word string) (others [][]string) {
	for _, of := range []struct{ titles, gender string }{
		{"大娘 大妈 大婶 大嫂 婶子 婶 嫂子 嫂 大姐 姐 姨 姑 妈 奶奶 阿姨 女士", "女"}, {"大爷 大伯 大叔 叔 伯 爷爷 大哥 哥 师傅 先生", "男"}, {"老师 医生 大夫 主任 书记 村长 会计 老板 总", ""}} {
		for title := range strings.FieldsSeq(of.titles) {
			name, ok := strings.CutSuffix(word, title)
			switch {
			case !ok || utf8.RuneCountInString(name) != 1:
			case of.gender == "":
				return [][]string{{name}}
			default:
				return [][]string{{name, of.gender}, {name}}
			}
		}
	}
	for _, familiar := range []string{"老", "小", "大", "阿"} {
		if name, ok := strings.CutPrefix(word, familiar); ok && utf8.RuneCountInString(name) == 1 {
			others = append(others, []string{name})
		}
	}
	for _, of := range []string{"他妈", "他娘", "他爸", "他爹", "他家", "她妈", "她家", "媳妇", "老伴", "老婆", "丈夫", "儿子", "闺女", "家的", "家里", "家", "妈", "娘", "爸", "爹"} {
		if name, ok := strings.CutSuffix(word, of); ok && utf8.RuneCountInString(name) > 1 {
			others = append(others, []string{name})
		}
	}
	return others
}

// soundingLike is what sounds like word: what is known, such as villages and products, and
// then names, in pinyin.
func soundingLike(word string, known []string) (others [][]string) {
	if utf8.RuneCountInString(word) < 2 || strings.ContainsFunc(word, func(r rune) bool { return !unicode.Is(unicode.Han, r) }) {
		return nil
	}
	sound := spelled(word)
	for _, other := range known {
		if other != word && spelled(other) == sound {
			others = append(others, []string{other})
		}
	}
	return append(others, []string{sound})
}
