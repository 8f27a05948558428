package report

import (
	"kehu/store/almanac"
	"kehu/store/sheet"
)

// why says in words why a customer is to be seen today.
func (e *errand) why(f *face, today sheet.Date) sheet.Words {
	var all []sheet.Words
	for _, r := range e.reasons {
		why := r.why(today)
		if r.cause == usual && f.due.on != 0 {
			why = listed(why, f.due.told(today))
		}
		all = append(all, why)
	}
	if e.missed != 0 {
		all = append(all, sheet.W("%s去没见着", "not met on %s", day{e.missed, today}))
	}
	if e.market != "" {
		all = append(all, sheet.W("今天%s", "%s today", e.market))
	}
	return clauses(all...)
}

// told is which product somebody would buy again, and when.
func (t turn) told(today sheet.Date) sheet.Words {
	if t.on < today {
		return sheet.W("其中%s隔 %s买一次，该在 %s", "of it %s every %s, due on %s", t.product, sheet.Days(t.every), day{t.on, today})
	}
	return sheet.W("其中%s隔 %s买一次，%s 前后", "of it %s every %s, about %s", t.product, sheet.Days(t.every), day{t.on, today})
}

func (r reason) why(today sheet.Date) sheet.Words {
	if r.cause.planned() {
		return r.planned(today)
	}
	switch r.cause {
	case complained:
		return listed(sheet.W("投诉%s没办结", "complaint open %s", ago(r.on, today)), said(r.about))
	case owing:
		return r.owed(today)
	case birthday:
		return r.born(today)
	case consoled, gathered, sold, running, usual:
		return r.called(today)
	case silent:
		return r.quiet(today)
	case awaited:
		if r.on == 0 {
			return sheet.W("从未联系，标为流失", "never contacted, marked as lost")
		}
		return sheet.W("从未联系，已约 %s", "never contacted, set for %s", day{r.on, today})
	}
	if r.on == 0 {
		return sheet.W("从未联系", "never contacted")
	}
	return sheet.W("从未联系，建档%s", "never contacted, on file %s", ago(r.on, today))
}

// planned tells a plan.
func (r reason) planned(today sheet.Date) sheet.Words {
	head := sheet.W("约在今天", "set for today")
	switch late := int(today - r.on); {
	case late > 0:
		head = sheet.W("约在 %s，过了 %s", "set for %s, %s late", day{r.on, today}, sheet.Days(late))
	case late < 0:
		head = sheet.W("约在 %s（还有 %s）", "set for %s (in %s)", day{r.on, today}, sheet.Days(-late))
	}
	if r.cause == promised {
		head = sheet.W("答应的事，%s", "promise, %s", head)
	}
	content := sentences(via(r.via), sheet.Verbatim(shortened(r.about, 40)))
	if r.via == "" && r.about == "" {
		content = sheet.W("跟进", "follow up")
	}
	return sheet.W("%s：%s（p%s）", "%s: %s (p%s)", head, content, r.row.String())
}

// via is the way of a contact.
func via(word string) sheet.Words {
	if word == "" {
		return sheet.Words{}
	}
	for _, o := range sheet.Plans.Must("via")[0].Options {
		if o.ZH == word {
			return o.Label()
		}
	}
	return sheet.Verbatim(word)
}

// said quotes what somebody wrote.
func said(about string) sheet.Words {
	if about == "" {
		return sheet.Words{}
	}
	return sheet.W("说“%s”", "“%s”", shortened(about, 40))
}

func (r reason) owed(today sheet.Date) sheet.Words {
	if r.on == 0 {
		return sheet.W("欠款 %s 元，没约还款的日子", "owes %s yuan, no day agreed", yuan(r.amount))
	}
	if r.on == today {
		return sheet.W("欠款 %s 元，约好今天还", "owes %s yuan, to be paid today", yuan(r.amount))
	}
	return sheet.W("欠款 %s 元，约好 %s 还，过了 %s", "owes %s yuan, agreed for %s, %s late", yuan(r.amount), day{r.on, today}, sheet.Days(int(today-r.on)))
}

func (r reason) born(today sheet.Date) sheet.Words {
	calendar := sheet.Words{}
	if r.lunar {
		calendar = sheet.W("（农历）", " (lunar)")
	}
	if r.on == today {
		return sheet.W("今天生日%s", "birthday today%s", calendar)
	}
	return sheet.W("%s生日%s，还有 %s", "birthday on %s%s, in %s", day{r.on, today}, calendar, sheet.Days(int(r.on-today)))
}

// called tells a visit by rule.
func (r reason) called(today sheet.Date) sheet.Words {
	switch r.cause {
	case consoled:
		return listed(sheet.W("投诉 %s 办结，该回访", "complaint settled on %s, a visit is due", day{r.on, today}), said(r.about))
	case gathered:
		return listed(sheet.W("%s 到了“%s”", "came to “%[2]s” on %[1]s", day{r.on, today}, r.about), r.until(today))
	case sold:
		return sheet.W("%s 买了%s，第 %d 天回访", "bought %[2]s on %[1]s, the visit of day %[3]d", day{r.on, today}, r.about, r.every)
	case running:
		if r.on < today {
			return sheet.W("%s约 %s 就用完了", "the %s ran out about %s", r.about, day{r.on, today})
		}
		return sheet.W("%s约 %s 用完", "the %s runs out about %s", r.about, day{r.on, today})
	}
	return sheet.W("平均 %s买一次，上次 %s，该再买了", "buys every %s, last on %s, would buy again", sheet.Days(r.every), day{r.on, today})
}

