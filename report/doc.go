// Package report holds the reports: each a question, its rows and its answer, as
// a Doc. It reads through Source and knows no SQL, no file format and no clock.
package report

import (
	"fmt"
	"iter"
	"strconv"

	"kehu/store/sheet"
)

// Source is what reports read from: one snapshot of the sheet.
type Source interface {
	// Rows yields the rows that answer q. A row is valid until the next one.
	Rows(q sheet.Query) iter.Seq2[sheet.Row, error]
	// Count is the number of rows that answer q.
	Count(q sheet.Query) (int, error)
	// Extras are the names of the user's own columns of s.
	Extras(s *sheet.Sheet) ([]string, error)
}

// Doc is a report's answer, ready for any output.
type Doc struct {
	Key    string
	Title  sheet.Words
	AsOf   sheet.Date    // the day the answer holds for; 0 if it isn't said
	Facts  []Fact        // key figures
	Chart  *Chart        // the one picture, nil if none
	Tables []Table       // one is the usual case
	Notes  []sheet.Words // definitions, windows, what is left out
	Say    sheet.Words   // the plain sentence that says what to do; may be empty
	Told   string        // the key under which JSON has the notes; "" where they are for people only
}

// Fact is one key figure.
type Fact struct {
	Label sheet.Words
	Value Cell
	Note  sheet.Words // its definition, with numerator and denominator
	Link  string      // key of the Doc that tells more, "" if none
}

// Table is rows under headings.
type Table struct {
	Key     string
	Title   sheet.Words
	Columns []Column
	// Rows yields the cells of each row, as many as there are columns. They are
	// valid until the next row.
	Rows iter.Seq2[[]Cell, error]
}

// Column is a heading and how its cells are shown.
type Column struct {
	Key    string
	Label  sheet.Words
	Kind   sheet.Kind
	Width  int  // in half-width characters
	Hidden bool // of a page to print: for programs, not for people
	Blank  bool // of a page to print: to be filled in by hand
	// Hang puts the cells, which are sentences, below their row on a terminal.
	Hang bool
	// Prefix is written before the numbers of a sheet.NoKind column: #17, p12.
	Prefix string
	// Show is the text of a cell in a language; nil stands for its plain text.
	Show func(interface{ String() string }, sheet.Lang) string
}

// ColumnOf is the column of a sheet as a report shows it.
func ColumnOf(c *sheet.Column) Column {
	prefix := c.Sheet.Prefix
	if c.Origin == sheet.Borrowed {
		prefix = sheet.Customers.Prefix
	}
	return Column{Key: c.Key, Label: c.Label(), Kind: c.Kind(), Width: c.Width, Prefix: prefix, Show: c.Show}
}

// figureColumn is the column of a figure that is computed for the listing.
func figureColumn(key, zh, en string, kind sheet.Kind, width int) Column {
	return Column{Key: key, Label: sheet.W(zh, en), Kind: kind, Width: width}
}

// Cell is one value; every sheet.Field is one. A Cell that is sheet.Localized
// reads differently in the two languages.
type Cell interface {
	Empty() bool
	String() string
	Native() any
	AppendJSON(b []byte) []byte
}

// Text is the text of cell under column in language l.
func Text(column Column, cell Cell, l sheet.Lang) string {
	if t, ok := cell.(sheet.Localized); ok {
		return t.In(l)
	}
	if column.Show != nil {
		return column.Show(cell, l)
	}
	return cell.String()
}

// Phrase is a Cell of words.
type Phrase sheet.Words

// Empty reports whether it says nothing.
func (p Phrase) Empty() bool { return p.ZH == "" }

// In is the text in language l.
func (p Phrase) In(l sheet.Lang) string { return sheet.Words(p).In(l) }

// String is the Chinese text, which is the machine's as well.
func (p Phrase) String() string { return p.In(sheet.ZH) }

// Native is the Chinese text.
func (p Phrase) Native() any { return p.String() }

// AppendJSON appends the Chinese text.
func (p Phrase) AppendJSON(b []byte) []byte {
	text := sheet.MakeText(p.String())
	return text.AppendJSON(b)
}

// Share is a proportion; a denominator of 0 prints "—".
type Share struct{ Num, Den int64 }

// Empty reports whether there is nothing to divide by.
func (s Share) Empty() bool { return s.Den == 0 }

// String is 35.2%, or — when the denominator is 0.
func (s Share) String() string {
	if s.Den == 0 {
		return "—"
	}
	return fmt.Sprintf("%.1f%%", 100*float64(s.Num)/float64(s.Den))
}

// Native is the proportion, 0.352, or — when the denominator is 0.
func (s Share) Native() any {
	if s.Den == 0 {
		return "—"
	}
	return float64(s.Num) / float64(s.Den)
}

// AppendJSON appends the proportion with four decimals, null when the denominator is 0.
func (s Share) AppendJSON(b []byte) []byte {
	if s.Den == 0 {
		return append(b, "null"...)
	}
	return strconv.AppendFloat(b, float64(s.Num)/float64(s.Den), 'f', 4, 64)
}

// Chart is a picture of a few named values.
type Chart struct {
	Title  sheet.Words
	Kind   ChartKind
	Unit   sheet.Words // of the values
	Names  []sheet.Words
	Values []float64
}

// ChartKind is the form of a Chart.
type ChartKind uint8

// Forms of a chart.
const (
	Bars  ChartKind = iota // compares groups
	Lines                  // follows time
)
