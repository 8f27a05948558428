package render

import (
	"bufio"
	"io"
	"slices"
	"strings"

	"kehu/report"
	"kehu/store/sheet"
)

// Options say how a Doc is shown on a terminal.
type Options struct {
	Lang  sheet.Lang
	Width int  // terminal columns, 0 stands for 80
	Color bool // headings bold, notes dim
}

// batchRows is the most rows that are laid out as a whole; of longer tables the
// widths follow these first rows and the rest streams.
const batchRows = 2000

// Terminal writes d for a person at a terminal: key figures, tables, notes and
// the plain sentence. Text is sanitised and aligned by display width; it never
// cuts a phone number, a date or an amount. It streams long tables. The error is
// the writer's or that of a table's rows.
func Terminal(w io.Writer, d report.Doc, o Options) error {
	if o.Width <= 0 {
		o.Width = 80
	}
	out := bufio.NewWriterSize(w, 1<<16)
	p := &printer{w: out, o: o}
	p.title(d)
	p.facts(d.Facts)
	for _, t := range d.Tables {
		if err := p.table(d, t); err != nil {
			return err
		}
	}
	p.notes(d)
	if p.err != nil {
		return p.err
	}
	return out.Flush()
}

// printer writes the parts of a Doc with a blank line between them.
type printer struct {
	w    io.Writer
	o    Options
	some bool // something is written
	err  error
}

// part begins a part of the document.
func (p *printer) part() {
	if p.some {
		p.line("")
	}
	p.some = true
}

func (p *printer) title(d report.Doc) {
	title := clean(d.Title.In(p.o.Lang))
	if title == "" {
		return
	}
	p.part()
	p.line(p.bold(title))
}

// facts writes label, value and definition in three columns.
func (p *printer) facts(facts []report.Fact) {
	if len(facts) == 0 {
		return
	}
	p.part()
	labels, values := make([]string, len(facts)), make([]string, len(facts))
	label, value := 0, 0
	for i, f := range facts {
		labels[i] = clean(f.Label.In(p.o.Lang)) + ":"
		values[i] = clean(display(report.Column{}, f.Value, p.o.Lang))
		label, value = max(label, Width(labels[i])), max(value, Width(values[i]))
	}
	value = min(value, max(p.o.Width/2-label, narrowest))
	for i, f := range facts {
		if f.Note.Empty() && !numeric(f.Value) {
			p.behind(pad(labels[i], label, false)+gap, values[i])
			continue
		}
		head := pad(labels[i], label, false) + gap + pad(values[i], value, numeric(f.Value))
		p.hang(head, label+len(gap)+value, clean(f.Note.In(p.o.Lang)))
	}
}

// hang writes head and, behind column indent, the note in as many lines as it needs.
func (p *printer) hang(head string, indent int, note string) {
	room := p.o.Width - indent - len(gap)
	if note == "" || room < 2*narrowest {
		p.line(strings.TrimRight(head, " "))
		if note != "" {
			p.wrapped(gap, note)
		}
		return
	}
	if Width(head) > indent {
		p.line(head)
		head = ""
	}
	for _, line := range wrap(note, room) {
		p.line(pad(head, indent, false) + gap + p.dim(line))
		head = ""
	}
}

// behind writes a text behind head, in as many lines as it needs.
func (p *printer) behind(head, text string) {
	indent := Width(head)
	for _, line := range wrap(text, max(p.o.Width-indent, 2*narrowest)) {
		p.line(strings.TrimRight(head+line, " "))
		head = strings.Repeat(" ", indent)
	}
}

// wrapped writes a text in lines that each begin with indent.
func (p *printer) wrapped(indent, text string) {
	for _, line := range wrap(text, max(p.o.Width-len(indent), narrowest)) {
		p.line(indent + p.dim(line))
	}
}

// numeric reports whether people expect the value aligned right.
func numeric(cell report.Cell) bool {
	return kindOf(report.Column{}, cell).Numeric() || isShare(cell)
}

func isShare(cell report.Cell) bool {
	switch cell.(type) {
	case report.Share, *report.Share:
		return true
	}
	return false
}

// table writes one table under its own title if it needs one.
func (p *printer) table(d report.Doc, t report.Table) error {
	p.part()
	if title := clean(t.Title.In(p.o.Lang)); len(d.Tables) > 1 && title != "" {
		p.line(p.bold(title))
	}
	if slices.ContainsFunc(t.Columns, func(c report.Column) bool { return c.Hang }) {
		return p.cards(t)
	}
	rows, shares := [][]string(nil), make([]bool, len(t.Columns))
	var long *list
	for cells, err := range t.Rows {
		if err != nil {
			return err
		}
		if long != nil {
			err = long.row(p.texts(t.Columns[:len(long.lay.columns)], cells, shares))
		} else if rows = append(rows, p.texts(t.Columns, cells, shares)); len(rows) > batchRows {
			long, err = p.begin(fit(t.Columns, rows, shares, p.o), rows)
			rows = nil
		}
		if err != nil {
			return err
		}
	}
	return p.end(t, rows, shares, long)
}

// begin starts a long list with the rows seen so far.
func (p *printer) begin(lay layout, rows [][]string) (*list, error) {
	l := newList(p, lay)
	for _, row := range rows {
		if err := l.row(row); err != nil {
			return nil, err
		}
	}
	return l, p.err
}

// end writes what remains of a table when all its rows are known.
func (p *printer) end(t report.Table, rows [][]string, shares []bool, long *list) error {
	if long != nil {
		p.unseen(long.lay.hidden)
		return p.err
	}
	if len(rows) == 0 || len(t.Columns) == 0 {
		p.line(nothing().In(p.o.Lang))
		return p.err
	}
	lay := fit(t.Columns, rows, shares, p.o)
	if err := p.batch(lay, rows); err != nil {
		return err
	}
	p.unseen(lay.hidden)
	return p.err
}

func nothing() sheet.Words { return sheet.W("没有符合的记录", "nothing found") }

// unseen says how many columns there was no room for.
func (p *printer) unseen(n int) {
	if n > 0 {
		p.wrapped("", sheet.W("窗口太窄，另有 %d 列未显示；-o 表.xlsx 存成文件可看全部",
			"the window is too narrow for %d more columns; -o table.xlsx saves all", n).In(p.o.Lang))
	}
}

// texts are the cells as they stand in a listing; shares notes which columns hold
// proportions.
func (p *printer) texts(columns []report.Column, cells []report.Cell, shares []bool) []string {
	texts := make([]string, len(columns))
	for i, c := range columns {
		if i < len(cells) && cells[i] != nil {
			texts[i] = clean(display(c, cells[i], p.o.Lang))
			shares[i] = shares[i] || isShare(cells[i])
		}
	}
	return texts
}

// notes writes the notes and the plain sentence.
func (p *printer) notes(d report.Doc) {
	if len(d.Notes) > 0 {
		p.part()
	}
	for _, n := range d.Notes {
		p.wrapped("", clean(n.In(p.o.Lang)))
	}
	if d.Say.Empty() {
		return
	}
	p.part()
	for _, line := range wrap(clean(d.Say.In(p.o.Lang)), p.o.Width) {
		p.line(p.bold(line))
	}
}

func (p *printer) bold(s string) string { return p.styled("1", s) }
func (p *printer) dim(s string) string  { return p.styled("2", s) }

func (p *printer) styled(code, s string) string {
	if !p.o.Color || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}