// until says by when a meeting's people are to be seen.
func (r reason) until(today sheet.Date) sheet.Words {
	if late := int(today - r.due); late > 0 {
		return sheet.W("该在 %s 前回访，过了 %s", "to be seen by %s, %s late", day{r.due, today}, sheet.Days(late))
	}
	return sheet.W("%s 前要回访", "to be seen by %s", day{r.due, today})
}

func (r reason) quiet(today sheet.Date) sheet.Words {
	since := sheet.W("%s没联系", "%s without contact", sheet.Days(int(today-r.on)))
	if r.bought {
		since = sheet.W("买东西过去 %s，没再联系", "bought %s ago, without contact since", sheet.Days(int(today-r.on)))
	}
	if r.due > today {
		return sheet.W("%s，到 %s 满 %d 天", "%s, %[3]d on %[2]s", since, day{r.due, today}, r.every)
	}
	if r.about == "" {
		return sheet.W("%s（该 %d 天一次）", "%s (due every %d)", since, r.every)
	}
	return sheet.W("%s（意向 %s，该 %d 天一次）", "%s (intent %s, due every %d)", since, r.about, r.every)
}

// ago says how long ago a day is.
func ago(d, today sheet.Date) sheet.Words {
	if d == today {
		return sheet.W("今天", "today")
	}
	return sheet.W(" %s", "for %s", sheet.Days(int(today-d)))
}

// say is a suggested opening, in plain words and without a promise about health. In
// the first week of the lunar year it is a new year's greeting first of all; then, and
// on a birthday, nobody is asked for money.
func (e *errand) say(f *face, today sheet.Date) sheet.Words {
	debt := e.cause() == owing
	switch week := firstWeek(today); {
	case week && debt:
		return sheet.W("过年好，给您拜个年！余款不急，出了正月再说。", "A happy new year! The money can wait until next month.")
	case debt && e.bornOn(today) != nil:
		return e.bornOn(today).congratulate(today)
	case week && e.cause() != awaited:
		return sheet.W("过年好！%s", "A happy new year! %s", e.opening(f, today))
	}
	return e.opening(f, today)
}

// firstWeek reports whether a day is one of the first seven of the lunar year.
func firstWeek(today sheet.Date) bool {
	year, month, day := today.Civil()
	lunar, ok := almanac.FromSolar(year, month, day)
	return ok && lunar.Month == 1 && lunar.Day <= 7
}

// bornOn is the reason of a birthday that is kept on that day, nil if none is.
func (e *errand) bornOn(today sheet.Date) *reason {
	for i, r := range e.reasons {
		if r.cause == birthday && r.on == today {
			return &e.reasons[i]
		}
	}
	return nil
}

// opening is what to say for the strongest reason.
func (e *errand) opening(f *face, today sheet.Date) sheet.Words {
	switch r := e.reasons[0]; r.cause {
	case promised:
		return sheet.W("上回答应您的事，我今天来办。", "I am here to do what I promised.")
	case complained:
		return sheet.W("上回您说的事，我专门来办，您看怎么处理合适？", "I came about what you told me: what would be right for you?")
	case owing:
		return sheet.W("上回的余款 %s 元，这两天方便不？不方便咱另约日子。", "About the %s yuan left: do these days suit you, or another?", yuan(r.amount))
	case dueToday, overdue, coming:
		switch {
		case r.ruled && f.last == 0 && f.product == "":
			return strangers()
		case r.ruled:
			return sheet.W("这两天我往咱村来，顺路来看看您，方便不？", "I am in your village these days: is now a good moment?")
		}
		return sheet.W("上回约好的，我来看看您，方便不？", "We agreed to meet: is now a good moment?")
	case birthday:
		return r.congratulate(today)
	case consoled:
		return sheet.W("上回那事办完了，您看还有啥不合适的没？", "That matter is settled: is anything still not right?")
	case gathered:
		return sheet.W("那天您来听了，有啥没听明白的，我给您说说。", "You came that day: is there anything I can explain?")
	case sold:
		return sheet.W("上回的%s用着咋样？有啥不会用的我教您。", "How do you get on with the %s? I can show you how to use it.", r.about)
	case running:
		return sheet.W("家里的%s还剩多少？要的话我给您捎，不要也没事。", "How much of the %s is left? I can bring some, if you want any.", r.about)
	case usual:
		if f.due.on != 0 {
			return sheet.W("%s用得差不多了吧？要的话我给您捎，不要也没事。", "Is the %s nearly used up? I can bring some, if you want any.", f.due.product)
		}
		return sheet.W("这两天我往咱村来，家里有啥要捎的没？", "I am coming to your village: can I bring you something?")
	case silent:
		return f.greet()
	case awaited:
		if r.on == 0 {
			return sheet.W("不主动推；核对一下是不是该标流失。", "Do not push; check whether lost is right.")
		}
		return sheet.W("到约好的日子再去。", "Go on the day that is set.")
	}
	return strangers()
}

// strangers is what to say to somebody never met.
func strangers() sheet.Words {
	return sheet.W("我是给咱村送货的，来认个门，不买也没关系。", "I deliver in your village and came to say hello; no need to buy.")
}

func (r reason) congratulate(today sheet.Date) sheet.Words {
	if r.on == today {
		return sheet.W("今天您生日，给您道个喜！家里都好吧？", "Many happy returns! Is the family well?")
	}
	return sheet.W("过几天您生日，先给您道个喜！", "Your birthday is near: all the best!")
}

// greet is the opening to somebody not seen for long.
func (f *face) greet() sheet.Words {
	if f.product == "" {
		return sheet.W("有阵子没见您了，有啥要捎的您说。", "It has been a while; can I bring you something?")
	}
	return sheet.W("有阵子没见您了，上回的%s用着咋样？", "It has been a while; how do you get on with the %s?", f.product)
}
