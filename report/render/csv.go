package render

import (
	"bufio"
	"encoding/csv"
	"io"
	"strings"

	"kehu/report"
	"kehu/store/sheet"
)

// byteOrderMark tells Excel that a CSV file is UTF-8.
const byteOrderMark = "\ufeff"

// CSV writes the first table of d, or its key figures if it has none, as RFC 4180
// in UTF-8 with a byte order mark: headings and words in language l. Text that a
// spreadsheet would run as a formula is defused with a leading '. The error is the
// writer's or that of the rows.
func CSV(w io.Writer, d report.Doc, l sheet.Lang) error {
	return comma{
		heading: func(c report.Column) string { return c.Label.In(l) },
		text:    func(c report.Column, cell report.Cell) string { return report.Text(c, cell, l) },
	}.write(w, firstTable(d))
}

// KeyedCSV is CSV for programs such as R, SPSS and Tableau: the headings are the
// columns' keys and the cells what the machine says, the same in both languages.
func KeyedCSV(w io.Writer, d report.Doc) error {
	return comma{
		heading: func(c report.Column) string { return c.Key },
		text:    func(_ report.Column, cell report.Cell) string { return cell.String() },
	}.write(w, firstTable(d))
}

// comma is one way to write CSV.
type comma struct {
	heading func(report.Column) string
	text    func(report.Column, report.Cell) string
}

func (f comma) write(w io.Writer, t report.Table) error {
	buffered := bufio.NewWriterSize(w, 1<<16)
	if _, err := buffered.WriteString(byteOrderMark); err != nil {
		return err
	}
	out := csv.NewWriter(buffered)
	out.UseCRLF = true
	record := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		record[i] = plainText(f.heading(c))
	}
	if err := out.Write(record); err != nil {
		return err
	}
	for cells, err := range t.Rows {
		if err != nil {
			return err
		}
		if err := out.Write(f.record(record, t.Columns, cells)); err != nil {
			return err
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return err
	}
	return buffered.Flush()
}

// record fills to with the texts of a row.
func (f comma) record(to []string, columns []report.Column, cells []report.Cell) []string {
	for i, c := range columns {
		to[i] = ""
		if i >= len(cells) || cells[i] == nil {
			continue
		}
		to[i] = f.text(c, cells[i])
		if risky(to[i]) || strings.ContainsRune(to[i], '\r') {
			if _, text := cells[i].Native().(string); text {
				to[i] = plainText(to[i])
			}
		}
	}
	return to
}

// plainText is text that a spreadsheet leaves alone. Line ends become \n, since a
// lone \r gets lost on the way.
func plainText(s string) string {
	if risky(s) {
		s = "'" + s
	}
	if strings.ContainsRune(s, '\r') {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	return s
}

// risky reports whether a spreadsheet might run s as a formula. Text that looks
// defused already counts too, so that taking one ' away always gives s back.
func risky(s string) bool {
	s = strings.TrimLeft(s, "'")
	return s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0]))
}

// firstTable is the first table of d, or its key figures as a table.
func firstTable(d report.Doc) report.Table {
	if len(d.Tables) > 0 {
		return d.Tables[0]
	}
	return factTable(d.Facts)
}

// factTable lists key figures.
func factTable(facts []report.Fact) report.Table {
	return report.Table{
		Key: "facts", Title: sheet.W("关键数字", "Key figures"),
		Columns: []report.Column{
			{Key: "label", Label: sheet.W("指标", "Figure"), Width: 16},
			{Key: "value", Label: sheet.W("数值", "Value"), Width: 14},
			{Key: "note", Label: sheet.W("说明", "Definition"), Width: 40},
		},
		Rows: func(yield func([]report.Cell, error) bool) {
			for _, f := range facts {
				if !yield([]report.Cell{report.Phrase(f.Label), f.Value, report.Phrase(f.Note)}, nil) {
					return
				}
			}
		},
	}
}
