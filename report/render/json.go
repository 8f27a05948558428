package render

import (
	"bufio"
	"encoding/json"
	"io"
	"strings"

	"kehu/report"
	"kehu/store/sheet"
)

// JSON writes d for programs, the same in both languages: an array of objects, one
// a line, if d is one table without key figures; otherwise an object of the key
// figures, every table and the plain sentence. Notes that d tells programs as well
// are text to be shown to people, and so in language l. Rows are streamed. The error
// is the writer's or that of the rows.
func JSON(w io.Writer, d report.Doc, l sheet.Lang) error {
	out := bufio.NewWriterSize(w, 1<<16)
	j := &jsonWriter{w: out}
	if len(d.Tables) == 1 && len(d.Facts) == 0 {
		j.rows(d.Tables[0])
	} else {
		j.doc(d, l)
	}
	j.raw("\n")
	if j.err != nil {
		return j.err
	}
	return out.Flush()
}

// jsonWriter writes pieces of JSON and keeps the first error.
type jsonWriter struct {
	w   io.Writer
	buf []byte
	err error
}

func (j *jsonWriter) raw(s string) {
	if j.err == nil {
		_, j.err = io.WriteString(j.w, s)
	}
}

func (j *jsonWriter) doc(d report.Doc, l sheet.Lang) {
	j.raw(`{"key":` + quote(d.Key) + `,"title":` + quote(d.Title.In(sheet.ZH)) + `,"facts":[`)
	for i, f := range d.Facts {
		j.fact(i, f)
	}
	j.raw(`],"tables":{`)
	for i, t := range d.Tables {
		if i > 0 {
			j.raw(",")
		}
		key := t.Key
		if key == "" {
			key = d.Key
		}
		j.raw("\n" + quote(key) + ":")
		j.rows(t)
	}
	j.raw(`},"say":` + quote(d.Say.In(sheet.ZH)))
	if d.Told != "" {
		j.raw("," + quote(d.Told) + ":")
		j.notes(d.Notes, l)
	}
	j.raw(`}`)
}

func (j *jsonWriter) notes(notes []sheet.Words, l sheet.Lang) {
	texts := make([]string, len(notes))
	for i, n := range notes {
		texts[i] = quote(n.In(l))
	}
	j.raw("[" + strings.Join(texts, ",\n") + "]")
}

func (j *jsonWriter) fact(i int, f report.Fact) {
	if i > 0 {
		j.raw(",")
	}
	value := []byte("null")
	if f.Value != nil {
		value = f.Value.AppendJSON(nil)
	}
	j.raw("\n" + `{"label":` + quote(f.Label.In(sheet.ZH)) + `,"value":` + string(value) +
		`,"note":` + quote(f.Note.In(sheet.ZH)) + `}`)
}

// rows writes a table as an array of objects, one a line.
func (j *jsonWriter) rows(t report.Table) {
	keys := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		keys[i] = quote(c.Key) + ":"
	}
	open := "[\n"
	for cells, err := range t.Rows {
		if j.err == nil {
			j.err = err
		}
		if j.err != nil {
			return
		}
		j.raw(open)
		j.row(keys, cells)
		open = ",\n"
	}
	if open == "[\n" {
		j.raw("[]")
		return
	}
	j.raw("\n]")
}

func (j *jsonWriter) row(keys []string, cells []report.Cell) {
	b := append(j.buf[:0], '{')
	for i, key := range keys {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, key...)
		if i < len(cells) && cells[i] != nil {
			b = cells[i].AppendJSON(b)
		} else {
			b = append(b, "null"...)
		}
	}
	j.buf = append(b, '}')
	if j.err == nil {
		_, j.err = j.w.Write(j.buf)
	}
}

// quote is s as a JSON string.
func quote(s string) string {
	b, _ := json.Marshal(s) // a string always marshals
	return string(b)
}
