package report

import (
	"kehu/store/sheet"
)

// Likely is the score from which a pair of customers is listed without --all.
const Likely = 30

// Duplicates lists the pairs of customers who may be one person, the likeliest first,
// with what speaks for and against it. With o.All the unlikely ones too, and those
// that somebody said are two; with o.Village only pairs of which one lives there.
// Crowds is how many things so many customers have in common that they count for nothing.
func Duplicates(pairs []sheet.Pair, crowds int, o Options) Doc {
	s := sorted(pairs, o)
	no := ColumnOf(sheet.Customers.Column("no"))
	other := no
	no.Key, other.Key = "a_no", "b_no"
	columns := []Column{
		{Key: "score", Label: sheet.W("分数", "Score"), Kind: sheet.CountKind, Width: 5},
		no,
		{Key: "a_name", Label: sheet.W("姓名", "Name"), Width: 8},
		other,
		{Key: "b_name", Label: sheet.W("姓名", "Name"), Width: 8},
		{Key: "evidence", Label: sheet.W("为什么", "Why"), Width: 40},
		{Key: "a_phone", Label: sheet.W("前一位的手机", "Phone of the first"), Kind: sheet.PhoneKind, Width: 13},
		{Key: "a_village", Label: sheet.W("前一位的村", "Village of the first"), Width: 10},
		{Key: "b_phone", Label: sheet.W("后一位的手机", "Phone of the second"), Kind: sheet.PhoneKind, Width: 13},
		{Key: "b_village", Label: sheet.W("后一位的村", "Village of the second"), Width: 10},
		{Key: "denied", Label: sheet.W("说过不是", "Said to be two"), Kind: sheet.FlagKind, Width: 8},
	}
	return Doc{Key: "duplicates", Title: sheet.W("可能重复的客户", "Possible duplicates"), AsOf: o.Today,
		Tables: []Table{{Key: "duplicates", Title: sheet.W("可能重复的客户", "Possible duplicates"), Columns: columns, Rows: s.rows}},
		Notes:  s.notes(crowds), Say: s.say()}
}

// suspicion is the pairs that are listed, and how many are not.
type suspicion struct {
	pairs            []sheet.Pair
	unlikely, denied int
}

func sorted(pairs []sheet.Pair, o Options) (s suspicion) {
	for _, p := range pairs {
		switch {
		case o.Village != "" && p.A.Village != o.Village && p.B.Village != o.Village:
		case p.Denied && !o.All:
			s.denied++
		case p.Score < Likely && !o.All:
			s.unlikely++
		default:
			s.pairs = append(s.pairs, p)
		}
	}
	return s
}

func (s suspicion) rows(yield func([]Cell, error) bool) {
	for _, p := range s.pairs {
		a, b := p.A, p.B
		var denied sheet.Flag
		if p.Denied {
			denied = sheet.MakeFlag(true)
		}
		phoneA, phoneB := sheet.MakePhone(a.Phone), sheet.MakePhone(b.Phone)
		if !yield([]Cell{count(p.Score), &a.ID, text(a.Name), &b.ID, text(b.Name), Phrase(evidence(p)),
			&phoneA, text(a.Village), &phoneB, text(b.Village), &denied}, nil) {
			return
		}
	}
}

// evidence is what speaks for and against a pair, in words.
func evidence(p sheet.Pair) sheet.Words {
	var all []sheet.Words
	if p.Denied {
		all = append(all, sheet.W("你说过不是同一人", "you said that they are two"))
	}
	for e := range p.Evidence.All() {
		_, words := e.Clue()
		switch {
		case e == sheet.SamePhone, e == sheet.SameWechat:
			words = sheet.W("%s %s", "%s %s", words, p.Shared)
		case e == sheet.SameVillage:
			words = sheet.W("%s %s", "%s %s", words, p.A.Village)
		}
		all = append(all, words)
	}
	return listed(all...)
}

// notes count the pairs, tell what is left out, and how the score comes about.
func (s suspicion) notes(crowds int) []sheet.Words {
	high := 0
	for _, p := range s.pairs {
		if p.Score >= 70 && !p.Denied {
			high++
		}
	}
	notes := []sheet.Words{sheet.W("共 %s 对，其中 70 分及以上 %s 对。分数是各条证据的分加起来（姓名相同 40、电话相同 45、微信相同 40、同村 30 ……，不符的扣分），用来排先后，不是概率；没有动任何客户。",
		"%s pairs, %s of them of 70 and more. A score adds up the evidence (same name 40, same phone 45, same WeChat 40, same village 30 …, less what contradicts): an order to look at them, no probability. No customer was touched.",
		grouped(int64(len(s.pairs))), grouped(int64(high)))}
	if s.unlikely+s.denied > 0 {
		notes = append(notes, sheet.W("没有列出：不到 %d 分的 %s 对，说过不是同一人的 %s 对；--all 也列出。",
			"Left out: %[2]s pairs below %[1]d, %[3]s that were said to be two; --all lists them.", Likely, grouped(int64(s.unlikely)), grouped(int64(s.denied))))
	}
	if crowds > 0 {
		notes = append(notes, sheet.W("有 %s 样东西（如一个电话）是几十位客户共有的，不作证据。", "%s things, such as a phone, are shared by dozens of customers and count for nothing.", grouped(int64(crowds))))
	}
	return notes
}

// say tells what to do with the first pair.
func (s suspicion) say() sheet.Words {
	for _, p := range s.pairs {
		if !p.Denied {
			return sheet.W("从第一对看起：是同一人就 kehu merge %[1]s %[2]s，不是就 kehu set %[1]s --not-duplicate %[2]s，以后不再列出。",
				"Begin with the first: if they are one, kehu merge %[1]s %[2]s; if not, kehu set %[1]s --not-duplicate %[2]s and it is listed no more.",
				p.A.ID.String(), p.B.ID.String())
		}
	}
	return sheet.W("没有发现重复的客户。", "No duplicate customers were found.")
}
