package intake

import (
	"bufio"
	"io"
	"strings"
	"unicode"

	"kehu/store/grid"
	"kehu/store/sheet"
)

// Note is one line of a day's notes: who, what was done, and what comes next.
// Whose the rows are is for others to find.
type Note struct {
	Line    int           // counted from 1
	Text    string        // as written, without surrounding space
	Under   string        // the line above it that says the day, "" if none does
	Day     sheet.Date    // the day it is about
	Dated   bool          // the line says that day itself
	Place   string        // the last word of the line above it that may be a village's name
	Who     string        // the customer, as the line names them
	Said    string        // the word behind that, which says what was done
	Parts   []sheet.Patch // the rows, without their customer
	Credit  bool          // of a purchase: nothing was paid
	Return  bool          // of a purchase: it came back
	Problem sheet.Words   // why the line can't be placed, empty if it can
	Hint    sheet.Words   // what it says and is not recorded, empty if nothing
}

// Notes reads a day's notes: a line each, in the words that Note.read knows. Blank
// lines and those behind // or # are left out; a line that is a day and no more
// sets the day of the lines below, and one with a single word behind it, or that word
// alone, their place. It returns the encoding, too. Errors are
// *sheet.Error: Failed for what is no text, Misused for an unknown o.Encoding.
func Notes(name string, src io.ReadSeeker, o Options) (encoding string, notes []Note, err error) {
	text, encoding, err := grid.Decode(src, o.Encoding)
	if err != nil {
		return "", nil, named(name, err)
	}
	notes, err = readNotes(text, o.Today)
	if err != nil {
		return "", nil, named(name, err)
	}
	return encoding, notes, nil
}

// longestNote bounds a line, in bytes.
const longestNote = 1 << 16

