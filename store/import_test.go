package store

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kehu/store/sheet"
)

// wang is 王秀兰 of 后屯, as most tests have her on file: #1.
var wang = entry{name("王秀兰"), phone("13812345678"), village("后屯")}

// TestWhoIsWho has a case for every sentence of the rules: what is on file, a file,
// and what is there afterwards.
func TestWhoIsWho(t *testing.T) {
	cases := []struct {
		outcome string
		onFile  []entry
		change  func(testing.TB, *DB) // what the user did meanwhile; may be nil
		file    []entry
		options Import
		want    []string // the rows there, of customers and numbers
		told    []string
		counts  Counts
	}{
		{outcome: "an outside number in its shop names the customer",
			onFile: []entry{{name("王秀兰"), phone("13812345678"), card("东店", "12")}},
			file:   []entry{{name("王大姐"), card("东店", "12")}},
			want:   []string{"#1 name=王秀兰 phone=13812345678", "n1 customer=王秀兰 shop=东店 number=12"},
			told:   []string{"2 differs 姓名: kept “王秀兰”, the file says “王大姐”"},
			counts: Counts{Unchanged: 1}},
		{outcome: "an outside number whose name and phone both contradict is rejected",
			onFile: []entry{{name("王秀兰"), phone("13812345678"), card("东店", "12")}},
			file:   []entry{{name("李四"), phone("13900000000"), card("东店", "12")}},
			want:   []string{"#1 name=王秀兰 phone=13812345678", "n1 customer=王秀兰 shop=东店 number=12"},
			told:   []string{"2 rejected: the number belongs to #1 王秀兰 13812345678; name and phone both differ, check it"},
			counts: Counts{Rejected: 1}},
		{outcome: "an outside number with a former phone is no contradiction",
			onFile: []entry{{name("王秀兰"), phone("13812345678"), card("东店", "12")}},
			change: func(t testing.TB, db *DB) { update1(t, db, sheet.Customers, 1, "phone", "13700000000") },
			file:   []entry{{name("李四"), phone("13812345678"), card("东店", "12")}},
			want:   []string{"#1 name=王秀兰 phone=13700000000", "n1 customer=王秀兰 shop=东店 number=12"},
			told:   []string{"2 differs 姓名: kept “王秀兰”, the file says “李四”", "2 differs 手机: kept “13700000000”, the file says “13812345678”"},
			counts: Counts{Unchanged: 1}},
		{outcome: "card 12 of two shops is two people",
			onFile: []entry{{name("王秀兰"), card("东店", "12")}},
			file:   []entry{{name("李四"), card("西店", "12")}},
			want: []string{"#1 name=王秀兰", "#2 name=李四",
				"n1 customer=王秀兰 shop=东店 number=12", "n2 customer=李四 shop=西店 number=12"},
			counts: Counts{Inserted: 1}},
		{outcome: "a sheet of a shop has the numbers of that shop",
			onFile:  []entry{{name("王秀兰"), card("东店", "12")}},
			file:    []entry{{name("王秀兰"), card("", "12")}},
			options: Import{Shop: "东店"},
			want:    []string{"#1 name=王秀兰", "n1 customer=王秀兰 shop=东店 number=12"},
			counts:  Counts{Unchanged: 1}},
		{outcome: "a shop's own sheet corrects the name that goes with its number",
			onFile:  []entry{{name("王秀兰"), phone("13812345678"), card("东店", "12")}},
			file:    []entry{{name("王秀蓝"), phone("13812345678"), card("", "12")}, {name("王秀蓝"), card("", "12")}, {name("王秀兰"), card("", "12")}},
			options: Import{Shop: "东店"},
			want:    []string{"#1 name=王秀蓝 phone=13812345678", "n1 customer=王秀蓝 shop=东店 number=12"},
			told:    []string{"4 differs 姓名: kept “王秀蓝”, the file says “王秀兰”"},
			counts:  Counts{Updated: 1, Unchanged: 2}},
		{outcome: "but not to a name that the user corrected, nor where nothing is to change",
			onFile:  []entry{{name("王秀兰"), card("东店", "12")}, {name("李四"), card("东店", "13")}},
			change:  func(t testing.TB, db *DB) { update1(t, db, sheet.Customers, 1, "name", "王秀蓝") },
			file:    []entry{{name("王秀兰"), card("", "12")}, {name("李思"), card("西店", "13")}},
			options: Import{Shop: "东店"},
			want: []string{"#1 name=王秀蓝", "#2 name=李四", "#3 name=李思", "n1 customer=王秀蓝 shop=东店 number=12",
				"n2 customer=李四 shop=东店 number=13", "n3 customer=李思 shop=西店 number=13"},
			told:   []string{"2 differs 姓名: kept “王秀蓝”, the file says “王秀兰”"},
			counts: Counts{Unchanged: 1, Inserted: 1}},
		{outcome: "another number in the same shop is another person",
			onFile: []entry{{name("王秀兰"), village("后屯"), card("东店", "12")}},
			file:   []entry{{name("王秀兰"), village("后屯"), card("东店", "13")}},
			want: []string{"#1 name=王秀兰 village=后屯", "#2 name=王秀兰 village=后屯",
				"n1 customer=王秀兰 shop=东店 number=12", "n2 customer=王秀兰 shop=东店 number=13"},
			told:   []string{"2 suspect: #2 王秀兰 后屯 and #1 王秀兰 后屯 have the same name and village and may be one"},
			counts: Counts{Inserted: 1}},
		{outcome: "phone and name find the customer, who gets the number",
			onFile: []entry{wang},
			file:   []entry{{name("王秀兰"), phone("13812345678"), card("东店", "12")}},
			want:   []string{"#1 name=王秀兰 phone=13812345678 village=后屯", "n1 customer=王秀兰 shop=东店 number=12"},
			counts: Counts{Inserted: 1}},
		{outcome: "phone and name prevail over another village",
			onFile: []entry{wang},
			file:   []entry{{name("王秀兰"), phone("13812345678"), village("前屯")}},
			want:   []string{"#1 name=王秀兰 phone=13812345678 village=后屯"},
			told:   []string{"2 differs 村: kept “后屯”, the file says “前屯”"},
			counts: Counts{Unchanged: 1}},
		{outcome: "the second phone counts as one",
			onFile: []entry{{name("王秀兰"), phone("13812345678"), about("phone2", "13900000000")}},
			file:   []entry{{name("王秀兰"), phone("13900000000")}},
			want:   []string{"#1 name=王秀兰 phone=13812345678 phone2=13900000000"},
			told:   []string{"2 differs 手机: kept “13812345678”, the file says “13900000000”"},
			counts: Counts{Unchanged: 1}},
		{outcome: "a phone alone finds the only one who has it",
			onFile: []entry{wang}, file: []entry{{phone("13812345678"), bought("2026-03-01", "钙片", "198")}},
			want:   []string{"#1 name=王秀兰 phone=13812345678 village=后屯"},
			counts: Counts{Inserted: 1}},
		{outcome: "a phone alone that two have is rejected with their names",
			onFile: []entry{wang, {name("张强"), phone("13812345678")}},
			file:   []entry{{phone("13812345678")}},
			want:   []string{"#1 name=王秀兰 phone=13812345678 village=后屯", "#2 name=张强 phone=13812345678"},
			told:   []string{"2 rejected: cannot tell which: #2 张强 13812345678, #1 王秀兰 后屯 13812345678; add the phone or the village"},
			counts: Counts{Rejected: 1}},
		{outcome: "the same phone with another name is another person of the household",
			onFile: []entry{wang}, file: []entry{{name("张强"), phone("13812345678"), village("后屯")}},
			want:   []string{"#1 name=王秀兰 phone=13812345678 village=后屯", "#2 name=张强 phone=13812345678 village=后屯"},
			counts: Counts{Inserted: 1}},
		{outcome: "a phone on file without a name gets the name",
			onFile: []entry{{phone("13812345678")}}, file: []entry{{name("王秀兰"), phone("13812345678")}},
			want:   []string{"#1 name=王秀兰 phone=13812345678"},
			counts: Counts{Updated: 1}},
		{outcome: "name and village find the only candidate",
			onFile: []entry{wang}, file: []entry{{name("王秀兰"), village("后屯"), about("group", "3组")}},
			want:   []string{"#1 name=王秀兰 phone=13812345678 village=后屯 group=3组"},
			counts: Counts{Updated: 1}},
		{outcome: "name and village with another phone is another person",
			onFile: []entry{wang}, file: []entry{{name("王秀兰"), village("后屯"), phone("13900000000")}},
			want:   []string{"#1 name=王秀兰 phone=13812345678 village=后屯", "#2 name=王秀兰 phone=13900000000 village=后屯"},
			told:   []string{"2 suspect: #2 王秀兰 后屯 13900000000 and #1 王秀兰 后屯 13812345678 have the same name and village and may be one"},
			counts: Counts{Inserted: 1}},
		{outcome: "name and village with another group is another person",
			onFile: []entry{{name("王秀兰"), village("后屯"), about("group", "1组")}},
			file:   []entry{{name("王秀兰"), village("后屯"), about("group", "2组")}},
			want:   []string{"#1 name=王秀兰 village=后屯 group=1组", "#2 name=王秀兰 village=后屯 group=2组"},
			told:   []string{"2 suspect: #2 王秀兰 后屯 and #1 王秀兰 后屯 have the same name and village and may be one"},
			counts: Counts{Inserted: 1}},
		{outcome: "an age two years off is another person",
			onFile: []entry{{name("王秀兰"), village("后屯"), about("birth_year", "1956")}},
			file:   []entry{{name("王秀兰"), village("后屯"), about("birth_year", "1958")}},
			want:   []string{"#1 name=王秀兰 birth_year=1956 village=后屯", "#2 name=王秀兰 birth_year=1958 village=后屯"},
			told:   []string{"2 suspect: #2 王秀兰 后屯 and #1 王秀兰 后屯 have the same name and village and may be one"},
			counts: Counts{Inserted: 1}},
		{outcome: "an age one year off is the same person",
			onFile: []entry{{name("王秀兰"), village("后屯"), about("birth_year", "1956")}},
			file:   []entry{{name("王秀兰"), village("后屯"), about("birth_year", "1957")}},
			want:   []string{"#1 name=王秀兰 birth_year=1956 village=后屯"},
			told:   []string{"2 differs 出生年: kept “1956”, the file says “1957”"},
			counts: Counts{Unchanged: 1}},
		{outcome: "the same name in another village is another person",
			onFile: []entry{wang}, file: []entry{{name("王秀兰"), village("前屯")}},
			want:   []string{"#1 name=王秀兰 phone=13812345678 village=后屯", "#2 name=王秀兰 village=前屯"},
			counts: Counts{Inserted: 1}},
		{outcome: "a namesake whom another shop knows by a number is a stranger",
			onFile: []entry{{name("王秀兰"), phone("13812345678"), card("东店", "12")}},
			file:   []entry{{name("王秀兰"), card("西店", "7")}},
			want:   []string{"#1 name=王秀兰 phone=13812345678", "#2 name=王秀兰", "n1 customer=王秀兰 shop=东店 number=12", "n2 customer=王秀兰 shop=西店 number=7"},
			counts: Counts{Inserted: 1}},
		{outcome: "also of a shop's sheet that tells no number",
			onFile:  []entry{{name("王秀兰"), phone("13812345678"), card("东店", "12")}},
			file:    []entry{{name("王秀兰"), bought("2026-03-01", "钙片", "198")}, {name("王秀兰"), bought("2026-03-02", "钙片", "198")}},
			options: Import{Shop: "西店"},
			want:    []string{"#1 name=王秀兰 phone=13812345678", "#2 name=王秀兰", "n1 customer=王秀兰 shop=东店 number=12"},
			counts:  Counts{Inserted: 2}},
		{outcome: "but not one with the same village, nor one whom no shop knows",
			onFile:  []entry{append(wang, card("东店", "12")), {name("李四")}},
			file:    []entry{{name("王秀兰"), village("后屯"), card("西店", "7")}, {name("李四"), card("西店", "8")}},
			options: Import{Shop: "西店"},
			want: []string{"#1 name=王秀兰 phone=13812345678 village=后屯", "#2 name=李四", "n1 customer=王秀兰 shop=东店 number=12",
				"n2 customer=王秀兰 shop=西店 number=7", "n3 customer=李四 shop=西店 number=8"},
			counts: Counts{Inserted: 2}},
		{outcome: "a bare name that one bears is enough",
			onFile: []entry{wang}, file: []entry{{name("王秀兰"), bought("2026-03-01", "钙片", "198")}},
			want:   []string{"#1 name=王秀兰 phone=13812345678 village=后屯"},
			counts: Counts{Inserted: 1}},
		{outcome: "a bare name that two bear is rejected with their names",
			onFile: []entry{wang, {name("王秀兰"), village("前屯")}},
			file:   []entry{{name("王秀兰"), bought("2026-03-01", "钙片", "198")}},
			want:   []string{"#1 name=王秀兰 phone=13812345678 village=后屯", "#2 name=王秀兰 village=前屯"},
			told:   []string{"2 rejected: cannot tell which: #2 王秀兰 前屯, #1 王秀兰 后屯 13812345678; add the phone or the village"},
			counts: Counts{Rejected: 1}},
		{outcome: "a bare name stays rejected though the first ledger made one of the two",
			onFile: []entry{{name("王秀兰"), bought("2026-02-01", "钙片", "198")}},
			change: func(t testing.TB, db *DB) {
				insert(t, db, sheet.Customers, 0, "name", "王秀兰", "village", "前屯")
			},
			file:   []entry{{name("王秀兰"), bought("2026-03-01", "钙片", "198")}},
			want:   []string{"#1 name=王秀兰", "#2 name=王秀兰 village=前屯"},
			told:   []string{"2 rejected: cannot tell which: #2 王秀兰 前屯, #1 王秀兰; add the phone or the village"},
			counts: Counts{Rejected: 1}},
		{outcome: "two equal names of one list stay two people, told as suspected duplicates",
			file:   []entry{{name("王秀兰"), village("后屯")}, {name("王秀兰"), village("后屯")}},
			want:   []string{"#1 name=王秀兰 village=后屯", "#2 name=王秀兰 village=后屯"},
			told:   []string{"3 suspect: #2 王秀兰 后屯 and #1 王秀兰 后屯 have the same name and village and may be one"},
			counts: Counts{Inserted: 2}},
		{outcome: "two equal names of a list imported again stay the two they are",
			onFile: []entry{{name("王秀兰"), village("后屯")}, {name("王秀兰"), village("后屯")}},
			file:   []entry{{name("王秀兰"), village("后屯")}, {name("王秀兰"), village("后屯")}},
			want:   []string{"#1 name=王秀兰 village=后屯", "#2 name=王秀兰 village=后屯"},
			counts: Counts{Unchanged: 2}},
		{outcome: "of two equal names of a list one may be on file already",
			change: func(t testing.TB, db *DB) {
				insert(t, db, sheet.Customers, 0, "name", "王秀兰", "village", "后屯")
			},
			file:   []entry{{name("王秀兰"), village("后屯")}, {name("王秀兰"), village("后屯")}},
			want:   []string{"#1 name=王秀兰 village=后屯", "#2 name=王秀兰 village=后屯"},
			told:   []string{"3 suspect: #2 王秀兰 后屯 and #1 王秀兰 后屯 have the same name and village and may be one"},
			counts: Counts{Inserted: 1, Unchanged: 1}},
		{outcome: "of two equal names of a list imported again the one that was on file is told from the other",
			onFile: []entry{{name("王秀兰"), village("后屯"), about("group", "1组")}},
			change: func(t testing.TB, db *DB) {
				importAll(t, db, file(entry{name("王秀兰"), village("后屯")}, entry{name("王秀兰"), village("后屯")}), Import{})
			},
			file:   []entry{{name("王秀兰"), village("后屯")}, {name("王秀兰"), village("后屯")}},
			want:   []string{"#1 name=王秀兰 village=后屯 group=1组", "#2 name=王秀兰 village=后屯"},
			counts: Counts{Unchanged: 2}},
		{outcome: "a row is rejected when it made one customer and now describes another",
			onFile: []entry{{name("王秀兰"), village("后屯"), bought("2026-03-01", "钙片", "198")}},
			change: func(t testing.TB, db *DB) {
				update1(t, db, sheet.Customers, 1, "village", "前屯")
				insert(t, db, sheet.Customers, 0, "name", "王秀兰", "village", "后屯")
			},
			file:   []entry{{name("王秀兰"), village("后屯"), bought("2026-03-01", "钙片", "198")}},
			want:   []string{"#1 name=王秀兰 village=前屯", "#2 name=王秀兰 village=后屯"},
			told:   []string{"2 rejected: cannot tell which: #2 王秀兰 后屯, #1 王秀兰 前屯; add the phone or the village"},
			counts: Counts{Rejected: 1}},
		{outcome: "equal phone and name in one list are one person",
			file:   []entry{wang, {name("王秀兰"), phone("13812345678"), about("group", "3组")}},
			want:   []string{"#1 name=王秀兰 phone=13812345678 village=后屯 group=3组"},
			counts: Counts{Inserted: 1, Updated: 1}},
		{outcome: "rows of a ledger with equal names are one customer",
			file:   []entry{{name("王秀兰"), bought("2026-03-01", "钙片", "198")}, {name("王秀兰"), bought("2026-03-02", "钙片", "198")}},
			want:   []string{"#1 name=王秀兰"},
			counts: Counts{Inserted: 2}},
		{outcome: "what one row of a file tells the next is found by",
			file: []entry{{name("王秀兰"), bought("2026-03-01", "钙片", "198")}, {name("王秀兰"), phone("13812345678"), bought("2026-03-02", "钙片", "198")},
				{phone("13812345678"), bought("2026-03-03", "钙片", "198")}, {name("张强"), phone("13812345678"), bought("2026-03-03", "钙片", "198")}},
			want:   []string{"#1 name=王秀兰 phone=13812345678", "#2 name=张强 phone=13812345678"},
			counts: Counts{Inserted: 4}},
		{outcome: "a phone that one row tells of somebody on file finds the next",
			onFile: []entry{{name("王秀兰"), village("后屯")}},
			file: []entry{{name("王秀兰"), village("后屯"), phone("13812345678"), bought("2026-03-01", "钙片", "198")},
				{phone("13812345678"), bought("2026-03-02", "钙片", "198")}},
			want:   []string{"#1 name=王秀兰 phone=13812345678 village=后屯"},
			counts: Counts{Inserted: 2}},
		{outcome: "a former name finds the customer",
			onFile: []entry{wang},
			change: func(t testing.TB, db *DB) { update1(t, db, sheet.Customers, 1, "name", "王秀蓝") },
			file:   []entry{wang},
			want:   []string{"#1 name=王秀蓝 phone=13812345678 village=后屯"},
			told:   []string{"2 differs 姓名: kept “王秀蓝”, the file says “王秀兰”"},
			counts: Counts{Unchanged: 1}},
		{outcome: "a former phone finds the customer",
			onFile: []entry{wang},
			change: func(t testing.TB, db *DB) { update1(t, db, sheet.Customers, 1, "phone", "13700000000") },
			file:   []entry{wang},
			want:   []string{"#1 name=王秀兰 phone=13700000000 village=后屯"},
			told:   []string{"2 differs 手机: kept “13700000000”, the file says “13812345678”"},
			counts: Counts{Unchanged: 1}},
		{outcome: "a corrected village doesn't make the customer twice",
			onFile: []entry{{name("王秀兰"), village("后屯"), bought("2026-03-01", "钙片", "198")}},
			change: func(t testing.TB, db *DB) { update1(t, db, sheet.Customers, 1, "village", "前屯") },
			file:   []entry{{name("王秀兰"), village("后屯"), bought("2026-03-01", "钙片", "198")}},
			want:   []string{"#1 name=王秀兰 village=前屯"},
			told:   []string{"2 differs 村: kept “前屯”, the file says “后屯”"},
			counts: Counts{Unchanged: 1}},
		{outcome: "a removed customer isn't resurrected",
			onFile: []entry{wang},
			change: func(t testing.TB, db *DB) { remove(t, db, 1) },
			file:   []entry{wang, {phone("13812345678")}, {name("王秀兰"), village("后屯")}},
			told: []string{"2 skipped: #1 王秀兰 后屯 13812345678 was removed", "3 skipped: #1 王秀兰 后屯 13812345678 was removed",
				"4 skipped: #1 王秀兰 后屯 13812345678 was removed"},
			counts: Counts{Skipped: 3}},
		{outcome: "a removed customer isn't resurrected by a card",
			onFile: []entry{{name("王秀兰"), card("东店", "12")}},
			change: func(t testing.TB, db *DB) { remove(t, db, 1) },
			file:   []entry{{card("东店", "12")}},
			told:   []string{"2 skipped: #1 王秀兰 was removed"},
			counts: Counts{Skipped: 1}},
		{outcome: "who was added again after being removed is found",
			onFile: []entry{wang},
			change: func(t testing.TB, db *DB) {
				remove(t, db, 1)
				insert(t, db, sheet.Customers, 0, "name", "王秀兰", "phone", "13812345678")
			},
			file:   []entry{{name("王秀兰"), phone("13812345678")}},
			want:   []string{"#2 name=王秀兰 phone=13812345678"},
			counts: Counts{Unchanged: 1}},
		{outcome: "a customer gone by undo comes back as somebody new",
			onFile: []entry{wang},
			change: func(t testing.TB, db *DB) { undo1(t, db, 0) },
			file:   []entry{wang},
			want:   []string{"#2 name=王秀兰 phone=13812345678 village=后屯"},
			counts: Counts{Inserted: 1}},
		{outcome: "kehu's own number names the customer",
			onFile: []entry{wang}, file: []entry{{no(1), about("group", "3组")}},
			want:   []string{"#1 name=王秀兰 phone=13812345678 village=后屯 group=3组"},
			counts: Counts{Updated: 1}},
		{outcome: "kehu's own number with another name is rejected",
			onFile: []entry{wang}, file: []entry{{no(1), name("李四")}, {no(9)}},
			want: []string{"#1 name=王秀兰 phone=13812345678 village=后屯"},
			told: []string{"2 rejected: #1 is 王秀兰, not 李四; check the number, or give --shop NAME with another computer's export",
				"3 rejected: there is no customer #9; another computer's export wants --shop NAME"},
			counts: Counts{Rejected: 2}},
		{outcome: "kehu's own number with a card of somebody else is rejected",
			onFile: []entry{wang, {name("李四"), card("东店", "12")}},
			file:   []entry{{no(1), card("东店", "12")}},
			want:   []string{"#1 name=王秀兰 phone=13812345678 village=后屯", "#2 name=李四", "n1 customer=李四 shop=东店 number=12"},
			told:   []string{"2 rejected: the outside number belongs to #2 李四, not to #1; check it"},
			counts: Counts{Rejected: 1}},
		{outcome: "a row that names nobody is rejected, a walk-in's purchase not",
			file:   []entry{{village("后屯")}, {has(sheet.Interactions, "at", "2026-03-01")}, {bought("2026-03-01", "钙片", "198")}, {own("几亩地", "3")}},
			told:   []string{"2 rejected: no name, phone or number; add one of them", "3 rejected: no name, phone or number: whose Interactions is it?", "5 rejected: no name, phone or number; add one of them"},
			counts: Counts{Rejected: 3, Inserted: 1}},
	}
	for _, c := range cases {
		t.Run(c.outcome, func(t *testing.T) {
			for _, chunk := range []int{0, 1} {
				db := openTest(t)
				importAll(t, db, file(c.onFile...), Import{chunk: chunk})
				if c.change != nil {
					c.change(t, db)
				}
				c.options.chunk = chunk
				s := importAll(t, db, file(c.file...), c.options)
				compare(t, fmt.Sprint("told, chunk ", chunk), c.told, told(s))
				compare(t, "counts", c.counts, s.Counts)
				compare(t, "rows", c.want, people1(dump(t, db)))
				mustHold(t, db)
			}
		})
	}
}

