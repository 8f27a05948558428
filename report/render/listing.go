package render

import (
	"bytes"
	"io"
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

// batch writes a whole table at once with tablewriter, which takes 40 µs a row.
func (p *printer) batch(lay layout, rows [][]string) error {
	var out bytes.Buffer
	table := tablewriter.NewTable(&out, lay.options()...)
	header := make([]string, len(lay.columns))
	for i, c := range lay.columns {
		header[i] = strings.Join(c.label, "\n")
	}
	table.Header(header)
	for _, row := range rows {
		cells := make([]string, len(lay.columns))
		for i, c := range lay.columns {
			cells[i] = strings.Join(c.lines(row[i]), "\n")
		}
		if err := table.Append(cells); err != nil {
			return err
		}
	}
	if err := table.Render(); err != nil {
		return err
	}
	return p.trimmed(out.String(), lay.headerLines())
}

// options make tablewriter write two spaces between columns, dashes under the
// heading and nothing else, in the widths of lay, whatever the environment says.
func (lay layout) options() []tablewriter.Option {
	widths := tw.NewMapper[int, int]()
	aligns := make([]tw.Align, len(lay.columns))
	for i, c := range lay.columns {
		widths.Set(i, c.width)
		aligns[i] = tw.AlignLeft
		if c.rightly {
			aligns[i] = tw.AlignRight
		}
	}
	cells := func(format tw.State) tw.CellConfig {
		return tw.CellConfig{
			Alignment:  tw.CellAlignment{PerColumn: aligns},
			Formatting: tw.CellFormatting{AutoWrap: tw.WrapNone, AutoFormat: format},
			Padding:    tw.CellPadding{Global: tw.PaddingNone},
		}
	}
	return []tablewriter.Option{
		tablewriter.WithEastAsian(tw.Off),
		tablewriter.WithConfig(tablewriter.Config{Header: cells(tw.Off), Row: cells(tw.Off)}),
		tablewriter.WithHeaderAutoFormat(tw.Off),
		tablewriter.WithRenderer(renderer.NewBlueprint(tw.Rendition{
			Borders: tw.BorderNone,
			Symbols: tw.NewSymbolCustom("kehu").WithColumn(gap).WithCenter(gap).WithRow("-"),
			Settings: tw.Settings{
				Lines:      tw.Lines{ShowHeaderLine: tw.On},
				Separators: tw.Separators{BetweenColumns: tw.On, BetweenRows: tw.Off, ShowHeader: tw.On},
			},
		})),
		tablewriter.WithColumnWidths(widths),
	}
}

// trimmed writes the lines of text without trailing spaces, the first bold ones
// as headings.
func (p *printer) trimmed(text string, bold int) error {
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, " \n")
		if bold > 0 {
			line = p.bold(line)
			bold--
		}
		p.line(line)
	}
	return p.err
}

// list writes a long table row by row, in the look of batch, in constant memory.
type list struct {
	p   *printer
	lay layout
}

// newList writes the heading of a list.
func newList(p *printer, lay layout) *list {
	l := &list{p: p, lay: lay}
	cells := make([][]string, len(lay.columns))
	dashes := make([]string, len(lay.columns))
	for i, c := range lay.columns {
		cells[i] = c.label
		dashes[i] = strings.Repeat("-", c.width)
	}
	p.err = l.put(cells, p.bold)
	p.line(strings.Join(dashes, gap))
	return l
}

// row writes one row.
func (l *list) row(texts []string) error {
	return l.put(l.broken(texts), func(s string) string { return s })
}

// broken are the cells of a row in lines.
func (l *list) broken(texts []string) [][]string {
	cells := make([][]string, len(l.lay.columns))
	for i, c := range l.lay.columns {
		cells[i] = c.lines(texts[i])
	}
	return cells
}

// put writes cells of several lines side by side.
func (l *list) put(cells [][]string, style func(string) string) error {
	high := 1
	for _, c := range cells {
		high = max(high, len(c))
	}
	for n := range high {
		var b strings.Builder
		for i, c := range l.lay.columns {
			text := ""
			if n < len(cells[i]) {
				text = cells[i][n]
			}
			if i > 0 {
				b.WriteString(gap)
			}
			b.WriteString(pad(text, c.width, c.rightly))
		}
		l.p.line(style(strings.TrimRight(b.String(), " ")))
	}
	return l.p.err
}

// headerLines is the number of lines of the heading.
func (lay layout) headerLines() int {
	n := 1
	for _, c := range lay.columns {
		n = max(n, len(c.label))
	}
	return n
}

// line writes a line and keeps the first error.
func (p *printer) line(text string) {
	if p.err == nil {
		_, p.err = io.WriteString(p.w, text+"\n")
	}
}
