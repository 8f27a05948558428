package store

import (
	"encoding/json"
	"strconv"
	"strings"

	"kehu/store/sheet"
)

// Person is a customer as a list of candidates shows it.
type Person struct {
	ID      sheet.ID
	Name    string
	Phone   string
	Village string
	Bought  sheet.Date // the last purchase, where candidates are told apart; 0 if there is none
}

// stage is one way to understand WHO; the first stage with a hit decides.
type stage struct {
	loose bool   // a guess: not enough to remove somebody by
	where string // what the table must have; "" to ask the concordance
	terms []term // what the concordance has where that is so
	arg   any
	meant func(Person) bool // looks closer at whom SQL found; may be nil
}

// stages are the ways to understand text, the surest first.
func stages(text string) []stage {
	if number, ok := strings.CutPrefix(text, "#"); ok {
		return []stage{{where: "id = ?", arg: rowID(number)}}
	}
	var all []stage
	if id := rowID(text); id != 0 && !(isEnding(text) && text[0] == '0') { // 0037 is how a phone ends
		all = append(all, stage{where: "id = ?", arg: id})
	}
	var phone sheet.Phone // however it is written: 138 1234 5678
	if phone.Parse(text, sheet.Reading{}) == nil && !phone.Empty() {
		all = append(all, stage{where: "phone = ?1 OR phone2 = ?1", arg: phone.String()})
	}
	if name, village, ok := strings.Cut(text, "@"); ok {
		place, _ := json.Marshal([]string{strings.TrimSpace(name), strings.TrimSpace(village)}) // texts always marshal
		return append(all, stage{where: "name = ?1 ->> 0 AND village = ?1 ->> 1", arg: string(place)})
	}
	all = append(all, stage{where: "name = ?", arg: text}, stage{where: "nickname = ?", arg: text})
	if isEnding(text) {
		all = append(all, byEnding(text))
	}
	word := folded(text)
	all = append(all, stage{loose: true, where: "name >= ?1 AND name < ?1 || char(0x10ffff)", arg: text,
		terms: termsOf(inName, word), meant: func(p Person) bool { return strings.HasPrefix(folded(p.Name), word) }})
	if terms := termsOf(inName, word); len(terms) > 0 {
		all = append(all, stage{loose: true, terms: terms, meant: func(p Person) bool { return strings.Contains(folded(p.Name), word) }})
	}
	if isSpelling(word) {
		all = append(all, stage{loose: true, terms: termsOf(inInitials, word), meant: func(p Person) bool { byInitials, _ := typedAs(p.Name, word); return byInitials }},
			stage{loose: true, terms: termsOf(inPinyin, word), meant: func(p Person) bool { _, byPinyin := typedAs(p.Name, word); return byPinyin }})
	}
	return all
}

// isEnding reports whether text may be the last four digits of a phone.
func isEnding(text string) bool { return len(text) == 4 && strings.Trim(text, "0123456789") == "" }

func byEnding(digits string) stage {
	return stage{where: "phone IS NOT NULL AND substr(phone, -4) = ?", arg: digits}
}

// isSpelling reports whether a folded word may be pinyin.
func isSpelling(word string) bool { return strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") == "" }

// rowID reads a row number as people type it, 0 if text is none.
func rowID(text string) int64 {
	if n, err := strconv.ParseInt(text, 10, 32); err == nil {
		return n
	}
	var id sheet.ID
	if err := id.Parse(text, sheet.Reading{}); err != nil || strings.Trim(text, "0123456789-") != "" {
		return 0
	}
	return int64(id)
}

// Who returns the customer that text names. The error is NotFound, or Ambiguous
// with the candidates behind it as *Candidates. With sure, guesses by a part of
// the name or by pinyin do not count.
func (v *View) Who(text string, sure bool) (Person, error) {
	text = strings.TrimSpace(sheet.Fold(text))
	if text == "" {
		return Person{}, sheet.Fail(sheet.Misused, "没说是哪位客户，请写姓名、手机或 #编号", "which customer? write a name, a phone or #number")
	}
	return v.first(text, stages(text), sure)
}

// WhoEnding is Who where four digits are how a phone ends, and never a number of
// kehu's: at a door nobody knows those.
func (v *View) WhoEnding(text string, sure bool) (Person, error) {
	if digits := strings.TrimSpace(sheet.Fold(text)); isEnding(digits) {
		return v.first(digits, []stage{byEnding(digits)}, sure)
	}
	return v.Who(text, sure)
}

// first is the customer of the first stage with a hit.
func (v *View) first(text string, all []stage, sure bool) (Person, error) {
	for _, s := range all {
		if id, ok := s.arg.(int64); ok { // the number of somebody merged leads to the keeper
			now, err := v.Now(sheet.ID(id))
			if err != nil {
				return Person{}, err
			}
			s.arg = int64(now)
		}
		people, err := v.stage(s)
		if err != nil {
			return Person{}, err
		}
		switch {
		case len(people) == 0:
			continue
		case s.loose && sure, len(people) > 1:
			return Person{}, ambiguous(text, people)
		}
		return people[0], nil
	}
	return Person{}, sheet.Fail(sheet.NotFound, "没有找到客户“%s”，用 kehu find 查找", "no customer “%s”; look with kehu find", text)
}

// mostCandidates is how many candidates are worth showing.
const mostCandidates = 20

// stage returns the first customers that a stage takes text for.
func (v *View) stage(s stage) ([]Person, error) {
	if s.where != "" {
		return v.people(s.where, s.arg)
	}
	return v.persons(s.meant, "concordance CROSS JOIN customers t ON t.id = concordance.rowid", "concordance MATCH ?1 AND t.gone IS NULL ORDER BY concordance.rowid", matching(s.terms))
}

// people are the first customers that a condition selects.
func (v *View) people(where string, arg any) ([]Person, error) {
	return v.persons(nil, "customers t", "("+where+") AND gone IS NULL ORDER BY id", arg)
}

// persons reads the first customers of whom meant is true; nil is true of all.
func (v *View) persons(meant func(Person) bool, from, where string, arg any) (people []Person, err error) {
	rows, err := v.tx.QueryContext(v.ctx, "SELECT t.id, coalesce(t.name,''), coalesce(t.phone,''), coalesce(t.village,''), "+
		"(SELECT last_purchase FROM figures WHERE customer = t.id) FROM "+from+" WHERE "+where, arg)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() && len(people) < mostCandidates {
		var p Person
		if err := rows.Scan(&p.ID, &p.Name, &p.Phone, &p.Village, &p.Bought); err != nil {
			return nil, err
		}
		if meant == nil || meant(p) {
			people = append(people, p)
		}
	}
	return people, rows.Err()
}

// Candidates is the cause of an ambiguous WHO.
type Candidates struct{ People []Person }

// Error lists the candidates.
func (c *Candidates) Error() string { return c.names().In(sheet.EN) }

func (c *Candidates) names() sheet.Names {
	names := make(sheet.Names, len(c.People))
	for i, p := range c.People {
		names[i] = p.String()
	}
	return names
}

// String is #17 王秀兰 后屯 13812345678.
func (p Person) String() string {
	return strings.Join(strings.Fields("#"+p.ID.String()+" "+p.Name+" "+p.Village+" "+p.Phone), " ")
}

func ambiguous(text string, people []Person) error {
	list := &Candidates{people}
	return sheet.Fail(sheet.Ambiguous, "“%s”可能是：%s；请用编号指定", "“%s” may be: %s; say which by its number", text, list.names()).Because(list)
}
