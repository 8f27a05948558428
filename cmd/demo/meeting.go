package demo

import (
	"io"
	"strconv"
)

var (
	meetingHeading = []string{"会销名称", "会销日期", "会销地点", "会销主题", "会销费用"}
	guestHeading   = []string{"会销", "手机", "姓名", "邀约日期", "邀约人", "答复", "到会", "自来"}
)

const (
	meetingEvery   = 45 // days between two meetings (会销) in a township
	recentMeetings = 6  // of each township that are told; no two fall into one month of the year
)

// meetingDay is the last day of a meeting in a township not after day, possibly before the ledger begins.
func meetingDay(town, day int) int { return day - (day+town*13)%meetingEvery }

// recent is the day of a township's k-th meeting counted back from today.
func recent(town, k int) int { return meetingDay(town, today) - k*meetingEvery }

// meetingName is what the salespeople call a meeting: 三岔河3月场.
func (w *world) meetingName(town, day int) string {
	return w.towns[town].stem + strconv.Itoa(int(w.cal.month[day])) + "月场"
}

// Meetings writes the recent meetings (会销) of each township. It returns ErrSize, ErrNoBuyers or w's error.
func (v Village) Meetings(w io.Writer) error {
	return v.write(w, meetingHeading, func(world *world, sheet *csv) {
		for t := range world.towns {
			for k := range recentMeetings {
				world.writeMeeting(sheet, t, recent(t, k))
			}
		}
	})
}

var (
	halls  = []string{"饭店二楼", "村部会议室", "文化站", "供销社大院"}
	topics = []string{"老客户答谢会", "家电新品体验会", "会员生日会", "净水器现场演示"}
)

func (w *world) writeMeeting(sheet *csv, town, day int) {
	d := w.root.about(topicMeeting).about(topic(town)).about(topic(day))
	sheet.word(w.meetingName(town, day))
	sheet.word(w.cal.text[day])
	sheet.word(w.towns[town].stem + pick(d.about(0), halls))
	sheet.word(pick(d.about(1), topics))
	sheet.money(int64(d.about(2).between(6, 20)) * 10000)
	sheet.end()
}

// Guests writes who was invited to the recent meetings and who came (到会), in the order of the meetings. Whoever bought
// at one was there. It returns ErrSize, ErrNoBuyers or w's error.
func (v Village) Guests(w io.Writer) error {
	return v.write(w, guestHeading, func(world *world, sheet *csv) {
		days := func(b *buyer, _ days, tell func(k, day int)) {
			there := world.seen(b)
			for k := range recentMeetings {
				if there[k] || b.invited(k) {
					tell(k, recent(b.place.town, k))
				}
			}
		}
		world.inDateOrder(days, func(b *buyer, k int) { world.writeGuest(sheet, b, k) }, sheet.failed)
	})
}

// seen tells at which recent meetings b bought or was met, as the other sheets have it.
func (w *world) seen(b *buyer) (there [recentMeetings]bool) {
	mark := func(day int) {
		for k := range there {
			there[k] = there[k] || day == recent(b.place.town, k)
		}
	}
	for k := range b.n {
		if l := w.line(b, k); l.channel == atMeeting {
			mark(l.day)
		}
	}
	for k := range b.visits() {
		if v := w.visit(b, k); v.via == "会销" {
			mark(v.day)
		}
	}
	return there
}

func (b *buyer) guest(k int) dice { return b.d.about(topicMeeting).about(topic(k)) }

// invited reports whether b was asked to the k-th recent meeting, of which nothing else tells.
func (b *buyer) invited(k int) bool {
	return b.created < recent(b.place.town, k) && !b.leftAlone() && b.guest(k).chance(280)
}

// answers are what guests said, each with how many of a thousand then came.
var answers = []struct {
	word string
	come int
}{{"确认", 640}, {"未定", 260}, {"", 180}, {"拒绝", 30}}

func (w *world) writeGuest(sheet *csv, b *buyer, k int) {
	d, p, day := b.guest(k), w.who(b), recent(b.place.town, k)
	answer := answers[weighted(d.about(0), 58, 16, 14, 12)]
	there := w.seen(b)[k]
	walkIn := there && (b.created >= day || b.leftAlone() || d.about(1).chance(120))
	came := there || d.about(2).chance(answer.come)
	sheet.word(w.meetingName(b.place.town, day))
	sheet.phone(p.phone)
	sheet.name(p.name)
	sheet.wordIf(!walkIn, w.cal.text[max(b.created, day-d.about(3).between(2, 9))])
	sheet.wordIf(!walkIn, w.towns[b.place.town].staff)
	sheet.wordIf(!walkIn, answer.word)
	sheet.wordIf(came, "是")
	sheet.wordIf(walkIn, "是")
	sheet.end()
}