func compare(t testing.TB, what string, want, got any) {
	t.Helper()
	if diff := diffOf(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func diffOf(want, got any) string { return cmp.Diff(want, got) }

// people1 are the lines of customers and their numbers.
func people1(lines []string) (some []string) {
	for _, l := range lines {
		if l[0] == '#' || l[0] == 'n' {
			some = append(some, l)
		}
	}
	return some
}

// TestWhatEveryLineRepeatsIsThereOnce imports a meeting's list: each line names the
// meeting, and one somebody twice.
func TestWhatEveryLineRepeatsIsThereOnce(t *testing.T) {
	met := has(sheet.Meetings, "name", "春季课", "on", "2026-02-01")
	came := has(sheet.Attendances, "meeting", "春季课", "attended", "是")
	list := []entry{{name("王秀兰"), met, came}, {name("李四"), met, came}, {name("王秀兰"), met, came}, {met}}
	want := []string{"#1 name=王秀兰", "#2 name=李四", "m1 name=春季课 on=2026-02-01",
		"a1 customer=王秀兰 meeting=春季课 attended=是", "a2 customer=李四 meeting=春季课 attended=是"}
	for _, chunk := range []int{0, 1} {
		db := openTest(t)
		for night, counts := range []Counts{{Inserted: 2, Unchanged: 2}, {Unchanged: 4}} {
			s := importAll(t, db, file(list...), Import{chunk: chunk})
			compare(t, fmt.Sprint("counts, time ", night), counts, s.Counts)
			compare(t, "rows", want, dump(t, db))
		}
		mustHold(t, db)
	}
}
