package cmd

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"kehu/store/intake"
	"kehu/store/sheet"
)

// questionsOf are the questions behind an error, nil if there are none.
func questionsOf(err error) (q *intake.Questions) {
	errors.As(err, &q)
	return q
}

// answerAll asks the questions one by one and returns what to map; false when nobody
// answers.
func (a *app) answerAll(q *intake.Questions) (answers map[string]string, ok bool) {
	answers = map[string]string{}
	title := titleOf(filepath.Base(q.File), &intake.File{Worksheet: q.Worksheet})
	fmt.Fprintln(a.err, a.text("%s：第 %d 行是表头，有几列说不准，请选：", "%s: headings in line %d, some of which can't be decided; please choose:", title, q.HeaderLine))
	for _, one := range q.Questions {
		if one.Column != "" {
			ok = a.answerClaims(one, answers)
		} else {
			ok = a.answerEach(q, one, answers)
		}
		if !ok {
			return nil, false
		}
	}
	return answers, true
}

// answerClaims asks which of several headings is the column that all claim, and then
// what the others are.
func (a *app) answerClaims(one intake.Question, answers map[string]string) bool {
	column := meaningOf(one.Column)
	choices := make([]string, len(one.Headings), len(one.Headings)+1)
	for i, heading := range one.Headings {
		choices[i] = heading + a.samples(one.Samples[i])
	}
	choices = append(choices, a.text("都不是", "neither"))
	n, ok := a.choose(sheet.W("哪一列是“%s”？", "which is %s?", intake.Meaning(column)), choices)
	if !ok {
		return false
	}
	for i, heading := range one.Headings {
		if i == n {
			answers[heading] = column
			continue
		}
		key, ok := a.askColumn(heading, one.Samples[i], "extra", column)
		if !ok {
			return false
		}
		answers[heading] = key
	}
	return true
}

// answerEach asks what each of the headings is.
func (a *app) answerEach(q *intake.Questions, one intake.Question, answers map[string]string) bool {
	if !one.Hint.Empty() {
		fmt.Fprintln(a.err, one.Hint.In(a.lang))
	}
	for i, heading := range one.Headings {
		choices := columnChoices(one.Samples[i], q.Suggestions[heading], slices.Collect(maps.Values(answers)))
		if i < len(one.Choices) {
			choices = one.Choices[i]
		}
		key, ok := a.askAmong(heading, one.Samples[i], choices)
		if !ok {
			return false
		}
		answers[heading] = key
	}
	return true
}

// askColumn asks what a heading is, the suggestion first and what other headings are
// already left out; false when nobody answers.
func (a *app) askColumn(heading string, samples []string, first string, taken ...string) (key string, ok bool) {
	return a.askAmong(heading, samples, columnChoices(samples, first, taken))
}

// askAmong asks which of the columns with those keys a heading is; any other may be
// named as well.
func (a *app) askAmong(heading string, samples, keys []string) (key string, ok bool) {
	choices := make([]string, len(keys))
	for i, key := range keys {
		choices[i] = intake.Meaning(key).In(a.lang)
	}
	fmt.Fprintln(a.err, a.text("“%s”%s", "“%s”%s", heading, a.samples(samples)))
	for {
		n, word, ok := a.chooseOr(sheet.W("是哪一列？", "which column is it?"), choices)
		switch {
		case !ok:
			return "", false
		case word == "":
			return keys[n], true
		case meaningOf(word) != "":
			return meaningOf(word), true
		}
		a.say("没有“%s”这一列，用 kehu help columns 查看", "no column “%s”; see kehu help columns", word)
	}
}

// columnChoices are the keys to choose from, the last of them for no column of kehu's.
func columnChoices(samples []string, first string, taken []string) []string {
	keys := slices.DeleteFunc(intake.Likely(samples), func(key string) bool { return key == first || slices.Contains(taken, key) })
	last := []string{"extra", "skip"}
	if first != "" {
		keys = append([]string{first}, keys...)
		last = slices.DeleteFunc(last, func(key string) bool { return key == first })
	}
	return append(keys[:min(len(keys), mostChoices-len(last))], last...)
}

