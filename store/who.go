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
}

// stage is one way to understand WHO; the first stage with a hit decides.
type stage struct {
	loose bool // a guess: not enough to remove somebody by
	where string
	arg   any
}

// stages are the ways to understand text, the surest first.
func stages(text string) []stage {
	if number, ok := strings.CutPrefix(text, "#"); ok {
		return []stage{{where: "id = ?", arg: rowID(number)}}
	}
	var all []stage
	if id := rowID(text); id != 0 {
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
	if len(text) == 4 && strings.Trim(text, "0123456789") == "" {
		all = append(all, stage{where: "phone IS NOT NULL AND substr(phone, -4) = ?", arg: text})
	}
	all = append(all, stage{loose: true, where: "name >= ?1 AND name < ?1 || char(0x10ffff)", arg: text},
		stage{loose: true, where: "instr(name, ?) > 0", arg: text})
	if spell := strings.ToLower(text); strings.Trim(spell, "abcdefghijklmnopqrstuvwxyz") == "" {
		all = append(all, stage{loose: true, where: "initials = ?", arg: spell},
			stage{loose: true, where: "pinyin >= ?1 AND pinyin < ?1 || '{'", arg: spell})
	}
	return all
}

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
	for _, s := range stages(text) {
		if id, ok := s.arg.(int64); ok { // the number of somebody merged leads to the keeper
			now, err := v.Now(sheet.ID(id))
			if err != nil {
				return Person{}, err
			}
			s.arg = int64(now)
		}
		people, err := v.people(s.where, s.arg)
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

// people are the customers that a condition selects.
func (v *View) people(where string, arg any) ([]Person, error) {
	rows, err := v.tx.QueryContext(v.ctx, "SELECT id, coalesce(name,''), coalesce(phone,''), coalesce(village,'') FROM customers WHERE ("+
		where+") AND gone IS NULL ORDER BY id LIMIT "+strconv.Itoa(mostCandidates), arg)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var people []Person
	for rows.Next() {
		var p Person
		if err := rows.Scan(&p.ID, &p.Name, &p.Phone, &p.Village); err != nil {
			return nil, err
		}
		people = append(people, p)
	}
	return people, rows.Err()
}

// Candidates is the cause of an ambiguous WHO.
type Candidates struct{ People []Person }

// Error lists the candidates.
func (c *Candidates) Error() string {
	names := make([]string, len(c.People))
	for i, p := range c.People {
		names[i] = p.String()
	}
	return strings.Join(names, "、")
}

// String is #17 王秀兰 后屯 13812345678.
func (p Person) String() string {
	return strings.Join(strings.Fields("#"+p.ID.String()+" "+p.Name+" "+p.Village+" "+p.Phone), " ")
}

func ambiguous(text string, people []Person) error {
	list := &Candidates{people}
	return sheet.Fail(sheet.Ambiguous, "“%s”可能是：%s；请用编号指定", "“%s” may be: %s; say which by its number", text, list.Error()).Because(list)
}
