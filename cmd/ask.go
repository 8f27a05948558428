package cmd

import (
	"bufio"
	"errors"
	"fmt"
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
	for i, p := range people {
		if i == shownPeople {
			fmt.Fprintln(a.err, a.text("  … 共 %d 位", "  … %d in all", len(people)))
			break
		}
		fmt.Fprintln(a.err, "  "+p.String())
	}
	if !a.inTerminal {
		return sheet.Fail(sheet.Misused, "这会动到 %d 位客户，确定请加 --yes", "this touches %d customers; add --yes if you are sure", len(people))
	}
	return a.agreed(question)
}

// agreed asks a question on the terminal; the error is that the answer was no.
// Only an answer that begins with y or 是 is a yes.
func (a *app) agreed(question sheet.Words) error {
	fmt.Fprint(a.err, question.In(a.lang)+a.text("（y/N）", " (y/N) "))
	answer := strings.ToLower(a.readLine())
	if strings.HasPrefix(answer, "y") || strings.HasPrefix(answer, "是") {
		return nil
	}
	return sheet.Fail(sheet.Failed, "没有改动", "nothing changed")
}

func (a *app) readLine() string {
	line, _ := bufio.NewReader(a.in).ReadString('\n')
	return strings.TrimSpace(sheet.Fold(line))
}

// who finds the customer that text names. Where several answer, somebody at a
// terminal picks by a digit.
func (a *app) who(v *store.View, text string, sure bool) (store.Person, error) {
	p, err := v.Who(text, sure)
	var list *store.Candidates
	if err == nil || !a.inTerminal || !errors.As(err, &list) || len(list.People) > 9 {
		return p, err
	}
	for i, p := range list.People {
		fmt.Fprintf(a.err, "  %d  %s\n", i+1, p.String())
	}
	fmt.Fprint(a.err, a.text("哪一位？（1–%d）", "which one? (1–%d) ", len(list.People)))
	answer := a.readLine()
	if len(answer) == 1 && answer[0] >= '1' && int(answer[0]-'0') <= len(list.People) {
		return list.People[answer[0]-'1'], nil
	}
	return p, err
}
