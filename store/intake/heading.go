package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"kehu/store/sheet"
)

// spelling is a heading without what sheets decorate it with: space and line
// breaks, stars, numbering, quotes, [联系人] before it, a colon or an example behind
// it; half width and small letters. What stands in brackets stays.
func spelling(heading string) string {
	text := strings.ToLower(strings.Map(func(r rune) rune {
		switch {
		case r >= 0x4E00 && r <= 0x9FFF: // Han
			return simple(r)
		case unicode.IsSpace(r), unicode.IsControl(r), unicode.In(r, unicode.Cf, unicode.So, unicode.Mn): // 📱手机
			return -1
		case strings.ContainsRune("*★▲●\"'“”‘’", r):
			return -1
		}
		return r
	}, sheet.Fold(heading)))
	if rest := strings.TrimLeft(text, "0123456789"); rest != text && strings.IndexAny(rest, ".、") == 0 {
		text = strings.TrimLeft(rest, ".、")
	}
	if close := strings.IndexAny(text, "]】"); close > 0 && strings.IndexAny(text, "[【") == 0 {
		if _, size := firstRune(text[close:]); close+size < len(text) {
			text = text[close+size:]
		}
	}
	for _, example := range []string{"-例", "例如", "-如", "如:"} {
		if at := strings.Index(text, example); at > 0 {
			text = text[:at]
		}
	}
	return strings.TrimRight(text, ":;-、,.?!")
}

// simple is the simplified character for a traditional one that headings hold.
func simple(r rune) rune {
	const (
		traditional = "電話額單產價數購買時間聯絡號碼戶鄉鎮縣區備註歲齡別稱費總計訂貨員務門類級來訪問記錄內結況寶實際應還狀態會險師處業職愛習慣約發傳簡點樣種養組與領賣銷贈禮預滿議評據隊壓醫藥證"
		simplified  = "电话额单产价数购买时间联络号码户乡镇县区备注岁龄别称费总计订货员务门类级来访问记录内结况宝实际应还状态会险师处业职爱习惯约发传简点样种养组与领卖销赠礼预满议评据队压医药证"
	)
	if at := strings.IndexRune(traditional, r); at >= 0 {
		r, _ = utf8.DecodeRuneInString(simplified[at:])
	}
	return r
}

// signature names headings, whatever their order and decoration; see File.Signature.
// Rows that an import gave back have the signature of their sheet.
func signature(headings []string) string {
	if givenBack(headings) {
		headings = headings[2:]
	}
	var keys []string
	for _, heading := range headings {
		if key := spelling(clean(heading)); key != "" {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	sum := sha256.Sum256([]byte(strings.Join(keys, "\n")))
	return hex.EncodeToString(sum[:8])
}

func firstRune(s string) (rune, int) {
	for _, r := range s {
		return r, len(string(r))
	}
	return 0, 0
}

// bare is a spelling without what stands in brackets and without a unit behind a
// slash: 单价(元/盒), 金额/元.
func bare(text string) string {
	var b strings.Builder
	depth := 0
	for _, r := range text {
		switch {
		case strings.ContainsRune("([<【", r):
			depth++
		case strings.ContainsRune(")]>】", r):
			depth = max(depth-1, 0)
		case depth == 0:
			b.WriteRune(r)
		}
	}
	plain := strings.TrimRight(b.String(), ":;-、,.")
	if head, unit, ok := strings.Cut(plain, "/"); ok && (isUnit(unit) || strings.HasSuffix(unit, "元")) {
		plain = head
	}
	if plain == "" {
		return text
	}
	return plain
}

// aside is what a spelling says in brackets or behind a slash: 盒 of 数量(盒).
func aside(text string) []string {
	return strings.FieldsFunc(strings.TrimPrefix(text, bare(text)), func(r rune) bool {
		return strings.ContainsRune("()[]<>【】/:,、", r)
	})
}

// units are the units that headings name.
const units = "盒 瓶 箱 袋 斤 公斤 包 支 件 套 桶 罐 板 片 台 个 条 提 份 张 克 只 双 粒 把 副 棵 株 疗程 千克 kg 头 羽 匹 捆 筐 车 吨 卷 坛 饼"

func isUnit(word string) bool { return isWord(units, word) }

// isWord reports whether word is one of words, which spaces part.
func isWord(words, word string) bool {
	if word == "" {
		return false
	}
	for w := range strings.FieldsSeq(words) {
		if w == word {
			return true
		}
	}
	return false
}

// unitOf is the unit a heading names: 数量(盒), 单价（元/盒）, 盒数; "" if none.
func unitOf(heading string) string {
	text := spelling(heading)
	words := append(aside(text), strings.TrimSuffix(strings.TrimPrefix(bare(text), "购买"), "数"))
	for _, ask := range [...]string{"几", "多少"} {
		if _, unit, ok := strings.Cut(plainly(bare(text)), ask); ok {
			words = append(words, unit) // 几盒, 买了多少斤
		}
	}
	for _, word := range words {
		if isUnit(word) {
			return word
		}
	}
	return ""
}

// inTenThousands reports whether a heading says that its amounts are in 万元.
func inTenThousands(heading string) bool {
	return strings.Contains(spelling(heading), "万元")
}
