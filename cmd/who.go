package cmd

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"kehu/report/render"
	"kehu/store"
	"kehu/store/sheet"
)

// mostPicked is how many customers there are to pick from: one digit each.
const mostPicked = 9

// who finds the customer that text names. Where several answer, somebody at a
// terminal picks by a digit; elsewhere the error names them.
func (a *app) who(v *store.View, text string, sure bool) (store.Person, error) {
	p, err := v.Who(text, sure)
	return a.oneOf(text, p, err)
}

// oneOf is p, or whom somebody at a terminal picks where err says that text may be one
// of several.
func (a *app) oneOf(text string, p store.Person, err error) (store.Person, error) {
	var list *store.Candidates
	if err == nil || !a.inTerminal || !errors.As(err, &list) {
		return p, err
	}
	people := slices.Clone(list.People)
	slices.SortStableFunc(people, func(a, b store.Person) int { return int(b.Bought - a.Bought) })
	shown := people[:min(len(people), mostPicked)]
	fmt.Fprintln(a.err, a.text("“%s”可能是：", "“%s” may be:", text))
	question := sheet.W("哪一位？（1–%d，回车取消）", "which one? (1–%d, Enter for none) ", len(shown))
	if len(people) > len(shown) {
		question = sheet.W("不止这些，补上村名或尾号能找得更准。哪一位？（1–%d，回车取消）", "there are more; name the village or the last digits to narrow it down. which one? (1–%d, Enter for none) ", len(shown))
	}
	if i := a.pick(question, a.told(shown)); i >= 0 {
		return shown[i], nil
	}
	return p, sheet.Fail(sheet.Failed, "没有选，什么也没做", "nobody was picked; nothing done")
}

// told are the customers as lines that tell them apart: name, village, the end of
// the phone and what was bought last, one below the other.
func (a *app) told(people []store.Person) []string {
	rows := make([][]string, len(people))
	var widths [4]int
	for i, p := range people {
		rows[i] = []string{p.Name, p.Village, "", "#" + p.ID.String()}
		if len(p.Phone) > 4 {
			rows[i][2] = a.text("尾号 %s", "…%s", p.Phone[len(p.Phone)-4:])
		}
		if p.Bought != 0 {
			rows[i][3] += "  " + a.text("最近购买 %s", "last bought %s", p.Bought)
		}
		for n, cell := range rows[i] {
			widths[n] = max(widths[n], render.Width(cell))
		}
	}
	lines := make([]string, len(rows))
	for i, row := range rows {
		for n, cell := range row {
			lines[i] += cell + strings.Repeat(" ", widths[n]-render.Width(cell)+2)
		}
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return lines
}
