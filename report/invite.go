package report

import (
	"cmp"
	"iter"
	"slices"

	"kehu/report/segment"
	"kehu/store/sheet"
)

// InviteGap is how many days customers are left in peace after an invitation to
// another meeting, unless somebody says otherwise. Ours, not a published figure.
const InviteGap = 30

// Invitation says whom to ask to a meeting.
type Invitation struct {
	People []sheet.ID // these; nil: everybody who fits what follows
	Name   string     // a class or group of the segments
	Top    int        // at most so many, those who spent most first; 0: all
	Gap    int        // not those invited elsewhere within so many days
	Tell   bool       // list whom not, too, where they are few
}

// Invitee is a customer to be asked, with why; or one left out, with why not.
type Invitee struct {
	sheet.Customer
	Why sheet.Words
}

// Invitees are whom to ask to a meeting, and whom not.
type Invitees struct {
	Chosen, Left []Invitee
	meeting      *sheet.Meeting
	call         string // what to type for it
	counts       [refusals]int
	beyond       int // fitting customers that Top leaves out
	o            Options
	gap          int
	tell         bool
}

// refusal is why a customer is not asked, the strongest first.
type refusal uint8

const (
	unwanted  refusal = iota // marked 勿扰
	aggrieved                // a complaint not settled
	asked                    // on this meeting's list already
	recent                   // invited elsewhere within the gap
	refusals  = iota
)

// refusing is a refusal in words.
type refusing struct {
	refusal
	why sheet.Words
}

// Invite picks whom to ask to m. The errors are those of the names in i.
func Invite(src Source, m *sheet.Meeting, i Invitation, o Options) (*Invitees, error) {
	only, err := divisionNamed(i.Name)
	if err != nil {
		return nil, err
	}
	p, err := survey(src, Options{Today: o.Today}, nil)
	if err != nil {
		return nil, err
	}
	all := &Invitees{meeting: m, o: o, gap: i.Gap, tell: i.Tell}
	if all.call, err = MeetingCall(src, m); err != nil {
		return nil, err
	}
	refused, err := all.refused(src)
	if err != nil {
		return nil, err
	}
	candidates, err := p.candidates(src, only, i, o)
	if err != nil {
		return nil, err
	}
	for _, c := range candidates {
		all.place(c, refused, i.Top)
	}
	return all, nil
}

// candidates are the customers who fit, those who spent most first, or named ones
// in the order of their names; each with the reason for asking.
func (p *population) candidates(src Source, only *division, i Invitation, o Options) ([]Invitee, error) {
	find := p.finder()
	named := map[sheet.ID]int{}
	for n, id := range i.People {
		named[id] = n
	}
	var all []Invitee
	columns := sheet.Customers.Must("no", "name", "phone", "village", "owner", "stage", "buy_days", "spent", "last_purchase", "last_contact", "do_not_contact")
	q := sheet.Query{Sheet: sheet.Customers, Where: o.Where, Columns: columns, AsOf: o.Today,
		Sort: []sheet.Order{{Column: sheet.Customers.Must("spent")[0], Desc: true}}}
	err := each(src, q, func(c *sheet.Customer) {
		placed := find(c.ID)
		_, wanted := named[c.ID]
		if i.People != nil && !wanted || only != nil && !only.has(placed) {
			return
		}
		all = append(all, Invitee{*c, p.reason(c, placed, only, i.People != nil)})
	})
	if i.People != nil {
		slices.SortStableFunc(all, func(a, b Invitee) int { return cmp.Compare(named[a.ID], named[b.ID]) })
	}
	return all, err
}

// reason says why a customer is asked: where they belong, and by which figures.
func (p *population) reason(c *sheet.Customer, placed segment.Placed, only *division, byName bool) sheet.Words {
	group := placed.Class.Words()
	if only != nil {
		group = only.Words()
	}
	why := sheet.W("%s：%s", "%s: %s", group, p.result.Reason(summarize(c, p.today)))
	if byName {
		return sheet.W("点名；%s", "by name; %s", why)
	}
	return why
}

// refused are the customers not to be asked, with the strongest reason.
func (all *Invitees) refused(src Source) (map[sheet.ID]refusing, error) {
	refused := map[sheet.ID]refusing{}
	add := func(id sheet.ID, r refusal, why sheet.Words) {
		if old, ok := refused[id]; !ok || r < old.refusal {
			refused[id] = refusing{r, why}
		}
	}
	s := sheet.Feedbacks
	q := sheet.Query{Sheet: s, Columns: s.Must("customer_no", "on", "content"), Where: openComplaint(all.o.Today), AsOf: all.o.Today}
	err := each(src, q, func(f *sheet.Feedback) {
		add(f.Customer.ID, aggrieved, sheet.W("%s的投诉没办结：%s", "the complaint of %s is open: %s", nearOrDay(f.On, all.o.Today), shortened(f.Content.String(), 20)))
	})
	if err != nil {
		return nil, err
	}
	a := sheet.Attendances
	q = sheet.Query{Sheet: a, Columns: a.Must("customer_no", "meeting", "invited_on"), AsOf: all.o.Today,
		Where: either(compare(a, "meeting", sheet.Eq, int64(all.meeting.ID)), compare(a, "invited_on", sheet.Gt, int64(all.o.Today)-int64(all.gap)))}
	err = each(src, q, func(row *sheet.Attendance) {
		if row.Meeting.ID == all.meeting.ID {
			add(row.Customer.ID, asked, sheet.W("已经在这一场的名单里", "on this meeting's list already"))
			return
		}
		add(row.Customer.ID, recent, sheet.W("%s邀过“%s”，不到 %d 天", "invited to “%[2]s” on %[1]s, under %[3]d days ago", nearOrDay(row.InvitedOn, all.o.Today), row.Meeting.Name, all.gap))
	})
	return refused, err
}

