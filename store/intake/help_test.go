package intake

import (
	"bytes"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"kehu/store/sheet"
)

// today is the day on which the tests read.
func today() sheet.Date { return sheet.MakeDate(2026, 3, 5) }

// open reads text; lines of a test's table are joined by it.
func open(t *testing.T, o Options, lines ...string) *File {
	t.Helper()
	f, err := tryOpen(o, []byte(strings.Join(lines, "\n")))
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	return f
}

func tryOpen(o Options, text []byte) (*File, error) {
	if o.Today == 0 {
		o.Today = today()
	}
	return openOne("账.csv", text, o)
}

// openKnown is Open by a dictionary made before: of many small files making it would
// take longer than all the rest.
func openKnown(name string, content []byte, known *dictionary, o Options) ([]*File, error) {
	if o.Today == 0 {
		o.Today = today()
	}
	files, err := openAny(name, bytes.NewReader(content), known, o)
	if unknown := lacking(files, err); unknown != nil {
		err = unknown
	}
	if err != nil {
		return nil, named(name, err)
	}
	return files, nil
}

// openOne opens a text, which is one File.
func openOne(name string, text []byte, o Options) (*File, error) {
	files, err := Open(name, bytes.NewReader(text), o)
	if err != nil {
		return nil, err
	}
	return files[0], nil
}

// places tells where the columns of f go: 姓名=customers.name, 学历=extra@customers.
func places(f *File) []string {
	var all []string
	for _, m := range f.Columns {
		text := m.Heading + "="
		switch m.As {
		case Mapped:
			text += m.Column.Sheet.Key + "." + m.Column.Key
			for _, also := range m.Also {
				text += "+" + also.Sheet.Key + "." + also.Key
			}
		case Extra:
			text += "extra@" + m.ExtraSheet.Key
			if m.Extra != m.Heading {
				text += ":" + m.Extra
			}
		case Skipped:
			text += "skip"
		case Sensitive:
			text += "sensitive"
		}
		all = append(all, text)
	}
	return all
}

// tell is a record in one line: what each part sets, then what is wrong.
func tell(r *sheet.Record) string {
	if !r.Skip.Empty() {
		return "skip " + r.Skip.In(sheet.ZH)
	}
	var all []string
	if text := tellPatch(r.Customer); text != "" {
		all = append(all, text)
	}
	if r.Number != nil {
		all = append(all, "number "+strings.TrimSpace(r.Number.Shop.String()+" "+r.Number.Number.String()))
	}
	for _, part := range r.Parts {
		all = append(all, part.Sheet.Key+" "+tellPatch(part))
	}
	for _, p := range r.Problems {
		mark := "? "
		if p.Fatal {
			mark = "! "
		}
		all = append(all, mark+p.Column+" "+p.Reason.In(sheet.ZH))
	}
	return strings.Join(all, " | ")
}

func tellPatch(p sheet.Patch) string {
	var cells []string
	head := p.Row.Base()
	if head.ID != 0 {
		cells = append(cells, "#"+head.ID.String())
	}
	for c := range p.All() {
		cells = append(cells, c.Key+"="+c.Field(p.Row).String())
	}
	for _, name := range slices.Sorted(maps.Keys(head.Extra)) {
		cells = append(cells, name+":"+head.Extra[name])
	}
	return strings.Join(cells, " ")
}

// tellAll reads all records of f.
func tellAll(t *testing.T, f *File) []string {
	t.Helper()
	var all []string
	for r, err := range f.Records() {
		if err != nil {
			t.Fatalf("Records: %v", err)
		}
		all = append(all, tell(r))
	}
	return all
}

// zh is the Chinese text of an error.
func zh(err error) string {
	var known *sheet.Error
	if errors.As(err, &known) {
		return known.Words.In(sheet.ZH)
	}
	return err.Error()
}

func gb18030(t testing.TB, text string) []byte {
	t.Helper()
	b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func utf16(t testing.TB, order unicode.Endianness, bom unicode.BOMPolicy, text string) []byte {
	t.Helper()
	b, err := unicode.UTF16(order, bom).NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return b
}
