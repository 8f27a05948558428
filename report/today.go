package report

import (
	"iter"
	"slices"

	"kehu/store/sheet"
)

// Today is whom to see today and why, one line a customer: promises, complaints
// and debts, plans due and overdue, birthdays, the never contacted and the long
// silent. Unless o.All is set it is the short form of a day's work.
func Today(src Source, o Options) (Doc, error) {
	d, err := dayOf(src, o)
	if err != nil {
		return Doc{}, err
	}
	return Doc{
		Key: "today", Title: sheet.W("今日与逾期", "Today and overdue"), AsOf: o.Today,
		Tables: []Table{{Key: "today", Title: sheet.W("今日与逾期", "Today and overdue"), Columns: todayColumns(),
			Rows: todayRows(d.lines, d.faces, o.Today)}},
		Notes: append(todayNotes(d.all, d.lines, o), d.spared()...),
		Say:   d.sentence(),
	}, nil
}

// dayList is whom to see on a day.
type dayList struct {
	today sheet.Date
	all   []*errand
	lines []*errand // of all, those asked for
	faces map[sheet.ID]*face
	// shelved is what is open of customers marked 勿扰, who are on no list.
	shelved int
	empty   bool        // nobody is on file
	nobody  sheet.Words // whom the village or the salesperson asked for leaves, if nobody
}

func dayOf(src Source, o Options) (*dayList, error) {
	all, shelved, err := gather(src, o)
	if err != nil {
		return nil, err
	}
	d := &dayList{today: o.Today, all: all, lines: shown(all, o), shelved: shelved}
	if len(all) == 0 {
		if err := d.askWho(src, o); err != nil {
			return nil, err
		}
	}
	d.faces, err = facesOf(src, d.lines, o.Today)
	return d, err
}

// askWho finds out whether anybody is on file, and whether anybody is of the village
// and the salesperson asked for: a misspelt name must not read as a day off.
func (d *dayList) askWho(src Source, o Options) error {
	count := func(where *sheet.Filter) (int, error) {
		return src.Count(sheet.Query{Sheet: sheet.Customers, Where: where, AsOf: o.Today})
	}
	n, err := count(nil)
	if d.empty = n == 0; err != nil || d.empty {
		return err
	}
	for _, asked := range []struct {
		key, value string
		nobody     sheet.Words
	}{
		{"village", o.Village, sheet.W("没有一位客户的村是“%s”，核对一下写法：kehu list --columns 姓名,村", "no customer lives in “%s”, check how it is written: kehu list --columns name,village", o.Village)},
		{"owner", o.Staff, sheet.W("没有一位客户的业务员是“%s”，核对一下写法：kehu list --columns 姓名,业务员", "no customer is looked after by “%s”, check how it is written: kehu list --columns name,owner", o.Staff)},
	} {
		if asked.value == "" {
			continue
		}
		if n, err = count(same(sheet.Customers, asked.key, asked.value)); err != nil {
			return err
		}
		if n == 0 {
			d.nobody = asked.nobody
			return nil
		}
	}
	return nil
}

// shown are the lines that o asks for.
func shown(all []*errand, o Options) []*errand {
	if !o.All {
		limit := o.Limit
		if limit == 0 {
			limit = shortLines
		}
		newcomers, _ := o.Rules.value("never")
		return shortList(all, limit, newcomers)
	}
	sortErrands(all)
	if o.Limit > 0 {
		return slices.Clone(all[:min(len(all), o.Limit)]) // not holding on to the rest
	}
	return all
}

func todayColumns() []Column {
	of := func(key string) Column { return ColumnOf(sheet.Customers.Must(key)[0]) }
	return []Column{
		of("no"), of("name"), of("village"), of("phone"),
		{Key: "kind", Label: sheet.W("类别", "Kind"), Width: 10},
		of("last_contact"),
		{Key: "why", Label: sheet.W("为什么今天", "Why today"), Width: 34, Hang: true},
		{Key: "last_said", Label: sheet.W("上次说了", "Last said"), Width: 30, Hang: true},
		{Key: "say", Label: sheet.W("怎么开口", "What to say"), Width: 40, Hang: true},
	}
}

func todayRows(lines []*errand, faces map[sheet.ID]*face, today sheet.Date) iter.Seq2[[]Cell, error] {
	return func(yield func([]Cell, error) bool) {
		for _, e := range lines {
			f := faces[e.customer]
			if f == nil {
				continue
			}
			cells := []Cell{&e.customer, &f.Name, &f.Village, &f.Phone, Phrase(e.cause().Words()), &f.last, Phrase(e.why(f, today)),
				text(shortened(f.said, 40)), Phrase(e.say(f, today))}
			if !yield(cells, nil) {
				return
			}
		}
	}
}

// spared tells that there are plans and complaints of people who want no contact.
func (d *dayList) spared() []sheet.Words {
	if d.shelved == 0 {
		return nil
	}
	return []sheet.Words{sheet.W("另有 %d 件是勿扰客户的计划或投诉，不列名、不联系：计划撤掉，投诉办完等他来问。",
		"%d plans or complaints are of customers marked do-not-contact, who are not listed: drop the plans, settle the complaints.", d.shelved)}
}

