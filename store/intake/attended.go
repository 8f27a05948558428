package intake

import (
	"fmt"
	"slices"
	"strings"

	"kehu/store/sheet"
)

// A list of who came to a meeting of several days has a column for each of them:
// 3月4日签到, 第2天到会. They make one row together, which holds the days ticked.

// signDays finds such columns, whoever said that they are to be read as 到会.
func (r *resolver) signDays() {
	attended := columnOf("attendance.attended")
	for i := range r.choices {
		c := &r.choices[i]
		if !c.open && (c.As != Mapped || c.Column != attended) {
			continue
		}
		day := signDay(spelling(c.Heading), attended, r.o.Today)
		if day != "" && c.open {
			r.to(c, attended)
		}
		c.Day = day
	}
}

// signDay is the day that a heading for signing in names, as 到会 keeps it:
// 2026-03-04, or 第2天; "" if it is no such heading.
func signDay(text string, attended *sheet.Column, today sheet.Date) string {
	for _, name := range append(slices.Clone(attended.Aka), attended.ZH, attended.EN) {
		rest, ok := strings.CutSuffix(text, spelling(name))
		if !ok {
			rest, ok = strings.CutPrefix(text, spelling(name))
		}
		rest = strings.Trim(rest, "()[]【】:-_")
		if !ok || rest == "" {
			continue
		}
		if n := sheet.NthDay(rest); n > 0 {
			return fmt.Sprintf("第%d天", n)
		}
		if on, err := sheet.ParseDate(rest, sheet.Reading{Today: today}); err == nil && on != 0 {
			return on.String()
		}
	}
	return ""
}

// attends is what a cell under 到会 adds to what the row holds of it: of a day's column
// the day, if anything says that somebody came.
func (s *step) attends(text string) string {
	if s.day != "" {
		if len(sheet.Attended(text)) == 0 {
			return s.field.String()
		}
		text = s.day
	}
	if s.field.Empty() {
		return text
	}
	both, ok := s.column.Join(s.field.String(), text)
	if !ok {
		both = s.field.String() + "、" + text
	}
	return both
}
