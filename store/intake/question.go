package intake

import (
	"errors"
	"strconv"
	"strings"

	"kehu/store/sheet"
)

// Questions is what has to be answered before a file can be imported. As JSON it
// is what --json prints.
type Questions struct {
	File       string     `json:"file"`
	Worksheet  string     `json:"worksheet,omitempty"`
	HeaderLine int        `json:"header_line"`
	Questions  []Question `json:"questions"`
	// Suggestions are the keys of columns that unknown headings may be, by heading.
	Suggestions map[string]string `json:"suggestions,omitempty"`
	Map         map[string]string `json:"map"` // a --map that answers all of them, to be checked

	files []*File // what is asked about, and the other worksheets of the workbook
}

// Unused is the headings of Options.Map that the file lacks, in all its worksheets.
func (q *Questions) Unused() []string { return q.files[0].unused }

// Question is one thing that cannot be decided.
type Question struct {
	Words    sheet.Words `json:"-"`
	Hint     sheet.Words `json:"-"`                 // what helps to answer, empty if nothing does; Words have it as well
	Headings []string    `json:"headings"`          // that it is about
	Column   string      `json:"column,omitempty"`  // that they claim, "sheet.key"
	Samples  [][]string  `json:"samples"`           // cells under each heading
	Choices  [][]string  `json:"choices,omitempty"` // what each heading may be, as a map says it; none: anything
}

// Error is the English text of the questions.
func (q *Questions) Error() string { return q.words().In(sheet.EN) }

func (q *Questions) words() sheet.Words {
	all := q.Questions[0].Words
	for _, one := range q.Questions[1:] {
		all = sheet.W("%s；%s", "%s; %s", all, one.Words)
	}
	return all
}

// Asking is the error of a workbook several worksheets of which have questions: that
// of each.
type Asking []error

// Error is the English text of the first.
func (a Asking) Error() string { return a[0].Error() }

// Unwrap returns the errors of the worksheets.
func (a Asking) Unwrap() []error { return a }

// asksOf are the questions behind an error, nil if there are none.
func asksOf(err error) (q *Questions) {
	errors.As(err, &q)
	return q
}

const samplesShown = 5

// examples are the first cells of column i.
func (r *resolver) examples(i int) []string {
	values := r.values(i)
	return append([]string{}, values[:min(len(values), samplesShown)]...)
}

// twoClaims asks which of two headings is the column that both claim.
func (r *resolver) twoClaims(a, b int) Question {
	first, second := r.choices[a], r.choices[b]
	return Question{
		Words: sheet.W("“%[1]s”和“%[2]s”都像“%[3]s”，内容又不一样；请用 --map '%[1]s=%[4]s' --map '%[2]s=extra' 说明",
			"both “%[1]s” and “%[2]s” look like %[3]s and they differ: say which with --map '%[1]s=%[4]s' --map '%[2]s=extra'",
			first.Name, second.Name, first.Column.Label(), KeyOf(first.Column)),
		Headings: []string{first.Name, second.Name},
		Column:   first.Column.Sheet.Key + "." + first.Column.Key,
		Samples:  [][]string{r.examples(a), r.examples(b)},
	}
}

// KeyOf is the shortest key of a column that a map understands.
func KeyOf(c *sheet.Column) string {
	if c.Sheet == sheet.Customers {
		return c.Key
	}
	return c.Sheet.Key + "." + c.Key
}

// Meaning says in words what a map's key means: 购买.产品 for purchases.product.
func Meaning(key string) sheet.Words {
	switch key {
	case "extra":
		return sheet.W("保留为自己的列", "a column of your own")
	case "skip":
		return sheet.W("不导入", "left out")
	}
	plain, times, grouped := strings.Cut(key, "#")
	column := columnOf(plain)
	if column == nil {
		column = sheet.Customers.Column(plain)
	}
	switch {
	case column == nil:
		return sheet.Verbatim(key)
	case grouped && strings.Trim(times, "0123456789") != "":
		return sheet.W("%s.%s（%s）", "%s.%s (%s)", column.Sheet.Label(), column.Label(), times)
	case grouped:
		return sheet.W("%s.%s（第 %s 次）", "%s.%s (time %s)", column.Sheet.Label(), column.Label(), times)
	}
	return sheet.W("%s.%s", "%s.%s", column.Sheet.Label(), column.Label())
}

// ask is the error that carries the questions.
func (r *resolver) ask(f *File) error {
	q := &Questions{File: f.Name, Worksheet: f.Worksheet, HeaderLine: f.HeaderLine, Questions: r.questions, Map: map[string]string{}, files: []*File{f}}
	f.strange = !r.usable()
	unknown := len(q.Questions) == 0
	if unknown {
		q.Questions = []Question{r.noHeadings(f)}
	}
	for i := range r.choices {
		c := &r.choices[i]
		if c.Heading == "" {
			continue
		}
		q.Map[c.Name] = c.Key()
		if c.Suggestion != nil {
			q.suggest(c.Name, KeyOf(c.Suggestion), unknown)
		}
	}
	return (&sheet.Error{Failure: sheet.Unanswered, Words: q.words()}).Because(q)
}

// suggest notes what a heading may be; answers puts it into the map as well.
func (q *Questions) suggest(heading, key string, answers bool) {
	if q.Suggestions == nil {
		q.Suggestions = map[string]string{}
	}
	q.Suggestions[heading] = key
	if answers {
		q.Map[heading] = key
	}
}

// noHeadings asks what is what in a file none of whose headings say whose rows it holds.
func (r *resolver) noHeadings(f *File) Question {
	q := Question{Words: sheet.W("第 %d 行的表头里认不出姓名、手机、编号或购买金额；请用 --map '原表头=name' 说明哪一列是什么",
		"the headings on line %d show no name, phone, number or amount: say which column is which with --map 'heading=name'", f.HeaderLine)}
	for i := range r.choices {
		if r.choices[i].Heading != "" {
			q.Headings = append(q.Headings, r.choices[i].Name)
			q.Samples = append(q.Samples, r.examples(i))
		}
	}
	return q
}

func itoa(n int) string { return strconv.Itoa(n) }
