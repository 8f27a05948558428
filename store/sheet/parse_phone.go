package sheet

import (
	"strings"
)

// ParsePhones returns the telephone numbers of a cell: a mobile number as eleven
// digits, a landline as 0431-85551234, with its extension as 0431-85551234-802.
// When a part of the cell is no number, the error comes with the numbers that are.
func ParsePhones(cell string) ([]string, error) {
	if isMobile(cell) {
		return []string{cell}, nil
	}
	var numbers []string
	err := scanPhones(cell, func(number string) { numbers = append(numbers, number) })
	return numbers, err
}

// LacksAreaCode reports whether a number as ParsePhones returns it is a landline's
// without its area code, which nobody can call from the next county.
func LacksAreaCode(number string) bool {
	return number != "" && number[0] != '0' && !isMobile(number) && !strings.HasPrefix(number, "400") && !strings.HasPrefix(number, "800")
}

// parsePhone returns the first number of a cell, "" for a blank one.
func parsePhone(cell string) (string, error) {
	if isMobile(cell) {
		return cell, nil
	}
	if text := cleanText(cell); isMobile(text) {
		return text, nil
	}
	first := ""
	err := scanPhones(cell, func(number string) {
		if first == "" {
			first = number
		}
	})
	if err != nil {
		return "", err
	}
	return first, nil
}

// isMobile reports whether s is a mobile number and nothing else.
func isMobile(s string) bool {
	return len(s) == 11 && startsMobile(s) && allDigits(s)
}

func startsMobile(s string) bool { return len(s) > 1 && s[0] == '1' && s[1] >= '3' && s[1] <= '9' }

func allDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return true
}

// scanPhones calls found with each number of a cell.
func scanPhones(cell string, found func(string)) error {
	text := phoneText(cell)
	if isBlank(text) || text == "无手机" || text == "无电话" {
		return nil
	}
	if number, scientific, err := recoverPhone(cell, text); scientific {
		if err == nil {
			found(number)
		}
		return err
	}
	if strings.Contains(text, "**") || strings.Contains(strings.ToLower(text), "xx") {
		return Fail(Failed, "“%s”是脱敏的号码，中间几位看不到，请补全 11 位", "cannot use “%s”, digits of it are masked: write all 11 digits", quoted(cell))
	}
	count, bad := 0, false
	for text != "" {
		var run string
		run, text = phoneRun(text)
		count, bad = readRun(run, count, found, bad)
	}
	if bad || count == 0 {
		return Fail(Failed, "“%s”不是电话号码，手机写 11 位，座机写成 0431-85551234", "cannot read “%s” as a phone number: write 11 digits, a landline like 0431-85551234", quoted(cell))
	}
	return nil
}

// phoneText folds a cell and gives the marks within numbers one spelling.
func phoneText(cell string) string {
	text := strings.Map(func(r rune) rune {
		switch r {
		case '—', '–', '−', '‐', '‑', '转':
			return '-'
		case '●', '×', '＊', '•':
			return '*'
		}
		if invisible(r) {
			if r == '\n' || r == '\r' {
				return '/'
			}
			return ' '
		}
		return narrow(r)
	}, cleanText(cell))
	return strings.ReplaceAll(strings.Trim(text, `'" `), "ext", "-")
}

// phoneRun cuts the next run of digits and of the marks that stand within
// numbers; any other character ends a number.
func phoneRun(text string) (run, rest string) {
	within := func(r rune) bool { return r < 0x80 && (isDigit(byte(r)) || strings.ContainsRune(" -.()+", r)) }
	start := strings.IndexFunc(text, within)
	if start < 0 {
		return "", ""
	}
	text = text[start:]
	end := strings.IndexFunc(text, func(r rune) bool { return !within(r) })
	if end < 0 {
		return text, ""
	}
	return text[:end], text[end:]
}

// readRun finds the numbers of a run and counts them; bad marks what is none.
// One or two digits are a label: 电话2.
func readRun(run string, count int, found func(string), bad bool) (int, bool) {
	p := phoneReader{run: strings.TrimSuffix(strings.TrimSuffix(strings.TrimRight(run, " "), ".00"), ".0")}
	if p.next(); len(p.group) <= 2 && p.ahead() == "" {
		return count, bad
	}
	for p.group != "" {
		number := p.number()
		if number == "" {
			return count, true
		}
		found(number)
		count++
	}
	return count, bad
}