func readNotes(text io.Reader, today sheet.Date) (notes []Note, err error) {
	lines := bufio.NewScanner(text)
	lines.Buffer(nil, longestNote)
	lines.Split(eitherEnd)
	day := heading{day: today}
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimFunc(lines.Text(), func(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' })
		if isComment(line) {
			continue
		}
		line = unnumbered(line)
		if h, ok := readHeading(line, today); ok {
			day = h
			continue
		}
		at, lone := day.placed(line, today)
		if lone {
			day = at
		}
		note := Note{Line: n, Text: line, Under: day.text, Day: day.day, Place: day.place, Problem: day.problem}
		switch {
		case lone && day.problem.Empty():
			note.Who, note.Problem = day.place, oneWord()
		case day.problem.Empty():
			note.read(today)
		}
		notes = append(notes, note)
	}
	if lines.Err() == bufio.ErrTooLong {
		return nil, sheet.Fail(sheet.Failed, "有一行太长，不像记事", "a line is too long for a note")
	}
	return notes, lines.Err()
}

// eitherEnd cuts lines at \n, \r\n and \r.
func eitherEnd(data []byte, atEnd bool) (advance int, token []byte, err error) {
	for i, b := range data {
		switch {
		case b == '\n':
			return i + 1, data[:i], nil
		case b == '\r' && i+1 < len(data) && data[i+1] == '\n':
			return i + 2, data[:i], nil
		case b == '\r' && (i+1 < len(data) || atEnd):
			return i + 1, data[:i], nil
		}
	}
	if atEnd && len(data) > 0 {
		return len(data), data, nil
	}
	return 0, nil, nil
}

// isComment reports whether a line is none of ours; #17 is a customer.
func isComment(line string) bool {
	line = sheet.Fold(line)
	rest, hash := strings.CutPrefix(line, "#")
	return line == "" || strings.HasPrefix(line, "//") || hash && (rest == "" || rest[0] < '0' || rest[0] > '9')
}

// unnumbered is a line without the number in front of it, as in a chain of messages:
// 1. 王秀兰 买 钙片. 3.5 is a day.
func unnumbered(line string) string {
	rest := strings.TrimLeft(line, "0123456789")
	if digits := len(line) - len(rest); digits == 0 || digits > 3 {
		return line
	}
	for _, mark := range [...]string{".", "．", "、", ")", "）"} {
		if text, ok := strings.CutPrefix(rest, mark); ok && text != "" && !digit(text[0]) {
			return strings.TrimLeftFunc(text, unicode.IsSpace)
		}
	}
	return line
}

// heading is the day and the place that lines set for those below them.
type heading struct {
	text    string // of the line that set the day
	day     sheet.Date
	place   string
	problem sheet.Words // why the lines below have no day
}

// readHeading reads a line that is a day and no more. One that was meant as a day
// and can't be read leaves the lines below without one: a guess would date them
// by the day above it.
func readHeading(line string, today sheet.Date) (heading, bool) {
	line = strings.TrimRight(line, ":：。")
	if day, ok := pastDay(line, today); ok {
		h := heading{text: line, day: day}
		if day > today {
			h.problem = sheet.W("上面的日期“%s”还没到", "the day above, “%s”, is still to come", line)
		}
		return h, true
	}
	if strings.ContainsFunc(line, unicode.IsSpace) || !strings.ContainsAny(sheet.Fold(line), "月日号/.-") || !strings.ContainsAny(sheet.Fold(line), "0123456789") {
		return heading{}, false
	}
	return heading{text: line, problem: sheet.W("上面的日期“%s”看不懂", "the day above, “%s”, can't be read", line)}, true
}

// placed reads a line that is a single word, behind a day or not: 3月5日 周四 后屯.
// Whether it is a village, others know.
func (h heading) placed(line string, today sheet.Date) (heading, bool) {
	word, rest := cutWord(line)
	if day, ok := pastDay(word, today); ok && rest != "" {
		h = heading{text: word, day: day}
		if day > today {
			h.problem = sheet.W("上面的日期“%s”还没到", "the day above, “%s”, is still to come", word)
		}
		if word, rest = cutWord(rest); strings.ContainsAny(word, "周期拜") && rest != "" {
			word, rest = cutWord(rest)
		}
	}
	h.place = strings.TrimRight(word, "。.")
	return h, rest == "" && noteVerb(h.place) == nil && !strings.ContainsFunc(h.place, unicode.IsDigit)
}

// oneWord is why a line that is a single word can't be placed.
func oneWord() sheet.Words {
	return sheet.W("只有一项，没写做了什么", "there is but one word: what was done?")
}

// pastDay reads the day that notes are about. Bare digits are no day, but for
// 20260305: 5678 is somebody's phone.
func pastDay(text string, today sheet.Date) (sheet.Date, bool) {
	if plain := sheet.Fold(text); len(plain) != 8 && strings.Trim(plain, "0123456789. ") == "" && strings.Count(plain, ".") != 1 && strings.Count(plain, ".") != 2 {
		return 0, false
	}
	day, err := sheet.ParseDate(text, sheet.Reading{Today: today, Prefer: sheet.Past, Relative: true})
	return day, err == nil && day != 0
}

// NoteForms are what a line may be, for who wrote it differently.
func NoteForms() sheet.Words {
	return sheet.W("每行应像：王秀兰 上门 血压计会用了 下次周三；王秀兰 买 钙片 6盒 1188 付1000；王秀兰 还 188；王秀兰 说 孩子回来了（全部写法：kehu help 记事写法）",
		"a line is like: 王秀兰 上门 血压计会用了 下次周三; 王秀兰 买 钙片 6盒 1188 付1000; 王秀兰 还 188; 王秀兰 说 孩子回来了 (all forms: kehu help note-lines)")
}

// read understands the line.
func (n *Note) read(today sheet.Date) {
	rest := n.dayFrom(n.Text, today)
	n.Who, rest = cutWord(rest)
	n.deed(rest, today)
}

// VillageFirst is the line as one that names the village before the customer:
// 后屯 王秀兰 上门 会用了.
func (n Note) VillageFirst(today sheet.Date) Note {
	swapped := Note{Line: n.Line, Text: n.Text, Under: n.Under, Day: n.Day, Place: n.Place}
	village, rest := cutWord(swapped.dayFrom(n.Text, today))
	swapped.Who, rest = cutWord(rest)
	swapped.Who += "@" + village
	swapped.deed(rest, today)
	return swapped
}

// IsDeed reports whether a word says what was done, as behind a customer's name.
func IsDeed(word string) bool { return noteVerb(word) != nil }

// deed understands what stands behind the customer.
func (n *Note) deed(rest string, today sheet.Date) {
	rest = n.dayFrom(rest, today) // 王秀兰 昨天 上门
	if n.Day > today {
		n.Problem = sheet.W("%s 还没到；约以后的事请写 约", "%s is still to come; write 约 for what is to be done", n.Day)
		return
	}
	whole := rest
	n.Said, rest = cutWord(rest)
	said := noteVerb(n.Said)
	if said == nil && n.coming(n.Said) { // 王秀兰 下周三 送货
		said, rest = (*Note).promised, whole
	}
	if said == nil {
		n.Problem = n.unknown(rest)
		return
	}
	if err := said(n, rest); err != nil {
		n.Parts, n.Hint, n.Problem = nil, sheet.Words{}, wordsOf(err)
	}
	if len(n.Parts) == 2 { // the plan at the end of a line is read first
		n.Parts[0], n.Parts[1] = n.Parts[1], n.Parts[0]
	}
}

// dayFrom takes the line's own day from the beginning of text, where one is followed
// by more.
func (n *Note) dayFrom(text string, today sheet.Date) (rest string) {
	first, after := cutWord(text)
	if day, ok := pastDay(first, today); ok && after != "" && !n.Dated && (n.Who == "" || day <= today) {
		n.Day, n.Dated = day, true
		return after
	}
	return text
}

func wordsOf(err error) sheet.Words {
	if known, ok := err.(*sheet.Error); ok {
		return known.Words
	}
	return sheet.Verbatim(err.Error())
}

// cutWord takes the first word of a line; the marks that a phone's keyboard puts
// between words count as spaces.
func cutWord(text string) (word, rest string) {
	between := func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("，,、：:；;", r) }
	text = strings.TrimLeftFunc(text, between)
	end := strings.IndexFunc(text, between)
	if end < 0 {
		return text, ""
	}
	return text[:end], strings.TrimLeftFunc(text[end:], between)
}
