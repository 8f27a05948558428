package cmd

import (
	"fmt"
	"strconv"
	"strings"

	"kehu/store"
	"kehu/store/sheet"
)

// guarded is the number of customers up to which a write goes on without asking.
const guarded = 3

// shownPeople is the most customers that a question names.
const shownPeople = 10

// confirm asks before a write that touches more than a few customers. Without a
// terminal it is refused unless --yes says so.
func (a *app) confirm(people []store.Person, question sheet.Words) error {
	if len(people) <= guarded || a.global.yes {
		return nil
	}
	a.name(people, len(people))
	if !a.inTerminal {
		return sheet.Fail(sheet.Misused, "这会动到 %d 位客户，确定请加 --yes", "this touches %d customers; add --yes if you are sure", len(people))
	}
	return a.agreed(question)
}

// name lists the first of so many customers, as far as they are known.
func (a *app) name(people []store.Person, all int) {
	people = people[:min(len(people), shownPeople)]
	for _, p := range people {
		fmt.Fprintln(a.err, "  "+p.String())
	}
	if 0 < len(people) && len(people) < all {
		fmt.Fprintln(a.err, a.text("  … 共 %d 位", "  … %d in all", all))
	}
}

// agreed asks a question on the terminal; the error is that the answer was no.
// Only an answer that begins with y or 是 is a yes.
func (a *app) agreed(question sheet.Words) error {
	fmt.Fprint(a.err, question.In(a.lang)+a.text("（y/N）", " (y/N) "))
	answer := strings.ToLower(a.readLine())
	if strings.HasPrefix(answer, "y") || strings.HasPrefix(answer, "是") {
		return nil
	}
	return refused()
}

// refused is that somebody who was asked said no: nothing was done, which the exit
// code says, but nothing went wrong either.
func refused() error {
	return sheet.Fail(sheet.Failed, "没有改动", "nothing changed").Because(declined{})
}

// declined is the cause of an error that a person knows to be their own no.
type declined struct{}

// Error says so.
func (declined) Error() string { return "the answer was no" }

// readLine is the answer to a question, folded: y, 是 and digits in any width.
func (a *app) readLine() string {
	line, _ := a.typedLine()
	return sheet.Fold(line)
}

// typedLine is the next line that somebody types, false when there is none. It
// reads no further than its end: what is typed ahead belongs to the next question.
func (a *app) typedLine() (line string, more bool) {
	var typed []byte
	for one := make([]byte, 1); ; {
		n, err := a.in.Read(one)
		if n == 1 && one[0] != '\n' {
			typed = append(typed, one[0])
		}
		if n == 1 && one[0] == '\n' || err != nil {
			return strings.TrimSpace(string(typed)), err == nil || len(typed) > 0
		}
	}
}

// ask asks for a line of text, "" where Enter was all, false where nobody answers.
func (a *app) ask(question sheet.Words) (answer string, more bool) {
	fmt.Fprint(a.err, question.In(a.lang)+a.text("：", ": "))
	return a.typedLine()
}

// pick asks for one of several by its number; -1 is none of them.
func (a *app) pick(question sheet.Words, choices []string) int {
	for i, choice := range choices {
		fmt.Fprintf(a.err, "  %d  %s\n", i+1, choice)
	}
	fmt.Fprint(a.err, question.In(a.lang))
	if n, err := strconv.Atoi(a.readLine()); err == nil && n >= 1 && n <= len(choices) {
		return n - 1
	}
	return -1
}
