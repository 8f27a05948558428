package render

import (
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"kehu/report"
	"kehu/store/sheet"
)

// The hues and the font of a workbook. 微软雅黑 is on every Chinese Windows, and
// programs that lack it choose another font of the same kind.
const (
	fontName  = "微软雅黑"
	ink       = "262626"
	grey      = "7F7F7F"
	accent    = "1F4E79" // titles and links
	headFill  = "DDEBF7"
	sayFill   = "FFF2CC"
	lineColor = "BFBFBF"
)

// look is how a cell looks.
type look struct {
	format    string // number format; "" leaves it to the program
	across    string // horizontal alignment; "" puts text left and numbers right
	indent    int    // of text from its border
	wrap      bool
	grid      bool // thin lines around it
	bold      bool
	underline bool
	size      float64 // 0: 10 points
	color     string  // "": ink
	fill      string
}

// figure is the look of a number in a column of words, with as many decimals as its
// text has: to the right, where it can be compared.
func (l look) figure(text string) look {
	l.across, l.wrap, l.format = "right", false, "#,##0"
	if _, decimals, ok := strings.Cut(text, "."); ok {
		l.format += "." + strings.Repeat("0", len(decimals))
	}
	return l
}

// style is the number of a look in the workbook's style sheet.
func (b *book) style(l look) int {
	if id, ok := b.styles[l]; ok {
		return id
	}
	font := &excelize.Font{Family: fontName, Size: 10, Color: ink, Bold: l.bold}
	if l.size > 0 {
		font.Size = l.size
	}
	if l.color != "" {
		font.Color = l.color
	}
	if l.underline {
		font.Underline = "single"
	}
	s := &excelize.Style{Font: font, Alignment: &excelize.Alignment{Horizontal: l.across, Vertical: "center", WrapText: l.wrap, Indent: l.indent}}
	if l.format != "" {
		s.CustomNumFmt = &l.format
	}
	if l.fill != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}}
	}
	if l.grid {
		for _, side := range []string{"left", "right", "top", "bottom"} {
			s.Border = append(s.Border, excelize.Border{Type: side, Color: lineColor, Style: 1})
		}
	}
	id, err := b.f.NewStyle(s)
	b.fail(err)
	b.styles[l] = id
	return id
}

// The looks of what isn't data.
func headLook() look {
	return look{bold: true, wrap: true, grid: true, across: "center", fill: headFill}
}
func titleLook() look { return look{bold: true, size: 14, color: accent} }
func sayLook() look   { return look{bold: true, size: 11, wrap: true, fill: sayFill} }
func noteLook() look  { return look{size: 9, color: grey, wrap: true} }
func linkLook() look  { return look{color: accent, underline: true} }

// shareFormat is the number format of a proportion.
const shareFormat = "0.0%"

// lookOf is the look of the cells of a column.
func lookOf(c report.Column) look {
	switch c.Kind {
	case sheet.MoneyKind:
		return look{format: "#,##0.00", across: "right"}
	case sheet.QtyKind:
		return look{across: "right"}
	case sheet.CountKind:
		return look{format: "#,##0", across: "right"}
	case sheet.ScoreKind, sheet.YearKind:
		return look{format: "0", across: "center"}
	case sheet.DateKind:
		return look{format: "yyyy-mm-dd", across: "center"}
	case sheet.MomentKind:
		return look{format: "yyyy-mm-dd hh:mm", across: "center"}
	case sheet.NoKind:
		return look{format: numberFormat(c.Prefix), across: "center"}
	case sheet.PhoneKind:
		return look{format: "@", across: "left", indent: 1}
	case sheet.ChoiceKind, sheet.FlagKind:
		return look{across: "center"}
	}
	return look{across: "left", indent: 1}
}

// numberFormat shows 17 as #17 and leaves the cell a number.
func numberFormat(prefix string) string {
	if prefix == "" {
		return "0"
	}
	return strconv.Quote(prefix) + "0"
}

// worded reports whether cells of the kind are texts that may be longer than
// their column.
func worded(k sheet.Kind) bool {
	return k == sheet.TextKind || k == sheet.TermKind || k == sheet.RefKind
}
