package report

import (
	"slices"

	"kehu/store/sheet"
)

// dayCount counts some days of a meeting. Sums are in 分.
type dayCount struct {
	invited, came, walkIns int // walkIns of those who came
	fresh                  int // came for the first time
	sold                   int64
}

// countDay counts a day of the meeting.
func (m *Gathering) countDay(day sheet.Date) (n dayCount) {
	for _, g := range m.Guests {
		n.invited += btoi(g.Invited())
		n.sold += g.sales[day]
		if slices.Contains(g.Days, day) {
			n.came++
			n.walkIns += btoi(!g.Invited())
			n.fresh += btoi(g.Days[0] == day)
		}
	}
	return n
}

// countAll counts the whole meeting, everybody once.
func (m *Gathering) countAll() dayCount {
	t := m.tally(everybody)
	return dayCount{invited: t.invited, came: t.came, walkIns: t.walkIns, fresh: t.came, sold: t.sold}
}

// dayTable counts a meeting of several days day by day, and everybody once at the end.
func (m *Gathering) dayTable() Table {
	return Table{Key: "days", Title: sheet.W("各天", "Day by day"),
		Columns: []Column{
			figureColumn("on", "日期", "On", sheet.TextKind, 14),
			figureColumn("invited", "邀约", "Invited", sheet.CountKind, 8),
			figureColumn("came_invited", "应邀到会", "Invited who came", sheet.CountKind, 9),
			figureColumn("attendance_rate", "到会率", "Attendance", sheet.TextKind, 9),
			figureColumn("walk_ins", "自来", "Walk-ins", sheet.CountKind, 8),
			figureColumn("attended", "到会", "Attended", sheet.CountKind, 8),
			figureColumn("first_time", "头一天来", "First day here", sheet.CountKind, 9),
			figureColumn("sold", "当场销售额", "On the spot", sheet.MoneyKind, 12),
		},
		Rows: func(yield func([]Cell, error) bool) {
			for _, day := range m.days() {
				if !yield(m.dayCells(day), nil) {
					return
				}
			}
			if m.undated() > 0 && !yield(m.countUndated().cells(sheet.W("没写哪一天", "no day given")), nil) {
				return
			}
			yield(m.countAll().cells(sheet.W("全部，不重复", "all, each once")), nil)
		}}
}

// dayCells are a day's figures; a day to come has none.
func (m *Gathering) dayCells(day sheet.Date) []Cell {
	n, label := m.countDay(day), sheet.Verbatim(day.String())
	if day <= m.today {
		return n.cells(label)
	}
	none := func() Cell { return new(sheet.Count) }
	return []Cell{Phrase(label), count(n.invited), none(), Share{}, none(), none(), none(), new(sheet.Money)}
}

func (n dayCount) cells(label sheet.Words) []Cell {
	invited := n.came - n.walkIns
	return []Cell{Phrase(label), count(n.invited), count(invited), share(int64(invited), int64(n.invited)),
		count(n.walkIns), count(n.came), count(n.fresh), money(n.sold)}
}

// undated is how many guests have a tick that says no day.
func (m *Gathering) undated() int { return m.countUndated().came }

// countUndated counts the guests of whom it is not known on which day they came.
func (m *Gathering) countUndated() (n dayCount) {
	for _, g := range m.Guests {
		n.invited += btoi(g.Invited())
		if g.Came() && len(g.Days) == 0 {
			n.came++
			n.walkIns += btoi(!g.Invited())
			n.fresh++
		}
	}
	return n
}
