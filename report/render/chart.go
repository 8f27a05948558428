package render

import (
	"slices"
	"strconv"

	"github.com/xuri/excelize/v2"

	"kehu/report"
	"kehu/store/sheet"
)

const (
	chartRows   = 16  // of the overview that a chart covers
	chartWidth  = 560 // pixels: columns A to D of the overview
	chartColumn = "J" // the names stand beside the printed page,
	valueColumn = "K" // the values next to them
)

// chartAndContents puts the chart on the left and the list of worksheets beside
// it, or on the left where there is no chart.
func (o *overview) chartAndContents() {
	top, first := o.row, 0
	if o.d.Chart != nil && len(o.d.Chart.Values) > 0 {
		o.chart(*o.d.Chart)
		first = 5
	}
	o.contents(first)
	bottom := o.row
	if first > 0 {
		bottom = max(bottom, top+chartRows)
	}
	for o.row = top + 1; o.row < bottom; o.row++ {
		o.height(rowPoints)
	}
	o.row = bottom + 1
}

// contents lists the worksheets from column first on: a link and how many rows.
func (o *overview) contents(first int) {
	if len(o.b.pages) < 2 {
		return
	}
	l := o.b.l
	o.put(first, first+1, sheet.W("目录", "Contents").In(l), headLook())
	o.put(first+2, first+2, sheet.W("行数", "Rows").In(l), headLook())
	o.height(20)
	o.row++
	for _, p := range o.b.pages {
		if p == o.b.overview {
			continue
		}
		name := linkLook()
		name.grid = true
		o.link(o.put(first, first+1, p.name, name), p)
		o.put(first+2, first+2, p.rows, look{grid: true, format: "#,##0", across: "right"})
		o.row++
	}
}

// chart draws c at the current row. Its values stand beside the page, large
// amounts in 万元, since axis labels of seven digits are hard to read.
func (o *overview) chart(c report.Chart) {
	l := o.b.l
	unit, values := c.Unit, c.Values
	if unit.ZH == "元" && slices.Max(values) >= 100000 {
		unit, values = sheet.W("万元", "10,000 yuan"), scaled(values, 1e-4)
	}
	title := c.Title.In(l)
	if !unit.Empty() {
		title = sheet.W("%s（%s）", "%s (%s)", c.Title, unit).In(l)
	}
	top := o.row
	o.chartData(c, values, title)
	cells := func(column string) string {
		from, to := strconv.Itoa(top+1), strconv.Itoa(top+len(values))
		return reference(o.name) + "!$" + column + "$" + from + ":$" + column + "$" + to
	}
	o.b.fail(o.b.f.AddChart(o.name, "A"+strconv.Itoa(top), picture(c.Kind, title, values, cells)))
}

// picture is the chart itself; cells refers to its values in a column.
func picture(kind report.ChartKind, title string, values []float64, cells func(column string) string) *excelize.Chart {
	zero, gap := 0.0, uint(60)
	paint := func(hue string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{hue}}
	}
	// Without a color the labels of an axis are nearly white.
	text := excelize.Font{Family: fontName, Size: 9, Color: ink}
	head := &excelize.Font{Family: fontName, Size: 11, Bold: true, Color: ink}
	chart := &excelize.Chart{
		Type: excelize.Col, GapWidth: &gap,
		Series: []excelize.ChartSeries{{Name: title, Categories: cells(chartColumn), Values: cells(valueColumn),
			Fill: paint("5B9BD5"), Line: excelize.LineOptions{Width: 2, Fill: paint("2E75B6")}}},
		Format:    excelize.GraphicOptions{Positioning: "oneCell", OffsetX: 2, OffsetY: 2, AltText: title},
		Dimension: excelize.ChartDimension{Width: chartWidth, Height: uint(chartRows * rowPoints * 4 / 3)},
		Legend:    excelize.ChartLegend{Position: "none"},
		Title:     excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: title, Font: head}}},
		XAxis:     excelize.ChartAxis{Font: text, TickLabelPosition: excelize.ChartTickLabelLow}, // below what is below nought
		YAxis:     excelize.ChartAxis{Font: text, MajorGridLines: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "#,##0.##"}},
		PlotArea:  excelize.ChartPlotArea{ShowVal: len(values) <= 12, NumFmt: excelize.ChartNumFmt{CustomNumFmt: labelFormat(values)}},
	}
	if slices.Min(values) >= 0 {
		chart.YAxis.Minimum = &zero
	}
	if kind == report.Lines {
		chart.Type = excelize.Line
	}
	return chart
}

// labelFormat leaves the decimals out where they only take room.
func labelFormat(values []float64) string {
	if slices.Max(values) >= 100 {
		return "#,##0"
	}
	return "#,##0.##"
}

// chartData writes what the chart shows into columns J and K.
func (o *overview) chartData(c report.Chart, values []float64, title string) {
	f := o.b.f
	o.b.fail(f.SetColWidth(o.name, chartColumn, chartColumn, 16))
	o.b.fail(f.SetColWidth(o.name, valueColumn, valueColumn, 14))
	row := strconv.Itoa(o.row)
	o.b.fail(f.SetCellValue(o.name, valueColumn+row, title))
	o.b.fail(f.SetCellStyle(o.name, chartColumn+row, valueColumn+row, o.b.style(headLook())))
	style := o.b.style(look{color: grey, size: 9, format: "#,##0.00"})
	for i, v := range values {
		row := strconv.Itoa(o.row + 1 + i)
		if i < len(c.Names) {
			o.b.fail(f.SetCellValue(o.name, chartColumn+row, cellText(c.Names[i].In(o.b.l))))
		}
		o.b.fail(f.SetCellValue(o.name, valueColumn+row, v))
		o.b.fail(f.SetCellStyle(o.name, chartColumn+row, valueColumn+row, style))
	}
}

func scaled(values []float64, by float64) []float64 {
	to := make([]float64, len(values))
	for i, v := range values {
		to[i] = v * by
	}
	return to
}
