package render

import (
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"kehu/report"
	"kehu/store/sheet"
)

// Template writes a workbook to fill in: a worksheet with the columns of s that
// people type, formats and drop-down lists in place, and one that explains them.
// Required columns are marked with * before their heading. A sheet of a customer's
// rows also takes phone and village, which tell people of one name apart. With
// only, other columns are left out.
func Template(w io.Writer, s *sheet.Sheet, only []*sheet.Column, l sheet.Lang) error {
	b, err := newBook(l)
	if err != nil {
		return err
	}
	defer b.f.Close() // it holds no file
	t := &template{b: b, page: b.add(s.Label().In(l), s.Key)}
	for _, c := range s.Columns {
		if typed(c) && (only == nil || c.Required || slices.Contains(only, c)) {
			t.columns = append(t.columns, c)
		}
	}
	t.form()
	t.explain(b.add(sheet.W("填写说明", "How to fill in").In(l), ""))
	b.properties([]report.Doc{{Title: s.Label()}})
	return b.write(w)
}

// typed reports whether people fill the column in.
func typed(c *sheet.Column) bool {
	return c.Origin == sheet.Own || c.Origin == sheet.Borrowed && (c.Key == "phone" || c.Key == "village")
}

// template is a workbook to fill in.
type template struct {
	b       *book
	page    *page
	columns []*sheet.Column
	lists   *page // the hidden worksheet of long drop-down lists, nil if none
}

// formRows is how many rows have drop-down lists.
const formRows = 20000

// form makes the worksheet to fill in.
func (t *template) form() {
	f, name := t.b.f, t.page.name
	for i, c := range t.columns {
		letter, _ := excelize.ColumnNumberToName(i + 1) // sheets have few columns
		p := t.b.plan(report.ColumnOf(c), true)
		if c.Kind() == sheet.BirthdayKind {
			p.look.format = "@" // 03-05 would become this year's March
		}
		head := headLook()
		if c.Required {
			head.fill = sayFill
		}
		t.b.fail(f.SetColStyle(name, letter, t.b.style(p.look)))
		t.b.fail(f.SetColWidth(name, letter, letter, p.width(t.b.l)+1))
		t.b.fail(f.SetCellValue(name, letter+"1", t.heading(c)))
		t.b.fail(f.SetCellStyle(name, letter+"1", letter+"1", t.b.style(head)))
		t.dropDown(c, letter)
	}
	t.b.fail(f.SetRowHeight(name, 1, 33))
	freeze := 0
	if len(t.columns) > 6 {
		freeze = 1
	}
	t.b.fail(f.SetPanes(name, panes(freeze, 1)))
	t.b.paper(name, 1, 0)
}

func (t *template) heading(c *sheet.Column) string {
	if c.Required {
		return "*" + c.Label().In(t.b.l)
	}
	return c.Label().In(t.b.l)
}

// dropDown gives a column of choices its list. Another word only earns a warning,
// because the import understands synonyms.
func (t *template) dropDown(c *sheet.Column, letter string) {
	words := choices(c, t.b.l)
	if len(words) == 0 {
		return
	}
	v := excelize.NewDataValidation(true)
	v.SetSqref(letter + "2:" + letter + strconv.Itoa(formRows))
	if listed(words) > maxList {
		v.SetSqrefDropList(t.list(c.Key, words))
	} else {
		t.b.fail(v.SetDropList(words))
	}
	v.SetError(excelize.DataValidationErrorStyleWarning, c.Label().In(t.b.l),
		sheet.W("不在列表里，确定要这样填吗？", "Not in the list. Keep it?").In(t.b.l))
	if hint := ends(c).In(t.b.l); hint != "" {
		v.SetInput(c.Label().In(t.b.l), hint)
	}
	t.b.fail(t.b.f.AddDataValidation(t.page.name, v))
}

// maxList is the most UTF-16 units of a list kept in the validation itself.
const maxList = 255

// listed is the length of words as a list.
func listed(words []string) int {
	return len(utf16.Encode([]rune(strings.Join(words, ","))))
}

// list puts a long list into a hidden worksheet and returns the name it goes by.
func (t *template) list(key string, words []string) string {
	f := t.b.f
	if t.lists == nil {
		t.lists = t.b.add(sheet.W("选项", "Choices").In(t.b.l), "")
		t.b.fail(f.SetSheetVisible(t.lists.name, false))
	}
	t.lists.rows++
	letter, _ := excelize.ColumnNumberToName(t.lists.rows) // a column for each list
	for i, word := range words {
		t.b.fail(f.SetCellValue(t.lists.name, letter+strconv.Itoa(i+1), word))
	}
	name := "choices_" + key
	t.b.fail(f.SetDefinedName(&excelize.DefinedName{Name: name,
		RefersTo: reference(t.lists.name) + "!$" + letter + "$1:$" + letter + "$" + strconv.Itoa(len(words))}))
	return name
}

// choices are the words that may stand in a column, nil if anything may.
func choices(c *sheet.Column, l sheet.Lang) []string {
	var words []string
	switch c.Kind() {
	case sheet.ChoiceKind:
		for _, o := range c.Options {
			words = append(words, o.Label().In(l))
		}
	case sheet.FlagKind:
		words = []string{sheet.W("是", "yes").In(l), sheet.W("否", "no").In(l)}
	case sheet.ScoreKind:
		if low, high, ok := span(c); ok {
			for n := low.Score; n <= high.Score; n++ {
				words = append(words, strconv.FormatInt(n, 10))
			}
		}
	}
	return words
}

// span is the first and the last step of a score.
func span(c *sheet.Column) (low, high sheet.Option, ok bool) {
	if c.Kind() != sheet.ScoreKind || len(c.Options) == 0 {
		return low, high, false
	}
	low, high = c.Options[0], c.Options[0]
	for _, o := range c.Options {
		if o.Score < low.Score {
			low = o
		}
		if o.Score > high.Score {
			high = o
		}
	}
	return low, high, true
}

// ends says what the steps of a score mean.
func ends(c *sheet.Column) sheet.Words {
	low, high, ok := span(c)
	if !ok {
		return sheet.Words{}
	}
	return sheet.W("%d %s … %d %s", "%d %s … %d %s", low.Score, low.Label(), high.Score, high.Label())
}