// phoneReader reads a run group by group; a group is digits side by side.
type phoneReader struct {
	run   string
	group string // the next group, "" at the end
	mark  byte   // what stands between it and the group before, '-' above all
}

// next steps to the next group.
func (p *phoneReader) next() {
	p.mark = 0
	for p.run != "" && !isDigit(p.run[0]) {
		if p.mark != '-' {
			p.mark = p.run[0]
		}
		p.run = p.run[1:]
	}
	end := 0
	for end < len(p.run) && isDigit(p.run[end]) {
		end++
	}
	p.group, p.run = p.run[:end], p.run[end:]
}

// ahead is the group after the next.
func (p *phoneReader) ahead() string {
	peek := *p
	peek.next()
	return peek.group
}

// number takes one number, "" if there is none.
func (p *phoneReader) number() string {
	p.country()
	switch {
	case startsMobile(p.group):
		return p.whole(11)
	case strings.HasPrefix(p.group, "400"), strings.HasPrefix(p.group, "800"):
		if number := p.whole(10); number != "" {
			return number
		}
		return ""
	case strings.HasPrefix(p.group, "01") && len(p.group) == 12 && startsMobile(p.group[1:]):
		number := p.group[1:] // the long-distance 0 of old habit
		p.next()
		return number
	case strings.HasPrefix(p.group, "0"):
		return p.landline()
	}
	return p.local("")
}

// country drops the country's code, +86 or 0086, in front of a number.
func (p *phoneReader) country() {
	for _, code := range [...]string{"0086", "086", "86"} {
		rest, ok := strings.CutPrefix(p.group, code)
		switch {
		case !ok:
		case rest == "" && p.ahead() != "":
			p.next()
			return
		case isMobile(rest):
			p.group = rest
			return
		}
	}
}

// whole joins groups until they make a number of n digits.
func (p *phoneReader) whole(n int) string {
	number := ""
	for p.group != "" && len(number) < n {
		number += p.group
		p.next()
	}
	if len(number) != n {
		return ""
	}
	return number
}

// landline takes an area code and the number behind it.
func (p *phoneReader) landline() string {
	width := 4
	if strings.HasPrefix(p.group, "010") || strings.HasPrefix(p.group, "02") {
		width = 3
	}
	if len(p.group) < width || p.group[1] == '0' || width == 4 && p.group[1] < '3' {
		return ""
	}
	area := p.group[:width]
	if p.group = p.group[width:]; p.group == "" {
		p.next()
	}
	return p.local(area + "-")
}

// local takes a number without its area code, in one group or two, and an
// extension behind a dash.
func (p *phoneReader) local(area string) string {
	number := p.group
	if ahead := p.ahead(); len(number) == 3 && len(ahead) == 4 || len(number) == 4 && len(ahead) == 4 {
		p.next()
		number += p.group
	}
	if len(number) != 7 && len(number) != 8 || number[0] < '2' {
		return ""
	}
	p.next()
	if p.mark == '-' && p.group != "" && len(p.group) <= 6 {
		number += "-" + p.group
		p.next()
	}
	return area + number
}

// recoverPhone reads 1.3812345678E+10, which is a whole number that a spreadsheet
// shows so; scientific is false for anything else. With fewer decimals than the
// exponent the last digits are gone for good, and are never made up.
func recoverPhone(cell, text string) (number string, scientific bool, err error) {
	at := strings.IndexAny(text, "eE")
	if at < 1 {
		return "", false, nil
	}
	whole, decimals, _ := strings.Cut(text[:at], ".")
	exponent := scanner{strings.TrimPrefix(text[at+1:], "+")}
	power, width := exponent.digits()
	if len(whole) != 1 || !allDigits(whole+decimals) || width == 0 || exponent.rest != "" {
		return "", false, nil
	}
	kept := strings.TrimRight(decimals, "0")
	if power == 10 && len(decimals) >= power && len(kept) <= power {
		if number = whole + decimals[:power]; isMobile(number) {
			return number, true, nil
		}
	}
	return "", true, Fail(Failed, "“%s”：手机号被 Excel 截断，后几位已丢失，请把列宽拉开或设成文本后重新导出",
		"cannot read “%s”, Excel cut the phone number short: widen the column or format it as text, and export again", quoted(cell))
}