// mostChoices is how many choices a digit can pick from.
const mostChoices = 9

// choose asks for one of the choices, the first where Enter is all.
func (a *app) choose(question sheet.Words, choices []string) (n int, ok bool) {
	for {
		n, word, ok := a.chooseOr(question, choices)
		if !ok || word == "" {
			return n, ok
		}
	}
}

// chooseOr asks for one of the choices; word is what was typed that is none of them.
func (a *app) chooseOr(question sheet.Words, choices []string) (n int, word string, ok bool) {
	for i, choice := range choices {
		fmt.Fprintf(a.err, "  %d  %s\n", i+1, choice)
	}
	answer, more := a.ask(sheet.W("%s（1–%d，回车是 1）", "%s (1–%d, Enter: 1)", question, len(choices)))
	answer = sheet.Fold(answer)
	switch {
	case !more:
		return 0, "", false
	case answer == "":
		return 0, "", true
	case len(answer) == 1 && answer[0] >= '1' && int(answer[0]-'1') < len(choices):
		return int(answer[0] - '1'), "", true
	}
	return 0, answer, true
}

// samples are a few cells, for the end of a line.
func (a *app) samples(cells []string) string {
	if len(cells) == 0 {
		return a.text("　（没有内容）", "  (empty)")
	}
	return a.text("　如 %s", "  such as %s", strings.Join(cells[:min(len(cells), 3)], a.text("、", ", ")))
}

// meaningOf is the key for --map of a column that a person names: 手机, 购买.金额,
// purchases.amount, extra; "" if there is none.
func meaningOf(word string) string {
	switch strings.ToLower(word) {
	case "extra", "自定义":
		return "extra"
	case "skip", "不要", "跳过":
		return "skip"
	}
	word, of, grouped := strings.Cut(word, "#")
	if grouped {
		if key := meaningOf(word); key != "" {
			return key + "#" + of
		}
		return ""
	}
	for _, s := range sheet.All() {
		name := word
		if of, rest, ok := strings.Cut(word, "."); ok {
			if of != s.Key && of != s.ZH && !strings.EqualFold(of, s.EN) {
				continue
			}
			name = rest
		}
		if c := s.Named(name); c != nil && (c.Origin == sheet.Own || c.Origin == sheet.Input || s == sheet.Customers && c.Key == "no") {
			return intake.KeyOf(c)
		}
	}
	return ""
}

// chooseHeading asks which of the files' headings is to mean something else; nil for none.
func (a *app) chooseHeading(files []*intake.File) (chosen *intake.Mapping, samples []string) {
	type place struct {
		file   *intake.File
		column int
	}
	var places []place
	for _, f := range files {
		if len(files) > 1 {
			fmt.Fprintln(a.err, a.text("工作表“%s”", "worksheet “%s”", f.Worksheet))
		}
		for i, m := range f.Columns {
			if places = append(places, place{f, i}); m.Heading != "" {
				fmt.Fprintf(a.err, "  %d  %s → %s\n", len(places), m.Name, intake.Meaning(m.Key()).In(a.lang))
			}
		}
	}
	answer, _ := a.ask(sheet.W("改哪一列？（编号或表头，回车不改）", "which one? (its number or heading; Enter: none)"))
	for i, p := range places {
		if m := p.file.Columns[p.column]; m.Heading != "" && (sheet.Fold(answer) == fmt.Sprint(i+1) || answer == m.Name) {
			return &m, samplesOf(p.file, p.column)
		}
	}
	return nil, nil
}

// samplesOf are the first cells of column i.
func samplesOf(f *intake.File, i int) (cells []string) {
	for _, row := range firstRows(f) {
		if cell := cellAt(row, i); cell != "" {
			cells = append(cells, cell)
		}
	}
	return cells
}
