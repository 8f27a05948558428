package store

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"

	"kehu/store/sheet"
)

// surnames are characters that are read otherwise in front of a name.
const surnames = "单shan曾zeng仇qiu区ou解xie查zha翟zhai覃qin朴piao盖ge种chong秘bi冼xian繁po乐yue员yun黑he召shao缪miao折she华hua任ren"

// others are characters with a second reading that people have in mind.
const others = "长chang重zhong朝zhao行hang盛cheng晟cheng茜xi乐yue强jiang传zhuan藏zang还huan调diao降xiang参shen都dou省xing柏bo薄bao贾gu曲qu纪ji隗kui车ju俞shu逄pang单shan曾zeng解xie查zha翟di朴pu沈chen"

// surname is how the characters in front of a name are read where that differs from
// their usual reading; nil where it doesn't.
func surname(name string) (reading []string) {
	switch {
	case strings.HasPrefix(name, "尉迟"):
		return []string{"yu", "chi"}
	case strings.HasPrefix(name, "万俟"):
		return []string{"mo", "qi"}
	case strings.HasPrefix(name, "长孙"):
		return []string{"zhang", "sun"}
	}
	first, size := utf8.DecodeRuneInString(name)
	if other := readIn(surnames, first); size > 0 && other != "" {
		return []string{other}
	}
	return nil
}

// otherwise is a second reading of r that people have in mind for a name, "" if
// there is none. The dictionary's rarer ones would only find the wrong people.
func otherwise(r rune) string {
	return readIn(others, r)
}

// readIn looks a character up in a list of characters, each with its reading.
func readIn(list string, r rune) string {
	if !unicode.Is(unicode.Han, r) {
		return ""
	}
	_, after, _ := strings.Cut(list, string(r))
	return after[:len(after)-len(strings.TrimLeft(after, "abcdefghijklmnopqrstuvwxyz"))]
}

// syllables are the readings of each character of name, the likeliest first. What
// is no Han character stands for itself, in lower case.
func syllables(name string) [][]string {
	if name == "" {
		return nil
	}
	args := pinyin.NewArgs()
	args.Fallback = func(r rune, _ pinyin.Args) []string { return []string{strings.ToLower(string(r))} }
	all := pinyin.Pinyin(name, args)
	family := surname(name)
	at := 0
	for _, r := range name {
		if other := otherwise(r); other != "" && other != all[at][0] {
			all[at] = append(all[at], other)
		}
		if at < len(family) && family[at] != all[at][0] {
			all[at] = append([]string{family[at]}, all[at]...)
		}
		at++
	}
	return all
}

// spelled is name in pinyin as it sorts: 王秀兰 is wangxiulan.
func spelled(name string) string {
	var b strings.Builder
	for _, readings := range syllables(name) {
		b.WriteString(readings[0])
	}
	return b.String()
}

// readings are the ways to type a name in letters, whole and as initials: the usual
// one, and those where one character is read otherwise. A name without Han
// characters has none.
func readings(name string) (full, initials []string) {
	if !strings.ContainsFunc(name, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return nil, nil
	}
	all := syllables(name)
	chosen := make([]string, len(all))
	for i := range all {
		chosen[i] = all[i][0]
	}
	take := func() {
		whole, first := "", ""
		for _, syllable := range chosen {
			if r, _ := utf8.DecodeRuneInString(syllable); inWord(r) {
				whole, first = whole+syllable, first+string(r)
			}
		}
		if !slices.Contains(full, whole) {
			full = append(full, whole)
		}
		if !slices.Contains(initials, first) {
			initials = append(initials, first)
		}
	}
	take()
	for i := range all {
		for _, other := range all[i][1:] {
			chosen[i] = other
			take()
		}
		chosen[i] = all[i][0]
	}
	return full, initials
}

// typedAs reports whether name is what somebody means who types word: its initials,
// or the beginning of its pinyin.
func typedAs(name, word string) (byInitials, byPinyin bool) {
	full, initials := readings(name)
	return slices.Contains(initials, word), slices.ContainsFunc(full, func(f string) bool { return strings.HasPrefix(f, word) })
}

// spell writes the pinyin of customer id's name.
func (tx *Tx) spell(id sheet.ID) error {
	_, err := tx.exec("UPDATE customers SET pinyin = nullif(?,'') WHERE id = ?", spelled(tx.nameOf(sheet.Customers, id)), int64(id))
	return err
}
