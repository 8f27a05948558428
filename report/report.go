package report

import (
	"kehu/report/segment"
	"kehu/store/sheet"
)

// Report declares one report: a page of the workbook, a line of `report --list`
// and what `report NAME` prints.
type Report struct {
	Key      string // names it to machines and on the command line
	ZH, EN   string // its title
	Question sheet.Words
	Build    func(Source, Options) (Doc, error)
}

// For builds the report for o. Of a salesperson it is about their customers; whom
// to see also brings their plans for other people's.
func (r Report) For(src Source, o Options) (Doc, error) {
	if r.Key != "today" {
		o = o.ofStaff()
	}
	return r.Build(src, o)
}

// ofStaff narrows o to the customers of the salesperson it names.
func (o Options) ofStaff() Options {
	if o.Staff != "" {
		o.Where = both(o.Where, same(sheet.Customers, "owner", o.Staff))
	}
	return o
}

// Label is the report's title.
func (r Report) Label() sheet.Words { return sheet.W(r.ZH, r.EN) }

// Options say what a report is about. The zero value of each asks for the usual;
// only Today is required.
type Options struct {
	Today    sheet.Date    // the day the answer holds for
	Where    *sheet.Filter // of customers: only theirs
	From, To sheet.Date    // of lists of rows: days of the first and the last; 0: no bound
	Limit    int           // most rows of a list; 0: no bound, of the short forms their own
	Screen   int           // of lists of rows: how many a screen asks for, in the columns that it has room for; 0: all, in all columns

	// Of the list of whom to see, and of one customer's past.
	All     bool   // every line, not the short form
	Days    int    // how many days ahead plans and rules are looked for; 0: none
	Rules   Rules  // by which customers come into the list
	Village string // only customers of that village
	Staff   string // only the customers and plans of that salesperson

	// Of the segments.
	By      By           // which division the summary shows
	Name    string       // class or group whose members are listed, in either language or its key
	Rule    segment.Rule // where the lines are drawn
	Summary bool         // only the summary, not every customer
}

// By is a division of customers.
type By uint8

// The divisions.
const (
	ByClass By = iota // 八类
	ByGroup           // the eleven groups
)

// All returns the reports in the order of the workbook.
func All() []Report {
	return []Report{
		{"overview", "总览", "Overview", sheet.W("整体怎么样，现在先做什么？", "How do we stand, and what comes first?"), Overview},
		{"customers", "客户追踪表", "Customers", sheet.W("每位客户是谁、买了多少、什么时候再联系？", "Who is each customer, what did they buy, when is the next contact?"), customersReport},
		{"segments", "客户分群", "Segments", sheet.W("客户分成哪几类，各占多少钱，该怎么对待？", "Which kinds of customers are there, what are they worth, how to treat them?"), Segments},
		{"today", "今日与逾期", "Today and overdue", sheet.W("今天该找谁，为什么，怎么开口？", "Whom to see today, why, and what to say?"), Today},
		{"interactions", "互动", "Interactions", sheet.W("跟谁联系过，说了什么？", "Who was contacted, and what was said?"), rowsReport(sheet.Interactions)},
		{"purchases", "购买", "Purchases", sheet.W("谁在哪天买了什么？", "Who bought what on which day?"), rowsReport(sheet.Purchases)},
		{"feedback", "反馈", "Feedback", sheet.W("客户满意吗，投诉处理了没有？", "Are customers content, are complaints settled?"), rowsReport(sheet.Feedbacks)},
		{"plans", "跟进", "Plans", sheet.W("答应了什么，哪天去办？", "What is promised, and for which day?"), rowsReport(sheet.Plans)},
		{"meetings", "会销", "Meetings", sheet.W("哪场会来的人多、买的人多，值不值？", "Which meetings drew people and sales, and were they worth it?"), Meetings},
		{"definitions", "口径", "Definitions", sheet.W("表里的数是怎么算的？", "How are the figures reckoned?"), Definitions},
	}
}

// ByKey returns the report of that key or title, false if there is none.
func ByKey(name string) (Report, bool) {
	for _, r := range All() {
		if r.Key == name || r.ZH == name || r.EN == name {
			return r, true
		}
	}
	return Report{}, false
}
