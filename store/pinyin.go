package store

import (
	"strings"
	"unicode"

	"github.com/mozillazg/go-pinyin"

	"kehu/store/sheet"
)

// surname is how a character is read in front of a name where that differs from
// its usual reading; "" where it doesn't.
func surname(name string) (reading []string, runes int) {
	switch {
	case strings.HasPrefix(name, "尉迟"):
		return []string{"yu", "chi"}, 2
	case strings.HasPrefix(name, "万俟"):
		return []string{"mo", "qi"}, 2
	case strings.HasPrefix(name, "长孙"):
		return []string{"zhang", "sun"}, 2
	}
	const read = "单shan曾zeng仇qiu区ou解xie查zha翟zhai覃qin朴piao盖ge种chong秘bi冼xian繁po乐yue员yun黑he召shao缪miao折she华hua任ren"
	first := []rune(name)[0]
	if !unicode.Is(unicode.Han, first) {
		return nil, 0
	}
	if _, after, ok := strings.Cut(read, string(first)); ok {
		return []string{after[:len(after)-len(strings.TrimLeft(after, "abcdefghijklmnopqrstuvwxyz"))]}, 1
	}
	return nil, 0
}

// spelled is name in pinyin, whole and as initials: 王秀兰 is wangxiulan and wxl.
// What is no Han character stands for itself, in lower case.
func spelled(name string) (full, initials string) {
	if name == "" {
		return "", ""
	}
	syllables, n := surname(name)
	args := pinyin.NewArgs()
	args.Fallback = func(r rune, _ pinyin.Args) []string { return []string{strings.ToLower(string(r))} }
	for _, reading := range pinyin.Pinyin(string([]rune(name)[n:]), args) {
		syllables = append(syllables, reading[0])
	}
	for _, s := range syllables {
		for _, first := range s {
			initials += string(first)
			break
		}
	}
	return strings.Join(syllables, ""), initials
}

// spell writes the pinyin of customer id's name.
func (tx *Tx) spell(id sheet.ID) error {
	full, initials := spelled(tx.nameOf(sheet.Customers, id))
	_, err := tx.exec("UPDATE customers SET pinyin = nullif(?,''), initials = nullif(?,'') WHERE id = ?", full, initials, int64(id))
	return err
}
