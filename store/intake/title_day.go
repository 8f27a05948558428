package intake

import (
	"slices"
	"strings"

	"kehu/store/grid"
	"kehu/store/sheet"
)

// dayOf is the one day that the titles above the headings tell, such as 2026年3月12日后屯
// 会销订货登记表, 0 if they tell none or several. When a sheet was printed or up to when
// it counts is not when something was bought.
func dayOf(titles []grid.Line, today sheet.Date) (day sheet.Date) {
	for _, row := range titles {
		for _, cell := range row.Cells {
			text := strings.ReplaceAll(clean(cell), "统计表", "") // what it is, not when it was made
			if slices.ContainsFunc([]string{"制表", "打印", "导出", "统计", "截至", "截止", "更新", "起始", "至"}, func(word string) bool { return strings.Contains(text, word) }) {
				continue
			}
			for _, one := range daysIn(text, today) {
				if day != 0 && day != one {
					return 0
				}
				day = one
			}
		}
	}
	return day
}

// LineHeading is the heading of the line numbers of rows that are given back. It bears
// the day that the titles tell, which are not given back.
func (f *File) LineHeading() sheet.Words {
	if f.day == 0 {
		return sheet.W("行号", "Line")
	}
	return sheet.W("行号（%s）", "Line (%s)", f.day)
}

// daysIn are the days in a text: 2026年3月12日, 3月12号, 三月十二日, 2026-3-12, 20260312. A month
// alone is none.
func daysIn(text string, today sheet.Date) (days []sheet.Date) {
	var runs []string
	for _, digits := range []string{"0123456789-/.", "〇零一二三四五六七八九十"} {
		runs = append(runs, strings.FieldsFunc(sheet.Fold(text), func(r rune) bool { return !strings.ContainsRune("年月日号"+digits, r) })...)
	}
	for _, run := range runs {
		run = strings.Trim(run, "-/.")
		parts := strings.FieldsFunc(run, func(r rune) bool { return r < '0' || r > '9' })
		dated := strings.Contains(run, "月") && strings.ContainsAny(run, "日号") || len(parts) == 3 && len(parts[0]) == 4 ||
			len(parts) == 1 && len(run) == 8 && strings.HasPrefix(run, "20")
		if day, err := sheet.ParseDate(run, sheet.Reading{Today: today}); dated && err == nil && day != 0 {
			days = append(days, day)
		}
	}
	return days
}