// todayNotes count what there is and what the short form leaves out.
func todayNotes(all, lines []*errand, o Options) []sheet.Words {
	counts := countCauses(all)
	var parts []sheet.Words
	for c, n := range counts {
		if n > 0 {
			parts = append(parts, sheet.W("%s %d", "%s %d", cause(c).Words(), n))
		}
	}
	if len(parts) == 0 {
		return []sheet.Words{cadenceNote(o.Rules)}
	}
	total := sheet.W("按最要紧的一条算：%s；共 %s。", "By the strongest reason: %s; %s in all.", listed(parts...), people(len(all)))
	notes := []sheet.Words{total, cadenceNote(o.Rules)}
	if len(lines) == len(all) {
		return notes
	}
	rest := sheet.W("这里列了 %d 位，其余 %d 位用 --all 查看。", "Listed here: %d; --all shows the other %d.", len(lines), len(all)-len(lines))
	newcomers, _ := o.Rules.value("never")
	if unseen := counts[neverSeen] - countCauses(lines)[neverSeen]; unseen > 0 {
		rest = sentences(rest, sheet.W("还有 %d 位从未联系，每天先给 %d 位。", "%d more were never contacted; a day brings %d of them.", unseen, newcomers))
	}
	return append(notes, rest)
}

func countCauses(all []*errand) (n [causes]int) {
	for _, e := range all {
		n[e.cause()]++
	}
	return n
}

// cadenceNote says how long is long; a rule that is off is left out.
func cadenceNote(rules Rules) sheet.Words {
	var parts []sheet.Words
	for _, o := range sheet.Customers.Must("intent")[0].Options {
		if every, ok := rules.cadence(o.ZH); ok {
			parts = append(parts, sheet.W("%s %d 天", "%s %d days", o.ZH, every))
		}
	}
	if every, ok := rules.cadence(""); ok {
		parts = append(parts, sheet.W("没填 %d 天", "none %d days", every))
	}
	return sheet.W("多久没联系算久：意向 %s；从最后一次真实联系算起。勿扰的不列为要联系的人。规则见 kehu rule。",
		"Long silent is: intent %s, since the last real contact. Nobody marked do-not-contact is to be contacted. The rules: kehu rule.",
		joined("、", ", ", parts...))
}

// sentence says what to do today, or how to begin.
func (d *dayList) sentence() sheet.Words {
	if d.empty {
		return sheet.W("表里还没有客户：kehu import 台账.xlsx 导入一张表，或 kehu add 姓名 手机 村 记一位。",
			"No customer is on file yet: import a sheet with kehu import FILE.xlsx, or add one with kehu add NAME PHONE VILLAGE.")
	}
	if !d.nobody.Empty() {
		return d.nobody
	}
	return todaySentence(d.lines)
}

// todaySentence says of the lines what comes first, and in which village most is to be
// done: nobody collects a hundred debts in a day.
func todaySentence(all []*errand) sheet.Words {
	n := countCauses(all)
	task := func(c cause, zh, en string) sheet.Words {
		if n[c] == 0 {
			return sheet.Words{}
		}
		return sheet.W(zh, en, n[c])
	}
	first := joined("、", ", ", task(promised, "%d 件答应的事", "%d promises"), task(complained, "%d 件投诉", "%d complaints"), task(owing, "%d 笔欠款", "%d debts"))
	then := joined("、", ", ", task(dueToday, "今天到期的 %d 位", "%d due today"), task(overdue, "逾期的 %d 位", "%d overdue"),
		task(consoled, "投诉要回访的 %d 位", "%d after a complaint"), task(gathered, "会后要回访的 %d 位", "%d after a meeting"), task(sold, "售后要回访的 %d 位", "%d after a sale"),
		task(birthday, "过生日的 %d 位", "%d birthdays"), task(running, "快用完的 %d 位", "%d running out"))
	fair := marketSentence(all)
	switch {
	case first.Empty() && then.Empty():
		return sentences(fair, quietSentence(n))
	case first.Empty():
		return sentences(fair, sheet.W("今天先跟进%s。", "Today follow up: %s.", then), busiest(all))
	case then.Empty():
		return sentences(fair, sheet.W("今天先办 %s。", "Today settle first: %s.", first), busiest(all))
	}
	return sentences(fair, sheet.W("今天先办 %s，再跟进%s。", "Today settle first: %s; then follow up: %s.", first, then), busiest(all))
}

// quietSentence is what to do on a day without anything due.
func quietSentence(n [causes]int) sheet.Words {
	switch {
	case n[neverSeen] > 0:
		return sheet.W("今天没有到期的事，正好去认识从未联系的 %d 位，先从建档早的开始。", "Nothing is due today: a good day to meet the %d never contacted, the oldest entries first.", n[neverSeen])
	case n[usual] > 0:
		return sheet.W("今天没有到期的事，照往常该再买的有 %d 位，去问问要捎啥。", "Nothing is due today: %d would buy again about now; ask what to bring.", n[usual])
	case n[silent] > 0:
		return sheet.W("今天没有到期的事，先问候久未联系的 %d 位。", "Nothing is due today: greet the %d long silent.", n[silent])
	}
	return sheet.W("今天没有要办的事。", "Nothing is to be done today.")
}

// busiest names the village with most to do; the list is sorted by it.
func busiest(all []*errand) sheet.Words {
	work, most, elsewhere := map[string]int{}, "", false
	for _, e := range all {
		elsewhere = elsewhere || e.village != all[0].village
		if e.cause() > overdue || e.village == "" {
			continue
		}
		work[e.village]++
		if n := work[e.village]; most == "" || n > work[most] || n == work[most] && e.village < most {
			most = e.village
		}
	}
	if work[most] < 2 || !elsewhere {
		return sheet.Words{}
	}
	return sheet.W("%s最多（%d 位），先跑%[1]s。", "Most are in %s (%d): go there first.", most, work[most])
}
