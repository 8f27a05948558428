package cmd

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"kehu/store"
	"kehu/store/intake"
	"kehu/store/sheet"
)

// summaryJSON is what a script reads of one file.
type summaryJSON struct {
	File      string                    `json:"file"`
	Worksheet *string                   `json:"worksheet"`
	Encoding  string                    `json:"encoding,omitempty"`
	Rows      int                       `json:"rows"`
	Inserted  int                       `json:"inserted"`
	Updated   int                       `json:"updated"`
	Unchanged int                       `json:"unchanged"`
	Rejected  int                       `json:"rejected"`
	Skipped   int                       `json:"skipped"`
	Voided    int                       `json:"voided"`  // sales taken back, because the file says that their order came to nothing; not part of rows
	Removed   int                       `json:"removed"` // rows taken out because the file lacks them; not part of rows
	Missing   int                       `json:"missing"` // rows that the file lacks and that stay, because others were rejected
	Parts     map[string]map[string]int `json:"parts"`
	Batch     *int64                    `json:"batch"`
	Seconds   float64                   `json:"seconds"`
	Amount    json.RawMessage           `json:"amount"`          // yuan: the purchases in the file, a control total
	Added     json.RawMessage           `json:"amount_inserted"` // yuan: those that were inserted
	Rejects   *string                   `json:"rejects"`         // the file of rejected rows, null if there is none
	Kept      []string                  `json:"kept"`            // headings that became columns of the user's own
	LeftOut   []string                  `json:"sensitive"`       // headings of sensitive columns, which are not imported
	Withheld  int                       `json:"sensitive_cells"` // cells under them that hold something
	Notes     []string                  `json:"notes"`           // what was decided for the whole file
	Error     string                    `json:"error,omitempty"`
	Questions *intake.Questions         `json:"questions,omitempty"`
	// reasons, skips, warnings, differs and suspects follow: lists of noteJSON
}

type noteJSON struct {
	Line   int    `json:"line"`
	Column string `json:"column,omitempty"`
	Reason string `json:"reason"`
}

func (a *app) printImports(results []imported, o importOptions) error {
	if !o.json {
		for _, done := range results {
			a.printImport(done, o)
		}
		return nil
	}
	w := bufio.NewWriter(a.out)
	for i, done := range results {
		w.WriteString([...]string{"[\n  ", ",\n  "}[min(i, 1)])
		if err := a.writeJSON(w, done); err != nil {
			return err
		}
	}
	w.WriteString([...]string{"[]\n", "\n]\n"}[min(len(results), 1)])
	return w.Flush()
}

// writeJSON writes what became of a file. Its notes go out one by one, a line each: there
// may be one for each of a million rows.
func (a *app) writeJSON(w *bufio.Writer, done imported) error {
	var head bytes.Buffer
	encoder := json.NewEncoder(&head)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("  ", "  ")
	if err := encoder.Encode(a.toJSON(done)); err != nil {
		return err
	}
	w.Write(bytes.TrimSuffix(head.Bytes(), []byte("\n  }\n")))
	s := done.summary
	for _, list := range []struct {
		key   string
		notes store.NoteList
	}{{"reasons", s.Rejects}, {"skips", s.Skips}, {"warnings", s.Warnings}, {"differs", s.Differs}, {"suspects", s.Suspects}} {
		if err := a.writeNotes(w, list.key, list.notes); err != nil {
			return err
		}
	}
	_, err := w.WriteString("\n  }")
	return err
}

func (a *app) writeNotes(w *bufio.Writer, key string, notes store.NoteList) error {
	fmt.Fprintf(w, ",\n    %q: [", key)
	between, end := "\n      ", "]"
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	for n := range notes.All() {
		w.WriteString(between)
		if err := encoder.Encode(noteJSON{n.Line, n.Column, n.Reason.In(a.lang)}); err != nil {
			return err
		}
		between, end = "      ,", "    ]"
	}
	_, err := w.WriteString(end)
	return err
}

func (a *app) toJSON(done imported) summaryJSON {
	s := done.summary
	amount, added := sheet.MakeMoney(s.Amount), sheet.MakeMoney(s.Added)
	j := summaryJSON{File: done.name, Rows: s.Sum(), Inserted: s.Inserted, Updated: s.Updated, Unchanged: s.Unchanged, Rejected: s.Rejected, Skipped: s.Skipped,
		Parts: map[string]map[string]int{}, Seconds: done.seconds, Amount: amount.AppendJSON(nil), Added: added.AppendJSON(nil), Voided: s.Voided, Removed: s.Removed, Missing: s.Missing,
		Kept: []string{}, LeftOut: []string{}, Notes: []string{}}
	if done.file != nil {
		j.Encoding, j.LeftOut, j.Withheld = done.file.Encoding, append(j.LeftOut, done.file.LeftOut()...), done.file.Withheld
		for _, m := range done.file.Columns {
			if m.As == intake.Extra {
				j.Kept = append(j.Kept, m.Extra)
			}
		}
		for _, note := range done.file.Notes {
			j.Notes = append(j.Notes, note.In(a.lang))
		}
		if done.file.Worksheet != "" {
			j.Worksheet = &done.file.Worksheet
		}
	}
	if done.rejects != "" {
		j.Rejects = &done.rejects
	}
	if s.Batch.ID != 0 {
		j.Batch = &s.Batch.ID
	}
	for key, c := range s.Parts {
		j.Parts[key] = map[string]int{"inserted": c.Inserted, "updated": c.Updated, "unchanged": c.Unchanged, "skipped": c.Skipped}
	}
	if done.err != nil {
		j.Error = done.err.Error()
		var known *sheet.Error
		if errors.As(done.err, &known) {
			j.Error = known.Words.In(a.lang)
		}
		errors.As(done.err, &j.Questions)
	}
	return j
}
