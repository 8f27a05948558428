package store

import (
	"strings"

	"kehu/store/sheet"
)

// elsewhere is what the numbers of kehu's own in a sheet show of where it comes from.
type elsewhere struct {
	numbered int // rows that name their customer by such a number
	strange  int // of those, that no customer here has, or somebody of another name
	ours     int // of those, that are of a shop's sheet and yet name the customer who has it here
	told     bool
}

// fewNumbered is the number of rows from which their numbers tell where a sheet was made.
const fewNumbered = 5

// most reports whether n of the numbered rows are too many for chance or slips.
func (e *elsewhere) most(n int) bool { return e.numbered >= fewNumbered && 5*n >= 4*e.numbered }

// translate takes kehu's own numbers in a shop's sheet for what they are here: those of
// another computer. That of the customer becomes a number within the shop, like any
// other system's, beside one that the row may bring; # keeps the two apart. Those of
// other rows mean nothing.
func (im *importing) translate(r *sheet.Record) {
	for i := range r.Parts {
		if r.Parts[i].Sheet != sheet.Plans {
			r.Parts[i].Row.Base().ID = 0
		}
	}
	if r.Customer.Row == nil || r.Customer.Row.Base().ID == 0 {
		return
	}
	c := r.Customer.Row.(*sheet.Customer)
	im.compare(c)
	r.Card = r.Number
	r.Number = &sheet.Number{Shop: sheet.MakeText(im.options.Shop), Number: sheet.MakeText(sheet.Customers.Prefix + c.ID.String())}
	c.ID = 0
}

// compare notes whether a shop's sheet names a customer as this file does.
func (im *importing) compare(c *sheet.Customer) {
	im.from.numbered++
	m := im.matcher
	who, ok := m.byID(c.ID)
	if ok && !m.numbered[holder{who, im.options.Shop}] && m.called(who, c.Name.String()) && m.all[who].phone == c.Phone.String() {
		im.from.ours++
	}
}

// whence refuses a sheet whose numbers are another computer's, before any of it is
// written: where some fit they are a namesake's. Of a shop's sheet that looks like one
// of this very file it says so.
func (im *importing) whence() error {
	if im.from.told {
		return nil
	}
	im.from.told = true
	switch {
	case im.from.most(im.from.strange):
		return sheet.Fail(sheet.Failed, "%s：%d 行写了 kehu 的客户编号，%d 行在这里没有或是别人：像是别的电脑导出的表，什么也没写；请加 --shop 和名字再导入，如 --shop 老李",
			"%s: %d rows have a customer's number of kehu's, and %d of those are nobody's or somebody else's here: this looks like another computer's export and nothing was written; import it with --shop and a name, such as --shop 老李",
			im.options.Title, im.from.numbered, im.from.strange)
	case im.from.most(im.from.ours) && len(im.chunk.rows) > 0:
		im.chunk.note(&im.chunk.notes.Warnings, 0, "", sheet.W("编号、姓名和手机都和这里的一样：如果就是这台电脑导出的表，请用 kehu undo 撤销，不带 --shop 再导入",
			"numbers, names and phones are those of this file: if it was exported here, take it back with kehu undo and import it without --shop"))
	}
	return nil
}

// plan takes what a record says became of a plan on file, unless the file is another
// computer's, whose plans have numbers of their own.
func (im *importing) plan(p sheet.Patch, customer sheet.ID, row int32) {
	if im.options.Shop == "" {
		im.chunk.keepPlan(p, customer, row)
		return
	}
	im.chunk.note(&im.chunk.notes.Warnings, row, "", sheet.W("%s 是别的电脑上的计划，这里没有改；自己的名单请不带 --shop 导入",
		"%s is a plan on another computer, nothing changed here; import a list of your own without --shop", sheet.Plans.Prefix+p.Row.Base().ID.String()))
}

// withoutNumber leaves out of a meeting's name in another computer's sheet the number
// that tells it from its namesakes there: here it is some other meeting's.
func (im *importing) withoutNumber(to *sheet.Ref) {
	i := strings.LastIndexByte(to.Name, ' ')
	if im.options.Shop == "" || i < 0 || im.held[to.Name] != nil {
		return
	}
	digits, ok := strings.CutPrefix(to.Name[i+1:], sheet.Meetings.Prefix)
	if ok && digits != "" && strings.Trim(digits, "0123456789-") == "" {
		to.Name = to.Name[:i]
	}
}
