package intake

import (
	"strings"

	"kehu/store/grid"
	"kehu/store/sheet"
)

// skip says why a row is no data, in no words if it is.
func (p *plan) skip(cells []string) sheet.Words {
	first, second := filled(cells, 0), -1
	if first < 0 {
		return sheet.W("空行", "blank row")
	}
	second = filled(cells, first+1)
	switch {
	case p.repeats(cells, first):
		return sheet.W("重复的表头", "the headings again")
	case p.isTotal(cells, first, second):
		return sheet.W("合计行", "a total")
	case second < 0 && p.width >= 3 && (isFootnote(cells[first]) || isHeadcount(clean(cells[first]))):
		return sheet.W("表尾的说明", "a note below the table")
	}
	return sheet.Words{}
}

// isTotal reports whether a row, of which these are the first two filled cells,
// sums up others.
func (p *plan) isTotal(cells []string, first, second int) bool {
	named := p.nameAt >= 0 && p.nameAt < len(cells) && isTotal(cells[p.nameAt])
	return (named || isTotal(cells[first]) || second >= 0 && isTotal(cells[second])) && !p.hasPhone(cells)
}

// unsold says why the state of an order makes its row no data, if it does, and whether
// a sale was called off: an order that waits to be paid never was one.
func (p *plan) unsold(cells []string) (why sheet.Words, off bool) {
	if p.paidOut(cells) {
		return sheet.W("不是收到的钱", "money that did not come in"), false
	}
	if kind := p.supplies(cells); kind != "" {
		return sheet.W("不是卖给客户的（%s）", "nothing sold to a customer: %s", kind), false
	}
	for _, s := range p.states {
		if s.cell >= len(cells) {
			continue
		}
		state := clean(cells[s.cell])
		if why := unsold(state, s.followed); !why.Empty() {
			return why, !waits(state)
		}
	}
	return sheet.Words{}, false
}

// filled is the place of the first cell from i on that holds anything, -1 if none.
func filled(cells []string, i int) int {
	for ; i < len(cells); i++ {
		b := trim(cells[i])
		if len(b) == 0 {
			continue
		}
		if mayBeSpace(b[0]) && clean(b) == "" {
			continue
		}
		return i
	}
	return -1
}

// mayBeSpace reports whether a character that begins with byte b may be invisible.
func mayBeSpace(b byte) bool {
	switch b {
	case 0xC2, 0xE1, 0xE2, 0xE3, 0xEF, '\'', '=':
		return true
	}
	return false
}

// repeats reports whether the row is the headings once more.
func (p *plan) repeats(cells []string, first int) bool {
	if first >= len(p.headings) || trim(cells[first]) != p.headings[first] {
		return false
	}
	same, different := 0, 0
	for i, cell := range cells {
		switch text := clean(cell); {
		case text == "":
		case i < len(p.headings) && text == p.headings[i]:
			same++
		default:
			different++
		}
	}
	return same > 2*different
}

// hasPhone reports whether the row holds a telephone number where one belongs.
func (p *plan) hasPhone(cells []string) bool {
	for i := range p.steps {
		if s := &p.steps[i]; s.role == Mapped && s.kind == sheet.PhoneKind && s.cell < len(cells) && isPhone(cells[s.cell]) {
			return true
		}
	}
	return false
}

// isTotal reports whether a cell heads a row of sums: 合计, 三月小计, 总 计：, Grand total.
func isTotal(cell string) bool {
	cell = trim(cell)
	if len(cell) > 0 && cell[0] < 0x80 {
		switch cell[0] | 0x20 {
		case 't', 's', 'g':
			return englishTotal(cell)
		}
	}
	if len(cell) < 6 || len(cell) > 30 || cell[0] < 0x80 && (!digit(cell[0]) || digit(cell[len(cell)-1])) {
		return false
	}
	if strings.IndexByte(cell, ' ') >= 0 || strings.IndexByte(cell, 0xE3) >= 0 {
		cell = strings.ReplaceAll(strings.ReplaceAll(cell, " ", ""), "\u3000", "")
	}
	cell = strings.TrimSuffix(strings.TrimSuffix(cell, "："), ":")
	n := len(cell)
	if n < 6 {
		return false
	}
	return sumWord(cell[:6]) || sumWord(cell[n-6:])
}

// englishTotal reports whether a text that begins with t, s or g heads a row of sums.
func englishTotal(text string) bool {
	text = strings.TrimSuffix(text, ":")
	for _, word := range [...]string{"total", "totals", "subtotal", "sub total", "sub-total", "grand total", "sum"} {
		if strings.EqualFold(text, word) {
			return true
		}
	}
	return false
}

// sumWord reports whether the six bytes, two characters, name a sum.
func sumWord(word string) bool {
	switch word {
	case "合计", "总计", "小计", "共计", "一共", "总共", "小结":
		return true
	}
	return false
}

// isFootnote reports whether a cell that stands alone in its row is a note on
// the sheet and nobody's name.
func isFootnote(cell string) bool {
	if strings.Contains(cell, "：") || strings.Contains(cell, ":") {
		return true
	}
	for _, start := range []string{"注", "备注", "说明", "制表", "填表", "审核", "复核", "打印", "单位负责人", "以上", "第"} {
		if strings.HasPrefix(trim(cell), start) && (start != "第" || strings.HasSuffix(trim(cell), "页")) {
			return true
		}
	}
	return len([]rune(cell)) > 20
}

// isHeadcount reports whether a cell counts the rows above it: 共3人, 合计 12 户.
func isHeadcount(text string) bool {
	for _, start := range [...]string{"共计", "合计", "总计", "总共", "一共", "以上共", "共有", "共"} {
		if rest, ok := strings.CutPrefix(text, start); ok {
			switch sheet.QtyUnit(rest) {
			case "人", "户", "位", "名", "条", "笔", "单", "家":
				return true
			}
			return false
		}
	}
	return false
}

// isChain reports whether the rows are lines that people numbered one after the other,
// as in a chain of WeChat messages: 1. 王秀兰 5斤.
func isChain(rows []grid.Line) bool {
	next := 1
	for _, row := range rows {
		text := clean(strings.Join(row.Cells, " "))
		if strings.HasPrefix(text, "#接龙") {
			return true
		}
		rest, ok := strings.CutPrefix(text, itoa(next))
		if ok && strings.IndexAny(rest, ".、．") == 0 {
			next++
		}
	}
	return next > 2
}