// nearOrDay is a day as people say it; an invitation may have none.
func nearOrDay(on, today sheet.Date) sheet.Words {
	if on == 0 {
		return sheet.W("以前", "some day")
	}
	return sheet.W("%s", "%s", day{on, today})
}

// place puts a candidate among those asked or those left out.
func (all *Invitees) place(c Invitee, refused map[sheet.ID]refusing, top int) {
	why, no := refused[c.ID]
	if c.DoNotContact.Yes() {
		why, no = refusing{unwanted, sheet.W("勿扰", "do not contact")}, true
	}
	switch {
	case no:
		all.counts[why.refusal]++
		all.Left = append(all.Left, Invitee{c.Customer, why.why})
	case top > 0 && len(all.Chosen) >= top:
		all.beyond++
	default:
		all.Chosen = append(all.Chosen, c)
	}
}

// fewLeft is how many left out a screen has room for.
const fewLeft = 10

// tellsLeft reports whether it is listed who is left out.
func (all *Invitees) tellsLeft() bool {
	return all.o.All || all.tell && 0 < len(all.Left) && len(all.Left) <= fewLeft
}

// Doc lists whom to ask and why; with o.All, or where they are few and that is asked for,
// also whom not.
func (all *Invitees) Doc() Doc {
	d := Doc{Key: "invitation", Title: sheet.W("邀约：%s", "Invitations: %s", all.meeting.Name.String()), AsOf: all.o.Today,
		Tables: []Table{inviteeTable("invited", sheet.W("请谁，为什么", "Whom, and why"), sheet.W("为什么请", "Why"), all.Chosen)},
		Notes:  all.notes(), Say: all.say()}
	if all.tellsLeft() {
		d.Tables = append(d.Tables, inviteeTable("left_out", sheet.W("没请的", "Left out"), sheet.W("为什么不请", "Why not"), all.Left))
	}
	return d
}

func inviteeTable(key string, title, why sheet.Words, people []Invitee) Table {
	var columns []Column
	for _, c := range sheet.Customers.Must("no", "name", "phone", "village") {
		columns = append(columns, ColumnOf(c))
	}
	columns = append(columns, Column{Key: "why", Label: why, Width: 44}, ColumnOf(sheet.Customers.Must("owner")[0]))
	return Table{Key: key, Title: title, Columns: columns, Rows: inviteeRows(people)}
}

func inviteeRows(people []Invitee) iter.Seq2[[]Cell, error] {
	return func(yield func([]Cell, error) bool) {
		for i := range people {
			c := &people[i]
			if !yield([]Cell{&c.ID, &c.Name, &c.Phone, &c.Village, Phrase(c.Why), &c.Owner}, nil) {
				return
			}
		}
	}
}

// notes count who is left out, by reason.
func (all *Invitees) notes() []sheet.Words {
	left := listed(todo(all.counts[unwanted], "勿扰 %d", "do not contact %d"), todo(all.counts[aggrieved], "投诉没办结 %d", "open complaints %d"),
		todo(all.counts[asked], "已在名单里 %d", "on the list already %d"),
		todo(all.counts[recent], "近来邀过别的场 %d", "invited elsewhere lately %d"))
	var notes []sheet.Words
	switch {
	case left.Empty():
	case all.tellsLeft():
		notes = append(notes, sheet.W("没请的：%s。", "Left out: %s.", left))
	default:
		notes = append(notes, sheet.W("没请的：%s。是谁、为什么，加 --all 看。", "Left out: %s. See who with --all.", left))
	}
	if all.beyond > 0 {
		notes = append(notes, sheet.W("合适的还有 %d 位，超出了 --top。", "%d more would fit and are beyond --top.", all.beyond))
	}
	if all.gap == 0 {
		return append(notes, sheet.W("近来邀过别的场的也请了（--gap 0）。", "Those invited elsewhere lately are asked all the same (--gap 0)."))
	}
	return append(notes, sheet.W("%d 天内邀过别的场的不再打扰；要改用 --gap 天数（0 = 不管）。", "Nobody is asked again within %d days of another invitation; change it with --gap DAYS (0: ask all the same).", all.gap))
}

func (all *Invitees) say() sheet.Words {
	if len(all.Chosen) == 0 {
		return sheet.W("没有可请的：换个分群或条件，或减小 --gap。", "Nobody to ask: try another segment or condition, or a smaller --gap.")
	}
	return sheet.W("逐个打电话，问到的记下来：kehu meeting reply %s 姓名 确认。", "Call them one by one and note the answers: kehu meeting reply %s NAME confirmed.", all.call)
}
