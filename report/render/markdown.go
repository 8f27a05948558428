package render

import (
	"bufio"
	"io"
	"strings"

	"kehu/report"
	"kehu/store/sheet"
)

// Markdown writes d as a GitHub-flavoured Markdown document in language l: the
// plain sentence first, then key figures, tables and notes. What a cell holds is
// escaped. Rows are streamed. The error is the writer's or that of the rows.
func Markdown(w io.Writer, d report.Doc, l sheet.Lang) error {
	out := bufio.NewWriterSize(w, 1<<16)
	m := &markdown{w: out, l: l}
	if !d.Title.Empty() {
		m.put("# " + escape(d.Title.In(l)) + "\n\n")
	}
	if !d.Say.Empty() {
		m.put("**" + escape(d.Say.In(l)) + "**\n\n")
	}
	if len(d.Facts) > 0 {
		m.rows(factTable(d.Facts))
	}
	for _, t := range d.Tables {
		if len(d.Tables) > 1 && !t.Title.Empty() {
			m.put("## " + escape(t.Title.In(l)) + "\n\n")
		}
		m.rows(t)
	}
	for _, n := range d.Notes {
		m.put("- " + escape(n.In(l)) + "\n")
	}
	if m.err != nil {
		return m.err
	}
	return out.Flush()
}

// markdown writes pieces of a document and keeps the first error.
type markdown struct {
	w   io.Writer
	l   sheet.Lang
	err error
}

func (m *markdown) put(s string) {
	if m.err == nil {
		_, m.err = io.WriteString(m.w, s)
	}
}

func (m *markdown) rows(t report.Table) {
	head, rule := "|", "|"
	for _, c := range t.Columns {
		head += " " + escape(c.Label.In(m.l)) + " |"
		if c.Kind.Numeric() {
			rule += " ---: |"
		} else {
			rule += " --- |"
		}
	}
	m.put(head + "\n" + rule + "\n")
	some := false
	for cells, err := range t.Rows {
		if m.err == nil {
			m.err = err
		}
		if m.err != nil {
			return
		}
		m.put(m.row(t.Columns, cells))
		some = true
	}
	if !some {
		m.put("\n" + nothing().In(m.l) + "\n")
	}
	m.put("\n")
}

func (m *markdown) row(columns []report.Column, cells []report.Cell) string {
	var b strings.Builder
	b.WriteByte('|')
	for i, c := range columns {
		b.WriteByte(' ')
		if i < len(cells) && cells[i] != nil {
			b.WriteString(escape(display(c, cells[i], m.l)))
		}
		b.WriteString(" |")
	}
	b.WriteByte('\n')
	return b.String()
}

// escape makes text read in Markdown as it stands. A line break in it becomes
// <br>, which tables allow, and a control byte nothing.
func escape(s string) string {
	var b strings.Builder
	for line := range strings.Lines(strings.ReplaceAll(strings.TrimSpace(s), "\r", "\n")) {
		line = clean(strings.TrimRight(line, "\n"))
		if line == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString("<br>")
		}
		for _, r := range line {
			if strings.ContainsRune("\\|`*_<>[]", r) {
				b.WriteByte('\\')
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}
