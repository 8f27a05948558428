package store

import (
	"strconv"
	"strings"

	"kehu/store/sheet"
)

// Twin is a customer who would be the same person as row: the same name with the
// same phone, or the same name and village where no phone tells them apart. It is
// nil if there is none.
func (v *View) Twin(row *sheet.Customer) (*Person, error) {
	people, err := v.people("name = ?", row.Name.String())
	if row.Name.Empty() {
		people, err = v.people("phone = ?", row.Phone.String())
	}
	if err != nil {
		return nil, err
	}
	for _, p := range people {
		samePhone := p.Phone != "" && p.Phone == row.Phone.String()
		noPhone := p.Phone == "" || row.Phone.Empty()
		if samePhone || noPhone && p.Village == row.Village.String() {
			return &p, nil
		}
	}
	return nil, nil
}

// People are the customers that answer q, as lists show them.
func (v *View) People(q sheet.Query) ([]Person, error) {
	q.Columns = sheet.Customers.Must("no", "name", "phone", "village")
	var people []Person
	for row, err := range v.Rows(q) {
		if err != nil {
			return nil, err
		}
		c := row.(*sheet.Customer)
		people = append(people, Person{ID: c.ID, Name: c.Name.String(), Phone: c.Phone.String(), Village: c.Village.String()})
	}
	return people, nil
}

// Found is a customer that a search found, and by what.
type Found struct {
	ID     sheet.ID
	Reason sheet.Words
}

// way is one index a word may be found by.
type way struct {
	where  string
	reason sheet.Words
}

// ways are the indexes a word may be found by, the best hit first.
func ways(word string) []way {
	all := []way{
		{"name = ?", sheet.W("姓名", "name")},
		{"nickname = ?", sheet.W("绰号", "nickname")},
		{"phone = ?1 OR phone2 = ?1", sheet.W("电话", "phone")},
		{"name >= ?1 AND name < ?1 || char(0x10ffff)", sheet.W("姓名", "name")},
		{"substr(name, 2) >= ?1 AND substr(name, 2) < ?1 || char(0x10ffff)", sheet.W("姓名", "name")},
		{"substr(name, 3) >= ?1 AND substr(name, 3) < ?1 || char(0x10ffff)", sheet.W("姓名", "name")},
		{"village = ?", sheet.W("村", "village")},
	}
	if len(word) == 4 && strings.Trim(word, "0123456789") == "" {
		all = append(all, way{"phone IS NOT NULL AND substr(phone, -4) = ?", sheet.W("手机尾号", "last four digits")})
	}
	if strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") == "" {
		all = append(all, way{"initials = ?", sheet.W("拼音首字母", "initials")},
			way{"pinyin >= ?1 AND pinyin < ?1 || '{'", sheet.W("拼音", "pinyin")})
	}
	return all
}

// Find returns at most limit customers in whom every word occurs: in the name, by
// pinyin, in a phone, a village or any other text. The best hits come first.
func (v *View) Find(words []string, limit int) ([]Found, error) {
	var found []Found
	for _, w := range ways(strings.ToLower(words[0])) {
		ids, err := v.ids("SELECT id FROM customers WHERE ("+w.where+") AND gone IS NULL"+rest(words[1:])+" LIMIT "+strconv.Itoa(limit), arguments(words)...)
		if err != nil {
			return nil, err
		}
		if found = appendFound(found, ids, w.reason); len(found) >= limit {
			return found[:limit], nil
		}
	}
	if len(found) == 0 {
		ids, err := v.ids("SELECT id FROM customers WHERE instr("+allText+", ?1) > 0 AND gone IS NULL"+rest(words[1:])+" LIMIT "+strconv.Itoa(limit), arguments(words)...)
		if err != nil {
			return nil, err
		}
		found = appendFound(found, ids, sheet.W("其他内容", "other text"))
	}
	return found, nil
}

// allText is the text of a customer that a search looks through.
const allText = `lower(coalesce(name,'') || ' ' || coalesce(nickname,'') || ' ' || coalesce(phone,'') || ' ' || coalesce(phone2,'') || ' ' ||
	coalesce(wechat,'') || ' ' || coalesce(township,'') || ' ' || coalesce(village,'') || ' ' || coalesce("group",'') || ' ' || coalesce(address,'') || ' ' ||
	coalesce(tags,'') || ' ' || coalesce(remark,'') || ' ' || coalesce(need,'') || ' ' || coalesce(pinyin,'') || ' ' || coalesce(initials,''))`

// rest is the condition that the other words occur as well.
func rest(words []string) string {
	return strings.Repeat(" AND instr("+allText+", ?) > 0", len(words))
}

func arguments(words []string) []any {
	args := make([]any, len(words))
	for i, w := range words {
		args[i] = strings.ToLower(w)
	}
	return args
}

func appendFound(found []Found, ids []int64, reason sheet.Words) []Found {
next:
	for _, id := range ids {
		for _, f := range found {
			if f.ID == sheet.ID(id) {
				continue next
			}
		}
		found = append(found, Found{sheet.ID(id), reason})
	}
	return found
}
